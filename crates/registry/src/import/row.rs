//! One row of the file: its columns, and what each must be.

use std::{collections::HashMap, io::Read};

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    Books,
    identity::{DivisionCode, Uscc},
    organization::OrganizationKind,
    text::Text,
};

use super::{
    Checked,
    table::{self, Header, Notes, code, date, in_the_future},
};
use crate::RegistryError;

/// The columns; `uscc`, `name` and `kind` must be there, the others may be missing or empty.
pub const COLUMNS: [&str; 13] = [
    "uscc",
    "name",
    "kind",
    "region_code",
    "region_name",
    "established",
    "registration_authority",
    "business_supervisor",
    "initial_fund_wan",
    "certificate_from",
    "certificate_to",
    "other_names_seen",
    "source",
];

/// Columns without which there is nothing to enter.
const NEEDED: [&str; 3] = ["uscc", "name", "kind"];

/// What a spreadsheet shows in the place of a value that it could not compute.
const FAILED_FORMULAS: [&str; 7] =
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

/// Yuan in one 万元.
const WAN: i64 = 10_000;

/// A row that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    /// Line of the file.
    pub line: u64,
    /// Code.
    pub uscc: Uscc,
    /// Name as it stands in the file.
    pub name: String,
    /// Kind.
    pub kind: OrganizationKind,
    /// Division of the registrar, followed to the one that stands in its place today.
    pub division: DivisionCode,
    /// Date of establishment.
    pub established_on: Option<NaiveDate>,
    /// Registrar's name, where the file gives it.
    pub authority: Option<String>,
    /// Supervisory unit's name, where the file gives it.
    pub supervisor: Option<String>,
    /// Funds in yuan.
    pub funds_yuan: Option<i64>,
    /// Certificate's validity.
    pub certificate: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// Where the file says that it was read.
    pub source: String,
}

pub(super) fn read(
    file: impl Read,
    books: &Books,
    today: NaiveDate,
) -> Result<Checked, RegistryError> {
    let mut checked = Checked::default();
    let mut seen: HashMap<String, u64> = HashMap::new();
    table::read(file, &NEEDED, &mut |header, record, mut notes| {
        let row = parse(header, record, books, today, &mut notes);
        if let Some(row) = row.filter(|_| notes.problems.is_empty()) {
            if let Some(first) = seen.get(row.uscc.as_str()) {
                notes.problem("uscc", row.uscc.as_str(), twice(*first));
            } else {
                seen.insert(row.uscc.to_string(), notes.line);
                checked.rows.push(row);
            }
        }
        checked.problems.append(&mut notes.problems);
        checked.warnings.append(&mut notes.warnings);
    })?;
    Ok(checked)
}

fn parse(
    header: &Header,
    record: &StringRecord,
    books: &Books,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<ImportedRow> {
    let cell = |column| header.cell(record, column);
    for column in COLUMNS {
        if FAILED_FORMULAS.contains(&cell(column)) {
            notes.problem(column, cell(column), failed_formula());
        }
    }
    let uscc = code(cell("uscc"), notes);
    let name = name(cell("name"), notes);
    let kind = OrganizationKind::from_chinese(cell("kind"));
    if kind.is_none() {
        notes.problem("kind", cell("kind"), unknown_kind());
    }
    let division = division(cell("region_code"), uscc, books, notes);
    let established_on = date("established", cell("established"), notes);
    if let Some(day) = established_on.filter(|day| *day > today) {
        notes.problem("established", &day.to_string(), in_the_future());
    }
    let funds_yuan = funds(cell("initial_fund_wan"), notes);
    let from = date("certificate_from", cell("certificate_from"), notes);
    let to = date("certificate_to", cell("certificate_to"), notes);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        notes.problem("certificate_to", &to.to_string(), before_it_began());
    }
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (uscc, kind) = (uscc?, kind?);
    if uscc.class() != kind.code_class() {
        notes.warning("kind", cell("kind"), class_differs(uscc.class()));
    }
    Some(ImportedRow {
        line: notes.line,
        uscc,
        name: name?,
        kind,
        division: division?,
        established_on,
        authority: filled(cell("registration_authority")),
        supervisor: filled(cell("business_supervisor")),
        funds_yuan,
        certificate: (from.is_some() || to.is_some()).then_some((from, to)),
        source: filled(cell("source")).unwrap_or_else(|| "import".to_owned()),
    })
}

fn name(text: &str, notes: &mut Notes) -> Option<String> {
    const LONGEST: usize = 200;
    if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        notes.problem("name", text, bad_name());
        return None;
    }
    Some(text.to_owned())
}

/// The registrar's division: the file's, or the one in the code. One that was abolished is
/// followed to its successor, where it has exactly one: the successor keeps the record now.
fn division(
    text: &str,
    uscc: Option<Uscc>,
    books: &Books,
    notes: &mut Notes,
) -> Option<DivisionCode> {
    let stated = if text.is_empty() {
        uscc?.division_at_issue()
    } else {
        match DivisionCode::parse(text) {
            Ok(code) => code,
            Err(error) => {
                notes.problem("region_code", text, Text::new(error.zh(), error.to_string()));
                return None;
            }
        }
    };
    if books.divisions.get(stated).is_none() {
        notes.warning("region_code", &stated.to_string(), unknown_division());
        return Some(stated);
    }
    match (books.divisions.is_abolished(stated), books.divisions.resolve(stated).as_slice()) {
        (true, [successor]) => {
            notes.warning("region_code", &stated.to_string(), succeeded(*successor));
            Some(*successor)
        }
        _ => Some(stated),
    }
}

/// Funds in 万元, with at most four decimals (whole yuan).
fn funds(text: &str, notes: &mut Notes) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let yuan = (digits(whole) && !whole.is_empty() && digits(part) && part.len() <= 4)
        .then(|| {
            let fraction = format!("{part:0<4}").parse::<i64>().ok()?;
            whole.parse::<i64>().ok()?.checked_mul(WAN)?.checked_add(fraction)
        })
        .flatten();
    if yuan.is_none() {
        notes.problem("initial_fund_wan", text, bad_funds());
    }
    yuan
}

fn twice(first: u64) -> Text {
    Text::new(
        format!("该代码在第 {first} 行已出现；请保留一行。"),
        format!("This code stands on line {first} already; keep one of the two."),
    )
}

fn unknown_kind() -> Text {
    Text::new(
        "类型应为社会团体、民办非企业单位（社会服务机构）或基金会。",
        "The kind is 社会团体, 民办非企业单位 (or 社会服务机构), or 基金会.",
    )
}

fn class_differs(class: char) -> Text {
    Text::new(
        format!("代码第二位为 {class}，与类型不符；请核对。"),
        format!("The code's second character is {class}, which is another kind; please check."),
    )
}

fn bad_name() -> Text {
    Text::new("名称不能为空，且不超过 200 字。", "A name is needed, of at most 200 characters.")
}

fn failed_formula() -> Text {
    Text::new(
        "单元格公式出错；请改正公式，或者填写数值。",
        "A formula failed here; mend it, or write the value.",
    )
}

fn before_it_began() -> Text {
    Text::new(
        "证书截止日期早于起始日期；请核对。",
        "The certificate ends before it begins; please check.",
    )
}

fn bad_funds() -> Text {
    Text::new("资金应以万元为单位的数字填写。", "Write the funds as a number in ten thousand yuan.")
}

fn unknown_division() -> Text {
    Text::new(
        "行政区划表中没有此代码；按原样保存，请核对。",
        "This division is not in the table; kept as it stands, please check.",
    )
}

fn succeeded(successor: DivisionCode) -> Text {
    Text::new(
        format!("该行政区划已撤销，由 {successor} 承继；登记管理机关按承继区划记。"),
        format!("This division was abolished; {successor} took over and is its registrar's."),
    )
}
