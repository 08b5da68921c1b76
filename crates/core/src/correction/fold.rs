//! What a correction adds to the record of an organization. What it does to the entry that it is about,
//! `replay.rs` does: the fold of a correction alone is not the record as corrected.
//!
//! What may not enter: whether it is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    BackdatingApproval, Correction, CorrectionEvent, CorrectionKind, Corrections, FactChange,
    FactItem,
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
        CorrectionEvent::RecordCorrected {
            entry,
            resting,
            reissue,
            reasons,
            document_number,
            court,
            ..
        } => {
            let made = Correction {
                kind: CorrectionKind::RecordError,
                on,
                entry: Some(*entry),
                reasons: reasons.clone(),
                document_number: document_number.clone(),
                court: court.clone(),
                resting: resting.clone(),
            };
            keep(&mut organization.corrections, made, *reissue);
        }
        CorrectionEvent::ActAnnulled {
            entry,
            resting,
            reissue,
            reasons,
            document_number,
            court,
            ..
        } => {
            let made = Correction {
                kind: CorrectionKind::Annulment,
                on,
                entry: Some(*entry),
                reasons: reasons.clone(),
                document_number: document_number.clone(),
                court: court.clone(),
                resting: resting.clone(),
            };
            keep(&mut organization.corrections, made, *reissue);
        }
        CorrectionEvent::FactChanged { fact, reasons, document_number, court } => {
            rename(&mut organization, fact);
            let made = Correction {
                kind: CorrectionKind::Fact,
                on,
                entry: None,
                reasons: reasons.clone(),
                document_number: document_number.clone(),
                court: court.clone(),
                resting: Vec::new(),
            };
            keep(&mut organization.corrections, made, false);
        }
        CorrectionEvent::BackdatingApproved { entry, reaches_to, document_number, by, .. } => {
            organization.corrections.approvals.push(BackdatingApproval {
                entry: *entry,
                reaches_to: *reaches_to,
                by: by.clone(),
                document_number: document_number.clone(),
            });
        }
    }
    Some(organization)
}

/// An approval is used up by the correction that it was given for.
fn keep(corrections: &mut Corrections, made: Correction, reissue: bool) {
    if reissue {
        corrections.reissue_since = Some(made.on);
    }
    corrections.approvals.retain(|approval| approval.entry != made.entry);
    corrections.made.push(made);
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
