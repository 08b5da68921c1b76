//! Evaluation: one row for each evaluation, and for each grade.

use shuniu_core::{
    evaluation::{EvaluationCase, EvaluationEvent, Grade, GradeRecord},
    event::Event,
    organization::Organization,
};

use super::Read;
use crate::{EvaluationRow, GradeRow, StoreError, Writer};

/// The rows of an organization's evaluations and grades, where an entry of the log is about them or ends the
/// organization.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let about =
        |read: &Read<'_>| matches!(read.event.as_ref(), Event::Evaluation(_)) || read.may_end_it();
    let evaluation = &organization.evaluation;
    let none = evaluation.cases.is_empty() && evaluation.grades.is_empty();
    if none || !run.iter().any(about) {
        return Ok(());
    }
    let mut cases = writer.evaluation_ids(&organization.id)?;
    let mut grades = writer.grade_ids(&organization.id)?;
    let key = |number: u32| format!("{}/{number}", organization.id);
    for read in run {
        let Event::Evaluation(event) = read.event.as_ref() else { continue };
        match &**event {
            EvaluationEvent::EvaluationBegun { case } => {
                cases.entry(key(case.number)).or_insert(read.entry.position);
            }
            EvaluationEvent::GradeConfirmed { grade: Some(grade), .. }
            | EvaluationEvent::GradeRecorded { grade: Some(grade), .. } => {
                grades.entry(key(grade.number)).or_insert(read.entry.position);
            }
            _ => {}
        }
    }
    let lost = |what: &str| StoreError::Corrupt {
        what: format!("{what} of {} was not brought by anything", organization.id),
    };
    for case in &evaluation.cases {
        let key = key(case.number);
        let id = cases.get(&key).copied().ok_or_else(|| lost("an evaluation"))?;
        writer.put_evaluation(&of_case(organization, case, key, id))?;
    }
    for grade in &evaluation.grades {
        let key = key(grade.number);
        let id = grades.get(&key).copied().ok_or_else(|| lost("a grade"))?;
        writer.put_grade(&of_grade(organization, grade, key, id))?;
    }
    Ok(())
}

fn number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn id_of(grade: Grade) -> String {
    grade.id().to_owned()
}

fn of_case(
    organization: &Organization,
    case: &EvaluationCase,
    key: String,
    id: i64,
) -> EvaluationRow {
    EvaluationRow {
        key,
        id,
        organization: organization.id.clone(),
        number: number(case.number),
        round: number(case.round),
        kind: case.kind.id().to_owned(),
        stage: case.stage().id().to_owned(),
        grade: case.last_ballot().and_then(|ballot| ballot.grade).map(id_of),
        begun_on: case.begun_on,
        publicity_until: case.publicity.map(|(_, until)| until),
        announced_on: case.confirmed.as_ref().map(|confirmed| confirmed.announced_on),
    }
}

fn of_grade(organization: &Organization, grade: &GradeRecord, key: String, id: i64) -> GradeRow {
    GradeRow {
        key,
        id,
        organization: organization.id.clone(),
        number: number(grade.number),
        grade: id_of(grade.grade),
        lowered_from: grade.before.map(id_of),
        announced_on: grade.announced_on,
        valid_from: grade.valid_from,
        valid_until: grade.valid_until,
        ended_on: grade.ended_on,
        return_by: grade.return_by.map(|by| by.last_day),
        returned_on: grade.returned_on,
    }
}
