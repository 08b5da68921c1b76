//! Tiles (c2sp.org/tlog-tiles): the tree in pieces of 256 hashes of one level, each for ever the same once it is full.
//!
//! What may not enter: where tiles are kept and served.

use std::fmt;

use crate::hash::Hash;

/// Hashes in a full tile, and the leaves under one node of the next level of tiles.
pub const TILE_WIDTH: u64 = 256;
/// The exponent of [`TILE_WIDTH`].
pub(crate) const TILE_HEIGHT: u32 = 8;
/// The length of an entry, which is a hash: 32, the most significant byte first.
const ENTRY_LENGTH: [u8; 2] = [0, 32];
/// More levels than a tree of 2^63 leaves has.
const LEVELS: u8 = 8;

/// A tile: hashes `index · 256 ..` of the nodes at `level · 8`, `width` of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Its level: 0 for hashes of leaves, 1 for roots of 256 leaves, and so on.
    pub level: u8,
    /// Its number within the level, from 0.
    pub index: u64,
    /// How many hashes it has, 1 to 256; fewer than 256 only at the right edge of the tree.
    pub width: u64,
}

impl Tile {
    /// From the path of C2SP without `tile/`: `0/x001/234.p/5`; none when it is not one.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.split_once('/')?;
        let level = number(level).and_then(|level| u8::try_from(level).ok())?;
        let (index, width) = place(rest)?;
        (level < LEVELS).then_some(Self { level, index, width })
    }

    /// From the path of a bundle of entries without `tile/entries/`: its number and width.
    #[must_use]
    pub fn parse_entries(path: &str) -> Option<Self> {
        let (index, width) = place(path)?;
        Some(Self { level: 0, index, width })
    }

    /// Whether a tree of this size has it, and so whole.
    #[must_use]
    pub fn is_in(&self, size: u64) -> bool {
        let nodes = size >> (u32::from(self.level) * TILE_HEIGHT);
        let end = self.index.checked_mul(TILE_WIDTH).and_then(|at| at.checked_add(self.width));
        end.is_some_and(|end| end <= nodes)
    }

    /// Its bytes from its hashes: one after the other.
    #[must_use]
    pub fn bytes(hashes: &[Hash]) -> Vec<u8> {
        hashes.iter().flat_map(|hash| hash.0).collect()
    }

    /// The bytes of a bundle of entries, of which all are hashes here: each after its length in two bytes.
    #[must_use]
    pub fn entry_bytes(entries: &[Hash]) -> Vec<u8> {
        entries.iter().flat_map(|entry| ENTRY_LENGTH.into_iter().chain(entry.0)).collect()
    }

    /// The entries in the bytes of a bundle; none when they are not whole, or one is no hash.
    #[must_use]
    pub fn entries(bytes: &[u8]) -> Option<Vec<Hash>> {
        let (entries, []) = bytes.as_chunks::<34>() else { return None };
        let entry = |bytes: &[u8; 34]| {
            let (length, hash) = bytes.split_first_chunk::<2>()?;
            (*length == ENTRY_LENGTH).then(|| hash.try_into().ok().map(Hash))?
        };
        entries.iter().map(entry).collect()
    }

    /// The hashes in the bytes of a tile; none when they are not whole.
    #[must_use]
    pub fn hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
        let (hashes, []) = bytes.as_chunks::<32>() else { return None };
        Some(hashes.iter().copied().map(Hash).collect())
    }
}

/// The path of C2SP without `tile/`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups = vec![format!("{:03}", self.index % 1000)];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(format!("x{:03}", rest % 1000));
            rest /= 1000;
        }
        groups.reverse();
        write!(f, "{}/{}", self.level, groups.join("/"))?;
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// A decimal number as C2SP writes it: no sign, no zero before it.
fn number(text: &str) -> Option<u64> {
    let plain = text == "0" || !text.starts_with('0');
    (plain && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Index and width of `x001/234` or `x001/234.p/5`.
fn place(path: &str) -> Option<(u64, u64)> {
    let (path, width) = match path.split_once(".p/") {
        Some((path, width)) => {
            let width = number(width).filter(|width| (1..TILE_WIDTH).contains(width))?;
            (path, width)
        }
        None => (path, TILE_WIDTH),
    };
    let groups: Vec<&str> = path.split('/').collect();
    let (last, before) = groups.split_last()?;
    let mut index: u64 = 0;
    let all = before.iter().map(|group| group.strip_prefix('x')).chain([Some(*last)]);
    for group in all {
        let group = group.filter(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))?;
        index = index.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    // A number has one path: the first of several groups is not zero.
    let longest = before.first().is_none_or(|group| *group != "x000");
    longest.then_some((index, width))
}
