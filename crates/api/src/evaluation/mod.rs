//! Evaluation: rounds, applications, ballots, grades and what they are good for.

mod acts;
mod read;

pub use acts::*;
pub use read::*;
