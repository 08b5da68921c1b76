//! What is stated with an application for deregistration (注销登记; association regulation art. 21;
//! regulation on private non-enterprise units art. 17; foundation regulation art. 18). Why the
//! organization ends and what its liquidation came to is on its record already.
//!
//! What may not enter: conditions; they are rules.

use serde::{Deserialize, Serialize};

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deregistration {
    /// Who signed the application: the legal representative, or who leads the group.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub signed_by: String,
    /// What is to be said, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub statement: Option<String>,
}
