//! The parts of a name: division, brand name (字号), field or membership, form (name measures
//! art. 8). An association has no brand name.

use serde::{Deserialize, Serialize};

use crate::identity::{DivisionCode, DivisionLevel, Divisions};

/// A name in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameParts {
    /// Division (行政区划), empty for a national name.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 40, example = "北京市朝阳区"))]
    pub division: String,
    /// Brand name (字号) of a foundation or service institution; empty for an association.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_length = 40, example = ""))]
    pub brand: String,
    /// Field or membership (行（事）业领域或者会员组成).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "低空经济"))]
    pub field: String,
    /// Form (组织形式).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 20, example = "协会"))]
    pub form: String,
    /// The person whose name it contains, where it contains one (name measures art. 15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonInName>,
    /// The organization whose name it contains, where it contains one (name measures art. 14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationInName>,
}

/// A field in which persons of merit may give an organization their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeritField {
    /// Science (科学).
    Science,
    /// Culture (文化).
    Culture,
    /// Health (卫生).
    Health,
    /// Education (教育).
    Education,
    /// Art (艺术).
    Art,
    /// Another.
    Other,
}

impl MeritField {
    /// The id, as in the rulebook's list.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Science => "science",
            Self::Culture => "culture",
            Self::Health => "health",
            Self::Education => "education",
            Self::Art => "art",
            Self::Other => "other",
        }
    }
}

/// What is stated of a person whose name an organization's name contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonInName {
    /// The part of the name that is the person's.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40))]
    pub name: String,
    /// Whether the person is living.
    pub living: bool,
    /// Whether a living person has consented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented: Option<bool>,
    /// The field in which the person is outstanding or of great merit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merit: Option<MeritField>,
    /// Whether deprived of political rights, now or ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprived_of_political_rights: Option<bool>,
}

/// What is stated of another organization whose name an organization's name contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganizationInName {
    /// The part of the name that is the other's.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub name: String,
    /// Whether the other has authorized it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized: Option<bool>,
}

impl NameParts {
    /// The name that the parts make.
    #[must_use]
    pub fn joined(&self) -> String {
        format!("{}{}{}{}", self.division, self.brand, self.field, self.form)
    }
}

/// A name that was given whole, taken apart: the longest of the spellings of its division at the
/// head, the longest of the forms at the end, and what stands between. A brand name cannot be told
/// from the field.
#[must_use]
pub fn taken_apart(name: &str, divisions: &[String], forms: &[String]) -> NameParts {
    let longest = |found: Option<&String>| found.cloned().unwrap_or_default();
    let heads = divisions.iter().filter(|d| name.starts_with(d.as_str()));
    let division = longest(heads.max_by_key(|d| d.len()));
    let rest = name.strip_prefix(division.as_str()).unwrap_or(name);
    let ends = forms.iter().filter(|f| rest.ends_with(f.as_str()));
    let form = longest(ends.max_by_key(|f| f.len()));
    let field = rest.strip_suffix(form.as_str()).unwrap_or(rest).to_owned();
    NameParts { division, field, form, ..NameParts::default() }
}

/// What a province or city may leave away of its name; longer endings first.
const ENDINGS: [&str; 6] = ["壮族自治区", "维吾尔自治区", "回族自治区", "自治区", "省", "市"];

/// The ways in which a division may be written at the head of a name: in full, with or without
/// the divisions above it, a province or city also without its ending (北京, 北京市, 内蒙古). A
/// city district stands only together with its city (name measures art. 9).
#[must_use]
pub fn division_names(divisions: &Divisions, code: DivisionCode) -> Vec<String> {
    let Some(division) = divisions.get(code) else {
        return Vec::new();
    };
    let own = spellings(&division.name);
    let above = match code.superior() {
        Some(superior) if !superior.is_national() => division_names(divisions, superior),
        _ => Vec::new(),
    };
    let district = code.level() == DivisionLevel::County && division.name.ends_with('区');
    let mut names: Vec<String> =
        above.iter().flat_map(|a| own.iter().map(move |o| format!("{a}{o}"))).collect();
    if !district {
        names.extend(own);
    }
    names
}

/// A name, and what is left of it without its ending.
fn spellings(name: &str) -> Vec<String> {
    let short = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    // One character alone is no name.
    let short = short.filter(|s| s.chars().nth(1).is_some());
    std::iter::once(name).chain(short).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{NameParts, taken_apart};

    #[test]
    fn a_whole_name_is_taken_apart() {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let (places, forms) = (words(&["北京", "北京市"]), words(&["会", "协会", "促进会"]));
        for (name, [division, field, form]) in [
            ("北京市技艺促进会", ["北京市", "技艺", "促进会"]),
            ("北京技艺协会", ["北京", "技艺", "协会"]),
            ("中关村联盟", ["", "中关村联盟", ""]),
            ("北京市", ["北京市", "", ""]),
        ] {
            let parts = taken_apart(name, &places, &forms);
            assert_eq!([&*parts.division, &*parts.field, &*parts.form], [division, field, form]);
            assert_eq!(parts.joined(), name);
        }
        assert_eq!(taken_apart("", &places, &forms), NameParts::default());
    }
}
