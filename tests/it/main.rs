//! Whole-system tests: a server of one's own, over HTTP, on both databases.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod support;
mod tour;
