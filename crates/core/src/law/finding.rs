//! Findings: the outcome of a rule with its law, kept for ever inside the decision.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Mark;
use crate::text::Text;

/// What a rule says of a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The condition holds.
    Met,
    /// The condition does not hold.
    Violated {
        /// The facts that it was judged by.
        facts: Vec<Fact>,
        /// The day from which it will hold, where that can be told.
        possible_from: Option<NaiveDate>,
    },
    /// The rule says nothing about this situation.
    NotApplicable,
    /// A fact is missing.
    Unknown {
        /// Which fields or findings are missing.
        missing: Vec<String>,
        /// What is known so far.
        facts: Vec<Fact>,
    },
}

impl Outcome {
    /// Met or violated by a condition.
    #[must_use]
    pub fn when(holds: bool, facts: impl FnOnce() -> Vec<Fact>) -> Self {
        if holds { Self::Met } else { Self::Violated { facts: facts(), possible_from: None } }
    }

    /// What several persons or papers come to: one fact against the rule outweighs what is missing
    /// of others, and what is missing outweighs what is in order.
    #[must_use]
    pub fn judged(facts: Vec<Fact>, missing: Vec<String>) -> Self {
        match (facts.is_empty(), missing.is_empty()) {
            (false, _) => Self::Violated { facts, possible_from: None },
            (true, false) => Self::Unknown { missing, facts },
            (true, true) => Self::Met,
        }
    }

    /// Unknown because one fact is missing.
    #[must_use]
    pub fn missing(field: &str) -> Self {
        Self::Unknown { missing: vec![field.to_owned()], facts: Vec::new() }
    }
}

/// The four outcomes without their details, as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The condition holds.
    Met,
    /// The condition does not hold.
    Violated,
    /// The rule says nothing here.
    NotApplicable,
    /// A fact is missing.
    Unknown,
}

/// A fact that a rule was judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fact {
    /// The field of the application or record, as a dotted path.
    pub field: String,
    /// What was stated or found.
    pub found: String,
    /// What the rule asks for, where it can be said in a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
}

impl Fact {
    /// A fact without a requirement beside it.
    pub fn new(field: &str, found: impl std::fmt::Display) -> Self {
        Self { field: field.to_owned(), found: found.to_string(), required: None }
    }

    /// A fact beside what the rule asks for.
    pub fn against(
        field: &str,
        found: impl std::fmt::Display,
        required: impl std::fmt::Display,
    ) -> Self {
        Self { required: Some(required.to_string()), ..Self::new(field, found) }
    }
}

/// Where a rule or number stands in the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Citation {
    /// Key of the regulation in the rulebook.
    pub regulation: String,
    /// Its title.
    pub title: Text,
    /// Article, paragraph and item, for example `10(1)`.
    pub article: String,
    /// The version of the regulation in force on the act's date.
    pub version: String,
    /// The first day of that version.
    pub version_from: NaiveDate,
}

/// A parameter that a rule asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ParameterUsed {
    /// Key of the parameter.
    pub id: String,
    /// The value in force.
    pub value: String,
    /// Where it stands.
    pub citation: Citation,
}

/// One rule, examined: the answer with its law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Finding {
    /// Stable id of the rule, for example `ST-10a`.
    pub rule: String,
    /// What came out.
    pub outcome: Verdict,
    /// How well the article was read in its source.
    #[serde(default)]
    pub mark: Mark,
    /// Where the rule stands in the law.
    pub citation: Citation,
    /// The rule in plain words.
    pub text: Text,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Text>,
    /// The facts that it was judged by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The facts that were missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The numbers of the law that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ParameterUsed>,
    /// The day from which the act becomes possible, where it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible_from: Option<NaiveDate>,
}

impl Finding {
    /// Whether this finding stands in the way of an act that the rule guards.
    #[must_use]
    pub fn blocks(&self) -> bool {
        // What is only remembered is told, and stops nobody before it was checked.
        self.mark != Mark::Memory && matches!(self.outcome, Verdict::Violated | Verdict::Unknown)
    }
}
