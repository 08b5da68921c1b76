//! The law as data: the rulebook is whole, each of its rules has code and is used, no number
//! of the law stands in the code beside a rule, and a broken or laxer file is refused.
//!
//! Serves design §3 "Rules cite law" and §8.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod broken;
mod literals;
mod local;
mod whole;
