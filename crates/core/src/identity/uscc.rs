//! The unified social credit code (统一社会信用代码).
//!
//! Serves GB 32100-2015; its nine-character organization code follows GB 11714.
//! Two checks, two weights: a wrong check character at position 18 rejects the code, a wrong
//! one inside the organization code is a warning, because such codes were really issued.
//! May not enter: who holds a code, and repairs of a code: a person decides those.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::check::{ORGANIZATION_START, USCC_LENGTH, inner_check, outer_check};
use super::division::DivisionCode;
use super::uscc_defect::{Defect, Warning};
use super::uscc_examination::examine;

/// A unified social credit code whose alphabet, division and check character at position 18
/// are right (GB 32100-2015). Serializes as the plain 18 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc {
    symbols: [u8; USCC_LENGTH],
    // Kept beside the symbols so that reading it cannot fail.
    division: DivisionCode,
}

/// The registering department: position 1 of the code (GB 32100-2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Department {
    /// 1: the establishment office (机构编制).
    Establishment,
    /// 2: foreign affairs (外交).
    ForeignAffairs,
    /// 3: judicial administration (司法行政).
    Justice,
    /// 4: culture (文化).
    Culture,
    /// 5: civil affairs (民政): the department of every registrar of social organizations.
    CivilAffairs,
    /// 6: tourism (旅游).
    Tourism,
    /// 7: religious affairs (宗教).
    Religion,
    /// 8: trade unions (工会).
    TradeUnions,
    /// 9: market supervision, formerly industry and commerce (工商).
    MarketSupervision,
    /// A: the reform office of the Central Military Commission (中央军委).
    Military,
    /// N: agriculture (农业).
    Agriculture,
    /// Y: other (其他).
    Other,
    /// A symbol that the standard did not assign when this was written.
    Unlisted,
}

impl Department {
    /// The department that a symbol stands for; [`Department::Unlisted`] for all others.
    #[must_use]
    pub const fn from_symbol(symbol: char) -> Self {
        match symbol {
            '1' => Self::Establishment,
            '2' => Self::ForeignAffairs,
            '3' => Self::Justice,
            '4' => Self::Culture,
            '5' => Self::CivilAffairs,
            '6' => Self::Tourism,
            '7' => Self::Religion,
            '8' => Self::TradeUnions,
            '9' => Self::MarketSupervision,
            'A' => Self::Military,
            'N' => Self::Agriculture,
            'Y' => Self::Other,
            _ => Self::Unlisted,
        }
    }

    /// The symbol at position 1, `None` for [`Department::Unlisted`].
    #[must_use]
    pub const fn symbol(self) -> Option<char> {
        Some(match self {
            Self::Establishment => '1',
            Self::ForeignAffairs => '2',
            Self::Justice => '3',
            Self::Culture => '4',
            Self::CivilAffairs => '5',
            Self::Tourism => '6',
            Self::Religion => '7',
            Self::TradeUnions => '8',
            Self::MarketSupervision => '9',
            Self::Military => 'A',
            Self::Agriculture => 'N',
            Self::Other => 'Y',
            Self::Unlisted => return None,
        })
    }
}

impl Uscc {
    /// Reads a code exactly as written: no trimming and no change of case, so that what is
    /// stored is what was typed.
    ///
    /// # Errors
    /// The [`Defect`] that best tells the person who typed it what to do.
    pub fn parse(text: &str) -> Result<Self, Defect> {
        let (symbols, division) = examine(text)?;
        Ok(Self { symbols, division })
    }

    /// Doubts that do not reject the code; empty for a code without fault.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let organization = self.organization_code();
        let expected = inner_check(organization.as_bytes());
        if let Some(expected) = expected
            && organization.as_bytes().last() != Some(&expected)
        {
            warnings.push(Warning::OrganizationCodeCheck { expected: char::from(expected) });
        }
        if self.registering_department() == Department::Unlisted {
            warnings.push(Warning::DepartmentNotListed { found: self.symbol(0) });
        }
        warnings
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The symbols come from an ASCII alphabet; the fallback is never taken.
        std::str::from_utf8(&self.symbols).unwrap_or_default()
    }

    /// The department that registered the organization: position 1.
    #[must_use]
    pub fn registering_department(&self) -> Department {
        Department::from_symbol(self.symbol(0))
    }

    /// The class of organization within the department: position 2. Under civil affairs
    /// 1 association, 2 service institution, 3 foundation, 9 other.
    #[must_use]
    pub fn class(&self) -> char {
        self.symbol(1)
    }

    /// The division of the registrar when the code was issued: positions 3 to 8. It stays when
    /// the organization moves or the division is abolished; 100000 is the nation.
    #[must_use]
    pub fn division_at_issue(&self) -> DivisionCode {
        self.division
    }

    /// The organization code of GB 11714: positions 9 to 17, its check character included.
    #[must_use]
    pub fn organization_code(&self) -> &str {
        self.as_str().get(ORGANIZATION_START..USCC_LENGTH - 1).unwrap_or_default()
    }

    /// The check character: position 18.
    #[must_use]
    pub fn check_character(&self) -> char {
        self.symbol(USCC_LENGTH - 1)
    }

    /// Puts the parts together with both check characters; `None` if a part has a symbol
    /// that the alphabet lacks.
    pub(super) fn assemble(
        department: char,
        class: char,
        division: DivisionCode,
        body: &str,
    ) -> Option<Self> {
        let mut text = format!("{department}{class}{division}{body}");
        text.push(char::from(inner_check(body.as_bytes())?));
        text.push(char::from(outer_check(text.as_bytes())?));
        Self::parse(&text).ok()
    }

    fn symbol(&self, position: usize) -> char {
        self.symbols.get(position).map_or('0', |symbol| char::from(*symbol))
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Uscc {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Uscc({})", self.as_str())
    }
}

impl FromStr for Uscc {
    type Err = Defect;

    fn from_str(text: &str) -> Result<Self, Defect> {
        Self::parse(text)
    }
}

impl Serialize for Uscc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Uscc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_public_code() {
        let code = Uscc::parse("53100000500021676K").unwrap();
        assert_eq!(code.registering_department(), Department::CivilAffairs);
        assert_eq!(code.class(), '3');
        assert_eq!(code.division_at_issue(), DivisionCode::NATION);
        assert_eq!(code.organization_code(), "500021676");
        assert_eq!(code.check_character(), 'K');
        assert!(code.warnings().is_empty());
        assert_eq!(format!("{code:>20}"), "  53100000500021676K");
        assert_eq!("53100000500021676K".parse(), Ok(code));
    }

    #[test]
    fn odd_but_valid_codes_are_accepted() {
        // Ending in 0, organization check character X, another department.
        for text in
            ["511000005000057480", "911522010783762860", "9115220107837941X1", "12100000400009127B"]
        {
            assert_eq!(Uscc::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn departments_with_letters() {
        for (symbol, department) in
            [('A', Department::Military), ('N', Department::Agriculture), ('Y', Department::Other)]
        {
            let code = Uscc::assemble(symbol, '1', DivisionCode::NATION, "MJ000001").unwrap();
            assert_eq!(code.registering_department(), department);
            assert_eq!(department.symbol(), Some(symbol));
            assert!(code.warnings().is_empty());
        }
        let unlisted = Uscc::assemble('P', '1', DivisionCode::NATION, "MJ000001").unwrap();
        assert_eq!(unlisted.warnings(), [Warning::DepartmentNotListed { found: 'P' }]);
        assert_eq!(Department::Unlisted.symbol(), None);
    }

    #[test]
    fn inner_check_is_only_a_warning() {
        let code = Uscc::parse("91110116720958920A").unwrap();
        assert!(matches!(
            code.warnings().as_slice(),
            [Warning::OrganizationCodeCheck { expected }] if *expected != '0'
        ));
    }

    #[test]
    fn serde_is_the_plain_string_and_validates() {
        let code = Uscc::parse("53100000500021676K").unwrap();
        let value = serde_json::to_value(code).unwrap();
        assert_eq!(value, serde_json::json!("53100000500021676K"));
        assert_eq!(serde_json::from_value::<Uscc>(value).unwrap(), code);
        let wrong = serde_json::from_value::<Uscc>(serde_json::json!("53100000500020462H"));
        assert!(wrong.is_err_and(|error| error.to_string().contains('K')));
    }

    #[test]
    fn order_follows_the_text() {
        let mut codes = ["53100000500021676K", "51100000500012681T", "511000005000057480"]
            .map(|text| Uscc::parse(text).unwrap());
        codes.sort();
        assert_eq!(codes.map(|code| code.to_string()).last().unwrap(), "53100000500021676K");
    }
}
