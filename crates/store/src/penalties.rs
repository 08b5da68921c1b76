//! The read model of penalties: a row for each case, and for each penalty that another department decided. Made
//! from the log and nothing else.
//!
//! What may not enter: what a stage or measure means.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::annual::NamedOrganization;
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::of_organizations;
use crate::schema::{organizations, penalties};

/// A case, or a penalty of another department.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = penalties, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct PenaltyRow {
    /// Organization and number: `<organization>/<number>`; `<organization>/r<number>` for what is recorded.
    pub key: String,
    /// Number: the position at which it was entered; pages are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Number of the case within the organization.
    pub number: Option<i32>,
    /// Where it stands; `recorded` for what another department decided.
    pub stage: String,
    /// The law that it rests on.
    pub basis: Option<String>,
    /// The ground.
    pub ground: Option<String>,
    /// What was decided, or is to be, separated by spaces.
    pub measures: String,
    /// What is to be paid, in yuan.
    pub yuan: Option<i64>,
    /// Who decides.
    pub authority: String,
    /// Number of the decision.
    pub document_number: Option<String>,
    /// When it was filed.
    pub filed_on: Option<NaiveDate>,
    /// When it was decided.
    pub decided_on: Option<NaiveDate>,
    /// When it was delivered.
    pub served_on: Option<NaiveDate>,
    /// By when the next step is due.
    pub due_on: Option<NaiveDate>,
    /// Whether everybody may read it.
    pub published: bool,
}

/// Which rows. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PenaltyFilter {
    /// Standing so.
    pub stage: Option<String>,
    /// For this.
    pub ground: Option<String>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Decided from this day on.
    pub decided_from: Option<NaiveDate>,
    /// Decided until this day.
    pub decided_until: Option<NaiveDate>,
    /// Only what everybody may read.
    pub published: bool,
    /// Only cases of the register.
    pub cases: bool,
    /// With this registrar.
    pub registrar: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
}

/// Narrows a boxed query over penalties.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(stage) = &filter.stage {
            query = query.filter(penalties::stage.eq(stage));
        }
        if let Some(ground) = &filter.ground {
            query = query.filter(penalties::ground.eq(ground));
        }
        if let Some(day) = filter.due_before {
            query = query.filter(penalties::due_on.lt(day));
        }
        if let Some(day) = filter.decided_from {
            query = query.filter(penalties::decided_on.ge(day));
        }
        if let Some(day) = filter.decided_until {
            query = query.filter(penalties::decided_on.le(day));
        }
        if filter.published {
            query = query.filter(penalties::published.eq(true));
        }
        if filter.cases {
            query = query.filter(penalties::number.is_not_null());
        }
        of_organizations!(query, filter)
    }};
}

/// So many cases of one stage and ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedPenalties {
    /// Where they stand.
    pub stage: String,
    /// The ground.
    pub ground: Option<String>,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores a row in place of what was known of it.
    pub fn put_penalty(&mut self, row: &PenaltyRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(penalties::table)
                .values(row)
                .on_conflict(penalties::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The numbers of an organization's rows, by key.
    pub fn penalty_ids(&mut self, organization: &str) -> Result<HashMap<String, i64>, StoreError> {
        let known = penalties::table
            .filter(penalties::organization.eq(organization))
            .select((penalties::key, penalties::id));
        Ok(known.load(self.conn)?.into_iter().collect())
    }

    /// At most `limit` rows in the order in which they were entered, after the one numbered `after`.
    pub fn list_penalties(
        &mut self,
        filter: &PenaltyFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(PenaltyRow, NamedOrganization)>, StoreError> {
        let of_it = penalties::organization.eq(organizations::id);
        let joined = penalties::table.inner_join(organizations::table.on(of_it));
        let columns = (PenaltyRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(penalties::id.gt(id));
        }
        Ok(query.order((penalties::id, penalties::key)).limit(limit.into()).load(self.conn)?)
    }

    /// How many there are of each stage and ground.
    pub fn count_penalties(
        &mut self,
        filter: &PenaltyFilter,
    ) -> Result<Vec<CountedPenalties>, StoreError> {
        let of_it = penalties::organization.eq(organizations::id);
        let query = penalties::table
            .inner_join(organizations::table.on(of_it))
            .group_by((penalties::stage, penalties::ground))
            .select((penalties::stage, penalties::ground, count_star()))
            .into_boxed();
        let rows: Vec<(String, Option<String>, i64)> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(stage, ground, count)| CountedPenalties { stage, ground, count };
        Ok(rows.into_iter().map(counted).collect())
    }
}
