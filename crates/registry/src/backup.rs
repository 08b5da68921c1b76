//! Backing a register up and restoring it: its log as lines of JSON, what stands beside it as others, both of one view.
//!
//! What is restored comes in entry by entry, and each must have the hash that it had; read models are made on the way. A
//! register can be restored as it was at an earlier position: what came later stays out, and with it the answers that were
//! kept for its requests, so that a request that is sent again is done, not answered for what is no more.
//!
//! What may not enter: files, compression and where backups are kept (the command line).

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
    sync::Arc,
};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use shuniu_proof::{Frontier, Hash, leaf_hash};
use shuniu_store::{Beside, Entry, Head, Reader, Verdict, check_link};

use crate::{Registry, RegistryError, TreeHead, proofs::head_at};

/// Entries and rows that are read or written at once.
const TOGETHER: u32 = 500;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// The position after which its entries begin.
    pub after: i64,
    /// The position up to which they go: the end of the log.
    pub position: i64,
    /// Hash of the last entry; 64 zeros where there is none.
    pub hash: String,
    /// Root of the tree over the log, base64.
    pub root: Hash,
    /// When its last entry was recorded (UTC).
    pub recorded_at: Option<NaiveDateTime>,
    /// Rows beside the log, by table.
    pub beside: BTreeMap<String, u64>,
}

/// How far a register is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// To the end of the backup.
    End,
    /// To this position.
    Position(i64),
    /// To the last entry that was recorded at this instant (UTC) or before.
    Instant(NaiveDateTime),
}

impl Until {
    fn takes(self, entry: &Entry) -> bool {
        match self {
            Self::End => true,
            Self::Position(position) => entry.position <= position,
            Self::Instant(at) => entry.recorded_at <= at,
        }
    }
}

/// A backup that is being read, and the register that it is restored into, if it is not only checked.
pub struct Restore<'a> {
    to: Option<&'a Registry>,
    /// Where the register ended when it began: a restore that was cut off goes on.
    there: Head,
    /// The last entry that was read.
    pub head: Head,
    /// When it was recorded (UTC).
    pub recorded_at: Option<NaiveDateTime>,
    frontier: Frontier,
    /// By whom and from which act it came.
    act: Option<ActMark>,
    /// Lines of the audit trail that are there already.
    trail: usize,
}

/// What the entries of one act have in common.
#[derive(PartialEq, Eq)]
struct ActMark(NaiveDateTime, String, String, Option<String>);

impl ActMark {
    fn of(entry: &Entry) -> Self {
        let Entry { recorded_at, actor, act, case_id, .. } = entry;
        Self(*recorded_at, actor.clone(), act.clone(), case_id.clone())
    }
}

impl<'a> Restore<'a> {
    /// Only reads.
    #[must_use]
    pub fn check() -> Self {
        let (there, head) = (Head::genesis(), Head::genesis());
        let frontier = Frontier::default();
        Self { to: None, there, head, recorded_at: None, frontier, act: None, trail: 0 }
    }

    /// Into this register, which is empty or holds what a restore that was cut off has brought.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for the field `database_url` when it was used already.
    pub fn into(to: &'a Registry) -> Result<Self, RegistryError> {
        let (there, used, trail) = to.store.read(|reader| {
            // Accounts come last: where there are some, nothing was cut off.
            let used = !reader.list_accounts(None, 1)?.is_empty();
            Ok::<_, RegistryError>((reader.head()?, used, reader.count_audit()?))
        })?;
        if used {
            return Err(another_register());
        }
        Ok(Self { to: Some(to), there, trail, ..Self::check() })
    }

    /// The head of the tree over what was read.
    #[must_use]
    pub fn tree(&self) -> TreeHead {
        let size = u64::try_from(self.head.position).unwrap_or_default();
        TreeHead { size, root: self.frontier.root() }
    }

    fn take(&mut self, entry: &Entry) -> Result<(), RegistryError> {
        if let Some(broken) = check_link(&self.head, entry) {
            return Err(damaged(&format!("position {}: {:?}", broken.position, broken.fault)));
        }
        let hash = Hash::from_hex(&entry.hash).ok_or_else(|| damaged("a hash is none"))?;
        if entry.position == self.there.position && entry.hash != self.there.hash {
            return Err(another_register());
        }
        self.frontier.push(leaf_hash(&hash.0));
        self.head = Head { position: entry.position, hash: entry.hash.clone() };
        self.recorded_at = Some(entry.recorded_at);
        self.act = Some(ActMark::of(entry));
        Ok(())
    }

    /// Reads entries that follow, and appends them. Tells whether all were taken; not, when `until` came before their end.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for the field `dir` when a line is none, or an entry doesn't follow the one
    /// before it; what came before is written. [`RegistryError`] when the register cannot be written.
    pub fn log(
        &mut self,
        lines: &mut dyn BufRead,
        until: Until,
        progress: &mut dyn FnMut(i64),
    ) -> Result<bool, RegistryError> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let entry = parsed::<Entry>(lines)?;
            let more = entry.is_some();
            let mut stopped = false;
            if let Some(entry) = entry {
                stopped = !until.takes(&entry);
                // What an act recorded is there whole or not at all.
                if stopped && self.act.as_ref() == Some(&ActMark::of(&entry)) {
                    return Err(amid_an_act(self.head.position));
                }
                if !stopped {
                    self.take(&entry)?;
                    entries.push(entry);
                }
            }
            if entries.len() == TOGETHER as usize || !more || stopped {
                self.append(std::mem::take(&mut entries))?;
                progress(self.head.position);
            }
            if !more || stopped {
                return Ok(!stopped);
            }
        }
    }

    /// Reads what stood beside the log and writes it: all of it, when the register was restored to the end of the backup,
    /// otherwise what fits the end that it has now. Gives the rows that were taken. It comes after the log.
    ///
    /// # Errors
    /// As [`Self::log`].
    pub fn beside(&self, lines: &mut dyn BufRead, to_the_end: bool) -> Result<u64, RegistryError> {
        if self.there.position > self.head.position {
            return Err(another_register());
        }
        let (mut rows, mut accounts, mut taken, mut trail) = (Vec::new(), Vec::new(), 0, 0);
        while let Some(row) = parsed::<Beside>(lines)? {
            let Some(row) = (if to_the_end { Some(row) } else { self.fitting(row) }) else {
                continue;
            };
            taken += 1;
            match row {
                Beside::Account(_) => accounts.push(row),
                // Lines have no keys: those that a restore that was cut off brought are passed over.
                Beside::Audit(_) if trail < self.trail => trail += 1,
                row => rows.push(row),
            }
            if rows.len() == TOGETHER as usize {
                self.put(std::mem::take(&mut rows))?;
            }
        }
        self.put(rows)?;
        self.put(accounts)?;
        if let Some(registry) = self.to {
            crate::plan_anew(&registry.store);
        }
        Ok(taken)
    }

    fn append(&self, mut entries: Vec<Entry>) -> Result<(), RegistryError> {
        entries.retain(|entry| entry.position > self.there.position);
        let Some(registry) = self.to.filter(|_| !entries.is_empty()) else { return Ok(()) };
        let books = Arc::clone(&registry.books);
        registry.store.write(move |w| {
            w.append_same(&books, &entries)?;
            Ok::<_, RegistryError>(Verdict::Commit(()))
        })
    }

    fn put(&self, rows: Vec<Beside>) -> Result<(), RegistryError> {
        let Some(registry) = self.to.filter(|_| !rows.is_empty()) else { return Ok(()) };
        registry.store.write(move |w| {
            w.put_beside(rows)?;
            Ok::<_, RegistryError>(Verdict::Commit(()))
        })
    }

    /// A row as it fits a register that was restored to an earlier position; none where it doesn't.
    fn fitting(&self, row: Beside) -> Option<Beside> {
        let position = self.head.position;
        match row {
            // Its request was not done, in this register. The answer names its last entry.
            Beside::Answer(answer) if told_position(&answer.body) > position => None,
            Beside::Delivery(delivery) if delivery.position > position => None,
            Beside::Webhook(mut webhook) => {
                webhook.position = webhook.position.min(position);
                webhook.leased_until = None;
                Some(Beside::Webhook(webhook))
            }
            other => Some(other),
        }
    }
}

/// The position that a stored answer names; 0 where it names none.
fn told_position(body: &str) -> i64 {
    let told = serde_json::from_str::<serde_json::Value>(body).unwrap_or_default();
    told["position"].as_i64().unwrap_or_default()
}

fn amid_an_act(position: i64) -> RegistryError {
    let zh = format!("位置 {position} 之后的一条属于同一行为；请指定该行为之前或之后的位置");
    let en = format!(
        "the entry after position {position} is of the same act; name a position before or after that act"
    );
    RegistryError::malformed("position", zh, en)
}

fn another_register() -> RegistryError {
    RegistryError::malformed(
        "database_url",
        "其中已有登记簿；请指定空数据库，未作任何更改",
        "holds a register already; name an empty database, nothing was changed",
    )
}

impl Registry {
    /// Writes the entries after a position, and everything beside the log, as lines of JSON, in one view of the register.
    /// `known` is the hash that the entry at `after` has in the backups before.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for the field `dir` when the register does not go on from there;
    /// [`RegistryError`] when it cannot be read or the lines cannot be written.
    pub fn back_up(
        &self,
        (after, known): (i64, &str),
        log: &mut dyn Write,
        beside: &mut dyn Write,
        progress: &mut dyn FnMut(i64),
    ) -> Result<BackedUp, RegistryError> {
        self.store.read(|reader| {
            let head = reader.head()?;
            goes_on(reader, after, known)?;
            let (mut position, mut recorded_at) = (after, None);
            if after > 0 {
                recorded_at = reader.entry_at(after)?.map(|entry| entry.recorded_at);
            }
            while position < head.position {
                for entry in reader.entries_after(position, TOGETHER)? {
                    line(log, &entry)?;
                    (position, recorded_at) = (entry.position, Some(entry.recorded_at));
                }
                progress(position);
            }
            let mut rows = BTreeMap::new();
            reader.each_beside(&mut |row: Beside| {
                *rows.entry(row.table().to_owned()).or_insert(0) += 1;
                line(beside, &row)
            })?;
            let size = u64::try_from(head.position).unwrap_or_default();
            let root = head_at(reader, size)?.root;
            let Head { position, hash } = head;
            Ok(BackedUp { after, position, hash, root, recorded_at, beside: rows })
        })
    }
}

/// The register has the entry that the backups end with.
fn goes_on(reader: &mut Reader<'_>, after: i64, known: &str) -> Result<(), RegistryError> {
    if after == 0 || reader.entry_at(after)?.is_some_and(|entry| entry.hash == known) {
        return Ok(());
    }
    Err(RegistryError::malformed(
        "dir",
        "其中的备份属于另一份登记簿，或属于恢复前的历史；请指定新的文件夹",
        "its backups are of another register, or of a past that a restore left; name a new folder",
    ))
}

fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> Result<(), RegistryError> {
    let written = serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from);
    written
        .and_then(|()| out.write_all(b"\n"))
        .map_err(|error| RegistryError::Internal(format!("the backup cannot be written: {error}")))
}

/// The next line; none at the end.
fn parsed<T: for<'a> Deserialize<'a>>(lines: &mut dyn BufRead) -> Result<Option<T>, RegistryError> {
    let mut text = String::new();
    let read = lines.read_line(&mut text).map_err(|error| damaged(&error.to_string()))?;
    if read == 0 {
        return Ok(None);
    }
    serde_json::from_str(&text).map(Some).map_err(|error| damaged(&error.to_string()))
}

fn damaged(what: &str) -> RegistryError {
    let zh = format!("备份已损坏：{what}；请使用更早的备份或另一份副本");
    let en = format!("the backup is damaged: {what}; use another copy, or an earlier one");
    RegistryError::malformed("dir", zh, en)
}
