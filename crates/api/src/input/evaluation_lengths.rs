//! Lengths of texts and lists, and ranges of numbers and days, in acts of evaluation.

use shuniu_core::evaluation::{
    ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CloseEvaluation, ConfirmGrade,
    DecideGrade, Expert, GradePublicity, GradeReviewRequest, OpenRound, ReturnGradeCertificate,
    SiteReportInput,
};

use super::lengths::{NAME, TITLE, at_most, between, day, in_range, within};
use crate::problem::Problem;

/// A place.
const LONG: usize = 200;
/// Reasons, notes.
const REASON: usize = 2_000;
/// The most of anything that is counted.
const MOST: i64 = 10_000;
/// Members of a committee.
const MEMBERS: usize = 50;

/// A round.
pub fn round(stated: &OpenRound) -> Result<(), Problem> {
    const DAYS: i64 = 90;
    within("/title", &stated.title, TITLE)?;
    within("/document_number", &stated.document_number, TITLE)?;
    day("/published_on", stated.published_on)?;
    day("/apply_from", stated.apply_from)?;
    day("/apply_until", stated.apply_until)?;
    in_range("/publicity_days", stated.publicity_days.into(), 1, DAYS)?;
    for (kind, sheet) in &stated.sheets {
        within(&format!("/sheets/{}", kind.id()), sheet, TITLE)?;
    }
    between("/committee", stated.committee.len(), MEMBERS)?;
    for (index, member) in stated.committee.iter().enumerate() {
        within(&format!("/committee/{index}/name"), &member.name, NAME)?;
        within(&format!("/committee/{index}/office"), &member.office, TITLE)?;
    }
    Ok(())
}

/// An application.
pub fn application(stated: &ApplyForEvaluation) -> Result<(), Problem> {
    in_range("/round", stated.round.into(), 1, MOST)
}

/// A follow-up or check.
pub fn check(stated: &BeginCheckEvaluation) -> Result<(), Problem> {
    in_range("/round", stated.round.into(), 1, MOST)?;
    within("/facts", &stated.facts, REASON)
}

/// That it is eligible.
pub fn eligibility(stated: &CheckEligibility) -> Result<(), Problem> {
    within("/note", &stated.note, REASON)
}

fn expert(at: &str, stated: &Expert) -> Result<(), Problem> {
    within(&format!("{at}/name"), &stated.name, NAME)?;
    day(&format!("{at}/left_on"), stated.left_on)
}

/// A report.
pub fn report(stated: &SiteReportInput) -> Result<(), Problem> {
    const EXPERTS: usize = 20;
    const LEAVES: usize = 500;
    day("/visited_on", stated.visited_on)?;
    within("/report_number", &stated.report_number, TITLE)?;
    between("/experts", stated.experts.len(), EXPERTS)?;
    for (index, stated) in stated.experts.iter().enumerate() {
        expert(&format!("/experts/{index}"), stated)?;
    }
    at_most("/scores", stated.scores.len(), LEAVES)?;
    for (key, points) in &stated.scores {
        within("/scores", key, TITLE)?;
        in_range(&format!("/scores/{key}"), *points, 0, MOST)?;
    }
    Ok(())
}

/// A ballot.
pub fn ballot(stated: &DecideGrade) -> Result<(), Problem> {
    day("/met_on", stated.met_on)?;
    stated.reasons.as_deref().map_or(Ok(()), |reasons| within("/reasons", reasons, REASON))?;
    between("/votes", stated.votes.len(), MEMBERS)?;
    for (index, vote) in stated.votes.iter().enumerate() {
        expert(&format!("/votes/{index}/member"), &vote.member)?;
    }
    within("/document_number", &stated.document_number, TITLE)
}

/// Publicity.
pub fn publicity(stated: &GradePublicity) -> Result<(), Problem> {
    day("/from", stated.from)?;
    day("/until", stated.until)?;
    within("/place", &stated.place, LONG)
}

/// A request for review.
pub fn objection(stated: &GradeReviewRequest) -> Result<(), Problem> {
    within("/reasons", &stated.reasons, REASON)
}

/// A confirmation.
pub fn confirmation(stated: &ConfirmGrade) -> Result<(), Problem> {
    within("/document_number", &stated.document_number, TITLE)
}

/// A closing.
pub fn closing(stated: &CloseEvaluation) -> Result<(), Problem> {
    within("/reasons", &stated.reasons, REASON)
}

/// What came back.
pub fn returned(stated: &ReturnGradeCertificate) -> Result<(), Problem> {
    in_range("/grade", stated.grade.into(), 1, MOST)?;
    day("/on", stated.on)
}
