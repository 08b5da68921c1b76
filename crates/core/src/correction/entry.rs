//! An entry of an organization's stream, as the log holds it.
//!
//! What may not enter: what it makes of the state (`replay.rs`).

use chrono::{NaiveDate, NaiveDateTime};

use crate::event::Event;

/// An entry with its place on the stream and the act that it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The version of the record that it made, from 1.
    pub version: i64,
    /// The act, by its id.
    pub act: String,
    /// The account that acted.
    pub by: String,
    /// The case that it came from, if from one.
    pub case: Option<String>,
    /// When the register learned it (UTC); one instant for all that one act entered.
    pub recorded_at: NaiveDateTime,
    /// Legal date.
    pub effective_on: NaiveDate,
    /// What happened.
    pub event: Event,
}

/// All that the act of an entry entered on this stream, in order; empty where there is no such entry.
pub fn of_same_act(entries: &[Recorded], version: i64) -> impl Iterator<Item = &Recorded> {
    let of = entries.iter().find(|entry| entry.version == version);
    entries.iter().filter(move |entry| of.is_some_and(|of| entry.is_of_act_of(of)))
}

impl Recorded {
    /// Whether the same act entered both.
    #[must_use]
    pub fn is_of_act_of(&self, other: &Self) -> bool {
        let Self { act, by, case, recorded_at, .. } = self;
        (act, by, case, recorded_at) == (&other.act, &other.by, &other.case, &other.recorded_at)
    }
}
