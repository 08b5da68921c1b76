//! What can be wrong with a written unified social credit code, and what to do about it.
//!
//! Serves GB 32100-2015. The cases are those met in published tables: codes cut or rounded by
//! spreadsheets, letters taken for digits, something appended.
//! May not enter: repairs. A defect names the remedy; the person applies it.

use serde::Serialize;
use thiserror::Error;

/// Why a text is not a unified social credit code. `Display` gives the English text,
/// [`Defect::zh`] the Chinese one; both name the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "case", rename_all = "snake_case")]
pub enum Defect {
    /// Nothing, or only white space.
    #[error("the code is missing: enter the 18 characters on the registration certificate")]
    Empty,
    /// Not 18 characters.
    #[error("the code has {found} characters instead of 18: compare it with the certificate")]
    Length {
        /// Number of characters found.
        found: usize,
    },
    /// Lower-case letters.
    #[error("the code has lower-case letters: write them as capitals")]
    LowerCase,
    /// Letters that GB 32100 never uses.
    #[error(
        "the letters {letters} never occur in a code: I is usually 1, O is 0, S is 5, Z is 2; \
         compare with the certificate"
    )]
    ForbiddenLetter {
        /// The letters found, as capitals, each once, in order of appearance.
        letters: String,
    },
    /// A character that is neither a digit nor a capital letter, e.g. a space or a full-width digit.
    #[error(
        "the code contains {found:?}: use only half-width digits and capital letters, \
         without spaces or marks"
    )]
    OtherCharacter {
        /// The first such character.
        found: char,
    },
    /// A spreadsheet turned the code into a number such as 9.11E+17.
    #[error(
        "a spreadsheet turned the code into a number: format the column as text and enter it anew"
    )]
    ScientificNotation,
    /// A spreadsheet keeps 15 digits; the last ones have become zeros, and a check fails.
    #[error(
        "a spreadsheet replaced the last digits by zeros: format the column as text and enter \
         the code anew"
    )]
    SpreadsheetZeros,
    /// A valid code followed by something else.
    #[error("the code {code} is followed by {remainder:?}: remove what follows")]
    Suffix {
        /// The valid first 18 characters.
        code: String,
        /// What follows them, at most 20 characters of it.
        remainder: String,
    },
    /// Positions 3 to 8 are not the digits of a division.
    #[error(
        "positions 3 to 8 must be the six digits of a division, found {found}: compare with the certificate"
    )]
    Division {
        /// The six characters found.
        found: String,
    },
    /// The check character at position 18 does not match the 17 before it.
    #[error(
        "the check character should be {expected}, found {found}: one of the 18 characters is \
         mistyped, compare with the certificate"
    )]
    WrongCheckCharacter {
        /// The character that the 17 before it call for.
        expected: char,
        /// The character found.
        found: char,
    },
}

impl Defect {
    /// Stable name of the case, `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Length { .. } => "length",
            Self::LowerCase => "lower_case",
            Self::ForbiddenLetter { .. } => "forbidden_letter",
            Self::OtherCharacter { .. } => "other_character",
            Self::ScientificNotation => "scientific_notation",
            Self::SpreadsheetZeros => "spreadsheet_zeros",
            Self::Suffix { .. } => "suffix",
            Self::Division { .. } => "division",
            Self::WrongCheckCharacter { .. } => "wrong_check_character",
        }
    }

    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "缺少统一社会信用代码：请填写登记证书上的18位代码".into(),
            Self::Length { found } => {
                format!("代码为{found}位，应为18位：请与登记证书核对")
            }
            Self::LowerCase => "代码含有小写字母：请改为大写".into(),
            Self::ForbiddenLetter { letters } => {
                format!("代码不使用字母{letters}：I多为1，O多为0，S多为5，Z多为2，请与登记证书核对")
            }
            Self::OtherCharacter { found } => {
                format!("代码含有字符{found:?}：只能使用半角数字和大写字母，不得有空格或符号")
            }
            Self::ScientificNotation => {
                "代码被电子表格转成了科学计数：请将该列设为文本格式后重新填写".into()
            }
            Self::SpreadsheetZeros => {
                "代码末几位被电子表格变成了零：请将该列设为文本格式后重新填写".into()
            }
            Self::Suffix { code, remainder } => {
                format!("代码{code}之后多出{remainder:?}：请删去多余部分")
            }
            Self::Division { found } => {
                format!("第3至8位应为六位行政区划数字，现为{found}：请与登记证书核对")
            }
            Self::WrongCheckCharacter { expected, found } => {
                format!("校验码应为{expected}，现为{found}：18位中有误填的字符，请与登记证书核对")
            }
        }
    }

    /// The text in Chinese and English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        (self.zh(), self.to_string())
    }
}

/// A doubt about a code that is nevertheless accepted. `Display` gives the English text.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "case", rename_all = "snake_case")]
pub enum Warning {
    /// Position 17 does not match GB 11714; codes like this have been issued.
    #[error(
        "the organization code inside should end in {expected} (position 17): \
         compare with the certificate"
    )]
    OrganizationCodeCheck {
        /// The character that GB 11714 calls for.
        expected: char,
    },
    /// Position 1 is a symbol that the standard does not assign.
    #[error(
        "no registering department has the symbol {found} (position 1): compare with the certificate"
    )]
    DepartmentNotListed {
        /// The symbol found.
        found: char,
    },
}

impl Warning {
    /// Stable name of the case, `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OrganizationCodeCheck { .. } => "organization_code_check",
            Self::DepartmentNotListed { .. } => "department_not_listed",
        }
    }

    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::OrganizationCodeCheck { expected } => {
                format!("其中组织机构代码的校验码（第17位）应为{expected}：请与登记证书核对")
            }
            Self::DepartmentNotListed { found } => {
                format!("第1位{found}不是已知的登记管理部门：请与登记证书核对")
            }
        }
    }

    /// The text in Chinese and English.
    #[must_use]
    pub fn text(&self) -> (String, String) {
        (self.zh(), self.to_string())
    }
}
