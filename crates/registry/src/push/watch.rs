//! Watch lists: a set of organizations and kinds of event under a name, for the feed and for webhooks.

use chrono::{DateTime, Utc};
use serde::Serialize;
use shuniu_store::WatchListRow;

use super::MOST;
use crate::{ChangeFilter, Registry, RegistryError};

/// A watch list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WatchList {
    /// Identifier.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Which changes.
    pub filter: ChangeFilter,
    /// When it was made (UTC).
    pub created_at: DateTime<Utc>,
}

impl TryFrom<WatchListRow> for WatchList {
    type Error = RegistryError;

    fn try_from(row: WatchListRow) -> Result<Self, RegistryError> {
        let filter = serde_json::from_str(&row.filter)?;
        Ok(Self { id: row.id, name: row.name, filter, created_at: row.created_at.and_utc() })
    }
}

impl Registry {
    /// Makes a watch list, or with `id` replaces one.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`] for a filter that cannot be meant; [`RegistryError::NotFound`] for a list that is
    /// not this account's.
    pub fn put_watch_list(
        &self,
        account: &str,
        id: Option<&str>,
        name: &str,
        filter: ChangeFilter,
    ) -> Result<WatchList, RegistryError> {
        let filter = self.resolved(filter)?;
        let known = id.map(|id| self.watch_list(account, id)).transpose()?;
        if known.is_none() && self.watch_lists(account)?.len() >= MOST {
            let zh = format!("每个账户至多{MOST}个关注清单");
            return Err(RegistryError::malformed(
                "name",
                zh,
                format!("{MOST} watch lists at most"),
            ));
        }
        let row = WatchListRow {
            id: known.as_ref().map_or_else(|| self.fresh_id(), |known| known.id.clone()),
            account: account.to_owned(),
            name: name.to_owned(),
            filter: serde_json::to_string(&filter)?,
            created_at: known.map_or_else(|| self.now(), |known| known.created_at.naive_utc()),
        };
        let kept = row.clone();
        self.store.operate(|o| o.put_watch_list(&kept))?;
        row.try_into()
    }

    /// The watch lists of an account.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn watch_lists(&self, account: &str) -> Result<Vec<WatchList>, RegistryError> {
        let rows = self.store.read_latest(|r| r.watch_lists(account))?;
        rows.into_iter().map(WatchList::try_from).collect()
    }

    /// A watch list of an account.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] for one that is not this account's.
    pub fn watch_list(&self, account: &str, id: &str) -> Result<WatchList, RegistryError> {
        let row = self.store.read_latest(|r| r.watch_list(id))?;
        row.filter(|row| row.account == account)
            .ok_or(RegistryError::NotFound("watch list"))?
            .try_into()
    }

    /// Forgets a watch list. A webhook that follows it is told of nothing any more until it is given another.
    ///
    /// # Errors
    /// As [`Registry::watch_list`].
    pub fn delete_watch_list(&self, account: &str, id: &str) -> Result<(), RegistryError> {
        self.watch_list(account, id)?;
        Ok(self.store.operate(|o| o.delete_watch_list(id))?)
    }
}
