//! Units: one row each, and one for a standing as hub.

use shuniu_core::{
    event::Event,
    hub,
    unit::{Unit, evolve},
};

use super::{Read, id_of, to_json};
use crate::{HubRow, StoreError, UnitRow, Writer};

pub(super) fn project(writer: &mut Writer<'_>, run: &[Read<'_>]) -> Result<(), StoreError> {
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
        match read.event.as_ref() {
            Event::Unit(event) => state = evolve(state, event),
            Event::Hub(event) => {
                if let Some(unit) = &mut state {
                    unit.hub = hub::evolve(unit.hub.take(), event, read.entry.effective_on);
                    unit.version += 1;
                }
            }
            _ => {}
        }
    }
    let Some(unit) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    if let Some(row) = hub_row(&unit, seq)? {
        writer.put_hub(&row)?;
    }
    writer.put_unit(&UnitRow {
        id: unit.id.to_string(),
        seq,
        kind: unit.kind.id().to_owned(),
        name: unit.name.clone(),
        division: unit.division.to_string(),
        valid_from: unit.valid_from,
        // The law counts the last day; the tables count the first day after.
        valid_to: unit.valid_to.and_then(|last| last.succ_opt()),
        review_on: unit.retention.as_ref().map(|retention| retention.review_on),
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&unit)?,
    })
}

fn hub_row(unit: &Unit, seq: i64) -> Result<Option<HubRow>, StoreError> {
    let Some(hub) = &unit.hub else {
        return Ok(None);
    };
    Ok(Some(HubRow {
        unit: unit.id.to_string(),
        seq,
        name: unit.name.clone(),
        status: hub.status.id().to_owned(),
        level: hub.level.id().to_owned(),
        division: unit.division.to_string(),
        leading_group: hub.leading_group.id.to_string(),
        parent: hub.parent.as_ref().map(|parent| parent.id.to_string()),
        fields: to_json(&hub.fields)?,
        authorized_until: hub.authorization.as_ref().and_then(|a| a.until),
    }))
}
