//! The committee: who votes, how many are there, how many are for it.

use shuniu_core::{
    access::Role,
    evaluation::{ApplyForEvaluation, EvaluationKind, EvaluationRequest, Expert, Grade, VoteKind},
    organization::OrganizationKind,
};

use crate::{
    cast::{
        act, agent, at, ballot, decide, eligible, expert, of, old_round, outcome, refused, report,
        reported, to_the_experts, with_a_round,
    },
    support::{World, application, day, guards_against},
};

const KIND: OrganizationKind = OrganizationKind::Association;

/// With the experts' report of a full sheet but so many points.
fn before_the_ballot(lost: i64) -> (World, String) {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    to_the_experts(&mut w, &id);
    let examiner = at(&w, &id, Role::Examiner);
    act(&mut w, &id, &reported(report(KIND, lost)), &examiner, "2026-05-08");
    (w, id)
}

/// Trap 17: two thirds of the members are there, half of all members are for it; trap 16: half is enough.
#[test]
fn two_thirds_are_there_and_half_of_all_are_for_it() {
    for (present, agree, rules) in [
        (8, 6, &[][..]),
        (7, 7, &["PG-14"]),
        (8, 5, &["PG-14b"]),
        (12, 6, &[]),
        (12, 5, &["PG-14b"]),
    ] {
        let (mut w, id) = before_the_ballot(0);
        let decider = at(&w, &id, Role::Decider);
        let request = decide(ballot(Some(Grade::A5), present, agree));
        if rules.is_empty() {
            act(&mut w, &id, &request, &decider, "2026-05-20");
        } else {
            let refusal = refused(&mut w, &id, &request, &decider, "2026-05-20");
            assert_eq!(guards_against(&refusal), rules, "{present}, {agree}");
        }
    }
}

/// Order 39, until 28 February 2026: two thirds and a half as well, of its own article.
#[test]
fn the_older_order_has_its_own_two_thirds_and_half() {
    for (present, agree, rules) in
        [(8, 6, &[][..]), (7, 7, &["PGo-13"]), (8, 5, &["PGo-13b"]), (12, 6, &[])]
    {
        let mut w = World::default();
        let id = w.established(&application(), "2015-03-01");
        old_round(&mut w, &id, "2026-01-05", "2026-02-28");
        let asked = ApplyForEvaluation { round: 9, kind: EvaluationKind::Ordinary };
        act(&mut w, &id, &of(EvaluationRequest::Apply(asked)), &agent(&id), "2026-01-06");
        let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
        act(&mut w, &id, &eligible(), &examiner, "2026-01-12");
        let mut seen = report(KIND, 0);
        seen.visited_on = Some(day("2026-01-20"));
        act(&mut w, &id, &reported(seen), &examiner, "2026-01-22");
        let mut input = ballot(Some(Grade::A5), present, agree);
        input.met_on = day("2026-02-10");
        if rules.is_empty() {
            let done = act(&mut w, &id, &decide(input), &decider, "2026-02-10");
            assert_eq!(outcome(&done.findings, "PG-14"), None, "not in force yet");
        } else {
            let refusal = refused(&mut w, &id, &decide(input), &decider, "2026-02-10");
            assert_eq!(guards_against(&refusal), rules, "{present}, {agree}");
        }
    }
}

/// By name, members of the committee and each once, after the visit.
#[test]
fn members_vote_by_name() {
    let (mut w, id) = before_the_ballot(0);
    let decider = at(&w, &id, Role::Decider);
    let mut stranger = ballot(Some(Grade::A5), 12, 12);
    stranger.votes[0].member = expert("外人");
    let mut twice = ballot(Some(Grade::A5), 12, 12);
    twice.votes[0].member = expert("委员2");
    let mut early = ballot(Some(Grade::A5), 12, 12);
    early.met_on = day("2026-05-05");
    let mut to_come = ballot(Some(Grade::A5), 12, 12);
    to_come.met_on = day("2026-05-21");
    for wrong in [stranger, twice, early, to_come] {
        let refusal = refused(&mut w, &id, &decide(wrong), &decider, "2026-05-20");
        assert_eq!(guards_against(&refusal), ["EN-5"]);
    }
}

/// Who has an interest, or left less than two years ago, recuses; as an expert they are not there at all.
#[test]
fn ties_recuse() {
    let tied = |left: Option<&str>, interest: bool| Expert {
        name: "委员1".to_owned(),
        interest,
        left_on: left.map(day),
    };
    for (member, fits) in [
        (tied(Some("2024-05-20"), false), true),
        (tied(Some("2024-05-21"), false), false),
        (tied(None, true), false),
    ] {
        let (mut w, id) = before_the_ballot(0);
        let decider = at(&w, &id, Role::Decider);
        let mut input = ballot(Some(Grade::A5), 12, 12);
        input.votes[0].member = member.clone();
        let mut recused = input.clone();
        recused.votes[0].vote = VoteKind::Recused;
        act(&mut w.clone(), &id, &decide(recused), &decider, "2026-05-20");
        if fits {
            act(&mut w, &id, &decide(input), &decider, "2026-05-20");
        } else {
            let refusal = refused(&mut w, &id, &decide(input), &decider, "2026-05-20");
            assert_eq!(guards_against(&refusal), ["PG-23"]);
        }
        let mut w = World::default();
        let id = with_a_round(&mut w, &application());
        to_the_experts(&mut w, &id);
        let examiner = at(&w, &id, Role::Examiner);
        let mut input = report(KIND, 0);
        input.experts[0] = Expert { name: "专家甲".to_owned(), ..member };
        if fits {
            act(&mut w, &id, &reported(input), &examiner, "2026-05-20");
        } else {
            let refusal = refused(&mut w, &id, &reported(input), &examiner, "2026-05-20");
            assert_eq!(guards_against(&refusal), ["PG-23"]);
        }
    }
}

/// The grade is the one that the scores give, or the reasons are stated.
#[test]
fn a_grade_is_computed_from_its_scores() {
    for (lost, grade) in [
        (49, Some(Grade::A5)),
        (50, Some(Grade::A4)),
        (99, Some(Grade::A4)),
        (100, Some(Grade::A3)),
        (150, Some(Grade::A2)),
        (200, Some(Grade::A1)),
        (300, None),
    ] {
        let (w, id) = before_the_ballot(lost);
        let report = w.organization(&id).evaluation.open().unwrap().report.clone().unwrap();
        assert_eq!((report.points, report.computed), (1_000 - lost, grade));
    }
    let (mut w, id) = before_the_ballot(50);
    let decider = at(&w, &id, Role::Decider);
    let higher = ballot(Some(Grade::A5), 12, 12);
    let refusal = refused(&mut w, &id, &decide(higher.clone()), &decider, "2026-05-20");
    assert_eq!(guards_against(&refusal), ["EN-6"]);
    let mut reasoned = higher;
    reasoned.reasons = Some("评委认定加分".to_owned());
    act(&mut w, &id, &decide(reasoned), &decider, "2026-05-20");
}
