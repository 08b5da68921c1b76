//! Accounts on a real store: made, changed, let in, locked out, kept in.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use shuniu_core::access::{Grant, Role};
use shuniu_core::act::ActKind;
use shuniu_core::unit::UnitId;
use shuniu_store::{AuditFilter, Options, Store, StoreError};

use super::*;

const PASSWORD: &str = "三人行必有我师焉-2026";

/// Other bytes each time (`SplitMix64`); no randomness to rely on, and enough for a test.
struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
        for chunk in buffer.chunks_mut(8) {
            let mut word = self.0.fetch_add(GAMMA, Ordering::Relaxed);
            word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(word ^ (word >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

struct House {
    accounts: Accounts,
    _folder: tempfile::TempDir,
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("register.db").display());
    let options = Options { url, read_url: None, connections: 8, group_commit: 1 };
    let store = Store::open(&options).unwrap();
    store.migrate().unwrap();
    let random = Arc::new(Counting(AtomicU64::new(1)));
    let hashing = HashingLimits { at_once: 4, waiting: 64 };
    let rules = SignInRules { hashing, ..SignInRules::default() };
    let accounts = Accounts::new(store, random, rules);
    let house = House { accounts, _folder: folder };
    house.accounts.create(staff("zhang.san", &[]), trace(0)).unwrap();
    house
}

fn second(n: i64) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::seconds(n)
}

fn trace(n: i64) -> Trace<'static> {
    Trace { by: "a-admin", request: "r-1", now: second(n) }
}

/// The id of a staff account is its login after `a-`.
fn staff<'a>(login: &'a str, grants: &'a [Grant]) -> NewAccount<'a> {
    let id = match login {
        "zhang.san" => "a-zhang",
        _ => "a-other",
    };
    let display_name = "张三";
    NewAccount { id, login, display_name, kind: AccountKind::Staff, grants, secret: PASSWORD }
}

impl House {
    fn sign_in(&self, secret: &str, at: i64) -> Result<(Account, RefreshToken), SignInError> {
        self.accounts.sign_in_staff("zhang.san", secret, "r-1", second(at))
    }

    fn refresh(
        &self,
        token: &RefreshToken,
        at: i64,
    ) -> Result<(Account, RefreshToken), RefreshError> {
        self.accounts.refresh(token.expose(), "r-1", second(at))
    }

    /// Actions in the audit trail, oldest first.
    fn audit(&self) -> Vec<(String, String)> {
        let rows: Result<_, StoreError> =
            self.accounts.store.read(|r| r.list_audit(&AuditFilter::default(), None, 1000));
        rows.unwrap().into_iter().rev().map(|row| (row.account, row.action)).collect()
    }
}

#[test]
fn an_account_is_made_listed_and_changed() {
    let house = house();
    let accounts = &house.accounts;
    let registrar = UnitId::parse("registrar-110000").unwrap();
    let grants = [Grant::at(Role::Examiner, registrar), Grant::of(Role::Auditor)];
    accounts.set_grants("a-zhang", &grants, trace(1)).unwrap();

    let actor = accounts.actor("a-zhang").unwrap().unwrap();
    assert_eq!((actor.account.as_str(), actor.grants.as_slice()), ("a-zhang", &grants[..]));
    let listed = accounts.list(None, 10).unwrap();
    assert_eq!(listed.iter().map(|a| a.login.as_str()).collect::<Vec<_>>(), ["zhang.san"]);
    assert!(accounts.list(Some("zhang.san"), 10).unwrap().is_empty());
    assert_eq!(accounts.actor("a-nobody"), Ok(None));
    assert_eq!(accounts.disable("a-nobody", trace(1)), Err(AccountError::Unknown));

    accounts.disable("a-zhang", trace(2)).unwrap();
    assert_eq!(accounts.actor("a-zhang"), Ok(None));
    assert!(accounts.find("a-zhang").unwrap().unwrap().disabled);
    accounts.enable("a-zhang", trace(3)).unwrap();
    assert!(accounts.actor("a-zhang").unwrap().is_some());

    let by = |(account, action): (String, String)| {
        assert_eq!(account, "a-admin");
        action
    };
    assert_eq!(
        house.audit().into_iter().map(by).collect::<Vec<_>>(),
        ["account.create", "account.grants", "account.disable", "account.enable"],
        "and no line for the one that changed nothing"
    );
}

#[test]
fn faults_name_their_field_and_the_remedy() {
    let house = house();
    let other = |login| NewAccount { id: "a-other", ..staff(login, &[]) };
    let good = other("li.si");
    let no_unit = [Grant::of(Role::Agency), Grant::of(Role::Decider)];
    let foreign = [Grant { acts: vec![ActKind::RegisterUnit], ..Grant::of(Role::Applicant) }];
    let cases = [
        (NewAccount { id: "a b", ..good }, "id"),
        (NewAccount { id: "a-zhang", ..good }, "id"),
        (other("Li.Si"), "login"),
        (other("李四"), "login"),
        (other("zhang.san"), "login"),
        (NewAccount { display_name: " ", ..good }, "display_name"),
        (NewAccount { grants: &no_unit, ..good }, "grants.1.unit"),
        (NewAccount { grants: &foreign, ..good }, "grants.0.acts"),
        (NewAccount { secret: "kurz7", ..good }, "secret"),
        (NewAccount { kind: AccountKind::System, ..good }, "secret"),
    ];
    for (new, field) in cases {
        let error = house.accounts.create(new, trace(1)).unwrap_err();
        assert_eq!(error.field().as_deref(), Some(field), "{error}");
        let text = error.text();
        assert!(!text.zh.is_empty() && !text.en.is_empty());
        assert!(!format!("{error} {error:?} {text:?}").contains("kurz7"), "a secret is shown");
    }
    assert!(house.accounts.create(good, trace(1)).is_ok());
}

#[test]
fn unknown_wrong_and_shut_look_the_same() {
    let house = house();
    let shut = NewAccount { id: "a-other", ..staff("li.si", &[]) };
    house.accounts.create(shut, trace(0)).unwrap();
    house.accounts.disable("a-other", trace(0)).unwrap();
    let long = "长".repeat(10_000);
    let try_in = |login, secret| house.accounts.sign_in_staff(login, secret, "r-1", second(1));
    for (login, secret) in [
        ("nobody", PASSWORD),
        ("zhang.san", "wrong"),
        ("zhang.san", ""),
        ("li.si", PASSWORD),
        ("", ""),
        ("zhang.san", &long),
    ] {
        assert_eq!(try_in(login, secret), Err(SignInError::WrongCredentials));
    }
    let wrong_door = house.accounts.sign_in_system("zhang.san", PASSWORD, "r-1", second(1));
    assert_eq!(wrong_door, Err(SignInError::WrongCredentials));
    let (account, _) = try_in(" Zhang.San ", PASSWORD).unwrap();
    assert_eq!(account.id, "a-zhang");
    let refused = house.audit().into_iter().filter(|(_, action)| action == "sign_in.refused");
    let who: Vec<_> = refused.map(|(account, _)| account).collect();
    assert_eq!(who, ["", "a-zhang", "a-zhang", "a-other", "", "a-zhang", "a-zhang"]);
}

#[test]
fn wrong_secrets_lock_for_longer_and_longer() {
    let house = house();
    let wrong_until_locked = |at: i64| {
        for _ in 0..5 {
            assert_eq!(house.sign_in("wrong", at), Err(SignInError::WrongCredentials));
        }
        match house.sign_in(PASSWORD, at) {
            Err(SignInError::Locked { until, retry_after }) => {
                assert_eq!(until, second(at + retry_after));
                retry_after
            }
            other => panic!("the right secret opened a locked account: {other:?}"),
        }
    };
    let mut at = 0;
    let minutes = [15, 30, 60, 120, 240, 480, 960, 1440, 1440];
    for expected in minutes {
        let lock = wrong_until_locked(at);
        assert_eq!(lock, expected * 60);
        assert!(matches!(
            house.sign_in(PASSWORD, at + lock - 1),
            Err(SignInError::Locked { retry_after: 1, .. })
        ));
        at += lock;
    }
    assert!(house.sign_in(PASSWORD, at).is_ok());
    assert_eq!(wrong_until_locked(at), 15 * 60, "the right secret begins anew");
    house.accounts.unlock("a-zhang", trace(at)).unwrap();
    assert!(house.sign_in(PASSWORD, at).is_ok());
    let text = SignInError::Locked { until: second(900), retry_after: 900 }.text();
    assert!(text.zh.contains("2026-01-01 08:15:00"), "{}", text.zh);
}

#[test]
fn many_wrong_secrets_at_once_are_all_counted() {
    let house = house();
    let answers: Vec<_> = thread::scope(|scope| {
        let tries: Vec<_> =
            (0..24).map(|_| scope.spawn(|| house.sign_in("wrong", 0).unwrap_err())).collect();
        tries.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let wrong = answers.iter().filter(|it| **it == SignInError::WrongCredentials).count();
    assert_eq!(wrong, 5, "no more guesses count than the lock allows: {answers:?}");
    assert!(answers.iter().skip(wrong).count() > 0);
    assert!(matches!(house.sign_in(PASSWORD, 1), Err(SignInError::Locked { .. })));
}

#[test]
fn a_system_signs_in_by_its_credentials_and_gets_no_session() {
    let house = house();
    let secret = house.accounts.fresh_system_secret();
    assert_eq!(secret.len(), 43);
    let tax = NewAccount {
        id: "s-tax",
        login: "tax-office",
        display_name: "税务",
        kind: AccountKind::System,
        grants: &[Grant::of(Role::Agency)],
        secret: &secret,
    };
    house.accounts.create(tax, trace(0)).unwrap();
    let account = house.accounts.sign_in_system("tax-office", &secret, "r", second(1)).unwrap();
    assert_eq!((account.kind, account.actor().has(Role::Agency)), (AccountKind::System, true));
    let wrong_door = house.accounts.sign_in_staff("tax-office", &secret, "r", second(1));
    assert_eq!(wrong_door, Err(SignInError::WrongCredentials));
}

#[test]
fn a_refresh_token_is_good_once_and_for_fourteen_days() {
    const DAY: i64 = 86_400;
    let house = house();
    let (_, first) = house.sign_in(PASSWORD, 0).unwrap();
    assert_eq!(first.expires_at, second(14 * DAY));
    assert!(!format!("{first:?}").contains(first.expose()));
    let (account, next) = house.refresh(&first, 13 * DAY).unwrap();
    assert_eq!(account.id, "a-zhang");
    assert_eq!(next.expires_at, second(27 * DAY));
    assert_eq!(house.refresh(&next, 27 * DAY), Err(RefreshError::Ended));
    assert_eq!(house.accounts.refresh("x", "r", second(1)), Err(RefreshError::Ended));
    assert_eq!(house.accounts.forget_ended_sessions(second(28 * DAY)), Ok(2));
}

#[test]
fn a_used_token_that_comes_again_ends_the_session_and_no_other() {
    let house = house();
    let (_, other) = house.sign_in(PASSWORD, 0).unwrap();
    let (_, stolen) = house.sign_in(PASSWORD, 0).unwrap();
    let (_, next) = house.refresh(&stolen, 1).unwrap();
    assert_eq!(house.refresh(&stolen, 2), Err(RefreshError::Reused));
    assert_eq!(house.refresh(&next, 3), Err(RefreshError::Ended));
    assert_eq!(house.refresh(&stolen, 4), Err(RefreshError::Ended), "told once");
    assert!(house.refresh(&other, 5).is_ok());
    assert!(house.audit().contains(&("a-zhang".into(), "refresh.reused".into())));
}

#[test]
fn of_two_who_refresh_at_once_one_gets_it_and_then_nobody() {
    let house = house();
    let (_, token) = house.sign_in(PASSWORD, 0).unwrap();
    let answers: Vec<_> = thread::scope(|scope| {
        let both: Vec<_> = (0..2).map(|_| scope.spawn(|| house.refresh(&token, 1))).collect();
        both.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let given: Vec<_> = answers.iter().filter_map(|it| it.as_ref().ok()).collect();
    assert_eq!(given.len(), 1);
    assert!(answers.contains(&Err(RefreshError::Reused)));
    assert_eq!(house.refresh(&given[0].1, 2), Err(RefreshError::Ended));
}

#[test]
fn signing_out_shutting_and_a_new_secret_end_sessions() {
    let house = house();
    let (_, token) = house.sign_in(PASSWORD, 0).unwrap();
    let (_, token) = house.refresh(&token, 1).unwrap();
    house.accounts.sign_out(token.expose(), "r", second(2)).unwrap();
    house.accounts.sign_out(token.expose(), "r", second(2)).unwrap();
    house.accounts.sign_out("unknown", "r", second(2)).unwrap();
    assert_eq!(house.refresh(&token, 3), Err(RefreshError::Ended));
    let outs = house.audit().into_iter().filter(|(_, action)| action == "sign_out").count();
    assert_eq!(outs, 1);

    let (_, token) = house.sign_in(PASSWORD, 4).unwrap();
    house.accounts.disable("a-zhang", trace(5)).unwrap();
    house.accounts.enable("a-zhang", trace(6)).unwrap();
    assert_eq!(house.refresh(&token, 7), Err(RefreshError::Ended));

    let (_, token) = house.sign_in(PASSWORD, 8).unwrap();
    let new = "学而时习之不亦说乎有朋";
    assert!(house.accounts.set_secret("a-zhang", new, trace(9)).is_err(), "11 characters");
    let new = "学而时习之不亦说乎有朋自远方来";
    house.accounts.set_secret("a-zhang", new, trace(9)).unwrap();
    assert_eq!(house.refresh(&token, 10), Err(RefreshError::Ended));
    assert_eq!(house.sign_in(PASSWORD, 11), Err(SignInError::WrongCredentials));
    assert!(house.sign_in(new, 12).is_ok());
}

#[test]
fn an_old_hash_is_made_anew_when_its_owner_signs_in() {
    use argon2::{Argon2, Params, password_hash::PasswordHasher};
    let house = house();
    let params = Params::new(64, 1, 1, None).unwrap();
    let weak = Argon2::from(params).hash_password_with_salt(PASSWORD.as_bytes(), &[9; 16]);
    let weak = weak.unwrap().to_string();
    let store = &house.accounts.store;
    let stored = || store.read(|r| r.account("a-zhang")).unwrap().unwrap().secret_hash;
    store.operate(|o| o.set_secret("a-zhang", &weak)).unwrap();
    assert!(house.sign_in("wrong", 0).is_err());
    assert_eq!(stored(), weak);
    assert!(house.sign_in(PASSWORD, 1).is_ok());
    assert!(!needs_rehash(&stored()));
    assert!(house.sign_in(PASSWORD, 2).is_ok());
}
