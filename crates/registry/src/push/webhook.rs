//! Webhooks as their owners see them: made, looked at, switched on again, replayed, taken away.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use shuniu_store::{DeliveryRow, Operator, WebhookRow};

use super::MOST;
use crate::{ChangeFilter, Registry, RegistryError};

/// Most positions that are replayed at once.
const MOST_POSITIONS: usize = 1_000;

/// What a webhook is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookInput {
    /// The address; whoever takes it from outside has looked at its form.
    pub url: String,
    /// Which changes.
    pub filter: ChangeFilter,
    /// The watch list that says which, instead.
    pub watch: Option<String>,
    /// The position after which it begins; the end of the log where it is left out.
    pub after: Option<i64>,
}

/// A webhook with what it has before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Webhook {
    /// Identifier.
    pub id: String,
    /// The address.
    pub url: String,
    /// Which changes.
    pub filter: ChangeFilter,
    /// The watch list that says which, instead.
    pub watch: Option<String>,
    /// Changes up to this position are delivered, wait, or were given up.
    pub position: i64,
    /// How many wait.
    pub waiting: i64,
    /// How many were given up.
    pub given_up: i64,
    /// How many were delivered.
    pub delivered: i64,
    /// When one was delivered last (UTC).
    pub delivered_at: Option<DateTime<Utc>>,
    /// Since when every try has failed (UTC).
    pub failing_since: Option<DateTime<Utc>>,
    /// Since when it is switched off (UTC).
    pub disabled_at: Option<DateTime<Utc>>,
    /// Why: `failing`, `gone` (the receiver answered 410), `account_closed`.
    pub disabled_for: Option<String>,
    /// When its secret was changed last (UTC); for a day messages are signed with both.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When it was made (UTC).
    pub created_at: DateTime<Utc>,
}

/// What a webhook was not told yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeliveryView {
    /// Position of the change in the log.
    pub position: i64,
    /// What it is about: `organization/ID` and so on.
    pub about: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next (UTC); null when it was given up.
    pub next_at: Option<DateTime<Utc>>,
    /// What the last try came to.
    pub error: Option<String>,
}

/// What is delivered once more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Replay {
    /// Everything after this position that it is told of.
    After(i64),
    /// These positions, at most 1,000.
    Positions(Vec<i64>),
    /// All that were given up.
    GivenUp(bool),
}

impl Registry {
    /// Makes a webhook for an account.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for a filter that cannot be meant; [`RegistryError::NotFound`] for a watch list
    /// that is not this account's.
    pub fn create_webhook(
        &self,
        account: &str,
        input: WebhookInput,
    ) -> Result<Webhook, RegistryError> {
        if let Some(watch) = &input.watch {
            self.watch_list(account, watch)?;
            if !input.filter.is_open() {
                let (zh, en) = ("与 watch 只填一项", "give this or watch, not both");
                return Err(RegistryError::malformed("filter", zh, en));
            }
        }
        if self.webhooks(account)?.len() >= MOST {
            let (zh, en) = (format!("每个账户至多{MOST}个"), format!("{MOST} webhooks at most"));
            return Err(RegistryError::malformed("url", zh, en));
        }
        let filter = self.resolved(input.filter)?;
        let head = self.position()?;
        let position = input.after.unwrap_or(head);
        if !(0..=head).contains(&position) {
            let zh = format!("日志位置，0 至 {head}");
            let en = format!("a position of the log, 0 to {head}");
            return Err(RegistryError::malformed("after", zh, en));
        }
        let row = WebhookRow {
            id: self.fresh_id(),
            account: account.to_owned(),
            url: input.url,
            filter: serde_json::to_string(&filter)?,
            watch: input.watch,
            generation: 1,
            rotated_at: None,
            position,
            delivered: 0,
            delivered_at: None,
            failing_since: None,
            disabled_at: None,
            disabled_for: None,
            leased_until: None,
            created_at: self.now(),
        };
        self.store.operate(|o| o.put_webhook(&row))?;
        view(row, (0, 0))
    }

    /// The webhooks of an account.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn webhooks(&self, account: &str) -> Result<Vec<Webhook>, RegistryError> {
        self.store.read_latest(|reader| {
            let mut all = Vec::new();
            for row in reader.webhooks(account)? {
                let counts = reader.count_deliveries(&row.id)?;
                all.push(view(row, counts)?);
            }
            Ok(all)
        })
    }

    /// A webhook of an account.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] for one that is not this account's.
    pub fn webhook(&self, account: &str, id: &str) -> Result<Webhook, RegistryError> {
        self.store.read_latest(|reader| {
            let row = owned(reader.webhook(id)?, account)?;
            let counts = reader.count_deliveries(id)?;
            view(row, counts)
        })
    }

    /// Takes a webhook away, with what was to be delivered to it.
    ///
    /// # Errors
    /// As [`Registry::webhook`].
    pub fn delete_webhook(&self, account: &str, id: &str) -> Result<(), RegistryError> {
        self.webhook(account, id)?;
        Ok(self.store.operate(|o| o.delete_webhook(id))?)
    }

    /// Switches a webhook on again; what waits is tried at once.
    ///
    /// # Errors
    /// As [`Registry::webhook`].
    pub fn enable_webhook(&self, account: &str, id: &str) -> Result<Webhook, RegistryError> {
        let now = self.now();
        self.change_webhook(account, id, |operator, row| {
            row.disabled_at = None;
            row.disabled_for = None;
            row.failing_since = None;
            Ok(operator.retry_deliveries(id, false, now)?)
        })
    }

    /// Gives a webhook a new secret: the next number, from which the secret is derived.
    ///
    /// # Errors
    /// As [`Registry::webhook`].
    pub fn rotate_webhook(&self, account: &str, id: &str) -> Result<(Webhook, i32), RegistryError> {
        let (now, mut generation) = (self.now(), 0);
        let webhook = self.change_webhook(account, id, |_, row| {
            row.generation = row.generation.saturating_add(1);
            row.rotated_at = Some(now);
            generation = row.generation;
            Ok(())
        })?;
        Ok((webhook, generation))
    }

    /// What a webhook was not told yet, after a position.
    ///
    /// # Errors
    /// As [`Registry::webhook`].
    pub fn deliveries(
        &self,
        account: &str,
        id: &str,
        given_up: Option<bool>,
        (after, limit): (i64, u32),
    ) -> Result<Vec<DeliveryView>, RegistryError> {
        self.webhook(account, id)?;
        let limit = limit.into();
        let rows = self.store.read_latest(|r| r.list_deliveries(id, given_up, after, limit))?;
        let view = |row: DeliveryRow| DeliveryView {
            position: row.position,
            about: row.stream,
            attempts: row.attempts,
            next_at: utc(row.next_at),
            error: row.error,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    /// Has changes delivered once more, under the ids that they had.
    ///
    /// # Errors
    /// As [`Registry::webhook`]; [`RegistryError::Malformed`] for positions that are none.
    pub fn replay_webhook(
        &self,
        account: &str,
        id: &str,
        what: &Replay,
    ) -> Result<Webhook, RegistryError> {
        let (now, head) = (self.now(), self.position()?);
        let wrong = |field| {
            let zh = format!("日志中的公开变更，至 {head}");
            let en = format!("public changes of the log, up to {head}");
            RegistryError::malformed(field, zh, en)
        };
        self.change_webhook(account, id, |operator, row| {
            let mut rows = Vec::new();
            match what {
                Replay::After(after) if (0..=row.position).contains(after) => row.position = *after,
                Replay::After(_) => return Err(wrong("after")),
                Replay::Positions(all) if all.len() > MOST_POSITIONS => {
                    return Err(wrong("positions"));
                }
                Replay::Positions(all) => {
                    for position in all {
                        let entry = operator.entry_at(*position)?;
                        let entry = entry.ok_or_else(|| wrong("positions"))?;
                        if !crate::changes::is_public(&entry)? {
                            return Err(wrong("positions"));
                        }
                        rows.push(DeliveryRow::first(id, &entry, now));
                    }
                }
                Replay::GivenUp(false) => {
                    let (zh, en) = ("只能填 true", "true is all that it can be");
                    return Err(RegistryError::malformed("given_up", zh, en));
                }
                Replay::GivenUp(true) => {
                    operator.retry_deliveries(id, true, now)?;
                }
            }
            Ok(operator.add_deliveries(&rows)?)
        })
    }

    /// Changes a webhook of an account in one go.
    fn change_webhook(
        &self,
        account: &str,
        id: &str,
        change: impl FnOnce(&mut Operator<'_>, &mut WebhookRow) -> Result<(), RegistryError>,
    ) -> Result<Webhook, RegistryError> {
        self.store.operate(|operator| {
            let mut row = owned(operator.webhook_to_change(id)?, account)?;
            change(operator, &mut row)?;
            operator.put_webhook(&row)?;
            let counts = operator.count_deliveries(id)?;
            view(row, counts)
        })
    }
}

fn owned(row: Option<WebhookRow>, account: &str) -> Result<WebhookRow, RegistryError> {
    row.filter(|row| row.account == account).ok_or(RegistryError::NotFound("webhook"))
}

fn view(row: WebhookRow, (waiting, given_up): (i64, i64)) -> Result<Webhook, RegistryError> {
    Ok(Webhook {
        filter: serde_json::from_str(&row.filter)?,
        id: row.id,
        url: row.url,
        watch: row.watch,
        position: row.position,
        waiting,
        given_up,
        delivered: row.delivered,
        delivered_at: utc(row.delivered_at),
        failing_since: utc(row.failing_since),
        disabled_at: utc(row.disabled_at),
        disabled_for: row.disabled_for,
        rotated_at: utc(row.rotated_at),
        created_at: row.created_at.and_utc(),
    })
}

/// Instants are kept without their zone, which is UTC, and told with it (RFC 3339).
fn utc(at: Option<NaiveDateTime>) -> Option<DateTime<Utc>> {
    at.map(|at| at.and_utc())
}
