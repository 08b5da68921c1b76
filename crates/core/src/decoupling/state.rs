//! What a case of decoupling is: where it stands, what was recorded for each item, who signed.
//!
//! What may not enter: how it came about (`fold.rs`), and whether it may (`rules.rs`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Checklist, DecouplingStatus, Dimension, SignerRole};
use crate::{
    registration::{DirectBasis, UnitConsent},
    unit::UnitRef,
};

/// Which programme a case belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseOf {
    /// Identifier of the programme.
    pub programme: String,
    /// Its title.
    pub title: String,
    /// Its leading group.
    pub leading_group: UnitRef,
    /// Key of its checklist.
    pub checklist: String,
    /// Number of the batch.
    pub batch: u32,
}

/// Why an organization is in the scope of a plan for industry associations (方案第二部分).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Whether its members are of the same economic activity, or economic organizations of one
    /// region.
    pub economic_members: bool,
    /// Why it is one by its nature, where its name does not end like those the plan lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub by_nature: Option<String>,
}

/// Where an organization goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "goes_to", rename_all = "snake_case")]
pub enum GoesTo {
    /// Under a hub.
    Hub {
        /// Which.
        unit: UnitRef,
        /// Its consent.
        consent: UnitConsent,
    },
    /// Into direct registration.
    Direct {
        /// The policy that it rests on.
        basis: DirectBasis,
    },
}

/// The plan of one organization (脱钩实施方案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecouplingPlan {
    /// Number of the document.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Where it goes.
    pub to: GoesTo,
    /// The department that guides it afterwards (行业管理部门).
    pub guidance: UnitRef,
    /// Who leads its party building afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_building: Option<UnitRef>,
    /// When it was submitted.
    pub submitted_on: NaiveDate,
    /// When it was approved, and by which document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<String>,
    /// The account that submitted; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// A document that shows that an item is in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemEvidence {
    /// Title.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "审计报告"))]
    pub title: String,
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub number: Option<String>,
    /// Its date.
    pub dated: NaiveDate,
    /// SHA-256 of the file, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
}

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ItemOutcome {
    /// It is in order, and these documents show it.
    InOrder {
        /// The documents.
        evidence: Vec<ItemEvidence>,
    },
    /// The organization has nothing of the kind.
    NotApplicable {
        /// Why.
        reason: String,
    },
    /// A signer sent it back.
    SentBack {
        /// What is to be mended.
        reasons: String,
        /// By whom.
        unit: UnitRef,
        /// The documents that did not suffice.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<ItemEvidence>,
    },
}

/// An item of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ItemState {
    /// What is known of it.
    #[serde(flatten)]
    pub outcome: ItemOutcome,
    /// Since when.
    pub on: NaiveDate,
    /// The account that entered it; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// A signature under a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signature {
    /// For which role.
    pub role: SignerRole,
    /// The unit.
    pub unit: UnitRef,
    /// Number of its document.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// The account that entered it; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// How far a dimension is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DimensionState {
    /// An item lacks its evidence.
    Open,
    /// An item was sent back.
    SentBack,
    /// All items are in order; a signature is missing.
    Ready,
    /// Signed by all.
    Signed,
}

impl DimensionState {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::SentBack => "sent_back",
            Self::Ready => "ready",
            Self::Signed => "signed",
        }
    }
}

/// Why a case does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StuckGround {
    /// A policy is missing.
    Policy,
    /// The work is not done.
    Work,
    /// The parties disagree.
    Dispute,
}

impl StuckGround {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Work => "work",
            Self::Dispute => "dispute",
        }
    }
}

/// That a case does not go on, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stuck {
    /// Why.
    pub ground: StuckGround,
    /// In words.
    pub reasons: String,
    /// Since when.
    pub since: NaiveDate,
}

/// That an organization is exempt for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Exemption {
    /// Number of the decision.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why.
    pub reasons: String,
    /// When it is looked at again.
    pub review_on: NaiveDate,
}

/// That a case was completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Completion {
    /// When.
    pub on: NaiveDate,
    /// Number of the approval of the decoupling (脱钩批复).
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// A department that an organization was decoupled from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decoupled {
    /// The department.
    pub department: UnitRef,
    /// Since when.
    pub on: NaiveDate,
    /// Number of the approval.
    pub document_number: String,
    /// Whether as an industry association or chamber.
    pub industry_association: bool,
}

/// That a department keeps the role of supervisory unit for now (暂时保留).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The special function.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub function: String,
    /// Number of the decision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why it cannot leave the role yet, and what it does so that it can.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// When it is looked at again.
    pub review_on: NaiveDate,
}

/// What was decided or noted on a case, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CaseNote {
    /// When.
    pub on: NaiveDate,
    /// At which step: `delisted`, `exempted`, `rescheduled`, `plan_returned`, `marked_stuck`,
    /// `stuck_cleared`, `reopened`, `concluded`.
    pub step: String,
    /// The reasons or remarks.
    pub text: String,
}

/// A case of decoupling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decoupling {
    /// Where it stands.
    pub status: DecouplingStatus,
    /// Which programme.
    pub of: CaseOf,
    /// The department that is to leave, or has left.
    pub department: UnitRef,
    /// When it was listed.
    pub listed_on: NaiveDate,
    /// By when it is to be done.
    pub due_on: NaiveDate,
    /// Why it is in the scope, where the plan asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Its plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<DecouplingPlan>,
    /// Why its plan was sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_returned: Option<String>,
    /// What is known of each item, by key.
    pub items: BTreeMap<String, ItemState>,
    /// Who signed each dimension, in order.
    pub signatures: BTreeMap<String, Vec<Signature>>,
    /// When something of a dimension was sent back last; what signs it anew is not dated before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent_back_on: BTreeMap<String, NaiveDate>,
    /// That it does not go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    /// That it is exempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<Exemption>,
    /// That it was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Completion>,
    /// What was decided or noted, in words, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<CaseNote>,
}

impl Decoupling {
    /// Whether a document stands for an item, or it is not about this organization.
    #[must_use]
    pub fn is_in_order(&self, key: &str) -> bool {
        let item = self.items.get(key);
        item.is_some_and(|item| !matches!(item.outcome, ItemOutcome::SentBack { .. }))
    }

    /// The keys of the items of a dimension that are not in order.
    #[must_use]
    pub fn lacking(&self, dimension: &Dimension) -> Vec<String> {
        let keys = dimension.items.iter().map(|item| dimension.key(item));
        keys.filter(|key| !self.is_in_order(key)).collect()
    }

    /// The role whose signature is due next under a dimension; none when all have signed.
    #[must_use]
    pub fn next_signer(&self, dimension: &Dimension) -> Option<SignerRole> {
        let signed = self.signatures.get(&dimension.id).map_or(0, Vec::len);
        dimension.signed_by.get(signed).copied()
    }

    /// The day before which nothing that signs a dimension is dated: of its newest evidence, of the
    /// signature before, of what was sent back last.
    #[must_use]
    pub fn signable_from(&self, dimension: &Dimension) -> Option<NaiveDate> {
        let items = dimension.items.iter().filter_map(|item| self.items.get(&dimension.key(item)));
        let evidence = items.filter_map(|item| match &item.outcome {
            ItemOutcome::InOrder { evidence } => evidence.iter().map(|d| d.dated).max(),
            ItemOutcome::NotApplicable { .. } | ItemOutcome::SentBack { .. } => None,
        });
        let signed = self.signatures.get(&dimension.id).into_iter().flatten().map(|s| s.dated);
        let sent_back = self.sent_back_on.get(&dimension.id).copied();
        evidence.chain(signed).chain(sent_back).max()
    }

    /// How far a dimension is.
    #[must_use]
    pub fn dimension_state(&self, dimension: &Dimension) -> DimensionState {
        let sent_back = |key: &String| {
            let item = self.items.get(key);
            item.is_some_and(|item| matches!(item.outcome, ItemOutcome::SentBack { .. }))
        };
        let lacking = self.lacking(dimension);
        if lacking.iter().any(sent_back) {
            return DimensionState::SentBack;
        }
        match (lacking.is_empty(), self.next_signer(dimension)) {
            (false, _) => DimensionState::Open,
            (true, Some(_)) => DimensionState::Ready,
            (true, None) => DimensionState::Signed,
        }
    }

    /// Whether every dimension is signed by all.
    #[must_use]
    pub fn is_separated(&self, checklist: &Checklist) -> bool {
        let signed = |d: &Dimension| self.dimension_state(d) == DimensionState::Signed;
        checklist.dimensions.iter().all(signed)
    }

    /// What others than its own offices may read of it: not which account took which step.
    #[must_use]
    pub fn public(&self) -> Self {
        let mut shown = self.clone();
        shown.plan.iter_mut().for_each(|plan| plan.by.clear());
        shown.items.values_mut().for_each(|item| item.by.clear());
        shown.signatures.values_mut().flatten().for_each(|signature| signature.by.clear());
        shown
    }
}
