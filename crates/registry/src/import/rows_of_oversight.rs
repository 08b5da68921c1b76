//! Rows of files of oversight: a conclusion of an inspection, an entry on a list of credit.
//!
//! What may not enter: what the register knows already (`oversight.rs`).

use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use shuniu_core::{
    oversight::{
        annual::{InspectionResult, RecordedInspection},
        credit::{CreditList, ExistingListing},
    },
    text::Text,
};

use super::{
    oversight::OversightContent,
    table::{Header, Notes, date},
};

/// Characters of an authority or a source, as in the API.
const LONGEST: usize = 200;

/// A text of the row that is not too long.
pub(super) fn short(
    header: &Header,
    record: &StringRecord,
    column: &str,
    notes: &mut Notes,
) -> String {
    let text = header.cell(record, column);
    if text.chars().count() > LONGEST {
        notes.problem(column, text, too_long());
    }
    text.to_owned()
}

/// A day of the row that has come.
pub(super) fn past(
    header: &Header,
    record: &StringRecord,
    column: &str,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<NaiveDate> {
    let day = date(column, header.cell(record, column), notes)?;
    if day > today {
        notes.problem(column, &day.to_string(), to_come());
        return None;
    }
    Some(day)
}

pub(super) fn inspection(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<OversightContent> {
    let written = header.cell(record, "conclusion");
    let result = InspectionResult::from_chinese(written);
    if result.is_none() {
        notes.problem("conclusion", written, unknown_conclusion());
    }
    let year = header.cell(record, "year");
    let year = match (year.is_empty(), year.parse::<i32>()) {
        (true, _) => {
            notes.warning("year", "", without_year());
            None
        }
        (false, Ok(number)) if number < today.year() => Some(number),
        (false, _) => {
            notes.problem("year", year, no_year());
            None
        }
    };
    let source = short(header, record, "source", notes);
    Some(OversightContent::Inspection(RecordedInspection {
        year,
        result: result?,
        concluded_on: past(header, record, "concluded_on", today, notes),
        authority: short(header, record, "authority", notes),
        source: if source.is_empty() { "import".to_owned() } else { source },
    }))
}

/// An entry; the source's codes of reasons and authorities are kept as they stand.
pub(super) fn entry(
    list: CreditList,
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> OversightContent {
    let mut first = |columns: [&str; 2]| {
        let texts = columns.map(|column| short(header, record, column, notes));
        texts.into_iter().find(|text| !text.is_empty())
    };
    let facts = first(["reason", "reason_code_raw"]);
    let authority = first(["authority", "authority_inferred"]).unwrap_or_default();
    let removal = first(["removal_reason", "removal"]);
    let source = first(["source", "list"]);
    let listed_on = past(header, record, "listed_on", today, notes);
    let removed_on = past(header, record, "removed_on", today, notes);
    if listed_on.is_none() && notes.problems.is_empty() {
        notes.warning("listed_on", "", without_day());
    }
    if let (Some(listed), Some(removed)) = (listed_on, removed_on)
        && removed < listed
    {
        notes.problem("removed_on", &removed.to_string(), out_of_order());
    }
    OversightContent::Listing(ExistingListing {
        list,
        listed_on,
        facts,
        removed_on,
        removal,
        authority,
        source: source.unwrap_or_else(|| "import".to_owned()),
    })
}

fn out_of_order() -> Text {
    Text::new(
        "移出日期早于列入日期；请核对。",
        "It was taken off before it was listed; please check.",
    )
}

fn without_day() -> Text {
    Text::new(
        "来源未载明列入日期；照录，不计算期限。",
        "The source tells no day of the listing; entered as it is, and no time counts from it.",
    )
}

fn too_long() -> Text {
    Text::new("不超过 200 字。", "At most 200 characters.")
}

fn to_come() -> Text {
    Text::new("日期晚于今天；请核对。", "This is a day to come; please check.")
}

fn unknown_conclusion() -> Text {
    Text::new("结论应为合格、基本合格或者不合格。", "The conclusion is 合格, 基本合格 or 不合格.")
}

fn without_year() -> Text {
    Text::new(
        "来源未载明年度；照录，不计入任何年度。",
        "The source tells no year; entered as it is, and counts for none.",
    )
}

fn no_year() -> Text {
    Text::new(
        "年度应为已经结束的年份，如 2024。",
        "The year is one that is over, for example 2024.",
    )
}
