//! Merger and split (合并、分立) as they are stated: who ends, who resolved it, whose unit consented
//! (association regulation art. 19; regulation on private non-enterprise units art. 16; foundation
//! regulation art. 16, 21).
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CouncilVote, ItemChanges};
use crate::organization::SuccessionKind;

/// The resolution of an organization's competent organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// The day on which it was adopted.
    pub adopted_on: NaiveDate,
    /// The vote of a foundation's council; other kinds need not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<CouncilVote>,
}

/// The consent of an organization's own supervisory unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitConsent {
    /// Number of the unit's document.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// An organization that merges into another or is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its identifier or code.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub organization: String,
    /// What its competent organ resolved.
    pub resolution: Resolution,
    /// The consent of its supervisory unit, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<UnitConsent>,
}

/// Where a new organization comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// By merger (新设合并) or by split (分立).
    pub how: SuccessionKind,
    /// Those that merge into it, or the one that it is split off from.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub parties: Vec<Party>,
    /// Whether the one that is split ends with this registration (解散分立): the last of its
    /// successors says so. Those that merge always end.
    #[serde(default)]
    pub split_ends: bool,
}

impl Succession {
    /// Whether the organizations that it comes from end with it.
    #[must_use]
    pub fn ends(&self) -> bool {
        self.split_ends || self.how == SuccessionKind::Merger
    }
}

/// What the organization applies for that takes others in (吸收合并).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// What its own competent organ resolved.
    pub resolution: Resolution,
    /// Those that end.
    pub parties: Vec<Party>,
    /// What changes with it of what is registered.
    #[serde(default)]
    pub changes: ItemChanges,
}
