//! The rows that a batch of entries brings, collected and then written table by table, or of an act on PostgreSQL at once.
//!
//! An act brings a handful of rows, a part of an import or of a rebuild thousands: one statement
//! for each table costs a fraction of one for each row.
//!
//! What may not enter: what the rows mean; they are made by the files beside this one.

use std::collections::{BTreeMap, HashSet};

use shuniu_core::identity::{NameKeys, name_grams, name_keys};

use crate::{
    CaseRow, Claim, NameKeyRow, NameRow, NoticeRow, OrganizationRow, PostRow, RelationRow,
    StoreError, Writer, connection::AnyConnection,
};

/// Collected rows.
#[derive(Default)]
pub(super) struct Rows {
    /// Organizations and cases that are new.
    pub(super) organizations: Vec<OrganizationRow>,
    pub(super) cases: Vec<CaseRow>,
    /// Organizations and cases that were known.
    pub(super) changed_organizations: Vec<OrganizationRow>,
    pub(super) changed_cases: Vec<CaseRow>,
    pub(super) names: Vec<NameRow>,
    /// The grams of each name.
    pub(super) grams: Vec<Vec<String>>,
    /// The keys of each name.
    pub(super) name_keys: Vec<NameKeyRow>,
    pub(super) relations: Vec<RelationRow>,
    pub(super) posts: Vec<PostRow>,
    pub(super) notices: Vec<NoticeRow>,
    /// Claims that must hold.
    pub(super) claims: Vec<Claim>,
    /// Whether what is claimed stands already: a record that is made anew claims nothing on its way.
    pub(super) claims_stand: bool,
    /// Claims that older holders go before.
    pub(super) claims_if_free: Vec<Claim>,
    pub(super) counters: BTreeMap<String, i64>,
    /// Streams with a row that is not written yet, and all that came before.
    waiting: HashSet<String>,
    seen: HashSet<String>,
}

impl Rows {
    /// Makes sure that what is read of a stream is not older than what is collected, and tells
    /// whether something of it came before.
    pub(super) fn before_reading(
        &mut self,
        writer: &mut Writer<'_>,
        stream: &str,
    ) -> Result<bool, StoreError> {
        if self.waiting.contains(stream) {
            self.write(writer)?;
        }
        self.waiting.insert(stream.to_owned());
        Ok(!self.seen.insert(stream.to_owned()))
    }

    /// A name that is borne from now on, with all that it is found by. `places` are the spellings of
    /// the division that may stand in front of it.
    pub(super) fn name(&mut self, row: NameRow, places: &[String]) {
        let NameKeys { stem, sound, letters } = name_keys(&row.name, places);
        self.name_keys.push(NameKeyRow { id: row.id, stem, sound, letters });
        self.grams.push(name_grams(&row.name));
        self.names.push(row);
    }

    /// Raises a running number; never lowers it.
    pub(super) fn raise(&mut self, counter: &str, at_least: i64) {
        match self.counters.get_mut(counter) {
            Some(value) => *value = at_least.max(*value),
            None => {
                self.counters.insert(counter.to_owned(), at_least);
            }
        }
    }

    /// Writes what is collected while entries of `stream` are still being read, whose own row is yet
    /// to come: whoever reads that stream again must wait for it.
    pub(super) fn write_within(
        &mut self,
        writer: &mut Writer<'_>,
        stream: &str,
    ) -> Result<(), StoreError> {
        self.write(writer)?;
        self.waiting.insert(stream.to_owned());
        Ok(())
    }

    /// Writes everything collected so far.
    pub(super) fn write(&mut self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let mut rows = std::mem::take(self);
        self.seen = std::mem::take(&mut rows.seen);
        self.claims_stand = rows.claims_stand;
        if rows.are_few()
            && let AnyConnection::Postgres(c) = &mut *writer.conn
        {
            let free = rows.at_once(c)?;
            writer.are_raised(&rows.counters);
            // What is held already is looked at: by the same holder it may be.
            return match rows.claims_stand || free == rows.claims.len() {
                true => Ok(()),
                false => writer.claim(&rows.claims),
            };
        }
        if !rows.claims_stand {
            writer.claim(&rows.claims)?;
            writer.claim_if_free(&rows.claims_if_free)?;
        }
        writer.add_organizations(&rows.organizations)?;
        for row in &rows.changed_organizations {
            writer.change_organization(row)?;
        }
        writer.add_cases(&rows.cases)?;
        for row in &rows.changed_cases {
            writer.change_case(row)?;
        }
        writer.add_names(&rows.names, &rows.grams)?;
        writer.add_name_keys(&rows.name_keys)?;
        writer.add_relations(&rows.relations)?;
        writer.add_posts(&rows.posts)?;
        writer.add_notices(&rows.notices)?;
        writer.raise_counters(&rows.counters)
    }
}
