//! Registration (登记): entering an organization into the register.
//!
//! Serves the association regulation art. 2–14, the name measures (order 69) and the direct
//! registration policy. `application.rs` is what founders state, `situation.rs` the facts a
//! decision is taken on, `rules/` one file per group of conditions.
//!
//! What may not enter: the steps of the procedure (`case`), and numbers of the law (rulebook).

mod application;
mod name_parts;
pub mod rules;
mod situation;

pub use application::{
    Conviction, DirectBasis, Document, DocumentKind, EstablishmentApplication, Founder, Officer,
    Person, Post, Reach, Route,
};
pub use name_parts::{NameParts, division_names};
pub use situation::Situation;
