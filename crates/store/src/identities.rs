//! Identity numbers, encrypted, each under the keyed digest that says whether two are the same
//! person's. Keys and clear numbers never come here. Not made from the log: the log holds digests.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::schema::identities;

/// An encrypted identity number.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = identities)]
pub struct IdentityRow {
    /// Keyed digest of the number.
    pub digest: String,
    /// The number, encrypted.
    pub cipher: String,
    /// When it was first seen: UTC.
    pub created_at: NaiveDateTime,
}

impl Writer<'_> {
    /// Stores an identity unless its digest is known, and tells whether it was new.
    pub fn put_identity(&mut self, row: &IdentityRow) -> Result<bool, StoreError> {
        let inserted = each_backend!(self.conn, c => {
            diesel::insert_into(identities::table).values(row).on_conflict_do_nothing().execute(c)?
        });
        Ok(inserted == 1)
    }
}

impl Reader<'_> {
    /// The identity with this digest.
    pub fn identity(&mut self, digest: &str) -> Result<Option<IdentityRow>, StoreError> {
        Ok(identities::table
            .find(digest)
            .select(IdentityRow::as_select())
            .get_result(self.conn)
            .optional()?)
    }
}
