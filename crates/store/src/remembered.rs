//! What the thread that writes remembers from act to act: units and running numbers. Nearly every act asks for the same few, and on
//! PostgreSQL each question is a way to the server and back.
//!
//! Both are made by the log alone, and only whoever holds its head writes them. So what is remembered holds as long as the head
//! is where this thread left it; where another has written, or an act was undone, it is forgotten. What another process makes
//! anew from the same log (`rebuild`) is the same, unless it was damaged: then the servers are started again.
//!
//! What may not enter: anything that is written without the head of the log.

use std::collections::{BTreeMap, HashMap};

use shuniu_core::unit::Unit;

use crate::log::Head;

/// Units or numbers beyond which all are forgotten.
const MOST: usize = 4_096;

#[derive(Default)]
pub(crate) struct Remembered {
    /// Where this thread left the head of the log.
    head: Option<Head>,
    /// Whether the act in hand has changed what can be remembered.
    changed: bool,
    units: HashMap<String, Unit>,
    counters: HashMap<String, i64>,
}

impl Remembered {
    /// Makes sure that it is of the log that ends at `head`.
    pub(crate) fn of(&mut self, head: &Head) {
        if self.head.as_ref() != Some(head) {
            self.forget();
        }
    }

    /// An act begins.
    pub(crate) fn begin(&mut self) {
        self.changed = false;
    }

    /// The act in hand was undone: what was read after it changed something was never there.
    pub(crate) fn undo(&mut self) {
        if self.changed {
            self.forget();
        }
    }

    /// The act in hand makes everything anew.
    pub(crate) fn renew(&mut self) {
        self.forget();
        self.changed = true;
    }

    /// This thread has moved the head.
    pub(crate) fn left_at(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// The position at which this thread left the log; 0 where it has not.
    pub(crate) fn position(&self) -> i64 {
        self.head.as_ref().map_or(0, |head| head.position)
    }

    /// Forgets everything.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// A unit that was asked for.
    pub(crate) fn unit(&self, id: &str) -> Option<Unit> {
        self.units.get(id).cloned()
    }

    /// Remembers a unit.
    pub(crate) fn keep_unit(&mut self, id: &str, unit: Unit) {
        if self.units.len() >= MOST {
            self.units.clear();
        }
        self.units.insert(id.to_owned(), unit);
    }

    /// Forgets a unit that has changed.
    pub(crate) fn forget_unit(&mut self, id: &str) {
        self.changed = true;
        self.units.remove(id);
    }

    /// A running number that was asked for.
    pub(crate) fn counter(&self, name: &str) -> Option<i64> {
        self.counters.get(name).copied()
    }

    /// Remembers a running number.
    pub(crate) fn keep_counter(&mut self, name: &str, value: i64) {
        if self.counters.len() >= MOST {
            self.counters.clear();
        }
        self.counters.insert(name.to_owned(), value);
    }

    /// Raises those running numbers that are remembered.
    pub(crate) fn raise(&mut self, counters: &BTreeMap<String, i64>) {
        self.changed = true;
        for (name, value) in counters {
            if let Some(known) = self.counters.get_mut(name) {
                *known = (*known).max(*value);
            }
        }
    }
}
