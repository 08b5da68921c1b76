//! Which days are working days, by the State Council's yearly holiday notices.
//!
//! Serves every period in working days and the Civil Code art. 203 (rest days at the end of a
//! period). Only exceptions to the week are stored. May not enter: forecasts of notices not
//! yet published; such years answer provisionally, by weekends alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::working_days_csv::{Row, WorkingDaysError, parse};

const BUILT_IN: &str = include_str!("../../data/working_days.csv");
static TABLE: OnceLock<WorkingDays> = OnceLock::new();

/// Whether a day is a working day, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// By the published arrangement of the year: `true` for a working day. The notice for a
    /// year may still move a few days at the end of the year before (as 2018-12-31 was moved).
    Known(bool),
    /// The year's arrangement is not in the table: `true` for Monday to Friday.
    Provisional(bool),
}

impl DayKind {
    /// Whether it is a working day, as far as known.
    #[must_use]
    pub const fn is_working(self) -> bool {
        matches!(self, Self::Known(true) | Self::Provisional(true))
    }

    /// Whether the answer rests on weekends alone.
    #[must_use]
    pub const fn is_provisional(self) -> bool {
        matches!(self, Self::Provisional(_))
    }
}

/// The name of the holiday for whose sake a day departs from the week.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Holiday {
    /// Chinese name, e.g. 春节.
    pub zh: String,
    /// English name, e.g. Spring Festival.
    pub en: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    working: bool,
    holiday: Holiday,
}

/// The published years and the days in them that depart from the week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    published: BTreeSet<i32>,
    exceptions: BTreeMap<NaiveDate, Exception>,
}

impl WorkingDays {
    /// The table compiled into the program: 2004 to 2026.
    #[must_use]
    pub fn built_in() -> &'static Self {
        // A test proves that the built-in text parses, so the empty table is never taken.
        TABLE.get_or_init(|| Self::default().with_years(BUILT_IN).unwrap_or_default())
    }

    /// This table with further years, or years published anew, in the form of the built-in
    /// file: the header `date,kind,holiday_zh,holiday_en`; a line `2027,published,,` for each
    /// year, whose former exceptions are dropped; then `holiday` for weekdays off and
    /// `workday` for weekends on. A line for a year published earlier changes that day only,
    /// since a notice may reach back into December. Lines beginning with # are comments.
    ///
    /// # Errors
    /// [`WorkingDaysError`] with the line of the first fault; nothing is taken over then.
    pub fn with_years(&self, csv: &str) -> Result<Self, WorkingDaysError> {
        let rows = parse(csv, &self.published)?;
        let mut table = self.clone();
        for row in &rows {
            if let Row::Published(year) = row {
                table.published.insert(*year);
                table.exceptions.retain(|date, _| date.year() != *year);
            }
        }
        for row in rows {
            if let Row::Day { date, working, holiday } = row {
                table.exceptions.insert(date, Exception { working, holiday });
            }
        }
        Ok(table)
    }

    /// Whether a day is a working day.
    #[must_use]
    pub fn is_working_day(&self, date: NaiveDate) -> DayKind {
        if !self.is_published(date.year()) {
            return DayKind::Provisional(!is_weekend(date));
        }
        let exception = self.exceptions.get(&date);
        DayKind::Known(exception.map_or(!is_weekend(date), |exception| exception.working))
    }

    /// The holiday for whose sake a weekday is off or a weekend is worked; `None` for days
    /// that follow the week, even where they lie within a holiday.
    #[must_use]
    pub fn holiday(&self, date: NaiveDate) -> Option<&Holiday> {
        self.exceptions.get(&date).map(|exception| &exception.holiday)
    }

    /// Whether the arrangement of a calendar year is in the table.
    #[must_use]
    pub fn is_published(&self, year: i32) -> bool {
        self.published.contains(&year)
    }

    /// The calendar years in the table, in order.
    pub fn published_years(&self) -> impl Iterator<Item = i32> {
        self.published.iter().copied()
    }
}

/// Whether a date is a Saturday or a Sunday.
pub(super) fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_table_parses() {
        let table = WorkingDays::default().with_years(BUILT_IN).unwrap();
        assert_eq!(&table, WorkingDays::built_in());
        assert!(table.published_years().eq(2004..=2026));
    }

    #[test]
    fn known_days_of_2026() {
        let table = WorkingDays::built_in();
        for (date, working) in [
            ("2026-01-01", false),
            ("2026-01-04", true),
            ("2026-02-14", true),
            ("2026-02-17", false),
            ("2026-02-18", false),
            ("2026-05-09", true),
            ("2026-05-11", true),
            ("2026-05-16", false),
        ] {
            assert_eq!(table.is_working_day(day(date)), DayKind::Known(working), "{date}");
        }
        let spring = table.holiday(day("2026-02-17")).unwrap();
        assert_eq!((spring.zh.as_str(), spring.en.as_str()), ("春节", "Spring Festival"));
        assert_eq!(table.holiday(day("2026-03-17")), None);
    }

    #[test]
    fn unpublished_years_answer_by_weekends() {
        let table = WorkingDays::built_in();
        assert_eq!(table.is_working_day(day("2027-10-01")), DayKind::Provisional(true));
        assert_eq!(table.is_working_day(day("2027-10-02")), DayKind::Provisional(false));
        assert_eq!(table.is_working_day(day("2003-10-01")), DayKind::Provisional(true));
        assert_eq!(
            table.is_working_day(NaiveDate::MAX).is_provisional(),
            table.is_working_day(NaiveDate::MIN).is_provisional()
        );
    }

    #[test]
    fn a_new_year_may_reach_back_and_may_be_published_anew() {
        let table = WorkingDays::built_in();
        let next = table
            .with_years(
                "date,kind,holiday_zh,holiday_en\n2027,published,,\n\
                 2026-12-31,holiday,元旦,New Year's Day\n2027-01-01,holiday,元旦,New Year's Day\n",
            )
            .unwrap();
        assert_eq!(next.is_working_day(day("2026-12-31")), DayKind::Known(false));
        assert_eq!(next.is_working_day(day("2026-10-01")), DayKind::Known(false));
        assert_eq!(next.is_working_day(day("2027-01-01")), DayKind::Known(false));
        assert_eq!(next.is_working_day(day("2027-05-03")), DayKind::Known(true));
        let anew = next.with_years("date,kind,holiday_zh,holiday_en\n2027,published,,\n").unwrap();
        assert_eq!(anew.is_working_day(day("2027-01-01")), DayKind::Known(true));
        assert_eq!(anew.is_working_day(day("2026-12-31")), DayKind::Known(false));
    }
}
