//! Notes that a log signs under a heading of their own kind, such as `NAME/statement`, with one line below it: so that
//! what was signed as one thing is never taken for another, and only the log that is named signs for itself.
//!
//! What may not enter: what the line says (`statement.rs`, `brief.rs`, and backups).

use crate::{
    note::{NoteVerifier, SignedNote},
    statement::BundleError,
};

/// The text that is signed: whose it is and of which kind, and the line.
#[must_use]
pub fn headed(origin: &str, kind: &str, line: &str) -> String {
    format!("{origin}/{kind}\n{line}\n")
}

/// The name of the log and the line, of a note of this kind.
///
/// # Errors
/// [`BundleError::Note`] when it is none, or was not signed by one of the keys of the log that it names (another's, a
/// witness's for instance, says nothing); [`BundleError::Content`] when it is of another kind.
pub fn signed_line(
    note: &str,
    kind: &'static str,
    keys: &[NoteVerifier],
) -> Result<(String, String), BundleError> {
    let told = |error| BundleError::Note(kind, error);
    let content = || BundleError::Content(kind);
    let note = SignedNote::parse(note).map_err(told)?;
    let heading = note.unverified().lines().next().unwrap_or_default();
    let named = heading.strip_suffix(kind).and_then(|heading| heading.strip_suffix('/'));
    let origin = named.ok_or_else(content)?;
    let own: Vec<_> = keys.iter().filter(|key| key.name() == origin).cloned().collect();
    let text = note.verified(&own).map_err(told)?;
    match text.split_terminator('\n').collect::<Vec<_>>()[..] {
        [_, line] => Ok((origin.to_owned(), line.to_owned())),
        _ => Err(content()),
    }
}
