//! Counters: the highest number given out under a name. Who gives it out decides the next one.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::kept::{Kept, Value};
use crate::schema::counters;

const RAISE: &str = "INSERT INTO counters (name, value) VALUES ";
const NEVER_LOWER: &str = " ON CONFLICT (name) DO UPDATE SET value = excluded.value \
     WHERE counters.value < excluded.value";

impl Writer<'_> {
    /// Raises each counter to at least its value; never lowers one. Each is named once.
    pub fn raise_counters(&mut self, counters: &BTreeMap<String, i64>) -> Result<(), StoreError> {
        if counters.is_empty() {
            return Ok(());
        }
        let text = format!("{RAISE}{}{NEVER_LOWER}", vec!["(?, ?)"; counters.len()].join(", "));
        let values = counters
            .iter()
            .flat_map(|(name, value)| [Value::Text(name.clone()), Value::Number(*value)]);
        // An act raises a handful: those statements are kept. A rebuild raises any number.
        let many = counters.len() > FEW;
        Kept::<()>::new(text, values.collect()).planned_anew(many).execute(self.conn)?;
        Ok(())
    }
}

/// Counters in a statement that is worth keeping.
const FEW: usize = 8;

impl Reader<'_> {
    /// The counter; 0 when it was never raised.
    pub fn counter(&mut self, name: &str) -> Result<i64, StoreError> {
        let found = counters::table.find(name).select(counters::value);
        Ok(each_backend!(self.conn, c => found.get_result(c)).optional()?.unwrap_or(0))
    }
}
