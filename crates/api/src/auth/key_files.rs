//! Private keys as files: a folder of Ed25519 keys in PEM form, one file each, readable by their owner only.
//!
//! What may not enter: what the keys are for (`keys.rs` signs tokens, `proofs/keys.rs` the log).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

pub(super) const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";
/// Characters in a line of a PEM file.
pub(super) const PEM_LINE: usize = 64;

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

/// Makes a key file `NAME.pem`, readable by its owner only, and answers its path. Never replaces one. The
/// folder is made when it is missing.
///
/// # Errors
/// [`KeyError`].
pub fn create_key(folder: &Path, name: &str) -> Result<PathBuf, KeyError> {
    check_name(name)?;
    let path = folder.join(format!("{name}.pem"));
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

/// A private key as it is read.
pub(crate) struct KeyFile {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub path: PathBuf,
    /// The key in PKCS#8 form.
    pub pkcs8: Vec<u8>,
}

/// Reads every `NAME.pem` in `folder`, by name; other files are left alone.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<KeyFile>, KeyError> {
    let io = |source| KeyError::Io { path: folder.to_owned(), source };
    let mut keys = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|it| it == "pem") {
            keys.push(read_key(path)?);
        }
    }
    keys.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(keys)
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if (1..=64).contains(&name.len()) && name.bytes().all(fits) {
        Ok(())
    } else {
        Err(KeyError::Name { name: name.to_owned() })
    }
}

fn read_key(path: PathBuf) -> Result<KeyFile, KeyError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    check_name(&name)?;
    let io = |source| KeyError::Io { path: path.clone(), source };
    if exposed(&fs::metadata(&path).map_err(io)?) {
        return Err(KeyError::Exposed { path });
    }
    match pkcs8(&fs::read_to_string(&path).map_err(io)?) {
        Some(pkcs8) => Ok(KeyFile { name, path, pkcs8 }),
        None => Err(KeyError::NotAKey { path }),
    }
}

/// A fresh key, in PKCS#8 form.
pub(crate) fn fresh_pkcs8() -> Result<Vec<u8>, KeyError> {
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
