//! The committee's ballot (order 82 art. 14, 16, 23; order 39 art. 13): two bases that are never mixed. The quorum
//! counts who is present, a vote passes by all members (trap 17); half is enough (trap 16).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{
    DecideGrade, EvaluationRequest, Grade, VoteKind,
    rules::{EvaluationSituation, tied},
};
use crate::law::{Fact, Numbers, Outcome, Rule};

pub(super) const RULES: &[Rule<EvaluationSituation>] = &[
    Rule { id: "EN-5", check: members_vote },
    Rule { id: "EN-6", check: grade_is_computed },
    Rule { id: "PG-14", check: |s, n| quorum(s, n, "evaluation") },
    Rule { id: "PG-14b", check: |s, n| passes(s, n, "evaluation") },
    Rule { id: "PG-16", check: others_review },
    Rule { id: "PGo-13", check: |s, n| quorum(s, n, "evaluation.2010") },
    Rule { id: "PGo-13b", check: |s, n| passes(s, n, "evaluation.2010") },
];

fn ballot(s: &EvaluationSituation) -> Option<&DecideGrade> {
    match &s.request {
        Some(EvaluationRequest::Decide(input)) => Some(input),
        _ => None,
    }
}

/// Whoever has ties and voted all the same.
pub(super) fn unrecused(input: &DecideGrade, on: NaiveDate, years: i64) -> Vec<Fact> {
    let voted = input.votes.iter().filter(|vote| vote.vote != VoteKind::Recused);
    let with_ties = voted.filter(|vote| tied(&vote.member, on, years));
    with_ties.map(|vote| Fact::new("votes", &vote.member.name)).collect()
}

/// Members of the committee, each once; after the report and not to come.
fn members_vote(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let (Some(input), Some(round)) = (ballot(s), &s.round) else {
        return Outcome::missing("votes");
    };
    let mut facts = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for vote in &input.votes {
        let name = vote.member.name.as_str();
        let member = round.committee.iter().any(|member| member.name == name);
        if !member || seen.contains(&name) {
            facts.push(Fact::new("votes", name));
        }
        seen.push(name);
    }
    if input.met_on > s.on {
        facts.push(Fact::against("met_on", input.met_on, format!("≤ {}", s.on)));
    }
    let case = s.case();
    let begun = case.and_then(|c| c.report.as_ref()?.visited_on).or(case.map(|c| c.begun_on));
    if let Some(begun) = begun.filter(|begun| input.met_on < *begun) {
        facts.push(Fact::against("met_on", input.met_on, format!("≥ {begun}")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The grade that the sheet gives, or another with the reasons for it.
fn grade_is_computed(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let (Some(input), Some(case)) = (ballot(s), s.case()) else {
        return Outcome::missing("grade");
    };
    let Some(report) = case.second_report.as_ref().or(case.report.as_ref()) else {
        return Outcome::missing("report");
    };
    let said = input.reasons.as_deref().is_some_and(|reasons| !reasons.trim().is_empty());
    let id = |grade: Option<Grade>| grade.map_or("", Grade::id);
    Outcome::when(input.grade == report.computed || said, || {
        vec![Fact::against("grade", id(input.grade), id(report.computed))]
    })
}

/// Whether so many of so many are as large a part as the law says, the part itself with it; with that part in words.
fn part(n: &Numbers<'_>, id: &str, count: usize, all: usize) -> Option<(bool, String)> {
    let (parts, of) = (n.number(&format!("{id}.parts"))?, n.number(&format!("{id}.of"))?);
    let (count, all) = (i64::try_from(count).ok()?, i64::try_from(all).ok()?);
    Some((count.saturating_mul(of) >= all.saturating_mul(parts), format!("{parts}/{of}")))
}

/// Those who are present, of all members.
fn quorum(s: &EvaluationSituation, n: &Numbers<'_>, order: &str) -> Outcome {
    let (Some(input), Some(round)) = (ballot(s), &s.round) else {
        return Outcome::missing("votes");
    };
    let (present, members) = (input.votes.len(), round.committee.len());
    match part(n, &format!("{order}.quorum"), present, members) {
        None => Outcome::missing("quorum"),
        Some((reached, share)) => Outcome::when(reached, || {
            vec![Fact::against("votes", format!("{present}/{members}"), format!("≥ {share}"))]
        }),
    }
}

/// Those who are for it, of all members.
fn passes(s: &EvaluationSituation, n: &Numbers<'_>, order: &str) -> Outcome {
    let (Some(input), Some(round)) = (ballot(s), &s.round) else {
        return Outcome::missing("votes");
    };
    let votes = input.votes.iter().filter(|vote| vote.vote == VoteKind::For).count();
    let members = round.committee.len();
    match part(n, &format!("{order}.pass"), votes, members) {
        None => Outcome::missing("pass"),
        Some((reached, share)) => Outcome::when(reached, || {
            vec![Fact::against("votes/for", format!("{votes}/{members}"), format!("≥ {share}"))]
        }),
    }
}

/// After an objection other experts report.
fn others_review(s: &EvaluationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case().filter(|case| case.objected.is_some()) else {
        return Outcome::NotApplicable;
    };
    let Some(input) = s.report() else {
        return Outcome::missing("experts");
    };
    let first = case.report.as_ref().map(|report| &report.experts);
    let same = input.experts.iter().filter(|expert| {
        first.is_some_and(|first| first.iter().any(|known| known.name == expert.name))
    });
    let facts: Vec<Fact> = same.map(|expert| Fact::new("experts", &expert.name)).collect();
    Outcome::when(facts.is_empty(), || facts)
}
