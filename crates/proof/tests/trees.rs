//! Trees of every small size: what is made is believed, what is changed is not, and the ways to a root agree.

#![allow(clippy::unwrap_used, missing_docs)]

use std::convert::Infallible;

use proptest::prelude::*;
use shuniu_proof::{
    Frontier, Hash, Nodes, TILE_WIDTH, Tile, check_consistency, check_inclusion, consistency_proof,
    inclusion_proof, leaf_hash, node_hash, root, subtree,
};

/// A log in memory; its nodes are computed from the leaves.
struct Leaves(Vec<Hash>);

impl Leaves {
    fn new(size: u64) -> Self {
        Self((0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect())
    }
}

impl Nodes for Leaves {
    type Error = Infallible;

    fn node(&mut self, level: u32, index: u64) -> Result<Hash, Infallible> {
        let from = usize::try_from(index << level).unwrap();
        Ok(subtree(&self.0[from..from + (1 << level)]))
    }
}

/// The root by the words of the standard: split at the largest power of two below the size.
fn by_the_standard(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_nothing(),
        [one] => *one,
        many => {
            let mut left = 1;
            while left * 2 < many.len() {
                left *= 2;
            }
            node_hash(&by_the_standard(&many[..left]), &by_the_standard(&many[left..]))
        }
    }
}

#[test]
fn every_way_to_a_root_is_that_of_the_standard() {
    let mut frontier = Frontier::default();
    assert_eq!(frontier.root(), Hash::of_nothing());
    for size in 0..=70 {
        let mut leaves = Leaves::new(size);
        let wanted = by_the_standard(&leaves.0);
        assert_eq!(root(&mut leaves, size), Ok(wanted), "{size}");
        assert_eq!((frontier.size(), frontier.root()), (size, wanted));
        frontier.push(leaf_hash(&size.to_be_bytes()));
    }
}

#[test]
fn every_proof_of_small_trees_holds_and_no_other_leaf_or_root() {
    let mut leaves = Leaves::new(40);
    for size in 1..=40 {
        let head = root(&mut leaves, size).unwrap();
        for index in 0..size {
            let proof = inclusion_proof(&mut leaves, index, size).unwrap();
            let at = |index: u64| leaves.0[usize::try_from(index).unwrap()];
            let check = |leaf: Hash, index, size| {
                check_inclusion(&leaf, index, size, &proof, &head).is_ok()
            };
            assert!(check(at(index), index, size));
            assert!(!check(leaf_hash(b"other"), index, size));
            assert!(index + 1 == size || !check(at(index), index + 1, size));
            assert!(!check(at(index), size, size), "beyond the tree");
        }
        for from in 1..=size {
            let old = root(&mut leaves, from).unwrap();
            let proof = consistency_proof(&mut leaves, from, size).unwrap();
            assert_eq!(check_consistency(from, &old, size, &head, &proof), Ok(()), "{from} {size}");
            let other = leaf_hash(b"other");
            assert!(check_consistency(from, &other, size, &head, &proof).is_err());
            assert!(check_consistency(from, &old, size, &other, &proof).is_err());
        }
    }
}

#[test]
fn a_rewritten_leaf_is_no_longer_the_beginning() {
    let (mut honest, mut rewritten) = (Leaves::new(20), Leaves::new(33));
    rewritten.0[4] = leaf_hash(b"rewritten");
    let old = root(&mut honest, 20).unwrap();
    let new = root(&mut rewritten, 33).unwrap();
    let proof = consistency_proof(&mut rewritten, 20, 33).unwrap();
    assert!(check_consistency(20, &old, 33, &new, &proof).is_err());
}

#[test]
fn tiles_have_the_paths_of_the_specification() {
    for (path, level, index, width) in [
        ("0/000", 0, 0, TILE_WIDTH),
        ("0/x001/x234/067", 0, 1_234_067, TILE_WIDTH),
        ("0/x001/x234/067.p/8", 0, 1_234_067, 8),
        ("7/999.p/255", 7, 999, 255),
        ("1/x001/000", 1, 1000, TILE_WIDTH),
    ] {
        let tile = Tile { level, index, width };
        assert_eq!((tile.to_string().as_str(), Tile::parse(path)), (path, Some(tile)));
    }
    for path in [
        "",
        "0",
        "0/",
        "0/0",
        "0/00",
        "8/000",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/",
        "00/000",
        "0/001/000",
        "0/x000/001",
        "0/x001",
        "-1/000",
        "0/000/",
        "0/x001/x234/067.p/08",
        "0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(Tile::parse(path), None, "{path}");
    }
    assert_eq!(Tile::parse_entries("x001/234").map(|t| t.index), Some(1234));
    // A tree of 600 leaves: two full tiles, one of 88, and one of 2 above them.
    for (level, index, width, there) in [
        (0, 1, 256, true),
        (0, 2, 88, true),
        (0, 2, 89, false),
        (0, 2, 256, false),
        (1, 0, 2, true),
        (1, 0, 3, false),
        (2, 0, 1, false),
    ] {
        assert_eq!(Tile { level, index, width }.is_in(600), there, "{level}/{index}.p/{width}");
    }
    let hashes = Leaves::new(3).0;
    assert_eq!(Tile::hashes(&Tile::bytes(&hashes)), Some(hashes.clone()));
    assert_eq!(Tile::hashes(&[0; 33]), None);
    let entries = Tile::entry_bytes(&hashes);
    assert_eq!((entries.len(), &entries[..2], &entries[34..36]), (102, &[0, 32][..], &[0, 32][..]));
    assert_eq!(Tile::entries(&entries), Some(hashes));
    assert_eq!((Tile::entries(&entries[1..]), Tile::entries(&[0; 34])), (None, None));
}

proptest! {
    #[test]
    fn no_changed_proof_of_inclusion_is_believed(
        size in 2_u64..300, at in 0_u64..300, place in 0_usize..12, bit in 0_u8..=255,
    ) {
        let mut leaves = Leaves::new(size);
        let index = at % size;
        let head = root(&mut leaves, size).unwrap();
        let leaf = leaves.0[usize::try_from(index).unwrap()];
        let proof = inclusion_proof(&mut leaves, index, size).unwrap();
        prop_assert!(check_inclusion(&leaf, index, size, &proof, &head).is_ok());
        let mut changed = proof.clone();
        let place = place % changed.len();
        changed[place].0[usize::from(bit >> 3)] ^= 1 << (bit & 7);
        prop_assert!(check_inclusion(&leaf, index, size, &changed, &head).is_err());
        let mut longer = proof.clone();
        longer.push(leaf);
        prop_assert!(check_inclusion(&leaf, index, size, &longer, &head).is_err());
        prop_assert!(check_inclusion(&leaf, index, size, &proof[1..], &head).is_err());
    }
}
