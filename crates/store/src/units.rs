//! The read model of administrative units: registrars, departments, hubs as supervisors. Made from
//! the log and nothing else.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::{begins_with, holds_on};
use crate::schema::units;

/// A unit as it is now.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = units, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct UnitRow {
    /// Identifier.
    pub id: String,
    /// Number in the order of entry; lists are in this order.
    pub seq: i64,
    /// Kind of unit.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Code of the administrative division.
    pub division: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer exists.
    pub valid_to: Option<NaiveDate>,
    /// When its keeping the role of supervisory unit is looked at again.
    pub review_on: Option<NaiveDate>,
    /// Version of its stream.
    pub version: i64,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded: UTC.
    pub updated_at: NaiveDateTime,
    /// Current state, JSON.
    pub state: String,
}

/// Which units to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitFilter {
    /// Kind of unit.
    pub kind: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// The exact name.
    pub name: Option<String>,
    /// Existing on this day.
    pub on: Option<NaiveDate>,
    /// Only departments that keep the role of supervisory unit for now.
    pub retained: bool,
}

impl Writer<'_> {
    /// Stores a unit in place of what was known under its identifier.
    pub fn put_unit(&mut self, row: &UnitRow) -> Result<(), StoreError> {
        if let Some(remembered) = &mut self.remembered {
            remembered.forget_unit(&row.id);
        }
        each_backend!(self.conn, c => {
            diesel::insert_into(units::table)
                .values(row)
                .on_conflict(units::id)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// A unit by its identifier.
    pub fn unit(&mut self, id: &str) -> Result<Option<UnitRow>, StoreError> {
        let found = each_backend!(self.conn, c => {
            units::table.find(id).select(UnitRow::as_select()).get_result(c)
        });
        Ok(found.optional()?)
    }

    /// The units of exactly this name, in the order of entry; former ones too.
    pub fn units_by_name(&mut self, name: &str) -> Result<Vec<UnitRow>, StoreError> {
        Ok(units::table
            .filter(units::name.eq(name))
            .order(units::seq)
            .select(UnitRow::as_select())
            .load(self.conn)?)
    }

    /// At most `limit` units in the order of entry, after the one with number `after`.
    pub fn list_units(
        &mut self,
        filter: &UnitFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<UnitRow>, StoreError> {
        let mut query = units::table.into_boxed();
        if let Some(kind) = &filter.kind {
            query = query.filter(units::kind.eq(kind));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, units::division, prefix);
        }
        if let Some(name) = &filter.name {
            query = query.filter(units::name.eq(name));
        }
        if let Some(day) = filter.on {
            query = holds_on!(query, units, day);
        }
        if filter.retained {
            query = query.filter(units::review_on.is_not_null());
        }
        if let Some(seq) = after {
            query = query.filter(units::seq.gt(seq));
        }
        Ok(query
            .order(units::seq)
            .limit(limit.into())
            .select(UnitRow::as_select())
            .load(self.conn)?)
    }
}
