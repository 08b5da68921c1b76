//! How events change what is known of an organization's credit.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    Credit, CreditEntry, CreditEvent, CreditList, ListedGround, PastListing, RemovalReason, Waived,
};
use crate::organization::Organization;

/// Folds one event, with its legal date, into the state. Total: an event that does not fit changes
/// nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &CreditEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    change(&mut organization.credit, event, effective_on);
    Some(organization)
}

/// Whoever is no more stands on no list; the entries stay readable.
pub(crate) fn ended(credit: &mut Credit, on: NaiveDate) {
    for list in CreditList::ALL {
        if let Some(listing) = credit.on_mut(list).take() {
            // A decision that is read later may be older than the entry.
            let removed_on = listing.counts_from.map_or(on, |since| since.max(on));
            credit.past.push(PastListing {
                listing,
                removed_on,
                reason: RemovalReason::Deregistered,
                note: None,
                document_number: None,
            });
        }
    }
    credit.notices.clear();
}

fn change(credit: &mut Credit, event: &CreditEvent, on: NaiveDate) {
    match event {
        CreditEvent::LetterSent { letter } => credit.letters.push(letter.clone()),
        CreditEvent::ListingNotified { notice } => {
            credit.notices.retain(|n| n.list != notice.list || n.ground != notice.ground);
            credit.notices.push((**notice).clone());
        }
        CreditEvent::ListingObjected { list, ground, objection } => {
            let told = credit.notices.iter_mut();
            let told = told.filter(|notice| notice.list == *list && notice.ground == *ground);
            told.for_each(|notice| notice.objection = Some(objection.clone()));
        }
        CreditEvent::ListingWaived { list, ground, .. } => {
            let year = credit.notice(*list, *ground).and_then(|notice| notice.year);
            credit.waived.push(Waived { list: *list, ground: *ground, year, on });
            credit.notices.retain(|n| n.list != *list || n.ground != *ground);
        }
        CreditEvent::Listed { list, ground, restarts, left } => {
            listed(credit, *list, ground, *restarts);
            credit.notices.retain(|n| n.list != *list || n.ground != ground.ground);
            if let Some(left) = left {
                remove(credit, *left, on, RemovalReason::Moved, None, None);
            }
        }
        CreditEvent::RemovalApplied { list, application } => {
            if let Some(listing) = credit.on_mut(*list) {
                listing.application = Some(application.clone());
            }
        }
        CreditEvent::Removed { list, removed_on, reason, note, document_number } => {
            let (note, number) = (Some(note.clone()), Some(document_number.clone()));
            remove(credit, *list, *removed_on, *reason, note, number);
        }
        CreditEvent::CreditRepaired { list, since, .. } => {
            if let Some(listing) = credit.on_mut(*list) {
                listing.repaired_on = Some(*since);
            }
        }
        CreditEvent::ListingRecorded { listing, past } => {
            let number = credit.next_number();
            if let Some(past) = past {
                let listing = CreditEntry { number, ..past.listing.clone() };
                credit.past.push(PastListing { listing, ..(**past).clone() });
            } else {
                let place = credit.on_mut(listing.list);
                *place = Some(CreditEntry { number, ..(**listing).clone() });
            }
        }
    }
}

fn listed(credit: &mut Credit, list: CreditList, ground: &ListedGround, restarts: bool) {
    let number = credit.next_number();
    let place = credit.on_mut(list);
    let listing = place.get_or_insert_with(|| CreditEntry {
        number,
        list,
        listed_on: Some(ground.since),
        counts_from: Some(ground.since),
        grounds: Vec::new(),
        application: None,
        repaired_on: None,
        source: None,
    });
    if restarts {
        listing.counts_from = Some(ground.since);
        // What it applied for was about the grounds before; a new one is displayed.
        listing.application = None;
        listing.repaired_on = None;
    }
    listing.grounds.push(ground.clone());
}

fn remove(
    credit: &mut Credit,
    list: CreditList,
    removed_on: NaiveDate,
    reason: RemovalReason,
    note: Option<String>,
    document_number: Option<String>,
) {
    if let Some(listing) = credit.on_mut(list).take() {
        credit.past.push(PastListing { listing, removed_on, reason, note, document_number });
    }
}
