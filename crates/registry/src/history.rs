//! The history of one organization: what happened, when in law, when on record, by which act.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use shuniu_core::{act::ActKind, event::organization_stream, text::Text};

use crate::{
    Registry, RegistryError,
    changes::{FieldDelta, is_public},
};

/// One entry of an organization's history.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// Position in the log.
    pub position: i64,
    /// Version of the record that it made.
    pub version: i64,
    /// Kind of event.
    pub kind: String,
    /// The act that it came from.
    pub act: String,
    /// The act's title.
    pub title: Option<Text>,
    /// Legal date.
    pub effective_on: NaiveDate,
    /// When the register learned it (UTC).
    pub recorded_at: NaiveDateTime,
    /// The case that it came from.
    pub case: Option<String>,
    /// Fields of the public record that changed, with old and new value.
    pub changes: Vec<FieldDelta>,
    /// Hash of the entry in the chain.
    pub hash: String,
}

impl Registry {
    /// The history of an organization that everybody may read, oldest first. Versions are those of the record:
    /// what concerns the organization and its authorities alone is passed over.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is none.
    pub fn organization_history(
        &self,
        id_or_code: &str,
    ) -> Result<Vec<HistoryEntry>, RegistryError> {
        let found = self.organization(id_or_code)?;
        let stream = organization_stream(&found.id);
        let entries = self.store.read_one(|r| r.stream(&stream))?;
        let mut history = Vec::with_capacity(entries.len());
        for index in 0..entries.len() {
            let (Some(upto), Some(before)) = (entries.get(..=index), entries.get(..index)) else {
                continue;
            };
            let Some(entry) = entries.get(index) else { continue };
            if !is_public(entry)? {
                continue;
            }
            history.push(HistoryEntry {
                position: entry.position,
                version: entry.version,
                kind: entry.kind.clone(),
                act: entry.act.clone(),
                title: ActKind::from_id(&entry.act).and_then(ActKind::row).map(|a| a.text()),
                effective_on: entry.effective_on,
                recorded_at: entry.recorded_at,
                case: entry.case_id.clone(),
                changes: self.delta(before, upto)?,
                hash: entry.hash.clone(),
            });
        }
        Ok(history)
    }
}
