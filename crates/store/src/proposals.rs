//! Proposals of sweeps, and how far a sweep is. They are no facts and not in the log: the next sweep finds
//! them again, so they are neither copied nor rebuilt.
//!
//! What may not enter: what a proposal means.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{dsl::count_star, prelude::*};

use crate::access::{Reader, Writer};
use crate::annual::NamedOrganization;
use crate::connection::{each_backend, insert_all};
use crate::error::StoreError;
use crate::filter::end_of_prefix;
use crate::schema::{organizations, proposals, sweeps, units};

/// A proposal as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = proposals, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ProposalRow {
    /// Organization or unit, kind and what it is about.
    pub key: String,
    /// The organization; none where it is about a unit.
    pub organization: Option<String>,
    /// The unit; none where it is about an organization.
    pub unit: Option<String>,
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
    /// The day of the sweep that proposed it no more.
    pub settled_on: Option<NaiveDate>,
}

impl ProposalRow {
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |row: &Self| (row.due_on, row.settled_on);
        said(self) == said(other) && self.citation == other.citation
    }
}

/// A unit as the worklist names it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = units)]
pub struct NamedUnit {
    /// Its name.
    pub name: String,
    /// Code of its administrative division.
    pub division: String,
}

/// Whom a proposal is about.
pub type Named = (Option<NamedOrganization>, Option<NamedUnit>);

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
    /// Of this unit.
    pub unit: Option<String>,
    /// Due before this day.
    pub due_before: Option<NaiveDate>,
    /// Of organizations with this registrar.
    pub registrar: Option<String>,
    /// Of organizations under this supervisory unit, and of that unit itself.
    pub supervisory_unit: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
}

/// Proposals with whom they are about.
macro_rules! joined {
    () => {
        proposals::table
            .left_join(
                organizations::table.on(proposals::organization.eq(organizations::id.nullable())),
            )
            .left_join(units::table.on(proposals::unit.eq(units::id.nullable())))
    };
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
        if let Some(unit) = &filter.unit {
            query = query.filter(proposals::unit.eq(unit));
        }
        if let Some(day) = filter.due_before {
            query = query.filter(proposals::due_on.lt(day));
        }
        if let Some(registrar) = &filter.registrar {
            query = query.filter(organizations::registrar.nullable().eq(registrar));
        }
        if let Some(unit) = &filter.supervisory_unit {
            let of_members = organizations::supervisory_unit.nullable().eq(unit);
            query = query.filter(of_members.or(proposals::unit.eq(unit)));
        }
        if let Some(prefix) = &filter.division_prefix {
            let end = end_of_prefix(prefix).unwrap_or_else(|| char::MAX.to_string());
            let of_organization = organizations::division.nullable();
            let of_unit = units::division.nullable();
            let one = of_organization.ge(prefix).and(of_organization.lt(end.clone()));
            let other = of_unit.ge(prefix).and(of_unit.lt(end));
            query = query.filter(one.or(other));
        }
        query
    }};
}

impl Writer<'_> {
    /// Brings what is open of these organizations or units to what a sweep found: what is new or says something else is
    /// stored, with the day on which it was proposed first; what was not found is settled. How many were.
    pub fn propose(
        &mut self,
        subjects: &[String],
        found: Vec<ProposalRow>,
        day: NaiveDate,
    ) -> Result<usize, StoreError> {
        let known: Vec<ProposalRow> = proposals::table
            .filter(proposals::organization.eq_any(subjects).or(proposals::unit.eq_any(subjects)))
            .select(ProposalRow::as_select())
            .load(self.conn)?;
        let mut known: HashMap<String, ProposalRow> =
            known.into_iter().map(|row| (row.key.clone(), row)).collect();
        let (mut told, mut anew) = (Vec::new(), Vec::new());
        for row in found {
            match known.remove(&row.key) {
                Some(open) if open.says_the_same(&row) => {}
                Some(before) => {
                    // One that was settled once is open again, and was not proposed between.
                    let open = before.settled_on.is_none();
                    let first_on = if open { before.first_on } else { row.first_on };
                    anew.push(before.key);
                    told.push(ProposalRow { first_on, ..row });
                }
                None => told.push(row),
            }
        }
        if !anew.is_empty() {
            let anew = proposals::table.filter(proposals::key.eq_any(anew));
            diesel::delete(anew).execute(self.conn)?;
        }
        insert_all!(self.conn, proposals::table, &told);
        let open = known.into_values().filter(|row| row.settled_on.is_none());
        let gone: Vec<String> = open.map(|row| row.key).collect();
        if gone.is_empty() {
            return Ok(0);
        }
        let gone = proposals::table.filter(proposals::key.eq_any(gone));
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
    ) -> Result<Vec<(ProposalRow, Named)>, StoreError> {
        let named = (Option::<NamedOrganization>::as_select(), Option::<NamedUnit>::as_select());
        let columns = (ProposalRow::as_select(), named);
        let joined = joined!();
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
        if *filter == ProposalFilter::default() {
            let open = proposals::table.filter(proposals::settled_on.is_null());
            let counted = open.group_by(proposals::kind).select((proposals::kind, count_star()));
            return Ok(counted.load(self.conn)?);
        }
        let query = joined!()
            .group_by(proposals::kind)
            .select((proposals::kind, count_star()))
            .into_boxed();
        Ok(narrowed!(query, filter).load(self.conn)?)
    }
}
