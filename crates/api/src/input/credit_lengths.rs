//! Lengths of texts and lists, and ranges of numbers and days, in acts on credit.

use shuniu_core::oversight::credit::{
    Letter, ListInput, NotifyListing, RemoveFromList, StatedPenalty, WaiveListing,
};

use super::lengths::{TITLE, at_most, day, in_range, within};
use crate::problem::Problem;

/// The longest way of delivery.
const LONG: usize = 200;
/// The longest text.
const REASON: usize = 2_000;

/// A text that must be there.
pub fn text(pointer: &str, stated: &str) -> Result<(), Problem> {
    within(pointer, stated, REASON)
}

/// The number of a document.
pub fn number(stated: &str) -> Result<(), Problem> {
    within("/document_number", stated, TITLE)
}

/// A letter.
pub fn letter(stated: &Letter) -> Result<(), Problem> {
    within("/mail_number", &stated.mail_number, TITLE)?;
    day("/sent_on", stated.sent_on)
}

/// A notice.
pub fn notice(stated: &NotifyListing) -> Result<(), Problem> {
    text("/facts", &stated.facts)?;
    year(stated.year)?;
    number(&stated.document_number)?;
    within("/delivered_by", &stated.delivered_by, LONG)?;
    day("/delivered_on", stated.delivered_on)
}

/// That it is not listed.
pub fn waiver(stated: &WaiveListing) -> Result<(), Problem> {
    text("/reasons", &stated.reasons)?;
    stated.proof.as_deref().map_or(Ok(()), |proof| within("/proof", proof, TITLE))
}

/// A listing.
pub fn listing(stated: &ListInput) -> Result<(), Problem> {
    const PENALTIES: usize = 20;
    text("/facts", &stated.facts)?;
    year(stated.year)?;
    at_most("/penalties", stated.penalties.len(), PENALTIES)?;
    for (index, stated) in stated.penalties.iter().enumerate() {
        penalty(index, stated)?;
    }
    number(&stated.document_number)
}

/// A removal.
pub fn removal(stated: &RemoveFromList) -> Result<(), Problem> {
    text("/note", &stated.note)?;
    day("/verified_on", stated.verified_on)?;
    number(&stated.document_number)
}

fn year(stated: Option<i32>) -> Result<(), Problem> {
    const YEARS: (i64, i64) = (1990, 2200);
    stated.map_or(Ok(()), |year| in_range("/year", year.into(), YEARS.0, YEARS.1))
}

fn penalty(index: usize, stated: &StatedPenalty) -> Result<(), Problem> {
    const MOST_YUAN: i64 = 1_000_000_000_000;
    let at = format!("/penalties/{index}");
    within(&format!("{at}/document_number"), &stated.document_number, TITLE)?;
    within(&format!("{at}/authority"), &stated.authority, TITLE)?;
    day(&format!("{at}/decided_on"), stated.decided_on)?;
    in_range(&format!("{at}/yuan"), stated.yuan.unwrap_or_default(), 0, MOST_YUAN)
}
