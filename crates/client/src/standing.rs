//! Whether an organization stands well for a purpose, such as public purchasing, with the law on either side.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    act::Finding,
    ask::{Client, encoded},
    error::ClientError,
};

/// The answer for one purpose and day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Standing {
    /// The day.
    pub on: NaiveDate,
    /// Whether nothing stands against it.
    pub good: bool,
    /// The rules that may stand against it, with what was found of each; those that are `violated` do.
    pub against: Vec<Finding>,
    /// What the law gives it beyond.
    pub incentives: Vec<Finding>,
}

impl Client {
    /// Asks for a purpose (`purchase` and the others that `GET /organizations/{id}/standing` describes), today or on a day.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn standing(
        &self,
        organization: &str,
        purpose: &str,
        as_of: Option<NaiveDate>,
    ) -> Result<Standing, ClientError> {
        let day = as_of.map(|day| format!("&as_of={day}")).unwrap_or_default();
        let id = encoded(organization);
        self.get(&format!("/organizations/{id}/standing?for={}{day}", encoded(purpose)))
    }
}
