//! Oversight: annual reports and inspections, who is overdue, warnings; the lists of credit and what others
//! ask of them; penalties.

mod acts;
mod credit_acts;
mod credit_read;
mod penalty_acts;
mod penalty_read;
mod proposals;
mod read;

pub use acts::*;
pub use credit_acts::*;
pub use credit_read::*;
pub use penalty_acts::*;
pub use penalty_read::*;
pub use proposals::*;
pub use read::*;
