//! What is proposed of grades: their ends, what is to be confirmed, taken back, checked (order 82 art. 9, 28, 29, 35).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{Proposal, ProposalKind};
use crate::{
    Books,
    evaluation::{CheckGround, EvaluationKind, EvaluationStage, GradeRecord},
    organization::{Organization, OrganizationStatus},
};

/// What is proposed of an organization's grade on a day.
pub(super) fn of_evaluation(
    books: &Books,
    organization: &Organization,
    on: NaiveDate,
    until: NaiveDate,
) -> Vec<Proposal> {
    let mut all = Vec::new();
    let mut propose = |kind, about: String, due_on, rule: &str| {
        let citation = books.law.rule_in_force(rule, on).map(|(_, citation)| citation);
        all.push(Proposal { kind, about, due_on, citation });
    };
    let evaluation = &organization.evaluation;
    for grade in &evaluation.grades {
        let out = grade.return_by.filter(|_| grade.returned_on.is_none());
        if let Some(by) = out.filter(|by| by.last_day <= until) {
            let about = grade.number.to_string();
            propose(ProposalKind::TakeBackCertificate, about, by.last_day, "PG-29a");
        }
    }
    if organization.status != OrganizationStatus::Registered {
        return all;
    }
    if let Some(case) = evaluation.open() {
        let over = case.publicity.filter(|_| case.stage() == EvaluationStage::Publicized);
        if let Some((_, last)) = over.filter(|(_, last)| *last < on) {
            propose(ProposalKind::ConfirmGrade, case.number.to_string(), last, "PG-14");
        }
        return all;
    }
    if let Some(grade) = evaluation.grades.last() {
        let ends = grade.valid_until.filter(|ends| *ends <= until && grade.ended_on.is_none());
        if let Some(ends) = ends {
            propose(ProposalKind::EvaluateAnew, grade.grade.id().to_owned(), ends, "PG-9");
        }
    }
    if let Some(grade) = evaluation.grade_on(on)
        && let Some((ground, day)) = to_check(organization, grade, on)
    {
        propose(ProposalKind::CheckGrade, ground.id().to_owned(), day, "PG-28");
    }
    all
}

/// Something that happened since the grade was announced and since it was checked last: a penalty, a missed report.
fn to_check(
    organization: &Organization,
    grade: &GradeRecord,
    on: NaiveDate,
) -> Option<(CheckGround, NaiveDate)> {
    let cases = organization.evaluation.cases.iter();
    let checked = cases.filter(|case| case.kind == EvaluationKind::Check);
    let since = checked.map(|case| case.begun_on).max().max(grade.announced_on);
    let later = |day: &NaiveDate| *day <= on && since.is_none_or(|since| *day > since);
    let penalties = &organization.penalties;
    let own = penalties.cases.iter().filter_map(|case| Some(case.in_force()?.1.on));
    let others = penalties.recorded.iter().map(|recorded| recorded.decided_on);
    // Of a grade without a day nobody knows what came before it.
    let known = grade.announced_on.is_some();
    let punished = own.chain(others.filter(|_| known)).filter(later).max();
    let missed = organization.annual.years.values();
    let missed = missed.filter_map(|year| year.missed.as_ref().map(|missed| missed.found_on));
    let missed = missed.filter(later).max();
    punished
        .map(|day| (CheckGround::Penalty, day))
        .or_else(|| missed.map(|day| (CheckGround::InspectionMissed, day)))
}
