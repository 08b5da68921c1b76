//! Units that the rows name: registrars by their division, supervisory units by their name.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::NaiveDate;
use shuniu_core::{
    act::NewUnit,
    identity::{DivisionCode, normalize_name},
    unit::{UnitId, UnitKind},
};

use super::Checked;
use crate::{Registry, RegistryError};

/// A unit that the rows name and the register does not know yet.
pub type NeededUnit = NewUnit;

/// The id of the registrar of a division.
pub(super) fn registrar_id(division: DivisionCode) -> Result<UnitId, RegistryError> {
    unit_id(&format!("registrar-{division}"))
}

/// The id of a supervisory unit that is known by its name only.
pub(super) fn supervisor_id(name: &str) -> Result<UnitId, RegistryError> {
    const HEX: usize = 12;
    let hash = hex::encode(digest(&SHA256, normalize_name(name).as_bytes()));
    unit_id(&format!("unit-{}", hash.get(..HEX).unwrap_or_default()))
}

fn unit_id(text: &str) -> Result<UnitId, RegistryError> {
    UnitId::parse(text).map_err(|e| RegistryError::Internal(e.to_string()))
}

/// Lists the units that must be entered before the rows can be.
pub(super) fn plan(registry: &Registry, checked: &mut Checked) -> Result<(), RegistryError> {
    let today = registry.today();
    let mut needed: BTreeMap<UnitId, NewUnit> = BTreeMap::new();
    for row in &checked.rows {
        let since = row.established_on.unwrap_or(today);
        let id = registrar_id(row.division)?;
        let name = row.authority.clone().unwrap_or_else(|| standard_name(registry, row.division));
        need(&mut needed, id, UnitKind::Registrar, name, row.division, since);
        if let Some(name) = &row.supervisor {
            let id = supervisor_id(name)?;
            need(&mut needed, id, UnitKind::Department, name.clone(), row.division, since);
        }
    }
    for (id, unit) in needed {
        if registry.store().read_one(|r| r.unit(id.as_str()))?.is_none() {
            checked.units.push(unit);
        }
    }
    Ok(())
}

/// A unit exists at least since the first day on which a row needs it.
fn need(
    needed: &mut BTreeMap<UnitId, NewUnit>,
    id: UnitId,
    kind: UnitKind,
    name: String,
    division: DivisionCode,
    since: NaiveDate,
) {
    let unit = needed.entry(id.clone()).or_insert_with(|| NewUnit {
        id,
        kind,
        name,
        division,
        valid_from: since,
        source: "named in an import of organizations".to_owned(),
    });
    unit.valid_from = unit.valid_from.min(since);
}

fn standard_name(registry: &Registry, division: DivisionCode) -> String {
    if division.is_national() {
        return "民政部".to_owned();
    }
    let place = registry.books().divisions.full_name(division);
    format!("{}民政局", place.unwrap_or_else(|| division.to_string()))
}
