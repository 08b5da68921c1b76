//! What a correction of an entry would reach: what of it can be corrected, and what later rests on it.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use shuniu_core::{
    access::Actor,
    act::ActKind,
    correction::{
        CorrectedField, EntryCorrection, OwnWay, RestingAct, as_corrected, correctable,
        of_same_act, reach, taken_back_by, value_of,
    },
    decide::organization_subject,
    text::Text,
};

use crate::{Registry, RegistryError};

/// A field of an entry that can be corrected, with what stands there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CorrectableField {
    /// Its path.
    pub field: String,
    /// What stands there by now.
    pub value: Value,
}

/// How an act can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TakingBack {
    /// Whether by annulling it.
    pub by_annulment: bool,
    /// The acts that take back what cannot be annulled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_acts: Vec<ActKind>,
}

/// What a correction of an entry would reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EntryReach {
    /// The entry, by the version that it made.
    pub entry: i64,
    /// Kind of event.
    pub kind: String,
    /// The act that it came from.
    pub act: String,
    /// The act's title.
    pub title: Option<Text>,
    /// Its legal date, as it is known by now.
    pub effective_on: NaiveDate,
    /// Whether it does not hold any more.
    pub annulled: bool,
    /// What can be corrected.
    pub fields: Vec<CorrectableField>,
    /// All entries of the same act, which are taken back together.
    pub of_same_act: Vec<i64>,
    /// How the act is taken back.
    pub taking_back: TakingBack,
    /// The later acts that rest on it, or on the fields that were asked about.
    pub resting: Vec<RestingAct>,
}

impl Registry {
    /// What a correction of an entry would reach, for the authorities of its organization; `fields` narrows it to
    /// a correction of those fields, none asks about taking the whole act back.
    ///
    /// # Errors
    /// [`RegistryError::NotFound`] when there is no such organization or entry; [`RegistryError::Denied`] for
    /// whoever does not correct it.
    pub fn entry_reach(
        &self,
        id_or_code: &str,
        entry: i64,
        fields: Option<&[String]>,
        actor: &Actor,
    ) -> Result<EntryReach, RegistryError> {
        let organization = self.organization_state(id_or_code)?;
        let corrects = ActKind::CorrectRecord.row().ok_or(RegistryError::NotFound("entry"))?;
        shuniu_core::access::allow(actor, corrects, &organization_subject(&organization))
            .map_err(RegistryError::Denied)?;
        let entries = self.store.read_one(|r| r.recorded_entries(&organization.id))?;
        let known = as_corrected(&entries);
        let found = known.iter().find(|known| known.entry.version == entry);
        let found = found.ok_or(RegistryError::NotFound("entry"))?;
        let (kind, _) =
            found.event.to_stored().map_err(|e| RegistryError::Internal(e.to_string()))?;
        let narrowed = fields.map(|fields| asked_about(entry, fields));
        let field = |field: String| {
            let value = value_of(&found.event, &field);
            CorrectableField { field, value }
        };
        let ways: Vec<OwnWay> =
            of_same_act(&entries, entry).map(|entry| taken_back_by(&entry.event)).collect();
        let mut by_acts: Vec<ActKind> = Vec::new();
        for way in &ways {
            if let OwnWay::Act(act) = way
                && !by_acts.contains(act)
            {
                by_acts.push(*act);
            }
        }
        Ok(EntryReach {
            entry,
            kind,
            act: found.entry.act.clone(),
            title: ActKind::title_of(&found.entry.act),
            effective_on: found.effective_on,
            annulled: found.annulled,
            fields: correctable(&found.event).into_iter().map(field).collect(),
            of_same_act: of_same_act(&entries, entry).map(|entry| entry.version).collect(),
            taking_back: TakingBack {
                by_annulment: ways.iter().all(|way| *way == OwnWay::Annulment),
                by_acts,
            },
            resting: reach(&entries, entry, narrowed.as_ref()),
        })
    }
}

/// A correction of these fields; their values do not matter to what it reaches.
fn asked_about(entry: i64, fields: &[String]) -> EntryCorrection {
    let of = |field: &String| CorrectedField {
        field: field.clone(),
        old: Value::Null,
        new: Value::Null,
    };
    EntryCorrection {
        entry,
        fields: fields.iter().map(of).collect(),
        effective_on: None,
        resting: Vec::new(),
    }
}
