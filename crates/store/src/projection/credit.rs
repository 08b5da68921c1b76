//! Credit: one row for each entry on a list.

use shuniu_core::{
    event::Event,
    organization::Organization,
    oversight::credit::{CreditEntry, CreditEvent, PastListing},
};

use super::Read;
use crate::{ListingRow, StoreError, Writer};

/// The rows of an organization's entries, where one of the entries of the log is about them or ends it.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let about =
        |read: &Read<'_>| matches!(read.event.as_ref(), Event::Credit(_)) || read.may_end_it();
    if !run.iter().any(about) || organization.credit.entries().next().is_none() {
        return Ok(());
    }
    let mut ids = writer.listing_ids(&organization.id)?;
    // Entries are numbered one by one as they come in; each has the position of what brought it.
    for read in run.iter().filter(|read| brings(read)) {
        let number = ids.len().saturating_add(1);
        ids.insert(format!("{}/{number}", organization.id), read.entry.position);
    }
    for (listing, past) in organization.credit.entries() {
        let key = format!("{}/{}", organization.id, listing.number);
        let id = ids.get(&key).copied().ok_or_else(|| StoreError::Corrupt {
            what: format!("the entry {key} was not brought by anything"),
        })?;
        writer.put_listing(&row(organization, listing, past, key, id)?)?;
    }
    Ok(())
}

/// Whether an entry of the log brings a new one onto a list.
fn brings(read: &Read<'_>) -> bool {
    let Event::Credit(event) = read.event.as_ref() else { return false };
    match &**event {
        CreditEvent::Listed { restarts, .. } => !restarts,
        CreditEvent::ListingRecorded { .. } => true,
        _ => false,
    }
}

fn row(
    organization: &Organization,
    listing: &CreditEntry,
    past: Option<&PastListing>,
    key: String,
    id: i64,
) -> Result<ListingRow, StoreError> {
    let known_from = listing
        .known_from()
        .ok_or_else(|| StoreError::Corrupt { what: format!("the entry {key} has no ground") })?;
    let ground = listing.grounds.last().map(|listed| listed.ground.id());
    Ok(ListingRow {
        key,
        id,
        organization: organization.id.clone(),
        number: i32::try_from(listing.number).unwrap_or(i32::MAX),
        list: listing.list.id().to_owned(),
        ground: ground.unwrap_or_default().to_owned(),
        listed_on: listing.listed_on,
        known_from,
        counts_from: listing.counts_from,
        removed_on: past.map(|past| past.removed_on),
        removed_because: past.map(|past| past.reason.id().to_owned()),
    })
}
