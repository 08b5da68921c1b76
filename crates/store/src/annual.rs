//! The read models of annual reports and of warnings: a row for each organization and year, a row for each
//! warning. Made from the log and nothing else.
//!
//! What may not enter: what a status or result means, and who is overdue; the core tells that.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::{annual_years, organizations, warnings};

/// A year of an organization.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = annual_years, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct AnnualYearRow {
    /// Organization and year: `<organization>/<year>`.
    pub key: String,
    /// Number: the position at which something was first known of the year; lists are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// The year that is reported.
    pub year: i32,
    /// Where the year stands.
    pub status: String,
    /// The conclusion in force.
    pub result: Option<String>,
    /// When it was filed first.
    pub filed_on: Option<NaiveDate>,
    /// By when it was to be with the registrar.
    pub due_on: Option<NaiveDate>,
    /// By when to rectify, while that is open.
    pub rectify_by: Option<NaiveDate>,
}

/// A warning of an organization.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = warnings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct WarningRow {
    /// Organization and number: `<organization>/<number>`.
    pub key: String,
    /// Number: the position at which it was raised; lists are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Number within the organization.
    pub number: i32,
    /// What.
    pub what: String,
    /// Whose it is to see to.
    pub owner: String,
    /// By when.
    pub due_on: NaiveDate,
    /// When it was raised.
    pub raised_on: NaiveDate,
    /// When it was closed.
    pub closed_on: Option<NaiveDate>,
}

/// An organization as a list of something else names it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct NamedOrganization {
    /// Its name.
    pub name: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Its registrar.
    pub registrar: String,
    /// Code of its administrative division.
    pub division: String,
}

/// Which years. What is none or empty doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnualFilter {
    /// The year that is reported.
    pub year: Option<i32>,
    /// With this registrar.
    pub registrar: Option<String>,
    /// Under this supervisory unit.
    pub supervisory_unit: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Standing so.
    pub status: Option<String>,
    /// Concluded so.
    pub result: Option<String>,
    /// Only those that were filed after their day.
    pub filed_late: bool,
    /// Only those whose day to rectify is before this one.
    pub rectify_before: Option<NaiveDate>,
}

/// Which warnings. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WarningFilter {
    /// With this registrar.
    pub registrar: Option<String>,
    /// Under this supervisory unit.
    pub supervisory_unit: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Whose it is to see to.
    pub owner: Option<String>,
    /// Open (true) or closed (false).
    pub open: Option<bool>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
}

/// Narrows a boxed query by the organization.
macro_rules! placed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(registrar) = &filter.registrar {
            query = query.filter(organizations::registrar.eq(registrar));
        }
        if let Some(unit) = &filter.supervisory_unit {
            query = query.filter(organizations::supervisory_unit.eq(unit));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, organizations::division, prefix);
        }
        query
    }};
}

/// Narrows a boxed query over years.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let filter = $filter;
        let mut query = placed!($query, filter);
        if let Some(year) = filter.year {
            query = query.filter(annual_years::year.eq(year));
        }
        if let Some(kind) = &filter.kind {
            query = query.filter(organizations::kind.eq(kind));
        }
        if let Some(status) = &filter.status {
            query = query.filter(annual_years::status.eq(status));
        }
        if let Some(result) = &filter.result {
            query = query.filter(annual_years::result.eq(result));
        }
        if filter.filed_late {
            query = query.filter(annual_years::filed_on.gt(annual_years::due_on));
        }
        if let Some(day) = filter.rectify_before {
            query = query.filter(annual_years::rectify_by.lt(day));
        }
        query
    }};
}

/// So many years of one kind, standing and result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedYears {
    /// The kind of organization.
    pub kind: String,
    /// Where they stand.
    pub status: String,
    /// The result, where there is one.
    pub result: Option<String>,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores a year in place of what was known of it; the number that it has stays.
    pub fn put_annual_year(&mut self, row: &AnnualYearRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(annual_years::table)
                .values(row)
                .on_conflict(annual_years::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }

    /// Stores a warning in place of what was known of it.
    pub fn put_warning(&mut self, row: &WarningRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(warnings::table)
                .values(row)
                .on_conflict(warnings::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The numbers of an organization's years, by key.
    pub fn annual_year_ids(
        &mut self,
        organization: &str,
    ) -> Result<HashMap<String, i64>, StoreError> {
        let years = annual_years::table
            .filter(annual_years::organization.eq(organization))
            .select((annual_years::key, annual_years::id));
        Ok(years.load(self.conn)?.into_iter().collect())
    }

    /// The numbers of an organization's warnings, by key.
    pub fn warning_ids(&mut self, organization: &str) -> Result<HashMap<String, i64>, StoreError> {
        let raised = warnings::table
            .filter(warnings::organization.eq(organization))
            .select((warnings::key, warnings::id));
        Ok(raised.load(self.conn)?.into_iter().collect())
    }

    /// At most `limit` years in the order in which something was first known of them, after the one
    /// numbered `after`.
    pub fn list_annual_years(
        &mut self,
        filter: &AnnualFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(AnnualYearRow, NamedOrganization)>, StoreError> {
        let of_it = annual_years::organization.eq(organizations::id);
        let joined = annual_years::table.inner_join(organizations::table.on(of_it));
        let columns = (AnnualYearRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(annual_years::id.gt(id));
        }
        Ok(query.order(annual_years::id).limit(limit.into()).load(self.conn)?)
    }

    /// How many years there are of each kind, standing and result.
    pub fn count_annual_years(
        &mut self,
        filter: &AnnualFilter,
    ) -> Result<Vec<CountedYears>, StoreError> {
        type Counted = (String, String, Option<String>, i64);
        let of_it = annual_years::organization.eq(organizations::id);
        let query = annual_years::table
            .inner_join(organizations::table.on(of_it))
            .group_by((organizations::kind, annual_years::status, annual_years::result))
            .select((organizations::kind, annual_years::status, annual_years::result, count_star()))
            .into_boxed();
        let rows: Vec<Counted> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(kind, status, result, count)| CountedYears { kind, status, result, count };
        Ok(rows.into_iter().map(counted).collect())
    }

    /// At most `limit` warnings in the order in which they were raised, after the one numbered `after`.
    pub fn list_warnings(
        &mut self,
        filter: &WarningFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(WarningRow, NamedOrganization)>, StoreError> {
        let of_it = warnings::organization.eq(organizations::id);
        let joined = warnings::table.inner_join(organizations::table.on(of_it));
        let columns = (WarningRow::as_select(), NamedOrganization::as_select());
        let mut query = placed!(joined.select(columns).into_boxed(), filter);
        if let Some(owner) = &filter.owner {
            query = query.filter(warnings::owner.eq(owner));
        }
        match filter.open {
            Some(true) => query = query.filter(warnings::closed_on.is_null()),
            Some(false) => query = query.filter(warnings::closed_on.is_not_null()),
            None => {}
        }
        if let Some(day) = filter.due_before {
            query = query.filter(warnings::due_on.lt(day));
        }
        if let Some(id) = after {
            query = query.filter(warnings::id.gt(id));
        }
        Ok(query.order(warnings::id).limit(limit.into()).load(self.conn)?)
    }
}
