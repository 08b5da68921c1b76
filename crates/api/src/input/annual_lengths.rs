//! Lengths of texts and lists, and ranges of numbers and days, in annual reports and the acts on them.

use shuniu_core::{
    oversight::annual::{AnnualReport, ConcludeInspection, Publication, RaiseWarning},
    registration::Document,
    text::Text,
};

use super::{
    application::is_sha256,
    lengths::{TITLE, at_most, day, in_range, within},
};
use crate::problem::Problem;

/// The longest name of a place or body.
const LONG: usize = 200;
/// The longest reason or summary.
const REASON: usize = 2_000;
/// The largest sum, in yuan.
const MOST_YUAN: i64 = 1_000_000_000_000;

/// A reason or note that must be there.
pub fn text(pointer: &str, stated: &str) -> Result<(), Problem> {
    within(pointer, stated, REASON)
}

/// The same where it may be left out.
pub fn optional(pointer: &str, stated: Option<&str>) -> Result<(), Problem> {
    stated.map_or(Ok(()), |stated| text(pointer, stated))
}

/// Where and when the report was published.
pub fn publication(stated: &Publication) -> Result<(), Problem> {
    within("/publication/place", &stated.place, LONG)?;
    day("/publication/published_on", stated.published_on)
}

/// A conclusion, at its place in the body.
pub fn conclusion(at: &str, stated: &ConcludeInspection) -> Result<(), Problem> {
    const GROUNDS: usize = 20;
    at_most(&format!("{at}/grounds"), stated.grounds.len(), GROUNDS)?;
    for (index, ground) in stated.grounds.iter().enumerate() {
        within(&format!("{at}/grounds/{index}"), ground, TITLE)?;
    }
    optional(&format!("{at}/remarks"), stated.remarks.as_deref())?;
    day(&format!("{at}/rectify_by"), stated.rectify_by)?;
    within(&format!("{at}/document_number"), &stated.document_number, TITLE)
}

/// A warning.
pub fn warning(stated: &RaiseWarning) -> Result<(), Problem> {
    const WHAT: usize = 1_000;
    within("/what", &stated.what, WHAT)?;
    within("/owner", &stated.owner, TITLE)?;
    day("/due_on", stated.due_on)
}

/// A report.
pub fn report(stated: &AnnualReport) -> Result<(), Problem> {
    const YEARS: (i64, i64) = (1990, 2200);
    in_range("/year", stated.year.into(), YEARS.0, YEARS.1)?;
    text("/activities/summary", &stated.activities.summary)?;
    counts(stated)?;
    amounts(stated)?;
    if let Some(party) = &stated.party_work {
        const FULL_MEMBERS: i64 = 1_000_000;
        in_range("/party_work/full_members", party.full_members.into(), 0, FULL_MEMBERS)?;
        optional("/party_work/reason_for_none", party.reason_for_none.as_deref())?;
    }
    if let Some(exception) = &stated.exception {
        text("/exception/explanation", &exception.explanation)?;
    }
    if let Some(audit) = &stated.audit {
        within("/audit/firm", &audit.firm, LONG)?;
        within("/audit/number", &audit.number, TITLE)?;
    }
    documents(&stated.documents)
}

fn counts(stated: &AnnualReport) -> Result<(), Problem> {
    const MEETINGS: i64 = 1_000;
    const PEOPLE: i64 = 10_000;
    const MANY: i64 = 1_000_000;
    const MEMBERS: i64 = 10_000_000;
    let governance = &stated.governance;
    for (pointer, count, most) in [
        ("/activities/held", stated.activities.held, MANY),
        ("/governance/general_meetings", governance.general_meetings, MEETINGS),
        ("/governance/council_meetings", governance.council_meetings, MEETINGS),
        ("/governance/directors", governance.directors, PEOPLE),
        ("/governance/directors_kin", governance.directors_kin, PEOPLE),
        ("/governance/directors_paid", governance.directors_paid, PEOPLE),
        ("/governance/staff", governance.staff, MANY),
        ("/governance/members", governance.members, MEMBERS),
        ("/governance/branches", governance.branches, PEOPLE),
    ] {
        in_range(pointer, count.into(), 0, most)?;
    }
    Ok(())
}

fn amounts(stated: &AnnualReport) -> Result<(), Problem> {
    let (accounts, before) = (&stated.accounts, &stated.before);
    for (pointer, yuan) in [
        ("/accounts/income", Some(accounts.income)),
        ("/accounts/donations", Some(accounts.donations)),
        ("/accounts/spending", Some(accounts.spending)),
        ("/accounts/charity_spending", Some(accounts.charity_spending)),
        ("/accounts/pay", Some(accounts.pay)),
        ("/accounts/administration", Some(accounts.administration)),
        ("/accounts/management", Some(accounts.management)),
        ("/accounts/fundraising", Some(accounts.fundraising)),
        ("/accounts/assets", Some(accounts.assets)),
        ("/accounts/debts", Some(accounts.debts)),
        ("/before/income", before.income),
        ("/before/fund_balance", before.fund_balance),
        ("/before/average_income", before.average_income),
        ("/before/average_donations", before.average_donations),
    ] {
        in_range(pointer, yuan.unwrap_or_default(), 0, MOST_YUAN)?;
    }
    // Where debts are greater than what is owned these are below nought.
    for (pointer, yuan) in [
        ("/accounts/net_assets", Some(accounts.net_assets)),
        ("/before/net_assets", before.net_assets),
        ("/before/average_net_assets", before.average_net_assets),
    ] {
        in_range(pointer, yuan.unwrap_or_default(), -MOST_YUAN, MOST_YUAN)?;
    }
    Ok(())
}

fn documents(stated: &[Document]) -> Result<(), Problem> {
    const DOCUMENTS: usize = 100;
    at_most("/documents", stated.len(), DOCUMENTS)?;
    for (index, document) in stated.iter().enumerate() {
        within(&format!("/documents/{index}/title"), &document.title, LONG)?;
        for (field, text) in [("number", &document.number), ("issuer", &document.issuer)] {
            if let Some(text) = text {
                within(&format!("/documents/{index}/{field}"), text, TITLE)?;
            }
        }
        if document.sha256.as_deref().is_some_and(|digest| !is_sha256(digest)) {
            let told = Text::new("应为 64 位小写十六进制。", "64 lower-case hexadecimal digits.");
            return Err(Problem::field(format!("/documents/{index}/sha256"), "sha256", told));
        }
    }
    Ok(())
}
