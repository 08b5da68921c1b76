//! Hubs and the relations of organizations with units: each rule at, below and above its limit; the
//! life of a hub; supervision that passes from one unit to another without anybody between two.
//!
//! Serves the interim measures on hubs (art. 1–4), notices 民发〔2000〕41号 and 民办函〔2019〕53号, and
//! the interim measures on private non-enterprise units art. 15. Outcomes and numbers are written
//! here once more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod cast;
mod life;
mod numbers;
mod plans;
mod proposals;
mod relations;
mod standing;
mod steps;
mod transfer;
