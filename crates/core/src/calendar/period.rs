//! Statutory periods and the days on which they end.
//!
//! Serves the Civil Code art. 201 (the starting day is not counted), art. 202 (months and
//! years end on the same-numbered day or the month's last) and art. 203 (a rest day at the end
//! moves it), and the Administrative Licensing Law art. 45 and 82. May not enter: how long any
//! particular period is; that comes from the rulebook.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::working_days::WorkingDays;

/// The longest period in working days that is counted, some eighty years: far beyond any law,
/// and it bounds the work that an absurd input can cause.
pub const MAX_WORKING_DAYS: u32 = 20_000;

/// The length of a statutory period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Calendar days.
    Days(u32),
    /// Working days.
    WorkingDays(u32),
    /// Calendar months.
    Months(u32),
    /// Calendar years.
    Years(u32),
}

impl Period {
    const fn length(self) -> u32 {
        match self {
            Self::Days(length)
            | Self::WorkingDays(length)
            | Self::Months(length)
            | Self::Years(length) => length,
        }
    }
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day on which the act is in time; it ends at 24:00 or with business hours.
    pub last_day: NaiveDate,
    /// Whether a day that matters lies in a year whose holidays are not published: the
    /// deadline must be computed anew then.
    pub provisional: bool,
    /// The rest day on which the period would have ended (Civil Code art. 203).
    pub moved_from: Option<NaiveDate>,
}

/// Why a deadline cannot be computed. `Display` gives the English text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeriodError {
    /// A period of length zero.
    #[error("a period has at least one day, month or year")]
    Zero,
    /// More than [`MAX_WORKING_DAYS`].
    #[error("a period may have at most {MAX_WORKING_DAYS} working days")]
    TooLong,
    /// The end lies beyond the calendar.
    #[error("the period ends after the last date that can be represented")]
    OutOfRange,
    /// An excluded stretch ends before it begins.
    #[error("the excluded time from {from} to {to} ends before it begins: exchange the dates")]
    ExcludedReversed {
        /// First day given.
        from: NaiveDate,
        /// Last day given.
        to: NaiveDate,
    },
}

impl PeriodError {
    /// Stable name of the case, `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::TooLong => "too_long",
            Self::OutOfRange => "out_of_range",
            Self::ExcludedReversed { .. } => "excluded_reversed",
        }
    }

    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Zero => "期限至少为一日、一月或一年".into(),
            Self::TooLong => format!("期限最多为{MAX_WORKING_DAYS}个工作日"),
            Self::OutOfRange => "期限届满日超出可表示的日期".into(),
            Self::ExcludedReversed { from, to } => {
                format!("不计入期限的时间{from}至{to}首尾颠倒：请对调日期")
            }
        }
    }
}

/// The same day so many years later; the month's last day where there is none (Civil Code
/// art. 202). `None` beyond the calendar's range.
#[must_use]
pub fn years_after(day: NaiveDate, years: i64) -> Option<NaiveDate> {
    const MONTHS: i64 = 12;
    let months = u32::try_from(years.checked_mul(MONTHS)?).ok()?;
    day.checked_add_months(Months::new(months))
}

/// The same day so many years before; the month's last day where there is none. `None` beyond the calendar's range.
#[must_use]
pub fn years_before(day: NaiveDate, years: i64) -> Option<NaiveDate> {
    const MONTHS: i64 = 12;
    let months = u32::try_from(years.checked_mul(MONTHS)?).ok()?;
    day.checked_sub_months(Months::new(months))
}

/// The first of January after a day.
#[must_use]
pub fn next_new_year(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year().checked_add(1)?, 1, 1)
}

/// The last day of a period whose starting day is not counted (Civil Code art. 201).
/// Months and years end on the day with the number of the starting day, or on the month's
/// last day (art. 202). A last day that is no working day moves to the next one (art. 203).
///
/// # Errors
/// [`PeriodError`] for a period that is empty, too long, or leads out of the calendar.
pub fn deadline(
    start: NaiveDate,
    period: Period,
    working_days: &WorkingDays,
) -> Result<Deadline, PeriodError> {
    deadline_with_excluded(start, period, &[], working_days)
}

/// As [`deadline`], with stretches of time that do not count (Administrative Licensing Law
/// art. 45: hearing, inspection, expert review). Each stretch is given by its first and last
/// day, both excluded; stretches may overlap. A period never ends on an excluded day.
///
/// # Errors
/// As [`deadline`], and [`PeriodError::ExcludedReversed`] for a stretch that ends before it
/// begins.
pub fn deadline_with_excluded(
    start: NaiveDate,
    period: Period,
    excluded: &[(NaiveDate, NaiveDate)],
    working_days: &WorkingDays,
) -> Result<Deadline, PeriodError> {
    if period.length() == 0 {
        return Err(PeriodError::Zero);
    }
    let count = Count { working_days, excluded: merged(excluded)? };
    let counted = match period {
        Period::WorkingDays(length) if length > MAX_WORKING_DAYS => {
            return Err(PeriodError::TooLong);
        }
        Period::WorkingDays(length) => return count.working(start, length),
        Period::Days(length) => start.checked_add_days(Days::new(u64::from(length))),
        Period::Months(length) => start.checked_add_months(Months::new(length)),
        Period::Years(length) => {
            length.checked_mul(12).and_then(|months| start.checked_add_months(Months::new(months)))
        }
    };
    let nominal = counted.ok_or(PeriodError::OutOfRange)?;
    count.calendar(start, nominal)
}

/// What a count needs beside the period: the calendar and the time that does not count, in
/// order and without overlaps.
struct Count<'a> {
    working_days: &'a WorkingDays,
    excluded: Vec<(NaiveDate, NaiveDate)>,
}

impl Count<'_> {
    /// Counts working days after the start.
    fn working(&self, start: NaiveDate, length: u32) -> Result<Deadline, PeriodError> {
        let mut provisional = false;
        let mut day = start;
        for _ in 0..length {
            day = self.next_working(day, &mut provisional)?;
        }
        Ok(Deadline { last_day: day, provisional, moved_from: None })
    }

    /// Lengthens a calendar period by the excluded days in it, then moves its end off a rest day.
    fn calendar(&self, start: NaiveDate, nominal: NaiveDate) -> Result<Deadline, PeriodError> {
        let mut end = nominal;
        for (from, to) in &self.excluded {
            if *to <= start {
                continue;
            }
            if *from > end {
                break;
            }
            let before = from.pred_opt().unwrap_or(*from).max(start);
            let days =
                u64::try_from((*to - before).num_days()).map_err(|_| PeriodError::OutOfRange)?;
            end = end.checked_add_days(Days::new(days)).ok_or(PeriodError::OutOfRange)?;
        }
        let kind = self.working_days.is_working_day(end);
        let mut provisional = kind.is_provisional();
        if kind.is_working() {
            return Ok(Deadline { last_day: end, provisional, moved_from: None });
        }
        let last_day = self.next_working(end, &mut provisional)?;
        Ok(Deadline { last_day, provisional, moved_from: Some(end) })
    }

    /// The first working day after a day that is not excluded; notes whether a day on the way
    /// was only provisionally known.
    fn next_working(
        &self,
        after: NaiveDate,
        provisional: &mut bool,
    ) -> Result<NaiveDate, PeriodError> {
        let mut day = after;
        loop {
            day = day.succ_opt().ok_or(PeriodError::OutOfRange)?;
            let stretch = self.excluded.partition_point(|(_, to)| *to < day);
            if let Some((from, to)) = self.excluded.get(stretch)
                && *from <= day
            {
                day = *to;
                continue;
            }
            let kind = self.working_days.is_working_day(day);
            *provisional |= kind.is_provisional();
            if kind.is_working() {
                return Ok(day);
            }
        }
    }
}

/// The last day of something that is to be done by a day of the year, given as month and day (331 for
/// 31 March), counted like the end of a period: a rest day moves it (Civil Code art. 203). `None` for what
/// is no day of the year.
#[must_use]
pub fn until(year: i32, month_day: u32, working_days: &WorkingDays) -> Option<Deadline> {
    const HUNDRED: u32 = 100;
    let nominal = NaiveDate::from_ymd_opt(year, month_day / HUNDRED, month_day % HUNDRED)?;
    let count = Count { working_days, excluded: Vec::new() };
    count.calendar(nominal, nominal).ok()
}

/// The stretches in order, overlapping ones joined.
fn merged(excluded: &[(NaiveDate, NaiveDate)]) -> Result<Vec<(NaiveDate, NaiveDate)>, PeriodError> {
    let mut stretches = excluded.to_vec();
    stretches.sort_unstable();
    let mut joined: Vec<(NaiveDate, NaiveDate)> = Vec::with_capacity(stretches.len());
    for (from, to) in stretches {
        if to < from {
            return Err(PeriodError::ExcludedReversed { from, to });
        }
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    Ok(joined)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn end(start: &str, period: Period) -> Deadline {
        deadline(day(start), period, WorkingDays::built_in()).unwrap()
    }

    fn last(start: &str, period: Period) -> String {
        end(start, period).last_day.to_string()
    }

    #[test]
    fn working_days() {
        assert_eq!(last("2026-05-04", Period::WorkingDays(60)), "2026-07-28");
        assert_eq!(last("2017-06-26", Period::WorkingDays(90)), "2017-11-03");
        // The Saturday 2026-05-09 is worked.
        assert_eq!(last("2026-05-08", Period::WorkingDays(1)), "2026-05-09");
        assert!(!end("2026-05-04", Period::WorkingDays(60)).provisional);
        assert!(end("2026-12-31", Period::WorkingDays(1)).provisional);
        assert!(end("2026-12-01", Period::WorkingDays(60)).provisional);
    }

    #[test]
    fn the_starting_day_is_not_counted_and_rest_days_move_the_end() {
        assert_eq!(last("2026-03-02", Period::Days(1)), "2026-03-03");
        let moved = end("2026-03-02", Period::Days(5));
        assert_eq!(moved.last_day, day("2026-03-09"));
        assert_eq!(moved.moved_from, Some(day("2026-03-07")));
        // Into the National Day holiday, and onto a worked Saturday.
        let holiday = end("2026-08-02", Period::Days(60));
        assert_eq!(holiday.moved_from, Some(day("2026-10-01")));
        assert_eq!(holiday.last_day, day("2026-10-08"));
        let worked = end("2026-05-04", Period::Days(5));
        assert_eq!((worked.last_day, worked.moved_from), (day("2026-05-09"), None));
    }

    #[test]
    fn months_and_years_end_on_the_same_number_or_the_last_day() {
        assert_eq!(last("2024-01-31", Period::Months(1)), "2024-02-29");
        assert_eq!(last("2025-01-31", Period::Months(1)), "2025-02-28");
        assert_eq!(last("2024-02-29", Period::Months(1)), "2024-03-29");
        assert_eq!(last("2024-02-29", Period::Years(1)), "2025-02-28");
        // 2028-02-29 is a Tuesday in a year not published.
        let leap = end("2024-02-29", Period::Years(4));
        assert_eq!(leap.last_day, day("2028-02-29"));
        assert!(leap.provisional);
        let moved = end("2026-02-15", Period::Months(3));
        assert_eq!((moved.last_day, moved.moved_from), (day("2026-05-15"), None));
    }

    #[test]
    fn only_days_that_matter_make_a_deadline_provisional() {
        assert!(!end("2003-06-01", Period::Years(1)).provisional);
        assert!(end("2026-06-30", Period::Months(12)).provisional);
        // The period ends in a published year but moves into one that is not.
        let mut years = WorkingDays::default();
        years = years
            .with_years(
                "date,kind,holiday_zh,holiday_en\n2026,published,,\n\
                 2026-12-31,holiday,元旦,New Year's Day\n",
            )
            .unwrap();
        let moved = deadline(day("2026-12-01"), Period::Days(30), &years).unwrap();
        assert_eq!(moved.last_day, day("2027-01-01"));
        assert!(moved.provisional);
    }

    #[test]
    fn excluded_time_does_not_count() {
        let with = |period, excluded: &[(&str, &str)]| {
            let excluded: Vec<_> = excluded.iter().map(|(from, to)| (day(from), day(to))).collect();
            let table = WorkingDays::built_in();
            deadline_with_excluded(day("2026-03-02"), period, &excluded, table)
                .unwrap()
                .last_day
                .to_string()
        };
        let days = Period::Days(10);
        assert_eq!(with(days, &[]), "2026-03-12");
        assert_eq!(with(days, &[("2026-03-04", "2026-03-04")]), "2026-03-13");
        // Before and on the starting day nothing is gained.
        assert_eq!(with(days, &[("2026-02-01", "2026-03-02")]), "2026-03-12");
        assert_eq!(with(days, &[("2026-02-01", "2026-03-03")]), "2026-03-13");
        // Overlapping stretches count once; one that the lengthening reaches counts too.
        let overlapping = [("2026-03-04", "2026-03-06"), ("2026-03-05", "2026-03-08")];
        assert_eq!(with(days, &overlapping), "2026-03-17");
        let reached = [("2026-03-04", "2026-03-04"), ("2026-03-13", "2026-03-15")];
        assert_eq!(with(days, &reached), "2026-03-16");
        assert_eq!(with(days, &[("2026-03-13", "2026-03-15")]), "2026-03-12");
        // Working days skip the stretch; its weekend is not counted twice.
        let work = Period::WorkingDays(5);
        assert_eq!(with(work, &[]), "2026-03-09");
        assert_eq!(with(work, &[("2026-03-06", "2026-03-09")]), "2026-03-11");
        // Moved off a Saturday into excluded time, and on beyond it.
        assert_eq!(with(Period::Days(5), &[("2026-03-09", "2026-03-10")]), "2026-03-11");
        assert_eq!(with(Period::Months(1), &[("2026-03-09", "2026-03-10")]), "2026-04-07");
    }

    #[test]
    fn impossible_periods_are_errors() {
        let table = WorkingDays::built_in();
        let of = |start, period| deadline(start, period, table);
        let start = day("2026-01-01");
        for zero in [Period::Days(0), Period::WorkingDays(0), Period::Months(0), Period::Years(0)] {
            assert_eq!(of(start, zero), Err(PeriodError::Zero));
        }
        for long in [Period::Days(u32::MAX), Period::Months(u32::MAX), Period::Years(u32::MAX)] {
            assert_eq!(of(start, long), Err(PeriodError::OutOfRange));
        }
        assert_eq!(of(start, Period::WorkingDays(u32::MAX)), Err(PeriodError::TooLong));
        assert!(of(start, Period::WorkingDays(MAX_WORKING_DAYS)).unwrap().provisional);
        assert_eq!(of(NaiveDate::MAX, Period::WorkingDays(1)), Err(PeriodError::OutOfRange));
        assert_eq!(of(NaiveDate::MAX, Period::Days(1)), Err(PeriodError::OutOfRange));
        assert!(of(NaiveDate::MIN, Period::Years(1)).is_ok());
        let whole = [(NaiveDate::MIN, NaiveDate::MAX)];
        for period in [Period::Days(1), Period::WorkingDays(1), Period::Months(1)] {
            assert_eq!(
                deadline_with_excluded(start, period, &whole, table),
                Err(PeriodError::OutOfRange)
            );
        }
        let reversed = [(day("2026-02-02"), day("2026-02-01"))];
        let error = deadline_with_excluded(start, Period::Days(1), &reversed, table).unwrap_err();
        assert_eq!(error.code(), "excluded_reversed");
        assert!(error.zh().contains("2026-02-02"));
    }

    #[test]
    fn serde_names() {
        let value = serde_json::to_value(Period::WorkingDays(20)).unwrap();
        assert_eq!(value, serde_json::json!({"working_days": 20}));
        assert_eq!(serde_json::from_value::<Period>(value).unwrap(), Period::WorkingDays(20));
    }
}
