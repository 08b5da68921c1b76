//! The read model of relations between organizations and units: supervision, guidance, liaison and
//! the others, each for a time. Made from the log and nothing else.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::insert_all;
use crate::error::StoreError;
use crate::filter::holds_on;
use crate::schema::relations;

/// A relation.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = relations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RelationRow {
    /// Number; later relations have higher ones.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// The unit on the other side.
    pub unit: String,
    /// Kind of relation.
    pub kind: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it no longer holds.
    pub valid_to: Option<NaiveDate>,
    /// What it rests on.
    pub basis: String,
}

impl Writer<'_> {
    /// Stores new relations.
    pub fn add_relations(&mut self, rows: &[RelationRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, relations::table, rows);
        Ok(())
    }

    /// Ends a relation: `on` is the first day on which it no longer holds.
    pub fn end_relation(&mut self, id: i64, on: NaiveDate) -> Result<(), StoreError> {
        diesel::update(relations::table.find(id))
            .set(relations::valid_to.eq(on))
            .execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The relations of an organization in the order of entry: those that hold `on` a day, or all.
    pub fn relations_of(
        &mut self,
        organization: &str,
        on: Option<NaiveDate>,
    ) -> Result<Vec<RelationRow>, StoreError> {
        let mut query =
            relations::table.filter(relations::organization.eq(organization)).into_boxed();
        if let Some(day) = on {
            query = holds_on!(query, relations, day);
        }
        Ok(query.order(relations::id).select(RelationRow::as_select()).load(self.conn)?)
    }

    /// At most `limit` relations with a unit in the order of entry, after the one numbered `after`:
    /// of one `kind` or all, those that hold `on` a day or all.
    pub fn relations_with(
        &mut self,
        unit: &str,
        kind: Option<&str>,
        on: Option<NaiveDate>,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<RelationRow>, StoreError> {
        let mut query = relations::table.filter(relations::unit.eq(unit)).into_boxed();
        if let Some(kind) = kind {
            query = query.filter(relations::kind.eq(kind));
        }
        if let Some(day) = on {
            query = holds_on!(query, relations, day);
        }
        if let Some(id) = after {
            query = query.filter(relations::id.gt(id));
        }
        Ok(query
            .order(relations::id)
            .limit(limit.into())
            .select(RelationRow::as_select())
            .load(self.conn)?)
    }
}
