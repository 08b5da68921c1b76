//! What the register states of an organization, signed, and the proof that it stands in the log: a file that
//! whoever was handed it can check without asking the register.
//!
//! What may not enter: whether it still holds today; that only the register can tell.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{
    check::{ProofError, check_consistency, check_inclusion},
    checkpoint::Checkpoint,
    hash::{Hash, leaf_hash},
    headed::{headed, signed_line},
    note::{NoteError, NoteVerifier},
};

/// The kind of its note.
const KIND: &str = "statement";

/// What is stated: the public record of an organization as of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The organization.
    pub organization: String,
    /// Its unified social credit code.
    pub uscc: Option<String>,
    /// Its name.
    pub name: String,
    /// Where it stands, in words: Chinese and English.
    pub status: Value,
    /// The day as of which it is stated, as YYYY-MM-DD.
    pub as_of: String,
    /// The instant at which the register knew this (UTC, RFC 3339).
    pub known_at: String,
    /// Version of the record.
    pub version: i64,
    /// Position of the last entry of the log that it rests on, from 1.
    pub position: i64,
    /// That entry's hash, 64 hexadecimal digits.
    pub hash: String,
    /// The public record.
    pub record: Value,
}

impl Statement {
    /// The text that is signed: whose statement it is, and the statement in one line of JSON.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn text(&self, origin: &str) -> Result<String, serde_json::Error> {
        Ok(headed(origin, KIND, &serde_json::to_string(self)?))
    }

    /// The statement in a signed note of the log with this name.
    fn check(note: &str, origin: &str, keys: &[NoteVerifier]) -> Result<Self, BundleError> {
        let (signed_by, json) = signed_line(note, KIND, keys)?;
        let statement = serde_json::from_str(&json).ok().filter(|_| signed_by == origin);
        statement.ok_or(BundleError::Content(KIND))
    }
}

/// A proof as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Bundle {
    /// That an entry is in the log; with a statement that rests on it, where one was asked for.
    Inclusion {
        /// The statement, as a signed note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<String>,
        /// Position of the entry, from 1.
        position: u64,
        /// The entry's hash, 64 hexadecimal digits.
        hash: String,
        /// The hashes beside its way to the root.
        inclusion: Vec<Hash>,
        /// The tree head, as a signed note.
        checkpoint: String,
    },
    /// That one tree head is the beginning of another.
    Consistency {
        /// The older tree head, as a signed note.
        older: String,
        /// The newer one.
        newer: String,
        /// The hashes that lead from the one to the other.
        consistency: Vec<Hash>,
    },
}

/// What a proof that holds tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The (newer) tree head.
    pub checkpoint: Checkpoint,
    /// The statement, where the proof has one.
    pub statement: Option<Statement>,
    /// The position of the entry, or the size of the older tree.
    pub position: u64,
}

/// Why a proof is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleError {
    /// A note in it is not one, or not signed.
    #[error("{0}: {1}")]
    Note(&'static str, NoteError),
    /// A note is signed, and is not what stands in this place.
    #[error("{0}: signed, and not what should stand here")]
    Content(&'static str),
    /// The proof does not hold.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The hash of the entry is not one.
    #[error("hash: 64 hexadecimal digits")]
    Hash,
    /// The statement rests on another entry than the one that is proven.
    #[error("statement: it rests on another entry than the one that is proven")]
    OtherEntry,
}

impl Bundle {
    /// Checks it by the keys of the register that are known.
    ///
    /// # Errors
    /// [`BundleError`], the first that is found.
    pub fn check(&self, keys: &[NoteVerifier]) -> Result<Checked, BundleError> {
        match self {
            Self::Inclusion { statement, position, hash, inclusion, checkpoint } => {
                let checkpoint = tree_head("checkpoint", checkpoint, keys)?;
                let leaf = Hash::from_hex(hash).ok_or(BundleError::Hash)?;
                let index = position.checked_sub(1).ok_or(ProofError::Sizes)?;
                let leaf = leaf_hash(&leaf.0);
                check_inclusion(&leaf, index, checkpoint.size, inclusion, &checkpoint.root)?;
                let statement = statement
                    .as_deref()
                    .map(|note| Statement::check(note, &checkpoint.origin, keys))
                    .transpose()?;
                let rests =
                    |s: &Statement| u64::try_from(s.position) == Ok(*position) && s.hash == *hash;
                if statement.as_ref().is_some_and(|statement| !rests(statement)) {
                    return Err(BundleError::OtherEntry);
                }
                Ok(Checked { checkpoint, statement, position: *position })
            }
            Self::Consistency { older, newer, consistency } => {
                let older = tree_head("older", older, keys)?;
                let newer = tree_head("newer", newer, keys)?;
                if older.origin != newer.origin {
                    return Err(BundleError::Content("newer"));
                }
                check_consistency(older.size, &older.root, newer.size, &newer.root, consistency)?;
                Ok(Checked { checkpoint: newer, statement: None, position: older.size })
            }
        }
    }
}

fn tree_head(
    place: &'static str,
    note: &str,
    keys: &[NoteVerifier],
) -> Result<Checkpoint, BundleError> {
    Checkpoint::verified(note, keys).map_err(|error| BundleError::Note(place, error))
}
