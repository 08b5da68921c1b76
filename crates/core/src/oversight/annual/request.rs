//! What is handed in with each act on annual reports and inspections.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AnnualReport, InspectionResult, Publication, RecordedInspection};
use crate::{act::ActKind, unit::UnitId};

/// A unit gives its opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewReport {
    /// The year that is reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// The unit: the supervisory unit, or the one that leads party building.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "sw-committee"))]
    pub unit: UnitId,
    /// What it proposes.
    pub proposes: InspectionResult,
    /// Why, where it is less than qualified.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub reasons: Option<String>,
}

/// A report is sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnReport {
    /// The year that is reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// What is to be mended.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub what: String,
}

/// A year is concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConcludeInspection {
    /// The year that is reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// The result.
    pub result: InspectionResult,
    /// Grounds, as the measures on this kind of organization list them (`GET /rules/{id}`).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub grounds: Vec<String>,
    /// What was found; why a ground weighs little or how it was corrected, where the result is qualified.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub remarks: Option<String>,
    /// By when to rectify; of a service institution the time that the law sets, if it is left out.
    #[serde(default)]
    pub rectify_by: Option<NaiveDate>,
    /// Number of the document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}

/// A conclusion is adjusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustInspection {
    /// The conclusion now.
    pub conclusion: ConcludeInspection,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
}

/// An order to rectify is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseRectification {
    /// The year that is reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// Whether it was done.
    pub done: bool,
    /// What was found.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub note: String,
}

/// The organization published its report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishReport {
    /// The year that is reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
    /// Where and when.
    pub publication: Publication,
}

/// It was found that nothing was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MissedReport {
    /// The year that should have been reported.
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: i32,
}

/// A warning is raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RaiseWarning {
    /// What.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub what: String,
    /// The year that it came of, where it came of a report.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1990, maximum = 2200, example = 2025))]
    pub year: Option<i32>,
    /// Whose it is to see to: an office or a post, no person's name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
}

/// A warning is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseWarning {
    /// Its number within the organization.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub number: u32,
    /// What was done.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub note: String,
}

/// An act on a year or on a warning, with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnualRequest {
    /// See [`ActKind::FileAnnualReport`].
    File(Box<AnnualReport>),
    /// See [`ActKind::ReviewAnnualReport`].
    Review(ReviewReport),
    /// See [`ActKind::ReturnAnnualReport`].
    Return(ReturnReport),
    /// See [`ActKind::ConcludeInspection`].
    Conclude(ConcludeInspection),
    /// See [`ActKind::CloseRectification`].
    Close(CloseRectification),
    /// See [`ActKind::AdjustInspection`].
    Adjust(Box<AdjustInspection>),
    /// See [`ActKind::PublishAnnualReport`].
    Publish(PublishReport),
    /// See [`ActKind::RecordMissedReport`].
    Missed(MissedReport),
    /// See [`ActKind::RaiseWarning`].
    Warn(RaiseWarning),
    /// See [`ActKind::CloseWarning`].
    CloseWarning(CloseWarning),
    /// See [`ActKind::ImportInspection`].
    Import(RecordedInspection),
}

impl AnnualRequest {
    /// Which act it is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::File(_) => ActKind::FileAnnualReport,
            Self::Review(_) => ActKind::ReviewAnnualReport,
            Self::Return(_) => ActKind::ReturnAnnualReport,
            Self::Conclude(_) => ActKind::ConcludeInspection,
            Self::Close(_) => ActKind::CloseRectification,
            Self::Adjust(_) => ActKind::AdjustInspection,
            Self::Publish(_) => ActKind::PublishAnnualReport,
            Self::Missed(_) => ActKind::RecordMissedReport,
            Self::Warn(_) => ActKind::RaiseWarning,
            Self::CloseWarning(_) => ActKind::CloseWarning,
            Self::Import(_) => ActKind::ImportInspection,
        }
    }

    /// The year that it is about, where it is about one.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::File(report) => Some(report.year),
            Self::Review(input) => Some(input.year),
            Self::Return(input) => Some(input.year),
            Self::Conclude(input) => Some(input.year),
            Self::Close(input) => Some(input.year),
            Self::Adjust(input) => Some(input.conclusion.year),
            Self::Publish(input) => Some(input.year),
            Self::Missed(input) => Some(input.year),
            Self::Warn(input) => input.year,
            Self::Import(recorded) => recorded.year,
            Self::CloseWarning(_) => None,
        }
    }
}
