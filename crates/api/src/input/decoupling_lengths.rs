//! Lengths of texts and lists in acts of decoupling.

use shuniu_core::{
    decoupling::{
        Batch, DestinationInput, ItemFinding, Listing, PlanInput, ProgrammeInput, RecordedItem,
        Retention, Scope,
    },
    text::Text,
};

use super::lengths::{NAME, TITLE, at_most, between, within};
use crate::{decoupling::AmendmentInput, problem::Problem};

/// Most items or findings of one act.
const ITEMS: usize = 100;
/// Most units that sign.
const SIGNERS: usize = 10;
/// The longest key of an item.
const KEY: usize = 120;
/// The longest reasons.
const REASONS: usize = 2_000;
/// The longest title.
const LONG_TITLE: usize = 200;

/// A programme.
pub fn programme(stated: &ProgrammeInput) -> Result<(), Problem> {
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
        let wrong = match (batch.number, share) {
            (1..=MOST, 0..=MOST) => None,
            (1..=MOST, _) => Some("share"),
            _ => Some("number"),
        };
        if let Some(field) = wrong {
            let text = super::remedy("range");
            return Err(Problem::field(format!("/batches/{index}/{field}"), "range", text));
        }
        let day = format!("/batches/{index}/target_on");
        crate::cursor::legal_date(&day, Some(batch.target_on))?;
    }
    Ok(())
}

/// The longest identifier of an organization or a programme.
const IDENTIFIER: usize = 64;

/// What lists an organization.
pub fn listing(stated: &Listing) -> Result<(), Problem> {
    within("/programme", &stated.programme, IDENTIFIER)?;
    scope("", stated.scope.as_ref())
}

/// A row of a list: which organization, and why it is in the scope.
pub fn listed_row(row: usize, organization: &str, why: Option<&Scope>) -> Result<(), Problem> {
    within(&format!("/rows/{row}/organization"), organization, IDENTIFIER)?;
    scope(&format!("/rows/{row}"), why)
}

fn scope(of: &str, stated: Option<&Scope>) -> Result<(), Problem> {
    const NATURE: usize = 500;
    match stated.and_then(|scope| scope.by_nature.as_ref()) {
        Some(why) => within(&format!("{of}/scope/by_nature"), why, NATURE),
        None => Ok(()),
    }
}

/// Batches and signers that are set: something is, and not too much.
pub fn amendment(stated: &AmendmentInput) -> Result<(), Problem> {
    if stated.batches.is_empty() && stated.signers.is_empty() {
        let text = Text::new("请填写批次或者签核单位。", "Set batches or signers.");
        return Err(Problem::field("/batches", "length", text));
    }
    batches(&stated.batches)?;
    at_most("/signers", stated.signers.len(), SIGNERS)
}

/// The plan of an organization.
pub fn decoupling_plan(stated: &PlanInput) -> Result<(), Problem> {
    within("/document_number", &stated.document_number, TITLE)?;
    match &stated.to {
        DestinationInput::Direct { basis } => {
            within("/to/basis/class", &basis.class, NAME)?;
            within("/to/basis/field", &basis.field, NAME)?;
            within("/to/basis/policy_document", &basis.policy_document, LONG_TITLE)
        }
        DestinationInput::Hub { consent, .. } => {
            within("/to/consent/number", &consent.number, TITLE)?;
            crate::cursor::legal_date("/to/consent/dated", Some(consent.dated)).map(drop)
        }
    }
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
            crate::cursor::legal_date(&format!("{pointer}/dated"), Some(document.dated))?;
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
