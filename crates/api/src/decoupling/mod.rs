//! Decoupling (脱钩): programmes, the cases of organizations, departments that keep the role for now,
//! and the figures, each with the list that yields it.
//!
//! What may not enter: conditions and words of the law; they come with the answer of the core.

mod acts;
mod figures;
mod input;
mod programmes;
mod read;
mod retention;

pub use acts::*;
pub use figures::*;
pub(crate) use input::AmendmentInput;
pub use programmes::*;
pub use read::*;
pub use retention::*;
