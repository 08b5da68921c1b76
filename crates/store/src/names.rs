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
use diesel::sql_types::{Array, BigInt, Text};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::{AnyConnection, ROWS, insert_all};
use crate::error::StoreError;
use crate::kept::{Kept, Value};
use crate::schema::names;

/// A name some organization bears or bore.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = names, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct NameRow {
    /// Number; later names have higher ones.
    pub id: i64,
    /// Who bears it.
    pub organization: String,
    /// The name as it is written.
    pub name: String,
    /// The name as it is compared.
    pub normal: String,
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

/// The statement that stores the grams of one name, on PostgreSQL.
pub(crate) fn grams_of(id: i64, grams: &[String]) -> Kept<()> {
    let values = vec![Value::Number(id), Value::Text(tsvector(grams))];
    Kept::new("INSERT INTO name_grams (rowid, grams) VALUES (?, ?::tsvector)", values)
}

/// Names looked at for ones of the same scope: a word that thousands of names contain tells nobody
/// apart, and must not hold up the acts that wait.
const NEAR: u32 = 2_000;

const FOUND_SQLITE: &str = "name_grams MATCH ?";
const FOUND_POSTGRES: &str = "grams @@ ?::tsquery";

const ADD_SQLITE: &str = "INSERT INTO name_grams (rowid, grams) VALUES (?, ?)";
const ADD_POSTGRES: &str = "INSERT INTO name_grams (rowid, grams) \
     SELECT id, vector::tsvector FROM unnest($1, $2) AS added (id, vector)";

impl Writer<'_> {
    /// Stores new names, each with its grams.
    pub fn add_names(&mut self, rows: &[NameRow], grams: &[Vec<String>]) -> Result<(), StoreError> {
        insert_all!(self.conn, names::table, rows);
        if let AnyConnection::Postgres(c) = &mut *self.conn {
            for (rows, grams) in rows.chunks(ROWS).zip(grams.chunks(ROWS)) {
                let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
                let vectors: Vec<String> = grams.iter().map(|grams| tsvector(grams)).collect();
                sql_query(ADD_POSTGRES)
                    .bind::<Array<BigInt>, _>(ids)
                    .bind::<Array<Text>, _>(vectors)
                    .execute(c)?;
            }
            return Ok(());
        }
        for (row, grams) in rows.iter().zip(grams) {
            let values = vec![Value::Number(row.id), Value::Text(grams.join(" "))];
            Kept::<()>::new(ADD_SQLITE, values).execute(self.conn)?;
        }
        Ok(())
    }

    /// Fills in how names are compared for at most `limit` of those after `after` that an older register left without. The
    /// last of them, none when all are through.
    pub(crate) fn compare_names(
        &mut self,
        normal: fn(&str) -> String,
        after: i64,
        limit: u32,
    ) -> Result<Option<i64>, StoreError> {
        let without: Vec<(i64, String)> = names::table
            .filter(names::normal.eq("").and(names::id.gt(after)))
            .order(names::id)
            .limit(limit.into())
            .select((names::id, names::name))
            .load(self.conn)?;
        for (id, name) in &without {
            let row = diesel::update(names::table.find(id));
            row.set(names::normal.eq(normal(name))).execute(self.conn)?;
        }
        Ok(without.last().map(|(id, _)| *id))
    }

    /// Moves the first day of a name, when an older source tells it.
    pub fn begin_name(&mut self, id: i64, on: NaiveDate) -> Result<(), StoreError> {
        diesel::update(names::table.find(id)).set(names::valid_from.eq(on)).execute(self.conn)?;
        Ok(())
    }

    /// A name that was ended is borne again, as if it had never been given up.
    pub fn reopen_name(&mut self, id: i64) -> Result<(), StoreError> {
        let open = names::valid_to.eq(None::<NaiveDate>);
        diesel::update(names::table.find(id)).set(open).execute(self.conn)?;
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
            "SELECT n.id, n.organization, n.name, n.normal, n.registrar, n.kind, n.valid_from, n.valid_to \
             FROM (SELECT rowid AS id FROM name_grams WHERE {found} AND rowid < ? \
             ORDER BY rowid DESC LIMIT ?) AS hits \
             JOIN names AS n ON n.id = hits.id ORDER BY n.id DESC"
        );
        let after = Value::Number(after.unwrap_or(i64::MAX));
        let values = vec![Value::Text(text), after, Value::Number(limit.into())];
        Ok(self.hits(statement, values).load(self.conn)?)
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
        // SQLite keeps the order of the one beside which it looks the other up, and stops as soon as there are enough:
        // asked to sort, it would look all of them up first.
        let (join, order) = match self.conn {
            AnyConnection::Sqlite(_) => ("CROSS JOIN", ""),
            AnyConnection::Postgres(_) => ("JOIN", "ORDER BY n.id DESC"),
        };
        let statement = format!(
            "SELECT n.id, n.organization, n.name, n.normal, n.registrar, n.kind, n.valid_from, n.valid_to \
             FROM (SELECT rowid AS id FROM name_grams WHERE {found} \
             ORDER BY rowid DESC LIMIT {NEAR}) AS hits {join} names AS n \
             ON hits.id = n.id WHERE n.registrar = ? AND n.kind = ? AND n.valid_to IS NULL \
             {order} LIMIT ?"
        );
        let of = |text: &String| Value::Text(text.clone());
        let values = vec![
            Value::Text(text),
            of(&scope.registrar),
            of(&scope.kind),
            Value::Number(limit.into()),
        ];
        Ok(self.hits(statement, values).load(self.conn)?)
    }

    /// Names of a scope that are one of these, as names are compared: of each sort, those in force and those that are borne no
    /// more, at most `limit`, newest first.
    pub fn namesakes_in(
        &mut self,
        normals: &[String],
        scope: &NameScope,
        limit: u32,
    ) -> Result<Vec<NameHit>, StoreError> {
        const COLUMNS: &str =
            "id, organization, name, normal, registrar, kind, valid_from, valid_to";
        if normals.is_empty() {
            return Ok(Vec::new());
        }
        let places = vec!["?"; normals.len()].join(", ");
        let (mut statement, mut values) = (Vec::new(), Vec::new());
        let of = |text: &String| Value::Text(text.clone());
        for sort in ["valid_to IS NULL", "valid_to IS NOT NULL"] {
            statement.push(format!(
                "SELECT * FROM (SELECT {COLUMNS} FROM names WHERE registrar = ? AND kind = ? \
                 AND normal IN ({places}) AND {sort} ORDER BY id DESC LIMIT ?) AS of_a_sort"
            ));
            values.extend([of(&scope.registrar), of(&scope.kind)]);
            values.extend(normals.iter().map(of));
            values.push(Value::Number(limit.into()));
        }
        let statement = statement.join(" UNION ALL ");
        Ok(Kept::<names::SqlType>::new(statement, values).load(self.conn)?)
    }

    /// How many names match, counted no further than `cap`: `cap` itself means that many or more.
    pub fn count_names_capped(&mut self, query: &GramQuery, cap: u32) -> Result<i64, StoreError> {
        if query.finds_nothing() {
            return Ok(0);
        }
        let (found, text) = self.found(query);
        let statement = format!(
            "SELECT count(*) AS count \
             FROM (SELECT rowid FROM name_grams WHERE {found} LIMIT ?) AS hits"
        );
        let values = vec![Value::Text(text), Value::Number(cap.into())];
        Ok(Kept::<BigInt>::new(statement, values).get_result(self.conn)?)
    }

    /// All names an organization bears or bore, oldest first.
    pub fn names_of(&mut self, organization: &str) -> Result<Vec<NameRow>, StoreError> {
        Ok(names::table
            .filter(names::organization.eq(organization))
            .order(names::id)
            .select(NameRow::as_select())
            .load(self.conn)?)
    }

    /// A search. PostgreSQL plans it anew: a rare word is found through the index of grams, a word
    /// that half of the names contain by walking back from the newest.
    fn hits(&self, statement: String, values: Vec<Value>) -> Kept<names::SqlType> {
        Kept::new(statement, values).planned_anew(matches!(self.conn, AnyConnection::Postgres(_)))
    }

    /// The condition of a search, and the text it takes as its first value.
    fn found(&self, query: &GramQuery) -> (&'static str, String) {
        match self.conn {
            AnyConnection::Sqlite(_) => (FOUND_SQLITE, query.sqlite()),
            AnyConnection::Postgres(_) => (FOUND_POSTGRES, query.postgres()),
        }
    }
}
