//! Events of evaluation; they stand on the stream of the organization. A round stands on that of its registrar.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Confirmation, Eligibility, EvaluationBallot, EvaluationBar, EvaluationCase, GradeRecord,
    Objected, SiteReport,
};
use crate::calendar::Deadline;

/// What happened in an evaluation; `case` is its number within the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EvaluationEvent {
    /// It was applied for, or begun by the registrar.
    EvaluationBegun {
        /// The case as it begins.
        case: Box<EvaluationCase>,
    },
    /// It may be evaluated.
    FoundEligible {
        /// The case.
        case: u32,
        /// What was found.
        eligibility: Eligibility,
    },
    /// The experts reported; the second time after an objection.
    SiteReported {
        /// The case.
        case: u32,
        /// The report.
        report: Box<SiteReport>,
    },
    /// The committee decided; the second time after an objection.
    GradeVoted {
        /// The case.
        case: u32,
        /// The ballot.
        ballot: Box<EvaluationBallot>,
    },
    /// The grade was publicized.
    GradePublicized {
        /// The case.
        case: u32,
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
        /// Where.
        place: String,
    },
    /// The organization asked for a review.
    GradeObjected {
        /// The case.
        case: u32,
        /// Why.
        objected: Objected,
    },
    /// The grade was confirmed and announced; `grade` is what runs from then on, where there is one.
    GradeConfirmed {
        /// The case.
        case: u32,
        /// The confirmation.
        confirmation: Confirmation,
        /// The grade with its days.
        grade: Option<Box<GradeRecord>>,
        /// By when certificate and sign of the grade that it replaces are to come back.
        return_by: Option<Deadline>,
    },
    /// It was closed without a grade.
    EvaluationClosed {
        /// The case.
        case: u32,
        /// Why.
        reasons: String,
    },
    /// Certificate and sign of an adjusted grade came back.
    GradeCertificateReturned {
        /// The number of the grade.
        grade: u32,
        /// When.
        on: NaiveDate,
    },
    /// A grade of an older register, and the bar that it set, if it did.
    GradeRecorded {
        /// The grade; none for no grade.
        grade: Option<Box<GradeRecord>>,
        /// The bar.
        bar: Option<EvaluationBar>,
    },
}

impl EvaluationEvent {
    /// Whether everybody may read that it happened: what was publicized, announced, or published by its source.
    #[must_use]
    pub fn is_public(&self) -> bool {
        matches!(
            self,
            Self::GradePublicized { .. } | Self::GradeConfirmed { .. } | Self::GradeRecorded { .. }
        )
    }
}
