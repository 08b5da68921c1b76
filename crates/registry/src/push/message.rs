//! What is sent to a webhook, and how it is signed: the Standard Webhooks specification (symmetric, `v1`).
//!
//! A secret is nowhere stored: it is derived from the keys for personal data, the webhook and the number of
//! its secret, and told once.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::{Change, RegistryError};

/// A message, ready to be sent. What a receiver gets is `id`, `timestamp`, `body`, and the signatures of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The same whenever this change is sent to this webhook.
    pub id: String,
    /// Seconds since 1970, of this try.
    pub timestamp: i64,
    /// JSON.
    pub body: String,
}

#[derive(Serialize)]
struct Body<'c> {
    #[serde(rename = "type")]
    kind: &'c str,
    /// When the register learned of it.
    timestamp: String,
    data: &'c Change,
}

impl Message {
    /// The message of a change to a webhook.
    pub(super) fn new(
        webhook: &str,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<Self, RegistryError> {
        let recorded = change.recorded_at;
        let body = Body {
            kind: &change.kind,
            timestamp: recorded.to_rfc3339_opts(SecondsFormat::Micros, true),
            data: change,
        };
        Ok(Self {
            // After a restore that lost entries a position comes again, with another entry: the hash tells them apart.
            id: format!(
                "msg_{}_{}_{}",
                webhook.replace('-', ""),
                change.position,
                change.hash.get(..8).unwrap_or_default()
            ),
            timestamp: now.timestamp(),
            body: serde_json::to_string(&body)?,
        })
    }
}

/// The signature of a message by a secret, as it stands in `webhook-signature`: `v1,` and base64.
#[must_use]
pub fn sign_message(secret: &[u8], message: &Message) -> String {
    let Message { id, timestamp, body } = message;
    let tag = sign(&Key::new(HMAC_SHA256, secret), format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(tag))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The example that the libraries of the specification test themselves with.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let message = Message {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned(),
            timestamp: 1_614_265_330,
            body: r#"{"test": 2432232314}"#.to_owned(),
        };
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign_message(&secret, &message), signature);
        let later = Message { timestamp: 1_614_265_331, ..message };
        assert_ne!(sign_message(&secret, &later), signature);
    }
}
