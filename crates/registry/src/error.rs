//! What can stand against a call on the register.

use shuniu_core::{
    access::Denied,
    decide::{DecideError, NotAvailable, Refusal},
    text::Text,
};
use shuniu_store::StoreError;

/// Why a call was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The account may not.
    #[error("{0}")]
    Denied(Denied),
    /// The act is not available in the present state.
    #[error("the act is not available in this state")]
    NotAvailable(Box<NotAvailable>),
    /// Rules stand against the act.
    #[error("rules stand against the act")]
    Refused(Box<Refusal>),
    /// A field does not have the form it must have.
    #[error("{field}: {}", .message.en)]
    Malformed {
        /// The field.
        field: String,
        /// What is wrong.
        message: Text,
    },
    /// There is no such thing, or it is not for this account to know.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The record has moved on since it was read.
    #[error("the record is at version {current}")]
    VersionMismatch {
        /// Its version now.
        current: i64,
    },
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// Somebody else was first, several times in a row.
    #[error("somebody else was first")]
    Conflict,
    /// The database is busy; the same request may be repeated.
    #[error("busy")]
    Busy,
    /// The database cannot be reached.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A fault of the program or of the data.
    #[error("internal: {0}")]
    Internal(String),
}

impl RegistryError {
    /// A field that does not have the form it must have, with what is wrong.
    pub(crate) fn malformed(
        field: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self::Malformed { field: field.into(), message: Text::new(zh, en) }
    }
}

impl From<StoreError> for RegistryError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict(_) => Self::Conflict,
            StoreError::Busy => Self::Busy,
            StoreError::Unavailable(what) | StoreError::BadUrl(what) => Self::Unavailable(what),
            StoreError::Corrupt { what } => Self::Internal(format!("corrupt: {what}")),
            StoreError::Internal(what) => Self::Internal(what),
        }
    }
}

impl From<DecideError<StoreError>> for RegistryError {
    fn from(error: DecideError<StoreError>) -> Self {
        match error {
            DecideError::Denied(denied) => Self::Denied(denied),
            DecideError::NotAvailable(what) => Self::NotAvailable(what),
            DecideError::Refused(refusal) => Self::Refused(refusal),
            DecideError::Malformed { field, message } => {
                Self::malformed(field, message.clone(), message)
            }
            DecideError::Period(error) => {
                Self::malformed("date", error.to_string(), error.to_string())
            }
            DecideError::Register(error) => error.into(),
        }
    }
}

impl From<serde_json::Error> for RegistryError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.to_string())
    }
}
