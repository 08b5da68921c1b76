//! Lengths of texts and lists, and ranges of numbers and days, in acts of exit.

use shuniu_core::exit::{
    AnnouncementInput, Appointment, BeginLiquidation, Collected, DemandInput, Handed, Pledge,
    Report,
};

use super::lengths::{TITLE, at_most, between, day, in_range, within};
use crate::problem::Problem;

/// The longest name of a place or body.
const LONG: usize = 200;
/// The longest reason.
const REASON: usize = 500;
/// The largest sum, in yuan.
const MOST_YUAN: i64 = 1_000_000_000_000;

/// A group.
pub fn beginning(stated: &BeginLiquidation) -> Result<(), Problem> {
    const MEMBERS: i64 = 1_000;
    if let Some(number) = &stated.document_number {
        within("/document_number", number, TITLE)?;
    }
    if let Appointment::Court { ruling } = &stated.appointment {
        within("/appointment/ruling", ruling, TITLE)?;
    }
    day("/occurred_on", stated.occurred_on)?;
    day("/formed_on", stated.formed_on)?;
    within("/head", &stated.head, TITLE)?;
    in_range("/members", stated.members.into(), 1, MEMBERS)
}

/// An announcement.
pub fn announcement(stated: &AnnouncementInput) -> Result<(), Problem> {
    day("/published_on", stated.published_on)?;
    day("/claims_until", stated.claims_until)?;
    within("/place", &stated.place, LONG)
}

/// A report.
pub fn report(stated: &Report) -> Result<(), Problem> {
    const DISPOSALS: usize = 100;
    within("/confirmed_by", &stated.confirmed_by, LONG)?;
    day("/dated", stated.dated)?;
    for (pointer, yuan) in [
        ("/assets_yuan", stated.assets_yuan),
        ("/debts_yuan", stated.debts_yuan),
        ("/remaining_yuan", stated.remaining_yuan),
    ] {
        in_range(pointer, yuan, 0, MOST_YUAN)?;
    }
    at_most("/disposals", stated.disposals.len(), DISPOSALS)?;
    for (index, part) in stated.disposals.iter().enumerate() {
        within(&format!("/disposals/{index}/name"), &part.name, LONG)?;
        in_range(&format!("/disposals/{index}/yuan"), part.yuan, 0, MOST_YUAN)?;
        if let Some(number) = &part.document_number {
            within(&format!("/disposals/{index}/document_number"), number, TITLE)?;
        }
    }
    Ok(())
}

/// What is collected.
pub fn collected(stated: &Collected) -> Result<(), Problem> {
    for (field, handed) in stated.each() {
        if let Some(Handed::Void { notice, place, reason }) = handed {
            within(&format!("/{field}/notice"), notice, TITLE)?;
            within(&format!("/{field}/place"), place, LONG)?;
            within(&format!("/{field}/reason"), reason, REASON)?;
        }
    }
    Ok(())
}

/// A demand.
pub fn demand(stated: &DemandInput) -> Result<(), Problem> {
    const GROUNDS: usize = 8;
    const IDENTIFIER: usize = 64;
    between("/grounds", stated.grounds.len(), GROUNDS)?;
    if let Some(why) = &stated.scope.by_nature {
        within("/scope/by_nature", why, REASON)?;
    }
    within("/document_number", &stated.document_number, TITLE)?;
    match &stated.into {
        None => Ok(()),
        Some(other) => within("/into", other, IDENTIFIER),
    }
}

/// A pledge.
pub fn pledge(stated: &Pledge) -> Result<(), Problem> {
    within("/signed_by", &stated.signed_by, TITLE)?;
    within("/place", &stated.place, LONG)
}
