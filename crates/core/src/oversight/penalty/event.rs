//! Events of penalties; they stand on the stream of the organization.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Annulment, CaseEvidence, ExcludedTime, Extension, Hearing, LegalReview, Payment, PenaltyCase,
    PenaltyDecision, PenaltyDrop, PenaltyNotice, PenaltyStatement, RecordedPenalty, Remedy,
    RemedyOutcome, Service,
};
use crate::calendar::Deadline;

/// What happened in a case of penalty; `case` is its number within the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum PenaltyEvent {
    /// A case was filed.
    CaseFiled {
        /// The case as it begins.
        case: Box<PenaltyCase>,
    },
    /// Evidence was registered in advance.
    EvidenceRegistered {
        /// The case.
        case: u32,
        /// What.
        evidence: CaseEvidence,
    },
    /// It was decided what becomes of evidence.
    EvidenceSettled {
        /// The case.
        case: u32,
        /// Which, by its number in the case, from 1.
        evidence: u32,
        /// What became of it.
        outcome: String,
    },
    /// The organization was told what is to be decided.
    PenaltyNotified {
        /// The case.
        case: u32,
        /// What it was told.
        notice: Box<PenaltyNotice>,
    },
    /// It made a statement, or asked for a hearing.
    PenaltyAnswered {
        /// The case.
        case: u32,
        /// What it said.
        statement: PenaltyStatement,
    },
    /// It was heard.
    HearingHeld {
        /// The case.
        case: u32,
        /// The hearing.
        hearing: Hearing,
    },
    /// The case was reviewed.
    LegallyReviewed {
        /// The case.
        case: u32,
        /// The review.
        review: LegalReview,
    },
    /// The time for the decision was extended.
    PenaltyExtended {
        /// The case.
        case: u32,
        /// The extension.
        extension: Extension,
        /// The last day since then.
        decide_by: Deadline,
    },
    /// Time was taken out of the clock.
    PenaltyTimeExcluded {
        /// The case.
        case: u32,
        /// The time.
        excluded: ExcludedTime,
        /// The last day since then.
        decide_by: Option<Deadline>,
    },
    /// It was decided.
    PenaltyDecided {
        /// The case.
        case: u32,
        /// The decision.
        decision: Box<PenaltyDecision>,
    },
    /// There is no penalty.
    PenaltyDropped {
        /// The case.
        case: u32,
        /// Why.
        dropped: PenaltyDrop,
    },
    /// The decision was delivered, and takes effect.
    PenaltyServed {
        /// The case.
        case: u32,
        /// The delivery.
        service: Box<Service>,
        /// Whether the decision is published.
        published: bool,
    },
    /// Certificate, seals and vouchers were sealed away.
    SealedAway {
        /// The case.
        case: u32,
        /// When.
        on: NaiveDate,
    },
    /// It resumed after a suspension.
    ActivityResumed {
        /// The case.
        case: u32,
        /// Number of its report on what was mended.
        report: String,
    },
    /// Something was paid.
    PenaltyPaid {
        /// The case.
        case: u32,
        /// The payment.
        payment: Payment,
    },
    /// The decision was challenged.
    RemedySought {
        /// The case.
        case: u32,
        /// The challenge.
        remedy: Remedy,
    },
    /// A challenge ended, and the decision stands.
    RemedyEnded {
        /// The case.
        case: u32,
        /// Which, by its number in the case, from 1.
        remedy: u32,
        /// When.
        on: NaiveDate,
        /// How.
        outcome: RemedyOutcome,
        /// Number of the decision or judgment.
        document_number: String,
    },
    /// The decision was annulled.
    PenaltyAnnulled {
        /// The case.
        case: u32,
        /// The annulment.
        annulment: Annulment,
        /// Whether the decision was published, and is so no more.
        published: bool,
    },
    /// A penalty of another department or of an older register.
    PenaltyRecorded {
        /// The penalty.
        recorded: RecordedPenalty,
    },
}

impl PenaltyEvent {
    /// Whether everybody may read that it happened: what was delivered and is published, what became of it, and
    /// what its source published; a decision that takes certificate or registration away is published always.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::PenaltyServed { published, .. } | Self::PenaltyAnnulled { published, .. } => {
                *published
            }
            Self::PenaltyRecorded { .. } => true,
            _ => false,
        }
    }
}
