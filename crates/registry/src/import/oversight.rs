//! What older registers published of oversight, as existing law: conclusions of annual inspections, the two
//! lists of credit. Each row is checked against its own form and against the register, then entered on the organization
//! that bears its code.
//!
//! What may not enter: new decisions; they are made by acts.

use std::{collections::HashMap, io::Read};

use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    organization::Organization,
    oversight::{
        annual::{self, AnnualEvent, AnnualRequest, InspectionResult, RecordedInspection},
        credit::{self, CreditEntry, CreditList, CreditRequest, ExistingListing, PastListing},
    },
    text::Text,
};

use super::{
    RowNote,
    commit::batches,
    table::{self, Header, Notes, code, date, other_name, unknown_code},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// What a file of oversight is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OversightFile {
    /// Conclusions of annual inspections.
    Inspections,
    /// One of the lists of credit.
    Listings(CreditList),
}

impl OversightFile {
    /// The columns that must be there.
    #[must_use]
    pub fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Inspections => &["uscc", "conclusion"],
            Self::Listings(_) => &["uscc"],
        }
    }
}

/// Characters of an authority or a source, as in the API.
const LONGEST: usize = 200;

/// A row that can be entered.
#[derive(Debug, Clone, PartialEq)]
pub struct OversightRow {
    /// Line of the file.
    pub line: u64,
    /// Code of the organization.
    pub uscc: String,
    /// Its name as the file has it, if it does.
    pub name: Option<String>,
    /// What is entered.
    pub content: OversightContent,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub enum OversightContent {
    /// A conclusion.
    Inspection(RecordedInspection),
    /// An entry on a list of credit.
    Listing(ExistingListing),
}

impl OversightContent {
    /// Where the file names no authority it is the organization's registrar.
    fn complete(&mut self, organization: &Organization) {
        match self {
            Self::Inspection(recorded) if recorded.authority.is_empty() => {
                recorded.authority.clone_from(&organization.registrar.name);
            }
            Self::Listing(existing) if existing.authority.is_empty() => {
                existing.authority.clone_from(&organization.registrar.name);
            }
            Self::Inspection(_) | Self::Listing(_) => {}
        }
    }

    /// Whether it is in the register already; a problem where it is told otherwise.
    fn known(&self, organization: &Organization) -> Result<bool, Text> {
        match self {
            Self::Inspection(recorded) => {
                let all = &organization.annual.recorded;
                if all.contains(recorded) {
                    return Ok(true);
                }
                let year = recorded.year.filter(|year| organization.annual.result(*year).is_some());
                match year {
                    Some(_) => Err(told_otherwise()),
                    None => Ok(false),
                }
            }
            Self::Listing(existing) => {
                let same = |listing: &CreditEntry, past: Option<&PastListing>| {
                    listing.list == existing.list
                        && listing.listed_on == existing.listed_on
                        && past.map(|past| past.removed_on) == existing.removed_on
                };
                if organization.credit.entries().any(|(listing, past)| same(listing, past)) {
                    return Ok(true);
                }
                if existing.overlaps(&organization.credit) {
                    return Err(listed_otherwise());
                }
                match (existing.removed_on, &organization.ended) {
                    (None, Some(_)) => Err(no_more()),
                    _ => Ok(false),
                }
            }
        }
    }

    /// The organization as it is once this is entered, so that the next row is held to it.
    fn entered(&self, organization: Organization, on: NaiveDate) -> Option<Organization> {
        match self {
            Self::Inspection(recorded) => {
                let event = AnnualEvent::InspectionRecorded { recorded: recorded.clone() };
                annual::evolve(Some(organization), &event, on)
            }
            Self::Listing(existing) => {
                credit::evolve(Some(organization), &existing.recorded(on), on)
            }
        }
    }

    fn request(&self) -> ActRequest {
        match self {
            Self::Inspection(recorded) => {
                ActRequest::Annual { request: Box::new(AnnualRequest::Import(recorded.clone())) }
            }
            Self::Listing(existing) => {
                ActRequest::Credit { request: Box::new(CreditRequest::Import(existing.clone())) }
            }
        }
    }
}

/// A file of oversight, checked.
#[derive(Debug, Clone, Default)]
pub struct CheckedOversight {
    /// Rows that can be entered.
    pub rows: Vec<OversightRow>,
    /// Rows that cannot, and why.
    pub problems: Vec<RowNote>,
    /// Rows that can, with something worth knowing.
    pub warnings: Vec<RowNote>,
    /// Rows that are in the register already.
    pub already: usize,
}

impl Registry {
    /// Checks a file of oversight against its own form and against the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] when the header lacks a needed column; problems of single rows
    /// are told in the result.
    pub fn check_oversight(
        &self,
        what: OversightFile,
        file: impl Read,
    ) -> Result<CheckedOversight, RegistryError> {
        let mut checked = read(what, file, self.today())?;
        let today = self.today();
        let mut known = self.states_by_code(checked.rows.iter().map(|row| &row.uscc))?;
        for mut row in std::mem::take(&mut checked.rows) {
            let mut notes = Notes { line: row.line, ..Notes::default() };
            let Some(organization) = known.get(&row.uscc) else {
                notes.problem("uscc", &row.uscc, unknown_code());
                checked.problems.append(&mut notes.problems);
                continue;
            };
            row.content.complete(organization);
            let had = |name: &str| organization.names.iter().any(|known| known.name == name);
            if let Some(name) = row.name.as_deref().filter(|name| !had(name)) {
                notes.warning("name", name, other_name(&organization.name));
            }
            match row.content.known(organization) {
                Ok(true) => checked.already += 1,
                Ok(false) => {
                    let entered = row.content.entered(organization.clone(), today);
                    known.extend(entered.map(|entered| (row.uscc.clone(), entered)));
                    checked.rows.push(row);
                }
                Err(why) => notes.problem("uscc", &row.uscc, why),
            }
            checked.problems.append(&mut notes.problems);
            checked.warnings.append(&mut notes.warnings);
        }
        checked.problems.sort_by_key(|note| note.line);
        checked.warnings.sort_by_key(|note| note.line);
        Ok(checked)
    }

    /// The organizations that bear codes, as they are now.
    fn states_by_code<'c>(
        &self,
        codes: impl Iterator<Item = &'c String>,
    ) -> Result<HashMap<String, Organization>, RegistryError> {
        self.store.read(|reader| {
            let mut known = HashMap::new();
            for code in codes {
                if let Some(found) = reader.organization_state(code)? {
                    known.insert(code.clone(), found);
                }
            }
            Ok::<_, RegistryError>(known)
        })
    }

    /// Enters the rows of a checked file. `progress` is told how many are entered. When it is cut off,
    /// running the same file again enters the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is entered.
    pub fn commit_oversight(
        &self,
        actor: &Actor,
        checked: &CheckedOversight,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, RegistryError> {
        let mut done = 0;
        for batch in batches(&checked.rows, |row| &row.uscc) {
            let calls = batch.iter().map(|row| {
                let target = Target::Organization(row.uscc.clone());
                ActCall::new(actor.clone(), target, row.content.request())
            });
            done += self.perform_together(calls.collect())?;
            progress(done);
        }
        Ok(done)
    }
}

fn read(
    what: OversightFile,
    file: impl Read,
    today: NaiveDate,
) -> Result<CheckedOversight, RegistryError> {
    let mut checked = CheckedOversight::default();
    let mut of_code: HashMap<String, Vec<usize>> = HashMap::new();
    table::read(file, what.needed(), &mut |header, record, mut notes| {
        let row = parse(what, header, record, today, &mut notes);
        if let Some(row) = row.filter(|_| notes.problems.is_empty()) {
            let known = of_code.entry(row.uscc.clone()).or_default();
            let mut others = known.iter().filter_map(|index| checked.rows.get(*index));
            if let Some(first) = others.find(|other| other.content == row.content) {
                notes.problem("uscc", &row.uscc, again(first.line));
            } else {
                known.push(checked.rows.len());
                checked.rows.push(row);
            }
        }
        checked.problems.append(&mut notes.problems);
        checked.warnings.append(&mut notes.warnings);
    })?;
    Ok(checked)
}

fn parse(
    what: OversightFile,
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<OversightRow> {
    let uscc = code(header.cell(record, "uscc"), notes);
    let name = header.cell(record, "name");
    let content = match what {
        OversightFile::Inspections => inspection(header, record, today, notes),
        OversightFile::Listings(list) => Some(entry(list, header, record, today, notes)),
    };
    Some(OversightRow {
        line: notes.line,
        uscc: uscc?.to_string(),
        name: (!name.is_empty()).then(|| name.to_owned()),
        content: content?,
    })
}

/// A text of the row that is not too long.
fn short(header: &Header, record: &StringRecord, column: &str, notes: &mut Notes) -> String {
    let text = header.cell(record, column);
    if text.chars().count() > LONGEST {
        notes.problem(column, text, too_long());
    }
    text.to_owned()
}

/// A day of the row that has come.
fn past(
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

fn inspection(
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
fn entry(
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

fn listed_otherwise() -> Text {
    Text::new(
        "同一时间该组织已在此名录；请核对日期。",
        "It stood on this list at the same time already; please check the days.",
    )
}

fn no_more() -> Text {
    Text::new(
        "该组织已经注销，不在任何名录；请补充移出日期。",
        "This organization is no more and stands on no list; add when it was taken off.",
    )
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

fn told_otherwise() -> Text {
    Text::new(
        "该年度已有结论，内容不同；请核对。",
        "There is a conclusion of that year which says something else; please check.",
    )
}

fn again(first: u64) -> Text {
    Text::new(
        format!("与第 {first} 行相同；请保留一行。"),
        format!("The same as line {first}; keep one of the two."),
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
