//! What a correction changes: all rows of the organization are made anew from its entries as they are known by now,
//! so that a correction applies itself and a rebuild gives the same.
//!
//! What may not enter: what a correction means; the core reads the entries.

use std::borrow::Cow;

use shuniu_core::{
    Books,
    correction::{Recorded, as_corrected},
    event::Event,
    identity::normalize_name,
    organization::Organization,
};

use super::{
    Read, Rows, id_of,
    names::given_up,
    organization::{claim, count_numbers, lay_out},
};
use crate::{Entry, NameRow, Reader, StoreError, Writer};

/// Makes the rows of an organization anew, up to an entry of its stream.
pub(super) fn anew(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    books: &Books,
    last: &Entry,
) -> Result<(), StoreError> {
    let id = id_of(&last.stream);
    rows.write_within(writer, &last.stream)?;
    let seq = writer.organization_seq(id)?;
    let mut entries = writer.stream(&last.stream)?;
    entries.retain(|entry| entry.version <= last.version);
    let recorded = recorded(&entries)?;
    let known = as_corrected(&recorded);
    let held: Vec<(Entry, &Event)> = entries
        .iter()
        .zip(&known)
        .filter(|(_, known)| !known.annulled)
        .map(|(entry, known)| {
            (Entry { effective_on: known.effective_on, ..entry.clone() }, known.event.as_ref())
        })
        .collect();
    let read: Vec<Read<'_>> =
        held.iter().map(|(entry, event)| Read { entry, event: Cow::Borrowed(*event) }).collect();
    let names = writer.names_of(id)?;
    writer.forget_rows_of(id, &names)?;
    rows.claims_stand = true;
    let organization = lay_out(writer, rows, books, &read, None, seq, last)?;
    // As they were recorded: what was annulled has used its numbers, too.
    for entry in &recorded {
        if let Event::Organization(event) = &entry.event {
            count_numbers(rows, organization.division, event, entry.effective_on);
        }
    }
    rows.write_within(writer, &last.stream)?;
    rows.claims_stand = false;
    for name in names.iter().filter(|row| row.valid_to.is_none()) {
        if !bears(&organization, name) {
            given_up(writer, name)?;
        }
    }
    claim(rows, &organization);
    Ok(())
}

fn bears(organization: &Organization, row: &NameRow) -> bool {
    organization.bears_its_name() && normalize_name(&organization.name) == row.normal
}

/// Entries of an organization's stream as the core reads them.
///
/// # Errors
/// [`StoreError::Corrupt`] when one cannot be read.
pub fn recorded(entries: &[Entry]) -> Result<Vec<Recorded>, StoreError> {
    let read = |entry: &Entry| {
        Ok(Recorded {
            version: entry.version,
            act: entry.act.clone(),
            by: entry.actor.clone(),
            case: entry.case_id.clone(),
            recorded_at: entry.recorded_at,
            effective_on: entry.effective_on,
            event: Event::from_stored(&entry.kind, entry.schema, &entry.payload)?,
        })
    };
    entries.iter().map(read).collect()
}

impl Reader<'_> {
    /// The entries of an organization, as they were recorded.
    pub fn recorded_entries(&mut self, organization: &str) -> Result<Vec<Recorded>, StoreError> {
        recorded(&self.stream(&shuniu_core::event::organization_stream(organization))?)
    }
}
