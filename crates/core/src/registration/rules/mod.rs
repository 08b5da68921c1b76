//! The conditions for establishing an association, one file per group.
//!
//! Each function takes the situation and the numbers in force and gives an outcome; the id in
//! front of it is the key of its text and article in the rulebook. No number of the law may
//! stand here: a test reads these files and fails on one.

mod conditions;
mod name;
mod papers;
mod persons;
mod route;

use super::Situation;
use crate::law::Rule;

/// Every content rule of this chapter, group by group.
pub const RULES: &[&[Rule<Situation>]] =
    &[conditions::RULES, name::RULES, papers::RULES, persons::RULES, route::RULES];
