//! Oversight: annual reports and inspections, who is overdue, warnings.

mod acts;
mod read;

pub use acts::*;
pub use read::*;
