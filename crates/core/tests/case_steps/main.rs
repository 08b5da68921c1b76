//! The steps of a case and the acts of office: what each produces, when it is due, and from
//! which state it may be taken at all.
//!
//! Serves the association regulation art. 9, 12, 23, the licensing law art. 32, 38, 44, 45
//! and the operating rules ZZ-1 to ZZ-7.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod clocks;
mod corrections;
mod endings;
mod filings;
mod folds;
mod import;
mod kinds;
mod matrix;
mod next_steps;
mod opinions;
mod requested;
mod separation;
mod succession;
mod units;
mod whole_life;
