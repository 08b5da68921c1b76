//! Who acts in these tests, and the acts in their usual form.

use shuniu_core::{
    access::Role,
    act::ActRequest,
    case::CaseStatus,
    decide::Decision,
    event::{Event, StreamEvent},
    exit::{
        AnnouncementInput, Appointment, BeginLiquidation, Collected, Disposal, ExitGround,
        ExitRequest, Handed, Recipient, Report,
    },
    organization::{DecidedAction, OrganizationEvent, RecordedDecision},
    registration::{Deregistration, Document, DocumentKind, EstablishmentApplication, Requested},
    unit::UnitId,
};

pub use crate::support::organizations::{act, agent, refused};
use crate::support::{
    On, World, administrator, applicant, consent, day, document, examination, staff_of,
};

/// Establishes an organization under the offices that the application names, on 2026-06-01.
pub fn established(w: &mut World, application: &EstablishmentApplication) -> String {
    let id = w.open(application, "2026-06-01");
    let registrar = application.registrar.to_string();
    let at = |role| staff_of(role, &registrar);
    w.step(&id, &ActRequest::SubmitApplication, &applicant(), "2026-06-01");
    if let Some(unit) = application.supervisory_unit() {
        let officer = staff_of(Role::SupervisorOfficer, unit.as_str());
        w.step(&id, &consent(), &officer, "2026-06-01");
    }
    w.step(&id, &ActRequest::AcceptApplication, &at(Role::Reception), "2026-06-01");
    w.step(&id, &examination(), &at(Role::Examiner), "2026-06-01");
    w.step(&id, &ActRequest::ApproveApplication, &at(Role::Decider), "2026-06-01");
    w.case(&id).organization.clone().unwrap()
}

/// The group is formed on 07-03, on a resolution of 07-01.
pub fn beginning(ground: ExitGround, guided_by: &UnitId) -> BeginLiquidation {
    BeginLiquidation {
        ground,
        occurred_on: day("2026-07-01"),
        document_number: Some("会员代表大会决议1号".to_owned()),
        appointment: Appointment::Own {},
        formed_on: day("2026-07-03"),
        head: "组长".to_owned(),
        members: 3,
        guided_by: guided_by.clone(),
    }
}

pub fn begin(input: BeginLiquidation) -> ActRequest {
    of(ExitRequest::Begin(Box::new(input)))
}

/// Announced on 07-05; claims until 08-20.
pub fn announcement() -> AnnouncementInput {
    AnnouncementInput {
        published_on: day("2026-07-05"),
        place: "示范日报".to_owned(),
        claims_until: day("2026-08-20"),
    }
}

/// The report of 08-31: 1,000 yuan less 400 of debts; the rest to a charity.
pub fn report() -> Report {
    Report {
        dated: day("2026-08-31"),
        confirmed_by: "会员代表大会".to_owned(),
        assets_yuan: 1_000,
        debts_yuan: 400,
        remaining_yuan: 600,
        mutual_benefit: false,
        disposals: vec![given(Recipient::Charity, 600)],
    }
}

pub fn given(recipient: Recipient, yuan: i64) -> Disposal {
    let arranged = recipient == Recipient::Arranged;
    let document_number = arranged.then(|| "示民函〔2026〕8号".to_owned());
    Disposal { recipient, name: "示范慈善基金会".to_owned(), yuan, document_number }
}

pub fn returned() -> Collected {
    let back = Some(Handed::Returned {});
    Collected { certificate: back.clone(), seals: back.clone(), vouchers: back }
}

pub fn of(request: ExitRequest) -> ActRequest {
    ActRequest::Exit { request: Box::new(request) }
}

/// In liquidation since 07-03, creditors told.
pub fn in_liquidation(w: &mut World, application: &EstablishmentApplication) -> String {
    let id = established(w, application);
    let ground = match application.kind {
        shuniu_core::organization::OrganizationKind::Foundation => ExitGround::CharterGround,
        _ => ExitGround::SelfDissolution,
    };
    let input = beginning(ground, &application.registrar);
    act(w, &id, &begin(input), &agent(&id), "2026-07-03");
    act(w, &id, &of(ExitRequest::Announce(announcement())), &agent(&id), "2026-07-06");
    id
}

/// Liquidated on 08-31.
pub fn liquidated(w: &mut World, application: &EstablishmentApplication) -> String {
    let id = in_liquidation(w, application);
    act(w, &id, &of(ExitRequest::Conclude(report())), &agent(&id), "2026-09-01");
    id
}

pub fn papers() -> Vec<Document> {
    [DocumentKind::Application, DocumentKind::LiquidationReport].map(document).to_vec()
}

pub fn deregistration(documents: Vec<Document>) -> ActRequest {
    let request = Requested::Deregistration(Deregistration {
        signed_by: "组长".to_owned(),
        statement: None,
    });
    ActRequest::OpenOnOrganization { request, documents }
}

/// Opens and files the application for deregistration; the supervisory unit consents where it is asked.
pub fn filed(w: &mut World, id: &str, on: &str) -> String {
    let by = agent(id);
    let case = act(w, id, &deregistration(papers()), &by, on).subject;
    w.step(&case, &ActRequest::SubmitApplication, &by, on);
    if w.case(&case).status == CaseStatus::WithSupervisoryUnit {
        let unit = w.organization(id).supervision.clone().expect("a supervisory unit").unit.id;
        let officer = staff_of(Role::SupervisorOfficer, unit.as_str());
        w.step(&case, &consent(), &officer, on);
    }
    case
}

/// Accepts it at the organization's registrar.
pub fn accepted(w: &mut World, id: &str, case: &str, on: &str) -> Decision {
    let desk = staff_of(Role::Reception, w.organization(id).registrar.id.as_str());
    w.step(case, &ActRequest::AcceptApplication, &desk, on)
}

/// Brings the application for deregistration of 09-07 to the examination of 09-09.
pub fn examined(w: &mut World, id: &str) -> String {
    let case = filed(w, id, "2026-09-07");
    accepted(w, id, &case, "2026-09-08");
    let examiner = staff_of(Role::Examiner, w.organization(id).registrar.id.as_str());
    w.step(&case, &examination(), &examiner, "2026-09-09");
    case
}

/// An older register's decision of 2026-07-01 against an organization that it had registered.
pub fn decided(action: DecidedAction) -> ActRequest {
    let decision = RecordedDecision {
        document_number: "示民罚〔2026〕1号".to_owned(),
        action: Some(action),
        decided_on: day("2026-07-01"),
        authority: "示范民政局".to_owned(),
    };
    ActRequest::ImportDecision { decision, source: "示范".to_owned() }
}

pub fn import(w: &mut World, request: &ActRequest, on: &On<'_>, day: &str) -> String {
    w.act(on, request, &administrator(), day).expect("existing law").subject
}

/// The public notices of a decision: subject and text.
pub fn notices(done: &Decision) -> Vec<(String, String)> {
    let notice = |e: &StreamEvent| match &e.event {
        Event::Organization(OrganizationEvent::NoticePublished { subject, text, .. }) => {
            Some((subject.clone(), text.zh.clone()))
        }
        _ => None,
    };
    done.events.iter().filter_map(notice).collect()
}
