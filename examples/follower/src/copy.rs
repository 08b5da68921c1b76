//! The copy: the records, and the right edge of the log's tree, which tells how far it is and its root. Both change in
//! one transaction.

use std::{io, path::Path};

use anyhow::{Context, ensure};
use diesel::{connection::SimpleConnection, dsl::count_star, prelude::*, sqlite::SqliteConnection};
use serde_json::{Map, Value};
use shuniu_client::Change;
use shuniu_proof::Frontier;

diesel::table! {
    records (id) {
        id -> Text,
        record -> Text,
    }
}

diesel::table! {
    place (id) {
        id -> Integer,
        frontier -> Text,
    }
}

const TABLES: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;
    CREATE TABLE IF NOT EXISTS records (id TEXT NOT NULL PRIMARY KEY, record TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS place (id INTEGER NOT NULL PRIMARY KEY, frontier TEXT NOT NULL);";

pub struct Copy {
    conn: SqliteConnection,
}

impl Copy {
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let name = file.to_str().context("the name of the file is not UTF-8")?;
        let mut conn = SqliteConnection::establish(name)?;
        conn.batch_execute(TABLES)?;
        Ok(Self { conn })
    }

    pub fn has_begun(&mut self) -> anyhow::Result<bool> {
        Ok(place::table.select(count_star()).get_result::<i64>(&mut self.conn)? > 0)
    }

    /// The right edge of the tree over what was seen.
    pub fn frontier(&mut self) -> anyhow::Result<Frontier> {
        let known: Option<String> =
            place::table.select(place::frontier).get_result(&mut self.conn).optional()?;
        Ok(known.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default())
    }

    /// Takes the records of a snapshot.
    pub fn load(
        &mut self,
        lines: impl Iterator<Item = io::Result<String>>,
        frontier: &Frontier,
    ) -> anyhow::Result<()> {
        self.conn.transaction(|conn| {
            for line in lines {
                let line = line?;
                let record: Map<String, Value> = serde_json::from_str(&line)?;
                let id = record.get("id").and_then(Value::as_str).context("a record without id")?;
                put(conn, id, &line)?;
            }
            keep(conn, frontier)
        })
    }

    /// Applies changes in their order; each fits what it changes.
    pub fn apply(&mut self, changes: &[Change], frontier: &Frontier) -> anyhow::Result<()> {
        self.conn.transaction(|conn| {
            for change in changes.iter().filter(|change| change.subject == "organization") {
                let known: Option<String> = records::table
                    .find(&change.id)
                    .select(records::record)
                    .get_result(conn)
                    .optional()?;
                let mut record: Map<String, Value> =
                    known.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default();
                for delta in &change.changes {
                    let old = record.get(&delta.field).unwrap_or(&Value::Null);
                    ensure!(
                        *old == delta.old,
                        "change {} goes on from another {} of {}",
                        change.position,
                        delta.field,
                        change.id
                    );
                    record.insert(delta.field.clone(), delta.new.clone());
                }
                record.insert("version".to_owned(), change.version.into());
                put(conn, &change.id, &serde_json::to_string(&record)?)?;
            }
            keep(conn, frontier)
        })
    }

    pub fn count(&mut self) -> anyhow::Result<i64> {
        Ok(records::table.select(count_star()).get_result(&mut self.conn)?)
    }

    pub fn record(&mut self, id: &str) -> anyhow::Result<Option<String>> {
        let record = records::table.find(id).select(records::record);
        Ok(record.get_result(&mut self.conn).optional()?)
    }
}

fn put(conn: &mut SqliteConnection, id: &str, record: &str) -> anyhow::Result<()> {
    diesel::replace_into(records::table)
        .values((records::id.eq(id), records::record.eq(record)))
        .execute(conn)?;
    Ok(())
}

fn keep(conn: &mut SqliteConnection, frontier: &Frontier) -> anyhow::Result<()> {
    let text = serde_json::to_string(frontier)?;
    diesel::replace_into(place::table)
        .values((place::id.eq(1), place::frontier.eq(text)))
        .execute(conn)?;
    Ok(())
}
