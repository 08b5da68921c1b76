//! Lengths of texts and lists in acts of decoupling.

use shuniu_core::decoupling::{
    Batch, DestinationInput, ItemFinding, Listing, PlanInput, ProgrammeInput, RecordedItem,
    Retention,
};

use super::lengths::{NAME, TITLE, at_most, between, within};
use crate::problem::Problem;

/// Most items or findings of one act.
const ITEMS: usize = 100;
/// The longest key of an item.
const KEY: usize = 120;
/// The longest reasons.
const REASONS: usize = 2_000;
/// The longest title.
const LONG_TITLE: usize = 200;

/// A programme.
pub fn programme(stated: &ProgrammeInput) -> Result<(), Problem> {
    const SIGNERS: usize = 10;
    within("/title", &stated.title, LONG_TITLE)?;
    within("/checklist", &stated.checklist, NAME)?;
    within("/document_number", &stated.document_number, TITLE)?;
    between("/batches", stated.batches.len(), ITEMS)?;
    batches(&stated.batches)?;
    at_most("/signers", stated.signers.len(), SIGNERS)
}

/// The numbers and days of batches.
pub fn batches(stated: &[Batch]) -> Result<(), Problem> {
    const MOST: u32 = 1_000;
    at_most("/batches", stated.len(), ITEMS)?;
    for (index, batch) in stated.iter().enumerate() {
        let share = batch.share.map_or(0, |share| share.parts.max(share.of_parts));
        if !(1..=MOST).contains(&batch.number) || share > MOST {
            let text = super::remedy("range");
            return Err(Problem::field(format!("/batches/{index}/number"), "range", text));
        }
        crate::cursor::legal_date("batches.target_on", Some(batch.target_on))?;
    }
    Ok(())
}

/// What lists an organization.
pub fn listing(stated: &Listing) -> Result<(), Problem> {
    const IDENTIFIER: usize = 64;
    const NATURE: usize = 500;
    within("/programme", &stated.programme, IDENTIFIER)?;
    match stated.scope.as_ref().and_then(|scope| scope.by_nature.as_ref()) {
        Some(why) => within("/scope/by_nature", why, NATURE),
        None => Ok(()),
    }
}

/// The plan of an organization.
pub fn decoupling_plan(stated: &PlanInput) -> Result<(), Problem> {
    within("/document_number", &stated.document_number, TITLE)?;
    let DestinationInput::Direct { basis } = &stated.to else { return Ok(()) };
    within("/to/basis/class", &basis.class, NAME)?;
    within("/to/basis/field", &basis.field, NAME)?;
    within("/to/basis/policy_document", &basis.policy_document, LONG_TITLE)
}

/// Items with what shows them.
pub fn recorded_items(stated: &[RecordedItem]) -> Result<(), Problem> {
    const DOCUMENTS: usize = 20;
    const REASON: usize = 500;
    between("/items", stated.len(), ITEMS)?;
    for (index, item) in stated.iter().enumerate() {
        within(&format!("/items/{index}/item"), &item.item, KEY)?;
        if let Some(reason) = &item.not_applicable {
            within(&format!("/items/{index}/not_applicable"), reason, REASON)?;
        }
        at_most(&format!("/items/{index}/evidence"), item.evidence.len(), DOCUMENTS)?;
        for (at, document) in item.evidence.iter().enumerate() {
            let pointer = format!("/items/{index}/evidence/{at}");
            within(&format!("{pointer}/title"), &document.title, LONG_TITLE)?;
            if let Some(number) = &document.number {
                within(&format!("{pointer}/number"), number, TITLE)?;
            }
            if document.sha256.as_deref().is_some_and(|d| !super::application::is_sha256(d)) {
                let text = super::remedy("sha256");
                return Err(Problem::field(format!("{pointer}/sha256"), "sha256", text));
            }
            crate::cursor::legal_date("items.evidence.dated", Some(document.dated))?;
        }
    }
    Ok(())
}

/// What was found or is sent back.
pub fn findings(stated: &[ItemFinding]) -> Result<(), Problem> {
    between("/findings", stated.len(), ITEMS)?;
    for (index, finding) in stated.iter().enumerate() {
        within(&format!("/findings/{index}/item"), &finding.item, KEY)?;
        within(&format!("/findings/{index}/reasons"), &finding.reasons, REASONS)?;
    }
    Ok(())
}

/// Why a department keeps the role for now.
pub fn retention(stated: &Retention) -> Result<(), Problem> {
    within("/retention/function", &stated.function, LONG_TITLE)?;
    within("/retention/document_number", &stated.document_number, TITLE)?;
    within("/retention/reasons", &stated.reasons, REASONS)
}
