//! Counters: the highest number given out under a name. Who gives it out decides the next one.

use diesel::prelude::*;

use crate::access::{Reader, Writer};
use crate::error::StoreError;
use crate::kept::{Kept, Value};
use crate::schema::counters;

const RAISE: &str = "INSERT INTO counters (name, value) VALUES (?, ?) \
     ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value < excluded.value";

impl Writer<'_> {
    /// Raises the counter to `at_least`; never lowers it.
    pub fn raise_counter(&mut self, name: &str, at_least: i64) -> Result<(), StoreError> {
        let values = vec![Value::Text(name.to_owned()), Value::Number(at_least)];
        Kept::<()>::new(RAISE, values).execute(self.conn)?;
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
