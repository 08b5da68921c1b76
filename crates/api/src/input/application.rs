//! An application for establishment, as founders send it.

use serde::Deserialize;
use shuniu_core::{
    identity::{ResidentIdentity, ResidentIdentityError},
    organization::OrganizationKind,
    registration::{
        CadrePost, CharityParticulars, Conviction, Document, EstablishmentApplication,
        FoundationOfficer, Founder, IndustryOfficer, InstitutionParticulars, NameParts, Officer,
        Person, Post, Reach, Route, StatutoryApproval, Succession,
    },
    text::Text,
    unit::UnitId,
};
use shuniu_registry::personal::{PersonalData, Sealed};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    foundation::FoundationInput,
    lengths::{self, at_most},
};
use crate::problem::Problem;

/// Founders in one application at most.
const MOST_FOUNDERS: usize = 500;
/// Officers in one application at most.
const MOST_OFFICERS: usize = 100;

/// A person, with the identity number in clear: it is sealed before anything is stored.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonInput {
    /// Name.
    #[validate(length(min = 1, max = 60), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 60, example = "示例甲")]
    pub name: String,
    /// Resident identity number (公民身份号码), 18 characters.
    #[serde(default)]
    #[validate(length(max = 18))]
    #[schema(max_length = 18, example = "999999199001010014")]
    pub identity_number: Option<String>,
}

/// What a person declares of the bars in art. 13(3); leave out what was not declared.
#[derive(Deserialize, ToSchema, Clone, Copy, Default)]
#[serde(deny_unknown_fields)]
pub struct DeclarationInput {
    /// Serves or ever served a sentence of deprivation of political rights.
    #[serde(default)]
    pub deprived_of_political_rights: Option<bool>,
    /// Has full capacity for civil acts.
    #[serde(default)]
    pub full_capacity: Option<bool>,
}

/// A founder.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FounderInput {
    /// The person; for a unit only the name.
    #[validate(nested)]
    pub person: PersonInput,
    /// Whether the founder is a unit.
    #[serde(default)]
    pub is_unit: bool,
    /// Declaration under art. 13(3).
    #[serde(default)]
    pub declaration: DeclarationInput,
}

/// A proposed officer.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficerInput {
    /// The person.
    #[validate(nested)]
    pub person: PersonInput,
    /// The post.
    pub post: Post,
    /// Whether proposed as legal representative.
    #[serde(default)]
    pub legal_representative: bool,
    /// Declaration under art. 13(3).
    #[serde(default)]
    pub declaration: DeclarationInput,
    /// What an officer of a foundation declares beyond that.
    #[serde(default)]
    pub foundation: Option<FoundationOfficer>,
    /// What is stated of a retired leading cadre or a civil servant; of others nothing.
    #[serde(default)]
    pub cadre: Option<CadrePost>,
    /// What is stated of an officer of a national industry association or chamber.
    #[serde(default)]
    pub industry: Option<IndustryOfficer>,
}

impl OfficerInput {
    /// The officer with the identity number sealed; `pointer` is where it stands in the body.
    pub(super) fn into_core(self, seal: &mut Sealing<'_>, pointer: &str) -> Officer {
        Officer {
            person: seal.person(self.person, &format!("{pointer}/person/identity_number")),
            post: self.post,
            legal_representative: self.legal_representative,
            declaration: declared(self.declaration),
            foundation: self.foundation,
            cadre: self.cadre,
            industry: self.industry,
        }
    }
}

/// An application for establishment (成立登记申请).
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EstablishmentInput {
    /// Kind.
    pub kind: OrganizationKind,
    /// Proposed name.
    #[validate(length(min = 2, max = 100))]
    #[schema(min_length = 2, max_length = 100, example = "北京市朝阳区示范技艺协会")]
    pub name: String,
    /// The parts that the name is built of.
    pub name_parts: NameParts,
    /// The registrar that is asked.
    #[schema(value_type = String, example = "registrar-110105")]
    pub registrar: UnitId,
    /// How far the association reaches.
    pub reach: Reach,
    /// Dual administration or direct registration.
    pub route: Route,
    /// Domicile.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub domicile: String,
    /// Purpose.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub purpose: String,
    /// Business scope.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub business_scope: String,
    /// Area of activity.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub activity_area: String,
    /// Whether the scope includes for-profit business.
    #[serde(default)]
    pub for_profit_business: bool,
    /// Individual members.
    #[serde(default)]
    #[validate(range(max = 10_000_000))]
    #[schema(maximum = 10_000_000)]
    pub members_persons: u32,
    /// Unit members.
    #[serde(default)]
    #[validate(range(max = 10_000_000))]
    #[schema(maximum = 10_000_000)]
    pub members_units: u32,
    /// State organs among the unit members.
    #[serde(default)]
    #[validate(range(max = 10_000_000))]
    #[schema(maximum = 10_000_000)]
    pub members_state_organs: u32,
    /// Activity funds, opening fund or original fund, in yuan.
    #[serde(default)]
    #[validate(range(min = 0, max = 1_000_000_000_000_i64))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub funds_yuan: i64,
    /// Full-time staff.
    #[serde(default)]
    #[validate(range(max = 1_000_000))]
    #[schema(maximum = 1_000_000)]
    pub full_time_staff: u32,
    /// Founders.
    #[serde(default)]
    #[validate(nested)]
    #[schema(max_items = 500)]
    pub founders: Vec<FounderInput>,
    /// Proposed officers.
    #[serde(default)]
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub officers: Vec<OfficerInput>,
    /// Documents filed.
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "documents"))]
    #[schema(max_items = 100)]
    pub documents: Vec<Document>,
    /// Items that the draft charter contains, by the keys of the rulebook.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[schema(max_items = 50, example = json!(["name_and_domicile", "purpose_scope_and_area"]))]
    pub charter_items: Vec<String>,
    /// Why another association is needed, where a similar one exists.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub need_for_another: Option<String>,
    /// What only a service institution states.
    #[serde(default)]
    #[validate(custom(function = "assets"))]
    pub institution: Option<InstitutionParticulars>,
    /// What only a foundation states.
    #[serde(default)]
    #[validate(nested)]
    pub foundation: Option<FoundationInput>,
    /// What is stated to be registered as a charity from the beginning.
    #[serde(default)]
    pub charity: Option<CharityParticulars>,
    /// The approval, of a legal person by statute (association regulation art. 15).
    #[serde(default)]
    pub statutory: Option<StatutoryApproval>,
    /// Where it comes from, when it is founded by a merger or split (合并、分立).
    #[serde(default)]
    pub succession: Option<Succession>,
}

fn assets(stated: &InstitutionParticulars) -> Result<(), ValidationError> {
    const MOST: i64 = 1_000_000_000_000;
    let fits = |yuan: i64| (0..=MOST).contains(&yuan);
    let both = fits(stated.assets_yuan) && fits(stated.non_state_assets_yuan);
    both.then_some(()).ok_or_else(|| ValidationError::new("range"))
}

pub(super) fn documents(documents: &[Document]) -> Result<(), ValidationError> {
    let in_form = |d: &Document| d.sha256.as_deref().is_none_or(is_sha256);
    documents.iter().all(in_form).then_some(()).ok_or_else(|| ValidationError::new("sha256"))
}

/// 64 lower-case hexadecimal digits.
pub(super) fn is_sha256(text: &str) -> bool {
    const HEX: usize = 64;
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.len() == HEX && text.bytes().all(hex)
}

impl EstablishmentInput {
    /// The application with its identity numbers sealed, and the sealed numbers themselves.
    ///
    /// # Errors
    /// The problem that names each identity number that is not in form.
    pub fn into_core(
        self,
        vault: &PersonalData,
    ) -> Result<(EstablishmentApplication, Vec<Sealed>), Problem> {
        at_most("/founders", self.founders.len(), MOST_FOUNDERS)?;
        at_most("/officers", self.officers.len(), MOST_OFFICERS)?;
        lengths::name_parts("/name_parts", &self.name_parts)?;
        for (index, officer) in self.officers.iter().enumerate() {
            lengths::cadre(&format!("/officers/{index}"), officer.cadre.as_ref())?;
        }
        lengths::statutory(self.statutory.as_ref())?;
        lengths::charity("/charity", self.charity.as_ref())?;
        if let Some(succession) = &self.succession {
            lengths::parties("/succession/parties", &succession.parties)?;
        }
        of_this_kind(
            "/institution",
            self.institution.is_some(),
            self.kind,
            OrganizationKind::ServiceInstitution,
        )?;
        of_this_kind(
            "/foundation",
            self.foundation.is_some(),
            self.kind,
            OrganizationKind::Foundation,
        )?;
        of_this_kind(
            "/statutory",
            self.statutory.is_some(),
            self.kind,
            OrganizationKind::Association,
        )?;
        let mut seal = Sealing::with(vault);
        let founders = self.founders.into_iter().enumerate().map(|(i, f)| Founder {
            person: seal.person(f.person, &format!("/founders/{i}/person/identity_number")),
            is_unit: f.is_unit,
            declaration: declared(f.declaration),
        });
        let founders = founders.collect();
        let officers = self.officers.into_iter().enumerate();
        let officers = officers.map(|(i, o)| o.into_core(&mut seal, &format!("/officers/{i}")));
        let officers = officers.collect();
        let foundation = match self.foundation {
            Some(stated) => Some(stated.into_core(&mut seal)?),
            None => None,
        };
        let sealed = seal.done()?;
        let application = EstablishmentApplication {
            kind: self.kind,
            name: self.name,
            name_parts: self.name_parts,
            registrar: self.registrar,
            reach: self.reach,
            route: self.route,
            domicile: self.domicile,
            purpose: self.purpose,
            business_scope: self.business_scope,
            activity_area: self.activity_area,
            for_profit_business: self.for_profit_business,
            members_persons: self.members_persons,
            members_units: self.members_units,
            members_state_organs: self.members_state_organs,
            funds_yuan: self.funds_yuan,
            full_time_staff: self.full_time_staff,
            founders,
            officers,
            documents: self.documents,
            charter_items: self.charter_items,
            need_for_another: self.need_for_another,
            institution: self.institution,
            foundation,
            charity: self.charity,
            statutory: self.statutory,
            succession: self.succession,
        };
        Ok((application, sealed))
    }
}

/// What only one kind states is not stated for another.
fn of_this_kind(
    pointer: &str,
    stated: bool,
    kind: OrganizationKind,
    only: OrganizationKind,
) -> Result<(), Problem> {
    if !stated || kind == only {
        return Ok(());
    }
    let text = Text::new(
        format!("仅{}填写此项，请删除。", only.text().zh),
        format!("Only a {} states this; leave it out.", only.text().en),
    );
    Err(Problem::field(pointer, "not_of_this_kind", text))
}

fn declared(input: DeclarationInput) -> Conviction {
    Conviction {
        deprived_of_political_rights: input.deprived_of_political_rights,
        full_capacity: input.full_capacity,
    }
}

pub(super) struct Sealing<'v> {
    vault: &'v PersonalData,
    sealed: Vec<Sealed>,
    problem: Option<Problem>,
}

impl<'v> Sealing<'v> {
    pub(super) fn with(vault: &'v PersonalData) -> Self {
        Self { vault, sealed: Vec::new(), problem: None }
    }

    /// What was sealed, or the problem that names every number not in form.
    pub(super) fn done(self) -> Result<Vec<Sealed>, Problem> {
        match self.problem {
            Some(problem) => Err(problem),
            None => Ok(self.sealed),
        }
    }

    pub(super) fn person(&mut self, input: PersonInput, pointer: &str) -> Person {
        let mut person = Person { name: input.name, identity_digest: None, identity_masked: None };
        let Some(number) = input.identity_number else {
            return person;
        };
        match self.seal(&number) {
            Ok(sealed) => {
                person.identity_digest = Some(sealed.digest.clone());
                person.identity_masked = Some(sealed.masked.clone());
                self.sealed.push(sealed);
            }
            Err((code, text)) => {
                let problem = self.problem.take().unwrap_or_else(Problem::malformed);
                self.problem = Some(problem.with_field(pointer, code, text));
            }
        }
        person
    }

    fn seal(&self, number: &str) -> Result<Sealed, (&'static str, Text)> {
        let identity = ResidentIdentity::parse(number)
            .map_err(|e: ResidentIdentityError| (e.code(), Text::new(e.zh(), e.to_string())))?;
        self.vault.seal(&identity).map_err(|_| {
            ("unsealed", Text::new("身份号码未能加密保存。", "The number could not be sealed."))
        })
    }
}
