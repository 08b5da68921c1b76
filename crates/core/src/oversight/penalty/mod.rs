//! Administrative penalties (行政处罚): the case from filing to its last day, and the rescission of a
//! registration that goes the same way (administrative penalty law; provisions on the procedure of penalties by
//! registrars of social organizations; association regulation art. 29–33 and its neighbours).
//!
//! `breach.rs` holds grounds and measures, `state.rs` what is kept of a case and `parts.rs` what that is made of,
//! `event.rs` what happened, `fold.rs` what that makes of the state, `request.rs` what is handed in, `money.rs` what
//! is to be paid; the conditions stand in `substance.rs` (what may be decided), `rules.rs` (how), `fairness.rs` (that
//! nobody is punished untold and unheard) and `aftermath.rs` (what follows).
//!
//! What may not enter: bans of bodies that were never registered; they stand on the roll (`roll/`).

mod aftermath;
mod breach;
mod event;
mod fairness;
mod fold;
mod money;
mod parts;
mod request;
pub mod rules;
mod state;
mod substance;

pub use breach::{Breach, BreachGround, FineBase, Measure, PenaltyBasis};
pub use event::PenaltyEvent;
pub(crate) use fold::ended;
pub use fold::{evolve, forget};
pub use money::{Dues, dues};
pub use parts::{
    AnnulledBy, Annulment, CaseEvidence, ExcludedTime, ExclusionReason, Extension, Hearing,
    LegalReview, Payment, PenaltyDecision, PenaltyDrop, PenaltyNotice, PenaltyStatement, Remedy,
    RemedyKind, RemedyOutcome, Service, Taken,
};
pub use request::{
    AnnulPenalty, DecidePenalty, DropPenalty, EndRemedy, EvidenceInput, ExcludePenaltyTime,
    ExtendPenalty, FilePenaltyCase, HoldHearing, NotifyPenalty, PayPenalty, PenaltyRequest,
    PenaltyStep, RecordedPenalty, ResumeActivity, ReviewPenalty, SealAway, SeekRemedy,
    ServePenalty, SettleEvidence, StatePenalty,
};
pub use state::{Penalties, PenaltyCase, PenaltyStage};
