//! Signed notes (c2sp.org/signed-note): a text, and lines of signatures by named Ed25519 keys.
//!
//! What may not enter: what a note says (`checkpoint.rs`, `statement.rs`), and where keys are kept.

use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The byte that says "Ed25519" in key and key identifier.
const ED25519_KIND: u8 = 1;
/// What begins a line with a signature: an em dash and a space.
const MARK: &str = "\u{2014} ";
/// Most signatures that a note may carry; more would only cost time.
const MOST: usize = 64;

/// Why a note is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoteError {
    /// It is no signed note.
    #[error("not a signed note: text, an empty line, lines of signatures")]
    Malformed,
    /// A key is not one.
    #[error("not a verifier key: NAME+HASH+KEY, as /api/v1/log gives it")]
    Key,
    /// The name of a key has a space, a plus sign or nothing in it.
    #[error("{0:?}: the name of a key has neither spaces nor '+', and is not empty")]
    Name(String),
    /// None of the known keys signed it.
    #[error("not signed by {0}")]
    Unsigned(String),
    /// It is signed, and is no head of a log.
    #[error("signed, and no head of a log")]
    NoHead,
    /// One of the known keys should have signed it, and did not sign this text.
    #[error("the signature of {0} is not of this text: one of them was changed")]
    Forged(String),
}

fn name_fits(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

fn key_id(name: &str, public: &[u8]) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519_KIND])
        .chain_update(public)
        .finalize()
        .into();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// A key that signs notes.
pub struct NoteSigner {
    name: String,
    pair: Ed25519KeyPair,
}

/// Shows the name only.
impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoteSigner").field("name", &self.name).finish_non_exhaustive()
    }
}

impl NoteSigner {
    /// A signer from its name and its private key in PKCS#8 form.
    ///
    /// # Errors
    /// [`NoteError::Name`], [`NoteError::Key`].
    pub fn from_pkcs8(name: &str, pkcs8: &[u8]) -> Result<Self, NoteError> {
        if !name_fits(name) {
            return Err(NoteError::Name(name.to_owned()));
        }
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).map_err(|_| NoteError::Key)?;
        Ok(Self { name: name.to_owned(), pair })
    }

    /// The key by which others check what it signed.
    #[must_use]
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { name: self.name.clone(), public: self.pair.public_key().as_ref().to_vec() }
    }

    fn line(&self, text: &str) -> String {
        let mut signature = key_id(&self.name, self.pair.public_key().as_ref()).to_vec();
        signature.extend_from_slice(self.pair.sign(text.as_bytes()).as_ref());
        format!("{MARK}{} {}\n", self.name, STANDARD.encode(signature))
    }
}

/// A key by which notes are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVerifier {
    name: String,
    public: Vec<u8>,
}

impl NoteVerifier {
    /// From `NAME+HASH+KEY`.
    ///
    /// # Errors
    /// [`NoteError::Key`] when it is not one, or its hash is not that of name and key.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        let key = STANDARD.decode(key).map_err(|_| NoteError::Key)?;
        let (Some((&ED25519_KIND, public)), true) = (key.split_first(), name_fits(name)) else {
            return Err(NoteError::Key);
        };
        if public.len() != 32 || hex::encode(key_id(name, public)) != id {
            return Err(NoteError::Key);
        }
        Ok(Self { name: name.to_owned(), public: public.to_vec() })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// `NAME+HASH+KEY`, as [`NoteVerifier::parse`] reads it.
impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519_KIND];
        key.extend_from_slice(&self.public);
        let id = hex::encode(key_id(&self.name, &self.public));
        write!(f, "{}+{id}+{}", self.name, STANDARD.encode(key))
    }
}

/// A text with its signatures. That it is one says nothing: [`SignedNote::verified`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    /// Name of the key, its identifier, the signature.
    signatures: Vec<(String, [u8; 4], Vec<u8>)>,
}

impl SignedNote {
    /// Signs a text with every one of these keys and gives the whole note. A text without an end of line gets one.
    #[must_use]
    pub fn sign(text: &str, signers: &[NoteSigner]) -> String {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let text = format!("{text}{end}");
        let lines: String = signers.iter().map(|signer| signer.line(&text)).collect();
        format!("{text}\n{lines}")
    }

    /// Takes a note apart.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        let control = |c: char| c.is_control() && c != '\n';
        let split = note.rfind("\n\n").filter(|_| note.ends_with('\n') && !note.contains(control));
        let Some((text, lines)) = split.and_then(|at| note.split_at_checked(at + 1)) else {
            return Err(NoteError::Malformed);
        };
        let lines: Vec<&str> = lines.split_terminator('\n').skip(1).collect();
        if lines.is_empty() || lines.len() > MOST {
            return Err(NoteError::Malformed);
        }
        let signatures = lines.into_iter().map(signature).collect::<Option<_>>();
        let signatures = signatures.ok_or(NoteError::Malformed)?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// The text, whoever signed it: what it says is not to be believed yet.
    #[must_use]
    pub fn unverified(&self) -> &str {
        &self.text
    }

    /// The text, when one of these keys signed it and none that is named for it signed something else.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`], [`NoteError::Forged`].
    pub fn verified(&self, keys: &[NoteVerifier]) -> Result<&str, NoteError> {
        let mut signed = false;
        for (name, id, signature) in &self.signatures {
            let is_it = |k: &&NoteVerifier| k.name == *name && key_id(&k.name, &k.public) == *id;
            let Some(key) = keys.iter().find(is_it) else { continue };
            let public = UnparsedPublicKey::new(&ED25519, &key.public);
            if public.verify(self.text.as_bytes(), signature).is_err() {
                return Err(NoteError::Forged(name.clone()));
            }
            signed = true;
        }
        if signed {
            return Ok(&self.text);
        }
        let names: Vec<&str> = keys.iter().map(NoteVerifier::name).collect();
        Err(NoteError::Unsigned(names.join(", ")))
    }
}

fn signature(line: &str) -> Option<(String, [u8; 4], Vec<u8>)> {
    let (name, bytes) = line.strip_prefix(MARK)?.split_once(' ')?;
    let bytes = STANDARD.decode(bytes).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    let whole = name_fits(name) && !signature.is_empty();
    whole.then(|| (name.to_owned(), *id, signature.to_vec()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The example of the Go package `sumdb/note`, from which the C2SP format was taken.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_published_example_holds() {
        let key = NoteVerifier::parse(KEY).unwrap();
        assert_eq!(key.to_string(), KEY);
        let text = NOTE.split_once("\n\n").unwrap().0.to_owned() + "\n";
        assert_eq!(SignedNote::parse(NOTE).unwrap().verified(&[key]).unwrap(), text);
    }

    #[test]
    fn a_changed_text_and_a_stranger_are_told_apart() {
        let key = NoteVerifier::parse(KEY).unwrap();
        let changed = NOTE.replace("answer", "anwser");
        let told =
            SignedNote::parse(&changed).unwrap().verified(std::slice::from_ref(&key)).unwrap_err();
        assert_eq!(told, NoteError::Forged("PeterNeumann".to_owned()));
        let stranger = NOTE.replace("\u{2014} PeterNeumann", "\u{2014} Peter");
        let told = SignedNote::parse(&stranger).unwrap().verified(&[key]).unwrap_err();
        assert_eq!(told, NoteError::Unsigned("PeterNeumann".to_owned()));
    }

    #[test]
    fn what_is_no_note_or_key_is_refused() {
        for note in [
            "",
            "text\n",
            "text\n\n",
            "text\n\n\u{2014} name\n",
            "text\n\n\u{2014} name AAAA\n",
            "text\n\n- name AAAAAAA=\n",
            "text\r\n\n\u{2014} name AAAAAAAA\n",
            "text\n\n\u{2014} name AAAAAAAA",
        ] {
            assert_eq!(SignedNote::parse(note), Err(NoteError::Malformed), "{note:?}");
        }
        for key in ["", "a+b", &KEY.replace("c7", "c8"), &KEY.replace("Peter", "P ter"), &KEY[..40]]
        {
            assert_eq!(NoteVerifier::parse(key), Err(NoteError::Key), "{key}");
        }
    }

    #[test]
    fn two_keys_sign_while_one_follows_the_other() {
        let signer = |name| {
            let pair = Ed25519KeyPair::generate().unwrap();
            NoteSigner::from_pkcs8(name, pair.to_pkcs8v1().unwrap().as_ref()).unwrap()
        };
        let (old, new) = (signer("register/log"), signer("register/log"));
        let (old_key, new_key) = (old.verifier(), new.verifier());
        let note = SignedNote::sign("text", &[old, new]);
        let note = SignedNote::parse(&note).unwrap();
        for key in [old_key, new_key] {
            assert_eq!(note.verified(&[key]), Ok("text\n"));
        }
        assert_eq!(NoteSigner::from_pkcs8("a b", &[]).unwrap_err(), NoteError::Name("a b".into()));
    }
}
