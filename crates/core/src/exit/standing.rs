//! Where an organization stands on its way out, since when and why: told from what is kept, never kept
//! itself.
//!
//! What may not enter: whether it may go on; `rules.rs` says that.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ExitGround;
use crate::organization::{DecidedAction, Organization, OrganizationStatus};

/// Where an organization stands on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExitStage {
    /// Its certificate or registration is gone, and no group was formed yet (待清算).
    ToLiquidate,
    /// In liquidation (清算中).
    Liquidating,
    /// Liquidated, and not deregistered yet (待注销).
    ToDeregister,
    /// No more (已注销).
    Ended,
}

impl ExitStage {
    /// Every stage.
    pub const ALL: [Self; 4] =
        [Self::ToLiquidate, Self::Liquidating, Self::ToDeregister, Self::Ended];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::ToLiquidate => "to_liquidate",
            Self::Liquidating => "liquidating",
            Self::ToDeregister => "to_deregister",
            Self::Ended => "ended",
        }
    }
}

/// Where an organization stands on its way out, since when and why, and what is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The stage.
    pub stage: ExitStage,
    /// Since when; what older registers told may lack the day.
    pub since: Option<NaiveDate>,
    /// Why, where that is known.
    pub ground: Option<ExitGround>,
    /// By when deregistration is to be applied for.
    pub due_on: Option<NaiveDate>,
}

impl Organization {
    /// Whether it is on its way out, or gone.
    #[must_use]
    pub fn is_leaving(&self) -> bool {
        self.status != OrganizationStatus::Registered
    }

    /// Where it stands on its way out; none for whoever is not leaving.
    #[must_use]
    pub fn leaving(&self) -> Option<Standing> {
        if let Some(end) = &self.ended {
            let (since, ground) = (Some(end.on), end.ground);
            return Some(Standing { stage: ExitStage::Ended, since, ground, due_on: None });
        }
        if let Some(pledge) = self.pledge() {
            let (since, ground) = (Some(pledge.notice_until), Some(pledge.ground));
            return Some(Standing { stage: ExitStage::ToDeregister, since, ground, due_on: None });
        }
        if let Some(liquidation) = self.liquidation() {
            let ended = liquidation.concluded.as_ref();
            let stage = ended.map_or(ExitStage::Liquidating, |_| ExitStage::ToDeregister);
            let since = Some(ended.map_or(liquidation.formed_on, |end| end.report.dated));
            let due_on = ended.and_then(|end| end.deregister_by.as_ref());
            let due_on = due_on.map(|due| due.deadline.last_day);
            return Some(Standing { stage, since, ground: Some(liquidation.ground), due_on });
        }
        let (ground, since) = self.taken_away()?;
        let (stage, ground) = (ExitStage::ToLiquidate, Some(ground));
        Some(Standing { stage, since, ground, due_on: None })
    }

    /// The decision that took its registration or certificate: the ground that it is for the end, and
    /// its day, where the record tells that. A liquidation keeps what its status does not tell any more.
    pub(crate) fn taken_away(&self) -> Option<(ExitGround, Option<NaiveDate>)> {
        let ground = match self.status {
            OrganizationStatus::Rescinded => ExitGround::RegistrationRescinded,
            OrganizationStatus::CertificateRevoked => ExitGround::CertificateRevoked,
            _ => self.liquidation()?.ground,
        };
        let action = match ground {
            ExitGround::RegistrationRescinded => DecidedAction::Rescission,
            ExitGround::CertificateRevoked => DecidedAction::Revocation,
            _ => return None,
        };
        // What this register decided counts from its delivery; older registers told of the rest.
        let served = self.penalties.taken_away().map(|(_, on)| on);
        let decision = self.decisions.iter().rev().find(|d| d.action == Some(action));
        Some((ground, served.or(decision.map(|d| d.decided_on))))
    }
}
