//! Answers already given, kept in the same transaction as the act, so that a request repeated under
//! its key is answered and not done twice. What an answer says stays out.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Reader, Writer};
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::schema::idempotency;

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotency, treat_none_as_default_value = false)]
pub struct StoredAnswer {
    /// Digest of the request, to tell a repetition from another request under the same key.
    pub fingerprint: String,
    /// Status of the answer.
    pub status: i32,
    /// Headers of the answer worth repeating, in whatever form the caller gave them.
    pub headers: Option<String>,
    /// Body of the answer.
    pub body: String,
}

impl Writer<'_> {
    /// Keeps the answer to the request `account` made under `key`.
    ///
    /// # Errors
    /// [`Constraint::IdempotencyKey`](crate::Constraint::IdempotencyKey) when there is one already.
    pub fn store_answer(
        &mut self,
        account: &str,
        key: &str,
        answer: &StoredAnswer,
        at: NaiveDateTime,
    ) -> Result<(), StoreError> {
        let of = (
            idempotency::account.eq(account),
            idempotency::key.eq(key),
            idempotency::stored_at.eq(at),
        );
        diesel::insert_into(idempotency::table).values((of, answer)).execute(self.conn)?;
        Ok(())
    }

    /// Forgets the answers stored before `instant` and counts them.
    pub fn forget_answers_before(&mut self, instant: NaiveDateTime) -> Result<usize, StoreError> {
        let old = idempotency::table.filter(idempotency::stored_at.lt(instant));
        Ok(diesel::delete(old).execute(self.conn)?)
    }
}

impl Reader<'_> {
    /// The answer to the request `account` made under `key`.
    pub fn idempotent_answer(
        &mut self,
        account: &str,
        key: &str,
    ) -> Result<Option<StoredAnswer>, StoreError> {
        let found = each_backend!(self.conn, c => {
            idempotency::table.find((account, key)).select(StoredAnswer::as_select()).get_result(c)
        });
        Ok(found.optional()?)
    }
}
