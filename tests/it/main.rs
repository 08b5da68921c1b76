//! Whole-system tests: a server of one's own, over HTTP, on both databases.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::expect_used)]

mod access;
mod annual;
mod contract;
mod credit;
mod decoupling;
mod decoupling_figures;
mod evaluation;
mod exit;
mod filings;
mod hubs;
mod illegal_names;
mod import;
mod kinds;
mod licences;
mod lists;
mod moving;
mod name_changes;
mod names;
mod openapi;
mod oversight_access;
mod penalty;
mod races;
mod real_names;
mod refusals;
mod relations;
mod requested;
mod roll;
mod sessions;
mod succession;
mod support;
mod sweep;
mod time_travel;
mod tour;
mod transfers;
mod walls;
