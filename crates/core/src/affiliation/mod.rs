//! Affiliation (关系): the five relations between organizations and units, and how supervision passes
//! from one unit to another (outline item 十三; notice 民发〔2000〕41号; interim measures on private
//! non-enterprise units art. 15).
//!
//! Only supervision carries powers of consent, and an organization has one supervisory unit at most.
//! It begins and ends by registration; whoever gives notice stays responsible until another is
//! registered, so that nobody falls between. The other relations are told by the unit that takes
//! them.
//!
//! `state.rs` holds what a relation is, `request.rs` what is handed in, `event.rs` and `fold.rs` what
//! happened, `rules.rs` what must hold, `decoupled.rs` who may take over who was decoupled.
//!
//! What may not enter: what a hub is (`hub/`), and the procedure of an application for a transfer
//! (`registration/`, `case/`).

mod decoupled;
mod event;
mod fold;
mod request;
pub mod rules;
mod state;

pub(crate) use decoupled::{no_unit_any_more, not_back_under_a_department};
pub use event::{AffiliationEvent, EndOfSupervision};
pub use fold::evolve;
pub use request::{AffiliationRequest, ConfirmationList, MemberPlanInput, TransferHow};
pub use state::{
    CharterDue, EndingNotice, MemberPlan, PlannedStep, Relation, RelationKind, Suspension,
};
