//! The store as others see it: opened from an address, asked through closures.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{PooledConnection, R2D2Connection};
use shuniu_core::identity::normalize_name;

use crate::access::{Operator, Reader, Writer};
use crate::connection::{AnyConnection, Connections, Manager, Target};
use crate::error::StoreError;
use crate::group::{GroupWriter, Verdict};
use crate::migrate;
use crate::transaction::{begin_read, begin_write, check_and_commit, rollback};

/// How to open a store.
#[derive(Clone)]
pub struct Options {
    /// Address of the database: `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Address of a replica that may answer reads, of the same kind as `url`.
    pub read_url: Option<String>,
    /// Most connections for reads and small writes, to each address; at least one. The writer of
    /// acts has one more for itself.
    pub connections: u32,
    /// Most acts in one transaction; 1 turns grouping off.
    pub group_commit: usize,
}

/// The kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file, and SQLite in this process.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// How long a replica is done without that lags, and one that does not answer: looking at it costs each reading.
const LAGS: Duration = Duration::from_millis(20);
const AWAY: Duration = Duration::from_secs(5);

/// How a reading begins or ends on a connection.
type Step = fn(&mut AnyConnection) -> Result<(), StoreError>;

/// An open store. Clones share it; it is closed, after the acts in hand, when the last one goes.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    target: Target,
    writer: GroupWriter,
    primary: Connections,
    replica: Option<Connections>,
    /// The newest position that was written here or shown to anybody: no later reading is of an older one.
    seen: Arc<AtomicI64>,
    /// When the store was opened, and until how many milliseconds later the replica is done without.
    opened: Instant,
    without_until: AtomicU64,
}

impl Store {
    /// Opens the database named by `options` and starts the thread that writes.
    ///
    /// # Errors
    /// [`StoreError::BadUrl`] when the scheme is not known, [`StoreError::Unavailable`] when the
    /// database doesn't answer.
    pub fn open(options: &Options) -> Result<Self, StoreError> {
        let target = Target::parse("DATABASE_URL", &options.url)?;
        let replica = match &options.read_url {
            None => None,
            Some(url) => {
                let replica = Target::parse("DATABASE_READ_URL", url)?;
                if replica.backend() != target.backend() {
                    return Err(StoreError::BadUrl(
                        "DATABASE_READ_URL must name the same kind of database as DATABASE_URL"
                            .into(),
                    ));
                }
                // One that is away is done without, now as later.
                if let Err(error) = replica.connect() {
                    tracing::warn!(%error, "the replica does not answer");
                }
                Some(Connections::new(replica, options.connections))
            }
        };
        let mut first = target.connect_writer()?;
        // What other servers, or this one before, may have shown; of a database without tables nothing.
        let head = Reader::new(&mut first).recorded_head().map_or(0, |head| head.position);
        let seen = Arc::new(AtomicI64::new(head));
        let most = options.group_commit;
        let writer = GroupWriter::start(target.clone(), first, most, Arc::clone(&seen))?;
        let primary = Connections::new(target.clone(), options.connections);
        let (opened, without_until) = (Instant::now(), AtomicU64::new(0));
        let inner = Inner { target, writer, primary, replica, seen, opened, without_until };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Brings the tables up to date and names the migrations that were run. Servers that start
    /// together wait for each other.
    pub fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let run = migrate::run(&mut self.inner.target.connect()?)?;
        if !run.is_empty() {
            // A log that is older than its tree: some tiles at a time, so that acts come in between.
            while !self
                .write(|writer| Ok::<_, StoreError>(Verdict::Commit(writer.catch_up_tree()?)))?
            {
            }
        }
        self.compare_names()?;
        Ok(run)
    }

    /// Names of a register that is older than the column which says how they are compared. Asked at every start: it may have
    /// been cut off.
    fn compare_names(&self) -> Result<(), StoreError> {
        const NAMES: u32 = 1_000;
        let mut reached = Some(0);
        while let Some(after) = reached {
            reached = self.write(move |writer| {
                let last = writer.compare_names(normalize_name, after, NAMES)?;
                Ok::<_, StoreError>(Verdict::Commit(last))
            })?;
        }
        Ok(())
    }

    /// The kind of database behind this store.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.inner.target.backend()
    }

    /// Lets the database count what its tables hold, so that it plans well: after many rows came in
    /// at once.
    pub fn refresh_statistics(&self) -> Result<(), StoreError> {
        let statement = match self.backend() {
            // All tables (0x10000), not only those that this connection has asked.
            Backend::Sqlite => "PRAGMA optimize = 0x1fffe",
            Backend::Postgres => "SET statement_timeout = 0; ANALYZE",
        };
        Ok(self.inner.target.connect()?.batch_execute(statement)?)
    }

    /// Asks the database for a sign of life. A replica that is away is done without.
    pub fn ping(&self) -> Result<(), StoreError> {
        Ok(self.inner.primary.take()?.conn.ping()?)
    }

    /// Runs `f` on one consistent snapshot. It may come from the replica, where there is one: never an older one than what was
    /// written here or shown before.
    pub fn read<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        snapshot(self.reading(begin_read, rollback)?, f)
    }

    /// Runs `f` without a transaction, for questions of a single statement; as [`Store::read`] from the replica. After a restart
    /// of the server each connection of the pool fails once, with [`StoreError::Unavailable`].
    pub fn read_one<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut session = self.reading(|_| Ok(()), |_| Ok(()))?;
        let answer = f(&mut Reader::new(&mut session.conn))?;
        if self.inner.replica.is_some() {
            // It may show what came after the look at the head.
            let head = Reader::new(&mut session.conn).recorded_head()?;
            self.inner.seen.fetch_max(head.position, Ordering::AcqRel);
        }
        Ok(answer)
    }

    /// Runs `f` on one consistent snapshot of the primary: for what is not in the log, of which nobody can tell how old a
    /// replica's is.
    pub fn read_latest<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        snapshot(self.reading_latest(begin_read, rollback)?, f)
    }

    /// Later readings are not of before `position`, which somebody was shown by another server. The position at which the log
    /// ends, where it ends before that.
    ///
    /// # Errors
    /// [`StoreError`] when the primary cannot be asked.
    pub fn not_before(&self, position: i64) -> Result<Option<i64>, StoreError> {
        if self.has_seen(position) {
            return Ok(None);
        }
        let (mut session, head) = self.begun(&self.inner.primary, begin_read, rollback)?;
        session.broken = rollback(&mut session.conn).is_err();
        Ok((head < position).then_some(head))
    }

    /// Whether that position was written or shown here; asks no database.
    #[must_use]
    pub fn has_seen(&self, position: i64) -> bool {
        self.inner.seen.load(Ordering::Acquire) >= position
    }

    /// A connection on which a reading has begun, of the replica where that is up to what was shown.
    fn reading(&self, begin: Step, end: Step) -> Result<PooledConnection<Manager>, StoreError> {
        let now = self.inner.opened.elapsed();
        let without_until = Duration::from_millis(self.inner.without_until.load(Ordering::Acquire));
        if let Some(replica) = self.inner.replica.as_ref().filter(|_| now >= without_until) {
            let seen = self.inner.seen.load(Ordering::Acquire);
            let pause = match self.begun(replica, begin, end) {
                Ok((session, head)) if head >= seen => return Ok(session),
                Ok((mut session, _)) => {
                    session.broken = end(&mut session.conn).is_err();
                    LAGS
                }
                Err(error) => {
                    tracing::warn!(%error, "the replica does not answer");
                    AWAY
                }
            };
            let until = u64::try_from((now + pause).as_millis()).unwrap_or(u64::MAX);
            self.inner.without_until.store(until, Ordering::Release);
        }
        self.reading_latest(begin, end)
    }

    /// A connection of the primary on which a reading has begun. Beside a replica, what it shows is noted.
    fn reading_latest(
        &self,
        begin: Step,
        end: Step,
    ) -> Result<PooledConnection<Manager>, StoreError> {
        match self.inner.replica {
            Some(_) => Ok(self.begun(&self.inner.primary, begin, end)?.0),
            None => self.inner.primary.begin(begin),
        }
    }

    /// A connection on which a reading has begun, and the position that it shows.
    fn begun(
        &self,
        connections: &Connections,
        begin: Step,
        end: Step,
    ) -> Result<(PooledConnection<Manager>, i64), StoreError> {
        let mut session = connections.begin(begin)?;
        let head = Reader::new(&mut session.conn).recorded_head();
        let position = head.map(|head| head.position).inspect_err(|_| {
            session.broken = end(&mut session.conn).is_err();
        })?;
        self.inner.seen.fetch_max(position, Ordering::AcqRel);
        Ok((session, position))
    }

    /// Runs `f` as one act and answers when it is durable, or undone.
    ///
    /// `f` runs on the thread that writes, possibly in one transaction with other acts, each of
    /// which can be undone alone: an error or [`Verdict::Rollback`] leaves no trace of this one.
    /// What `f` reads includes the acts before it.
    ///
    /// # Errors
    /// What `f` answers. [`StoreError::Internal`] when `f` panics or calls `write` itself. If the
    /// shared commit fails, its error: then nothing of `f` was kept, except that after
    /// [`StoreError::Unavailable`] it is unknown.
    pub fn write<T, E>(
        &self,
        f: impl FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.write(f)
    }

    /// Queues `f` as one act and returns at once: no thread waits. `done` is called with its
    /// answer, on the thread that writes, so it must be brief; it may submit again.
    ///
    /// The answer is what [`Store::write`] would give, and [`StoreError::Busy`] when too many acts
    /// wait already.
    pub fn submit<T, E>(
        &self,
        f: impl FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send + 'static,
        done: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.inner.writer.submit(f, done);
    }

    /// Runs `f` as a small write of its own that is not an act and not in the log. An error undoes
    /// it; to keep what was written and still refuse, answer the refusal inside `Ok`.
    ///
    /// Reads in `f` are never stale: they ask the primary.
    pub fn operate<T, E: From<StoreError>>(
        &self,
        f: impl FnOnce(&mut Operator<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut session = self.inner.primary.begin(begin_write)?;
        let answer = f(&mut Operator::new(&mut session.conn));
        let ended = if answer.is_ok() {
            check_and_commit(&mut session.conn)
        } else {
            rollback(&mut session.conn)
        };
        session.broken = ended.is_err();
        match (answer, ended) {
            (Ok(_), Err(error)) => Err(error.into()),
            (answer, _) => answer,
        }
    }
}

/// Runs `f` in the snapshot that has begun, and ends it.
fn snapshot<T, E>(
    mut session: PooledConnection<Manager>,
    f: impl FnOnce(&mut Reader<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let result = f(&mut Reader::new(&mut session.conn));
    // There is nothing to keep. What was read stays true even if the ending fails.
    session.broken = rollback(&mut session.conn).is_err();
    result
}
