//! Who calls: from the bearer token of a request to an account and its grants.
//!
//! `keys.rs` holds the keys, `token.rs` makes and checks tokens, `extract.rs` hands the caller to
//! a handler, `error.rs` says why not. Here an account is looked up behind its token and
//! remembered for a moment. May not enter: what the caller may do (`shuniu_core::access`),
//! passwords (`shuniu_registry::accounts`).

mod error;
mod extract;
mod key_files;
mod keys;
mod token;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use shuniu_core::access::Actor;
use shuniu_registry::accounts::{Account, AccountKind, Accounts};
use shuniu_registry::ports::Clock;

pub use error::AuthError;
pub use extract::{Caller, MaybeCaller};
pub use key_files::{KeyError, create_key};
pub(crate) use key_files::{KeyFile, fresh_pkcs8, read_folder};
pub use keys::KeyRing;
pub use token::{AccessToken, CannotSign, TokenFault, TokenSettings, Tokens, Verified};

/// Most accounts that are remembered; more than any register has signed in at once.
const MOST_ACCOUNTS: usize = 10_000;

/// Who calls, as far as a handler needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who acts: the id of the account and its grants.
    pub actor: Actor,
    /// Login name.
    pub login: String,
    /// Name to show.
    pub display_name: String,
    /// A person or a system.
    pub kind: AccountKind,
}

impl From<Account> for Identity {
    fn from(account: Account) -> Self {
        Self {
            actor: Actor { account: account.id, grants: account.grants },
            login: account.login,
            display_name: account.display_name,
            kind: account.kind,
        }
    }
}

/// Tells who calls. Handlers meet it only through [`Caller`] and [`MaybeCaller`]; it stands in
/// the application data as `Data<dyn Authenticator>`.
pub trait Authenticator: Send + Sync {
    /// Who calls, as far as it can be told without asking the database; none when it must be.
    ///
    /// # Errors
    /// [`AuthError`] when the token is not good or its account is shut.
    fn recall(&self, token: &str) -> Result<Option<Arc<Identity>>, AuthError>;

    /// Who calls. May ask the database, so it belongs on a blocking thread.
    ///
    /// # Errors
    /// [`AuthError`].
    fn authenticate(&self, token: &str) -> Result<Arc<Identity>, AuthError>;
}

/// An account could not be looked up now. Why, was logged where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the account could not be looked up")]
pub struct LookupFailed;

/// Looks an account up by its id; none when there is none or it is shut.
pub type Lookup = dyn Fn(&str) -> Result<Option<Identity>, LookupFailed> + Send + Sync;

/// The authenticator of the register.
pub struct Auth {
    tokens: Tokens,
    clock: Arc<dyn Clock>,
    lookup: Box<Lookup>,
    /// How long an account is remembered, seconds.
    account_life: i64,
    accounts: RwLock<HashMap<Arc<str>, Remembered>>,
}

/// What was found when an account was looked up, also when it was nothing.
struct Remembered {
    identity: Option<Arc<Identity>>,
    at: i64,
}

impl Auth {
    /// An authenticator that finds accounts with `lookup` and believes what it found for
    /// `account_life` seconds: so long after it is shut, an account may still come in. With
    /// several servers 30 is a good measure; on the server that shuts it, [`Self::forget`].
    #[must_use]
    pub fn new(
        tokens: Tokens,
        clock: Arc<dyn Clock>,
        account_life: i64,
        lookup: Box<Lookup>,
    ) -> Self {
        Self { tokens, clock, lookup, account_life, accounts: RwLock::default() }
    }

    /// An authenticator over the accounts of a register.
    #[must_use]
    pub fn over(
        accounts: Accounts,
        tokens: Tokens,
        clock: Arc<dyn Clock>,
        account_life: i64,
    ) -> Self {
        let lookup = move |id: &str| match accounts.find(id) {
            Ok(found) => Ok(found.filter(|account| !account.disabled).map(Identity::from)),
            Err(error) => {
                tracing::error!(%error, account = id, "an account could not be looked up");
                Err(LookupFailed)
            }
        };
        Self::new(tokens, clock, account_life, Box::new(lookup))
    }

    /// The tokens, for issuing them and for the published keys.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// A fresh token, good from now.
    ///
    /// # Errors
    /// [`CannotSign`].
    pub fn issue(
        &self,
        account: &str,
        kind: AccountKind,
        jti: &str,
    ) -> Result<AccessToken, CannotSign> {
        self.tokens.issue(account, kind, jti, self.now())
    }

    /// Forgets an account, so that a change to it works at once on this server.
    pub fn forget(&self, account: &str) {
        self.accounts.write().unwrap_or_else(PoisonError::into_inner).remove(account);
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp()
    }

    fn remembered(&self, account: &str, now: i64) -> Result<Option<Arc<Identity>>, AuthError> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back must not make anything last longer.
        let fresh = |it: &&Remembered| (0..self.account_life).contains(&(now - it.at));
        match accounts.get(account).filter(fresh) {
            None => Ok(None),
            Some(it) => it.identity.clone().map(Some).ok_or(AuthError::AccountClosed),
        }
    }

    fn remember(&self, account: Arc<str>, identity: Option<Arc<Identity>>, at: i64) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        if accounts.len() >= MOST_ACCOUNTS {
            accounts.retain(|_, it| (0..self.account_life).contains(&(at - it.at)));
        }
        if accounts.len() >= MOST_ACCOUNTS {
            accounts.clear();
        }
        accounts.insert(account, Remembered { identity, at });
    }
}

impl Authenticator for Auth {
    fn recall(&self, token: &str) -> Result<Option<Arc<Identity>>, AuthError> {
        let now = self.now();
        let verified = self.tokens.verify(token, now)?;
        self.remembered(&verified.account, now)
    }

    fn authenticate(&self, token: &str) -> Result<Arc<Identity>, AuthError> {
        // Taken before the look-up: what changes during it is looked up again in time.
        let now = self.now();
        let verified = self.tokens.verify(token, now)?;
        if let Some(identity) = self.remembered(&verified.account, now)? {
            return Ok(identity);
        }
        let identity = (self.lookup)(&verified.account)
            .map_err(|LookupFailed| AuthError::Unavailable)?
            .map(Arc::new);
        self.remember(verified.account, identity.clone(), now);
        identity.ok_or(AuthError::AccountClosed)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

    use chrono::{DateTime, Utc};
    use shuniu_core::access::{Grant, Role};

    use super::*;

    #[derive(Default)]
    struct House {
        now: AtomicI64,
        looked: AtomicUsize,
        open: Mutex<Option<bool>>,
    }

    impl Clock for House {
        fn now(&self) -> DateTime<Utc> {
            DateTime::from_timestamp(self.now.load(Ordering::SeqCst), 0).unwrap()
        }
    }

    impl House {
        /// Open: an account; shut: none; neither: the database is away.
        fn set(&self, open: Option<bool>) {
            *self.open.lock().unwrap() = open;
        }

        fn at(&self, now: i64) {
            self.now.store(now, Ordering::SeqCst);
        }

        fn looked(&self) -> usize {
            self.looked.load(Ordering::SeqCst)
        }
    }

    fn auth() -> (Arc<House>, Auth) {
        let house = Arc::new(House::default());
        house.set(Some(true));
        let settings = TokenSettings::new("https://register.example", "shuniu");
        let tokens = Tokens::new(KeyRing::in_memory().unwrap(), settings);
        let books = Arc::clone(&house);
        let lookup = move |id: &str| {
            books.looked.fetch_add(1, Ordering::SeqCst);
            let open = books.open.lock().unwrap().ok_or(LookupFailed)?;
            Ok(open.then(|| Identity {
                actor: Actor { account: id.to_owned(), grants: vec![Grant::of(Role::Auditor)] },
                login: "zhang.san".into(),
                display_name: "张三".into(),
                kind: AccountKind::Staff,
            }))
        };
        let auth = Auth::new(tokens, Arc::clone(&house) as _, 30, Box::new(lookup));
        (house, auth)
    }

    #[test]
    fn an_account_is_looked_up_once_in_thirty_seconds() {
        let (house, auth) = auth();
        let token = auth.issue("a-1", AccountKind::Staff, "j").unwrap().token;
        assert_eq!(auth.recall(&token), Ok(None), "nothing is known yet, and nothing is asked");
        let identity = auth.authenticate(&token).unwrap();
        assert!(identity.actor.has(Role::Auditor));
        house.at(29);
        assert_eq!(auth.recall(&token), Ok(Some(Arc::clone(&identity))));
        assert_eq!(auth.authenticate(&token), Ok(identity));
        assert_eq!(house.looked(), 1);
        house.at(30);
        assert_eq!(auth.recall(&token), Ok(None));
        house.at(-1);
        assert_eq!(auth.recall(&token), Ok(None), "a clock set back");
    }

    #[test]
    fn a_shut_account_is_out_within_the_time_and_at_once_when_forgotten() {
        let (house, auth) = auth();
        let token = auth.issue("a-1", AccountKind::Staff, "j").unwrap().token;
        assert!(auth.authenticate(&token).is_ok());
        house.set(Some(false));
        assert!(auth.authenticate(&token).is_ok(), "still remembered");
        house.at(30);
        for _ in 0..3 {
            assert_eq!(auth.authenticate(&token), Err(AuthError::AccountClosed));
            assert_eq!(auth.recall(&token), Err(AuthError::AccountClosed));
        }
        assert_eq!(house.looked(), 2, "that it is shut is remembered too");
        house.set(Some(true));
        auth.forget("a-1");
        assert!(auth.authenticate(&token).is_ok());
    }

    #[test]
    fn a_failed_look_up_is_not_remembered() {
        let (house, auth) = auth();
        let token = auth.issue("a-1", AccountKind::Staff, "j").unwrap().token;
        house.set(None);
        assert_eq!(auth.authenticate(&token), Err(AuthError::Unavailable));
        house.set(Some(true));
        assert!(auth.authenticate(&token).is_ok());
        house.at(905);
        assert_eq!(auth.recall(&token), Err(AuthError::BadToken(TokenFault::Expired)));
    }

    #[test]
    fn the_memory_of_accounts_is_bounded() {
        let (_, auth) = auth();
        for n in 0..=MOST_ACCOUNTS {
            auth.remember(n.to_string().into(), None, 0);
        }
        assert!(auth.accounts.read().unwrap().len() <= MOST_ACCOUNTS);
    }
}
