//! Principal officers (负责人) as they are proposed or elected, with what is stated of cadres, of civil
//! servants and of officers of national industry associations.
//!
//! What may not enter: who may be one (`rules/cadres.rs`, `rules/industry.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Conviction, FoundationOfficer, Person, UnitConsent};

/// A post of a principal officer (负责人).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// President or chair (会长, 理事长).
    President,
    /// Vice-president (副会长).
    VicePresident,
    /// Secretary-general (秘书长).
    SecretaryGeneral,
}

/// What a leading cadre or civil servant is or was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CadreStanding {
    /// Retired leading cadre (退（离）休领导干部).
    Retired,
    /// Civil servant in office (在职公务员).
    CivilServant,
    /// Civil servant who has left the post and is not yet retired (不在岗但未办理退（离）休手续).
    LeftPost,
    /// Leading cadre in office who is no civil servant (在职领导干部).
    ServingCadre,
}

impl CadreStanding {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Retired => "retired",
            Self::CivilServant => "civil_servant",
            Self::LeftPost => "left_post",
            Self::ServingCadre => "serving_cadre",
        }
    }
}

/// What is stated of an officer who is a retired leading cadre or a civil servant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CadrePost {
    /// Which.
    pub standing: CadreStanding,
    /// Approval of, or filing with, the cadre-management authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<UnitConsent>,
    /// Posts in social organizations at the same time, this one counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<u32>,
    /// Which term in this post it will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<u32>,
    /// Age in years on the day of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    /// Whether paid for it in any way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<bool>,
    /// When a retired cadre left office; asked by industry associations and chambers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_office_on: Option<NaiveDate>,
}

/// What is stated of an officer of a national industry association or chamber (measures
/// 民发〔2015〕166号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IndustryOfficer {
    /// Age in years on the day of the election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    /// Which term in this post it will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<u32>,
    /// The member unit that the officer comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub member_unit: Option<String>,
    /// Whether president or secretary-general of another association.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_another_association: Option<bool>,
}

/// A proposed officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// The person.
    pub person: Person,
    /// The post.
    pub post: Post,
    /// Whether proposed as legal representative (法定代表人).
    #[serde(default)]
    pub legal_representative: bool,
    /// Declaration under art. 13(3).
    #[serde(default)]
    pub declaration: Conviction,
    /// What an officer of a foundation declares beyond that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foundation: Option<FoundationOfficer>,
    /// What is stated of a retired leading cadre or a civil servant; of others nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadre: Option<CadrePost>,
    /// What is stated of an officer of a national industry association or chamber.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<IndustryOfficer>,
}
