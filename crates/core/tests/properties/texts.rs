//! Arbitrary texts against the readers of names, codes, divisions and unit ids.

use proptest::prelude::*;
use shuniu_core::{
    event::{Event, SCHEMA},
    identity::{
        CodeSegment, DivisionCode, DivisionLevel, Divisions, NameQuery, OrganizationBody, Uscc,
        name_grams, name_query, name_rank, normalize_name,
    },
    organization::OrganizationKind,
    registration::division_names,
    unit::UnitId,
};

/// Texts of any kind, and texts that are nearly what is read.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\u{0}-\\u{ffff}]{0,20}",
        "[一-龥Ａ-Ｚａ-ｚ０-９（）·“” ]{0,12}",
        "[0-9A-Za-z]{0,20}",
        "[1-9NY][0-9][0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}",
        "5[1-3][1-9][0-9]{5}M[0-9A-Z]{9}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_normal_form_stays_as_it_is(name in text()) {
        let normal = normalize_name(&name);
        prop_assert_eq!(normalize_name(&normal), normal.clone());
        prop_assert!(normal.chars().all(char::is_alphanumeric));
    }

    #[test]
    fn spaces_and_marks_do_not_tell_names_apart(name in "[一-龥a-z0-9]{1,8}") {
        let spaced: String = name.chars().flat_map(|c| [c, ' ', '·']).collect();
        prop_assert_eq!(normalize_name(&spaced), normalize_name(&name));
        prop_assert_eq!(normalize_name(&name.to_uppercase()), normalize_name(&name));
    }

    #[test]
    fn grams_give_the_name_back(name in text()) {
        let normal: Vec<char> = normalize_name(&name).chars().collect();
        let grams = name_grams(&name);
        // One pair for each character but the last, and the last one alone.
        prop_assert_eq!(grams.len(), normal.len());
        let firsts: Vec<char> = grams.iter().filter_map(|g| g.chars().next()).collect();
        prop_assert_eq!(firsts, normal);
        prop_assert!(grams.iter().rev().skip(1).all(|g| g.chars().count() == 2));
    }

    #[test]
    fn a_part_of_a_name_is_found_by_its_grams(name in "[一-龥]{2,8}", from in 0usize..7, length in 1usize..8) {
        let part: String = name.chars().skip(from).take(length).collect();
        let grams = name_grams(&name);
        match name_query(&part) {
            None => prop_assert!(part.is_empty()),
            Some(NameQuery::OneCharacter(one)) => {
                prop_assert!(grams.iter().any(|g| g.starts_with(&one)));
            }
            Some(NameQuery::Phrase(pairs)) => {
                prop_assert!(grams.windows(pairs.len()).any(|w| w == pairs));
            }
        }
        if !part.is_empty() {
            prop_assert!(name_rank(&part, &name).0 < 3, "what contains the query ranks before the rest");
        }
    }

    #[test]
    fn a_code_is_read_as_written(text in text()) {
        match Uscc::parse(&text) {
            Ok(code) => {
                prop_assert_eq!(code.as_str(), text.as_str());
                let _ = (code.warnings(), code.class(), code.division_at_issue());
                prop_assert_eq!(code.organization_code().len(), 9);
            }
            Err(defect) => {
                let (zh, en) = defect.text();
                prop_assert!(!zh.is_empty() && !en.is_empty());
            }
        }
    }

    #[test]
    fn a_division_is_read_as_written(text in text()) {
        match DivisionCode::parse(&text) {
            Ok(code) => {
                prop_assert_eq!(code.to_string(), text);
                prop_assert!(code.contains(&code));
                let names = division_names(Divisions::built_in(), code);
                prop_assert!(names.iter().all(|n| !n.is_empty()));
            }
            Err(error) => prop_assert!(!error.zh().is_empty()),
        }
    }

    #[test]
    fn every_division_lies_in_its_superior(number in 100_000u32..999_999) {
        let code = DivisionCode::parse(&number.to_string()).expect("six digits");
        let mut above = Some(code);
        let mut steps = 0;
        while let Some(here) = above {
            prop_assert!(here.contains(&code));
            prop_assert!(steps <= 4, "the way up ends");
            if here.level() == DivisionLevel::Nation {
                prop_assert_eq!(here.superior(), None);
            }
            above = here.superior();
            steps += 1;
        }
    }

    #[test]
    fn other_readers_do_not_panic(text in text(), kind in text()) {
        let _ = (OrganizationBody::parse(&text), CodeSegment::parse(&text, &kind));
        let _ = (UnitId::parse(&text), OrganizationKind::from_chinese(&text));
        let _ = shuniu_core::decide::document_series(&text);
        let _ = name_query(&text);
        for family in ["case", "organization", "unit", kind.as_str()] {
            prop_assert!(Event::from_stored(family, SCHEMA, &text).is_err());
        }
    }

    #[test]
    fn a_date_is_a_date_or_an_error(text in "[0-9]{0,6}-[0-9]{1,2}-[0-9]{1,2}|.{0,12}") {
        // Dates come in as JSON; what is read is a day of the calendar.
        let quoted = serde_json::to_string(&text).expect("a text");
        if let Ok(day) = serde_json::from_str::<chrono::NaiveDate>(&quoted) {
            let calendar = shuniu_core::calendar::WorkingDays::built_in();
            let _ = calendar.is_working_day(day);
            for period in [1, 60, 20_000] {
                use shuniu_core::calendar::{Period, deadline};
                for of in [Period::Days, Period::Months, Period::Years] {
                    if let Ok(end) = deadline(day, of(period), calendar) {
                        prop_assert!(end.last_day > day);
                    }
                }
                let end = deadline(day, Period::WorkingDays(period.min(60)), calendar);
                prop_assert!(end.is_err() || end.is_ok_and(|e| e.last_day > day));
            }
        }
    }
}
