//! What is handed in with each act on a relation.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::RelationKind;
use crate::{
    act::ActKind,
    registration::{DirectBasis, UnitConsent},
    unit::UnitId,
};

/// Whether a unit takes over, or only bears another name than the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferHow {
    /// Another unit takes over (移交).
    Transfer,
    /// The unit was reorganized or renamed, and its successor goes on (更名承继).
    Succession,
}

/// The confirmation list (确认名单) of the unit that takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmationList {
    /// Number of the letter with the list.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// Where a member goes, as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "goes_to", rename_all = "snake_case")]
pub enum MemberPlanInput {
    /// To another hub or department.
    Successor {
        /// Which.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        unit: UnitId,
    },
    /// To its registrar, for the time being.
    Registrar {},
    /// Into direct registration.
    Direct {
        /// The policy that it rests on.
        basis: DirectBasis,
    },
}

/// An act on a relation with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AffiliationRequest {
    /// A unit takes a relation.
    Begin {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitId,
        /// What it rests on.
        basis: String,
        /// Number of the document.
        document_number: Option<String>,
    },
    /// It ends.
    End {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: String,
        /// Number of the document.
        document_number: Option<String>,
    },
    /// It rests for a time.
    Suspend {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// It goes on.
    Resume {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitId,
        /// Why.
        reason: String,
    },
    /// The supervisory unit gives notice that it will stop.
    NotifyEnding {
        /// Number of the notice.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
        /// Why.
        reasons: String,
    },
    /// It takes the notice back.
    RescindEnding {
        /// Why.
        reasons: String,
    },
    /// The registrar transfers supervision by the confirmation list of the unit that takes over.
    TransferByList {
        /// The unit that takes over.
        to: UnitId,
        /// Whether it takes over or goes on.
        how: TransferHow,
        /// The list.
        list: ConfirmationList,
        /// The old unit's release, where it has given no notice in the register.
        release: Option<UnitConsent>,
    },
    /// The registrar plans where a member goes.
    Plan {
        /// Where to.
        plan: MemberPlanInput,
    },
    /// The registrar carries the plan out.
    CarryOut {
        /// Number of the document.
        document_number: String,
    },
    /// A relation that an older source tells is entered.
    Import {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitId,
        /// First day.
        since: NaiveDate,
        /// The first day on which it no longer held, if it ended.
        until: Option<NaiveDate>,
        /// Where this was read.
        source: String,
    },
}

impl AffiliationRequest {
    /// Which act this is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Begin { .. } => ActKind::BeginRelation,
            Self::End { .. } => ActKind::EndRelation,
            Self::Suspend { .. } => ActKind::SuspendRelation,
            Self::Resume { .. } => ActKind::ResumeRelation,
            Self::NotifyEnding { .. } => ActKind::NotifySupervisionEnding,
            Self::RescindEnding { .. } => ActKind::RescindSupervisionEnding,
            Self::TransferByList { .. } => ActKind::TransferByList,
            Self::Plan { .. } => ActKind::PlanMember,
            Self::CarryOut { .. } => ActKind::CarryOutMemberPlan,
            Self::Import { .. } => ActKind::ImportRelation,
        }
    }

    /// The relation that it is about, and the unit on the other side, where it names them.
    #[must_use]
    pub fn relation(&self) -> Option<(RelationKind, &UnitId)> {
        match self {
            Self::Begin { kind, unit, .. }
            | Self::End { kind, unit, .. }
            | Self::Suspend { kind, unit, .. }
            | Self::Resume { kind, unit, .. }
            | Self::Import { kind, unit, .. } => Some((*kind, unit)),
            Self::TransferByList { to, .. } => Some((RelationKind::Supervision, to)),
            Self::Plan { plan: MemberPlanInput::Successor { unit } } => {
                Some((RelationKind::Supervision, unit))
            }
            _ => None,
        }
    }
}
