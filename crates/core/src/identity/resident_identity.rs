//! The resident identity number (居民身份号码) of a natural person.
//!
//! Serves GB 11643 (check by ISO 7064 MOD 11-2). The number is personal data: it never
//! appears in errors, debug output or serialized data by accident; [`ResidentIdentity::expose`]
//! is the one way to it, so that every use can be found by searching for that word.
//! May not enter: what the number says about its holder beyond the date of birth.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::check::resident_check;

const LENGTH: usize = 18;
/// Nobody alive was born before; an earlier year is a slip of the pen.
const EARLIEST_YEAR: i32 = 1850;

/// A resident identity number whose form, date of birth and check character are right. That
/// it was issued, and to whom, is not known. It implements neither `Display` nor `Serialize`
/// nor `Deserialize`, whose errors could repeat the value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentIdentity {
    number: String,
    birth_date: NaiveDate,
}

/// Why a text is not a resident identity number. It never contains any part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResidentIdentityError {
    /// Nothing, or only white space.
    #[error("the resident identity number is missing: enter its 18 characters")]
    Empty,
    /// Not 18 characters; the old numbers of 15 are no longer valid.
    #[error("the resident identity number must have 18 characters")]
    Length,
    /// A character that is no digit, other than X at the end.
    #[error("the resident identity number has only digits, and at its end a digit or X")]
    Character,
    /// A small x at the end.
    #[error("the X at the end of the resident identity number must be a capital")]
    LowerCase,
    /// Positions 7 to 14 are not a date of birth.
    #[error("positions 7 to 14 of the resident identity number are not a date of birth")]
    Date,
    /// The check character does not match the 17 digits before it.
    #[error("the resident identity number has a wrong check character: one character is mistyped")]
    CheckCharacter,
}

impl ResidentIdentityError {
    /// Stable name of the case, `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length => "length",
            Self::Character => "character",
            Self::LowerCase => "lower_case",
            Self::Date => "date",
            Self::CheckCharacter => "check_character",
        }
    }

    /// The text for officials in Chinese.
    #[must_use]
    pub const fn zh(&self) -> &'static str {
        match self {
            Self::Empty => "缺少居民身份号码：请填写18位号码",
            Self::Length => "居民身份号码应为18位",
            Self::Character => "居民身份号码只能为数字，末位可为数字或X",
            Self::LowerCase => "居民身份号码末位的X应为大写",
            Self::Date => "居民身份号码第7至14位不是出生日期",
            Self::CheckCharacter => "居民身份号码校验码不符：有一位误填",
        }
    }
}

impl ResidentIdentity {
    /// Reads a number exactly as written.
    ///
    /// # Errors
    /// [`ResidentIdentityError`], which never repeats the text.
    pub fn parse(text: &str) -> Result<Self, ResidentIdentityError> {
        if text.trim().is_empty() {
            return Err(ResidentIdentityError::Empty);
        }
        if text.chars().count() != LENGTH {
            return Err(ResidentIdentityError::Length);
        }
        let Some((digits, end)) = text.split_at_checked(LENGTH - 1) else {
            return Err(ResidentIdentityError::Character);
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ResidentIdentityError::Character);
        }
        let found = match end.as_bytes() {
            [b'x'] => return Err(ResidentIdentityError::LowerCase),
            [found] if found.is_ascii_digit() || *found == b'X' => *found,
            _ => return Err(ResidentIdentityError::Character),
        };
        let birth_date = birth_date(digits).ok_or(ResidentIdentityError::Date)?;
        if resident_check(digits.as_bytes()) != Some(found) {
            return Err(ResidentIdentityError::CheckCharacter);
        }
        Ok(Self { number: text.to_owned(), birth_date })
    }

    /// The first and the last character, the others as asterisks: enough to tell two entries
    /// apart on a page, too little to find the person.
    #[must_use]
    pub fn masked(&self) -> String {
        let mut symbols = self.number.chars();
        let first = symbols.next().unwrap_or('*');
        let last = symbols.next_back().unwrap_or('*');
        format!("{first}{}{last}", "*".repeat(LENGTH - 2))
    }

    /// The date of birth that the number states.
    #[must_use]
    pub const fn birth_date(&self) -> NaiveDate {
        self.birth_date
    }

    /// The whole number. Only for storing it and for showing it to those entitled to see it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.number
    }
}

fn birth_date(digits: &str) -> Option<NaiveDate> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(6, 10)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(10, 12)?, number(12, 14)?)
        .filter(|date| date.year() >= EARLIEST_YEAR)
}

impl fmt::Debug for ResidentIdentity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResidentIdentity({})", self.masked())
    }
}

impl FromStr for ResidentIdentity {
    type Err = ResidentIdentityError;

    fn from_str(text: &str) -> Result<Self, ResidentIdentityError> {
        Self::parse(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A number of a division that does not exist, with the right check character.
    fn synthetic(birth: &str, sequence: &str) -> String {
        let digits = format!("999999{birth}{sequence}");
        let check = resident_check(digits.as_bytes()).unwrap();
        format!("{digits}{}", char::from(check))
    }

    #[test]
    fn a_right_number_is_accepted_and_masked() {
        let text = synthetic("19800229", "001");
        let identity = ResidentIdentity::parse(&text).unwrap();
        assert_eq!(identity.birth_date(), NaiveDate::from_ymd_opt(1980, 2, 29).unwrap());
        assert_eq!(identity.expose(), text);
        assert_eq!(identity.masked().len(), 18);
        assert!(identity.masked().starts_with("9****************"));
        let debug = format!("{identity:?}");
        assert!(!debug.contains("1980") && debug.contains("****"));
        assert_eq!(text.parse(), Ok(identity));
    }

    #[test]
    fn x_counts_ten_and_must_be_a_capital() {
        let text = (0..100)
            .map(|number| synthetic("19900101", &format!("{number:03}")))
            .find(|text| text.ends_with('X'))
            .unwrap();
        assert!(ResidentIdentity::parse(&text).is_ok());
        assert_eq!(
            ResidentIdentity::parse(&text.to_lowercase()),
            Err(ResidentIdentityError::LowerCase)
        );
    }

    #[test]
    fn faults_are_told_without_the_value() {
        use ResidentIdentityError::{Character, CheckCharacter, Date, Empty, Length};
        let right = synthetic("19900101", "001");
        let wrong_end = if right.ends_with('1') { "2" } else { "1" };
        let wrong_check = format!("{}{wrong_end}", right.get(..17).unwrap());
        for (text, error) in [
            ("", Empty),
            ("  ", Empty),
            ("999999900101001", Length),
            ("99999919900101001字1", Length),
            ("99999919900101001字", Character),
            ("9999991990010100A1", Character),
            ("字字字字字字字字字字字字字字字字字字", Character),
            (&synthetic("19900230", "001"), Date),
            (&synthetic("19901301", "001"), Date),
            (&synthetic("00010101", "001"), Date),
            (&wrong_check, CheckCharacter),
        ] {
            assert_eq!(ResidentIdentity::parse(text), Err(error), "{text}");
            for message in [error.to_string(), error.zh().to_owned()] {
                assert!(!message.contains("999999"));
            }
            assert!(!error.code().is_empty());
        }
    }
}
