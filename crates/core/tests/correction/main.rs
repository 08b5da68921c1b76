//! Corrections: what an entry should have said counts from where it should always have counted; what does not hold
//! never did; what rests on either is answered for; how far back each may reach.
//!
//! Serves licensing law art. 69 and the house's rules on corrections. Outcomes and numbers are written here once
//! more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod backdating;
mod cast;
mod record;
mod taking_back;
