//! The one catalogue of acts: what can be done, by whom, from which state, under which rules.
//!
//! Next lawful steps, the permission check, the published list of acts and the API's
//! documentation are all read from here. A new act starts with a row in `catalogue.rs` (its form:
//! `row.rs`), those on hubs, on relations, of decoupling, of exit, of oversight, on penalties and of
//! evaluation in `hub_acts.rs`, `affiliation_acts.rs`, `decoupling_acts.rs`, `exit_acts.rs`, `oversight_acts.rs`,
//! `penalty_acts.rs` and `evaluation_acts.rs`; the ids stand in `ids.rs`; what can be applied for has a row in `matters.rs`, and its longer lists of rules in `matter_rules.rs` (`docs/adding-an-act.md` is the checklist).
//!
//! What may not enter: conditions (they are rules) and numbers (they are parameters).

mod affiliation_acts;
mod catalogue;
mod clock;
mod correction_acts;
mod decoupling_acts;
mod evaluation_acts;
mod exit_acts;
mod hub_acts;
mod ids;
mod kind;
mod matter_rules;
mod matters;
mod next_steps;
mod oversight_acts;
mod penalty_acts;
mod request;
mod row;

pub use catalogue::CATALOGUE;
pub use clock::Clock;
pub use kind::ActKind;
pub use matters::{CountsFrom, MATTERS, Matter, MatterKind, Rules};
pub use next_steps::{
    NextStep, NextStepsError, StepState, case_next_steps, organization_next_steps,
    programme_next_steps, unit_next_steps,
};
pub use request::{ActRequest, ExistingRecord, NewUnit};
pub use row::{Act, DocumentIssued, Starts, Target};

/// One list after the other, so that the second is written once; `filler` is replaced.
const fn joined<T: Copy, const N: usize>(first: &[T], second: &[T], filler: T) -> [T; N] {
    let mut all = [filler; N];
    let (head, tail) = all.split_at_mut(first.len());
    head.copy_from_slice(first);
    tail.copy_from_slice(second);
    all
}
