//! The read model of the roll: bodies that stand beside the register. Made from the log and nothing
//! else.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::{begins_with, holds_on};
use crate::schema::roll;

/// An entry as it is now.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = roll, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RollRow {
    /// Identifier.
    pub id: String,
    /// Number in the order of entry; lists are in this order.
    pub seq: i64,
    /// Class of entry.
    pub class: String,
    /// Name.
    pub name: String,
    /// Code of the administrative division.
    pub division: String,
    /// The organization that a branch is part of.
    pub parent: Option<String>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    pub valid_to: Option<NaiveDate>,
    /// Version of its stream.
    pub version: i64,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded: UTC.
    pub updated_at: NaiveDateTime,
    /// Current state, JSON.
    pub state: String,
}

/// Which entries to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RollFilter {
    /// Class of entry.
    pub class: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// The organization that a branch is part of.
    pub parent: Option<String>,
    /// Holding on this day.
    pub on: Option<NaiveDate>,
}

impl Writer<'_> {
    /// Stores an entry in place of what was known under its identifier.
    pub fn put_roll(&mut self, row: &RollRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(roll::table)
                .values(row)
                .on_conflict(roll::id)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// An entry by its identifier.
    pub fn roll_entry(&mut self, id: &str) -> Result<Option<RollRow>, StoreError> {
        Ok(roll::table.find(id).select(RollRow::as_select()).get_result(self.conn).optional()?)
    }

    /// At most `limit` entries in the order of entry, after the one with number `after`.
    pub fn list_roll(
        &mut self,
        filter: &RollFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<RollRow>, StoreError> {
        let mut query = roll::table.into_boxed();
        if let Some(class) = &filter.class {
            query = query.filter(roll::class.eq(class));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, roll::division, prefix);
        }
        if let Some(parent) = &filter.parent {
            query = query.filter(roll::parent.eq(parent));
        }
        if let Some(day) = filter.on {
            query = holds_on!(query, roll, day);
        }
        if let Some(seq) = after {
            query = query.filter(roll::seq.gt(seq));
        }
        Ok(query
            .order(roll::seq)
            .limit(limit.into())
            .select(RollRow::as_select())
            .load(self.conn)?)
    }
}
