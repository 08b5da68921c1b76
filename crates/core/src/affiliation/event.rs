//! Events of relations; they stand on the stream of the organization. That supervision began is an
//! event of the organization itself (`SupervisionBegan`), as it was before there was anything else.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EndingNotice, MemberPlan, RelationKind};
use crate::{
    registration::{DirectBasis, UnitConsent},
    unit::UnitRef,
};

/// Why supervision by a unit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EndOfSupervision {
    /// Another unit took over.
    Transfer,
    /// The unit was reorganized or renamed; its successor goes on.
    Succession,
    /// The hub fell away and the member's plan was carried out.
    HubFellAway,
    /// The department was decoupled from it.
    Decoupled,
}

/// What happened to a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum AffiliationEvent {
    /// A relation began.
    Began {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitRef,
        /// What it rests on.
        basis: String,
        /// Number of the document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_number: Option<String>,
    },
    /// It ended.
    Ended {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitRef,
        /// Why.
        reason: String,
        /// Number of the document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_number: Option<String>,
    },
    /// It rests for a time.
    Suspended {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitRef,
        /// Why.
        reason: String,
    },
    /// It goes on.
    Resumed {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitRef,
        /// Why.
        reason: String,
    },
    /// The supervisory unit gave notice that it will stop; it stays responsible until another is
    /// registered.
    EndingNotified {
        /// The unit.
        unit: UnitRef,
        /// The notice.
        notice: EndingNotice,
    },
    /// It took the notice back.
    EndingRescinded {
        /// The unit.
        unit: UnitRef,
        /// Why.
        reasons: String,
    },
    /// Supervision by a unit ended.
    SupervisionEnded {
        /// The unit.
        unit: UnitRef,
        /// Why.
        because: EndOfSupervision,
        /// Number of the document that it rests on.
        document_number: String,
        /// Date of that document, where it is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<NaiveDate>,
        /// The old unit's letter that it lets go, where one was stated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        release: Option<UnitConsent>,
    },
    /// It has no supervisory unit any more, by policy.
    BecameDirect {
        /// The policy.
        basis: DirectBasis,
        /// Number of the document.
        document_number: String,
    },
    /// It was planned where it goes when its unit falls away.
    MemberPlanned {
        /// Where to.
        plan: MemberPlan,
    },
    /// Its charter names the new unit; the competent organ ratifies that afterwards.
    CharterToRatify {
        /// Last day.
        by: NaiveDate,
    },
    /// A relation of an older register was entered.
    Told {
        /// Which.
        kind: RelationKind,
        /// The unit.
        unit: UnitRef,
        /// First day.
        since: NaiveDate,
        /// The first day on which it no longer held, if it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
        /// Where this was read.
        source: String,
    },
}
