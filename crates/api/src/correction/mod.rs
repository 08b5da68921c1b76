//! Corrections: what an entry should have said, what is called something else now, what is taken back, what a court
//! orders; and beforehand, how far each would reach.

mod acts;
mod read;

pub use acts::*;
pub use read::*;
