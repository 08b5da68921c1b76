//! Organizations: one, many, by name, as of a date, with their history; handing over a
//! certificate. Reading needs no token, but for the views of agencies and of the offices.

mod acts;
mod list;
mod search;
mod show;

pub use list::{batch_organizations, list_organizations};
pub use search::search_organizations;
pub use show::{
    get_organization, get_organization_history, get_organization_next_steps, get_organization_view,
};

pub use acts::{
    deliver_certificate, file_for_the_record, issue_duplicate, reissue_certificate,
    report_certificate_loss,
};
