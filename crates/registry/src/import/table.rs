//! A table with a header, row by row: columns by name, the line of each row, and what every column
//! of its kind must be.
//!
//! What may not enter: what the rows mean; that is the business of the file that reads them.

use std::{collections::HashMap, io::Read};

use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use shuniu_core::{calendar::YEARS, identity::Uscc, text::Text};

use super::{RowNote, sheet};
use crate::RegistryError;

/// The header's columns by name.
pub(super) struct Header(HashMap<String, usize>);

impl Header {
    pub(super) fn cell<'r>(&self, record: &'r StringRecord, column: &str) -> &'r str {
        let cell = self.0.get(column).and_then(|i| record.get(*i));
        cell.unwrap_or_default().trim()
    }
}

/// Reads a file, CSV or the first sheet of a spreadsheet, with these needed columns and hands each row
/// that is not empty to `row`; a line that cannot be read is a problem of its own.
pub(super) fn read(
    mut file: impl Read,
    needed: &[&str],
    row: &mut dyn FnMut(&Header, &StringRecord, Notes),
) -> Result<(), RegistryError> {
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(|e| unread("file", &e))?;
    if sheet::is_sheet(&text) {
        text = sheet::as_csv(text)?;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_slice());
    let headers = reader.headers().map_err(|e| unread("header", &e))?;
    let header = header(headers, needed)?;
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => {
                let notes = Notes { line: line_of(&record, &text), ..Notes::default() };
                row(&header, &record, notes);
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let mut notes = Notes { line, ..Notes::default() };
                notes.problem("", "", unreadable());
                row(&header, &StringRecord::new(), notes);
            }
        }
    }
    Ok(())
}

/// The line of a record. The reader's own is that before the empty lines above it.
fn line_of(record: &StringRecord, text: &[u8]) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let empty = text.get(from..).unwrap_or_default().iter().take_while(|b| b"\r\n".contains(b));
    let lines = empty.filter(|b| **b == b'\n').count();
    position.line().saturating_add(u64::try_from(lines).unwrap_or_default())
}

fn header(record: &StringRecord, needed: &[&str]) -> Result<Header, RegistryError> {
    // Spreadsheets put a byte order mark in front of the first column.
    let name = |text: &str| text.trim_start_matches('\u{feff}').trim().to_owned();
    let columns: HashMap<String, usize> =
        record.iter().enumerate().map(|(i, text)| (name(text), i)).collect();
    match needed.iter().find(|c| !columns.contains_key(**c)) {
        Some(missing) => {
            let (zh, en) = (format!("缺少 {missing} 列"), format!("column {missing} is missing"));
            Err(RegistryError::malformed("header", zh, en))
        }
        None => Ok(Header(columns)),
    }
}

/// What is noted of one row.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) line: u64,
    pub(super) problems: Vec<RowNote>,
    pub(super) warnings: Vec<RowNote>,
}

impl Notes {
    pub(super) fn problem(&mut self, column: &str, found: &str, text: Text) {
        self.problems.push(note(self.line, column, found, text));
    }

    pub(super) fn warning(&mut self, column: &str, found: &str, text: Text) {
        self.warnings.push(note(self.line, column, found, text));
    }
}

pub(super) fn code(text: &str, notes: &mut Notes) -> Option<Uscc> {
    match Uscc::parse(text) {
        Ok(code) => {
            for warning in code.warnings() {
                let (zh, en) = warning.text();
                notes.warning("uscc", text, Text::new(zh, en));
            }
            Some(code)
        }
        Err(defect) => {
            let (zh, en) = defect.text();
            notes.problem("uscc", text, Text::new(zh, en));
            None
        }
    }
}

pub(super) fn date(column: &str, text: &str, notes: &mut Notes) -> Option<NaiveDate> {
    if text.is_empty() {
        return None;
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let day = day.filter(|day| YEARS.contains(&day.year()));
    if day.is_none() {
        notes.problem(column, text, bad_date());
    }
    day
}

fn note(line: u64, column: &str, found: &str, text: Text) -> RowNote {
    RowNote { line, column: column.to_owned(), found: found.to_owned(), text }
}

fn unreadable() -> Text {
    Text::new(
        "该行无法读取；请以 UTF-8 保存为 CSV。",
        "This line cannot be read; save the file as UTF-8 CSV.",
    )
}

pub(super) fn unknown_code() -> Text {
    Text::new(
        "登记簿中没有此代码；请先导入该组织。",
        "No organization has this code; import it first.",
    )
}

pub(super) fn other_name(registered: &str) -> Text {
    Text::new(
        format!("登记名称为“{registered}”；按代码记入，请核对。"),
        format!("The registered name is {registered}; entered by its code, please check."),
    )
}

fn bad_date() -> Text {
    Text::new(
        "日期应写作 2026-01-31，年份在 1900 年至 9999 年之间。",
        "Write the date as 2026-01-31, of the years 1900 to 9999.",
    )
}

pub(super) fn in_the_future() -> Text {
    Text::new(
        "成立日期晚于今天；请核对。",
        "The date of establishment is in the future; please check.",
    )
}

fn unread(field: &str, error: &impl std::fmt::Display) -> RegistryError {
    RegistryError::malformed(field, format!("无法读取：{error}"), error.to_string())
}
