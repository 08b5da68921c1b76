//! What the tests of the core share: a register with its units, and a lawful application.
//! `actors.rs` has the officers with their grants, `requests.rs` what they ask, `world.rs`
//! drives acts and folds their events, and `cases.rs` brings cases to a state.
//!
//! Everything is fixed: the same test gives the same identifiers, dates and numbers each time.

#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actors;
mod annual;
mod cases;
mod kinds;
mod law;
pub mod organizations;
mod requests;
mod world;

use std::sync::LazyLock;

use chrono::NaiveDate;
use shuniu_core::{
    Books,
    access::{Actor, Grant, Role},
    act::{ActKind, ActRequest, MatterKind},
    case::NotMet,
    decide::Refusal,
    hub::{Hub, HubLevel, HubRoute, HubStatus},
    identity::{CodeSegment, Department, DivisionCode, OrganizationBody, Uscc},
    law::{Finding, Verdict},
    organization::OrganizationKind,
    register::InMemory,
    registration::{
        Conviction, DirectBasis, Director, Document, DocumentKind, EstablishmentApplication,
        FoundationOfficer, FoundationParticulars, FoundationSupervisor, Founder,
        InstitutionParticulars, LegalForm, NameParts, Officer, Person, Post, Premises, Reach,
        Route,
    },
    unit::{Unit, UnitId, UnitKind},
};

pub use actors::*;
pub use annual::*;
pub use cases::*;
pub use kinds::{
    CITY_SUPERVISOR, FOUNDATION_CHARTER, INSTITUTION_CHARTER, charity, foundation, institution,
    statutory,
};
pub use law::{law_of, law_with, law_with_number, local, rulebook_files, rules_asked_of};
pub use requests::*;
pub use world::{Entry, Failed, On, World, brief};

/// The competent registrar of the application.
pub const REGISTRAR: &str = "registrar-110105";
/// Its supervisory unit.
pub const SUPERVISOR: &str = "dept-110105-edu";
/// Another department that may supervise.
pub const OTHER_SUPERVISOR: &str = "dept-110105-culture";
/// A sub-district office of its district.
pub const STREET: &str = "street-110105001";
pub const LEADING_GROUP: &str = "leading-110105";
pub const GOVERNMENT: &str = "government-110105";
/// The registrar of the neighbouring district.
pub const NEIGHBOUR: &str = "registrar-110101";
/// The registrar of the municipality.
pub const CITY: &str = "registrar-110000";
/// The national registrar.
pub const NATIONAL: &str = "registrar-100000";
/// A department that may supervise a national association.
pub const MINISTRY: &str = "dept-100000-edu";

/// The compiled-in reference works.
pub fn books() -> &'static Books {
    static BOOKS: LazyLock<Books> = LazyLock::new(|| Books::built_in().expect("the rulebook"));
    &BOOKS
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn place(code: &str) -> DivisionCode {
    DivisionCode::parse(code).expect("a division")
}

pub fn unit_id(text: &str) -> UnitId {
    UnitId::parse(text).expect("a unit id")
}

/// A unit that exists since 1998-10-25, the first day of the regulation.
pub fn unit(id: &str, kind: UnitKind, name: &str, division: &str) -> Unit {
    Unit {
        id: unit_id(id),
        kind,
        name: name.to_owned(),
        division: place(division),
        valid_from: day("1998-10-25"),
        valid_to: None,
        successor: None,
        segments: Vec::new(),
        hub: None,
        retention: None,
        rounds: Vec::new(),
        version: 1,
    }
}

/// A standing as a hub.
pub fn hub(status: HubStatus) -> Hub {
    let leading_group = unit(LEADING_GROUP, UnitKind::LeadingGroup, "领导小组", "110105");
    Hub {
        status,
        leading_group: leading_group.reference(),
        route: HubRoute::Upgrade,
        level: HubLevel::District,
        fields: vec!["艺术".to_owned()],
        parent: None,
        uscc: None,
        organization: None,
        evidence: Vec::new(),
        nominated_on: day("2020-01-01"),
        nominated_by: String::new(),
        review: None,
        publicity: None,
        recognition: None,
        authorization: None,
        earlier_authorizations: Vec::new(),
        stood_before: false,
        assessments: Vec::new(),
        rectification: None,
        withdrawal: None,
        last_document_on: None,
    }
}

fn registrar(id: &str, name: &str, division: &str, first: &str, last: &str) -> Unit {
    let segments = vec![CodeSegment::parse(first, last).expect("a segment")];
    Unit { segments, ..unit(id, UnitKind::Registrar, name, division) }
}

/// Four registrars with a thousand codes each, and the bodies that may or may not supervise.
pub fn register() -> InMemory {
    let units = [
        registrar(REGISTRAR, "北京市朝阳区民政局", "110105", "MJ010000", "MJ010999"),
        registrar(NEIGHBOUR, "北京市东城区民政局", "110101", "MJ020000", "MJ020999"),
        registrar(CITY, "北京市民政局", "110000", "MJ030000", "MJ030999"),
        registrar(NATIONAL, "民政部", "100000", "50000000", "50000999"),
        unit(SUPERVISOR, UnitKind::Department, "北京市朝阳区教育委员会", "110105"),
        unit(OTHER_SUPERVISOR, UnitKind::Department, "北京市朝阳区文化和旅游局", "110105"),
        unit(STREET, UnitKind::Department, "北京市朝阳区示范街道办事处", "110105001"),
        unit("hub-110105", UnitKind::AuthorizedBody, "北京市朝阳区枢纽组织", "110105"),
        unit(LEADING_GROUP, UnitKind::LeadingGroup, "朝阳区社会建设工作领导小组", "110105"),
        unit(GOVERNMENT, UnitKind::Government, "北京市朝阳区人民政府", "110105"),
        unit(MINISTRY, UnitKind::Department, "教育部", "100000"),
        unit(CITY_SUPERVISOR, UnitKind::Department, "北京市教育委员会", "110000"),
    ];
    let units = units.into_iter().map(|u| (u.id.clone(), u)).collect();
    InMemory { units, ..InMemory::default() }
}

/// A code of civil affairs.
pub fn code(class: char, division: &str, body: &str) -> Uscc {
    let body = OrganizationBody::parse(body).expect("a body");
    Uscc::issue(Department::CivilAffairs, class, place(division), body).expect("a code")
}

pub fn person(name: &str, digest: &str) -> Person {
    Person {
        name: name.to_owned(),
        identity_digest: (!digest.is_empty()).then(|| digest.to_owned()),
        identity_masked: (!digest.is_empty()).then(|| "110105********001X".to_owned()),
    }
}

/// A change to an application, for tables.
pub type Change = fn(&mut EstablishmentApplication);

/// A declaration that bars nothing.
pub const CLEAN: Conviction =
    Conviction { deprived_of_political_rights: Some(false), full_capacity: Some(true) };

pub fn document(kind: DocumentKind) -> Document {
    Document {
        kind,
        title: format!("{kind:?}"),
        number: None,
        issuer: None,
        dated: None,
        sha256: None,
    }
}

/// The five documents of art. 11.
pub const DOCUMENTS: [DocumentKind; 5] = [
    DocumentKind::Application,
    DocumentKind::CapitalVerification,
    DocumentKind::PremisesRight,
    DocumentKind::FoundersAndOfficers,
    DocumentKind::DraftCharter,
];

/// The eight contents of a charter of art. 14 (1)-(8); (9), whatever else, asks for nothing.
pub const CHARTER: [&str; 8] = [
    "name_and_domicile",
    "purpose_scope_and_area",
    "membership",
    "democratic_organization",
    "officers",
    "assets",
    "amendment",
    "termination",
];

/// A lawful application for a local association in 110105 under dual administration.
pub fn application() -> EstablishmentApplication {
    let officer = |name: &str, digest: &str, post, legal_representative| Officer {
        person: person(name, digest),
        post,
        legal_representative,
        declaration: CLEAN,
        foundation: None,
        cadre: None,
        industry: None,
    };
    EstablishmentApplication {
        kind: OrganizationKind::Association,
        name: "北京市朝阳区示范技艺协会".to_owned(),
        name_parts: NameParts {
            division: "北京市朝阳区".to_owned(),
            brand: String::new(),
            field: "示范技艺".to_owned(),
            form: "协会".to_owned(),
            ..NameParts::default()
        },
        registrar: unit_id(REGISTRAR),
        reach: Reach::Local { division: place("110105") },
        route: Route::Dual { supervisory_unit: unit_id(SUPERVISOR) },
        domicile: "北京市朝阳区示范路1号".to_owned(),
        purpose: "传承示范技艺".to_owned(),
        business_scope: "技艺交流、培训".to_owned(),
        activity_area: "北京市朝阳区".to_owned(),
        for_profit_business: false,
        members_persons: 50,
        members_units: 0,
        members_state_organs: 0,
        funds_yuan: 30_000,
        full_time_staff: 1,
        founders: vec![
            Founder { person: person("张三", "d-zhang"), is_unit: false, declaration: CLEAN },
            Founder {
                person: person("示范工艺有限公司", ""),
                is_unit: true,
                declaration: Conviction::default(),
            },
        ],
        officers: vec![
            officer("张三", "d-zhang", Post::President, true),
            officer("李四", "d-li", Post::SecretaryGeneral, false),
        ],
        documents: DOCUMENTS.map(document).to_vec(),
        charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
        need_for_another: None,
        institution: None,
        foundation: None,
        charity: None,
        statutory: None,
        succession: None,
    }
}

/// The same founders with another field, so that the name is free beside the first one.
pub fn application_in_field(field: &str) -> EstablishmentApplication {
    let mut a = application();
    field.clone_into(&mut a.name_parts.field);
    a.name = a.name_parts.joined();
    for (who, person) in a.officers.iter_mut().map(|o| &mut o.person).enumerate() {
        person.identity_digest = Some(format!("d-{field}-{who}"));
    }
    a
}

/// A lawful application for a national association.
pub fn national_application() -> EstablishmentApplication {
    let mut a = application();
    a.name_parts.division = String::new();
    a.name = a.name_parts.joined();
    a.registrar = unit_id(NATIONAL);
    a.reach = Reach::National;
    a.route = Route::Dual { supervisory_unit: unit_id(MINISTRY) };
    "全国".clone_into(&mut a.activity_area);
    a.funds_yuan = 100_000;
    a
}

/// A lawful application for direct registration as a trade association.
pub fn direct_application() -> EstablishmentApplication {
    EstablishmentApplication { route: direct("trade_association", "trade"), ..application() }
}

pub fn direct(class: &str, field: &str) -> Route {
    Route::Direct {
        basis: DirectBasis {
            class: class.to_owned(),
            field: field.to_owned(),
            policy_document: "中办发〔2016〕46号".to_owned(),
        },
    }
}

/// Whether a rule is not met, though one that is only remembered does not block.
pub fn is_not_met(finding: &Finding) -> bool {
    matches!(finding.outcome, Verdict::Violated | Verdict::Unknown)
}

/// The rules that guard the refused act and stand against it, without those only told.
pub fn guards_against(refusal: &Refusal) -> Vec<&str> {
    let act = refusal.act.row().expect("a row of the catalogue");
    let content = || MatterKind::ALL.into_iter().flat_map(|m| act.content_rules(m));
    let guards = || content().chain(act.procedure_rules);
    let blocking = refusal.findings.iter().filter(|f| f.blocks()).map(|f| f.rule.as_str());
    blocking.filter(|rule| guards().any(|guard| guard == rule)).collect()
}
