//! Events of correction; they stand on the stream of the organization.
//!
//! What may not enter: what they make of the record (`replay.rs`, `fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AnnulmentGround, CorrectedField, FactChange, RestingAnswer};

/// The court and its document, where one ordered a correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CourtReference {
    /// The court.
    pub court: String,
    /// The date of its document.
    pub dated: NaiveDate,
    /// When the registrar received it.
    pub received_on: NaiveDate,
}

/// On what a correction rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionGrounds {
    /// Why; none where a court's document says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// Number of the document.
    pub document_number: String,
    /// The court that ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<CourtReference>,
}

/// What becomes of the acts that rest on what was corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequences {
    /// Every entry that does not hold any more.
    pub annulled: Vec<i64>,
    /// What was said of each act.
    pub resting: Vec<RestingAnswer>,
    /// Whether a certificate is to be issued anew.
    pub reissue: bool,
}

/// What was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CorrectionEvent {
    /// An entry says something else than it should have.
    RecordCorrected {
        /// The entry.
        entry: i64,
        /// Its fields, with what stood there and what should.
        fields: Vec<CorrectedField>,
        /// Its legal date as it stood and as it should, where that was wrong.
        dates: Option<(NaiveDate, NaiveDate)>,
        /// What becomes of what rests on it.
        consequences: Consequences,
        /// On what it rests.
        grounds: CorrectionGrounds,
    },
    /// An act does not hold, and never did.
    ActAnnulled {
        /// The entry by which it was named.
        entry: i64,
        /// Which entries do not hold: those of the act, and of what falls with it.
        consequences: Consequences,
        /// Why; none where a court's document says it.
        ground: Option<AnnulmentGround>,
        /// When the organization was told, and what it said.
        told: Option<(NaiveDate, Option<String>)>,
        /// On what it rests.
        grounds: CorrectionGrounds,
    },
    /// The same thing is called something else.
    FactChanged {
        /// Which, since when.
        fact: FactChange,
        /// On what it rests.
        grounds: CorrectionGrounds,
    },
    /// It was approved that a correction reaches further back than it may.
    BackdatingApproved {
        /// The entry; none for a fact.
        entry: Option<i64>,
        /// The earliest day.
        reaches_to: NaiveDate,
        /// On what it rests.
        grounds: CorrectionGrounds,
        /// The account that approved.
        by: String,
    },
}

impl CorrectionEvent {
    /// Whether everybody may read that it happened. What is corrected is public, and so is its correction; that
    /// somebody approved one before it was made is not.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(self, Self::BackdatingApproved { .. })
    }

    /// The entries that do not hold any more because of it.
    #[must_use]
    pub fn annulled(&self) -> &[i64] {
        match self {
            Self::RecordCorrected { consequences, .. } | Self::ActAnnulled { consequences, .. } => {
                &consequences.annulled
            }
            Self::FactChanged { .. } | Self::BackdatingApproved { .. } => &[],
        }
    }
}
