//! What stands beside the log and cannot be made from it, row by row: for backups and copies. Sessions are not among it,
//! so that whoever restores a register has everybody sign in again.
//!
//! What may not enter: read models, which come from the log, and what a sweep proposes, which the next one finds again.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::{Reader, Writer};
use crate::accounts::AccountRow;
use crate::audit::NewAuditRow;
use crate::connection::each_backend;
use crate::error::StoreError;
use crate::identities::IdentityRow;
use crate::schema::{deliveries, idempotency, watch_lists, webhooks};
use crate::webhooks::{DeliveryRow, WatchListRow, WebhookRow};

/// Rows that are read at once.
const TOGETHER: u32 = 500;

/// An answer that is kept for a key, with whose it is.
#[derive(
    Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = idempotency, treat_none_as_default_value = false)]
pub struct AnswerRow {
    /// The account.
    pub account: String,
    /// Its `Idempotency-Key`.
    pub key: String,
    /// Digest of the request.
    pub fingerprint: String,
    /// HTTP status.
    pub status: i32,
    /// Headers as JSON.
    pub headers: Option<String>,
    /// Body.
    pub body: String,
    /// When it was stored.
    pub stored_at: NaiveDateTime,
}

/// A row that stands beside the log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "table", content = "row", rename_all = "snake_case")]
pub enum Beside {
    /// An account.
    Account(AccountRow),
    /// A sealed identity number.
    Identity(IdentityRow),
    /// A line of the audit trail.
    Audit(NewAuditRow),
    /// An answer that is kept for its key.
    Answer(AnswerRow),
    /// A watch list.
    WatchList(WatchListRow),
    /// A webhook.
    Webhook(WebhookRow),
    /// A message that is on its way, or was given up.
    Delivery(DeliveryRow),
}

impl Beside {
    /// The table that it stands in.
    #[must_use]
    pub fn table(&self) -> &'static str {
        match self {
            Self::Account(_) => "accounts",
            Self::Identity(_) => "identities",
            Self::Audit(_) => "audit",
            Self::Answer(_) => "idempotency",
            Self::WatchList(_) => "watch_lists",
            Self::Webhook(_) => "webhooks",
            Self::Delivery(_) => "deliveries",
        }
    }
}

impl Reader<'_> {
    /// Hands on every row that stands beside the log, table by table.
    ///
    /// # Errors
    /// What `each` answers, and [`StoreError`].
    pub fn each_beside<E: From<StoreError>>(
        &mut self,
        each: &mut dyn FnMut(Beside) -> Result<(), E>,
    ) -> Result<(), E> {
        let accounts = |r: &mut Self, after: Option<&AccountRow>| {
            r.list_accounts(after.map(|row| row.login.as_str()), TOGETHER)
        };
        self.paged(accounts, &mut |row| each(Beside::Account(row)))?;
        let identities = |r: &mut Self, after: Option<&IdentityRow>| {
            r.identities_after(after.map_or("", |row| row.digest.as_str()), TOGETHER)
        };
        self.paged(identities, &mut |row| each(Beside::Identity(row)))?;
        let trail = |r: &mut Self, after: Option<&crate::audit::AuditRow>| {
            r.audit_after(after.map_or(0, |row| row.id), TOGETHER)
        };
        self.paged(trail, &mut |row| each(Beside::Audit(row.line())))?;
        self.each_beside_of_machines(each)
    }

    /// The rows that are there for programs, not for people.
    ///
    /// # Errors
    /// As [`Self::each_beside`].
    pub fn each_beside_of_machines<E: From<StoreError>>(
        &mut self,
        each: &mut dyn FnMut(Beside) -> Result<(), E>,
    ) -> Result<(), E> {
        self.paged(Self::answers_after, &mut |row| each(Beside::Answer(row)))?;
        self.paged(Self::watch_lists_after, &mut |row| each(Beside::WatchList(row)))?;
        self.paged(Self::webhooks_after, &mut |row| each(Beside::Webhook(row)))?;
        self.paged(Self::deliveries_after, &mut |row| each(Beside::Delivery(row)))
    }

    fn paged<R: Clone, E: From<StoreError>>(
        &mut self,
        page: impl Fn(&mut Self, Option<&R>) -> Result<Vec<R>, StoreError>,
        each: &mut dyn FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut after: Option<R> = None;
        loop {
            let rows = page(self, after.as_ref())?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.clone());
            rows.into_iter().try_for_each(&mut *each)?;
        }
    }

    fn answers_after(&mut self, after: Option<&AnswerRow>) -> Result<Vec<AnswerRow>, StoreError> {
        let (account, key) = after.map_or(("", ""), |row| (row.account.as_str(), row.key.as_str()));
        // The rest of the account, then the accounts after it: each is a range of the index.
        let rest = idempotency::table
            .filter(idempotency::account.eq(account).and(idempotency::key.gt(key)))
            .order(idempotency::key)
            .limit(TOGETHER.into())
            .select(AnswerRow::as_select())
            .load(self.conn)?;
        if !rest.is_empty() {
            return Ok(rest);
        }
        Ok(idempotency::table
            .filter(idempotency::account.gt(account))
            .order((idempotency::account, idempotency::key))
            .limit(TOGETHER.into())
            .select(AnswerRow::as_select())
            .load(self.conn)?)
    }

    fn watch_lists_after(
        &mut self,
        after: Option<&WatchListRow>,
    ) -> Result<Vec<WatchListRow>, StoreError> {
        Ok(watch_lists::table
            .filter(watch_lists::id.gt(after.map_or("", |row| row.id.as_str())))
            .order(watch_lists::id)
            .limit(TOGETHER.into())
            .select(WatchListRow::as_select())
            .load(self.conn)?)
    }

    fn webhooks_after(
        &mut self,
        after: Option<&WebhookRow>,
    ) -> Result<Vec<WebhookRow>, StoreError> {
        Ok(webhooks::table
            .filter(webhooks::id.gt(after.map_or("", |row| row.id.as_str())))
            .order(webhooks::id)
            .limit(TOGETHER.into())
            .select(WebhookRow::as_select())
            .load(self.conn)?)
    }

    fn deliveries_after(
        &mut self,
        after: Option<&DeliveryRow>,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let (webhook, position) = after.map_or(("", 0), |row| (row.webhook.as_str(), row.position));
        let rest = deliveries::table
            .filter(deliveries::webhook.eq(webhook).and(deliveries::position.gt(position)))
            .order(deliveries::position)
            .limit(TOGETHER.into())
            .select(DeliveryRow::as_select())
            .load(self.conn)?;
        if !rest.is_empty() {
            return Ok(rest);
        }
        Ok(deliveries::table
            .filter(deliveries::webhook.gt(webhook))
            .order((deliveries::webhook, deliveries::position))
            .limit(TOGETHER.into())
            .select(DeliveryRow::as_select())
            .load(self.conn)?)
    }
}

impl Writer<'_> {
    /// Puts rows beside the log, in the place of those that bear their keys. Lines of the audit trail have none: they
    /// are added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put_beside(&mut self, rows: Vec<Beside>) -> Result<(), StoreError> {
        /// The row is new, or replaces the one with its key.
        macro_rules! put {
            ($table:ident, $key:expr, $row:expr) => {{
                diesel::delete($table::table.find($key)).execute(self.conn)?;
                each_backend!(self.conn, c => {
                    diesel::insert_into($table::table).values(&$row).execute(c)?
                });
            }};
        }
        for row in rows {
            match row {
                Beside::Account(row) => {
                    self.put_accounts(&[row])?;
                }
                Beside::Identity(row) => {
                    self.put_identity(&row)?;
                }
                Beside::Audit(row) => self.add_audit(&[row])?,
                Beside::Answer(row) => put!(idempotency, (&row.account, &row.key), row),
                Beside::WatchList(row) => put!(watch_lists, &row.id, row),
                Beside::Webhook(row) => put!(webhooks, &row.id, row),
                Beside::Delivery(row) => put!(deliveries, (&row.webhook, row.position), row),
            }
        }
        Ok(())
    }
}
