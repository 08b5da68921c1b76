//! The store of the register: the log, the read models and the claims, on SQLite or PostgreSQL.
//!
//! This crate is the only place that knows Diesel. What it offers is plain: row structs, and
//! functions that read or write them inside a transaction somebody else opened. No rule of law
//! lives here, no date is read from a clock and no identifier invented: dates, numbers and hashes of
//! secrets are handed in.
//!
//! - [`Store::read`]: one consistent snapshot.
//! - [`Store::write`]: one act. Acts of all threads and processes are put in one order by the head
//!   of the log, and acts that arrive together share one durable commit.
//! - [`Store::operate`]: a small write that is not an act (accounts, tokens, audit).
//!
//! **Time.** A `NaiveDate` is a local legal date. A `NaiveDateTime` is an instant in UTC with
//! microseconds; hand in no finer ones, PostgreSQL would not give them back. A validity ends on
//! the first day on which it no longer holds: `valid_from <= day < valid_to`.
//!
//! **Errors.** Every function that asks the database fails with [`StoreError`], whose variants say
//! what the caller may do. A function names errors in its own description only where it gives one
//! a particular meaning.
#![forbid(unsafe_code)]
#![allow(
    clippy::missing_errors_doc,
    reason = "all fail with StoreError, explained once above; eighty sections would repeat it"
)]
#![cfg_attr(
    test,
    allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")
)]

mod access;
mod accounts;
mod annual;
mod audit;
mod beside;
mod cases;
pub mod chain;
mod claims;
mod connection;
mod copy;
mod counters;
mod decouplings;
mod error;
mod evaluations;
mod exits;
mod filter;
mod forget;
mod grades;
mod group;
mod hubs;
mod idempotency;
mod identities;
mod kept;
mod listings;
mod log;
mod migrate;
mod name_keys;
mod names;
mod notices;
mod organizations;
mod penalties;
mod posts;
mod programmes;
mod projection;
mod proposals;
mod rebuild;
mod refresh_tokens;
mod relations;
mod remembered;
mod roll;
mod schema;
mod store;
mod together;
mod transaction;
mod tree;
mod units;
mod view;
mod webhooks;

pub use access::{Operator, Reader, Writer};
pub use accounts::AccountRow;
pub use annual::{
    AnnualFilter, AnnualYearRow, CountedYears, NamedOrganization, WarningFilter, WarningRow,
};
pub use audit::{AuditFilter, AuditRow, NewAuditRow};
pub use beside::{AnswerRow, Beside};
pub use cases::{CaseFilter, CaseRow, NO_DUE_DATE};
pub use chain::{
    ChainBreak, ChainFault, ChainReport, GENESIS_HASH, check_link, link_hash, verify_chain,
};
pub use claims::Claim;
pub use decouplings::{
    CountBy, Counted, DecouplingFilter, DecouplingRow, DimensionRow, ListedDecoupling, Supervising,
};
pub use error::{Constraint, StoreError};
pub use evaluations::{CountedEvaluations, EvaluationFilter, EvaluationRow};
pub use exits::{CountedExits, ExitFilter, ExitRow, ListedExit};
pub use grades::{CountedGrades, GradeFilter, GradeRow};
pub use group::Verdict;
pub use hubs::{HubFilter, HubRow};
pub use idempotency::StoredAnswer;
pub use identities::IdentityRow;
pub use listings::{CountedListings, ListingFilter, ListingRow};
pub use log::{Entry, Head, NewEntry};
pub use name_keys::{KeyedName, NameKeyRow};
pub use names::{GramQuery, NameHit, NameRow, NameScope};
pub use notices::{NoticeFilter, NoticeRow};
pub use organizations::{DocumentRow, ListedOrganization, OrganizationFilter, OrganizationRow};
pub use penalties::{CountedPenalties, PenaltyFilter, PenaltyRow};
pub use posts::PostRow;
pub use programmes::ProgrammeRow;
pub use projection::{Known, recorded, waiting_department, waiting_signer};
pub use proposals::{Named, ProposalFilter, ProposalRow, SweepRow};
pub use refresh_tokens::RefreshTokenRow;
pub use relations::{MemberRow, RelationFilter, RelationRow};
pub use roll::{RollFilter, RollRow};
pub use store::{Backend, Options, Store};
pub use units::{UnitFilter, UnitRow};
pub use webhooks::{DeliveryRow, WatchListRow, WebhookRow};

#[cfg(test)]
extern crate self as shuniu_store;

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
