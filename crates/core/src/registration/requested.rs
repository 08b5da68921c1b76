//! What is applied for: an establishment, or something about an organization that exists.
//!
//! What may not enter: whether it may be granted.

use serde::{Deserialize, Serialize};

use super::{
    CharityParticulars, CharterAmendment, Deregistration, Document, EstablishmentApplication,
    FundraisingParticulars, ItemChanges, Merger, NameParts, Officer, OfficersElected, Party,
    PartyBuilding, SealAndAccount, SupervisionTransfer,
};
use crate::{
    act::{ActKind, MatterKind},
    organization::{Organization, OrganizationKind},
    unit::UnitId,
};

/// An application of any matter. In JSON an establishment stands as it always did; what is about
/// an organization has the field `about`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Application {
    /// For an establishment.
    Establishment(Box<EstablishmentApplication>),
    /// About an organization.
    Organization(Box<OrganizationApplication>),
}

/// An application about an organization that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationApplication {
    /// The organization, as it stood when the draft was opened.
    pub about: About,
    /// What is applied for.
    pub request: Requested,
    /// Documents filed.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// The organization that an application is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Identifier.
    pub organization: String,
    /// Its code.
    pub uscc: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganizationKind,
    /// Its registrar.
    pub registrar: UnitId,
    /// Its supervisory unit, where it has one.
    pub supervisory_unit: Option<UnitId>,
}

impl From<&Organization> for About {
    fn from(organization: &Organization) -> Self {
        Self {
            organization: organization.id.clone(),
            uscc: organization.uscc.to_string(),
            name: organization.name.clone(),
            kind: organization.kind,
            registrar: organization.registrar.id.clone(),
            supervisory_unit: organization.supervision.as_ref().map(|s| s.unit.id.clone()),
        }
    }
}

/// What is applied for about an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requested {
    /// A change of registered items (变更登记).
    Change(Box<ItemChanges>),
    /// A merger in which this organization takes others in (吸收合并).
    Merger(Box<Merger>),
    /// Deregistration after its liquidation (注销登记).
    Deregistration(Deregistration),
    /// Another supervisory unit (变更业务主管单位), with the charter that names it.
    Transfer(Box<SupervisionTransfer>),
    /// Approval of an amended charter (章程核准).
    Charter(CharterAmendment),
    /// Recognition as a charity (慈善组织认定).
    CharityRecognition(CharityParticulars),
    /// Qualification for public fundraising (公开募捐资格).
    Fundraising(FundraisingParticulars),
    /// Officers elected for a term (负责人备案); takes effect when filed.
    Officers(OfficersElected),
    /// Seal specimens and bank account (印章、银行账户备案); takes effect when filed.
    SealAndAccount(SealAndAccount),
    /// Party building (党建情况); takes effect when filed.
    PartyBuilding(PartyBuilding),
}

impl Requested {
    /// What is asked to be changed of what is registered, alone or with a merger.
    #[must_use]
    pub fn changes(&self) -> Option<&ItemChanges> {
        match self {
            Self::Change(changes) => Some(changes),
            Self::Merger(merger) => Some(&merger.changes),
            _ => None,
        }
    }

    /// The amended charter that is to be approved, alone or with another supervisory unit.
    #[must_use]
    pub fn charter(&self) -> Option<&CharterAmendment> {
        match self {
            Self::Charter(amendment) => Some(amendment),
            Self::Transfer(transfer) => Some(&transfer.charter),
            _ => None,
        }
    }

    /// The matter.
    #[must_use]
    pub fn matter(&self) -> MatterKind {
        match self {
            Self::Change(_) => MatterKind::Change,
            Self::Merger(_) => MatterKind::Merger,
            Self::Deregistration(_) => MatterKind::Deregistration,
            Self::Transfer(_) => MatterKind::SupervisionTransfer,
            Self::Charter(_) => MatterKind::CharterApproval,
            Self::CharityRecognition(_) => MatterKind::CharityRecognition,
            Self::Fundraising(_) => MatterKind::Fundraising,
            Self::Officers(_) => MatterKind::OfficersFiling,
            Self::SealAndAccount(_) => MatterKind::SealAndAccountFiling,
            Self::PartyBuilding(_) => MatterKind::PartyBuildingFiling,
        }
    }

    /// The act that opens such a case, or files it where it takes effect at once.
    #[must_use]
    pub fn opening_act(&self) -> ActKind {
        match self {
            Self::Change(_) => ActKind::OpenChange,
            Self::Merger(_) => ActKind::OpenMerger,
            Self::Deregistration(_) => ActKind::OpenDeregistration,
            Self::Transfer(_) => ActKind::OpenSupervisionTransfer,
            Self::Charter(_) => ActKind::OpenCharterApproval,
            Self::CharityRecognition(_) => ActKind::OpenCharityRecognition,
            Self::Fundraising(_) => ActKind::OpenFundraising,
            Self::Officers(_) => ActKind::FileOfficers,
            Self::SealAndAccount(_) => ActKind::FileSealAndAccount,
            Self::PartyBuilding(_) => ActKind::FilePartyBuilding,
        }
    }
}

impl Application {
    /// The matter.
    #[must_use]
    pub fn matter(&self) -> MatterKind {
        match self {
            Self::Establishment(a) if a.statutory.is_some() => MatterKind::StatutoryEstablishment,
            Self::Establishment(a) if a.charity.is_some() => MatterKind::CharityEstablishment,
            Self::Establishment(_) => MatterKind::Establishment,
            Self::Organization(a) => a.request.matter(),
        }
    }

    /// The kind of the organization, existing or to be.
    #[must_use]
    pub fn kind(&self) -> OrganizationKind {
        match self {
            Self::Establishment(a) => a.kind,
            Self::Organization(a) => a.about.kind,
        }
    }

    /// The name of the organization, existing or proposed.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Establishment(a) => &a.name,
            Self::Organization(a) => &a.about.name,
        }
    }

    /// The registrar that is asked.
    #[must_use]
    pub fn registrar(&self) -> &UnitId {
        match self {
            Self::Establishment(a) => &a.registrar,
            Self::Organization(a) => &a.about.registrar,
        }
    }

    /// The supervisory unit that is asked for consent, where the law asks for it.
    #[must_use]
    pub fn supervisory_unit(&self) -> Option<&UnitId> {
        let unit = match self {
            Self::Establishment(a) => a.supervisory_unit(),
            Self::Organization(a) => match &a.request {
                Requested::Transfer(transfer) => Some(&transfer.to),
                _ => a.about.supervisory_unit.as_ref(),
            },
        };
        let asks = self.matter().row().is_some_and(|m| m.consent_of.contains(&self.kind()));
        unit.filter(|_| asks)
    }

    /// The establishment that is applied for, if one is.
    #[must_use]
    pub fn establishment(&self) -> Option<&EstablishmentApplication> {
        match self {
            Self::Establishment(a) => Some(a),
            Self::Organization(_) => None,
        }
    }

    /// What is applied for about an organization, if it is about one.
    #[must_use]
    pub fn about(&self) -> Option<&OrganizationApplication> {
        match self {
            Self::Establishment(_) => None,
            Self::Organization(a) => Some(a),
        }
    }

    /// The officers that it proposes or files.
    #[must_use]
    pub fn officers(&self) -> &[Officer] {
        match self {
            Self::Establishment(a) => &a.officers,
            Self::Organization(a) => match &a.request {
                Requested::Officers(elected) => &elected.officers,
                other => other
                    .changes()
                    .and_then(|changes| changes.legal_representative.as_ref())
                    .map_or(&[], std::slice::from_ref),
            },
        }
    }

    /// The parts of the name that it asks for, if it asks for one.
    #[must_use]
    pub fn name_parts(&self) -> Option<&NameParts> {
        match self {
            Self::Establishment(a) => Some(&a.name_parts),
            Self::Organization(a) => a.request.changes()?.name_parts.as_ref(),
        }
    }

    /// The organizations that merge into another, or that is split.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        match self {
            Self::Establishment(a) => a.succession.as_ref().map_or(&[], |s| &s.parties),
            Self::Organization(a) => match &a.request {
                Requested::Merger(merger) => &merger.parties,
                _ => &[],
            },
        }
    }

    /// Whether both are about the same: an application is amended, not exchanged.
    #[must_use]
    pub fn same_matter(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Establishment(_), Self::Establishment(_)) => true,
            (Self::Organization(one), Self::Organization(two)) => {
                one.about.organization == two.about.organization
                    && one.request.matter() == two.request.matter()
            }
            _ => false,
        }
    }
}

impl From<EstablishmentApplication> for Application {
    fn from(application: EstablishmentApplication) -> Self {
        Self::Establishment(Box::new(application))
    }
}
