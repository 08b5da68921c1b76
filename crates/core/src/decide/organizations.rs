//! Acts on an organization: opening an application about it, handing over its certificate.

use super::{DecideError, Decision, Given, NotAvailable, malformed, office};
use crate::{
    Books,
    act::{Act, ActRequest},
    event::{Event, StreamEvent, organization_stream},
    organization::{Certificate, Organization, OrganizationEvent},
    register::Register,
    registration::{About, Application, OrganizationApplication},
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
            let application = Application::Organization(Box::new(OrganizationApplication {
                about: About::from(organization),
                request: request.clone(),
                documents: documents.clone(),
            }));
            office::open(register, books, act, application, given)
        }
        ActRequest::DeliverCertificate { received_by } => {
            deliver(act, organization, received_by, given)
        }
        _ => Err(malformed("act", "this act is not performed on an organization")),
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
    Ok(decided(organization, vec![event], given))
}

/// The events of an act on an organization, on its stream.
fn decided(
    organization: &Organization,
    events: Vec<OrganizationEvent>,
    given: &Given<'_>,
) -> Decision {
    let on_stream = |event| StreamEvent {
        stream: organization_stream(&organization.id),
        event: Event::Organization(event),
        effective_on: given.on,
    };
    Decision {
        events: events.into_iter().map(on_stream).collect(),
        findings: Vec::new(),
        subject: organization.id.clone(),
        changed: None,
    }
}

/// The certificate that waits to be handed over.
pub(crate) fn undelivered(organization: &Organization) -> Option<&Certificate> {
    organization.certificate.as_ref().filter(|c| c.delivered_on.is_none() && c.deliver_by.is_some())
}
