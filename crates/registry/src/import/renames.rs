//! Changes of name that an older source tells (更名): checked whole, then replayed on the
//! organizations that bear one of the two names.
//!
//! What may not enter: whether a name is lawful; existing law enters as it is.

use std::{collections::HashMap, io::Read};

use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    identity::name_query,
    organization::{Organization, RecordedRename},
    text::Text,
};

use shuniu_store::Reader;

use super::{
    RowNote,
    table::{self, Header, Notes, code, date, unknown_code},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// The columns; the first two must be there, and one of the next two filled in.
pub const RENAME_COLUMNS: [&str; 6] =
    ["old_name", "new_name", "changed_on", "new_year", "uscc", "source"];

/// Characters of a name or a source, as in the API.
const LONGEST: usize = 200;

/// A change of name that can be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenameRow {
    /// Line of the file.
    pub line: u64,
    /// Code of the organization, where the file names it.
    pub uscc: Option<String>,
    /// The change.
    pub rename: RecordedRename,
    /// Where the file says that it was read.
    pub source: String,
}

/// A file of changes of name, checked.
#[derive(Debug, Clone, Default)]
pub struct CheckedRenames {
    /// Changes that can be entered, each with the organization that it is told of.
    pub rows: Vec<(RenameRow, String)>,
    /// Rows that cannot, and why.
    pub problems: Vec<RowNote>,
    /// Rows that can, with something worth knowing.
    pub warnings: Vec<RowNote>,
    /// Changes that are in the register already.
    pub already: usize,
}

impl Registry {
    /// Checks a file of changes of name against its own form and against the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single rows
    /// are told in the result.
    pub fn check_renames(&self, file: impl Read) -> Result<CheckedRenames, RegistryError> {
        let (read, mut checked) = read(file, self.today())?;
        let mut taken: HashMap<String, u64> = HashMap::new();
        for row in read {
            let mut notes = Notes { line: row.line, ..Notes::default() };
            if let Some(bearer) = self.bearer(&row, &mut notes)? {
                let had = |name: &String| bearer.names.iter().any(|n| n.name == *name);
                if had(&row.rename.old_name) && had(&row.rename.new_name) {
                    checked.already += 1;
                } else if let Some(first) = taken.get(&bearer.id) {
                    // Each is decided on the register as it is; a chain is entered link by link.
                    notes.problem("old_name", &row.rename.old_name, another_first(*first));
                } else {
                    taken.insert(bearer.id.clone(), row.line);
                    checked.rows.push((row, bearer.id));
                }
            }
            checked.problems.append(&mut notes.problems);
        }
        checked.problems.sort_by_key(|note| note.line);
        Ok(checked)
    }

    /// The one organization that a row is told of: by its code, or because it alone bears one of
    /// the names.
    fn bearer(
        &self,
        row: &RenameRow,
        notes: &mut Notes,
    ) -> Result<Option<Organization>, RegistryError> {
        let names = [&row.rename.old_name, &row.rename.new_name];
        let mut found: Vec<Organization> = self.store.read(|r| {
            let mut states = Vec::new();
            if let Some(code) = &row.uscc {
                states.extend(r.organization_state(code)?);
            } else {
                for name in names {
                    for row in r.organizations_by_name(name)? {
                        states.push(serde_json::from_str(&row.state)?);
                    }
                }
                // A link of a chain that went on: nobody bears either name any more.
                if states.is_empty() {
                    states.extend(once_named(r, &row.rename.new_name)?);
                }
            }
            Ok::<_, RegistryError>(states)
        })?;
        match (found.len(), &row.uscc) {
            (0, Some(code)) => notes.problem("uscc", code, unknown_code()),
            (0, None) => notes.problem("new_name", &row.rename.new_name, borne_by_none()),
            (1, _) => {
                let bearer = found.pop();
                let bears = |o: &Organization| o.names.iter().any(|n| names.contains(&&n.name));
                if bearer.as_ref().is_some_and(bears) {
                    return Ok(bearer);
                }
                notes.problem("new_name", &row.rename.new_name, borne_by_none());
            }
            (several, _) => {
                notes.problem("new_name", &row.rename.new_name, borne_by_several(several));
            }
        }
        Ok(None)
    }

    /// Enters the changes of a checked file. `progress` is told how many are entered. Running the
    /// same file again enters the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is entered.
    pub fn commit_renames(
        &self,
        actor: &Actor,
        checked: &CheckedRenames,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, RegistryError> {
        const TOGETHER: usize = 200;
        let mut done = 0;
        for batch in checked.rows.chunks(TOGETHER) {
            let calls = batch.iter().map(|(row, organization)| {
                let (rename, source) = (row.rename.clone(), row.source.clone());
                let request = ActRequest::ImportRename { rename, source };
                ActCall::new(actor.clone(), Target::Organization(organization.clone()), request)
            });
            done += self.perform_together(calls.collect())?;
            progress(done);
        }
        Ok(done)
    }
}

/// Organizations that bore a name and bear it no more.
fn once_named(reader: &mut Reader<'_>, name: &str) -> Result<Vec<Organization>, RegistryError> {
    const CANDIDATES: u32 = 200;
    let Some(query) = name_query(name) else { return Ok(Vec::new()) };
    let mut hits = reader.search_names(&query.into(), CANDIDATES, None)?;
    hits.retain(|hit| hit.name == name && hit.valid_to.is_some());
    let mut found = Vec::new();
    for hit in hits {
        found.extend(reader.organization_state(&hit.organization)?);
    }
    Ok(found)
}

fn read(
    file: impl Read,
    today: NaiveDate,
) -> Result<(Vec<RenameRow>, CheckedRenames), RegistryError> {
    let (mut rows, mut checked) = (Vec::new(), CheckedRenames::default());
    let needed = RENAME_COLUMNS.get(..2).unwrap_or_default();
    table::read(file, needed, &mut |header, record, mut notes| {
        let row = parse(header, record, today, &mut notes);
        rows.extend(row.filter(|_| notes.problems.is_empty()));
        checked.problems.append(&mut notes.problems);
        checked.warnings.append(&mut notes.warnings);
    })?;
    Ok((rows, checked))
}

fn parse(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<RenameRow> {
    let cell = |column| header.cell(record, column);
    for (column, least) in [("old_name", 2), ("new_name", 2), ("source", 0)] {
        if !(least..=LONGEST).contains(&cell(column).chars().count()) {
            notes.problem(column, cell(column), no_text());
        }
    }
    let uscc = match cell("uscc") {
        "" => None,
        written => code(written, notes).map(|code| code.to_string()),
    };
    let told = date("changed_on", cell("changed_on"), notes);
    let (changed_on, year_only) = match told {
        Some(day) => (Some(day), false),
        None => (year(cell("new_year"), notes), true),
    };
    match changed_on {
        None if cell("changed_on").is_empty() && cell("new_year").is_empty() => {
            notes.problem("changed_on", "", no_date());
        }
        Some(day) if day > today => notes.problem("changed_on", &day.to_string(), to_come()),
        _ => {}
    }
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(RenameRow {
        line: notes.line,
        uscc,
        rename: RecordedRename {
            old_name: cell("old_name").to_owned(),
            new_name: cell("new_name").to_owned(),
            changed_on: changed_on?,
            year_only,
        },
        source: filled(cell("source")).unwrap_or_else(|| "import".to_owned()),
    })
}

/// 1 January of the year in which the new name was seen first.
fn year(written: &str, notes: &mut Notes) -> Option<NaiveDate> {
    const FIRST: i32 = 1900;
    if written.is_empty() {
        return None;
    }
    let day =
        written.parse().ok().filter(|y| *y >= FIRST).and_then(|y| NaiveDate::from_ymd_opt(y, 1, 1));
    match day {
        Some(day) => notes.warning("new_year", &day.year().to_string(), only_the_year()),
        None => notes.problem("new_year", written, bad_year()),
    }
    day
}

fn no_text() -> Text {
    Text::new(
        "名称应为 2 至 200 字，来源不超过 200 字。",
        "A name has 2 to 200 characters, a source at most 200.",
    )
}

fn no_date() -> Text {
    Text::new("请填写更名日期或者更名年份。", "State the day of the change, or its year.")
}

fn bad_year() -> Text {
    Text::new("年份应写作 2014。", "Write the year as 2014.")
}

fn only_the_year() -> Text {
    Text::new(
        "来源只有年份：以当年 1 月 1 日记入，并注明仅知年份。",
        "The source tells only the year: entered as of its 1 January, and marked so.",
    )
}

fn to_come() -> Text {
    Text::new("更名日期晚于今天；请核对。", "The name would change on a day to come; please check.")
}

fn borne_by_none() -> Text {
    Text::new(
        "登记簿中没有组织使用这两个名称；请先导入该组织，或者核对代码。",
        "No organization bears either name; import it first, or check the code.",
    )
}

fn borne_by_several(several: usize) -> Text {
    Text::new(
        format!("有 {several} 家组织使用这两个名称；请填写代码。"),
        format!("{several} organizations bear these names; state the code."),
    )
}

fn another_first(line: u64) -> Text {
    Text::new(
        format!("第 {line} 行已对同一组织更名；请在其导入后再次导入本行。"),
        format!("Line {line} renames the same organization; import this line again after it."),
    )
}
