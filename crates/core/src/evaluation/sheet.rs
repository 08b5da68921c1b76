//! Sheets (评估指标): a tree of indicators whose leaves are scored; sums and bands give the grade. Sheets are data:
//! the files in `sheets/`.
//!
//! What may not enter: what makes an organization good; a city says that in its sheet.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Grade;
use crate::{law::RulebookError, organization::OrganizationKind};

/// The compiled-in sheets.
const FILES: &[(&str, &str)] = &[
    ("association", include_str!("../../sheets/association.toml")),
    ("service_institution", include_str!("../../sheets/service_institution.toml")),
    ("foundation", include_str!("../../sheets/foundation.toml")),
];

/// An indicator: its key tells where it stands in the tree (`governance.council.meetings`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Indicator {
    /// Key.
    pub key: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The most points of a leaf; none of one with parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
}

/// From how many points on a grade is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The grade.
    pub grade: Grade,
    /// The least points.
    pub from: i64,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// Key, for example `association-2026`.
    pub id: String,
    /// Title in Chinese.
    pub zh: String,
    /// Title in English.
    pub en: String,
    /// The kind of organization that it is for.
    pub kind: OrganizationKind,
    /// The first day on which a round may use it.
    pub from: NaiveDate,
    /// Grades by points, the highest first; below the last there is none.
    pub bands: Vec<Band>,
    /// Indicators, each before its parts.
    pub indicators: Vec<Indicator>,
}

/// A file of `sheets/`: an indicator is a row of key, Chinese, English and points (0 for one with parts).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    id: String,
    zh: String,
    en: String,
    kind: OrganizationKind,
    from: NaiveDate,
    bands: Vec<Band>,
    indicators: Vec<(String, String, String, i64)>,
}

/// What is wrong with scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// No leaf has this key.
    Unknown(String),
    /// A leaf was not scored.
    Missing(String),
    /// More than it has, or less than nothing.
    OutOfRange {
        /// Its key.
        key: String,
        /// What was given.
        points: i64,
        /// The most.
        most: i64,
    },
}

impl Sheet {
    fn from_toml(file: &str, text: &str) -> Result<Self, RulebookError> {
        let form = |message: String| RulebookError::Form { file: file.to_owned(), message };
        let read: SheetFile = toml::from_str(text).map_err(|e| form(e.to_string()))?;
        let indicators = read.indicators.into_iter().map(|(key, zh, en, points)| Indicator {
            key,
            zh,
            en,
            points: (points > 0).then_some(points),
        });
        let sheet = Self {
            id: read.id,
            zh: read.zh,
            en: read.en,
            kind: read.kind,
            from: read.from,
            bands: read.bands,
            indicators: indicators.collect(),
        };
        sheet.check().map_err(form)?;
        Ok(sheet)
    }

    /// Every part has its whole before it, whatever has parts has no points of its own, bands go down.
    fn check(&self) -> Result<(), String> {
        const PAIR: usize = 2;
        let mut seen: Vec<&str> = Vec::new();
        for indicator in &self.indicators {
            let key = indicator.key.as_str();
            if seen.contains(&key) {
                return Err(format!("{key} stands twice"));
            }
            if let Some((whole, _)) = key.rsplit_once('.')
                && !seen.contains(&whole)
            {
                return Err(format!("{key} comes before {whole}"));
            }
            let has_parts = self.parts(key).next().is_some();
            if has_parts == indicator.points.is_some() {
                return Err(format!("{key} has either parts or points"));
            }
            seen.push(key);
        }
        let falling = |pair: &[Band]| match pair {
            [high, low] => high.grade > low.grade && high.from > low.from,
            _ => true,
        };
        let in_order = self.bands.windows(PAIR).all(falling);
        in_order.then_some(()).ok_or_else(|| "the bands do not go down".to_owned())
    }

    /// The direct parts of an indicator.
    fn parts<'s>(&'s self, key: &'s str) -> impl Iterator<Item = &'s Indicator> {
        self.indicators
            .iter()
            .filter(move |other| other.key.rsplit_once('.').is_some_and(|(whole, _)| whole == key))
    }

    /// The leaves, which are scored.
    pub fn leaves(&self) -> impl Iterator<Item = (&Indicator, i64)> {
        self.indicators.iter().filter_map(|indicator| Some((indicator, indicator.points?)))
    }

    /// The most points that there are.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.leaves().map(|(_, points)| points).sum()
    }

    /// What is wrong with scores; nothing where each leaf has its points.
    #[must_use]
    pub fn faults(&self, scores: &BTreeMap<String, i64>) -> Vec<SheetError> {
        let known: BTreeMap<&str, i64> =
            self.leaves().map(|(leaf, most)| (leaf.key.as_str(), most)).collect();
        let mut faults: Vec<SheetError> = scores
            .iter()
            .filter_map(|(key, points)| match known.get(key.as_str()) {
                None => Some(SheetError::Unknown(key.clone())),
                Some(most) if !(0..=*most).contains(points) => {
                    Some(SheetError::OutOfRange { key: key.clone(), points: *points, most: *most })
                }
                Some(_) => None,
            })
            .collect();
        let missing = known.keys().filter(|key| !scores.contains_key(**key));
        faults.extend(missing.map(|key| SheetError::Missing((*key).to_owned())));
        faults
    }

    /// The points of an indicator with all its parts.
    #[must_use]
    pub fn points_of(&self, key: &str, scores: &BTreeMap<String, i64>) -> i64 {
        let within = format!("{key}.");
        let of_it = scores.iter().filter(|(k, _)| *k == key || k.starts_with(&within));
        of_it.map(|(_, points)| *points).sum()
    }

    /// The points in all, and the grade that they give.
    #[must_use]
    pub fn graded(&self, scores: &BTreeMap<String, i64>) -> (i64, Option<Grade>) {
        let points: i64 = scores.values().sum();
        let band = self.bands.iter().find(|band| points >= band.from);
        (points, band.map(|band| band.grade))
    }
}

/// All sheets.
#[derive(Debug, Clone, Default)]
pub struct Sheets(Vec<Sheet>);

impl Sheets {
    /// The sheets that are compiled in.
    ///
    /// # Errors
    /// [`RulebookError`] when a file is not in form; a test holds that this never happens.
    pub fn built_in() -> Result<Self, RulebookError> {
        FILES
            .iter()
            .map(|(file, text)| Sheet::from_toml(file, text))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Adds a city's own sheet (TOML), in place of one with the same id.
    ///
    /// # Errors
    /// [`RulebookError`] when it is not in form.
    pub fn with_local(mut self, file: &str, text: &str) -> Result<Self, RulebookError> {
        let sheet = Sheet::from_toml(file, text)?;
        self.0.retain(|other| other.id != sheet.id);
        self.0.push(sheet);
        Ok(self)
    }

    /// Every sheet.
    pub fn all(&self) -> impl Iterator<Item = &Sheet> {
        self.0.iter()
    }

    /// A sheet by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Sheet> {
        self.0.iter().find(|sheet| sheet.id == id)
    }
}
