//! Claims: what only one holder may have at a time (a name, a code, a seat). The only uniqueness
//! beside the log; read models have none of their own.

use diesel::prelude::*;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::{Constraint, StoreError};
use crate::schema::claims;

impl Writer<'_> {
    /// Claims a key unless somebody holds it, and tells whether it was free.
    pub fn claim_if_free(
        &mut self,
        scope: &str,
        key: &str,
        holder: &str,
    ) -> Result<bool, StoreError> {
        let row = (claims::scope.eq(scope), claims::key.eq(key), claims::holder.eq(holder));
        let inserted = each_backend!(self.conn, c => {
            diesel::insert_into(claims::table).values(row).on_conflict_do_nothing().execute(c)?
        });
        Ok(inserted == 1)
    }

    /// Claims `key` for `holder`. Claiming again what one holds is nothing.
    ///
    /// # Errors
    /// [`Constraint::Claim`] when another holds it. The act may go on after that.
    pub fn claim(&mut self, scope: &str, key: &str, holder: &str) -> Result<(), StoreError> {
        if self.claim_if_free(scope, key, holder)?
            || self.claimed_by(scope, key)?.as_deref() == Some(holder)
        {
            return Ok(());
        }
        Err(StoreError::Conflict(Constraint::Claim { scope: scope.into(), key: key.into() }))
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
        Ok(claims::table
            .find((scope, key))
            .select(claims::holder)
            .get_result(self.conn)
            .optional()?)
    }
}
