//! What founders state when they apply for establishment (association regulation art. 10–14).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CharityParticulars, FoundationParticulars, InstitutionParticulars, NameParts, Officer,
    StatutoryApproval, Succession,
};
use crate::{identity::DivisionCode, organization::OrganizationKind, unit::UnitId};

/// A person, without the identity number: that is sealed before it reaches the core, and only
/// a keyed digest (for "is this the same person") and a masked form are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Keyed digest of the identity number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_digest: Option<String>,
    /// Masked identity number for display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_masked: Option<String>,
}

impl Person {
    /// Whether both are one person: by their identity where both are known, else by name.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (&self.identity_digest, &other.identity_digest) {
            (Some(own), Some(others)) => own == others,
            _ => self.name == other.name,
        }
    }
}

/// What a person declares of the bars in art. 13(3). A declaration that was not made is
/// `None`: the rule then answers that a fact is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conviction {
    /// Serves or ever served a sentence of deprivation of political rights.
    #[serde(default)]
    pub deprived_of_political_rights: Option<bool>,
    /// Has full capacity for civil acts.
    #[serde(default)]
    pub full_capacity: Option<bool>,
}

/// A founder (发起人): a person, or a unit with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founder {
    /// The person; for a unit only the name is filled in.
    pub person: Person,
    /// Whether the founder is a unit (its own rights are not in question then).
    pub is_unit: bool,
    /// Declaration under art. 13(3).
    #[serde(default)]
    pub declaration: Conviction,
}

/// A kind of document that the law asks for, or that a route or name needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Application (登记申请书).
    Application,
    /// Capital verification report (验资报告).
    CapitalVerification,
    /// Proof of the right to use the premises (场所使用权证明).
    PremisesRight,
    /// Identity and data of founders and officers (发起人和拟任负责人基本情况、身份证明).
    FoundersAndOfficers,
    /// Draft charter (章程草案).
    DraftCharter,
    /// Approval to use a national word in the name (名称使用批准文件).
    NameApproval,
    /// Practice licence of a trade that needs one (执业许可证), e.g. of a school or clinic.
    PracticeLicence,
    /// Resolution of the organ that decided (会议决议、会议纪要).
    Resolution,
    /// Financial audit report (财务审计报告).
    FinancialAudit,
    /// Approval of a legal person by statute (批准成立文件; association regulation art. 15).
    StatutoryApproval,
    /// Letter of the old supervisory unit that it lets go (原业务主管单位不再担任的文件).
    SupervisorRelease,
    /// Form of approval of the charter (章程核准表).
    CharterApprovalForm,
    /// The charter in force before (原章程).
    FormerCharter,
    /// Registration certificate, original and duplicate (登记证书正、副本).
    Certificate,
    /// Report of the liquidation (清算报告).
    LiquidationReport,
    /// Pledge that there are no debts (无债权债务承诺书).
    NoDebtsPledge,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// The id as in the rulebook's list of documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::CapitalVerification => "capital_verification",
            Self::PremisesRight => "premises_right",
            Self::FoundersAndOfficers => "founders_and_officers",
            Self::DraftCharter => "draft_charter",
            Self::NameApproval => "name_approval",
            Self::PracticeLicence => "practice_licence",
            Self::Resolution => "resolution",
            Self::FinancialAudit => "financial_audit",
            Self::StatutoryApproval => "statutory_approval",
            Self::SupervisorRelease => "supervisor_release",
            Self::CharterApprovalForm => "charter_approval_form",
            Self::FormerCharter => "former_charter",
            Self::Certificate => "certificate",
            Self::LiquidationReport => "liquidation_report",
            Self::NoDebtsPledge => "no_debts_pledge",
            Self::Other => "other",
        }
    }
}

/// A document as the register keeps it: what it is, not its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Kind.
    pub kind: DocumentKind,
    /// Title.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "验资报告"))]
    pub title: String,
    /// Number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub number: Option<String>,
    /// Issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub issuer: Option<String>,
    /// Date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    /// SHA-256 of the file, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: Option<String>,
}

/// How far the organization reaches (association regulation art. 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "reach", rename_all = "snake_case")]
pub enum Reach {
    /// The whole nation.
    National,
    /// One administrative division.
    Local {
        /// That division.
        #[cfg_attr(feature = "schema", schema(value_type = String, example = "110105"))]
        division: DivisionCode,
    },
    /// Several divisions.
    CrossRegion {
        /// Those divisions, at least two.
        #[cfg_attr(feature = "schema", schema(value_type = Vec<String>, min_items = 2))]
        divisions: Vec<DivisionCode>,
    },
}

/// Basis of direct registration (直接登记).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DirectBasis {
    /// Class, for example `trade_association`.
    #[cfg_attr(feature = "schema", schema(max_length = 60, example = "trade_association"))]
    pub class: String,
    /// Field within the class, for example `trade`.
    #[cfg_attr(feature = "schema", schema(max_length = 60, example = "trade"))]
    pub field: String,
    /// Policy document, title and number.
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub policy_document: String,
}

/// The class of trade associations and chambers.
const TRADE: &str = "trade_association";

impl DirectBasis {
    /// Whether it is of the class of industry associations and chambers.
    #[must_use]
    pub fn is_of_trade(&self) -> bool {
        self.class == TRADE
    }

    /// Whether its class is one of those that the policy names, for this kind of organization: trade
    /// associations and chambers are a sub-class of associations (decoupling plan, part 2).
    #[must_use]
    pub fn is_of_a_class(&self, kind: OrganizationKind, classes: &[String]) -> bool {
        let of_the_kind = self.class != TRADE || kind == OrganizationKind::Association;
        classes.contains(&self.class) && of_the_kind
    }

    /// Whether it says which policy it rests on.
    #[must_use]
    pub fn names_its_policy(&self) -> bool {
        !self.policy_document.trim().is_empty()
    }
}

/// Dual administration or direct registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "route", rename_all = "snake_case")]
pub enum Route {
    /// Dual administration (双重管理) under this supervisory unit.
    Dual {
        /// The supervisory unit that is asked for consent.
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        supervisory_unit: UnitId,
    },
    /// Direct registration (直接登记).
    Direct {
        /// Its basis.
        basis: DirectBasis,
    },
}

/// An application for establishment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstablishmentApplication {
    /// Kind.
    pub kind: OrganizationKind,
    /// Proposed name.
    pub name: String,
    /// The parts that the name is built of.
    pub name_parts: NameParts,
    /// The registrar that is asked.
    pub registrar: UnitId,
    /// How far it reaches.
    pub reach: Reach,
    /// Dual administration or direct registration.
    pub route: Route,
    /// Domicile (住所).
    pub domicile: String,
    /// Purpose (宗旨).
    pub purpose: String,
    /// Business scope (业务范围).
    pub business_scope: String,
    /// Area of activity (活动地域).
    pub activity_area: String,
    /// Whether the scope includes for-profit business (art. 4).
    pub for_profit_business: bool,
    /// Individual members.
    pub members_persons: u32,
    /// Unit members.
    pub members_units: u32,
    /// State organs among the unit members (art. 2 allows none).
    pub members_state_organs: u32,
    /// Activity funds (活动资金) of an association, opening fund (开办资金) of a service
    /// institution, original fund (原始基金) of a foundation, in yuan.
    #[serde(alias = "activity_funds_yuan")]
    pub funds_yuan: i64,
    /// Full-time staff.
    pub full_time_staff: u32,
    /// Founders.
    pub founders: Vec<Founder>,
    /// Proposed officers.
    pub officers: Vec<Officer>,
    /// Documents filed.
    pub documents: Vec<Document>,
    /// Items that the draft charter contains, by the keys of the rulebook.
    pub charter_items: Vec<String>,
    /// Why another organization is needed, where a similar one exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need_for_another: Option<String>,
    /// What only a service institution states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<InstitutionParticulars>,
    /// What only a foundation states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foundation: Option<FoundationParticulars>,
    /// What is stated to be registered as a charity from the beginning (charity law art. 10 ¶1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charity: Option<CharityParticulars>,
    /// The approval, of a legal person by statute (association regulation art. 15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<StatutoryApproval>,
    /// Where it comes from, when it is founded by a merger or split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub succession: Option<Succession>,
}

impl EstablishmentApplication {
    /// An application that states a name and nothing else.
    #[must_use]
    pub fn named(
        kind: OrganizationKind,
        parts: NameParts,
        registrar: UnitId,
        reach: Reach,
    ) -> Self {
        Self {
            kind,
            name: parts.joined(),
            name_parts: parts,
            route: Route::Dual { supervisory_unit: registrar.clone() },
            registrar,
            reach,
            domicile: String::new(),
            purpose: String::new(),
            business_scope: String::new(),
            activity_area: String::new(),
            for_profit_business: false,
            members_persons: 0,
            members_units: 0,
            members_state_organs: 0,
            funds_yuan: 0,
            full_time_staff: 0,
            founders: Vec::new(),
            officers: Vec::new(),
            documents: Vec::new(),
            charter_items: Vec::new(),
            need_for_another: None,
            institution: None,
            foundation: None,
            charity: None,
            statutory: None,
            succession: None,
        }
    }

    /// The proposed legal representative, when exactly one officer is marked.
    #[must_use]
    pub fn legal_representative(&self) -> Option<&Officer> {
        let mut marked = self.officers.iter().filter(|o| o.legal_representative);
        let first = marked.next()?;
        marked.next().is_none().then_some(first)
    }

    /// The supervisory unit that is asked for consent.
    #[must_use]
    pub fn supervisory_unit(&self) -> Option<&UnitId> {
        match &self.route {
            Route::Dual { supervisory_unit } => Some(supervisory_unit),
            Route::Direct { .. } => None,
        }
    }
}
