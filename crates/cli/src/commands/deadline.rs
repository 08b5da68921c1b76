//! `shuniu deadline`: the last day of a period, counted as the server counts it.

use chrono::NaiveDate;
use serde::Serialize;
use shuniu_core::calendar::{Deadline, Period, deadline_with_excluded};

use crate::{
    args::{DeadlineArgs, Length},
    config::Settings,
    exit::{self, Code},
    output, setup,
};

/// The answer for a script.
#[derive(Serialize)]
struct Answer {
    start: NaiveDate,
    period: Period,
    #[serde(flatten)]
    deadline: Deadline,
}

pub(super) fn run(settings: &Settings, args: &DeadlineArgs) -> anyhow::Result<Code> {
    let calendar = setup::books(settings)?.calendar;
    let period = period(args.length)?;
    let excluded: Vec<(NaiveDate, NaiveDate)> =
        args.exclude.iter().map(|text| stretch(text)).collect::<anyhow::Result<_>>()?;
    let deadline = deadline_with_excluded(args.start, period, &excluded, &calendar)
        .map_err(|e| exit::usage(format!("{e} / {}", e.zh())))?;
    if args.json {
        output::json(&Answer { start: args.start, period, deadline })?;
    } else {
        output::line(&deadline.last_day.to_string())?;
    }
    if deadline.provisional {
        output::note(
            "provisional: it runs into a year whose holidays are not published yet; compute it \
             anew then (a calendar published since is added with working_days_files) / \
             暂定：涉及的年份尚未公布放假安排，公布后请重新计算",
        )?;
    }
    Ok(Code::Good)
}

fn period(length: Length) -> anyhow::Result<Period> {
    let Length { working_days, days, months, years } = length;
    working_days
        .map(Period::WorkingDays)
        .or(days.map(Period::Days))
        .or(months.map(Period::Months))
        .or(years.map(Period::Years))
        .ok_or_else(|| exit::usage("give one of --working-days, --days, --months, --years"))
}

fn stretch(text: &str) -> anyhow::Result<(NaiveDate, NaiveDate)> {
    let days = text.split_once("..").map(|(from, to)| (from.parse(), to.parse()));
    match days {
        Some((Ok(from), Ok(to))) => Ok((from, to)),
        _ => Err(exit::usage("--exclude: give two dates, such as 2026-05-11..2026-05-20")),
    }
}
