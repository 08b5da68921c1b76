//! What is handed in with each act of exit.
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Appointment, Collected, DemandInput, ExitGround, Pledge, Report};
use crate::{act::ActKind, unit::UnitId};

/// A group is formed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BeginLiquidation {
    /// Why the organization ends.
    pub ground: ExitGround,
    /// The day on which that came about: of the resolution, of the decision.
    pub occurred_on: NaiveDate,
    /// Number of the resolution or decision, where it has one.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: Option<String>,
    /// Who appointed the group.
    pub appointment: Appointment,
    /// When it was formed.
    pub formed_on: NaiveDate,
    /// Who leads it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub head: String,
    /// Of how many it consists.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1000))]
    pub members: u32,
    /// The unit that guides: the supervisory unit or the registrar.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "registrar-110105"))]
    pub guided_by: UnitId,
}

/// Creditors are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AnnouncementInput {
    /// When.
    pub published_on: NaiveDate,
    /// Where.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: String,
    /// Last day for claims.
    pub claims_until: NaiveDate,
}

/// An act of exit with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExitRequest {
    /// See [`ActKind::BeginLiquidation`].
    Begin(Box<BeginLiquidation>),
    /// See [`ActKind::AnnounceLiquidation`].
    Announce(AnnouncementInput),
    /// See [`ActKind::ConcludeLiquidation`].
    Conclude(Report),
    /// See [`ActKind::CollectCertificate`].
    Collect(Collected),
    /// See [`ActKind::DemandExit`].
    Demand(DemandInput),
    /// See [`ActKind::PledgeNoDebts`].
    Pledge(Pledge),
}

impl ExitRequest {
    /// Which act it is.
    #[must_use]
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Begin(_) => ActKind::BeginLiquidation,
            Self::Announce(_) => ActKind::AnnounceLiquidation,
            Self::Conclude(_) => ActKind::ConcludeLiquidation,
            Self::Collect(_) => ActKind::CollectCertificate,
            Self::Demand(_) => ActKind::DemandExit,
            Self::Pledge(_) => ActKind::PledgeNoDebts,
        }
    }
}
