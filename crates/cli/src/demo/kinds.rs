//! The demo's service institutions and foundations: an association's application made into one of
//! the other kinds.

use shuniu_core::{
    organization::OrganizationKind,
    registration::{
        Director, EstablishmentApplication, FoundationOfficer, FoundationParticulars,
        FoundationSupervisor, InstitutionParticulars, LegalForm, NameParts, Person, Premises,
    },
};

/// Contents of the charter of a service institution, by the keys of the rulebook.
const INSTITUTION_CHARTER: [&str; 8] = [
    "name_and_domicile",
    "purpose_scope_and_area",
    "organization_and_management",
    "officers",
    "assets",
    "amendment",
    "termination",
    "no_distribution",
];

/// Contents of the charter of a foundation, by the keys of the rulebook.
const FOUNDATION_CHARTER: [&str; 9] = [
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

/// Directors beside the officers, of whom only the names are stated.
const DIRECTORS: [&str; 3] = ["示例理事甲", "示例理事乙", "示例理事丙"];

/// The application as one of this kind.
pub(super) fn of_kind(
    kind: OrganizationKind,
    application: EstablishmentApplication,
) -> EstablishmentApplication {
    match kind {
        OrganizationKind::Association => application,
        OrganizationKind::ServiceInstitution => institution(application),
        OrganizationKind::Foundation => foundation(application),
    }
}

/// The brand name of all of them.
const BRAND: &str = "星桥";

/// What is no association has a brand name, and neither members nor an area of activity. The field
/// keeps its mark: without it, it would be that of organizations that are there already.
fn renamed(a: &mut EstablishmentApplication, kind: OrganizationKind, form: &str) {
    a.kind = kind;
    a.name_parts = NameParts {
        division: std::mem::take(&mut a.name_parts.division),
        brand: BRAND.to_owned(),
        field: std::mem::take(&mut a.name_parts.field),
        form: form.to_owned(),
        ..NameParts::default()
    };
    a.name = a.name_parts.joined();
    a.activity_area.clear();
    (a.members_persons, a.members_units) = (0, 0);
}

fn institution(mut a: EstablishmentApplication) -> EstablishmentApplication {
    renamed(&mut a, OrganizationKind::ServiceInstitution, "中心");
    a.charter_items = INSTITUTION_CHARTER.map(ToOwned::to_owned).to_vec();
    a.institution = Some(InstitutionParticulars {
        legal_form: LegalForm::LegalPerson,
        assets_yuan: a.funds_yuan,
        non_state_assets_yuan: a.funds_yuan,
        premises: Premises::Owned {},
    });
    a
}

fn foundation(mut a: EstablishmentApplication) -> EstablishmentApplication {
    const ORIGINAL_FUND: i64 = 2_000_000;
    renamed(&mut a, OrganizationKind::Foundation, "基金会");
    a.funds_yuan = ORIGINAL_FUND;
    a.charter_items = FOUNDATION_CHARTER.map(ToOwned::to_owned).to_vec();
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
    let named =
        |name: &str| Person { name: name.to_owned(), identity_digest: None, identity_masked: None };
    let director = |person| Director { person, near_kin: false, paid: false, full_time: false };
    let officers = a.officers.iter().map(|officer| officer.person.clone());
    let council = officers.chain(DIRECTORS.map(named)).map(director).collect();
    a.foundation = Some(FoundationParticulars {
        public_raising: false,
        privately_funded: true,
        mainland_money: true,
        paid_in_yuan: ORIGINAL_FUND,
        names_beneficiaries: false,
        term_years: 4,
        council,
        supervisors: vec![FoundationSupervisor {
            person: named("示例监事"),
            kin_of_director: false,
            finance_staff: false,
            paid: false,
        }],
    });
    a
}
