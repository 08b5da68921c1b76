//! Tree heads as they are published (c2sp.org/tlog-checkpoint): whose log, how long, and its root.
//!
//! What may not enter: how a note is signed (`note.rs`).

use std::fmt;

use crate::{
    hash::Hash,
    note::{NoteError, NoteVerifier, SignedNote},
};

/// A tree head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log: a name that no other log has.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// From a note that one of these keys signed.
    ///
    /// # Errors
    /// [`NoteError`] when it is no note, not signed by them, or no head of a log.
    pub fn verified(note: &str, keys: &[NoteVerifier]) -> Result<Self, NoteError> {
        let note = SignedNote::parse(note)?;
        Self::parse(note.verified(keys)?).ok_or(NoteError::NoHead)
    }

    /// From the text of a note; lines after the third are others' extensions and passed over. None when it is
    /// no checkpoint.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let plain = size == "0" || !size.starts_with(['0', '+']);
        let size: u64 = plain.then(|| size.parse().ok())??;
        let whole = !origin.is_empty() && lines.all(|line| !line.is_empty());
        let root = Hash::parse(root)?;
        whole.then(|| Self { origin: origin.to_owned(), size, root })
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TEXT: &str = "register.example/log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    #[test]
    fn a_checkpoint_is_read_as_it_is_written() {
        let checkpoint = Checkpoint::parse(TEXT).unwrap();
        assert_eq!((checkpoint.size, checkpoint.root), (7, Hash::of_nothing()));
        assert_eq!(checkpoint.to_string(), TEXT);
        assert_eq!(Checkpoint::parse(&format!("{TEXT}extension\n")), Some(checkpoint));
    }

    #[test]
    fn what_is_none_is_none() {
        for text in [
            "",
            "\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n-7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n7\n47DEQpj8\n",
            "o\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nx\n",
            TEXT.trim_end(),
        ] {
            assert_eq!(Checkpoint::parse(text), None, "{text:?}");
        }
    }
}
