//! Cases: opening, reading, worklists, and every step, one POST per act.

mod acts;
mod perform;
mod read;

pub use acts::{
    accept_application, amend_application, approve_establishment, decline_acceptance,
    decline_consent, examine_application, exclude_period, give_consent, lapse_application,
    open_establishment, refuse_establishment, request_correction, submit_application,
    withdraw_application,
};
pub use perform::perform;
pub use read::{get_case, get_case_next_steps, list_cases};
