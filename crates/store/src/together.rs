//! Several writes in one statement, for PostgreSQL: there each statement is a way to the server and back, and an act brings a
//! dozen rows for ten tables. Each write becomes a part of one `WITH`; the statement is kept under its text.
//!
//! What may not enter: writes that read what another of them writes (all parts see what stood before), two that write the same
//! row (PostgreSQL gives them no order), and any number of rows: each number makes another text.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use crate::error::StoreError;

/// Writes to be run together.
#[derive(Default)]
pub(crate) struct Together<'r> {
    /// Those whose rows are counted.
    counted: Vec<Box<dyn QueryFragment<Pg> + 'r>>,
    others: Vec<Box<dyn QueryFragment<Pg> + 'r>>,
}

impl<'r> Together<'r> {
    /// Adds a write that answers a row for each that it wrote (`RETURNING`).
    pub(crate) fn count(&mut self, write: impl QueryFragment<Pg> + 'r) {
        self.counted.push(Box::new(write));
    }

    /// Adds a write.
    pub(crate) fn add(&mut self, write: impl QueryFragment<Pg> + 'r) {
        self.others.push(Box::new(write));
    }

    /// Runs all of them, and tells how many rows the counted ones wrote.
    pub(crate) fn run(self, conn: &mut PgConnection) -> Result<usize, StoreError> {
        if self.counted.is_empty() && self.others.is_empty() {
            return Ok(0);
        }
        let written: i64 = self.get_result(conn)?;
        Ok(usize::try_from(written).unwrap_or_default())
    }
}

impl QueryId for Together<'_> {
    type QueryId = ();
    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Together<'_> {
    type SqlType = BigInt;
}

impl RunQueryDsl<PgConnection> for Together<'_> {}

impl QueryFragment<Pg> for Together<'_> {
    /// The text says how many writes of which kind there are, and acts are of a few kinds.
    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }

    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for (place, write) in self.counted.iter().chain(&self.others).enumerate() {
            out.push_sql(if place == 0 { "WITH " } else { ", " });
            out.push_sql(&format!("w{place} AS ("));
            write.walk_ast(out.reborrow())?;
            out.push_sql(")");
        }
        out.push_sql(" SELECT 0::bigint");
        for place in 0..self.counted.len() {
            out.push_sql(&format!(" + (SELECT count(*) FROM w{place})"));
        }
        Ok(())
    }
}
