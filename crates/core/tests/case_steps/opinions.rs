//! The supervisory unit: consent, refusal of consent with reasons, and a second attempt.

use shuniu_core::{
    act::{ActKind, ActRequest},
    case::CaseStatus,
    decide::DecideError,
    law::Verdict,
    registration::{Reach, Route},
    unit::UnitKind,
};

use crate::support::{
    Change, MINISTRY, OTHER_SUPERVISOR, On, SUPERVISOR, World, applicant, application, consent,
    direct, guards_against, officer, staff, unit, unit_id,
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

/// A department, the civil affairs department among them, or an authorized body, at county level
/// or above (art. 6).
#[test]
fn a_unit_that_may_not_supervise_is_not_asked() {
    let mut w = World::default();
    for (id, kind, division) in [
        ("dept-110105001", UnitKind::Department, "110105001"),
        ("hub-110105001", UnitKind::AuthorizedBody, "110105001"),
        ("leading-110000", UnitKind::LeadingGroup, "110000"),
    ] {
        w.register.units.insert(unit_id(id), unit(id, kind, "某单位", division));
    }
    let none =
        ["leading-110105", "leading-110000", "dept-999999", "dept-110105001", "hub-110105001"];
    for unit in none {
        let mut application = application();
        application.route = supervised_by(unit);
        let id = w.open(&application, "2026-06-01");
        let refusal = w.refused(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        assert_eq!(guards_against(&refusal), ["ST-6"], "{unit}");
        assert_eq!(w.case(&id).status, CaseStatus::Draft);
    }
    for unit in [SUPERVISOR, "hub-110105", crate::support::REGISTRAR, MINISTRY] {
        let mut application = application();
        application.route = supervised_by(unit);
        let id = w.open(&application, "2026-06-01");
        w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit, "{unit}");
    }
}

/// Consent covers the registered items (art. 12 ¶2): when one of them changes, it falls.
#[test]
fn consent_falls_with_a_registered_item() {
    let table: [(&str, Change, bool); 17] = [
        ("name", |a| a.name = "北京市朝阳区技艺协会".to_owned(), false),
        ("domicile", |a| a.domicile = "北京市朝阳区示范路2号".to_owned(), false),
        ("purpose", |a| a.purpose = "交流示范技艺".to_owned(), false),
        ("business_scope", |a| a.business_scope = "技艺交流".to_owned(), false),
        ("activity_area", |a| a.activity_area = "北京市".to_owned(), false),
        ("officers", |a| a.officers[1].person.name = "王五".to_owned(), false),
        ("funds_yuan", |a| a.funds_yuan = 30_001, false),
        ("route", |a| a.route = supervised_by(OTHER_SUPERVISOR), false),
        (
            "a name and documents",
            |a| {
                a.name = "北京市朝阳区技艺协会".to_owned();
                a.documents.clear();
            },
            false,
        ),
        ("nothing", |_| {}, true),
        ("documents", |a| a.documents.clear(), true),
        ("charter_items", |a| a.charter_items.clear(), true),
        ("members_persons", |a| a.members_persons = 51, true),
        ("full_time_staff", |a| a.full_time_staff = 2, true),
        ("founders", |a| a.founders[0].declaration.full_capacity = None, true),
        ("for_profit_business", |a| a.for_profit_business = true, true),
        ("need_for_another", |a| a.need_for_another = Some("不同工种".to_owned()), true),
    ];
    for (what, change, stands) in table {
        let mut w = World::default();
        let id = w.case_in(CaseStatus::CorrectionRequested);
        assert!(w.case(&id).consent_stands && w.case(&id).standing_opinion().is_some());
        w.step(&id, &amended(change), &applicant(), "2026-06-04");
        let case = w.case(&id);
        assert_eq!((case.consent_stands, case.opinions.len()), (stands, 1), "{what}");
        assert_eq!(case.standing_opinion().is_some(), stands, "{what}");
        w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-05");
        let filed = if stands { CaseStatus::Submitted } else { CaseStatus::WithSupervisoryUnit };
        assert_eq!(w.case(&id).status, filed, "{what}");
    }
}

/// What has fallen does not come back with the old text; a new consent stands.
#[test]
fn fallen_consent_is_given_anew() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::CorrectionRequested);
    w.step(&id, &amended(|a| a.purpose = "交流示范技艺".to_owned()), &applicant(), "2026-06-04");
    w.step(&id, &amended(|_| {}), &applicant(), "2026-06-04");
    assert!(!w.case(&id).consent_stands, "amended there and back");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-05");
    assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit);
    w.step(&id, &consent(), &officer(), "2026-06-08");
    let case = w.case(&id);
    assert_eq!((case.status, case.opinions.len()), (CaseStatus::Submitted, 2));
    assert_eq!(case.standing_opinion(), case.opinions.last());
    w.step(&id, &ActRequest::AcceptApplication, &crate::support::reception(), "2026-06-09");

    // A refusal of consent is no consent that could fall.
    let id = w.case_in(CaseStatus::Declined);
    w.step(&id, &amended(|a| a.purpose = "交流示范技艺".to_owned()), &applicant(), "2026-06-04");
    let case = w.case(&id);
    assert_eq!(case.standing_opinion().map(|o| o.consents), Some(false));
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

/// Filing asks for a supervisory unit that may be one; the rest is told.
#[test]
fn what_guards_the_filing() {
    let mut w = World::default();
    let mut a = application();
    a.route = supervised_by("dept-999999");
    let id = w.open(&a, "2026-06-01");
    let refusal = w.refused(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    assert_eq!(guards_against(&refusal), ["ST-6"]);

    let told: [(&str, Change); 8] = [
        ("ST-12b", |a| a.purpose.clear()),
        ("ZD-1", |a| a.route = direct("religion", "any")),
        ("ZD-3", |a| a.route = direct("charity", "culture")),
        ("ZZ-8", |a| {
            a.route = direct("charity", "poverty");
            if let Route::Direct { basis } = &mut a.route {
                basis.policy_document.clear();
            }
        }),
        ("ST-7", |a| a.reach = Reach::National),
        ("ST-10a", |a| a.members_persons = 10),
        ("ST-10f", |a| a.funds_yuan = 1),
        ("ST-11", |a| a.documents.clear()),
    ];
    for (rule, change) in told {
        let mut a = application();
        change(&mut a);
        let id = w.open(&a, "2026-06-01");
        let decision = w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
        assert_ne!(w.case(&id).status, CaseStatus::Draft, "{rule}: filed");
        let of = decision.findings.iter().find(|f| f.rule == rule).expect("told");
        assert_eq!((of.outcome, of.remedy.is_some()), (Verdict::Violated, true), "{rule}");
    }
}
