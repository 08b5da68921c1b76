//! Codes of administrative divisions (行政区划), read from their digits alone.
//!
//! Serves GB/T 2260 (six digits, county level and above) and the statistical code of
//! sub-districts (nine digits). May not enter: which divisions exist; that is the table's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// The first two digits of the municipalities directly under the nation, whose counties and
/// districts have no prefecture above them.
const MUNICIPALITIES: [u32; 4] = [11, 12, 31, 50];

/// The code of an administrative division: six digits, or nine for a sub-district (街道, 乡, 镇).
/// 100000 is the nation. Serializes as the plain digits; a division orders before its parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode(
    /// Always nine digits; six-digit codes end in 000, which no sub-district has.
    u32,
);

/// The level of an administrative division, from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    /// The nation (全国).
    Nation,
    /// Province, autonomous region, municipality (省、自治区、直辖市).
    Province,
    /// Prefecture-level city, prefecture, league (地级市、地区、自治州、盟).
    Prefecture,
    /// County, county-level city, district (县、县级市、市辖区).
    County,
    /// Sub-district, town, township (街道、镇、乡).
    Township,
}

/// Why a text is not the code of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DivisionCodeError {
    /// Not six or nine characters.
    #[error("the code of a division has 6 digits, or 9 for a sub-district, found {found}")]
    Length {
        /// Number of characters found.
        found: usize,
    },
    /// A character that is not a digit.
    #[error("the code of a division has only digits, found {found:?}")]
    NotADigit {
        /// The first such character.
        found: char,
    },
    /// Begins with 0, or a sub-district numbered 000.
    #[error("no division has this code: it may not begin with 0 nor name a sub-district 000")]
    NotInUse,
}

impl DivisionCodeError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Length { found } => {
                format!("行政区划代码为6位数字，街道乡镇为9位，现为{found}位")
            }
            Self::NotADigit { found } => format!("行政区划代码只能使用数字，现有{found:?}"),
            Self::NotInUse => "没有这样的行政区划代码：首位不得为0，街道乡镇不得为000".into(),
        }
    }
}

impl DivisionCode {
    /// The nation, 100000: the division of the national registrar.
    pub const NATION: Self = Self(100_000_000);

    /// Reads six or nine digits exactly as written. It does not ask whether the division exists.
    ///
    /// # Errors
    /// [`DivisionCodeError`] for another length, another character or a code nobody can have.
    pub fn parse(text: &str) -> Result<Self, DivisionCodeError> {
        if let Some(found) = text.chars().find(|found| !found.is_ascii_digit()) {
            return Err(DivisionCodeError::NotADigit { found });
        }
        let length = text.len();
        let number: u32 = match length {
            6 | 9 => text.parse().map_err(|_| DivisionCodeError::NotInUse)?,
            found => return Err(DivisionCodeError::Length { found }),
        };
        let code = if length == 6 { number * 1000 } else { number };
        if code < 100_000_000 || (length == 9 && text.ends_with("000")) {
            return Err(DivisionCodeError::NotInUse);
        }
        Ok(Self(code))
    }

    /// Whether this is the nation, 100000.
    #[must_use]
    pub const fn is_national(self) -> bool {
        self.0 == Self::NATION.0
    }

    /// The level that the digits show.
    #[must_use]
    pub const fn level(self) -> DivisionLevel {
        match (self.0 % 10_000_000, self.0 % 100_000, self.0 % 1000) {
            _ if self.is_national() => DivisionLevel::Nation,
            (0, _, _) => DivisionLevel::Province,
            (_, 0, _) => DivisionLevel::Prefecture,
            (_, _, 0) => DivisionLevel::County,
            _ => DivisionLevel::Township,
        }
    }

    /// The province this is or lies in; `None` for the nation.
    #[must_use]
    pub fn province(self) -> Option<Self> {
        (!self.is_national()).then(|| self.cut(10_000_000))
    }

    /// The prefecture this is or lies in. `None` above that level, and for counties directly
    /// below a province: those of the municipalities and those numbered xx90xx.
    #[must_use]
    pub fn city(self) -> Option<Self> {
        match self.level() {
            DivisionLevel::Nation | DivisionLevel::Province => None,
            DivisionLevel::Prefecture => Some(self),
            DivisionLevel::County | DivisionLevel::Township => {
                let province = self.0 / 10_000_000;
                let within = self.0 / 100_000 % 100;
                let direct = within == 0 || within >= 90 || MUNICIPALITIES.contains(&province);
                (!direct).then(|| self.cut(100_000))
            }
        }
    }

    /// The county this is or lies in; `None` above that level.
    #[must_use]
    pub fn county(self) -> Option<Self> {
        (self.level() >= DivisionLevel::County).then(|| self.cut(1000))
    }

    /// The next wider division by the digits; `None` for the nation.
    #[must_use]
    pub fn superior(self) -> Option<Self> {
        match self.level() {
            DivisionLevel::Nation => None,
            DivisionLevel::Province => Some(Self::NATION),
            DivisionLevel::Prefecture => self.province(),
            DivisionLevel::County => self.city().or_else(|| self.province()),
            DivisionLevel::Township => self.county(),
        }
    }

    /// The digits that the codes of this division and its parts begin with; none for the nation.
    #[must_use]
    pub fn prefix(self) -> String {
        let text = self.to_string();
        let digits = match self.level() {
            DivisionLevel::Nation => 0,
            DivisionLevel::Province => 2,
            DivisionLevel::Prefecture => 4,
            DivisionLevel::County | DivisionLevel::Township => text.len(),
        };
        text.get(..digits).unwrap_or_default().to_owned()
    }

    /// Whether the other division is this one or lies in it, by the digits: 100000 contains
    /// all, 110000 and 110100 contain 110105, 110105 contains 110105001. A prefecture that
    /// governs another prefecture (Ili governs Tacheng) does not contain it in this sense.
    #[must_use]
    pub fn contains(self, other: &Self) -> bool {
        match self.level() {
            DivisionLevel::Nation => true,
            DivisionLevel::Province => self.cut(10_000_000) == other.cut(10_000_000),
            DivisionLevel::Prefecture => self == other.cut(100_000),
            DivisionLevel::County => self == other.cut(1000),
            DivisionLevel::Township => self == *other,
        }
    }

    const fn cut(self, unit: u32) -> Self {
        Self(self.0 - self.0 % unit)
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = match self.level() {
            DivisionLevel::Township => self.0,
            _ => self.0 / 1000,
        };
        formatter.pad(&number.to_string())
    }
}

impl fmt::Debug for DivisionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DivisionCode({self})")
    }
}

impl FromStr for DivisionCode {
    type Err = DivisionCodeError;

    fn from_str(text: &str) -> Result<Self, DivisionCodeError> {
        Self::parse(text)
    }
}

impl Serialize for DivisionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DivisionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// One period of a division's life under one code and one name. Years only: the sources tell
/// no days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The code.
    pub code: DivisionCode,
    /// The name without those of the divisions above, in Chinese, e.g. 朝阳区.
    pub name: String,
    /// The level.
    pub level: DivisionLevel,
    /// The division directly above; `None` for the nation.
    pub parent: Option<DivisionCode>,
    /// Calendar year in which code and name came into use; `None` if the source does not tell.
    pub in_use_from: Option<u16>,
    /// Calendar year in which they went out of use; `None` while in use.
    pub ended: Option<u16>,
    /// The divisions that took its place or its parts, where known.
    pub successors: Vec<DivisionCode>,
}

impl Division {
    /// Whether code and name are in use today, as far as the table knows.
    #[must_use]
    pub const fn is_in_use(&self) -> bool {
        self.ended.is_none()
    }

    /// Whether code and name were in use on some day of a calendar year: the first and the
    /// last year both count.
    #[must_use]
    pub fn is_in_use_in(&self, year: u16) -> bool {
        self.in_use_from.is_none_or(|from| from <= year)
            && self.ended.is_none_or(|ended| year <= ended)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        DivisionCode::parse(text).unwrap()
    }

    #[test]
    fn levels_and_superiors() {
        for (text, level, superior) in [
            ("100000", DivisionLevel::Nation, None),
            ("110000", DivisionLevel::Province, Some("100000")),
            ("130100", DivisionLevel::Prefecture, Some("130000")),
            ("130102", DivisionLevel::County, Some("130100")),
            ("110105", DivisionLevel::County, Some("110000")),
            ("659001", DivisionLevel::County, Some("650000")),
            ("110105001", DivisionLevel::Township, Some("110105")),
        ] {
            assert_eq!(code(text).level(), level, "{text}");
            assert_eq!(code(text).superior(), superior.map(code), "{text}");
            assert_eq!(code(text).to_string(), text);
        }
        assert_eq!(code("110105001").county(), Some(code("110105")));
        assert_eq!(code("110105001").city(), None);
        assert_eq!(code("130102").city(), Some(code("130100")));
        assert_eq!(code("130102").province(), Some(code("130000")));
        assert_eq!(DivisionCode::NATION.province(), None);
        assert_eq!(code("130000").county(), None);
    }

    #[test]
    fn containing() {
        assert!(DivisionCode::NATION.contains(&code("659001")));
        assert!(code("110000").contains(&code("110105001")));
        assert!(code("110100").contains(&code("110105")));
        assert!(code("110105").contains(&code("110105")));
        assert!(!code("110105").contains(&code("110000")));
        assert!(!code("110000").contains(&DivisionCode::NATION));
        assert!(!code("110105").contains(&code("110106001")));
        assert!(!code("110105001").contains(&code("110105")));
    }

    #[test]
    fn texts_that_are_no_code() {
        use DivisionCodeError::{Length, NotADigit, NotInUse};
        for (text, error) in [
            ("", Length { found: 0 }),
            ("11010", Length { found: 5 }),
            ("1101051", Length { found: 7 }),
            ("99999999999999999999", Length { found: 20 }),
            ("11010五", NotADigit { found: '五' }),
            ("+10000", NotADigit { found: '+' }),
            ("１１０１０５", NotADigit { found: '１' }),
            ("010000", NotInUse),
            ("000000", NotInUse),
            ("110105000", NotInUse),
        ] {
            assert_eq!(DivisionCode::parse(text), Err(error), "{text}");
            assert!(!error.zh().is_empty());
        }
    }

    #[test]
    fn a_division_orders_before_its_parts() {
        let mut codes = ["110106", "110105001", "110105", "100000", "110000"].map(code);
        codes.sort();
        assert_eq!(
            codes.map(|code| code.to_string()),
            ["100000", "110000", "110105", "110105001", "110106"]
        );
    }

    #[test]
    fn serde_is_the_plain_string() {
        let value = serde_json::to_value(code("110105")).unwrap();
        assert_eq!(value, serde_json::json!("110105"));
        assert_eq!(serde_json::from_value::<DivisionCode>(value).unwrap(), code("110105"));
        assert!(serde_json::from_value::<DivisionCode>(serde_json::json!("x")).is_err());
    }
}
