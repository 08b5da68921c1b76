//! Penalties: what may be decided by which law of which day, that nobody is punished untold and unheard, what
//! delivery takes and annulment gives back, what is owed, what the sweep proposes.
//!
//! Serves the administrative penalty law art. 36–73, the provisions on the procedure of penalties by registrars of
//! social organizations, association regulation art. 29–33, the regulation on private non-enterprise units
//! art. 24–28, foundation regulation art. 41–44, charity law art. 109, 110. Outcomes and numbers are written here
//! once more, independently of the rulebook.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../support/mod.rs"]
mod support;

mod aftermath;
mod cast;
mod fairness;
mod listings;
mod lists;
mod substance;
