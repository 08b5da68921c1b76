//! A client of the register, for other agencies' systems: blocking, typed, and patient in the ways that the register
//! asks for.
//!
//! - `ask.rs` sends a request, again where the register says when; `session.rs` keeps a token.
//! - `organization.rs`, `standing.rs`: what is asked most. Fields that come later are kept in `more`.
//! - `act.rs`: acts, each under a key, so that sending one again never does it twice.
//! - `feed.rs`, `snapshot.rs`, `log.rs`: a copy of the register and the proof that it is whole.
//! - `webhook.rs`: whether a message that came is the register's.
//!
//! May not enter: rules of law, and anything that the register's other parts use. It knows the API alone.

#![forbid(unsafe_code)]

mod act;
mod ask;
mod error;
mod feed;
mod log;
mod organization;
mod session;
mod snapshot;
mod standing;
pub mod webhook;

pub use act::{Act, Answer, Citation, Finding, NextStep, Subject, Text};
pub use ask::{Client, Settings};
pub use error::{ClientError, FieldFault, Problem};
pub use feed::{Change, ChangeFilter, Delta, Page};
pub use organization::{At, Batch, NamePeriod, Organization, Supervision, Titled, Unit};
pub use secrecy::SecretString;
pub use snapshot::{Snapshot, SnapshotFile, lines};
pub use standing::Standing;
