//! Proposals of sweeps, and how far a sweep is. They are no facts and not in the log: the next sweep finds
//! them again, so they are neither copied nor rebuilt.
//!
//! What may not enter: what a proposal means.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::count_star, prelude::*};

use crate::access::{Reader, Writer};
use crate::annual::NamedOrganization;
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::{organizations, proposals, sweeps};

/// A proposal as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = proposals, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ProposalRow {
    /// Organization, kind and what it is about.
    pub key: String,
    /// The organization.
    pub organization: String,
    /// What is proposed.
    pub kind: String,
    /// About what.
    pub about: String,
    /// By when it is due.
    pub due_on: NaiveDate,
    /// The article it rests on, JSON.
    pub citation: Option<String>,
    /// The day of the sweep that proposed it first.
    pub first_on: NaiveDate,
    /// The day of the sweep that proposed it last.
    pub last_on: NaiveDate,
    /// The day of the sweep that proposed it no more.
    pub settled_on: Option<NaiveDate>,
}

/// How far a sweep is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sweeps, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct SweepRow {
    /// The day that it looks at.
    pub day: NaiveDate,
    /// The number of the last organization that it looked at.
    pub reached: i64,
    /// Organizations that it looked at.
    pub organizations: i64,
    /// Proposals that it made.
    pub proposals: i64,
    /// When it was through.
    pub finished_at: Option<NaiveDateTime>,
}

/// Which proposals. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalFilter {
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this organization.
    pub organization: Option<String>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// With this registrar.
    pub registrar: Option<String>,
    /// Under this supervisory unit.
    pub supervisory_unit: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
}

/// Narrows a boxed query over open proposals.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let filter = $filter;
        let mut query = $query.filter(proposals::settled_on.is_null());
        if let Some(kind) = &filter.kind {
            query = query.filter(proposals::kind.eq(kind));
        }
        if let Some(id) = &filter.organization {
            query = query.filter(proposals::organization.eq(id));
        }
        if let Some(day) = filter.due_before {
            query = query.filter(proposals::due_on.lt(day));
        }
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

impl Writer<'_> {
    /// Stores a proposal; the day on which it was made first stays.
    pub fn put_proposal(&mut self, row: &ProposalRow) -> Result<(), StoreError> {
        let known: Option<NaiveDate> = proposals::table
            .find(&row.key)
            .filter(proposals::settled_on.is_null())
            .select(proposals::first_on)
            .get_result(self.conn)
            .optional()?;
        let first_on = known.map_or(row.first_on, |first| first.min(row.first_on));
        let row = ProposalRow { first_on, ..row.clone() };
        each_backend!(self.conn, c => {
            diesel::insert_into(proposals::table)
                .values(&row)
                .on_conflict(proposals::key)
                .do_update()
                .set(&row)
                .execute(c)?
        });
        Ok(())
    }

    /// Settles what is open of an organization but for these keys; how many.
    pub fn settle_proposals(
        &mut self,
        organization: &str,
        but: &[String],
        day: NaiveDate,
    ) -> Result<usize, StoreError> {
        let gone = proposals::table
            .filter(proposals::organization.eq(organization))
            .filter(proposals::settled_on.is_null())
            .filter(proposals::key.ne_all(but));
        Ok(diesel::update(gone).set(proposals::settled_on.eq(day)).execute(self.conn)?)
    }

    /// Stores how far a sweep is.
    pub fn put_sweep(&mut self, row: &SweepRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(sweeps::table)
                .values(row)
                .on_conflict(sweeps::day)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// How far the sweep of a day is.
    pub fn sweep(&mut self, day: NaiveDate) -> Result<Option<SweepRow>, StoreError> {
        let row = sweeps::table.find(day).select(SweepRow::as_select());
        Ok(row.get_result(self.conn).optional()?)
    }

    /// The last sweep that was through.
    pub fn last_sweep(&mut self) -> Result<Option<SweepRow>, StoreError> {
        let through = sweeps::table.filter(sweeps::finished_at.is_not_null());
        let last = through.order(sweeps::finished_at.desc()).limit(1);
        Ok(last.select(SweepRow::as_select()).get_result(self.conn).optional()?)
    }

    /// At most `limit` open proposals in the order of their days, after the one with this day and key.
    pub fn list_proposals(
        &mut self,
        filter: &ProposalFilter,
        after: Option<&(NaiveDate, String)>,
        limit: u32,
    ) -> Result<Vec<(ProposalRow, NamedOrganization)>, StoreError> {
        let of_it = proposals::organization.eq(organizations::id);
        let joined = proposals::table.inner_join(organizations::table.on(of_it));
        let columns = (ProposalRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some((day, key)) = after {
            let later = proposals::due_on.gt(*day);
            let same = proposals::due_on.eq(*day).and(proposals::key.gt(key));
            query = query.filter(later.or(same));
        }
        let query = query.order((proposals::due_on, proposals::key)).limit(limit.into());
        Ok(query.load(self.conn)?)
    }

    /// How many open proposals there are of each kind.
    pub fn count_proposals(
        &mut self,
        filter: &ProposalFilter,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let of_it = proposals::organization.eq(organizations::id);
        let query = proposals::table
            .inner_join(organizations::table.on(of_it))
            .group_by(proposals::kind)
            .select((proposals::kind, count_star()))
            .into_boxed();
        Ok(narrowed!(query, filter).load(self.conn)?)
    }
}
