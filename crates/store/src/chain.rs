//! The chain of hashes over the log: how a link is made, and how the whole is checked. Part of what
//! the register promises: anybody who has the entries can do the same without this program.
//!
//! # The encoding
//!
//! The hash of an entry is SHA-256, in 64 lower-case hexadecimal digits, over a sequence of frames.
//! A frame is the length of its content in bytes, as 8 bytes with the most significant first, then
//! the content. No content can therefore be taken for the border of another. The frames are:
//!
//! | no. | content |
//! |---|---|
//! | 1 | `shuniu-log-v1` |
//! | 2 | hash of the entry before, 64 hexadecimal digits; 64 zeros for the first entry |
//! | 3 | position, decimal |
//! | 4 | stream |
//! | 5 | version, decimal |
//! | 6 | kind |
//! | 7 | schema, decimal |
//! | 8 | payload, byte for byte as stored |
//! | 9 | `effective_on`, as `YYYY-MM-DD` |
//! | 10 | `recorded_at`, microseconds since 1970-01-01T00:00:00Z, decimal |
//! | 11 | actor |
//! | 12 | act |
//! | 13 | case: empty when there is none, else `=` and its identifier |
//!
//! Texts are UTF-8; decimals have no leading zeros and a `-` when negative.

use sha2::{Digest, Sha256};
use shuniu_proof::{Frontier, Hash, leaf_hash};

use crate::access::Reader;
use crate::error::StoreError;
use crate::log::{Entry, Head, NewEntry};
use crate::tree::TreeCheck;

/// The hash before the first entry.
pub const GENESIS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Entries read at a time while the chain is checked.
const PAGE: u32 = 500;

/// The hash of `entry` at `position`, after an entry whose hash is `previous`. The encoding stands
/// at the head of this module.
#[must_use]
pub fn link_hash(previous: &str, position: i64, entry: &NewEntry) -> String {
    let mut hasher = Sha256::new();
    let mut frame = |content: &[u8]| {
        hasher.update((content.len() as u64).to_be_bytes());
        hasher.update(content);
    };
    frame(b"shuniu-log-v1");
    frame(previous.as_bytes());
    frame(position.to_string().as_bytes());
    frame(entry.stream.as_bytes());
    frame(entry.version.to_string().as_bytes());
    frame(entry.kind.as_bytes());
    frame(entry.schema.to_string().as_bytes());
    frame(entry.payload.as_bytes());
    frame(entry.effective_on.format("%Y-%m-%d").to_string().as_bytes());
    frame(entry.recorded_at.and_utc().timestamp_micros().to_string().as_bytes());
    frame(entry.actor.as_bytes());
    frame(entry.act.as_bytes());
    frame(entry.case_id.as_ref().map_or_else(String::new, |id| format!("={id}")).as_bytes());
    hex::encode(hasher.finalize())
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// How many entries were found in order, from the first on.
    pub checked: u64,
    /// The last entry found in order.
    pub head: Head,
    /// The root of the Merkle tree over the entries found in order.
    pub root: Hash,
    /// The first thing that is not in order.
    pub broken: Option<ChainBreak>,
}

/// Where the chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainBreak {
    /// The position at which it shows.
    pub position: i64,
    /// What is wrong there.
    pub fault: ChainFault,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// The entry is missing.
    Gap,
    /// It doesn't name the hash of the entry before it.
    PreviousHash,
    /// Its hash is not that of its content.
    Hash,
    /// The head of the log is not its last entry.
    Head,
    /// A kept node of the tree over the log is not that of its entries.
    Tree,
}

/// Checks the whole log, page by page, and reports the first break. `progress` is told the last
/// position checked after each page.
pub fn verify_chain(
    reader: &mut Reader<'_>,
    progress: &mut dyn FnMut(i64),
) -> Result<ChainReport, StoreError> {
    let root = Hash::of_nothing();
    let mut report = ChainReport { checked: 0, head: Head::genesis(), root, broken: None };
    let (mut frontier, mut tree) = (Frontier::default(), TreeCheck::default());
    loop {
        let page = reader.entries_after(report.head.position, PAGE)?;
        for entry in &page {
            if let Some(broken) = check_link(&report.head, entry) {
                report.broken = Some(broken);
                return Ok(report);
            }
            report.head = Head { position: entry.position, hash: entry.hash.clone() };
            report.checked += 1;
            let leaf = leaf_hash(&Hash::from_hex(&entry.hash).unwrap_or(root).0);
            frontier.push(leaf);
            if !tree.push(reader, leaf)? {
                let (position, fault) = (entry.position, ChainFault::Tree);
                report.broken = Some(ChainBreak { position, fault });
                return Ok(report);
            }
        }
        report.root = frontier.root();
        progress(report.head.position);
        if page.is_empty() {
            report.broken = check_head(reader, &report.head)?;
            if report.broken.is_none() && !tree.is_all(reader)? {
                let (position, fault) = (report.head.position + 1, ChainFault::Tree);
                report.broken = Some(ChainBreak { position, fault });
            }
            return Ok(report);
        }
    }
}

/// What is wrong with an entry that follows `before`, if anything is.
#[must_use]
pub fn check_link(before: &Head, entry: &Entry) -> Option<ChainBreak> {
    let position = before.position + 1;
    let fault = if entry.position != position {
        ChainFault::Gap
    } else if entry.previous_hash != before.hash {
        ChainFault::PreviousHash
    } else if entry.hash != link_hash(&before.hash, position, &entry.content()) {
        ChainFault::Hash
    } else {
        return None;
    };
    Some(ChainBreak { position, fault })
}

fn check_head(reader: &mut Reader<'_>, last: &Head) -> Result<Option<ChainBreak>, StoreError> {
    let recorded = reader.recorded_head()?;
    Ok((recorded != *last)
        .then_some(ChainBreak { position: last.position + 1, fault: ChainFault::Head }))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn entry() -> NewEntry {
        let effective_on = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date");
        NewEntry {
            stream: "organization/1".into(),
            version: 1,
            kind: "registered".into(),
            schema: 1,
            payload: "{\"name\":\"某某协会\"}".into(),
            effective_on,
            recorded_at: effective_on.and_hms_micro_opt(1, 2, 3, 456_789).expect("a time"),
            actor: "staff/7".into(),
            act: "register".into(),
            case_id: None,
        }
    }

    /// The published encoding may never change; this value was computed by a separate program.
    #[test]
    fn the_encoding_is_the_published_one() {
        assert_eq!(
            link_hash(GENESIS_HASH, 1, &entry()),
            "9dbd29d757d2f6be70f8c2dc7056fb870ff01038bc81a20d9111a64116b44b1f"
        );
    }

    #[test]
    fn every_field_counts() {
        let changes: [fn(&mut NewEntry); 11] = [
            |e| e.stream.push('x'),
            |e| e.version += 1,
            |e| e.kind.push('x'),
            |e| e.schema += 1,
            |e| e.payload.push(' '),
            |e| e.effective_on = e.effective_on.succ_opt().expect("a date"),
            |e| e.recorded_at += chrono::TimeDelta::microseconds(1),
            |e| e.actor.push('x'),
            |e| e.act.push('x'),
            |e| e.case_id = Some(String::new()),
            |e| {
                // The same characters in a row, but the border between two fields has moved.
                e.actor.push('r');
                e.act.remove(0);
            },
        ];
        let original = link_hash(GENESIS_HASH, 1, &entry());
        assert_ne!(original, link_hash(GENESIS_HASH, 2, &entry()));
        assert_ne!(original, link_hash(&"1".repeat(64), 1, &entry()));
        for (number, change) in changes.iter().enumerate() {
            let mut changed = entry();
            change(&mut changed);
            assert_ne!(original, link_hash(GENESIS_HASH, 1, &changed), "change {number}");
        }
    }
}
