//! Cases: opening, reading, worklists, and every step, one POST per act.

mod acts;
mod perform;
mod read;
mod under_way;

pub use acts::{
    accept_application, amend_application, amend_request, approve_application, decline_acceptance,
    decline_consent, examine_application, exclude_period, extend_decision, give_consent,
    lapse_application, open_establishment, open_on_organization, refuse_application,
    request_correction, submit_application, withdraw_application,
};
pub use perform::perform;
pub use read::{get_case, get_case_next_steps, list_cases};
pub use under_way::UnderWay;
