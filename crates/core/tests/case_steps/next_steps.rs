//! Next lawful steps: what is offered is what `decide` allows.

use shuniu_core::{
    access::Actor,
    act::{ActKind, NextStep, StepState, case_next_steps},
    case::CaseStatus,
    registration::Reach,
};

use crate::support::{
    World, applicant, application, books, day, decider, everybody, examiner, officer, reception,
};

fn steps(w: &mut World, id: &str, actor: &Actor, on: &str) -> Vec<NextStep> {
    let case = w.case(id).clone();
    case_next_steps(&mut w.register, books(), &case, actor, day(on)).unwrap()
}

fn offered(w: &mut World, id: &str, actor: &Actor, on: &str) -> Vec<(ActKind, StepState)> {
    steps(w, id, actor, on).into_iter().map(|s| (s.act, s.state)).collect()
}

#[test]
fn each_role_is_offered_its_own_steps() {
    use ActKind as A;
    use StepState::{Blocked, Possible};
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    assert_eq!(
        offered(&mut w, &id, &applicant(), "2026-06-03"),
        [(A::WithdrawApplication, Possible)]
    );
    let for_reception = [
        (A::AcceptApplication, Possible),
        (A::RequestCorrection, Possible),
        // A lawful application gives no ground to decline it.
        (A::DeclineAcceptance, Blocked),
    ];
    assert_eq!(offered(&mut w, &id, &reception(), "2026-06-03"), for_reception);
    for other in [officer(), examiner(), decider()] {
        assert_eq!(offered(&mut w, &id, &other, "2026-06-03"), [], "{}", other.account);
    }
}

/// Acceptance may be declined at once for want of competence only.
#[test]
fn when_acceptance_may_be_declined() {
    use StepState::{Blocked, Possible};
    let table: [(crate::support::Change, StepState, StepState); 3] = [
        (|_| {}, Possible, Blocked),
        (|a| a.reach = Reach::National, Blocked, Possible),
        (|a| a.documents.clear(), Blocked, Blocked),
    ];
    for (change, accept, decline) in table {
        let mut w = World::default();
        let mut a = application();
        change(&mut a);
        let id = w.case_of(&a, CaseStatus::Submitted);
        let offered = offered(&mut w, &id, &reception(), "2026-06-03");
        let wanted = [
            (ActKind::AcceptApplication, accept),
            (ActKind::RequestCorrection, Possible),
            (ActKind::DeclineAcceptance, decline),
        ];
        assert_eq!(offered, wanted);
    }
}

#[test]
fn after_silence_the_examiner_may_go_on() {
    use ActKind as A;
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Submitted);
    assert_eq!(offered(&mut w, &id, &examiner(), "2026-06-09"), []);
    let now = offered(&mut w, &id, &examiner(), "2026-06-10");
    let acts: Vec<A> = now.into_iter().map(|(a, _)| a).collect();
    assert_eq!(acts, [A::ExcludePeriod, A::ExamineApplication]);
    assert_eq!(offered(&mut w, &id, &reception(), "2026-06-10"), []);
}

#[test]
fn what_will_be_possible_says_from_when() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    let lapse = |w: &mut World, on| {
        steps(w, &id, &reception(), on).into_iter().find(|s| s.act == ActKind::LapseApplication)
    };
    let early = lapse(&mut w, "2026-06-20").expect("offered");
    assert_eq!((early.state, early.possible_from), (StepState::Later, Some(day("2026-07-03"))));
    assert_eq!(early.blocked_by.len(), 1);
    let late = lapse(&mut w, "2026-07-03").expect("offered");
    assert_eq!((late.state, late.possible_from), (StepState::Possible, None));
}

#[test]
fn what_is_due_stands_beside_the_step() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Examined);
    let steps = steps(&mut w, &id, &everybody("decider"), "2026-06-12");
    let of = |act| steps.iter().find(|s| s.act == act).expect("offered");
    let due = of(ActKind::ApproveApplication).due.as_ref().expect("due");
    assert_eq!(due.deadline.last_day, day("2026-08-03"));
}

#[test]
fn what_stands_against_a_step_is_named() {
    let mut w = World::default();
    let mut a = application();
    a.members_persons = 49;
    let id = w.case_of(&a, CaseStatus::Examined);
    let steps = steps(&mut w, &id, &decider(), "2026-06-12");
    let of = |act| steps.iter().find(|s| s.act == act).expect("offered");
    let approve = of(ActKind::ApproveApplication);
    assert_eq!(approve.state, StepState::Blocked);
    let against: Vec<&str> = approve.blocked_by.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(against, ["ST-10a"]);
    assert_eq!(of(ActKind::RefuseApplication).state, StepState::Possible);
}

#[test]
fn a_final_case_offers_nothing() {
    for status in CaseStatus::ALL.into_iter().filter(|s| s.is_final()) {
        let mut w = World::default();
        let id = w.case_in(status);
        assert_eq!(offered(&mut w, &id, &everybody("applicant"), "2026-07-20"), [], "{status:?}");
    }
}

#[test]
fn a_certificate_waits_until_it_is_handed_over() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Approved);
    let organization = w.case(&id).organization.clone().unwrap();
    let steps = w.steps_on(&organization, &reception(), "2026-06-16");
    let acts: Vec<ActKind> = steps.iter().map(|s| s.act).collect();
    let certificates =
        [ActKind::DeliverCertificate, ActKind::ReissueCertificate, ActKind::IssueDuplicate];
    assert_eq!(acts, certificates);
    assert_eq!(steps[0].due_by.map(|d| d.last_day), Some(day("2026-06-30")));
    assert!(w.steps_on(&organization, &applicant(), "2026-06-16").is_empty());
    let known = w.register.organizations.get_mut(&organization).unwrap();
    known.certificate.as_mut().unwrap().delivered_on = Some(day("2026-06-20"));
    let steps = w.steps_on(&organization, &reception(), "2026-06-16");
    let acts: Vec<ActKind> = steps.iter().map(|s| s.act).collect();
    assert_eq!(acts, certificates[1..], "nothing waits any more");
}
