//! Events of an organization.
//!
//! What may not enter: what they make of the state (`fold.rs`).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    FiledOfficer, OrganizationKind, RecordedDecision, RecordedRename, Relative, SuccessionKind,
};
use crate::{
    calendar::Deadline,
    case::FieldChange,
    exit::ExitGround,
    identity::{DivisionCode, Uscc},
    law::Citation,
    registration::{DirectBasis, LegalForm, PartyBuilding, Person, SealAndAccount},
    text::Text,
    unit::UnitRef,
};

/// The items that are registered (association regulation art. 12 ¶2). An entry of existing law
/// may lack some of them: older sources did not publish every item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredItems {
    /// Domicile (住所).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domicile: Option<String>,
    /// Purpose (宗旨).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Business scope (业务范围).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_scope: Option<String>,
    /// Area of activity (活动地域).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_area: Option<String>,
    /// Legal representative (法定代表人).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_representative: Option<Person>,
    /// Activity funds, opening fund or original fund, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funds_yuan: Option<i64>,
    /// Legal form of a service institution (法人, 合伙, 个体).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// Type of a foundation: whether it raises funds from the public (公募).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_raising: Option<bool>,
}

impl RegisteredItems {
    /// Takes over one item, by its id, of another's. What changed is told item by item, so that an item that is
    /// corrected before the change stays corrected after it.
    pub(super) fn take(&mut self, item: &str, of: &Self) {
        match item {
            "domicile" => self.domicile.clone_from(&of.domicile),
            "purpose" => self.purpose.clone_from(&of.purpose),
            "business_scope" => self.business_scope.clone_from(&of.business_scope),
            "activity_area" => self.activity_area.clone_from(&of.activity_area),
            "legal_representative" => {
                self.legal_representative.clone_from(&of.legal_representative);
            }
            "funds_yuan" => self.funds_yuan = of.funds_yuan,
            "legal_form" => self.legal_form = of.legal_form,
            "public_raising" => self.public_raising = of.public_raising,
            _ => {}
        }
    }
}

/// How the record came into the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Origin {
    /// Established under this register.
    Established {
        /// The case in which it was approved.
        case: String,
        /// The article it rests on.
        basis: Citation,
    },
    /// Entered from an older register as existing law.
    ExistingLaw {
        /// The authority that had registered it.
        authority: String,
        /// Where the record was read.
        source: String,
    },
}

/// A registration certificate (登记证书).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Certificate {
    /// Number of the certificate.
    pub number: String,
    /// Originals (正本) issued with it.
    pub originals: u8,
    /// Duplicates (副本) issued with it.
    pub duplicates: u8,
    /// First day of validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day of validity, where the certificate has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// By when it is to be handed over (administrative licensing law art. 44).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub deliver_by: Option<Deadline>,
    /// When it was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_on: Option<NaiveDate>,
    /// When it was reported lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_on: Option<NaiveDate>,
}

/// Why a certificate is issued anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReissueGround {
    /// It was lost, and the loss was reported.
    Lost,
    /// It is damaged and was handed back.
    Damaged,
    /// Its validity has ended or is about to.
    Expiring,
    /// What it prints was corrected, or the act that issued it does not hold.
    Corrected,
}

impl ReissueGround {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Damaged => "damaged",
            Self::Expiring => "expiring",
            Self::Corrected => "corrected",
        }
    }
}

/// What happened to an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "events live only between deciding and storing")]
pub enum OrganizationEvent {
    /// It came into the register: established by decision, or entered as existing law.
    Registered {
        /// Identifier.
        id: String,
        /// Unified social credit code.
        uscc: Uscc,
        /// Registered name.
        name: String,
        /// Kind.
        kind: OrganizationKind,
        /// Division of the registrar.
        division: DivisionCode,
        /// Registrar.
        registrar: UnitRef,
        /// Date of establishment; old sources do not always give it.
        established_on: Option<NaiveDate>,
        /// Registered items.
        items: RegisteredItems,
        /// Why there is no supervisory unit, where there is none.
        direct: Option<DirectBasis>,
        /// How it came in.
        origin: Origin,
    },
    /// A supervisory unit became responsible.
    SupervisionBegan {
        /// The unit.
        unit: UnitRef,
        /// Document or article that it rests on.
        basis: String,
    },
    /// Registered items changed (变更登记).
    ItemsChanged {
        /// The case in which it was approved.
        case: String,
        /// The article that names the registered items.
        basis: Citation,
        /// What changed, with old and new values; persons by name.
        changes: Vec<FieldChange>,
        /// The new name, if it changed.
        name: Option<String>,
        /// All items as they stand now; what did not change is as it was registered then.
        items: Box<RegisteredItems>,
    },
    /// Its amended charter was approved (章程核准).
    CharterApproved {
        /// The case in which it was approved.
        case: String,
        /// The article it rests on.
        basis: Citation,
        /// When the competent organ had adopted it.
        adopted_on: NaiveDate,
        /// What changed, in a few words.
        summary: String,
    },
    /// It is a charity from now on (慈善组织): registered so, or recognized.
    BecameCharity {
        /// The case in which that was decided.
        case: String,
        /// The article it rests on.
        basis: Citation,
    },
    /// It may raise funds from the public (公开募捐资格).
    FundraisingQualified {
        /// The case in which that was decided.
        case: String,
        /// The article it rests on.
        basis: Citation,
    },
    /// Officers were filed (负责人备案).
    OfficersFiled {
        /// When they were elected.
        elected_on: NaiveDate,
        /// First day of the term.
        term_from: NaiveDate,
        /// Last day of the term.
        term_until: NaiveDate,
        /// Who, with their posts.
        officers: Vec<FiledOfficer>,
    },
    /// Seal specimens and bank account were filed.
    SealAndAccountFiled {
        /// What was filed.
        filed: SealAndAccount,
    },
    /// Party building was filed.
    PartyBuildingFiled {
        /// What was filed.
        filed: PartyBuilding,
    },
    /// The certificate was reported lost.
    CertificateLost {
        /// Its number.
        number: String,
        /// Where the loss was announced.
        statement: String,
    },
    /// A further duplicate was issued.
    DuplicateIssued {
        /// Number of the certificate.
        number: String,
        /// Duplicates that there are now.
        duplicates: u8,
    },
    /// A decision of an older register was entered (既有决定).
    DecisionRecorded {
        /// The decision.
        decision: RecordedDecision,
        /// Where it was read.
        source: String,
    },
    /// A change of name that an older source tells was entered (既有更名).
    RenameRecorded {
        /// The change.
        rename: RecordedRename,
        /// Where it was read.
        source: String,
    },
    /// It came of others by merger or split, or took them in.
    Succeeded {
        /// The case in which that was approved.
        case: String,
        /// The article it rests on.
        basis: Citation,
        /// By what.
        how: SuccessionKind,
        /// The others.
        predecessors: Vec<Relative>,
    },
    /// Another came of it by merger or split.
    SucceededBy {
        /// The case in which that was approved.
        case: String,
        /// The article it rests on.
        basis: Citation,
        /// The other.
        successor: Relative,
    },
    /// It is no more (注销登记).
    Ended {
        /// The case in which that was approved.
        case: String,
        /// The article it rests on.
        basis: Citation,
        /// Why.
        ground: ExitGround,
        /// Number of the deregistration.
        document_number: String,
    },
    /// A certificate was issued.
    CertificateIssued {
        /// The certificate.
        certificate: Certificate,
        /// Running number within registrar and year, for the next one.
        serial: Option<i64>,
    },
    /// The certificate was handed over.
    CertificateDelivered {
        /// Number of the certificate.
        number: String,
        /// Who received it.
        received_by: String,
    },
    /// A public notice was published (association regulation art. 23).
    NoticePublished {
        /// What it announces.
        subject: String,
        /// The text.
        text: Text,
        /// The article that asks for it.
        basis: Citation,
    },
}
