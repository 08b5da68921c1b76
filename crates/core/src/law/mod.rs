//! Law as data: which regulation, which version, which article, which number on which day.
//!
//! The facts stand in `crates/core/rulebook/*.toml`, one file per regulation. This room reads
//! them, picks what is in force on the date of an act, and records the outcome of each rule
//! as a [`Finding`] that stays readable after the law has changed.
//!
//! What may not enter: any number of the law, and the conditions themselves; those stand with
//! the chapter that they guard (for example `registration/rules`).

mod finding;
mod parameter;
mod rule;
mod rulebook;
pub mod share;

pub use finding::{Citation, Fact, Finding, Outcome, ParameterUsed, Verdict};
pub use parameter::{Numbers, Parameter, ParameterValue, Stricter};
pub use rule::{Rule, RuleText, examine};
pub use rulebook::{Law, Mark, Regulation, RulebookError, Version};
