//! The facts on which an establishment is judged, gathered once and then only read.

use chrono::NaiveDate;

use super::{EstablishmentApplication, NameParts, Reach, division_names};
use crate::{
    case::{Case, Examination, Opinion},
    identity::{DivisionCode, Divisions, normalize_name},
    organization::OrganizationKind,
    register::{HeldPost, NameHolder, Register},
    unit::Unit,
};

/// Everything that the rules for an establishment may ask about.
#[derive(Debug)]
pub struct Situation {
    /// The date of the act.
    pub on: NaiveDate,
    /// What the founders state.
    pub application: EstablishmentApplication,
    /// The registrar that is asked, if the register knows it.
    pub registrar: Option<Unit>,
    /// The supervisory unit that is named, if the register knows it.
    pub supervisory_unit: Option<Unit>,
    /// The supervisory unit's last opinion.
    pub opinion: Option<Opinion>,
    /// What the examiner found.
    pub examination: Option<Examination>,
    /// Organizations of the same registrar and kind that bear this very name.
    pub same_name: Vec<NameHolder>,
    /// Organizations of the same registrar and kind in the same field.
    pub similar: Vec<NameHolder>,
    /// Other posts as legal representative of the proposed one.
    pub posts: Vec<HeldPost>,
    /// The division whose registrar is competent (art. 7), where that can be told.
    pub competent: Option<DivisionCode>,
    /// How the division may be written at the head of the name; empty for a national name.
    pub division_names: Vec<String>,
}

impl Situation {
    /// Whether the national registrar is competent, whose names carry no division: for a
    /// national association, and for one that spans provinces (art. 7; name measures art. 8 ¶3).
    #[must_use]
    pub fn registers_nationally(&self) -> bool {
        self.competent.is_some_and(DivisionCode::is_national)
    }

    /// The parameter of the law that goes by this name for the kind that is applied for.
    #[must_use]
    pub fn parameter(&self, name: &str) -> String {
        format!("{}.{name}", self.application.kind.id())
    }

    /// Gathers the facts from the register.
    ///
    /// # Errors
    /// What the register answers when it cannot be read.
    pub fn gather<R: Register>(
        register: &mut R,
        divisions: &Divisions,
        case: Option<&Case>,
        application: &EstablishmentApplication,
        on: NaiveDate,
    ) -> Result<Self, R::Error> {
        let registrar = register.unit(&application.registrar)?;
        let supervisory_unit = match application.supervisory_unit() {
            Some(id) => register.unit(id)?,
            None => None,
        };
        let kind = application.kind;
        // A foundation's area does not say which registrar it has; its name goes by the registrar.
        let competent = match (kind, &registrar) {
            (OrganizationKind::Foundation, Some(registrar)) => Some(registrar.division),
            _ => competent_division(divisions, &application.reach),
        };
        let division_names = match &competent {
            Some(code) if !code.is_national() => division_names(divisions, *code),
            _ => Vec::new(),
        };
        let mut same_name: Vec<NameHolder> = Vec::new();
        for name in spellings(application, &division_names) {
            for holder in register.same_name(&application.registrar, kind, &name)? {
                if !same_name.iter().any(|h| h.organization == holder.organization) {
                    same_name.push(holder);
                }
            }
        }
        let field = normalize_name(&application.name_parts.field);
        let mut similar = register.same_field(&application.registrar, kind, &field)?;
        similar.retain(|h| !same_name.iter().any(|s| s.organization == h.organization));
        let representative =
            application.legal_representative().and_then(|o| o.person.identity_digest.as_deref());
        let posts = match representative {
            Some(person) => register.legal_representative_posts(person, on)?,
            None => Vec::new(),
        };
        Ok(Self {
            on,
            application: application.clone(),
            registrar,
            supervisory_unit,
            opinion: case.and_then(Case::standing_opinion).cloned(),
            examination: case.and_then(|c| c.examination.clone()),
            same_name,
            similar,
            posts,
            competent,
            division_names,
        })
    }
}

/// The normal forms of one name: as it stands, and with the division in each of its spellings.
/// What differs in the spelling of the division alone is the same name with this registrar.
fn spellings(application: &EstablishmentApplication, divisions: &[String]) -> Vec<String> {
    let parts = &application.name_parts;
    let spelt =
        |division: &String| NameParts { division: division.clone(), ..parts.clone() }.joined();
    let written = std::iter::once(application.name.clone());
    let mut names: Vec<String> =
        written.chain(divisions.iter().map(spelt)).map(|name| normalize_name(&name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The division whose registrar is competent: the nation's, the one of the place, or the
/// common superior of several places (art. 7).
fn competent_division(divisions: &Divisions, reach: &Reach) -> Option<DivisionCode> {
    match reach {
        Reach::National => Some(DivisionCode::NATION),
        // The whole nation is no local area; a sub-district has no registrar of its own (art. 6).
        Reach::Local { division } if division.is_national() => None,
        Reach::Local { division } => Some(division.county().unwrap_or(*division)),
        Reach::CrossRegion { divisions: several } => {
            let mut several: Vec<DivisionCode> =
                several.iter().map(|d| d.county().unwrap_or(*d)).collect();
            several.sort_unstable();
            several.dedup();
            // One division is no several.
            several.get(1)?;
            divisions.common_superior(&several)
        }
    }
}
