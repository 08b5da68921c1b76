//! The read model of organizations: what lists filter by, the current state, and the public document
//! ready to be sent. Made from the log and nothing else.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use serde::Serialize;
use shuniu_core::{identity::normalize_name, oversight::annual::AnnualStatus};

use crate::access::{Reader, Writer};
use crate::connection::{MultiBackend, each_backend, insert_all};
use crate::error::StoreError;
use crate::filter::in_division;
use crate::schema::{annual_years, names, organizations};

/// Characters of a unified social credit code (GB 32100-2015).
const CODE: usize = 18;

/// Codes in one statement. A code is bound twice, and SQLite takes 32,766 values.
const CODES: usize = 1000;

/// An organization as it is now.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = organizations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct OrganizationRow {
    /// Identifier in this register.
    pub id: String,
    /// Number in the order of entry; lists are in this order.
    pub seq: i64,
    /// Unified social credit code.
    pub uscc: Option<String>,
    /// Name.
    pub name: String,
    /// Kind of organization.
    pub kind: String,
    /// Legal status.
    pub status: String,
    /// Code of the administrative division.
    pub division: String,
    /// Authority it is registered with.
    pub registrar: String,
    /// Unit that supervises it.
    pub supervisory_unit: Option<String>,
    /// Who is responsible: `unit`, `direct` (nobody, by policy) or `none`.
    pub responsible: String,
    /// Day of establishment.
    pub established_on: Option<NaiveDate>,
    /// Version of its stream.
    pub version: i64,
    /// Position of its last entry in the log.
    pub position: i64,
    /// When that was recorded: UTC.
    pub updated_at: NaiveDateTime,
    /// Public document, JSON.
    pub document: String,
    /// Current state, JSON.
    pub state: String,
}

/// The public document of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct DocumentRow {
    /// Identifier in this register.
    pub id: String,
    /// Unified social credit code.
    pub uscc: Option<String>,
    /// Version of its stream.
    pub version: i64,
    /// Public document, JSON.
    pub document: String,
}

/// A line of a list of organizations.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = organizations)]
pub struct ListedOrganization {
    /// Number in the order of entry; the next page begins after the last one's.
    pub seq: i64,
    /// Identifier in this register.
    pub id: String,
    /// Version of its stream.
    pub version: i64,
    /// Public document, JSON.
    pub document: String,
}

/// Which organizations to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// Kind of organization.
    pub kind: Option<String>,
    /// Legal status.
    pub status: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Authority it is registered with.
    pub registrar: Option<String>,
    /// Unit that supervises it.
    pub supervisory_unit: Option<String>,
    /// Established on this day or later.
    pub established_from: Option<NaiveDate>,
    /// Established on this day or before.
    pub established_to: Option<NaiveDate>,
    /// Under a unit, directly registered, or neither: `unit`, `direct`, `none`.
    pub responsible: Option<String>,
    /// Without (true) or with (false) a unified social credit code.
    pub uscc_absent: Option<bool>,
}

type Query<'f> = organizations::BoxedQuery<'f, MultiBackend>;

impl OrganizationFilter {
    fn apply<'f>(&'f self, mut query: Query<'f>) -> Query<'f> {
        if let Some(kind) = &self.kind {
            query = query.filter(organizations::kind.eq(kind));
        }
        if let Some(status) = &self.status {
            query = query.filter(organizations::status.eq(status));
        }
        if let Some(prefix) = &self.division_prefix {
            query = in_division!(query, organizations::division, prefix);
        }
        if let Some(registrar) = &self.registrar {
            query = query.filter(organizations::registrar.eq(registrar));
        }
        if let Some(responsible) = &self.responsible {
            query = query.filter(organizations::responsible.eq(responsible));
        }
        if let Some(unit) = &self.supervisory_unit {
            query = query.filter(organizations::supervisory_unit.eq(unit));
        }
        if let Some(day) = self.established_from {
            query = query.filter(organizations::established_on.ge(day));
        }
        if let Some(day) = self.established_to {
            query = query.filter(organizations::established_on.le(day));
        }
        match self.uscc_absent {
            Some(true) => query.filter(organizations::uscc.is_null()),
            Some(false) => query.filter(organizations::uscc.is_not_null()),
            None => query,
        }
    }
}

impl Writer<'_> {
    /// Stores organizations that were not known before.
    pub fn add_organizations(&mut self, rows: &[OrganizationRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, organizations::table, rows);
        Ok(())
    }

    /// Stores a known organization as it has become.
    pub fn change_organization(&mut self, row: &OrganizationRow) -> Result<(), StoreError> {
        diesel::update(organizations::table.find(&row.id)).set(row).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Name and code of organizations as they are now, by identifier.
    pub(crate) fn named<'i>(
        &mut self,
        ids: impl Iterator<Item = &'i String>,
    ) -> Result<HashMap<String, (String, Option<String>)>, StoreError> {
        let named: Vec<(String, String, Option<String>)> = organizations::table
            .filter(organizations::id.eq_any(ids))
            .select((organizations::id, organizations::name, organizations::uscc))
            .load(self.conn)?;
        Ok(named.into_iter().map(|(id, name, uscc)| (id, (name, uscc))).collect())
    }

    /// The number of an organization in the order of entry.
    pub fn organization_seq(&mut self, id: &str) -> Result<Option<i64>, StoreError> {
        let row = organizations::table.find(id).select(organizations::seq);
        Ok(row.get_result(self.conn).optional()?)
    }

    /// The unified social credit codes of organizations, by identifier.
    pub fn codes_of(&mut self, ids: &[&str]) -> Result<HashMap<String, String>, StoreError> {
        let mut codes = HashMap::new();
        for some in ids.chunks(CODES) {
            let rows: Vec<(String, Option<String>)> = organizations::table
                .filter(organizations::id.eq_any(some))
                .select((organizations::id, organizations::uscc))
                .load(self.conn)?;
            codes.extend(rows.into_iter().filter_map(|(id, code)| Some((id, code?))));
        }
        Ok(codes)
    }

    /// Which of these codes are borne by an organization.
    pub fn codes_in_use(&mut self, codes: &[String]) -> Result<Vec<String>, StoreError> {
        let mut used = Vec::new();
        for some in codes.chunks(CODES) {
            let bearers = organizations::uscc.eq_any(some).assume_not_null();
            let found = organizations::table.filter(bearers).select(organizations::uscc);
            used.extend(found.load::<Option<String>>(self.conn)?.into_iter().flatten());
        }
        Ok(used)
    }

    /// An organization by its identifier.
    pub fn organization(&mut self, id: &str) -> Result<Option<OrganizationRow>, StoreError> {
        let found = each_backend!(self.conn, c => {
            organizations::table.find(id).select(OrganizationRow::as_select()).get_result(c)
        });
        Ok(found.optional()?)
    }

    /// An organization by its unified social credit code.
    pub fn organization_by_uscc(
        &mut self,
        uscc: &str,
    ) -> Result<Option<OrganizationRow>, StoreError> {
        Ok(organizations::table
            .filter(organizations::uscc.eq(uscc))
            .select(OrganizationRow::as_select())
            .get_result(self.conn)
            .optional()?)
    }

    /// The organizations that bear exactly this name now, in the order of entry.
    pub fn organizations_by_name(
        &mut self,
        name: &str,
    ) -> Result<Vec<OrganizationRow>, StoreError> {
        let bear = names::table.filter(names::normal.eq(normalize_name(name)));
        Ok(organizations::table
            .filter(organizations::id.eq_any(bear.select(names::organization)))
            .filter(organizations::name.eq(name))
            .order(organizations::seq)
            .select(OrganizationRow::as_select())
            .load(self.conn)?)
    }

    /// The document of one organization, by identifier or unified social credit code: the read that
    /// must be fast.
    pub fn organization_document(
        &mut self,
        id_or_uscc: &str,
    ) -> Result<Option<DocumentRow>, StoreError> {
        // One index at a time: both in one condition cost more than both in turn. Not `first`: a bound LIMIT makes SQLite
        // plan the statement anew at every call.
        if id_or_uscc.len() == CODE {
            let bears = organizations::table.filter(organizations::uscc.eq(id_or_uscc));
            let found = each_backend!(self.conn, c => {
                bears.select(DocumentRow::as_select()).get_result(c)
            });
            if let Some(row) = found.optional()? {
                return Ok(Some(row));
            }
        }
        let is = organizations::table.find(id_or_uscc);
        let found =
            each_backend!(self.conn, c => is.select(DocumentRow::as_select()).get_result(c));
        Ok(found.optional()?)
    }

    /// The documents of many organizations, each by identifier or unified social credit code, in no
    /// order. What is not known is missing from the answer.
    pub fn organization_documents(
        &mut self,
        codes: &[String],
    ) -> Result<Vec<DocumentRow>, StoreError> {
        let mut found = Vec::with_capacity(codes.len());
        for some in codes.chunks(CODES) {
            let wanted = organizations::id
                .eq_any(some)
                .or(organizations::uscc.eq_any(some).assume_not_null());
            found.extend(
                organizations::table
                    .filter(wanted)
                    .select(DocumentRow::as_select())
                    .load(self.conn)?,
            );
        }
        Ok(found)
    }

    /// At most `limit` organizations in the order of entry, after the one with number `after`.
    pub fn list_organizations(
        &mut self,
        filter: &OrganizationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ListedOrganization>, StoreError> {
        let mut query = filter.apply(organizations::table.into_boxed());
        if let Some(seq) = after {
            query = query.filter(organizations::seq.gt(seq));
        }
        Ok(query
            .order(organizations::seq)
            .limit(limit.into())
            .select(ListedOrganization::as_select())
            .load(self.conn)?)
    }

    /// The states (JSON) of at most `limit` organizations in the order of entry, each with its number,
    /// after the one with number `after`; with `without_year`, only of those of which no annual report of
    /// that year lies before the registrar or is concluded. One that was sent back doesn't.
    pub fn organization_states(
        &mut self,
        filter: &OrganizationFilter,
        without_year: Option<i32>,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<(i64, String)>, StoreError> {
        let mut query = filter.apply(organizations::table.into_boxed());
        if let Some(year) = without_year {
            let known = annual_years::table
                .filter(annual_years::organization.eq(organizations::id))
                .filter(annual_years::year.eq(year))
                .filter(annual_years::status.ne(AnnualStatus::Returned.id()))
                .filter(
                    annual_years::filed_on.is_not_null().or(annual_years::result.is_not_null()),
                );
            query = query.filter(not(exists(known)));
        }
        if let Some(seq) = after {
            query = query.filter(organizations::seq.gt(seq));
        }
        let query = query.order(organizations::seq).limit(limit.into());
        Ok(query.select((organizations::seq, organizations::state)).load(self.conn)?)
    }

    /// How many organizations there are.
    pub fn count_organizations(&mut self, filter: &OrganizationFilter) -> Result<i64, StoreError> {
        Ok(filter.apply(organizations::table.into_boxed()).count().get_result(self.conn)?)
    }
}
