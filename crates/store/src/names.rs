//! Search by name. A name is kept with its grams: the overlapping pairs of its characters and its
//! last character alone. SQLite indexes them as words of a full text (FTS5), PostgreSQL as lexemes
//! (GIN); a phrase of grams is then exactly a part of the name, and one character the beginning of
//! a gram.
//!
//! How a name is normalised and cut into grams is decided by the caller, for names and questions
//! alike. Ranking too: candidates come newest first.

use std::fmt::Write as _;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::{AnyConnection, each_backend};
use crate::error::StoreError;
use crate::schema::names;

/// A name some organization bears or bore.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Queryable,
    QueryableByName,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = names, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct NameRow {
    /// Number; later names have higher ones.
    pub id: i64,
    /// Who bears it.
    pub organization: String,
    /// The name as it is written.
    pub name: String,
    /// Authority the bearer is registered with.
    pub registrar: String,
    /// What sort of name: full, short, foreign …
    pub kind: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer borne.
    pub valid_to: Option<NaiveDate>,
}

/// A candidate found by a search.
pub type NameHit = NameRow;

/// Where to look for names that could be mistaken for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameScope {
    /// Authority the bearers are registered with.
    pub registrar: String,
    /// Kind of organization.
    pub kind: String,
}

/// What to look for, cut into grams as the names were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GramQuery {
    /// Names that contain this character.
    OneChar(String),
    /// Names that contain these overlapping pairs in a row. No pairs find nothing.
    Phrase(Vec<String>),
}

impl GramQuery {
    /// For FTS5. Quoting leaves no gram a meaning of its own.
    fn sqlite(&self) -> String {
        let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        match self {
            Self::OneChar(character) => format!("{} *", quote(character)),
            Self::Phrase(grams) => quote(&grams.join(" ")),
        }
    }

    /// For a `tsquery`.
    fn postgres(&self) -> String {
        match self {
            Self::OneChar(character) => format!("{}:*", lexeme(character)),
            Self::Phrase(grams) => {
                grams.iter().map(|gram| lexeme(gram)).collect::<Vec<_>>().join(" <-> ")
            }
        }
    }

    fn finds_nothing(&self) -> bool {
        match self {
            Self::OneChar(character) => character.is_empty(),
            Self::Phrase(grams) => grams.iter().all(String::is_empty),
        }
    }
}

/// A quoted lexeme of a `tsvector` or `tsquery`.
fn lexeme(gram: &str) -> String {
    format!("'{}'", gram.replace('\\', "\\\\").replace('\'', "''"))
}

/// The grams with their places, as a `tsvector` is written: no parser and no locale of the server
/// has a say in it.
fn tsvector(grams: &[String]) -> String {
    let mut vector = String::new();
    for (place, gram) in grams.iter().filter(|gram| !gram.is_empty()).enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(vector, "{}:{} ", lexeme(gram), place + 1);
    }
    vector
}

/// Names looked at for ones of the same scope: a word that thousands of names contain tells nobody
/// apart, and must not hold up the acts that wait.
const NEAR: u32 = 2_000;

const FOUND_SQLITE: &str = "name_grams MATCH $1";
const FOUND_POSTGRES: &str = "grams @@ $1::tsquery";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

impl Writer<'_> {
    /// Stores a name with its grams, in place of what was known under its number.
    pub fn put_name(&mut self, row: &NameRow, grams: &[String]) -> Result<(), StoreError> {
        let inserted = each_backend!(self.conn, c => {
            diesel::insert_into(names::table).values(row).on_conflict_do_nothing().execute(c)?
        });
        if inserted == 0 {
            diesel::update(names::table.find(row.id)).set(row).execute(self.conn)?;
            sql_query("DELETE FROM name_grams WHERE rowid = $1")
                .bind::<BigInt, _>(row.id)
                .execute(self.conn)?;
        }
        let (insert, grams) = match self.conn {
            AnyConnection::Sqlite(_) => {
                ("INSERT INTO name_grams (rowid, grams) VALUES ($1, $2)", grams.join(" "))
            }
            AnyConnection::Postgres(_) => {
                ("INSERT INTO name_grams (rowid, grams) VALUES ($1, $2::tsvector)", tsvector(grams))
            }
        };
        sql_query(insert).bind::<BigInt, _>(row.id).bind::<Text, _>(grams).execute(self.conn)?;
        Ok(())
    }

    /// Ends a name: `on` is the first day on which it is no longer borne. It is still found.
    pub fn end_name(&mut self, id: i64, on: NaiveDate) -> Result<(), StoreError> {
        diesel::update(names::table.find(id)).set(names::valid_to.eq(on)).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// At most `limit` names that match, newest first, after the one numbered `after`.
    pub fn search_names(
        &mut self,
        query: &GramQuery,
        limit: u32,
        after: Option<i64>,
    ) -> Result<Vec<NameHit>, StoreError> {
        if query.finds_nothing() {
            return Ok(Vec::new());
        }
        let (found, text) = self.found(query);
        // The inner query stops at the limit before any name is fetched.
        let statement = format!(
            "SELECT n.id, n.organization, n.name, n.registrar, n.kind, n.valid_from, n.valid_to \
             FROM (SELECT rowid AS id FROM name_grams WHERE {found} AND rowid < $2 \
             ORDER BY rowid DESC LIMIT $3) AS hits \
             JOIN names AS n ON n.id = hits.id ORDER BY n.id DESC"
        );
        Ok(sql_query(statement)
            .bind::<Text, _>(text)
            .bind::<BigInt, _>(after.unwrap_or(i64::MAX))
            .bind::<BigInt, _>(i64::from(limit))
            .load(self.conn)?)
    }

    /// At most `limit` names in force that match within a scope, newest first.
    pub fn search_names_in(
        &mut self,
        query: &GramQuery,
        scope: &NameScope,
        limit: u32,
    ) -> Result<Vec<NameHit>, StoreError> {
        if query.finds_nothing() {
            return Ok(Vec::new());
        }
        let (found, text) = self.found(query);
        let statement = format!(
            "SELECT n.id, n.organization, n.name, n.registrar, n.kind, n.valid_from, n.valid_to \
             FROM names AS n JOIN (SELECT rowid AS id FROM name_grams WHERE {found} \
             ORDER BY rowid DESC LIMIT {NEAR}) AS hits \
             ON hits.id = n.id WHERE n.registrar = $2 AND n.kind = $3 AND n.valid_to IS NULL \
             ORDER BY n.id DESC LIMIT $4"
        );
        Ok(sql_query(statement)
            .bind::<Text, _>(text)
            .bind::<Text, _>(&scope.registrar)
            .bind::<Text, _>(&scope.kind)
            .bind::<BigInt, _>(i64::from(limit))
            .load(self.conn)?)
    }

    /// How many names match, counted no further than `cap`: `cap` itself means that many or more.
    pub fn count_names_capped(&mut self, query: &GramQuery, cap: u32) -> Result<i64, StoreError> {
        if query.finds_nothing() {
            return Ok(0);
        }
        let (found, text) = self.found(query);
        let statement = format!(
            "SELECT count(*) AS count \
             FROM (SELECT rowid FROM name_grams WHERE {found} LIMIT $2) AS hits"
        );
        let count: Count = sql_query(statement)
            .bind::<Text, _>(text)
            .bind::<BigInt, _>(i64::from(cap))
            .get_result(self.conn)?;
        Ok(count.count)
    }

    /// All names an organization bears or bore, oldest first.
    pub fn names_of(&mut self, organization: &str) -> Result<Vec<NameRow>, StoreError> {
        Ok(names::table
            .filter(names::organization.eq(organization))
            .order(names::id)
            .select(NameRow::as_select())
            .load(self.conn)?)
    }

    /// The condition of a search, and the text it takes as `$1`.
    fn found(&self, query: &GramQuery) -> (&'static str, String) {
        match self.conn {
            AnyConnection::Sqlite(_) => (FOUND_SQLITE, query.sqlite()),
            AnyConnection::Postgres(_) => (FOUND_POSTGRES, query.postgres()),
        }
    }
}
