//! From events to read models: what each entry of the log changes in the tables that are read.
//!
//! The same function runs inside the transaction of an act and in a rebuild, so that rebuilt
//! equals live. The states are folded by the core; here they are only laid out in rows.
//!
//! What may not enter: rules, clocks, anything that is not a consequence of the entry.

mod affiliation;
mod annual;
mod at_once;
mod case;
mod correction;
mod credit;
mod decoupling;
mod evaluation;
mod exit;
pub(crate) mod names;
pub(crate) mod organization;
mod penalty;
mod roll;
mod rows;
mod unit;

use std::borrow::Cow;

use shuniu_core::{
    Books,
    case::Case,
    event::{CorruptEvent, Event},
    organization::{Organization, OrganizationEvent},
    unit::Unit,
};

use crate::{Entry, NewEntry, Reader, StoreError, Writer};
pub use correction::recorded;
pub use decoupling::{waiting_department, waiting_signer};
use rows::Rows;

/// Entries replayed at a time in a rebuild.
const PAGE: u32 = 1_000;

impl From<CorruptEvent> for StoreError {
    fn from(error: CorruptEvent) -> Self {
        Self::Corrupt { what: error.to_string() }
    }
}

/// An entry with its event read.
pub(crate) struct Read<'e> {
    pub(crate) entry: &'e Entry,
    pub(crate) event: Cow<'e, Event>,
}

impl Read<'_> {
    /// Whether it may end an organization, and with it what stands in other rows; a decision of an older register
    /// may be its deregistration.
    fn may_end_it(&self) -> bool {
        matches!(
            self.event.as_ref(),
            Event::Organization(
                OrganizationEvent::Ended { .. } | OrganizationEvent::DecisionRecorded { .. }
            )
        )
    }
}

/// A state that the caller has loaded in this transaction already.
#[derive(Debug, Clone, Copy)]
pub enum Known<'s> {
    /// None.
    Nothing,
    /// Of a case, with its number in the order of entry.
    Case(&'s Case, i64),
    /// Of an organization, with its number in the order of entry.
    Organization(&'s Organization, i64),
}

impl Writer<'_> {
    /// Appends events and brings the read models up to them. None is recorded before the entry at the head of the log: what
    /// comes later has a later time, also when a clock was set back or another server's is behind. `events` are those of `new`, in the
    /// same order; `known` spares reading again the state that they were decided on.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a version, a name or a code was taken by another.
    pub fn record(
        &mut self,
        books: &Books,
        mut new: Vec<NewEntry>,
        events: &[&Event],
        known: Known<'_>,
    ) -> Result<Vec<Entry>, StoreError> {
        for entry in &mut new {
            entry.recorded_at =
                self.latest.map_or(entry.recorded_at, |at| at.max(entry.recorded_at));
        }
        let entries = self.append(new)?;
        let read: Vec<Read<'_>> = entries
            .iter()
            .zip(events)
            .map(|(entry, event)| Read { entry, event: Cow::Borrowed(*event) })
            .collect();
        self.project_read(books, &read, known)?;
        Ok(entries)
    }

    /// Brings the read models up to the given entries, in their order.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a name or code is claimed by another organization.
    pub fn project(&mut self, books: &Books, entries: &[Entry]) -> Result<(), StoreError> {
        let mut read = Vec::with_capacity(entries.len());
        for entry in entries {
            let event = Event::from_stored(&entry.kind, entry.schema, &entry.payload)?;
            read.push(Read { entry, event: Cow::Owned(event) });
        }
        self.project_read(books, &read, Known::Nothing)
    }

    fn project_read(
        &mut self,
        books: &Books,
        read: &[Read<'_>],
        known: Known<'_>,
    ) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        // Entries of one stream that follow each other are folded together: one row is written.
        for run in read.chunk_by(|a, b| a.entry.stream == b.entry.stream) {
            let Some(first) = run.first() else { continue };
            let again = rows.before_reading(self, &first.entry.stream)?;
            let known = if again { Known::Nothing } else { known };
            match first.event.as_ref() {
                Event::Organization(_)
                | Event::Affiliation(_)
                | Event::Decoupling(_)
                | Event::Exit(_)
                | Event::Annual(_)
                | Event::Credit(_)
                | Event::Penalty(_)
                | Event::Evaluation(_)
                | Event::Correction(_) => {
                    organization::project(self, &mut rows, books, run, known)?;
                }
                Event::Programme(_) => decoupling::programme(self, run)?,
                Event::Case(_) => case::project(self, &mut rows, run, known)?,
                Event::Unit(_) | Event::Hub(_) => unit::project(self, run)?,
                Event::Roll(_) => roll::project(self, &mut rows, &books.divisions, run)?,
            }
        }
        rows.write(self)
    }

    /// Makes every read model anew from the log, inside this transaction: readers see the old
    /// ones until it commits.
    pub fn rebuild(
        &mut self,
        books: &Books,
        progress: &mut dyn FnMut(i64),
    ) -> Result<i64, StoreError> {
        self.clear_read_models()?;
        let mut position = 0;
        loop {
            let entries = self.entries_after(position, PAGE)?;
            let Some(last) = entries.last() else {
                return Ok(position);
            };
            position = last.position;
            self.project(books, &entries)?;
            progress(position);
        }
    }
}

/// The identifier after the slash of a stream's name.
fn id_of(stream: &str) -> &str {
    stream.split_once('/').map_or(stream, |(_, id)| id)
}

fn to_json<S: serde::Serialize>(state: &S) -> Result<String, StoreError> {
    serde_json::to_string(state).map_err(|e| StoreError::Internal(e.to_string()))
}

pub(crate) fn from_json<S: serde::de::DeserializeOwned>(state: &str) -> Result<S, StoreError> {
    serde_json::from_str(state).map_err(|e| StoreError::Corrupt { what: e.to_string() })
}

impl Reader<'_> {
    /// The state of a unit.
    pub fn unit_state(&mut self, id: &str) -> Result<Option<Unit>, StoreError> {
        if let Some(known) = self.remembered.as_ref().and_then(|it| it.unit(id)) {
            return Ok(Some(known));
        }
        let Some(row) = self.unit(id)? else {
            return Ok(None);
        };
        let unit: Unit = from_json(&row.state)?;
        if let Some(remembered) = &mut self.remembered {
            remembered.keep_unit(id, unit.clone());
        }
        Ok(Some(unit))
    }

    /// The state of an entry of the roll.
    pub fn roll_state(
        &mut self,
        id: &str,
    ) -> Result<Option<shuniu_core::roll::RollEntry>, StoreError> {
        self.roll_entry(id)?.map(|row| from_json(&row.state)).transpose()
    }

    /// The state of a programme of decoupling.
    pub fn programme_state(
        &mut self,
        id: &str,
    ) -> Result<Option<shuniu_core::decoupling::Programme>, StoreError> {
        self.programme_row(id)?.map(|row| from_json(&row.state)).transpose()
    }

    /// The state of a case.
    pub fn case_state(&mut self, id: &str) -> Result<Option<Case>, StoreError> {
        Ok(self.numbered_case(id)?.map(|(case, _)| case))
    }

    /// The state of a case, with its number in the order of entry.
    pub fn numbered_case(&mut self, id: &str) -> Result<Option<(Case, i64)>, StoreError> {
        self.case(id)?.map(|row| Ok((from_json(&row.state)?, row.seq))).transpose()
    }

    /// The state of an organization, by identifier or by code.
    pub fn organization_state(
        &mut self,
        id_or_code: &str,
    ) -> Result<Option<Organization>, StoreError> {
        Ok(self.numbered_organization(id_or_code)?.map(|(organization, _)| organization))
    }

    /// The state of an organization, by identifier or by code, with its number in the order of entry.
    pub fn numbered_organization(
        &mut self,
        id_or_code: &str,
    ) -> Result<Option<(Organization, i64)>, StoreError> {
        let row = match self.organization(id_or_code)? {
            Some(row) => Some(row),
            None => self.organization_by_uscc(id_or_code)?,
        };
        row.map(|row| Ok((from_json(&row.state)?, row.seq))).transpose()
    }
}
