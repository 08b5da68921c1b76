//! Hubs (“枢纽型”社会组织): what anyone may read of them, and the acts of the leading group's office
//! and of governments on them.

mod acts;
mod input;
mod read;

pub use acts::*;
pub use read::*;
