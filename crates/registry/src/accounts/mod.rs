//! Accounts: who may come in, with which secret, and what they may be.
//!
//! `secret.rs` hashes, `sign_in.rs` lets in, `session.rs` keeps in; here accounts are made, listed, changed and shut.
//! Every change stands in the audit trail with the one who made it, in the same transaction.
//! May not enter: tokens of HTTP (JWT) and their keys, a clock, identifiers of its own: instants
//! and ids are handed in, random bytes come from [`Random`].

mod error;
mod secret;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDateTime;
use shuniu_core::access::{Actor, Grant};
use shuniu_store::{AccountRow, NewAuditRow, Operator, Store, StoreError};

pub use error::AccountError;
pub use secret::{HashingLimits, SecretError, Secrets, WeakSecret, check_strength, needs_rehash};
pub use session::{RefreshError, RefreshToken};
pub use sign_in::{SignInError, SignInRules};

use crate::ports::Random;
use session::end_sessions;

/// Most characters of a name to show.
const LONGEST_NAME: usize = 100;

/// What an account stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountKind {
    /// A person: signs in with a password and holds a session.
    Staff,
    /// Another system: signs in with client credentials, without a session.
    System,
}

impl AccountKind {
    /// The kind as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::System => "system",
        }
    }

    /// The kind with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Staff, Self::System].into_iter().find(|kind| kind.id() == id)
    }
}

/// An account, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identifier; in the log it stands for whoever acted.
    pub id: String,
    /// Login name; for a system its client id.
    pub login: String,
    /// Name to show.
    pub display_name: String,
    /// What it stands for.
    pub kind: AccountKind,
    /// What it may be.
    pub grants: Vec<Grant>,
    /// Whether it is shut.
    pub disabled: bool,
    /// Locked until then because of wrong secrets: UTC.
    pub locked_until: Option<NaiveDateTime>,
    /// When it was made: UTC.
    pub created_at: NaiveDateTime,
}

impl Account {
    /// Who acts, when this account does.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { account: self.id.clone(), grants: self.grants.clone() }
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;

    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        let damaged = |what: &str| StoreError::Corrupt { what: what.to_owned() };
        Ok(Self {
            kind: AccountKind::from_id(&row.kind)
                .ok_or_else(|| damaged("an account is of no known kind"))?,
            grants: serde_json::from_str(&row.grants)
                .map_err(|_| damaged("the grants of an account are not readable"))?,
            id: row.id,
            login: row.login,
            display_name: row.display_name,
            disabled: row.disabled,
            locked_until: row.locked_until,
            created_at: row.created_at,
        })
    }
}

/// What an account is made from. Has no `Debug`: it holds a clear secret.
#[derive(Clone, Copy)]
pub struct NewAccount<'a> {
    /// Identifier: 1 to 64 visible ASCII characters, fresh.
    pub id: &'a str,
    /// Login name: 3 to 64 of `a-z`, `0-9`, `.`, `_`, `-`, `@`.
    pub login: &'a str,
    /// Name to show.
    pub display_name: &'a str,
    /// What it stands for.
    pub kind: AccountKind,
    /// What it may be; none is allowed.
    pub grants: &'a [Grant],
    /// Its first secret, in clear.
    pub secret: &'a str,
}

/// Who does something to accounts, in which request and when: for the audit trail.
#[derive(Debug, Clone, Copy)]
pub struct Trace<'a> {
    /// Id of the account that does it.
    pub by: &'a str,
    /// Identifier of the request.
    pub request: &'a str,
    /// The instant, UTC, cut to microseconds.
    pub now: NaiveDateTime,
}

impl Trace<'_> {
    fn record(self, to: &mut Operator<'_>, action: &str, subject: &str) -> Result<(), StoreError> {
        to.append_audit(&NewAuditRow {
            at: self.now,
            account: self.by.to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            request: self.request.to_owned(),
        })
    }
}

/// The accounts of a register. Clones share the store and the limits on hashing.
#[derive(Clone)]
pub struct Accounts {
    store: Store,
    random: Arc<dyn Random>,
    secrets: Arc<Secrets>,
    rules: SignInRules,
}

impl Accounts {
    /// The accounts in an open, migrated store.
    #[must_use]
    pub fn new(store: Store, random: Arc<dyn Random>, rules: SignInRules) -> Self {
        let secrets = Arc::new(Secrets::new(rules.hashing));
        Self { store, random, secrets, rules }
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`AccountError`], with the field that is at fault.
    pub fn create(&self, new: NewAccount<'_>, trace: Trace<'_>) -> Result<Account, AccountError> {
        check_account(&new)?;
        check_strength(new.kind, new.login, new.secret)?;
        let row = AccountRow {
            id: new.id.to_owned(),
            login: new.login.to_owned(),
            display_name: new.display_name.trim().to_owned(),
            kind: new.kind.id().to_owned(),
            secret_hash: self.secrets.hash(new.secret, &self.random_bytes())?,
            grants: grants_json(new.grants)?,
            disabled: false,
            failures: 0,
            locked_until: None,
            created_at: trace.now,
        };
        self.store.operate(|operator| {
            operator.insert_account(&row)?;
            trace.record(operator, "account.create", &row.id)
        })?;
        Ok(Account::try_from(row)?)
    }

    /// At most `limit` accounts by login name, after the login `after`.
    ///
    /// # Errors
    /// [`AccountError::Store`].
    pub fn list(&self, after: Option<&str>, limit: u32) -> Result<Vec<Account>, AccountError> {
        let rows = self.store.read_latest(|reader| reader.list_accounts(after, limit))?;
        Ok(rows.into_iter().map(Account::try_from).collect::<Result<_, _>>()?)
    }

    /// The account with this id, shut or not.
    ///
    /// # Errors
    /// [`AccountError::Store`].
    pub fn find(&self, id: &str) -> Result<Option<Account>, AccountError> {
        let row = self.store.read_latest(|reader| reader.account(id))?;
        Ok(row.map(Account::try_from).transpose()?)
    }

    /// Who acts, when the account with this id does; none when there is none or it is shut.
    ///
    /// # Errors
    /// [`AccountError::Store`].
    pub fn actor(&self, id: &str) -> Result<Option<Actor>, AccountError> {
        Ok(self.find(id)?.filter(|account| !account.disabled).map(|account| account.actor()))
    }

    /// Replaces what an account may be.
    ///
    /// # Errors
    /// [`AccountError`], with the field that is at fault.
    pub fn set_grants(
        &self,
        id: &str,
        grants: &[Grant],
        trace: Trace<'_>,
    ) -> Result<(), AccountError> {
        check_grants(grants)?;
        let json = grants_json(grants)?;
        self.change("account.grants", id, trace, |operator| operator.set_grants(id, &json))
    }

    /// Shuts an account and ends its sessions.
    ///
    /// # Errors
    /// [`AccountError::Unknown`], [`AccountError::Store`].
    pub fn disable(&self, id: &str, trace: Trace<'_>) -> Result<(), AccountError> {
        self.change("account.disable", id, trace, |operator| {
            let known = operator.set_disabled(id, true)?;
            end_sessions(operator, id, trace.now)?;
            Ok(known)
        })
    }

    /// Opens an account again. Sessions that were ended stay ended.
    ///
    /// # Errors
    /// [`AccountError::Unknown`], [`AccountError::Store`].
    pub fn enable(&self, id: &str, trace: Trace<'_>) -> Result<(), AccountError> {
        self.change("account.enable", id, trace, |operator| operator.set_disabled(id, false))
    }

    /// Forgets wrong secrets and the lock that came of them.
    ///
    /// # Errors
    /// [`AccountError::Unknown`], [`AccountError::Store`].
    pub fn unlock(&self, id: &str, trace: Trace<'_>) -> Result<(), AccountError> {
        self.change("account.unlock", id, trace, |operator| operator.reset_failures(id))
    }

    /// Replaces the secret, ends the sessions that began with the old one, and unlocks.
    ///
    /// # Errors
    /// [`AccountError`]; [`AccountError::Weak`] says what the secret lacks.
    pub fn set_secret(&self, id: &str, secret: &str, trace: Trace<'_>) -> Result<(), AccountError> {
        let account = self.find(id)?.ok_or(AccountError::Unknown)?;
        check_strength(account.kind, &account.login, secret)?;
        let hash = self.secrets.hash(secret, &self.random_bytes())?;
        self.change("account.secret", id, trace, |operator| {
            operator.reset_failures(id)?;
            let known = operator.set_secret(id, &hash)?;
            end_sessions(operator, id, trace.now)?;
            Ok(known)
        })
    }

    /// A fresh secret for a system: 256 random bits, 43 characters. Shown once, kept nowhere.
    #[must_use]
    pub fn fresh_system_secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.random_bytes::<32>())
    }

    /// Runs a change that tells whether the account exists, and records it.
    fn change(
        &self,
        action: &str,
        id: &str,
        trace: Trace<'_>,
        change: impl FnOnce(&mut Operator<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), AccountError> {
        self.store.operate(|operator| {
            if !change(operator)? {
                return Err(AccountError::Unknown);
            }
            Ok(trace.record(operator, action, id)?)
        })
    }

    fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}

fn check_account(new: &NewAccount<'_>) -> Result<(), AccountError> {
    let name = new.display_name.trim();
    if !(1..=64).contains(&new.id.len()) || !new.id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(AccountError::BadId);
    }
    let of_login = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-@".contains(&b);
    if !(3..=64).contains(&new.login.len()) || !new.login.bytes().all(of_login) {
        return Err(AccountError::BadLogin);
    }
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(AccountError::BadDisplayName);
    }
    check_grants(new.grants)
}

/// Whether the unit exists is not asked: accounts may be made before the units are entered, and a
/// grant for a unit that isn't there reaches nothing.
fn check_grants(grants: &[Grant]) -> Result<(), AccountError> {
    for (index, grant) in grants.iter().enumerate() {
        if grant.role.needs_unit() && grant.unit.is_none() {
            return Err(AccountError::UnitMissing { index });
        }
        let performs = |act: &shuniu_core::act::ActKind| {
            act.row().is_some_and(|row| row.performers.contains(&grant.role))
        };
        if !grant.acts.iter().all(performs) {
            return Err(AccountError::ForeignAct { index });
        }
    }
    Ok(())
}

fn grants_json(grants: &[Grant]) -> Result<String, AccountError> {
    serde_json::to_string(grants)
        .map_err(|_| AccountError::Store(StoreError::Internal("grants are no JSON".into())))
}

fn sha256_hex(text: &str) -> String {
    hex::encode(digest(&SHA256, text.as_bytes()))
}
