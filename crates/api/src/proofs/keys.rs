//! The keys that sign heads of the log and statements: a folder of Ed25519 private keys, all of which sign, so
//! that those who follow the log go over from one key to the next while both sign.
//!
//! What may not enter: what is signed.

use std::path::{Path, PathBuf};

use shuniu_registry::proof::{Checkpoint, NoteError, NoteSigner, SignedNote};
use thiserror::Error;

use crate::auth::{KeyError, KeyFile, fresh_pkcs8, read_folder};

/// Why the keys of the log cannot be used.
#[derive(Debug, Error)]
pub enum LogKeyError {
    /// A file is not usable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The name of the log has a space or a plus sign in it.
    #[error("log_origin: {0}")]
    Origin(NoteError),
}

/// The name of the log, and the keys that sign for it. At least one.
#[derive(Debug)]
pub struct LogKeys {
    origin: String,
    signers: Vec<NoteSigner>,
}

impl LogKeys {
    /// Reads every `NAME.pem` in `folder`.
    ///
    /// # Errors
    /// [`LogKeyError`]: one file that is no key, or that others may read, refuses the whole folder.
    pub fn load(origin: &str, folder: &Path) -> Result<Self, LogKeyError> {
        let mut signers = Vec::new();
        for KeyFile { path, pkcs8, .. } in read_folder(folder)? {
            signers.push(signer(origin, &pkcs8, path)?);
        }
        if signers.is_empty() {
            return Err(KeyError::Empty { path: folder.to_owned() }.into());
        }
        Ok(Self { origin: origin.to_owned(), signers })
    }

    /// One fresh key that is kept nowhere: for tests and the demo.
    ///
    /// # Errors
    /// [`LogKeyError`].
    pub fn in_memory(origin: &str) -> Result<Self, LogKeyError> {
        let signers = vec![signer(origin, &fresh_pkcs8()?, PathBuf::new())?];
        Ok(Self { origin: origin.to_owned(), signers })
    }

    /// The name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The keys by which others check what is signed: `NAME+HASH+KEY`, one for each.
    #[must_use]
    pub fn verifiers(&self) -> Vec<String> {
        self.signers.iter().map(|signer| signer.verifier().to_string()).collect()
    }

    /// A signed note.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        SignedNote::sign(text, &self.signers)
    }

    /// A signed head of the log.
    #[must_use]
    pub fn checkpoint(&self, head: shuniu_registry::TreeHead) -> String {
        let origin = self.origin.clone();
        self.sign(&Checkpoint { origin, size: head.size, root: head.root }.to_string())
    }
}

fn signer(origin: &str, pkcs8: &[u8], path: PathBuf) -> Result<NoteSigner, LogKeyError> {
    NoteSigner::from_pkcs8(origin, pkcs8).map_err(|error| match error {
        NoteError::Key => KeyError::NotAKey { path }.into(),
        other => LogKeyError::Origin(other),
    })
}
