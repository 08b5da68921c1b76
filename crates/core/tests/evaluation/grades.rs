//! When a grade runs, what adjusts it, what it is good for, what comes from older registers, what the sweep says.

use shuniu_core::{
    access::Role,
    evaluation::{
        CheckGround, EvaluationKind as K, EvaluationRequest, ExistingGrade, Grade,
        ReturnGradeCertificate, grade_effects, validity,
    },
    law::Verdict,
    organization::OrganizationKind,
    oversight::{ProposalKind, penalty::RecordedPenalty, proposals},
};

use crate::{
    cast::{
        act, agent, apply, at, ballot, begin, change, confirm, decide, eligible, graded, had, of,
        outcome, publicize, refused, report, reported, with_a_round,
    },
    support::{World, administrator, application, books, day, foundation, guards_against},
};

/// Trap 15: announced on 4 June, running from 1 January after to 31 December of the fifth year.
#[test]
fn a_grade_runs_from_the_new_year_for_five() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    graded(&mut w, &id, 60, Grade::A4);
    let known = &w.organization(&id).evaluation;
    let grade = known.grades[0].clone();
    assert_eq!(grade.announced_on, Some(day("2026-06-04")));
    assert_eq!(
        (grade.valid_from, grade.valid_until),
        (Some(day("2027-01-01")), Some(day("2031-12-31")))
    );
    for (on, runs) in
        [("2026-12-31", false), ("2027-01-01", true), ("2031-12-31", true), ("2032-01-01", false)]
    {
        assert_eq!(known.grade_on(day(on)).is_some(), runs, "{on}");
    }
    let effects = grade_effects(books(), w.organization(&id), day("2026-07-01"));
    assert!(effects.grade.is_none());
    assert_eq!(effects.announced.unwrap().grade, Grade::A4, "announced, and not running yet");
    // The old one runs until the new one does.
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A3, "2022-01-01", "2026-12-31");
    graded(&mut w, &id, 60, Grade::A4);
    let known = &w.organization(&id).evaluation;
    assert_eq!(known.grade_on(day("2026-12-31")).unwrap().grade, Grade::A3);
    assert_eq!(known.grade_on(day("2027-01-01")).unwrap().grade, Grade::A4);
    // Before order 82: five years from the announcement.
    let place = w.organization(&id).division;
    let old = validity(books(), day("2026-02-28"), place);
    assert_eq!(old, Some((day("2026-02-28"), day("2031-02-27"))));
    let new = validity(books(), day("2026-03-01"), place);
    assert_eq!(new, Some((day("2027-01-01"), day("2031-12-31"))));
}

/// The whole way of a case that looks at a grade which runs.
fn looked_at_again(w: &mut World, id: &str, kind: K, lost: i64, grade: Option<Grade>) {
    publicized_again(w, id, kind, lost, grade);
    act(w, id, &confirm(), &at(w, id, Role::Decider), "2026-06-04");
}

/// Looked at again, and publicized until 3 June.
fn publicized_again(w: &mut World, id: &str, kind: K, lost: i64, grade: Option<Grade>) {
    let (examiner, decider) = (at(w, id, Role::Examiner), at(w, id, Role::Decider));
    if kind == K::Again {
        act(w, id, &apply(kind), &agent(id), "2026-04-10");
        act(w, id, &eligible(), &examiner, "2026-04-20");
    } else {
        let ground = (kind == K::Check).then_some(CheckGround::FalseData);
        act(w, id, &begin(kind, ground), &decider, "2026-04-10");
    }
    let of_kind = w.organization(id).kind;
    act(w, id, &reported(report(of_kind, lost)), &examiner, "2026-05-08");
    act(w, id, &decide(ballot(grade, 12, 12)), &decider, "2026-05-20");
    act(w, id, &publicize("2026-05-25", "2026-06-03"), &examiner, "2026-05-25");
}

/// What is looked at again is adjusted at once and keeps the old end; certificate and sign come back in fifteen days.
#[test]
fn an_adjustment_keeps_the_end() {
    for kind in [K::Again, K::FollowUp, K::Check] {
        let mut w = World::default();
        let id = with_a_round(&mut w, &application());
        had(&mut w, &id, Grade::A4, "2024-01-01", "2028-12-31");
        looked_at_again(&mut w, &id, kind, 100, Some(Grade::A3));
        let known = w.organization(&id).evaluation.clone();
        let (old, new) = (&known.grades[0], &known.grades[1]);
        assert_eq!(old.ended_on, Some(day("2026-06-04")), "{kind:?}");
        assert_eq!((new.grade, new.before), (Grade::A3, Some(Grade::A4)));
        let days = (new.valid_from, new.valid_until);
        assert_eq!(days, (Some(day("2026-06-04")), Some(day("2028-12-31"))));
        assert_eq!(old.return_by.unwrap().last_day, day("2026-06-22"), "19 June is a rest day");
        let back = |on: &str| {
            of(EvaluationRequest::Return(ReturnGradeCertificate { grade: 1, on: day(on) }))
        };
        let examiner = at(&w, &id, Role::Examiner);
        let in_time = act(&mut w.clone(), &id, &back("2026-06-22"), &examiner, "2026-06-22");
        assert_eq!(outcome(&in_time.findings, "PG-29a"), Some(Verdict::Met));
        let refusal = refused(&mut w, &id, &back("2026-06-24"), &examiner, "2026-06-23");
        assert_eq!(guards_against(&refusal), ["EN-10"], "to come");
        let late = act(&mut w, &id, &back("2026-06-23"), &examiner, "2026-06-23");
        assert_eq!(outcome(&late.findings, "PG-29a"), Some(Verdict::Violated));
        let refusal = refused(&mut w, &id, &back("2026-06-23"), &examiner, "2026-06-23");
        assert_eq!(guards_against(&refusal), ["EN-10"], "it is back");
    }
    // What stays as it was needs no certificate back; what falls to none ends.
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A4, "2024-01-01", "2028-12-31");
    looked_at_again(&mut w, &id, K::FollowUp, 60, Some(Grade::A4));
    assert!(w.organization(&id).evaluation.grades[0].return_by.is_none());
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A4, "2024-01-01", "2028-12-31");
    looked_at_again(&mut w, &id, K::Check, 400, None);
    let known = &w.organization(&id).evaluation;
    assert!(known.grade_on(day("2026-06-04")).is_none());
    assert!(known.grades[0].return_by.is_some(), "its certificate comes back all the same");
}

/// Fifteen days, to the day where that is none of rest.
#[test]
fn a_certificate_comes_back_in_fifteen_days() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A4, "2024-01-01", "2028-12-31");
    publicized_again(&mut w, &id, K::Check, 100, Some(Grade::A3));
    let decider = at(&w, &id, Role::Decider);
    act(&mut w, &id, &confirm(), &decider, "2026-06-08");
    let old = &w.organization(&id).evaluation.grades[0];
    assert_eq!(old.return_by.unwrap().last_day, day("2026-06-23"));
}

/// Evaluated again once within a validity.
#[test]
fn once_within_a_validity() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A3, "2024-01-01", "2028-12-31");
    looked_at_again(&mut w, &id, K::Again, 60, Some(Grade::A4));
    let mut later = crate::cast::round(12);
    (later.published_on, later.apply_from, later.apply_until) =
        (day("2026-09-01"), day("2026-09-01"), day("2026-09-30"));
    crate::cast::open(&mut w, &id, later, "2026-09-01");
    let request = of(EvaluationRequest::Apply(shuniu_core::evaluation::ApplyForEvaluation {
        round: 2,
        kind: K::Again,
    }));
    let refusal = refused(&mut w, &id, &request, &agent(&id), "2026-09-02");
    assert_eq!(guards_against(&refusal), ["PG-9d"]);
}

/// What a grade is good for, by the law of the day; no grade stands in nobody's way.
#[test]
fn what_a_grade_is_good_for() {
    for (grade, support, simplified) in [
        (None, Verdict::Violated, Verdict::Violated),
        (Some(Grade::A2), Verdict::Violated, Verdict::Violated),
        (Some(Grade::A3), Verdict::Met, Verdict::Violated),
        (Some(Grade::A4), Verdict::Met, Verdict::Met),
    ] {
        let mut w = World::default();
        let id = with_a_round(&mut w, &foundation());
        if let Some(grade) = grade {
            had(&mut w, &id, grade, "2024-01-01", "2028-12-31");
        }
        let now = grade_effects(books(), w.organization(&id), day("2026-03-01")).effects;
        assert_eq!(outcome(&now, "PG-8a"), Some(support), "{grade:?}");
        assert_eq!(outcome(&now, "PG-8b"), Some(simplified), "{grade:?}");
        assert_eq!(outcome(&now, "PGo-28c"), None, "repealed");
        let then = grade_effects(books(), w.organization(&id), day("2026-02-28")).effects;
        assert_eq!(outcome(&then, "PGo-28a"), Some(support));
        assert_eq!(outcome(&then, "PGo-28b"), Some(simplified));
        assert_eq!(outcome(&then, "PGo-28c"), Some(support), "the deduction is for foundations");
        assert_eq!(outcome(&then, "PG-8a"), None, "not yet");
    }
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    let then = grade_effects(books(), w.organization(&id), day("2026-02-28")).effects;
    assert_eq!(outcome(&then, "PGo-28c"), Some(Verdict::NotApplicable), "and for charities");
}

fn existing(grade: Option<Grade>, announced_on: Option<&str>) -> ExistingGrade {
    ExistingGrade {
        grade,
        before: None,
        announced_on: announced_on.map(day),
        valid_until: None,
        barred_until: None,
        reason: None,
        authority: "示范市民政局".to_owned(),
        source: "公告".to_owned(),
    }
}

/// Older registers tell grades without days; a lowered one takes the place of what it lowers, and its bar is kept.
#[test]
fn grades_of_older_registers_are_kept_as_told() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    let import = |existing: ExistingGrade| of(EvaluationRequest::Import(existing));
    let by = administrator();
    act(&mut w, &id, &import(existing(Some(Grade::A4), None)), &by, "2026-07-01");
    assert_eq!(
        w.organization(&id).evaluation.grade_on(day("2026-07-01")).unwrap().grade,
        Grade::A4
    );
    let again = import(existing(Some(Grade::A4), None));
    let refusal = refused(&mut w, &id, &again, &by, "2026-07-01");
    assert_eq!(guards_against(&refusal), ["EN-9"]);
    let lowered = ExistingGrade {
        before: Some(Grade::A4),
        barred_until: Some(day("2017-02-09")),
        reason: Some("年检基本合格".to_owned()),
        ..existing(Some(Grade::A3), Some("2015-02-09"))
    };
    act(&mut w, &id, &import(lowered.clone()), &by, "2026-07-01");
    let known = &w.organization(&id).evaluation;
    assert_eq!(known.grade_on(day("2026-07-01")).unwrap().grade, Grade::A3);
    assert_eq!(known.grade_on(day("2015-02-08")).unwrap().grade, Grade::A4);
    assert_eq!((known.bars[0].from, known.bars[0].until), (day("2015-02-09"), day("2017-02-09")));
    for wrong in [
        ExistingGrade { announced_on: Some(day("2026-07-02")), ..lowered.clone() },
        ExistingGrade { barred_until: Some(day("2015-02-08")), ..lowered.clone() },
        ExistingGrade { valid_until: Some(day("2015-02-08")), ..lowered },
    ] {
        let refusal = refused(&mut w, &id, &import(wrong), &by, "2026-07-01");
        assert_eq!(guards_against(&refusal), ["EN-9"]);
    }
}

fn proposed(w: &World, id: &str, on: &str) -> Vec<(ProposalKind, String)> {
    let all = proposals(books(), w.organization(id), day(on));
    let of_grades = all.into_iter().filter(|p| {
        matches!(
            p.kind,
            ProposalKind::EvaluateAnew
                | ProposalKind::ConfirmGrade
                | ProposalKind::TakeBackCertificate
                | ProposalKind::CheckGrade
        )
    });
    of_grades.map(|p| (p.kind, p.about)).collect()
}

/// The sweep proposes: an end that is near, a check after a penalty, a certificate that is out.
#[test]
fn the_sweep_watches_grades() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A4, "2024-01-01", "2026-12-31");
    assert!(proposed(&w, &id, "2026-07-01").is_empty());
    assert_eq!(proposed(&w, &id, "2026-12-31"), [(ProposalKind::EvaluateAnew, "4A".to_owned())]);
    change(&mut w, &id, |o| {
        o.penalties.recorded.push(RecordedPenalty {
            document_number: "示税罚1号".to_owned(),
            authority: "示范市税务局".to_owned(),
            decided_on: day("2026-05-01"),
            kinds: vec!["警告".to_owned()],
            yuan: None,
            facts: None,
            basis: None,
            source: "公示".to_owned(),
        });
    });
    assert_eq!(proposed(&w, &id, "2026-07-01"), [(ProposalKind::CheckGrade, "penalty".to_owned())]);
    let (examiner, decider) = (at(&w, &id, Role::Examiner), at(&w, &id, Role::Decider));
    act(&mut w, &id, &begin(K::Check, Some(CheckGround::Penalty)), &decider, "2026-07-01");
    assert!(proposed(&w, &id, "2026-07-02").is_empty(), "it is under way");
    let mut input = report(OrganizationKind::Association, 100);
    input.visited_on = Some(day("2026-07-03"));
    act(&mut w, &id, &reported(input), &examiner, "2026-07-06");
    let mut input = ballot(Some(Grade::A3), 12, 12);
    input.met_on = day("2026-07-07");
    act(&mut w, &id, &decide(input), &decider, "2026-07-07");
    act(&mut w, &id, &publicize("2026-07-08", "2026-07-14"), &examiner, "2026-07-08");
    assert_eq!(proposed(&w, &id, "2026-07-15"), [(ProposalKind::ConfirmGrade, "1".to_owned())]);
    act(&mut w, &id, &confirm(), &decider, "2026-07-15");
    assert_eq!(
        proposed(&w, &id, "2026-07-31"),
        [(ProposalKind::TakeBackCertificate, "1".to_owned())],
        "and it was checked"
    );
}

/// Whoever is no more has no grade; it stays readable.
#[test]
fn grades_end_with_the_organization() {
    let mut w = World::default();
    let id = with_a_round(&mut w, &application());
    had(&mut w, &id, Grade::A4, "2024-01-01", "2028-12-31");
    act(&mut w, &id, &apply(K::Again), &agent(&id), "2026-04-10");
    let event = shuniu_core::event::Event::Organization(
        shuniu_core::organization::OrganizationEvent::Ended {
            case: "C1".to_owned(),
            basis: books().law.rule_in_force("ST-28a", day("2026-07-10")).unwrap().1,
            ground: shuniu_core::exit::ExitGround::Merger,
            document_number: "注1号".to_owned(),
        },
    );
    let ended = event.fold(Some(w.organization(&id).clone()), day("2026-07-10")).unwrap();
    assert!(ended.evaluation.open().is_none());
    assert!(ended.evaluation.grade_on(day("2026-07-09")).is_some());
    assert!(ended.evaluation.grade_on(day("2026-07-10")).is_none());
}
