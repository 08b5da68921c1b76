//! The roll: one row each, and the name for search and look-alikes.

use shuniu_core::{
    event::Event,
    identity::{Divisions, normalize_name},
    registration::division_names,
    roll::{RollEntry, evolve},
};

use super::{Read, Rows, id_of, to_json};
use crate::{NameRow, RollRow, StoreError, Writer};

pub(super) fn project(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    divisions: &Divisions,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let before = writer.roll_entry(id_of(&first.entry.stream))?;
    let seq = before.as_ref().map_or(first.entry.position, |row| row.seq);
    let known = before.is_some();
    let mut state: Option<RollEntry> = match &before {
        Some(row) => Some(super::from_json(&row.state)?),
        None => None,
    };
    for read in run {
        if let Event::Roll(event) = read.event.as_ref() {
            state = evolve(state, event);
        }
    }
    let Some(entry) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    // The law counts the last day; the tables count the first day after.
    let valid_to = entry.until.and_then(|last| last.succ_opt());
    if known {
        rows.write_within(writer, &first.entry.stream)?;
        for name in writer.names_of(&entry.id)?.iter().filter(|name| name.valid_to.is_none()) {
            if let Some(day) = valid_to {
                writer.end_name(name.id, day)?;
            }
        }
    } else {
        let row = NameRow {
            id: first.entry.position,
            organization: entry.id.clone(),
            name: entry.name.clone(),
            normal: normalize_name(&entry.name),
            registrar: entry.unit.id.to_string(),
            kind: entry.content.class().id().to_owned(),
            valid_from: entry.since,
            valid_to,
        };
        rows.name(row, &division_names(divisions, entry.division));
    }
    writer.put_roll(&RollRow {
        id: entry.id.clone(),
        seq,
        class: entry.content.class().id().to_owned(),
        name: entry.name.clone(),
        division: entry.division.to_string(),
        parent: entry.content.parent().map(ToOwned::to_owned),
        valid_from: entry.since,
        valid_to,
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&entry)?,
    })
}
