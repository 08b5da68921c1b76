//! The read model of the lists of credit: a row for each entry, those that are past too. Made from the log
//! and nothing else.
//!
//! What may not enter: what a list or ground means.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::annual::NamedOrganization;
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::filter::of_organizations;
use crate::schema::{listings, organizations};

/// An entry on a list.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = listings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct ListingRow {
    /// Organization and number: `<organization>/<number>`.
    pub key: String,
    /// Number: the position at which it was entered; pages are in this order.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Number within the organization.
    pub number: i32,
    /// The list.
    pub list: String,
    /// Its last ground.
    pub ground: String,
    /// Since when it stands there, where that is known.
    pub listed_on: Option<NaiveDate>,
    /// The same, or the day on which the register learned of it.
    pub known_from: NaiveDate,
    /// The day from which its time counts.
    pub counts_from: Option<NaiveDate>,
    /// The first day on which it stood there no more.
    pub removed_on: Option<NaiveDate>,
    /// Why it was taken off.
    pub removed_because: Option<String>,
}

/// Which entries. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingFilter {
    /// On this list.
    pub list: Option<String>,
    /// With this ground as the last one.
    pub ground: Option<String>,
    /// Standing there now (true) or past (false).
    pub current: Option<bool>,
    /// Standing there on this day.
    pub on: Option<NaiveDate>,
    /// Counting since before this day.
    pub counts_before: Option<NaiveDate>,
    /// With this registrar.
    pub registrar: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Leave out entries that were taken off for this reason.
    pub without: Option<String>,
}

/// Narrows a boxed query over entries.
macro_rules! narrowed {
    ($query:expr, $filter:expr) => {{
        let (mut query, filter) = ($query, $filter);
        if let Some(list) = &filter.list {
            query = query.filter(listings::list.eq(list));
        }
        if let Some(ground) = &filter.ground {
            query = query.filter(listings::ground.eq(ground));
        }
        match filter.current {
            Some(true) => query = query.filter(listings::removed_on.is_null()),
            Some(false) => query = query.filter(listings::removed_on.is_not_null()),
            None => {}
        }
        if let Some(day) = filter.on {
            query = query
                .filter(listings::known_from.le(day))
                .filter(listings::removed_on.is_null().or(listings::removed_on.gt(day)));
        }
        if let Some(day) = filter.counts_before {
            query = query.filter(listings::counts_from.lt(day));
        }
        query = of_organizations!(query, filter);
        if let Some(reason) = &filter.without {
            let other = listings::removed_because.is_null();
            query = query.filter(other.or(listings::removed_because.ne(reason)));
        }
        query
    }};
}

/// So many entries of one list and ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedListings {
    /// The list.
    pub list: String,
    /// The last ground.
    pub ground: String,
    /// How many.
    pub count: i64,
}

impl Writer<'_> {
    /// Stores an entry in place of what was known of it.
    pub fn put_listing(&mut self, row: &ListingRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(listings::table)
                .values(row)
                .on_conflict(listings::key)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }
}

impl Reader<'_> {
    /// The numbers of an organization's entries, by key.
    pub fn listing_ids(&mut self, organization: &str) -> Result<HashMap<String, i64>, StoreError> {
        let known = listings::table
            .filter(listings::organization.eq(organization))
            .select((listings::key, listings::id));
        Ok(known.load(self.conn)?.into_iter().collect())
    }

    /// At most `limit` entries in the order in which they were entered, after the one numbered `after`.
    pub fn list_listings(
        &mut self,
        filter: &ListingFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(ListingRow, NamedOrganization)>, StoreError> {
        let of_it = listings::organization.eq(organizations::id);
        let joined = listings::table.inner_join(organizations::table.on(of_it));
        let columns = (ListingRow::as_select(), NamedOrganization::as_select());
        let mut query = narrowed!(joined.select(columns).into_boxed(), filter);
        if let Some(id) = after {
            query = query.filter(listings::id.gt(id));
        }
        Ok(query.order((listings::id, listings::key)).limit(limit.into()).load(self.conn)?)
    }

    /// How many entries there are of each list and ground.
    pub fn count_listings(
        &mut self,
        filter: &ListingFilter,
    ) -> Result<Vec<CountedListings>, StoreError> {
        let of_it = listings::organization.eq(organizations::id);
        let query = listings::table
            .inner_join(organizations::table.on(of_it))
            .group_by((listings::list, listings::ground))
            .select((listings::list, listings::ground, count_star()))
            .into_boxed();
        let rows: Vec<(String, String, i64)> = narrowed!(query, filter).load(self.conn)?;
        let counted = |(list, ground, count)| CountedListings { list, ground, count };
        Ok(rows.into_iter().map(counted).collect())
    }
}
