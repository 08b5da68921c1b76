//! Relations that an older source tells (谁主管、谁指导、谁联系): checked whole against the register,
//! then entered as existing law on the organizations that bear their codes.
//!
//! What may not enter: new relations; they are made by acts.

use std::{collections::HashMap, io::Read};

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    access::{Actor, Grant, Role},
    act::ActRequest,
    affiliation::{AffiliationRequest, RelationKind},
    law::Finding,
    text::Text,
    unit::UnitId,
};
use shuniu_store::RelationRow;

use super::{
    RowNote,
    commit::batches,
    table::{self, Header, Notes, code, date, unknown_code},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// The columns; the first four must be there, the others may be missing or empty. Where a source gives
/// no code, the name stands for it.
pub const RELATION_COLUMNS: [&str; 7] =
    ["uscc", "relation", "unit", "since", "until", "source", "name"];

/// A relation that can be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRowRead {
    /// Line of the file.
    pub line: u64,
    /// Code of the organization; empty until it was found by its name.
    pub uscc: String,
    /// Its name, where the file gives it.
    pub name: String,
    /// Which relation.
    pub kind: RelationKind,
    /// The unit, by its name in the file; its identifier once it was found.
    pub unit: String,
    /// First day.
    pub since: NaiveDate,
    /// The first day on which it no longer held.
    pub until: Option<NaiveDate>,
    /// Where the file says that it was read.
    pub source: String,
}

/// A file of relations, checked.
#[derive(Debug, Clone, Default)]
pub struct CheckedRelations {
    /// Relations that can be entered, with the unit's identifier.
    pub rows: Vec<RelationRowRead>,
    /// Rows that cannot, and why.
    pub problems: Vec<RowNote>,
    /// Rows that can, with something worth knowing.
    pub warnings: Vec<RowNote>,
    /// Relations that are in the register already.
    pub already: usize,
}

impl Registry {
    /// Checks a file of relations against its own form and against the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single rows
    /// are told in the result.
    pub fn check_relations(&self, file: impl Read) -> Result<CheckedRelations, RegistryError> {
        let mut checked = read(file, self.today())?;
        self.match_relations(&mut checked)?;
        self.try_relations(&mut checked)?;
        Ok(checked)
    }

    /// Finds organization and unit of each row; what is entered already is counted and taken out.
    fn match_relations(&self, checked: &mut CheckedRelations) -> Result<(), RegistryError> {
        self.find_by_name(checked)?;
        let known = self.records_by_code(checked.rows.iter().map(|row| row.uscc.clone()))?;
        let mut units: HashMap<String, Vec<String>> = HashMap::new();
        for mut row in std::mem::take(&mut checked.rows) {
            let mut notes = Notes { line: row.line, ..Notes::default() };
            if !units.contains_key(&row.unit) {
                let found = self.store.read_one(|r| r.units_by_name(&row.unit))?;
                let ids = found.into_iter().map(|unit| unit.id).collect();
                units.insert(row.unit.clone(), ids);
            }
            let unit = units.get(&row.unit).map_or(&[][..], Vec::as_slice);
            match (known.get(&row.uscc), unit) {
                (None, _) => notes.problem("uscc", &row.uscc, unknown_code()),
                (_, []) => notes.problem("unit", &row.unit, unknown_unit()),
                (_, [_, _, ..]) => notes.problem("unit", &row.unit, several_units()),
                (Some(record), [unit]) => {
                    row.unit.clone_from(unit);
                    let entered = self.store.read_one(|r| r.relations_of(&record.id, None))?;
                    let same = |known: &RelationRow| {
                        known.kind == row.kind.id()
                            && known.unit == row.unit
                            && known.valid_from == row.since
                    };
                    if entered.iter().any(same) {
                        checked.already += 1;
                    } else {
                        checked.rows.push(row);
                    }
                }
            }
            checked.problems.append(&mut notes.problems);
        }
        checked.problems.sort_by_key(|note| note.line);
        Ok(())
    }

    /// Finds the code of rows that give a name only: the one organization that bears it now.
    fn find_by_name(&self, checked: &mut CheckedRelations) -> Result<(), RegistryError> {
        for mut row in std::mem::take(&mut checked.rows) {
            if !row.uscc.is_empty() {
                checked.rows.push(row);
                continue;
            }
            let mut notes = Notes { line: row.line, ..Notes::default() };
            match self.code_of_bearer(&row.name)? {
                Ok(code) => {
                    row.uscc = code;
                    checked.rows.push(row);
                }
                Err(why) => notes.problem("name", &row.name, why),
            }
            checked.problems.append(&mut notes.problems);
        }
        Ok(())
    }

    /// Tries each row: what a rule would refuse is a problem of the row, not of the whole file.
    fn try_relations(&self, checked: &mut CheckedRelations) -> Result<(), RegistryError> {
        let grants = vec![Grant::of(Role::Administrator)];
        let actor = Actor { account: "check".to_owned(), grants };
        for row in std::mem::take(&mut checked.rows) {
            match self.judge(&call(&actor, &row)?) {
                Ok(_) => checked.rows.push(row),
                Err(RegistryError::Refused(refusal)) => {
                    let mut notes = Notes { line: row.line, ..Notes::default() };
                    let against = |f: &&Finding| refusal.against.contains(&f.rule);
                    for finding in refusal.findings.iter().filter(against) {
                        notes.problem("relation", row.kind.text().zh.as_str(), refused(finding));
                    }
                    checked.problems.append(&mut notes.problems);
                }
                Err(other) => return Err(other),
            }
        }
        checked.problems.sort_by_key(|note| note.line);
        Ok(())
    }

    /// Enters the relations of a checked file. `progress` is told how many are entered. When it is
    /// cut off, running the same file again enters the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is entered.
    pub fn commit_relations(
        &self,
        actor: &Actor,
        checked: &CheckedRelations,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, RegistryError> {
        let mut done = 0;
        for batch in batches(&checked.rows, |row| &row.uscc) {
            let calls: Result<Vec<ActCall>, RegistryError> =
                batch.iter().map(|row| call(actor, row)).collect();
            done += self.perform_together(calls?)?;
            progress(done);
        }
        Ok(done)
    }
}

fn call(actor: &Actor, row: &RelationRowRead) -> Result<ActCall, RegistryError> {
    let unit = UnitId::parse(&row.unit).map_err(|e| RegistryError::Internal(e.to_string()))?;
    let request = AffiliationRequest::Import {
        kind: row.kind,
        unit,
        since: row.since,
        until: row.until,
        source: row.source.clone(),
    };
    let request = ActRequest::Affiliation { request: Box::new(request) };
    Ok(ActCall::new(actor.clone(), Target::Organization(row.uscc.clone()), request))
}

fn read(file: impl Read, today: NaiveDate) -> Result<CheckedRelations, RegistryError> {
    let mut checked = CheckedRelations::default();
    let needed = RELATION_COLUMNS.get(..4).unwrap_or_default();
    table::read(file, needed, &mut |header, record, mut notes| {
        let row = parse(header, record, today, &mut notes);
        checked.rows.extend(row.filter(|_| notes.problems.is_empty()));
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
) -> Option<RelationRowRead> {
    let cell = |column| header.cell(record, column);
    // A source without codes is found by its names.
    let by_name = cell("uscc").is_empty() && !cell("name").is_empty();
    let uscc = match by_name {
        true => Some(String::new()),
        false => code(cell("uscc"), notes).map(|uscc| uscc.to_string()),
    };
    let kind = RelationKind::from_chinese(cell("relation"));
    if kind.is_none() {
        notes.problem("relation", cell("relation"), unknown_relation());
    }
    if cell("unit").is_empty() {
        notes.problem("unit", "", unknown_unit());
    }
    let since = date("since", cell("since"), notes);
    if since.is_none() && cell("since").is_empty() {
        notes.problem("since", "", no_date());
    }
    let until = date("until", cell("until"), notes);
    for (column, day) in [("since", since), ("until", until)] {
        if let Some(day) = day.filter(|day| *day > today) {
            notes.problem(column, &day.to_string(), to_come());
        }
    }
    let source = Some(cell("source")).filter(|text| !text.is_empty()).unwrap_or("import");
    Some(RelationRowRead {
        line: notes.line,
        uscc: uscc?,
        name: cell("name").to_owned(),
        kind: kind?,
        unit: cell("unit").to_owned(),
        since: since?,
        until,
        source: source.to_owned(),
    })
}

fn refused(finding: &Finding) -> Text {
    let Finding { rule, text, .. } = finding;
    Text::new(format!("{rule}：{}", text.zh), format!("{rule}: {}", text.en))
}

fn unknown_relation() -> Text {
    Text::new(
        "关系应为业务主管、业务指导、业务联系、党建领导或者委托管理。",
        "The relation is 业务主管, 业务指导, 业务联系, 党建领导 or 委托管理.",
    )
}

fn unknown_unit() -> Text {
    Text::new("登记簿中没有此单位；请先录入。", "No unit has this name; enter it first.")
}

fn several_units() -> Text {
    Text::new(
        "有几个单位用此名称；请逐一办理。",
        "Several units bear this name; enter the relation by hand.",
    )
}

fn no_date() -> Text {
    Text::new("请填写起始日期。", "State the first day.")
}

fn to_come() -> Text {
    Text::new("日期晚于今天；请核对。", "The day is to come; please check.")
}
