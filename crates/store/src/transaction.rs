//! How transactions begin and end on each database. Nothing else.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;

use crate::connection::AnyConnection;
use crate::error::StoreError;

type Manager = <AnyConnection as Connection>::TransactionManager;

/// Begins to read one consistent snapshot.
pub(crate) fn begin_read(conn: &mut AnyConnection) -> Result<(), StoreError> {
    match conn {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
            c,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )?,
    }
    Ok(())
}

/// Begins to write. On SQLite the lock is taken at once: taken later, between a read and a write,
/// it fails without waiting.
pub(crate) fn begin_write(conn: &mut AnyConnection) -> Result<(), StoreError> {
    match conn {
        AnyConnection::Sqlite(c) => {
            AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?;
        }
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN")?,
    }
    Ok(())
}

/// Commits. The last statement before it must have succeeded: `COMMIT` of a transaction in which
/// one failed is answered by PostgreSQL with a silent rollback.
pub(crate) fn commit(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(Manager::commit_transaction(conn)?)
}

/// Makes sure that the transaction has not failed, then commits.
pub(crate) fn check_and_commit(conn: &mut AnyConnection) -> Result<(), StoreError> {
    conn.batch_execute("SELECT 1")?;
    commit(conn)
}

/// Ends the transaction without a trace.
pub(crate) fn rollback(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(Manager::rollback_transaction(conn)?)
}

/// Makes sure that the transaction is still there. SQLite ends it by itself when the disk fails, and every statement after
/// that would be kept for itself. It refuses to begin one within another: where it does not, there was none.
pub(crate) fn check_open(conn: &mut AnyConnection) -> Result<(), StoreError> {
    if let AnyConnection::Sqlite(c) = conn
        && c.batch_execute("BEGIN").is_ok()
    {
        c.batch_execute("ROLLBACK")?;
        return Err(StoreError::Unavailable("the database ended a transaction".into()));
    }
    Ok(())
}

/// Marks the place to which one act of a group can be undone.
pub(crate) fn begin_act(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("SAVEPOINT act")?)
}

/// Keeps the act. Fails on PostgreSQL if one of its statements failed, even unnoticed.
pub(crate) fn keep_act(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("RELEASE SAVEPOINT act")?)
}

/// Keeps the act as [`keep_act`] does, and begins another: one way to the server instead of two.
pub(crate) fn keep_act_and_begin(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("RELEASE SAVEPOINT act; SAVEPOINT act")?)
}

/// Undoes the act and nothing else of its group.
pub(crate) fn undo_act(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("ROLLBACK TO SAVEPOINT act; RELEASE SAVEPOINT act")?)
}
