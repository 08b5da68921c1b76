//! Asking the register: snapshots, the feed, hashes of entries, signed heads. Nothing is believed that can be checked.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead, BufReader},
    path::Path,
    time::Duration,
};

use anyhow::{Context, bail};
use flate2::read::GzDecoder;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shuniu_proof::{Bundle, Checkpoint, Hash, NoteVerifier, TILE_WIDTH, Tile};

/// Longest that an answer may take; the feed waits up to 30 seconds for a change.
const PATIENCE: Duration = Duration::from_secs(60);

/// A page of the feed.
#[derive(Debug, Deserialize)]
pub struct Page {
    pub changes: Vec<Change>,
    pub last: u64,
}

/// A change.
#[derive(Debug, Deserialize)]
pub struct Change {
    pub position: u64,
    pub subject: String,
    pub id: String,
    pub version: i64,
    pub changes: Vec<Delta>,
    pub hash: String,
}

/// A field that changed.
#[derive(Debug, Deserialize)]
pub struct Delta {
    pub field: String,
    pub old: Value,
    pub new: Value,
}

/// The manifest of a snapshot.
#[derive(Debug, Deserialize)]
pub struct Snapshot {
    pub position: u64,
    pub root: String,
    pub files: Vec<SnapshotFile>,
}

#[derive(Debug, Deserialize)]
pub struct SnapshotFile {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

pub struct Register {
    address: String,
    agent: ureq::Agent,
    keys: Vec<NoteVerifier>,
}

impl Register {
    pub fn new(address: &str, keys: Vec<NoteVerifier>) -> Self {
        let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build();
        let address = format!("{}/api/v1", address.trim_end_matches('/'));
        Self { address, agent: ureq::Agent::new_with_config(config), keys }
    }

    fn json<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let url = format!("{}{path}", self.address);
        let mut answer = self.agent.get(&url).call().with_context(|| url.clone())?;
        answer.body_mut().with_config().limit(u64::MAX).read_json().context(url)
    }

    pub fn newest_snapshot(&self) -> anyhow::Result<Option<Snapshot>> {
        let all: Vec<Snapshot> = self.json("/snapshots")?;
        Ok(all.into_iter().next())
    }

    pub fn changes(&self, after: u64, wait: u32) -> anyhow::Result<Page> {
        self.json(&format!("/changes?after={after}&limit=200&wait={wait}"))
    }

    /// The records of a snapshot. A download that was cut off goes on.
    pub fn download(&self, snapshot: &Snapshot, part: &Path) -> anyhow::Result<Vec<String>> {
        let is_it = |file: &&SnapshotFile| {
            file.name.starts_with("organizations-") && file.name.ends_with(".ndjson.gz")
        };
        let file = snapshot.files.iter().find(is_it).context("a snapshot without records")?;
        let have = fs::metadata(part).map_or(0, |known| known.len());
        // One of another snapshot is begun anew: its hash would not be that of the manifest.
        let from = if have < file.bytes { have } else { 0 };
        if have != file.bytes {
            let url = format!("{}/snapshots/{}", self.address, file.name);
            let request = self.agent.get(&url).header("Range", format!("bytes={from}-"));
            let mut answer = request.call().with_context(|| url.clone())?;
            let goes_on = from > 0 && answer.status().as_u16() == 206;
            let mut options = OpenOptions::new();
            options.create(true).write(true).append(goes_on).truncate(!goes_on);
            let mut out = options.open(part)?;
            let mut body = answer.body_mut().with_config().limit(u64::MAX).reader();
            io::copy(&mut body, &mut out).context(url)?;
        }
        let bytes = fs::read(part)?;
        if hex::encode(Sha256::digest(&bytes)) != file.sha256 {
            fs::remove_file(part)?;
            bail!("{}: not the file that the manifest names; run again", file.name);
        }
        let lines = BufReader::new(GzDecoder::new(&bytes[..])).lines();
        Ok(lines.collect::<io::Result<_>>()?)
    }

    /// The hashes of the entries after position `from` up to `to`, from the tiles of the log.
    pub fn entry_hashes(&self, from: u64, to: u64) -> anyhow::Result<Vec<Hash>> {
        let mut hashes = Vec::new();
        for index in from / TILE_WIDTH..to.div_ceil(TILE_WIDTH) {
            let start = index * TILE_WIDTH;
            let width = (to - start).min(TILE_WIDTH);
            let path = Tile { level: 0, index, width }.to_string();
            let place = path.strip_prefix("0/").unwrap_or(&path);
            let url = format!("{}/log/tile/entries/{place}", self.address);
            let mut answer = self.agent.get(&url).call().with_context(|| url.clone())?;
            let bytes = answer.body_mut().read_to_vec()?;
            let entries = Tile::entries(&bytes).filter(|entries| entries.len() as u64 == width);
            let entries = entries.with_context(|| format!("{url}: not {width} entries"))?;
            hashes.extend(entries.into_iter().skip(usize::try_from(from.saturating_sub(start))?));
        }
        Ok(hashes)
    }

    /// The signed head of the log.
    pub fn head(&self) -> anyhow::Result<Checkpoint> {
        let url = format!("{}/log/checkpoint", self.address);
        let note = self.agent.get(&url).call()?.body_mut().read_to_string()?;
        Ok(Checkpoint::verified(&note, &self.keys)?)
    }

    pub fn consistency(&self, from: u64, to: u64) -> anyhow::Result<Vec<Hash>> {
        match self.json(&format!("/log/consistency?from={from}&to={to}"))? {
            Bundle::Consistency { consistency, .. } => Ok(consistency),
            Bundle::Inclusion { .. } => bail!("another proof than was asked for"),
        }
    }
}
