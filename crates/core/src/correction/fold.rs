//! What a correction adds to the record of an organization. What it does to the entry that it is about,
//! `replay.rs` does: the fold of a correction alone is not the record as corrected.
//!
//! What may not enter: whether it is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    BackdatingApproval, Consequences, Correction, CorrectionEvent, CorrectionGrounds,
    CorrectionKind, Corrections, FactChange, FactItem,
};
use crate::organization::Organization;

/// Folds a correction into the state. Total: before there is an organization it changes nothing.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &CorrectionEvent,
    on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    match event {
        CorrectionEvent::RecordCorrected { entry, consequences, grounds, .. } => {
            let of = (CorrectionKind::RecordError, Some(*entry), on);
            keep(&mut organization.corrections, of, grounds, consequences);
        }
        CorrectionEvent::ActAnnulled { entry, consequences, grounds, .. } => {
            let of = (CorrectionKind::Annulment, Some(*entry), on);
            keep(&mut organization.corrections, of, grounds, consequences);
        }
        CorrectionEvent::FactChanged { fact, grounds } => {
            rename(&mut organization, fact);
            let of = (CorrectionKind::Fact, None, on);
            keep(&mut organization.corrections, of, grounds, &Consequences::default());
        }
        CorrectionEvent::BackdatingApproved { entry, reaches_to, grounds, by } => {
            organization.corrections.approvals.push(BackdatingApproval {
                entry: *entry,
                reaches_to: *reaches_to,
                by: by.clone(),
                document_number: grounds.document_number.clone(),
            });
        }
    }
    Some(organization)
}

/// An approval is used up by the correction that it was given for.
fn keep(
    corrections: &mut Corrections,
    (kind, entry, on): (CorrectionKind, Option<i64>, NaiveDate),
    grounds: &CorrectionGrounds,
    consequences: &Consequences,
) {
    if consequences.reissue {
        corrections.reissue_since = Some(on);
    }
    corrections.approvals.retain(|approval| approval.entry != entry);
    let (grounds, resting) = (grounds.clone(), consequences.resting.clone());
    corrections.made.push(Correction { kind, on, entry, grounds, resting });
}

fn rename(organization: &mut Organization, fact: &FactChange) {
    let (items, new) = (&mut organization.items, fact.new.clone());
    match fact.item {
        FactItem::Domicile => items.domicile = Some(new),
        FactItem::ActivityArea => items.activity_area = Some(new),
        FactItem::LegalRepresentative => {
            if let Some(person) = &mut items.legal_representative {
                person.name = new;
            }
        }
    }
}
