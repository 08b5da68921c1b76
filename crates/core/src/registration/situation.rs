//! The facts on which an application is judged, gathered once and then only read.

use chrono::NaiveDate;

use super::{
    Application, ConsentTime, EstablishmentApplication, NameParts, OrganizationApplication, Party,
    Reach, Requested, Succession, as_it_would_stand, division_names,
    last_days::{consent_time, statutory_last_day},
    reach_of,
};
use crate::{
    Books,
    affiliation::rules::stands_under,
    case::{Case, Examination, Opinion},
    hub::bearer::bearer,
    identity::{DivisionCode, Divisions, normalize_name},
    organization::{Organization, OrganizationKind},
    register::{FormerName, HeldPost, NameHolder, Namesakes, Register},
    unit::{Unit, UnitId},
};

/// A party of a merger or split: what is stated of it, and what the register knows.
#[derive(Debug, Clone)]
pub struct PartyStanding {
    /// The field that it is stated in.
    pub field: String,
    /// What is stated.
    pub stated: Party,
    /// The organization, if the register knows it.
    pub organization: Option<Organization>,
}

/// Who supervises an organization that applies for another unit, and how the new one stands to it.
#[derive(Debug, Clone)]
pub struct TransferStanding {
    /// The unit that supervises now, as the register knows it.
    pub former_unit: Option<Unit>,
    /// Whether the unit that is named stands under the organization.
    pub circle: bool,
}

/// Everything that the rules for an application may ask about.
#[derive(Debug)]
pub struct Situation {
    /// The date of the act.
    pub on: NaiveDate,
    /// What the founders state; of an organization that exists, how it would stand.
    pub application: EstablishmentApplication,
    /// The organization that the application is about, if it exists.
    pub organization: Option<Organization>,
    /// When the registrar received the application (last time).
    pub received_on: Option<NaiveDate>,
    /// The organizations that merge or are split.
    pub parties: Vec<PartyStanding>,
    /// Of an application for another supervisory unit, how both units stand.
    pub transfer: Option<TransferStanding>,
    /// What is applied for about it.
    pub request: Option<OrganizationApplication>,
    /// When its supervisory unit consented and when that was filed.
    pub consent_time: Option<ConsentTime>,
    /// Until when a legal person by statute files its approval (association regulation art. 15).
    pub statutory_last_day: Option<NaiveDate>,
    /// The registrar that is asked, if the register knows it.
    pub registrar: Option<Unit>,
    /// The supervisory unit that is named, if the register knows it.
    pub supervisory_unit: Option<Unit>,
    /// The organization that this unit is, where it is a hub and one.
    pub bearer: Option<Organization>,
    /// The supervisory unit's last opinion.
    pub opinion: Option<Opinion>,
    /// What the examiner found.
    pub examination: Option<Examination>,
    /// Organizations of the same registrar and kind that bear this very name.
    pub same_name: Vec<NameHolder>,
    /// The same name, as others bore it until lately.
    pub former: Vec<FormerName>,
    /// Organizations of the same registrar and kind in the same field.
    pub similar: Vec<NameHolder>,
    /// Other posts as legal representative of the proposed one.
    pub posts: Vec<HeldPost>,
    /// The units whose standing as a hub is that of an organization that ends.
    pub hubs: Vec<Unit>,
    /// The division whose registrar is competent (art. 7), where that can be told.
    pub competent: Option<DivisionCode>,
    /// How the division may be written at the head of the name; empty for a national name.
    pub division_names: Vec<String>,
}

impl Situation {
    /// The day of the application: its receipt, or today before that.
    #[must_use]
    pub fn applied_on(&self) -> NaiveDate {
        self.received_on.unwrap_or(self.on)
    }

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

    /// Gathers the facts about an application from the register.
    ///
    /// # Errors
    /// What the register answers when it cannot be read.
    pub fn gather<R: Register>(
        register: &mut R,
        books: &Books,
        case: Option<&Case>,
        application: &Application,
        on: NaiveDate,
    ) -> Result<Self, R::Error> {
        match application {
            Application::Establishment(a) => Self::of_founders(register, books, case, a, on),
            Application::Organization(a) => Self::of_organization(register, books, case, a, on),
        }
    }

    /// The facts about an establishment.
    ///
    /// # Errors
    /// What the register answers when it cannot be read.
    pub fn of_founders<R: Register>(
        register: &mut R,
        books: &Books,
        case: Option<&Case>,
        application: &EstablishmentApplication,
        on: NaiveDate,
    ) -> Result<Self, R::Error> {
        let mut situation = Self::stated(register, &books.divisions, case, application, on)?;
        if let Some(succession) = &application.succession {
            situation.parties = standing(register, "succession.parties", &succession.parties)?;
        }
        let ends = application.succession.as_ref().is_some_and(Succession::ends);
        // The name of a body that ends with this is not another's.
        let own = if ends { situation.party_ids() } else { Vec::new() };
        situation.names(register, &application.name, &own)?;
        situation.posts_of_the_representative(register)?;
        if ends {
            situation.posts.retain(|post| !own.contains(&post.organization));
            situation.hubs = hubs_of(register, &own)?;
        }
        situation.statutory_last_day =
            statutory_last_day(books, application, situation.jurisdiction());
        Ok(situation)
    }

    /// The facts about something that an organization applies for.
    fn of_organization<R: Register>(
        register: &mut R,
        books: &Books,
        case: Option<&Case>,
        asked: &OrganizationApplication,
        on: NaiveDate,
    ) -> Result<Self, R::Error> {
        let organization = register.organization(&asked.about.organization)?;
        let application = would_be(organization.as_ref(), asked);
        let mut situation = Self::stated(register, &books.divisions, case, &application, on)?;
        if let Requested::Merger(merger) = &asked.request {
            situation.parties = standing(register, "merger.parties", &merger.parties)?;
            situation.hubs = hubs_of(register, &situation.party_ids())?;
        }
        if let Some(changes) = asked.request.changes() {
            let mut own = situation.party_ids();
            own.push(asked.about.organization.clone());
            if changes.name_parts.is_some() {
                situation.names(register, &application.name, &own)?;
            }
            if changes.legal_representative.is_some() {
                situation.posts_of_the_representative(register)?;
                situation.posts.retain(|post| !own.contains(&post.organization));
            }
        }
        if let (Requested::Transfer(_), Some(organization)) = (&asked.request, &organization) {
            let named = situation.supervisory_unit.as_ref();
            situation.transfer = Some(transfer_standing(register, organization, named)?);
        }
        if let Requested::Deregistration(_) = &asked.request {
            situation.hubs = register.hubs_of(&asked.about.organization)?;
        }
        situation.consent_time = consent_time(books, case, asked, situation.jurisdiction());
        situation.organization = organization;
        situation.request = Some(asked.clone());
        Ok(situation)
    }

    /// An organization as it stands, before it applies for anything.
    #[must_use]
    pub fn standing(organization: &Organization, on: NaiveDate) -> Self {
        let application = EstablishmentApplication::named(
            organization.kind,
            NameParts::default(),
            organization.registrar.id.clone(),
            reach_of(organization.division),
        );
        let organization = Some(organization.clone());
        Self { organization, ..Self::empty(application, on) }
    }

    /// A name that an older register gave, and nothing else; `places` are the spellings of the
    /// registrar's division.
    #[must_use]
    pub(super) fn of_old_name(
        kind: OrganizationKind,
        division: DivisionCode,
        parts: NameParts,
        places: Vec<String>,
        on: NaiveDate,
    ) -> Self {
        let registrar = UnitId::nobody();
        let application =
            EstablishmentApplication::named(kind, parts, registrar, reach_of(division));
        Self { competent: Some(division), division_names: places, ..Self::empty(application, on) }
    }

    /// A situation in which nothing is known but the application.
    fn empty(application: EstablishmentApplication, on: NaiveDate) -> Self {
        Self {
            on,
            application,
            organization: None,
            received_on: None,
            parties: Vec::new(),
            transfer: None,
            request: None,
            consent_time: None,
            statutory_last_day: None,
            registrar: None,
            supervisory_unit: None,
            bearer: None,
            opinion: None,
            examination: None,
            same_name: Vec::new(),
            former: Vec::new(),
            similar: Vec::new(),
            posts: Vec::new(),
            hubs: Vec::new(),
            competent: None,
            division_names: Vec::new(),
        }
    }

    fn jurisdiction(&self) -> DivisionCode {
        self.registrar.as_ref().map_or(DivisionCode::NATION, |r| r.division)
    }

    /// What the application itself says, and the units that it names.
    fn stated<R: Register>(
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
        let bearer = bearer(register, supervisory_unit.as_ref())?;
        // A foundation's area does not say which registrar it has; its name goes by the registrar.
        let competent = match (application.kind, &registrar) {
            (OrganizationKind::Foundation, Some(registrar)) => Some(registrar.division),
            _ => competent_division(divisions, &application.reach),
        };
        let division_names = match &competent {
            Some(code) if !code.is_national() => division_names(divisions, *code),
            _ => Vec::new(),
        };
        Ok(Self {
            registrar,
            supervisory_unit,
            bearer,
            opinion: case.and_then(Case::standing_opinion).cloned(),
            examination: case.and_then(|c| c.examination.clone()),
            received_on: case.and_then(|c| c.received_on),
            competent,
            division_names,
            ..Self::empty(application.clone(), on)
        })
    }

    /// The organizations that merge or are split, as far as the register knows them.
    fn party_ids(&self) -> Vec<String> {
        let known = self.parties.iter().filter_map(|party| party.organization.as_ref());
        known.map(|organization| organization.id.clone()).collect()
    }

    /// Who bears the name, bore it, or is in the same field; those of `own` are not others.
    fn names<R: Register>(
        &mut self,
        register: &mut R,
        name: &str,
        own: &[String],
    ) -> Result<(), R::Error> {
        let (registrar, kind) = (&self.application.registrar, self.application.kind);
        let other = |organization: &str| own.iter().all(|id| id != organization);
        let spelt = spellings(name, &self.application.name_parts, &self.division_names);
        let Namesakes { bear, bore } = register.namesakes(registrar, kind, &spelt)?;
        for holder in bear {
            let known = self.same_name.iter().any(|h| h.organization == holder.organization);
            if !known && other(&holder.organization) {
                self.same_name.push(holder);
            }
        }
        self.former.extend(bore.into_iter().filter(|f| other(&f.organization)));
        let field = normalize_name(&self.application.name_parts.field);
        let mut similar = register.same_field(registrar, kind, &field)?;
        similar.retain(|h| {
            other(&h.organization)
                && !self.same_name.iter().any(|s| s.organization == h.organization)
        });
        self.similar = similar;
        Ok(())
    }

    fn posts_of_the_representative<R: Register>(
        &mut self,
        register: &mut R,
    ) -> Result<(), R::Error> {
        let officer = self.application.legal_representative();
        if let Some(person) = officer.and_then(|o| o.person.identity_digest.as_deref()) {
            self.posts = register.legal_representative_posts(person, self.on)?;
        }
        Ok(())
    }
}

/// The units whose standing as a hub is that of one of these organizations.
fn hubs_of<R: Register>(register: &mut R, ids: &[String]) -> Result<Vec<Unit>, R::Error> {
    let mut hubs = Vec::new();
    for id in ids {
        hubs.extend(register.hubs_of(id)?);
    }
    Ok(hubs)
}

/// How the present unit stands, and whether the new one stands under the organization.
fn transfer_standing<R: Register>(
    register: &mut R,
    organization: &Organization,
    named: Option<&Unit>,
) -> Result<TransferStanding, R::Error> {
    let former_unit = match &organization.supervision {
        Some(supervision) => register.unit(&supervision.unit.id)?,
        None => None,
    };
    let circle = match named {
        Some(unit) => stands_under(register, unit, organization)?,
        None => false,
    };
    Ok(TransferStanding { former_unit, circle })
}

/// What the register knows of the parties that are stated.
fn standing<R: Register>(
    register: &mut R,
    field: &str,
    stated: &[Party],
) -> Result<Vec<PartyStanding>, R::Error> {
    let of = |(index, party): (usize, &Party)| {
        let field = format!("{field}.{index}");
        let organization = register.organization(&party.organization)?;
        Ok(PartyStanding { field, stated: party.clone(), organization })
    };
    stated.iter().enumerate().map(of).collect()
}

/// The organization as it would stand when what is asked were granted.
fn would_be(
    organization: Option<&Organization>,
    asked: &OrganizationApplication,
) -> EstablishmentApplication {
    match organization {
        Some(organization) => as_it_would_stand(organization, &asked.request, &asked.documents),
        None => EstablishmentApplication::named(
            asked.about.kind,
            NameParts::default(),
            asked.about.registrar.clone(),
            reach_of(DivisionCode::NATION),
        ),
    }
}

/// The normal forms of one name: as it stands, and with the division in each of its spellings.
/// What differs in the spelling of the division alone is the same name with this registrar.
fn spellings(name: &str, parts: &NameParts, divisions: &[String]) -> Vec<String> {
    let spelt =
        |division: &String| NameParts { division: division.clone(), ..parts.clone() }.joined();
    let written = std::iter::once(name.to_owned());
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
