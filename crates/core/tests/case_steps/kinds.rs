//! Service institutions and foundations from draft to certificate: each under its own regulation.

use shuniu_core::{
    act::ActRequest,
    case::CaseStatus,
    event::Event,
    law::Verdict,
    organization::{OrganizationEvent, OrganizationKind, Origin},
    registration::{EstablishmentApplication, LegalForm},
};

use crate::support::{
    CITY, CITY_SUPERVISOR, World, applicant, application, consent, day, decider, examination,
    examiner, foundation, guards_against, institution, reception, staff_of, statutory,
};
use shuniu_core::access::Role;

/// Takes an application to the decision, under the offices that it names.
fn decided(application: &EstablishmentApplication) -> (World, String) {
    let mut w = World::default();
    let id = w.open(application, "2026-06-01");
    let supervisor = application.supervisory_unit().expect("a unit").to_string();
    let registrar = application.registrar.to_string();
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
    w.step(&id, &consent(), &staff_of(Role::SupervisorOfficer, &supervisor), "2026-06-05");
    w.step(
        &id,
        &ActRequest::AcceptApplication,
        &staff_of(Role::Reception, &registrar),
        "2026-06-08",
    );
    w.step(&id, &examination(), &staff_of(Role::Examiner, &registrar), "2026-06-10");
    (w, id)
}

#[test]
fn a_service_institution_is_established() {
    let application = institution();
    let (mut w, id) = decided(&application);
    let due = w.case(&id).due.clone().expect("the decision is due");
    assert_eq!(due.deadline.last_day, day("2026-08-04"), "sixty days from the receipt");
    assert_eq!((due.citation.regulation.as_str(), due.citation.article.as_str()), ("MF", "11"));
    let decider = staff_of(Role::Decider, &application.registrar.to_string());
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider, "2026-06-15");
    let o = w.organization(&w.case(&id).organization.clone().unwrap()).clone();
    assert_eq!(o.kind, OrganizationKind::ServiceInstitution);
    assert!(o.uscc.as_str().starts_with("52110105"), "{}", o.uscc);
    assert_eq!(o.items.legal_form, Some(LegalForm::LegalPerson));
    assert_eq!(o.items.activity_area, None, "no registered item of this kind");
    let Origin::Established { basis, .. } = &o.origin else { panic!("established") };
    assert_eq!((basis.regulation.as_str(), basis.article.as_str()), ("MF", "12 ¶1"));
    let notice = decision.events.iter().find_map(|e| match &e.event {
        Event::Organization(OrganizationEvent::NoticePublished { basis, .. }) => Some(basis),
        _ => None,
    });
    assert_eq!(notice.map(|b| b.article.as_str()), Some("18"));
    assert!(
        !decision.findings.iter().any(|f| f.rule.starts_with("ST-")),
        "no rule of associations"
    );
}

#[test]
fn a_foundation_is_established_and_refused_for_kin_first() {
    let mut application = foundation();
    // Three of six are kin: more than a third.
    for director in application.foundation.as_mut().unwrap().council.iter_mut().take(3) {
        director.near_kin = true;
    }
    let (mut w, id) = decided(&application);
    let decider = staff_of(Role::Decider, CITY);
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider, "2026-06-15");
    assert_eq!(guards_against(&refusal), ["JJ-20c"]);
    let finding = refusal.findings.iter().find(|f| f.rule == "JJ-20c").unwrap();
    assert_eq!(finding.citation.article, "20 ¶2");

    let (mut w, id) = decided(&foundation());
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider, "2026-06-15");
    let o = w.organization(&w.case(&id).organization.clone().unwrap()).clone();
    assert!(o.uscc.as_str().starts_with("53110000"), "{}", o.uscc);
    assert_eq!(o.items.public_raising, Some(false));
    assert_eq!(o.supervision.map(|s| s.unit.id.to_string()).as_deref(), Some(CITY_SUPERVISOR));
    assert!(decision.findings.iter().all(|f| !f.blocks()));
}

/// What was consented to has changed when the kind or its particulars have.
#[test]
fn consent_falls_when_the_particulars_change() {
    let mut w = World::default();
    let mut application = institution();
    let id = w.case_of(&application, CaseStatus::CorrectionRequested);
    assert!(w.case(&id).consent_stands);
    application.institution.as_mut().unwrap().legal_form = LegalForm::Partnership;
    let amend = ActRequest::AmendApplication { application: Box::new(application) };
    w.step(&id, &amend, &applicant(), "2026-06-04");
    assert!(!w.case(&id).consent_stands);
}

/// Association regulation art. 15: no unit is asked, no founding condition, thirty days from the
/// receipt of the approval; it has existed since that.
#[test]
fn a_legal_person_by_statute_receives_its_certificate() {
    let mut w = World::default();
    let id = w.open(&statutory("2026-04-02"), "2026-06-01");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted, "nobody is asked for consent");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
    let due = w.case(&id).due.clone().unwrap();
    assert_eq!((due.start, due.deadline.last_day), (day("2026-06-02"), day("2026-07-02")));
    assert_eq!((due.citation.regulation.as_str(), due.citation.article.as_str()), ("ST", "15"));
    w.step(&id, &examination(), &examiner(), "2026-06-09");
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let late = decision.findings.iter().find(|f| f.rule == "ST-15a").unwrap();
    assert_eq!(late.outcome, Verdict::Violated, "told, and no bar");
    let o = w.organization(&w.case(&id).organization.clone().unwrap()).clone();
    assert_eq!(o.established_on, Some(day("2026-04-02")));
    let supervision = o.supervision.unwrap();
    assert_eq!(
        supervision.unit.id.to_string(),
        application().supervisory_unit().unwrap().to_string()
    );
    assert_eq!(supervision.basis, "示政函〔2026〕12号");
    let notice = decision.events.iter().find_map(|e| match &e.event {
        Event::Organization(OrganizationEvent::NoticePublished { text, .. }) => Some(text),
        _ => None,
    });
    let notice = notice.unwrap();
    assert!(notice.zh.contains("依法准予登记") && !notice.zh.contains("成立"), "{notice:?}");
}

/// Without the approval nothing is accepted, and what is no association has no such way.
#[test]
fn a_legal_person_by_statute_hands_in_its_approval() {
    let mut w = World::default();
    let mut a = statutory("2026-04-02");
    a.documents.clear();
    let id = w.open(&a, "2026-06-01");
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
    let refusal = w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
    assert_eq!(guards_against(&refusal), ["ST-15"]);
}
