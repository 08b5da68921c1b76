//! Warnings (风险提示) on an organization, as they are kept.
//!
//! What may not enter: whether one may be raised or closed (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A warning (风险提示): somebody's to see to, by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RiskWarning {
    /// Number within the organization, from 1.
    pub number: u32,
    /// What.
    pub what: String,
    /// The year that it came of, where it came of a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Whose it is to see to: an office or a post.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was raised.
    pub raised_on: NaiveDate,
    /// When it was closed, and what was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<RiskWarningClosed>,
}

/// How a warning was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RiskWarningClosed {
    /// When.
    pub on: NaiveDate,
    /// What was done.
    pub note: String,
}
