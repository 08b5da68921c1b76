//! The read model of cases: the worklist of those who handle them, most urgent first. Made from the
//! log and nothing else.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::{AnyConnection, MultiBackend, ROWS, each_backend};
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::cases;

/// Stands for "no due date" where cases are sorted: after all dates.
pub const NO_DUE_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A case as it is now.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = cases, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct CaseRow {
    /// Identifier.
    pub id: String,
    /// Number in the order of entry.
    pub seq: i64,
    /// The matter applied for.
    pub act: String,
    /// Where the procedure stands.
    pub status: String,
    /// Kind of organization it is about.
    pub kind: String,
    /// Authority that decides.
    pub registrar: String,
    /// Unit whose opinion is asked.
    pub supervisory_unit: Option<String>,
    /// Code of the administrative division.
    pub division: String,
    /// Name of the organization it is about, existing or to be.
    pub subject_name: String,
    /// Account of the applicant.
    pub applicant: String,
    /// The organization it is about, once it exists.
    pub organization: Option<String>,
    /// Day on which it was opened.
    pub opened_on: NaiveDate,
    /// Last day of the clock that runs.
    pub due_on: Option<NaiveDate>,
    /// What is due then.
    pub due_what: Option<String>,
    /// Version of its stream.
    pub version: i64,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded: UTC.
    pub updated_at: NaiveDateTime,
    /// Current state, JSON.
    pub state: String,
}

impl CaseRow {
    /// Its place in the worklist; the next page begins after the last one's.
    #[must_use]
    pub fn worklist_key(&self) -> (NaiveDate, i64) {
        (self.due_on.unwrap_or(NO_DUE_DATE), self.seq)
    }
}

/// Which cases to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Any of these; empty means all.
    pub statuses: Vec<String>,
    /// The matter applied for.
    pub act: Option<String>,
    /// Authority that decides.
    pub registrar: Option<String>,
    /// Unit whose opinion is asked.
    pub supervisory_unit: Option<String>,
    /// Account of the applicant.
    pub applicant: Option<String>,
    /// The organization it is about.
    pub organization: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
}

type Query<'f> = cases::BoxedQuery<'f, MultiBackend>;

impl CaseFilter {
    fn apply<'f>(&'f self, mut query: Query<'f>) -> Query<'f> {
        if !self.statuses.is_empty() {
            query = query.filter(cases::status.eq_any(&self.statuses));
        }
        if let Some(act) = &self.act {
            query = query.filter(cases::act.eq(act));
        }
        if let Some(registrar) = &self.registrar {
            query = query.filter(cases::registrar.eq(registrar));
        }
        if let Some(unit) = &self.supervisory_unit {
            query = query.filter(cases::supervisory_unit.eq(unit));
        }
        if let Some(applicant) = &self.applicant {
            query = query.filter(cases::applicant.eq(applicant));
        }
        if let Some(organization) = &self.organization {
            query = query.filter(cases::organization.eq(organization));
        }
        if let Some(prefix) = &self.division_prefix {
            query = begins_with!(query, cases::division, prefix);
        }
        if let Some(day) = self.due_before {
            query = query.filter(cases::due_sort.lt(day));
        }
        query
    }
}

impl Writer<'_> {
    /// Stores cases that were not known before.
    pub fn add_cases(&mut self, rows: &[CaseRow]) -> Result<(), StoreError> {
        let sorted = |row: &CaseRow| cases::due_sort.eq(row.worklist_key().0);
        match &mut *self.conn {
            AnyConnection::Sqlite(c) => {
                for row in rows {
                    diesel::insert_into(cases::table).values((row, sorted(row))).execute(c)?;
                }
            }
            AnyConnection::Postgres(c) => {
                for chunk in rows.chunks(ROWS) {
                    let values: Vec<_> = chunk.iter().map(|row| (row, sorted(row))).collect();
                    diesel::insert_into(cases::table).values(values).execute(c)?;
                }
            }
        }
        Ok(())
    }

    /// Stores a known case as it has become.
    pub fn change_case(&mut self, row: &CaseRow) -> Result<(), StoreError> {
        let as_it_is = (row, cases::due_sort.eq(row.worklist_key().0));
        let update = diesel::update(cases::table.find(&row.id)).set(as_it_is);
        each_backend!(self.conn, c => update.execute(c)?);
        Ok(())
    }
}

impl Reader<'_> {
    /// A case by its identifier.
    pub fn case(&mut self, id: &str) -> Result<Option<CaseRow>, StoreError> {
        let found = each_backend!(self.conn, c => {
            cases::table.find(id).select(CaseRow::as_select()).get_result(c)
        });
        Ok(found.optional()?)
    }

    /// At most `limit` cases after the place `after` in the worklist: by due date, those without
    /// one last, then in the order of entry.
    pub fn list_cases(
        &mut self,
        filter: &CaseFilter,
        after: Option<(NaiveDate, i64)>,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let mut query = filter.apply(cases::table.into_boxed());
        if let Some((day, seq)) = after {
            // In this form, and not as an OR of two conditions, PostgreSQL walks the index.
            query = query
                .filter(cases::due_sort.ge(day))
                .filter(cases::due_sort.gt(day).or(cases::seq.gt(seq)));
        }
        Ok(query
            .order((cases::due_sort, cases::seq))
            .limit(limit.into())
            .select(CaseRow::as_select())
            .load(self.conn)?)
    }

    /// How many cases there are.
    pub fn count_cases(&mut self, filter: &CaseFilter) -> Result<i64, StoreError> {
        Ok(filter.apply(cases::table.into_boxed()).count().get_result(self.conn)?)
    }
}
