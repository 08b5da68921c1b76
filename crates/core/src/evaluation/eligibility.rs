//! Who may be evaluated, and when (order 82 art. 9, 10, 27, 28; order 39 art. 6, 7, 29).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::{Datelike, NaiveDate};

use super::{
    CheckGround, EvaluationKind, EvaluationRequest, GradeRecord, rules::EvaluationSituation,
};
use crate::{
    calendar::{next_new_year, years_after, years_before},
    law::{Fact, Numbers, Outcome, Rule},
    oversight::annual::InspectionResult,
};

pub(super) const RULES: &[Rule<EvaluationSituation>] = &[
    Rule { id: "PG-9", check: |s, n| eligible(s, n, "evaluation") },
    Rule { id: "PG-9d", check: again_in_time },
    Rule { id: "PG-10", check: not_excluded },
    Rule { id: "PG-27", check: followed_up },
    Rule { id: "PG-28", check: check_is_due },
    Rule { id: "PGo-6", check: |s, n| eligible(s, n, "evaluation.2010") },
    Rule { id: "PGo-7", check: not_excluded_before_2026 },
    Rule { id: "PGo-29", check: again_in_the_last_years },
];

/// Never evaluated and so many years since the certificate; or its grade has ended, or (since order 82) ends within
/// so many years. Before order 82 the years are whole ones, from 1 January after.
fn eligible(s: &EvaluationSituation, n: &Numbers<'_>, order: &str) -> Outcome {
    if s.kind().is_some_and(|kind| kind != EvaluationKind::Ordinary) {
        return Outcome::NotApplicable;
    }
    let number = |id: &str| n.number(&format!("{order}.{id}"));
    if let Some(grade) = s.organization.evaluation.grades.last() {
        let until = grade.valid_until.filter(|_| grade.ended_on.is_none_or(|end| end > s.on));
        let Some(until) = until else {
            // It has ended, or nobody knows when it does.
            return Outcome::Met;
        };
        let left = number("left.years").unwrap_or_default();
        let from = before(until, left);
        return from_day(s.on, from, "valid_until");
    }
    let Some(years) = number("certificate.years") else {
        return Outcome::missing("certificate");
    };
    let Some(since) = s.organization.established_on else {
        return Outcome::missing("established_on");
    };
    let whole = number("certificate.whole_years").unwrap_or_default();
    let start = match whole {
        0 => Some(since),
        // 满两个年度: two whole calendar years (trap 14).
        _ => next_new_year(since),
    };
    let Some(full) = start.and_then(|start| years_after(start, years)) else {
        return Outcome::missing("established_on");
    };
    from_day(s.on, Some(full), "established_on")
}

/// The first day of the last so many years up to a day.
fn before(until: NaiveDate, years: i64) -> Option<NaiveDate> {
    years_before(until, years)?.succ_opt()
}

fn from_day(on: NaiveDate, from: Option<NaiveDate>, field: &str) -> Outcome {
    match from.filter(|from| on < *from) {
        None => Outcome::Met,
        Some(from) => Outcome::Violated {
            facts: vec![Fact::against(field, on, format!("≥ {from}"))],
            possible_from: Some(from),
        },
    }
}

/// Once within the first so many years of the validity.
fn again_in_time(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    if s.kind() != Some(EvaluationKind::Again) {
        return Outcome::NotApplicable;
    }
    let most = n.number("evaluation.again.most");
    let (Some(years), Some(most)) = (n.number("evaluation.again.years"), most) else {
        return Outcome::missing("evaluation.again.years");
    };
    let Some(grade) = s.grade() else {
        return Outcome::when(false, || vec![Fact::new("grade", "")]);
    };
    let (Some(from), Some(until)) = (first_of(s, grade), grade.valid_until) else {
        return Outcome::missing("valid_from");
    };
    let done = s.organization.evaluation.cases.iter().filter(|case| {
        let confirmed = case.confirmed.as_ref().map(|confirmed| confirmed.announced_on);
        case.kind == EvaluationKind::Again
            && confirmed.is_some_and(|day| (from..=until).contains(&day))
    });
    let done = i64::try_from(done.count()).unwrap_or(i64::MAX);
    let last = years_after(from, years);
    let mut facts = Vec::new();
    if let Some(last) = last.filter(|last| s.on >= *last) {
        facts.push(Fact::against("date", s.on, format!("< {last}")));
    }
    if done >= most {
        facts.push(Fact::against("again", done, format!("< {most}")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The first day of the validity that a grade is within: an adjusted one keeps the end of the one before.
pub(super) fn first_of(s: &EvaluationSituation, grade: &GradeRecord) -> Option<NaiveDate> {
    let same = s.organization.evaluation.grades.iter();
    let same = same.filter(|other| other.valid_until == grade.valid_until);
    same.filter_map(|other| other.valid_from).min()
}

/// Before order 82: within the last so many years.
fn again_in_the_last_years(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    if s.kind() != Some(EvaluationKind::Again) {
        return Outcome::NotApplicable;
    }
    let Some(years) = n.number("evaluation.2010.again.years") else {
        return Outcome::missing("evaluation.2010.again.years");
    };
    let Some(until) = s.grade().and_then(|grade| grade.valid_until) else {
        return Outcome::when(false, || vec![Fact::new("grade", "")]);
    };
    from_day(s.on, before(until, years), "valid_until")
}

/// The last inspection or report missed; a penalty of the named kinds this year or so many years before.
fn not_excluded(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    if s.kind().is_some_and(|kind| matches!(kind, EvaluationKind::FollowUp | EvaluationKind::Check))
    {
        return Outcome::NotApplicable;
    }
    let Some(years) = n.number("evaluation.exclusion.years") else {
        return Outcome::missing("evaluation.exclusion.years");
    };
    let heavy = n.list("evaluation.exclusion.measures");
    let first = i64::from(s.on.year()).saturating_sub(years);
    let mut facts = penalties_since(s, first, &heavy);
    if let Some(year) = s.last_missed() {
        facts.push(Fact::new("annual", year));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Penalties of the named kinds decided in a year or later, and those of other departments that are as heavy.
fn penalties_since(s: &EvaluationSituation, first: i64, kinds: &[String]) -> Vec<Fact> {
    let penalties = &s.organization.penalties;
    let own = penalties.cases.iter().filter_map(|case| {
        let (decision, _) = case.in_force()?;
        let heavy = decision.measures.iter().any(|m| kinds.iter().any(|kind| kind == m.id()));
        heavy.then_some((decision.on, &decision.document_number))
    });
    // Where a warning counts, so does whatever others decided.
    let any = kinds.iter().any(|kind| kind == "warning");
    let others = penalties.recorded.iter().filter(|r| any || r.is_fine_or_heavier());
    let others = others.map(|recorded| (recorded.decided_on, &recorded.document_number));
    let since = own.chain(others).filter(|(day, _)| i64::from(day.year()) >= first && *day <= s.on);
    since.map(|(day, number)| Fact::new("penalty", format!("{number} {day}"))).collect()
}

/// Before order 82: missed or failed the last inspection, 基本合格 two years running, a penalty since last year, under
/// investigation.
fn not_excluded_before_2026(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    let Some(years) = n.number("evaluation.2010.exclusion.years") else {
        return Outcome::missing("evaluation.2010.exclusion.years");
    };
    let all = n.list("evaluation.2010.exclusion.measures");
    let first = i64::from(s.on.year()).saturating_sub(years);
    let mut facts = penalties_since(s, first, &all);
    if let Some(year) = s.last_missed() {
        facts.push(Fact::new("annual", year));
    }
    let annual = &s.organization.annual;
    let recorded = annual.recorded.iter().filter_map(|recorded| recorded.year);
    let mut years: Vec<i32> = annual.years.keys().copied().chain(recorded).collect();
    years.retain(|year| *year < s.on.year());
    years.sort_unstable();
    years.dedup();
    let mut results = years.into_iter().rev().filter_map(|year| annual.result(year));
    let (last, before) = (results.next(), results.next());
    let basic = Some(InspectionResult::BasicallyQualified);
    if last == Some(InspectionResult::Unqualified) || last == basic && before == basic {
        facts.push(Fact::new("inspection", last.map_or("", InspectionResult::id)));
    }
    if s.organization.penalties.cases.iter().any(|case| case.stage().is_open()) {
        facts.push(Fact::new("investigation", "true"));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Of those with a high grade.
fn followed_up(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    if s.kind() != Some(EvaluationKind::FollowUp) {
        return Outcome::NotApplicable;
    }
    let high = n.list("evaluation.follow_up.grades");
    let grade = s.grade().map(|record| record.grade.id());
    let fits = grade.is_some_and(|grade| high.iter().any(|id| id == grade));
    Outcome::when(fits, || {
        vec![Fact::against("grade", grade.unwrap_or_default(), high.join(" / "))]
    })
}

/// For a ground of the article that the register knows, of a grade that runs.
fn check_is_due(s: &EvaluationSituation, n: &Numbers<'_>) -> Outcome {
    if s.kind() != Some(EvaluationKind::Check) {
        return Outcome::NotApplicable;
    }
    let Some(EvaluationRequest::Begin(input)) = &s.request else {
        return Outcome::missing("ground");
    };
    let Some(ground) = input.ground else {
        return Outcome::missing("ground");
    };
    let named = n.list("evaluation.check.grounds");
    let known = match ground {
        CheckGround::Penalty => {
            let penalties = &s.organization.penalties;
            !penalties.recorded.is_empty() || penalties.cases.iter().any(|c| c.in_force().is_some())
        }
        CheckGround::InspectionMissed => s.last_missed().is_some(),
        CheckGround::FalseData | CheckGround::MisuseOfSign | CheckGround::Other => true,
    };
    let fits = known && named.iter().any(|id| id == ground.id()) && s.grade().is_some();
    Outcome::when(fits, || vec![Fact::against("ground", ground.id(), named.join(" / "))])
}
