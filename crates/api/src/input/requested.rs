//! What is applied for or filed about an organization that exists: a change, its charter, charity
//! status, officers, seals, party building.

use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_core::{
    registration::{
        Ballot, CharityParticulars, CharterAmendment, Deregistration, Document,
        FundraisingParticulars, ItemChanges, Merger, NameParts, OfficersElected, Party,
        PartyBuilding, Requested, Resolution, SealAndAccount, SupervisionTransfer,
    },
    text::Text,
    unit::UnitId,
};
use shuniu_registry::personal::{PersonalData, Sealed};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    application::{OfficerInput, Sealing, documents, is_sha256},
    lengths::{self, at_most},
};
use crate::problem::Problem;

/// A change of registered items (变更登记): what is left out stays as it is.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeInput {
    /// The parts of the new name.
    #[serde(default)]
    #[validate(custom(function = "name_fits"))]
    pub name_parts: Option<NameParts>,
    /// New domicile.
    #[serde(default)]
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub domicile: Option<String>,
    /// New purpose.
    #[serde(default)]
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub purpose: Option<String>,
    /// New business scope.
    #[serde(default)]
    #[validate(length(min = 1, max = 2000), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 2000)]
    pub business_scope: Option<String>,
    /// Whether the new scope includes for-profit business.
    #[serde(default)]
    pub for_profit_business: bool,
    /// New area of activity of an association.
    #[serde(default)]
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub activity_area: Option<String>,
    /// New legal representative; always taken as such.
    #[serde(default)]
    #[validate(nested)]
    pub legal_representative: Option<OfficerInput>,
    /// New funds, in yuan.
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000_000_000_i64))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub funds_yuan: Option<i64>,
    /// New type of a foundation: whether it raises funds from the public.
    #[serde(default)]
    pub public_raising: Option<bool>,
    /// Whether the original fund of a non-public foundation comes from the mainland; stated with a
    /// new representative.
    #[serde(default)]
    pub mainland_money: Option<bool>,
}

/// As at establishment: at most 100 characters in all, no control characters.
fn name_fits(parts: &NameParts) -> Result<(), ValidationError> {
    const WHOLE: usize = 100;
    let name = parts.joined();
    let fits = (2..=WHOLE).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then_some(()).ok_or_else(|| ValidationError::new("length"))
}

impl ChangeInput {
    /// What it states beside what the validator looks at, where it stands in the body.
    fn fits(&self, pointer: &str) -> Result<(), Problem> {
        if let Some(parts) = &self.name_parts {
            lengths::name_parts(&format!("{pointer}/name_parts"), parts)?;
        }
        let cadre = self.legal_representative.as_ref().and_then(|officer| officer.cadre.as_ref());
        lengths::cadre(&format!("{pointer}/legal_representative"), cadre)
    }

    fn into_core(self, seal: &mut Sealing<'_>, pointer: &str) -> ItemChanges {
        let representative = self.legal_representative.map(|officer| {
            let mut officer = officer.into_core(seal, &format!("{pointer}/legal_representative"));
            officer.legal_representative = true;
            officer
        });
        ItemChanges {
            name_parts: self.name_parts,
            domicile: self.domicile,
            purpose: self.purpose,
            business_scope: self.business_scope,
            for_profit_business: self.for_profit_business,
            activity_area: self.activity_area,
            legal_representative: representative,
            funds_yuan: self.funds_yuan,
            public_raising: self.public_raising,
            mainland_money: self.mainland_money,
        }
    }
}

/// A merger in which this organization takes others in (吸收合并).
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergerInput {
    /// What its own competent organ resolved.
    pub resolution: Resolution,
    /// Those that end with the merger.
    #[schema(min_items = 1, max_items = 20)]
    pub parties: Vec<Party>,
    /// What changes with it of what is registered: name, funds, scope …
    #[serde(default)]
    #[validate(nested)]
    pub changes: Option<ChangeInput>,
}

/// Another supervisory unit, with the charter that names it.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferInput {
    /// The unit that takes over; it is asked for its consent.
    #[schema(value_type = String, example = "hub-science")]
    pub to: UnitId,
    /// The charter as it was adopted.
    #[validate(custom(function = "charter_fits"))]
    pub charter: CharterAmendment,
}

/// An application about an organization: exactly one of `change`, `merger`, `deregistration`, `transfer`,
/// `charter`, `charity_recognition` and `fundraising`.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestInput {
    /// Change of registered items (变更登记).
    #[serde(default)]
    #[validate(nested)]
    pub change: Option<ChangeInput>,
    /// Merger in which this organization takes others in (吸收合并).
    #[serde(default)]
    #[validate(nested)]
    pub merger: Option<MergerInput>,
    /// Deregistration after the liquidation (注销登记).
    #[serde(default)]
    pub deregistration: Option<Deregistration>,
    /// Another supervisory unit (变更业务主管单位).
    #[serde(default)]
    #[validate(nested)]
    pub transfer: Option<TransferInput>,
    /// Approval of an amended charter (章程核准).
    #[serde(default)]
    #[validate(custom(function = "charter_fits"))]
    pub charter: Option<CharterAmendment>,
    /// Recognition as a charity (慈善组织认定).
    #[serde(default)]
    pub charity_recognition: Option<CharityParticulars>,
    /// Qualification for public fundraising (公开募捐资格).
    #[serde(default)]
    pub fundraising: Option<FundraisingParticulars>,
    /// Documents filed.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "documents"))]
    #[schema(max_items = 100)]
    pub documents: Vec<Document>,
}

/// What is filed for the record: exactly one of `officers`, `seal_and_account` and
/// `party_building`.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingInput {
    /// Officers elected for a term (负责人备案).
    #[serde(default)]
    #[validate(nested)]
    pub officers: Option<OfficersInput>,
    /// Seal specimens and bank account (印章式样、银行账户备案).
    #[serde(default)]
    #[validate(custom(function = "seal_and_account_fits"))]
    pub seal_and_account: Option<SealAndAccount>,
    /// Party building, in counts and dates (党建情况备案).
    #[serde(default)]
    #[validate(custom(function = "party_building_fits"))]
    pub party_building: Option<PartyBuilding>,
    /// Documents filed.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "documents"))]
    #[schema(max_items = 100)]
    pub documents: Vec<Document>,
}

/// Officers elected for a term.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficersInput {
    /// The day of the election.
    pub elected_on: NaiveDate,
    /// First day of the term.
    pub term_from: NaiveDate,
    /// Last day of the term.
    pub term_until: NaiveDate,
    /// Those elected.
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub officers: Vec<OfficerInput>,
    /// How the vote was held; asked by national industry associations and chambers.
    #[serde(default)]
    pub ballot: Option<Ballot>,
}

fn seal_and_account_fits(stated: &SealAndAccount) -> Result<(), ValidationError> {
    const SEALS: usize = 20;
    const TITLE: usize = 100;
    const NUMBER: usize = 40;
    let within = |text: &str, most: usize| (1..=most).contains(&text.chars().count());
    if !stated.seals.iter().all(|seal| is_sha256(&seal.sha256)) {
        return Err(ValidationError::new("sha256"));
    }
    let account = stated.account.as_ref();
    let fits = stated.seals.len() <= SEALS
        && stated.seals.iter().all(|seal| within(&seal.title, TITLE))
        && account.is_none_or(|a| within(&a.bank, TITLE) && within(&a.number, NUMBER));
    fits.then_some(()).ok_or_else(|| ValidationError::new("length"))
}

fn party_building_fits(stated: &PartyBuilding) -> Result<(), ValidationError> {
    const REASON: usize = 500;
    const MEMBERS: u32 = 1_000_000;
    let reason = stated.reason_for_none.as_deref().unwrap_or_default();
    let fits = reason.chars().count() <= REASON && stated.full_members <= MEMBERS;
    fits.then_some(()).ok_or_else(|| ValidationError::new("length"))
}

impl FilingInput {
    /// What is filed, with identity numbers sealed, the documents, and the sealed numbers.
    ///
    /// # Errors
    /// The problem that names what is not in form.
    pub fn into_core(
        self,
        vault: &PersonalData,
    ) -> Result<(Requested, Vec<Document>, Vec<Sealed>), Problem> {
        const MOST: usize = 100;
        let mut seal = Sealing::with(vault);
        let mut filed: Vec<Requested> = Vec::new();
        if let Some(elected) = self.officers {
            at_most("/officers/officers", elected.officers.len(), MOST)?;
            for (index, officer) in elected.officers.iter().enumerate() {
                lengths::cadre(&format!("/officers/officers/{index}"), officer.cadre.as_ref())?;
            }
            let officers = elected.officers.into_iter().enumerate();
            let officers = officers.map(|(i, officer)| {
                officer.into_core(&mut seal, &format!("/officers/officers/{i}"))
            });
            filed.push(Requested::Officers(OfficersElected {
                elected_on: elected.elected_on,
                term_from: elected.term_from,
                term_until: elected.term_until,
                officers: officers.collect(),
                ballot: elected.ballot,
            }));
        }
        filed.extend(self.seal_and_account.map(Requested::SealAndAccount));
        filed.extend(self.party_building.map(Requested::PartyBuilding));
        let sealed = seal.done()?;
        one_of(filed, "officers, seal_and_account, party_building")
            .map(|request| (request, self.documents, sealed))
    }
}

/// The only one that was stated.
fn one_of(mut asked: Vec<Requested>, names: &str) -> Result<Requested, Problem> {
    match (asked.pop(), asked.is_empty()) {
        (Some(request), true) => Ok(request),
        _ => Err(Problem::field(
            "/",
            "one_matter",
            Text::new(
                format!("请在下列各项中填写且仅填写一项：{names}。"),
                format!("State exactly one of these: {names}."),
            ),
        )),
    }
}

fn charter_fits(stated: &CharterAmendment) -> Result<(), ValidationError> {
    const LONGEST: usize = 2_000;
    const ITEMS: usize = 50;
    const ITEM: usize = 60;
    let fits = (1..=LONGEST).contains(&stated.summary.chars().count())
        && stated.charter_items.len() <= ITEMS
        && stated.charter_items.iter().all(|item| item.chars().count() <= ITEM);
    fits.then_some(()).ok_or_else(|| ValidationError::new("length"))
}

impl RequestInput {
    /// What is applied for, with identity numbers sealed, the documents, and the sealed numbers.
    ///
    /// # Errors
    /// The problem that names what is not in form.
    pub fn into_core(
        self,
        vault: &PersonalData,
    ) -> Result<(Requested, Vec<Document>, Vec<Sealed>), Problem> {
        let mut seal = Sealing::with(vault);
        let mut asked: Vec<Requested> = Vec::new();
        if let Some(change) = &self.change {
            change.fits("/change")?;
        }
        let change =
            |c: ChangeInput| Requested::Change(Box::new(c.into_core(&mut seal, "/change")));
        asked.extend(self.change.map(change));
        if let Some(merger) = self.merger {
            lengths::parties("/merger/parties", &merger.parties)?;
            if let Some(changes) = &merger.changes {
                changes.fits("/merger/changes")?;
            }
            let changes = merger.changes.map(|c| c.into_core(&mut seal, "/merger/changes"));
            asked.push(Requested::Merger(Box::new(Merger {
                resolution: merger.resolution,
                parties: merger.parties,
                changes: changes.unwrap_or_default(),
            })));
        }
        lengths::charity("/charity_recognition", self.charity_recognition.as_ref())?;
        if let Some(stated) = self.deregistration {
            lengths::deregistration(&stated)?;
            asked.push(Requested::Deregistration(stated));
        }
        asked.extend(self.transfer.map(|t| {
            Requested::Transfer(Box::new(SupervisionTransfer { to: t.to, charter: t.charter }))
        }));
        asked.extend(self.charter.map(Requested::Charter));
        asked.extend(self.charity_recognition.map(Requested::CharityRecognition));
        asked.extend(self.fundraising.map(Requested::Fundraising));
        let sealed = seal.done()?;
        one_of(
            asked,
            "change, merger, deregistration, transfer, charter, charity_recognition, fundraising",
        )
        .map(|request| (request, self.documents, sealed))
    }
}
