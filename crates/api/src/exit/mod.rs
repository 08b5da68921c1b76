//! Exit: the steps of a liquidation, what is collected, who is on the way out and gone. Deregistration
//! is applied for as other matters are (`POST /organizations/{id}/cases`).

mod acts;
mod read;

pub use acts::*;
pub use read::*;
