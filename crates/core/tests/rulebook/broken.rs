//! A rulebook file that does not hold together is refused, and the error says where.

use shuniu_core::law::{Law, RulebookError};

use crate::support::{law_with, rulebook_files};

fn broken(old: &str, new: &str) -> RulebookError {
    law_with("associations", old, new).expect_err("a broken file is refused")
}

#[test]
fn the_files_as_they_stand_are_accepted() {
    let files = rulebook_files();
    assert_eq!(files.len(), 47, "a new file is added to FILES in law/rulebook.rs and counted here");
    Law::built_in().unwrap();
}

#[test]
fn a_file_out_of_form_is_named() {
    let cases = [
        // Not TOML.
        ("id = \"ST\"", "id = ST"),
        // A key that nobody reads: a typing error would silently change the law.
        ("id = \"ST\"", "id = \"ST\"\nremark = \"\""),
        // A number in the place of a date.
        ("read_on = \"2026-11-23\"", "read_on = 2026"),
        // A day that no calendar has.
        ("\"2016-02-06\"\ndocument", "\"2016-02-30\"\ndocument"),
        // A number in quotes.
        ("number = 100000 }]", "number = \"1\" }]"),
        // A direction that is not known.
        ("unit = \"yuan\"\nzh = \"全国性", "unit = \"yuan\"\nstricter = \"up\"\nzh = \"全国性"),
    ];
    for (old, new) in cases {
        match broken(old, new) {
            RulebookError::Form { file, message } => {
                assert_eq!(file, "associations");
                assert!(!message.is_empty());
            }
            other => panic!("{new:?}: {other:?}"),
        }
    }
}

#[test]
fn a_rule_or_parameter_that_cites_an_unlisted_article_is_named() {
    let cases = [
        (
            "[[rule]]\nid = \"ST-2\"\narticle = \"2\"",
            "[[rule]]\nid = \"ST-2\"\narticle = \"99\"",
            "ST-2",
        ),
        (
            "id = \"association.staff.min\"\narticle = \"10(2)-(4)\"",
            "id = \"association.staff.min\"\narticle = \"99\"",
            "association.staff.min",
        ),
    ];
    for (old, new, named) in cases {
        match broken(old, new) {
            RulebookError::NoSuchArticle { item, article, .. } => {
                assert_eq!((item.as_str(), article.as_str()), (named, "99"));
            }
            other => panic!("{named}: {other:?}"),
        }
    }
}

#[test]
fn an_article_taken_out_of_the_list_is_missed() {
    let error = broken("\"14\" = \"contents of the charter\"\n", "");
    assert!(matches!(error, RulebookError::NoSuchArticle { article, .. } if article == "14"));
}

#[test]
fn a_rule_that_names_an_unknown_parameter_is_named() {
    let error = broken(
        "parameters = [\"association.members.persons.min\"]",
        "parameters = [\"association.members.persons.least\"]",
    );
    match error {
        RulebookError::Reference { item, message, .. } => {
            assert_eq!(item, "ST-10a");
            assert!(message.contains("association.members.persons.least"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_id_that_stands_twice_is_named() {
    for (old, new) in [
        ("id = \"ST-10b\"", "id = \"ST-10a\""),
        ("id = \"association.staff.min\"", "id = \"association.members.mixed.min\""),
    ] {
        match broken(old, new) {
            RulebookError::Reference { item, .. } => assert!(new.contains(&item)),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_id_of_another_file_is_taken_too() {
    let error = law_with("names", "id = \"MC-12\"", "id = \"ST-14\"").expect_err("refused");
    assert!(matches!(error, RulebookError::Reference { item, .. } if item == "ST-14"));
}
