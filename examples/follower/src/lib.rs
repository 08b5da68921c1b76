//! A consumer of the register: an agency's own copy of all organizations.
//!
//! It loads the newest snapshot, goes on by the feed from the position that the snapshot names, and proves by the
//! signed head of the log that it has seen every entry up to where it is. Each step is one transaction of
//! its own database, so it may be killed at any moment and goes on where it was.
//!
//! `copy.rs` keeps the copy. It uses what any consumer can: the client of the public API and the crate of proofs.

#![forbid(unsafe_code)]

mod copy;

use std::path::Path;

use anyhow::{Context, ensure};
use shuniu_client::{ChangeFilter, Client, Settings, lines};
use shuniu_proof::{Hash, NoteVerifier, check_consistency, leaf_hash};

use copy::Copy;

/// A copy that follows a register.
pub struct Follower {
    copy: Copy,
    register: Client,
    keys: Vec<NoteVerifier>,
}

/// Up to where a copy is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complete {
    /// Every entry of the log up to this position was seen, and each public change applied.
    pub position: u64,
    /// The root of the log up to there, which its signed head goes on from.
    pub root: Hash,
    /// Organizations in the copy.
    pub organizations: i64,
}

impl Follower {
    /// Opens a copy, or begins one: with the newest snapshot where the register has one, else at the beginning of
    /// its log.
    ///
    /// # Errors
    /// When the register or the file cannot be read, or a snapshot is not what its manifest says.
    pub fn open(file: &Path, address: &str, keys: Vec<NoteVerifier>) -> anyhow::Result<Self> {
        let register = Client::new(address, Settings::default());
        let mut copy = Copy::open(file)?;
        if !copy.has_begun()?
            && let Some(snapshot) = register.snapshots()?.into_iter().next()
        {
            let part = file.with_extension(format!("snapshot.{}.part", snapshot.position));
            let records = snapshot.organizations().context("a snapshot without records")?;
            register.download(records, &part)?;
            let mut frontier = copy.frontier()?;
            for hash in register.entry_hashes(0, snapshot.position)? {
                frontier.push(leaf_hash(&hash.0));
            }
            ensure!(
                frontier.root().to_string() == snapshot.root,
                "the snapshot does not belong to this log"
            );
            copy.load(lines(&part)?, &frontier)?;
            std::fs::remove_file(&part)?;
        }
        Ok(Self { copy, register, keys })
    }

    /// Applies the next page of changes in one transaction; waits so many seconds for one. Whether there was any.
    ///
    /// # Errors
    /// When the register cannot be read, or what it tells does not fit what was copied.
    pub fn step(&mut self, wait: u32) -> anyhow::Result<bool> {
        let mut frontier = self.copy.frontier()?;
        let after = frontier.size();
        let page = self.register.changes(after, wait, &ChangeFilter::default())?;
        if page.last <= after {
            return Ok(false);
        }
        let hashes = self.register.entry_hashes(after, page.last)?;
        for change in &page.changes {
            let at = change.position.checked_sub(after + 1).and_then(|at| usize::try_from(at).ok());
            let hash = at.and_then(|at| hashes.get(at)).context("a change beyond the page")?;
            ensure!(
                Hash::from_hex(&change.hash) == Some(*hash),
                "change {} is not the entry of the log at its position",
                change.position
            );
        }
        for hash in &hashes {
            frontier.push(leaf_hash(&hash.0));
        }
        self.copy.apply(&page.changes, &frontier)?;
        Ok(true)
    }

    /// Proves that the copy has every entry up to where it is: its own root of the log is the beginning of the head
    /// that the register signs.
    ///
    /// # Errors
    /// When the register was rewritten, cut off, or tells others something else.
    pub fn prove(&mut self) -> anyhow::Result<Complete> {
        let frontier = self.copy.frontier()?;
        let (position, root) = (frontier.size(), frontier.root());
        let head = self.register.head(&self.keys)?;
        ensure!(
            head.size >= position,
            "the log has {} entries, and had {position}: it was cut off or restored",
            head.size
        );
        if position > 0 {
            let proof = self.register.consistency(position, head.size)?;
            check_consistency(position, &root, head.size, &head.root, &proof)?;
        }
        Ok(Complete { position, root, organizations: self.copy.count()? })
    }

    /// The copy's record of an organization, JSON.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&mut self, id: &str) -> anyhow::Result<Option<String>> {
        self.copy.record(id)
    }
}
