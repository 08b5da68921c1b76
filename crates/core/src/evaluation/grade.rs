//! Grades, and the days on which one runs (order 82 art. 7, 35; order 39 art. 28).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Books,
    calendar::{Deadline, next_new_year, years_after},
    identity::DivisionCode,
    law::Citation,
    oversight::credit::ExistingSource,
};

/// A grade (评估等级), the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Grade {
    /// 1A.
    #[serde(rename = "1A")]
    A1,
    /// 2A.
    #[serde(rename = "2A")]
    A2,
    /// 3A.
    #[serde(rename = "3A")]
    A3,
    /// 4A.
    #[serde(rename = "4A")]
    A4,
    /// 5A.
    #[serde(rename = "5A")]
    A5,
}

impl Grade {
    /// Every grade, the lowest first.
    pub const ALL: [Self; 5] = [Self::A1, Self::A2, Self::A3, Self::A4, Self::A5];

    /// The id as stored and published, and as the rulebook lists it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::A1 => "1A",
            Self::A2 => "2A",
            Self::A3 => "3A",
            Self::A4 => "4A",
            Self::A5 => "5A",
        }
    }

    /// The grade as a source writes it: `4A`, `AAAA`, with 级 or without.
    #[must_use]
    pub fn from_chinese(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("等级").trim_end_matches('级');
        let letters = !text.is_empty() && text.chars().all(|c| c == 'A');
        Self::ALL.into_iter().enumerate().find_map(|(index, grade)| {
            let named = grade.id().eq_ignore_ascii_case(text);
            (named || letters && text.len() == index.saturating_add(1)).then_some(grade)
        })
    }
}

/// The days on which a grade runs that is announced on a day: since order 82 from 1 January after to 31 December of
/// the fifth year, before that for so many years from the announcement; none before there was an order.
#[must_use]
pub fn validity(
    books: &Books,
    announced_on: NaiveDate,
    place: DivisionCode,
) -> Option<(NaiveDate, NaiveDate)> {
    let number = |id: &str| books.law.number(id, announced_on, place);
    let (from, years) = match number("evaluation.grade.years") {
        Some(years) => (next_new_year(announced_on)?, years),
        None => (announced_on, number("evaluation.2010.grade.years")?),
    };
    Some((from, years_after(from, years)?.pred_opt()?))
}

/// A grade and its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GradeRecord {
    /// Number within the organization, from 1.
    pub number: u32,
    /// The grade.
    pub grade: Grade,
    /// The grade before, where it was adjusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Grade>,
    /// When it was announced; none where an older register does not tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced_on: Option<NaiveDate>,
    /// The first day on which it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// The first day on which another took its place, or none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// Number of the announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// The article that its validity rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Citation>,
    /// The case that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<u32>,
    /// By when its certificate and sign are to come back, once another took its place by adjustment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub return_by: Option<Deadline>,
    /// When they came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_on: Option<NaiveDate>,
    /// Where an older register told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<ExistingSource>,
}

impl GradeRecord {
    /// Whether it runs on a day; one whose days nobody told runs until something else is known.
    #[must_use]
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
            && self.ended_on.is_none_or(|ended| day < ended)
    }
}

/// A bar on applying that was set under order 39; it is told, and has its own end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationBar {
    /// Since when.
    pub from: NaiveDate,
    /// Until when.
    pub until: NaiveDate,
    /// Why, as the source writes it.
    pub reason: String,
}
