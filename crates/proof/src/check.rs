//! How proofs are checked (RFC 9162, sections 2.1.3.2 and 2.1.4.2, which state the checks for the tree of RFC 6962).
//!
//! What may not enter: how proofs are made (`tree.rs`).

use thiserror::Error;

use crate::hash::{Hash, node_hash};

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The sizes cannot be: a leaf beyond the tree, an old tree larger than the new one.
    #[error(
        "the sizes contradict each other: a leaf is in no tree that is not larger, and a tree only grows"
    )]
    Sizes,
    /// The proof has too few or too many hashes for these sizes.
    #[error("the proof has not as many hashes as these sizes need")]
    Length,
    /// The leaf is not in the tree with this root.
    #[error("the entry is not in the tree with this root")]
    NotIncluded,
    /// The old tree is not the beginning of the new one.
    #[error(
        "the older tree is not the beginning of the newer one: what it held was changed or removed"
    )]
    Rewritten,
}

/// Checks that the leaf with this hash is number `index` (from 0) in the tree of `size` leaves with this root.
///
/// # Errors
/// [`ProofError`] when it is not.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Sizes);
    }
    let (_, hash) = climb(index, size - 1, *leaf, proof)?;
    if hash == *root { Ok(()) } else { Err(ProofError::NotIncluded) }
}

/// Checks that the tree of `from` leaves with root `old` is the beginning of that of `to` leaves with root `new`.
///
/// # Errors
/// [`ProofError`] when it is not.
pub fn check_consistency(
    from: u64,
    old: &Hash,
    to: u64,
    new: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    // That nothing is the beginning of something tells nothing.
    if from == 0 || from > to {
        return Err(ProofError::Sizes);
    }
    if from == to {
        let told = if proof.is_empty() { ProofError::Rewritten } else { ProofError::Length };
        return if proof.is_empty() && old == new { Ok(()) } else { Err(told) };
    }
    let whole = [*old];
    let (first, rest) = if from.is_power_of_two() {
        (&whole[0], proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    let (mut node, mut last) = (from - 1, to - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let (of_old, of_new) = climb(node, last, *first, rest)?;
    if of_old == *old && of_new == *new { Ok(()) } else { Err(ProofError::Rewritten) }
}

/// Goes from a node up to the root by the hashes beside the way, in a tree whose last node of that level is `last`: the
/// root over what stands left of the way and on it, and the root over everything.
fn climb(
    mut node: u64,
    mut last: u64,
    start: Hash,
    siblings: &[Hash],
) -> Result<(Hash, Hash), ProofError> {
    let (mut of_left, mut of_all) = (start, start);
    for sibling in siblings {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if node & 1 == 1 || node == last {
            of_left = node_hash(sibling, &of_left);
            of_all = node_hash(sibling, &of_all);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            of_all = node_hash(&of_all, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last == 0 { Ok((of_left, of_all)) } else { Err(ProofError::Length) }
}
