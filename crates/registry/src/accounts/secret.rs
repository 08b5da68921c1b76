//! Secrets: hashed with argon2id, checked, and asked to be strong enough.
//!
//! Hashing is slow and takes 19 MiB on purpose, so only a few run at once: a flood of sign-ins
//! waits or is turned away, and cannot take all memory. May not enter: whose secret it is and
//! what follows from a wrong one; clear secrets leave this room only as hashes.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashingError, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shuniu_core::text::Text;
use thiserror::Error;

use super::AccountKind;

/// Memory for one hash, KiB. With the two below: what OWASP recommends for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Fewest characters of a person's password.
const LEAST_STAFF: usize = 12;
/// Fewest characters of a system's secret, which no one has to remember.
const LEAST_SYSTEM: usize = 32;
/// Most bytes of any secret; longer ones only cost time.
pub(super) const MOST_BYTES: usize = 1024;
/// Fewest different characters: `aaaaaaaaaaaa` is long and worth nothing.
const LEAST_DIFFERENT: usize = 5;

/// Salt of the hash that is made for a login that nobody has. It protects nothing.
const DUMMY_SALT: [u8; 16] = *b"nobody-signs-in!";

/// Why a secret is not strong enough. Never holds the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeakSecret {
    /// Too few characters.
    #[error("the secret must have at least {least} characters")]
    TooShort {
        /// The fewest that are allowed.
        least: usize,
    },
    /// Too many bytes.
    #[error("the secret must have at most {most} bytes")]
    TooLong {
        /// The most that are allowed.
        most: usize,
    },
    /// Too few different characters.
    #[error("the secret must have at least {least} different characters")]
    TooPlain {
        /// The fewest that are allowed.
        least: usize,
    },
    /// The login name is part of it.
    #[error("the secret must not contain the login name")]
    HoldsLogin,
}

impl WeakSecret {
    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::TooShort { least } => format!("密码过短：请至少使用{least}个字符。"),
            Self::TooLong { most } => format!("密码过长：最多{most}字节，请缩短。"),
            Self::TooPlain { least } => {
                format!("密码过于简单：请至少使用{least}种不同的字符。")
            }
            Self::HoldsLogin => "密码不得包含登录名，请另选密码。".to_owned(),
        };
        let en = match self {
            Self::TooShort { least } => {
                format!("The secret is too short: use at least {least} characters.")
            }
            Self::TooLong { most } => {
                format!("The secret is too long: shorten it to at most {most} bytes.")
            }
            Self::TooPlain { least } => {
                format!("The secret is too plain: use at least {least} different characters.")
            }
            Self::HoldsLogin => {
                "The secret must not contain the login name: choose another one.".to_owned()
            }
        };
        Text::new(zh, en)
    }
}

/// Whether a new secret for `login` is strong enough.
///
/// # Errors
/// [`WeakSecret`], which says what to do.
pub fn check_strength(kind: AccountKind, login: &str, secret: &str) -> Result<(), WeakSecret> {
    let least = match kind {
        AccountKind::Staff => LEAST_STAFF,
        AccountKind::System => LEAST_SYSTEM,
    };
    if secret.len() > MOST_BYTES {
        return Err(WeakSecret::TooLong { most: MOST_BYTES });
    }
    if secret.chars().count() < least {
        return Err(WeakSecret::TooShort { least });
    }
    let different = secret.chars().collect::<std::collections::HashSet<_>>().len();
    if different < LEAST_DIFFERENT {
        return Err(WeakSecret::TooPlain { least: LEAST_DIFFERENT });
    }
    if secret.to_lowercase().contains(&login.to_lowercase()) {
        return Err(WeakSecret::HoldsLogin);
    }
    Ok(())
}

/// Why a secret could not be hashed or compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SecretError {
    /// Too many are waiting already.
    #[error("too many secrets are being checked; the same request may be repeated")]
    Busy,
    /// What is stored is no hash.
    #[error("a stored hash of a secret is not readable")]
    Unreadable,
    /// The computation failed; memory may have run out.
    #[error("a secret could not be hashed")]
    Failed,
}

/// How much hashing may go on at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingLimits {
    /// Most at the same time (at least one); each takes 19 MiB and a processor.
    pub at_once: usize,
    /// Most that wait for their turn; more are answered [`SecretError::Busy`].
    pub waiting: usize,
}

impl Default for HashingLimits {
    /// Two at once, four waiting. Each that waits holds a thread, so both together must stay well
    /// below the number of blocking threads, or sign-ins keep all other requests waiting.
    fn default() -> Self {
        Self { at_once: 2, waiting: 4 }
    }
}

/// The place where secrets are hashed and compared. One for the whole process.
#[derive(Debug)]
pub struct Secrets {
    gate: Gate,
}

impl Secrets {
    /// A place with these limits.
    #[must_use]
    pub fn new(limits: HashingLimits) -> Self {
        Self { gate: Gate::new(limits) }
    }

    /// The hash of a secret with its salt and parameters, as it is stored (PHC string). `salt` is
    /// 16 fresh random bytes.
    ///
    /// # Errors
    /// [`SecretError::Busy`], [`SecretError::Failed`].
    pub fn hash(&self, secret: &str, salt: &[u8; 16]) -> Result<String, SecretError> {
        let _permit = self.gate.enter()?;
        let hash = hasher()?.hash_password_with_salt(secret.as_bytes(), salt);
        hash.map(|hash| hash.to_string()).map_err(|_| SecretError::Failed)
    }

    /// Whether `secret` is the one that `stored` was made from. Takes as long as it took then.
    ///
    /// # Errors
    /// Any [`SecretError`].
    pub fn verify(&self, secret: &str, stored: &str) -> Result<bool, SecretError> {
        let parsed = PasswordHash::new(stored).map_err(|_| SecretError::Unreadable)?;
        let _permit = self.gate.enter()?;
        match hasher()?.verify_password(secret.as_bytes(), &parsed) {
            Ok(()) => Ok(true),
            Err(HashingError::PasswordInvalid) => Ok(false),
            Err(HashingError::OutOfMemory) => Err(SecretError::Failed),
            Err(_) => Err(SecretError::Unreadable),
        }
    }

    /// Does the work of [`Self::verify`] for nothing, so that the time of an answer does not tell
    /// whether a login exists.
    ///
    /// # Errors
    /// [`SecretError::Busy`], [`SecretError::Failed`].
    pub fn verify_nothing(&self, secret: &str) -> Result<(), SecretError> {
        self.hash(secret, &DUMMY_SALT).map(drop)
    }
}

/// Whether a stored hash was made with other parameters than those of today and should be made
/// anew at the next chance, which is when its owner signs in.
#[must_use]
pub fn needs_rehash(stored: &str) -> bool {
    let Ok(hash) = PasswordHash::new(stored) else { return true };
    let Ok(params) = Params::try_from(&hash) else { return true };
    hash.algorithm.as_str() != Algorithm::Argon2id.as_str()
        || hash.version != Some(Version::V0x13.into())
        || (params.m_cost(), params.t_cost(), params.p_cost()) != (MEMORY_KIB, PASSES, LANES)
}

fn hasher() -> Result<Argon2<'static>, SecretError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| SecretError::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Lets a few in at once.
#[derive(Debug)]
struct Gate {
    limits: HashingLimits,
    load: Mutex<Load>,
    left: Condvar,
}

#[derive(Debug, Default)]
struct Load {
    running: usize,
    waiting: usize,
}

/// A place inside; given back when dropped.
struct Permit<'g>(&'g Gate);

impl Gate {
    fn new(limits: HashingLimits) -> Self {
        let limits = HashingLimits { at_once: limits.at_once.max(1), ..limits };
        Self { limits, load: Mutex::default(), left: Condvar::new() }
    }

    fn enter(&self) -> Result<Permit<'_>, SecretError> {
        let full = |load: &mut Load| load.running >= self.limits.at_once;
        let mut load = self.load();
        if full(&mut load) {
            if load.waiting >= self.limits.waiting {
                return Err(SecretError::Busy);
            }
            load.waiting += 1;
            load = self.left.wait_while(load, full).unwrap_or_else(PoisonError::into_inner);
            load.waiting -= 1;
        }
        load.running += 1;
        Ok(Permit(self))
    }

    /// Two counters cannot be left half changed, so a poisoned lock is as good as any.
    fn load(&self) -> MutexGuard<'_, Load> {
        self.load.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.load().running -= 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_secret_is_known_again_and_only_it() {
        let secrets = Secrets::new(HashingLimits::default());
        let stored = secrets.hash("正确的马电池订书钉", &[7; 16]).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(secrets.verify("正确的马电池订书钉", &stored), Ok(true));
        assert_eq!(secrets.verify("正确的马电池订书丁", &stored), Ok(false));
        assert_eq!(secrets.verify("", &stored), Ok(false));
        assert_eq!(secrets.verify("x", "not a hash"), Err(SecretError::Unreadable));
        assert_ne!(stored, secrets.hash("正确的马电池订书钉", &[8; 16]).unwrap());
    }

    #[test]
    fn old_parameters_ask_for_a_new_hash() {
        let secrets = Secrets::new(HashingLimits::default());
        assert!(!needs_rehash(&secrets.hash("x", &[1; 16]).unwrap()));
        let weak =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let weak = weak.hash_password_with_salt(b"x", &[1; 16]).unwrap().to_string();
        assert!(needs_rehash(&weak) && needs_rehash("not a hash"));
        assert_eq!(secrets.verify("x", &weak), Ok(true), "old hashes stay good");
    }

    #[test]
    fn strength_is_judged_at_its_limits() {
        let check = |kind, secret| check_strength(kind, "zhang.san", secret);
        let staff = AccountKind::Staff;
        assert_eq!(check(staff, "abcdefghijk"), Err(WeakSecret::TooShort { least: 12 }));
        assert_eq!(check(staff, "abcdefghijkl"), Ok(()));
        assert_eq!(check(staff, "春夏秋冬东西南北山川河海"), Ok(()), "characters, not bytes");
        assert_eq!(check(staff, "abcdabcdabcd"), Err(WeakSecret::TooPlain { least: 5 }));
        assert_eq!(check(staff, "My-Zhang.San-2026"), Err(WeakSecret::HoldsLogin));
        let (short, enough) = ("0123456789abcdef".repeat(2), "0123456789abcdef".repeat(65));
        assert_eq!(check(AccountKind::System, &short), Ok(()));
        assert_eq!(
            check(AccountKind::System, &short[1..]),
            Err(WeakSecret::TooShort { least: 32 })
        );
        assert_eq!(check(staff, &enough), Err(WeakSecret::TooLong { most: 1024 }));
        assert!(WeakSecret::HoldsLogin.text().zh.contains("登录名"));
    }

    #[test]
    fn few_are_inside_at_once_and_the_others_wait_or_are_turned_away() {
        let gate = Gate::new(HashingLimits { at_once: 2, waiting: 8 });
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _permit = gate.enter().unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(5));
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= 2);

        let narrow = Gate::new(HashingLimits { at_once: 0, waiting: 0 });
        let held = narrow.enter().unwrap();
        assert_eq!(narrow.enter().err(), Some(SecretError::Busy));
        drop(held);
        assert!(narrow.enter().is_ok());
    }
}
