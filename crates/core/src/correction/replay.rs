//! The entries of an organization as they are known by now, and the state that they make: what was corrected counts as
//! it should always have counted, what does not hold never did.
//!
//! What may not enter: whether a correction is lawful; it was decided.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::NaiveDate;

use super::{CorrectedField, CorrectionEvent, Recorded, corrected_event};
use crate::{event::Event, organization::Organization};

/// An entry as it is known by now.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<'e> {
    /// The entry as it was recorded.
    pub entry: &'e Recorded,
    /// What it says, as corrected.
    pub event: Cow<'e, Event>,
    /// Its legal date, as corrected.
    pub effective_on: NaiveDate,
    /// Whether it does not hold.
    pub annulled: bool,
    /// The corrections that are about it, oldest first, by the versions that they made.
    pub corrected_by: Vec<i64>,
}

/// What corrections say of one entry, newest first.
#[derive(Default)]
struct Said<'e> {
    by: Vec<i64>,
    annulled: bool,
    fields: Vec<&'e [CorrectedField]>,
    effective_on: Option<NaiveDate>,
}

/// Entries as they are known by now, in their order.
#[must_use]
pub fn as_corrected(entries: &[Recorded]) -> Vec<Known<'_>> {
    let said = said_by_corrections(entries);
    let known = entries.iter().map(|entry| {
        let Some(said) = said.get(&entry.version) else { return Known::as_recorded(entry) };
        let mut event = Cow::Borrowed(&entry.event);
        for fields in said.fields.iter().rev() {
            // What was decided on fits; were it not so, the entry stays as it was recorded.
            if let Some(corrected) = corrected_event(&event, fields) {
                event = Cow::Owned(corrected);
            }
        }
        Known {
            entry,
            event,
            effective_on: said.effective_on.unwrap_or(entry.effective_on),
            annulled: said.annulled,
            corrected_by: said.by.iter().rev().copied().collect(),
        }
    });
    known.collect()
}

/// From the newest to the oldest, so that a correction that was itself taken back says nothing.
fn said_by_corrections(entries: &[Recorded]) -> BTreeMap<i64, Said<'_>> {
    let mut said: BTreeMap<i64, Said<'_>> = BTreeMap::new();
    for entry in entries.iter().rev() {
        let Event::Correction(event) = &entry.event else { continue };
        if said.get(&entry.version).is_some_and(|said| said.annulled) {
            continue;
        }
        for fallen in event.annulled() {
            let of = said.entry(*fallen).or_default();
            of.annulled = true;
            of.by.push(entry.version);
        }
        if let CorrectionEvent::RecordCorrected { entry: about, fields, dates, .. } = &**event {
            let of = said.entry(*about).or_default();
            of.by.push(entry.version);
            of.fields.push(fields);
            of.effective_on = of.effective_on.or(dates.map(|(_, should)| should));
        }
    }
    said
}

impl<'e> Known<'e> {
    fn as_recorded(entry: &'e Recorded) -> Self {
        Self {
            entry,
            event: Cow::Borrowed(&entry.event),
            effective_on: entry.effective_on,
            annulled: false,
            corrected_by: Vec::new(),
        }
    }
}

/// The state that entries make, as it is known by now; on `as_of` where a legal day is asked about. An older
/// source may not tell the day of establishment: whatever was decided of the organization before its entry tells
/// that it was there.
#[must_use]
pub fn replay(entries: &[Recorded], as_of: Option<NaiveDate>) -> Option<Organization> {
    let known = as_corrected(entries);
    let held = |known: &&Known<'_>| as_of.is_none_or(|day| known.effective_on <= day);
    let first = known.first();
    let begins = known.iter().find(held)?;
    let early = first.filter(|first| first.entry.version < begins.entry.version);
    early.into_iter().chain(known.iter().filter(held)).fold(None, Known::folded_into)
}

impl Known<'_> {
    /// What it makes of the state: what does not hold makes a version of the record and nothing else.
    fn folded_into(state: Option<Organization>, known: &Self) -> Option<Organization> {
        if known.annulled {
            return state.map(|mut organization| {
                organization.version += 1;
                organization
            });
        }
        known.event.fold(state, known.effective_on)
    }
}
