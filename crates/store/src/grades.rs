//! The read model of grades: a row for each, those that are past too. Made from the log and nothing else.
//!
//! What may not enter: what a grade or stage means.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::annual::NamedOrganization;
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::of_organizations;
use crate::schema::{grades, organizations};

/// A grade.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = grades, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct GradeRow {
    /// Organization and number: `<organization>/<number>`.
    pub key: String,
    /// Number: the position at which it was entered; pages are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Number within the organization.
    pub number: i32,
    /// The grade.
    pub grade: String,
    /// The grade before, where it was adjusted.
    pub lowered_from: Option<String>,
    /// When it was announced, where that is known.
    pub announced_on: Option<NaiveDate>,
    /// The first day on which it runs.
    pub valid_from: Option<NaiveDate>,
    /// The last.
    pub valid_until: Option<NaiveDate>,
    /// The first day on which it runs no more.
    pub ended_on: Option<NaiveDate>,
    /// By when certificate and sign are to come back.
    pub return_by: Option<NaiveDate>,
    /// When they came back.
    pub returned_on: Option<NaiveDate>,
}

/// Which grades. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GradeFilter {
    /// This grade.
    pub grade: Option<String>,
    /// Running on this day.
    pub on: Option<NaiveDate>,
    /// Announced from this day on.
    pub announced_from: Option<NaiveDate>,
    /// Announced until this day.
    pub announced_until: Option<NaiveDate>,
    /// Ending before this day.
    pub ends_before: Option<NaiveDate>,
    /// With this registrar.
    pub registrar: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
}

/// Narrows a boxed query.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(grade) = &filter.grade {
            query = query.filter(grades::grade.eq(grade));
        }
        if let Some(day) = filter.on {
            query = query
                .filter(grades::valid_from.is_null().or(grades::valid_from.le(day)))
                .filter(grades::valid_until.is_null().or(grades::valid_until.ge(day)))
                .filter(grades::ended_on.is_null().or(grades::ended_on.gt(day)));
        }
        if let Some(day) = filter.announced_from {
            query = query.filter(grades::announced_on.ge(day));
        }
        if let Some(day) = filter.announced_until {
            query = query.filter(grades::announced_on.le(day));
        }
        if let Some(day) = filter.ends_before {
            query = query.filter(grades::valid_until.lt(day));
        }
        of_organizations!(query, filter)
    }};
}

/// So many of one grade and kind of organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedGrades {
    /// The kind of organization.
    pub kind: String,
    /// The grade.
    pub grade: String,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores a row in place of what was known of it.
    pub fn put_grade(&mut self, row: &GradeRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(grades::table)
                .values(row)
                .on_conflict(grades::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The numbers of an organization's rows, by key.
    pub fn grade_ids(&mut self, organization: &str) -> Result<HashMap<String, i64>, StoreError> {
        let known = grades::table
            .filter(grades::organization.eq(organization))
            .select((grades::key, grades::id));
        Ok(known.load(self.conn)?.into_iter().collect())
    }

    /// At most `limit` rows in the order in which they were entered, after the one numbered `after`.
    pub fn list_grades(
        &mut self,
        filter: &GradeFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(GradeRow, NamedOrganization)>, StoreError> {
        let of_it = grades::organization.eq(organizations::id);
        let joined = grades::table.inner_join(organizations::table.on(of_it));
        let columns = (GradeRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(grades::id.gt(id));
        }
        Ok(query.order((grades::id, grades::key)).limit(limit.into()).load(self.conn)?)
    }

    /// How many there are.
    pub fn count_grades(&mut self, filter: &GradeFilter) -> Result<Vec<CountedGrades>, StoreError> {
        let of_it = grades::organization.eq(organizations::id);
        let query = grades::table
            .inner_join(organizations::table.on(of_it))
            .group_by((organizations::kind, grades::grade))
            .select((organizations::kind, grades::grade, count_star()))
            .into_boxed();
        let rows: Vec<(String, String, i64)> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(kind, grade, count)| CountedGrades { kind, grade, count };
        Ok(rows.into_iter().map(counted).collect())
    }
}
