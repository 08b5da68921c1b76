//! The Merkle tree over the log. Its leaves are the hashes of the entries, which the log has; kept beside it are
//! the roots of full tiles, 256 leaves each, so that the root of a long log costs a few hundred hashes.
//!
//! What may not enter: how nodes are put together and proofs are made (`shuniu-proof`).

use diesel::{dsl::max, prelude::*};
use shuniu_proof::{Hash, Nodes, TILE_WIDTH, Tile, leaf_hash, subtree};

use crate::access::{Reader, Writer};
use crate::connection::insert_all;
use crate::error::StoreError;
use crate::schema::{log, tree};

/// Leaves under a node of a level of tiles, as an exponent of two: eight more each level.
const HEIGHT: u32 = 8;
/// Tiles that are filled in one transaction when the tree is behind the log.
const AT_ONCE: u64 = 64;

#[derive(Insertable)]
#[diesel(table_name = tree)]
struct NodeRow {
    level: i32,
    place: i64,
    hash: String,
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt { what: what.to_owned() }
}

fn signed(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| corrupt("a place in the tree is past every log"))
}

/// How many leaves come before a position of the log: entries are numbered from 1, leaves from 0.
fn leaves(position: i64) -> u64 {
    u64::try_from(position).unwrap_or_default()
}

impl Reader<'_> {
    /// `count` hashes of a level of tiles from a place on: of entries for level 0, of full tiles above.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the log doesn't have them all.
    pub fn tree_hashes(
        &mut self,
        level: u8,
        from: u64,
        count: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let (start, end) = (signed(from)?, signed(from.saturating_add(count))?);
        if level == 0 {
            return self.leaf_hashes(start, end);
        }
        let kept: Vec<(i64, String)> = tree::table
            .filter(tree::level.eq(i32::from(level)))
            .filter(tree::place.ge(start).and(tree::place.lt(end)))
            .order(tree::place)
            .select((tree::place, tree::hash))
            .load(self.conn)?;
        let mut kept = kept.into_iter().peekable();
        let mut hashes = Vec::new();
        for place in from..from.saturating_add(count) {
            let here = kept.next_if(|(at, _)| leaves(*at) == place);
            hashes.push(match here {
                Some((_, hash)) => {
                    Hash::parse(&hash).ok_or_else(|| corrupt("a node of the tree is no hash"))?
                }
                None => self.full_tile(level - 1, place)?,
            });
        }
        Ok(hashes)
    }

    /// The root of the full tile with this number.
    fn full_tile(&mut self, level: u8, index: u64) -> Result<Hash, StoreError> {
        let from = index.saturating_mul(TILE_WIDTH);
        Ok(subtree(&self.tree_hashes(level, from, TILE_WIDTH)?))
    }

    fn leaf_hashes(&mut self, start: i64, end: i64) -> Result<Vec<Hash>, StoreError> {
        let entries = self.entry_hashes(start, end)?;
        Ok(entries.iter().map(|entry| leaf_hash(&entry.0)).collect())
    }

    /// The hashes of the entries after position `start` up to `end`: what the leaves are made of.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the log doesn't have them all.
    pub fn entry_hashes(&mut self, start: i64, end: i64) -> Result<Vec<Hash>, StoreError> {
        let found: Vec<String> = log::table
            .filter(log::position.gt(start).and(log::position.le(end)))
            .order(log::position)
            .select(log::hash)
            .load(self.conn)?;
        if leaves(end.saturating_sub(start)) != found.len() as u64 {
            return Err(corrupt("the log has a gap, or ends before its tree"));
        }
        let parsed = found.iter().map(|hash| Hash::from_hex(hash));
        parsed.collect::<Option<_>>().ok_or_else(|| corrupt("the hash of an entry is no hash"))
    }
}

/// Any node, from the tiles.
impl Nodes for Reader<'_> {
    type Error = StoreError;

    fn node(&mut self, level: u32, index: u64) -> Result<Hash, StoreError> {
        let tiles = u8::try_from(level / HEIGHT).map_err(|_| corrupt("a level past every log"))?;
        let within = level % HEIGHT;
        Ok(subtree(&self.tree_hashes(tiles, index << within, 1 << within)?))
    }
}

impl Writer<'_> {
    /// Keeps the roots of the tiles that are full up to the head of the log, at most so many of each level. Whether
    /// that is all of them.
    pub(crate) fn grow_tree(&mut self, at_most: u64) -> Result<bool, StoreError> {
        let mut below = leaves(self.head.position);
        let mut all = true;
        for level in 1..=7_u8 {
            let full = below / TILE_WIDTH;
            let last: Option<i64> = tree::table
                .filter(tree::level.eq(i32::from(level)))
                .select(max(tree::place))
                .get_result(self.conn)?;
            let from = last.map_or(0, |place| leaves(place) + 1);
            let to = full.min(from.saturating_add(at_most));
            let mut rows = Vec::new();
            for place in from..to {
                let hash = self.full_tile(level - 1, place)?.to_string();
                rows.push(NodeRow { level: level.into(), place: signed(place)?, hash });
            }
            insert_all!(self.conn, tree::table, &rows);
            all &= to >= full;
            below = full;
            if full == 0 {
                break;
            }
        }
        Ok(all)
    }

    /// What an append does: a tile that it filled is kept, and those before it, should they be missing.
    pub(crate) fn fill_tiles(&mut self, before: i64) -> Result<(), StoreError> {
        if leaves(before) / TILE_WIDTH == leaves(self.head.position) / TILE_WIDTH {
            return Ok(());
        }
        self.grow_tree(u64::MAX).map(|_| ())
    }

    /// Brings a tree that is behind the log some tiles nearer to it. Whether it is there.
    pub(crate) fn catch_up_tree(&mut self) -> Result<bool, StoreError> {
        self.grow_tree(AT_ONCE)
    }
}

/// What a reader of the whole log keeps to compare the tree with it.
#[derive(Default)]
pub(crate) struct TreeCheck {
    /// The hashes of the tile that is being filled, by level.
    open: Vec<Vec<Hash>>,
    /// Full tiles, by level: how many.
    full: Vec<u64>,
}

impl TreeCheck {
    /// Adds a leaf. Whether every tile that it fills is kept as it should be, or not kept.
    pub(crate) fn push(&mut self, reader: &mut Reader<'_>, leaf: Hash) -> Result<bool, StoreError> {
        let (mut hash, mut level) = (leaf, 0);
        loop {
            if self.open.len() <= level {
                self.open.push(Vec::new());
                self.full.push(0);
            }
            let (Some(open), Some(full)) = (self.open.get_mut(level), self.full.get_mut(level))
            else {
                return Ok(true);
            };
            open.push(hash);
            if (open.len() as u64) < TILE_WIDTH {
                return Ok(true);
            }
            hash = subtree(open);
            open.clear();
            let kept = reader.kept_node(level + 1, *full)?;
            if kept.is_some_and(|kept| kept != hash.to_string()) {
                return Ok(false);
            }
            *full += 1;
            level += 1;
        }
    }

    /// Whether nothing is kept beyond what was read.
    pub(crate) fn is_all(&self, reader: &mut Reader<'_>) -> Result<bool, StoreError> {
        let first = self.full.first().copied().unwrap_or_default();
        Ok(reader.kept_node(1, first)?.is_none())
    }
}

impl Reader<'_> {
    fn kept_node(&mut self, level: usize, place: u64) -> Result<Option<String>, StoreError> {
        let level = i32::try_from(level).map_err(|_| corrupt("a level past every log"))?;
        let row = tree::table.find((level, signed(place)?)).select(tree::hash);
        Ok(row.get_result(self.conn).optional()?)
    }

    /// The hashes of a tile that the log has whole.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the log doesn't have them all.
    pub fn tile(&mut self, tile: Tile) -> Result<Vec<Hash>, StoreError> {
        self.tree_hashes(tile.level, tile.index.saturating_mul(TILE_WIDTH), tile.width)
    }
}
