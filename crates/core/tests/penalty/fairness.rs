//! Notice, answer, hearing, review, and the days of a case.

use shuniu_core::{
    access::Role,
    law::Verdict,
    oversight::penalty::{
        DropPenalty, EvidenceInput, ExcludePenaltyTime, ExclusionReason, ExtendPenalty, FineBase,
        HoldHearing, Measure as M, NotifyPenalty, PenaltyStage, PenaltyStep as P, SettleEvidence,
    },
};

use crate::{
    cast::{
        DECIDED, FILED, TOLD, act, agent, at, breach, case, decide, decision, file, filing, notice,
        notify, of, old, outcome, refused, review, staff_at, state, told, usual,
    },
    support::{World, application, day, guards_against},
};

fn fine(yuan: i64) -> M {
    M::Fine { yuan, base: FineBase::Turnover, base_yuan: yuan }
}

/// Nobody is punished untold, and not before the time to answer is over: five working days.
#[test]
fn the_time_to_answer_is_five_working_days() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, head) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    let mut input = decision(vec![M::Warning {}]);
    input.deliberated_on = None;
    let request = decide(1, input);
    let refusal = refused(&mut w, &id, &request, &head, DECIDED);
    assert!(guards_against(&refusal).contains(&"CN-1"), "it was not told");
    act(&mut w, &id, &notify(1, vec![M::Warning {}]), &investigator, TOLD);
    assert_eq!(case(&w, &id, 1).notice.unwrap().answer_by.last_day, day("2026-07-13"));
    let refusal = refused(&mut w, &id, &request, &head, "2026-07-13");
    assert_eq!(guards_against(&refusal), ["XF-44"]);
    let found = refusal.findings.iter().find(|f| f.rule == "XF-44").unwrap();
    assert_eq!(found.possible_from, Some(day("2026-07-14")));
    act(&mut w.clone(), &id, &state(1, false), &agent(&id), "2026-07-13");
    let refusal = refused(&mut w, &id, &state(1, false), &agent(&id), "2026-07-14");
    assert_eq!(guards_against(&refusal), ["CN-4"]);
    act(&mut w, &id, &request, &head, DECIDED);
    assert_eq!(case(&w, &id, 1).stage(), PenaltyStage::Decided);
}

/// For what is grave the hearing is offered: large sums, suspension, whatever takes certificate or registration.
#[test]
fn a_hearing_is_offered_for_what_is_grave() {
    for (measure, rules) in [
        (M::Warning {}, &[][..]),
        (fine(99_999), &[]),
        (fine(100_000), &["XF-63", "CN-13"]),
        (M::Confiscation { yuan: 100_000 }, &["XF-63", "CN-13"]),
        (M::Suspension { months: 1 }, &["CN-13"]),
        (M::Revocation {}, &["XF-63"]),
        (M::Rescission {}, &["CN-13"]),
    ] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        let (investigator, _, _) = staff_at(&w, &id);
        act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
        let unsaid = NotifyPenalty { hearing: false, ..notice(vec![measure.clone()]) };
        let request = of(1, P::Notify(unsaid));
        if rules.is_empty() {
            act(&mut w, &id, &request, &investigator, TOLD);
            let refusal = refused(&mut w, &id, &state(1, true), &agent(&id), TOLD);
            assert_eq!(guards_against(&refusal), ["CN-4"], "it was not offered");
        } else {
            let refusal = refused(&mut w, &id, &request, &investigator, TOLD);
            assert_eq!(guards_against(&refusal), rules, "{measure:?}");
        }
    }
}

/// Who asks is heard, seven working days after time and place were told, and reviewed before the decision.
#[test]
fn who_asks_is_heard() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, reviewer, head) = staff_at(&w, &id);
    let number = told(&mut w, &id, usual(), vec![M::Suspension { months: 3 }]);
    let hear = |told: &str, held: &str| {
        of(
            number,
            P::Hear(HoldHearing {
                notified_on: day(told),
                held_on: day(held),
                record_number: "听1号".to_owned(),
            }),
        )
    };
    let refusal = refused(&mut w, &id, &hear(TOLD, "2026-07-20"), &investigator, "2026-07-20");
    assert!(guards_against(&refusal).contains(&"CN-6"), "nobody asked");
    act(&mut w, &id, &state(number, true), &agent(&id), "2026-07-08");
    let request = decide(number, decision(vec![M::Suspension { months: 3 }]));
    let refusal = refused(&mut w, &id, &request, &head, DECIDED);
    assert_eq!(guards_against(&refusal), ["XF-63b"]);
    let early = hear("2026-07-09", "2026-07-17");
    let refusal = refused(&mut w, &id, &early, &investigator, "2026-07-20");
    assert_eq!(guards_against(&refusal), ["XF-64"]);
    act(&mut w, &id, &hear("2026-07-09", "2026-07-20"), &investigator, "2026-07-20");
    let refusal = refused(&mut w, &id, &request, &head, "2026-07-21");
    assert_eq!(guards_against(&refusal), ["XF-58"], "a hearing is reviewed");
    act(&mut w, &id, &review(number), &reviewer, "2026-07-21");
    act(&mut w, &id, &request, &head, "2026-07-21");
}

/// Who investigates neither reviews nor decides, who reviews does not decide.
#[test]
fn three_persons_and_not_one() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let number = told(&mut w, &id, usual(), vec![M::Revocation {}]);
    let alone = at(&w, &id, "investigator", Role::Decider);
    let refusal = refused(&mut w, &id, &review(number), &alone, DECIDED);
    assert_eq!(guards_against(&refusal), ["CN-7"]);
    let reviewer = at(&w, &id, "reviewer", Role::Decider);
    let request = decide(number, decision(vec![M::Revocation {}]));
    let (_, _, head) = staff_at(&w, &id);
    let refusal = refused(&mut w, &id, &request, &head, DECIDED);
    assert_eq!(guards_against(&refusal), ["XF-58"], "a revocation is reviewed");
    act(&mut w, &id, &review(number), &reviewer, DECIDED);
    for same in [&reviewer, &alone] {
        let refusal = refused(&mut w, &id, &request, same, DECIDED);
        assert_eq!(guards_against(&refusal), ["CN-7"]);
    }
    let mut unpublished = decision(vec![M::Revocation {}]);
    unpublished.publish = false;
    let refusal = refused(&mut w, &id, &decide(number, unpublished), &head, DECIDED);
    assert_eq!(guards_against(&refusal), ["XF-48"]);
    let mut undiscussed = decision(vec![M::Revocation {}]);
    undiscussed.deliberated_on = None;
    let done = act(&mut w, &id, &decide(number, undiscussed), &head, DECIDED);
    assert_eq!(outcome(&done.findings, "XF-57"), Some(Verdict::Violated), "told, as remembered");
}

/// Nothing heavier than what was told: not more of it, not something else, unless lighter in its place.
#[test]
fn nothing_is_heavier_for_speaking_up() {
    let heavier = |told_of: Vec<M>, decided: Vec<M>| {
        let mut w = World::default();
        let id = old(&mut w, &application());
        let (_, reviewer, head) = staff_at(&w, &id);
        let number = told(&mut w, &id, usual(), told_of);
        act(&mut w, &id, &review(number), &reviewer, DECIDED);
        let request = decide(number, decision(decided));
        match w.act(&crate::support::On::Organization(&id), &request, &head, DECIDED) {
            Ok(_) => Vec::new(),
            Err(shuniu_core::decide::DecideError::Refused(refusal)) => refusal.against.clone(),
            Err(other) => panic!("{other}"),
        }
    };
    assert!(heavier(vec![fine(2_000)], vec![fine(2_000)]).is_empty());
    assert!(heavier(vec![fine(2_000)], vec![fine(1_000)]).is_empty());
    assert_eq!(heavier(vec![fine(2_000)], vec![fine(2_001)]), ["XF-45"]);
    assert!(heavier(vec![M::Revocation {}], vec![M::Suspension { months: 3 }]).is_empty());
    assert_eq!(heavier(vec![M::Suspension { months: 3 }], vec![M::Revocation {}]), ["XF-45"]);
    assert_eq!(
        heavier(vec![M::Suspension { months: 3 }], vec![M::Suspension { months: 4 }]),
        ["XF-45"]
    );
    // Not something further beside what was told.
    assert_eq!(heavier(vec![fine(2_000)], vec![fine(2_000), M::Warning {}]), ["XF-45"]);
    let order = M::OrderCorrection { by: day("2026-09-01") };
    assert!(heavier(vec![fine(2_000)], vec![fine(2_000), order]).is_empty());
}

/// Told anew, everything that follows begins anew.
#[test]
fn a_new_notice_begins_the_hearing_anew() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, reviewer, head) = staff_at(&w, &id);
    let number = told(&mut w, &id, usual(), vec![M::Warning {}]);
    act(&mut w, &id, &state(number, true), &agent(&id), "2026-07-07");
    act(&mut w, &id, &review(number), &reviewer, "2026-07-08");
    let again = NotifyPenalty { delivered_on: day("2026-07-20"), ..notice(vec![fine(5_000)]) };
    act(&mut w, &id, &of(number, P::Notify(again)), &investigator, "2026-07-20");
    let known = case(&w, &id, number);
    assert!(known.statements.is_empty() && known.review.is_none());
    let mut input = decision(vec![fine(5_000)]);
    input.deliberated_on = None;
    let request = decide(number, input);
    let refusal = refused(&mut w, &id, &request, &head, "2026-07-27");
    assert_eq!(guards_against(&refusal), ["XF-44"]);
    act(&mut w, &id, &request, &head, "2026-07-28");
}

/// At least one measure, each once, with a sum; not both that take away.
#[test]
fn measures_are_whole() {
    for measures in [
        vec![],
        vec![M::OrderCorrection { by: day("2026-09-01") }],
        vec![M::Warning {}, M::Warning {}],
        vec![fine(0)],
        vec![M::Suspension { months: 0 }],
        vec![M::Revocation {}, M::Rescission {}],
        vec![M::Warning {}, M::OrderCorrection { by: day("2026-07-05") }],
    ] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        let (investigator, _, _) = staff_at(&w, &id);
        act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
        let request = notify(1, measures.clone());
        let refusal = refused(&mut w, &id, &request, &investigator, TOLD);
        assert_eq!(guards_against(&refusal), ["CN-3"], "{measures:?}");
    }
}

/// Ninety days from filing, thirty more by the head, then to a day that is set; hearings and audits do not count.
#[test]
fn ninety_days_and_thirty_more() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, head) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    let by = |w: &World| case(w, &id, 1).decide_by.unwrap().last_day;
    assert_eq!(by(&w), day("2026-09-29"));
    let exclude = of(
        1,
        P::Exclude(ExcludePenaltyTime {
            from: day("2026-07-11"),
            to: day("2026-07-30"),
            why: ExclusionReason::Audit,
        }),
    );
    act(&mut w, &id, &exclude, &investigator, "2026-08-01");
    assert_eq!(by(&w), day("2026-10-19"), "twenty days later");
    let extend = |days: Option<u32>, until: Option<&str>| {
        of(
            1,
            P::Extend(ExtendPenalty {
                days,
                until: until.map(day),
                document_number: "批1号".to_owned(),
            }),
        )
    };
    for wrong in [
        extend(Some(31), None),
        extend(Some(0), None),
        extend(None, None),
        extend(Some(30), Some("2026-12-01")),
        extend(None, Some("2026-12-01")),
    ] {
        let refusal = refused(&mut w, &id, &wrong, &head, "2026-10-01");
        assert_eq!(guards_against(&refusal), ["CF-31b"]);
    }
    let refusal = refused(&mut w, &id, &extend(Some(30), None), &head, "2026-10-20");
    assert_eq!(guards_against(&refusal), ["CF-31b"], "the time is over");
    act(&mut w, &id, &extend(Some(30), None), &head, "2026-10-01");
    assert_eq!(by(&w), day("2026-11-18"));
    let refusal = refused(&mut w, &id, &extend(Some(1), None), &head, "2026-10-02");
    assert_eq!(guards_against(&refusal), ["CF-31b"], "once");
    let refusal = refused(&mut w, &id, &extend(None, Some("2026-11-18")), &head, "2026-11-01");
    assert_eq!(guards_against(&refusal), ["CF-31b"], "to a later day");
    act(&mut w, &id, &extend(None, Some("2026-12-31")), &head, "2026-11-01");
    assert_eq!(by(&w), day("2026-12-31"));
    // What is taken out later does not move the day that was set.
    act(&mut w, &id, &exclude, &investigator, "2026-11-02");
    assert_eq!(by(&w), day("2026-12-31"));
}

/// A late decision is told.
#[test]
fn late_is_told() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (_, _, head) = staff_at(&w, &id);
    let number = told(&mut w, &id, usual(), vec![M::Warning {}]);
    let request = decide(number, decision(vec![M::Warning {}]));
    let in_time = act(&mut w.clone(), &id, &request, &head, "2026-09-29");
    assert_eq!(outcome(&in_time.findings, "CF-31"), Some(Verdict::Met));
    let late = act(&mut w, &id, &request, &head, "2026-09-30");
    assert_eq!(outcome(&late.findings, "CF-31"), Some(Verdict::Violated));
}

/// Evidence registered in advance is settled within seven working days, once.
#[test]
fn evidence_is_settled_in_seven_working_days() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, _) = staff_at(&w, &id);
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    let (item, document_number) = ("账册".to_owned(), "证1号".to_owned());
    let register = of(1, P::Evidence(EvidenceInput { item, document_number }));
    act(&mut w, &id, &register, &investigator, FILED);
    assert_eq!(case(&w, &id, 1).evidence[0].settle_by.unwrap().last_day, day("2026-07-10"));
    let settle = |evidence| {
        of(1, P::SettleEvidence(SettleEvidence { evidence, outcome: "退还".to_owned() }))
    };
    for none in [0, 2] {
        let refusal = refused(&mut w, &id, &settle(none), &investigator, "2026-07-10");
        assert_eq!(guards_against(&refusal), ["CN-5"]);
    }
    let in_time = act(&mut w.clone(), &id, &settle(1), &investigator, "2026-07-10");
    assert_eq!(outcome(&in_time.findings, "XF-56"), Some(Verdict::Met));
    let late = act(&mut w, &id, &settle(1), &investigator, "2026-07-13");
    assert_eq!(outcome(&late.findings, "XF-56"), Some(Verdict::Violated));
    let refusal = refused(&mut w, &id, &settle(1), &investigator, "2026-07-13");
    assert_eq!(guards_against(&refusal), ["CN-5"], "it is settled");
}

/// No day is to come, none before what it follows.
#[test]
fn days_are_in_order() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, _) = staff_at(&w, &id);
    let changed: [fn(&mut shuniu_core::oversight::penalty::Breach); 4] = [
        |b| b.found_on = day("2026-07-02"),
        |b| b.until = Some(day("2026-07-02")),
        |b| b.until = Some(day("2026-03-31")),
        |b| b.found_on = day("2026-03-31"),
    ];
    let told = ["2026-07-02", "2026-07-02", "2026-03-31", "2026-03-31"];
    for (change, found) in changed.into_iter().zip(told) {
        let mut filed = usual();
        change(&mut filed);
        let refusal = refused(&mut w, &id, &file(filing(filed)), &investigator, FILED);
        assert!(guards_against(&refusal).contains(&"CN-2"));
        let finding = refusal.findings.iter().find(|f| f.rule == "CN-2").unwrap();
        assert_eq!(finding.facts[0].found, found, "the day that is wrong is told");
    }
    act(&mut w, &id, &file(filing(usual())), &investigator, FILED);
    for on in ["2026-06-30", "2026-07-07"] {
        let wrong = NotifyPenalty { delivered_on: day(on), ..notice(vec![M::Warning {}]) };
        let refusal = refused(&mut w, &id, &of(1, P::Notify(wrong)), &investigator, TOLD);
        assert_eq!(guards_against(&refusal), ["CN-2"]);
    }
}

/// What is not punished is closed with its reasons, or handed to whoever is competent (order 68 art. 5), and nothing follows.
#[test]
fn a_case_can_be_dropped_or_handed_over() {
    for (to, stage) in [
        (None, PenaltyStage::Dropped),
        (Some("朝阳区公安分局".to_owned()), PenaltyStage::Transferred),
    ] {
        let mut w = World::default();
        let id = old(&mut w, &application());
        let (investigator, _, head) = staff_at(&w, &id);
        let number = told(&mut w, &id, usual(), vec![M::Warning {}]);
        let (reasons, document_number) = ("违法事实不成立".to_owned(), "销1号".to_owned());
        let drop = P::Drop(DropPenalty { reasons, document_number, transferred_to: to.clone() });
        act(&mut w, &id, &of(number, drop), &head, "2026-07-10");
        let closed = case(&w, &id, number);
        assert_eq!(closed.stage(), stage);
        assert_eq!(closed.dropped.unwrap().transferred_to, to);
        let refusal =
            refused(&mut w, &id, &notify(number, vec![M::Warning {}]), &investigator, DECIDED);
        assert!(guards_against(&refusal).contains(&"CN-1"));
        let refusal = refused(&mut w, &id, &notify(9, vec![M::Warning {}]), &investigator, DECIDED);
        assert!(guards_against(&refusal).contains(&"CN-1"), "there is no such case");
    }
}

/// Trap 36: the registrar of the organization punishes, wherever the breach happened; a neighbour does not.
#[test]
fn its_own_registrar_punishes_it() {
    let mut w = World::default();
    let id = old(&mut w, &application());
    let (investigator, _, _) = staff_at(&w, &id);
    let mut elsewhere = breach(
        shuniu_core::oversight::penalty::PenaltyBasis::Regulation,
        shuniu_core::oversight::penalty::BreachGround::ForProfit,
    );
    elsewhere.place = Some("邻区".to_owned());
    let request = file(filing(elsewhere));
    let neighbour = crate::support::staff("neighbour", Role::Examiner, crate::support::NEIGHBOUR);
    let denied = w.act(&crate::support::On::Organization(&id), &request, &neighbour, FILED);
    assert!(matches!(denied, Err(shuniu_core::decide::DecideError::Denied(_))));
    let done = act(&mut w, &id, &request, &investigator, FILED);
    assert_eq!(outcome(&done.findings, "CF-3"), Some(Verdict::Met));
}
