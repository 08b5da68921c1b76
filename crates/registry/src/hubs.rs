//! Hubs as they are read: one with its counts, many, the tree under one, and which fields are
//! covered. What a hub is, is public; who its members are is in `members.rs`.
//!
//! What may not enter: deciding.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::{
    affiliation::RelationKind,
    hub::{Hub, HubStatus},
    identity::DivisionCode,
    unit::{Unit, UnitKind, UnitRef},
};
use shuniu_store::{HubFilter, HubRow, Reader};

use crate::{Registry, RegistryError, paging::next_place};

/// How deep a tree of hubs can be: city, district, street, community.
const LEVELS: usize = 4;
/// Hubs read at a time.
const PAGE: u32 = 500;

/// A line of a list of hubs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HubLine {
    /// Identifier of the unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Where it stands: `nominated` … `authorized` … `withdrawn`.
    pub status: String,
    /// Its level: `city`, `district`, `street`, `community`.
    pub level: String,
    /// Its division.
    pub division: String,
    /// The leading group that recognizes it.
    pub leading_group: String,
    /// The hub above it.
    pub parent: Option<String>,
    /// The fields that it covers.
    pub fields: Vec<String>,
}

impl TryFrom<HubRow> for HubLine {
    type Error = serde_json::Error;

    fn try_from(row: HubRow) -> Result<Self, serde_json::Error> {
        Ok(Self {
            fields: serde_json::from_str(&row.fields)?,
            unit: row.unit,
            name: row.name,
            status: row.status,
            level: row.level,
            division: row.division,
            leading_group: row.leading_group,
            parent: row.parent,
        })
    }
}

/// How many organizations stand in each relation to a unit.
pub type Counts = BTreeMap<String, i64>;

/// A hub with what it may do today and how many it has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HubView {
    /// The unit.
    pub unit: UnitRef,
    /// What it is.
    pub kind: UnitKind,
    /// Its division.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub division: DivisionCode,
    /// Its standing.
    pub hub: Hub,
    /// Whether it may take organizations under its supervision today.
    pub may_supervise: bool,
    /// Organizations in each relation to it, on the day that was asked or now.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub counts: Counts,
    /// Version of the unit.
    pub version: i64,
}

/// A hub in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HubNode {
    /// The hub.
    pub hub: HubLine,
    /// Organizations in each relation to it, on the day that was asked or now.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub counts: Counts,
    /// The same of it and of all hubs below it.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub counts_below: Counts,
    /// The hubs right below it.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    pub below: Vec<HubNode>,
}

/// A field, and the hubs of one level and division that cover it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FieldCoverage {
    /// The field.
    pub field: String,
    /// The hubs, by their units' identifiers.
    pub hubs: Vec<String>,
    /// Whether hubs of the same level and division cover it twice.
    pub overlaps: bool,
}

/// Which fields are covered by hubs that work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// Every field that some hub covers, in order.
    pub fields: Vec<FieldCoverage>,
    /// Of the fields that were asked about, those that no hub covers.
    pub uncovered: Vec<String>,
}

impl Registry {
    /// A page of hubs in the order of their units' entry, and where the next page begins.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn list_hubs(
        &self,
        filter: &HubFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<HubLine>, Option<i64>), RegistryError> {
        let rows = self.store.read_one(|r| r.list_hubs(filter, after, limit))?;
        let next = next_place(&rows, limit, |row| row.seq);
        let lines = rows.into_iter().map(HubLine::try_from).collect::<Result<_, _>>()?;
        Ok((lines, next))
    }

    /// A hub, with its counts on a day or now.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when the unit is none.
    pub fn hub(&self, unit: &str, on: Option<NaiveDate>) -> Result<HubView, RegistryError> {
        let today = self.today();
        self.store.read(|reader| {
            let found: Unit = reader.unit_state(unit)?.ok_or(RegistryError::NotFound("hub"))?;
            let may_supervise = found.may_supervise_on(today);
            let hub = found.hub.as_ref().map(Hub::public).ok_or(RegistryError::NotFound("hub"))?;
            Ok(HubView {
                unit: found.reference(),
                kind: found.kind,
                division: found.division,
                hub,
                may_supervise,
                counts: public_counts(reader, unit, on)?,
                version: found.version,
            })
        })
    }

    /// The hubs below one, with their counts on a day or now.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when the unit is no hub.
    pub fn hub_tree(&self, unit: &str, on: Option<NaiveDate>) -> Result<HubNode, RegistryError> {
        self.store.read(|reader| {
            let row = reader.hub_row(unit)?.ok_or(RegistryError::NotFound("hub"))?;
            node(reader, row, on, LEVELS)
        })
    }

    /// Which fields are covered by hubs that are recognized, in a division and its parts or all
    /// over; `asked` are fields that should be.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn hub_fields(
        &self,
        division_prefix: Option<String>,
        asked: &[String],
    ) -> Result<Coverage, RegistryError> {
        let filter = HubFilter { division_prefix, ..HubFilter::default() };
        let mut by_field: BTreeMap<String, Vec<HubLine>> = BTreeMap::new();
        let mut after = None;
        loop {
            let (lines, next) = self.list_hubs(&filter, after, PAGE)?;
            let is_hub = |status: &str| {
                HubStatus::ALL.iter().any(|known| known.is_hub() && known.id() == status)
            };
            let works = |line: &HubLine| is_hub(&line.status);
            for line in lines.into_iter().filter(works) {
                for field in &line.fields {
                    by_field.entry(field.clone()).or_default().push(line.clone());
                }
            }
            after = next;
            if after.is_none() {
                break;
            }
        }
        let uncovered = asked.iter().filter(|field| !by_field.contains_key(*field)).cloned();
        Ok(Coverage {
            uncovered: uncovered.collect(),
            fields: by_field.into_iter().map(covered).collect(),
        })
    }
}

/// Whom a body leads in party building is not public, nor how many.
fn public_counts(
    reader: &mut Reader<'_>,
    unit: &str,
    on: Option<NaiveDate>,
) -> Result<Counts, RegistryError> {
    let mut counts = reader.count_relations(unit, on)?;
    counts.remove(RelationKind::PartyBuilding.id());
    Ok(counts)
}

fn covered((field, hubs): (String, Vec<HubLine>)) -> FieldCoverage {
    let same = |a: &HubLine, b: &HubLine| {
        a.unit != b.unit && a.level == b.level && a.division == b.division
    };
    let overlaps = hubs.iter().any(|a| hubs.iter().any(|b| same(a, b)));
    FieldCoverage { field, hubs: hubs.into_iter().map(|hub| hub.unit).collect(), overlaps }
}

fn node(
    reader: &mut Reader<'_>,
    row: HubRow,
    on: Option<NaiveDate>,
    deep: usize,
) -> Result<HubNode, RegistryError> {
    let counts = public_counts(reader, &row.unit, on)?;
    let mut below = Vec::new();
    if let Some(deeper) = deep.checked_sub(1) {
        let filter = HubFilter { parent: Some(row.unit.clone()), ..HubFilter::default() };
        let mut after = None;
        loop {
            let children = reader.list_hubs(&filter, after, PAGE)?;
            let Some(last) = children.last() else { break };
            after = Some(last.seq);
            for child in children {
                below.push(node(reader, child, on, deeper)?);
            }
        }
    }
    let mut counts_below = counts.clone();
    for child in &below {
        for (kind, count) in &child.counts_below {
            *counts_below.entry(kind.clone()).or_default() += count;
        }
    }
    Ok(HubNode { hub: HubLine::try_from(row)?, counts, counts_below, below })
}
