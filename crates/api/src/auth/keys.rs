//! The keys that sign access tokens: a folder of Ed25519 private keys, one file each.
//!
//! The last by file name signs, all verify, so a key is changed by adding a file and removed when
//! the last token it signed has ended. May not enter: tokens and what stands in them.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::{Value, json};
use thiserror::Error;

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";
/// Characters in a line of a PEM file.
const PEM_LINE: usize = 64;

/// Why keys are not usable. Never holds any part of a key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The file or folder cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others than the owner may read the key.
    #[error("{path}: others may read this private key; run: chmod 600 {path}")]
    Exposed {
        /// Which.
        path: PathBuf,
    },
    /// The name of a key has other characters than it may have.
    #[error("{name:?}: a key is named with 1 to 64 of A-Z, a-z, 0-9, '-' and '_'")]
    Name {
        /// The name.
        name: String,
    },
    /// The file holds no Ed25519 private key.
    #[error("{path}: not an Ed25519 private key in PKCS#8 PEM form")]
    NotAKey {
        /// Which.
        path: PathBuf,
    },
    /// The folder holds no keys.
    #[error("{path}: no keys here (NAME.pem); make one first")]
    Empty {
        /// Which.
        path: PathBuf,
    },
    /// The cryptographic library made no key.
    #[error("no key could be made")]
    Generate,
}

/// One key.
pub(super) struct Key {
    pub(super) kid: String,
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
    public: Vec<u8>,
}

impl Key {
    fn from_pkcs8(kid: &str, pkcs8: &[u8]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8).ok()?;
        let public = pair.public_key().as_ref().to_vec();
        Some(Self {
            kid: kid.to_owned(),
            encoding: EncodingKey::from_ed_der(pkcs8),
            decoding: DecodingKey::from_ed_der(&public),
            public,
        })
    }
}

/// The keys that are in use. At least one.
pub struct KeyRing {
    /// By name; the last signs.
    older: Vec<Key>,
    newest: Key,
}

/// Shows the names only.
impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all().map(|key| &key.kid)).finish()
    }
}

impl KeyRing {
    /// Reads every `NAME.pem` in `folder`; other files are left alone.
    ///
    /// # Errors
    /// [`KeyError`]: one file that is no key, or that others may read, refuses the whole folder.
    pub fn load(folder: &Path) -> Result<Self, KeyError> {
        let io = |source| KeyError::Io { path: folder.to_owned(), source };
        let mut keys = Vec::new();
        for entry in fs::read_dir(folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            if path.extension().is_some_and(|it| it == "pem") {
                keys.push(read_key(&path)?);
            }
        }
        Self::of(keys).ok_or_else(|| KeyError::Empty { path: folder.to_owned() })
    }

    /// Makes a key, readable by its owner only, and answers its path. Never replaces one. The
    /// folder is made when it is missing.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn create_in(folder: &Path, kid: &str) -> Result<PathBuf, KeyError> {
        check_name(kid)?;
        let path = folder.join(format!("{kid}.pem"));
        let io = |source| KeyError::Io { path: path.clone(), source };
        private_folder(folder).map_err(io)?;
        let text = pem(&fresh_pkcs8()?);
        let mut file = private_file(&path).map_err(io)?;
        if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
            // Half a key would keep the server from starting.
            let _ = fs::remove_file(&path);
            return Err(io(error));
        }
        Ok(path)
    }

    /// A ring with one fresh key that is kept nowhere: for tests and the demo.
    ///
    /// # Errors
    /// [`KeyError::Generate`].
    pub fn in_memory() -> Result<Self, KeyError> {
        let key = Key::from_pkcs8("in-memory", &fresh_pkcs8()?).ok_or(KeyError::Generate)?;
        Self::of(vec![key]).ok_or(KeyError::Generate)
    }

    /// The public keys as a JSON Web Key Set (RFC 7517, RFC 8037).
    #[must_use]
    pub fn jwks(&self) -> Value {
        let jwk = |key: &Key| {
            json!({
                "kty": "OKP",
                "crv": "Ed25519",
                "x": URL_SAFE_NO_PAD.encode(&key.public),
                "kid": key.kid,
                "alg": "EdDSA",
                "use": "sig",
            })
        };
        json!({ "keys": self.all().map(jwk).collect::<Vec<_>>() })
    }

    /// The key that signs.
    pub(super) fn signing(&self) -> &Key {
        &self.newest
    }

    /// The key with this name.
    pub(super) fn named(&self, kid: &str) -> Option<&Key> {
        self.all().find(|key| key.kid == kid)
    }

    fn all(&self) -> impl Iterator<Item = &Key> {
        self.older.iter().chain([&self.newest])
    }

    fn of(mut keys: Vec<Key>) -> Option<Self> {
        // Which provider the token library picks by itself depends on the features that other
        // crates turn on, and it panics when it cannot choose. The first call decides.
        let _ = aws_lc::DEFAULT_PROVIDER.install_default();
        keys.sort_by(|a, b| a.kid.cmp(&b.kid));
        let newest = keys.pop()?;
        Some(Self { older: keys, newest })
    }
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if (1..=64).contains(&name.len()) && name.bytes().all(fits) {
        Ok(())
    } else {
        Err(KeyError::Name { name: name.to_owned() })
    }
}

fn read_key(path: &Path) -> Result<Key, KeyError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    check_name(&name)?;
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    if exposed(&fs::metadata(path).map_err(io)?) {
        return Err(KeyError::Exposed { path: path.to_owned() });
    }
    let text = fs::read_to_string(path).map_err(io)?;
    pkcs8(&text)
        .and_then(|bytes| Key::from_pkcs8(&name, &bytes))
        .ok_or_else(|| KeyError::NotAKey { path: path.to_owned() })
}

fn fresh_pkcs8() -> Result<Vec<u8>, KeyError> {
    // Version 1 of PKCS#8: the one that other tools read, OpenSSL among them.
    let pair = Ed25519KeyPair::generate().map_err(|_| KeyError::Generate)?;
    let document = pair.to_pkcs8v1().map_err(|_| KeyError::Generate)?;
    Ok(document.as_ref().to_vec())
}

fn pem(pkcs8: &[u8]) -> String {
    let text = STANDARD.encode(pkcs8);
    let mut pem = format!("{BEGIN}\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at_checked(PEM_LINE).unwrap_or((rest, ""));
        pem.push_str(line);
        pem.push('\n');
        rest = tail;
    }
    pem.push_str(END);
    pem.push('\n');
    pem
}

fn pkcs8(pem: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once(BEGIN)?;
    let (body, _) = rest.split_once(END)?;
    let text: String = body.split_ascii_whitespace().collect();
    STANDARD.decode(text).ok()
}

#[cfg(unix)]
fn exposed(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o077 != 0
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Elsewhere the rights of a file are not in its mode; whoever runs the register sees to them.
#[cfg(not(unix))]
fn exposed(_: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_loaded_and_published() {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("keys");
        for kid in ["2026-01", "2025-01"] {
            let path = KeyRing::create_in(&folder, kid).unwrap();
            let text = fs::read_to_string(path).unwrap();
            assert!(text.starts_with(BEGIN) && text.lines().all(|line| line.len() <= PEM_LINE));
        }
        fs::write(folder.join("notes.txt"), "left alone").unwrap();
        let ring = KeyRing::load(&folder).unwrap();
        assert_eq!(ring.signing().kid, "2026-01");
        assert!(ring.named("2025-01").is_some() && ring.named("2024-01").is_none());
        assert_eq!(format!("{ring:?}"), r#"["2025-01", "2026-01"]"#);

        let jwks = ring.jwks();
        let newest = &jwks["keys"][1];
        assert_eq!(newest["kid"], "2026-01");
        assert_eq!(newest["crv"], "Ed25519");
        assert_eq!(URL_SAFE_NO_PAD.decode(newest["x"].as_str().unwrap()).unwrap().len(), 32);
        assert!(newest.get("d").is_none(), "the private part is never published");

        let again = KeyRing::create_in(&folder, "2026-01").unwrap_err();
        assert!(matches!(again, KeyError::Io { source, .. }
            if source.kind() == io::ErrorKind::AlreadyExists));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = KeyRing::create_in(folder.path(), "k").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o660] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = KeyRing::load(folder.path()).unwrap_err();
            assert!(matches!(error, KeyError::Exposed { .. }), "{mode:o}: {error}");
            assert!(error.to_string().contains("chmod 600"));
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
        assert!(KeyRing::load(folder.path()).is_ok());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(KeyRing::load(folder.path()), Err(KeyError::Empty { .. })));
        let missing = folder.path().join("missing");
        assert!(matches!(KeyRing::load(&missing), Err(KeyError::Io { .. })));
        for name in ["", "../k", "a b", "k.1", &"k".repeat(65)] {
            let made = KeyRing::create_in(folder.path(), name);
            assert!(matches!(made, Err(KeyError::Name { .. })), "{name}");
        }
        let path = KeyRing::create_in(folder.path(), "k").unwrap();
        let good = fs::read_to_string(&path).unwrap();
        for text in [String::new(), good.replace("PRIVATE", "PUBLIC"), good.replace("MC", "MD")] {
            fs::write(&path, &text).unwrap();
            let error = KeyRing::load(folder.path()).unwrap_err();
            assert!(matches!(error, KeyError::NotAKey { .. }), "{error}");
        }
    }
}
