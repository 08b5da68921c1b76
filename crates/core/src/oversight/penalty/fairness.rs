//! That nobody is punished untold and unheard: notice, answer, hearing, review by another person (administrative
//! penalty law art. 44, 45, 57, 58, 62–64).
//!
//! What may not enter: numbers; they stand in the rulebook.

use super::{Measure, PenaltyCase, PenaltyStep, rules::PenaltySituation};
use crate::law::{Fact, Numbers, Outcome, Rule};

pub(super) const RULES: &[Rule<PenaltySituation>] = &[
    Rule { id: "CN-4", check: answered_in_time },
    Rule { id: "CN-6", check: hearing_was_asked_for },
    Rule { id: "CN-7", check: another_person },
    Rule { id: "CN-13", check: |s, n| hearing_is_offered(s, n, "penalty.hearing.more") },
    Rule { id: "XF-44", check: was_told },
    Rule { id: "XF-45", check: nothing_heavier },
    Rule { id: "XF-57", check: was_deliberated },
    Rule { id: "XF-58", check: was_reviewed },
    Rule { id: "XF-63", check: |s, n| hearing_is_offered(s, n, "penalty.hearing.measures") },
    Rule { id: "XF-63b", check: was_heard },
    Rule { id: "XF-64", check: hearing_was_announced },
];

fn answered_in_time(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(notice) = s.case().and_then(|case| case.notice.as_ref()) else {
        return Outcome::missing("notice");
    };
    let last = notice.answer_by.last_day;
    let mut facts = Vec::new();
    if s.on > last {
        facts.push(Fact::against("date", s.on, format!("≤ {last}")));
    }
    if let Some(PenaltyStep::State(input)) = s.step()
        && input.hearing
        && !notice.hearing
    {
        facts.push(Fact::against("hearing", "true", "false"));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn hearing_was_asked_for(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let asked = s.case().is_some_and(PenaltyCase::hearing_asked);
    let held = s.case().is_some_and(|case| case.hearing.is_some());
    Outcome::when(asked && !held, || vec![Fact::against("hearing", held, "asked for, not held")])
}

/// Who investigates neither reviews nor decides, and who reviews does not decide.
fn another_person(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("case");
    };
    let same = |account: Option<&String>| account == Some(&s.account);
    let reviewed = case.review.as_ref().and_then(|review| review.by.as_ref());
    let decides = matches!(s.step(), Some(PenaltyStep::Decide(_)));
    let against = same(case.filed_by.as_ref()) || decides && same(reviewed);
    Outcome::when(!against, || vec![Fact::new("account", &s.account)])
}

/// Told, and the time to answer is over.
fn was_told(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let _ = n.number("penalty.hearing.answer.working_days");
    let Some(notice) = s.case().and_then(|case| case.notice.as_ref()) else {
        return Outcome::when(false, || vec![Fact::new("notice", "")]);
    };
    let last = notice.answer_by.last_day;
    if s.on > last {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("date", s.on, format!("> {last}"))],
        possible_from: last.succ_opt(),
    }
}

/// Nothing that was not told, unless it takes the place of something heavier; nothing larger.
fn nothing_heavier(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(notice) = s.case().and_then(|case| case.notice.as_ref()) else {
        return Outcome::missing("notice");
    };
    let severity = n.list("penalty.severity");
    let rank = |measure: &Measure| severity.iter().position(|id| id == measure.id());
    let decided = s.measures();
    let mut facts = Vec::new();
    for measure in decided.iter().filter(|m| !matches!(m, Measure::OrderCorrection { .. })) {
        let told = notice.measures.iter().find(|told| told.id() == measure.id());
        let fits = match told {
            Some(told) => measure.size() <= told.size(),
            None => notice.measures.iter().any(|told| {
                let kept = decided.iter().any(|other| other.id() == told.id());
                rank(told) > rank(measure) && !kept
            }),
        };
        if !fits {
            let told: Vec<&str> = notice.measures.iter().map(Measure::id).collect();
            facts.push(Fact::against("measures", measure.id(), told.join(" / ")));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Told: the heads discuss what is grave.
fn was_deliberated(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Decide(input)) = s.step() else {
        return Outcome::missing("deliberated_on");
    };
    let grave = n.list("penalty.deliberation.measures");
    if !input.measures.iter().any(|measure| grave.iter().any(|id| id == measure.id())) {
        return Outcome::NotApplicable;
    }
    Outcome::when(input.deliberated_on.is_some(), || vec![Fact::new("deliberated_on", "")])
}

/// After a hearing, and where certificate or registration goes, the review comes first and agrees.
fn was_reviewed(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("review");
    };
    let named = n.list("penalty.review.measures");
    let grave = s.measures().iter().any(|m| named.iter().any(|id| id == m.id()));
    if case.hearing.is_none() && !grave {
        return Outcome::NotApplicable;
    }
    let agrees = case.review.as_ref().is_some_and(|review| review.agrees);
    Outcome::when(agrees, || vec![Fact::against("review", case.review.is_some(), "agrees")])
}

/// Whether a hearing must be offered for what is to be decided: kinds that are named, and large sums.
fn hearing_is_offered(s: &PenaltySituation, n: &Numbers<'_>, list: &str) -> Outcome {
    let Some(PenaltyStep::Notify(input)) = s.step() else {
        return Outcome::missing("hearing");
    };
    let named = n.list(list);
    let large = n.number("penalty.hearing.yuan");
    let asks = |measure: &&Measure| {
        let sum = measure.yuan().zip(large).is_some_and(|(yuan, large)| yuan >= large);
        sum || named.iter().any(|id| id == measure.id())
    };
    let asking: Vec<&str> = input.measures.iter().filter(asks).map(Measure::id).collect();
    if asking.is_empty() {
        return Outcome::NotApplicable;
    }
    Outcome::when(input.hearing, || {
        vec![Fact::against("hearing", "false", format!("true: {}", asking.join(" / ")))]
    })
}

/// Who asked for a hearing was heard.
fn was_heard(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("hearing");
    };
    if !case.hearing_asked() {
        return Outcome::NotApplicable;
    }
    Outcome::when(case.hearing.is_some(), || vec![Fact::new("hearing", "")])
}

/// Time and place were told so many working days before.
fn hearing_was_announced(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Hear(input)) = s.step() else {
        return Outcome::missing("notified_on");
    };
    let _ = n.number("penalty.hearing.notice.working_days");
    let Some(first) = s.hearing_from else {
        return Outcome::missing("notified_on");
    };
    Outcome::when(input.held_on >= first, || {
        vec![Fact::against("held_on", input.held_on, format!("≥ {first}"))]
    })
}
