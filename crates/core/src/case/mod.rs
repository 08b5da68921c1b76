//! The procedure that all applications share (登记程序): from draft to decision, with its
//! clocks and its separation of duties.
//!
//! Serves the administrative licensing law art. 32, 38, 44, 45 and the clocks of the
//! regulations (association regulation art. 12 ¶1). The state is built by [`evolve`] from
//! events; `rules.rs` holds the conditions on steps and persons; `clock.rs` computes what is
//! due.
//!
//! What may not enter: conditions on the content of an application (they stand with their
//! chapter) and numbers of the law.

mod clock;
pub(crate) mod event;
mod fold;
pub mod rules;
mod state;

pub use clock::{Due, start_clock};
pub use event::{
    CaseEvent, CorrectionItem, Examination, ExcludedPeriod, FieldChange, NotMet, Opinion, Remedies,
    changed_fields,
};
pub use fold::{SILENCE, evolve};
pub use state::{Case, CaseStatus, Step};
