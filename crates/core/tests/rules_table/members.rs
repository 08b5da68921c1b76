//! Members, staff, funds, purpose (art. 2, 4, 10, 13(1)(2)(4)(5)).

use shuniu_core::{law::Verdict, organization::OrganizationKind, registration::Reach};

use crate::{
    Facts, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, fields, required, row,
    support::{CITY, NEIGHBOUR, REGISTRAR, law_with_number, place},
};

fn members(persons: u32, units: u32) -> impl FnOnce(&mut Facts) {
    move |f| (f.application.members_persons, f.application.members_units) = (persons, units)
}

/// Trap 4: mixed membership needs 50 in total; 30 is only for units alone.
#[test]
fn how_many_members() {
    let table = [
        // persons, units, 10a, 10b, 10c
        (0, 0, VIOLATED, NOT_APPLICABLE, NOT_APPLICABLE),
        (49, 0, VIOLATED, NOT_APPLICABLE, NOT_APPLICABLE),
        (50, 0, MET, NOT_APPLICABLE, NOT_APPLICABLE),
        (51, 0, MET, NOT_APPLICABLE, NOT_APPLICABLE),
        (0, 1, NOT_APPLICABLE, VIOLATED, NOT_APPLICABLE),
        (0, 29, NOT_APPLICABLE, VIOLATED, NOT_APPLICABLE),
        (0, 30, NOT_APPLICABLE, MET, NOT_APPLICABLE),
        (0, 31, NOT_APPLICABLE, MET, NOT_APPLICABLE),
        (10, 30, NOT_APPLICABLE, NOT_APPLICABLE, VIOLATED),
        (1, 48, NOT_APPLICABLE, NOT_APPLICABLE, VIOLATED),
        (1, 49, NOT_APPLICABLE, NOT_APPLICABLE, MET),
        (49, 1, NOT_APPLICABLE, NOT_APPLICABLE, MET),
        (50, 1, NOT_APPLICABLE, NOT_APPLICABLE, MET),
        (48, 1, NOT_APPLICABLE, NOT_APPLICABLE, VIOLATED),
        (u32::MAX, u32::MAX, NOT_APPLICABLE, NOT_APPLICABLE, MET),
    ];
    for (persons, units, individuals, alone, mixed) in table {
        let what = format!("{persons} persons, {units} units");
        for (rule, outcome, number) in
            [("ST-10a", individuals, "50"), ("ST-10b", alone, "30"), ("ST-10c", mixed, "50")]
        {
            let number = if outcome == NOT_APPLICABLE { "" } else { number };
            let finding = row(rule, &what, members(persons, units), outcome, "10(1)", number);
            if outcome == VIOLATED {
                assert_eq!(required(&finding), [number]);
            }
        }
    }
}

#[test]
fn state_organs() {
    for (organs, outcome) in [(0, MET), (1, VIOLATED), (2, VIOLATED)] {
        let change = |f: &mut Facts| f.application.members_state_organs = organs;
        row("ST-2", &format!("{organs} state organs"), change, outcome, "2", "");
    }
}

#[test]
fn for_profit_business() {
    for (business, outcome) in [(false, MET), (true, VIOLATED)] {
        let change = |f: &mut Facts| f.application.for_profit_business = business;
        row("ST-4", &format!("business {business}"), change, outcome, "4", "");
    }
}

#[test]
fn domicile_and_staff() {
    for (staff, outcome) in [(0, VIOLATED), (1, MET), (2, MET)] {
        let change = |f: &mut Facts| f.application.full_time_staff = staff;
        row("ST-10d", &format!("{staff} staff"), change, outcome, "10(2)-(4)", "1");
    }
    for blank in ["", " ", "\u{3000}"] {
        let change = |f: &mut Facts| f.application.domicile = blank.to_owned();
        let finding = row("ST-10d", "no domicile", change, VIOLATED, "10(2)-(4)", "");
        assert_eq!(fields(&finding), ["domicile"]);
    }
}

/// A reach with its name.
type Named = (&'static str, fn() -> Reach);

/// Trap 5: an association that spans regions needs 30,000, not 100,000.
#[test]
fn funds() {
    let local = || Reach::Local { division: place("110105") };
    let across = || Reach::CrossRegion { divisions: vec![place("110105"), place("110101")] };
    let national = || Reach::National;
    let reaches: [Named; 3] = [("local", local), ("across", across), ("national", national)];
    let table = [
        ("local", i64::MIN, NOT_APPLICABLE, VIOLATED),
        ("local", 0, NOT_APPLICABLE, VIOLATED),
        ("local", 29_999, NOT_APPLICABLE, VIOLATED),
        ("local", 30_000, NOT_APPLICABLE, MET),
        ("local", 30_001, NOT_APPLICABLE, MET),
        ("across", 29_999, NOT_APPLICABLE, VIOLATED),
        ("across", 30_000, NOT_APPLICABLE, MET),
        ("national", 30_000, VIOLATED, NOT_APPLICABLE),
        ("national", 99_999, VIOLATED, NOT_APPLICABLE),
        ("national", 100_000, MET, NOT_APPLICABLE),
        ("national", 100_001, MET, NOT_APPLICABLE),
    ];
    for (name, funds, as_national, as_local) in table {
        let (_, reach) = reaches.iter().find(|(n, _)| *n == name).expect("a reach");
        for (rule, outcome, number) in
            [("ST-10e", as_national, "100000"), ("ST-10f", as_local, "30000")]
        {
            let change = |f: &mut Facts| {
                f.application.reach = reach();
                f.application.funds_yuan = funds;
            };
            let number = if outcome == NOT_APPLICABLE { "" } else { number };
            row(rule, &format!("{name}, {funds} yuan"), change, outcome, "10(5)", number);
        }
    }
}

/// The examiner's findings are missing facts before the examination, never good news.
#[test]
fn what_the_examiner_finds() {
    let rules: [(&str, &str, crate::Change); 3] = [
        ("ST-13-1", "13(1)", |f| f.examined(|e| e.against_article_4 = Some("煽动".to_owned()))),
        ("ST-13-4", "13(4)", |f| f.examined(|e| e.fraud = Some("伪造".to_owned()))),
        ("ST-13-5", "13(5)", |f| f.examined(|e| e.other_prohibition = Some("禁止".to_owned()))),
    ];
    for (rule, article, found) in rules {
        row(rule, "before the examination", |_| {}, UNKNOWN, article, "");
        row(rule, "nothing found", |f| f.examined(|_| {}), MET, article, "");
        row(rule, "something found", found, VIOLATED, article, "");
    }
    // Each finding stands against its own rule only.
    row("ST-13-1", "fraud", rules[1].2, MET, "13(1)", "");
    row("ST-13-4", "art. 4", rules[0].2, MET, "13(4)", "");
    row("ST-13-5", "fraud", rules[1].2, MET, "13(5)", "");
}

fn similar(f: &mut Facts) {
    f.exists(OrganizationKind::Association, "北京市朝阳区示范技艺学会", REGISTRAR);
}

#[test]
fn a_similar_association() {
    let (rule, article) = ("ST-13-2", "13(2)");
    row(rule, "nothing similar", |_| {}, MET, article, "");
    let unknown = row(rule, "not examined", similar, UNKNOWN, article, "");
    let finding = unknown.as_ref().expect("a finding");
    assert_eq!(finding.missing, ["examination.another_is_needed"]);
    assert!(finding.facts[0].found.contains("北京市朝阳区示范技艺学会"));
    let table = [(None, UNKNOWN), (Some(true), MET), (Some(false), VIOLATED)];
    for (needed, outcome) in table {
        let change = |f: &mut Facts| {
            similar(f);
            f.examined(|e| e.another_is_needed = needed);
        };
        let finding = row(rule, &format!("needed: {needed:?}"), change, outcome, article, "");
        if outcome == VIOLATED {
            assert_eq!(fields(&finding), ["similar_organization", "examination.another_is_needed"]);
        }
    }
    let change = |f: &mut Facts| {
        similar(f);
        f.application.need_for_another = Some("覆盖不同工种".to_owned());
    };
    let finding = row(rule, "the founders say why", change, UNKNOWN, article, "");
    assert_eq!(fields(&finding), ["similar_organization", "need_for_another"]);
    // The examiner knows more than the names tell: their "not needed" decides.
    for (needed, outcome) in [(None, MET), (Some(true), MET), (Some(false), VIOLATED)] {
        let change = |f: &mut Facts| f.examined(|e| e.another_is_needed = needed);
        let what = format!("nothing similar, needed: {needed:?}");
        let finding = row(rule, &what, change, outcome, article, "");
        if outcome == VIOLATED {
            assert_eq!(fields(&finding), ["examination.another_is_needed"]);
        }
    }
}

#[test]
fn what_is_not_similar() {
    let table = [
        ("another field", OrganizationKind::Association, "北京市朝阳区摄影协会", REGISTRAR),
        ("another kind", OrganizationKind::Foundation, "北京市朝阳区示范技艺基金会", REGISTRAR),
        ("another registrar", OrganizationKind::Association, "北京市示范技艺协会", CITY),
        ("another district", OrganizationKind::Association, "北京市东城区示范技艺协会", NEIGHBOUR),
    ];
    for (what, kind, name, registrar) in table {
        let change = |f: &mut Facts| {
            f.exists(kind, name, registrar);
        };
        row("ST-13-2", what, change, MET, "13(2)", "");
    }
}

/// The numbers are data: another number in the rulebook changes the outcome, and the finding
/// names it. So a wrong number in the law would fail the tables above.
#[test]
fn another_law_gives_another_outcome() {
    let table: [(&str, &str, i64, i64, crate::Change); 6] = [
        ("ST-10a", "association.members.persons.min", 50, 60, |f| members(50, 0)(f)),
        ("ST-10b", "association.members.units.min", 30, 31, |f| members(0, 30)(f)),
        ("ST-10c", "association.members.mixed.min", 50, 51, |f| members(20, 30)(f)),
        ("ST-10d", "association.staff.min", 1, 2, |_| {}),
        ("ST-10e", "association.funds.national.min", 100_000, 100_001, |f| {
            f.application.reach = Reach::National;
            f.application.funds_yuan = 100_000;
        }),
        ("ST-10f", "association.funds.local.min", 30_000, 30_001, |_| {}),
    ];
    for (rule, parameter, old, new, change) in table {
        let changed = law_with_number("associations", parameter, old, new);
        let as_it_stands = law_with_number("associations", parameter, old, old);
        for (law, number, outcome) in
            [(&as_it_stands, old, Verdict::Met), (&changed, new, Verdict::Violated)]
        {
            let mut facts = Facts::default();
            change(&mut facts);
            let finding = facts.finding(law, rule).expect("in force");
            assert_eq!(finding.outcome, outcome, "{rule} under {number}");
            assert_eq!(finding.parameters[0].value, number.to_string());
        }
    }
}
