//! The bodies of acts on relations.

use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_core::{
    affiliation::{ConfirmationList, MemberPlanInput, RelationKind, TransferHow},
    registration::UnitConsent,
    unit::UnitId,
};
use utoipa::ToSchema;
use validator::Validate;

/// A relation that a unit takes.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationInput {
    /// Which: `guidance`, `liaison`, `party_building` or `entrusted`. Supervision begins by
    /// registration.
    pub relation: RelationKind,
    /// The unit; the account acts for it.
    #[schema(value_type = String, example = "hub-science")]
    pub unit: UnitId,
    /// What it rests on.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub basis: String,
    /// Number of the document.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub document_number: Option<String>,
}

/// A relation that ends, rests or goes on.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationReasonInput {
    /// Which.
    pub relation: RelationKind,
    /// The unit.
    #[schema(value_type = String, example = "hub-science")]
    pub unit: UnitId,
    /// Why.
    #[validate(length(min = 1, max = 500), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
    /// Number of the document; of an end only.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub document_number: Option<String>,
}

/// A supervisory unit's notice that it will stop.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndingInput {
    /// Number of the notice.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why; not public.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// A notice that is taken back.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RescindInput {
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// A plan of one member.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupervisionPlanInput {
    /// Where it goes.
    pub plan: MemberPlanInput,
}

/// A plan that is carried out.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryOutInput {
    /// Number of the document.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
}

/// A row of a confirmation list.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferRow {
    /// Code or identifier of the organization.
    #[validate(length(min = 1, max = 64), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 64)]
    pub organization: String,
    /// The old unit's letter for this organization, where it is another than the list's.
    #[serde(default)]
    pub release: Option<UnitConsent>,
}

/// Supervision that passes by a confirmation list.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferListInput {
    /// Whether another unit takes over, or the same one goes on under another name.
    pub how: TransferHow,
    /// The list of the unit that takes over.
    pub list: ConfirmationList,
    /// The old unit's letter, for all rows that state none.
    #[serde(default)]
    pub release: Option<UnitConsent>,
    /// The organizations.
    #[validate(nested)]
    #[schema(min_items = 1, max_items = 1000)]
    pub rows: Vec<TransferRow>,
}

/// A plan for many members.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlansInput {
    /// Where they go.
    pub plan: MemberPlanInput,
    /// The organizations, by code or identifier; all members without a plan when left out.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub organizations: Option<Vec<String>>,
}
