//! The body of an organization code: its 8 characters without the check character.
//!
//! Serves GB 11714 within GB 32100-2015. May not enter: ranges of bodies; see the segments.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use super::check::outer_value;

/// Characters of a body.
pub(super) const BODY_LENGTH: usize = 8;

/// The 8 characters of an organization code before its check character (GB 11714), written
/// in the alphabet of GB 32100 because it must fit into a unified social credit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationBody([u8; BODY_LENGTH]);

/// Why a text is not the body of an organization code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
    /// Not 8 characters.
    #[error("the body of an organization code has 8 characters, found {found}")]
    Length {
        /// Number of characters found.
        found: usize,
    },
    /// A character outside digits and the capital letters without I, O, S, V, Z.
    #[error(
        "{found:?} does not occur in an organization code: use digits and capital letters \
         without I, O, S, V, Z"
    )]
    Character {
        /// The first such character.
        found: char,
    },
}

impl BodyError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Length { found } => format!("组织机构代码本体为8位，现为{found}位"),
            Self::Character { found } => format!(
                "组织机构代码本体不使用{found:?}：只能使用数字和I、O、S、V、Z以外的大写字母"
            ),
        }
    }
}

impl OrganizationBody {
    /// Reads a body exactly as written.
    ///
    /// # Errors
    /// [`BodyError`] for a wrong length or a character outside the alphabet.
    pub fn parse(text: &str) -> Result<Self, BodyError> {
        let body = <[u8; BODY_LENGTH]>::try_from(text.as_bytes());
        if let Some(found) =
            text.chars().find(|found| u8::try_from(*found).ok().and_then(outer_value).is_none())
        {
            return Err(BodyError::Character { found });
        }
        body.map(Self).map_err(|_| BodyError::Length { found: text.chars().count() })
    }

    /// The 8 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The part before the running digits, and the running digits: the longest row of
    /// decimal digits at the end.
    pub(super) fn parts(&self) -> (&str, &str) {
        let text = self.as_str();
        let prefix = text.trim_end_matches(|symbol: char| symbol.is_ascii_digit());
        text.split_at_checked(prefix.len()).unwrap_or((text, ""))
    }

    pub(super) fn running_number(self) -> Option<u64> {
        self.parts().1.parse().ok()
    }
}

impl fmt::Display for OrganizationBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for OrganizationBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OrganizationBody({self})")
    }
}

impl FromStr for OrganizationBody {
    type Err = BodyError;

    fn from_str(text: &str) -> Result<Self, BodyError> {
        Self::parse(text)
    }
}

impl Serialize for OrganizationBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for OrganizationBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_eight_symbols_of_the_alphabet() {
        let body = OrganizationBody::parse("MJ010000").unwrap();
        assert_eq!(body.parts(), ("MJ", "010000"));
        assert_eq!(body.running_number(), Some(10_000));
        assert_eq!(body.to_string().parse(), Ok(body));
        for (text, error) in [
            ("", BodyError::Length { found: 0 }),
            ("MJ01000", BodyError::Length { found: 7 }),
            ("MJ0100000", BodyError::Length { found: 9 }),
            ("mj010000", BodyError::Character { found: 'm' }),
            ("MO010000", BodyError::Character { found: 'O' }),
            ("MJ01000字", BodyError::Character { found: '字' }),
        ] {
            assert_eq!(OrganizationBody::parse(text), Err(error), "{text}");
            assert!(!error.zh().is_empty());
        }
    }

    #[test]
    fn a_letter_at_the_end_leaves_no_running_number() {
        let body = OrganizationBody::parse("MJ01000A").unwrap();
        assert_eq!(body.parts(), ("MJ01000A", ""));
        assert_eq!(body.running_number(), None);
    }
}
