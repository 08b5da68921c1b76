//! An application for another supervisory unit (变更业务主管单位; interim measures on private
//! non-enterprise units art. 15).
//!
//! What may not enter: conditions; they are rules.

use serde::{Deserialize, Serialize};

use super::CharterAmendment;
use crate::unit::UnitId;

/// What is applied for: the unit that takes over, and the charter that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupervisionTransfer {
    /// The unit that takes over; its consent is an act of the case.
    pub to: UnitId,
    /// The charter as it was adopted.
    pub charter: CharterAmendment,
}
