//! Refresh tokens: each is good once. Tokens made from one another form a family, so that a second
//! use of one can end them all. Only hashes of tokens come here.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Operator, Reader};
use crate::error::StoreError;
use crate::schema::refresh_tokens;

/// A refresh token.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = refresh_tokens, treat_none_as_default_value = false)]
pub struct RefreshTokenRow {
    /// Identifier.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// The sign-in it goes back to.
    pub family: String,
    /// Hash of the token.
    pub token_hash: String,
    /// When it was given out: UTC.
    pub issued_at: NaiveDateTime,
    /// When it ends: UTC.
    pub expires_at: NaiveDateTime,
    /// When it was used: UTC.
    pub used_at: Option<NaiveDateTime>,
    /// When it was revoked: UTC.
    pub revoked_at: Option<NaiveDateTime>,
}

impl Operator<'_> {
    /// Keeps a token that was given out.
    ///
    /// # Errors
    /// [`Constraint::RefreshToken`](crate::Constraint::RefreshToken) when its identifier or hash is
    /// known.
    pub fn insert_refresh_token(&mut self, row: &RefreshTokenRow) -> Result<(), StoreError> {
        diesel::insert_into(refresh_tokens::table).values(row).execute(self.conn)?;
        Ok(())
    }

    /// Uses a token and tells whether this call was the one that did: of many at once, one is told
    /// true. False also when it is revoked or unknown. Whether it has expired is not looked at.
    pub fn use_refresh_token(&mut self, id: &str, at: NaiveDateTime) -> Result<bool, StoreError> {
        let used = diesel::update(refresh_tokens::table.find(id))
            .filter(refresh_tokens::used_at.is_null())
            .filter(refresh_tokens::revoked_at.is_null())
            .set(refresh_tokens::used_at.eq(at))
            .execute(self.conn)?;
        Ok(used == 1)
    }

    /// Revokes a whole family and counts the tokens this ended.
    pub fn revoke_family(&mut self, family: &str, at: NaiveDateTime) -> Result<usize, StoreError> {
        Ok(diesel::update(refresh_tokens::table)
            .filter(refresh_tokens::family.eq(family))
            .filter(refresh_tokens::revoked_at.is_null())
            .set(refresh_tokens::revoked_at.eq(at))
            .execute(self.conn)?)
    }

    /// Revokes all tokens of an account and counts the tokens this ended.
    pub fn revoke_tokens_of(
        &mut self,
        account: &str,
        at: NaiveDateTime,
    ) -> Result<usize, StoreError> {
        Ok(diesel::update(refresh_tokens::table)
            .filter(refresh_tokens::account.eq(account))
            .filter(refresh_tokens::revoked_at.is_null())
            .set(refresh_tokens::revoked_at.eq(at))
            .execute(self.conn)?)
    }

    /// Forgets the tokens that ended before `instant` and counts them.
    pub fn forget_tokens_before(&mut self, instant: NaiveDateTime) -> Result<usize, StoreError> {
        let old = refresh_tokens::table.filter(refresh_tokens::expires_at.lt(instant));
        Ok(diesel::delete(old).execute(self.conn)?)
    }
}

impl Reader<'_> {
    /// A token by its hash.
    pub fn refresh_token_by_hash(
        &mut self,
        token_hash: &str,
    ) -> Result<Option<RefreshTokenRow>, StoreError> {
        Ok(refresh_tokens::table
            .filter(refresh_tokens::token_hash.eq(token_hash))
            .select(RefreshTokenRow::as_select())
            .get_result(self.conn)
            .optional()?)
    }
}
