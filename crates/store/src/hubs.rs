//! The read model of hubs: which units have a standing as one, on which level, under which other.
//! Made from the log and nothing else.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::hubs;

/// A unit with a standing as a hub.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = hubs, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct HubRow {
    /// Identifier of the unit.
    pub unit: String,
    /// The unit's number in the order of entry.
    pub seq: i64,
    /// The unit's name.
    pub name: String,
    /// Where it stands.
    pub status: String,
    /// Its level.
    pub level: String,
    /// Code of the administrative division.
    pub division: String,
    /// The leading group that recognizes.
    pub leading_group: String,
    /// The hub above it.
    pub parent: Option<String>,
    /// The fields that it covers, as a JSON list.
    pub fields: String,
    /// Last day of its authorization, where it has one.
    pub authorized_until: Option<NaiveDate>,
}

/// Which hubs to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HubFilter {
    /// Where they stand.
    pub status: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// The hub right above them.
    pub parent: Option<String>,
    /// Whose authorization ends by this day.
    pub ending_by: Option<NaiveDate>,
}

/// Narrows a boxed query over hubs.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(day) = filter.ending_by {
            query = query.filter(hubs::authorized_until.le(day));
        }
        if let Some(status) = &filter.status {
            query = query.filter(hubs::status.eq(status));
        }
        if let Some(level) = &filter.level {
            query = query.filter(hubs::level.eq(level));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, hubs::division, prefix);
        }
        if let Some(parent) = &filter.parent {
            query = query.filter(hubs::parent.eq(parent));
        }
        query
    }};
}

impl Writer<'_> {
    /// Stores a hub in place of what was known of its unit.
    pub fn put_hub(&mut self, row: &HubRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(hubs::table)
                .values(row)
                .on_conflict(hubs::unit)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// A hub by its unit.
    pub fn hub_row(&mut self, unit: &str) -> Result<Option<HubRow>, StoreError> {
        Ok(hubs::table.find(unit).select(HubRow::as_select()).get_result(self.conn).optional()?)
    }

    /// At most `limit` hubs in the order of their units' entry, after the one with number `after`.
    pub fn list_hubs(
        &mut self,
        filter: &HubFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<HubRow>, StoreError> {
        let mut query = narrowed!(hubs::table.into_boxed(), filter);
        if let Some(seq) = after {
            query = query.filter(hubs::seq.gt(seq));
        }
        Ok(query
            .order(hubs::seq)
            .limit(limit.into())
            .select(HubRow::as_select())
            .load(self.conn)?)
    }

    /// How many hubs a list has.
    pub fn count_hubs(&mut self, filter: &HubFilter) -> Result<i64, StoreError> {
        let query = hubs::table.select(diesel::dsl::count_star()).into_boxed();
        Ok(narrowed!(query, filter).get_result(self.conn)?)
    }
}
