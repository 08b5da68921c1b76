//! The feed of changes: each entry of the log that is public, in order, without a gap.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    ask::{Client, encoded},
    error::ClientError,
};

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Page {
    /// The changes, in order of their positions.
    pub changes: Vec<Change>,
    /// From where to go on, also when the filter let nothing through.
    pub last: u64,
    /// The end of the log.
    pub head: u64,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Change {
    /// Its position in the log.
    pub position: u64,
    /// What changed: `organization`, `unit` …
    pub subject: String,
    /// Which.
    pub id: String,
    /// Its version after the change.
    pub version: i64,
    /// Which event.
    pub kind: String,
    /// By which act.
    pub act: String,
    /// From which day in law.
    pub effective_on: NaiveDate,
    /// Fields with their old and new values.
    pub changes: Vec<Delta>,
    /// Hash of the entry, as it stands in the log's tree.
    pub hash: String,
    /// Whatever else the register tells.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

/// A field that changed; `null` is a field that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delta {
    /// Which.
    pub field: String,
    /// Before.
    pub old: Value,
    /// After.
    pub new: Value,
}

/// What is wanted of the feed; everything where nothing is named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeFilter {
    /// Kinds of event.
    pub kinds: Vec<String>,
    /// One organization.
    pub organization: Option<String>,
    /// One division and its parts.
    pub division: Option<String>,
    /// The members of a hub, who comes and who goes included.
    pub hub: Option<String>,
    /// A watch list of this account.
    pub watch: Option<String>,
}

impl ChangeFilter {
    fn query(&self) -> String {
        let kinds = self.kinds.join(",");
        let kinds = Some(&kinds).filter(|it| !it.is_empty());
        [
            ("kind", kinds),
            ("organization", self.organization.as_ref()),
            ("division", self.division.as_ref()),
            ("hub", self.hub.as_ref()),
            ("watch", self.watch.as_ref()),
        ]
        .iter()
        .filter_map(|(name, value)| Some(format!("&{name}={}", encoded(value.as_ref()?))))
        .collect()
    }
}

impl Client {
    /// The changes after a position, up to 200; waits up to so many seconds (30 at most) for one.
    ///
    /// # Errors
    /// [`ClientError`]; `ahead-of-the-log` when the register was restored and ends before the position.
    pub fn changes(
        &self,
        after: u64,
        wait: u32,
        filter: &ChangeFilter,
    ) -> Result<Page, ClientError> {
        self.get(&format!("/changes?after={after}&limit=200&wait={wait}{}", filter.query()))
    }
}
