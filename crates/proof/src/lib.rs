//! Proofs about the register's log, and their check: what an agency, a court or a witness needs to see for
//! itself that nothing in the log was changed, left out or put in later.
//!
//! The tree is that of RFC 6962 (section 2.1); its leaves are the hashes of the log's entries, 32 bytes each,
//! so that a proof tells nothing of what an entry says. Tree heads are published as C2SP checkpoints
//! (c2sp.org/tlog-checkpoint) in C2SP signed notes (c2sp.org/signed-note), the tree as C2SP tiles
//! (c2sp.org/tlog-tiles).
//!
//! `hash.rs` holds the three hashes, `tree.rs` roots and how proofs are made, `check.rs` how they are checked,
//! `tile.rs` the tiles, `note.rs` signed notes, `checkpoint.rs` tree heads, `statement.rs` what the
//! register states of an organization and whoever has it can check, `brief.rs` the same for a
//! QR code, `headed.rs` how both are signed.
//!
//! What may not enter: I/O, a clock, and everything else of the register. Whoever checks a proof should have
//! to read this crate and nothing more.

#![forbid(unsafe_code)]

mod brief;
mod check;
mod checkpoint;
mod hash;
mod headed;
mod note;
mod statement;
mod tile;
mod tree;

pub use brief::Brief;
pub use check::{ProofError, check_consistency, check_inclusion};
pub use checkpoint::Checkpoint;
pub use hash::{Hash, leaf_hash, node_hash};
pub use headed::{headed, signed_line};
pub use note::{NoteError, NoteSigner, NoteVerifier, SignedNote};
pub use statement::{Bundle, BundleError, Checked, Statement};
pub use tile::{TILE_WIDTH, Tile};
pub use tree::{Frontier, Nodes, consistency_proof, inclusion_proof, root, subtree};
