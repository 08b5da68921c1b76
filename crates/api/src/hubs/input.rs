//! The bodies of acts on hubs.

use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_core::{
    hub::{AssessmentOutcome, WithdrawalGround},
    unit::UnitId,
};
use utoipa::ToSchema;
use validator::Validate;

/// A review of a nomination.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Whether it is supported.
    pub supports: bool,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// The publicity of a nomination.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicityInput {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Where.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub place: String,
}

/// A decision to recognize.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecognitionInput {
    /// Number of the decision.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
    /// The batch, where hubs are recognized in batches.
    #[serde(default)]
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub batch: Option<u32>,
}

/// A decision with reasons.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonedDecisionInput {
    /// Number of the decision.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
    /// Reasons.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
}

/// The assessment of a year.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentInput {
    /// The year.
    pub year: i32,
    /// What came of it.
    pub outcome: AssessmentOutcome,
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub remarks: String,
}

/// An order to rectify.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RectificationInput {
    /// By when.
    pub until: NaiveDate,
    /// What is to be mended.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub what: String,
}

/// What was mended.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RectifiedInput {
    /// In words.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub remarks: String,
}

/// The withdrawal of a hub's standing.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HubWithdrawalInput {
    /// Why.
    pub ground: WithdrawalGround,
    /// Number of the decision.
    #[validate(length(min = 1, max = 100), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 100)]
    pub document_number: String,
    /// Its date.
    pub decided_on: NaiveDate,
    /// Reasons.
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reasons: String,
    /// The hub that takes its place.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub successor: Option<UnitId>,
}
