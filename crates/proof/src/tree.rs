//! Roots of the tree, and how proofs are made (RFC 6962, section 2.1).
//!
//! A tree of `n` leaves is made of *subtrees*: complete trees of a power of two leaves, of which node
//! `(level, index)` covers the leaves from `index · 2^level` on. Whoever keeps the log hands them in
//! ([`Nodes`]); here they are put together.
//!
//! What may not enter: where subtrees are kept, and checking (`check.rs`).

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, node_hash};

/// Where complete subtrees come from.
pub trait Nodes {
    /// Why one cannot be had.
    type Error;

    /// The hash of the complete subtree over the leaves `index · 2^level .. (index + 1) · 2^level`.
    ///
    /// # Errors
    /// When it cannot be had.
    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// The largest power of two below `n`, as its exponent; `n` is at least 2.
fn split(n: u64) -> u32 {
    n.saturating_sub(1).checked_ilog2().unwrap_or_default()
}

/// The hash over the leaves from `start` on, `count` of them; `start` is a multiple of the power of two that
/// holds `count`.
fn hash_of<N: Nodes>(nodes: &mut N, start: u64, count: u64) -> Result<Hash, N::Error> {
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return nodes.node(level, start >> level);
    }
    let left = 1 << split(count);
    let left_hash = hash_of(nodes, start, left)?;
    let right_hash = hash_of(nodes, start + left, count - left)?;
    Ok(node_hash(&left_hash, &right_hash))
}

/// The root of the tree over the first `size` leaves.
///
/// # Errors
/// When a subtree cannot be had.
pub fn root<N: Nodes>(nodes: &mut N, size: u64) -> Result<Hash, N::Error> {
    if size == 0 {
        return Ok(Hash::of_nothing());
    }
    hash_of(nodes, 0, size)
}

/// The root of a complete subtree over these hashes, whose number is a power of two; of none it is the hash of
/// nothing.
#[must_use]
pub fn subtree(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => Hash::of_nothing(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len().div_ceil(2));
            node_hash(&subtree(left), &subtree(right))
        }
    }
}

/// The proof that leaf `index` is in the tree of the first `size` leaves (RFC 6962, section 2.1.1), leaf
/// side first. `index` is below `size`.
///
/// # Errors
/// When a subtree cannot be had.
pub fn inclusion_proof<N: Nodes>(
    nodes: &mut N,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, N::Error> {
    let (mut start, mut count) = (0, size);
    let mut proof = Vec::new();
    while count > 1 {
        let left = 1 << split(count);
        if index < start + left {
            proof.push(hash_of(nodes, start + left, count - left)?);
            count = left;
        } else {
            proof.push(hash_of(nodes, start, left)?);
            (start, count) = (start + left, count - left);
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of the first `from` leaves is the beginning of that of the first `to` (RFC 6962,
/// section 2.1.2). For `from` 0, and not before `to`, there is nothing to prove, and it is empty.
///
/// # Errors
/// When a subtree cannot be had.
pub fn consistency_proof<N: Nodes>(
    nodes: &mut N,
    from: u64,
    to: u64,
) -> Result<Vec<Hash>, N::Error> {
    if from == 0 || from >= to {
        return Ok(Vec::new());
    }
    let (mut start, mut count) = (0, to);
    // Whether the subtree that is looked at is the old tree itself, whose root the reader knows.
    let mut known = true;
    let mut proof = Vec::new();
    while from != start + count {
        let left = 1 << split(count);
        if from <= start + left {
            proof.push(hash_of(nodes, start + left, count - left)?);
            count = left;
        } else {
            proof.push(hash_of(nodes, start, left)?);
            (start, count) = (start + left, count - left);
            known = false;
        }
    }
    if !known {
        proof.push(hash_of(nodes, start, count)?);
    }
    proof.reverse();
    Ok(proof)
}

/// The right edge of a tree that grows leaf by leaf: enough to tell its root, and nothing of what is inside.
/// So a reader of the whole log computes its root in one pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frontier {
    size: u64,
    /// The roots of the complete subtrees that the tree is made of, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Adds the hash of the next leaf ([`leaf_hash`](crate::leaf_hash)).
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Hash::of_nothing() };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}
