//! Bars on persons and organizations that end after so many years, or never: what stands against
//! somebody, and from which day nothing will.

use chrono::NaiveDate;

use crate::{
    calendar::years_after,
    law::{Fact, Outcome},
};

/// What stands against somebody, and when the last bar that ends will have ended.
#[derive(Default)]
pub(super) struct Bars {
    facts: Vec<Fact>,
    missing: Vec<String>,
    free_from: Option<NaiveDate>,
    for_ever: bool,
}

impl Bars {
    /// A bar that no day ends, such as deprivation of political rights, now or ever.
    pub(super) fn never(&mut self, field: String, declared: Option<bool>) {
        match declared {
            Some(false) => {}
            Some(true) => self.never_ends(&field),
            None => self.missing.push(field),
        }
    }

    /// A bar of so many years since a day; none is known while there is no such day yet.
    pub(super) fn years(
        &mut self,
        field: String,
        declared: Option<bool>,
        since: Option<NaiveDate>,
        years: i64,
        on: NaiveDate,
    ) {
        let since = match (declared, since) {
            (None, None) => return self.missing.push(field),
            (Some(false), None) => return,
            (Some(true), None) => return self.never_ends(&field),
            (_, Some(since)) => since,
        };
        // "Not more than so many years": the last day of them is still barred.
        let free = years_after(since, years).and_then(|last| last.succ_opt());
        if free.is_none_or(|free| on < free) {
            self.facts.push(Fact::against(&field, since, format!("> {years} y")));
            self.free_from = self.free_from.max(free);
        }
    }

    fn never_ends(&mut self, field: &str) {
        self.for_ever = true;
        self.facts.push(Fact::against(field, true, false));
    }

    pub(super) fn outcome(self) -> Outcome {
        let when = self.free_from.filter(|_| !self.for_ever && self.missing.is_empty());
        match Outcome::judged(self.facts, self.missing) {
            Outcome::Violated { facts, .. } => Outcome::Violated { facts, possible_from: when },
            other => other,
        }
    }
}
