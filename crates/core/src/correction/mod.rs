//! Corrections (更正): what an entry of the register should have said, what is called something else now, what its
//! authority takes back, what a court orders.
//!
//! A stored entry is never rewritten. `entry.rs` holds an entry with its place, `replay.rs` folds entries as
//! they are known by now, `fields.rs` says what of an entry may be corrected, `reach.rs` what later rests on it,
//! `request.rs` what is handed in, `event.rs` what happened, `state.rs` what is kept of it, `rules.rs` the
//! conditions (licensing law art. 69; and the house's own where the law is silent).
//!
//! What may not enter: ways that the law has of its own (rescission, annulment of a penalty, removal from a list).

mod entry;
mod event;
mod fields;
mod fold;
mod reach;
mod replay;
mod request;
pub mod rules;
mod state;

pub use entry::{Recorded, of_same_act};
pub use event::{Consequences, CorrectionEvent, CorrectionGrounds, CourtReference};
pub use fields::{correctable, corrected_event, value_of};
pub use fold::evolve;
pub use reach::{OwnWay, RestingAct, reach, taken_back_by};
pub(crate) use reach::{room, set_last};
pub use replay::{Known, as_corrected, replay};
pub use request::{
    AnnulAct, AnnulmentGround, ApproveBackdating, ChangeFact, CorrectRecord, CorrectedField,
    CorrectionRequest, CourtOrder, Does, EnforceCourtOrder, EntryCorrection, FactChange, FactItem,
    RestingAnswer, RestingBecomes, TakenBack,
};
pub use state::{BackdatingApproval, Correction, CorrectionKind, Corrections, PublicCorrection};
