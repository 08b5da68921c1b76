//! The two lists of credit: what is told before, grounds, letters, restarts, moving from one to the other,
//! removal, repair, what others are told, entries of older registers.
//!
//! Serves the measures on credit information art. 10–23, the credit repair measures art. 8–14 and government
//! procurement law art. 22. Outcomes and numbers are written here once more, independently of
//! the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod cast;
mod listing;
mod penalties;
mod proposals;
mod removal;
mod standing;
