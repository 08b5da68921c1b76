//! What a server does with webhooks: finds those that have something before them, takes each in hand alone, puts down
//! what is to be delivered, and keeps what came of each try.
//!
//! What is to be delivered is put down before the webhook's position moves, both at once: whatever dies when,
//! nothing is left out, and what was delivered and not yet noted comes once more under its id.

use chrono::{NaiveDateTime, TimeDelta};
use shuniu_store::{DeliveryRow, WebhookRow};

use super::Message;
use crate::{Change, Registry, RegistryError};

/// How long after each try that failed the next one comes; after the last it is given up, some 28 hours after the first.
const AFTER: [TimeDelta; 7] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(10),
];
/// A webhook at which every try has failed for so long is switched off.
const BEARS: TimeDelta = TimeDelta::hours(120);
/// How long a server has a webhook in hand without a word.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// How long messages are signed with the secret before the present one, too.
const BOTH: TimeDelta = TimeDelta::hours(24);
/// Positions of the log that are looked at in one go.
const PAGE: u32 = 200;
/// Messages that are sent in one go.
const BATCH: i64 = 100;

/// A message with where it goes.
#[derive(Debug, Clone)]
pub struct Pushed {
    /// The webhook.
    pub webhook: String,
    /// Its address.
    pub url: String,
    /// The numbers of the secrets that sign it: the present one, and for a day the one before.
    pub generations: Vec<i32>,
    /// The message.
    pub message: Message,
    delivery: DeliveryRow,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver has it.
    Delivered,
    /// It doesn't: why.
    Failed(String),
    /// The receiver says that it wants no more (410).
    Gone,
}

impl Registry {
    /// The webhooks that have something before them and are in nobody's hand.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn webhooks_at_work(&self) -> Result<Vec<String>, RegistryError> {
        let now = self.now();
        self.store.read_latest(|reader| {
            let head = reader.head()?.position;
            Ok(reader.webhooks_at_work(now, head)?)
        })
    }

    /// Takes a webhook in hand. Whether it was free; who takes it gives it back with
    /// [`Registry::release_webhook`].
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn lease_webhook(&self, id: &str) -> Result<bool, RegistryError> {
        let now = self.now();
        Ok(self.store.operate(|o| o.lease_webhook(id, now, leased(now)))?)
    }

    /// Gives a webhook back.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn release_webhook(&self, id: &str) -> Result<(), RegistryError> {
        Ok(self.store.operate(|o| o.release_webhook(id))?)
    }

    /// What a webhook in hand is to be sent now: looks on in the log, puts down what it is told of, and gives the messages
    /// that are due. Empty when there is nothing, or it was switched off.
    ///
    /// # Errors
    /// When the register cannot be read or written.
    pub fn push_batch(&self, id: &str) -> Result<Vec<Pushed>, RegistryError> {
        let now = self.now();
        let row = self.store.operate(|operator| {
            let Some(mut row) = operator.webhook_to_change(id)? else { return Ok(None) };
            let owner = operator.account(&row.account)?;
            if owner.is_none_or(|owner| owner.disabled) {
                row.disabled_at = Some(now);
                row.disabled_for = Some("account_closed".to_owned());
            }
            row.leased_until = leased(now);
            operator.put_webhook(&row)?;
            Ok::<_, RegistryError>(Some(row))
        })?;
        let Some(row) = row.filter(|row| row.disabled_at.is_none()) else { return Ok(Vec::new()) };
        self.look_on(&row, now)?;
        let (due, entries) = self.store.read_latest(|reader| {
            let due = reader.due_deliveries(id, now, BATCH)?;
            let mut entries = Vec::new();
            for delivery in &due {
                let entry = reader.entry_at(delivery.position)?;
                entries.push(entry.ok_or(RegistryError::NotFound("entry"))?);
            }
            Ok::<_, RegistryError>((due, entries))
        })?;
        let changes = self.told(&entries)?;
        let pushed = |(delivery, change): (DeliveryRow, &Change)| {
            Ok(Pushed {
                webhook: id.to_owned(),
                url: row.url.clone(),
                generations: generations(&row, now),
                message: Message::new(id, change, now.and_utc())?,
                delivery,
            })
        };
        due.into_iter().zip(&changes).map(pushed).collect()
    }

    /// Puts down what the log has for a webhook after its position, some pages at most, and moves the position.
    fn look_on(&self, row: &WebhookRow, now: NaiveDateTime) -> Result<(), RegistryError> {
        let filter = match &row.watch {
            None => serde_json::from_str(&row.filter)?,
            // A watch list that was taken away lets nothing through.
            Some(watch) => match self.watch_list(&row.account, watch) {
                Ok(list) => list.filter,
                Err(RegistryError::NotFound(_)) => return self.move_on(row, &[], self.position()?),
                Err(error) => return Err(error),
            },
        };
        let (wanted, last, _) = self.wanted(row.position, PAGE, &filter)?;
        let first = |entry| DeliveryRow::first(&row.id, entry, now);
        let rows: Vec<DeliveryRow> = wanted.iter().map(first).collect();
        self.move_on(row, &rows, last)
    }

    fn move_on(
        &self,
        row: &WebhookRow,
        rows: &[DeliveryRow],
        position: i64,
    ) -> Result<(), RegistryError> {
        self.store.operate(|operator| {
            let Some(mut known) = operator.webhook_to_change(&row.id)? else { return Ok(()) };
            // Its owner may have set it back meanwhile.
            if known.position == row.position {
                operator.add_deliveries(rows)?;
                known.position = position;
                operator.put_webhook(&known)?;
            }
            Ok(())
        })
    }

    /// Keeps what came of a try.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn note_push(&self, pushed: Pushed, outcome: Outcome) -> Result<(), RegistryError> {
        let now = self.now();
        self.store.operate(|operator| {
            let Some(mut row) = operator.webhook_to_change(&pushed.webhook)? else {
                return Ok(());
            };
            // Who sends still has it in hand, however slow the receiver is.
            row.leased_until = leased(now);
            let mut delivery = pushed.delivery;
            match outcome {
                Outcome::Delivered => {
                    operator.delete_delivery(&row.id, delivery.position)?;
                    row.delivered = row.delivered.saturating_add(1);
                    row.delivered_at = Some(now);
                    row.failing_since = None;
                }
                Outcome::Gone => {
                    row.disabled_at = Some(now);
                    row.disabled_for = Some("gone".to_owned());
                }
                Outcome::Failed(error) => {
                    let after = usize::try_from(delivery.attempts).ok().and_then(|n| AFTER.get(n));
                    delivery.attempts = delivery.attempts.saturating_add(1);
                    delivery.next_at = after.and_then(|after| now.checked_add_signed(*after));
                    delivery.error = Some(error);
                    operator.put_delivery(&delivery)?;
                    let since = *row.failing_since.get_or_insert(now);
                    if now.signed_duration_since(since) >= BEARS {
                        row.disabled_at = Some(now);
                        row.disabled_for = Some("failing".to_owned());
                    }
                }
            }
            Ok(operator.put_webhook(&row)?)
        })
    }
}

/// Until when a webhook that is taken in hand now is in nobody else's.
fn leased(now: NaiveDateTime) -> Option<NaiveDateTime> {
    now.checked_add_signed(LEASE)
}

fn generations(row: &WebhookRow, now: NaiveDateTime) -> Vec<i32> {
    let young = |at: NaiveDateTime| now.signed_duration_since(at) < BOTH;
    let before = row.generation.saturating_sub(1);
    let both = row.rotated_at.is_some_and(young) && before > 0;
    [row.generation].into_iter().chain(both.then_some(before)).collect()
}
