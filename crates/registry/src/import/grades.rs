//! Rows of files of grades, and of grades that were lowered: entered as their sources write them.
//!
//! What may not enter: what a grade is good for.

use chrono::NaiveDate;
use csv::StringRecord;
use shuniu_core::{
    evaluation::{EvaluationBar, ExistingGrade, Grade, GradeRecord},
    organization::Organization,
    text::Text,
};

use super::{
    rows_of_oversight::{past, short},
    table::{Header, Notes, date},
};

/// What sources write where there is no grade.
const NONE: [&str; 3] = ["无等级", "无", "取消"];

/// What a cell says is no grade; that is noted.
#[derive(PartialEq)]
struct NoGrade;

/// The grade of a row; problems are noted.
pub(super) fn parse(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<ExistingGrade> {
    let grade = graded("grade", header, record, notes);
    if grade == Ok(None) {
        // No grade is lawful: there is nothing to enter.
        notes.warning("grade", header.cell(record, "grade"), nothing_to_enter());
        return None;
    }
    let announced_on = past(header, record, "announced_on", today, notes);
    if announced_on.is_none() && notes.problems.is_empty() {
        notes.warning("announced_on", "", without_day());
    }
    Some(ExistingGrade {
        grade: grade.ok()?,
        before: None,
        announced_on,
        valid_until: date("valid_until", header.cell(record, "valid_until"), notes),
        barred_until: None,
        reason: None,
        authority: short(header, record, "authority", notes),
        source: source(header, record, notes),
    })
}

/// The lowered grade of a row.
pub(super) fn parse_lowered(
    header: &Header,
    record: &StringRecord,
    today: NaiveDate,
    notes: &mut Notes,
) -> Option<ExistingGrade> {
    let before = graded("grade_before", header, record, notes);
    let after = graded("grade_after", header, record, notes);
    let decided = header.cell(record, "decided");
    let decided = match decided.matches('-').count() {
        // Some sources tell the month only.
        1 => {
            notes.warning("decided", decided, month_only());
            date("decided", &format!("{decided}-01"), notes)
        }
        _ => date("decided", decided, notes),
    };
    match decided {
        None if notes.problems.is_empty() => notes.problem("decided", "", no_day()),
        Some(day) if day > today => notes.problem("decided", &day.to_string(), no_day()),
        _ => {}
    }
    let reason = short(header, record, "reason", notes);
    Some(ExistingGrade {
        grade: after.ok()?,
        before: before.ok()?,
        announced_on: decided,
        valid_until: date("valid_until", header.cell(record, "valid_until"), notes),
        barred_until: date("barred_until", header.cell(record, "barred_until"), notes),
        reason: (!reason.is_empty()).then_some(reason),
        authority: short(header, record, "authority", notes),
        source: source(header, record, notes),
    })
}

/// A grade of the row, none for none; nothing where it is not one.
fn graded(
    column: &str,
    header: &Header,
    record: &StringRecord,
    notes: &mut Notes,
) -> Result<Option<Grade>, NoGrade> {
    let written = header.cell(record, column);
    if NONE.contains(&written) {
        return Ok(None);
    }
    let grade = Grade::from_chinese(written);
    if grade.is_none() {
        notes.problem(column, written, unknown_grade());
    }
    grade.map(Some).ok_or(NoGrade)
}

fn source(header: &Header, record: &StringRecord, notes: &mut Notes) -> String {
    let source = short(header, record, "source", notes);
    if source.is_empty() { "import".to_owned() } else { source }
}

/// Whether it is in the register already; a problem where it is told otherwise.
pub(super) fn known(existing: &ExistingGrade, organization: &Organization) -> Result<bool, Text> {
    let evaluation = &organization.evaluation;
    let same_day = |known: &&GradeRecord| known.announced_on == existing.announced_on;
    let mut of_day =
        evaluation.grades.iter().filter(|known| known.source.is_some()).filter(same_day);
    let barred = |bar: &EvaluationBar| Some(bar.from) == existing.announced_on;
    match (existing.grade, of_day.next()) {
        (Some(grade), Some(known)) if known.grade == grade => Ok(true),
        (Some(_), Some(_)) => Err(told_otherwise()),
        (Some(_), None) => Ok(false),
        (None, _) => Ok(existing.barred_until.is_some() && evaluation.bars.iter().any(barred)),
    }
}

fn told_otherwise() -> Text {
    Text::new(
        "该组织同日（或者同样未载明日期）的等级已在册，内容不同；请核对来源。",
        "A grade of the same day, or also without one, is in the register and says something else; please check.",
    )
}

fn nothing_to_enter() -> Text {
    Text::new("没有等级是合法状态，不录入。", "No grade is lawful; nothing is entered.")
}

fn without_day() -> Text {
    Text::new(
        "来源未载明公告日期；照录，不计算有效期。",
        "The source tells no day of the announcement; entered as it is, and no validity counts from it.",
    )
}

fn month_only() -> Text {
    Text::new(
        "来源只载明月份；按当月一日录入。",
        "The source tells the month only; its first day stands for it.",
    )
}

fn no_day() -> Text {
    Text::new("应为已经过去的日期，如 2015-02-09。", "A day that has come, for example 2015-02-09.")
}

fn unknown_grade() -> Text {
    Text::new("等级应为1A至5A或者无等级。", "A grade is 1A to 5A, or 无等级 for none.")
}
