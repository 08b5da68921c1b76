//! The change feed: every public change in the order of the log, none missed.
//!
//! Positions are gap-free and in commit order. Entries about cases, and those that concern an organization
//! and its authorities alone, are not public and are passed over; `last` says how far the page has looked, so that a reader who continues after
//! it has seen everything up to there.

mod filter;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use shuniu_core::{
    correction::{Recorded, replay},
    event::Event,
    law::Citation,
};
use shuniu_store::{Entry, StoreError};

use crate::{Registry, RegistryError};

pub use filter::ChangeFilter;
use filter::Places;

/// Most positions that a page looks at for a filter that lets few through.
const MOST_LOOKED_AT: usize = 5_000;

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldDelta {
    /// The field of the public record.
    pub field: String,
    /// Old value; null where there was none.
    pub old: Value,
    /// New value.
    pub new: Value,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    /// Position in the log.
    pub position: i64,
    /// `organization` or `unit`.
    pub subject: String,
    /// Its identifier.
    pub id: String,
    /// Version of its record after the change.
    pub version: i64,
    /// Kind of event.
    pub kind: String,
    /// The act that it came from.
    pub act: String,
    /// The article it rests on, where the event names one.
    pub basis: Option<Citation>,
    /// Legal date.
    pub effective_on: NaiveDate,
    /// When the register learned it (UTC).
    pub recorded_at: DateTime<Utc>,
    /// What changed in the public record.
    pub changes: Vec<FieldDelta>,
    /// Hash of the entry in the chain.
    pub hash: String,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangePage {
    /// The changes, in the order of the log.
    pub changes: Vec<Change>,
    /// The position up to which this page has looked; ask for what comes after it.
    pub last: i64,
    /// The position of the end of the log when the page was read.
    pub head: i64,
}

/// Whether everybody may read that it happened.
pub(crate) fn is_public(entry: &Entry) -> Result<bool, StoreError> {
    Ok(Event::from_stored(&entry.kind, entry.schema, &entry.payload)?.is_public())
}

impl Registry {
    /// Public changes after a position that a filter wants. A page looks at `limit` positions, and at more where
    /// the filter lets few through.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for a filter that cannot be meant.
    pub fn changes(
        &self,
        after: i64,
        limit: u32,
        filter: &ChangeFilter,
    ) -> Result<ChangePage, RegistryError> {
        let (wanted, last, head) = self.wanted(after, limit, filter)?;
        Ok(ChangePage { changes: self.told(&wanted)?, last, head })
    }

    /// The public entries after a position that a filter wants, how far was looked, and the end of the log.
    pub(crate) fn wanted(
        &self,
        after: i64,
        limit: u32,
        filter: &ChangeFilter,
    ) -> Result<(Vec<Entry>, i64, i64), RegistryError> {
        filter.check()?;
        self.store.read(|reader| {
            let (mut wanted, mut last) = (Vec::new(), after);
            let (mut places, mut looked) = (Places::default(), 0);
            loop {
                let entries = reader.entries_after(last, limit)?;
                let count = entries.len();
                for entry in entries {
                    last = entry.position;
                    if filter.wants_kind(&entry.kind)
                        && let Some(subject) = entry.stream.split_once('/')
                        && is_public(&entry)?
                        && (filter.is_open() || places.wants(reader, filter, subject, &entry)?)
                    {
                        wanted.push(entry);
                    }
                }
                looked += count;
                let end = count < usize::try_from(limit).unwrap_or(usize::MAX);
                if end || filter.is_open() || !wanted.is_empty() || looked >= MOST_LOOKED_AT {
                    return Ok((wanted, last, reader.head()?.position));
                }
            }
        })
    }

    /// What entries changed, in their order.
    pub(crate) fn told(&self, entries: &[Entry]) -> Result<Vec<Change>, RegistryError> {
        let mut streams: BTreeMap<&str, Vec<Recorded>> = BTreeMap::new();
        let mut changes = Vec::new();
        for entry in entries {
            let Some((subject, id)) = entry.stream.split_once('/') else { continue };
            if subject == "organization" && !streams.contains_key(entry.stream.as_str()) {
                let whole = self.store.read_one(|r| r.recorded_entries(id))?;
                streams.insert(&entry.stream, whole);
            }
            let of_stream = streams.get(entry.stream.as_str()).map_or(&[][..], Vec::as_slice);
            changes.push(self.change(subject, id, entry, of_stream)?);
        }
        Ok(changes)
    }

    fn change(
        &self,
        subject: &str,
        id: &str,
        entry: &Entry,
        stream: &[Recorded],
    ) -> Result<Change, RegistryError> {
        let mut payload: Value = serde_json::from_str(&entry.payload)?;
        unnamed(&mut payload);
        let basis = payload.pointer("/origin/basis").or_else(|| payload.get("basis"));
        let changes = match subject {
            "organization" => {
                let end = stream.partition_point(|e| e.version <= entry.version);
                let start = stream.partition_point(|e| e.version < entry.version);
                self.delta(&stream[..start.min(stream.len())], &stream[..end.min(stream.len())])?
            }
            // A unit's events carry no personal data and are small: the event is the change.
            _ => fields(&Value::Null, &payload),
        };
        Ok(Change {
            position: entry.position,
            subject: subject.to_owned(),
            id: id.to_owned(),
            version: entry.version,
            kind: entry.kind.clone(),
            act: entry.act.clone(),
            basis: basis.and_then(|b| serde_json::from_value(b.clone()).ok()),
            effective_on: entry.effective_on,
            recorded_at: entry.recorded_at.and_utc(),
            changes,
            hash: entry.hash.clone(),
        })
    }

    /// How the public record differs after `upto` from what it was after `before`.
    pub(crate) fn delta(
        &self,
        before: &[Recorded],
        upto: &[Recorded],
    ) -> Result<Vec<FieldDelta>, RegistryError> {
        let record = |entries: &[Recorded]| -> Result<Value, RegistryError> {
            match replay(entries, None) {
                None => Ok(Value::Null),
                Some(state) => {
                    Ok(serde_json::to_value(state.public_record(&self.books.divisions))?)
                }
            }
        };
        Ok(fields(&record(before)?, &record(upto)?))
    }
}

/// Who took a step of a hub's nomination, and who sits in a committee of evaluation, is not public.
fn unnamed(payload: &mut Value) {
    for (place, field) in [("", "by"), ("/review", "by"), ("/round", "committee")] {
        if let Some(Value::Object(fields)) = payload.pointer_mut(place) {
            fields.remove(field);
        }
    }
}

/// The top-level fields in which two JSON objects differ, those that are no more with null; the version itself is
/// no change.
fn fields(old: &Value, new: &Value) -> Vec<FieldDelta> {
    let Value::Object(after) = new else {
        return Vec::new();
    };
    let gone = old.as_object().into_iter().flat_map(|before| before.keys());
    let gone = gone.filter(|field| !after.contains_key(*field)).map(|field| (field, &Value::Null));
    after
        .iter()
        .chain(gone)
        .filter(|(field, _)| field.as_str() != "version")
        .filter_map(|(field, new)| {
            let old = old.get(field).cloned().unwrap_or(Value::Null);
            let differs = old != *new;
            differs.then(|| FieldDelta { field: field.clone(), old, new: new.clone() })
        })
        .collect()
}
