//! Connections: one type for both databases, how they are opened and set up, and their pool.
//! Queries stay out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
/// Twice the longest wait of the pool between two tries to open a connection.
const AGAIN: Duration = Duration::from_secs(1);
/// How often it looks meanwhile whether the database is away.
const STEP: Duration = Duration::from_millis(200);

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
            return Ok(Self::Postgres(with_patience(url)));
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

/// An address that does not wait for ever for a machine that does not answer, unless it says itself how long.
fn with_patience(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    // A password may have a question mark of its own.
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    let sign = match place.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{url}{sign}connect_timeout={}", PATIENCE.as_secs())
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

/// What the pool calls. It remembers whether the last connection could not be opened.
pub(crate) struct Manager {
    target: Target,
    away: Arc<AtomicBool>,
}

impl ManageConnection for Manager {
    type Connection = Session;
    type Error = StoreError;

    fn connect(&self) -> Result<Session, StoreError> {
        let conn = self.target.connect()?;
        self.away.store(false, Ordering::Relaxed);
        Ok(Session { conn, broken: false })
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
struct Report {
    away: Arc<AtomicBool>,
}

impl HandleError<StoreError> for Report {
    fn handle_error(&self, error: StoreError) {
        self.away.store(true, Ordering::Relaxed);
        tracing::warn!(%error, "a connection could not be opened");
    }
}

/// The connections to one database.
pub(crate) struct Connections {
    pool: Pool<Manager>,
    away: Arc<AtomicBool>,
}

impl Connections {
    /// Prepares a pool of at most `most` connections. Opens them when they are needed.
    pub(crate) fn new(target: Target, most: u32) -> Self {
        let away = Arc::new(AtomicBool::new(false));
        let pool = Pool::builder()
            .max_size(most.max(1))
            .min_idle(Some(0))
            .test_on_check_out(false)
            // Every caller says itself how long it waits; this is how long the pool waits before it tries again to connect.
            .connection_timeout(AGAIN)
            .error_handler(Box::new(Report { away: Arc::clone(&away) }))
            .build_unchecked(Manager { target, away: Arc::clone(&away) });
        Self { pool, away }
    }

    /// Takes a connection. [`StoreError::Busy`] when all stay in use; nobody waits for a database that is away.
    pub(crate) fn take(&self) -> Result<PooledConnection<Manager>, StoreError> {
        let mut waited = Duration::ZERO;
        loop {
            if let Ok(session) = self.pool.get_timeout(STEP) {
                return Ok(session);
            }
            waited += STEP;
            // Where some are open and all are in use, the database is there and lets in no more of them.
            if self.away.load(Ordering::Relaxed) && self.pool.state().connections == 0 {
                let what = "no connection to the database can be opened";
                return Err(StoreError::Unavailable(what.into()));
            }
            if waited >= PATIENCE {
                return Err(StoreError::Busy);
            }
        }
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
    fn nobody_waits_for_a_database_that_is_away() {
        // Port 1 of this machine: nobody listens there.
        let target = Target::parse("DATABASE_URL", "postgres://u@127.0.0.1:1/d").expect("a target");
        let connections = Connections::new(target, 2);
        let asked = std::time::Instant::now();
        assert!(matches!(connections.take().map(|_| ()), Err(StoreError::Unavailable(_))));
        assert!(asked.elapsed() < PATIENCE, "{:?}", asked.elapsed());
    }

    #[test]
    fn a_connection_in_use_is_waited_for_though_no_more_can_be_opened() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let url = format!("sqlite:{}", file.path().display());
        let connections =
            Connections::new(Target::parse("DATABASE_URL", &url).expect("a target"), 1);
        let used = connections.take().expect("a connection");
        connections.away.store(true, Ordering::Relaxed);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(3 * STEP);
                drop(used);
            });
            assert!(connections.take().is_ok());
        });
    }

    #[test]
    fn a_machine_that_does_not_answer_is_given_up() {
        let of = with_patience;
        assert_eq!(of("postgres://u@h/d"), "postgres://u@h/d?connect_timeout=5");
        assert_eq!(
            of("postgres://u@h/d?sslmode=off"),
            "postgres://u@h/d?sslmode=off&connect_timeout=5"
        );
        assert_eq!(of("postgres://u:a?b@h/d"), "postgres://u:a?b@h/d?connect_timeout=5");
        assert_eq!(of("postgres://u@h/d?"), "postgres://u@h/d?connect_timeout=5");
        let own = "postgres://u@h/d?connect_timeout=60";
        assert_eq!(of(own), own);
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
