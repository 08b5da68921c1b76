//! Segments of organization codes given to a registrar, and the issue of new codes.
//!
//! Serves GB 32100-2015 and GB 11714: registrars receive ranges of 8-character bodies and
//! form whole codes from them. May not enter: which bodies are already used; the register
//! knows that and asks for the next index.

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

use super::division::{DivisionCode, DivisionLevel};
use super::organization_body::{BODY_LENGTH, BodyError, OrganizationBody};
use super::uscc::{Department, Uscc};

/// A range of bodies, both ends included: a common prefix and decimal running digits at the
/// end, e.g. MJ010000 to MJ019999. Serializes as `{"first": …, "last": …}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CodeSegment {
    first: OrganizationBody,
    last: OrganizationBody,
}

/// Why two bodies do not make a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SegmentError {
    /// An end is not the body of an organization code.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// An end has no digits to count with.
    #[error("{body} does not end in a digit: a segment needs running digits at its end")]
    NoRunningDigits {
        /// The end without running digits.
        body: OrganizationBody,
    },
    /// The ends differ before their running digits.
    #[error("{first} and {last} differ before their running digits: record one segment for each")]
    PrefixDiffers {
        /// The first body.
        first: OrganizationBody,
        /// The last body.
        last: OrganizationBody,
    },
    /// The first body comes after the last.
    #[error("{first} comes after {last}: exchange the two ends")]
    Reversed {
        /// The body given as first.
        first: OrganizationBody,
        /// The body given as last.
        last: OrganizationBody,
    },
}

impl SegmentError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Body(error) => error.zh(),
            Self::NoRunningDigits { body } => format!("{body}末位不是数字：码段须以流水数字结尾"),
            Self::PrefixDiffers { first, last } => {
                format!("{first}与{last}的前缀不同：请分别登记码段")
            }
            Self::Reversed { first, last } => format!("{first}在{last}之后：请对调首尾"),
        }
    }
}

impl CodeSegment {
    /// A segment from its first to its last body.
    ///
    /// # Errors
    /// [`SegmentError`] when the ends have no running digits, different prefixes, or are reversed.
    pub fn new(first: OrganizationBody, last: OrganizationBody) -> Result<Self, SegmentError> {
        for body in [first, last] {
            if body.running_number().is_none() {
                return Err(SegmentError::NoRunningDigits { body });
            }
        }
        if first.parts().0 != last.parts().0 {
            return Err(SegmentError::PrefixDiffers { first, last });
        }
        if first > last {
            return Err(SegmentError::Reversed { first, last });
        }
        Ok(Self { first, last })
    }

    /// A segment from the text of its ends.
    ///
    /// # Errors
    /// As [`CodeSegment::new`], and [`SegmentError::Body`] for an end that is no body.
    pub fn parse(first: &str, last: &str) -> Result<Self, SegmentError> {
        Self::new(OrganizationBody::parse(first)?, OrganizationBody::parse(last)?)
    }

    /// The first body.
    #[must_use]
    pub const fn first(&self) -> OrganizationBody {
        self.first
    }

    /// The last body.
    #[must_use]
    pub const fn last(&self) -> OrganizationBody {
        self.last
    }

    /// Number of bodies in the segment; at least 1.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.range().map_or(0, |(first, last)| last - first + 1)
    }

    /// Always false: a segment has a first body. It stands beside [`CodeSegment::len`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The body at an index counted from 0, `None` past the end.
    #[must_use]
    pub fn nth(&self, index: u64) -> Option<OrganizationBody> {
        let (first, last) = self.range()?;
        let number = first.checked_add(index).filter(|number| *number <= last)?;
        let (prefix, digits) = self.first.parts();
        let text = format!("{prefix}{number:0width$}", width = digits.len());
        OrganizationBody::parse(&text).ok()
    }

    /// The index of a code's body in this segment, `None` if it lies outside.
    #[must_use]
    pub fn index_of(&self, code: &Uscc) -> Option<u64> {
        let body = code.organization_code().get(..BODY_LENGTH)?;
        let body = OrganizationBody::parse(body).ok()?;
        // Bodies of one length and one prefix order like their running numbers.
        if body < self.first || body > self.last {
            return None;
        }
        let (prefix, digits) = self.first.parts();
        let number = body.as_str().strip_prefix(prefix)?;
        if number.len() != digits.len() {
            return None;
        }
        number.parse::<u64>().ok()?.checked_sub(self.range()?.0)
    }

    /// Whether the two segments share a body.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first.parts().0 == other.first.parts().0
            && self.first <= other.last
            && other.first <= self.last
    }

    fn range(&self) -> Option<(u64, u64)> {
        Some((self.first.running_number()?, self.last.running_number()?))
    }
}

/// Why a code cannot be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IssueError {
    /// The department has no symbol.
    #[error("the registering department has no symbol in GB 32100: choose a listed one")]
    Department,
    /// The class is not a symbol of the alphabet.
    #[error("the class {found:?} is not a symbol of GB 32100: for civil affairs use 1, 2, 3 or 9")]
    Class {
        /// The class given.
        found: char,
    },
    /// The division is finer than a county.
    #[error("the division {found} has no six-digit code: use the division of the registrar")]
    Division {
        /// The division given.
        found: DivisionCode,
    },
}

impl IssueError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Department => "登记管理部门没有标准代码：请选择已列出的部门".into(),
            Self::Class { found } => {
                format!("机构类别{found:?}不是标准字符：民政部门使用1、2、3或9")
            }
            Self::Division { found } => {
                format!("行政区划{found}不是六位代码：请使用登记管理机关所在区划")
            }
        }
    }
}

impl Uscc {
    /// Forms the code of a newly registered organization, computing both check characters
    /// (GB 11714 for position 17, GB 32100-2015 for position 18). The result parses again
    /// without defect or warning.
    ///
    /// # Errors
    /// [`IssueError`] when the department, the class or the division cannot stand in a code.
    pub fn issue(
        department: Department,
        class: char,
        division: DivisionCode,
        body: OrganizationBody,
    ) -> Result<Self, IssueError> {
        let symbol = department.symbol().ok_or(IssueError::Department)?;
        if division.level() == DivisionLevel::Township {
            return Err(IssueError::Division { found: division });
        }
        Self::assemble(symbol, class, division, body.as_str())
            .ok_or(IssueError::Class { found: class })
    }
}

impl<'de> Deserialize<'de> for CodeSegment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Ends {
            first: OrganizationBody,
            last: OrganizationBody,
        }
        let ends = Ends::deserialize(deserializer)?;
        Self::new(ends.first, ends.last).map_err(de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn segment(first: &str, last: &str) -> CodeSegment {
        CodeSegment::parse(first, last).unwrap()
    }

    fn issue(body: OrganizationBody) -> Uscc {
        let beijing = DivisionCode::parse("110105").unwrap();
        Uscc::issue(Department::CivilAffairs, '1', beijing, body).unwrap()
    }

    #[test]
    fn every_body_of_a_segment_issues_a_faultless_code() {
        let segment = segment("MJ010000", "MJ019999");
        assert_eq!(segment.len(), 10_000);
        assert!(!segment.is_empty());
        for index in 0..segment.len() {
            let code = issue(segment.nth(index).unwrap());
            assert_eq!(Uscc::parse(code.as_str()), Ok(code));
            assert!(code.warnings().is_empty());
            assert_eq!(segment.index_of(&code), Some(index));
        }
        assert_eq!(segment.nth(10_000), None);
        assert_eq!(segment.nth(u64::MAX), None);
    }

    #[test]
    fn bodies_of_digits_only_make_a_segment() {
        let segment = segment("50000000", "50099999");
        assert_eq!(segment.len(), 100_000);
        assert_eq!(segment.nth(5).unwrap().as_str(), "50000005");
        let outside = issue(OrganizationBody::parse("MJ010000").unwrap());
        assert_eq!(segment.index_of(&outside), None);
        assert_eq!(segment.index_of(&issue(segment.last())), Some(99_999));
    }

    #[test]
    fn ends_that_make_no_segment() {
        let error = |first, last| CodeSegment::parse(first, last).unwrap_err();
        assert!(matches!(
            error("MJ01000", "MJ019999"),
            SegmentError::Body(BodyError::Length { found: 7 })
        ));
        assert!(matches!(
            error("MJ010000", "MI019999"),
            SegmentError::Body(BodyError::Character { found: 'I' })
        ));
        assert!(matches!(error("MJ01000A", "MJ01000B"), SegmentError::NoRunningDigits { .. }));
        assert!(matches!(error("MJ010000", "MK019999"), SegmentError::PrefixDiffers { .. }));
        assert!(matches!(error("MJ010000", "M0J10000"), SegmentError::PrefixDiffers { .. }));
        assert!(matches!(error("MJ019999", "MJ010000"), SegmentError::Reversed { .. }));
        for (first, last) in [("", "字"), ("MJ010000", "MK019999"), ("MJ019999", "MJ010000")] {
            assert!(!error(first, last).zh().is_empty());
        }
    }

    #[test]
    fn a_letter_among_the_running_digits_lies_outside() {
        let segment = segment("MJ010000", "MJ029999");
        let code = issue(OrganizationBody::parse("MJ01A000").unwrap());
        assert_eq!(segment.index_of(&code), None);
    }

    #[test]
    fn overlaps_need_one_prefix_and_a_common_body() {
        let base = segment("MJ010000", "MJ019999");
        assert!(base.overlaps(&segment("MJ019999", "MJ020000")));
        assert!(base.overlaps(&segment("MJ010500", "MJ010500")));
        assert!(!base.overlaps(&segment("MJ020000", "MJ029999")));
        assert!(!base.overlaps(&segment("50010000", "50019999")));
    }

    #[test]
    fn parts_that_cannot_stand_in_a_code() {
        let body = OrganizationBody::parse("MJ010000").unwrap();
        let nation = DivisionCode::NATION;
        let township = DivisionCode::parse("110105001").unwrap();
        let civil = Department::CivilAffairs;
        assert_eq!(
            Uscc::issue(Department::Unlisted, '1', nation, body),
            Err(IssueError::Department)
        );
        assert_eq!(Uscc::issue(civil, '字', nation, body), Err(IssueError::Class { found: '字' }));
        assert_eq!(Uscc::issue(civil, 'i', nation, body), Err(IssueError::Class { found: 'i' }));
        assert_eq!(
            Uscc::issue(civil, '1', township, body),
            Err(IssueError::Division { found: township })
        );
    }

    #[test]
    fn serde_validates() {
        let segment = segment("MJ010000", "MJ019999");
        let value = serde_json::to_value(segment).unwrap();
        assert_eq!(value, serde_json::json!({"first": "MJ010000", "last": "MJ019999"}));
        assert_eq!(serde_json::from_value::<CodeSegment>(value).unwrap(), segment);
        let reversed = serde_json::json!({"first": "MJ019999", "last": "MJ010000"});
        assert!(serde_json::from_value::<CodeSegment>(reversed).is_err());
    }
}
