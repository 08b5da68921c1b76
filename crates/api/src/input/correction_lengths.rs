//! Lengths of texts and lists, and ranges of days, in acts of correction.

use serde_json::Value;
use shuniu_core::{
    correction::{
        AnnulAct, ApproveBackdating, ChangeFact, CorrectRecord, CourtOrder, EnforceCourtOrder,
        EntryCorrection, FactChange, RestingAnswer, TakenBack,
    },
    text::Text,
};

use super::lengths::{TITLE, at_most, day, within};
use crate::problem::Problem;

/// The longest value of a field.
const VALUE: usize = 500;
/// The longest text.
const REASON: usize = 2_000;
/// Fields of one correction, and acts that it answers for.
const MANY: usize = 200;

fn grounds(reasons: &str, document_number: &str) -> Result<(), Problem> {
    within("/reasons", reasons, REASON)?;
    within("/document_number", document_number, TITLE)
}

/// A record error.
pub fn record(stated: &CorrectRecord) -> Result<(), Problem> {
    grounds(&stated.reasons, &stated.document_number)?;
    correction("/correction", &stated.correction)
}

/// A changed fact.
pub fn fact(stated: &ChangeFact) -> Result<(), Problem> {
    grounds(&stated.reasons, &stated.document_number)?;
    changed("/fact", &stated.fact)
}

/// An annulment.
pub fn annulment(stated: &AnnulAct) -> Result<(), Problem> {
    grounds(&stated.reasons, &stated.document_number)?;
    for (pointer, text) in
        [("/public_harm", &stated.public_harm), ("/statement", &stated.statement)]
    {
        text.as_deref().map_or(Ok(()), |text| within(pointer, text, REASON))?;
    }
    day("/delivered_on", stated.delivered_on)?;
    taken_back("/annulment", &stated.annulment)
}

/// An order of a court.
pub fn order(stated: &EnforceCourtOrder) -> Result<(), Problem> {
    within("/court", &stated.court, TITLE)?;
    within("/document_number", &stated.document_number, TITLE)?;
    day("/dated", stated.dated)?;
    day("/received_on", stated.received_on)?;
    match &stated.order {
        CourtOrder::Correct(input) => correction("/order", input),
        CourtOrder::Annul(input) => taken_back("/order", input),
        CourtOrder::Change(input) => changed("/order", input),
    }
}

/// An approval.
pub fn approval(stated: &ApproveBackdating) -> Result<(), Problem> {
    grounds(&stated.reasons, &stated.document_number)?;
    day("/reaches_to", stated.reaches_to)
}

fn correction(at: &str, stated: &EntryCorrection) -> Result<(), Problem> {
    at_most(&format!("{at}/fields"), stated.fields.len(), MANY)?;
    for (index, field) in stated.fields.iter().enumerate() {
        let at = format!("{at}/fields/{index}");
        within(&format!("{at}/field"), &field.field, TITLE)?;
        plain(&format!("{at}/old"), &field.old)?;
        plain(&format!("{at}/new"), &field.new)?;
    }
    day(&format!("{at}/effective_on"), stated.effective_on)?;
    resting(at, &stated.resting)
}

fn taken_back(at: &str, stated: &TakenBack) -> Result<(), Problem> {
    resting(at, &stated.resting)
}

fn changed(at: &str, stated: &FactChange) -> Result<(), Problem> {
    within(&format!("{at}/old"), &stated.old, VALUE)?;
    within(&format!("{at}/new"), &stated.new, VALUE)?;
    day(&format!("{at}/since"), stated.since)
}

fn resting(at: &str, stated: &[RestingAnswer]) -> Result<(), Problem> {
    at_most(&format!("{at}/resting"), stated.len(), MANY)?;
    for (index, answer) in stated.iter().enumerate() {
        within(&format!("{at}/resting/{index}/reasons"), &answer.reasons, REASON)?;
    }
    Ok(())
}

/// A value of a field: a text, a number, a truth or nothing.
fn plain(pointer: &str, value: &Value) -> Result<(), Problem> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        Value::String(text) if text.is_empty() => Ok(()),
        Value::String(text) => within(pointer, text, VALUE),
        Value::Array(_) | Value::Object(_) => {
            let text =
                Text::new("应当是文字、数字、真假或者空值。", "A text, number, truth or null.");
            Err(Problem::field(pointer, "type", text))
        }
    }
}
