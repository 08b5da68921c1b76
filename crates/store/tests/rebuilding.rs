//! The read models can be emptied and made anew, and their digests tell whether new equals old.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is bound to one lifetime and doesn't compile"
)]

mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use shuniu_store::{
    AnnualYearRow, CaseRow, Claim, DecouplingRow, DimensionRow, EvaluationRow, ExitRow, GradeRow,
    GramQuery, HubRow, ListingRow, NameKeyRow, NameRow, NoticeRow, OrganizationRow, PenaltyRow,
    PostRow, ProgrammeRow, RelationRow, RollRow, Store, StoreError, UnitRow, WarningRow, Writer,
};
use support::{day, each_store, second, write};

type Digests = BTreeMap<&'static str, (u64, String)>;

fn hub(n: i64) -> HubRow {
    HubRow {
        unit: format!("unit-{n}"),
        seq: n,
        name: "n".into(),
        status: "authorized".into(),
        level: "city".into(),
        division: "110000".into(),
        leading_group: "leading-110000".into(),
        parent: (n > 1).then(|| "unit-1".into()),
        fields: "[]".into(),
        authorized_until: None,
    }
}

/// Makes 1,100 rows of each read model: more than two pages of the digest.
fn make(writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for n in 1..=1100 {
        writer.add_organizations(&[organization(n)])?;
        writer.add_names(&[name(n)], &[vec!["协会".into(), "会".into()]])?;
        writer.add_name_keys(&[NameKeyRow {
            id: n,
            stem: "s".into(),
            sound: "s".into(),
            letters: "s".into(),
        }])?;
        writer.put_roll(&roll(n))?;
        writer.add_cases(&[case(n)])?;
        writer.put_unit(&unit(n))?;
        let organization = format!("organization-{n}");
        let of = (n, day(n));
        writer.add_relations(&[RelationRow::begun(of, &organization, "unit-1", "liaison", "b")])?;
        writer.put_hub(&hub(n))?;
        writer.add_posts(&[PostRow {
            id: n,
            organization: format!("organization-{n}"),
            organization_kind: "association".into(),
            person: "digest".into(),
            post: "p".into(),
            valid_from: day(n),
            valid_to: Some(day(n + 1)),
        }])?;
        writer.put_programme(&programme(n))?;
        writer.put_decoupling(&decoupling(n))?;
        writer.put_dimensions(&format!("organization-{n}"), &[dimension(n)])?;
        writer.put_exit(&exit(n))?;
        writer.put_annual_year(&annual_year(n))?;
        writer.put_warning(&warning(n))?;
        writer.put_listing(&listing(n))?;
        writer.put_penalty(&penalty(n))?;
        writer.put_evaluation(&evaluation(n))?;
        writer.put_grade(&grade(n))?;
        writer.add_notices(&[notice(n)])?;
        writer.raise_counters(&[(format!("counter-{n}"), n)].into())?;
        let scope = ["scope-0", "scope-1", "scope-2"][usize::try_from(n % 3).expect("small")];
        writer.claim(&[Claim { scope, key: format!("key-{n}"), holder: "holder".into() }])?;
    }
    Ok(())
}

fn organization(n: i64) -> OrganizationRow {
    OrganizationRow {
        id: format!("organization-{n}"),
        seq: n,
        uscc: None,
        name: "某某协会".into(),
        kind: "association".into(),
        status: "registered".into(),
        division: "110101".into(),
        registrar: "r".into(),
        supervisory_unit: None,
        responsible: "none".to_owned(),
        established_on: Some(day(n)),
        version: n,
        position: n,
        updated_at: second(n),
        document: "{}".into(),
        state: "{}".into(),
    }
}

fn programme(n: i64) -> ProgrammeRow {
    ProgrammeRow {
        id: format!("programme-{n}"),
        seq: n,
        title: "脱钩方案".into(),
        division: "110101".into(),
        leading_group: "leading".into(),
        closed_on: (n % 2 == 0).then(|| day(n)),
        version: n,
        position: n,
        updated_at: second(n),
        state: "{}".into(),
    }
}

fn decoupling(n: i64) -> DecouplingRow {
    DecouplingRow {
        organization: format!("organization-{n}"),
        id: n,
        programme: "programme-1".into(),
        batch: n % 3,
        department: "dept".into(),
        division: "110101".into(),
        registrar: "r".into(),
        status: "listed".into(),
        stuck: (n % 5 == 0).then(|| "work".into()),
        listed_on: day(n),
        due_on: day(n + 1),
        completed_on: None,
        review_on: None,
    }
}

fn exit(n: i64) -> ExitRow {
    ExitRow {
        organization: format!("organization-{n}"),
        id: n,
        registrar: "r".into(),
        division: "110101".into(),
        kind: "association".into(),
        stage: "liquidating".into(),
        ground: (n % 3 == 0).then(|| "other".into()),
        since: Some(day(n)),
        due_on: None,
    }
}

fn annual_year(n: i64) -> AnnualYearRow {
    AnnualYearRow {
        key: format!("organization-{n}/2025"),
        id: n,
        organization: format!("organization-{n}"),
        year: 2025,
        status: "filed".into(),
        result: (n % 3 == 0).then(|| "qualified".into()),
        filed_on: Some(day(n)),
        due_on: None,
        rectify_by: None,
    }
}

fn warning(n: i64) -> WarningRow {
    WarningRow {
        key: format!("organization-{n}/1"),
        id: n,
        organization: format!("organization-{n}"),
        number: 1,
        what: "事由".into(),
        owner: "监管科".into(),
        due_on: day(n),
        raised_on: day(n),
        closed_on: (n % 3 == 0).then(|| day(n)),
    }
}

fn listing(n: i64) -> ListingRow {
    ListingRow {
        key: format!("organization-{n}/1"),
        id: n,
        organization: format!("organization-{n}"),
        number: 1,
        list: "abnormal".into(),
        ground: "other".into(),
        listed_on: Some(day(n)),
        counts_from: Some(day(n)),
        known_from: day(1),
        removed_on: (n % 3 == 0).then(|| day(n)),
        removed_because: None,
    }
}

fn evaluation(n: i64) -> EvaluationRow {
    EvaluationRow {
        key: format!("organization-{n}/1"),
        id: n,
        organization: format!("organization-{n}"),
        number: 1,
        round: 1,
        kind: "ordinary".into(),
        stage: "applied".into(),
        grade: None,
        begun_on: day(n),
        publicity_until: None,
        announced_on: (n % 3 == 0).then(|| day(n)),
    }
}

fn grade(n: i64) -> GradeRow {
    GradeRow {
        key: format!("organization-{n}/1"),
        id: n,
        organization: format!("organization-{n}"),
        number: 1,
        grade: "3A".into(),
        lowered_from: None,
        announced_on: Some(day(n)),
        valid_from: Some(day(n)),
        valid_until: None,
        ended_on: (n % 3 == 0).then(|| day(n)),
        return_by: None,
        returned_on: None,
    }
}

fn penalty(n: i64) -> PenaltyRow {
    PenaltyRow {
        key: format!("organization-{n}/1"),
        id: n,
        organization: format!("organization-{n}"),
        number: Some(1),
        stage: "filed".into(),
        basis: Some("regulation".into()),
        ground: Some("outside_scope".into()),
        measures: "warning".into(),
        yuan: None,
        authority: "r".into(),
        document_number: None,
        filed_on: Some(day(n)),
        decided_on: None,
        served_on: None,
        due_on: (n % 3 == 0).then(|| day(n)),
        published: false,
    }
}

fn dimension(n: i64) -> DimensionRow {
    DimensionRow {
        key: format!("organization-{n}/assets"),
        organization: format!("organization-{n}"),
        dimension: "assets".into(),
        state: "open".into(),
        waits_for: (n % 4 == 0).then(|| "programme-1|finance".into()),
    }
}

fn name(n: i64) -> NameRow {
    NameRow {
        id: n,
        organization: format!("organization-{n}"),
        name: "协会".into(),
        normal: "协会".into(),
        registrar: "r".into(),
        kind: "full".into(),
        valid_from: day(n),
        valid_to: None,
    }
}

fn case(n: i64) -> CaseRow {
    CaseRow {
        id: format!("case-{n}"),
        seq: n,
        act: "a".into(),
        status: "s".into(),
        kind: "association".into(),
        registrar: "r".into(),
        supervisory_unit: None,
        division: "110101".into(),
        subject_name: "某某协会".into(),
        applicant: "a".into(),
        organization: None,
        opened_on: day(n),
        due_on: None,
        due_what: None,
        version: 1,
        position: n,
        updated_at: second(n),
        state: "{}".into(),
    }
}

fn unit(n: i64) -> UnitRow {
    UnitRow {
        id: format!("unit-{n}"),
        seq: n,
        kind: "k".into(),
        name: "某某局".into(),
        division: "110101".into(),
        valid_from: day(n),
        valid_to: None,
        review_on: None,
        version: 1,
        position: n,
        updated_at: second(n),
        state: "{}".into(),
    }
}

fn roll(n: i64) -> RollRow {
    RollRow {
        id: format!("roll-{n}"),
        seq: n,
        class: "c".into(),
        name: "某某队".into(),
        division: "110101".into(),
        parent: None,
        valid_from: day(n),
        valid_to: None,
        version: 1,
        position: n,
        updated_at: second(n),
        state: "{}".into(),
    }
}

fn notice(n: i64) -> NoticeRow {
    NoticeRow {
        id: n,
        organization: format!("organization-{n}"),
        organization_name: "某某协会".into(),
        kind: "k".into(),
        registrar: "r".into(),
        division: "110101".into(),
        text_zh: "公告".into(),
        text_en: "notice".into(),
        published_on: day(n),
    }
}

fn digests(store: &Store) -> Digests {
    let digests: Result<_, StoreError> = store.read(|reader| reader.read_model_digest());
    digests.expect("digests")
}

#[test]
fn rebuilt_equals_live_and_a_difference_shows() {
    let by_database: RefCell<Vec<Digests>> = RefCell::default();
    each_store(|store| {
        write(&store, make).expect("rows");
        let live = digests(&store);
        assert_eq!(live.len(), 23);
        assert!(live.values().all(|(rows, _)| *rows == 1100), "{live:?}");

        write(&store, |writer| writer.clear_read_models()).expect("to be emptied");
        assert!(digests(&store).values().all(|(rows, _)| *rows == 0));
        let found: Result<_, StoreError> =
            store.read(|reader| reader.search_names(&GramQuery::OneChar("协".into()), 9, None));
        assert_eq!(found, Ok(Vec::new()));

        write(&store, make).expect("rows");
        assert_eq!(digests(&store), live);

        write(&store, |writer| writer.put_unit(&UnitRow { valid_to: Some(day(9)), ..unit(1000) }))
            .expect("a change");
        let changed = digests(&store);
        assert!(
            live.iter().all(|(table, digest)| (changed[table] == *digest) == (*table != "units"))
        );
        by_database.borrow_mut().push(live);
    });
    let by_database = by_database.into_inner();
    assert!(by_database.windows(2).all(|pair| pair[0] == pair[1]), "the databases differ");
}

/// A rebuild that fails half way leaves the read models as they were.
#[test]
fn an_unfinished_rebuild_changes_nothing() {
    each_store(|store| {
        write(&store, make).expect("rows");
        let live = digests(&store);
        let failed: Result<(), StoreError> = write(&store, |writer| {
            writer.clear_read_models()?;
            writer.put_unit(&unit(1))?;
            Err(StoreError::Internal("half way".into()))
        });
        assert!(failed.is_err());
        assert_eq!(digests(&store), live);
    });
}
