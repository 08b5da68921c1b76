//! The read model of public notices. Made from the log and nothing else.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::insert_all;
use crate::error::StoreError;
use crate::filter::begins_with;
use crate::schema::notices;

/// A notice.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub struct NoticeRow {
    /// Number; newer notices have higher ones.
    pub id: i64,
    /// The organization it is about.
    pub organization: String,
    /// The organization's name when the notice was published.
    pub organization_name: String,
    /// Kind of notice.
    pub kind: String,
    /// Authority that published it.
    pub registrar: String,
    /// Code of the administrative division.
    pub division: String,
    /// Text in Chinese.
    pub text_zh: String,
    /// Text in English.
    pub text_en: String,
    /// Day of publication.
    pub published_on: NaiveDate,
}

/// Which notices to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeFilter {
    /// The organization it is about.
    pub organization: Option<String>,
    /// Kind of notice.
    pub kind: Option<String>,
    /// Authority that published it.
    pub registrar: Option<String>,
    /// First digits of the code of the administrative division.
    pub division_prefix: Option<String>,
    /// Published on this day or later.
    pub published_from: Option<NaiveDate>,
    /// Published on this day or before.
    pub published_to: Option<NaiveDate>,
}

impl Writer<'_> {
    /// Stores new notices.
    pub fn add_notices(&mut self, rows: &[NoticeRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, notices::table, rows);
        Ok(())
    }
}

impl Reader<'_> {
    /// At most `limit` notices, newest (highest number) first, after the one numbered `after`.
    pub fn list_notices(
        &mut self,
        filter: &NoticeFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<NoticeRow>, StoreError> {
        let mut query = notices::table.into_boxed();
        if let Some(organization) = &filter.organization {
            query = query.filter(notices::organization.eq(organization));
        }
        if let Some(kind) = &filter.kind {
            query = query.filter(notices::kind.eq(kind));
        }
        if let Some(registrar) = &filter.registrar {
            query = query.filter(notices::registrar.eq(registrar));
        }
        if let Some(prefix) = &filter.division_prefix {
            query = begins_with!(query, notices::division, prefix);
        }
        if let Some(day) = filter.published_from {
            query = query.filter(notices::published_on.ge(day));
        }
        if let Some(day) = filter.published_to {
            query = query.filter(notices::published_on.le(day));
        }
        if let Some(id) = after {
            query = query.filter(notices::id.lt(id));
        }
        Ok(query
            .order(notices::id.desc())
            .limit(limit.into())
            .select(NoticeRow::as_select())
            .load(self.conn)?)
    }
}
