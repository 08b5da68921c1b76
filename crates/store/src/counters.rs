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
        // An act raises a handful: those statements are kept. A rebuild raises any number.
        let many = counters.len() > FEW;
        raising(counters).planned_anew(many).execute(self.conn)?;
        self.are_raised(counters);
        Ok(())
    }

    /// What is remembered of these counters is raised with them.
    pub(crate) fn are_raised(&mut self, counters: &BTreeMap<String, i64>) {
        if let Some(remembered) = self.remembered.as_mut().filter(|_| !counters.is_empty()) {
            remembered.raise(counters);
        }
    }
}

/// The statement that raises counters; there is at least one.
pub(crate) fn raising(counters: &BTreeMap<String, i64>) -> Kept<()> {
    let text = format!("{RAISE}{}{NEVER_LOWER}", vec!["(?, ?)"; counters.len()].join(", "));
    let values = counters
        .iter()
        .flat_map(|(name, value)| [Value::Text(name.clone()), Value::Number(*value)]);
    Kept::new(text, values.collect())
}

/// Counters in a statement that is worth keeping.
const FEW: usize = 8;

impl Reader<'_> {
    /// The counter; 0 when it was never raised.
    pub fn counter(&mut self, name: &str) -> Result<i64, StoreError> {
        if let Some(known) = self.remembered.as_ref().and_then(|it| it.counter(name)) {
            return Ok(known);
        }
        let found = counters::table.find(name).select(counters::value);
        let value = each_backend!(self.conn, c => found.get_result(c)).optional()?.unwrap_or(0);
        if let Some(remembered) = &mut self.remembered {
            remembered.keep_counter(name, value);
        }
        Ok(value)
    }
}
