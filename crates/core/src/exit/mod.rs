//! Exit (退出): why an organization ends, its liquidation, what is collected from it (association
//! regulation art. 19–22; regulation on private non-enterprise units art. 16, 17; foundation regulation
//! art. 16–18, 33; charity law art. 17, 18; civil code art. 68–72, 95).
//!
//! Three acts lead through the liquidation (清算): the group is formed, creditors are told, the
//! liquidation ends with its report. Deregistration (注销登记) itself is a matter with the procedure
//! of all matters; its conditions stand in `registration/rules/deregistration.rs`.
//!
//! `special.rs` holds what is not the ordinary way: demands of the authorities, a city's simplified
//! deregistration.
//!
//! `state.rs` holds what is kept, `standing.rs` where that leaves an organization, `event.rs` what
//! happened, `fold.rs` what that makes of the state, `request.rs` what is handed in, `rules.rs` the
//! conditions, `remaining.rs` those on what is left.
//!
//! What may not enter: merger and split (`registration/succession.rs`), and penalties.

mod event;
mod fold;
mod remaining;
mod request;
pub mod rules;
mod special;
mod standing;
mod state;

pub use event::ExitEvent;
pub use fold::evolve;
pub use request::{AnnouncementInput, BeginLiquidation, ExitRequest};
pub use special::{Demand, DemandGround, DemandInput, Demanded, Pledge};
pub use standing::{ExitStage, Standing};
pub use state::{
    Announcement, Appointment, Collected, Conclusion, Disposal, Exit, ExitGround, Handed,
    Liquidation, Recipient, Report,
};
