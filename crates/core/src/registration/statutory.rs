//! Approval of a body that is a legal person by statute (依照法律规定，自批准成立之日起即具有法人资格的
//! 社会团体; association regulation art. 15).
//!
//! What may not enter: conditions; they are rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The approval that made the body a legal person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StatutoryApproval {
    /// The day of the approval; from then on the body is a legal person.
    pub approved_on: NaiveDate,
    /// Who approved it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub authority: String,
    /// Number of the approval.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub number: String,
    /// The statute by which the approval makes it a legal person, with its article.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub statute: String,
}
