//! Decoupling (脱钩): departments leave the role of supervisory unit, in batches, separated from each
//! organization in every dimension that the rules name (outline item 十三; plan 中办发〔2015〕39号; notice
//! 发改体改〔2019〕1063号).
//!
//! `checklist.rs` reads what must be separated, `programme.rs` holds programmes and batches,
//! `state.rs` a case (`status.rs` where it stands), `request.rs` what is handed in, `event.rs` and
//! `fold.rs` what happened, `rules.rs` what must hold for a case (`item_rules.rs` for its items and
//! signatures, `destination.rs` for where it goes), `programme_rules.rs` for programmes and departments
//! that keep the role.
//!
//! What may not enter: how supervision passes (`affiliation/`), dimensions by name (`checklists/`).

mod checklist;
mod destination;
mod event;
mod fold;
mod item_rules;
mod programme;
pub mod programme_rules;
mod request;
pub mod rules;
mod state;
mod status;

pub use checklist::{CheckItem, Checklist, Checklists, Destination, Dimension, SignerRole};
pub use event::DecouplingEvent;
pub(crate) use fold::ended;
pub use fold::evolve;
pub use programme::{
    Batch, Closure, Programme, ProgrammeEvent, ProgrammeInput, ProgrammeRequest, Share, ShareOf,
    Signer, SignerInput, evolve as evolve_programme,
};
pub use request::{
    DecouplingRequest, DestinationInput, ItemFinding, Listing, PlanInput, RecordedItem,
    RetentionRequest,
};
pub(crate) use rules::out_of_scope;
pub use state::{
    CaseNote, CaseOf, Completion, Decoupled, Decoupling, DecouplingPlan, DimensionState, Exemption,
    GoesTo, ItemEvidence, ItemOutcome, ItemState, Retention, Scope, Signature, Stuck, StuckGround,
};
pub use status::DecouplingStatus;
