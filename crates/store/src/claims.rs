//! Claims: what only one holder may have at a time (a name, a code, a seat). The only uniqueness
//! beside the log; read models have none of their own.

use diesel::prelude::*;

use crate::access::{Reader, Writer};
use crate::connection::{AnyConnection, ROWS, each_backend};
use crate::error::{Constraint, StoreError};
use crate::schema::claims;

/// A key to be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = claims)]
pub struct Claim {
    /// What sort of key.
    pub scope: &'static str,
    /// The key.
    pub key: String,
    /// Who claims it.
    pub holder: String,
}

impl Writer<'_> {
    /// Claims those keys that nobody holds, and tells how many were free.
    pub fn claim_if_free(&mut self, wanted: &[Claim]) -> Result<usize, StoreError> {
        let mut free = 0;
        match &mut *self.conn {
            // Prepared once and kept; a call into the library costs little.
            AnyConnection::Sqlite(c) => {
                for claim in wanted {
                    let row = diesel::insert_into(claims::table).values(claim);
                    free += row.on_conflict_do_nothing().execute(c)?;
                }
            }
            AnyConnection::Postgres(c) => {
                for chunk in wanted.chunks(ROWS) {
                    let rows = diesel::insert_into(claims::table).values(chunk);
                    free += rows.on_conflict_do_nothing().execute(c)?;
                }
            }
        }
        Ok(free)
    }

    /// Claims every key for its holder. Claiming again what one holds is nothing.
    ///
    /// # Errors
    /// [`Constraint::Claim`] when another holds one of them; the others may then be claimed. The
    /// act may go on after that.
    pub fn claim(&mut self, wanted: &[Claim]) -> Result<(), StoreError> {
        if self.claim_if_free(wanted)? == wanted.len() {
            return Ok(());
        }
        for claim in wanted {
            if self.claimed_by(claim.scope, &claim.key)?.as_ref() != Some(&claim.holder) {
                let (scope, key) = (claim.scope.into(), claim.key.clone());
                return Err(StoreError::Conflict(Constraint::Claim { scope, key }));
            }
        }
        Ok(())
    }

    /// Gives `key` free, whoever holds it.
    pub fn release(&mut self, scope: &str, key: &str) -> Result<(), StoreError> {
        diesel::delete(claims::table.find((scope, key))).execute(self.conn)?;
        Ok(())
    }

    /// Gives everything free that `holder` holds, in every scope, and counts it.
    pub fn release_all_of(&mut self, holder: &str) -> Result<usize, StoreError> {
        Ok(diesel::delete(claims::table.filter(claims::holder.eq(holder))).execute(self.conn)?)
    }
}

impl Reader<'_> {
    /// Who holds `key`.
    pub fn claimed_by(&mut self, scope: &str, key: &str) -> Result<Option<String>, StoreError> {
        let found = claims::table.find((scope, key)).select(claims::holder);
        Ok(each_backend!(self.conn, c => found.get_result(c)).optional()?)
    }
}
