//! The identity room against real public data, which lies beside the clone and is not committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use shuniu_core::identity::{Defect, DivisionCode, DivisionLevel, Divisions, Uscc, Warning};

/// Rows of a CSV file under the shared folder, by column; `None` where the folder is missing.
fn rows(file: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let mut reader = csv::Reader::from_path(shared(file)?).expect("the file opens");
    Some(reader.deserialize().map(|row| row.expect("a row")).collect())
}

fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SHUNIU_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder.join(file));
    }
    println!("skipped: no shared data beside the clone");
    None
}

/// Whether a defect is what the `defect` column of the published codes means.
fn fits(column: &str, code: &str, defect: &Defect) -> bool {
    if let Some(length) = column.strip_prefix("length_") {
        // A code with something appended, or with a stray mark, is told more exactly than by
        // its length.
        return match defect {
            Defect::Length { found } => found.to_string() == length,
            Defect::Suffix { code: head, .. } => code.starts_with(head.as_str()),
            Defect::OtherCharacter { found } => !found.is_ascii_alphanumeric(),
            _ => false,
        };
    }
    if let Some(expected) = column.strip_prefix("forbidden_letter_") {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        return matches!(defect, Defect::ForbiddenLetter { letters } if sorted(letters) == sorted(expected));
    }
    match column {
        "wrong_check_character" | "wrong_check_character (public source code)" => {
            matches!(defect, Defect::WrongCheckCharacter { .. })
        }
        // What to do first; the check character is looked at afterwards.
        "lower_case_letters" | "lower_case_and_wrong_check" => *defect == Defect::LowerCase,
        "spreadsheet_scientific_notation" => *defect == Defect::ScientificNotation,
        "spreadsheet_precision_loss_last_digits_zero" => *defect == Defect::SpreadsheetZeros,
        _ => false,
    }
}

#[test]
fn every_code_of_a_real_organization_is_accepted_without_warning() {
    let Some(rows) = rows("data/organizations.csv") else {
        return;
    };
    assert!(rows.len() > 800);
    for row in rows {
        let text = &row["uscc"];
        let code = Uscc::parse(text).unwrap_or_else(|defect| panic!("{text}: {defect}"));
        assert_eq!(code.warnings(), [], "{text}");
        assert_eq!(code.to_string(), *text);
    }
}

#[test]
fn every_real_division_at_issue_is_known() {
    let Some(rows) = rows("data/organizations.csv") else {
        return;
    };
    let table = Divisions::built_in();
    for row in rows {
        let division = Uscc::parse(&row["uscc"]).unwrap().division_at_issue();
        assert!(table.get(division).is_some(), "{} {division}", row["uscc"]);
        assert!(!table.resolve(division).is_empty(), "{} {division}", row["uscc"]);
    }
}

#[test]
fn every_wrong_code_is_rejected_for_the_right_reason() {
    let Some(rows) = rows("data/invalid_codes_in_the_wild.csv") else {
        return;
    };
    assert!(rows.len() > 400);
    for row in rows {
        let (text, column) = (&row["code"], &row["defect"]);
        match Uscc::parse(text) {
            Ok(code) => {
                assert_eq!(column, "uscc_check_ok_but_gb11714_check_differs", "{text}");
                assert!(
                    matches!(code.warnings()[..], [Warning::OrganizationCodeCheck { .. }]),
                    "{text}"
                );
            }
            Err(defect) => {
                assert!(fits(column, text, &defect), "{text} {column}: {defect:?}");
                if let Defect::WrongCheckCharacter { expected, .. } = defect
                    && !row["expected_check_character"].is_empty()
                {
                    assert_eq!(expected.to_string(), row["expected_check_character"], "{text}");
                }
            }
        }
    }
}

#[test]
fn peers_agree() {
    let Some(rows) = rows("vectors/uscc_peer_vectors.csv") else {
        return;
    };
    assert!(rows.len() > 200);
    for row in rows {
        let text = &row["code"];
        let accepted = Uscc::parse(text).is_ok();
        assert_eq!(accepted, row["valid_by_peer"] == "1", "{text}");
    }
}

#[test]
fn the_built_in_table_holds_todays_divisions() {
    let Some(rows) = rows("data/divisions_2024.csv") else {
        return;
    };
    let table = Divisions::built_in();
    for row in &rows {
        let code = DivisionCode::parse(&row["code"]).unwrap();
        let division = table.get(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert!(division.is_in_use(), "{code}");
        assert_eq!(division.name, row["name"], "{code}");
        let parent = division.parent.filter(|parent| !parent.is_national());
        assert_eq!(parent.map(|parent| parent.to_string()).unwrap_or_default(), row["parent_code"]);
    }
    let counted = |division: &&shuniu_core::identity::Division| {
        division.is_in_use()
            && !matches!(division.level, DivisionLevel::Nation | DivisionLevel::Township)
    };
    assert_eq!(table.iter().filter(counted).count(), rows.len());
}

#[test]
fn beijings_sub_districts_are_all_there() {
    let Some(rows) = rows("data/beijing_townships_2023.csv") else {
        return;
    };
    let table = Divisions::built_in();
    for row in &rows {
        let code = DivisionCode::parse(&row["code9"]).unwrap();
        let division = table.get(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!(division.name, row["name"]);
        assert_eq!(division.parent.unwrap().to_string(), row["district_code"]);
    }
    let townships = table.iter().filter(|division| division.level == DivisionLevel::Township);
    assert_eq!(townships.count(), rows.len());
}

#[test]
fn the_history_file_extends_the_table() {
    let Some(path) = shared("data/divisions_history_1981_2024.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let table = Divisions::built_in().extended_with(&text).unwrap();
    assert!(table.len() > 6800);
    let code = |text| DivisionCode::parse(text).unwrap();
    assert_eq!(table.resolve(code("110104")), [code("110102")]);
    assert_eq!(table.resolve(code("130103")), [code("130102"), code("130104")]);
    assert_eq!(table.at(code("110223"), 1990).unwrap().name, "通县");
    assert_eq!(
        table.full_name(code("110105001")),
        Divisions::built_in().full_name(code("110105001"))
    );
}
