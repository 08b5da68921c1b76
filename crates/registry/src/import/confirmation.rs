//! A confirmation list (确认名单) from a file: one organization a row, with the old unit's letter where
//! a row has its own.
//!
//! What may not enter: whether a row can be done; the act says so.

use std::io::Read;

use shuniu_core::{
    act::ActRequest,
    affiliation::{AffiliationRequest, ConfirmationList, TransferHow},
    registration::UnitConsent,
    text::Text,
    unit::UnitId,
};

use super::{
    RowNote,
    table::{self, date},
};
use crate::RegistryError;

/// The columns; the first must be there.
pub const CONFIRMATION_COLUMNS: [&str; 4] = ["uscc", "name", "release_number", "release_dated"];

/// A confirmation list, read.
#[derive(Debug, Clone, Default)]
pub struct ReadList {
    /// Line and code of each row, with the old unit's letter where the row states one.
    pub rows: Vec<(u64, String, Option<UnitConsent>)>,
    /// Rows that cannot be read, and why.
    pub problems: Vec<RowNote>,
}

/// What the letter that brings the list says.
#[derive(Debug, Clone)]
pub struct ListLetter {
    /// The unit that takes over.
    pub to: UnitId,
    /// Whether it takes over or goes on.
    pub how: TransferHow,
    /// Number and date.
    pub list: ConfirmationList,
    /// The old unit's letter for rows that state none.
    pub release: Option<UnitConsent>,
}

impl ReadList {
    /// Reads a file: CSV, or the first sheet of a spreadsheet.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column.
    pub fn read(file: impl Read) -> Result<Self, RegistryError> {
        let mut read = Self::default();
        let needed = CONFIRMATION_COLUMNS.get(..1).unwrap_or_default();
        table::read(file, needed, &mut |header, record, mut notes| {
            let cell = |column| header.cell(record, column);
            let code = cell("uscc").to_owned();
            if code.is_empty() && notes.problems.is_empty() {
                notes.problem("uscc", "", no_code());
            }
            let number = cell("release_number").to_owned();
            let dated = date("release_dated", cell("release_dated"), &mut notes);
            let release = match (number.is_empty(), dated) {
                (true, None) => None,
                (false, Some(dated)) => Some(UnitConsent { number, dated }),
                _ => {
                    notes.problem("release_number", cell("release_number"), half_a_letter());
                    None
                }
            };
            if notes.problems.is_empty() {
                read.rows.push((notes.line, code, release));
            }
            read.problems.append(&mut notes.problems);
        })?;
        Ok(read)
    }

    /// The acts that the list asks for, row by row.
    #[must_use]
    pub fn requests(&self, letter: &ListLetter) -> Vec<(String, ActRequest)> {
        let request = |(_, code, release): &(u64, String, Option<UnitConsent>)| {
            let ListLetter { to, how, list, release: general } = letter.clone();
            let release = release.clone().or(general);
            let request = AffiliationRequest::TransferByList { to, how, list, release };
            (code.clone(), ActRequest::Affiliation { request: Box::new(request) })
        };
        self.rows.iter().map(request).collect()
    }
}

fn no_code() -> Text {
    Text::new("请填写统一社会信用代码。", "State the unified social credit code.")
}

fn half_a_letter() -> Text {
    Text::new(
        "原单位文件的文号和日期应当同时填写。",
        "State number and date of the old unit's letter together.",
    )
}
