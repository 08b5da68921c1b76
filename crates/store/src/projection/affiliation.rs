//! Relations of organizations: one row each, kept when it has ended.

use shuniu_core::{
    affiliation::{AffiliationEvent, RelationKind},
    organization::Organization,
    unit::UnitRef,
};

use super::{Rows, to_json};
use crate::{Entry, RelationRow, StoreError, Writer};

/// What an event changes in the table of relations.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    event: &AffiliationEvent,
    entry: &Entry,
) -> Result<(), StoreError> {
    let begun = |kind: RelationKind, unit: &UnitRef, basis: &str, from| {
        let of = (entry.position, from);
        RelationRow::begun(of, &organization.id, unit.id.as_str(), kind.id(), basis)
    };
    match event {
        AffiliationEvent::Began { kind, unit, basis, document_number } => {
            let row = begun(*kind, unit, basis, entry.effective_on);
            rows.relations.push(RelationRow { document: document_number.clone(), ..row });
        }
        AffiliationEvent::Told { kind, unit, since, until, source } => {
            let row = begun(*kind, unit, source, *since);
            rows.relations.push(RelationRow { valid_to: *until, ..row });
        }
        AffiliationEvent::Ended { kind, unit, .. } => {
            change(writer, rows, organization, (*kind, unit), entry, |row| {
                row.valid_to = Some(entry.effective_on);
            })?;
        }
        AffiliationEvent::SupervisionEnded { unit, .. } => {
            change(writer, rows, organization, (RelationKind::Supervision, unit), entry, |row| {
                row.valid_to = Some(entry.effective_on);
            })?;
        }
        AffiliationEvent::Suspended { kind, unit, .. } => {
            change(writer, rows, organization, (*kind, unit), entry, |row| {
                row.suspended_on = Some(entry.effective_on);
            })?;
        }
        AffiliationEvent::Resumed { kind, unit, .. } => {
            change(writer, rows, organization, (*kind, unit), entry, |row| {
                row.suspended_on = None;
            })?;
        }
        AffiliationEvent::EndingNotified { unit, notice } => {
            change(writer, rows, organization, (RelationKind::Supervision, unit), entry, |row| {
                row.notified_on = Some(notice.dated);
                row.due_on = notice.due.map(|due| due.last_day);
            })?;
        }
        AffiliationEvent::EndingRescinded { unit, .. } => {
            change(writer, rows, organization, (RelationKind::Supervision, unit), entry, |row| {
                row.notified_on = None;
                row.due_on = None;
                row.plan = None;
            })?;
        }
        AffiliationEvent::MemberPlanned { plan } => {
            let Some(supervision) = &organization.supervision else { return Ok(()) };
            let planned = to_json(plan)?;
            let relation = (RelationKind::Supervision, &supervision.unit);
            change(writer, rows, organization, relation, entry, |row| row.plan = Some(planned))?;
        }
        AffiliationEvent::BecameDirect { .. } | AffiliationEvent::CharterToRatify { .. } => {}
    }
    Ok(())
}

/// Changes the open row of a relation.
fn change(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    (kind, unit): (RelationKind, &UnitRef),
    entry: &Entry,
    change: impl FnOnce(&mut RelationRow),
) -> Result<(), StoreError> {
    // What is collected of this organization must be there to be changed.
    rows.write_within(writer, &entry.stream)?;
    let open = |row: &RelationRow| {
        row.valid_to.is_none() && row.kind == kind.id() && row.unit == unit.id.as_str()
    };
    if let Some(mut row) = writer.relations_of(&organization.id, None)?.into_iter().find(open) {
        change(&mut row);
        writer.change_relation(&row)?;
    }
    Ok(())
}
