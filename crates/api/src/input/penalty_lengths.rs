//! Lengths of texts and lists, and ranges of numbers and days, in acts on penalties.

use shuniu_core::oversight::penalty::{
    AnnulPenalty, Breach, DecidePenalty, DropPenalty, EndRemedy, EvidenceInput, ExcludePenaltyTime,
    ExtendPenalty, FilePenaltyCase, HoldHearing, Measure, NotifyPenalty, PayPenalty,
    ResumeActivity, ReviewPenalty, SealAway, SeekRemedy, ServePenalty, SettleEvidence,
    StatePenalty,
};

use super::lengths::{TITLE, between, day, in_range, within};
use crate::problem::Problem;

/// A name of a place, a way of delivery.
const LONG: usize = 200;
/// An item, an outcome.
const ITEM: usize = 500;
/// Reasons.
const REASON: usize = 2_000;
/// Facts and reasons of a notice or decision.
const WHOLE: usize = 4_000;
/// The most yuan.
const MOST_YUAN: i64 = 1_000_000_000_000;
/// The most of anything that is counted in a case.
const MOST: i64 = 1_000;

fn number(stated: &str) -> Result<(), Problem> {
    within("/document_number", stated, TITLE)
}

/// A filing.
pub fn filing(stated: &FilePenaltyCase) -> Result<(), Problem> {
    const OFFICERS: usize = 10;
    breach(&stated.breach)?;
    within("/source", &stated.source, LONG)?;
    between("/officers", stated.officers.len(), OFFICERS)?;
    for (index, officer) in stated.officers.iter().enumerate() {
        within(&format!("/officers/{index}"), officer, TITLE)?;
    }
    number(&stated.document_number)
}

fn breach(stated: &Breach) -> Result<(), Problem> {
    within("/breach/facts", &stated.facts, REASON)?;
    day("/breach/from", stated.from)?;
    day("/breach/until", stated.until)?;
    day("/breach/found_on", stated.found_on)?;
    stated.place.as_deref().map_or(Ok(()), |place| within("/breach/place", place, LONG))
}

/// Evidence.
pub fn evidence(stated: &EvidenceInput) -> Result<(), Problem> {
    within("/item", &stated.item, ITEM)?;
    number(&stated.document_number)
}

/// What becomes of it.
pub fn settled(stated: &SettleEvidence) -> Result<(), Problem> {
    in_range("/evidence", stated.evidence.into(), 1, MOST)?;
    within("/outcome", &stated.outcome, ITEM)
}

fn measures(stated: &[Measure]) -> Result<(), Problem> {
    const MEASURES: usize = 8;
    const MONTHS: i64 = 36;
    between("/measures", stated.len(), MEASURES)?;
    for (index, measure) in stated.iter().enumerate() {
        let at = |field: &str| format!("/measures/{index}/{field}");
        match measure {
            Measure::OrderCorrection { by } => day(&at("by"), *by)?,
            Measure::Fine { yuan, base_yuan, .. } => {
                in_range(&at("yuan"), *yuan, 1, MOST_YUAN)?;
                in_range(&at("base_yuan"), *base_yuan, 1, MOST_YUAN)?;
            }
            Measure::Confiscation { yuan } => in_range(&at("yuan"), *yuan, 1, MOST_YUAN)?,
            Measure::Suspension { months } => {
                in_range(&at("months"), (*months).into(), 1, MONTHS)?;
            }
            Measure::Warning {}
            | Measure::ReplaceManager {}
            | Measure::Revocation {}
            | Measure::Rescission {} => {}
        }
    }
    Ok(())
}

/// A notice.
pub fn notice(stated: &NotifyPenalty) -> Result<(), Problem> {
    measures(&stated.measures)?;
    within("/facts", &stated.facts, WHOLE)?;
    number(&stated.document_number)?;
    day("/delivered_on", stated.delivered_on)?;
    within("/delivered_by", &stated.delivered_by, LONG)
}

/// A statement.
pub fn statement(stated: &StatePenalty) -> Result<(), Problem> {
    within("/text", &stated.text, WHOLE)
}

/// A hearing.
pub fn hearing(stated: &HoldHearing) -> Result<(), Problem> {
    day("/notified_on", stated.notified_on)?;
    day("/held_on", stated.held_on)?;
    within("/record_number", &stated.record_number, TITLE)
}

/// A review.
pub fn review(stated: &ReviewPenalty) -> Result<(), Problem> {
    within("/opinion", &stated.opinion, REASON)
}

/// An extension.
pub fn extension(stated: &ExtendPenalty) -> Result<(), Problem> {
    const DAYS: i64 = 366;
    stated.days.map_or(Ok(()), |days| in_range("/days", days.into(), 1, DAYS))?;
    day("/until", stated.until)?;
    number(&stated.document_number)
}

/// Time that does not count.
pub fn excluded(stated: &ExcludePenaltyTime) -> Result<(), Problem> {
    day("/from", stated.from)?;
    day("/to", stated.to)
}

/// A decision.
pub fn decision(stated: &DecidePenalty) -> Result<(), Problem> {
    measures(&stated.measures)?;
    within("/reasons", &stated.reasons, WHOLE)?;
    stated.milder.as_deref().map_or(Ok(()), |milder| within("/milder", milder, REASON))?;
    day("/deliberated_on", stated.deliberated_on)?;
    number(&stated.document_number)
}

/// That there is none.
pub fn drop(stated: &DropPenalty) -> Result<(), Problem> {
    within("/reasons", &stated.reasons, REASON)?;
    if let Some(authority) = &stated.transferred_to {
        within("/transferred_to", authority, LONG)?;
    }
    number(&stated.document_number)
}

/// A delivery.
pub fn service(stated: &ServePenalty) -> Result<(), Problem> {
    day("/delivered_on", stated.delivered_on)?;
    within("/delivered_by", &stated.delivered_by, LONG)
}

/// What is sealed away.
pub fn sealed(stated: &SealAway) -> Result<(), Problem> {
    day("/on", stated.on)
}

/// That it resumes.
pub fn resumed(stated: &ResumeActivity) -> Result<(), Problem> {
    within("/report", &stated.report, TITLE)
}

/// A payment.
pub fn payment(stated: &PayPenalty) -> Result<(), Problem> {
    day("/paid_on", stated.paid_on)?;
    in_range("/yuan", stated.yuan, 1, MOST_YUAN)?;
    within("/receipt", &stated.receipt, TITLE)
}

/// A challenge.
pub fn challenge(stated: &SeekRemedy) -> Result<(), Problem> {
    day("/filed_on", stated.filed_on)?;
    within("/authority", &stated.authority, TITLE)?;
    number(&stated.document_number)
}

/// How one ended.
pub fn challenge_end(stated: &EndRemedy) -> Result<(), Problem> {
    in_range("/remedy", stated.remedy.into(), 1, MOST)?;
    day("/ended_on", stated.ended_on)?;
    number(&stated.document_number)
}

/// An annulment.
pub fn annulment(stated: &AnnulPenalty) -> Result<(), Problem> {
    day("/annulled_on", stated.annulled_on)?;
    within("/reasons", &stated.reasons, REASON)?;
    number(&stated.document_number)
}
