//! Acts on hubs: the facts are gathered, the rules examined, the event made.
//!
//! What may not enter: conditions; they stand in `hub/rules.rs`.

use chrono::NaiveDate;

use super::{DecideError, Decision, Given, NotAvailable, guard, known_ahead, malformed};
use crate::{
    Books,
    access::{Actor, Grant},
    act::{Act, ActKind},
    affiliation::rules::successors,
    event::{Event, StreamEvent, unit_stream},
    hub::{
        Assessment, Authorization, AuthorizationInput, Decided, Hub, HubEvent, HubRequest,
        Nomination, Publicity, Recognition, Review,
        bearer::bearer,
        rules::{self, HubSituation, RULES},
    },
    law::{Finding, examine},
    register::Register,
    text::Text,
    unit::{Unit, UnitId},
};

/// How long a hub that was withdrawn has to place every member.
const PLACING: &str = "hub.withdrawal.days";

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act on the standing of a unit as a hub.
pub(super) fn on_hub<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &HubRequest,
    unit: &Unit,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    available(act, unit)?;
    let situation = gather(register, unit, Some(request), given.actor, given.on)
        .map_err(DecideError::Register)?;
    let findings = guard(act.kind, examined(books, act, &situation), Vec::new())?;
    let (event, effective_on) = event(books, request, &situation, given)?;
    let subject = unit.id.to_string();
    let events = vec![StreamEvent {
        stream: unit_stream(&subject),
        event: Event::Hub(Box::new(event)),
        effective_on,
    }];
    Ok(Decision { events, findings, subject, changed: Vec::new() })
}

/// How the rules on an act on a hub stand, before anything is handed in.
pub(crate) fn standing<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    unit: &Unit,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = gather(register, unit, None, actor, on)?;
    Ok(known_ahead(examined(books, act, &situation)))
}

/// The body that acts: the group or government that the request names, else the group that the
/// hub was nominated to.
pub(super) fn authority<R: Register>(
    register: &mut R,
    request: &HubRequest,
    unit: &Unit,
    on: NaiveDate,
) -> Result<Option<UnitId>, R::Error> {
    Ok(match (request, &unit.hub) {
        (HubRequest::Nominate(nomination), _) => Some(nomination.leading_group.clone()),
        (HubRequest::Authorize(input), _) => Some(input.government.clone()),
        (_, Some(hub)) => Some(present(register, &hub.leading_group.id, on)?),
        (_, None) => None,
    })
}

/// The unit that stands in a unit's place on a day: itself, or who came of it.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn present<R: Register>(
    register: &mut R,
    id: &UnitId,
    on: NaiveDate,
) -> Result<UnitId, R::Error> {
    let Some(unit) = register.unit(id)?.filter(|unit| !unit.exists_on(on)) else {
        return Ok(id.clone());
    };
    let after = successors(register, &unit)?;
    Ok(after.into_iter().next_back().unwrap_or_else(|| id.clone()))
}

/// The bodies for which an account could take this act: before anything is handed in, its own.
pub(crate) fn authorities<R: Register>(
    register: &mut R,
    act: &Act,
    unit: &Unit,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<Option<UnitId>>, R::Error> {
    // Of what has no leading group yet, the request will name one.
    let named_with_it = matches!(
        act.kind,
        ActKind::NominateHub
            | ActKind::AuthorizeHub
            | ActKind::RetainDepartment
            | ActKind::EndRetention
    );
    if !named_with_it {
        let group = match &unit.hub {
            Some(hub) => Some(present(register, &hub.leading_group.id, on)?),
            None => None,
        };
        return Ok(vec![group]);
    }
    let by_role = |grant: &&Grant| act.performers.contains(&grant.role);
    Ok(actor.grants.iter().filter(by_role).map(|grant| grant.unit.clone()).collect())
}

/// Whether the catalogue lets this act be taken from where the unit stands.
pub(crate) fn is_available(act: &Act, unit: &Unit) -> bool {
    match &unit.hub {
        None => act.kind == ActKind::NominateHub,
        Some(hub) => act.hub_from.contains(&hub.status),
    }
}

/// Of a body that nobody nominated no leading group is known, so nobody could be let in or kept
/// out: the act is not available to anyone.
pub(super) fn must_be_nominated<E>(act: &Act, unit: &Unit) -> Result<(), DecideError<E>> {
    match unit.hub.is_none() && !act.hub_from.is_empty() {
        true => available(act, unit),
        false => Ok(()),
    }
}

fn available<E>(act: &Act, unit: &Unit) -> Result<(), DecideError<E>> {
    if is_available(act, unit) {
        return Ok(());
    }
    let none = || Text::new("未提名", "not nominated");
    Err(DecideError::NotAvailable(Box::new(NotAvailable {
        act: act.kind,
        state: unit.hub.as_ref().map_or_else(none, |hub| hub.status.text()),
        from: Vec::new(),
    })))
}

fn examined(books: &Books, act: &Act, situation: &HubSituation) -> Vec<Finding> {
    let (on, place) = (situation.on, situation.unit.division);
    examine(&books.law, RULES, act.procedure_rules, situation, on, place)
}

/// What the rules ask about, read from the register.
fn gather<R: Register>(
    register: &mut R,
    unit: &Unit,
    request: Option<&HubRequest>,
    actor: &Actor,
    on: NaiveDate,
) -> Result<HubSituation, R::Error> {
    let hub = unit.hub.as_ref();
    let (mut group, mut government, mut successor) = (None, None, None);
    let (mut parent, mut code) = (None, None);
    match request {
        Some(HubRequest::Nominate(nomination)) => {
            group = Some(&nomination.leading_group);
            parent = nomination.parent.as_ref();
            code = nomination.uscc;
        }
        Some(HubRequest::Authorize(input)) => government = Some(&input.government),
        Some(HubRequest::Withdraw { successor: named, .. }) => successor = named.as_ref(),
        _ => {}
    }
    let group = match (group, hub) {
        (Some(named), _) => Some(named.clone()),
        (None, Some(hub)) => Some(present(register, &hub.leading_group.id, on)?),
        (None, None) => None,
    };
    let group = group.as_ref();
    let mut known = |id: Option<&UnitId>| id.map_or(Ok(None), |id| register.unit(id));
    let (leading_group, government, successor) =
        (known(group)?, known(government)?, known(successor)?);
    let bearer_of_successor = bearer(register, successor.as_ref())?;
    let above = rules::above(parent, |id| register.unit(id))?;
    let linked = hub.and_then(|hub| hub.organization.clone());
    let organization = match code.map(|code| code.to_string()).or(linked) {
        Some(id) => register.organization(&id)?,
        None => None,
    };
    let of_the_body = |grant: &Grant| {
        let stated = organization.as_ref().map(|o| &o.id);
        let same = stated.or(hub.and_then(|hub| hub.organization.as_ref()));
        grant.unit.as_ref() == Some(&unit.id)
            || grant.organization.is_some() && grant.organization.as_ref() == same
    };
    Ok(HubSituation {
        on,
        by: actor.account.clone(),
        own: actor.grants.iter().any(of_the_body),
        unit: unit.clone(),
        request: request.cloned(),
        leading_group,
        government,
        above,
        organization,
        successor,
        bearer_of_successor,
        supervised: register.supervised(&unit.id)?,
    })
}

/// The event that an act makes, and its legal day: that of the document, or today.
fn event<E>(
    books: &Books,
    request: &HubRequest,
    situation: &HubSituation,
    given: &Given<'_>,
) -> Result<(HubEvent, NaiveDate), DecideError<E>> {
    let on = given.on;
    Ok(match request {
        HubRequest::Nominate(nomination) => (nominated(nomination, situation)?, on),
        HubRequest::Review { supports, reasons } => {
            let (supports, reasons, by) = (*supports, reasons.clone(), situation.by.clone());
            (HubEvent::Reviewed { review: Review { supports, reasons, on, by } }, on)
        }
        HubRequest::Publicize { from, until, place } => {
            let publicity = Publicity { from: *from, until: *until, place: place.clone() };
            (HubEvent::Publicized { publicity }, *from)
        }
        HubRequest::Recognize { decided: Decided { document_number, decided_on }, batch } => {
            let (document_number, decided_on) = (document_number.clone(), *decided_on);
            let recognition = Recognition { document_number, decided_on, batch: *batch };
            (HubEvent::Recognized { recognition }, decided_on)
        }
        HubRequest::Decline { decided, reasons } => {
            let (document_number, reasons) = (decided.document_number.clone(), reasons.clone());
            (HubEvent::Declined { document_number, reasons }, decided.decided_on)
        }
        HubRequest::Authorize(input) => (authorized(input, situation)?, input.dated),
        HubRequest::Assess { year, outcome, remarks } => {
            let (year, outcome, remarks) = (*year, *outcome, remarks.clone());
            (HubEvent::Assessed { assessment: Assessment { year, outcome, remarks, on } }, on)
        }
        HubRequest::OrderRectification { until, what } => {
            must_be_open(situation, false)?;
            (HubEvent::RectificationOrdered { until: *until, what: what.clone() }, on)
        }
        HubRequest::CloseRectification { remarks } => {
            must_be_open(situation, true)?;
            (HubEvent::RectificationClosed { remarks: remarks.clone() }, on)
        }
        HubRequest::Withdraw { ground, decided, reasons, .. } => {
            let supervised = situation.supervised;
            let place = situation.unit.division;
            let due = books.days_after(PLACING, decided.decided_on, place)?;
            // Who supervises nobody has nobody to place.
            let due_on = due.filter(|_| supervised > 0).map(|due| due.last_day);
            let event = HubEvent::WithdrawalDecided {
                ground: *ground,
                document_number: decided.document_number.clone(),
                reasons: reasons.clone(),
                successor: situation.successor.as_ref().map(Unit::reference),
                supervised,
                due_on,
            };
            (event, decided.decided_on)
        }
        HubRequest::CompleteWithdrawal => (HubEvent::WithdrawalCompleted, on),
    })
}

fn nominated<E>(
    nomination: &Nomination,
    situation: &HubSituation,
) -> Result<HubEvent, DecideError<E>> {
    let group = situation.leading_group.as_ref();
    let group = group.ok_or_else(|| malformed("leading_group", "no such unit"))?;
    let parent = situation.above.first().and_then(Option::as_ref).map(Unit::reference);
    Ok(HubEvent::Nominated {
        leading_group: group.reference(),
        route: nomination.route,
        level: nomination.level,
        fields: nomination.fields.clone(),
        parent,
        uscc: nomination.uscc,
        organization: situation.organization.as_ref().map(|o| o.id.clone()),
        evidence: nomination.evidence.clone(),
        by: situation.by.clone(),
    })
}

fn authorized<E>(
    input: &AuthorizationInput,
    situation: &HubSituation,
) -> Result<HubEvent, DecideError<E>> {
    let government = situation.government.as_ref();
    let government = government.ok_or_else(|| malformed("government", "no such unit"))?;
    Ok(HubEvent::Authorized {
        authorization: Authorization {
            government: government.reference(),
            division: government.division,
            document_number: input.document_number.clone(),
            from: input.from,
            until: input.until,
            fields: input.fields.clone(),
            powers: input.powers.clone(),
        },
    })
}

/// An order to rectify is given once and closed once.
fn must_be_open<E>(situation: &HubSituation, open: bool) -> Result<(), DecideError<E>> {
    let has = |hub: &Hub| hub.rectification.is_some();
    match (situation.unit.hub.as_ref().is_some_and(has), open) {
        (true, false) => Err(malformed("act", "an order to rectify is open already")),
        (false, true) => Err(malformed("act", "no order to rectify is open")),
        _ => Ok(()),
    }
}
