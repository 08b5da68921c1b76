//! The steps of an evaluation: report, publicity, review by others, confirmation, an end without a grade.

use shuniu_core::{
    access::Role,
    act::ActKind,
    evaluation::{
        CloseEvaluation, EvaluationKind as K, EvaluationRequest, EvaluationStage as S, Grade,
        VoteKind,
    },
    organization::OrganizationKind,
};

use crate::{
    cast::{
        act, agent, apply, at, ballot, confirm, decide, eligible, expert, had, object, of,
        publicize, refused, report, reported, to_the_experts, to_the_public, with_a_round,
    },
    support::{World, application, books, day, guards_against},
};

const KIND: OrganizationKind = OrganizationKind::Association;

fn stage(w: &World, id: &str) -> S {
    w.organization(id).evaluation.cases.last().unwrap().stage()
}

/// Each step is taken from where it follows, and each leaves its stage.
#[test]
fn steps_follow_each_other() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let early = refused(&mut w, &id, &eligible(), &examiner, "2026-04-10");
    assert!(guards_against(&early).contains(&"EN-3"), "nothing is under way");
    act(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-10");
    assert_eq!(stage(&w, &id), S::Applied);
    let early = refused(&mut w, &id, &reported(report(KIND, 0)), &examiner, "2026-05-08");
    assert!(guards_against(&early).contains(&"EN-3"));
    act(&mut w, &id, &eligible(), &examiner, "2026-04-20");
    assert_eq!(stage(&w, &id), S::Eligible);
    act(&mut w, &id, &reported(report(KIND, 0)), &examiner, "2026-05-08");
    assert_eq!(stage(&w, &id), S::Reported);
    act(&mut w, &id, &decide(ballot(Some(Grade::A5), 12, 12)), &decider, "2026-05-20");
    assert_eq!(stage(&w, &id), S::Voted);
    act(&mut w, &id, &publicize("2026-05-25", "2026-06-03"), &examiner, "2026-05-25");
    assert_eq!(stage(&w, &id), S::Publicized);
    let early = refused(&mut w, &id, &confirm(), &decider, "2026-06-03");
    assert_eq!(guards_against(&early), ["EN-8"]);
    let found = early.findings.iter().find(|f| f.rule == "EN-8").unwrap();
    assert_eq!(found.possible_from, Some(day("2026-06-04")));
    act(&mut w, &id, &confirm(), &decider, "2026-06-04");
    assert_eq!(stage(&w, &id), S::Confirmed);
    let (replayed, _) = w.replayed();
    assert_eq!(replayed.organizations[&id].evaluation, w.organization(&id).evaluation);
}

/// As many days as the notice of the round says: seven here, and no law.
#[test]
fn publicity_lasts_as_the_notice_says() {
    for (from, until, fits) in [
        ("2026-05-25", "2026-05-31", true),
        ("2026-05-25", "2026-05-30", false),
        ("2026-05-19", "2026-06-30", false),
        ("2026-05-26", "2026-06-30", false),
    ] {
        let mut w = World::default();
        let id = with_a_round(&mut w, &application());
        to_the_experts(&mut w, &id);
        let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
        act(&mut w, &id, &reported(report(KIND, 0)), &examiner, "2026-05-08");
        act(&mut w, &id, &decide(ballot(Some(Grade::A5), 12, 12)), &decider, "2026-05-20");
        if fits {
            act(&mut w, &id, &publicize(from, until), &examiner, "2026-05-25");
        } else {
            let refusal = refused(&mut w, &id, &publicize(from, until), &examiner, "2026-05-25");
            assert_eq!(guards_against(&refusal), ["EN-7"], "{from} {until}");
        }
    }
}

/// Each leaf scored, within its points; the visit is not to come, nor before the beginning.
#[test]
fn a_report_is_whole() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    to_the_experts(&mut w, &id);
    let examiner = at(&w, &id, Role::Examiner);
    let changed: [fn(&mut shuniu_core::evaluation::SiteReportInput); 6] = [
        |r| drop(r.scores.pop_first()),
        |r| {
            r.scores.insert("party".to_owned(), 10);
        },
        |r| *r.scores.values_mut().next().unwrap() += 1_000,
        |r| *r.scores.values_mut().next().unwrap() = -1,
        |r| r.visited_on = Some(day("2026-05-09")),
        |r| r.visited_on = Some(day("2026-04-09")),
    ];
    for (index, change) in changed.into_iter().enumerate() {
        let mut input = report(KIND, 0);
        change(&mut input);
        let refusal = refused(&mut w, &id, &reported(input), &examiner, "2026-05-08");
        assert_eq!(guards_against(&refusal), ["EN-4"], "{index}");
    }
    // Only who is evaluated again early is not visited.
    let mut input = report(KIND, 0);
    input.visited_on = None;
    let refusal = refused(&mut w, &id, &reported(input), &examiner, "2026-05-08");
    assert_eq!(guards_against(&refusal), ["PG-9e"]);
}

/// Evaluated again within the first two years it needs no visit; after them it does.
#[test]
fn an_early_second_evaluation_needs_no_visit() {
    for (from, fits) in [("2024-04-11", true), ("2024-04-10", false)] {
        let mut w = World::default();
        let id = with_a_round(&mut w, &application());
        had(&mut w, &id, Grade::A3, from, "2029-04-10");
        let examiner = at(&w, &id, Role::Examiner);
        act(&mut w, &id, &apply(K::Again), &agent(&id), "2026-04-10");
        act(&mut w, &id, &eligible(), &examiner, "2026-04-20");
        let mut input = report(KIND, 0);
        input.visited_on = None;
        if fits {
            act(&mut w, &id, &reported(input), &examiner, "2026-05-08");
        } else {
            let refusal = refused(&mut w, &id, &reported(input), &examiner, "2026-05-08");
            assert_eq!(guards_against(&refusal), ["PG-9e"]);
        }
    }
}

/// Asked for while it is publicized; other experts report, and the committee votes once more.
#[test]
fn a_review_is_by_others() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    to_the_experts(&mut w, &id);
    to_the_public(&mut w, &id, 100, Some(Grade::A3));
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let late = refused(&mut w, &id, &object(), &agent(&id), "2026-06-04");
    assert_eq!(guards_against(&late), ["PG-15"]);
    act(&mut w, &id, &object(), &agent(&id), "2026-06-03");
    assert_eq!(stage(&w, &id), S::ReviewAsked);
    let refusal = refused(&mut w, &id, &confirm(), &decider, "2026-06-10");
    assert!(guards_against(&refusal).contains(&"EN-3"), "the review comes first");
    let early = ballot(Some(Grade::A4), 12, 12);
    let refusal = refused(&mut w, &id, &decide(early), &decider, "2026-06-10");
    assert!(guards_against(&refusal).contains(&"EN-3"), "others report first");
    let mut same = report(KIND, 60);
    same.experts[0] = expert("专家丁");
    let refusal = refused(&mut w, &id, &reported(same), &examiner, "2026-06-10");
    assert_eq!(guards_against(&refusal), ["PG-16"]);
    let mut others = report(KIND, 60);
    others.experts = vec![expert("专家丁"), expert("专家戊")];
    act(&mut w, &id, &reported(others), &examiner, "2026-06-10");
    let mut second = ballot(Some(Grade::A4), 12, 7);
    second.met_on = day("2026-06-12");
    second.votes[11].vote = VoteKind::Abstained;
    act(&mut w, &id, &decide(second), &decider, "2026-06-12");
    act(&mut w, &id, &confirm(), &decider, "2026-06-15");
    assert_eq!(w.organization(&id).evaluation.grades[0].grade, Grade::A4);
    // Nobody asks twice.
    let known = w.organization(&id).evaluation.cases[0].clone();
    assert!(known.ballot.is_some() && known.second_ballot.is_some());
}

/// An evaluation can end without a grade, and another can follow.
#[test]
fn an_evaluation_can_be_closed() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    act(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-10");
    let decider = at(&w, &id, Role::Decider);
    let close =
        of(EvaluationRequest::Close(CloseEvaluation { reasons: "组织撤回".to_owned() }));
    act(&mut w, &id, &close, &decider, "2026-04-12");
    assert_eq!(stage(&w, &id), S::Closed);
    act(&mut w, &id, &apply(K::Ordinary), &agent(&id), "2026-04-13");
    assert_eq!(w.organization(&id).evaluation.cases.len(), 2);
}

/// Steps are offered where there is something to take them on.
#[test]
fn next_steps_know_where_it_stands() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    let examiner = at(&w, &id, Role::Examiner);
    let offered = |w: &mut World, actor: &shuniu_core::access::Actor, on: &str| -> Vec<ActKind> {
        w.steps_on(&id, actor, on).iter().map(|step| step.act).collect()
    };
    assert!(offered(&mut w, &agent(&id), "2026-06-20").contains(&ActKind::ApplyForEvaluation));
    assert!(!offered(&mut w, &examiner, "2026-06-20").contains(&ActKind::CheckEligibility));
    to_the_experts(&mut w, &id);
    assert!(offered(&mut w, &examiner, "2026-06-20").contains(&ActKind::RecordSiteReport));
    assert!(!offered(&mut w, &agent(&id), "2026-06-20").contains(&ActKind::ApplyForEvaluation));
    to_the_public(&mut w, &id, 0, Some(Grade::A5));
    let steps = w.steps_on(&id, &agent(&id), "2026-06-03");
    let review = steps.iter().find(|step| step.act == ActKind::RequestGradeReview).unwrap();
    assert_eq!(review.due_by.unwrap().last_day, day("2026-06-03"));
    assert!(!offered(&mut w, &agent(&id), "2026-06-04").contains(&ActKind::RequestGradeReview));
}

/// What comes before publicity is nobody else's.
#[test]
fn only_what_was_publicized_is_public() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    to_the_experts(&mut w, &id);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    let done = act(&mut w, &id, &reported(report(KIND, 0)), &examiner, "2026-05-08");
    assert!(done.events.iter().all(|event| !event.event.is_public()));
    let request = decide(ballot(Some(Grade::A5), 12, 12));
    let done = act(&mut w, &id, &request, &decider, "2026-05-20");
    assert!(done.events.iter().all(|event| !event.event.is_public()));
    let request = publicize("2026-05-25", "2026-06-03");
    let done = act(&mut w, &id, &request, &examiner, "2026-05-25");
    assert!(done.events.iter().all(|event| event.event.is_public()));
    act(&mut w, &id, &confirm(), &decider, "2026-06-04");
    let record = w.organization(&id).public_record(&books().divisions);
    assert_eq!(record.grades.len(), 1);
    let hidden = w.organization(&id).evaluation.cases[0].clone().without_names();
    assert!(hidden.report.unwrap().experts.is_empty() && hidden.ballot.unwrap().votes.is_empty());
}
