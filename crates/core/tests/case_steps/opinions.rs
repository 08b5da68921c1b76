//! The supervisory unit: consent, refusal of consent with reasons, and a second attempt.

use shuniu_core::{
    act::{ActKind, ActRequest},
    case::CaseStatus,
    decide::DecideError,
    registration::Route,
};

use crate::support::{
    OTHER_SUPERVISOR, On, SUPERVISOR, World, applicant, application, consent, direct, officer,
    staff, unit_id,
};

fn amended(
    change: impl FnOnce(&mut shuniu_core::registration::EstablishmentApplication),
) -> ActRequest {
    let mut application = application();
    change(&mut application);
    ActRequest::AmendApplication { application: Box::new(application) }
}

fn supervised_by(id: &str) -> Route {
    Route::Dual { supervisory_unit: unit_id(id) }
}

#[test]
fn declined_with_reasons_amended_and_filed_again() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Declined);
    let opinion = w.case(&id).opinions[0].clone();
    assert!(!opinion.consents);
    assert_eq!(opinion.reasons.as_deref(), Some("业务范围不属于本部门"));
    assert_eq!(opinion.help.as_deref(), Some("请向文化和旅游局提出"));

    // What was declined cannot be filed as it stands.
    w.unavailable(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-03");
    let amend = amended(|a| a.business_scope = "技艺交流".to_owned());
    let decision = w.step(&id, &amend, &applicant(), "2026-06-03");
    assert_eq!(w.case(&id).status, CaseStatus::Draft);
    assert!(!decision.findings.is_empty(), "the applicant is told how the rules stand");

    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-04");
    assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit, "asked anew");
    w.step(&id, &consent(), &officer(), "2026-06-05");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted);
    assert_eq!(w.case(&id).opinions.len(), 2);
}

#[test]
fn after_a_refusal_another_unit_may_be_asked() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Declined);
    w.step(
        &id,
        &amended(|a| a.route = supervised_by(OTHER_SUPERVISOR)),
        &applicant(),
        "2026-06-03",
    );
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-03");
    // The first unit has no say in it any more.
    let result = w.act(&On::Case(&id), &consent(), &officer(), "2026-06-04");
    assert!(matches!(result, Err(DecideError::Denied(_))));
    let other = staff("other", shuniu_core::access::Role::SupervisorOfficer, OTHER_SUPERVISOR);
    w.step(&id, &consent(), &other, "2026-06-04");
    assert_eq!(w.case(&id).opinions[1].unit.id, unit_id(OTHER_SUPERVISOR));
}

#[test]
fn after_a_refusal_direct_registration_may_be_asked_for() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Declined);
    let amend = amended(|a| a.route = direct("trade_association", "trade"));
    w.step(&id, &amend, &applicant(), "2026-06-03");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-03");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted);
}

/// Consent given to one application does not carry over to another supervisory unit.
#[test]
fn consent_is_asked_anew_when_the_unit_changes() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    w.step(
        &id,
        &amended(|a| a.route = supervised_by(OTHER_SUPERVISOR)),
        &applicant(),
        "2026-06-04",
    );
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-04");
    assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit);
    assert_eq!(w.case(&id).due, None, "no clock of the registrar runs meanwhile");
}

#[test]
fn a_unit_that_may_not_supervise_is_not_asked() {
    let mut w = World::default();
    for unit in [crate::support::REGISTRAR, "leading-110105", "dept-999999"] {
        let mut application = application();
        application.route = supervised_by(unit);
        let id = w.open(&application, "2026-06-01");
        let refusal = w.refused(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        let against: Vec<&str> =
            refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
        assert!(against.contains(&"ST-6"), "{unit}: {against:?}");
        assert_eq!(w.case(&id).status, CaseStatus::Draft);
    }
}

/// A unit that ended while the application lay with it can no longer consent.
#[test]
fn a_unit_that_ended_cannot_consent() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::WithSupervisoryUnit);
    let unit = w.register.units.get_mut(&unit_id(SUPERVISOR)).unwrap();
    unit.valid_to = Some(crate::support::day("2026-06-02"));
    let refusal = w.refused(&id, &consent(), &officer(), "2026-06-03");
    assert_eq!(refusal.act, ActKind::GiveConsent);
    assert!(refusal.findings.iter().any(|f| f.rule == "ST-6" && f.blocks()));
}

/// Filing asks for the items and the route only; the rest is told.
#[test]
fn what_guards_the_filing() {
    let mut w = World::default();
    let blocked: [(&str, crate::support::Change); 5] = [
        ("ST-12b", |a| a.purpose.clear()),
        ("ST-6", |a| a.route = supervised_by("dept-999999")),
        ("ZD-1", |a| a.route = direct("religion", "any")),
        ("ZD-3", |a| a.route = direct("charity", "culture")),
        ("ZD-9", |a| {
            a.route = direct("charity", "poverty");
            if let Route::Direct { basis } = &mut a.route {
                basis.policy_document.clear();
            }
        }),
    ];
    for (rule, change) in blocked {
        let mut a = application();
        change(&mut a);
        let id = w.open(&a, "2026-06-01");
        let refusal = w.refused(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        assert!(refusal.findings.iter().any(|f| f.rule == rule && f.blocks()), "{rule}");
    }
    let mut a = application();
    (a.members_persons, a.activity_funds_yuan) = (10, 1);
    a.documents.clear();
    let id = w.open(&a, "2026-06-01");
    let decision = w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    let told: Vec<&str> =
        decision.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str()).collect();
    for rule in ["ST-10a", "ST-10f", "ST-11"] {
        assert!(told.contains(&rule), "{rule} is told: {told:?}");
    }
}
