//! The read model of relations between organizations and units: supervision, guidance, liaison and
//! the others, each for a time. Made from the log and nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::insert_all;
use crate::error::StoreError;
use crate::filter::holds_on;
use crate::schema::{organizations, relations, units};

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
    /// Number of the document, where it is another than the basis.
    pub document: Option<String>,
    /// Since when it rests.
    pub suspended_on: Option<NaiveDate>,
    /// When the unit gave notice that it stops supervising.
    pub notified_on: Option<NaiveDate>,
    /// By when another is due, where the law sets a time.
    pub due_on: Option<NaiveDate>,
    /// What is planned for a member of a hub that fell away, JSON.
    pub plan: Option<String>,
}

impl RelationRow {
    /// A relation that begins.
    #[must_use]
    pub fn begun(
        (id, valid_from): (i64, NaiveDate),
        organization: &str,
        unit: &str,
        kind: &str,
        basis: &str,
    ) -> Self {
        Self {
            id,
            organization: organization.to_owned(),
            unit: unit.to_owned(),
            kind: kind.to_owned(),
            valid_from,
            valid_to: None,
            basis: basis.to_owned(),
            document: None,
            suspended_on: None,
            notified_on: None,
            due_on: None,
            plan: None,
        }
    }
}

/// A member of a unit: the relation, and the organization as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The relation.
    pub relation: RelationRow,
    /// The organization's name.
    pub name: String,
    /// Its code.
    pub uscc: Option<String>,
    /// Its kind.
    pub organization_kind: String,
    /// Its status.
    pub status: String,
    /// Its registrar.
    pub registrar: String,
}

/// Which relations to list. What is none doesn't narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationFilter {
    /// With this unit.
    pub unit: Option<String>,
    /// Of organizations of this registrar.
    pub registrar: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Holding on this day.
    pub on: Option<NaiveDate>,
    /// Only supervision that its unit gave notice of, and that goes on.
    pub gaps: bool,
    /// Only what is due before this day.
    pub due_before: Option<NaiveDate>,
    /// Only open supervision without a plan.
    pub without_plan: bool,
    /// Only open relations with a unit that no longer exists on this day.
    pub unit_gone_on: Option<NaiveDate>,
}

type Joined = (RelationRow, String, Option<String>, String, String, String);

/// Narrows a boxed query over relations and their organizations; `gone` are the units that are no more,
/// where those are asked for.
macro_rules! narrowed {
    ($query:expr, $filter:expr, $gone:expr) => {{
        let (mut query, filter, gone) = ($query, $filter, $gone);
        if let Some(unit) = &filter.unit {
            query = query.filter(relations::unit.eq(unit));
        }
        if let Some(kind) = &filter.kind {
            query = query.filter(relations::kind.eq(kind));
        }
        if let Some(registrar) = &filter.registrar {
            query = query.filter(organizations::registrar.eq(registrar));
        }
        if let Some(day) = filter.on {
            query = holds_on!(query, relations, day);
        }
        if filter.gaps {
            query = query
                .filter(relations::notified_on.is_not_null())
                .filter(relations::valid_to.is_null());
        }
        if let Some(day) = filter.due_before {
            query = query.filter(relations::due_on.lt(day));
        }
        if filter.without_plan {
            query = query.filter(relations::plan.is_null()).filter(relations::valid_to.is_null());
        }
        if let Some(gone) = gone {
            query =
                query.filter(relations::valid_to.is_null()).filter(relations::unit.eq_any(gone));
        }
        query
    }};
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

    /// Stores a relation in place of what was known under its number.
    pub fn change_relation(&mut self, row: &RelationRow) -> Result<(), StoreError> {
        diesel::update(relations::table.find(row.id)).set(row).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// Whether an organization stood in any relation to a unit on a day, or until that day.
    pub fn is_related(
        &mut self,
        organization: &str,
        unit: &str,
        day: NaiveDate,
    ) -> Result<bool, StoreError> {
        let until = relations::valid_to.is_null().or(relations::valid_to.ge(day));
        let related = relations::table
            .filter(relations::organization.eq(organization))
            .filter(relations::unit.eq(unit))
            .filter(relations::valid_from.le(day))
            .filter(until);
        Ok(diesel::select(diesel::dsl::exists(related)).get_result(self.conn)?)
    }

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

    /// At most `limit` relations in the order of entry, after the one numbered `after`, each with
    /// the organization as it is now.
    pub fn list_relations(
        &mut self,
        filter: &RelationFilter,
        after: Option<i64>,
        limit: u32,
    ) -> Result<Vec<MemberRow>, StoreError> {
        let gone = self.gone_units(filter)?;
        let joined = relations::table
            .inner_join(organizations::table.on(organizations::id.eq(relations::organization)))
            .into_boxed();
        let mut query = narrowed!(joined, filter, gone);
        if let Some(id) = after {
            query = query.filter(relations::id.gt(id));
        }
        let rows: Vec<Joined> = query
            .order(relations::id)
            .limit(limit.into())
            .select((
                RelationRow::as_select(),
                organizations::name,
                organizations::uscc,
                organizations::kind,
                organizations::status,
                organizations::registrar,
            ))
            .load(self.conn)?;
        let member = |(relation, name, uscc, organization_kind, status, registrar)| MemberRow {
            relation,
            name,
            uscc,
            organization_kind,
            status,
            registrar,
        };
        Ok(rows.into_iter().map(member).collect())
    }

    /// How many relations a list has.
    pub fn count_list_of_relations(&mut self, filter: &RelationFilter) -> Result<i64, StoreError> {
        let gone = self.gone_units(filter)?;
        let joined = relations::table
            .inner_join(organizations::table.on(organizations::id.eq(relations::organization)))
            .select(count_star())
            .into_boxed();
        Ok(narrowed!(joined, filter, gone).get_result(self.conn)?)
    }

    /// Units that are no more on the day that is asked for: few, so that they are listed first.
    fn gone_units(&mut self, filter: &RelationFilter) -> Result<Option<Vec<String>>, StoreError> {
        let Some(day) = filter.unit_gone_on else { return Ok(None) };
        Ok(Some(units::table.filter(units::valid_to.le(day)).select(units::id).load(self.conn)?))
    }

    /// How many relations of each kind a unit has: those that hold `on` a day, or are open.
    pub fn count_relations(
        &mut self,
        unit: &str,
        on: Option<NaiveDate>,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        let mut query = relations::table
            .filter(relations::unit.eq(unit))
            .group_by(relations::kind)
            .select((relations::kind, count_star()))
            .into_boxed();
        query = match on {
            Some(day) => holds_on!(query, relations, day),
            None => query.filter(relations::valid_to.is_null()),
        };
        Ok(query.load(self.conn)?.into_iter().collect())
    }
}
