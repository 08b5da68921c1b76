//! Counters: the highest number given out under a name. Who gives it out decides the next one.

use diesel::prelude::*;
use diesel::query_dsl::methods::FilterDsl;
use diesel::upsert::excluded;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::schema::counters;

impl Writer<'_> {
    /// Raises the counter to `at_least`; never lowers it.
    pub fn raise_counter(&mut self, name: &str, at_least: i64) -> Result<(), StoreError> {
        let row = (counters::name.eq(name), counters::value.eq(at_least));
        each_backend!(self.conn, c => {
            diesel::insert_into(counters::table)
                .values(row)
                .on_conflict(counters::name)
                .do_update()
                .set(counters::value.eq(excluded(counters::value)))
                .filter(counters::value.lt(excluded(counters::value)))
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The counter; 0 when it was never raised.
    pub fn counter(&mut self, name: &str) -> Result<i64, StoreError> {
        let value =
            counters::table.find(name).select(counters::value).get_result(self.conn).optional()?;
        Ok(value.unwrap_or(0))
    }
}
