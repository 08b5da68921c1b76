//! Events of exit; they stand on the stream of the organization. That it is no more is an event of the
//! organization itself (`Ended`), as it was before there was anything but mergers.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use serde::{Deserialize, Serialize};

use super::{Announcement, Collected, Conclusion, Demand, Liquidation, Pledge};
use crate::law::Citation;

/// What happened on the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ExitEvent {
    /// A liquidation group was formed.
    LiquidationBegan {
        /// The liquidation.
        liquidation: Box<Liquidation>,
        /// The article it rests on.
        basis: Citation,
    },
    /// Creditors were told.
    LiquidationAnnounced {
        /// When and where.
        announcement: Announcement,
    },
    /// The liquidation ended.
    LiquidationConcluded {
        /// Its report, and by when deregistration is to be applied for.
        conclusion: Conclusion,
    },
    /// The authorities demanded a merger or the end.
    ExitDemanded {
        /// What and why.
        demand: Demand,
        /// The article it rests on.
        basis: Citation,
    },
    /// It was pledged that there are no debts, where the city has a simplified deregistration.
    NoDebtsPledged {
        /// The pledge and its notice.
        pledge: Pledge,
        /// The article it rests on.
        basis: Citation,
    },
    /// Certificate, seals or vouchers were collected or declared void.
    CertificateCollected {
        /// What, of this act.
        collected: Collected,
    },
}
