//! Acts on an organization: opening an application about it, filing for the record, certificates.

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given, NotAvailable, affiliation, annual, assess, certificate,
    correction, credit, decoupling, evaluation, exit, guard, malformed, office, penalty, roll,
};
use crate::{
    Books,
    act::{Act, ActRequest},
    event::{Event, StreamEvent, organization_stream},
    law::Finding,
    organization::{Certificate, FiledOfficer, Organization, OrganizationEvent},
    register::Register,
    registration::{About, Application, Officer, OrganizationApplication, Requested},
    text::Text,
};

pub(super) fn on_organization<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ActRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Result<Decision, DecideError<R::Error>> {
    match request {
        ActRequest::OpenOnOrganization { request, documents } => {
            if request.matter().row().is_none_or(|matter| matter.decision.is_none()) {
                return Err(malformed("request", "this is filed, not applied for"));
            }
            let application = Application::Organization(Box::new(OrganizationApplication {
                about: About::from(organization),
                request: request.clone(),
                documents: documents.clone(),
            }));
            office::open(register, books, act, application, given)
        }
        ActRequest::File { request, documents } => {
            let asked = OrganizationApplication {
                about: About::from(organization),
                request: request.clone(),
                documents: documents.clone(),
            };
            file(register, books, act, organization, asked, given)
        }
        ActRequest::DeliverCertificate { received_by } => {
            deliver(act, organization, received_by, given)
        }
        ActRequest::ReportCertificateLoss { statement } => {
            let number = must_bear(act, organization)?.number.clone();
            let lost = OrganizationEvent::CertificateLost { number, statement: statement.clone() };
            Ok(decided(organization, vec![lost], given, Vec::new()))
        }
        ActRequest::ReissueCertificate { ground } => {
            let (issued, findings) =
                certificate::reissue(register, books, act, organization, *ground, given.on)?;
            Ok(decided(organization, vec![issued], given, findings))
        }
        ActRequest::IssueDuplicate => {
            let certificate = must_bear(act, organization)?;
            let duplicates = certificate.duplicates.saturating_add(1);
            let number = certificate.number.clone();
            let issued = OrganizationEvent::DuplicateIssued { number, duplicates };
            Ok(decided(organization, vec![issued], given, Vec::new()))
        }
        ActRequest::EnterRoll { entry } => {
            if entry.content.parent() != Some(organization.id.as_str()) {
                return Err(malformed("parent", "a branch is part of this organization"));
            }
            roll::enter(register, books, act, entry, Some(organization), given)
        }
        ActRequest::Affiliation { request } => {
            affiliation::on_affiliation(register, books, act, request, organization, given)
        }
        ActRequest::Decoupling { request } => {
            decoupling::available(act, organization)?;
            decoupling::on_case(register, books, act, request, organization, given)
        }
        ActRequest::Exit { request } => {
            exit::on_exit(register, books, act, request, organization, given)
        }
        ActRequest::Annual { request } => {
            annual::on_annual(register, books, act, request, organization, given)
        }
        ActRequest::Credit { request } => {
            credit::on_credit(books, act, request, organization, given)
        }
        ActRequest::Evaluation { request } => {
            evaluation::on_evaluation(register, books, act, request, organization, given)
        }
        ActRequest::Penalty { request } => {
            penalty::on_penalty(books, act, request, organization, given)
        }
        ActRequest::Correction { request } => {
            correction::on_correction(register, books, act, request, organization, given)
        }
        ActRequest::ImportDecision { decision, source } => {
            office::existing_decision(register, books, act, organization, decision, source, given)
        }
        ActRequest::ImportRename { rename, source } => {
            office::existing_rename(books, act, organization, rename, source, given)
        }
        _ => Err(malformed("act", "this act is not performed on an organization")),
    }
}

/// The certificate in force, that was not reported lost.
pub(crate) fn bearing(organization: &Organization) -> Option<&Certificate> {
    organization.certificate.as_ref().filter(|c| c.lost_on.is_none())
}

fn must_bear<'o, E>(
    act: &Act,
    organization: &'o Organization,
) -> Result<&'o Certificate, DecideError<E>> {
    bearing(organization).ok_or_else(|| {
        DecideError::NotAvailable(Box::new(NotAvailable {
            act: act.kind,
            state: Text::new("没有有效的登记证书", "there is no certificate in force"),
            from: Vec::new(),
        }))
    })
}

/// What is filed takes effect with this act, when the rules on it are met.
fn file<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    asked: OrganizationApplication,
    given: &Given<'_>,
) -> Result<Decision, DecideError<R::Error>> {
    let event = match &asked.request {
        Requested::Officers(elected) => OrganizationEvent::OfficersFiled {
            elected_on: elected.elected_on,
            term_from: elected.term_from,
            term_until: elected.term_until,
            officers: elected.officers.iter().map(filed_officer).collect(),
        },
        Requested::SealAndAccount(filed) => {
            OrganizationEvent::SealAndAccountFiled { filed: filed.clone() }
        }
        Requested::PartyBuilding(filed) => {
            OrganizationEvent::PartyBuildingFiled { filed: filed.clone() }
        }
        _ => return Err(malformed("request", "this is applied for, not filed")),
    };
    let matter = asked.request.matter();
    let application = Application::Organization(Box::new(asked));
    let mut of = |rules: &[&'static str]| {
        assess::examined(register, books, rules, &application, given.on)
            .map_err(DecideError::Register)
    };
    let guards = of(act.content_rules(matter))?;
    let told = of(matter.row().map_or(&[], |row| row.told))?;
    let findings = guard(act.kind, guards, told)?;
    Ok(decided(organization, vec![event], given, findings))
}

fn filed_officer(officer: &Officer) -> FiledOfficer {
    FiledOfficer {
        name: officer.person.name.clone(),
        post: officer.post,
        cadre: officer.cadre.clone(),
    }
}

fn deliver<E>(
    act: &Act,
    organization: &Organization,
    received_by: &str,
    given: &Given<'_>,
) -> Result<Decision, DecideError<E>> {
    let Some(certificate) = undelivered(organization) else {
        return Err(DecideError::NotAvailable(Box::new(NotAvailable {
            act: act.kind,
            state: Text::new("没有待颁发的证书", "no certificate is waiting to be handed over"),
            from: Vec::new(),
        })));
    };
    let event = OrganizationEvent::CertificateDelivered {
        number: certificate.number.clone(),
        received_by: received_by.to_owned(),
    };
    Ok(decided(organization, vec![event], given, Vec::new()))
}

impl Decision {
    /// What an act on an organization makes of it: the events, each with its legal date, on its stream.
    pub(super) fn on_organization(
        organization: &Organization,
        events: impl IntoIterator<Item = (Event, NaiveDate)>,
        findings: Vec<Finding>,
    ) -> Self {
        let stream = organization_stream(&organization.id);
        let on_stream =
            |(event, effective_on)| StreamEvent { stream: stream.clone(), event, effective_on };
        Self {
            events: events.into_iter().map(on_stream).collect(),
            findings,
            subject: organization.id.clone(),
            changed: Vec::new(),
        }
    }
}

/// The events of an act on an organization, on its stream.
fn decided(
    organization: &Organization,
    events: Vec<OrganizationEvent>,
    given: &Given<'_>,
    findings: Vec<Finding>,
) -> Decision {
    let dated = events.into_iter().map(|event| (Event::Organization(event), given.on));
    Decision::on_organization(organization, dated, findings)
}

/// The certificate that waits to be handed over.
pub(crate) fn undelivered(organization: &Organization) -> Option<&Certificate> {
    organization.certificate.as_ref().filter(|c| c.delivered_on.is_none() && c.deliver_by.is_some())
}
