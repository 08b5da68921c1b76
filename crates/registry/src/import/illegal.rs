//! Lists of illegal organizations as they were published (非法社会组织名单): checked whole, then
//! entered on the roll name by name.
//!
//! What may not enter: any judgement on a name; the list speaks, and an entry informs.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    roll::{NewRollEntry, RollClass, RollContent},
    text::Text,
    unit::UnitId,
};
use shuniu_store::RollFilter;

use super::{
    RowNote,
    table::{self, Header, Notes, date},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// The columns; the first three must be there, the others may be missing or empty.
pub const ILLEGAL_COLUMNS: [&str; 5] =
    ["name", "list", "published", "similar_registered_name_in_source", "source"];

/// Entries in one transaction, and entries read at a time.
const TOGETHER: u32 = 200;
/// Characters of a name, a list or a source, as in the API.
const LONGEST: usize = 200;

/// A published name that can be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IllegalRow {
    /// Line of the file.
    pub line: u64,
    /// Name.
    pub name: String,
    /// The list or decision that published it.
    pub list: String,
    /// When.
    pub published_on: NaiveDate,
    /// The registered name that it was said to imitate.
    pub similar_to: Option<String>,
    /// Where the file says that it was read.
    pub source: String,
}

/// A file of published names, checked.
#[derive(Debug, Clone, Default)]
pub struct CheckedIllegal {
    /// Names that can be entered.
    pub rows: Vec<IllegalRow>,
    /// Rows that cannot, and why.
    pub problems: Vec<RowNote>,
    /// Names that are on the roll already, of the same list.
    pub already: usize,
}

impl Registry {
    /// Checks a file of published names against its own form and against the roll.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single rows
    /// are told in the result.
    pub fn check_illegal(&self, file: impl Read) -> Result<CheckedIllegal, RegistryError> {
        let mut checked = read(file, self.today())?;
        let known = self.names_on_the_roll()?;
        let before = checked.rows.len();
        checked.rows.retain(|row| !known.contains(&(row.name.clone(), row.list.clone())));
        checked.already = before.saturating_sub(checked.rows.len());
        Ok(checked)
    }

    /// Every illegal organization on the roll, ended or not: its name and list.
    fn names_on_the_roll(&self) -> Result<HashSet<(String, String)>, RegistryError> {
        let class = Some(RollClass::IllegalOrganization.id().to_owned());
        let filter = RollFilter { class, ..RollFilter::default() };
        let (mut known, mut after) = (HashSet::new(), None);
        loop {
            let (entries, next) = self.list_roll(&filter, after, TOGETHER)?;
            for entry in entries {
                if let RollContent::IllegalOrganization { list, .. } = entry.content {
                    known.insert((entry.name, list));
                }
            }
            match next {
                Some(_) => after = next,
                None => return Ok(known),
            }
        }
    }

    /// Enters the names of a checked file; `unit` is the registrar that answers for the entries.
    /// `progress` is told how many are entered. Running the same file again enters the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is entered.
    pub fn commit_illegal(
        &self,
        actor: &Actor,
        unit: &UnitId,
        checked: &CheckedIllegal,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, RegistryError> {
        let mut done = 0;
        for batch in checked.rows.chunks(usize::try_from(TOGETHER).unwrap_or(1)) {
            let calls = batch.iter().map(|row| {
                let entry = Box::new(row.clone().into_entry(unit));
                ActCall::new(actor.clone(), Target::Register, ActRequest::EnterRoll { entry })
            });
            done += self.perform_together(calls.collect())?;
            progress(done);
        }
        Ok(done)
    }
}

impl IllegalRow {
    /// On the roll since the list was published.
    fn into_entry(self, unit: &UnitId) -> NewRollEntry {
        NewRollEntry {
            name: self.name,
            unit: unit.clone(),
            since: self.published_on,
            source: self.source,
            content: RollContent::IllegalOrganization {
                list: self.list,
                published_on: self.published_on,
                similar_to: self.similar_to,
            },
        }
    }
}

fn read(file: impl Read, today: NaiveDate) -> Result<CheckedIllegal, RegistryError> {
    let mut checked = CheckedIllegal::default();
    let mut seen: HashMap<(String, String), u64> = HashMap::new();
    let needed = ILLEGAL_COLUMNS.get(..3).unwrap_or_default();
    table::read(file, needed, &mut |header, record, mut notes| {
        let row = parse(header, record, today, &mut notes);
        if let Some(row) = row.filter(|_| notes.problems.is_empty()) {
            let key = (row.name.clone(), row.list.clone());
            if let Some(first) = seen.get(&key) {
                notes.problem("name", &key.0, twice(*first));
            } else {
                seen.insert(key, row.line);
                checked.rows.push(row);
            }
        }
        checked.problems.append(&mut notes.problems);
    })?;
    Ok(checked)
}

fn parse(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<IllegalRow> {
    let cell = |column| header.cell(record, column);
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    for (column, least) in [("name", 2), ("list", 1)] {
        if !(least..=LONGEST).contains(&cell(column).chars().count()) {
            notes.problem(column, cell(column), no_text());
        }
    }
    for column in ["similar_registered_name_in_source", "source"] {
        if cell(column).chars().count() > LONGEST {
            notes.problem(column, cell(column), no_text());
        }
    }
    let published_on = date("published", cell("published"), notes);
    match published_on {
        None if cell("published").is_empty() => notes.problem("published", "", no_date()),
        Some(day) if day > today => notes.problem("published", &day.to_string(), to_come()),
        _ => {}
    }
    Some(IllegalRow {
        line: notes.line,
        name: cell("name").to_owned(),
        list: cell("list").to_owned(),
        published_on: published_on?,
        similar_to: filled(cell("similar_registered_name_in_source")),
        source: filled(cell("source")).unwrap_or_else(|| "import".to_owned()),
    })
}

fn no_text() -> Text {
    Text::new(
        "不能为空，且不超过 200 字；名称至少 2 字。",
        "Write at most 200 characters, and not nothing; a name has at least two.",
    )
}

fn no_date() -> Text {
    Text::new("请填写公布日期。", "State the day on which it was published.")
}

fn to_come() -> Text {
    Text::new("公布日期晚于今天；请核对。", "It would be published on a day to come; please check.")
}

fn twice(first: u64) -> Text {
    Text::new(
        format!("同一名单的该名称在第 {first} 行已出现；请保留一行。"),
        format!("This name of the same list stands on line {first} already; keep one of the two."),
    )
}
