//! Separation of duties: nobody decides what they examined, nobody handles their own case.

use shuniu_core::{act::ActRequest, case::CaseStatus};

use crate::support::{
    World, applicant, application, consent, corrections, decline, everybody, examination, exclude,
    refuse,
};

/// ZZ-1: the examiner does not decide, whatever else the account may do.
#[test]
fn the_examiner_neither_approves_nor_refuses() {
    let mut w = World::default();
    let one = everybody("one");
    let id = w.case_in(CaseStatus::Accepted);
    w.step(&id, &crate::support::examination_with_fraud(), &one, "2026-06-10");
    for request in [ActRequest::ApproveApplication, refuse(&["ST-13-4"])] {
        let refusal = w.refused(&id, &request, &one, "2026-06-15");
        let finding = refusal.findings.iter().find(|f| f.rule == "ZZ-1").expect("the rule");
        assert!(finding.blocks(), "{request:?}");
        assert!(finding.remedy.is_some());
    }
    w.step(&id, &refuse(&["ST-13-4"]), &everybody("two"), "2026-06-15");
    assert_eq!(w.case(&id).status, CaseStatus::Refused);
}

/// ZZ-2: an officer who is the applicant is kept out of every step of an office.
#[test]
fn nobody_handles_their_own_case() {
    let own = everybody("applicant");
    let table: [(CaseStatus, ActRequest); 10] = [
        (CaseStatus::WithSupervisoryUnit, consent()),
        (CaseStatus::WithSupervisoryUnit, decline()),
        (CaseStatus::Submitted, ActRequest::AcceptApplication),
        (CaseStatus::Submitted, ActRequest::RequestCorrection { items: corrections() }),
        (CaseStatus::CorrectionRequested, ActRequest::LapseApplication),
        (CaseStatus::Accepted, examination()),
        (CaseStatus::Accepted, exclude("2026-06-11", "2026-06-12")),
        (CaseStatus::Examined, examination()),
        (CaseStatus::Examined, ActRequest::ApproveApplication),
        (CaseStatus::Examined, refuse(&[])),
    ];
    for (status, request) in table {
        let mut w = World::default();
        let id = w.case_in(status);
        let refusal = w.refused(&id, &request, &own, "2026-06-09");
        let finding = refusal.findings.iter().find(|f| f.rule == "ZZ-2").expect("the rule");
        assert!(finding.blocks(), "{request:?}");
        assert_eq!(w.case(&id).status, status);
    }
}

#[test]
fn the_applicants_own_steps_are_theirs() {
    let mut w = World::default();
    let own = everybody("applicant");
    let id = w.case_in(CaseStatus::Draft);
    let amend = ActRequest::AmendApplication { application: Box::new(application()) };
    w.step(&id, &amend, &own, "2026-06-02");
    w.step(&id, &ActRequest::SubmitApplication, &own, "2026-06-02");
    w.step(&id, &crate::support::withdraw(), &applicant(), "2026-06-02");
}
