//! The log that proves itself: its signed head, the hashes of its entries, and that one head goes on from another. What
//! is to be believed, `shuniu_proof` checks.

use shuniu_proof::{Bundle, Checkpoint, Hash, NoteVerifier, TILE_WIDTH, Tile};

use crate::{
    ask::{Client, Request},
    error::ClientError,
};

impl Client {
    /// The head of the log, where it is signed by one of these keys.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn head(&self, keys: &[NoteVerifier]) -> Result<Checkpoint, ClientError> {
        let path = "/log/checkpoint";
        let note = String::from_utf8(self.send(&Request::get(path))?);
        let note = note.map_err(|error| self.not_understood(path, error.to_string()))?;
        let head = Checkpoint::verified(&note, keys);
        head.map_err(|error| self.not_understood(path, error.to_string()))
    }

    /// The hashes of the entries after position `from` up to `to`, from the tiles of the log.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn entry_hashes(&self, from: u64, to: u64) -> Result<Vec<Hash>, ClientError> {
        let mut hashes = Vec::new();
        for index in from / TILE_WIDTH..to.div_ceil(TILE_WIDTH) {
            let start = index * TILE_WIDTH;
            let width = (to - start).min(TILE_WIDTH);
            let tile = Tile { level: 0, index, width }.to_string();
            let place = tile.strip_prefix("0/").unwrap_or(&tile);
            let path = format!("/log/tile/entries/{place}");
            let bytes = self.send(&Request::get(&path))?;
            let entries = Tile::entries(&bytes).filter(|entries| entries.len() as u64 == width);
            let entries = entries
                .ok_or_else(|| self.not_understood(&path, format!("not {width} entries")))?;
            let skipped = usize::try_from(from.saturating_sub(start)).unwrap_or(usize::MAX);
            hashes.extend(entries.into_iter().skip(skipped));
        }
        Ok(hashes)
    }

    /// The proof that the log at `to` goes on from the log at `from`.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn consistency(&self, from: u64, to: u64) -> Result<Vec<Hash>, ClientError> {
        let path = format!("/log/consistency?from={from}&to={to}");
        match self.get(&path)? {
            Bundle::Consistency { consistency, .. } => Ok(consistency),
            Bundle::Inclusion { .. } => {
                Err(self.not_understood(&path, "another proof than was asked for".to_owned()))
            }
        }
    }
}
