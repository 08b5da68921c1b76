//! The rows of an act in one statement, on PostgreSQL. An import or a rebuild goes table by table.
//!
//! What may not enter: what the rows mean.

use diesel::prelude::*;

use super::rows::Rows;
use crate::{
    StoreError,
    counters::raising,
    names::grams_of,
    schema::{cases, claims, name_keys, names, notices, organizations, posts, relations},
    together::Together,
};

/// Rows of one table in a statement that is worth keeping: each number makes another text.
const FEW: usize = 4;

impl Rows {
    /// Whether these are the rows of an act, and not of many.
    pub(super) fn are_few(&self) -> bool {
        let of_each = [
            self.organizations.len() + self.changed_organizations.len(),
            self.cases.len() + self.changed_cases.len(),
            self.names.len(),
            self.relations.len(),
            self.posts.len(),
            self.notices.len(),
            self.claims.len(),
            self.claims_if_free.len(),
            self.counters.len(),
        ];
        of_each.into_iter().all(|rows| rows <= FEW)
    }

    /// Writes all of them, and tells how many of the claims that must hold were free.
    pub(super) fn at_once(&self, conn: &mut PgConnection) -> Result<usize, StoreError> {
        let mut all = Together::default();
        if !self.claims_stand {
            // Of two that claim the same the first has it: one statement keeps their order, its parts have none.
            if !self.claims.is_empty() {
                let free = diesel::insert_into(claims::table).values(&self.claims);
                all.count(free.on_conflict_do_nothing().returning(claims::scope));
            }
            if !self.claims_if_free.is_empty() {
                let free = diesel::insert_into(claims::table).values(&self.claims_if_free);
                all.add(free.on_conflict_do_nothing());
            }
        }
        for row in &self.organizations {
            all.add(diesel::insert_into(organizations::table).values(row));
        }
        for row in &self.changed_organizations {
            all.add(diesel::update(organizations::table.find(&row.id)).set(row));
        }
        for row in &self.cases {
            let sorted = (row, cases::due_sort.eq(row.worklist_key().0));
            all.add(diesel::insert_into(cases::table).values(sorted));
        }
        for row in &self.changed_cases {
            let sorted = (row, cases::due_sort.eq(row.worklist_key().0));
            all.add(diesel::update(cases::table.find(&row.id)).set(sorted));
        }
        for (row, grams) in self.names.iter().zip(&self.grams) {
            all.add(diesel::insert_into(names::table).values(row));
            all.add(grams_of(row.id, grams));
        }
        for row in &self.name_keys {
            all.add(diesel::insert_into(name_keys::table).values(row));
        }
        for row in &self.relations {
            all.add(diesel::insert_into(relations::table).values(row));
        }
        for row in &self.posts {
            all.add(diesel::insert_into(posts::table).values(row));
        }
        for row in &self.notices {
            all.add(diesel::insert_into(notices::table).values(row));
        }
        if !self.counters.is_empty() {
            all.add(raising(&self.counters));
        }
        all.run(conn)
    }
}
