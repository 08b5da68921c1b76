//! Changes are pushed: watch lists say which, webhooks whereto; what waits and what failed can be seen and replayed.
//!
//! Delivery is at least once, in order for each organization, unit and so on; each message has an id by which a
//! receiver drops what comes twice (Standard Webhooks). A position of the log joins the feed and what is
//! pushed.
//!
//! `watch.rs` holds watch lists, `webhook.rs` webhooks as their owners see them, `deliver.rs` what a
//! server does with them, `message.rs` what is sent and how it is signed.
//!
//! What may not enter: HTTP; whoever sends hands back what came of it.

mod deliver;
mod message;
mod watch;
mod webhook;

pub use deliver::{Outcome, Pushed};
pub use message::{Message, sign_message};
pub use watch::WatchList;
pub use webhook::{DeliveryView, Replay, Webhook, WebhookInput};

use crate::{ChangeFilter, Registry, RegistryError};

/// Most watch lists and webhooks of an account.
const MOST: usize = 100;

impl Registry {
    /// Whether a filter can be meant: kinds that there are, a division, a unit of the register.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`], naming the field.
    pub fn check_filter(&self, filter: &ChangeFilter) -> Result<(), RegistryError> {
        filter.check()?;
        let Some(hub) = &filter.hub else { return Ok(()) };
        match self.unit(hub) {
            Err(RegistryError::NotFound(_)) => {
                let zh = format!("登记簿中没有单位 {hub}");
                let en = format!("there is no unit {hub} in the register");
                Err(RegistryError::malformed("hub", zh, en))
            }
            other => other.map(|_| ()),
        }
    }

    /// A filter with the organizations that it names by code under their identifiers.
    fn resolved(&self, mut filter: ChangeFilter) -> Result<ChangeFilter, RegistryError> {
        // The filter is a part of what was handed in.
        self.check_filter(&filter).map_err(|error| match error {
            RegistryError::Malformed { field, message } => {
                RegistryError::Malformed { field: format!("filter.{field}"), message }
            }
            other => other,
        })?;
        let named: Vec<String> = std::mem::take(&mut filter.organizations).into_iter().collect();
        let (found, missing) = self.organizations_by_code(&named)?;
        if let Some(first) = missing.first() {
            let zh = format!("登记簿中没有 {first}");
            let en = format!("there is no {first} in the register");
            return Err(RegistryError::malformed("filter.organizations", zh, en));
        }
        filter.organizations = found.into_iter().map(|found| found.id).collect();
        Ok(filter)
    }
}
