//! Accounts: who may sign in, with what secret and what grants. Changing them is no act and leaves
//! nothing in the log; the audit trail is where it shows. Secrets come here only as hashes.

use std::fmt;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Operator, Reader};
use crate::error::StoreError;
use crate::schema::accounts;

/// An account.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = accounts, treat_none_as_default_value = false)]
pub struct AccountRow {
    /// Identifier.
    pub id: String,
    /// Login name; no two accounts have the same.
    pub login: String,
    /// Name to show.
    pub display_name: String,
    /// `staff` or `system`.
    pub kind: String,
    /// Hash of the secret, with its salt and parameters.
    pub secret_hash: String,
    /// What the account may do, JSON.
    pub grants: String,
    /// Whether it is shut.
    pub disabled: bool,
    /// Wrong secrets since the last right one.
    pub failures: i32,
    /// Locked until then: UTC.
    pub locked_until: Option<NaiveDateTime>,
    /// When it was made: UTC.
    pub created_at: NaiveDateTime,
}

/// Without the hash of the secret.
impl fmt::Debug for AccountRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountRow").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Operator<'_> {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Constraint::AccountId`](crate::Constraint::AccountId) or
    /// [`Constraint::Login`](crate::Constraint::Login) when the identifier or the login is taken.
    pub fn insert_account(&mut self, row: &AccountRow) -> Result<(), StoreError> {
        diesel::insert_into(accounts::table).values(row).execute(self.conn)?;
        Ok(())
    }

    /// Replaces the grants of an account; false when there is no such account.
    pub fn set_grants(&mut self, id: &str, grants: &str) -> Result<bool, StoreError> {
        let account = diesel::update(accounts::table.find(id));
        Ok(account.set(accounts::grants.eq(grants)).execute(self.conn)? == 1)
    }

    /// Shuts or opens an account; false when there is no such account.
    pub fn set_disabled(&mut self, id: &str, disabled: bool) -> Result<bool, StoreError> {
        let account = diesel::update(accounts::table.find(id));
        Ok(account.set(accounts::disabled.eq(disabled)).execute(self.conn)? == 1)
    }

    /// Replaces the hash of the secret; false when there is no such account.
    pub fn set_secret(&mut self, id: &str, secret_hash: &str) -> Result<bool, StoreError> {
        let account = diesel::update(accounts::table.find(id));
        Ok(account.set(accounts::secret_hash.eq(secret_hash)).execute(self.conn)? == 1)
    }

    /// Counts a wrong secret, locks the account until `locked_until` if that is given, and answers
    /// the count; none when there is no such account. The operation must answer `Ok` to keep it.
    pub fn record_failure(
        &mut self,
        id: &str,
        locked_until: Option<NaiveDateTime>,
    ) -> Result<Option<i32>, StoreError> {
        let count = diesel::update(accounts::table.find(id))
            .set(accounts::failures.eq(accounts::failures + 1))
            .returning(accounts::failures)
            .get_result(self.conn)
            .optional()?;
        if locked_until.is_some() {
            diesel::update(accounts::table.find(id))
                .set(accounts::locked_until.eq(locked_until))
                .execute(self.conn)?;
        }
        Ok(count)
    }

    /// Forgets wrong secrets and the lock; false when there is no such account.
    pub fn reset_failures(&mut self, id: &str) -> Result<bool, StoreError> {
        let none: Option<NaiveDateTime> = None;
        let account = diesel::update(accounts::table.find(id));
        let reset = (accounts::failures.eq(0), accounts::locked_until.eq(none));
        Ok(account.set(reset).execute(self.conn)? == 1)
    }
}

impl Reader<'_> {
    /// An account by its identifier.
    pub fn account(&mut self, id: &str) -> Result<Option<AccountRow>, StoreError> {
        Ok(accounts::table
            .find(id)
            .select(AccountRow::as_select())
            .get_result(self.conn)
            .optional()?)
    }

    /// An account by its login name.
    pub fn account_by_login(&mut self, login: &str) -> Result<Option<AccountRow>, StoreError> {
        Ok(accounts::table
            .filter(accounts::login.eq(login))
            .select(AccountRow::as_select())
            .get_result(self.conn)
            .optional()?)
    }

    /// At most `limit` accounts by login name, after the login `after`.
    pub fn list_accounts(
        &mut self,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<AccountRow>, StoreError> {
        Ok(accounts::table
            .filter(accounts::login.gt(after.unwrap_or_default()))
            .order(accounts::login)
            .limit(limit.into())
            .select(AccountRow::as_select())
            .load(self.conn)?)
    }
}
