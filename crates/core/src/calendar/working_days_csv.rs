//! Reads holiday arrangements from CSV text without quoting (no name has a comma).
//!
//! Serves the table of working days. A line that changes nothing is refused: it is nearly
//! always a mistyped date. May not enter: the table itself.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use super::working_days::{Holiday, is_weekend};

const HEADER: &str = "date,kind,holiday_zh,holiday_en";

/// A fault in a CSV text of holiday arrangements.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {kind}")]
pub struct WorkingDaysError {
    /// The line, counted from 1, comments included.
    pub line: usize,
    /// What is wrong there.
    pub kind: WorkingDaysErrorKind,
}

/// What is wrong in a line of holiday arrangements.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorkingDaysErrorKind {
    /// The first line is not the header.
    #[error("the first line must be {HEADER}")]
    Header,
    /// Not four fields.
    #[error("a line has 4 fields, found {found}")]
    Columns {
        /// Fields of the line.
        found: usize,
    },
    /// Neither published nor holiday nor workday.
    #[error("{found:?} is none of published, holiday, workday")]
    Kind {
        /// The text found.
        found: String,
    },
    /// Not a date, or not a year in a published line.
    #[error("{found:?} is not a date (or, in a published line, not a year)")]
    Date {
        /// The text found.
        found: String,
    },
    /// A day of a year that is neither published here nor before.
    #[error("the year {year} is not published: add the line {year},published,,")]
    NotPublished {
        /// The year.
        year: i32,
    },
    /// A holiday on a weekend, or a working day on a weekday.
    #[error("{date} already is what the line says, by its day of the week: check the date")]
    NotAnException {
        /// The date.
        date: NaiveDate,
    },
    /// The same date twice.
    #[error("{date} occurs twice")]
    Twice {
        /// The date.
        date: NaiveDate,
    },
    /// A holiday without a name in both languages.
    #[error("the name of the holiday is missing in Chinese or English")]
    NameMissing,
}

impl WorkingDaysError {
    /// The text for officials in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        let fault = match &self.kind {
            WorkingDaysErrorKind::Header => format!("首行应为{HEADER}"),
            WorkingDaysErrorKind::Columns { found } => format!("每行应有4列，现有{found}列"),
            WorkingDaysErrorKind::Kind { found } => {
                format!("{found:?}不是published、holiday或workday")
            }
            WorkingDaysErrorKind::Date { found } => format!("{found:?}不是日期或年份"),
            WorkingDaysErrorKind::NotPublished { year } => {
                format!("{year}年的安排尚未公布：请加一行{year},published,,")
            }
            WorkingDaysErrorKind::NotAnException { date } => {
                format!("{date}按星期本来如此：请核对日期")
            }
            WorkingDaysErrorKind::Twice { date } => format!("{date}重复"),
            WorkingDaysErrorKind::NameMissing => "缺少节日的中文或英文名称".into(),
        };
        format!("第{}行：{fault}", self.line)
    }
}

/// One line of an arrangement.
pub(super) enum Row {
    /// The arrangement of a year is published.
    Published(i32),
    /// A day that departs from the week.
    Day { date: NaiveDate, working: bool, holiday: Holiday },
}

/// Reads all lines; `known` are the years published before.
pub(super) fn parse(csv: &str, known: &BTreeSet<i32>) -> Result<Vec<Row>, WorkingDaysError> {
    let text = csv.strip_prefix('\u{feff}').unwrap_or(csv);
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let (line, header) = lines.next().unwrap_or((1, ""));
    if header != HEADER {
        let kind = WorkingDaysErrorKind::Header;
        return Err(WorkingDaysError { line, kind });
    }
    let mut published = known.clone();
    let mut dates = BTreeSet::new();
    let mut rows = Vec::new();
    for (line, text) in lines {
        let row = read(text)
            .and_then(|row| check(row, &mut published, &mut dates))
            .map_err(|kind| WorkingDaysError { line, kind })?;
        rows.push(row);
    }
    Ok(rows)
}

fn read(line: &str) -> Result<Row, WorkingDaysErrorKind> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [date, kind, zh, en] = fields.as_slice() else {
        return Err(WorkingDaysErrorKind::Columns { found: fields.len() });
    };
    let no_date = || WorkingDaysErrorKind::Date { found: (*date).to_owned() };
    let working = match *kind {
        "published" => {
            let year: u16 = date.parse().map_err(|_| no_date())?;
            return Ok(Row::Published(i32::from(year)));
        }
        "holiday" => false,
        "workday" => true,
        found => {
            return Err(WorkingDaysErrorKind::Kind { found: found.to_owned() });
        }
    };
    if zh.is_empty() || en.is_empty() {
        return Err(WorkingDaysErrorKind::NameMissing);
    }
    Ok(Row::Day {
        date: date.parse().map_err(|_| no_date())?,
        working,
        holiday: Holiday { zh: (*zh).to_owned(), en: (*en).to_owned() },
    })
}

fn check(
    row: Row,
    published: &mut BTreeSet<i32>,
    dates: &mut BTreeSet<NaiveDate>,
) -> Result<Row, WorkingDaysErrorKind> {
    match row {
        Row::Published(year) => {
            published.insert(year);
        }
        Row::Day { date, working, .. } => {
            let year = date.year();
            if !published.contains(&year) {
                return Err(WorkingDaysErrorKind::NotPublished { year });
            }
            if working != is_weekend(date) {
                return Err(WorkingDaysErrorKind::NotAnException { date });
            }
            if !dates.insert(date) {
                return Err(WorkingDaysErrorKind::Twice { date });
            }
        }
    }
    Ok(row)
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn error(lines: &str) -> WorkingDaysError {
        let csv = format!("{HEADER}\n2030,published,,\n{lines}\n");
        match parse(&csv, &BTreeSet::new()) {
            Err(error) => error,
            Ok(_) => panic!("accepted: {lines}"),
        }
    }

    #[test]
    fn faults_name_their_line() {
        for (line, text) in [
            ("2030-01-01,holiday,元旦", "4 fields"),
            ("2030-01-01,rest,元旦,New Year's Day", "none of"),
            ("2030-02-30,holiday,元旦,New Year's Day", "not a date"),
            ("MMXXX,published,,", "not a date"),
            ("2031-01-01,holiday,元旦,New Year's Day", "not published"),
            ("2030-01-05,holiday,元旦,New Year's Day", "already"),
            ("2030-01-02,workday,元旦,New Year's Day", "already"),
            ("2030-01-01,holiday,元旦,", "name"),
        ] {
            let error = error(line);
            assert_eq!(error.line, 3, "{line}");
            assert!(error.to_string().contains(text), "{error}");
            assert!(error.zh().starts_with("第3行："));
        }
        let day = "2030-01-01,holiday,元旦,New Year's Day";
        assert!(error(&format!("{day}\n{day}")).to_string().contains("twice"));
        assert!(parse("", &BTreeSet::new()).is_err_and(|error| error.line == 1));
    }
}
