//! The read model of posts: who holds which office in which organization. A person appears only as
//! the keyed digest of an identity number. Made from the log and nothing else.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;

use crate::access::{Reader, Writer};
use crate::connection::{each_backend, insert_all};
use crate::error::StoreError;
use crate::filter::holds_on;
use crate::schema::posts;

/// A post held by a person.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = posts, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct PostRow {
    /// Number; later posts have higher ones.
    pub id: i64,
    /// The organization.
    pub organization: String,
    /// Its kind.
    pub organization_kind: String,
    /// Keyed digest of the person's identity number.
    pub person: String,
    /// The post.
    pub post: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day on which it is no longer held.
    pub valid_to: Option<NaiveDate>,
}

impl PostRow {
    fn is_held_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

impl Writer<'_> {
    /// Stores new posts.
    pub fn add_posts(&mut self, rows: &[PostRow]) -> Result<(), StoreError> {
        insert_all!(self.conn, posts::table, rows);
        Ok(())
    }

    /// Ends a post: `on` is the first day on which it is no longer held.
    pub fn end_post(&mut self, id: i64, on: NaiveDate) -> Result<(), StoreError> {
        diesel::update(posts::table.find(id)).set(posts::valid_to.eq(on)).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The posts of a person in the order of entry: those held `on` a day, or all.
    pub fn posts_of(
        &mut self,
        person: &str,
        on: Option<NaiveDate>,
    ) -> Result<Vec<PostRow>, StoreError> {
        let all = posts::table.filter(posts::person.eq(person));
        let held: Vec<PostRow> = each_backend!(self.conn, c => {
            all.order(posts::id).select(PostRow::as_select()).load(c)
        })?;
        // A person holds few.
        Ok(held.into_iter().filter(|post| on.is_none_or(|day| post.is_held_on(day))).collect())
    }

    /// The posts in an organization in the order of entry: those held `on` a day, or all.
    pub fn posts_in(
        &mut self,
        organization: &str,
        on: Option<NaiveDate>,
    ) -> Result<Vec<PostRow>, StoreError> {
        let mut query = posts::table.filter(posts::organization.eq(organization)).into_boxed();
        if let Some(day) = on {
            query = holds_on!(query, posts, day);
        }
        Ok(query.order(posts::id).select(PostRow::as_select()).load(self.conn)?)
    }
}
