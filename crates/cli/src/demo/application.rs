//! The applications of the demo: lawful ones, and ones that lack a document.

use shuniu_core::{
    identity::DivisionCode,
    organization::OrganizationKind,
    registration::{
        Conviction, DirectBasis, Document, DocumentKind, EstablishmentApplication, Founder,
        NameParts, Officer, Person, Post, Reach, Route,
    },
    unit::UnitId,
};
use shuniu_registry::personal::{PersonalData, Sealed};

use super::{
    kinds,
    names::{ASSOCIATION_FORMS, CASE_MARK, FIELDS, identity_number, person},
    plan::{Plan, Step, Way},
    units::{division, place_name, registrar},
};

/// Persons in each application.
const PERSONS: usize = 3;

pub(super) const CLEAN: Conviction =
    Conviction { deprived_of_political_rights: Some(false), full_capacity: Some(true) };

/// The documents of art. 11 of the association regulation, with titles.
const DOCUMENTS: [(DocumentKind, &str); 5] = [
    (DocumentKind::Application, "登记申请书"),
    (DocumentKind::CapitalVerification, "验资报告"),
    (DocumentKind::PremisesRight, "场所使用权证明"),
    (DocumentKind::FoundersAndOfficers, "发起人和拟任负责人的基本情况、身份证明"),
    (DocumentKind::DraftCharter, "章程草案"),
];

/// The contents of a charter (art. 14), by the keys of the rulebook.
pub(super) const CHARTER: [&str; 9] = [
    "name_and_domicile",
    "purpose_scope_and_area",
    "membership",
    "democratic_organization",
    "officers",
    "assets",
    "amendment",
    "termination",
    "other",
];

/// The application of the case with this number, and the identity numbers in it, sealed.
/// `whole` is whether all documents are there.
pub(super) fn application(
    plan: &Plan,
    number: usize,
    whole: bool,
    supervisor: &UnitId,
    vault: &PersonalData,
) -> anyhow::Result<(EstablishmentApplication, Vec<Sealed>)> {
    let (persons, sealed) = persons(number, vault)?;
    let [president, vice, secretary] = persons;
    let (place, division) = (place_name(plan.place), division(plan.place)?);
    let subject = FIELDS.get(plan.field % FIELDS.len()).copied().unwrap_or_default();
    let form = match plan.way {
        Way::Similar => "联谊会",
        _ => ASSOCIATION_FORMS.get(number % 5).copied().unwrap_or("协会"),
    };
    let name_parts = NameParts {
        division: place.to_owned(),
        brand: String::new(),
        field: format!("{CASE_MARK}{subject}"),
        form: form.to_owned(),
        ..NameParts::default()
    };
    let officer = |person: &Person, post, legal_representative| Officer {
        person: person.clone(),
        post,
        legal_representative,
        declaration: CLEAN,
        foundation: None,
        cadre: None,
        industry: None,
    };
    let founder = |person: Person, is_unit, declaration| Founder { person, is_unit, declaration };
    let company = format!("{CASE_MARK}{subject}有限公司");
    let company = Person { name: company, identity_digest: None, identity_masked: None };
    let application = EstablishmentApplication {
        kind: OrganizationKind::Association,
        name: name_parts.joined(),
        name_parts,
        registrar: registrar(plan.place)?,
        reach: Reach::Local { division },
        route: route(plan.direct, supervisor),
        domicile: format!("{place}示例路{}号", 1 + number),
        purpose: format!("团结从业者，促进{subject}健康发展"),
        business_scope: format!("{subject}方面的交流、培训、咨询和标准研究"),
        activity_area: place.to_owned(),
        for_profit_business: false,
        members_persons: persons_of(number),
        members_units: units_of(number),
        members_state_organs: 0,
        funds_yuan: funds(number),
        full_time_staff: 2,
        officers: vec![
            officer(&president, Post::President, true),
            officer(&vice, Post::VicePresident, false),
            officer(&secretary, Post::SecretaryGeneral, false),
        ],
        founders: vec![
            founder(president, false, CLEAN),
            founder(secretary, false, CLEAN),
            founder(company, true, Conviction::default()),
        ],
        documents: documents(whole, division, number),
        charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
        need_for_another: (plan.way == Way::Similar)
            .then(|| "已有社会团体面向企业；本会面向从业个人，会员不重叠".to_owned()),
        institution: None,
        foundation: None,
        charity: None,
        statutory: None,
        succession: None,
    };
    let application = kinds::of_kind(plan.kind, application);
    Ok((application, sealed))
}

/// Whether the application is whole when the step is taken.
pub(super) fn is_whole(plan: &Plan, step: Step) -> bool {
    let lacking = [Way::CorrectionRequested, Way::Corrected, Way::Lapsed, Way::NotAccepted]
        .contains(&plan.way);
    step == Step::Amend || !lacking
}

fn persons(
    number: usize,
    vault: &PersonalData,
) -> anyhow::Result<([Person; PERSONS], Vec<Sealed>)> {
    let mut sealed = Vec::new();
    let mut one = |post: usize| -> anyhow::Result<Person> {
        let index = number * PERSONS + post;
        let identity = identity_number(index);
        let (person, seal) = vault.person(&person(index), identity.as_deref())?;
        sealed.extend(seal);
        Ok(person)
    };
    let persons = [one(0)?, one(1)?, one(2)?];
    Ok((persons, sealed))
}

fn route(direct: bool, supervisor: &UnitId) -> Route {
    if !direct {
        return Route::Dual { supervisory_unit: supervisor.clone() };
    }
    Route::Direct {
        basis: DirectBasis {
            class: "science_and_technology".to_owned(),
            field: "engineering".to_owned(),
            policy_document: "中办发〔2016〕46号".to_owned(),
        },
    }
}

/// Every third association has only persons as members, every third only units (art. 10).
fn persons_of(number: usize) -> u32 {
    match number % 3 {
        0 => 50 + small(number % 40),
        1 => 0,
        _ => 20 + small(number % 10),
    }
}

fn units_of(number: usize) -> u32 {
    match number % 3 {
        0 => 0,
        1 => 30 + small(number % 25),
        _ => 30 + small(number % 12),
    }
}

fn funds(number: usize) -> i64 {
    30_000 + 10_000 * i64::from(small(number % 18))
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn documents(whole: bool, division: DivisionCode, number: usize) -> Vec<Document> {
    let missing = |kind: &DocumentKind| !whole && *kind == DocumentKind::CapitalVerification;
    let filed = DOCUMENTS.iter().filter(|(kind, _)| !missing(kind));
    filed
        .map(|(kind, title)| Document {
            kind: *kind,
            title: (*title).to_owned(),
            number: (*kind == DocumentKind::CapitalVerification)
                .then(|| format!("示例验字〔{division}〕第{}号", 1 + number)),
            issuer: None,
            dated: None,
            sha256: None,
        })
        .collect()
}
