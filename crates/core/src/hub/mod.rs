//! Hubs (“枢纽型”社会组织): nominated, recognized by the leading group, authorized by a government,
//! assessed, and withdrawn (outline items 十三, 十四; interim measures of 2009, art. 1–4).
//!
//! Recognition and authorization are two acts by two bodies, and only authorization lets a hub
//! supervise. What a hub is stands in the state of its unit, so that a withdrawal and whatever else
//! concerns the unit are settled in one order. Bodies beside the register can be hubs; so the code
//! of a hub may begin with any department's character.
//!
//! `state.rs` holds what a hub is, `request.rs` what is handed in, `event.rs` and `fold.rs` what
//! happened, `rules.rs` what must hold, `bearer.rs` what follows when its own organization ends.
//!
//! What may not enter: the members; their relations stand on their own streams.

pub mod bearer;
mod event;
mod fold;
mod request;
pub mod rules;
mod state;

pub use event::HubEvent;
pub use fold::evolve;
pub use request::{AuthorizationInput, Decided, HubRequest, Nomination};
pub use state::{
    Assessment, AssessmentOutcome, Authorization, Evidence, Hub, HubCondition, HubLevel, HubRoute,
    HubStatus, Power, Publicity, Recognition, Rectification, Review, Withdrawal, WithdrawalGround,
};
