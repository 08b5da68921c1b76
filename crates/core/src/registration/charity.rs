//! Charters, charity status and the qualification for public fundraising: what is stated when they
//! are applied for (charity law art. 10, 16, 22; measures on recognition art. 5; association
//! regulation art. 18 ¶2; regulation on private non-enterprise units art. 15; foundation regulation
//! art. 15, 21).
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A vote of a foundation's council (foundation regulation art. 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CouncilVote {
    /// All directors.
    #[cfg_attr(feature = "schema", schema(maximum = 1000))]
    pub directors: u32,
    /// Directors present.
    #[cfg_attr(feature = "schema", schema(maximum = 1000))]
    pub present: u32,
    /// Votes in favour.
    #[cfg_attr(feature = "schema", schema(maximum = 1000))]
    pub in_favour: u32,
}

/// A charter as amended, to be approved (章程核准).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CharterAmendment {
    /// The day on which the competent organ adopted it.
    pub adopted_on: NaiveDate,
    /// What changes, in a few words.
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub summary: String,
    /// Items that the charter contains, by the keys of the rulebook.
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub charter_items: Vec<String>,
    /// Whether it has the clause on party building (党建条款).
    #[serde(default)]
    pub party_clause: Option<bool>,
    /// Whether it names particular beneficiaries; asked of a foundation.
    #[serde(default)]
    pub names_beneficiaries: bool,
    /// The vote of a foundation's council.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<CouncilVote>,
}

/// What an officer of a charity declares (charity law art. 16). What was not declared is `None`:
/// the rule then answers that a fact is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CharityOfficer {
    /// Name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "示例甲"))]
    pub name: String,
    /// Has full capacity for civil acts.
    #[serde(default)]
    pub full_capacity: Option<bool>,
    /// Whether ever sentenced for an intentional crime.
    #[serde(default)]
    pub intentional_crime: Option<bool>,
    /// When that sentence ended; none while it is served.
    #[serde(default)]
    pub sentence_ended_on: Option<NaiveDate>,
    /// Whether officer of a body whose certificate was revoked or that was banned.
    #[serde(default)]
    pub of_revoked_body: Option<bool>,
    /// When that was decided.
    #[serde(default)]
    pub revoked_on: Option<NaiveDate>,
}

/// What an organization states to be registered or recognized as a charity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CharityParticulars {
    /// Its officers, with their declarations.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub officers: Vec<CharityOfficer>,
    /// Whether its purpose is charitable and it does not work for profit.
    #[serde(default)]
    pub charitable_purpose: Option<bool>,
    /// Whether it was ever penalized by an authority.
    #[serde(default)]
    pub penalized: Option<bool>,
    /// When it last was.
    #[serde(default)]
    pub penalized_on: Option<NaiveDate>,
    /// Whether it stands on the list of abnormal activity.
    #[serde(default)]
    pub on_abnormal_list: Option<bool>,
}

/// What a charity states to be qualified for public fundraising (公开募捐资格).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FundraisingParticulars {
    /// Whether its internal governance is sound and it has worked in keeping with the law.
    #[serde(default)]
    pub sound_governance: Option<bool>,
}
