//! What a merger or split does to the organizations that it is about: those that end are
//! deregistered, each with its number and public notice (`deregistration.rs`), and every record names
//! the others (association regulation art. 17, 19, 23; regulation on private
//! non-enterprise units art. 16, 18; foundation regulation art. 16, 17, 19).
//!
//! What may not enter: whether they may; that is `registration/rules/succession.rs`.

use super::{
    DecideError, Given,
    approval::{self, cited},
    assess::jurisdiction,
    deregistration::{self, Ending},
    malformed,
};
use crate::{
    Books,
    case::Case,
    event::{Event, StreamEvent, organization_stream},
    law::Citation,
    organization::{Organization, OrganizationEvent, OrganizationKind, Relative, SuccessionKind},
    register::Register,
    registration::Party,
};

/// What is decided of the parties.
pub(super) struct Succeeded {
    /// The events on their streams, before anything that takes their place.
    pub(super) events: Vec<StreamEvent>,
    /// Their streams with the versions that were decided on.
    pub(super) changed: Vec<(String, i64)>,
    /// The event on the one that takes their place.
    pub(super) successor: OrganizationEvent,
}

/// How the parties stand to the one that takes their place.
pub(super) struct Taking<'a> {
    /// By what.
    pub(super) how: SuccessionKind,
    /// Those that merge or are split.
    pub(super) parties: &'a [Party],
    /// Whether they end.
    pub(super) ends: bool,
    /// The one that takes their place.
    pub(super) successor: Relative,
}

/// The rule on the end of an organization by merger or split, of each kind's own regulation.
fn end_article(kind: OrganizationKind) -> &'static str {
    match kind {
        OrganizationKind::Association => "ST-19a",
        OrganizationKind::ServiceInstitution => "MF-16",
        OrganizationKind::Foundation => "JJ-16",
    }
}

pub(super) fn succeed<R: Register>(
    register: &mut R,
    books: &Books,
    case: &Case,
    taking: &Taking<'_>,
    given: &Given<'_>,
) -> Result<Succeeded, DecideError<R::Error>> {
    let kind = case.application.kind();
    let basis = cited(books, end_article(kind), given.on)?;
    let (mut events, mut changed, mut predecessors) = (Vec::new(), Vec::new(), Vec::new());
    let first = approval::next_number(register, case, "deregistration", given.on)
        .map_err(DecideError::Register)?;
    for (number, party) in (first..).zip(taking.parties) {
        let organization =
            register.organization(&party.organization).map_err(DecideError::Register)?;
        let organization =
            organization.ok_or_else(|| malformed("parties", "no such organization"))?;
        let document_number =
            approval::document(jurisdiction(case), "deregistration", number, given.on);
        let stream = organization_stream(&organization.id);
        events.push(StreamEvent {
            stream: stream.clone(),
            event: Event::Organization(OrganizationEvent::SucceededBy {
                case: case.id.clone(),
                basis: basis.clone(),
                successor: taking.successor.clone(),
            }),
            effective_on: given.on,
        });
        if taking.ends {
            let basis = &basis;
            let ended =
                ended(register, case, taking, &organization, document_number, basis, given)?;
            events.extend(ended.events);
            changed.extend(ended.changed);
        }
        changed.push((stream, organization.version));
        predecessors.push(Relative::of(&organization, taking.how, given.on));
    }
    let (how, case) = (taking.how, case.id.clone());
    let successor = OrganizationEvent::Succeeded { case, basis, how, predecessors };
    Ok(Succeeded { events, changed, successor })
}

/// The end of a party, whose place the successors take.
fn ended<R: Register>(
    register: &mut R,
    case: &Case,
    taking: &Taking<'_>,
    organization: &Organization,
    document_number: String,
    basis: &Citation,
    given: &Given<'_>,
) -> Result<deregistration::Ended, DecideError<R::Error>> {
    let split = organization.successors.iter().filter(|_| taking.how == SuccessionKind::Split);
    let ending = Ending {
        case,
        basis,
        ground: taking.how.into(),
        document_number,
        successors: split.chain([&taking.successor]).map(|s| s.name.as_str()).collect(),
        on: given.on,
    };
    deregistration::end(register, organization, &ending)
}
