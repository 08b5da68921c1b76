//! Annual reports and inspections as they are read: one organization whole, the years of many, who is
//! overdue, warnings, figures. Every figure has the list that yields it.
//!
//! What may not enter: deciding, and the addresses of lists (the API).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use shuniu_core::{
    access::{self, Actor},
    decide::organization_subject,
    organization::{Organization, OrganizationStatus},
    oversight::annual::{
        AnnualDuty, AnnualYear, DueOn, FigureChange, NoDuty, RecordedInspection, RiskWarning, duty,
        overdue,
    },
    text::Text,
    unit::UnitId,
};
use shuniu_store::{
    AnnualFilter, AnnualYearRow, NamedOrganization, OrganizationFilter, WarningFilter, WarningRow,
};

use crate::{Registry, RegistryError, paging::next_place};

/// Organizations that are looked at together for who is overdue.
const PAGE: u32 = 500;

/// One year, with what its report changes against the year before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualYearView {
    /// Where it stands, in words.
    pub status_text: Option<Text>,
    /// Figures that are others than the year before.
    pub differences: Vec<FigureChange>,
    /// What is known of it.
    #[serde(flatten)]
    pub known: AnnualYear,
}

/// Annual reports and inspections of one organization.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualView {
    /// The organization.
    pub organization: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: String,
    /// What it has to do for the last year that is over; none where it has nothing to do.
    pub duty: Option<AnnualDuty>,
    /// Why it has nothing to do.
    pub no_duty: Option<NoDuty>,
    /// Its years, the last first.
    pub years: Vec<AnnualYearView>,
    /// Conclusions of older registers.
    pub recorded: Vec<RecordedInspection>,
    /// Warnings, the last first.
    pub warnings: Vec<RiskWarning>,
    /// Version of the organization.
    pub version: i64,
}

/// A line of the list of years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its registrar.
    pub registrar: String,
    /// Code of its administrative division.
    pub division: String,
    /// The year that is reported.
    pub year: i32,
    /// Where it stands: `missed`, `filed`, `returned`, `reviewed`, `concluded`, `rectifying`.
    pub status: String,
    /// The conclusion in force.
    pub result: Option<String>,
    /// When it was filed first.
    pub filed_on: Option<NaiveDate>,
    /// By when it was to be with the registrar.
    pub due_on: Option<NaiveDate>,
    /// Whether it came after that day.
    pub late: bool,
    /// By when to rectify, while that is open.
    pub rectify_by: Option<NaiveDate>,
}

/// Who has to file and has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OverdueLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its registrar.
    pub registrar: String,
    /// Its supervisory unit.
    pub supervisory_unit: Option<String>,
    /// The year that is missing.
    pub year: i32,
    /// The last day, with its article.
    pub due: DueOn,
    /// Whether an officer has recorded that nothing came.
    pub recorded: bool,
}

/// A line of the list of warnings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WarningLine {
    /// The organization.
    pub organization: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Number within the organization.
    pub number: i32,
    /// What.
    pub what: String,
    /// Whose it is to see to.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Whether that day has passed and it is open.
    pub late: bool,
    /// When it was raised.
    pub raised_on: NaiveDate,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}

/// How many years of one kind of organization there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualFigures {
    /// The kind.
    pub kind: String,
    /// In all.
    pub total: i64,
    /// By where they stand.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub statuses: BTreeMap<String, i64>,
    /// By the conclusion in force.
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::HashMap<String, i64>))]
    pub results: BTreeMap<String, i64>,
}

impl AnnualLine {
    fn of((row, named): (AnnualYearRow, NamedOrganization)) -> Self {
        Self {
            late: row.filed_on.zip(row.due_on).is_some_and(|(filed, due)| filed > due),
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            kind: named.kind,
            registrar: named.registrar,
            division: named.division,
            year: row.year,
            status: row.status,
            result: row.result,
            filed_on: row.filed_on,
            due_on: row.due_on,
            rectify_by: row.rectify_by,
        }
    }
}

impl WarningLine {
    fn of((row, named): (WarningRow, NamedOrganization), today: NaiveDate) -> Self {
        Self {
            late: row.closed_on.is_none() && row.due_on < today,
            organization: row.organization,
            uscc: named.uscc,
            name: named.name,
            number: row.number,
            what: row.what,
            owner: row.owner,
            due_on: row.due_on,
            raised_on: row.raised_on,
            closed_on: row.closed_on,
        }
    }
}

/// Whether somebody may list matters of oversight, of the organizations under a unit where the list names one.
pub(crate) fn may_list(actor: &Actor, supervisory_unit: Option<&str>) -> Result<(), RegistryError> {
    let unit = supervisory_unit.and_then(|unit| UnitId::parse(unit).ok());
    access::list_oversight(actor, unit.as_ref()).map_err(RegistryError::Denied)
}

fn views(organization: &Organization) -> Vec<AnnualYearView> {
    let annual = &organization.annual;
    let view = |known: &AnnualYear| {
        let before = known.year.checked_sub(1).and_then(|year| annual.of(year)?.report.as_ref());
        let pair = known.report.as_ref().zip(before);
        AnnualYearView {
            status_text: known.status().map(|status| status.text()),
            differences: pair.map(|(now, before)| now.differences(before)).unwrap_or_default(),
            known: known.clone().without_accounts(),
        }
    };
    annual.years.values().rev().map(view).collect()
}

impl Registry {
    /// Annual reports and inspections of an organization, by id or code, for those who have to do with it.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization; [`RegistryError::Denied`] for
    /// others.
    pub fn annual(&self, id_or_code: &str, actor: &Actor) -> Result<AnnualView, RegistryError> {
        let last = self.today().year().saturating_sub(1);
        let found = self.store.read_one(|reader| reader.organization_state(id_or_code))?;
        let organization = found.ok_or(RegistryError::NotFound("organization"))?;
        access::see_oversight(actor, &organization_subject(&organization))
            .map_err(RegistryError::Denied)?;
        let duty = duty(&self.books, &organization, last);
        Ok(AnnualView {
            no_duty: duty.as_ref().err().copied(),
            duty: duty.ok(),
            years: views(&organization),
            warnings: organization.annual.warnings.iter().rev().cloned().collect(),
            recorded: organization.annual.recorded,
            uscc: organization.uscc.to_string(),
            organization: organization.id,
            name: organization.name,
            version: organization.version,
        })
    }

    /// A page of years in the order in which something was first known of them, and where the next page
    /// begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn list_annual_years(
        &self,
        actor: &Actor,
        filter: &AnnualFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<AnnualLine>, Option<i64>), RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        let rows = self.store.read_one(|r| r.list_annual_years(filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(AnnualLine::of).collect(), next))
    }

    /// Who had to file a report for a year and has not, in the order of entry, and where the next page
    /// begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn list_overdue(
        &self,
        actor: &Actor,
        filter: &OrganizationFilter,
        year: i32,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<OverdueLine>, Option<i64>), RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        let today = self.today();
        let status = Some(OrganizationStatus::Registered.id().to_owned());
        let filter = OrganizationFilter { status, ..filter.clone() };
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut lines, mut at) = (Vec::new(), after);
        loop {
            let states =
                self.store.read_one(|r| r.organization_states(&filter, Some(year), at, PAGE))?;
            let full = states.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX);
            for (seq, state) in states {
                if lines.len() >= most {
                    return Ok((lines, at));
                }
                at = Some(seq);
                let organization: Organization = serde_json::from_str(&state)?;
                if let Some(due) = overdue(&self.books, &organization, year, today) {
                    lines.push(OverdueLine::of(organization, year, due));
                }
            }
            if !full {
                return Ok((lines, None));
            }
        }
    }

    /// A page of warnings in the order in which they were raised, and where the next page begins.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn list_warnings(
        &self,
        actor: &Actor,
        filter: &WarningFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<WarningLine>, Option<i64>), RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        let today = self.today();
        let rows = self.store.read_one(|r| r.list_warnings(filter, after, limit))?;
        let next = next_place(&rows, limit, |(row, _)| row.id);
        Ok((rows.into_iter().map(|row| WarningLine::of(row, today)).collect(), next))
    }

    /// How many years there are of each kind of organization, by where they stand and by conclusion.
    ///
    /// # Errors
    /// [`RegistryError::Denied`] for whoever works in no office and supervises none of them.
    pub fn annual_figures(
        &self,
        actor: &Actor,
        filter: &AnnualFilter,
    ) -> Result<Vec<AnnualFigures>, RegistryError> {
        may_list(actor, filter.supervisory_unit.as_deref())?;
        let mut figures: BTreeMap<String, AnnualFigures> = BTreeMap::new();
        for counted in self.store.read_one(|r| r.count_annual_years(filter))? {
            let line = figures.entry(counted.kind.clone()).or_default();
            line.kind = counted.kind;
            line.total += counted.count;
            *line.statuses.entry(counted.status).or_default() += counted.count;
            if let Some(result) = counted.result {
                *line.results.entry(result).or_default() += counted.count;
            }
        }
        Ok(figures.into_values().collect())
    }
}

impl OverdueLine {
    fn of(organization: Organization, year: i32, due: DueOn) -> Self {
        let unit = organization.supervision.as_ref().map(|s| s.unit.id.to_string());
        let known = organization.annual.of(year);
        Self {
            recorded: known.is_some_and(|known| known.missed.is_some()),
            uscc: organization.uscc.to_string(),
            kind: organization.kind.id().to_owned(),
            registrar: organization.registrar.id.to_string(),
            supervisory_unit: unit,
            organization: organization.id,
            name: organization.name,
            year,
            due,
        }
    }
}
