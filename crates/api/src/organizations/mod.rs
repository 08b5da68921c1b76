//! Organizations: one, many, by name, as of a date, with their history; handing over a
//! certificate. What is read here is public; a token is not needed for it.

mod list;
mod search;
mod show;

pub use list::{batch_organizations, list_organizations};
pub use search::search_organizations;
pub use show::{
    deliver_certificate, get_organization, get_organization_history, get_organization_next_steps,
};
