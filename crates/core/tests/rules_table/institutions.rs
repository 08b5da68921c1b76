//! Service institutions: at, below and above each limit.

use shuniu_core::registration::{
    Conviction, DocumentKind, EstablishmentApplication, Founder, LegalForm, Premises, Reach, Route,
};

use super::{KindRow, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, institution, kind_table};
use crate::support::{
    CITY, CITY_SUPERVISOR, CLEAN, NEIGHBOUR, day, document, person, place, unit_id,
};

fn assets(a: &mut EstablishmentApplication, all: i64, non_state: i64) {
    let stated = a.institution.as_mut().unwrap();
    (stated.assets_yuan, stated.non_state_assets_yuan) = (all, non_state);
}

fn form(a: &mut EstablishmentApplication, form: LegalForm, persons: &[&str], units: usize) {
    a.institution.as_mut().unwrap().legal_form = form;
    let person = |name: &&str| Founder {
        person: person(name, &format!("d-{name}")),
        is_unit: false,
        declaration: CLEAN,
    };
    a.founders = persons.iter().map(person).collect();
    a.founders.extend((0..units).map(|n| Founder {
        person: super::support::person(&format!("单位{n}"), ""),
        is_unit: true,
        declaration: Conviction::default(),
    }));
    a.officers[0].person = super::support::person("甲", "d-甲");
}

#[test]
fn two_thirds_of_the_assets_are_not_the_states() {
    let rows: [KindRow; 6] = [
        ("MF-2b", "exactly two thirds", |a| assets(a, 300_000, 200_000), MET, "5"),
        ("MF-2b", "one yuan less", |a| assets(a, 300_000, 199_999), VIOLATED, "5"),
        ("MF-2b", "no rounding", |a| assets(a, 100, 66), VIOLATED, "5"),
        ("MF-2b", "all of them", |a| assets(a, 1, 1), MET, "5"),
        ("MF-2b", "more than there are", |a| assets(a, 10, 11), VIOLATED, "5"),
        ("MF-2b", "not stated", |a| a.institution = None, UNKNOWN, "5"),
    ];
    kind_table(institution, &rows);
}

#[test]
fn premises_for_a_year() {
    fn term(a: &mut EstablishmentApplication, from: &str, until: &str) {
        let term = Premises::Used { from: day(from), until: day(until) };
        a.institution.as_mut().unwrap().premises = term;
    }
    // The act is of 2026-06-01.
    let rows: [KindRow; 7] = [
        ("MF-9b", "a year", |a| term(a, "2026-06-01", "2027-05-31"), MET, "6"),
        ("MF-9b", "a day short", |a| term(a, "2026-06-01", "2027-05-30"), VIOLATED, "6"),
        ("MF-9b", "of which some is over", |a| term(a, "2026-05-01", "2027-04-30"), MET, "6"),
        ("MF-9b", "its last day", |a| term(a, "2025-06-02", "2026-06-01"), MET, "6"),
        ("MF-9b", "over", |a| term(a, "2020-01-01", "2026-05-31"), VIOLATED, "6"),
        (
            "MF-9b",
            "owned",
            |a| a.institution.as_mut().unwrap().premises = Premises::Owned {},
            MET,
            "6",
        ),
        ("MF-9b", "not stated", |a| a.institution = None, UNKNOWN, "6"),
    ];
    kind_table(institution, &rows);
}

#[test]
fn the_form_fits_the_founders() {
    use LegalForm as F;
    let rows: [KindRow; 11] = [
        (
            "MF-12b",
            "one person twice",
            |a| form(a, F::Partnership, &["甲", "甲"], 0),
            VIOLATED,
            "2",
        ),
        ("MF-12b", "one who heads it", |a| form(a, F::Individual, &["甲"], 0), MET, "2"),
        ("MF-12b", "one, headed by another", |a| form(a, F::Individual, &["乙"], 0), VIOLATED, "2"),
        (
            "MF-12b",
            "two as individual",
            |a| form(a, F::Individual, &["甲", "乙"], 0),
            VIOLATED,
            "2",
        ),
        ("MF-12b", "two in partnership", |a| form(a, F::Partnership, &["甲", "乙"], 0), MET, "2"),
        ("MF-12b", "one in partnership", |a| form(a, F::Partnership, &["甲"], 0), VIOLATED, "2"),
        (
            "MF-12b",
            "a unit in partnership",
            |a| form(a, F::Partnership, &["甲", "乙"], 1),
            VIOLATED,
            "2",
        ),
        ("MF-12b", "a unit as individual", |a| form(a, F::Individual, &[], 1), VIOLATED, "2"),
        ("MF-12b", "a unit alone, legal person", |a| form(a, F::LegalPerson, &[], 1), MET, "2"),
        (
            "MF-12b",
            "two persons, legal person",
            |a| form(a, F::LegalPerson, &["甲", "乙"], 0),
            MET,
            "2",
        ),
        (
            "MF-12b",
            "one person, legal person",
            |a| form(a, F::LegalPerson, &["甲"], 0),
            VIOLATED,
            "2",
        ),
    ];
    kind_table(institution, &rows);
}

#[test]
fn the_registrar_is_of_the_level_of_the_supervisory_unit() {
    let rows: [KindRow; 7] = [
        ("MF-6", "district and district", |_| {}, MET, "6"),
        (
            "MF-6",
            "a city department for a district registrar",
            |a| a.route = Route::Dual { supervisory_unit: unit_id(CITY_SUPERVISOR) },
            VIOLATED,
            "6",
        ),
        (
            "MF-6",
            "the next district's registrar",
            |a| {
                a.registrar = unit_id(NEIGHBOUR);
                a.reach = Reach::Local { division: place("110101") };
            },
            VIOLATED,
            "6",
        ),
        ("MF-6", "another registrar", |a| a.registrar = unit_id(CITY), VIOLATED, "6"),
        ("MF-6", "no registrar", |a| a.registrar = unit_id("registrar-none"), VIOLATED, "6"),
        (
            "MF-6",
            "city and city, in a district of it",
            |a| {
                a.route = Route::Dual { supervisory_unit: unit_id(CITY_SUPERVISOR) };
                a.registrar = unit_id(CITY);
            },
            MET,
            "6",
        ),
        (
            "MF-6",
            "directly, at the registrar of the place",
            |a| a.route = super::support::direct("charity", "elderly"),
            MET,
            "6",
        ),
    ];
    kind_table(institution, &rows);
}

fn named(a: &mut EstablishmentApplication, brand: &str, field: &str) {
    brand.clone_into(&mut a.name_parts.brand);
    field.clone_into(&mut a.name_parts.field);
    a.name = a.name_parts.joined();
}

/// Trap 23: national words never, not even inside the name.
#[test]
fn names_of_institutions() {
    let rows: [KindRow; 15] = [
        ("MF-8b", "none", |_| {}, MET, "8"),
        ("MF-8b", "inside", |a| named(a, "示范", "中华文化"), VIOLATED, "8"),
        ("MF-8b", "with a blank", |a| named(a, "示范", "中 国养老"), VIOLATED, "8"),
        ("MF-8b", "where two parts meet", |a| named(a, "育中", "国际教育"), MET, "8"),
        ("MC-8c", "in order", |_| {}, MET, "8 ¶2"),
        ("MC-8c", "no brand name", |a| named(a, "", "养老服务"), VIOLATED, "8 ¶2"),
        ("MC-8c", "parts that do not make the name", |a| a.name.push('社'), VIOLATED, "8 ¶2"),
        ("MC-10", "two characters", |_| {}, MET, "10"),
        ("MC-10", "one character", |a| named(a, "示", "养老服务"), VIOLATED, "10"),
        ("MC-10", "letters", |a| named(a, "ABC", "养老服务"), VIOLATED, "10"),
        ("MC-10", "a form", |a| named(a, "学校", "养老服务"), VIOLATED, "10"),
        ("MC-11a", "a qualifier inside the field", |a| named(a, "示范", "文化国际交流"), MET, "11"),
        ("MC-11a", "in the brand name", |a| named(a, "环世界", "养老服务"), VIOLATED, "11"),
        ("MC-11b", "a superlative", |a| named(a, "示范", "第一养老"), VIOLATED, "11"),
        (
            "MC-11b",
            "a superlative with approval",
            |a| {
                named(a, "示范", "第一养老");
                a.documents.push(document(DocumentKind::NameApproval));
            },
            MET,
            "11",
        ),
    ];
    kind_table(institution, &rows);
}

#[test]
fn papers_of_institutions() {
    fn without(a: &mut EstablishmentApplication, kind: DocumentKind) {
        a.documents.retain(|d| d.kind != kind);
    }
    let rows: [KindRow; 13] = [
        ("MF-9", "all five", |_| {}, MET, "9"),
        (
            "MF-9",
            "no capital verification",
            |a| without(a, DocumentKind::CapitalVerification),
            VIOLATED,
            "9",
        ),
        (
            "MF-9",
            "none needed of a licence holder",
            |a| {
                without(a, DocumentKind::CapitalVerification);
                without(a, DocumentKind::PremisesRight);
                a.documents.push(document(DocumentKind::PracticeLicence));
            },
            MET,
            "9",
        ),
        (
            "MF-9",
            "founders need not declare",
            |a| a.founders[0].declaration = Conviction::default(),
            MET,
            "9",
        ),
        ("MF-10", "all items", |_| {}, MET, "10"),
        ("MF-10", "no assets", |a| a.charter_items.retain(|i| i != "assets"), VIOLATED, "10"),
        (
            "MF-10",
            "a partnership contract without officers",
            |a| {
                a.institution.as_mut().unwrap().legal_form = LegalForm::Partnership;
                a.charter_items.retain(|i| i != "officers");
            },
            MET,
            "10",
        ),
        ("MF-10b", "the clause", |_| {}, MET, "6"),
        (
            "MF-10b",
            "no clause",
            |a| a.charter_items.retain(|i| i != "no_distribution"),
            VIOLATED,
            "6",
        ),
        ("MF-5", "a fund", |_| {}, MET, "5"),
        ("MF-5", "none", |a| a.funds_yuan = 0, VIOLATED, "5"),
        ("MF-12c", "all items", |_| {}, MET, "12 ¶1"),
        ("MF-12c", "no purpose", |a| a.purpose.clear(), VIOLATED, "12 ¶1"),
    ];
    kind_table(institution, &rows);
}

/// Only the proposed officers are judged, not the founders (trap of MF-11b).
#[test]
fn persons_of_institutions() {
    let rows: [KindRow; 6] = [
        (
            "MF-11-3",
            "a founder",
            |a| a.founders[0].declaration.deprived_of_political_rights = Some(true),
            MET,
            "11(4)",
        ),
        (
            "MF-11-3",
            "a partner",
            |a| {
                a.institution.as_mut().unwrap().legal_form = LegalForm::Partnership;
                a.founders[0].declaration.deprived_of_political_rights = Some(true);
            },
            VIOLATED,
            "11(4)",
        ),
        (
            "MF-11-3",
            "an officer",
            |a| a.officers[1].declaration.deprived_of_political_rights = Some(true),
            VIOLATED,
            "11(4)",
        ),
        (
            "MF-11-3",
            "an officer who did not declare",
            |a| a.officers[1].declaration = Conviction::default(),
            UNKNOWN,
            "11(4)",
        ),
        ("MF-8c", "no staff", |a| a.full_time_staff = 0, VIOLATED, "8"),
        ("MF-4", "for profit", |a| a.for_profit_business = true, VIOLATED, "4"),
    ];
    kind_table(institution, &rows);
    let directly: KindRow = (
        "MF-8a",
        "direct registration",
        |a| a.route = super::support::direct("charity", "elderly"),
        NOT_APPLICABLE,
        "8",
    );
    kind_table(institution, &[directly, ("MF-8a", "no opinion yet", |_| {}, UNKNOWN, "8")]);
}
