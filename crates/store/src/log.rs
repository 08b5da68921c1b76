//! The log: every event, in the order in which the register learned it, and the row that holds its
//! head. What the events mean stays out. Nothing here changes or deletes an entry.

use chrono::{NaiveDate, NaiveDateTime, SubsecRound};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Reader, Writer};
use crate::chain::{GENESIS_HASH, link_hash};
use crate::connection::{AnyConnection, insert_all};
use crate::error::StoreError;
use crate::schema::{log, log_head};
use crate::together::Together;

/// The row of `log_head`: there is one.
const HEAD: i32 = 1;

/// Entries in a statement that is worth keeping: each number of them makes another.
const OF_AN_ACT: usize = 12;

/// An event to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// What it is about, e.g. one organization.
    pub stream: String,
    /// The version of the stream this entry makes, from 1.
    pub version: i64,
    /// The kind of event.
    pub kind: String,
    /// The version of the form of the payload.
    pub schema: i32,
    /// The event as JSON, kept byte for byte.
    pub payload: String,
    /// From when it holds in law.
    pub effective_on: NaiveDate,
    /// When the register learned it: UTC, cut to microseconds when appended.
    pub recorded_at: NaiveDateTime,
    /// Who did it.
    pub actor: String,
    /// The act it came from.
    pub act: String,
    /// The case it came from.
    pub case_id: Option<String>,
}

/// An event in the log.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = log, treat_none_as_default_value = false)]
pub struct Entry {
    /// Its place in the log, from 1, without gaps.
    pub position: i64,
    /// What it is about.
    pub stream: String,
    /// The version of the stream it made.
    pub version: i64,
    /// The kind of event.
    pub kind: String,
    /// The version of the form of the payload.
    pub schema: i32,
    /// The event as JSON, byte for byte as it came.
    pub payload: String,
    /// From when it holds in law.
    pub effective_on: NaiveDate,
    /// When the register learned it: UTC, microseconds.
    pub recorded_at: NaiveDateTime,
    /// Who did it.
    pub actor: String,
    /// The act it came from.
    pub act: String,
    /// The case it came from.
    pub case_id: Option<String>,
    /// The hash of the entry before it.
    pub previous_hash: String,
    /// Its own hash, see [`link_hash`].
    pub hash: String,
}

/// The end of the log.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Head {
    /// The position of the last entry; 0 when there is none.
    pub position: i64,
    /// Its hash; 64 zeros when there is none.
    pub hash: String,
}

impl Head {
    /// Of an empty log.
    #[must_use]
    pub fn genesis() -> Self {
        Self { position: 0, hash: GENESIS_HASH.into() }
    }
}

impl Entry {
    fn after(head: &Head, new: NewEntry) -> Self {
        let position = head.position + 1;
        let hash = link_hash(&head.hash, position, &new);
        Self {
            position,
            stream: new.stream,
            version: new.version,
            kind: new.kind,
            schema: new.schema,
            payload: new.payload,
            effective_on: new.effective_on,
            recorded_at: new.recorded_at,
            actor: new.actor,
            act: new.act,
            case_id: new.case_id,
            previous_hash: head.hash.clone(),
            hash,
        }
    }

    /// What was appended, without its place in the log.
    #[must_use]
    pub fn content(&self) -> NewEntry {
        NewEntry {
            stream: self.stream.clone(),
            version: self.version,
            kind: self.kind.clone(),
            schema: self.schema,
            payload: self.payload.clone(),
            effective_on: self.effective_on,
            recorded_at: self.recorded_at,
            actor: self.actor.clone(),
            act: self.act.clone(),
            case_id: self.case_id.clone(),
        }
    }
}

impl Writer<'_> {
    /// Appends events after the head of the log and answers them with their places.
    ///
    /// # Errors
    /// [`Constraint::StreamVersion`](crate::Constraint::StreamVersion) when another entry already
    /// made one of these versions. The act must then end in an error; it can no longer be kept.
    pub fn append(&mut self, new: Vec<NewEntry>) -> Result<Vec<Entry>, StoreError> {
        let mut head = self.head.clone();
        let mut entries = Vec::with_capacity(new.len());
        for mut entry in new {
            // The hash covers what is stored, and PostgreSQL stores microseconds.
            entry.recorded_at = entry.recorded_at.trunc_subsecs(6);
            let entry = Entry::after(&head, entry);
            head = Head { position: entry.position, hash: entry.hash.clone() };
            entries.push(entry);
        }
        if let Err(error) = insert(self.conn, &entries) {
            self.spoiled = true;
            return Err(error);
        }
        let before = std::mem::replace(&mut self.head, head);
        self.latest = self.latest.max(entries.iter().map(|entry| entry.recorded_at).max());
        self.fill_tiles(before.position)?;
        Ok(entries)
    }
}

impl Reader<'_> {
    /// The last entry of the log, as this transaction sees it.
    pub fn head(&mut self) -> Result<Head, StoreError> {
        let last = diesel::alias!(log as last);
        let position = last.select(diesel::dsl::max(last.field(log::position))).single_value();
        let head = log::table
            .filter(log::position.nullable().eq(position))
            .select((log::position, log::hash))
            .get_result(self.conn)
            .optional()?;
        Ok(head.unwrap_or_else(Head::genesis))
    }

    /// At most `limit` entries after `position`, in order.
    pub fn entries_after(&mut self, position: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        Ok(log::table
            .filter(log::position.gt(position))
            .order(log::position)
            .limit(limit.into())
            .select(Entry::as_select())
            .load(self.conn)?)
    }

    /// All entries of a stream, in the order of their versions.
    pub fn stream(&mut self, stream: &str) -> Result<Vec<Entry>, StoreError> {
        self.stream_until(stream, None, None)
    }

    /// The entries of a stream that held in law on `effective_on` and were known at
    /// `recorded_until` (both inclusive; none means no bound), in the order of their versions.
    pub fn stream_until(
        &mut self,
        stream: &str,
        effective_on: Option<NaiveDate>,
        recorded_until: Option<NaiveDateTime>,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut query = log::table.filter(log::stream.eq(stream)).into_boxed();
        if let Some(day) = effective_on {
            query = query.filter(log::effective_on.le(day));
        }
        if let Some(instant) = recorded_until {
            query = query.filter(log::recorded_at.le(instant));
        }
        Ok(query.order(log::version).select(Entry::as_select()).load(self.conn)?)
    }

    /// When the last entry was recorded; none where there is none.
    pub fn latest(&mut self) -> Result<Option<NaiveDateTime>, StoreError> {
        Ok(log_head::table.find(HEAD).select(log_head::recorded_at).get_result(self.conn)?)
    }

    /// The head as the row says that every writer locks.
    pub(crate) fn recorded_head(&mut self) -> Result<Head, StoreError> {
        Ok(log_head::table
            .find(HEAD)
            .select((log_head::position, log_head::hash))
            .get_result(self.conn)?)
    }
}

fn insert(conn: &mut AnyConnection, entries: &[Entry]) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(c) = &mut *conn
        && entries.len() <= OF_AN_ACT
    {
        let mut all = Together::default();
        for entry in entries {
            all.add(diesel::insert_into(log::table).values(entry));
        }
        all.run(c)?;
        return Ok(());
    }
    insert_all!(conn, log::table, entries);
    Ok(())
}

/// Locks the head of the log until the transaction ends, and reads it and when its entry was recorded.
pub(crate) fn lock_head(
    conn: &mut AnyConnection,
) -> Result<(Head, Option<NaiveDateTime>), StoreError> {
    let row = log_head::table
        .find(HEAD)
        .select(((log_head::position, log_head::hash), log_head::recorded_at));
    Ok(match conn {
        // The whole database is locked since the transaction began.
        AnyConnection::Sqlite(c) => row.get_result(c)?,
        AnyConnection::Postgres(c) => row.for_update().get_result(c)?,
    })
}

/// Moves the head from where it was locked.
pub(crate) fn move_head(
    conn: &mut AnyConnection,
    before: &Head,
    (after, latest): &(Head, Option<NaiveDateTime>),
) -> Result<(), StoreError> {
    let moved = diesel::update(log_head::table.find(HEAD))
        .filter(log_head::position.eq(before.position))
        .set((
            log_head::position.eq(after.position),
            log_head::hash.eq(&after.hash),
            log_head::recorded_at.eq(latest),
        ))
        .execute(conn)?;
    if moved == 1 {
        Ok(())
    } else {
        Err(StoreError::Corrupt { what: "the head of the log moved while it was locked".into() })
    }
}
