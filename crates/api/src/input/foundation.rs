//! What only a foundation states: its type, its fund, council and supervisors.

use serde::Deserialize;
use shuniu_core::registration::{Director, FoundationParticulars, FoundationSupervisor};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    application::{PersonInput, Sealing},
    lengths::at_most,
};
use crate::problem::Problem;

/// Directors or supervisors in one application at most; how many the law allows, a rule says.
const MOST: usize = 100;

/// A proposed director (理事).
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DirectorInput {
    /// The person.
    #[validate(nested)]
    pub person: PersonInput,
    /// Whether near kin (近亲属) of another director.
    pub near_kin: bool,
    /// Whether paid by the foundation.
    pub paid: bool,
    /// Whether working for it full-time.
    pub full_time: bool,
}

/// A proposed supervisor (监事).
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundationSupervisorInput {
    /// The person.
    #[validate(nested)]
    pub person: PersonInput,
    /// Whether near kin of a director.
    pub kin_of_director: bool,
    /// Whether on the finance staff.
    pub finance_staff: bool,
    /// Whether paid by the foundation.
    pub paid: bool,
}

/// What only a foundation states.
#[expect(clippy::struct_excessive_bools, reason = "the form asks for each by itself")]
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundationInput {
    /// Whether it raises funds from the public (公募), else not (非公募).
    pub public_raising: bool,
    /// Whether it is set up with private property.
    pub privately_funded: bool,
    /// Whether the original fund comes from the mainland.
    pub mainland_money: bool,
    /// Money of the original fund that was paid in, in yuan.
    #[validate(range(min = 0, max = 1_000_000_000_000_i64))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub paid_in_yuan: i64,
    /// Whether the charter names particular beneficiaries.
    pub names_beneficiaries: bool,
    /// Term of the council in years.
    #[validate(range(max = 100))]
    #[schema(maximum = 100)]
    pub term_years: u32,
    /// The council (理事会).
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub council: Vec<DirectorInput>,
    /// The supervisors (监事).
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub supervisors: Vec<FoundationSupervisorInput>,
}

impl FoundationInput {
    /// The particulars with their identity numbers sealed.
    pub(super) fn into_core(
        self,
        seal: &mut Sealing<'_>,
    ) -> Result<FoundationParticulars, Problem> {
        at_most("/foundation/council", self.council.len(), MOST)?;
        at_most("/foundation/supervisors", self.supervisors.len(), MOST)?;
        let place = |list: &str, i: usize| format!("/foundation/{list}/{i}/person/identity_number");
        let council = self.council.into_iter().enumerate().map(|(i, d)| Director {
            person: seal.person(d.person, &place("council", i)),
            near_kin: d.near_kin,
            paid: d.paid,
            full_time: d.full_time,
        });
        let council = council.collect();
        let supervisors = self.supervisors.into_iter().enumerate();
        let supervisors = supervisors.map(|(i, m)| FoundationSupervisor {
            person: seal.person(m.person, &place("supervisors", i)),
            kin_of_director: m.kin_of_director,
            finance_staff: m.finance_staff,
            paid: m.paid,
        });
        Ok(FoundationParticulars {
            public_raising: self.public_raising,
            privately_funded: self.privately_funded,
            mainland_money: self.mainland_money,
            paid_in_yuan: self.paid_in_yuan,
            names_beneficiaries: self.names_beneficiaries,
            term_years: self.term_years,
            supervisors: supervisors.collect(),
            council,
        })
    }
}
