//! The read model of programmes of decoupling. Made from the log and nothing else.
//!
//! What may not enter: the organizations of a programme; they are cases.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::schema::programmes;

/// A programme as it is now.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = programmes, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ProgrammeRow {
    /// Identifier.
    pub id: String,
    /// Number in the order of entry; lists are in this order.
    pub seq: i64,
    /// Title.
    pub title: String,
    /// Code of the administrative division.
    pub division: String,
    /// The leading group that runs it.
    pub leading_group: String,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Version of its stream.
    pub version: i64,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded: UTC.
    pub updated_at: NaiveDateTime,
    /// Current state, JSON.
    pub state: String,
}

impl Writer<'_> {
    /// Stores a programme in place of what was known under its identifier.
    pub fn put_programme(&mut self, row: &ProgrammeRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(programmes::table)
                .values(row)
                .on_conflict(programmes::id)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// A programme by its identifier.
    pub fn programme_row(&mut self, id: &str) -> Result<Option<ProgrammeRow>, StoreError> {
        let query = programmes::table.find(id).select(ProgrammeRow::as_select());
        Ok(query.get_result(self.conn).optional()?)
    }

    /// At most `limit` programmes in the order of entry, after the one with number `after`.
    pub fn list_programmes(
        &mut self,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ProgrammeRow>, StoreError> {
        let mut query = programmes::table.into_boxed();
        if let Some(seq) = after {
            query = query.filter(programmes::seq.gt(seq));
        }
        let query = query.order(programmes::seq).limit(limit.into());
        Ok(query.select(ProgrammeRow::as_select()).load(self.conn)?)
    }
}
