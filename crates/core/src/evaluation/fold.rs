//! How events change what is known of an organization's evaluation.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{Evaluation, EvaluationCase, EvaluationEvent, GradeRecord};
use crate::{calendar::Deadline, organization::Organization};

/// Folds one event, with its legal date, into the state. Total: an event that does not fit changes
/// nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &EvaluationEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    change(&mut organization.evaluation, event, effective_on);
    // What is told later of whoever is no more ended with it.
    if let Some(end) = organization.ended.as_ref().map(|end| end.on) {
        ended(&mut organization.evaluation, end);
    }
    Some(organization)
}

/// Whoever is no more is not evaluated, and has no grade; both stay readable.
pub(crate) fn ended(evaluation: &mut Evaluation, on: NaiveDate) {
    for case in evaluation.cases.iter_mut().filter(|case| case.stage().is_open()) {
        case.closed = Some((on, String::new()));
    }
    for grade in evaluation.grades.iter_mut().filter(|grade| grade.ended_on.is_none()) {
        grade.ended_on = Some(on);
    }
}

fn change(evaluation: &mut Evaluation, event: &EvaluationEvent, on: NaiveDate) {
    match event {
        EvaluationEvent::EvaluationBegun { case } => {
            if evaluation.case(case.number).is_none() {
                evaluation.cases.push((**case).clone());
            }
        }
        EvaluationEvent::FoundEligible { case, eligibility } => {
            with(evaluation, *case, |case| case.eligibility = Some(eligibility.clone()));
        }
        EvaluationEvent::SiteReported { case, report } => with(evaluation, *case, |case| {
            let report = Some((**report).clone());
            match case.objected {
                Some(_) => case.second_report = report,
                None => case.report = report,
            }
        }),
        EvaluationEvent::GradeVoted { case, ballot } => with(evaluation, *case, |case| {
            let ballot = Some((**ballot).clone());
            match case.objected {
                Some(_) => case.second_ballot = ballot,
                None => case.ballot = ballot,
            }
        }),
        EvaluationEvent::GradePublicized { case, from, until, .. } => {
            with(evaluation, *case, |case| case.publicity = Some((*from, *until)));
        }
        EvaluationEvent::GradeObjected { case, objected } => {
            with(evaluation, *case, |case| case.objected = Some(objected.clone()));
        }
        EvaluationEvent::GradeConfirmed { case, confirmation, grade, return_by } => {
            let keeps = evaluation.case(*case).is_some_and(|case| case.kind.keeps_the_end());
            with(evaluation, *case, |case| case.confirmed = Some(confirmation.clone()));
            let from = grade.as_ref().and_then(|grade| grade.valid_from);
            // What is looked at again is replaced at once; of a new one the old runs until then.
            if keeps || grade.is_none() {
                replace(evaluation, from.unwrap_or(confirmation.announced_on), *return_by);
            } else if let Some(from) = from {
                replace(evaluation, from, None);
            }
            evaluation.grades.extend(grade.as_deref().cloned());
        }
        EvaluationEvent::EvaluationClosed { case, reasons } => {
            with(evaluation, *case, |case| case.closed = Some((on, reasons.clone())));
        }
        EvaluationEvent::GradeCertificateReturned { grade, on } => {
            let known = evaluation.grades.iter_mut().find(|known| known.number == *grade);
            if let Some(known) = known {
                known.returned_on = Some(*on);
            }
        }
        EvaluationEvent::GradeRecorded { grade, bar } => {
            evaluation.bars.extend(bar.clone());
            if let Some(grade) = grade {
                recorded(evaluation, grade);
            }
        }
    }
}

fn with(evaluation: &mut Evaluation, number: u32, change: impl FnOnce(&mut EvaluationCase)) {
    if let Some(case) = evaluation.cases.iter_mut().find(|case| case.number == number) {
        change(case);
    }
}

/// Whatever runs then runs no more.
fn replace(evaluation: &mut Evaluation, from: NaiveDate, return_by: Option<Deadline>) {
    for grade in evaluation.grades.iter_mut().filter(|grade| grade.runs_on(from)) {
        grade.ended_on = Some(from);
        grade.return_by = return_by;
    }
}

/// An older source's grade takes the place of those whose days it follows; what has days stands before what has
/// none.
fn recorded(evaluation: &mut Evaluation, grade: &GradeRecord) {
    if let Some(from) = grade.valid_from {
        for known in &mut evaluation.grades {
            let earlier = known.valid_from.is_none_or(|other| other < from);
            if earlier && known.runs_on(from) {
                known.ended_on = Some(from);
            }
        }
    }
    evaluation.grades.push(grade.clone());
    evaluation.grades.sort_by_key(|known| known.valid_from);
}
