//! What an organization files for the record (备案): its officers with their term, seal specimens
//! and bank account, party building. A filing takes effect when it is made; nobody decides it
//! (association regulation art. 16, 27; foundation regulation art. 20, 37; rules on party building).
//!
//! What may not enter: conditions; they are rules. Of party building, nothing about persons.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Officer;

/// Officers elected for a term (负责人备案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficersElected {
    /// The day of the election.
    pub elected_on: NaiveDate,
    /// First day of the term (届).
    pub term_from: NaiveDate,
    /// Last day of the term.
    pub term_until: NaiveDate,
    /// Those elected.
    pub officers: Vec<Officer>,
    /// How the vote was held; asked by national industry associations and chambers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot: Option<Ballot>,
}

/// How officers were voted for (选举情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Whether by secret ballot (无记名投票).
    pub secret: bool,
    /// Those entitled to vote who were present.
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000))]
    pub present: u32,
    /// Those entitled to vote.
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000))]
    pub entitled: u32,
}

/// The specimen of a seal (印章式样).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SealSpecimen {
    /// What the seal says.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub title: String,
    /// SHA-256 of its image, 64 hexadecimal digits.
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// A bank account (银行账户) of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    /// The bank.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub bank: String,
    /// The number; shown to the offices that handle the organization only.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40))]
    pub number: String,
}

/// Seal specimens and bank account (association regulation art. 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SealAndAccount {
    /// The seals.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub seals: Vec<SealSpecimen>,
    /// The account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccount>,
}

/// How a party organization is set up (党组织形式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartyForm {
    /// Of its own (单独建立).
    Own,
    /// Together with others (联合建立).
    Joint,
    /// Attached to another (挂靠).
    Attached,
    /// None, but a liaison officer is named (党建联络员).
    Liaison,
}

/// Party building at the level of the organization: counts, no persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PartyBuilding {
    /// How it is set up; none while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<PartyForm>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Full members (正式党员) among those who work there.
    #[cfg_attr(feature = "schema", schema(maximum = 1_000_000))]
    pub full_members: u32,
    /// Why none is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub reason_for_none: Option<String>,
    /// When one shall be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_on: Option<NaiveDate>,
    /// Whether the survey of members was handed in (党员情况调查表).
    #[serde(default)]
    pub survey: Option<bool>,
    /// Whether the pledge was given (支持党建工作承诺书).
    #[serde(default)]
    pub pledge: Option<bool>,
}
