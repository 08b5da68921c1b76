//! Sheets: the shipped ones hold together, and one that does not is named.

use shuniu_core::evaluation::{SheetError, Sheets};

use crate::{cast::scores, support::books};

/// A thousand points, five parts, four depths, for each kind.
#[test]
fn the_shipped_sheets_hold_together() {
    let sheets: Vec<_> = books().sheets.all().collect();
    assert_eq!(sheets.len(), 3);
    for sheet in sheets {
        assert_eq!(sheet.total(), 1_000, "{}", sheet.id);
        let parts = sheet.indicators.iter().filter(|indicator| !indicator.key.contains('.'));
        assert_eq!(parts.count(), 5, "{}: the five parts of order 82 art. 11", sheet.id);
        let depth = sheet.indicators.iter().map(|i| i.key.split('.').count()).max();
        assert_eq!(depth, Some(4), "{}", sheet.id);
        let full = scores(sheet.kind, 0);
        assert!(sheet.faults(&full).is_empty());
        let of_parts: i64 = ["party", "basic", "governance", "performance", "appraisal"]
            .iter()
            .map(|p| sheet.points_of(p, &full))
            .sum();
        assert_eq!(of_parts, 1_000, "the parts add up");
    }
}

#[test]
fn faults_of_scores_are_named() {
    let sheet = books().sheets.get("association-2026").unwrap();
    let mut given = scores(sheet.kind, 0);
    given.insert("party".to_owned(), 1);
    given.insert("party.organization.work".to_owned(), 31);
    given.remove("party.organization.set_up");
    assert_eq!(
        sheet.faults(&given),
        [
            SheetError::Unknown("party".to_owned()),
            SheetError::OutOfRange {
                key: "party.organization.work".to_owned(),
                points: 31,
                most: 30
            },
            SheetError::Missing("party.organization.set_up".to_owned()),
        ]
    );
}

#[test]
fn a_sheet_out_of_form_is_named() {
    let sheet = |bands: &str, indicators: &str| {
        let text = format!(
            "id = \"own\"\nzh = \"自定\"\nen = \"our own\"\nkind = \"association\"\nfrom = \"2026-03-01\"\n\
             bands = [{bands}]\nindicators = [{indicators}]\n"
        );
        Sheets::default().with_local("own", &text)
    };
    let band = "{ grade = \"3A\", from = 5 }";
    assert!(sheet(band, "[\"a\", \"甲\", \"first\", 10]").is_ok());
    for (bands, indicators, told) in [
        (band, "[\"a\", \"甲\", \"first\", 10], [\"a\", \"甲\", \"first\", 10]", "twice"),
        (band, "[\"a.b\", \"乙\", \"second\", 10]", "before"),
        (band, "[\"a\", \"甲\", \"first\", 0]", "either"),
        (band, "[\"a\", \"甲\", \"first\", 10], [\"a.b\", \"乙\", \"second\", 10]", "either"),
        (
            "{ grade = \"3A\", from = 5 }, { grade = \"4A\", from = 4 }",
            "[\"a\", \"甲\", \"first\", 10]",
            "bands",
        ),
        ("{ grade = \"9A\", from = 5 }", "[\"a\", \"甲\", \"first\", 10]", "9A"),
    ] {
        let error = sheet(bands, indicators).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}
