//! What is not an act: accounts, tokens, stored answers, the audit trail; and errors by name.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use std::thread;

use shuniu_store::{
    AccountRow, AuditFilter, Constraint, NewAuditRow, Operator, Options, RefreshTokenRow, Store,
    StoreError, StoredAnswer,
};
use support::{each_store, second, write};

fn account(n: i64) -> AccountRow {
    AccountRow {
        id: format!("account-{n}"),
        login: format!("login-{n}"),
        display_name: "某人".into(),
        kind: "staff".into(),
        secret_hash: "hash".into(),
        grants: "[]".into(),
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: second(n),
    }
}

fn token(n: i64) -> RefreshTokenRow {
    RefreshTokenRow {
        id: format!("token-{n}"),
        account: "account-1".into(),
        family: format!("family-{}", n % 2),
        token_hash: format!("hash-{n}"),
        issued_at: second(n),
        expires_at: second(n + 100),
        used_at: None,
        revoked_at: None,
    }
}

fn operate<T>(
    store: &Store,
    f: impl FnOnce(&mut Operator<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    store.operate(f)
}

#[test]
fn an_account_changes_piece_by_piece() {
    each_store(|store| {
        operate(&store, |operator| {
            operator.insert_account(&account(1))?;
            assert!(operator.set_grants("account-1", "[1]")?);
            assert!(operator.set_disabled("account-1", true)?);
            assert!(operator.set_secret("account-1", "other")?);
            assert_eq!(operator.record_failure("account-1", None)?, Some(1));
            assert_eq!(operator.record_failure("account-1", Some(second(9)))?, Some(2));
            assert_eq!(operator.record_failure("nobody", None)?, None);
            assert!(!operator.set_grants("nobody", "[1]")?);
            Ok(())
        })
        .expect("an account");
        let expected = AccountRow {
            grants: "[1]".into(),
            disabled: true,
            secret_hash: "other".into(),
            failures: 2,
            locked_until: Some(second(9)),
            ..account(1)
        };
        let found = store.read_one(|reader| reader.account_by_login("login-1"));
        assert_eq!(found, Ok::<_, StoreError>(Some(expected.clone())));
        assert_eq!(operate(&store, |operator| operator.reset_failures("account-1")), Ok(true));
        let found = operate(&store, |operator| operator.account("account-1"));
        let reset = AccountRow { failures: 0, locked_until: None, ..expected };
        assert_eq!(found, Ok(Some(reset)));
    });
}

#[test]
fn accounts_are_listed_by_login() {
    each_store(|store| {
        operate(&store, |operator| {
            (1..=5).rev().try_for_each(|n| operator.insert_account(&account(n)))
        })
        .expect("accounts");
        let page = operate(&store, |operator| operator.list_accounts(Some("login-2"), 2));
        assert_eq!(page, Ok(vec![account(3), account(4)]));
    });
}

#[test]
fn a_failed_operation_leaves_nothing() {
    each_store(|store| {
        let failed = operate(&store, |operator| {
            operator.insert_account(&account(1))?;
            operator.insert_refresh_token(&token(1))?;
            operator.insert_refresh_token(&token(1))
        });
        assert_eq!(failed, Err(StoreError::Conflict(Constraint::RefreshToken)));
        assert_eq!(operate(&store, |operator| operator.account("account-1")), Ok(None));
    });
}

/// Each constraint is provoked where another part of the same row is free.
#[test]
fn every_constraint_is_known_by_name() {
    each_store(|store| {
        let taken = |f: &dyn Fn(&mut Operator<'_>) -> Result<(), StoreError>, is| {
            assert_eq!(operate(&store, f), Err(StoreError::Conflict(is)));
        };
        operate(&store, |operator| {
            operator.insert_account(&account(1))?;
            operator.insert_refresh_token(&token(1))
        })
        .expect("the first");
        let same_id = AccountRow { id: "account-1".into(), ..account(2) };
        let same_login = AccountRow { login: "login-1".into(), ..account(2) };
        let same_token = RefreshTokenRow { id: "token-1".into(), ..token(2) };
        let same_hash = RefreshTokenRow { token_hash: "hash-1".into(), ..token(2) };
        taken(&|operator| operator.insert_account(&same_id), Constraint::AccountId);
        taken(&|operator| operator.insert_account(&same_login), Constraint::Login);
        taken(&|operator| operator.insert_refresh_token(&same_token), Constraint::RefreshToken);
        taken(&|operator| operator.insert_refresh_token(&same_hash), Constraint::RefreshToken);
        // Constraint::StreamVersion, Claim and IdempotencyKey are provoked in tests/writing.rs.
    });
}

#[test]
fn a_refresh_token_is_used_once() {
    each_store(|store| {
        operate(&store, |operator| operator.insert_refresh_token(&token(1))).expect("a token");
        let winners: usize = thread::scope(|scope| {
            let using = || operate(&store, |it| it.use_refresh_token("token-1", second(5)));
            let threads: Vec<_> = (0..16).map(|_| scope.spawn(using)).collect();
            let answers = threads.into_iter().map(|it| it.join().expect("a thread"));
            answers.filter(|answer| answer.as_ref().is_ok_and(|won| *won)).count()
        });
        assert_eq!(winners, 1);
        let found = operate(&store, |operator| operator.refresh_token_by_hash("hash-1"));
        let expected = RefreshTokenRow { used_at: Some(second(5)), ..token(1) };
        assert_eq!(found, Ok(Some(expected)));
    });
}

#[test]
fn tokens_are_revoked_by_family_and_by_account() {
    each_store(|store| {
        let answer = operate(&store, |operator| {
            (1..=5).try_for_each(|n| operator.insert_refresh_token(&token(n)))?;
            assert_eq!(operator.revoke_family("family-0", second(1))?, 2);
            assert!(!operator.use_refresh_token("token-2", second(2))?);
            assert_eq!(operator.revoke_tokens_of("account-1", second(3))?, 3);
            operator.forget_tokens_before(second(103))
        });
        assert_eq!(answer, Ok(2));
    });
}

#[test]
fn an_answer_is_kept_until_it_is_forgotten() {
    each_store(|store| {
        let answer = StoredAnswer {
            fingerprint: "f".into(),
            status: 201,
            headers: Some("Location: /x".into()),
            body: "{\"a\": 1}".into(),
        };
        let stored = answer.clone();
        let read = || store.read_one(|reader| reader.idempotent_answer("account-1", "key"));
        assert_eq!(read(), Ok::<_, StoreError>(None));
        write(&store, move |w| w.store_answer("account-1", "key", &stored, second(5)))
            .expect("an answer");
        assert_eq!(read(), Ok(Some(answer)));
        let forget = |n| write(&store, move |writer| writer.forget_answers_before(second(n)));
        assert_eq!((forget(5), forget(6)), (Ok(0), Ok(1)));
        assert_eq!(read(), Ok(None));
    });
}

#[test]
fn the_audit_trail_is_read_newest_first() {
    each_store(|store| {
        let line = |n: i64| NewAuditRow {
            at: second(n),
            account: format!("account-{}", n % 2),
            action: "read".into(),
            subject: format!("person-{}", n % 3),
            request: format!("request-{n}"),
        };
        operate(&store, |operator| (1..=9).try_for_each(|n| operator.append_audit(&line(n))))
            .expect("lines");
        let list = |filter: &AuditFilter, after| {
            let page = operate(&store, |operator| operator.list_audit(filter, after, 3));
            page.expect("lines")
        };
        let page = list(&AuditFilter::default(), None);
        assert!(page.iter().map(|row| row.at).eq([second(9), second(8), second(7)]));
        let next = list(&AuditFilter::default(), Some(page[2].id));
        assert!(next.iter().map(|row| row.at).eq([second(6), second(5), second(4)]));
        let narrow =
            AuditFilter { account: Some("account-1".into()), subject: Some("person-0".into()) };
        assert!(list(&narrow, None).iter().map(|row| row.at).eq([second(9), second(3)]));
    });
}

/// An operation waits for an act that is under way, and the other way round.
#[test]
fn operations_and_acts_wait_for_each_other() {
    each_store(|store| {
        thread::scope(|scope| {
            for thread in 0..4 {
                let store = &store;
                scope.spawn(move || {
                    for n in 0..10 {
                        let n = thread * 10 + n;
                        operate(store, |operator| operator.insert_account(&account(n)))
                            .expect("an account");
                        write(store, move |writer| {
                            writer.raise_counters(&[("n".to_string(), n)].into())
                        })
                        .expect("an act");
                    }
                });
            }
        });
        let all = operate(&store, |operator| operator.list_accounts(None, 100));
        assert_eq!(all.expect("accounts").len(), 40);
    });
}

#[test]
fn a_store_is_refused_with_a_reason() {
    let open = |url: &str, read_url: Option<&str>| {
        let options = Options {
            url: url.into(),
            read_url: read_url.map(Into::into),
            connections: 1,
            group_commit: 1,
        };
        Store::open(&options).err().expect("a refusal")
    };
    assert!(matches!(open("mysql://h/d", None), StoreError::BadUrl(_)));
    let missing = tempfile::tempdir().expect("a folder").path().join("missing/register.db");
    let missing = format!("sqlite:{}", missing.display());
    assert!(matches!(open(&missing, None), StoreError::Unavailable(_)));
    let nobody = "postgres://u:s3cret@127.0.0.1:1/d";
    let refused = open(nobody, None);
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}");
    assert!(!refused.to_string().contains("s3cret"));
    let odd = open("postgres://u:s3/cret@127.0.0.1:1/d", None);
    assert!(matches!(odd, StoreError::BadUrl(_)) && !odd.to_string().contains("s3"), "{odd}");
    assert!(matches!(open("sqlite:a.db", Some(nobody)), StoreError::BadUrl(_)));
}

#[test]
fn a_store_gives_a_sign_of_life() {
    each_store(|store| assert_eq!(store.ping(), Ok(())));
}
