//! Calendar: working days and statutory periods.
//!
//! Serves the Civil Code art. 201 to 203 (counting of periods), the Administrative Licensing
//! Law art. 45 and 82 (working days, time that does not count) and the yearly holiday notices.
//! May not enter: today's date and the lengths of periods; both are handed in.

mod period;
mod working_days;
mod working_days_csv;

pub use period::{
    Deadline, MAX_WORKING_DAYS, Period, PeriodError, deadline, deadline_with_excluded,
    next_new_year, until, years_after, years_before,
};
pub use working_days::{DayKind, Holiday, WorkingDays};
pub use working_days_csv::{WorkingDaysError, WorkingDaysErrorKind};

/// The years of the dates that the register takes: both databases know how to compare them.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;
