//! What has to be separated and who signs it: one checklist for each version of the rules, read from
//! the files in `checklists/`.
//!
//! What may not enter: dimensions or items by name; a city may have others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{law::RulebookError, text::Text};

/// The compiled-in checklists.
const FILES: &[(&str, &str)] = &[
    ("outline_2008", include_str!("../../checklists/outline_2008.toml")),
    ("plan_2015", include_str!("../../checklists/plan_2015.toml")),
];

/// Who signs a dimension (签核单位), by what it is; a programme says which unit that is in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignerRole {
    /// The department that the organization is decoupled from (原业务主管单位).
    SupervisoryUnit,
    /// Finance (财政部门).
    Finance,
    /// Administration of government offices (机关事务管理部门).
    OfficesAdministration,
    /// Whoever manages cadres (干部人事管理部门).
    Personnel,
    /// Whoever takes over the Party work (党建工作机构).
    PartyWork,
}

impl SignerRole {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SupervisoryUnit => "supervisory_unit",
            Self::Finance => "finance",
            Self::OfficesAdministration => "offices_administration",
            Self::Personnel => "personnel",
            Self::PartyWork => "party_work",
        }
    }
}

/// Where an organization may go (去向).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// Under a hub that may supervise.
    Hub,
    /// Into direct registration.
    Direct,
}

impl Destination {
    /// The id as in a checklist.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Direct => "direct",
        }
    }
}

/// Something to be checked (核查事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Key within its dimension.
    pub id: String,
    /// What must be so, in Chinese.
    pub zh: String,
    /// What must be so, in English.
    pub en: String,
    /// What shows it, in Chinese.
    pub evidence_zh: String,
    /// What shows it, in English.
    pub evidence_en: String,
    /// Whether there are organizations that it is not about.
    #[serde(default)]
    pub may_not_apply: bool,
}

/// A dimension (方面) in which an organization is separated from its department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Key.
    pub id: String,
    /// Name in Chinese.
    pub zh: String,
    /// Name in English.
    pub en: String,
    /// Who signs, one after the other: whoever comes before the last one checks, the last approves.
    pub signed_by: Vec<SignerRole>,
    /// What is checked.
    #[serde(rename = "item")]
    pub items: Vec<CheckItem>,
}

impl Dimension {
    /// The key of one of its items in a case: `assets.clearance`.
    #[must_use]
    pub fn key(&self, item: &CheckItem) -> String {
        format!("{}.{}", self.id, item.id)
    }
}

/// A version of the rules of decoupling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Key, for example `outline_2008`.
    pub id: String,
    /// Title in Chinese.
    pub zh: String,
    /// Title in English.
    pub en: String,
    /// First day on which programmes may follow it.
    pub from: NaiveDate,
    /// Where organizations may go.
    pub destinations: Vec<Destination>,
    /// Whether it is for industry associations and chambers only.
    #[serde(default)]
    pub industry_associations: bool,
    /// The rule that asks for all of it.
    pub completion_rule: String,
    /// The dimensions.
    #[serde(rename = "dimension")]
    pub dimensions: Vec<Dimension>,
}

impl Checklist {
    /// The title.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(&self.zh, &self.en)
    }

    /// A dimension by its key.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }

    /// An item by its key in a case, with its dimension.
    #[must_use]
    pub fn item(&self, key: &str) -> Option<(&Dimension, &CheckItem)> {
        let (dimension, item) = key.split_once('.')?;
        let dimension = self.dimension(dimension)?;
        Some((dimension, dimension.items.iter().find(|known| known.id == item)?))
    }

    /// Every role that signs something.
    #[must_use]
    pub fn roles(&self) -> Vec<SignerRole> {
        let mut roles: Vec<SignerRole> =
            self.dimensions.iter().flat_map(|dimension| dimension.signed_by.clone()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

/// All checklists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklists(Vec<Checklist>);

impl Checklists {
    /// The checklists that are compiled in.
    ///
    /// # Errors
    /// [`RulebookError`] when a file is not well formed; a test holds that this never happens.
    pub fn built_in() -> Result<Self, RulebookError> {
        Self::from_files(FILES)
    }

    /// Checklists from the texts of their files (name, TOML).
    ///
    /// # Errors
    /// [`RulebookError`] when one is not of the form, or has no dimension, no signer or a key twice.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, RulebookError> {
        let mut lists: Vec<Checklist> = Vec::with_capacity(files.len());
        for (file, text) in files {
            let list: Checklist = toml::from_str(text).map_err(|e| RulebookError::Form {
                file: (*file).to_owned(),
                message: e.to_string(),
            })?;
            if let Some(message) = defect(&list, &lists) {
                return Err(RulebookError::Form { file: (*file).to_owned(), message });
            }
            lists.push(list);
        }
        Ok(Self(lists))
    }

    /// A checklist by its key.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Checklist> {
        self.0.iter().find(|list| list.id == id)
    }

    /// Every checklist.
    pub fn iter(&self) -> impl Iterator<Item = &Checklist> {
        self.0.iter()
    }
}

/// What is wrong with a checklist that is of the form.
fn defect(list: &Checklist, before: &[Checklist]) -> Option<String> {
    if before.iter().any(|known| known.id == list.id) {
        return Some(format!("checklist {} stands twice", list.id));
    }
    if list.dimensions.is_empty() || list.destinations.is_empty() {
        return Some("a checklist has dimensions and destinations".to_owned());
    }
    for (place, dimension) in list.dimensions.iter().enumerate() {
        let again = |other: &Dimension| other.id == dimension.id;
        if list.dimensions.iter().take(place).any(again) {
            return Some(format!("dimension {} stands twice", dimension.id));
        }
        if dimension.signed_by.is_empty() || dimension.items.is_empty() {
            return Some(format!("dimension {} has signers and items", dimension.id));
        }
        let twice = |(at, item): (usize, &CheckItem)| {
            dimension.items.iter().take(at).any(|other| other.id == item.id)
        };
        if dimension.items.iter().enumerate().any(twice) {
            return Some(format!("an item of {} stands twice", dimension.id));
        }
    }
    None
}
