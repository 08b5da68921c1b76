//! Events of annual reports and inspections; they stand on the stream of the organization.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AnnualReport, AnnualReview, EarlierConclusion, InspectionConclusion, Missed, Publication,
    RecordedInspection, RectificationClosed, RectificationOrder, RiskWarning, RiskWarningClosed,
    SentBack,
};

/// What happened to a year, or to a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "events live only between deciding and storing")]
pub enum AnnualEvent {
    /// A report was filed, for the first time or anew.
    ReportFiled {
        /// The report.
        report: Box<AnnualReport>,
        /// By when it was to be with the registrar; none where it was filed of free will.
        due_on: Option<NaiveDate>,
        /// The account.
        by: String,
    },
    /// A unit gave its opinion.
    ReportReviewed {
        /// The year.
        year: i32,
        /// The opinion.
        review: AnnualReview,
    },
    /// The report was sent back.
    ReportReturned {
        /// The year.
        year: i32,
        /// What is to be mended.
        sent_back: SentBack,
    },
    /// The year was concluded.
    InspectionConcluded {
        /// The year.
        year: i32,
        /// The conclusion.
        conclusion: InspectionConclusion,
        /// What is to be rectified.
        rectification: Option<RectificationOrder>,
    },
    /// The order to rectify was closed.
    RectificationClosed {
        /// The year.
        year: i32,
        /// How.
        closed: RectificationClosed,
    },
    /// The conclusion was adjusted.
    ConclusionAdjusted {
        /// The year.
        year: i32,
        /// The conclusion before, and why it was adjusted.
        earlier: EarlierConclusion,
        /// The conclusion now.
        conclusion: InspectionConclusion,
        /// What is to be rectified now.
        rectification: Option<RectificationOrder>,
    },
    /// The organization published the report.
    ReportPublished {
        /// The year.
        year: i32,
        /// Where and when.
        publication: Publication,
    },
    /// It was found that nothing had been filed in time.
    ReportMissed {
        /// The year.
        year: i32,
        /// What was due when.
        missed: Missed,
    },
    /// A conclusion of an older register was entered.
    InspectionRecorded {
        /// The conclusion.
        recorded: RecordedInspection,
    },
    /// A warning was raised.
    WarningRaised {
        /// The warning.
        warning: RiskWarning,
    },
    /// A warning was closed.
    WarningClosed {
        /// Its number.
        number: u32,
        /// What was done.
        closed: RiskWarningClosed,
    },
}

impl AnnualEvent {
    /// Whether everybody may read that it happened: conclusions and published reports are public, the way
    /// there is not.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::InspectionConcluded { .. }
            | Self::ConclusionAdjusted { .. }
            | Self::ReportPublished { .. }
            | Self::InspectionRecorded { .. } => true,
            Self::ReportFiled { .. }
            | Self::ReportReviewed { .. }
            | Self::ReportReturned { .. }
            | Self::RectificationClosed { .. }
            | Self::ReportMissed { .. }
            | Self::WarningRaised { .. }
            | Self::WarningClosed { .. } => false,
        }
    }
}
