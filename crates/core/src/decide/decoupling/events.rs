//! What an act on a case of decoupling leaves behind.
//!
//! What may not enter: conditions; the rules were asked before.

use chrono::NaiveDate;

use super::{Outcome, is_of_industry};
use crate::{
    Books,
    act::Act,
    affiliation::{AffiliationEvent, EndOfSupervision, RelationKind},
    decide::{
        DecideError, Given,
        affiliation::{Events, Passing, Taker, pass, told},
        malformed,
    },
    decoupling::{
        CaseOf, Decoupling, DecouplingEvent, DecouplingPlan, DecouplingRequest, DestinationInput,
        GoesTo, Listing, PlanInput, Signature, rules::DecouplingSituation,
    },
    event::Event,
    organization::Organization,
    register::Register,
    unit::{Unit, UnitRef},
};

pub(super) fn event<E>(
    request: &DecouplingRequest,
    situation: &DecouplingSituation,
    given: &Given<'_>,
) -> Result<DecouplingEvent, DecideError<E>> {
    Ok(match request {
        DecouplingRequest::List(listing) => listed(listing, situation)?,
        DecouplingRequest::Delist { reasons } => {
            DecouplingEvent::Delisted { reasons: reasons.clone() }
        }
        DecouplingRequest::Exempt(exemption) => {
            DecouplingEvent::Exempted { exemption: exemption.clone() }
        }
        DecouplingRequest::Reschedule { batch, due_on, reasons } => {
            let case = must_be_listed(situation)?;
            let target = situation.programme.as_ref().and_then(|p| p.batch(*batch));
            let target = target.ok_or_else(|| malformed("batch", "no such batch"))?.target_on;
            DecouplingEvent::Rescheduled {
                batch: *batch,
                former_batch: case.of.batch,
                due_on: due_on.unwrap_or(target),
                former_due_on: case.due_on,
                reasons: reasons.clone(),
            }
        }
        DecouplingRequest::Plan(plan) => planned(plan, situation, given)?,
        DecouplingRequest::ApprovePlan { document_number } => {
            DecouplingEvent::PlanApproved { document_number: document_number.clone() }
        }
        DecouplingRequest::ReturnPlan { reasons } => {
            DecouplingEvent::PlanReturned { reasons: reasons.clone() }
        }
        DecouplingRequest::Record { items } => {
            DecouplingEvent::ItemsRecorded { items: items.clone(), by: situation.by.clone() }
        }
        DecouplingRequest::SendBack { dimension, findings } => DecouplingEvent::ItemsSentBack {
            dimension: dimension.clone(),
            unit: acting(situation)?,
            findings: findings.clone(),
        },
        DecouplingRequest::Sign { dimension, document_number, dated } => {
            signed(dimension, document_number, *dated, situation)?
        }
        DecouplingRequest::MarkStuck { ground, reasons } => {
            DecouplingEvent::MarkedStuck { ground: *ground, reasons: reasons.clone() }
        }
        DecouplingRequest::ClearStuck { reasons } => {
            DecouplingEvent::StuckCleared { reasons: reasons.clone() }
        }
        DecouplingRequest::Reopen { findings, due_on, reasons } => DecouplingEvent::Reopened {
            findings: findings.clone(),
            unit: must_be_listed(situation)?.of.leading_group.clone(),
            due_on: *due_on,
            reasons: reasons.clone(),
        },
        DecouplingRequest::Conclude { remarks } => {
            DecouplingEvent::Concluded { remarks: remarks.clone() }
        }
        DecouplingRequest::Complete { .. } => {
            return Err(malformed("act", "is completed by several events"));
        }
    })
}

fn must_be_listed<E>(situation: &DecouplingSituation) -> Result<&Decoupling, DecideError<E>> {
    let case = situation.organization.decoupling.as_deref();
    case.ok_or_else(|| malformed("decoupling", "it is not listed"))
}

fn listed<E>(
    listing: &Listing,
    situation: &DecouplingSituation,
) -> Result<DecouplingEvent, DecideError<E>> {
    let programme = situation.programme.as_ref();
    let programme = programme.ok_or_else(|| malformed("programme", "no such programme"))?;
    let batch = programme.batch(listing.batch);
    let batch = batch.ok_or_else(|| malformed("batch", "no such batch"))?;
    let department = situation.department.as_ref().map(Unit::reference);
    Ok(DecouplingEvent::Listed {
        of: CaseOf {
            programme: programme.id.clone(),
            title: programme.title.clone(),
            leading_group: programme.leading_group.clone(),
            checklist: programme.checklist.clone(),
            batch: batch.number,
        },
        department: department.ok_or_else(|| malformed("supervision", "nobody supervises it"))?,
        due_on: batch.target_on,
        scope: listing.scope.clone(),
    })
}

fn planned<E>(
    plan: &PlanInput,
    situation: &DecouplingSituation,
    given: &Given<'_>,
) -> Result<DecouplingEvent, DecideError<E>> {
    let unknown = |field: &'static str| move || malformed(field, "no such unit");
    let to = match &plan.to {
        DestinationInput::Hub { consent, .. } => {
            let unit = situation.hub.as_ref().map(Unit::reference);
            let unit = unit.ok_or_else(unknown("to.unit"))?;
            GoesTo::Hub { unit, consent: consent.clone() }
        }
        DestinationInput::Direct { basis } => GoesTo::Direct { basis: basis.clone() },
    };
    let guidance = situation.guidance.as_ref().map(Unit::reference);
    Ok(DecouplingEvent::PlanSubmitted {
        plan: Box::new(DecouplingPlan {
            document_number: plan.document_number.clone(),
            dated: plan.dated,
            to,
            guidance: guidance.ok_or_else(unknown("guidance"))?,
            party_building: situation.party_building.as_ref().map(Unit::reference),
            submitted_on: given.on,
            approved: None,
            by: situation.by.clone(),
        }),
    })
}

/// The unit that signs or sends back.
fn acting<E>(situation: &DecouplingSituation) -> Result<UnitRef, DecideError<E>> {
    let unit = situation.acting.as_ref().map(Unit::reference);
    unit.ok_or_else(|| malformed("dimension", "not on the checklist"))
}

fn signed<E>(
    dimension: &str,
    document_number: &str,
    dated: NaiveDate,
    situation: &DecouplingSituation,
) -> Result<DecouplingEvent, DecideError<E>> {
    let known = situation.checklist.as_ref().and_then(|list| list.dimension(dimension));
    let known = known.ok_or_else(|| malformed("dimension", "not on the checklist"))?;
    let role = must_be_listed(situation)?.next_signer(known);
    let role = role.ok_or_else(|| malformed("dimension", "signed by all"))?;
    Ok(DecouplingEvent::DimensionSigned {
        dimension: dimension.to_owned(),
        signature: Signature {
            role,
            unit: acting(situation)?,
            document_number: document_number.to_owned(),
            dated,
            by: situation.by.clone(),
        },
    })
}

/// The department leaves and guides from now on; the organization goes where the plan says; who leads
/// its party building is settled; charter and certificate follow.
pub(super) fn completed<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    situation: &DecouplingSituation,
    (document_number, dated): (&str, NaiveDate),
    given: &Given<'_>,
) -> Outcome<Events, R> {
    let organization = &situation.organization;
    let case = must_be_listed(situation)?;
    let plan = case.plan.as_ref().ok_or_else(|| malformed("plan", "there is none"))?;
    let department = organization.supervision.as_ref().map(|s| s.unit.clone());
    let department = department.ok_or_else(|| malformed("supervision", "nobody supervises it"))?;
    let to = match &plan.to {
        GoesTo::Hub { unit, .. } => Taker::Unit(unit.clone()),
        GoesTo::Direct { basis } => Taker::Nobody(basis.clone()),
    };
    let (because, on) = (EndOfSupervision::Decoupled, given.on);
    let passing = Passing { because, document_number, dated: Some(dated), release: None };
    let mut events = pass(register, books, act, organization, &passing, to, given)?;
    let guidance =
        situation.guidance.as_ref().map_or_else(|| plan.guidance.clone(), Unit::reference);
    let leads = situation.party_building.as_ref().map(Unit::reference);
    events.extend(related(organization, case, (&guidance, leads.as_ref()), document_number, on));
    let done = DecouplingEvent::Completed {
        department,
        document_number: document_number.to_owned(),
        dated,
        industry_association: is_of_industry(situation),
    };
    events.push((Event::Decoupling(Box::new(done)), on));
    Ok(events)
}

/// Guidance by the department that the plan names, and party building by who leads it from now on.
fn related(
    organization: &Organization,
    case: &Decoupling,
    (guidance, leads): (&UnitRef, Option<&UnitRef>),
    document_number: &str,
    on: NaiveDate,
) -> Events {
    let began = |kind, unit: &UnitRef| {
        let (basis, document_number) = (case.of.title.clone(), Some(document_number.to_owned()));
        told(AffiliationEvent::Began { kind, unit: unit.clone(), basis, document_number }, on)
    };
    let has = |kind, unit: &UnitRef| {
        organization.relations.iter().any(|r| r.kind == kind && r.unit.id == unit.id)
    };
    let mut events = Vec::new();
    if !has(RelationKind::Guidance, guidance) {
        events.push(began(RelationKind::Guidance, guidance));
    }
    if let Some(unit) = leads.filter(|unit| !has(RelationKind::PartyBuilding, unit)) {
        let before =
            organization.relations.iter().filter(|r| r.kind == RelationKind::PartyBuilding);
        for relation in before {
            let (kind, unit) = (relation.kind, relation.unit.clone());
            let document_number = Some(document_number.to_owned());
            let reason = case.of.title.clone();
            events.push(told(AffiliationEvent::Ended { kind, unit, reason, document_number }, on));
        }
        events.push(began(RelationKind::PartyBuilding, unit));
    }
    events
}
