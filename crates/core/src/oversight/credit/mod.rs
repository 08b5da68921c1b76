//! Credit (信用): the list of abnormal activity and the list of serious violations; letters, notices,
//! objections, listing, removal, repair; what that means for others (measures on credit information of
//! social organizations art. 10–23; credit repair measures art. 8–14; government procurement law
//! art. 22).
//!
//! Being on the list of abnormal activity is no penalty, and has its own hearing (trap 19).
//!
//! `grounds.rs` holds the grounds, `state.rs` what is kept, `event.rs` what happened, `fold.rs` what that
//! makes of the state, `request.rs` what is handed in; the conditions stand in `rules.rs` (listing),
//! `penalties.rs` (what rests on penalties), `removal.rs` (removal, repair) and `standing.rs` (what others are told).
//!
//! What may not enter: how penalties are decided (`oversight/penalty/`); they are stated here.

mod event;
mod fold;
mod grounds;
mod penalties;
mod removal;
mod request;
pub mod rules;
mod standing;
mod state;

pub use event::CreditEvent;
pub(crate) use fold::ended;
pub use fold::evolve;
pub use grounds::ListingGround;
pub use request::{
    ApplyForRemoval, CreditRequest, ExistingListing, ListInput, NotifyListing, ObjectToListing,
    RemoveFromList, RepairCredit, WaiveListing,
};
pub use standing::{
    CreditStanding, Display, Purpose, STANDING_RULES, credit_standing, displays, repair_from,
    time_passes,
};
pub use state::{
    Credit, CreditEntry, CreditList, ExistingSource, Letter, ListedGround, ListingNotice,
    Objection, PastListing, RemovalApplication, RemovalReason, StatedPenalty, StatedPenaltyKind,
    Waived,
};
