//! The bodies of acts of decoupling that the core does not define itself.
//!
//! What may not enter: longer texts and lists inside what the core defines (`input/decoupling_lengths.rs`).

use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_core::{
    decoupling::{Batch, ItemFinding, RecordedItem, Retention, Scope, SignerInput, StuckGround},
    unit::UnitId,
};
use utoipa::ToSchema;
use validator::Validate;

/// Reasons.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonsInput {
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// A document by its number.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberInput {
    /// Number of the document.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
}

/// A document by number and date.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalInput {
    /// Number of the approval of the decoupling (脱钩批复).
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// An exemption for now.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptionInput {
    /// Number of the decision.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
    /// When it is looked at again.
    pub review_on: NaiveDate,
}

/// Another batch or day.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RescheduleInput {
    /// The batch.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub batch: u32,
    /// By when; the batch's day when left out.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// Items with what shows them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsInput {
    /// The items.
    #[schema(min_items = 1, max_items = 100)]
    pub items: Vec<RecordedItem>,
}

/// Items that are sent back.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackInput {
    /// The dimension.
    #[validate(length(min = 1, max = 60), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 60, example = "assets")]
    pub dimension: String,
    /// Which, and why.
    #[schema(min_items = 1, max_items = 100)]
    pub findings: Vec<ItemFinding>,
}

/// A signature under a dimension.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureInput {
    /// The dimension.
    #[validate(length(min = 1, max = 60), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 60, example = "assets")]
    pub dimension: String,
    /// Number of the signer's document.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
}

/// That a case does not go on.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StuckInput {
    /// Why.
    pub ground: StuckGround,
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// What was found after a case was done.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopeningInput {
    /// What was found.
    #[schema(min_items = 1, max_items = 100)]
    pub findings: Vec<ItemFinding>,
    /// By when it is to be mended.
    pub due_on: NaiveDate,
    /// Where that was found.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// That what was found is mended.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConclusionInput {
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub remarks: String,
}

/// Batches and signers that are set.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendmentInput {
    /// Batches that are added, or stand in place of those with their number.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub batches: Vec<Batch>,
    /// Signers that are named anew.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub signers: Vec<SignerInput>,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// What came of a programme.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosureInput {
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub summary: String,
}

/// That a department keeps the role for now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionInput {
    /// The leading group that decides.
    #[schema(value_type = String, example = "leading-110000")]
    pub leading_group: UnitId,
    /// With which function, until when, and why.
    pub retention: Retention,
}

/// That it keeps the role no longer.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndRetentionInput {
    /// The leading group that decides.
    #[schema(value_type = String, example = "leading-110000")]
    pub leading_group: UnitId,
    /// Number of the decision.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub dated: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// An organization that is listed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedInput {
    /// Identifier or code.
    #[schema(min_length = 1, max_length = 64)]
    pub organization: String,
    /// Why it is in the scope, where the plan asks.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// Organizations that are listed for a batch.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedManyInput {
    /// Number of the batch.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub batch: u32,
    /// The organizations.
    #[schema(min_items = 1, max_items = 1000)]
    pub rows: Vec<ListedInput>,
}
