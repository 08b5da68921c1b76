//! Local numbers: a city may be stricter than the nation, never laxer, and only at home.

use shuniu_core::{
    Books,
    case::CaseStatus,
    identity::DivisionCode,
    law::{Finding, Law, RulebookError, Verdict, examine},
    registration::{Situation, rules::RULES},
};

use crate::support::{World, application, books, day, local, place, register};

const PERSONS: &str = "association.members.persons.min";
const DECISION: &str = "association.decision.days";

fn law() -> Law {
    books().law.clone()
}

fn with(
    jurisdiction: &str,
    parameter: &str,
    from: &str,
    number: i64,
) -> Result<Law, RulebookError> {
    law().with_local("city", &local(jurisdiction, parameter, from, number))
}

/// Rule ST-10a on `members` individuals under `law`.
fn members(law: &Law, members: u32, on: &str, jurisdiction: &str) -> Finding {
    let mut a = application();
    a.members_persons = members;
    let on = day(on);
    let Ok(situation) = Situation::of_founders(&mut register(), books(), None, &a, on);
    examine(law, RULES, &["ST-10a"], &situation, on, place(jurisdiction)).remove(0)
}

#[test]
fn a_stricter_number_is_used_with_its_own_citation() {
    let law = with("110000", PERSONS, "2026-01-01", 60).unwrap();
    for (count, outcome) in [(59, Verdict::Violated), (60, Verdict::Met), (61, Verdict::Met)] {
        let finding = members(&law, count, "2026-06-01", "110105");
        assert_eq!(finding.outcome, outcome, "{count}");
        // The rule stays the nation's, the number is the city's.
        assert_eq!(finding.citation.regulation, "ST");
        let used = finding.parameters.first().expect("the number is named");
        assert_eq!((used.id.as_str(), used.value.as_str()), (PERSONS, "60"));
        assert_eq!(used.citation.regulation, "LOCAL-110000");
        assert_eq!(used.citation.article, "3");
        assert_eq!(used.citation.title.zh, "地方规定");
        assert_eq!(used.citation.version_from, day("2026-01-01"));
    }
}

#[test]
fn a_local_number_holds_only_in_its_days() {
    let law = with("110000", PERSONS, "2026-01-01", 60).unwrap();
    assert_eq!(members(&law, 50, "2025-12-31", "110105").outcome, Verdict::Met);
    assert_eq!(members(&law, 50, "2026-01-01", "110105").outcome, Verdict::Violated);
    let ending = local("110000", PERSONS, "2026-01-01", 60) + "to = \"2026-06-30\"\n";
    let law = books().law.clone().with_local("city", &ending).unwrap();
    assert_eq!(members(&law, 50, "2026-06-30", "110105").outcome, Verdict::Violated);
    assert_eq!(members(&law, 50, "2026-07-01", "110105").outcome, Verdict::Met);
}

#[test]
fn a_local_number_holds_only_in_its_place() {
    let law = with("110105", PERSONS, "2026-01-01", 60).unwrap();
    for (jurisdiction, number) in
        [("110105", 60), ("110105001", 60), ("110101", 50), ("110000", 50), ("320505", 50)]
    {
        assert_eq!(law.number(PERSONS, day("2026-06-01"), place(jurisdiction)), Some(number));
    }
    assert_eq!(law.number(PERSONS, day("2026-06-01"), DivisionCode::NATION), Some(50));
}

#[test]
fn the_nearest_place_wins_whatever_was_loaded_first() {
    let (city, district) =
        (local("110000", PERSONS, "2026-01-01", 70), local("110105", PERSONS, "2025-01-01", 60));
    for order in [[&city, &district], [&district, &city]] {
        let mut both = law();
        for text in order {
            both = both.with_local("local", text).unwrap();
        }
        let number = |code| both.number(PERSONS, day("2026-06-01"), place(code));
        assert_eq!(
            (number("110105"), number("110101"), number("310101")),
            (Some(60), Some(70), Some(50))
        );
    }
}

#[test]
fn a_laxer_number_is_refused() {
    let cases = [
        // A minimum may not sink, a clock of the authority may not be stretched.
        (PERSONS, 49, 50),
        ("association.funds.local.min", 29_999, 30_000),
        (DECISION, 61, 60),
        ("licensing.delivery.working_days", 11, 10),
        // Not comparable: any other number is refused.
        ("operating.correction.working_days", 19, 20),
        ("operating.correction.working_days", 21, 20),
        ("remedy.reconsideration.days", 61, 60),
    ];
    for (id, asked, nation) in cases {
        match with("110000", id, "2026-01-01", asked) {
            Err(RulebookError::Laxer { parameter, number, national, file }) => {
                assert_eq!((parameter.as_str(), number, national), (id, asked, nation));
                assert_eq!(file, "city");
            }
            other => panic!("{id} = {asked}: {other:?}"),
        }
    }
}

#[test]
fn as_strict_as_the_nation_is_accepted() {
    for (id, number) in [(PERSONS, 50), (DECISION, 60), ("operating.correction.working_days", 20)] {
        with("110000", id, "2026-01-01", number).unwrap_or_else(|e| panic!("{id}: {e}"));
    }
}

#[test]
fn a_number_that_the_nation_does_not_have_is_refused() {
    let cases = [
        // No such parameter, a list and no number, no number in force on the day.
        ("association.members.cats.min", "2026-01-01"),
        ("association.name.forms", "2026-01-01"),
        (DECISION, "2016-02-05"),
    ];
    for (id, from) in cases {
        match with("110000", id, from, 60) {
            Err(RulebookError::Reference { item, .. }) => assert_eq!(item, id),
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn a_local_file_out_of_form_is_refused() {
    let text = local("110000", PERSONS, "2026-01-01", 60);
    for (old, new) in [
        ("jurisdiction = \"110000\"", "jurisdiction = \"Beijing\""),
        ("number = 60", "number = \"60\""),
        ("zh =", "remark = \"\"\nzh ="),
    ] {
        let error = law().with_local("city", &text.replacen(old, new, 1)).expect_err("refused");
        assert!(matches!(error, RulebookError::Form { .. }), "{new}");
    }
}

#[test]
fn a_local_clock_is_the_one_that_runs() {
    let law = with("110105", DECISION, "2026-01-01", 30).unwrap();
    let mut world = World::with_books(Books { law, ..books().clone() });
    let id = world.case_in(CaseStatus::Accepted);
    let due = world.case(&id).due.clone().expect("a decision is due");
    // Received on 2026-06-02; thirty days later is a Thursday.
    assert_eq!(due.deadline.last_day, day("2026-07-02"));
    assert_eq!(due.citation.regulation, "LOCAL-110105");
}
