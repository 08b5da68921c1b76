//! The read model of evaluations: a row for each, under way and past. Made from the log and nothing else.
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
use crate::schema::{evaluations, organizations};

/// An evaluation.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = evaluations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct EvaluationRow {
    /// Organization and number: `<organization>/<number>`.
    pub key: String,
    /// Number: the position at which it was entered; pages are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Number within the organization.
    pub number: i32,
    /// The round, by number.
    pub round: i32,
    /// Why it is evaluated.
    pub kind: String,
    /// Where it stands.
    pub stage: String,
    /// The grade that was voted last.
    pub grade: Option<String>,
    /// When it was begun.
    pub begun_on: NaiveDate,
    /// The last day of publicity.
    pub publicity_until: Option<NaiveDate>,
    /// When it was announced.
    pub announced_on: Option<NaiveDate>,
}

/// Which evaluations. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvaluationFilter {
    /// Standing so.
    pub stage: Option<String>,
    /// Evaluated for this.
    pub why: Option<String>,
    /// Of this round; of one registrar only.
    pub round: Option<i32>,
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
        if let Some(stage) = &filter.stage {
            query = query.filter(evaluations::stage.eq(stage));
        }
        if let Some(why) = &filter.why {
            query = query.filter(evaluations::kind.eq(why));
        }
        if let Some(round) = filter.round {
            query = query.filter(evaluations::round.eq(round));
        }
        of_organizations!(query, filter)
    }};
}

/// So many at one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedEvaluations {
    /// Where they stand.
    pub stage: String,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores a row in place of what was known of it.
    pub fn put_evaluation(&mut self, row: &EvaluationRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(evaluations::table)
                .values(row)
                .on_conflict(evaluations::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The numbers of an organization's rows, by key.
    pub fn evaluation_ids(
        &mut self,
        organization: &str,
    ) -> Result<HashMap<String, i64>, StoreError> {
        let known = evaluations::table
            .filter(evaluations::organization.eq(organization))
            .select((evaluations::key, evaluations::id));
        Ok(known.load(self.conn)?.into_iter().collect())
    }

    /// At most `limit` rows in the order in which they were entered, after the one numbered `after`.
    pub fn list_evaluations(
        &mut self,
        filter: &EvaluationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(EvaluationRow, NamedOrganization)>, StoreError> {
        let of_it = evaluations::organization.eq(organizations::id);
        let joined = evaluations::table.inner_join(organizations::table.on(of_it));
        let columns = (EvaluationRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(evaluations::id.gt(id));
        }
        Ok(query.order((evaluations::id, evaluations::key)).limit(limit.into()).load(self.conn)?)
    }

    /// How many there are.
    pub fn count_evaluations(
        &mut self,
        filter: &EvaluationFilter,
    ) -> Result<Vec<CountedEvaluations>, StoreError> {
        let of_it = evaluations::organization.eq(organizations::id);
        let query = evaluations::table
            .inner_join(organizations::table.on(of_it))
            .group_by(evaluations::stage)
            .select((evaluations::stage, count_star()))
            .into_boxed();
        let rows: Vec<(String, i64)> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(stage, count)| CountedEvaluations { stage, count };
        Ok(rows.into_iter().map(counted).collect())
    }
}
