//! The audit trail: who read personal data, signed in, changed an account. Acts are in the log and
//! not here. Only added to.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Operator, Reader};
use crate::error::StoreError;
use crate::schema::audit;

/// A line to add.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, Serialize, Deserialize)]
#[diesel(table_name = audit)]
pub struct NewAuditRow {
    /// When: UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub account: String,
    /// What was done.
    pub action: String,
    /// To what or whom.
    pub subject: String,
    /// Identifier of the request.
    pub request: String,
}

/// A line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = audit)]
pub struct AuditRow {
    /// Number; later lines have higher ones.
    pub id: i64,
    /// When: UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub account: String,
    /// What was done.
    pub action: String,
    /// To what or whom.
    pub subject: String,
    /// Identifier of the request.
    pub request: String,
}

impl AuditRow {
    /// The line without its number, which each database gives itself.
    #[must_use]
    pub fn line(self) -> NewAuditRow {
        let Self { id: _, at, account, action, subject, request } = self;
        NewAuditRow { at, account, action, subject, request }
    }
}

/// Which lines to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who.
    pub account: Option<String>,
    /// To what or whom.
    pub subject: Option<String>,
}

impl Operator<'_> {
    /// Adds a line.
    pub fn append_audit(&mut self, row: &NewAuditRow) -> Result<(), StoreError> {
        diesel::insert_into(audit::table).values(row).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// At most `limit` lines, newest first, after the one numbered `after`.
    pub fn list_audit(
        &mut self,
        filter: &AuditFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let mut query = audit::table.into_boxed();
        if let Some(account) = &filter.account {
            query = query.filter(audit::account.eq(account));
        }
        if let Some(subject) = &filter.subject {
            query = query.filter(audit::subject.eq(subject));
        }
        if let Some(id) = after {
            query = query.filter(audit::id.lt(id));
        }
        Ok(query
            .order(audit::id.desc())
            .limit(limit.into())
            .select(AuditRow::as_select())
            .load(self.conn)?)
    }
}
