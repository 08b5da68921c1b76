//! What names are found by when another looks or sounds like them. The keys are made by the core;
//! here they are kept beside the names, and looked up.

use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::insert_all;
use crate::error::StoreError;
use crate::names::{NameHit, NameRow};
use crate::schema::{name_keys, names};

/// The keys of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = name_keys)]
pub struct NameKeyRow {
    /// Number of the name.
    pub id: i64,
    /// The name without national words, place and form.
    pub stem: String,
    /// How the stem sounds.
    pub sound: String,
    /// Its characters, in order.
    pub letters: String,
}

/// A name with its keys.
pub type KeyedName = (NameHit, NameKeyRow);

impl Writer<'_> {
    /// Stores the keys of new names.
    pub fn add_name_keys(&mut self, rows: &[NameKeyRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, name_keys::table, rows);
        Ok(())
    }
}

impl Reader<'_> {
    /// At most `limit` names that have this sound, newest first.
    pub fn names_by_sound(
        &mut self,
        sound: &str,
        limit: u32,
    ) -> Result<Vec<KeyedName>, StoreError> {
        Ok(names::table
            .inner_join(name_keys::table.on(name_keys::id.eq(names::id)))
            .filter(name_keys::sound.eq(sound))
            .order(name_keys::id.desc())
            .limit(limit.into())
            .select((NameRow::as_select(), NameKeyRow::as_select()))
            .load(self.conn)?)
    }

    /// At most `limit` names that have these characters in any order, newest first.
    pub fn names_by_letters(
        &mut self,
        letters: &str,
        limit: u32,
    ) -> Result<Vec<KeyedName>, StoreError> {
        Ok(names::table
            .inner_join(name_keys::table.on(name_keys::id.eq(names::id)))
            .filter(name_keys::letters.eq(letters))
            .order(name_keys::id.desc())
            .limit(limit.into())
            .select((NameRow::as_select(), NameKeyRow::as_select()))
            .load(self.conn)?)
    }

    /// The names of these numbers with their keys.
    pub fn keyed_names(&mut self, ids: &[i64]) -> Result<Vec<KeyedName>, StoreError> {
        const TOGETHER: usize = 500;
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(TOGETHER) {
            let rows: Vec<KeyedName> = names::table
                .inner_join(name_keys::table.on(name_keys::id.eq(names::id)))
                .filter(names::id.eq_any(chunk))
                .select((NameRow::as_select(), NameKeyRow::as_select()))
                .load(self.conn)?;
            found.extend(rows);
        }
        Ok(found)
    }
}
