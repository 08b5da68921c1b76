//! Proofs: the signed head of the log and its tree in tiles (C2SP), proofs that an entry is in it and that it was
//! only added to, and signed statements about organizations.
//!
//! `keys.rs` holds the keys that sign, `log.rs` heads, tiles and proofs, `statement.rs` statements,
//! `paper/` their print.
//!
//! What may not enter: how the tree is built (`shuniu-proof`) and where it is kept (the store).

mod keys;
mod log;
mod paper;
mod statement;

pub use keys::{LogKeyError, LogKeys};
pub use log::*;
pub use paper::{PaperError, Printing};
pub use statement::*;
