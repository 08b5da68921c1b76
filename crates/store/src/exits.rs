//! The read model of exits: who is on its way out or gone, with where it stands, and how many there are.
//! Made from the log and nothing else.
//!
//! What may not enter: what a stage or ground means.

use chrono::NaiveDate;
use diesel::{
    dsl::{count_star, exists, not},
    prelude::*,
};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::{cases, exits};

/// Where an organization stands on its way out.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = exits, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ExitRow {
    /// The organization.
    pub organization: String,
    /// Number: the position at which it set out; lists are in this order.
    pub id: i64,
    /// Its registrar.
    pub registrar: String,
    /// Code of its administrative division.
    pub division: String,
    /// Its kind.
    pub kind: String,
    /// The stage.
    pub stage: String,
    /// Why, where that is known.
    pub ground: Option<String>,
    /// Since when it stands so.
    pub since: Option<NaiveDate>,
    /// By when deregistration is to be applied for.
    pub due_on: Option<NaiveDate>,
}

/// An exit with the organization as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedExit {
    /// The exit.
    pub exit: ExitRow,
    /// The organization's name.
    pub name: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Whether it has applied.
    pub applied: bool,
}

/// Which exits. What is none or empty doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExitFilter {
    /// With this registrar.
    pub registrar: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// In any of these stages.
    pub stages: Vec<String>,
    /// On this ground.
    pub ground: Option<String>,
    /// Only those whose ground is not known.
    pub without_ground: bool,
    /// Due before this day, and not applied for.
    pub due_before: Option<NaiveDate>,
    /// The matter that is applied for, as cases name it.
    pub matter: String,
    /// The statuses of a case in which it was applied for.
    pub applied: Vec<String>,
    /// Standing so since this day or later.
    pub since_from: Option<NaiveDate>,
    /// Standing so since this day or earlier.
    pub since_until: Option<NaiveDate>,
}

/// The cases that say that an organization has applied.
macro_rules! applied {
    ($filter:expr) => {
        cases::act.eq(&$filter.matter).and(cases::status.eq_any(&$filter.applied))
    };
}

/// Narrows a boxed query over exits.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(registrar) = &filter.registrar {
            query = query.filter(exits::registrar.eq(registrar));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, exits::division, prefix);
        }
        if let Some(kind) = &filter.kind {
            query = query.filter(exits::kind.eq(kind));
        }
        if !filter.stages.is_empty() {
            query = query.filter(exits::stage.eq_any(&filter.stages));
        }
        if let Some(ground) = &filter.ground {
            query = query.filter(exits::ground.eq(ground));
        }
        if filter.without_ground {
            query = query.filter(exits::ground.is_null());
        }
        if let Some(day) = filter.due_before {
            let applied = cases::table
                .filter(cases::organization.assume_not_null().eq(exits::organization))
                .filter(applied!(filter));
            query = query.filter(exits::due_on.lt(day)).filter(not(exists(applied)));
        }
        if let Some(day) = filter.since_from {
            query = query.filter(exits::since.ge(day));
        }
        if let Some(day) = filter.since_until {
            query = query.filter(exits::since.le(day));
        }
        query
    }};
}

/// So many exits of one ground in one stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedExits {
    /// The ground, where it is known.
    pub ground: Option<String>,
    /// The stage.
    pub stage: String,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores where an organization stands in place of what was known of it.
    pub fn put_exit(&mut self, row: &ExitRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(exits::table)
                .values(row)
                .on_conflict(exits::organization)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }

    /// Takes out the exit of an organization that is leaving no more.
    pub fn drop_exit(&mut self, organization: &str) -> Result<(), StoreError> {
        diesel::delete(exits::table.find(organization)).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The number of an organization's exit.
    pub fn exit_id(&mut self, organization: &str) -> Result<Option<i64>, StoreError> {
        let query = exits::table.find(organization).select(exits::id);
        Ok(query.get_result(self.conn).optional()?)
    }

    /// At most `limit` exits in the order in which they set out, after the one numbered `after`.
    pub fn list_exits(
        &mut self,
        filter: &ExitFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ListedExit>, StoreError> {
        let mut query = narrowed!(exits::table.into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(exits::id.gt(id));
        }
        let query = query.order(exits::id).limit(limit.into());
        let rows: Vec<ExitRow> = query.select(ExitRow::as_select()).load(self.conn)?;
        let mut named = self.named(rows.iter().map(|row| &row.organization))?;
        let ids: Vec<&String> = rows.iter().map(|row| &row.organization).collect();
        let applied: Vec<Option<String>> = cases::table
            .filter(cases::organization.eq_any(ids))
            .filter(applied!(filter))
            .select(cases::organization)
            .load(self.conn)?;
        let listed = |exit: ExitRow| {
            let (name, uscc) = named.remove(&exit.organization).unwrap_or_default();
            let applied = applied.iter().flatten().any(|id| *id == exit.organization);
            ListedExit { exit, name, uscc, applied }
        };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// How many exits there are of each ground and stage.
    pub fn count_exits(&mut self, filter: &ExitFilter) -> Result<Vec<CountedExits>, StoreError> {
        let query = exits::table
            .group_by((exits::ground, exits::stage))
            .select((exits::ground, exits::stage, count_star()))
            .into_boxed();
        let rows: Vec<(Option<String>, String, i64)> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(ground, stage, count)| CountedExits { ground, stage, count };
        Ok(rows.into_iter().map(counted).collect())
    }
}
