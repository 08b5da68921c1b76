//! Dated parameters: the numbers and lists of the law, each with its article and dates.

use std::cell::RefCell;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Citation, Law, ParameterUsed, RuleText};
use crate::identity::DivisionCode;

/// Which direction makes a parameter stricter, so that a local override can be checked:
/// a city may ask for more than the nation, never for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stricter {
    /// A higher number is stricter (a minimum).
    Higher,
    /// A lower number is stricter (a maximum, or a clock of the authority).
    Lower,
    /// Not comparable; may not be overridden.
    Fixed,
}

impl Stricter {
    /// Whether a local number asks for less than the national one.
    #[must_use]
    pub(super) fn is_laxer(self, local: Option<i64>, national: Option<i64>) -> bool {
        match self {
            Self::Higher => local < national,
            Self::Lower => local > national,
            Self::Fixed => local != national,
        }
    }
}

/// One value of a parameter and the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterValue {
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force; none while it is open.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// The number, in the parameter's unit.
    #[serde(default)]
    pub number: Option<i64>,
    /// Or a closed list of words.
    #[serde(default)]
    pub list: Vec<String>,
}

impl ParameterValue {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// A number or list of the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Stable key, for example `association.members.persons.min`.
    pub id: String,
    /// Key of the article that sets it.
    pub article: String,
    /// What the number counts: `persons`, `yuan`, `days`, `working_days`, `months`, `words` …
    pub unit: String,
    /// What it is, in Chinese.
    pub zh: String,
    /// What it is, in English.
    pub en: String,
    /// How well the number was read in its source.
    #[serde(default)]
    pub mark: super::rulebook::Mark,
    /// Which direction is stricter.
    pub stricter: Stricter,
    /// The values over time.
    pub values: Vec<ParameterValue>,
}

impl Parameter {
    /// The value in force on `day`.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&ParameterValue> {
        self.values.iter().find(|v| v.holds_on(day))
    }
}

/// The numbers that one rule may ask for, on one day in one jurisdiction.
///
/// A rule sees only the parameters that it declares in the rulebook, and each one that it
/// asks for is noted, so that the finding names the numbers that it rests on.
#[derive(Debug)]
pub struct Numbers<'a> {
    law: &'a Law,
    rule: &'a RuleText,
    day: NaiveDate,
    jurisdiction: DivisionCode,
    used: RefCell<Vec<ParameterUsed>>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(
        law: &'a Law,
        rule: &'a RuleText,
        day: NaiveDate,
        jurisdiction: DivisionCode,
    ) -> Self {
        Self { law, rule, day, jurisdiction, used: RefCell::default() }
    }

    fn value(&self, id: &str) -> Option<(ParameterValue, Citation)> {
        if !self.rule.parameters.iter().any(|p| p == id) {
            return None;
        }
        let (value, citation) = self.law.value_in_force(id, self.day, self.jurisdiction)?;
        Some((value.clone(), citation))
    }

    /// The number `id` in force, or `None` when none is in force or the rule does not declare it.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<i64> {
        let (value, citation) = self.value(id)?;
        let number = value.number?;
        self.note(id, number.to_string(), citation);
        Some(number)
    }

    /// The list `id` in force; empty when none is.
    #[must_use]
    pub fn list(&self, id: &str) -> Vec<String> {
        let Some((value, citation)) = self.value(id) else {
            return Vec::new();
        };
        self.note(id, value.list.join(" "), citation);
        value.list
    }

    fn note(&self, id: &str, value: String, citation: Citation) {
        let mut used = self.used.borrow_mut();
        if !used.iter().any(|u| u.id == id) {
            used.push(ParameterUsed { id: id.to_owned(), value, citation });
        }
    }

    pub(super) fn into_used(self) -> Vec<ParameterUsed> {
        self.used.into_inner()
    }
}
