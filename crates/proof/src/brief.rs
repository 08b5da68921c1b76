//! A statement in brief, for a QR code: the few words that a counter needs, signed, and the digest of the whole.
//! Whoever has the paper can check it without asking, and whoever has the file too can see that it is the same.
//!
//! What may not enter: proofs that it is in the log; those are in the file (`statement.rs`).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    headed::{headed, signed_line},
    note::{NoteVerifier, SignedNote},
    statement::{BundleError, Statement},
};

/// The kind of its note.
const KIND: &str = "brief";

/// A statement in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The organization.
    pub organization: String,
    /// Its unified social credit code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it stands, for example `registered`.
    pub status: String,
    /// The day as of which it is stated, as YYYY-MM-DD.
    pub as_of: String,
    /// Position of the last entry of the log that it rests on, from 1.
    pub position: i64,
    /// SHA-256 of the text of the whole statement, 64 hexadecimal digits.
    pub sha256: String,
}

impl Brief {
    /// Of a statement, whose text (as it is signed) is `text`.
    #[must_use]
    pub fn of(statement: &Statement, text: &str) -> Self {
        let status = statement.status.get("id").and_then(|id| id.as_str());
        Self {
            organization: statement.organization.clone(),
            uscc: statement.uscc.clone(),
            name: statement.name.clone(),
            status: status.unwrap_or_default().to_owned(),
            as_of: statement.as_of.clone(),
            position: statement.position,
            sha256: digest(text),
        }
    }

    /// The text that is signed: whose brief it is, and the brief in one line of JSON.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self, origin: &str) -> Result<String, serde_json::Error> {
        Ok(headed(origin, KIND, &serde_json::to_string(self)?))
    }

    /// The brief in a signed note, and the name of the log that signed it.
    ///
    /// # Errors
    /// [`BundleError`], where it is none, or was not signed by one of the keys of that log.
    pub fn check(note: &str, keys: &[NoteVerifier]) -> Result<(Self, String), BundleError> {
        let (origin, json) = signed_line(note, KIND, keys)?;
        let brief = serde_json::from_str(&json).map_err(|_| BundleError::Content(KIND))?;
        Ok((brief, origin))
    }

    /// Whether it is the brief of this statement, which stands in this signed note: word for word, and of the same whole.
    #[must_use]
    pub fn is_of(&self, statement: &Statement, note: &SignedNote) -> bool {
        *self == Self::of(statement, note.unverified())
    }
}

fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use aws_lc_rs::{rand::SystemRandom, signature::Ed25519KeyPair};
    use serde_json::json;

    use super::*;
    use crate::note::NoteSigner;

    fn signer(name: &str) -> NoteSigner {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        NoteSigner::from_pkcs8(name, key.as_ref()).unwrap()
    }

    /// A witness's key is known to whoever checks, and says nothing of organizations.
    #[test]
    fn only_the_log_that_a_brief_names_signs_it() {
        let statement = Statement {
            organization: "1".to_owned(),
            uscc: None,
            name: "示例协会".to_owned(),
            status: json!({"id": "registered"}),
            as_of: "2026-05-04".to_owned(),
            known_at: String::new(),
            version: 1,
            position: 7,
            hash: String::new(),
            record: json!({}),
        };
        let brief = Brief::of(&statement, "whole\n");
        let text = brief.text("log.example").unwrap();
        let (log, witness) = (signer("log.example"), signer("witness.example"));
        let keys = [log.verifier(), witness.verifier()];
        let by_witness = SignedNote::sign(&text, &[witness]);
        assert!(matches!(Brief::check(&by_witness, &keys), Err(BundleError::Note("brief", _))));
        let other =
            SignedNote::sign(&text.replacen("/brief", "/statement", 1), &[signer("log.example")]);
        assert_eq!(Brief::check(&other, &keys), Err(BundleError::Content("brief")));
        let whole = SignedNote::parse(&SignedNote::sign("whole", &[signer("x")])).unwrap();
        let signed = SignedNote::sign(&text, &[log]);
        assert_eq!(Brief::check(&signed, &keys), Ok((brief.clone(), "log.example".to_owned())));
        assert!(brief.is_of(&statement, &whole));
        let another = SignedNote::parse(&SignedNote::sign("other", &[signer("x")])).unwrap();
        assert!(!brief.is_of(&statement, &another));
    }
}
