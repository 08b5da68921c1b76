//! What can go wrong in the store. The one place where Diesel's errors get their meaning.
//!
//! No text made here carries a value from a row: it may be shown to a caller and written to a log.

use std::fmt;

use diesel::result::{ConnectionError, DatabaseErrorKind, Error as DieselError};

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was first. Load the state anew and decide again.
    #[error("conflict: {0}")]
    Conflict(Constraint),
    /// Locked, timed out, or put in an order that cannot be kept. Nothing happened; the same call
    /// may be repeated.
    #[error("the database is busy; the same request may be repeated")]
    Busy,
    /// The database cannot be reached or cannot write. After a lost connection it is unknown
    /// whether the last commit took place: repeat it under the same idempotency key.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The address of the database is not understood. The address is never repeated in the text.
    #[error("{0}")]
    BadUrl(String),
    /// What is stored contradicts itself.
    #[error("the stored data is damaged: {what}")]
    Corrupt {
        /// Which promise is broken.
        what: String,
    },
    /// A fault of the program or of the schema.
    #[error("internal error of the store: {0}")]
    Internal(String),
}

/// What two writers may not both have.
#[derive(Clone, PartialEq, Eq)]
pub enum Constraint {
    /// Another entry already made this version of the stream.
    StreamVersion,
    /// The key is claimed by another holder.
    Claim {
        /// The kind of thing that is claimed, e.g. `name`.
        scope: String,
        /// The thing itself. Not shown when the constraint is displayed.
        key: String,
    },
    /// An answer is already stored under this account and key.
    IdempotencyKey,
    /// The identifier of an account is taken.
    AccountId,
    /// The login name of an account is taken.
    Login,
    /// A refresh token with this identifier or hash exists.
    RefreshToken,
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StreamVersion => f.write_str("the stream has moved on"),
            Self::Claim { scope, .. } => write!(f, "already claimed in scope {scope}"),
            Self::IdempotencyKey => f.write_str("the idempotency key is in use"),
            Self::AccountId => f.write_str("the account exists"),
            Self::Login => f.write_str("the login name is taken"),
            Self::RefreshToken => f.write_str("the refresh token exists"),
        }
    }
}

/// The same text as for display: errors are logged with `Debug`, and a key may be personal data.
impl fmt::Debug for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The name PostgreSQL gives a violated constraint, the columns SQLite names instead, the meaning.
const CONSTRAINTS: [(&str, &str, Constraint); 6] = [
    ("log_stream_version", "log.stream, log.version", Constraint::StreamVersion),
    ("idempotency_pkey", "idempotency.account, idempotency.key", Constraint::IdempotencyKey),
    ("accounts_pkey", "accounts.id", Constraint::AccountId),
    ("accounts_login", "accounts.login", Constraint::Login),
    ("refresh_tokens_pkey", "refresh_tokens.id", Constraint::RefreshToken),
    ("refresh_tokens_token_hash", "refresh_tokens.token_hash", Constraint::RefreshToken),
];

/// Fragments of messages that mean "try again". SQLite has no other sign; Diesel hides the code of
/// a PostgreSQL deadlock or timeout, so that there too only the (English) text is left.
const BUSY: [&str; 7] = [
    "database is locked",
    "database table is locked",
    "database schema is locked",
    "deadlock detected",
    "statement timeout",
    "lock timeout",
    "too many clients already",
];

/// Fragments of messages that mean that the database cannot work at all.
const UNAVAILABLE: [&str; 7] = [
    "disk I/O error",
    "database or disk is full",
    "No space left on device",
    "unable to open database file",
    "readonly database",
    "the database system is",
    "terminating connection",
];

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(kind, information) => {
                database_error(kind, information.constraint_name(), information.message())
            }
            DieselError::RollbackErrorOnCommit { commit_error, .. } => Self::from(*commit_error),
            DieselError::BrokenTransactionManager => {
                Self::Unavailable("the connection was lost inside a transaction".into())
            }
            // The cause may quote the value, so it is left out.
            DieselError::DeserializationError(_) => {
                Self::Corrupt { what: "a stored value is not of its type".into() }
            }
            DieselError::SerializationError(_) => {
                Self::Internal("a value cannot be handed to the database".into())
            }
            DieselError::NotFound => Self::Internal("a row that must exist is missing".into()),
            other => Self::Internal(without_quotes(&other.to_string())),
        }
    }
}

fn database_error(kind: DatabaseErrorKind, constraint: Option<&str>, message: &str) -> StoreError {
    let says = |fragments: &[&str]| fragments.iter().any(|fragment| message.contains(fragment));
    match kind {
        DatabaseErrorKind::UniqueViolation => unique_violation(constraint, message),
        DatabaseErrorKind::SerializationFailure => StoreError::Busy,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            StoreError::Unavailable("the connection to the database was lost".into())
        }
        _ if says(&BUSY) => StoreError::Busy,
        _ if says(&UNAVAILABLE) => StoreError::Unavailable(without_quotes(message)),
        _ => StoreError::Internal(without_quotes(message)),
    }
}

fn unique_violation(constraint: Option<&str>, message: &str) -> StoreError {
    let columns = message.rsplit("failed: ").next().unwrap_or_default();
    let named =
        |postgres: &str, sqlite: &str| constraint.map_or(columns == sqlite, |it| it == postgres);
    if named("log_pkey", "log.position") {
        return StoreError::Corrupt { what: "the head of the log is behind its last entry".into() };
    }
    CONSTRAINTS.into_iter().find(|(postgres, sqlite, _)| named(postgres, sqlite)).map_or_else(
        || {
            StoreError::Internal(format!(
                "unexpected unique constraint {}",
                constraint.unwrap_or(columns)
            ))
        },
        |(_, _, meaning)| StoreError::Conflict(meaning),
    )
}

/// Cuts everything from the first to the last quotation mark: databases quote values there.
fn without_quotes(message: &str) -> String {
    match (message.find('"'), message.rfind('"')) {
        (Some(first), Some(last)) => format!("{}\"…\"{}", &message[..first], &message[last + 1..]),
        _ => message.to_owned(),
    }
}

/// A failed attempt to connect. Only messages of the known forms are passed on: when the client
/// library cannot parse an address it quotes parts of it, which may be parts of the password.
pub(crate) fn connection_error(error: ConnectionError) -> StoreError {
    match error {
        ConnectionError::CouldntSetupConfiguration(error) => error.into(),
        ConnectionError::BadConnection(message)
            if message.starts_with("connection to server") || message.contains("database file") =>
        {
            StoreError::Unavailable(message.trim().replace('\n', " "))
        }
        _ => StoreError::BadUrl(
            "DATABASE_URL is not understood by the client library of the database; special \
             characters in a user name or password must be percent-encoded"
                .into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_carries_a_value() {
        let claim = Constraint::Claim { scope: "name".into(), key: "某某协会".into() };
        let error = StoreError::Conflict(claim);
        assert!(!format!("{error} {error:?}").contains("某某"));

        let cut = database_error(
            DatabaseErrorKind::Unknown,
            None,
            "syntax error in tsvector: \"'甲\" at end",
        );
        assert_eq!(cut, StoreError::Internal("syntax error in tsvector: \"…\" at end".into()));
    }

    #[test]
    fn busy_and_unavailable_are_told_from_the_message() {
        let of = |message| database_error(DatabaseErrorKind::Unknown, None, message);
        assert_eq!(of("database is locked"), StoreError::Busy);
        assert_eq!(of("canceling statement due to statement timeout"), StoreError::Busy);
        assert!(matches!(of("database or disk is full"), StoreError::Unavailable(_)));
        let full = "could not extend file \"base/16384/16402\": No space left on device";
        assert!(matches!(of(full), StoreError::Unavailable(_)));
    }

    #[test]
    fn a_password_is_not_echoed() {
        let message = "invalid integer value \"s3cret\" for connection option \"port\"";
        let error = connection_error(ConnectionError::BadConnection(message.into()));
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }
}
