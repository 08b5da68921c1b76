//! A round of evaluation (评估批次): what a registrar's notice sets (order 82 art. 5, 12, 19).
//!
//! What may not enter: what one organization goes through (`state.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::organization::OrganizationKind;

/// A member of the committee (评估委员会委员).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CommitteeMember {
    /// Name, or another mark by which the ballot is a named one.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Office or profession.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub office: String,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Round {
    /// Number within the registrar, from 1.
    pub number: u32,
    /// Title of the notice.
    pub title: String,
    /// Number of the notice.
    pub document_number: String,
    /// When it was published.
    pub published_on: NaiveDate,
    /// First day of applications.
    pub apply_from: NaiveDate,
    /// Last day of applications.
    pub apply_until: NaiveDate,
    /// For how many days grades are publicized; no law sets it.
    pub publicity_days: u32,
    /// The sheet for each kind that takes part, by its id.
    pub sheets: Vec<(OrganizationKind, String)>,
    /// The committee.
    pub committee: Vec<CommitteeMember>,
}

impl Round {
    /// The sheet for a kind.
    #[must_use]
    pub fn sheet_for(&self, kind: OrganizationKind) -> Option<&str> {
        self.sheets.iter().find(|(of, _)| *of == kind).map(|(_, sheet)| sheet.as_str())
    }
}
