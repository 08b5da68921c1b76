//! Evaluation: who may be evaluated and when, sheets and scores, the committee's ballot, publicity and review, when a
//! grade runs, follow-up and check, what a grade is good for, what the sweep proposes.
//!
//! Serves order 82 art. 7–35 and, before 2026-03-01, order 39 art. 6–31. Outcomes and numbers are written here once
//! more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod ballot;
mod cast;
mod eligibility;
mod grades;
mod sheets;
mod steps;
