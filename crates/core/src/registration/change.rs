//! What is asked to be changed (变更登记; association regulation art. 12 ¶2, 18; regulation on
//! private non-enterprise units art. 12, 15; foundation regulation art. 11, 15), and the
//! organization as it would then stand.
//!
//! What may not enter: conditions; they are rules.

use serde::{Deserialize, Serialize};

use super::{
    Document, EstablishmentApplication, FoundationParticulars, InstitutionParticulars, NameParts,
    Officer, Premises, Reach, Requested, Route,
};
use crate::{
    identity::DivisionCode,
    organization::{Organization, OrganizationKind, RegisteredItems},
    registration::LegalForm,
};

/// A registered item that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Name (名称).
    Name,
    /// Domicile (住所).
    Domicile,
    /// Purpose (宗旨).
    Purpose,
    /// Business scope (业务范围).
    BusinessScope,
    /// Area of activity (活动地域).
    ActivityArea,
    /// Legal representative (法定代表人).
    LegalRepresentative,
    /// Activity funds, opening fund or original fund (活动资金, 开办资金, 原始基金).
    FundsYuan,
    /// Type of a foundation (公募, 非公募).
    PublicRaising,
}

impl Item {
    /// The id, as in the rulebook's lists and in the public record.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Domicile => "domicile",
            Self::Purpose => "purpose",
            Self::BusinessScope => "business_scope",
            Self::ActivityArea => "activity_area",
            Self::LegalRepresentative => "legal_representative",
            Self::FundsYuan => "funds_yuan",
            Self::PublicRaising => "public_raising",
        }
    }

    /// The item in Chinese and English, as the regulation of the kind calls it.
    #[must_use]
    pub fn words(self, kind: OrganizationKind) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("名称", "name"),
            Self::Domicile => ("住所", "domicile"),
            Self::Purpose => ("宗旨", "purpose"),
            Self::BusinessScope => ("业务范围", "business scope"),
            Self::ActivityArea => ("活动地域", "area of activity"),
            Self::LegalRepresentative => ("法定代表人", "legal representative"),
            Self::FundsYuan => match kind {
                OrganizationKind::Association => ("活动资金", "activity funds"),
                OrganizationKind::ServiceInstitution => ("开办资金", "opening fund"),
                OrganizationKind::Foundation => ("原始基金", "original fund"),
            },
            Self::PublicRaising => ("类型", "type"),
        }
    }
}

/// What is asked to be changed; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemChanges {
    /// The parts of the new name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_parts: Option<NameParts>,
    /// New domicile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domicile: Option<String>,
    /// New purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// New business scope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_scope: Option<String>,
    /// Whether the new scope includes for-profit business.
    #[serde(default)]
    pub for_profit_business: bool,
    /// New area of activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_area: Option<String>,
    /// New legal representative, with the post and the declarations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_representative: Option<Officer>,
    /// New funds, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funds_yuan: Option<i64>,
    /// New type of a foundation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_raising: Option<bool>,
    /// Whether the original fund of a non-public foundation comes from the mainland; asked of its
    /// new representative (foundation regulation art. 23 ¶1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mainland_money: Option<bool>,
}

impl ItemChanges {
    /// The items that are asked to be changed.
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        [
            (Item::Name, self.name_parts.is_some()),
            (Item::Domicile, self.domicile.is_some()),
            (Item::Purpose, self.purpose.is_some()),
            (Item::BusinessScope, self.business_scope.is_some()),
            (Item::ActivityArea, self.activity_area.is_some()),
            (Item::LegalRepresentative, self.legal_representative.is_some()),
            (Item::FundsYuan, self.funds_yuan.is_some()),
            (Item::PublicRaising, self.public_raising.is_some()),
        ]
        .into_iter()
        .filter_map(|(item, asked)| asked.then_some(item))
        .collect()
    }

    /// The new name, if one is asked for.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.name_parts.as_ref().map(NameParts::joined)
    }

    /// The registered items as they would stand.
    #[must_use]
    pub fn applied_to(&self, items: &RegisteredItems) -> RegisteredItems {
        let or = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
        let representative = self.legal_representative.as_ref().map(|o| o.person.clone());
        RegisteredItems {
            domicile: or(&self.domicile, &items.domicile),
            purpose: or(&self.purpose, &items.purpose),
            business_scope: or(&self.business_scope, &items.business_scope),
            activity_area: or(&self.activity_area, &items.activity_area),
            legal_representative: representative.or_else(|| items.legal_representative.clone()),
            funds_yuan: self.funds_yuan.or(items.funds_yuan),
            legal_form: items.legal_form,
            public_raising: self.public_raising.or(items.public_raising),
        }
    }
}

/// The organization as an application of its founders would describe it, with the changes made.
/// What is not registered is left empty: only rules about what changes are examined on it.
#[must_use]
pub fn as_it_would_stand(
    organization: &Organization,
    request: &Requested,
    documents: &[Document],
) -> EstablishmentApplication {
    let nothing = ItemChanges::default();
    let changes = request.changes().unwrap_or(&nothing);
    let charter = request.charter();
    let items = changes.applied_to(&organization.items);
    let kind = organization.kind;
    EstablishmentApplication {
        name: changes.name().unwrap_or_else(|| organization.name.clone()),
        route: route(organization, request),
        domicile: items.domicile.unwrap_or_default(),
        purpose: items.purpose.unwrap_or_default(),
        business_scope: items.business_scope.unwrap_or_default(),
        activity_area: items.activity_area.unwrap_or_default(),
        for_profit_business: changes.for_profit_business,
        funds_yuan: items.funds_yuan.unwrap_or_default(),
        officers: match request {
            Requested::Officers(elected) => elected.officers.clone(),
            _ => changes.legal_representative.iter().cloned().collect(),
        },
        documents: documents.to_vec(),
        charter_items: charter.map(|c| c.charter_items.clone()).unwrap_or_default(),
        institution: (kind == OrganizationKind::ServiceInstitution).then(|| {
            InstitutionParticulars {
                legal_form: items.legal_form.unwrap_or(LegalForm::LegalPerson),
                assets_yuan: 0,
                non_state_assets_yuan: 0,
                premises: Premises::Owned {},
            }
        }),
        foundation: (kind == OrganizationKind::Foundation).then(|| FoundationParticulars {
            public_raising: items.public_raising.unwrap_or_default(),
            privately_funded: false,
            mainland_money: changes.mainland_money.unwrap_or(true),
            paid_in_yuan: items.funds_yuan.unwrap_or_default(),
            names_beneficiaries: charter.is_some_and(|c| c.names_beneficiaries),
            term_years: 0,
            council: Vec::new(),
            supervisors: Vec::new(),
        }),
        ..EstablishmentApplication::named(
            kind,
            changes.name_parts.clone().unwrap_or_default(),
            organization.registrar.id.clone(),
            reach_of(organization.division),
        )
    }
}

/// Under whom it would stand.
fn route(organization: &Organization, request: &Requested) -> Route {
    if let Requested::Transfer(transfer) = request {
        return Route::Dual { supervisory_unit: transfer.to.clone() };
    }
    match (&organization.supervision, &organization.direct) {
        (None, Some(basis)) => Route::Direct { basis: basis.clone() },
        (Some(supervision), _) => Route::Dual { supervisory_unit: supervision.unit.id.clone() },
        (None, None) => Route::Dual { supervisory_unit: organization.registrar.id.clone() },
    }
}

/// How far an organization reaches, as its registrar tells: the whole nation, or its division.
#[must_use]
pub fn reach_of(division: DivisionCode) -> Reach {
    match division.is_national() {
        true => Reach::National,
        false => Reach::Local { division },
    }
}
