//! The three hands that reach into the database. What each may do stands with the tables, one file
//! per family; here is only what they hold.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDateTime;

use crate::connection::AnyConnection;
use crate::log::Head;
use crate::remembered::Remembered;

/// Reads. Given by [`Store::read`](crate::Store::read) and
/// [`Store::read_one`](crate::Store::read_one).
pub struct Reader<'c> {
    pub(crate) conn: &'c mut AnyConnection,
    /// What the thread that writes remembers; nobody else does.
    pub(crate) remembered: Option<&'c mut Remembered>,
}

/// Writes an act, and reads what the acts before it left. Given by
/// [`Store::write`](crate::Store::write).
pub struct Writer<'c> {
    reader: Reader<'c>,
    pub(crate) head: Head,
    /// When the entry at the head was recorded; none where there is none.
    pub(crate) latest: Option<NaiveDateTime>,
    /// An append failed. The act can then not be kept, even if whoever wrote it goes on.
    pub(crate) spoiled: bool,
}

/// Writes what is not an act: accounts, tokens, the audit trail. Given by
/// [`Store::operate`](crate::Store::operate).
pub struct Operator<'c> {
    reader: Reader<'c>,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(conn: &'c mut AnyConnection) -> Self {
        Self { conn, remembered: None }
    }
}

impl<'c> Writer<'c> {
    pub(crate) fn new(
        conn: &'c mut AnyConnection,
        remembered: &'c mut Remembered,
        (head, latest): (Head, Option<NaiveDateTime>),
    ) -> Self {
        let reader = Reader { conn, remembered: Some(remembered) };
        Self { reader, head, latest, spoiled: false }
    }
}

impl<'c> Operator<'c> {
    pub(crate) fn new(conn: &'c mut AnyConnection) -> Self {
        Self { reader: Reader::new(conn) }
    }
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> DerefMut for Writer<'c> {
    fn deref_mut(&mut self) -> &mut Reader<'c> {
        &mut self.reader
    }
}

impl<'c> Deref for Operator<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> DerefMut for Operator<'c> {
    fn deref_mut(&mut self) -> &mut Reader<'c> {
        &mut self.reader
    }
}
