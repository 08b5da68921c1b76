//! Group commit: the one thread that writes, and the queue before it.
//!
//! A durable commit costs a flush of the disk. Acts that arrive while one is under way wait in the
//! queue and then share the next: one transaction, a savepoint for each act. The row that holds
//! the head of the log is locked first, so that all writers of all processes come in one order and
//! positions have no gaps. No table is known here except that row.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::access::Writer;
use crate::connection::{AnyConnection, Target};
use crate::error::StoreError;
use chrono::NaiveDateTime;

use crate::log::{Head, lock_head, move_head};
use crate::remembered::Remembered;
use crate::transaction::{
    begin_act, begin_write, check_open, commit, keep_act, keep_act_and_begin, rollback, undo_act,
};

/// Most acts that wait. Beyond that callers wait for room.
const CAPACITY: usize = 1024;

/// How long a caller waits for room in the queue before the store calls itself busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the log ends, and when its last entry was recorded.
type End = (Head, Option<NaiveDateTime>);

/// What becomes of an act that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<T> {
    /// Keep it and answer when it is durable.
    Commit(T),
    /// A dry run: answer and change nothing.
    Rollback(T),
}

/// An act in the queue, whatever it answers.
trait Job: Send {
    /// Does the work. Tells whether to keep it.
    fn run(&mut self, writer: &mut Writer<'_>) -> bool;
    /// Replaces the answer: the work could not be kept.
    fn fail(&mut self, error: StoreError);
    /// Hands the answer to the caller.
    fn answer(self: Box<Self>);
}

struct Act<T, E, F, D> {
    body: Option<F>,
    result: Result<T, E>,
    done: D,
}

impl<T, E, F, D> Act<T, E, F, D>
where
    E: From<StoreError>,
{
    fn new(body: F, done: D) -> Self {
        Self { body: Some(body), result: Err(internal("an act was not run")), done }
    }
}

impl<T, E, F, D> Job for Act<T, E, F, D>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send,
    D: FnOnce(Result<T, E>) + Send,
{
    fn run(&mut self, writer: &mut Writer<'_>) -> bool {
        let Some(body) = self.body.take() else {
            return false;
        };
        let (result, keep) = match catch_unwind(AssertUnwindSafe(|| body(writer))) {
            Ok(Ok(Verdict::Commit(_))) if writer.spoiled => {
                (Err(internal("an act went on after its entries could not be appended")), false)
            }
            Ok(Ok(Verdict::Commit(value))) => (Ok(value), true),
            Ok(Ok(Verdict::Rollback(value))) => (Ok(value), false),
            Ok(Err(error)) => (Err(error), false),
            Err(_) => (Err(internal("an act panicked")), false),
        };
        self.result = result;
        keep
    }

    fn fail(&mut self, error: StoreError) {
        self.result = Err(error.into());
    }

    fn answer(self: Box<Self>) {
        (self.done)(self.result);
    }
}

fn internal<E: From<StoreError>>(what: &str) -> E {
    StoreError::Internal(what.into()).into()
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Box<dyn Job>>,
    closed: bool,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    emptied: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a job; gives it back when there is still no room after `patience`.
    fn push(&self, job: Box<dyn Job>, patience: Duration) -> Result<(), Box<dyn Job>> {
        let (mut waiting, timeout) = self
            .emptied
            .wait_timeout_while(self.lock(), patience, |it| it.jobs.len() >= CAPACITY)
            .unwrap_or_else(PoisonError::into_inner);
        if timeout.timed_out() {
            return Err(job);
        }
        waiting.jobs.push_back(job);
        self.filled.notify_one();
        Ok(())
    }

    /// The next jobs, at most `most`; none when the queue is closed and empty.
    fn take(&self, most: usize) -> Vec<Box<dyn Job>> {
        let mut waiting = self
            .filled
            .wait_while(self.lock(), |it| it.jobs.is_empty() && !it.closed)
            .unwrap_or_else(PoisonError::into_inner);
        let count = most.min(waiting.jobs.len());
        let jobs = waiting.jobs.drain(..count).collect();
        self.emptied.notify_all();
        jobs
    }

    fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
    }
}

/// The thread that writes. Dropping it lets the acts in the queue finish, then ends the thread.
pub(crate) struct GroupWriter {
    queue: Arc<Queue>,
    thread: Option<JoinHandle<()>>,
}

impl GroupWriter {
    /// Starts the thread with its connection `first`; it opens others to `target` when it loses it. It raises `written` to the
    /// position of what it wrote, before it answers.
    pub(crate) fn start(
        target: Target,
        first: AnyConnection,
        most: usize,
        written: Arc<AtomicI64>,
    ) -> Result<Self, StoreError> {
        let queue = Arc::new(Queue::default());
        let shared = Arc::clone(&queue);
        let thread = thread::Builder::new()
            .name("shuniu-writer".into())
            .spawn(move || serve(&shared, &target, first, most.max(1), &written))
            .map_err(|_| StoreError::Unavailable("the thread that writes cannot start".into()))?;
        Ok(Self { queue, thread: Some(thread) })
    }

    /// Queues `f` and waits for its answer.
    pub(crate) fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send + 'static,
    {
        if self.is_here() {
            return Err(internal("an act tried to write another act"));
        }
        let (reply, answer) = sync_channel(1);
        // The caller waits for this; if its thread is gone there is nobody to tell.
        self.queue_act(f, move |result| drop(reply.send(result)), PATIENCE);
        answer.recv().unwrap_or_else(|_| Err(internal("the thread that writes has ended")))
    }

    /// Queues `f` and returns; `done` is called with its answer.
    pub(crate) fn submit<T, E, F, D>(&self, f: F, done: D)
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send + 'static,
        D: FnOnce(Result<T, E>) + Send + 'static,
    {
        self.queue_act(f, done, Duration::ZERO);
    }

    fn queue_act<T, E, F, D>(&self, f: F, done: D, patience: Duration)
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E> + Send + 'static,
        D: FnOnce(Result<T, E>) + Send + 'static,
    {
        if let Err(mut turned_away) = self.queue.push(Box::new(Act::new(f, done)), patience) {
            turned_away.fail(StoreError::Busy);
            turned_away.answer();
        }
    }

    fn is_here(&self) -> bool {
        self.thread.as_ref().is_some_and(|it| it.thread().id() == thread::current().id())
    }
}

impl Drop for GroupWriter {
    fn drop(&mut self) {
        self.queue.close();
        // An act may hold the last clone of the store; a thread cannot wait for itself.
        if !self.is_here()
            && let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes has panicked");
        }
    }
}

fn serve(queue: &Queue, target: &Target, first: AnyConnection, most: usize, written: &AtomicI64) {
    let mut connection = Some(first);
    let mut remembered = Remembered::default();
    loop {
        let mut jobs = queue.take(most);
        if jobs.is_empty() {
            return;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let conn = begin(target, &mut connection)?;
            run_group(conn, &mut remembered, &mut jobs)
        }))
        .unwrap_or_else(|_| Err(StoreError::Internal("the writer panicked".into())));
        if let Err(error) = &outcome {
            tracing::warn!(%error, acts = jobs.len(), "a group of acts was not written");
        }
        written.fetch_max(remembered.position(), Ordering::AcqRel);
        if outcome != Ok(true) {
            // Whatever state the connection is in, the next group starts on a new one.
            connection = None;
            remembered.forget();
        }
        for mut job in jobs {
            // Turning the error into the caller's own type is the caller's code.
            let answered = catch_unwind(AssertUnwindSafe(|| {
                if let Err(error) = &outcome {
                    job.fail(error.clone());
                }
                job.answer();
            }));
            if answered.is_err() {
                tracing::error!("the answer to an act panicked");
            }
        }
    }
}

/// Begins the transaction of a group, on a new connection if the old one is lost.
fn begin<'c>(
    target: &Target,
    connection: &'c mut Option<AnyConnection>,
) -> Result<&'c mut AnyConnection, StoreError> {
    if let Some(conn) = connection {
        match begin_write(conn) {
            Ok(()) => {}
            Err(StoreError::Unavailable(_)) => *connection = None,
            Err(error) => return Err(error),
        }
    }
    if let Some(conn) = connection {
        return Ok(conn);
    }
    let mut fresh = target.connect_writer()?;
    begin_write(&mut fresh)?;
    Ok(connection.insert(fresh))
}

/// Runs the acts of a group in the transaction that has begun, and ends it; whether the connection is good for another. An
/// error means that none of them was kept.
fn run_group(
    conn: &mut AnyConnection,
    remembered: &mut Remembered,
    jobs: &mut [Box<dyn Job>],
) -> Result<bool, StoreError> {
    let before = lock_head(conn)?;
    remembered.of(&before.0);
    let mut end = before.clone();
    // Alone an act needs no savepoint: it saves two round trips on PostgreSQL, and on SQLite that every page is copied before
    // it is changed.
    let apart = jobs.len() > 1;
    let mut kept = false;
    let mut begun = false;
    let mut left = jobs.len();
    for job in jobs {
        left -= 1;
        if apart && !begun {
            begin_act(conn)?;
        }
        let after = run_act(conn, remembered, job.as_mut(), &end);
        // Where this act is kept the next begins.
        begun = left > 0;
        match after {
            Some(after) if !apart || keeps(conn, job.as_mut(), begun) => {
                (end, kept) = (after, true);
            }
            _ => {
                remembered.undo();
                begun = false;
                if apart {
                    undo_act(conn)?;
                }
            }
        }
    }
    if kept {
        check_open(conn)?;
        // Also when it has not moved: on PostgreSQL this statement reveals a failed transaction.
        move_head(conn, &before.0, &end)?;
        commit(conn)?;
        remembered.left_at(end.0);
        Ok(true)
    } else {
        remembered.left_at(before.0);
        // The acts have said themselves why nothing is kept; of a disk that is full, SQLite has ended the transaction.
        Ok(rollback(conn).is_ok())
    }
}

/// Runs one act; where the log ends after it, if it is to be kept.
fn run_act(
    conn: &mut AnyConnection,
    remembered: &mut Remembered,
    job: &mut dyn Job,
    end: &End,
) -> Option<End> {
    remembered.begin();
    let mut writer = Writer::new(conn, remembered, end.clone());
    job.run(&mut writer).then_some((writer.head, writer.latest))
}

/// Keeps an act of several, and begins the next where there is one; tells the act if that cannot be.
fn keeps(conn: &mut AnyConnection, job: &mut dyn Job, another: bool) -> bool {
    let kept = if another { keep_act_and_begin(conn) } else { keep_act(conn) };
    kept.map_err(|error| job.fail(error)).is_ok()
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;

    use super::*;
    use crate::support::{each_url, open};

    /// A database that ends a transaction by itself, as SQLite does when the disk is full.
    fn ended(writer: &mut Writer<'_>) {
        writer.conn.batch_execute("ROLLBACK").expect("a transaction");
    }

    #[test]
    fn a_transaction_that_ended_by_itself_keeps_nothing_and_is_told() {
        each_url(|url| {
            let store = open(url);
            store.migrate().expect("tables");
            let kept = store.write(|writer| {
                ended(writer);
                Ok::<_, StoreError>(Verdict::Commit(()))
            });
            assert!(kept.is_err(), "{kept:?}");
            // Its own reason stands, and not that there was nothing to roll back.
            let told: Result<(), _> = store.write(|writer| {
                ended(writer);
                Err::<Verdict<()>, _>(StoreError::Unavailable("the disk is full".into()))
            });
            assert_eq!(told, Err(StoreError::Unavailable("the disk is full".into())));
            let head =
                store.write(|writer| Ok::<_, StoreError>(Verdict::Commit(writer.head.position)));
            assert_eq!(head, Ok(0), "and the next is served");
        });
    }
}
