//! Staying in: refresh tokens, each good once. Those that follow one another form a session (a
//! family); a used one that comes again ends it, for then two hold it and one of them is a thief.
//! Only SHA-256 hashes are stored. May not enter: passwords.

use std::fmt;

use chrono::NaiveDateTime;
use shuniu_core::text::Text;
use shuniu_store::{Operator, RefreshTokenRow, StoreError};
use thiserror::Error;

use super::error::store_text;
use super::{Account, Accounts, Trace, sha256_hex};

/// A refresh token on its way to its owner. What is stored is only its SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    token: String,
    /// When it ends unless it is used: UTC.
    pub expires_at: NaiveDateTime,
}

impl RefreshToken {
    /// The token in clear: for the answer to its owner and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.token
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Why a refresh token was not exchanged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RefreshError {
    /// Unknown, expired or revoked, or the account is shut.
    #[error("the session has ended")]
    Ended,
    /// It was used before: one of the two who used it is a thief. The whole session was ended.
    #[error("a used refresh token came again; the session was ended")]
    Reused,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RefreshError {
    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Ended => {
                Text::new("登录已失效，请重新登录。", "The session has ended: sign in again.")
            }
            Self::Reused => Text::new(
                "刷新令牌被重复使用，为安全起见已退出登录。请重新登录；如非本人操作，请修改密码。",
                "A refresh token was used twice, so the session was ended for safety. Sign in \
                 again; if that was not you, change the password.",
            ),
            Self::Store(error) => store_text(error),
        }
    }
}

impl Accounts {
    /// Exchanges a refresh token for the next one of its session; it is good once.
    ///
    /// # Errors
    /// [`RefreshError`]. After [`RefreshError::Reused`] the whole session has ended.
    pub fn refresh(
        &self,
        token: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<(Account, RefreshToken), RefreshError> {
        let hash = sha256_hex(token);
        // A refusal travels inside Ok: what was revoked must be kept.
        let answer = self.store.operate(|operator| {
            let Some(row) = operator.refresh_token_by_hash(&hash)? else {
                return Ok(Err(RefreshError::Ended));
            };
            if row.revoked_at.is_some() {
                return Ok(Err(RefreshError::Ended));
            }
            if row.used_at.is_some() {
                return caught(operator, &row, request, now);
            }
            let account = operator.account(&row.account)?;
            let Some(account) = account.filter(|it| !it.disabled && row.expires_at > now) else {
                return Ok(Err(RefreshError::Ended));
            };
            if !operator.use_refresh_token(&row.id, now)? {
                return caught(operator, &row, request, now);
            }
            let next = self.give_token(operator, &account.id, &row.family, now)?;
            Ok::<_, StoreError>(Ok((Account::try_from(account)?, next)))
        })?;
        if answer == Err(RefreshError::Reused) {
            tracing::warn!(request, "a used refresh token came again; its session was ended");
        }
        answer
    }

    /// Ends the session that the refresh token belongs to. An unknown token has no session: that
    /// is no error, so that signing out always succeeds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn sign_out(
        &self,
        token: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<(), StoreError> {
        let hash = sha256_hex(token);
        self.store.operate(|operator| {
            let Some(row) = operator.refresh_token_by_hash(&hash)? else { return Ok(()) };
            if end_family(operator, &row.family, now)? {
                Trace { by: &row.account, request, now }.record(
                    operator,
                    "sign_out",
                    &row.account,
                )?;
            }
            Ok(())
        })
    }

    /// Forgets refresh tokens that ended before `now` and counts them: for the nightly sweep.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_ended_sessions(&self, now: NaiveDateTime) -> Result<usize, StoreError> {
        self.store.operate(|operator| operator.forget_tokens_before(now))
    }

    /// Gives out a token of the session `family` and keeps its hash.
    pub(super) fn give_token(
        &self,
        operator: &mut Operator<'_>,
        account: &str,
        family: &str,
        now: NaiveDateTime,
    ) -> Result<RefreshToken, StoreError> {
        let token = self.fresh_system_secret();
        let expires_at = now.checked_add_signed(self.rules.refresh_life).unwrap_or(now);
        operator.insert_refresh_token(&RefreshTokenRow {
            id: hex::encode(self.random_bytes::<16>()),
            account: account.to_owned(),
            family: family.to_owned(),
            token_hash: sha256_hex(&token),
            issued_at: now,
            expires_at,
            used_at: None,
            revoked_at: None,
        })?;
        Ok(RefreshToken { token, expires_at })
    }
}

/// Ends a session and tells whether there was anything to end. On PostgreSQL a rotation in another
/// transaction may add a token while the first statement waits for it; the second one sees it.
fn end_family(
    operator: &mut Operator<'_>,
    family: &str,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let mut ended = false;
    while operator.revoke_family(family, now)? > 0 {
        ended = true;
    }
    Ok(ended)
}

/// Ends all sessions of an account; repeated for the same reason.
pub(super) fn end_sessions(
    operator: &mut Operator<'_>,
    account: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    while operator.revoke_tokens_of(account, now)? > 0 {}
    Ok(())
}

fn caught<T>(
    operator: &mut Operator<'_>,
    row: &RefreshTokenRow,
    request: &str,
    now: NaiveDateTime,
) -> Result<Result<T, RefreshError>, StoreError> {
    end_family(operator, &row.family, now)?;
    let trace = Trace { by: &row.account, request, now };
    trace.record(operator, "refresh.reused", &row.account)?;
    Ok(Err(RefreshError::Reused))
}
