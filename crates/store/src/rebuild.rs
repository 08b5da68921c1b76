//! Emptying the read models so that they can be made anew from the log, and a digest of each to
//! prove that new equals old. How they are made stays out. Identities, accounts, stored answers and
//! the audit trail are not made from the log and stay as they are.

use std::collections::BTreeMap;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::access::{Reader, Writer};
use crate::annual::{AnnualYearRow, WarningRow};
use crate::cases::CaseRow;
use crate::connection::AnyConnection;
use crate::decouplings::{DecouplingRow, DimensionRow};
use crate::error::StoreError;
use crate::evaluations::EvaluationRow;
use crate::exits::ExitRow;
use crate::grades::GradeRow;
use crate::hubs::HubRow;
use crate::listings::ListingRow;
use crate::name_keys::NameKeyRow;
use crate::names::NameRow;
use crate::notices::NoticeRow;
use crate::organizations::OrganizationRow;
use crate::penalties::PenaltyRow;
use crate::posts::PostRow;
use crate::programmes::ProgrammeRow;
use crate::relations::RelationRow;
use crate::roll::RollRow;
use crate::schema::{
    annual_years, cases, claims, counters, decoupling_dimensions, decouplings, evaluations, exits,
    grades, hubs, listings, name_keys, names, notices, organizations, penalties, posts, programmes,
    relations, roll, units, warnings,
};
use crate::units::UnitRow;

/// Rows read at a time.
const PAGE: i64 = 500;

const CLEAR: &str = "DELETE FROM organizations; DELETE FROM names; DELETE FROM cases; \
     DELETE FROM units; DELETE FROM relations; DELETE FROM posts; DELETE FROM notices; \
     DELETE FROM counters; DELETE FROM claims; DELETE FROM name_keys; DELETE FROM roll; \
     DELETE FROM hubs; DELETE FROM programmes; DELETE FROM decouplings; \
     DELETE FROM decoupling_dimensions; DELETE FROM exits; \
     DELETE FROM annual_years; DELETE FROM warnings; DELETE FROM listings; \
     DELETE FROM penalties; DELETE FROM evaluations; DELETE FROM grades;";

#[derive(Serialize, QueryableByName)]
struct GramRow {
    #[diesel(sql_type = BigInt)]
    rowid: i64,
}

#[derive(Serialize, Queryable, Selectable)]
#[diesel(table_name = claims)]
struct ClaimRow {
    scope: String,
    key: String,
    holder: String,
}

#[derive(Serialize, Queryable, Selectable)]
#[diesel(table_name = counters)]
struct CounterRow {
    name: String,
    value: i64,
}

impl Writer<'_> {
    /// Empties every read model, the counters and the claims.
    pub fn clear_read_models(&mut self) -> Result<(), StoreError> {
        if let Some(remembered) = &mut self.remembered {
            remembered.renew();
        }
        match &mut *self.conn {
            AnyConnection::Sqlite(c) => {
                // An index without its texts is emptied by a command, not row by row.
                c.batch_execute("INSERT INTO name_grams (name_grams) VALUES ('delete-all');")?;
            }
            AnyConnection::Postgres(c) => {
                // A million rows take longer than a question may.
                c.batch_execute("SET LOCAL statement_timeout = 0; DELETE FROM name_grams;")?;
            }
        }
        Ok(self.conn.batch_execute(CLEAR)?)
    }
}

/// The number of rows of a table with one key, and a digest of them in the order of that key.
macro_rules! digest_by_key {
    ($reader:expr, $table:ident, $row:ident, $key:ident) => {
        digest(|after: Option<&$row>| {
            let mut query = $table::table.select($row::as_select()).into_boxed();
            if let Some(row) = after {
                query = query.filter($table::$key.gt(row.$key.clone()));
            }
            Ok(query.order($table::$key).limit(PAGE).load($reader.conn)?)
        })
    };
}

impl Reader<'_> {
    /// For each read model its number of rows and a SHA-256 over all columns of all rows in the
    /// order of their keys; equal on both databases when the rows are. `name_grams` is counted by
    /// its row numbers alone: the index doesn't give its grams back.
    pub fn read_model_digest(
        &mut self,
    ) -> Result<BTreeMap<&'static str, (u64, String)>, StoreError> {
        Ok(BTreeMap::from([
            ("organizations", digest_by_key!(self, organizations, OrganizationRow, id)?),
            ("names", digest_by_key!(self, names, NameRow, id)?),
            ("name_grams", self.digest_grams()?),
            ("name_keys", digest_by_key!(self, name_keys, NameKeyRow, id)?),
            ("roll", digest_by_key!(self, roll, RollRow, id)?),
            ("cases", digest_by_key!(self, cases, CaseRow, id)?),
            ("units", digest_by_key!(self, units, UnitRow, id)?),
            ("hubs", digest_by_key!(self, hubs, HubRow, unit)?),
            ("relations", digest_by_key!(self, relations, RelationRow, id)?),
            ("programmes", digest_by_key!(self, programmes, ProgrammeRow, id)?),
            ("decouplings", digest_by_key!(self, decouplings, DecouplingRow, organization)?),
            (
                "decoupling_dimensions",
                digest_by_key!(self, decoupling_dimensions, DimensionRow, key)?,
            ),
            ("exits", digest_by_key!(self, exits, ExitRow, organization)?),
            ("annual_years", digest_by_key!(self, annual_years, AnnualYearRow, key)?),
            ("listings", digest_by_key!(self, listings, ListingRow, key)?),
            ("evaluations", digest_by_key!(self, evaluations, EvaluationRow, key)?),
            ("grades", digest_by_key!(self, grades, GradeRow, key)?),
            ("penalties", digest_by_key!(self, penalties, PenaltyRow, key)?),
            ("warnings", digest_by_key!(self, warnings, WarningRow, key)?),
            ("posts", digest_by_key!(self, posts, PostRow, id)?),
            ("notices", digest_by_key!(self, notices, NoticeRow, id)?),
            ("counters", digest_by_key!(self, counters, CounterRow, name)?),
            ("claims", self.digest_claims()?),
        ]))
    }

    fn digest_grams(&mut self) -> Result<(u64, String), StoreError> {
        digest(|after: Option<&GramRow>| {
            Ok(sql_query("SELECT rowid FROM name_grams WHERE rowid > $1 ORDER BY rowid LIMIT $2")
                .bind::<BigInt, _>(after.map_or(i64::MIN, |row| row.rowid))
                .bind::<BigInt, _>(PAGE)
                .load(self.conn)?)
        })
    }

    fn digest_claims(&mut self) -> Result<(u64, String), StoreError> {
        digest(|after: Option<&ClaimRow>| {
            let mut query = claims::table.select(ClaimRow::as_select()).into_boxed();
            if let Some(row) = after {
                let (scope, key) = (row.scope.clone(), row.key.clone());
                query = query
                    .filter(claims::scope.ge(scope.clone()))
                    .filter(claims::scope.gt(scope).or(claims::key.gt(key)));
            }
            Ok(query.order((claims::scope, claims::key)).limit(PAGE).load(self.conn)?)
        })
    }
}

/// Counts and digests the rows that `page` gives, which is asked for those after the last one.
fn digest<R: Serialize>(
    mut page: impl FnMut(Option<&R>) -> Result<Vec<R>, StoreError>,
) -> Result<(u64, String), StoreError> {
    let mut hasher = Sha256::new();
    let mut count = 0;
    let mut rows = page(None)?;
    while !rows.is_empty() {
        for row in &rows {
            let text = serde_json::to_vec(row)
                .map_err(|_| StoreError::Internal("a row cannot be digested".into()))?;
            hasher.update(text);
            hasher.update(b"\n");
            count += 1;
        }
        rows = page(rows.last())?;
    }
    Ok((count, hex::encode(hasher.finalize())))
}
