//! What older registers published of oversight, as existing law: conclusions of annual inspections, the two
//! lists of credit. Each row is checked against its own form and against the register, then entered on the organization
//! that bears its code.
//!
//! What may not enter: new decisions; they are made by acts.

use std::{collections::HashMap, io::Read};

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    access::Actor,
    act::ActRequest,
    evaluation::{self, EvaluationRequest, ExistingGrade},
    organization::Organization,
    oversight::{
        annual::{self, AnnualEvent, AnnualRequest, RecordedInspection},
        credit::{self, CreditEntry, CreditList, CreditRequest, ExistingListing, PastListing},
        penalty::{self, PenaltyEvent, PenaltyRequest, RecordedPenalty},
    },
    text::Text,
};

use super::{
    RowNote,
    commit::batches,
    grades, penalties,
    rows_of_oversight::{entry, inspection},
    table::{self, Header, Notes, code, other_name, unknown_code},
};
use crate::{ActCall, Registry, RegistryError, Target};

/// What a file of oversight is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OversightFile {
    /// Conclusions of annual inspections.
    Inspections,
    /// One of the lists of credit.
    Listings(CreditList),
    /// Penalties of other departments.
    Penalties,
    /// Grades.
    Grades,
    /// Grades that were lowered; organizations may be told by name.
    LoweredGrades,
}

impl OversightFile {
    /// The columns that must be there.
    #[must_use]
    pub fn needed(self) -> &'static [&'static str] {
        match self {
            Self::Inspections => &["uscc", "conclusion"],
            Self::Listings(_) => &["uscc"],
            Self::Grades => &["uscc", "grade"],
            Self::LoweredGrades => &["name", "grade_before", "grade_after", "decided"],
            Self::Penalties => &["uscc", "document_number", "kinds", "decided_on", "authority"],
        }
    }
}

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
    /// A penalty of another department.
    Penalty(RecordedPenalty),
    /// A grade.
    Grade(ExistingGrade),
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
            Self::Grade(existing) if existing.authority.is_empty() => {
                existing.authority.clone_from(&organization.registrar.name);
            }
            Self::Inspection(_) | Self::Listing(_) | Self::Penalty(_) | Self::Grade(_) => {}
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
            Self::Penalty(recorded) => penalties::known(recorded, organization),
            Self::Grade(existing) => grades::known(existing, organization),
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
            Self::Penalty(recorded) => {
                let event = PenaltyEvent::PenaltyRecorded { recorded: recorded.clone() };
                penalty::evolve(Some(organization), &event, on)
            }
            Self::Grade(existing) => {
                let number =
                    u32::try_from(organization.evaluation.grades.len()).unwrap_or(u32::MAX);
                let event = existing.recorded(number.saturating_add(1));
                evaluation::evolve(Some(organization), &event, on)
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
            Self::Penalty(recorded) => {
                ActRequest::Penalty { request: Box::new(PenaltyRequest::Import(recorded.clone())) }
            }
            Self::Grade(existing) => {
                let request = Box::new(EvaluationRequest::Import(existing.clone()));
                ActRequest::Evaluation { request }
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
        self.find_codes(&mut checked)?;
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

    /// Finds the code of rows that give a name only.
    fn find_codes(&self, checked: &mut CheckedOversight) -> Result<(), RegistryError> {
        for mut row in std::mem::take(&mut checked.rows) {
            if row.uscc.is_empty() {
                let name = row.name.clone().unwrap_or_default();
                match self.code_of_bearer(&name)? {
                    Ok(code) => row.uscc = code,
                    Err(why) => {
                        let mut notes = Notes { line: row.line, ..Notes::default() };
                        notes.problem("name", &name, why);
                        checked.problems.append(&mut notes.problems);
                        continue;
                    }
                }
            }
            checked.rows.push(row);
        }
        Ok(())
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
            let bearer = match row.uscc.is_empty() {
                true => row.name.clone().unwrap_or_default(),
                false => row.uscc.clone(),
            };
            let known = of_code.entry(bearer).or_default();
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
    let name = header.cell(record, "name");
    let written = header.cell(record, "uscc");
    let by_name = what == OversightFile::LoweredGrades && written.is_empty() && !name.is_empty();
    let uscc = match by_name {
        true => Some(String::new()),
        false => code(written, notes).map(|code| code.to_string()),
    };
    let content = match what {
        OversightFile::Inspections => inspection(header, record, today, notes),
        OversightFile::Listings(list) => Some(entry(list, header, record, today, notes)),
        OversightFile::Penalties => {
            penalties::parse(header, record, today, notes).map(OversightContent::Penalty)
        }
        OversightFile::Grades => {
            grades::parse(header, record, today, notes).map(OversightContent::Grade)
        }
        OversightFile::LoweredGrades => {
            grades::parse_lowered(header, record, today, notes).map(OversightContent::Grade)
        }
    };
    Some(OversightRow {
        line: notes.line,
        uscc: uscc?,
        name: (!name.is_empty()).then(|| name.to_owned()),
        content: content?,
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
