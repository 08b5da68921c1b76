//! What only service institutions, and only foundations, state in their application
//! (interim measures on private non-enterprise units art. 2, 5, 6; foundation regulation art. 8–24).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Person;

/// The three legal forms of a service institution (interim measures art. 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Legal person (法人).
    LegalPerson,
    /// Partnership (合伙).
    Partnership,
    /// Individual (个体).
    Individual,
}

impl LegalForm {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LegalPerson => "legal_person",
            Self::Partnership => "partnership",
            Self::Individual => "individual",
        }
    }
}

/// By what right the premises are used (interim measures art. 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "right", rename_all = "snake_case")]
pub enum Premises {
    /// They are owned.
    Owned {},
    /// They may be used for a term.
    Used {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
}

/// What only a service institution states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InstitutionParticulars {
    /// Legal form.
    pub legal_form: LegalForm,
    /// All assets in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub assets_yuan: i64,
    /// Non-state assets among them, in yuan.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub non_state_assets_yuan: i64,
    /// By what right the premises are used.
    pub premises: Premises,
}

/// A proposed director (理事).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Director {
    /// The person.
    pub person: Person,
    /// Whether near kin (近亲属) of another director.
    pub near_kin: bool,
    /// Whether paid by the foundation.
    pub paid: bool,
    /// Whether working for it full-time.
    pub full_time: bool,
}

/// A proposed supervisor (监事).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundationSupervisor {
    /// The person.
    pub person: Person,
    /// Whether near kin of a director.
    pub kin_of_director: bool,
    /// Whether on the finance staff.
    pub finance_staff: bool,
    /// Whether paid by the foundation.
    pub paid: bool,
}

/// What an officer of a foundation declares (foundation regulation art. 23, 24). What was not
/// declared is `None`: the rule then answers that a fact is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FoundationOfficer {
    /// Whether a state official in office (现职国家工作人员).
    #[serde(default)]
    pub serving_official: Option<bool>,
    /// Whether a resident of the mainland.
    #[serde(default)]
    pub mainland_resident: Option<bool>,
    /// Months a year in the mainland, of somebody who is no resident.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 12))]
    pub months_in_mainland: Option<u32>,
    /// Whether legal representative of any other organization, of whatever register.
    #[serde(default)]
    pub represents_another: Option<bool>,
    /// Whether ever sentenced to control, detention or imprisonment.
    #[serde(default)]
    pub sentenced: Option<bool>,
    /// When that sentence ended; none while it is served.
    #[serde(default)]
    pub sentence_ended_on: Option<NaiveDate>,
    /// Whether personally liable for the rescission of a foundation.
    #[serde(default)]
    pub liable_for_rescission: Option<bool>,
    /// When that foundation was rescinded.
    #[serde(default)]
    pub rescinded_on: Option<NaiveDate>,
}

/// What only a foundation states.
#[expect(clippy::struct_excessive_bools, reason = "the form asks for each by itself")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundationParticulars {
    /// Whether it raises funds from the public (公募), else not (非公募).
    pub public_raising: bool,
    /// Whether it is set up with private property.
    pub privately_funded: bool,
    /// Whether the original fund comes from the mainland.
    pub mainland_money: bool,
    /// Money of the original fund that was paid in, in yuan.
    pub paid_in_yuan: i64,
    /// Whether the charter names particular beneficiaries.
    pub names_beneficiaries: bool,
    /// Term of the council in years.
    pub term_years: u32,
    /// The council (理事会).
    pub council: Vec<Director>,
    /// The supervisors (监事).
    pub supervisors: Vec<FoundationSupervisor>,
}
