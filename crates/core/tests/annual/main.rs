//! Annual reports and inspections: who files by when, what a report is held to, who reviews, what is
//! concluded, rectified, adjusted, published, missed, warned of.
//!
//! Serves association regulation art. 28, regulation on private non-enterprise units art. 23, foundation
//! regulation art. 20, 21, 29, 36, 38, the three measures on annual inspection, charity law art. 61, the
//! rules on spending of 2016 and 2026, measures on disclosure art. 6. Outcomes and numbers are
//! written here once more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod calendars;
mod cast;
mod conclusions;
mod figures;
mod filing;
mod spending;
mod watch;
