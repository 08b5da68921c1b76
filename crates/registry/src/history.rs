//! The history of one organization: what happened, when in law, when on record, by which act.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use shuniu_core::{
    act::ActKind,
    correction::{CorrectionEvent, as_corrected},
    event::{Event, organization_stream},
    text::Text,
};
use shuniu_store::recorded;

use crate::{Registry, RegistryError, changes::FieldDelta};

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
    pub recorded_at: DateTime<Utc>,
    /// The case that it came from.
    pub case: Option<String>,
    /// Whether it does not hold: it was annulled.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub annulled: bool,
    /// The corrections that are about it, by their versions, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrected_by: Vec<i64>,
    /// The entries that it corrects or annuls, by their versions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrects: Vec<i64>,
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
        let recorded = recorded(&entries)?;
        let known = as_corrected(&recorded);
        let mut history = Vec::with_capacity(entries.len());
        for (index, (entry, known)) in entries.iter().zip(&known).enumerate() {
            let (Some(upto), Some(before)) = (recorded.get(..=index), recorded.get(..index)) else {
                continue;
            };
            if !known.entry.event.is_public() {
                continue;
            }
            history.push(HistoryEntry {
                position: entry.position,
                version: entry.version,
                kind: entry.kind.clone(),
                act: entry.act.clone(),
                title: ActKind::title_of(&entry.act),
                effective_on: entry.effective_on,
                recorded_at: entry.recorded_at.and_utc(),
                case: entry.case_id.clone(),
                annulled: known.annulled,
                corrected_by: known.corrected_by.clone(),
                corrects: corrects(&known.entry.event),
                changes: self.delta(before, upto)?,
                hash: entry.hash.clone(),
            });
        }
        Ok(history)
    }
}

/// The entries that an entry corrects or annuls.
fn corrects(event: &Event) -> Vec<i64> {
    let Event::Correction(event) = event else { return Vec::new() };
    let about = match &**event {
        CorrectionEvent::RecordCorrected { entry, .. } => Some(*entry),
        _ => None,
    };
    about.into_iter().chain(event.annulled().iter().copied()).collect()
}
