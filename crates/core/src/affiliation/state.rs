//! What a relation is.
//!
//! What may not enter: how it came about (`fold.rs`), and whether it may (`rules.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{calendar::Deadline, registration::DirectBasis, text::Text, unit::UnitRef};

/// The five relations; they are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Supervision (业务主管): one at most, with powers of consent.
    Supervision,
    /// Guidance, industry management (业务指导、行业管理): advice, no consent.
    Guidance,
    /// Liaison and service by a hub (业务联系、服务).
    Liaison,
    /// Leadership of party building (党建领导).
    PartyBuilding,
    /// Entrusted administration (委托管理), as far as its letter goes.
    Entrusted,
}

impl RelationKind {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Supervision => "supervision",
            Self::Guidance => "guidance",
            Self::Liaison => "liaison",
            Self::PartyBuilding => "party_building",
            Self::Entrusted => "entrusted",
        }
    }

    /// The relation as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Supervision => Text::new("业务主管", "supervision"),
            Self::Guidance => Text::new("业务指导", "guidance"),
            Self::Liaison => Text::new("业务联系", "liaison"),
            Self::PartyBuilding => Text::new("党建领导", "leadership of party building"),
            Self::Entrusted => Text::new("委托管理", "entrusted administration"),
        }
    }

    /// The relation by its Chinese name in a spreadsheet.
    #[must_use]
    pub fn from_chinese(name: &str) -> Option<Self> {
        Some(match name.trim() {
            "业务主管" | "主管" => Self::Supervision,
            "业务指导" | "指导" | "行业管理" => Self::Guidance,
            "业务联系" | "联系" | "服务" => Self::Liaison,
            "党建领导" | "党建" => Self::PartyBuilding,
            "委托管理" | "委托" => Self::Entrusted,
            _ => return None,
        })
    }
}

/// A relation that rests for a time (暂停).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Suspension {
    /// Since when.
    pub since: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A relation in force, other than supervision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Relation {
    /// Which of them.
    pub kind: RelationKind,
    /// The unit.
    pub unit: UnitRef,
    /// Since when.
    pub since: NaiveDate,
    /// What it rests on.
    pub basis: String,
    /// Number of the document, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// Whether it rests for a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspension>,
}

/// A supervisory unit's notice that it will stop (原业务主管单位不再担任的通知).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EndingNotice {
    /// Number of the notice.
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why; not public.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// By when another unit is due, where the law of the kind sets a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub due: Option<Deadline>,
}

/// Where a member goes when its supervisory unit falls away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "goes_to", rename_all = "snake_case")]
pub enum MemberPlan {
    /// Another hub or department takes it over.
    Successor {
        /// Which.
        unit: UnitRef,
    },
    /// The registrar supervises it for the time being (登记管理机关代管).
    Registrar {
        /// Which.
        unit: UnitRef,
    },
    /// It becomes directly registered.
    Direct {
        /// The policy that it rests on.
        basis: DirectBasis,
    },
}

/// A plan, with the day on which it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlannedStep {
    /// Where to.
    pub plan: MemberPlan,
    /// When it was made.
    pub on: NaiveDate,
}

/// A charter that names the new unit already, and that the competent organ ratifies afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CharterDue {
    /// Since when.
    pub since: NaiveDate,
    /// Last day.
    pub by: NaiveDate,
}
