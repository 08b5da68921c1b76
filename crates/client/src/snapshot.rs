//! Snapshots: the whole register as files that name their position. A download that was cut off goes on.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead, BufReader},
    path::Path,
};

use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use ureq::{Body, http::Response};

use crate::{
    ask::{Client, Request},
    error::ClientError,
};

/// The manifest of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Snapshot {
    /// The position up to which it tells: the feed goes on from here.
    pub position: u64,
    /// The root of the log's tree there.
    pub root: String,
    /// Its files.
    pub files: Vec<SnapshotFile>,
}

/// A file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SnapshotFile {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it, hex.
    pub sha256: String,
}

impl Snapshot {
    /// The file with the organizations, one JSON record a line.
    #[must_use]
    pub fn organizations(&self) -> Option<&SnapshotFile> {
        let is_it = |file: &&SnapshotFile| {
            file.name.starts_with("organizations-") && file.name.ends_with(".ndjson.gz")
        };
        self.files.iter().find(is_it)
    }
}

impl Client {
    /// The snapshots that the register keeps, the newest first.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, ClientError> {
        self.get("/snapshots")
    }

    /// Fetches a file of a snapshot into `to`, or what is missing of it there, and compares it with the manifest.
    ///
    /// # Errors
    /// [`ClientError::NotTheSame`] when it is another file: it is removed, begin it anew.
    pub fn download(&self, file: &SnapshotFile, to: &Path) -> Result<(), ClientError> {
        let path = format!("/snapshots/{}", file.name);
        let mut have = length(to);
        while have != file.bytes {
            // One of another snapshot is begun anew: its hash would not be that of the manifest.
            let from = if have < file.bytes { have } else { 0 };
            let headers = [("Range", format!("bytes={from}-"))];
            let mut request = Request::get(&path);
            if from > 0 {
                request.headers = &headers;
            }
            let cut_off = self.again(&request, |answer| Ok(append(answer, from, to)))?;
            let before = std::mem::replace(&mut have, length(to));
            match cut_off {
                // It was cut off and goes on, as long as something comes.
                Err(_) if have > before => {}
                Err(error) => return Err(error.into()),
                Ok(()) => break,
            }
        }
        let mut hash = Sha256::new();
        io::copy(&mut fs::File::open(to)?, &mut hash)?;
        if hex::encode(hash.finalize()) != file.sha256 {
            fs::remove_file(to)?;
            return Err(ClientError::NotTheSame(file.name.clone()));
        }
        Ok(())
    }
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |known| known.len())
}

fn append(mut answer: Response<Body>, from: u64, to: &Path) -> io::Result<()> {
    let goes_on = from > 0 && answer.status().as_u16() == 206;
    let mut options = OpenOptions::new();
    options.create(true).write(true).append(goes_on).truncate(!goes_on);
    let mut out = options.open(to)?;
    io::copy(&mut answer.body_mut().with_config().limit(u64::MAX).reader(), &mut out)?;
    Ok(())
}

/// The lines of a file that was downloaded.
///
/// # Errors
/// When it cannot be read.
pub fn lines(file: &Path) -> io::Result<impl Iterator<Item = io::Result<String>> + use<>> {
    Ok(BufReader::new(GzDecoder::new(BufReader::new(fs::File::open(file)?))).lines())
}
