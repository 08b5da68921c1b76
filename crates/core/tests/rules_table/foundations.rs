//! Foundations: at, below and above each limit.

use shuniu_core::registration::{
    CadrePost, CadreStanding, EstablishmentApplication, FoundationOfficer, FoundationParticulars,
    Post, Reach, Route,
};

use super::{Facts, KindRow, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, foundation, kind_table};
use crate::support::{NATIONAL, REGISTRAR, SUPERVISOR, books, day, place, unit_id};

fn stated(a: &mut EstablishmentApplication) -> &mut FoundationParticulars {
    a.foundation.as_mut().unwrap()
}

fn officer(a: &mut EstablishmentApplication, n: usize) -> &mut FoundationOfficer {
    a.officers[n].foundation.as_mut().unwrap()
}

fn national(a: &mut EstablishmentApplication, public: bool, funds: i64) {
    a.reach = Reach::National;
    a.registrar = unit_id(NATIONAL);
    a.funds_yuan = funds;
    stated(a).public_raising = public;
}

fn council(a: &mut EstablishmentApplication, size: usize, kin: usize, paid: usize) {
    let council = &mut stated(a).council;
    while council.len() < size {
        let mut another = council[1].clone();
        another.person = super::support::person(&format!("理事{}", council.len()), "");
        council.push(another);
    }
    council.truncate(size);
    for (n, director) in council.iter_mut().enumerate() {
        director.near_kin = n < kin;
        (director.paid, director.full_time) = (n < paid, n < paid);
    }
}

#[test]
fn original_funds_by_type() {
    let rows: [KindRow; 13] = [
        ("JJ-8a", "national public", |a| national(a, true, 8_000_000), MET, "8(2)"),
        ("JJ-8a", "a yuan less", |a| national(a, true, 7_999_999), VIOLATED, "8(2)"),
        ("JJ-8a", "not public", |a| national(a, false, 1), NOT_APPLICABLE, "8(2)"),
        (
            "JJ-8b",
            "local public",
            |a| (stated(a).public_raising, a.funds_yuan) = (true, 4_000_000),
            MET,
            "8(2)",
        ),
        (
            "JJ-8b",
            "a yuan less",
            |a| (stated(a).public_raising, a.funds_yuan) = (true, 3_999_999),
            VIOLATED,
            "8(2)",
        ),
        ("JJ-8c", "non-public", |_| {}, MET, "8(2)"),
        ("JJ-8c", "a yuan less", |a| a.funds_yuan = 1_999_999, VIOLATED, "8(2)"),
        ("JJ-8d", "paid in", |_| {}, MET, "8(2)"),
        ("JJ-8d", "not all paid in", |a| stated(a).paid_in_yuan = 1_999_999, VIOLATED, "8(2)"),
        ("JJ-6b", "at the nation", |a| national(a, false, 20_000_001), MET, "6"),
        ("JJ-6b", "exactly is not above", |a| national(a, false, 20_000_000), VIOLATED, "6"),
        ("JJ-6b", "public", |a| national(a, true, 8_000_000), NOT_APPLICABLE, "6"),
        ("JJ-6b", "at the city", |_| {}, NOT_APPLICABLE, "6"),
    ];
    kind_table(foundation, &rows);
}

/// Trap 35: by the text only the nation and the provinces register foundations.
#[test]
fn registrars_of_foundations() {
    let rows: [KindRow; 10] = [
        ("JJ-6", "the municipality", |_| {}, MET, "6"),
        ("JJ-6", "the nation", |a| national(a, false, 30_000_000), MET, "6"),
        (
            "JJ-6",
            "a district",
            |a| {
                a.registrar = unit_id(REGISTRAR);
                a.reach = Reach::Local { division: place("110105") };
            },
            VIOLATED,
            "6",
        ),
        (
            "JJ-6",
            "national public at the municipality",
            |a| (stated(a).public_raising, a.reach) = (true, Reach::National),
            VIOLATED,
            "6",
        ),
        (
            "JJ-6",
            "local public at the nation",
            |a| {
                national(a, true, 8_000_000);
                a.reach = Reach::Local { division: place("110000") };
            },
            VIOLATED,
            "6",
        ),
        (
            "JJ-6",
            "local public of another province",
            |a| {
                stated(a).public_raising = true;
                a.reach = Reach::Local { division: place("130000") };
            },
            VIOLATED,
            "6",
        ),
        ("JJ-6", "non-public that works nationwide", |a| a.reach = Reach::National, MET, "6"),
        (
            "JJ-6",
            "represented from outside, at the municipality",
            |a| officer(a, 0).mainland_resident = Some(false),
            VIOLATED,
            "6",
        ),
        ("JJ-6", "not stated", |a| a.foundation = None, UNKNOWN, "6"),
        (
            "JJ-9c",
            "a district department",
            |a| a.route = Route::Dual { supervisory_unit: unit_id(SUPERVISOR) },
            VIOLATED,
            "7",
        ),
    ];
    kind_table(foundation, &rows);
}

/// Trap 7: a third of near kin is for privately funded non-public foundations alone.
#[test]
fn councils() {
    let rows: [KindRow; 16] = [
        (
            "JJ-20a",
            "one person five times",
            |a| {
                let one = stated(a).council[0].clone();
                stated(a).council = vec![one; 5];
            },
            VIOLATED,
            "20 ¶1",
        ),
        ("JJ-20a", "five", |a| council(a, 5, 0, 0), MET, "20 ¶1"),
        ("JJ-20a", "four", |a| council(a, 4, 0, 0), VIOLATED, "20 ¶1"),
        ("JJ-20a", "twenty-five", |a| council(a, 25, 0, 0), MET, "20 ¶1"),
        ("JJ-20a", "twenty-six", |a| council(a, 26, 0, 0), VIOLATED, "20 ¶1"),
        ("JJ-20b", "five years", |_| {}, MET, "20 ¶1"),
        ("JJ-20b", "six years", |a| stated(a).term_years = 6, VIOLATED, "20 ¶1"),
        ("JJ-20b", "no term", |a| stated(a).term_years = 0, VIOLATED, "20 ¶1"),
        ("JJ-20c", "two of six", |a| council(a, 6, 2, 0), MET, "20 ¶2"),
        ("JJ-20c", "two of five", |a| council(a, 5, 2, 0), VIOLATED, "20 ¶2"),
        ("JJ-20c", "public", |a| stated(a).public_raising = true, NOT_APPLICABLE, "20 ¶2"),
        ("JJ-20d", "privately funded", |a| council(a, 6, 2, 0), NOT_APPLICABLE, "20 ¶2"),
        (
            "JJ-20d",
            "one, not privately funded",
            |a| {
                council(a, 6, 1, 0);
                stated(a).privately_funded = false;
            },
            VIOLATED,
            "20 ¶2",
        ),
        ("JJ-20d", "none, public", |a| stated(a).public_raising = true, MET, "20 ¶2"),
        ("JJ-20e", "two paid of six", |a| council(a, 6, 0, 2), MET, "20 ¶3"),
        ("JJ-20e", "three paid of six", |a| council(a, 6, 0, 3), VIOLATED, "20 ¶3"),
    ];
    kind_table(foundation, &rows);
}

#[test]
fn officers_of_foundations() {
    let rows: [KindRow; 19] = [
        ("JJ-20f", "no vice-chair", |a| drop(a.officers.pop()), VIOLATED, "20 ¶4"),
        ("JJ-20f", "two chairs", |a| a.officers[2].post = Post::President, VIOLATED, "20 ¶4"),
        ("JJ-8e", "no staff", |a| a.full_time_staff = 0, VIOLATED, "8(3)-(4)"),
        ("JJ-20f", "the chair represents", |_| {}, MET, "20 ¶4"),
        (
            "JJ-20f",
            "another represents",
            |a| a.officers[0].post = Post::VicePresident,
            VIOLATED,
            "20 ¶4",
        ),
        (
            "JJ-20f",
            "the secretary is no director",
            |a| drop(stated(a).council.remove(1)),
            VIOLATED,
            "20 ¶4",
        ),
        ("JJ-22", "one supervisor", |_| {}, MET, "22"),
        ("JJ-22", "none", |a| stated(a).supervisors.clear(), VIOLATED, "22"),
        ("JJ-22", "kin", |a| stated(a).supervisors[0].kin_of_director = true, VIOLATED, "22"),
        (
            "JJ-22",
            "finance staff",
            |a| stated(a).supervisors[0].finance_staff = true,
            VIOLATED,
            "22",
        ),
        (
            "JJ-22",
            "a director",
            |a| {
                let person = stated(a).council[3].person.clone();
                stated(a).supervisors[0].person = person;
            },
            VIOLATED,
            "22",
        ),
        (
            "JJ-23a",
            "an official",
            |a| officer(a, 1).serving_official = Some(true),
            VIOLATED,
            "23 ¶1",
        ),
        ("JJ-23a", "undeclared", |a| a.officers[1].foundation = None, UNKNOWN, "23 ¶1"),
        ("JJ-23a", "a civil servant", |a| a.officers[1].cadre = Some(servant()), VIOLATED, "23 ¶1"),
        (
            "JJ-23c",
            "from outside with mainland money",
            |a| officer(a, 0).mainland_resident = Some(false),
            VIOLATED,
            "23 ¶1",
        ),
        (
            "JJ-23c",
            "no mainland money",
            |a| stated(a).mainland_money = false,
            NOT_APPLICABLE,
            "23 ¶1",
        ),
        (
            "JJ-23f",
            "a paid supervisor",
            |a| stated(a).supervisors[0].paid = true,
            VIOLATED,
            "23 ¶4",
        ),
        (
            "JJ-23f",
            "a paid part-time director",
            |a| stated(a).council[4].paid = true,
            VIOLATED,
            "23 ¶4",
        ),
        ("JJ-23f", "paid full-time directors", |a| council(a, 6, 0, 2), MET, "23 ¶4"),
    ];
    kind_table(foundation, &rows);
}

#[test]
fn the_stay_of_officers_from_outside() {
    fn stays(a: &mut EstablishmentApplication, months: Option<u32>) {
        officer(a, 1).mainland_resident = Some(false);
        officer(a, 1).months_in_mainland = months;
    }
    let rows: [KindRow; 4] = [
        ("JJ-24", "residents", |_| {}, MET, "24"),
        ("JJ-24", "three months", |a| stays(a, Some(3)), MET, "24"),
        ("JJ-24", "two months", |a| stays(a, Some(2)), VIOLATED, "24"),
        ("JJ-24", "undeclared", |a| stays(a, None), UNKNOWN, "24"),
    ];
    kind_table(foundation, &rows);
}

/// Five years since a sentence, five since a rescission, and for ever after deprivation: the day
/// from which it becomes possible is told when it can be.
#[test]
fn bars_on_officers_end_or_not() {
    fn finding(change: fn(&mut EstablishmentApplication)) -> shuniu_core::law::Finding {
        let mut facts = Facts { application: foundation(), ..Facts::default() };
        change(&mut facts.application);
        facts.finding(&books().law, "JJ-23d").unwrap()
    }
    // The act is of 2026-06-01; "not more than five years" includes the day on which they end.
    let ended = finding(|a| {
        (officer(a, 0).sentenced, officer(a, 0).sentence_ended_on) =
            (Some(true), Some(day("2021-05-31")));
    });
    assert_eq!(Some(ended.outcome), MET, "the day after five years");
    let barred = finding(|a| officer(a, 0).sentence_ended_on = Some(day("2021-06-01")));
    assert_eq!((Some(barred.outcome), barred.possible_from), (VIOLATED, Some(day("2026-06-02"))));
    let later = finding(|a| {
        officer(a, 0).sentence_ended_on = Some(day("2022-01-01"));
        officer(a, 1).rescinded_on = Some(day("2023-03-01"));
    });
    assert_eq!(later.possible_from, Some(day("2028-03-02")), "the later of both");
    let serving = finding(|a| officer(a, 1).sentenced = Some(true));
    assert_eq!((Some(serving.outcome), serving.possible_from), (VIOLATED, None));
    let never = finding(|a| {
        officer(a, 0).sentence_ended_on = Some(day("2022-01-01"));
        a.officers[1].declaration.deprived_of_political_rights = Some(true);
    });
    assert_eq!((Some(never.outcome), never.possible_from), (VIOLATED, None));
    let silent = finding(|a| officer(a, 1).sentenced = None);
    assert_eq!(Some(silent.outcome), UNKNOWN, "silence is not a good declaration");
}

/// Trap 6: of no other organization at all, of whatever kind.
#[test]
fn the_legal_representative_represents_nobody_else() {
    use shuniu_core::organization::OrganizationKind;
    let mut facts = Facts { application: foundation(), ..Facts::default() };
    assert_eq!(facts.finding(&books().law, "JJ-23b").map(|f| f.outcome), MET);
    for (declared, outcome) in [(Some(true), VIOLATED), (None, UNKNOWN)] {
        let mut facts = Facts { application: foundation(), ..Facts::default() };
        officer(&mut facts.application, 0).represents_another = declared;
        assert_eq!(facts.finding(&books().law, "JJ-23b").map(|f| f.outcome), outcome);
    }
    let digest = facts.application.officers[0].person.clone();
    facts
        .exists(OrganizationKind::ServiceInstitution, "另一中心", REGISTRAR)
        .items
        .legal_representative = Some(digest);
    let finding = facts.finding(&books().law, "JJ-23b").unwrap();
    assert_eq!((Some(finding.outcome), finding.citation.article.as_str()), (VIOLATED, "23 ¶1"));
}

#[test]
fn papers_of_foundations() {
    let rows: [KindRow; 7] = [
        ("JJ-9", "all five", |_| {}, MET, "9"),
        ("JJ-9", "none", |a| a.documents.clear(), VIOLATED, "9"),
        ("JJ-10b", "no council", |a| a.charter_items.retain(|i| i != "council"), VIOLATED, "10"),
        ("JJ-10a", "named beneficiaries", |a| stated(a).names_beneficiaries = true, VIOLATED, "10"),
        ("JJ-10a", "none named", |_| {}, MET, "10"),
        ("JJ-4", "not examined yet", |_| {}, UNKNOWN, "4"),
        ("JJ-11b", "no type", |a| a.foundation = None, VIOLATED, "11 ¶2"),
    ];
    kind_table(foundation, &rows);
}

/// A civil servant in office, whatever else is declared.
fn servant() -> CadrePost {
    CadrePost {
        standing: CadreStanding::CivilServant,
        approval: None,
        posts: None,
        term: None,
        age: None,
        paid: Some(false),
        left_office_on: None,
    }
}
