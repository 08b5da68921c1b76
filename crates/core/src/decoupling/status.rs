//! Where a case of decoupling stands.
//!
//! What may not enter: which act leads from one to another; the catalogue says that.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecouplingStatus {
    /// On the list of a batch (已列入).
    Listed,
    /// Its plan was submitted (方案已报).
    PlanSubmitted,
    /// Its plan was approved, the separation is under way (实施中).
    InProgress,
    /// Decoupled (已脱钩).
    Completed,
    /// Decoupled, and findings came up afterwards that are being mended (脱钩后整改).
    Reopened,
    /// Exempt for now (暂不脱钩).
    Exempt,
    /// Taken off the list (移出名单).
    Delisted,
    /// Deregistered in the course of it (脱钩过程中注销).
    Deregistered,
}

impl DecouplingStatus {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Listed,
        Self::PlanSubmitted,
        Self::InProgress,
        Self::Completed,
        Self::Reopened,
        Self::Exempt,
        Self::Delisted,
        Self::Deregistered,
    ];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::PlanSubmitted => "plan_submitted",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Reopened => "reopened",
            Self::Exempt => "exempt",
            Self::Delisted => "delisted",
            Self::Deregistered => "deregistered",
        }
    }

    /// The status as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Listed => Text::new("已列入脱钩名单", "listed for decoupling"),
            Self::PlanSubmitted => Text::new("脱钩方案已报", "plan submitted"),
            Self::InProgress => Text::new("脱钩实施中", "separation under way"),
            Self::Completed => Text::new("已脱钩", "decoupled"),
            Self::Reopened => Text::new("脱钩后整改中", "decoupled, findings being mended"),
            Self::Exempt => Text::new("暂不脱钩", "exempt for now"),
            Self::Delisted => Text::new("已移出脱钩名单", "taken off the list"),
            Self::Deregistered => {
                Text::new("脱钩过程中注销", "deregistered in the course of decoupling")
            }
        }
    }

    /// Whether a case counts among those of its batch: not when it was taken off the list or its
    /// organization is no more.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Delisted | Self::Deregistered)
    }

    /// Whether something is still to be done: the separation, or what was found after it.
    #[must_use]
    pub fn is_to_do(self) -> bool {
        self.is_open() || self == Self::Reopened
    }

    /// Whether items are shown and signed: the plan is approved, or something was found afterwards.
    #[must_use]
    pub fn is_worked_on(self) -> bool {
        matches!(self, Self::InProgress | Self::Reopened)
    }

    /// Whether the separation is still to be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Listed | Self::PlanSubmitted | Self::InProgress)
    }
}
