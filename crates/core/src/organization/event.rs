//! Events of an organization, and the fold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    CharityStatus, CharterRecord, DecidedAction, FiledOfficer, Filings, NamePeriod, OfficersTerm,
    Organization, OrganizationKind, OrganizationStatus, RecordedDecision, SupervisionRecord,
};
use crate::{
    calendar::Deadline,
    case::FieldChange,
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
}

impl ReissueGround {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Damaged => "damaged",
            Self::Expiring => "expiring",
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
        /// All items as they stand now.
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

/// Folds one event into the state. Total: an event that does not fit (one before
/// `Registered`) leaves the state as it is.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &OrganizationEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    match (state, event) {
        (None, OrganizationEvent::Registered { .. }) => registered(event, effective_on),
        (None, _) => None,
        (Some(mut organization), event) => {
            organization.version += 1;
            change(&mut organization, event, effective_on);
            Some(organization)
        }
    }
}

fn registered(event: &OrganizationEvent, effective_on: NaiveDate) -> Option<Organization> {
    let OrganizationEvent::Registered {
        id,
        uscc,
        name,
        kind,
        division,
        registrar,
        established_on,
        items,
        direct,
        origin,
    } = event
    else {
        return None;
    };
    Some(Organization {
        id: id.clone(),
        uscc: *uscc,
        name: name.clone(),
        names: vec![NamePeriod { name: name.clone(), from: effective_on, to: None }],
        kind: *kind,
        status: OrganizationStatus::Registered,
        division: *division,
        registrar: registrar.clone(),
        established_on: *established_on,
        items: items.clone(),
        supervision: None,
        direct: direct.clone(),
        certificate: None,
        charter: None,
        charity: None,
        term: None,
        filings: Filings::default(),
        decisions: Vec::new(),
        origin: origin.clone(),
        version: 1,
    })
}

fn change(organization: &mut Organization, event: &OrganizationEvent, effective_on: NaiveDate) {
    match event {
        OrganizationEvent::Registered { .. } | OrganizationEvent::NoticePublished { .. } => {}
        OrganizationEvent::SupervisionBegan { unit, basis } => {
            organization.supervision = Some(SupervisionRecord {
                unit: unit.clone(),
                since: effective_on,
                basis: basis.clone(),
            });
            organization.direct = None;
        }
        OrganizationEvent::ItemsChanged { name, items, .. } => {
            organization.items = (**items).clone();
            if let Some(name) = name {
                rename(organization, name, effective_on);
            }
        }
        OrganizationEvent::CharterApproved { adopted_on, .. } => {
            organization.charter =
                Some(CharterRecord { adopted_on: *adopted_on, approved_on: effective_on });
        }
        OrganizationEvent::BecameCharity { basis, .. } => {
            organization.charity = Some(CharityStatus {
                since: effective_on,
                basis: basis.clone(),
                fundraising_since: None,
            });
        }
        OrganizationEvent::FundraisingQualified { .. } => {
            if let Some(charity) = &mut organization.charity {
                charity.fundraising_since = Some(effective_on);
            }
        }
        OrganizationEvent::OfficersFiled { term_from, term_until, officers, .. } => {
            organization.term = Some(OfficersTerm {
                from: *term_from,
                until: *term_until,
                officers: officers.clone(),
            });
        }
        OrganizationEvent::SealAndAccountFiled { filed } => file(organization, filed),
        OrganizationEvent::PartyBuildingFiled { filed } => {
            organization.filings.party_building = Some(filed.clone());
        }
        OrganizationEvent::DecisionRecorded { decision, .. } => record(organization, decision),
        OrganizationEvent::CertificateLost { number, .. } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.lost_on = Some(effective_on);
            }
        }
        OrganizationEvent::DuplicateIssued { number, duplicates } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.duplicates = *duplicates;
            }
        }
        OrganizationEvent::CertificateIssued { certificate, .. } => {
            organization.certificate = Some(certificate.clone());
        }
        OrganizationEvent::CertificateDelivered { number, .. } => {
            if let Some(c) = organization.certificate.as_mut().filter(|c| c.number == *number) {
                c.delivered_on = Some(effective_on);
            }
        }
    }
}

/// An older source may tell the day of establishment by its decision only.
fn record(organization: &mut Organization, decision: &RecordedDecision) {
    if decision.action == Some(DecidedAction::Establishment)
        && organization.established_on.is_none()
    {
        organization.established_on = Some(decision.decided_on);
    }
    organization.decisions.push(decision.clone());
    organization.decisions.sort_by_key(|d| d.decided_on);
}

/// What is filed anew replaces what was; what is left out stays.
fn file(organization: &mut Organization, filed: &SealAndAccount) {
    if !filed.seals.is_empty() {
        organization.filings.seals.clone_from(&filed.seals);
    }
    if filed.account.is_some() {
        organization.filings.account.clone_from(&filed.account);
    }
}

/// The old name was borne up to the day before.
fn rename(organization: &mut Organization, name: &str, from: NaiveDate) {
    for period in organization.names.iter_mut().filter(|period| period.to.is_none()) {
        period.to = from.pred_opt().map(|last| last.max(period.from));
    }
    organization.names.push(NamePeriod { name: name.to_owned(), from, to: None });
    name.clone_into(&mut organization.name);
}
