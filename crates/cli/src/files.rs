//! Files and folders of one owner: keys, the demo's folder, backups.
//!
//! What may not enter: what the keys are for.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use shuniu_registry::personal::PersonalKeys;

use crate::exit;

/// The file of the keys for personal data.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonalKeysFile {
    sealing: String,
    digest: String,
}

/// Writes the keys for personal data to a new file, readable by its owner only.
///
/// # Errors
/// When the file is there already (keys are never replaced), or cannot be written.
pub fn write_personal_keys(path: &Path, keys: &PersonalKeys) -> anyhow::Result<()> {
    let (sealing, digest) = keys.expose_hex();
    let mut text = String::from(
        "# Keys for personal data. Keep a copy in a safe place: without them the identity\n\
         # numbers in the register are lost. Whoever has them and the database can read those.\n",
    );
    text.push_str(&toml::to_string(&PersonalKeysFile { sealing, digest })?);
    let written = private_file(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let path = path.display();
            Err(exit::usage(format!("{path}: there already; keys are never replaced")))
        }
        other => other.with_context(|| format!("{}: cannot be written", path.display())),
    }
}

/// Reads the keys for personal data.
///
/// # Errors
/// A fault of usage when the file is missing, others may read it, or it holds no keys.
pub fn read_personal_keys(path: &Path) -> anyhow::Result<PersonalKeys> {
    let shown = path.display();
    let metadata = fs::metadata(path).map_err(|e| {
        exit::usage(format!(
            "personal_keys_file {shown}: {e}; make it with `shuniu keys create personal`"
        ))
    })?;
    if exposed(&metadata) {
        return Err(exit::usage(format!(
            "personal_keys_file {shown}: others may read it; run: chmod 600 {shown}"
        )));
    }
    let text = fs::read_to_string(path)
        .map_err(|e| exit::usage(format!("personal_keys_file {shown}: {e}")))?;
    // The parser's message would show the line, which holds a key.
    let keys: PersonalKeysFile = toml::from_str(&text).map_err(|_| {
        exit::usage(format!("personal_keys_file {shown}: not a file of keys for personal data"))
    })?;
    PersonalKeys::from_hex(&keys.sealing, &keys.digest)
        .map_err(|e| exit::usage(format!("personal_keys_file {shown}: {e}")))
}

/// Makes a folder, and those above it, that only its owner may enter.
///
/// # Errors
/// When it cannot be made.
#[cfg(unix)]
pub fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Elsewhere the rights of a folder are not in its mode.
///
/// # Errors
/// When it cannot be made.
#[cfg(not(unix))]
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Holds a folder as long as the file lives; none, where another program holds it.
///
/// # Errors
/// When the lock cannot be made.
pub fn locked(folder: &Path) -> io::Result<Option<fs::File>> {
    let lock = fs::File::create(folder.join(".lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn exposed(file: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn exposed(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ports::SeededRandom;

    #[test]
    fn keys_are_written_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("personal-keys.toml");
        let keys = PersonalKeys::generate(&SeededRandom::new(1, "keys")).unwrap();
        assert!(read_personal_keys(&path).is_err_and(|e| e.to_string().contains("keys create")));
        write_personal_keys(&path, &keys).unwrap();
        assert_eq!(read_personal_keys(&path).unwrap().expose_hex(), keys.expose_hex());
        let again = write_personal_keys(&path, &keys).unwrap_err();
        assert!(again.to_string().contains("never replaced"));
        fs::write(&path, "sealing = \"c0ffee\"\n").unwrap();
        let wrong = format!("{:#}", read_personal_keys(&path).unwrap_err());
        assert!(!wrong.contains("c0ffee"), "{wrong}");
    }

    #[cfg(unix)]
    #[test]
    fn keys_that_others_may_read_are_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("personal-keys.toml");
        let keys = PersonalKeys::generate(&SeededRandom::new(1, "keys")).unwrap();
        write_personal_keys(&path, &keys).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(read_personal_keys(&path).is_err_and(|e| e.to_string().contains("chmod 600")));
    }
}
