//! Access tokens: JWT signed with Ed25519, good for a quarter of an hour.
//!
//! A token says whose it is and never what that account may do: grants are read from the account,
//! so that one that is taken away is gone at once. Time is handed in; the token library would ask
//! the system's clock, so its own checks of time are off and made here. May not enter: HTTP.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};

use aws_lc_rs::digest::{SHA256, digest};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shuniu_registry::accounts::AccountKind;
use thiserror::Error;

use super::keys::KeyRing;

/// What the header calls the token (RFC 9068), so that nothing else signed with these keys passes
/// for one.
const TYPE: &str = "at+jwt";
/// Longer than any token that was given out; what is longer is not even looked at.
const LONGEST: usize = 4096;

/// How tokens are made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSettings {
    /// Who gives tokens out: the public address of the register.
    pub issuer: String,
    /// Whom they are for.
    pub audience: String,
    /// How long a token is good, seconds.
    pub life: i64,
    /// By how much clocks of servers may differ, seconds.
    pub leeway: i64,
    /// Most tokens that are remembered as verified; each takes about 200 bytes.
    pub remembered: usize,
}

impl TokenSettings {
    /// 15 minutes, 5 seconds of leeway, 10,000 remembered.
    #[must_use]
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            audience: audience.into(),
            life: 15 * 60,
            leeway: 5,
            remembered: 10_000,
        }
    }
}

/// What is wrong with a token. For the log and for tests; a client is told less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenFault {
    /// Not a JWT, or one whose claims are not all there in their form.
    #[error("not an access token")]
    Malformed,
    /// Another algorithm than EdDSA.
    #[error("signed with another algorithm")]
    Algorithm,
    /// The key it names is not in the ring.
    #[error("signed with an unknown key")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the signature does not fit")]
    Signature,
    /// A claim that it must have is missing.
    #[error("a claim is missing")]
    Claims,
    /// From somebody else.
    #[error("from another issuer")]
    Issuer,
    /// For somebody else.
    #[error("for another audience")]
    Audience,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Its time has not come.
    #[error("not yet valid")]
    NotYetValid,
}

/// No token could be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an access token could not be signed")]
pub struct CannotSign;

/// A token on its way to its owner. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token.
    pub token: String,
    /// How long it is good, seconds.
    pub expires_in: i64,
}

/// What a verified token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Id of the account.
    pub account: Arc<str>,
    /// From when it is no longer accepted, seconds since 1970 (leeway included).
    pub until: i64,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: String,
    kind: String,
}

/// Makes and checks tokens, and remembers those it has checked: a check costs more than a read.
pub struct Tokens {
    keys: KeyRing,
    settings: TokenSettings,
    validation: Validation,
    memory: RwLock<Memory>,
}

impl Tokens {
    /// Tokens signed with these keys.
    #[must_use]
    pub fn new(keys: KeyRing, settings: TokenSettings) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&settings.issuer]);
        validation.set_audience(&[&settings.audience]);
        // Setting the audience alone lets a token without one pass.
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self { keys, settings, validation, memory: RwLock::default() }
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// A fresh token for an account. `jti` is a fresh identifier, `now_unix` the instant in
    /// seconds since 1970.
    ///
    /// # Errors
    /// [`CannotSign`].
    pub fn issue(
        &self,
        account: &str,
        kind: AccountKind,
        jti: &str,
        now_unix: i64,
    ) -> Result<AccessToken, CannotSign> {
        let key = self.keys.signing();
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(key.kid.clone());
        let claims = Claims {
            iss: self.settings.issuer.clone(),
            aud: self.settings.audience.clone(),
            sub: account.to_owned(),
            iat: now_unix,
            nbf: now_unix,
            exp: now_unix.saturating_add(self.settings.life),
            jti: jti.to_owned(),
            kind: kind.id().to_owned(),
        };
        let token = encode(&header, &claims, &key.encoding).map_err(|_| CannotSign)?;
        Ok(AccessToken { token, expires_in: self.settings.life })
    }

    /// What a token says, if it is good at `now_unix` (seconds since 1970).
    ///
    /// # Errors
    /// [`TokenFault`].
    pub fn verify(&self, token: &str, now_unix: i64) -> Result<Verified, TokenFault> {
        if token.len() > LONGEST {
            return Err(TokenFault::Malformed);
        }
        let name = fingerprint(token);
        if let Some(verified) = self.recall(&name, now_unix) {
            return Ok(verified);
        }
        let verified = self.verify_anew(token, now_unix)?;
        self.memory.write().unwrap_or_else(PoisonError::into_inner).keep(
            name,
            verified.clone(),
            self.settings.remembered,
            now_unix,
        );
        Ok(verified)
    }

    /// A token that was verified before and whose time is not over. Its time had come then; a
    /// clock that is set back does not matter here.
    fn recall(&self, name: &Fingerprint, now_unix: i64) -> Option<Verified> {
        let memory = self.memory.read().unwrap_or_else(PoisonError::into_inner);
        memory.tokens.get(name).filter(|it| now_unix < it.until).cloned()
    }

    fn verify_anew(&self, token: &str, now_unix: i64) -> Result<Verified, TokenFault> {
        let header = decode_header(token).map_err(|_| TokenFault::Malformed)?;
        if header.alg != Algorithm::EdDSA {
            return Err(TokenFault::Algorithm);
        }
        // RFC 7515: what is critical and not understood refuses the token; we understand nothing.
        if header.crit.is_some() || header.typ.as_deref() != Some(TYPE) {
            return Err(TokenFault::Malformed);
        }
        let kid = header.kid.as_deref().ok_or(TokenFault::UnknownKey)?;
        let key = self.keys.named(kid).ok_or(TokenFault::UnknownKey)?;
        let claims = decode::<Claims>(token, &key.decoding, &self.validation)
            .map_err(|error| fault(error.kind()))?
            .claims;
        let until = claims.exp.saturating_add(self.settings.leeway);
        if now_unix >= until {
            return Err(TokenFault::Expired);
        }
        if now_unix.saturating_add(self.settings.leeway) < claims.nbf.max(claims.iat) {
            return Err(TokenFault::NotYetValid);
        }
        Ok(Verified { account: claims.sub.into(), until })
    }
}

fn fault(kind: &ErrorKind) -> TokenFault {
    match kind {
        ErrorKind::InvalidSignature => TokenFault::Signature,
        ErrorKind::InvalidAlgorithm => TokenFault::Algorithm,
        ErrorKind::InvalidIssuer => TokenFault::Issuer,
        ErrorKind::InvalidAudience => TokenFault::Audience,
        ErrorKind::MissingRequiredClaim(_) | ErrorKind::Json(_) => TokenFault::Claims,
        _ => TokenFault::Malformed,
    }
}

/// SHA-256 of a token: whoever reads this memory finds no token in it.
type Fingerprint = [u8; 32];

fn fingerprint(token: &str) -> Fingerprint {
    let mut name = Fingerprint::default();
    name.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    name
}

/// The tokens that were verified, oldest first in `order`.
#[derive(Default)]
struct Memory {
    tokens: HashMap<Fingerprint, Verified>,
    order: VecDeque<Fingerprint>,
}

impl Memory {
    fn keep(&mut self, name: Fingerprint, verified: Verified, most: usize, now_unix: i64) {
        let full = |memory: &Self| memory.tokens.len() >= most;
        let over = |memory: &Self| {
            let oldest = memory.order.front().and_then(|name| memory.tokens.get(name));
            oldest.is_some_and(|it| it.until <= now_unix)
        };
        while full(self) || over(self) {
            let Some(oldest) = self.order.pop_front() else { return };
            self.tokens.remove(&oldest);
        }
        if self.tokens.insert(name, verified).is_none() {
            self.order.push_back(name);
        }
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        assert_eq!(self.tokens.len(), self.order.len());
        self.tokens.len()
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod wycheproof;
