//! The state itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Certificate, EndRecord, OrganizationKind, OrganizationStatus, Origin, RegisteredItems, Relative,
};
use crate::{
    affiliation::{CharterDue, EndingNotice, PlannedStep, Relation},
    correction::Corrections,
    decoupling::{Decoupled, Decoupling},
    evaluation::Evaluation,
    exit::Exit,
    identity::{DivisionCode, Uscc},
    law::Citation,
    oversight::{annual::Annual, credit::Credit, penalty::Penalties},
    registration::{
        BankAccount, CadrePost, Conviction, DirectBasis, Officer, PartyBuilding, Person, Post,
        SealSpecimen,
    },
    unit::UnitRef,
};

/// A name and the days on which it was the registered one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NamePeriod {
    /// The name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none for the name in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Whether only the year of the first day is known; then 1 January stands for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_only: bool,
}

impl NamePeriod {
    /// A name that is borne from a day on.
    #[must_use]
    pub fn since(name: &str, from: NaiveDate) -> Self {
        Self { name: name.to_owned(), from, to: None, year_only: false }
    }
}

/// The supervision in force: at most one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SupervisionRecord {
    /// The supervisory unit (业务主管单位).
    pub unit: UnitRef,
    /// Since when.
    pub since: NaiveDate,
    /// Document or article that it rests on.
    pub basis: String,
    /// The unit's notice that it will stop; until another is registered it stays responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<EndingNotice>,
    /// Where the organization goes, when its unit falls away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlannedStep>,
}

impl SupervisionRecord {
    /// Supervision that begins.
    #[must_use]
    pub fn begun(unit: UnitRef, since: NaiveDate, basis: &str) -> Self {
        Self { unit, since, basis: basis.to_owned(), ending: None, plan: None }
    }

    /// What anyone may read of it: that its unit gave notice, not why; no plan.
    #[must_use]
    pub(super) fn public(&self) -> Self {
        let ending = self.ending.clone();
        let ending = ending.map(|notice| EndingNotice { reasons: String::new(), ..notice });
        Self { ending, plan: None, ..self.clone() }
    }
}

/// The charter in force, where the register approved an amendment of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CharterRecord {
    /// When the competent organ adopted it.
    pub adopted_on: NaiveDate,
    /// When the registrar approved it.
    pub approved_on: NaiveDate,
}

/// Charity status (慈善组织) and the qualification that may go with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CharityStatus {
    /// Since when it is registered or recognized as a charity.
    pub since: NaiveDate,
    /// The article that rests on.
    pub basis: Citation,
    /// Since when it may raise funds from the public (公开募捐资格), if it may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fundraising_since: Option<NaiveDate>,
}

/// What a decision of an older register was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecidedAction {
    /// Establishment (成立登记).
    Establishment,
    /// Change (变更登记).
    Change,
    /// Deregistration (注销登记).
    Deregistration,
    /// Approval of the charter (章程核准).
    CharterApproval,
    /// Rescission of the registration (撤销登记).
    Rescission,
    /// Revocation of the certificate (吊销登记证书).
    Revocation,
}

impl DecidedAction {
    /// Every action.
    pub const ALL: [Self; 6] = [
        Self::Establishment,
        Self::Change,
        Self::Deregistration,
        Self::CharterApproval,
        Self::Rescission,
        Self::Revocation,
    ];

    /// Whether it ends an organization, its registration or its certificate.
    #[must_use]
    pub fn ends(self) -> bool {
        matches!(self, Self::Deregistration | Self::Rescission | Self::Revocation)
    }

    /// The action by its name in the sources.
    #[must_use]
    pub fn from_chinese(text: &str) -> Option<Self> {
        match text.trim() {
            "成立登记" => Some(Self::Establishment),
            "变更登记" => Some(Self::Change),
            "注销登记" => Some(Self::Deregistration),
            "章程核准" => Some(Self::CharterApproval),
            "撤销登记" | "撤销成立登记" => Some(Self::Rescission),
            "吊销登记证书" | "吊销" => Some(Self::Revocation),
            _ => None,
        }
    }
}

/// A decision of an older register, as existing law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordedDecision {
    /// Number of the document, with the year in 〔〕 however the source writes it.
    pub document_number: String,
    /// What it was about, where the source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<DecidedAction>,
    /// Its date.
    pub decided_on: NaiveDate,
    /// The authority that decided.
    pub authority: String,
}

/// A change of name that an older source tells, as existing law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordedRename {
    /// The name before.
    pub old_name: String,
    /// The name after.
    pub new_name: String,
    /// The first day of the new name; 1 January where only the year is known.
    pub changed_on: NaiveDate,
    /// Whether only the year is known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_only: bool,
}

/// The brackets in which sources write the year of a document.
const BRACKETS: [(char, char); 7] =
    [('〔', '〕'), ('﹝', '﹞'), ('[', ']'), ('(', ')'), ('（', '）'), ('【', '】'), ('［', '］')];

/// A document number with its year in 〔〕, as the standard for official documents writes it
/// (GB/T 9704); `None` when no year stands in brackets, so that nobody takes it for put in order.
#[must_use]
pub fn document_number(written: &str) -> Option<String> {
    const YEAR: usize = 4;
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    BRACKETS.iter().find_map(|(open, close)| {
        let (head, rest) = compact.split_once(*open)?;
        let (year, tail) = rest.split_once(*close)?;
        let is_year = year.len() == YEAR && year.bytes().all(|b| b.is_ascii_digit());
        (is_year && !head.is_empty() && !tail.is_empty()).then(|| format!("{head}〔{year}〕{tail}"))
    })
}

/// An officer as filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FiledOfficer {
    /// Name.
    pub name: String,
    /// Post.
    pub post: Post,
    /// What was stated of a cadre or civil servant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadre: Option<CadrePost>,
}

impl From<&FiledOfficer> for Officer {
    fn from(filed: &FiledOfficer) -> Self {
        Self {
            person: Person {
                name: filed.name.clone(),
                identity_digest: None,
                identity_masked: None,
            },
            post: filed.post,
            legal_representative: false,
            declaration: Conviction::default(),
            foundation: None,
            cadre: filed.cadre.clone(),
            industry: None,
        }
    }
}

/// The officers of the term that was filed last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OfficersTerm {
    /// First day of the term.
    pub from: NaiveDate,
    /// Last day of the term; then others are to be elected.
    pub until: NaiveDate,
    /// Who.
    pub officers: Vec<FiledOfficer>,
}

/// A term of office (届), without the officers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TermOfOffice {
    /// First day.
    pub from: NaiveDate,
    /// Last day; then others are to be elected.
    pub until: NaiveDate,
}

/// What was filed for the offices that handle the organization; not public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Filings {
    /// Seal specimens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seals: Vec<SealSpecimen>,
    /// Bank account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<BankAccount>,
    /// Party building.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_building: Option<PartyBuilding>,
}

/// One organization as the register knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Identifier.
    pub id: String,
    /// Unified social credit code.
    pub uscc: Uscc,
    /// Registered name in force.
    pub name: String,
    /// All names with their days.
    pub names: Vec<NamePeriod>,
    /// Kind.
    pub kind: OrganizationKind,
    /// Status.
    pub status: OrganizationStatus,
    /// Division of the registrar.
    pub division: DivisionCode,
    /// Registrar.
    pub registrar: UnitRef,
    /// Date of establishment, where known.
    pub established_on: Option<NaiveDate>,
    /// Registered items.
    pub items: RegisteredItems,
    /// Supervision in force.
    pub supervision: Option<SupervisionRecord>,
    /// Basis of direct registration, where there is no supervisory unit by policy.
    pub direct: Option<DirectBasis>,
    /// The other relations in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// Its case of decoupling, the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decoupling: Option<Box<Decoupling>>,
    /// The departments that it was decoupled from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoupled: Vec<Decoupled>,
    /// A charter that is to be ratified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter_due: Option<CharterDue>,
    /// Certificate in force.
    pub certificate: Option<Certificate>,
    /// Charter, where an amendment was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter: Option<CharterRecord>,
    /// Charity status, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charity: Option<CharityStatus>,
    /// Officers filed last, with their term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<OfficersTerm>,
    /// What else was filed.
    #[serde(default)]
    pub filings: Filings,
    /// Decisions of older registers, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RecordedDecision>,
    /// Its end, once it is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<EndRecord>,
    /// Since when its registration is rescinded, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescinded_on: Option<NaiveDate>,
    /// How far it is on its way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit: Option<Exit>,
    /// Its annual reports and inspections.
    #[serde(default)]
    pub annual: Annual,
    /// Its credit: the lists on which it stands.
    #[serde(default)]
    pub credit: Credit,
    /// Its penalties.
    #[serde(default)]
    pub penalties: Penalties,
    /// Its evaluations and grades.
    #[serde(default)]
    pub evaluation: Evaluation,
    /// What was corrected of it.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
    /// Organizations that it comes from by merger or split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<Relative>,
    /// Organizations that came of it by merger or split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<Relative>,
    /// How the record came in.
    pub origin: Origin,
    /// Number of events folded into this state; the entity tag of the API.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::document_number;

    #[test]
    fn the_year_of_a_document_stands_in_one_kind_of_brackets() {
        for written in [
            "示民许〔2017〕642号",
            "示民许﹝2017﹞642号",
            "示民许[2017]642号",
            "示民许(2017)642号",
            "示民许（2017）642号",
            "示民许【 2017 】642 号",
            "示民许［2017］642号",
        ] {
            assert_eq!(
                document_number(written).as_deref(),
                Some("示民许〔2017〕642号"),
                "{written}"
            );
        }
        for odd in [
            "",
            "示民许2017第642号",
            "示民许﹝17﹞642号",
            "﹝2017﹞642号",
            "示民许〔2017〕",
            "示民许〔2017号",
        ] {
            assert_eq!(document_number(odd), None, "{odd}");
        }
        let twice = document_number("示﹝2019﹞12（补）号");
        assert_eq!(twice.as_deref(), Some("示〔2019〕12（补）号"));
    }
}
