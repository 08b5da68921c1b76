//! What is due, by when, under which article.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ExcludedPeriod;
use crate::{
    Books,
    act::Clock,
    calendar::{Deadline, Period, PeriodError, deadline_with_excluded},
    identity::DivisionCode,
    law::Citation,
    organization::OrganizationKind,
    text::Text,
};

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Due {
    /// What is due.
    pub what: Text,
    /// The day from which it counts (itself not counted, Civil Code art. 201).
    pub start: NaiveDate,
    /// How long.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub period: Period,
    /// The last day, and whether it is provisional because the arrangement of working days of
    /// a year that it runs into is not published yet.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub deadline: Deadline,
    /// The article that sets it.
    pub citation: Citation,
}

/// Starts a clock of the catalogue on `start`, for an organization of this kind; `extended_by` so
/// many days of its own unit.
///
/// `None` when no number is in force on that day.
///
/// # Errors
/// [`PeriodError`] when the period runs out of the calendar's range.
pub fn start_clock(
    books: &Books,
    clock: &Clock,
    kind: OrganizationKind,
    start: NaiveDate,
    excluded: &[ExcludedPeriod],
    jurisdiction: DivisionCode,
    extended_by: u32,
) -> Result<Option<Due>, PeriodError> {
    let parameter = clock.parameter_for(kind);
    let Some((value, citation)) = books.law.value_in_force(&parameter, start, jurisdiction) else {
        return Ok(None);
    };
    let Some(number) = value.number.and_then(|n| u32::try_from(n).ok()) else {
        return Ok(None);
    };
    let period = clock.period(number.saturating_add(extended_by));
    let pauses: Vec<(NaiveDate, NaiveDate)> = excluded.iter().map(|e| (e.from, e.to)).collect();
    let deadline = deadline_with_excluded(start, period, &pauses, &books.calendar)?;
    let what = Text::new(clock.what.0, clock.what.1);
    Ok(Some(Due { what, start, period, deadline, citation }))
}
