//! Whether a message that came by a webhook is the register's (Standard Webhooks: HMAC-SHA256 over id, time and body). May
//! not enter: a clock; now is handed in.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, verify as hmac_verify};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use thiserror::Error;

/// By how much a message's time may differ from the receiver's, seconds.
const TOLERANCE: i64 = 300;

/// The shortest secret that the specification allows, bytes.
const SHORTEST: usize = 24;

/// The headers of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headers<'a> {
    /// `webhook-id`: the same when a message comes again; keep it, to drop doubles.
    pub id: &'a str,
    /// `webhook-timestamp`, seconds since 1970.
    pub timestamp: &'a str,
    /// `webhook-signature`: one or more, with a space between.
    pub signature: &'a str,
}

/// Why a message is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotGenuine {
    /// The secret is not `whsec_` and base64 of at least 24 bytes.
    #[error("the secret is not in form")]
    Secret,
    /// A header is missing or not in form.
    #[error("a header is missing or not in form")]
    Headers,
    /// It was sent long ago: somebody may be sending it again.
    #[error("sent more than five minutes ago")]
    TooOld,
    /// It comes from the future: one of the clocks is wrong.
    #[error("sent more than five minutes from now")]
    TooNew,
    /// None of the signatures fits.
    #[error("no signature fits")]
    Signature,
}

/// Believes a message that is signed under the secret and was sent within five minutes of now.
///
/// # Errors
/// [`NotGenuine`].
pub fn verify(
    secret: &str,
    headers: Headers<'_>,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), NotGenuine> {
    let secret = secret.strip_prefix("whsec_").unwrap_or(secret);
    let secret = STANDARD.decode(secret).map_err(|_| NotGenuine::Secret)?;
    // A secret that was never set would be everybody's.
    if secret.len() < SHORTEST {
        return Err(NotGenuine::Secret);
    }
    if headers.id.is_empty() || headers.signature.is_empty() {
        return Err(NotGenuine::Headers);
    }
    let sent: i64 = headers.timestamp.parse().map_err(|_| NotGenuine::Headers)?;
    let age = now.timestamp().saturating_sub(sent);
    if age > TOLERANCE {
        return Err(NotGenuine::TooOld);
    }
    if age < -TOLERANCE {
        return Err(NotGenuine::TooNew);
    }
    let key = Key::new(HMAC_SHA256, &secret);
    let signed = [headers.id.as_bytes(), b".", headers.timestamp.as_bytes(), b".", body].concat();
    let fits = |signature: &str| {
        let value = signature.strip_prefix("v1,").and_then(|it| STANDARD.decode(it).ok());
        value.is_some_and(|value| hmac_verify(&key, &signed, &value).is_ok())
    };
    match headers.signature.split(' ').any(fits) {
        true => Ok(()),
        false => Err(NotGenuine::Signature),
    }
}
