//! How events change the relations of an organization.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{AffiliationEvent, CharterDue, PlannedStep, Relation, RelationKind, Suspension};
use crate::{
    organization::{Organization, SupervisionRecord},
    unit::UnitRef,
};

/// Folds one event into the state. Total: an event that does not fit (one before the organization
/// is registered, or about a relation that is not there) changes nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &AffiliationEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    change(&mut organization, event, effective_on);
    Some(organization)
}

fn change(organization: &mut Organization, event: &AffiliationEvent, effective_on: NaiveDate) {
    match event {
        AffiliationEvent::Began { kind, unit, basis, document_number } => {
            organization.relations.push(Relation {
                kind: *kind,
                unit: unit.clone(),
                since: effective_on,
                basis: basis.clone(),
                document_number: document_number.clone(),
                suspended: None,
            });
        }
        AffiliationEvent::Ended { kind, unit, .. } => {
            organization.relations.retain(|r| !(r.kind == *kind && r.unit.id == unit.id));
        }
        AffiliationEvent::Suspended { kind, unit, reason } => {
            let suspension = Suspension { since: effective_on, reason: reason.clone() };
            suspend(organization, *kind, unit, Some(suspension));
        }
        AffiliationEvent::Resumed { kind, unit, .. } => suspend(organization, *kind, unit, None),
        AffiliationEvent::EndingNotified { notice, .. } => {
            if let Some(supervision) = &mut organization.supervision {
                supervision.ending = Some(notice.clone());
            }
        }
        AffiliationEvent::EndingRescinded { .. } => {
            if let Some(supervision) = &mut organization.supervision {
                // What was planned was planned for its end.
                supervision.ending = None;
                supervision.plan = None;
            }
        }
        AffiliationEvent::SupervisionEnded { unit, .. } => {
            if organization.supervision.as_ref().is_some_and(|s| s.unit.id == unit.id) {
                organization.supervision = None;
            }
        }
        AffiliationEvent::BecameDirect { basis, .. } => organization.direct = Some(basis.clone()),
        AffiliationEvent::MemberPlanned { plan } => {
            if let Some(supervision) = &mut organization.supervision {
                supervision.plan = Some(PlannedStep { plan: plan.clone(), on: effective_on });
            }
        }
        AffiliationEvent::CharterToRatify { by } => {
            organization.charter_due = Some(CharterDue { since: effective_on, by: *by });
        }
        AffiliationEvent::Told { kind, unit, since, until, source } => {
            told(organization, *kind, unit, *since, *until, source);
        }
    }
}

fn suspend(
    organization: &mut Organization,
    kind: RelationKind,
    unit: &UnitRef,
    suspended: Option<Suspension>,
) {
    let mut relations = organization.relations.iter_mut();
    if let Some(relation) = relations.find(|r| r.kind == kind && r.unit.id == unit.id) {
        relation.suspended = suspended;
    }
}

/// What an older source tells of a relation that goes on; what it tells of one that ended stands in
/// the log and in the table of relations only.
fn told(
    organization: &mut Organization,
    kind: RelationKind,
    unit: &UnitRef,
    since: NaiveDate,
    until: Option<NaiveDate>,
    source: &str,
) {
    if until.is_some() {
        return;
    }
    if kind == RelationKind::Supervision {
        organization.supervision = Some(SupervisionRecord::begun(unit.clone(), since, source));
        organization.direct = None;
        return;
    }
    organization.relations.push(Relation {
        kind,
        unit: unit.clone(),
        since,
        basis: source.to_owned(),
        document_number: None,
        suspended: None,
    });
}
