//! Acts on a case of decoupling: the facts are gathered, the rules examined, the events made. A
//! completed case ends the department's supervision, turns it into guidance and issues the
//! certificate anew, all in one decision.
//!
//! `turns.rs` says whose turn it is, `events.rs` what an act leaves behind.
//!
//! What may not enter: conditions; they stand in `decoupling/rules.rs`.

mod events;
mod turns;

pub(crate) use turns::is_available;
pub(super) use turns::subject;
pub use turns::{signers, whose_turn};

use chrono::NaiveDate;

use super::{DecideError, Decision, Given, NotAvailable, guard, hub::present, known_ahead};
use crate::{
    Books,
    access::Actor,
    act::{Act, ActKind},
    affiliation::rules::{stands_under, successors},
    calendar::Deadline,
    decoupling::{
        Decoupled, DecouplingRequest, DestinationInput, GoesTo,
        rules::{DecouplingSituation, RULES},
    },
    event::Event,
    hub::bearer::bearer,
    law::{Finding, examine},
    organization::Organization,
    register::Register,
    registration,
    text::Text,
    unit::UnitId,
};
use events::{completed, event};
use turns::{acting_unit, department, of_case};

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act on a case of decoupling.
pub(super) fn on_case<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &DecouplingRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let situation = gather(register, books, organization, Some(request), given.actor, given.on)
        .map_err(DecideError::Register)?;
    let mut guards = examined(books, act, &situation);
    if act.kind == ActKind::CompleteDecoupling {
        guards.extend(on_officers(books, act, &situation));
    }
    let findings = guard(act.kind, guards, Vec::new())?;
    let events = match request {
        DecouplingRequest::Complete { document_number, dated } => {
            completed(register, books, act, &situation, (document_number, *dated), given)?
        }
        other => {
            let event = event(other, &situation, given)?;
            vec![(Event::Decoupling(Box::new(event)), given.on)]
        }
    };
    Ok(Decision::on_organization(organization, events, findings))
}

/// Whether the catalogue lets this act be taken from where the case stands.
pub(crate) fn is_open_to(act: &Act, organization: &Organization) -> bool {
    match &organization.decoupling {
        None => act.kind == ActKind::ListForDecoupling,
        Some(case) => act.decoupling_from.contains(&case.status),
    }
}

/// An act on a case is taken from where the case stands.
pub(super) fn available<E>(act: &Act, organization: &Organization) -> Result<(), DecideError<E>> {
    if is_open_to(act, organization) {
        return Ok(());
    }
    let none = || Text::new("未列入脱钩名单", "not listed for decoupling");
    let state = organization.decoupling.as_ref().map_or_else(none, |case| case.status.text());
    Err(DecideError::NotAvailable(Box::new(NotAvailable {
        act: act.kind,
        state,
        from: Vec::new(),
    })))
}

/// By when an act is due: what is open, by the day of its batch.
pub(crate) fn due(organization: &Organization) -> Option<Deadline> {
    let case = organization.decoupling.as_ref()?;
    let to_do = case.status.is_to_do();
    to_do.then_some(Deadline { last_day: case.due_on, moved_from: None, provisional: false })
}

/// How the rules on an act stand, before anything is handed in.
pub(crate) fn standing<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    actor: &Actor,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = gather(register, books, organization, None, actor, on)?;
    let mut findings = examined(books, act, &situation);
    if act.kind == ActKind::CompleteDecoupling {
        findings.extend(on_officers(books, act, &situation));
    }
    Ok(known_ahead(findings))
}

fn examined(books: &Books, act: &Act, situation: &DecouplingSituation) -> Vec<Finding> {
    let place = situation.organization.division;
    examine(&books.law, RULES, act.procedure_rules, situation, situation.on, place)
}

/// Of an act's rules, those on officers, asked of those that are filed, as if it were decoupled already.
fn on_officers(books: &Books, act: &Act, situation: &DecouplingSituation) -> Vec<Finding> {
    let mut organization = situation.organization.clone();
    if let Some(case) = &situation.organization.decoupling {
        organization.decoupled.push(Decoupled {
            department: case.department.clone(),
            on: situation.on,
            document_number: String::new(),
            industry_association: is_of_industry(situation),
        });
    }
    let asked = registration::Situation::of_those_in_office(&organization, situation.on);
    let ids = books.law.for_kind(act.procedure_rules, organization.kind);
    let (rules, place) = (registration::rules::RULES, organization.division);
    examine(&books.law, rules, &ids, &asked, situation.on, place)
}

fn is_of_industry(situation: &DecouplingSituation) -> bool {
    situation.checklist.as_ref().is_some_and(|list| list.industry_associations)
}

/// What the rules ask about, read from the register.
fn gather<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: Option<&DecouplingRequest>,
    actor: &Actor,
    on: NaiveDate,
) -> Result<DecouplingSituation, R::Error> {
    let former = of_case(register, organization)?;
    let (programme, named) = match request {
        Some(DecouplingRequest::List(listing)) => {
            let supervises = organization.supervision.as_ref().map(|s| s.unit.id.clone());
            (register.programme(&listing.programme)?, supervises)
        }
        _ => (former.clone(), department(register, organization, on)?),
    };
    let checklist = programme.as_ref().and_then(|p| books.checklists.get(&p.checklist)).cloned();
    let mut known = |id: Option<UnitId>| id.map_or(Ok(None), |id| register.unit(&id));
    let department = known(named)?;
    let listed = organization.decoupling.as_ref().map(|case| case.department.id.clone());
    let came_of_it = match known(listed.clone())? {
        Some(unit) => listed.into_iter().chain(successors(register, &unit)?).collect(),
        None => Vec::new(),
    };
    let acting = match request {
        Some(asked) => acting_unit(register, books, organization, asked, actor, on)?,
        None => None,
    };
    let turn = match request {
        Some(DecouplingRequest::Sign { dimension, .. }) => {
            whose_turn(register, books, organization, dimension, on)?
        }
        _ => None,
    };
    let (hub, guidance, party_building) = named_by_plan(organization, request);
    let guides = guidance.is_some();
    // A unit that was succeeded since it was named is its successor today.
    let mut today = |id: Option<UnitId>| id.map(|id| present(register, &id, on)).transpose();
    let (guidance, party_building) = (today(guidance)?, today(party_building)?);
    let mut known = |id: Option<UnitId>| id.map_or(Ok(None), |id| register.unit(&id));
    let (hub, guidance, party_building) = (known(hub)?, known(guidance)?, known(party_building)?);
    let (acting, turn) = (known(acting)?, known(turn)?);
    let of_the_hub = bearer(register, hub.as_ref())?;
    let leads = bearer(register, party_building.as_ref())?;
    let circle = match &hub {
        Some(unit) => stands_under(register, unit, organization)?,
        None => false,
    };
    Ok(DecouplingSituation {
        on,
        by: actor.account.clone(),
        organization: organization.clone(),
        request: request.cloned(),
        programme,
        checklist,
        // Whoever leaves guides, where the plan names nobody.
        guidance: if guides { guidance } else { department.clone() },
        department,
        hub,
        bearers: of_the_hub.into_iter().chain(leads).collect(),
        party_building,
        acting,
        turn,
        came_of_it,
        former,
        circle,
    })
}

type Named = (Option<UnitId>, Option<UnitId>, Option<UnitId>);

/// The units that a plan names: the hub, who guides, who leads party building.
fn named_by_plan(organization: &Organization, request: Option<&DecouplingRequest>) -> Named {
    if let Some(DecouplingRequest::Plan(plan)) = request {
        let hub = match &plan.to {
            DestinationInput::Hub { unit, .. } => Some(unit.clone()),
            DestinationInput::Direct { .. } => None,
        };
        return (hub, plan.guidance.clone(), plan.party_building.clone());
    }
    let planned = organization.decoupling.as_ref().and_then(|case| case.plan.as_ref());
    let Some(plan) = planned else {
        return (None, None, None);
    };
    let hub = match &plan.to {
        GoesTo::Hub { unit, .. } => Some(unit.id.clone()),
        GoesTo::Direct { .. } => None,
    };
    let party_building = plan.party_building.as_ref().map(|unit| unit.id.clone());
    (hub, Some(plan.guidance.id.clone()), party_building)
}
