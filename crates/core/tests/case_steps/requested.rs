//! What an organization applies for, from draft to decision: each matter through the same steps,
//! with its own clock, and with what it leaves in the register.

use shuniu_core::{
    access::{Actor, Grant, Role},
    act::{ActKind, ActRequest, StepState},
    case::CaseStatus,
    decide::DecideError,
    event::Event,
    organization::{Organization, OrganizationEvent},
    registration::{
        CharterAmendment, Document, DocumentKind, EstablishmentApplication, FundraisingParticulars,
        ItemChanges, NameParts, Requested,
    },
};

use crate::support::{
    CHARTER, DOCUMENTS, On, World, actor, applicant, application, charity, consent, corrections,
    day, decider, document, examination, examiner, foundation, guards_against, institution,
    officer, person, reception, staff_of,
};

/// The applicant, who now also acts for the organization.
pub(crate) fn agent(organization: &str) -> Actor {
    actor("applicant", vec![Grant::agent_of(organization)])
}

pub(crate) fn papers() -> Vec<Document> {
    let mut documents = DOCUMENTS.map(document).to_vec();
    documents.push(document(DocumentKind::Resolution));
    let audit = document(DocumentKind::FinancialAudit);
    documents.push(Document { dated: Some(day("2026-06-20")), ..audit });
    documents
}

/// Establishes an organization under the offices that the application names.
pub(crate) fn established(w: &mut World, application: &EstablishmentApplication) -> String {
    let id = w.open(application, "2026-06-01");
    let registrar = application.registrar.to_string();
    let supervisor = application.supervisory_unit().unwrap().to_string();
    let at = |role| staff_of(role, &registrar);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    w.step(&id, &consent(), &staff_of(Role::SupervisorOfficer, &supervisor), "2026-06-01");
    w.step(&id, &ActRequest::AcceptApplication, &at(Role::Reception), "2026-06-01");
    w.step(&id, &examination(), &at(Role::Examiner), "2026-06-01");
    w.step(&id, &ActRequest::ApproveApplication, &at(Role::Decider), "2026-06-01");
    w.case(&id).organization.clone().unwrap()
}

fn association(w: &mut World) -> String {
    established(w, &application())
}

fn open(w: &mut World, organization: &str, request: &Requested, on: &str) -> String {
    let open = ActRequest::OpenOnOrganization { request: request.clone(), documents: papers() };
    let done = w.act(&On::Organization(organization), &open, &agent(organization), on);
    done.expect("a draft can be opened").subject
}

/// Brings a case of the usual association to the decision: consent 07-01, acceptance 07-02.
fn examined(w: &mut World, organization: &str, request: &Requested) -> String {
    let id = open(w, organization, request, "2026-07-01");
    w.step(&id, &ActRequest::SubmitApplication, &agent(organization), "2026-07-01");
    if w.case(&id).status == CaseStatus::WithSupervisoryUnit {
        w.step(&id, &consent(), &officer(), "2026-07-01");
    }
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    w.step(&id, &examination(), &examiner(), "2026-07-03");
    id
}

fn approve(w: &mut World, id: &str, on: &str) -> Vec<OrganizationEvent> {
    let decision = w.step(id, &ActRequest::ApproveApplication, &decider(), on);
    let of = |e: shuniu_core::event::StreamEvent| match e.event {
        Event::Organization(event) => Some(event),
        _ => None,
    };
    decision.events.into_iter().filter_map(of).collect()
}

fn parts(field: &str) -> NameParts {
    NameParts { field: field.to_owned(), ..application().name_parts }
}

fn rename(field: &str) -> Requested {
    let name_parts = Some(parts(field));
    Requested::Change(Box::new(ItemChanges { name_parts, ..ItemChanges::default() }))
}

fn organization(w: &World, id: &str) -> Organization {
    w.organization(id).clone()
}

#[test]
fn an_association_is_renamed() {
    let mut w = World::default();
    let o = association(&mut w);
    let id = examined(&mut w, &o, &rename("新技艺"));
    let due = w.case(&id).due.clone().expect("the decision is due");
    // Twenty working days from acceptance (licensing law art. 42), not from receipt.
    assert_eq!((due.start, due.deadline.last_day), (day("2026-07-02"), day("2026-07-30")));
    assert_eq!((due.citation.regulation.as_str(), due.citation.article.as_str()), ("XK", "42"));
    let events = approve(&mut w, &id, "2026-07-06");
    let now = organization(&w, &o);
    assert_eq!(now.name, "北京市朝阳区新技艺协会");
    let names: Vec<_> = now.names.iter().map(|n| (n.from, n.to)).collect();
    let (first, then) = (day("2026-06-01"), day("2026-07-06"));
    assert_eq!(names, [(first, then.pred_opt()), (then, None)]);
    let OrganizationEvent::ItemsChanged { changes, basis, case, .. } = &events[0] else {
        panic!("{events:?}")
    };
    assert_eq!((changes[0].field.as_str(), case), ("name", &id));
    assert_eq!(changes[0].old, "北京市朝阳区示范技艺协会");
    assert_eq!(changes[0].new, "北京市朝阳区新技艺协会");
    assert_eq!((basis.regulation.as_str(), basis.article.as_str()), ("ST", "12 ¶2"));
    assert!(matches!(&events[1], OrganizationEvent::CertificateIssued { .. }));
    let OrganizationEvent::NoticePublished { text, basis, .. } = &events[2] else {
        panic!("{events:?}")
    };
    assert_eq!(basis.article, "23");
    assert!(text.zh.contains("名称由“北京市朝阳区示范技艺协会”变更为“北京市朝阳区新技艺协会”"));
    let number = w.case(&id).decision_number.clone().unwrap();
    assert_eq!(number, "110105准变字〔2026〕1号");
    assert_eq!(w.case(&id).organization.as_ref(), Some(&o));

    // Others do not get the old name for a year; the bearer itself does.
    let old = application();
    let other = w.case_of(&old, CaseStatus::Examined);
    let refusal = w.refused(&other, &ActRequest::ApproveApplication, &decider(), "2027-07-06");
    assert!(guards_against(&refusal).contains(&"MC-16b"), "{:?}", refusal.against);
    let finding = refusal.findings.iter().find(|f| f.rule == "MC-16b").unwrap();
    assert_eq!(finding.possible_from, Some(day("2027-07-07")));
    let back = examined(&mut w, &o, &rename("示范技艺"));
    approve(&mut w, &back, "2026-07-07");
    assert_eq!(organization(&w, &o).name, "北京市朝阳区示范技艺协会");
    let (register, cases) = w.replayed();
    assert_eq!((&register.organizations, &cases), (&w.register.organizations, &w.cases));
}

/// Trap 38: each kind announces the changes that its regulation lists, and no others.
#[test]
fn what_is_announced() {
    let funds = ItemChanges { funds_yuan: Some(5_000_000), ..ItemChanges::default() };
    let funds = Requested::Change(Box::new(funds));
    let notices = |events: &[OrganizationEvent]| {
        let notice =
            |e: &&OrganizationEvent| matches!(e, OrganizationEvent::NoticePublished { .. });
        events.iter().filter(notice).count()
    };
    let mut w = World::default();
    let o = association(&mut w);
    let id = examined(&mut w, &o, &funds);
    assert_eq!(notices(&approve(&mut w, &id, "2026-07-06")), 0, "funds of an association");
    let told = |text: &str, events: &[shuniu_core::event::StreamEvent]| {
        events.iter().any(|e| e.event.to_stored().unwrap().1.contains(text))
    };
    assert_eq!(organization(&w, &o).items.funds_yuan, Some(5_000_000));

    let application = foundation();
    let registrar = application.registrar.to_string();
    let mut w = World::default();
    let o = established(&mut w, &application);
    let id = open(&mut w, &o, &funds, "2026-07-01");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-01");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted, "art. 15 asks no unit for this");
    let at = |role| staff_of(role, &registrar);
    w.step(&id, &ActRequest::AcceptApplication, &at(Role::Reception), "2026-07-02");
    w.step(&id, &examination(), &at(Role::Examiner), "2026-07-03");
    let decision = w.step(&id, &ActRequest::ApproveApplication, &at(Role::Decider), "2026-07-06");
    assert!(told("原始基金由“2000000元”变更为“5000000元”", &decision.events));
    let kinds: Vec<_> = decision.events.iter().map(|e| e.event.to_stored().unwrap().0).collect();
    assert_eq!(
        kinds,
        [
            "case.approved",
            "organization.items_changed",
            "organization.certificate_issued",
            "organization.notice_published"
        ]
    );
}

/// The certificate of a service institution is valid for four years (interim measures art. 24).
#[test]
fn certificates_by_kind() {
    let mut w = World::default();
    let o = established(&mut w, &institution());
    let certificate = organization(&w, &o).certificate.unwrap();
    assert_eq!(certificate.valid_to, Some(day("2030-05-31")));
    let o = association(&mut w);
    assert_eq!(organization(&w, &o).certificate.unwrap().valid_to, None);
}

/// Another representative needs an audit, and must not represent another association.
#[test]
fn a_new_legal_representative() {
    let mut w = World::default();
    let o = association(&mut w);
    let mut officer = application().officers[0].clone();
    officer.person = person("王五", "d-wang");
    let change = |officer: &shuniu_core::registration::Officer| {
        let legal_representative = Some(officer.clone());
        Requested::Change(Box::new(ItemChanges { legal_representative, ..ItemChanges::default() }))
    };
    let id = open(&mut w, &o, &change(&officer), "2026-07-01");
    let amend = ActRequest::AmendRequest { request: change(&officer), documents: Vec::new() };
    w.step(&id, &amend, &agent(&o), "2026-07-01");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-01");
    w.step(&id, &consent(), &crate::support::officer(), "2026-07-01");
    let refusal = w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    assert_eq!(guards_against(&refusal), ["ST-27a", "ZZ-10"]);
    let ask = ActRequest::RequestCorrection { items: corrections() };
    w.step(&id, &ask, &reception(), "2026-07-02");
    let amend = ActRequest::AmendRequest { request: change(&officer), documents: papers() };
    w.step(&id, &amend, &agent(&o), "2026-07-03");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-03");
    assert_eq!(w.case(&id).status, CaseStatus::Submitted, "the consent still covers it");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-07-03");
    w.step(&id, &examination(), &examiner(), "2026-07-03");
    approve(&mut w, &id, "2026-07-06");
    let representative = organization(&w, &o).items.legal_representative.unwrap();
    assert_eq!(representative.name, "王五");

    // The one who went is free for another association; the one who came is not.
    let mut next = crate::support::application_in_field("摄影");
    next.officers[0].person = person("王五", "d-wang");
    let id = w.case_of(&next, CaseStatus::Examined);
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-07-07");
    assert_eq!(guards_against(&refusal), ["ST-12c"]);
}

/// What was filed late is told with the decision, and refuses nothing.
#[test]
fn late_filing_is_told() {
    let mut w = World::default();
    let o = association(&mut w);
    let id = open(&mut w, &o, &rename("新技艺"), "2026-07-01");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-01");
    let late = ActRequest::GiveConsent {
        document_number: Some("朝教函〔2026〕1号".to_owned()),
        dated: Some(day("2026-05-20")),
        reasons: None,
    };
    let future = ActRequest::GiveConsent {
        document_number: None,
        dated: Some(day("2026-07-02")),
        reasons: None,
    };
    let result = w.act(&On::Case(&id), &future, &officer(), "2026-07-01");
    assert!(matches!(result, Err(DecideError::Malformed { field: "dated", .. })));
    w.step(&id, &late, &officer(), "2026-07-01");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2026-07-02");
    w.step(&id, &examination(), &examiner(), "2026-07-03");
    approve(&mut w, &id, "2026-07-06");
    let findings = w.findings(&id);
    let told = findings.iter().find(|f| f.rule == "ST-18a-2").expect("told");
    assert_eq!(told.outcome, shuniu_core::law::Verdict::Violated);
    // Thirty days after 05-20 is Friday 06-19, the Dragon Boat holiday; Monday is the last day.
    assert!(told.facts.iter().any(|f| f.required.as_deref() == Some("2026-06-22")), "{told:?}");
}

#[test]
fn who_may_apply_for_an_organization() {
    let mut w = World::default();
    let o = association(&mut w);
    let open = ActRequest::OpenOnOrganization { request: rename("新技艺"), documents: papers() };
    for by in [applicant(), agent("another"), reception()] {
        let result = w.act(&On::Organization(&o), &open, &by, "2026-07-01");
        assert!(matches!(result, Err(DecideError::Denied(_))), "{by:?}");
    }
    let id = self::open(&mut w, &o, &rename("新技艺"), "2026-07-01");
    // Whose grant was taken away loses the case too.
    let result = w.act(&On::Case(&id), &ActRequest::SubmitApplication, &applicant(), "2026-07-01");
    assert!(matches!(result, Err(DecideError::Denied(_))));
    // A case stays what it was opened for.
    let other = ActRequest::AmendRequest {
        request: Requested::Fundraising(FundraisingParticulars { sound_governance: Some(true) }),
        documents: Vec::new(),
    };
    let result = w.act(&On::Case(&id), &other, &agent(&o), "2026-07-01");
    assert!(matches!(result, Err(DecideError::Malformed { field: "request", .. })));
    let other = ActRequest::AmendApplication { application: Box::new(application()) };
    let result = w.act(&On::Case(&id), &other, &agent(&o), "2026-07-01");
    assert!(matches!(result, Err(DecideError::Malformed { field: "request", .. })));
}

#[test]
fn an_amended_charter_is_approved() {
    let mut w = World::default();
    let o = association(&mut w);
    let request = Requested::Charter(CharterAmendment {
        adopted_on: day("2026-06-28"),
        summary: "增加党建条款".to_owned(),
        charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
        party_clause: Some(true),
        names_beneficiaries: false,
        vote: None,
    });
    let id = examined(&mut w, &o, &request);
    assert_eq!(approve(&mut w, &id, "2026-07-06").len(), 1, "no certificate, no notice");
    let charter = organization(&w, &o).charter.unwrap();
    assert_eq!(charter.adopted_on, day("2026-06-28"));
    assert_eq!(charter.approved_on, day("2026-07-06"));
    assert_eq!(w.case(&id).decision_number.as_deref(), Some("110105章核字〔2026〕1号"));
}

/// Recognition within twenty days of acceptance; a year later public fundraising (art. 10, 22).
#[test]
fn a_charity_is_recognized_and_later_raises_funds() {
    let mut w = World::default();
    let o = association(&mut w);
    let step = |w: &World, act: ActKind, on: &str| {
        let steps = w.clone().steps_on(&o, &agent(&o), on);
        let step = steps.into_iter().find(|s| s.act == act).unwrap();
        (step.state, step.possible_from)
    };
    let fundraising = ActKind::OpenFundraising;
    assert_eq!(step(&w, fundraising, "2026-07-01"), (StepState::Blocked, None), "no charity");
    let id = examined(&mut w, &o, &Requested::CharityRecognition(charity()));
    let due = w.case(&id).due.clone().unwrap();
    assert_eq!(due.deadline.last_day, day("2026-07-22"), "twenty days from acceptance");
    assert_eq!((due.citation.regulation.as_str(), due.citation.article.as_str()), ("CS", "10 ¶2"));
    assert_eq!(approve(&mut w, &id, "2026-07-06").len(), 3, "status, notice, new certificate");
    let status = organization(&w, &o).charity.unwrap();
    assert_eq!((status.since, status.fundraising_since), (day("2026-07-06"), None));

    let again = ActKind::OpenCharityRecognition;
    assert_eq!(step(&w, again, "2026-07-07"), (StepState::Blocked, None));
    let later = (StepState::Later, Some(day("2027-07-06")));
    assert_eq!(step(&w, fundraising, "2026-07-07"), later);
    assert_eq!(step(&w, fundraising, "2027-07-06"), (StepState::Possible, None));
    let request = Requested::Fundraising(FundraisingParticulars { sound_governance: Some(true) });
    let id = open(&mut w, &o, &request, "2026-08-03");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-08-03");
    let refusal = w.refused(&id, &ActRequest::AcceptApplication, &reception(), "2026-08-03");
    assert_eq!(guards_against(&refusal), ["CS-7"]);
    w.step(&id, &ActRequest::WithdrawApplication { reason: None }, &agent(&o), "2026-08-03");
    let id = open(&mut w, &o, &request, "2027-07-06");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2027-07-06");
    w.step(&id, &ActRequest::AcceptApplication, &reception(), "2027-07-06");
    w.step(&id, &examination(), &examiner(), "2027-07-06");
    approve(&mut w, &id, "2027-07-07");
    let status = organization(&w, &o).charity.unwrap();
    assert_eq!(status.fundraising_since, Some(day("2027-07-07")));
    let (register, cases) = w.replayed();
    assert_eq!((&register.organizations, &cases), (&w.register.organizations, &w.cases));
}

/// Trap 11: whoever is founded as a charity has the clock of the higher law, thirty days from
/// acceptance, not sixty from receipt.
#[test]
fn a_charity_is_established() {
    let mut w = World::default();
    let a = EstablishmentApplication { charity: Some(charity()), ..application() };
    let id = w.case_of(&a, CaseStatus::Accepted);
    let due = w.case(&id).due.clone().unwrap();
    assert_eq!((due.start, due.deadline.last_day), (day("2026-06-03"), day("2026-07-03")));
    assert_eq!((due.citation.regulation.as_str(), due.citation.article.as_str()), ("CS", "10 ¶1"));
    w.step(&id, &examination(), &examiner(), "2026-06-10");
    w.step(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    let o = w.case(&id).organization.clone().unwrap();
    let status = organization(&w, &o).charity.unwrap();
    assert_eq!(status.since, day("2026-06-15"));
    assert_eq!(w.case(&id).decision_number.as_deref(), Some("110105慈设字〔2026〕1号"));

    let mut barred = charity();
    barred.officers[0].intentional_crime = Some(true);
    let a = EstablishmentApplication {
        charity: Some(barred),
        ..crate::support::application_in_field("摄影")
    };
    let id = w.case_of(&a, CaseStatus::Examined);
    let refusal = w.refused(&id, &ActRequest::ApproveApplication, &decider(), "2026-06-15");
    assert_eq!(guards_against(&refusal), ["CS-6"]);
}

/// The supervisory unit is asked anew when what is asked for changes after its consent.
#[test]
fn consent_covers_what_was_asked() {
    let mut w = World::default();
    let o = association(&mut w);
    let id = open(&mut w, &o, &rename("新技艺"), "2026-07-01");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-01");
    w.step(&id, &consent(), &officer(), "2026-07-01");
    let ask = ActRequest::RequestCorrection { items: corrections() };
    w.step(&id, &ask, &reception(), "2026-07-02");
    let amend = ActRequest::AmendRequest { request: rename("别的技艺"), documents: papers() };
    w.step(&id, &amend, &agent(&o), "2026-07-03");
    w.step(&id, &ActRequest::SubmitApplication, &agent(&o), "2026-07-03");
    assert_eq!(w.case(&id).status, CaseStatus::WithSupervisoryUnit);
}
