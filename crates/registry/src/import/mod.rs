//! Import of organizations, decisions, changes of name, relations and matters of oversight from an older
//! register, as existing law, and of published lists of illegal organizations, from CSV or a spreadsheet; and
//! confirmation lists.
//!
//! The file is read whole and checked whole before anything is written: all problems are told
//! at once with their lines. Then, if asked, the good rows are written. Running the same file
//! again writes nothing twice. Names that today's naming rules would refuse are taken as they
//! are; codes, dates and sums must be in order.
//!
//! What may not enter: reading files (the caller opens them) and printing.

mod bearers;
mod commit;
mod confirmation;
mod decisions;
mod grades;
mod illegal;
mod oversight;
mod penalties;
mod relations;
mod renames;
mod row;
mod rows_of_oversight;
mod sheet;
mod table;
mod units;

use std::io::Read;

use serde::Serialize;
use shuniu_core::{law::Finding, registration::OldNames, text::Text};

pub use commit::Committed;
pub use confirmation::{CONFIRMATION_COLUMNS, ListLetter, ReadList};
pub use decisions::{CheckedDecisions, DECISION_COLUMNS, DecisionRow};
pub use illegal::{CheckedIllegal, ILLEGAL_COLUMNS, IllegalRow};
pub use oversight::{CheckedOversight, OversightContent, OversightFile, OversightRow};
pub use relations::{CheckedRelations, RELATION_COLUMNS, RelationRowRead};
pub use renames::{CheckedRenames, RENAME_COLUMNS, RenameRow};
pub use row::{COLUMNS, ImportedRow};
pub use units::NeededUnit;

use crate::{Registry, RegistryError};

/// Something wrong with, or worth knowing of, a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowNote {
    /// Line of the file (the header is line 1).
    pub line: u64,
    /// Column.
    pub column: String,
    /// What stands there.
    pub found: String,
    /// What is wrong and what to do.
    pub text: Text,
}

/// A file, checked.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Rows that can be written.
    pub rows: Vec<ImportedRow>,
    /// Units that must be entered first.
    pub units: Vec<NeededUnit>,
    /// Rows that cannot be written, and why.
    pub problems: Vec<RowNote>,
    /// Rows that can be written, with something worth knowing.
    pub warnings: Vec<RowNote>,
    /// Rows that are in the register already, as they stand in the file.
    pub already: usize,
}

impl Registry {
    /// Checks a file of organizations (CSV, or the first sheet of a spreadsheet, whose rows are then the
    /// lines) against its own form and against the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single
    /// rows are not errors, they are told in the result.
    pub fn check_organizations(&self, file: impl Read) -> Result<Checked, RegistryError> {
        let mut checked = row::read(file, &self.books, self.today())?;
        self.drop_known(&mut checked)?;
        self.tell_old_names(&mut checked);
        units::plan(self, &mut checked)?;
        Ok(checked)
    }

    /// Old names are existing law; which of today's rules they would not meet is told.
    fn tell_old_names(&self, checked: &mut Checked) {
        let mut names = OldNames::new(&self.books, self.today());
        for row in &checked.rows {
            let findings = names.against(row.kind, row.division, &row.name);
            checked.warnings.extend(findings.into_iter().map(|finding| RowNote {
                line: row.line,
                column: "name".to_owned(),
                found: row.name.clone(),
                text: not_today(&finding),
            }));
        }
        checked.warnings.sort_by_key(|w| w.line);
    }

    /// Takes out rows whose code is already in the register: unchanged ones are counted, ones
    /// that say something else are problems (a change of name is an act, not an import).
    fn drop_known(&self, checked: &mut Checked) -> Result<(), RegistryError> {
        let codes = checked.rows.iter().map(|row| row.uscc.to_string());
        let known = self.records_by_code(codes)?;
        let rows = std::mem::take(&mut checked.rows);
        for row in rows {
            match known.get(row.uscc.as_str()) {
                None => checked.rows.push(row),
                Some(known) if known.name == row.name => checked.already += 1,
                Some(known) => checked.problems.push(RowNote {
                    line: row.line,
                    column: "name".to_owned(),
                    found: row.name.clone(),
                    text: Text::new(
                        format!(
                            "该代码已登记为“{}”；更名请办理变更登记，不能再次导入。",
                            known.name
                        ),
                        format!(
                            "This code is registered as {}; change the name by an act.",
                            known.name
                        ),
                    ),
                }),
            }
        }
        checked.problems.sort_by_key(|p| p.line);
        Ok(())
    }
}

fn not_today(finding: &Finding) -> Text {
    let Finding { rule, citation, text, .. } = finding;
    let (title, article) = (&citation.title, &citation.article);
    Text::new(
        format!("照录；今日不合《{}》第{article}条（{rule}）：{}", title.zh, text.zh),
        format!("kept as it is; today against {} art. {article} ({rule}): {}", title.en, text.en),
    )
}
