//! The token of a system: asked for when it is needed, kept until it is nearly over. May not enter: what is asked with it.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;

use crate::{ask::Client, error::ClientError};

/// So long before its end a token is no longer used: a request must arrive, too.
const BEFORE_ITS_END: Duration = Duration::from_secs(30);

/// No token is kept longer, whatever is said of it.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Who the client is, and its token.
pub(crate) struct Session {
    id: String,
    secret: SecretString,
    token: Mutex<Option<(SecretString, Instant)>>,
}

#[derive(Deserialize)]
struct Issued {
    access_token: SecretString,
    expires_in: u64,
}

impl Session {
    pub(crate) fn new(id: String, secret: SecretString) -> Self {
        Self { id, secret, token: Mutex::new(None) }
    }

    /// The value of `Authorization`, with a fresh token where there is none.
    pub(crate) fn bearer(&self, client: &Client) -> Result<String, ClientError> {
        // Held while a token is fetched: many threads ask for one, not for many.
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let good = kept.as_ref().filter(|(_, until)| Instant::now() < *until);
        if let Some((token, _)) = good {
            return Ok(format!("Bearer {}", token.expose_secret()));
        }
        let body = json!({
            "grant_type": "client_credentials",
            "client_id": self.id,
            "client_secret": self.secret.expose_secret(),
        });
        let issued: Issued = client.without_token("/token", &body)?;
        let life = Duration::from_secs(issued.expires_in).min(LONGEST);
        let life = life.saturating_sub(BEFORE_ITS_END);
        let bearer = format!("Bearer {}", issued.access_token.expose_secret());
        *kept = Some((issued.access_token, Instant::now() + life));
        Ok(bearer)
    }

    /// Forgets a token that the register did not take; another that was fetched since stays.
    pub(crate) fn forget(&self, bearer: &str) {
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take_if(|(token, _)| bearer.strip_prefix("Bearer ") == Some(token.expose_secret()));
    }
}
