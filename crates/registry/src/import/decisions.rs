//! Decisions of an older register (成立登记, 变更登记 …): checked whole against the register, then
//! entered as existing law on the organizations that bear their codes.
//!
//! What may not enter: new decisions; they are made by acts.

use std::{collections::HashMap, io::Read};

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    organization::{DecidedAction, RecordedDecision, document_number},
    text::Text,
};

use super::{
    RowNote,
    commit::batches,
    table::{self, Header, Notes, code, date, other_name, unknown_code},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// The columns; the first three must be there, the others may be missing or empty.
pub const DECISION_COLUMNS: [&str; 7] =
    ["uscc", "document_number", "decision_date", "name", "action", "authority", "source"];

/// A decision that can be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// Line of the file.
    pub line: u64,
    /// Code of the organization.
    pub uscc: String,
    /// Its name as the file has it, if it does.
    pub name: Option<String>,
    /// The decision.
    pub decision: RecordedDecision,
    /// Where the file says that it was read.
    pub source: String,
}

/// A file of decisions, checked.
#[derive(Debug, Clone, Default)]
pub struct CheckedDecisions {
    /// Decisions that can be entered.
    pub rows: Vec<DecisionRow>,
    /// Rows that cannot, and why.
    pub problems: Vec<RowNote>,
    /// Rows that can, with something worth knowing.
    pub warnings: Vec<RowNote>,
    /// Decisions that are in the register already.
    pub already: usize,
}

impl Registry {
    /// Checks a file of decisions against its own form and against the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single rows
    /// are told in the result.
    pub fn check_decisions(&self, file: impl Read) -> Result<CheckedDecisions, RegistryError> {
        let mut checked = read(file, self.today())?;
        self.match_organizations(&mut checked)?;
        Ok(checked)
    }

    /// Finds the organization of each row; what is entered already is counted and taken out.
    fn match_organizations(&self, checked: &mut CheckedDecisions) -> Result<(), RegistryError> {
        let known = self.records_by_code(checked.rows.iter().map(|row| row.uscc.clone()))?;
        for mut row in std::mem::take(&mut checked.rows) {
            // Where the file names no authority it is the organization's registrar.
            if let Some(record) = known.get(&row.uscc).filter(|_| row.decision.authority.is_empty())
            {
                row.decision.authority.clone_from(&record.registrar.name);
            }
            let mut notes = Notes { line: row.line, ..Notes::default() };
            match known.get(&row.uscc) {
                None => notes.problem("uscc", &row.uscc, unknown_code()),
                Some(record) if record.decisions.contains(&row.decision) => checked.already += 1,
                Some(record) => {
                    let (names, found) = (&record.names, row.name.as_deref());
                    if let Some(name) = found.filter(|n| !names.iter().any(|had| had.name == **n)) {
                        notes.warning("name", name, other_name(&record.name));
                    }
                    let number = &row.decision.document_number;
                    match record.decisions.iter().any(|d| d.document_number == *number) {
                        true => notes.problem("document_number", number, told_otherwise()),
                        false => checked.rows.push(row),
                    }
                }
            }
            checked.problems.append(&mut notes.problems);
            checked.warnings.append(&mut notes.warnings);
        }
        checked.problems.sort_by_key(|note| note.line);
        checked.warnings.sort_by_key(|note| note.line);
        Ok(())
    }

    /// Enters the decisions of a checked file. `progress` is told how many are entered. When it is
    /// cut off, running the same file again enters the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is entered.
    pub fn commit_decisions(
        &self,
        actor: &Actor,
        checked: &CheckedDecisions,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, RegistryError> {
        let mut done = 0;
        for batch in batches(&checked.rows, |row| &row.uscc) {
            let calls = batch.iter().map(|row| {
                let request = ActRequest::ImportDecision {
                    decision: row.decision.clone(),
                    source: row.source.clone(),
                };
                ActCall::new(actor.clone(), Target::Organization(row.uscc.clone()), request)
            });
            done += self.perform_together(calls.collect())?;
            progress(done);
        }
        Ok(done)
    }
}

fn read(file: impl Read, today: NaiveDate) -> Result<CheckedDecisions, RegistryError> {
    let mut checked = CheckedDecisions::default();
    let mut seen: HashMap<(String, String), u64> = HashMap::new();
    let needed = DECISION_COLUMNS.get(..3).unwrap_or_default();
    table::read(file, needed, &mut |header, record, mut notes| {
        let row = parse(header, record, today, &mut notes);
        if let Some(row) = row.filter(|_| notes.problems.is_empty()) {
            let key = (row.uscc.clone(), row.decision.document_number.clone());
            if let Some(first) = seen.get(&key) {
                notes.problem("document_number", &key.1, twice(*first));
            } else {
                seen.insert(key, row.line);
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
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<DecisionRow> {
    const LONGEST: usize = 100;
    let cell = |column| header.cell(record, column);
    let uscc = code(cell("uscc"), notes);
    let written = cell("document_number");
    if written.is_empty() || written.chars().count() > LONGEST {
        notes.problem("document_number", written, no_number());
    }
    let number = document_number(written);
    if number.is_none() && !written.is_empty() {
        notes.warning("document_number", written, out_of_form());
    }
    let decided_on = date("decision_date", cell("decision_date"), notes);
    if decided_on.is_none() && cell("decision_date").is_empty() {
        notes.problem("decision_date", "", no_date());
    }
    if let Some(day) = decided_on.filter(|day| *day > today) {
        notes.problem("decision_date", &day.to_string(), to_come());
    }
    let action = DecidedAction::from_chinese(cell("action"));
    if action.is_none() && !cell("action").is_empty() {
        notes.warning("action", cell("action"), unknown_action());
    }
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(DecisionRow {
        line: notes.line,
        uscc: uscc?.to_string(),
        name: filled(cell("name")),
        decision: RecordedDecision {
            document_number: number.unwrap_or_else(|| written.to_owned()),
            action,
            decided_on: decided_on?,
            authority: cell("authority").to_owned(),
        },
        source: filled(cell("source")).unwrap_or_else(|| "import".to_owned()),
    })
}

fn told_otherwise() -> Text {
    Text::new(
        "该文号已在册，但日期、事项或机关不同；请核对。",
        "This number is in the register with another date, action or authority; please check.",
    )
}

fn twice(first: u64) -> Text {
    Text::new(
        format!("该文号在第 {first} 行已出现；请保留一行。"),
        format!("This number stands on line {first} already; keep one of the two."),
    )
}

fn no_number() -> Text {
    Text::new(
        "文号不能为空，且不超过 100 字。",
        "A document number is needed, of at most 100 characters.",
    )
}

fn out_of_form() -> Text {
    Text::new(
        "文号中没有括起的年份；按原样保存。",
        "No year stands in brackets in this number; kept as it is written.",
    )
}

fn no_date() -> Text {
    Text::new("请填写决定日期。", "State the date of the decision.")
}

fn to_come() -> Text {
    Text::new("决定日期晚于今天；请核对。", "The decision is of a day to come; please check.")
}

fn unknown_action() -> Text {
    Text::new(
        "事项应为成立登记、变更登记、章程核准、注销登记、撤销登记或吊销登记证书；未记入事项。",
        "The action is 成立登记, 变更登记, 章程核准, 注销登记, 撤销登记 or 吊销登记证书; entered \
         without one.",
    )
}
