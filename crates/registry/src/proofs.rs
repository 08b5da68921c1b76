//! The Merkle tree over the log, and what is proven with it: that an entry is in the log, that the log was only
//! added to, and what the register states of an organization.
//!
//! What may not enter: keys and signatures; whoever serves proofs signs them.

use chrono::{NaiveDate, SecondsFormat};
use serde::Serialize;
use shuniu_core::event::organization_stream;
use shuniu_proof::{Hash, Statement, TILE_WIDTH, Tile, consistency_proof, inclusion_proof, root};
use shuniu_store::{Entry, Reader, recorded};

use crate::{Registry, RegistryError, changes::is_public, reading::state_of};

/// The head of the tree: how many entries, and its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeHead {
    /// Entries of the log.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// That an entry is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProof {
    /// Its position, from 1.
    pub position: u64,
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
    /// The tree that it is proven to be in.
    pub head: TreeHead,
    /// The hashes beside its way to the root.
    pub inclusion: Vec<Hash>,
}

/// That one tree is the beginning of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrowthProof {
    /// The older tree.
    pub older: TreeHead,
    /// The newer one.
    pub newer: TreeHead,
    /// The hashes that lead from the one to the other.
    pub consistency: Vec<Hash>,
}

/// Whether a statement of the register still says what the register says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatementState {
    /// Whether nothing public has happened to the organization since.
    pub holds: bool,
    /// Position of the first public entry of the organization after the one that was stated.
    pub superseded_at: Option<i64>,
    /// The act that it came from.
    pub superseded_by: Option<String>,
}

fn sized(position: i64) -> u64 {
    u64::try_from(position).unwrap_or_default()
}

pub(crate) fn head_at(reader: &mut Reader<'_>, size: u64) -> Result<TreeHead, RegistryError> {
    Ok(TreeHead { size, root: root(reader, size)? })
}

/// Entries of the log.
fn whole_log(reader: &mut Reader<'_>) -> Result<u64, RegistryError> {
    Ok(sized(reader.head()?.position))
}

/// A size that was asked for, or the whole log.
fn within(reader: &mut Reader<'_>, field: &str, asked: Option<u64>) -> Result<u64, RegistryError> {
    let whole = whole_log(reader)?;
    match asked {
        None => Ok(whole),
        Some(size) if (1..=whole).contains(&size) => Ok(size),
        Some(_) => Err(beyond(field, whole)),
    }
}

fn beyond(field: &str, whole: u64) -> RegistryError {
    let zh = format!("从 1 到日志末尾 {whole}");
    RegistryError::malformed(field, zh, format!("from 1 to the end of the log, {whole}"))
}

impl Registry {
    /// The head of the tree over the whole log.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tree_head(&self) -> Result<TreeHead, RegistryError> {
        self.store.read(|reader| {
            let size = whole_log(reader)?;
            head_at(reader, size)
        })
    }

    /// The bytes of a tile; none when the log doesn't have it, or not yet whole.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, RegistryError> {
        self.store.read(|reader| {
            if !tile.is_in(whole_log(reader)?) {
                return Ok(None);
            }
            Ok(Some(Tile::bytes(&reader.tile(tile)?)))
        })
    }

    /// The bytes of the bundle of entries whose leaves a tile of level 0 has; none when the log doesn't have them all.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn tile_entries(&self, tile: Tile) -> Result<Option<Vec<u8>>, RegistryError> {
        self.store.read(|reader| {
            if !tile.is_in(whole_log(reader)?) {
                return Ok(None);
            }
            let start = tile.index.saturating_mul(TILE_WIDTH);
            let place = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
            let hashes = reader.entry_hashes(place(start), place(start + tile.width))?;
            Ok(Some(Tile::entry_bytes(&hashes)))
        })
    }

    /// Another server may have shown what is asked for. Where the log does not have it, the proof says so.
    fn at_least(&self, size: u64) -> Result<(), RegistryError> {
        self.store.not_before(i64::try_from(size).unwrap_or(i64::MAX))?;
        Ok(())
    }

    /// The proof that the entry at a position is in the log, or in its first `size` entries.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for a position or size that the log doesn't have.
    pub fn entry_proof(
        &self,
        position: u64,
        size: Option<u64>,
    ) -> Result<EntryProof, RegistryError> {
        self.at_least(size.unwrap_or(position))?;
        self.store.read(|reader| prove_entry(reader, position, size))
    }

    /// The proof that the first `from` entries are the beginning of the first `to`, or of the whole log.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for sizes that the log doesn't have.
    pub fn growth_proof(&self, from: u64, to: Option<u64>) -> Result<GrowthProof, RegistryError> {
        self.at_least(to.unwrap_or(from))?;
        self.store.read(|reader| {
            let to = within(reader, "to", to)?;
            if !(1..=to).contains(&from) {
                return Err(beyond("from", to));
            }
            Ok(GrowthProof {
                older: head_at(reader, from)?,
                newer: head_at(reader, to)?,
                consistency: consistency_proof(reader, from, to)?,
            })
        })
    }

    /// What the register states of an organization as of a day, and the proof that what it rests on is in the log.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when it did not exist then; [`RegistryError::Malformed`] for a day to come.
    pub fn statement(
        &self,
        id_or_code: &str,
        as_of: Option<NaiveDate>,
    ) -> Result<(Statement, EntryProof), RegistryError> {
        let (as_of, now) = (as_of.unwrap_or_else(|| self.today()), self.now());
        if as_of > self.today() {
            let (zh, en) = ("今日或此前的日期", "today or a day before");
            return Err(RegistryError::malformed("as_of", zh, en));
        }
        let stream = organization_stream(&self.organization(id_or_code)?.id);
        // Record, entry and proof come from one view of the register.
        self.store.read(|reader| {
            // Where another server's clock is ahead, the log is too: what it holds is known.
            let known_at = reader.latest()?.map_or(now, |latest| latest.max(now));
            let entries = reader.stream_until(&stream, None, None)?;
            let organization = state_of(&recorded(&entries)?, Some(as_of))?;
            let record = organization.public_record(&self.books.divisions);
            let entry = last_public(&entries)?.ok_or(RegistryError::NotFound("organization"))?;
            let proof = prove_entry(reader, sized(entry.position), None)?;
            let statement = Statement {
                organization: record.id.clone(),
                uscc: Some(record.uscc.to_string()),
                name: record.name.clone(),
                status: serde_json::to_value(&record.status)?,
                as_of: as_of.to_string(),
                known_at: known_at.and_utc().to_rfc3339_opts(SecondsFormat::Micros, true),
                version: entry.version,
                position: entry.position,
                hash: entry.hash.clone(),
                record: serde_json::to_value(&record)?,
            };
            Ok((statement, proof))
        })
    }

    /// Whether what was stated of an organization at a position still holds.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization.
    pub fn statement_state(
        &self,
        id_or_code: &str,
        position: i64,
    ) -> Result<StatementState, RegistryError> {
        let found = self.organization(id_or_code)?;
        let entries = self.store.read_one(|r| r.stream(&organization_stream(&found.id)))?;
        for entry in entries.iter().filter(|entry| entry.position > position) {
            if is_public(entry)? {
                return Ok(StatementState {
                    holds: false,
                    superseded_at: Some(entry.position),
                    superseded_by: Some(entry.act.clone()),
                });
            }
        }
        Ok(StatementState { holds: true, superseded_at: None, superseded_by: None })
    }
}

fn last_public(entries: &[Entry]) -> Result<Option<&Entry>, RegistryError> {
    for entry in entries.iter().rev() {
        if is_public(entry)? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

fn prove_entry(
    reader: &mut Reader<'_>,
    position: u64,
    size: Option<u64>,
) -> Result<EntryProof, RegistryError> {
    let size = within(reader, "size", size)?;
    let index = position.checked_sub(1).filter(|index| *index < size);
    let index = index.ok_or_else(|| beyond("position", size))?;
    let at = i64::try_from(position).map_err(|_| beyond("position", size))?;
    let entry = reader.entry_at(at)?.ok_or(RegistryError::NotFound("entry"))?;
    Ok(EntryProof {
        position,
        hash: entry.hash,
        head: head_at(reader, size)?,
        inclusion: inclusion_proof(reader, index, size)?,
    })
}
