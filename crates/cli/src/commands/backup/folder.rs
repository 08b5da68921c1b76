//! A folder of backups: manifests in the order of the log, and the files that they name.
//!
//! What may not enter: what the files say (the registry).

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shuniu_proof::Hash;

use crate::{
    exit, files,
    whole_file::{self, Written},
};

/// The kind of the note that signs a manifest.
pub const KIND: &str = "backup";
/// The form of a manifest and of the lines of its files.
pub const FORMAT: u32 = 1;
const BEGIN: &str = "backup-";
const END: &str = ".json";

/// What a backup is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// The form, 1.
    pub format: u32,
    /// When it was begun.
    pub made_at: DateTime<Utc>,
    /// Version of the program.
    pub program: String,
    /// Position of the last entry.
    pub position: i64,
    /// Its hash.
    pub hash: String,
    /// Root of the tree over the log, base64.
    pub root: Hash,
    /// When it was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// The head as a signed note, where the keys of the log were at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<String>,
    /// The digest of this manifest (without this field) in a signed note, where the keys were at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// The log, from its beginning.
    pub log: Vec<LogFile>,
    /// What stood beside it.
    pub beside: BesideFile,
}

impl BackupManifest {
    /// SHA-256 of all that it says but its signature, 64 hexadecimal digits.
    pub fn digest(&self) -> serde_json::Result<String> {
        let unsigned = Self { signature: None, ..self.clone() };
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(&unsigned)?)))
    }
}

/// A piece of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogFile {
    /// Name of the file.
    pub name: String,
    /// The position after which it begins.
    pub after: i64,
    /// The last one in it.
    pub position: i64,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

/// What stood beside the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideFile {
    /// Name of the file.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// Its rows, by table.
    pub rows: BTreeMap<String, u64>,
}

/// The part of a name that tells when.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%S%.3fZ").to_string()
}

/// A folder of backups.
pub struct Folder {
    dir: PathBuf,
    /// Held until the command ends: two would write into the same files.
    _lock: Option<File>,
}

impl Folder {
    /// For writing: made where there is none, and locked against another backup.
    pub fn of_writer(dir: &Path) -> anyhow::Result<Self> {
        let told = |what: &str| exit::usage(format!("--dir {}: {what}", dir.display()));
        files::private_folder(dir).map_err(|e| told(&e.to_string()))?;
        let lock = files::locked(dir).map_err(|e| told(&e.to_string()))?;
        let lock = lock.ok_or_else(|| told("another backup is under way"))?;
        Ok(Self { dir: dir.to_owned(), _lock: Some(lock) })
    }

    /// For reading.
    pub fn of_reader(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), _lock: None }
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The file of a manifest.
    pub fn path_of(&self, manifest: &BackupManifest) -> PathBuf {
        self.dir.join(format!("{BEGIN}{}{END}", stamp(manifest.made_at)))
    }

    /// All manifests, those of the shorter log first.
    pub fn manifests(&self) -> anyhow::Result<Vec<BackupManifest>> {
        let shown = self.dir.display();
        let told = |e: io::Error| exit::usage(format!("--dir {shown}: {e}"));
        let mut all: Vec<BackupManifest> = Vec::new();
        for entry in fs::read_dir(&self.dir).map_err(told)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !(name.starts_with(BEGIN) && name.ends_with(END)) {
                continue;
            }
            let manifest: BackupManifest = serde_json::from_slice(&fs::read(&path)?)
                .with_context(|| format!("{}: no manifest of a backup", path.display()))?;
            if manifest.format != FORMAT {
                let format = manifest.format;
                let text =
                    format!("{}: of form {format}; a newer program reads it", path.display());
                return Err(exit::usage(text));
            }
            all.push(manifest);
        }
        // A clock may have been wrong; the log only grows.
        all.sort_by_key(|manifest| (manifest.position, manifest.made_at));
        Ok(all)
    }

    /// That the pieces of the log are there, as long as they were written.
    pub fn holds_log_of(&self, manifest: &BackupManifest) -> anyhow::Result<()> {
        for file in &manifest.log {
            let path = self.dir.join(&file.name);
            let length = fs::metadata(&path).map(|metadata| metadata.len());
            if length.as_ref().ok() != Some(&file.bytes) {
                let text = format!(
                    "--dir: {} is missing or not whole; back up into a new folder",
                    path.display()
                );
                return Err(exit::usage(text));
            }
        }
        Ok(())
    }

    /// The path of a file that has the length and hash that a manifest names.
    pub fn sound(&self, name: &str, bytes: u64, sha256: &str) -> anyhow::Result<PathBuf> {
        let path = self.dir.join(name);
        let told = |why: String| exit::usage(format!("--dir: {}: {why}", path.display()));
        let measured: Written = whole_file::measured(&path).map_err(|e| told(e.to_string()))?;
        if measured.bytes == bytes && measured.sha256 == sha256 {
            return Ok(path);
        }
        Err(told(
            "not the file that was written; use another copy, or an earlier backup".to_owned(),
        ))
    }

    /// Takes a backup away, but for its pieces of the log and what stood beside it, which [`Self::tidy`] does.
    pub fn take_away(&self, old: &BackupManifest) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.path_of(old))?)
    }

    /// Takes away what stood beside the log in backups that are no more, or were cut off.
    pub fn tidy(&self) -> anyhow::Result<()> {
        let named: Vec<String> = self.manifests()?.into_iter().map(|m| m.beside.name).collect();
        for entry in fs::read_dir(&self.dir)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let part = path.extension().is_some_and(|ending| ending == "part");
            if part || (name.starts_with("beside-") && !named.contains(&name)) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}
