//! Connections: one type for both databases, how they are opened and set up, and their pool.
//! Queries stay out.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{HandleError, ManageConnection, Pool, PooledConnection, R2D2Connection};

use crate::error::{StoreError, connection_error};
use crate::store::Backend;

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

/// Runs one expression on the concrete connection: for what Diesel cannot say for both at once (`ON CONFLICT`, inserts of
/// many rows, `FOR UPDATE`), and for what every act asks. Through [`AnyConnection`] the text of a statement is made at every call
/// to look the prepared one up, which was a tenth of the time of an act.
macro_rules! each_backend {
    ($conn:expr, $c:ident => $body:expr) => {
        match &mut *$conn {
            $crate::connection::AnyConnection::Sqlite($c) => $body,
            $crate::connection::AnyConnection::Postgres($c) => $body,
        }
    };
}
pub(crate) use each_backend;

/// Rows in one statement. SQLite takes 32,766 values in one, PostgreSQL twice as many; the widest
/// table has 17 columns.
pub(crate) const ROWS: usize = 500;

/// A handful of rows is inserted one by one: such a statement is prepared once and kept, one of
/// many rows is prepared anew every time. On PostgreSQL each is a round trip, so only one row.
pub(crate) const FEW_SQLITE: usize = 8;
pub(crate) const FEW_POSTGRES: usize = 1;

/// Inserts new rows, some hundreds in one statement: what an import costs is mostly statements.
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let (conn, rows): (&mut $crate::connection::AnyConnection, _) = (&mut *$conn, $rows);
        let few = match conn {
            $crate::connection::AnyConnection::Sqlite(_) => $crate::connection::FEW_SQLITE,
            $crate::connection::AnyConnection::Postgres(_) => $crate::connection::FEW_POSTGRES,
        };
        if rows.len() <= few {
            for row in rows {
                $crate::connection::each_backend!(conn, c => {
                    diesel::insert_into($table).values(row).execute(c)?
                });
            }
        } else {
            for chunk in rows.chunks($crate::connection::ROWS) {
                $crate::connection::each_backend!(conn, c => {
                    diesel::insert_into($table).values(chunk).execute(c)?
                });
            }
        }
    }};
}
pub(crate) use insert_all;

/// How long a caller waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Busy for ten seconds is an error; less is waited for. 2 MiB of page cache each: pages are read
/// from the memory map, which belongs to the operating system and is shared. Pages that every act changes go to the database every 64 MiB.
const SQLITE_SETUP: &str = "PRAGMA busy_timeout = 10000; \
     PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; \
     PRAGMA cache_size = -2048; \
     PRAGMA mmap_size = 1073741824; \
     PRAGMA wal_autocheckpoint = 16000; \
     PRAGMA journal_size_limit = 67108864;";

const POSTGRES_SETUP: &str = "SET timezone = 'UTC'; \
     SET statement_timeout = '30s'; \
     SET idle_in_transaction_session_timeout = '60s'; \
     SET application_name = 'shuniu';";

/// The one connection that writes acts. It has a larger cache of pages: keys come in no order, and a page that has no room goes
/// to the log of the transaction before its end.
const SQLITE_WRITER: &str = "PRAGMA cache_size = -32768;";

/// It asks by key. A plan that is kept from when a table was empty would read it from end to end until it is planned anew.
const POSTGRES_WRITER: &str = "SET enable_seqscan = off;";

/// Which database, and where.
#[derive(Clone)]
pub(crate) enum Target {
    Sqlite(String),
    Postgres(String),
}

impl Target {
    /// Reads the value of the setting named `setting`.
    pub(crate) fn parse(setting: &str, url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            // Each connection would open a database of its own.
            if !path.is_empty() && !path.contains(":memory:") && !path.contains("mode=memory") {
                return Ok(Self::Sqlite(path.to_owned()));
            }
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        Err(StoreError::BadUrl(format!(
            "{setting} must have the form sqlite:PATH (a file) or \
             postgres://USER:PASSWORD@HOST:PORT/DATABASE"
        )))
    }

    pub(crate) fn backend(&self) -> Backend {
        match self {
            Self::Sqlite(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }

    /// Opens the connection that writes acts.
    pub(crate) fn connect_writer(&self) -> Result<AnyConnection, StoreError> {
        let mut connection = self.connect()?;
        match &mut connection {
            AnyConnection::Sqlite(c) => c.batch_execute(SQLITE_WRITER)?,
            AnyConnection::Postgres(c) => c.batch_execute(POSTGRES_WRITER)?,
        }
        Ok(connection)
    }

    /// Opens a connection and sets it up.
    pub(crate) fn connect(&self) -> Result<AnyConnection, StoreError> {
        match self {
            Self::Sqlite(path) => {
                let mut c = SqliteConnection::establish(path).map_err(connection_error)?;
                c.batch_execute(SQLITE_SETUP)?;
                write_ahead(&mut c)?;
                Ok(AnyConnection::Sqlite(c))
            }
            Self::Postgres(url) => {
                let mut c = PgConnection::establish(url).map_err(connection_error)?;
                c.batch_execute(POSTGRES_SETUP)?;
                Ok(AnyConnection::Postgres(c))
            }
        }
    }
}

/// Turns on the write-ahead log. The file remembers it; only the first connection to a new file
/// changes anything, and when two do so at once SQLite refuses one without waiting.
fn write_ahead(c: &mut SqliteConnection) -> Result<(), StoreError> {
    let mut tries = 0;
    loop {
        match c.batch_execute("PRAGMA journal_mode = WAL").map_err(StoreError::from) {
            Err(StoreError::Busy) if tries < 100 => {
                tries += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            result => return result,
        }
    }
}

/// A connection in the pool. `broken` keeps it from going back there.
pub(crate) struct Session {
    pub(crate) conn: AnyConnection,
    pub(crate) broken: bool,
}

/// What the pool calls.
pub(crate) struct Manager(Target);

impl ManageConnection for Manager {
    type Connection = Session;
    type Error = StoreError;

    fn connect(&self) -> Result<Session, StoreError> {
        Ok(Session { conn: self.0.connect()?, broken: false })
    }

    fn is_valid(&self, session: &mut Session) -> Result<(), StoreError> {
        Ok(session.conn.ping()?)
    }

    fn has_broken(&self, session: &mut Session) -> bool {
        session.broken || std::thread::panicking() || session.conn.is_broken()
    }
}

/// The pool reports here what goes wrong in its own threads.
#[derive(Debug)]
struct Report;

impl HandleError<StoreError> for Report {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "a connection could not be opened");
    }
}

/// The connections to one database.
pub(crate) struct Connections {
    pool: Pool<Manager>,
}

impl Connections {
    /// Prepares a pool of at most `most` connections. Opens them when they are needed.
    pub(crate) fn new(target: Target, most: u32) -> Self {
        let pool = Pool::builder()
            .max_size(most.max(1))
            .min_idle(Some(0))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(Report))
            .build_unchecked(Manager(target));
        Self { pool }
    }

    /// Takes a connection. [`StoreError::Busy`] when all stay in use.
    pub(crate) fn take(&self) -> Result<PooledConnection<Manager>, StoreError> {
        self.pool.get().map_err(|_| {
            if self.pool.state().connections >= self.pool.max_size() {
                StoreError::Busy
            } else {
                StoreError::Unavailable("no connection to the database can be opened".into())
            }
        })
    }

    /// Takes a connection and begins a transaction on it. A connection that was lost while it lay
    /// in the pool is noticed here, before anything was done, and another one is taken.
    pub(crate) fn begin(
        &self,
        begin: fn(&mut AnyConnection) -> Result<(), StoreError>,
    ) -> Result<PooledConnection<Manager>, StoreError> {
        let mut tries = 0;
        loop {
            let mut session = self.take()?;
            match begin(&mut session.conn) {
                Ok(()) => return Ok(session),
                Err(StoreError::Unavailable(_)) if tries < self.pool.max_size() => {
                    session.broken = true;
                    tries += 1;
                }
                Err(error) => {
                    session.broken = error != StoreError::Busy;
                    return Err(error);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_chooses_the_database() {
        let of = |url| Target::parse("DATABASE_URL", url);
        assert!(matches!(of("sqlite:a/b.db"), Ok(Target::Sqlite(path)) if path == "a/b.db"));
        assert!(matches!(of("sqlite:///a/b.db"), Ok(Target::Sqlite(path)) if path == "/a/b.db"));
        assert!(matches!(of("postgres://u@h/d"), Ok(Target::Postgres(_))));
        assert!(matches!(of("postgresql://u@h/d"), Ok(Target::Postgres(_))));
    }

    #[test]
    fn another_address_is_refused_and_not_repeated() {
        for url in ["mysql://u:s3cret@h/d", "sqlite:", "sqlite::memory:", "", "s3cret"] {
            match Target::parse("DATABASE_URL", url) {
                Err(StoreError::BadUrl(text)) => {
                    assert!(text.contains("DATABASE_URL") && text.contains("sqlite:PATH"));
                    assert!(!text.contains("s3cret"), "{text}");
                }
                _ => panic!("accepted {url}"),
            }
        }
    }
}
