//! Who may apply, from when, and who is not evaluated.

use shuniu_core::{
    access::Role,
    evaluation::{CheckGround, EvaluationKind as K, EvaluationRequest, Grade},
    law::Verdict,
    oversight::{
        annual::{AnnualRequest, InspectionResult, MissedReport, RecordedInspection},
        penalty::RecordedPenalty,
    },
};

use crate::{
    cast::{
        act, agent, apply, at, begin, change, had, of, old_round, open, outcome, refused, round,
        with_a_round,
    },
    support::{World, application, day, guards_against, institution},
};

/// How an application of 2026-04-10 comes out of an organization that is changed first.
fn against(changed: impl FnOnce(&mut World, &str), kind: K, on: &str) -> Vec<String> {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    changed(&mut w, &id);
    let request = apply(kind);
    match w.act(&crate::support::On::Organization(&id), &request, &agent(&id), on) {
        Ok(_) => Vec::new(),
        Err(shuniu_core::decide::DecideError::Refused(refusal)) => refusal.against.clone(),
        Err(other) => panic!("{other}"),
    }
}

fn since(w: &mut World, id: &str, since: &str) {
    change(w, id, |o| o.established_on = Some(day(since)));
}

/// Two years since the certificate (trap 14), with the day from which it may.
#[test]
fn two_years_since_the_certificate() {
    assert!(against(|w, id| since(w, id, "2024-04-10"), K::Ordinary, "2026-04-10").is_empty());
    assert_eq!(against(|w, id| since(w, id, "2024-04-11"), K::Ordinary, "2026-04-10"), ["PG-9"]);
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    since(&mut w, &id, "2025-01-15");
    let refusal = refused(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-10");
    let found = refusal.findings.iter().find(|f| f.rule == "PG-9").unwrap();
    assert_eq!(found.possible_from, Some(day("2027-01-15")));
}

/// Before order 82 two whole years: from 1 January after the certificate.
#[test]
fn before_2026_whole_years_counted() {
    for (established, fits) in [("2023-12-31", true), ("2024-01-01", false)] {
        let mut w = World::default();
        let id = w.established(&application(), established);
        old_round(&mut w, &id, "2026-01-05", "2026-02-28");
        let request = of(EvaluationRequest::Apply(shuniu_core::evaluation::ApplyForEvaluation {
            round: 9,
            kind: K::Ordinary,
        }));
        if fits {
            let done = act(&mut w, &id, &request, &agent(&id), "2026-02-28");
            assert_eq!(outcome(&done.findings, "PGo-6"), Some(Verdict::Met));
            assert_eq!(outcome(&done.findings, "PG-9"), None, "not in force yet");
        } else {
            let refusal = refused(&mut w, &id, &request, &agent(&id), "2026-02-28");
            assert_eq!(guards_against(&refusal), ["PGo-6"]);
        }
    }
}

/// After the validity, or in its last year.
#[test]
fn who_has_a_grade_applies_in_its_last_year() {
    let until = |until: &'static str| {
        move |w: &mut World, id: &str| had(w, id, Grade::A3, "2022-01-01", until)
    };
    assert!(against(until("2026-12-31"), K::Ordinary, "2026-04-10").is_empty());
    assert!(against(until("2027-04-09"), K::Ordinary, "2026-04-10").is_empty());
    assert_eq!(against(until("2027-04-10"), K::Ordinary, "2026-04-10"), ["PG-9"]);
    assert!(against(until("2025-12-31"), K::Ordinary, "2026-04-10").is_empty());
    // Before order 82 it had to be over.
    let mut w = World::default();
    let id = w.established(&application(), "2015-03-01");
    had(&mut w, &id, Grade::A3, "2021-03-01", "2026-02-28");
    old_round(&mut w, &id, "2026-01-05", "2026-02-28");
    let request = of(EvaluationRequest::Apply(shuniu_core::evaluation::ApplyForEvaluation {
        round: 9,
        kind: K::Ordinary,
    }));
    let refusal = refused(&mut w, &id, &request, &agent(&id), "2026-02-28");
    assert_eq!(guards_against(&refusal), ["PGo-6"]);
}

/// Once more within the first four years; before order 82 within the last two.
#[test]
fn once_more_within_the_first_four_years() {
    let from = |from: &'static str, until: &'static str| {
        move |w: &mut World, id: &str| had(w, id, Grade::A3, from, until)
    };
    assert!(against(from("2023-01-01", "2027-12-31"), K::Again, "2026-04-10").is_empty());
    assert!(against(from("2022-04-11", "2027-04-10"), K::Again, "2026-04-10").is_empty());
    assert_eq!(against(from("2022-04-10", "2027-04-09"), K::Again, "2026-04-10"), ["PG-9d"]);
    assert_eq!(against(|_, _| (), K::Again, "2026-04-10"), ["PG-9d"], "there is no grade");
    for (until, fits) in [("2028-02-26", true), ("2028-02-27", false)] {
        let mut w = World::default();
        let id = w.established(&application(), "2015-03-01");
        had(&mut w, &id, Grade::A3, "2023-03-01", until);
        old_round(&mut w, &id, "2026-01-05", "2026-02-28");
        let request = of(EvaluationRequest::Apply(shuniu_core::evaluation::ApplyForEvaluation {
            round: 9,
            kind: K::Again,
        }));
        if fits {
            act(&mut w, &id, &request, &agent(&id), "2026-02-27");
        } else {
            let refusal = refused(&mut w, &id, &request, &agent(&id), "2026-02-27");
            assert_eq!(guards_against(&refusal), ["PGo-29"]);
        }
    }
}

fn punished(kinds: &[&str], yuan: Option<i64>, on: &str) -> RecordedPenalty {
    RecordedPenalty {
        document_number: format!("示罚{on}"),
        authority: "示范市税务局".to_owned(),
        decided_on: day(on),
        kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        yuan,
        facts: None,
        basis: None,
        source: "公示".to_owned(),
    }
}

/// A fine or heavier this year or last year, a missed report; a warning does not exclude since order 82.
#[test]
fn a_fine_this_year_or_last_excludes() {
    let with = |penalty: RecordedPenalty| {
        move |w: &mut World, id: &str| change(w, id, |o| o.penalties.recorded.push(penalty))
    };
    for (penalty, excluded) in [
        (punished(&["罚款"], Some(1_000), "2026-01-05"), true),
        (punished(&["罚款"], Some(1_000), "2025-01-01"), true),
        (punished(&["罚款"], Some(1_000), "2024-12-31"), false),
        (punished(&["警告"], None, "2026-01-05"), false),
    ] {
        let found = against(with(penalty.clone()), K::Ordinary, "2026-04-10");
        let wanted: &[&str] = if excluded { &["PG-10"] } else { &[] };
        assert_eq!(found, wanted, "{penalty:?}");
    }
    let missed = |w: &mut World, id: &str| {
        let request = shuniu_core::act::ActRequest::Annual {
            request: Box::new(AnnualRequest::Missed(MissedReport { year: 2024 })),
        };
        act(w, id, &request, &at(w, id, Role::Examiner), "2026-04-02");
    };
    assert_eq!(against(missed, K::Ordinary, "2026-04-10"), ["PG-10"]);
}

type Changed = Box<dyn FnOnce(&mut World, &str)>;

/// Before order 82 more excluded: a failed inspection, two years of 基本合格, any penalty, an investigation.
#[test]
fn before_2026_more_excluded() {
    let result = |year: i32, result: InspectionResult| RecordedInspection {
        year: Some(year),
        result,
        concluded_on: None,
        authority: "示范区民政局".to_owned(),
        source: "旧册".to_owned(),
    };
    let basic = InspectionResult::BasicallyQualified;
    let inspected = |all: &[(i32, InspectionResult)]| {
        let all: Vec<_> = all.iter().map(|(year, of)| result(*year, *of)).collect();
        move |w: &mut World, id: &str| change(w, id, |o| o.annual.recorded.extend(all))
    };
    let warned = |on: &'static str| {
        move |w: &mut World, id: &str| {
            change(w, id, |o| o.penalties.recorded.push(punished(&["警告"], None, on)));
        }
    };
    let investigated = |w: &mut World, id: &str| {
        let filed = shuniu_core::oversight::penalty::FilePenaltyCase {
            breach: shuniu_core::oversight::penalty::Breach {
                basis: shuniu_core::oversight::penalty::PenaltyBasis::Regulation,
                ground: shuniu_core::oversight::penalty::BreachGround::OutsideScope,
                facts: "经查实".to_owned(),
                from: day("2026-01-01"),
                until: None,
                found_on: day("2026-01-10"),
                harmful: false,
                place: None,
            },
            source: "检查".to_owned(),
            officers: vec!["执法1".to_owned(), "执法2".to_owned()],
            document_number: "立1号".to_owned(),
        };
        let request = shuniu_core::act::ActRequest::Penalty {
            request: Box::new(shuniu_core::oversight::penalty::PenaltyRequest::File(filed)),
        };
        act(w, id, &request, &at(w, id, Role::Examiner), "2026-02-01");
    };
    let changes: [(&str, Changed, bool); 7] = [
        ("a warning of last year", Box::new(warned("2025-01-01")), true),
        ("a warning of the year before", Box::new(warned("2024-12-31")), false),
        ("an investigation", Box::new(investigated), true),
        ("unqualified", Box::new(inspected(&[(2024, InspectionResult::Unqualified)])), true),
        ("basic twice", Box::new(inspected(&[(2023, basic), (2024, basic)])), true),
        ("basic once", Box::new(inspected(&[(2024, basic)])), false),
        ("nothing", Box::new(|_: &mut World, _: &str| ()), false),
    ];
    for (what, changed, excluded) in changes {
        let mut w = World::default();
        let id = w.established(&application(), "2015-03-01");
        old_round(&mut w, &id, "2026-01-05", "2026-02-28");
        changed(&mut w, &id);
        let request = of(EvaluationRequest::Apply(shuniu_core::evaluation::ApplyForEvaluation {
            round: 9,
            kind: K::Ordinary,
        }));
        match w.act(&crate::support::On::Organization(&id), &request, &agent(&id), "2026-02-27") {
            Ok(_) => assert!(!excluded, "{what}"),
            Err(shuniu_core::decide::DecideError::Refused(refusal)) => {
                assert_eq!((guards_against(&refusal), excluded), (vec!["PGo-7"], true), "{what}");
            }
            Err(other) => panic!("{what}: {other}"),
        }
    }
}

/// A round is open on its days, for the kinds that have a sheet, and nobody is evaluated twice at once.
#[test]
fn a_round_takes_whom_it_is_for() {
    for (on, fits) in
        [("2026-04-04", false), ("2026-04-05", true), ("2026-04-30", true), ("2026-05-01", false)]
    {
        let found = against(|_, _| (), K::Ordinary, on);
        let wanted: &[&str] = if fits { &[] } else { &["EN-2"] };
        assert_eq!(found, wanted, "{on}");
    }
    assert_eq!(
        against(|_, _| (), K::Check, "2026-04-10"),
        ["EN-2"],
        "the registrar begins a check"
    );
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    act(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-10");
    let refusal = refused(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-11");
    assert_eq!(guards_against(&refusal), ["EN-2"], "one is under way");
    // A round without a sheet for the kind.
    let mut w = World::default();
    let id = w.established(&institution(), "2015-03-01");
    let mut only_associations = round(12);
    only_associations.sheets.retain(|kind, _| kind.id() == "association");
    open(&mut w, &id, only_associations, "2026-04-01");
    let refusal = refused(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-10");
    assert_eq!(guards_against(&refusal), ["EN-2"]);
}

/// Eleven to twenty-one members; before order 82 seven to twenty-five.
#[test]
fn the_committee_has_eleven_to_twenty_one_members() {
    for (size, on, rule) in [
        (11, "2026-04-01", None),
        (10, "2026-04-01", Some("PG-19")),
        (21, "2026-04-01", None),
        (22, "2026-04-01", Some("PG-19")),
        (7, "2026-02-28", None),
        (6, "2026-02-28", Some("PGo-11")),
        (25, "2026-02-28", None),
        (26, "2026-02-28", Some("PGo-11")),
    ] {
        let mut w = World::default();
        let id = w.established(&application(), "2015-03-01");
        let unit = w.organization(&id).registrar.id.clone();
        let mut input = round(size);
        (input.published_on, input.apply_from) = (day(on), day(on));
        if on < "2026-03-01" {
            // The shipped sheets begin with order 82.
            let mut local = (*w.books).clone();
            let sheet = "id = \"old\"\nzh = \"旧\"\nen = \"an old one\"\nkind = \"association\"\n\
                 from = \"2011-03-01\"\nbands = [{ grade = \"3A\", from = 1 }]\n\
                 indicators = [[\"a\", \"甲\", \"first\", 10]]\n";
            local.sheets = local.sheets.with_local("old", sheet).unwrap();
            w.books = std::sync::Arc::new(local);
            input.sheets =
                [(shuniu_core::organization::OrganizationKind::Association, "old".to_owned())]
                    .into();
        }
        let request = shuniu_core::act::ActRequest::Round { round: Box::new(input) };
        let decider = at(&w, &id, Role::Decider);
        let outcome = w.act(&crate::support::On::Unit(unit.as_str()), &request, &decider, on);
        match (outcome, rule) {
            (Ok(_), None) => {}
            (Err(shuniu_core::decide::DecideError::Refused(refusal)), Some(rule)) => {
                assert_eq!(guards_against(&refusal), [rule], "{size} on {on}");
            }
            (other, _) => panic!("{size} on {on}: {}", crate::support::brief(&other)),
        }
    }
}

/// The notice is whole: its days, its sheets, its members.
#[test]
fn a_notice_is_whole() {
    let changed: [fn(&mut shuniu_core::evaluation::OpenRound); 7] = [
        |r| r.published_on = day("2026-04-02"),
        |r| r.apply_from = day("2026-03-31"),
        |r| r.apply_until = day("2026-04-04"),
        |r| r.publicity_days = 0,
        |r| r.sheets.clear(),
        |r| r.sheets.values_mut().for_each(|sheet| *sheet = "foundation-2026".to_owned()),
        |r| r.committee[1].name = r.committee[0].name.clone(),
    ];
    for (index, change) in changed.into_iter().enumerate() {
        let mut w = World::default();
        let id = w.established(&application(), "2015-03-01");
        let unit = w.organization(&id).registrar.id.clone();
        let mut input = round(12);
        change(&mut input);
        let request = shuniu_core::act::ActRequest::Round { round: Box::new(input) };
        let decider = at(&w, &id, Role::Decider);
        match w.act(&crate::support::On::Unit(unit.as_str()), &request, &decider, "2026-04-01") {
            Err(shuniu_core::decide::DecideError::Refused(refusal)) => {
                assert_eq!(guards_against(&refusal), ["EN-1"], "{index}");
            }
            other => panic!("{index}: {}", crate::support::brief(&other)),
        }
    }
}

/// Followed up are 4A and more; a check has a ground that the register knows.
#[test]
fn follow_ups_and_checks_have_their_grounds() {
    for (grade, fits) in [(Grade::A3, false), (Grade::A4, true), (Grade::A5, true)] {
        let mut w = World::default();
        let id = with_a_round(&mut w, &application());
        had(&mut w, &id, grade, "2024-01-01", "2028-12-31");
        let decider = at(&w, &id, Role::Decider);
        if fits {
            act(&mut w, &id, &begin(K::FollowUp, None), &decider, "2026-07-01");
        } else {
            let refusal = refused(&mut w, &id, &begin(K::FollowUp, None), &decider, "2026-07-01");
            assert_eq!(guards_against(&refusal), ["PG-27"]);
        }
    }
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A3, "2024-01-01", "2028-12-31");
    let decider = at(&w, &id, Role::Decider);
    for ground in [CheckGround::Penalty, CheckGround::InspectionMissed] {
        let refusal = refused(&mut w, &id, &begin(K::Check, Some(ground)), &decider, "2026-07-01");
        assert_eq!(guards_against(&refusal), ["PG-28"], "{ground:?}: nothing is known of it");
    }
    let refusal = refused(&mut w, &id, &begin(K::Check, None), &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["PG-28"]);
    change(&mut w, &id, |o| o.penalties.recorded.push(punished(&["警告"], None, "2026-06-01")));
    act(&mut w, &id, &begin(K::Check, Some(CheckGround::Penalty)), &decider, "2026-07-01");
    // Of who has no grade there is nothing to check.
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    let request = begin(K::Check, Some(CheckGround::FalseData));
    let refusal = refused(&mut w, &id, &request, &decider, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["PG-28"]);
}
