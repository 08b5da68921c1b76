//! The parts of an association's name: division, field or membership, form (name measures
//! art. 8 ¶1). An association has no brand name (字号).

use serde::{Deserialize, Serialize};

use crate::identity::{DivisionCode, DivisionLevel, Divisions};

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameParts {
    /// Division (行政区划), empty for a national name.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 40, example = "北京市朝阳区"))]
    pub division: String,
    /// Field or membership (行（事）业领域或者会员组成).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "低空经济"))]
    pub field: String,
    /// Form (组织形式).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 20, example = "协会"))]
    pub form: String,
}

impl NameParts {
    /// The name that the parts make.
    #[must_use]
    pub fn joined(&self) -> String {
        format!("{}{}{}", self.division, self.field, self.form)
    }
}

/// The ways in which a division may be written at the head of a name: in full, and a province
/// or city without its last character (北京, 北京市). A city district stands with its city.
#[must_use]
pub fn division_names(divisions: &Divisions, code: DivisionCode) -> Vec<String> {
    let Some(full) = divisions.full_name(code) else {
        return Vec::new();
    };
    let mut names = vec![full.clone()];
    let level = code.level();
    if matches!(level, DivisionLevel::Province | DivisionLevel::Prefecture) {
        names.extend(full.strip_suffix(['市', '省']).map(ToOwned::to_owned));
    } else if let Some(county) = divisions.get(code)
        && let Some(above) = full.strip_suffix(county.name.as_str())
        && let Some(short) = above.strip_suffix(['市', '省'])
    {
        names.push(format!("{short}{}", county.name));
    }
    names
}
