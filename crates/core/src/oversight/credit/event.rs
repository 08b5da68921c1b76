//! Events of credit; they stand on the stream of the organization.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CreditEntry, CreditList, Letter, ListedGround, ListingGround, ListingNotice, Objection,
    PastListing, RemovalApplication, RemovalReason,
};

/// What happened to an organization's credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CreditEvent {
    /// A dedicated letter went to its domicile.
    LetterSent {
        /// The letter, and whether somebody signed for it.
        letter: Letter,
    },
    /// It was told that it is to be listed.
    ListingNotified {
        /// What it was told, and how it was delivered.
        notice: Box<ListingNotice>,
    },
    /// It objected.
    ListingObjected {
        /// The list.
        list: CreditList,
        /// The ground.
        ground: ListingGround,
        /// What it says.
        objection: Objection,
    },
    /// It was not listed.
    ListingWaived {
        /// The list.
        list: CreditList,
        /// The ground.
        ground: ListingGround,
        /// Why.
        reasons: String,
        /// Number of the proof that it is not at fault, where that is why.
        proof: Option<String>,
    },
    /// It was listed, or a further ground came to an entry; `from` is the entry that it moved from.
    Listed {
        /// The list.
        list: CreditList,
        /// The ground.
        ground: Box<ListedGround>,
        /// Whether its time counts anew.
        restarts: bool,
        /// The list that it left by moving here.
        left: Option<CreditList>,
    },
    /// It applied to be taken off.
    RemovalApplied {
        /// The list.
        list: CreditList,
        /// Its application.
        application: RemovalApplication,
    },
    /// It was taken off.
    Removed {
        /// The list.
        list: CreditList,
        /// The first day on which it stands there no more.
        removed_on: NaiveDate,
        /// Why.
        reason: RemovalReason,
        /// What was found.
        note: String,
        /// Number of the decision.
        document_number: String,
    },
    /// It is no more displayed on the platforms of credit.
    CreditRepaired {
        /// The list.
        list: CreditList,
        /// Since when.
        since: NaiveDate,
        /// Number of the decision.
        document_number: String,
    },
    /// An entry of an older register, or one that is past already.
    ListingRecorded {
        /// The entry.
        listing: Box<CreditEntry>,
        /// When and why it was removed, where the source tells that it was.
        past: Option<Box<PastListing>>,
    },
}

impl CreditEvent {
    /// Whether everybody may read that it happened: both lists are public (measures on credit information
    /// art. 19), what comes before a listing is not.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::Listed { .. }
            | Self::Removed { .. }
            | Self::CreditRepaired { .. }
            | Self::ListingRecorded { .. } => true,
            Self::LetterSent { .. }
            | Self::ListingNotified { .. }
            | Self::ListingObjected { .. }
            | Self::ListingWaived { .. }
            | Self::RemovalApplied { .. } => false,
        }
    }
}
