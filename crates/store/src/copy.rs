//! One register into another database: the log entry by entry with the same hashes, and what
//! stands beside it (accounts, identity numbers as they are encrypted, the audit trail; the rest is in `beside.rs`).
//! Sessions stay behind.

use diesel::prelude::*;
use shuniu_core::Books;

use crate::access::{Reader, Writer};
use crate::accounts::AccountRow;
use crate::audit::{AuditRow, NewAuditRow};
use crate::connection::{each_backend, insert_all};
use crate::error::StoreError;
use crate::identities::IdentityRow;
use crate::log::Entry;
use crate::schema::{accounts, audit, identities, log};

impl Reader<'_> {
    /// The entry at a position.
    pub fn entry_at(&mut self, position: i64) -> Result<Option<Entry>, StoreError> {
        Ok(log::table.find(position).select(Entry::as_select()).get_result(self.conn).optional()?)
    }

    /// At most `limit` identities after a digest, in their order.
    pub fn identities_after(
        &mut self,
        digest: &str,
        limit: u32,
    ) -> Result<Vec<IdentityRow>, StoreError> {
        Ok(identities::table
            .filter(identities::digest.gt(digest))
            .order(identities::digest)
            .limit(limit.into())
            .select(IdentityRow::as_select())
            .load(self.conn)?)
    }

    /// The number of the last line of the audit trail; 0 when there is none.
    pub fn last_audit(&mut self) -> Result<i64, StoreError> {
        let last =
            audit::table.select(diesel::dsl::max(audit::id)).get_result::<Option<i64>>(self.conn);
        Ok(last?.unwrap_or(0))
    }

    /// How many lines the audit trail has.
    pub fn count_audit(&mut self) -> Result<usize, StoreError> {
        let lines: i64 = audit::table.count().get_result(self.conn)?;
        Ok(usize::try_from(lines).unwrap_or_default())
    }

    /// At most `limit` lines of the audit trail after a number, oldest first.
    pub fn audit_after(&mut self, id: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        Ok(audit::table
            .filter(audit::id.gt(id))
            .order(audit::id)
            .limit(limit.into())
            .select(AuditRow::as_select())
            .load(self.conn)?)
    }
}

impl Writer<'_> {
    /// Appends entries of another register and brings the read models up to them.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when one does not come to the position and hash that it had there.
    pub fn append_same(&mut self, books: &Books, entries: &[Entry]) -> Result<(), StoreError> {
        let appended = self.append(entries.iter().map(Entry::content).collect())?;
        if let Some((there, _)) = entries.iter().zip(&appended).find(|(there, here)| there != here)
        {
            let what = format!("entry {} does not have the same hash here", there.position);
            return Err(StoreError::Corrupt { what });
        }
        self.project(books, &appended)
    }

    /// Stores accounts as they are in another register, and tells how many were not so here.
    ///
    /// # Errors
    /// [`Constraint::Login`](crate::Constraint::Login) when a login belongs to
    /// another account here.
    pub fn put_accounts(&mut self, rows: &[AccountRow]) -> Result<usize, StoreError> {
        let mut changed = 0;
        for row in rows {
            if self.account(&row.id)?.as_ref() == Some(row) {
                continue;
            }
            diesel::delete(accounts::table.find(&row.id)).execute(self.conn)?;
            each_backend!(self.conn, c => {
                diesel::insert_into(accounts::table).values(row).execute(c)?
            });
            changed += 1;
        }
        Ok(changed)
    }

    /// Adds lines to the audit trail, in their order; they are numbered anew.
    pub fn add_audit(&mut self, rows: &[NewAuditRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, audit::table, rows);
        Ok(())
    }
}
