//! Events of a hub; they stand on the stream of its unit.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Assessment, Authorization, Evidence, HubLevel, HubRoute, Publicity, Recognition, Review,
    WithdrawalGround,
};
use crate::{identity::Uscc, unit::UnitRef};

/// What happened to a hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum HubEvent {
    /// It was nominated.
    Nominated {
        /// The leading group that will decide.
        leading_group: UnitRef,
        /// How it comes about.
        route: HubRoute,
        /// Its level.
        level: HubLevel,
        /// The fields that it covers.
        fields: Vec<String>,
        /// The hub above it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<UnitRef>,
        /// Its code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        uscc: Option<Uscc>,
        /// The registered organization that it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organization: Option<String>,
        /// Evidence.
        evidence: Vec<Evidence>,
        /// The account that nominated.
        by: String,
    },
    /// The nomination was reviewed.
    Reviewed {
        /// The review.
        review: Review,
    },
    /// It was open to objections.
    Publicized {
        /// Where and how long.
        publicity: Publicity,
    },
    /// It was recognized.
    Recognized {
        /// The decision.
        recognition: Recognition,
    },
    /// It was not recognized.
    Declined {
        /// Number of the decision.
        document_number: String,
        /// Why.
        reasons: String,
    },
    /// It was authorized, for the first time or anew.
    Authorized {
        /// The authorization.
        authorization: Authorization,
    },
    /// A year was assessed.
    Assessed {
        /// The assessment.
        assessment: Assessment,
    },
    /// It was ordered to rectify.
    RectificationOrdered {
        /// By when.
        until: NaiveDate,
        /// What.
        what: String,
    },
    /// The order was closed.
    RectificationClosed {
        /// What was mended.
        remarks: String,
    },
    /// Its standing was withdrawn.
    WithdrawalDecided {
        /// Why.
        ground: WithdrawalGround,
        /// Number of the decision.
        document_number: String,
        /// Reasons.
        reasons: String,
        /// The hub that takes its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        successor: Option<UnitRef>,
        /// How many organizations it supervised then; it stays responsible for each until its plan
        /// is carried out.
        supervised: i64,
        /// By when that is due, where it supervised any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_on: Option<NaiveDate>,
    },
    /// The last of its members had gone.
    WithdrawalCompleted,
}
