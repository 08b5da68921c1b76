//! Events of a case of decoupling; they stand on the stream of the organization. That supervision
//! ended and where it went are events of its relations.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CaseOf, DecouplingPlan, Exemption, ItemFinding, RecordedItem, Scope, Signature, StuckGround,
};
use crate::unit::UnitRef;

/// What happened to a case of decoupling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum DecouplingEvent {
    /// It was put onto the list of a batch.
    Listed {
        /// Which programme and batch.
        of: CaseOf,
        /// The department that is to leave.
        department: UnitRef,
        /// By when.
        due_on: NaiveDate,
        /// Why it is in the scope.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<Scope>,
    },
    /// It was taken off the list.
    Delisted {
        /// Why.
        reasons: String,
    },
    /// It is exempt for now.
    Exempted {
        /// The decision.
        exemption: Exemption,
    },
    /// The department was reorganized or renamed; its successor goes on with the case.
    DepartmentSucceeded {
        /// The successor.
        department: UnitRef,
        /// The department before.
        former: UnitRef,
    },
    /// It has another batch or day.
    Rescheduled {
        /// The batch.
        batch: u32,
        /// The batch before.
        former_batch: u32,
        /// By when.
        due_on: NaiveDate,
        /// By when it was before.
        former_due_on: NaiveDate,
        /// Why.
        reasons: String,
    },
    /// Its plan was submitted.
    PlanSubmitted {
        /// The plan.
        plan: Box<DecouplingPlan>,
    },
    /// The plan was approved.
    PlanApproved {
        /// Number of the approval.
        document_number: String,
    },
    /// The plan was sent back.
    PlanReturned {
        /// What is to be mended.
        reasons: String,
    },
    /// Items were recorded.
    ItemsRecorded {
        /// Which, with what shows them.
        items: Vec<RecordedItem>,
        /// The account.
        by: String,
    },
    /// Items were sent back.
    ItemsSentBack {
        /// The dimension.
        dimension: String,
        /// By which unit.
        unit: UnitRef,
        /// Which, and why.
        findings: Vec<ItemFinding>,
    },
    /// A dimension was signed.
    DimensionSigned {
        /// The dimension.
        dimension: String,
        /// The signature.
        signature: Signature,
    },
    /// It does not go on.
    MarkedStuck {
        /// Why.
        ground: StuckGround,
        /// In words.
        reasons: String,
    },
    /// It goes on.
    StuckCleared {
        /// What has changed.
        reasons: String,
    },
    /// It is decoupled.
    Completed {
        /// The department that has left.
        department: UnitRef,
        /// Number of the approval.
        document_number: String,
        /// Its date.
        dated: NaiveDate,
        /// Whether as an industry association or chamber.
        industry_association: bool,
    },
    /// Something was found afterwards.
    Reopened {
        /// What.
        findings: Vec<ItemFinding>,
        /// The leading group that had it opened.
        unit: UnitRef,
        /// By when it is to be mended.
        due_on: NaiveDate,
        /// Where that was found.
        reasons: String,
    },
    /// What was found is mended.
    Concluded {
        /// In words.
        remarks: String,
    },
}
