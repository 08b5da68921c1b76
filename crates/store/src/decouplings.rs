//! The read model of cases of decoupling, their dimensions, and the figures that are counted of them.
//! Made from the log and nothing else.
//!
//! What may not enter: what a status or a state of a dimension means.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{
    dsl::{count_star, exists, not, sql},
    prelude::*,
    sql_types::Bool,
};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::{begins_with, holds_on};
use crate::schema::{decoupling_dimensions, decouplings, organizations, relations, units};

/// A case of decoupling: the last one of its organization.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = decouplings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DecouplingRow {
    /// The organization.
    pub organization: String,
    /// Number: the position at which it was listed; lists are in this order.
    pub id: i64,
    /// The programme.
    pub programme: String,
    /// The batch.
    pub batch: i64,
    /// The department that is to leave, or has left.
    pub department: String,
    /// Code of the organization's administrative division.
    pub division: String,
    /// The organization's registrar.
    pub registrar: String,
    /// Where it stands.
    pub status: String,
    /// Why it does not go on.
    pub stuck: Option<String>,
    /// When it was listed.
    pub listed_on: NaiveDate,
    /// By when it is to be done.
    pub due_on: NaiveDate,
    /// When it was completed.
    pub completed_on: Option<NaiveDate>,
    /// When its exemption is looked at again.
    pub review_on: Option<NaiveDate>,
}

/// How far a dimension of a case is.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = decoupling_dimensions, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DimensionRow {
    /// `<organization>/<dimension>`.
    pub key: String,
    /// The organization.
    pub organization: String,
    /// The dimension.
    pub dimension: String,
    /// How far it is.
    pub state: String,
    /// Whose signature it waits for: `<programme>|<role>`, or `department|<unit>`.
    pub waits_for: Option<String>,
}

/// A case with the organization as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDecoupling {
    /// The case.
    pub case: DecouplingRow,
    /// The organization's name.
    pub name: String,
    /// Its code.
    pub uscc: Option<String>,
}

/// Which cases. What is none or empty doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecouplingFilter {
    /// Of this programme.
    pub programme: Option<String>,
    /// Of this batch.
    pub batch: Option<i64>,
    /// Of this department.
    pub department: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Code of the administrative division itself.
    pub division: Option<String>,
    /// Standing in any of these.
    pub statuses: Vec<String>,
    /// That do not go on, for this reason.
    pub stuck: Option<String>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Exemptions to be looked at again by this day.
    pub review_by: Option<NaiveDate>,
    /// With this dimension …
    pub dimension: Option<String>,
    /// … or some dimension that is so far.
    pub dimension_state: Option<String>,
    /// With a dimension that waits for one of these.
    pub waits_for: Vec<String>,
    /// Only those whose department supervises the organization no more.
    pub department_passed: bool,
}

/// Narrows a boxed query with the table of cases in it.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(programme) = &filter.programme {
            query = query.filter(decouplings::programme.eq(programme));
        }
        if let Some(batch) = filter.batch {
            query = query.filter(decouplings::batch.eq(batch));
        }
        if let Some(department) = &filter.department {
            query = query.filter(decouplings::department.eq(department));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, decouplings::division, prefix);
        }
        if let Some(division) = &filter.division {
            query = query.filter(decouplings::division.eq(division));
        }
        if !filter.statuses.is_empty() {
            query = query.filter(decouplings::status.eq_any(&filter.statuses));
        }
        if let Some(stuck) = &filter.stuck {
            query = query.filter(decouplings::stuck.eq(stuck));
        }
        if let Some(day) = filter.due_before {
            query = query.filter(decouplings::due_on.lt(day));
        }
        if let Some(day) = filter.review_by {
            query = query.filter(decouplings::review_on.le(day));
        }
        query
    }};
}

/// The organizations with a dimension that fits a condition; a subquery cannot be boxed.
macro_rules! with_dimension {
    ($condition:expr) => {
        decouplings::organization.eq_any(
            decoupling_dimensions::table
                .filter($condition)
                .select(decoupling_dimensions::organization),
        )
    };
}

/// Narrows a boxed query over cases alone, by their dimensions too.
macro_rules! listed {
    ($query:expr, $filter:expr) => {{
        let filter = $filter;
        let (dimension, state) = (decoupling_dimensions::dimension, decoupling_dimensions::state);
        let mut query = narrowed!($query, filter);
        query = match (&filter.dimension, &filter.dimension_state) {
            (Some(of), Some(so_far)) => {
                query.filter(with_dimension!(dimension.eq(of).and(state.eq(so_far))))
            }
            (Some(of), None) => query.filter(with_dimension!(dimension.eq(of))),
            (None, Some(so_far)) => query.filter(with_dimension!(state.eq(so_far))),
            (None, None) => query,
        };
        if filter.department_passed {
            let present = organizations::supervisory_unit;
            let supervised = organizations::table
                .filter(organizations::id.eq(decouplings::organization))
                .filter(present.assume_not_null().eq(decouplings::department));
            query = query.filter(not(exists(supervised)));
        }
        if !filter.waits_for.is_empty() {
            let waits = decoupling_dimensions::waits_for.eq_any(&filter.waits_for);
            query = query.filter(with_dimension!(waits.assume_not_null()));
        }
        query
    }};
}

/// By what cases are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountBy {
    /// By batch.
    Batch,
    /// By department.
    Department,
    /// By administrative division.
    Division,
}

/// So many cases of one key in one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Number of the batch, or identifier of the department, or code of the division.
    pub key: String,
    /// The status, or the state of a dimension.
    pub status: String,
    /// How many.
    pub count: i64,
}

/// A department, and how many organizations it supervised on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervising {
    /// The unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores a case in place of what was known of its organization.
    pub fn put_decoupling(&mut self, row: &DecouplingRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(decouplings::table)
                .values(row)
                .on_conflict(decouplings::organization)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }

    /// Stores the dimensions of a case in place of what was known of its organization.
    pub fn put_dimensions(
        &mut self,
        organization: &str,
        rows: &[DimensionRow],
    ) -> Result<(), StoreError> {
        let own = decoupling_dimensions::organization.eq(organization);
        diesel::delete(decoupling_dimensions::table.filter(own)).execute(self.conn)?;
        for row in rows {
            diesel::insert_into(decoupling_dimensions::table).values(row).execute(self.conn)?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// The number of an organization's last case.
    pub fn decoupling_id(&mut self, organization: &str) -> Result<Option<i64>, StoreError> {
        let query = decouplings::table.find(organization).select(decouplings::id);
        Ok(query.get_result(self.conn).optional()?)
    }

    /// Units whose end is known and that are departments of cases.
    pub fn departments_that_ended(&mut self) -> Result<Vec<String>, StoreError> {
        let listed = decouplings::table.select(decouplings::department);
        let query = units::table
            .filter(units::valid_to.is_not_null())
            .filter(units::id.eq_any(listed))
            .order(units::id)
            .select(units::id);
        Ok(query.load(self.conn)?)
    }

    /// At most `limit` cases in the order in which they were listed, after the one numbered `after`.
    pub fn list_decouplings(
        &mut self,
        filter: &DecouplingFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ListedDecoupling>, StoreError> {
        let mut query = listed!(decouplings::table.into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(decouplings::id.gt(id));
        }
        let query = query.order(decouplings::id).limit(limit.into());
        let cases: Vec<DecouplingRow> = query.select(DecouplingRow::as_select()).load(self.conn)?;
        let mut named = self.named(cases.iter().map(|case| &case.organization))?;
        let listed = |case: DecouplingRow| {
            let (name, uscc) = named.remove(&case.organization).unwrap_or_default();
            ListedDecoupling { case, name, uscc }
        };
        Ok(cases.into_iter().map(listed).collect())
    }

    /// How many cases a list has.
    pub fn count_list_of_decouplings(
        &mut self,
        filter: &DecouplingFilter,
    ) -> Result<i64, StoreError> {
        let query = decouplings::table.select(count_star()).into_boxed();
        Ok(listed!(query, filter).get_result(self.conn)?)
    }

    /// How many cases there are of each key and status.
    pub fn count_decouplings(
        &mut self,
        filter: &DecouplingFilter,
        by: CountBy,
    ) -> Result<Vec<Counted>, StoreError> {
        macro_rules! counted {
            ($column:expr) => {{
                let query = decouplings::table
                    .group_by(($column, decouplings::status))
                    .select(($column, decouplings::status, count_star()))
                    .into_boxed();
                narrowed!(query, filter).load(self.conn)?
            }};
        }
        let rows: Vec<(String, String, i64)> = match by {
            CountBy::Batch => {
                let rows: Vec<(i64, String, i64)> = counted!(decouplings::batch);
                rows.into_iter().map(|(batch, s, n)| (batch.to_string(), s, n)).collect()
            }
            CountBy::Department => counted!(decouplings::department),
            CountBy::Division => counted!(decouplings::division),
        };
        Ok(rows.into_iter().map(|(key, status, count)| Counted { key, status, count }).collect())
    }

    /// How many cases have each dimension so far.
    pub fn count_dimensions(
        &mut self,
        filter: &DecouplingFilter,
    ) -> Result<Vec<Counted>, StoreError> {
        let cases = decouplings::organization.eq(decoupling_dimensions::organization);
        let (dimension, state) = (decoupling_dimensions::dimension, decoupling_dimensions::state);
        let query = decoupling_dimensions::table
            .inner_join(decouplings::table.on(cases))
            .group_by((dimension, state))
            .select((dimension, state, count_star()))
            .into_boxed();
        let rows: Vec<(String, String, i64)> = narrowed!(query, filter).load(self.conn)?;
        Ok(rows.into_iter().map(|(key, status, count)| Counted { key, status, count }).collect())
    }

    /// How many organizations each unit of a kind supervised on a day.
    pub fn count_supervising(
        &mut self,
        unit_kind: &str,
        division_prefix: Option<&str>,
        on: NaiveDate,
    ) -> Result<Vec<Supervising>, StoreError> {
        // The words stand in the statement, so that the index of supervision alone serves it.
        let supervision = sql::<Bool>("relations.kind = 'supervision'");
        let query = relations::table
            .filter(supervision)
            .group_by(relations::unit)
            .select((relations::unit, count_star()))
            .into_boxed();
        let counted: Vec<(String, i64)> = holds_on!(query, relations, on).load(self.conn)?;
        let mut counts: BTreeMap<String, i64> = counted.into_iter().collect();
        let mut query = units::table.filter(units::kind.eq(unit_kind)).into_boxed();
        if let Some(prefix) = division_prefix {
            query = begins_with!(query, units::division, prefix);
        }
        let known: Vec<(String, String)> =
            query.order(units::id).select((units::id, units::name)).load(self.conn)?;
        let supervising = |(unit, name): (String, String)| {
            counts.remove(&unit).map(|count| Supervising { unit, name, count })
        };
        Ok(known.into_iter().filter_map(supervising).collect())
    }
}
