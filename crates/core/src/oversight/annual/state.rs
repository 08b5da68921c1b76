//! What is kept of an organization's annual reports and inspections.
//!
//! What may not enter: how it came there (`fold.rs`), and whether it may (`rules.rs`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{AnnualReport, RiskWarning};
use crate::{calendar::Deadline, law::Citation, text::Text, unit::UnitRef};

/// The conclusion of an inspection (年检结论).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InspectionResult {
    /// Qualified (合格).
    Qualified,
    /// Basically qualified (基本合格).
    BasicallyQualified,
    /// Unqualified (不合格).
    Unqualified,
}

impl InspectionResult {
    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::BasicallyQualified => "basically_qualified",
            Self::Unqualified => "unqualified",
        }
    }

    /// The conclusion as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Qualified => Text::new("合格", "qualified"),
            Self::BasicallyQualified => Text::new("基本合格", "basically qualified"),
            Self::Unqualified => Text::new("不合格", "unqualified"),
        }
    }

    /// The conclusion by its name in the sources: 合格, 年检合格 …
    #[must_use]
    pub fn from_chinese(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = ["年检", "年度检查"].iter().find_map(|prefix| text.strip_prefix(prefix));
        match bare.unwrap_or(text).trim() {
            "合格" => Some(Self::Qualified),
            "基本合格" => Some(Self::BasicallyQualified),
            "不合格" => Some(Self::Unqualified),
            _ => None,
        }
    }
}

/// Where a year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnnualStatus {
    /// It was found that nothing was filed (未报送).
    Missed,
    /// Filed (已报送).
    Filed,
    /// Sent back to be mended (退回补正).
    Returned,
    /// Reviewed by the supervisory unit (已初审).
    Reviewed,
    /// Concluded (已作出结论).
    Concluded,
    /// Concluded, and to be rectified (整改中).
    Rectifying,
}

impl AnnualStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Missed,
        Self::Filed,
        Self::Returned,
        Self::Reviewed,
        Self::Concluded,
        Self::Rectifying,
    ];

    /// The id as stored and published.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Reviewed => "reviewed",
            Self::Concluded => "concluded",
            Self::Rectifying => "rectifying",
        }
    }

    /// The status as officials call it.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Missed => Text::new("未按期报送", "not filed"),
            Self::Filed => Text::new("已报送", "filed"),
            Self::Returned => Text::new("退回补正", "sent back"),
            Self::Reviewed => Text::new("已初审", "reviewed"),
            Self::Concluded => Text::new("已作出结论", "concluded"),
            Self::Rectifying => Text::new("整改中", "to be rectified"),
        }
    }
}

/// For whom a unit reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewedAs {
    /// As the supervisory unit (业务主管单位初审).
    SupervisoryUnit,
    /// As the unit that leads party building (党建工作机构审查).
    PartyBuilding,
}

/// The opinion of a unit on a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualReview {
    /// The unit.
    pub unit: UnitRef,
    /// As what.
    #[serde(rename = "as")]
    pub reviewed_as: ReviewedAs,
    /// What it proposes.
    pub proposes: InspectionResult,
    /// Why, where it is less than qualified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasons: Option<String>,
    /// When.
    pub on: NaiveDate,
    /// The account; not published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// A report that was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SentBack {
    /// When.
    pub on: NaiveDate,
    /// What is to be mended.
    pub what: String,
    /// The account; not published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// An order to rectify (责令整改) that came with a conclusion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RectificationOrder {
    /// By when.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub by: Deadline,
    /// When it was closed, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<RectificationClosed>,
}

/// How an order to rectify was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RectificationClosed {
    /// When.
    pub on: NaiveDate,
    /// Whether it was done.
    pub done: bool,
    /// What was found.
    pub note: String,
}

/// The conclusion on a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InspectionConclusion {
    /// The result.
    pub result: InspectionResult,
    /// Its grounds, as the measures list them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<String>,
    /// Remarks: what was found, or why a ground weighs little.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// Number of the document.
    pub document_number: String,
    /// When.
    pub on: NaiveDate,
    /// The article it rests on.
    pub basis: Citation,
}

/// A conclusion that was adjusted later; it stays readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EarlierConclusion {
    /// The conclusion before.
    pub conclusion: InspectionConclusion,
    /// When it was adjusted.
    pub adjusted_on: NaiveDate,
    /// Why.
    pub reasons: String,
}

/// Where and when the report was published by the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// When.
    pub published_on: NaiveDate,
    /// Where: an address or a journal.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: String,
}

/// That nothing had been filed when the day had passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Missed {
    /// The last day.
    pub due_on: NaiveDate,
    /// When it was found.
    pub found_on: NaiveDate,
    /// The article that asks for the report.
    pub basis: Citation,
}

/// One year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnnualYear {
    /// The year that is reported.
    pub year: i32,
    /// The report as filed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<AnnualReport>>,
    /// When it was filed first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_filed_on: Option<NaiveDate>,
    /// When it was filed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_on: Option<NaiveDate>,
    /// The account that filed it; not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_by: Option<String>,
    /// How often it was filed.
    #[serde(default)]
    pub times_filed: u32,
    /// By when it is to be with the registrar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// The opinions on the report as filed last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<AnnualReview>,
    /// That it was sent back, until it is filed anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<SentBack>,
    /// The conclusion in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<InspectionConclusion>,
    /// What is to be rectified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectification: Option<RectificationOrder>,
    /// Conclusions that were adjusted, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierConclusion>,
    /// Where the organization published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Publication>,
    /// That nothing had been filed in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
}

impl AnnualYear {
    /// A year of which nothing is known yet.
    #[must_use]
    pub(super) fn new(year: i32) -> Self {
        Self {
            year,
            report: None,
            first_filed_on: None,
            filed_on: None,
            filed_by: None,
            times_filed: 0,
            due_on: None,
            reviews: Vec::new(),
            sent_back: None,
            conclusion: None,
            rectification: None,
            earlier: Vec::new(),
            publication: None,
            missed: None,
        }
    }

    /// Where it stands; none where nothing happened.
    #[must_use]
    pub fn status(&self) -> Option<AnnualStatus> {
        if self.conclusion.is_some() {
            return Some(if self.to_rectify().is_some() {
                AnnualStatus::Rectifying
            } else {
                AnnualStatus::Concluded
            });
        }
        if !self.is_filed() && self.missed.is_some() {
            return Some(AnnualStatus::Missed);
        }
        self.report.as_ref()?;
        if self.sent_back.is_some() {
            return Some(AnnualStatus::Returned);
        }
        let reviewed = self.review(ReviewedAs::SupervisoryUnit).is_some();
        Some(if reviewed { AnnualStatus::Reviewed } else { AnnualStatus::Filed })
    }

    /// The same without the accounts that took its steps.
    #[must_use]
    pub fn without_accounts(mut self) -> Self {
        self.filed_by = None;
        for review in &mut self.reviews {
            review.by.clear();
        }
        if let Some(sent_back) = &mut self.sent_back {
            sent_back.by.clear();
        }
        self
    }

    /// The order to rectify, while it is open.
    #[must_use]
    pub fn to_rectify(&self) -> Option<&RectificationOrder> {
        self.rectification.as_ref().filter(|order| order.closed.is_none())
    }

    /// Whether a report is there that was not sent back.
    #[must_use]
    pub fn is_filed(&self) -> bool {
        self.report.is_some() && self.sent_back.is_none()
    }

    /// The opinion that was given as this.
    #[must_use]
    pub fn review(&self, reviewed_as: ReviewedAs) -> Option<&AnnualReview> {
        self.reviews.iter().find(|review| review.reviewed_as == reviewed_as)
    }

    /// The result in force.
    #[must_use]
    pub fn result(&self) -> Option<InspectionResult> {
        self.conclusion.as_ref().map(|conclusion| conclusion.result)
    }
}

/// A conclusion of an older register, as existing law; sources do not always tell the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordedInspection {
    /// The year that was inspected, where the source tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The result.
    pub result: InspectionResult,
    /// When, where the source tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded_on: Option<NaiveDate>,
    /// The authority that concluded.
    pub authority: String,
    /// Where it was read.
    pub source: String,
}

/// Annual reports and inspections of an organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annual {
    /// Its years.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<i32, AnnualYear>,
    /// Conclusions of older registers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<RecordedInspection>,
    /// Warnings, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<RiskWarning>,
}

impl Annual {
    /// A year of which something is known.
    #[must_use]
    pub fn of(&self, year: i32) -> Option<&AnnualYear> {
        self.years.get(&year)
    }

    /// The result of a year, by this register or an older one.
    #[must_use]
    pub fn result(&self, year: i32) -> Option<InspectionResult> {
        let recorded = || self.recorded.iter().find(|r| r.year == Some(year)).map(|r| r.result);
        self.of(year).and_then(AnnualYear::result).or_else(recorded)
    }

    /// Warnings that nobody has closed, oldest first.
    pub fn open_warnings(&self) -> impl Iterator<Item = &RiskWarning> {
        self.warnings.iter().filter(|warning| warning.closed.is_none())
    }

    /// Whether a year was missed, and nothing was filed after all.
    #[must_use]
    pub fn missed(&self, year: i32) -> bool {
        self.of(year).is_some_and(|known| known.missed.is_some() && !known.is_filed())
    }
}
