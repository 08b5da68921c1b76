//! Grounds, measures and sums, each by the law of its day.

use shuniu_core::{
    act::ActRequest,
    law::Verdict,
    oversight::penalty::{BreachGround as G, FineBase, Measure as M, PenaltyBasis as B},
    registration::EstablishmentApplication,
};

use crate::{
    cast::{
        DECIDED, FILED, act, as_charity, breach, change, decide, decided, decision, file, filing,
        notice, of, old, outcome, refused, review, served, staff_at, told, usual,
    },
    support::{World, application, day, foundation, guards_against, institution},
};

fn against_filing(
    of: &EstablishmentApplication,
    filed: shuniu_core::oversight::penalty::Breach,
) -> Vec<String> {
    let mut w = World::default();
    let id = old(&mut w, of);
    let (investigator, _, _) = staff_at(&w, &id);
    let request = file(filing(filed));
    match w.act(&crate::support::On::Organization(&id), &request, &investigator, FILED) {
        Ok(_) => Vec::new(),
        Err(shuniu_core::decide::DecideError::Refused(refusal)) => refusal.against.clone(),
        Err(other) => panic!("{other}"),
    }
}

/// Nine grounds since 2026-03-12, eight before (trap 3): dysfunction is new.
#[test]
fn dysfunction_is_a_ground_since_2026() {
    let of_day = |until: &str| {
        let mut filed = breach(B::Regulation, G::Dysfunction);
        filed.from = day("2026-01-01");
        filed.until = Some(day(until));
        against_filing(&application(), filed)
    };
    assert!(of_day("2026-03-12").is_empty());
    assert_eq!(of_day("2026-03-11"), ["ST-30b"]);
}

#[test]
fn each_kind_has_its_own_grounds() {
    for (kind, ground, rule) in [
        (application(), G::QuotaMissed, "ST-30b"),
        (institution(), G::Dysfunction, "MF-25"),
        (foundation(), G::ForProfit, "JJ-42"),
    ] {
        assert_eq!(against_filing(&kind, breach(B::Regulation, ground)), [rule]);
    }
    for (kind, ground) in [
        (application(), G::ForProfit),
        (institution(), G::UnlawfulBranches),
        (foundation(), G::QuotaMissed),
    ] {
        assert!(against_filing(&kind, breach(B::Regulation, ground)).is_empty(), "{ground:?}");
    }
    for (kind, ground, rule) in [
        (application(), G::ApprovalWithdrawn, "ST-29"),
        (institution(), G::Idle, "MF-24"),
        (foundation(), G::ApprovalWithdrawn, "JJ-41"),
    ] {
        assert_eq!(against_filing(&kind, breach(B::Rescission, ground)), [rule]);
    }
    for (kind, ground) in [
        (application(), G::Fraud),
        (institution(), G::ApprovalWithdrawn),
        (institution(), G::YearsFailed),
        (foundation(), G::ShouldDeregister),
        (foundation(), G::YearsFailed),
    ] {
        assert!(against_filing(&kind, breach(B::Rescission, ground)).is_empty(), "{ground:?}");
    }
    // Nothing names another organ's finding for foundations.
    assert_eq!(against_filing(&foundation(), breach(B::OtherLaw, G::OtherLaw)), ["CN-12"]);
    assert!(against_filing(&institution(), breach(B::OtherLaw, G::OtherLaw)).is_empty());
}

/// Only charities break the duties of charities.
#[test]
fn the_charity_law_is_for_charities() {
    let filed = breach(B::Charity, G::CharityDuties);
    assert_eq!(against_filing(&foundation(), filed.clone()), ["CS-109"]);
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    as_charity(&mut w, &id);
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(filed)), &investigator, FILED);
    let other = file(filing(breach(B::Charity, G::ForProfit)));
    let refusal = refused(&mut w, &id, &other, &investigator, FILED);
    assert_eq!(guards_against(&refusal), ["CS-109"]);
}

/// A year since the certificate, of associations and foundations (trap 9).
#[test]
fn idle_is_a_year_after_the_certificate() {
    for (kind, rule) in [(application(), "ST-29b"), (foundation(), "JJ-41b")] {
        for (since, is_over) in [("2025-06-20", true), ("2025-06-21", false)] {
            let mut w = World::default();
            let id = old(&mut w, &kind);
            change(&mut w, &id, |o| o.established_on = Some(day(since)));
            let (investigator, _, _) = staff_at(&w, &id);
            let request = file(filing(breach(B::Rescission, G::Idle)));
            if is_over {
                act(&mut w, &id, &request, &investigator, FILED);
            } else {
                let refusal = refused(&mut w, &id, &request, &investigator, FILED);
                assert_eq!(guards_against(&refusal), [rule]);
                let found = refusal.findings.iter().find(|f| f.rule == rule).unwrap();
                assert_eq!(found.possible_from, Some(day("2026-06-21")));
            }
        }
    }
}

/// How a rule comes out of a decision on an organization.
fn decided_as(
    of: &EstablishmentApplication,
    filed: shuniu_core::oversight::penalty::Breach,
    measures: Vec<M>,
    milder: Option<&str>,
) -> Result<Vec<shuniu_core::law::Finding>, Vec<String>> {
    let mut w = World::default();
    let id = old(&mut w, of);
    let (_, reviewer, head) = staff_at(&w, &id);
    let number = told(&mut w, &id, filed, measures.clone());
    act(&mut w, &id, &review(number), &reviewer, DECIDED);
    let mut input = decision(measures);
    input.milder = milder.map(str::to_owned);
    let target = crate::support::On::Organization(&id);
    match w.act(&target, &decide(number, input), &head, DECIDED) {
        Ok(done) => Ok(done.findings),
        Err(shuniu_core::decide::DecideError::Refused(refusal)) => Err(refusal.against.clone()),
        Err(other) => panic!("{other}"),
    }
}

/// Trap 2: 撤销 before 2026-03-12, 吊销 since, of associations only; the day of the breach decides.
#[test]
fn the_word_for_a_serious_breach_changed_in_2026() {
    let of_day = |until: &str| {
        let mut filed = usual();
        filed.from = day("2026-01-01");
        filed.until = Some(day(until));
        filed
    };
    let (rescind, revoke) = (vec![M::Rescission {}], vec![M::Revocation {}]);
    let of = application();
    assert!(decided_as(&of, of_day("2026-03-12"), revoke.clone(), None).is_ok());
    let refused = decided_as(&of, of_day("2026-03-12"), rescind.clone(), None);
    assert_eq!(refused.unwrap_err(), ["ST-30a"]);
    assert!(decided_as(&of, of_day("2026-03-11"), rescind.clone(), None).is_ok());
    let refused = decided_as(&of, of_day("2026-03-11"), revoke.clone(), None);
    assert_eq!(refused.unwrap_err(), ["ST-30a"]);
    // The later law where it is milder, with the reasons for that; none is later than today's.
    let milder = Some("吊销不影响名称使用");
    let taken = decided_as(&of, of_day("2026-03-11"), revoke.clone(), milder).unwrap();
    assert_eq!(outcome(&taken, "XF-37"), Some(Verdict::Met));
    let none = decided_as(&of, of_day("2026-03-12"), revoke.clone(), milder);
    assert_eq!(none.unwrap_err(), ["XF-37"]);
    let unsaid = decided_as(&of, of_day("2026-03-11"), revoke.clone(), Some(" "));
    assert_eq!(unsaid.unwrap_err(), ["XF-37"]);
    for (kind, ground, rule) in
        [(institution(), G::OutsideScope, "MF-25a"), (foundation(), G::OutsideScope, "JJ-42b")]
    {
        let filed = breach(B::Regulation, ground);
        assert!(decided_as(&kind, filed.clone(), rescind.clone(), None).is_ok());
        assert_eq!(decided_as(&kind, filed, revoke.clone(), None).unwrap_err(), [rule]);
    }
    let other = breach(B::OtherLaw, G::OtherLaw);
    assert!(decided_as(&of, other.clone(), revoke.clone(), None).is_ok());
    assert_eq!(decided_as(&of, other.clone(), rescind.clone(), None).unwrap_err(), ["ST-31"]);
    assert!(decided_as(&institution(), other.clone(), rescind, None).is_ok());
    assert_eq!(decided_as(&institution(), other, revoke, None).unwrap_err(), ["MF-26"]);
}

/// A rescission that is no penalty is nothing else.
#[test]
fn a_rescission_is_alone() {
    let both = vec![M::Rescission {}, M::Warning {}];
    let filed = breach(B::Rescission, G::Fraud);
    assert_eq!(decided_as(&application(), filed.clone(), both, None).unwrap_err(), ["ST-29"]);
    assert!(decided_as(&application(), filed, vec![M::Rescission {}], None).is_ok());
    let warning = vec![M::Warning {}];
    for (kind, rule) in [(institution(), "MF-24"), (foundation(), "JJ-41")] {
        let filed = breach(B::Rescission, G::Fraud);
        assert_eq!(decided_as(&kind, filed, warning.clone(), None).unwrap_err(), [rule]);
    }
}

/// Once to three times the turnover, three to five times the gains; foundations are not fined.
#[test]
fn a_fine_is_so_many_times_the_turnover_or_the_gains() {
    for (kind, rule) in [(application(), "ST-30c"), (institution(), "MF-25b")] {
        for (base, yuan, fits) in [
            (FineBase::Turnover, 1_000, true),
            (FineBase::Turnover, 999, false),
            (FineBase::Turnover, 3_000, true),
            (FineBase::Turnover, 3_001, false),
            (FineBase::Gains, 3_000, true),
            (FineBase::Gains, 2_999, false),
            (FineBase::Gains, 5_000, true),
            (FineBase::Gains, 5_001, false),
        ] {
            let fine = vec![M::Fine { yuan, base, base_yuan: 1_000 }];
            let found = decided_as(&kind, usual(), fine, None);
            match fits {
                true => assert_eq!(outcome(&found.unwrap(), rule), Some(Verdict::Met)),
                false => assert_eq!(found.unwrap_err(), [rule], "{base:?} {yuan}"),
            }
        }
    }
    let fine = vec![M::Fine { yuan: 1_000, base: FineBase::Turnover, base_yuan: 1_000 }];
    assert_eq!(decided_as(&foundation(), usual(), fine, None).unwrap_err(), ["JJ-42b"]);
}

/// Certificate and registration go where the case is serious; of a charity also within a year.
#[test]
fn taking_away_needs_a_serious_case() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    as_charity(&mut w, &id);
    let (_, reviewer, head) = staff_at(&w, &id);
    let filed = breach(B::Charity, G::CharityDuties);
    let number = told(&mut w, &id, filed.clone(), vec![M::Revocation {}]);
    act(&mut w, &id, &review(number), &reviewer, DECIDED);
    let mut input = decision(vec![M::Revocation {}]);
    input.serious = false;
    let refusal = refused(&mut w, &id, &decide(number, input.clone()), &head, DECIDED);
    assert_eq!(guards_against(&refusal), ["CF-30"]);
    // After another penalty as a charity it need not be.
    let mut again = w.clone();
    served(&mut again, &id, filed, {
        let mut first = decision(vec![M::Warning {}]);
        first.document_number = "示民罚〔2026〕2号".to_owned();
        first
    });
    act(&mut again.clone(), &id, &decide(number, input.clone()), &head, "2027-07-16");
    let refusal = refused(&mut again, &id, &decide(number, input), &head, "2027-07-17");
    assert_eq!(guards_against(&refusal), ["CF-30"]);
}

/// What the notice names is told against the law at once.
#[test]
fn the_notice_tells_what_the_law_does_not_know() {
    let mut w = World::default();
    let id = old(&mut w, &foundation());
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    let step = shuniu_core::oversight::penalty::PenaltyStep::Notify(notice(vec![M::Revocation {}]));
    let request: ActRequest = of(1, step);
    let done = act(&mut w, &id, &request, &investigator, "2026-07-06");
    assert_eq!(outcome(&done.findings, "JJ-42b"), Some(Verdict::Violated));
}

/// Two years, or five where harm was done; a breach that goes on is never too old.
#[test]
fn what_was_not_found_in_time_is_not_punished() {
    for (harmful, until, fits) in [
        (false, "2024-06-20", true),
        (false, "2024-06-19", false),
        (true, "2021-06-20", true),
        (true, "2021-06-19", false),
    ] {
        let mut filed = usual();
        filed.harmful = harmful;
        filed.from = day("2020-01-01");
        filed.until = Some(day(until));
        let found = against_filing(&application(), filed);
        let wanted: &[&str] = if fits { &[] } else { &["XF-36"] };
        assert_eq!(found, wanted, "{harmful} {until}");
    }
    let mut going_on = usual();
    (going_on.from, going_on.until) = (day("2016-01-01"), None);
    assert!(against_filing(&application(), going_on).is_empty());
}

/// Two officers, and not one twice.
#[test]
fn two_officers_investigate() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, _) = staff_at(&w, &id);
    let mut input = filing(usual());
    input.officers = vec!["执法0001".to_owned(), " 执法0001".to_owned(), " ".to_owned()];
    let refusal = refused(&mut w, &id, &file(input), &investigator, FILED);
    assert_eq!(guards_against(&refusal), ["XF-42"]);
}

/// The decision cites the version that was picked.
#[test]
fn a_decision_names_its_version() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let mut filed = usual();
    (filed.from, filed.until) = (day("2026-01-01"), Some(day("2026-03-11")));
    let number = decided(&mut w, &id, filed, decision(vec![M::Warning {}]));
    let basis = crate::cast::case(&w, &id, number).decision.unwrap().basis;
    assert_eq!((basis.regulation.as_str(), basis.version.as_str()), ("ST", "2016"));
    assert_eq!(basis.article, "30 ¶1");
}
