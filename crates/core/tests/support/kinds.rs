//! Lawful applications of the kinds beside associations, and what their charters contain.
//!
//! Each starts from the lawful application of an association and states what differs.

use shuniu_core::{
    organization::OrganizationKind,
    registration::{
        CharityOfficer, CharityParticulars, Director, DocumentKind, EstablishmentApplication,
        FoundationOfficer, FoundationParticulars, FoundationSupervisor, InstitutionParticulars,
        LegalForm, NameParts, Officer, Person, Post, Premises, Reach, Route, StatutoryApproval,
    },
};

use super::{CITY, application, day, document, person, place, unit_id};

/// An association that is a legal person by statute since `approved_on`: no founding condition is
/// asked of it, and this one meets few.
pub fn statutory(approved_on: &str) -> EstablishmentApplication {
    let mut a = application();
    (a.members_persons, a.members_units, a.full_time_staff) = (0, 0, 0);
    (a.founders, a.charter_items) = (Vec::new(), Vec::new());
    a.documents = vec![document(DocumentKind::StatutoryApproval)];
    a.statutory = Some(StatutoryApproval {
        approved_on: day(approved_on),
        authority: "示范市人民政府".to_owned(),
        number: "示政函〔2026〕12号".to_owned(),
        statute: "《示范法》第八条".to_owned(),
    });
    a
}

/// A lawful application for a service institution, a legal person, in 110105.
pub fn institution() -> EstablishmentApplication {
    let mut a = application();
    a.kind = OrganizationKind::ServiceInstitution;
    a.name_parts = NameParts {
        division: "北京市朝阳区".to_owned(),
        brand: "示范".to_owned(),
        field: "养老服务".to_owned(),
        form: "中心".to_owned(),
        ..NameParts::default()
    };
    a.name = a.name_parts.joined();
    (a.activity_area, a.members_persons) = (String::new(), 0);
    a.charter_items = INSTITUTION_CHARTER.map(ToOwned::to_owned).to_vec();
    a.institution = Some(InstitutionParticulars {
        legal_form: LegalForm::LegalPerson,
        assets_yuan: 300_000,
        non_state_assets_yuan: 200_000,
        premises: Premises::Used { from: day("2026-06-01"), until: day("2027-05-31") },
    });
    a
}

/// The seven contents of the charter of a service institution, and the clause of the measures.
pub const INSTITUTION_CHARTER: [&str; 8] = [
    "name_and_domicile",
    "purpose_scope_and_area",
    "organization_and_management",
    "officers",
    "assets",
    "amendment",
    "termination",
    "no_distribution",
];

/// The nine contents of the charter of a foundation.
pub const FOUNDATION_CHARTER: [&str; 9] = [
    "name_and_domicile",
    "original_fund",
    "purpose_scope_and_area",
    "council",
    "officers",
    "supervisors",
    "accounts",
    "assets",
    "termination",
];

/// A department of the municipality that may supervise.
pub const CITY_SUPERVISOR: &str = "dept-110000-edu";

/// A lawful application for a privately funded non-public foundation at the municipality.
pub fn foundation() -> EstablishmentApplication {
    let mut a = application();
    a.kind = OrganizationKind::Foundation;
    a.name_parts = NameParts {
        division: "北京市".to_owned(),
        brand: "示范".to_owned(),
        field: "教育公益".to_owned(),
        form: "基金会".to_owned(),
        ..NameParts::default()
    };
    a.name = a.name_parts.joined();
    a.registrar = unit_id(CITY);
    a.reach = Reach::Local { division: place("110000") };
    a.route = Route::Dual { supervisory_unit: unit_id(CITY_SUPERVISOR) };
    (a.activity_area, a.members_persons, a.funds_yuan) = (String::new(), 0, 2_000_000);
    a.charter_items = FOUNDATION_CHARTER.map(ToOwned::to_owned).to_vec();
    let vice = Officer {
        person: person("王五", "d-wang"),
        post: Post::VicePresident,
        legal_representative: false,
        ..a.officers[1].clone()
    };
    a.officers.push(vice);
    for officer in &mut a.officers {
        officer.foundation = Some(FoundationOfficer {
            serving_official: Some(false),
            mainland_resident: Some(true),
            represents_another: Some(false),
            sentenced: Some(false),
            liable_for_rescission: Some(false),
            ..FoundationOfficer::default()
        });
    }
    let director =
        |person: Person| Director { person, near_kin: false, paid: false, full_time: false };
    let mut council: Vec<Director> =
        a.officers.iter().map(|o| director(o.person.clone())).collect();
    council.extend((3..6).map(|n| director(person(&format!("理事{n}"), &format!("d-{n}")))));
    a.foundation = Some(FoundationParticulars {
        public_raising: false,
        privately_funded: true,
        mainland_money: true,
        paid_in_yuan: 2_000_000,
        names_beneficiaries: false,
        term_years: 5,
        council,
        supervisors: vec![FoundationSupervisor {
            person: person("监事1", "d-supervisor"),
            kin_of_director: false,
            finance_staff: false,
            paid: false,
        }],
    });
    a
}

/// What is stated of a charity that nothing stands against.
pub fn charity() -> CharityParticulars {
    let officer = CharityOfficer {
        name: "张三".to_owned(),
        full_capacity: Some(true),
        intentional_crime: Some(false),
        of_revoked_body: Some(false),
        ..CharityOfficer::default()
    };
    CharityParticulars {
        officers: vec![officer],
        charitable_purpose: Some(true),
        penalized: Some(false),
        penalized_on: None,
        on_abnormal_list: Some(false),
    }
}
