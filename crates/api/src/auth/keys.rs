//! The keys that sign access tokens: a folder of Ed25519 private keys, one file each.
//!
//! The last by file name signs, all verify, so a key is changed by adding a file and removed when
//! the last token it signed has ended. May not enter: tokens and what stands in them.

use std::fmt;
use std::path::Path;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::{Value, json};

use super::key_files::{KeyError, KeyFile, fresh_pkcs8, read_folder};

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
        let mut keys = Vec::new();
        for KeyFile { name, path, pkcs8 } in read_folder(folder)? {
            keys.push(Key::from_pkcs8(&name, &pkcs8).ok_or(KeyError::NotAKey { path })?);
        }
        Self::of(keys).ok_or_else(|| KeyError::Empty { path: folder.to_owned() })
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::{fs, io};

    use super::super::key_files::{BEGIN, PEM_LINE, create_key};
    use super::*;

    #[test]
    fn keys_are_made_loaded_and_published() {
        let house = tempfile::tempdir().unwrap();
        let folder = house.path().join("keys");
        for kid in ["2026-01", "2025-01"] {
            let path = create_key(&folder, kid).unwrap();
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

        let again = create_key(&folder, "2026-01").unwrap_err();
        assert!(matches!(again, KeyError::Io { source, .. }
            if source.kind() == io::ErrorKind::AlreadyExists));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = create_key(folder.path(), "k").unwrap();
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
            let made = create_key(folder.path(), name);
            assert!(matches!(made, Err(KeyError::Name { .. })), "{name}");
        }
        let path = create_key(folder.path(), "k").unwrap();
        let good = fs::read_to_string(&path).unwrap();
        for text in [String::new(), good.replace("PRIVATE", "PUBLIC"), good.replace("MC", "MD")] {
            fs::write(&path, &text).unwrap();
            let error = KeyRing::load(folder.path()).unwrap_err();
            assert!(matches!(error, KeyError::NotAKey { .. }), "{error}");
        }
    }
}
