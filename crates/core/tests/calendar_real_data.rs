//! The calendar room against real public data, which lies beside the clone and is not committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use shuniu_core::calendar::{DayKind, Period, WorkingDays, deadline};

/// Rows of a CSV file under the shared folder, by column; `None` where the folder is missing.
fn rows(file: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let folder = std::env::var_os("SHUNIU_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!("skipped: no shared data beside the clone");
        return None;
    }
    let mut reader = csv::Reader::from_path(folder.join(file)).expect("the file opens");
    Some(reader.deserialize().map(|row| row.expect("a row")).collect())
}

#[test]
fn every_day_of_the_published_years_agrees() {
    let Some(rows) = rows("data/cn_working_days_2004_2026.csv") else {
        return;
    };
    assert!(rows.len() > 8000);
    let table = WorkingDays::built_in();
    for row in rows {
        let date: NaiveDate = row["date"].parse().unwrap();
        let working = row["is_working_day"] == "1";
        assert_eq!(table.is_working_day(date), DayKind::Known(working), "{date}");
    }
}

#[test]
fn every_deadline_agrees() {
    let Some(rows) = rows("data/working_day_deadlines.csv") else {
        return;
    };
    assert!(rows.len() > 100);
    for row in rows {
        let start: NaiveDate = row["start_date_not_counted"].parse().unwrap();
        let period = Period::WorkingDays(row["working_days"].parse().unwrap());
        let found = deadline(start, period, WorkingDays::built_in()).unwrap();
        assert_eq!(found.last_day.to_string(), row["last_day"], "{start} {period:?}");
        assert!(!found.provisional);
        assert_eq!(found.moved_from, None);
    }
}
