//! From a draft to a registered organization with its certificate, by both routes.

use shuniu_core::{
    act::{ActKind, ActRequest},
    case::{CaseEvent, CaseStatus},
    event::Event,
    identity::{Department, Uscc},
    law::Verdict,
    organization::{OrganizationEvent, OrganizationKind, OrganizationStatus, Origin},
    registration::{EstablishmentApplication, Route},
};

use crate::support::{
    MINISTRY, NATIONAL, On, REGISTRAR, SUPERVISOR, World, applicant, application, books, consent,
    day, decider, direct, direct_application, examination, examiner, is_not_met,
    national_application, officer, reception, rules_asked_of, staff, unit_id,
};

#[test]
fn dual_administration() {
    let mut w = World::default();
    let id = w.open(&application(), "2026-06-01");
    assert_eq!(w.case(&id).status, CaseStatus::Draft);
    assert_eq!(w.case(&id).opened_on, day("2026-06-01"));

    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
    assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit);
    assert_eq!((w.case(&id).received_on, w.case(&id).due.clone()), (None, None));

    // Consent and receipt are two facts of one day: the founders file once.
    let decision = w.step(&id, &consent(), &officer(), "2026-06-05");
    assert_eq!(decision.events.len(), 2);
    let case = w.case(&id);
    assert_eq!((case.status, case.received_on), (CaseStatus::Submitted, Some(day("2026-06-05"))));
    let opinion = case.opinions.last().expect("an opinion");
    assert!(opinion.consents);
    assert_eq!(opinion.unit.id.as_str(), SUPERVISOR);
    assert_eq!(opinion.document_number.as_deref(), Some("朝教函〔2026〕1号"));

    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-08");
    let case = w.case(&id);
    assert_eq!(case.status, CaseStatus::Accepted);
    assert_eq!(case.complete_on, Some(day("2026-06-05")), "when all documents were there");
    assert_eq!(case.receipt.as_deref(), Some("110105受理字〔2026〕1号"));

    w.step(&id, &examination(), &examiner(), "2026-06-10");
    let case = w.case(&id);
    assert_eq!(case.status, CaseStatus::Examined);
    assert_eq!(case.examination.as_ref().map(|e| e.examined_by.as_str()), Some("examiner"));
    assert!(!w.findings(&id).iter().any(is_not_met));

    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let case = w.case(&id);
    assert_eq!((case.status, case.due.clone()), (CaseStatus::Approved, None));
    assert_eq!(case.decision_number.as_deref(), Some("110105准成字〔2026〕1号"));
    let steps: Vec<(ActKind, &str)> = case.steps.iter().map(|s| (s.act, s.by.as_str())).collect();
    let taken = [
        (ActKind::OpenEstablishment, "applicant"),
        (ActKind::SubmitApplication, "applicant"),
        (ActKind::GiveConsent, "officer"),
        (ActKind::AcceptApplication, "reception"),
        (ActKind::ExamineApplication, "examiner"),
        (ActKind::ApproveApplication, "decider"),
    ];
    assert_eq!(steps, taken);
    assert_eq!(case.version, 7);
}

#[test]
fn what_an_approval_brings_forth() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Examined);
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let organization_id = w.case(&id).organization.clone().expect("an organization");
    let stream = format!("organization/{organization_id}");
    let kinds: Vec<(String, &str)> = decision
        .events
        .iter()
        .map(|e| (e.event.to_stored().unwrap().0, e.stream.as_str()))
        .collect();
    let case_stream = format!("case/{id}");
    let expected = [
        ("case.approved", &case_stream),
        ("organization.registered", &stream),
        ("organization.supervision_began", &stream),
        ("organization.certificate_issued", &stream),
        ("organization.notice_published", &stream),
    ];
    assert_eq!(kinds, expected.map(|(k, s)| (k.to_owned(), s.as_str())));
    assert!(decision.events.iter().all(|e| e.effective_on == day("2026-06-15")));

    let o = w.organization(&organization_id);
    assert_eq!((o.kind, o.status), (OrganizationKind::Association, OrganizationStatus::Registered));
    assert_eq!(o.name, "北京市朝阳区示范技艺协会");
    assert_eq!(o.established_on, Some(day("2026-06-15")));
    assert_eq!(o.registrar.id.as_str(), REGISTRAR);
    assert_eq!(o.version, 4);
    assert_eq!(o.direct, None);
    // The eight registered items (art. 12 ¶2).
    assert_eq!(o.items.domicile.as_deref(), Some("北京市朝阳区示范路1号"));
    assert_eq!(o.items.purpose.as_deref(), Some("传承示范技艺"));
    assert_eq!(o.items.business_scope.as_deref(), Some("技艺交流、培训"));
    assert_eq!(o.items.activity_area.as_deref(), Some("北京市朝阳区"));
    assert_eq!(o.items.funds_yuan, Some(30_000));
    assert_eq!(o.items.legal_representative.as_ref().map(|p| p.name.as_str()), Some("张三"));
    let supervision = o.supervision.as_ref().expect("a supervisory unit");
    assert_eq!((supervision.unit.id.as_str(), supervision.since), (SUPERVISOR, day("2026-06-15")));
    assert_eq!(supervision.basis, "朝教函〔2026〕1号");
    assert!(matches!(&o.origin, Origin::Established { case, basis }
        if *case == id && basis.article == "12 ¶2" && basis.version == "2026"));
}

#[test]
fn the_code_is_valid_and_from_the_segment() {
    let mut w = World::default();
    let mut codes = Vec::new();
    for field in ["示范技艺", "摄影", "书法"] {
        let a = crate::support::application_in_field(field);
        let id = w.case_of(&a, CaseStatus::Approved);
        let organization = w.case(&id).organization.clone().unwrap();
        codes.push(w.organization(&organization).uscc);
    }
    let segment = w.register.units[&unit_id(REGISTRAR)].segments[0];
    for (index, code) in codes.iter().enumerate() {
        assert_eq!(Uscc::parse(code.as_str()), Ok(*code));
        assert!(code.warnings().is_empty());
        assert_eq!(code.registering_department(), Department::CivilAffairs);
        assert_eq!((code.class(), code.division_at_issue().to_string()), ('1', "110105".into()));
        assert_eq!(segment.index_of(code), u64::try_from(index).ok());
    }
}

#[test]
fn the_certificate_and_the_notice() {
    let mut w = World::default();
    let first = w.case_in(CaseStatus::Examined);
    let decision = w.step(&first, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let id = w.case(&first).organization.clone().unwrap();
    let certificate = w.organization(&id).certificate.clone().expect("a certificate");
    assert_eq!(certificate.number, "110105-2026-00001");
    assert_eq!((certificate.originals, certificate.duplicates), (1, 1));
    assert_eq!(certificate.valid_from, Some(day("2026-06-15")));
    assert_eq!(certificate.delivered_on, None);
    let Event::Organization(OrganizationEvent::NoticePublished { subject, text, basis }) =
        &decision.events[4].event
    else {
        panic!("a notice is published");
    };
    assert_eq!(subject, "establishment");
    let code = w.organization(&id).uscc.to_string();
    for language in [&text.zh, &text.en] {
        assert!(language.contains(&code) && language.contains("北京市朝阳区示范技艺协会"));
    }
    assert_eq!((basis.regulation.as_str(), basis.article.as_str()), ("ST", "23"));
    let st = books().law.regulations().iter().find(|r| r.id == "ST").unwrap();
    assert!(st.articles.contains_key("23"), "the article of the notice is listed");

    let second = w.case_of(&crate::support::application_in_field("摄影"), CaseStatus::Approved);
    let second = w.case(&second).organization.clone().unwrap();
    let number = w.organization(&second).certificate.as_ref().map(|c| c.number.clone());
    assert_eq!(number.as_deref(), Some("110105-2026-00002"));
}

/// The findings are kept inside the decision, each with its law.
#[test]
fn the_findings_are_kept() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Examined);
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let Event::Case(event) = &decision.events[0].event else { panic!("the case ends") };
    let CaseEvent::Approved { findings, .. } = &**event else { panic!("approved") };
    assert_eq!(findings, &decision.findings);
    assert_eq!(findings, &w.findings(&id));
    for rule in rules_asked_of(&application()) {
        assert!(findings.iter().any(|f| f.rule == rule), "{rule} was examined");
    }
    let members = findings.iter().find(|f| f.rule == "ST-10a").unwrap();
    assert_eq!(members.outcome, Verdict::Met);
    assert_eq!(members.parameters[0].value, "50");
    assert_eq!(members.citation.version, "2026");
}

#[test]
fn direct_registration() {
    let mut w = World::default();
    let application = direct_application();
    let id = w.open(&application, "2026-06-01");
    // No supervisory unit is asked: the registrar receives it at once.
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-02");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted);
    assert_eq!(w.case(&id).received_on, Some(day("2026-06-02")));
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-06-03");
    w.step(&id, &examination(), &examiner(), "2026-06-10");
    let decision = w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    assert_eq!(decision.events.len(), 4, "no supervision begins");
    let o = w.organization(&w.case(&id).organization.clone().unwrap()).clone();
    assert_eq!(o.supervision, None);
    let Route::Direct { basis } = application.route else { panic!("direct") };
    assert_eq!(o.direct, Some(basis));
    let of = |rule: &str| decision.findings.iter().find(|f| f.rule == rule).unwrap().outcome;
    assert_eq!((of("ST-6"), of("ST-9")), (Verdict::NotApplicable, Verdict::NotApplicable));
    // Trade associations were not narrowed in 2016.
    let zd = (of("ZD-1"), of("ZD-3"), of("ZZ-8"));
    assert_eq!(zd, (Verdict::Met, Verdict::NotApplicable, Verdict::Met));
}

/// A class that was narrowed, within the field that remains.
#[test]
fn direct_registration_within_the_field() {
    let mut w = World::default();
    let a = EstablishmentApplication { route: direct("charity", "poverty"), ..application() };
    let id = w.case_of(&a, CaseStatus::Approved);
    let findings = &w.findings(&id);
    let of = |rule: &str| findings.iter().find(|f| f.rule == rule).unwrap().outcome;
    assert_eq!((of("ST-6"), of("ST-9")), (Verdict::NotApplicable, Verdict::NotApplicable));
    assert_eq!((of("ZD-1"), of("ZD-3"), of("ZZ-8")), (Verdict::Met, Verdict::Met, Verdict::Met));
}

#[test]
fn a_national_association() {
    use shuniu_core::access::Role;
    let mut w = World::default();
    let id = w.open(&national_application(), "2026-06-01");
    let act = |w: &mut World, role, at, request: &ActRequest, on| {
        w.step(&id, request, &staff(&format!("{role:?}"), role, at), on);
    };
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    act(&mut w, Role::SupervisorOfficer, MINISTRY, &consent(), "2026-06-02");
    act(&mut w, Role::Reception, NATIONAL, &ActRequest::AcceptApplication, "2026-06-03");
    act(&mut w, Role::Examiner, NATIONAL, &examination(), "2026-06-04");
    act(&mut w, Role::Decider, NATIONAL, &ActRequest::ApproveApplication, "2026-06-05");
    let o = w.organization(&w.case(&id).organization.clone().unwrap());
    assert_eq!(o.division.to_string(), "100000");
    assert!(o.uscc.as_str().starts_with("51100000500000"));
}

/// Handed over once; then nothing waits any more.
#[test]
fn the_certificate_is_handed_over_once() {
    let mut w = World::default();
    let id = w.case_in(CaseStatus::Approved);
    let organization = w.case(&id).organization.clone().unwrap();
    let deliver = ActRequest::DeliverCertificate { received_by: "张三".to_owned() };
    let target = On::Organization(&organization);
    w.act(&target, &deliver, &reception(), "2026-06-20").unwrap();
    let certificate = w.organization(&organization).certificate.clone().unwrap();
    assert_eq!(certificate.delivered_on, Some(day("2026-06-20")));
    let again = w.act(&target, &deliver, &reception(), "2026-06-21");
    let Err(shuniu_core::decide::DecideError::NotAvailable(why)) = again else {
        panic!("{again:?}")
    };
    assert_eq!((why.act, why.from), (ActKind::DeliverCertificate, Vec::new()));
    assert_eq!(w.organization(&organization).version, 5);
}

/// Every step of a life, stored as JSON and read back, gives the same register.
#[test]
fn the_log_gives_the_same_register() {
    let mut w = World::default();
    for status in CaseStatus::ALL {
        let a = crate::support::application_in_field(status.id());
        w.case_of(&a, status);
    }
    let (register, cases) = w.replayed();
    assert_eq!(cases, w.cases);
    assert_eq!(register.organizations, w.register.organizations);
    assert_eq!(register.units, w.register.units);
}
