//! What is handed in with each act on a hub.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AssessmentOutcome, Evidence, HubLevel, HubRoute, Power, WithdrawalGround};
use crate::{act::ActKind, identity::Uscc, unit::UnitId};

/// A nomination (提名).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// The leading group that will decide.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "leading-110000"))]
    pub leading_group: UnitId,
    /// How the hub comes about.
    pub route: HubRoute,
    /// Its level.
    pub level: HubLevel,
    /// The fields that it covers.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub fields: Vec<String>,
    /// The hub above it, if there is one.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub parent: Option<UnitId>,
    /// Its unified social credit code, of whatever department.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub uscc: Option<Uscc>,
    /// What shows that it meets the conditions; the rest can follow with a nomination anew.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub evidence: Vec<Evidence>,
}

/// A decision by document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Number of the document.
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
}

/// An authorization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorizationInput {
    /// The government that authorizes.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "government-110000"))]
    pub government: UnitId,
    /// Number of its document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Date of the document.
    pub dated: NaiveDate,
    /// First day.
    pub from: NaiveDate,
    /// Last day, where the authorization has one.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// For which of the fields that were recognized.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub fields: Vec<String>,
    /// To do what.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 3))]
    pub powers: Vec<Power>,
}

/// An act on a hub with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubRequest {
    /// Nominate a body.
    Nominate(Nomination),
    /// Review the nomination.
    Review {
        /// Whether it is supported.
        supports: bool,
        /// Why.
        reasons: String,
    },
    /// Record the publicity.
    Publicize {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
        /// Where.
        place: String,
    },
    /// Recognize.
    Recognize {
        /// The decision.
        decided: Decided,
        /// The batch.
        batch: Option<u32>,
    },
    /// Decide not to recognize.
    Decline {
        /// The decision.
        decided: Decided,
        /// Why.
        reasons: String,
    },
    /// Authorize.
    Authorize(AuthorizationInput),
    /// Assess a year.
    Assess {
        /// The year.
        year: i32,
        /// What came of it.
        outcome: AssessmentOutcome,
        /// In words.
        remarks: String,
    },
    /// Order to rectify.
    OrderRectification {
        /// By when.
        until: NaiveDate,
        /// What.
        what: String,
    },
    /// Close the order.
    CloseRectification {
        /// What was mended.
        remarks: String,
    },
    /// Withdraw the standing.
    Withdraw {
        /// Why.
        ground: WithdrawalGround,
        /// The decision.
        decided: Decided,
        /// Reasons.
        reasons: String,
        /// The hub that takes its place.
        successor: Option<UnitId>,
    },
    /// Complete the withdrawal: every member has gone.
    CompleteWithdrawal,
}

impl HubRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Nominate(_) => ActKind::NominateHub,
            Self::Review { .. } => ActKind::ReviewHub,
            Self::Publicize { .. } => ActKind::PublicizeHub,
            Self::Recognize { .. } => ActKind::RecognizeHub,
            Self::Decline { .. } => ActKind::DeclineHub,
            Self::Authorize(_) => ActKind::AuthorizeHub,
            Self::Assess { .. } => ActKind::AssessHub,
            Self::OrderRectification { .. } => ActKind::OrderHubRectification,
            Self::CloseRectification { .. } => ActKind::CloseHubRectification,
            Self::Withdraw { .. } => ActKind::WithdrawHub,
            Self::CompleteWithdrawal => ActKind::CompleteHubWithdrawal,
        }
    }
}
