//! Which changes somebody wants: by kind, organization, division, hub.
//!
//! What may not enter: what a change is (`mod.rs`).

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use shuniu_core::{event::FAMILIES, identity::DivisionCode};
use shuniu_store::{Entry, Reader};

use crate::RegistryError;

/// Which changes. What is empty doesn't narrow the feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ChangeFilter {
    /// Kinds of event, whole (`organization.registered`) or by family (`exit`).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>, max_items = 50))]
    pub kinds: BTreeSet<String>,
    /// Of these organizations, by identifier.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>, max_items = 1000))]
    pub organizations: BTreeSet<String>,
    /// In the division with this code and its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{6}$"))]
    pub division: Option<String>,
    /// Of this unit (a hub, a department), and of organizations in a relation to it on the day of the change or until
    /// that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
}

/// Most kinds and organizations that a filter may name.
const MOST: [(usize, &str); 2] = [(50, "kinds"), (1_000, "organizations")];

impl ChangeFilter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it can be meant as it stands.
    ///
    /// # Errors
    /// [`RegistryError::Malformed`], naming the field.
    pub fn check(&self) -> Result<(), RegistryError> {
        let counts = [self.kinds.len(), self.organizations.len()];
        for ((most, field), count) in MOST.into_iter().zip(counts) {
            if count > most {
                let (zh, en) = (format!("至多{most}项"), format!("{most} at most"));
                return Err(RegistryError::malformed(field, zh, en));
            }
        }
        for kind in &self.kinds {
            let (family, name) = kind.split_once('.').unwrap_or((kind, "any"));
            let fits = |c: char| c.is_ascii_lowercase() || c == '_';
            if !FAMILIES.contains(&family) || name.is_empty() || !name.chars().all(fits) {
                let known = FAMILIES.join(", ");
                let zh =
                    format!("没有 {kind} 这类事件；大类为 {known}，全称如 organization.registered");
                let en = format!(
                    "there is no kind {kind}; families are {known}, a whole kind is like organization.registered"
                );
                return Err(RegistryError::malformed("kinds", zh, en));
            }
        }
        if let Some(code) = &self.division
            && let Err(error) = DivisionCode::parse(code)
        {
            return Err(RegistryError::malformed("division", error.zh(), error.to_string()));
        }
        Ok(())
    }

    /// Whether it wants events of this kind.
    pub(super) fn wants_kind(&self, kind: &str) -> bool {
        let family = kind.split('.').next().unwrap_or_default();
        self.kinds.is_empty() || self.kinds.contains(kind) || self.kinds.contains(family)
    }

    /// First digits of the codes in the division that it asks for.
    fn division_prefix(&self) -> Option<String> {
        Some(DivisionCode::parse(self.division.as_deref()?).ok()?.prefix())
    }
}

/// The divisions of those whom a page of the feed is about, each looked up once.
#[derive(Default)]
pub(super) struct Places(HashMap<String, Option<String>>);

impl Places {
    /// Whether a filter wants an entry, apart from its kind.
    pub(super) fn wants(
        &mut self,
        reader: &mut Reader<'_>,
        filter: &ChangeFilter,
        (subject, id): (&str, &str),
        entry: &Entry,
    ) -> Result<bool, RegistryError> {
        let is_organization = subject == "organization";
        let named = is_organization && filter.organizations.contains(id);
        if !(named || filter.organizations.is_empty()) {
            return Ok(false);
        }
        if let Some(prefix) = filter.division_prefix() {
            if !self.0.contains_key(&entry.stream) {
                let division = division_of(reader, subject, id)?;
                self.0.insert(entry.stream.clone(), division);
            }
            let division = self.0.get(&entry.stream).and_then(Option::as_deref);
            if !division.is_some_and(|division| division.starts_with(&prefix)) {
                return Ok(false);
            }
        }
        match &filter.hub {
            None => Ok(true),
            Some(hub) if is_organization => Ok(reader.is_related(id, hub, entry.effective_on)?),
            Some(hub) => Ok(subject == "unit" && id == hub),
        }
    }
}

fn division_of(
    reader: &mut Reader<'_>,
    subject: &str,
    id: &str,
) -> Result<Option<String>, RegistryError> {
    Ok(match subject {
        "organization" => reader.organization(id)?.map(|row| row.division),
        "unit" => reader.unit(id)?.map(|row| row.division),
        "roll" => reader.roll_entry(id)?.map(|row| row.division),
        "programme" => reader.programme_row(id)?.map(|row| row.division),
        _ => None,
    })
}
