//! Signing in: passwords, client credentials, lock-out.
//!
//! An unknown login and a wrong secret look the same from outside, in answer and in time. Wrong
//! secrets are counted inside a transaction that reads the count anew, so that many at once are
//! no way round the lock. May not enter: what keeps somebody in (`session.rs`), access tokens (JWT),
//! which belong to the API.

use chrono::{NaiveDateTime, TimeDelta};
use shuniu_core::text::Text;
use shuniu_store::{AccountRow, Operator, StoreError};
use thiserror::Error;

use super::error::{secret_text, store_text};
use super::secret::MOST_BYTES;
use super::{
    Account, AccountKind, Accounts, HashingLimits, RefreshToken, SecretError, Trace, needs_rehash,
};

/// How often an attempt is repeated when others changed the account meanwhile. Each time somebody
/// else got on, and after a few wrong secrets the lock ends it, so this is never reached in peace.
const TRIES: usize = 16;

/// Stands in the audit trail where nobody is known.
const NOBODY: &str = "";

/// How sign-in is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInRules {
    /// So many wrong secrets in a row lock the account; so many more lock it again. At least one.
    pub failures: i32,
    /// How long the first lock lasts; each further one twice as long as the one before.
    pub first_lock: TimeDelta,
    /// The longest that a lock lasts.
    pub longest_lock: TimeDelta,
    /// How long a refresh token may wait to be used.
    pub refresh_life: TimeDelta,
    /// How much hashing may go on at once.
    pub hashing: HashingLimits,
}

impl Default for SignInRules {
    /// 5 failures, 15 minutes to a day, 14 days.
    fn default() -> Self {
        Self {
            failures: 5,
            first_lock: TimeDelta::minutes(15),
            longest_lock: TimeDelta::days(1),
            refresh_life: TimeDelta::days(14),
            hashing: HashingLimits::default(),
        }
    }
}

impl SignInRules {
    /// Until when an account is locked by its `count`th wrong secret in a row, if it is.
    fn lock_after(&self, count: i32, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let each = self.failures.max(1);
        if count < each || count % each != 0 {
            return None;
        }
        let mut lock = self.first_lock;
        for _ in 1..count / each {
            if lock >= self.longest_lock {
                break;
            }
            lock = lock + lock;
        }
        now.checked_add_signed(lock.min(self.longest_lock))
    }
}

/// Why nobody was let in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignInError {
    /// No such login, or the wrong secret, or the account is shut: which, is not told.
    #[error("login or secret is wrong")]
    WrongCredentials,
    /// Too many wrong secrets.
    #[error("too many attempts; try again in {retry_after} s")]
    Locked {
        /// Until when: UTC.
        until: NaiveDateTime,
        /// The same in whole seconds from now, for `Retry-After`.
        retry_after: i64,
    },
    /// Too many sign-ins at once; the same request may be repeated.
    #[error("too many sign-ins at once")]
    Busy,
    /// The secret could not be compared.
    #[error(transparent)]
    Secret(SecretError),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SecretError> for SignInError {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Busy => Self::Busy,
            other => Self::Secret(other),
        }
    }
}

impl SignInError {
    /// What is wrong and what to do, in both languages. Times are in Beijing time.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::WrongCredentials => Text::new(
                "登录名或密码不正确。请核对后重试；如账户已停用，请联系管理员。",
                "Login or password is wrong. Check both and try again; if the account may have \
                 been shut, ask the administrator.",
            ),
            Self::Locked { until, .. } => {
                let local = until.checked_add_signed(TimeDelta::hours(8)).unwrap_or(*until);
                let at = local.format("%Y-%m-%d %H:%M:%S");
                Text::new(
                    format!("尝试次数过多，请于{at}（北京时间）后再试。"),
                    format!("Too many attempts: try again after {at} (Beijing time)."),
                )
            }
            Self::Busy => secret_text(SecretError::Busy),
            Self::Secret(error) => secret_text(*error),
            Self::Store(error) => store_text(error),
        }
    }
}

/// What comes of one attempt that was carried through.
enum Outcome {
    In(Box<AccountRow>, Option<RefreshToken>),
    Refused(SignInError),
}

/// Why an attempt left no trace.
enum Undone {
    Store(StoreError),
    /// Somebody else changed the account meanwhile: look again.
    Moved,
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Accounts {
    /// Signs a person in: the account, and the first refresh token of a new session. `request`
    /// identifies the request, `now` is the instant in UTC, cut to microseconds. Takes as long as
    /// hashing does (some 15 ms), so it belongs on a blocking thread.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn sign_in_staff(
        &self,
        login: &str,
        password: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<(Account, RefreshToken), SignInError> {
        match self.sign_in(AccountKind::Staff, login, password, request, now)? {
            (row, Some(token)) => Ok((Account::try_from(row)?, token)),
            (_, None) => Err(StoreError::Internal("a session without a token".into()).into()),
        }
    }

    /// Signs a system in by its client credentials, which it presents anew each time: it gets no
    /// refresh token. Otherwise as [`Self::sign_in_staff`].
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn sign_in_system(
        &self,
        client_id: &str,
        client_secret: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<Account, SignInError> {
        let (row, _) = self.sign_in(AccountKind::System, client_id, client_secret, request, now)?;
        Ok(Account::try_from(row)?)
    }

    fn sign_in(
        &self,
        kind: AccountKind,
        login: &str,
        secret: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<(AccountRow, Option<RefreshToken>), SignInError> {
        let login = login.trim().to_ascii_lowercase();
        // No stored secret is so long: it is compared as if it were empty, at the usual cost.
        let secret = if secret.len() > MOST_BYTES { "" } else { secret };
        for _ in 0..TRIES {
            let known = self.store.read_latest(|reader| reader.account_by_login(&login))?;
            let outcome = match known {
                None => self.turn_away(secret, request, now),
                Some(row) => self.attempt(kind, &row, secret, request, now),
            };
            match outcome? {
                Some(Outcome::In(row, token)) => return Ok((*row, token)),
                Some(Outcome::Refused(error)) => return Err(error),
                None => {}
            }
        }
        Err(SignInError::Busy)
    }

    /// Does for an unknown login what a wrong secret would cost, down to the durable write.
    fn turn_away(
        &self,
        secret: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<Option<Outcome>, SignInError> {
        self.secrets.verify_nothing(secret)?;
        self.store.operate(|operator| {
            operator.account(NOBODY)?;
            operator.record_failure(NOBODY, None)?;
            Trace { by: NOBODY, request, now }.record(operator, "sign_in.refused", NOBODY)
        })?;
        Ok(Some(Outcome::Refused(SignInError::WrongCredentials)))
    }

    /// One attempt on a known account; none when it must be repeated.
    fn attempt(
        &self,
        kind: AccountKind,
        row: &AccountRow,
        secret: &str,
        request: &str,
        now: NaiveDateTime,
    ) -> Result<Option<Outcome>, SignInError> {
        if let Some(locked) = locked(row, now) {
            return Ok(Some(Outcome::Refused(locked)));
        }
        let right = self.secrets.verify(secret, &row.secret_hash)? && row.kind == kind.id();
        let rehash = if right && needs_rehash(&row.secret_hash) {
            Some(self.secrets.hash(secret, &self.random_bytes())?)
        } else {
            None
        };
        let trace = Trace { by: &row.id, request, now };
        let settled = self.store.operate(|operator| {
            // Between the first look and now, others may have been wrong often enough.
            let fresh = operator.account(&row.id)?.ok_or(Undone::Moved)?;
            if let Some(locked) = locked(&fresh, now) {
                return Ok(Outcome::Refused(locked));
            }
            if fresh.secret_hash != row.secret_hash {
                return Err(Undone::Moved);
            }
            if right && !fresh.disabled {
                return self.let_in(operator, &fresh, kind, rehash.as_deref(), trace);
            }
            if !right {
                self.count_failure(operator, &fresh, now)?;
            }
            trace.record(operator, "sign_in.refused", &row.id)?;
            Ok(Outcome::Refused(SignInError::WrongCredentials))
        });
        match settled {
            Ok(outcome) => Ok(Some(outcome)),
            Err(Undone::Moved) => Ok(None),
            Err(Undone::Store(error)) => Err(error.into()),
        }
    }

    /// Lets the owner of the right secret in. From the first statement on the account is ours: a
    /// change of its secret that came between is seen by the second, one that comes later finds
    /// the new session and ends it.
    fn let_in(
        &self,
        operator: &mut Operator<'_>,
        row: &AccountRow,
        kind: AccountKind,
        rehash: Option<&str>,
        trace: Trace<'_>,
    ) -> Result<Outcome, Undone> {
        operator.reset_failures(&row.id)?;
        let held = operator.account(&row.id)?.ok_or(Undone::Moved)?;
        if held.disabled || held.secret_hash != row.secret_hash {
            return Err(Undone::Moved);
        }
        if let Some(hash) = rehash {
            operator.set_secret(&row.id, hash)?;
        }
        let token = match kind {
            AccountKind::Staff => {
                let family = hex::encode(self.random_bytes::<16>());
                Some(self.give_token(operator, &row.id, &family, trace.now)?)
            }
            AccountKind::System => None,
        };
        trace.record(operator, "sign_in", &row.id)?;
        Ok(Outcome::In(Box::new(held), token))
    }

    /// Counts a wrong secret. On PostgreSQL another transaction may have counted between the read
    /// and this: then the lock would be judged by a count that is not true, and all is undone.
    fn count_failure(
        &self,
        operator: &mut Operator<'_>,
        row: &AccountRow,
        now: NaiveDateTime,
    ) -> Result<(), Undone> {
        let count = row.failures.saturating_add(1);
        let lock = self.rules.lock_after(count, now);
        if operator.record_failure(&row.id, lock)? == Some(count) {
            Ok(())
        } else {
            Err(Undone::Moved)
        }
    }
}

fn locked(row: &AccountRow, now: NaiveDateTime) -> Option<SignInError> {
    let until = row.locked_until.filter(|until| *until > now)?;
    // Rounded up: a client that waits so long must not come too early.
    let retry_after = (until - now).num_milliseconds().saturating_add(999) / 1000;
    Some(SignInError::Locked { until, retry_after })
}
