//! A row of a file of penalties that other departments decided: entered as its source writes it.
//!
//! What may not enter: what a kind of penalty means.

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{organization::Organization, oversight::penalty::RecordedPenalty, text::Text};

use super::{
    rows_of_oversight::{past, short},
    table::{Header, Notes},
};

/// What stands between two kinds of penalty in one cell.
const BETWEEN: [char; 4] = [';', '；', '、', '|'];

/// The penalty of a row; problems are noted.
pub(super) fn parse(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<RecordedPenalty> {
    let document_number = needed(header, record, "document_number", notes);
    let authority = needed(header, record, "authority", notes);
    let kinds = needed(header, record, "kinds", notes);
    if header.cell(record, "decided_on").is_empty() {
        notes.problem("decided_on", "", missing());
    }
    let decided_on = past(header, record, "decided_on", today, notes);
    let yuan = yuan(header.cell(record, "amount_yuan"), notes);
    let kinds: Vec<String> = kinds
        .split(BETWEEN)
        .map(str::trim)
        .filter(|kind| !kind.is_empty())
        .map(ToOwned::to_owned)
        .collect();
    let mut text = |columns: &[&str]| {
        let texts = columns.iter().map(|column| short(header, record, column, notes));
        texts.into_iter().find(|text| !text.is_empty())
    };
    let facts = text(&["facts_short", "facts"]);
    let basis = text(&["basis"]);
    let source = text(&["dataset", "source"]);
    Some(RecordedPenalty {
        document_number,
        authority,
        decided_on: decided_on?,
        kinds,
        yuan,
        facts,
        basis,
        source: source.unwrap_or_else(|| "import".to_owned()),
    })
}

/// Whether it is in the register already; a problem where it is told otherwise.
pub(super) fn known(penalty: &RecordedPenalty, organization: &Organization) -> Result<bool, Text> {
    let all = &organization.penalties.recorded;
    let same = all.iter().find(|other| other.document_number == penalty.document_number);
    match same {
        None => Ok(false),
        Some(other) if other == penalty => Ok(true),
        Some(_) => Err(Text::new(
            "该文号的处罚已在册，内容不同；请核对。",
            "A penalty of this number is in the register and says something else; please check.",
        )),
    }
}

fn needed(header: &Header, record: &StringRecord, column: &str, notes: &mut Notes) -> String {
    let text = short(header, record, column, notes);
    if text.is_empty() {
        notes.problem(column, "", missing());
    }
    text
}

/// A sum in yuan; parts of a yuan are cut off, with a warning.
fn yuan(written: &str, notes: &mut Notes) -> Option<i64> {
    if written.is_empty() {
        return None;
    }
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match whole.parse::<i64>() {
        Ok(yuan) if digits(whole) && digits(part) => {
            if part.bytes().any(|byte| byte != b'0') {
                notes.warning("amount_yuan", written, cut_off());
            }
            Some(yuan)
        }
        _ => {
            notes.problem("amount_yuan", written, no_sum());
            None
        }
    }
}

fn missing() -> Text {
    Text::new("应当填写。", "This must be there.")
}

fn cut_off() -> Text {
    Text::new("元以下舍去。", "Parts of a yuan are cut off.")
}

fn no_sum() -> Text {
    Text::new("金额应为元，如 5000。", "A sum in yuan, for example 5000.")
}
