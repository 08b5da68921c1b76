//! Exit: grounds, the liquidation step by step, what is left, what is collected, deregistration, and
//! what ends with an organization.
//!
//! Serves association regulation art. 19–22, regulation on private non-enterprise units art. 16, 17,
//! foundation regulation art. 16–18, 33, charity law art. 18 and civil code art. 69–72, 95. Outcomes
//! and numbers are written here once more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod cast;
mod deregistration;
mod life;
mod remaining;
mod special;
mod steps;
