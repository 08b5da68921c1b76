//! Watch lists, webhooks, and what is still to be delivered to them. They stand beside the log, as accounts do.
//!
//! What may not enter: when something is tried again, and what is sent.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Operator, Reader};
use crate::connection::{AnyConnection, each_backend, insert_all};
use crate::error::StoreError;
use crate::log::Entry;
use crate::schema::{deliveries, watch_lists, webhooks};

/// A set of organizations and kinds of event that somebody watches.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = watch_lists, treat_none_as_default_value = false)]
pub struct WatchListRow {
    /// Identifier.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// What its owner calls it.
    pub name: String,
    /// Which changes, JSON.
    pub filter: String,
    /// When it was made: UTC.
    pub created_at: NaiveDateTime,
}

/// An address that is told of changes.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    Serialize,
    Deserialize,
)]
#[diesel(table_name = webhooks, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct WebhookRow {
    /// Identifier.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// The address.
    pub url: String,
    /// Which changes, JSON.
    pub filter: String,
    /// The watch list that says which, instead.
    pub watch: Option<String>,
    /// The number of its secret; a new one has the next.
    pub generation: i32,
    /// When the secret was changed last: UTC.
    pub rotated_at: Option<NaiveDateTime>,
    /// Changes up to this position of the log are delivered or stand in `deliveries`.
    pub position: i64,
    /// How many were delivered.
    pub delivered: i64,
    /// When one was delivered last: UTC.
    pub delivered_at: Option<NaiveDateTime>,
    /// Since when every try has failed: UTC.
    pub failing_since: Option<NaiveDateTime>,
    /// Since when it is switched off: UTC.
    pub disabled_at: Option<NaiveDateTime>,
    /// Why.
    pub disabled_for: Option<String>,
    /// Until when a server has it in hand: UTC.
    pub leased_until: Option<NaiveDateTime>,
    /// When it was made: UTC.
    pub created_at: NaiveDateTime,
}

/// A change that is to be delivered, or could not be.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
    Serialize,
    Deserialize,
)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct DeliveryRow {
    /// The webhook.
    pub webhook: String,
    /// Position of the change in the log.
    pub position: i64,
    /// What the change is about: its changes are delivered in their order.
    pub stream: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next: UTC; none when it is given up.
    pub next_at: Option<NaiveDateTime>,
    /// What the last try came to.
    pub error: Option<String>,
}

impl DeliveryRow {
    /// A change that a webhook is to be told of, now and for the first time.
    #[must_use]
    pub fn first(webhook: &str, entry: &Entry, now: NaiveDateTime) -> Self {
        Self {
            webhook: webhook.to_owned(),
            position: entry.position,
            stream: entry.stream.clone(),
            attempts: 0,
            next_at: Some(now),
            error: None,
        }
    }
}

impl Operator<'_> {
    /// Stores a watch list in place of what was known under its identifier.
    pub fn put_watch_list(&mut self, row: &WatchListRow) -> Result<(), StoreError> {
        diesel::delete(watch_lists::table.find(&row.id)).execute(self.conn)?;
        diesel::insert_into(watch_lists::table).values(row).execute(self.conn)?;
        Ok(())
    }

    /// Forgets a watch list.
    pub fn delete_watch_list(&mut self, id: &str) -> Result<(), StoreError> {
        diesel::delete(watch_lists::table.find(id)).execute(self.conn)?;
        Ok(())
    }

    /// A webhook that is about to be changed: nobody else changes it until this is done.
    pub fn webhook_to_change(&mut self, id: &str) -> Result<Option<WebhookRow>, StoreError> {
        // On SQLite the whole database is locked since the transaction began.
        if let AnyConnection::Postgres(c) = &mut *self.conn {
            let row = webhooks::table.find(id).select(webhooks::id).for_update();
            row.get_result::<String>(c).optional()?;
        }
        self.webhook(id)
    }

    /// Stores a webhook in place of what was known under its identifier.
    pub fn put_webhook(&mut self, row: &WebhookRow) -> Result<(), StoreError> {
        each_backend!(self.conn, c => {
            diesel::insert_into(webhooks::table)
                .values(row)
                .on_conflict(webhooks::id)
                .do_update()
                .set(row)
                .execute(c)?
        });
        Ok(())
    }

    /// Forgets a webhook and what was to be delivered to it.
    pub fn delete_webhook(&mut self, id: &str) -> Result<(), StoreError> {
        diesel::delete(deliveries::table.filter(deliveries::webhook.eq(id))).execute(self.conn)?;
        diesel::delete(webhooks::table.find(id)).execute(self.conn)?;
        Ok(())
    }

    /// Takes a webhook in hand until an instant, unless another server has it. Whether it was taken.
    pub fn lease_webhook(
        &mut self,
        id: &str,
        now: NaiveDateTime,
        until: Option<NaiveDateTime>,
    ) -> Result<bool, StoreError> {
        let free = webhooks::leased_until.is_null().or(webhooks::leased_until.le(now));
        let taken = diesel::update(webhooks::table.find(id).filter(free))
            .set(webhooks::leased_until.eq(until))
            .execute(self.conn)?;
        Ok(taken == 1)
    }

    /// Gives a webhook out of hand.
    pub fn release_webhook(&mut self, id: &str) -> Result<(), StoreError> {
        let none: Option<NaiveDateTime> = None;
        diesel::update(webhooks::table.find(id))
            .set(webhooks::leased_until.eq(none))
            .execute(self.conn)?;
        Ok(())
    }

    /// Lets everything be tried anew from the beginning that waits, or that was given up.
    pub fn retry_deliveries(
        &mut self,
        webhook: &str,
        given_up: bool,
        now: NaiveDateTime,
    ) -> Result<(), StoreError> {
        let anew = (deliveries::attempts.eq(0), deliveries::next_at.eq(Some(now)));
        let of_it = deliveries::webhook.eq(webhook);
        let waiting = deliveries::next_at.is_not_null();
        if given_up {
            let these = deliveries::table.filter(of_it.and(diesel::dsl::not(waiting)));
            diesel::update(these).set(anew).execute(self.conn)?;
        } else {
            let these = deliveries::table.filter(of_it.and(waiting));
            diesel::update(these).set(anew).execute(self.conn)?;
        }
        Ok(())
    }

    /// Adds what is to be delivered to one webhook; what stands there already is tried anew from the beginning.
    pub fn add_deliveries(&mut self, rows: &[DeliveryRow]) -> Result<(), StoreError> {
        let Some(first) = rows.first() else { return Ok(()) };
        let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
        let known = deliveries::table
            .filter(deliveries::webhook.eq(&first.webhook))
            .filter(deliveries::position.eq_any(positions));
        diesel::delete(known).execute(self.conn)?;
        insert_all!(self.conn, deliveries::table, rows);
        Ok(())
    }

    /// Stores what a try came to.
    pub fn put_delivery(&mut self, row: &DeliveryRow) -> Result<(), StoreError> {
        let known = deliveries::table.find((&row.webhook, row.position));
        diesel::update(known).set(row).execute(self.conn)?;
        Ok(())
    }

    /// Forgets what was delivered.
    pub fn delete_delivery(&mut self, webhook: &str, position: i64) -> Result<(), StoreError> {
        diesel::delete(deliveries::table.find((webhook, position))).execute(self.conn)?;
        Ok(())
    }
}

impl Reader<'_> {
    /// A watch list.
    pub fn watch_list(&mut self, id: &str) -> Result<Option<WatchListRow>, StoreError> {
        let row = watch_lists::table.find(id).select(WatchListRow::as_select());
        Ok(row.get_result(self.conn).optional()?)
    }

    /// The watch lists of an account, oldest first.
    pub fn watch_lists(&mut self, account: &str) -> Result<Vec<WatchListRow>, StoreError> {
        let rows = watch_lists::table.filter(watch_lists::account.eq(account));
        Ok(rows.order(watch_lists::id).select(WatchListRow::as_select()).load(self.conn)?)
    }

    /// A webhook.
    pub fn webhook(&mut self, id: &str) -> Result<Option<WebhookRow>, StoreError> {
        let row = webhooks::table.find(id).select(WebhookRow::as_select());
        Ok(row.get_result(self.conn).optional()?)
    }

    /// The webhooks of an account, oldest first.
    pub fn webhooks(&mut self, account: &str) -> Result<Vec<WebhookRow>, StoreError> {
        let rows = webhooks::table.filter(webhooks::account.eq(account));
        Ok(rows.order(webhooks::id).select(WebhookRow::as_select()).load(self.conn)?)
    }

    /// The webhooks that are on and have something before them: the log goes on past them, or something is to be
    /// tried by now.
    pub fn webhooks_at_work(
        &mut self,
        now: NaiveDateTime,
        head: i64,
    ) -> Result<Vec<String>, StoreError> {
        let due = deliveries::table
            .filter(deliveries::webhook.eq(webhooks::id))
            .filter(deliveries::next_at.le(now));
        let busy = webhooks::position.lt(head).or(diesel::dsl::exists(due));
        let free = webhooks::leased_until.is_null().or(webhooks::leased_until.le(now));
        Ok(webhooks::table
            .filter(webhooks::disabled_at.is_null())
            .filter(busy)
            .filter(free)
            .order(webhooks::id)
            .select(webhooks::id)
            .load(self.conn)?)
    }

    /// What is to be delivered to a webhook by now, at most `limit`, in the order of the log; not what comes after something
    /// of the same organization, unit and so on that waits for a later time.
    pub fn due_deliveries(
        &mut self,
        webhook: &str,
        now: NaiveDateTime,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let earlier = diesel::alias!(deliveries as earlier);
        let before = earlier
            .filter(earlier.field(deliveries::webhook).eq(deliveries::webhook))
            .filter(earlier.field(deliveries::stream).eq(deliveries::stream))
            .filter(earlier.field(deliveries::position).lt(deliveries::position))
            .filter(earlier.field(deliveries::next_at).gt(now));
        Ok(deliveries::table
            .filter(deliveries::webhook.eq(webhook))
            .filter(deliveries::next_at.le(now))
            .filter(diesel::dsl::not(diesel::dsl::exists(before)))
            .order(deliveries::position)
            .limit(limit)
            .select(DeliveryRow::as_select())
            .load(self.conn)?)
    }

    /// What a webhook was not told yet, after a position: what waits, and what was given up.
    pub fn list_deliveries(
        &mut self,
        webhook: &str,
        given_up: Option<bool>,
        after: i64,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let mut query = deliveries::table
            .filter(deliveries::webhook.eq(webhook))
            .filter(deliveries::position.gt(after))
            .into_boxed();
        query = match given_up {
            None => query,
            Some(true) => query.filter(deliveries::next_at.is_null()),
            Some(false) => query.filter(deliveries::next_at.is_not_null()),
        };
        let query = query.order(deliveries::position).limit(limit);
        Ok(query.select(DeliveryRow::as_select()).load(self.conn)?)
    }

    /// How much waits for a webhook, and how much was given up.
    pub fn count_deliveries(&mut self, webhook: &str) -> Result<(i64, i64), StoreError> {
        let of_it = deliveries::table.filter(deliveries::webhook.eq(webhook));
        let waiting = of_it.filter(deliveries::next_at.is_not_null()).count();
        let waiting = waiting.get_result(self.conn)?;
        let given_up = of_it.filter(deliveries::next_at.is_null()).count().get_result(self.conn)?;
        Ok((waiting, given_up))
    }
}
