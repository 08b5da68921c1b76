//! Copying a register into another database: growing from one file to a server is one command.
//!
//! The log is replayed entry by entry and must come to the same hashes; the read models are made
//! from it on the way. What is cut off goes on where it stopped when it is called again.

use std::sync::Arc;

use serde::Serialize;
use shuniu_store::{AuditRow, Beside, Entry, NewAuditRow, Store, StoreError, Verdict};

use crate::{Registry, RegistryError};

/// Entries in one transaction.
const TOGETHER: u32 = 500;

/// What was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Entries of the log that were copied now.
    pub entries: i64,
    /// Position of the head, the same in both.
    pub position: i64,
    /// Hash of the head, the same in both.
    pub head: String,
    /// Accounts that were added, or were not so there.
    pub accounts: usize,
    /// Encrypted identity numbers that were added.
    pub identities: usize,
    /// Lines of the audit trail that were added.
    pub audit: usize,
    /// Stored answers, watch lists, webhooks and their messages.
    pub others: usize,
}

impl Registry {
    /// Copies this register into `to`, which is empty or holds the beginning of the same log.
    /// `progress` is told the position that was reached.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for the field `to` when it holds another register;
    /// [`RegistryError`] when one of the two cannot be read or written. What was told to
    /// `progress` is written.
    pub fn copy_to(
        &self,
        to: &Store,
        progress: &mut dyn FnMut(i64),
    ) -> Result<Copied, RegistryError> {
        let begun = self.same_beginning(to)?;
        let mut position = begun;
        loop {
            let entries = self.store.read_one(|r| r.entries_after(position, TOGETHER))?;
            let Some(last) = entries.last() else { break };
            position = last.position;
            self.append_to(to, entries)?;
            progress(position);
        }
        let mut copied = self.copy_beside(to)?;
        copied.entries = position - begun;
        let (here, there) = (self.store.read_one(|r| r.head())?, to.read_one(|r| r.head())?);
        if here != there {
            return Err(RegistryError::Internal(format!(
                "the heads differ: {} {} here, {} {} there; was something written meanwhile?",
                here.position, here.hash, there.position, there.hash
            )));
        }
        crate::plan_anew(to);
        Ok(Copied { position: there.position, head: there.hash, ..copied })
    }

    /// The position up to which `to` already holds this register.
    fn same_beginning(&self, to: &Store) -> Result<i64, RegistryError> {
        let there = to.read_one(|r| r.head())?;
        if there.position == 0 {
            return Ok(0);
        }
        let here = self.store.read_one(|r| r.entry_at(there.position))?;
        match here {
            Some(entry) if entry.hash == there.hash => Ok(there.position),
            _ => {
                let en = "holds another register; name an empty database";
                Err(RegistryError::malformed("to", "已有另一份登记簿，请指定空数据库", en))
            }
        }
    }

    fn append_to(&self, to: &Store, entries: Vec<Entry>) -> Result<(), RegistryError> {
        let books = Arc::clone(&self.books);
        to.write(move |w| {
            w.append_same(&books, &entries)?;
            Ok::<_, RegistryError>(Verdict::Commit(()))
        })
    }

    /// Accounts, identity numbers, the audit trail, and what is there for programs: stored answers, watch lists, webhooks.
    fn copy_beside(&self, to: &Store) -> Result<Copied, RegistryError> {
        let mut copied = Copied { accounts: self.copy_accounts(to)?, ..Copied::default() };
        let mut after = String::new();
        loop {
            let rows = self.store.read_one(|r| r.identities_after(&after, TOGETHER))?;
            let Some(last) = rows.last() else { break };
            after.clone_from(&last.digest);
            copied.identities += to.write(move |w| {
                let mut added = 0;
                for row in &rows {
                    added += usize::from(w.put_identity(row)?);
                }
                Ok::<_, StoreError>(Verdict::Commit(added))
            })?;
        }
        copied.audit = self.copy_audit(to)?;
        copied.others = self.copy_others(to)?;
        Ok(copied)
    }

    fn copy_others(&self, to: &Store) -> Result<usize, RegistryError> {
        let put = |rows: Vec<Beside>| {
            to.write(move |w| {
                w.put_beside(rows)?;
                Ok::<_, RegistryError>(Verdict::Commit(()))
            })
        };
        let (mut rows, mut copied) = (Vec::new(), 0);
        self.store.read(|reader| {
            reader.each_beside_of_machines(&mut |row: Beside| {
                copied += 1;
                rows.push(row);
                if rows.len() == TOGETHER as usize {
                    put(std::mem::take(&mut rows))
                } else {
                    Ok(())
                }
            })
        })?;
        put(rows)?;
        Ok(copied)
    }

    fn copy_accounts(&self, to: &Store) -> Result<usize, RegistryError> {
        let (mut added, mut after) = (0, None::<String>);
        loop {
            let rows = self.store.read_one(|r| r.list_accounts(after.as_deref(), TOGETHER))?;
            let Some(last) = rows.last() else { return Ok(added) };
            after = Some(last.login.clone());
            added +=
                to.write(move |w| Ok::<_, StoreError>(Verdict::Commit(w.put_accounts(&rows)?)))?;
        }
    }

    /// The trail there must be the beginning of the one here; the rest is added page by page.
    fn copy_audit(&self, to: &Store) -> Result<usize, RegistryError> {
        let (mut here, mut there, mut added) = (0, 0, 0);
        loop {
            let rows = self.store.read_one(|r| r.audit_after(here, TOGETHER))?;
            let Some(last) = rows.last() else { break };
            here = last.id;
            let known = to.read_one(|r| r.audit_after(there, TOGETHER))?;
            let lines: Vec<NewAuditRow> = rows.into_iter().map(AuditRow::line).collect();
            let same = known.len().min(lines.len());
            there = known.get(same.saturating_sub(1)).map_or(there, |row| row.id);
            if !known
                .into_iter()
                .map(AuditRow::line)
                .zip(&lines)
                .all(|(there, here)| there == *here)
            {
                return Err(other_trail());
            }
            let rest = lines.get(same..).unwrap_or_default().to_vec();
            if rest.is_empty() {
                continue;
            }
            added += rest.len();
            there = to.write(move |w| {
                w.add_audit(&rest)?;
                let last = w.last_audit()?;
                Ok::<_, StoreError>(Verdict::Commit(last))
            })?;
        }
        if to.read_one(|r| r.audit_after(there, 1))?.is_empty() {
            Ok(added)
        } else {
            Err(other_trail())
        }
    }
}

fn other_trail() -> RegistryError {
    RegistryError::malformed(
        "to",
        "已有自己的操作记录（是否在其中建过账户？）；日志已复制，操作记录未复制；请指定空数据库",
        "has an audit trail of its own (was an account made there?); the log is copied, the trail \
         is not; name an empty database",
    )
}
