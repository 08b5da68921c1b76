//! Units: one row each.

use shuniu_core::{
    event::Event,
    unit::{Unit, evolve},
};

use super::{Read, Rows, id_of, to_json};
use crate::{StoreError, UnitRow, Writer};

pub(super) fn project(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let before = writer.unit(id_of(&first.entry.stream))?;
    let seq = before.as_ref().map_or(first.entry.position, |row| row.seq);
    let mut state: Option<Unit> = match &before {
        Some(row) => Some(super::from_json(&row.state)?),
        None => None,
    };
    for read in run {
        if let Event::Unit(event) = read.event.as_ref() {
            state = evolve(state, event);
        }
    }
    let Some(unit) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    rows.forget_unit(unit.id.as_str());
    writer.put_unit(&UnitRow {
        id: unit.id.to_string(),
        seq,
        kind: unit.kind.id().to_owned(),
        name: unit.name.clone(),
        division: unit.division.to_string(),
        valid_from: unit.valid_from,
        // The law counts the last day; the tables count the first day after.
        valid_to: unit.valid_to.and_then(|last| last.succ_opt()),
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&unit)?,
    })
}
