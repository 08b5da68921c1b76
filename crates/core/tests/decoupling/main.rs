//! Decoupling: programmes and batches, the life of a case, who signs what, where an organization goes,
//! who may be an officer afterwards and who may not take it back.
//!
//! Serves the outline (item 十三), the plan 中办发〔2015〕39号, the notice 发改体改〔2019〕1063号 and the
//! measures 民发〔2015〕166号. Outcomes and numbers are written here once more, independently of the
//! rulebook and the checklists.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod afterwards;
mod cast;
mod completion;
mod destination;
mod items;
mod life;
mod people;
mod programmes;
mod steps;
