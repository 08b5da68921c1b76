//! What a grade is good for (order 82 art. 8; order 39 art. 28): others ask, with the law of a day. No grade is lawful,
//! and stands in nobody's way.
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    GradeRecord,
    rules::{EvaluationSituation, RULES as ALL},
};
use crate::{
    Books,
    law::{Fact, Finding, Numbers, Outcome, Rule, examine},
    organization::Organization,
};

pub(super) const RULES: &[Rule<EvaluationSituation>] = &[
    Rule { id: "PG-8a", check: |s, n| has_grade(s, n, "evaluation.support.grades") },
    Rule { id: "PG-8b", check: |s, n| has_grade(s, n, "evaluation.simplified.grades") },
    Rule { id: "PGo-28a", check: |s, n| has_grade(s, n, "evaluation.2010.support.grades") },
    Rule { id: "PGo-28b", check: |s, n| has_grade(s, n, "evaluation.2010.simplified.grades") },
    Rule { id: "PGo-28c", check: |s, n| may_apply_for_deduction(s, n) },
];

/// The rules that say what a grade is good for.
pub const EFFECT_RULES: &[&str] = &["PG-8a", "PG-8b", "PGo-28a", "PGo-28b", "PGo-28c"];

/// The grade of an organization on a day, and what it is good for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GradeEffects {
    /// The day.
    pub on: NaiveDate,
    /// The grade that runs on it; none where there is none.
    pub grade: Option<GradeRecord>,
    /// The grade that is announced and does not run yet.
    pub announced: Option<GradeRecord>,
    /// What it is good for: each rule met or not, with its article and the version of the day.
    pub effects: Vec<Finding>,
}

/// The grade on a day and what it is good for, by the law of that day.
#[must_use]
pub fn grade_effects(books: &Books, organization: &Organization, on: NaiveDate) -> GradeEffects {
    let situation = EvaluationSituation::standing(organization, on);
    let place = organization.division;
    let to_come = organization.evaluation.grades.iter().rev().find(|record| {
        let announced = record.announced_on.is_some_and(|day| day <= on);
        announced && record.valid_from.is_some_and(|from| from > on)
    });
    GradeEffects {
        on,
        grade: organization.evaluation.grade_on(on).cloned(),
        announced: to_come.cloned(),
        effects: examine(&books.law, ALL, EFFECT_RULES, &situation, on, place),
    }
}

fn has_grade(s: &EvaluationSituation, n: &Numbers<'_>, list: &str) -> Outcome {
    let named = n.list(list);
    let grade = s.grade().map(|record| record.grade.id());
    let has = grade.is_some_and(|grade| named.iter().any(|id| id == grade));
    Outcome::when(has, || {
        vec![Fact::against("grade", grade.unwrap_or_default(), named.join(" / "))]
    })
}

/// Foundations and charities.
fn may_apply_for_deduction(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    let foundation = s.organization.kind == crate::organization::OrganizationKind::Foundation;
    if !foundation && s.organization.charity.is_none() {
        return Outcome::NotApplicable;
    }
    has_grade(s, n, "evaluation.2010.support.grades")
}
