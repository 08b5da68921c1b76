//! What is handed in with each act of decoupling.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Exemption, ItemEvidence, Retention, Scope, StuckGround};
use crate::{
    act::ActKind,
    registration::{DirectBasis, UnitConsent},
    unit::UnitId,
};

/// Puts an organization onto the list of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Identifier of the programme.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub programme: String,
    /// Number of the batch.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
    pub batch: u32,
    /// Why it is in the scope, where the plan asks.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// Where an organization goes, as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "goes_to", rename_all = "snake_case")]
pub enum DestinationInput {
    /// Under a hub.
    Hub {
        /// Which.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        unit: UnitId,
        /// Its consent: nobody is put under a hub that was not asked.
        consent: UnitConsent,
    },
    /// Into direct registration.
    Direct {
        /// The policy that it rests on.
        basis: DirectBasis,
    },
}

/// The plan of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    /// Number of the document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Where it goes.
    pub to: DestinationInput,
    /// The department that guides it afterwards; the one that leaves when left out.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub guidance: Option<UnitId>,
    /// Who leads its party building afterwards, where that changes.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub party_building: Option<UnitId>,
}

/// What is known of an item: its documents, or why it is not about this organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordedItem {
    /// Key of the item: `assets.clearance`.
    #[cfg_attr(feature = "schema", schema(max_length = 120, example = "assets.clearance"))]
    pub item: String,
    /// The documents that show it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub evidence: Vec<ItemEvidence>,
    /// Why the organization has nothing of the kind.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub not_applicable: Option<String>,
}

/// What was found not to be in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemFinding {
    /// Key of the item.
    #[cfg_attr(feature = "schema", schema(max_length = 120, example = "assets.clearance"))]
    pub item: String,
    /// What is to be mended.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
}

/// An act on a case of decoupling with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecouplingRequest {
    /// Put it onto the list.
    List(Listing),
    /// Take it off the list.
    Delist {
        /// Why.
        reasons: String,
    },
    /// Exempt it for now, or go on exempting it after a review.
    Exempt(Exemption),
    /// Another batch or another day.
    Reschedule {
        /// The batch.
        batch: u32,
        /// By when; the batch's day when left out.
        due_on: Option<NaiveDate>,
        /// Why.
        reasons: String,
    },
    /// Submit its plan.
    Plan(PlanInput),
    /// Approve the plan.
    ApprovePlan {
        /// Number of the approval.
        document_number: String,
    },
    /// Send the plan back.
    ReturnPlan {
        /// What is to be mended.
        reasons: String,
    },
    /// Record items.
    Record {
        /// Which, with what shows them.
        items: Vec<RecordedItem>,
    },
    /// Send items of a dimension back.
    SendBack {
        /// The dimension.
        dimension: String,
        /// Which, and why.
        findings: Vec<ItemFinding>,
    },
    /// Sign a dimension.
    Sign {
        /// The dimension.
        dimension: String,
        /// Number of the signer's document.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
    },
    /// Note that it does not go on.
    MarkStuck {
        /// Why.
        ground: StuckGround,
        /// In words.
        reasons: String,
    },
    /// Note that it goes on.
    ClearStuck {
        /// What has changed.
        reasons: String,
    },
    /// Complete it.
    Complete {
        /// Number of the approval of the decoupling.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
    },
    /// Open it again for what was found afterwards.
    Reopen {
        /// What was found.
        findings: Vec<ItemFinding>,
        /// By when it is to be mended.
        due_on: NaiveDate,
        /// Where that was found.
        reasons: String,
    },
    /// Close it after what was found is mended.
    Conclude {
        /// In words.
        remarks: String,
    },
}

impl DecouplingRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::List(_) => ActKind::ListForDecoupling,
            Self::Delist { .. } => ActKind::DelistFromDecoupling,
            Self::Exempt(_) => ActKind::ExemptFromDecoupling,
            Self::Reschedule { .. } => ActKind::RescheduleDecoupling,
            Self::Plan(_) => ActKind::PlanDecoupling,
            Self::ApprovePlan { .. } => ActKind::ApproveDecouplingPlan,
            Self::ReturnPlan { .. } => ActKind::ReturnDecouplingPlan,
            Self::Record { .. } => ActKind::RecordDecouplingItems,
            Self::SendBack { .. } => ActKind::SendBackDecouplingItems,
            Self::Sign { .. } => ActKind::SignDecouplingDimension,
            Self::MarkStuck { .. } => ActKind::MarkDecouplingStuck,
            Self::ClearStuck { .. } => ActKind::ClearDecouplingStuck,
            Self::Complete { .. } => ActKind::CompleteDecoupling,
            Self::Reopen { .. } => ActKind::ReopenDecoupling,
            Self::Conclude { .. } => ActKind::ConcludeDecoupling,
        }
    }
}

/// An act on a department's keeping the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetentionRequest {
    /// It keeps the role for now, or goes on keeping it after a review.
    Retain {
        /// The leading group that decides.
        leading_group: UnitId,
        /// With which function, until when, and why.
        retention: Retention,
    },
    /// It keeps the role no longer.
    End {
        /// The leading group that decides.
        leading_group: UnitId,
        /// Number of the decision.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
        /// Why.
        reasons: String,
    },
}

impl RetentionRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Retain { .. } => ActKind::RetainDepartment,
            Self::End { .. } => ActKind::EndRetention,
        }
    }

    /// The leading group that decides.
    #[must_use]
    pub fn leading_group(&self) -> &UnitId {
        match self {
            Self::Retain { leading_group, .. } | Self::End { leading_group, .. } => leading_group,
        }
    }
}
