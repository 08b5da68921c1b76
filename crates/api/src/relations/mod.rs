//! Relations of organizations with units: what a unit takes or ends for itself, notice of a
//! supervisory unit, transfer by list, plans for members of a hub that falls away, and who stood
//! where on a day.

mod acts;
mod input;
mod many;
mod read;

pub use acts::*;
pub use many::*;
pub use read::*;
