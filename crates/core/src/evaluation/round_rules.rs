//! What must hold for a round (order 82 art. 19; order 39 art. 11; and the house's own rules).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{OpenRound, Sheet};
use crate::law::{Fact, Numbers, Outcome, Rule};

/// What the rules on a round may ask about.
#[derive(Debug)]
pub struct RoundSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The notice; none for next steps.
    pub round: Option<OpenRound>,
    /// The sheets that it names, as far as they are there.
    pub sheets: Vec<Sheet>,
}

/// Every rule on a round.
pub const ROUND_RULES: &[&[Rule<RoundSituation>]] = &[&[
    Rule { id: "EN-1", check: notice_is_whole },
    Rule { id: "PG-19", check: |s, n| committee_fits(s, n, "evaluation.committee") },
    Rule { id: "PGo-11", check: |s, n| committee_fits(s, n, "evaluation.2010.committee") },
]];

fn notice_is_whole(s: &RoundSituation, _: &Numbers<'_>) -> Outcome {
    let Some(round) = &s.round else {
        return Outcome::missing("published_on");
    };
    let mut facts = Vec::new();
    if round.published_on > s.on {
        facts.push(Fact::against("published_on", round.published_on, format!("≤ {}", s.on)));
    }
    if round.apply_from < round.published_on {
        let least = format!("≥ {}", round.published_on);
        facts.push(Fact::against("apply_from", round.apply_from, least));
    }
    if round.apply_until < round.apply_from {
        let least = format!("≥ {}", round.apply_from);
        facts.push(Fact::against("apply_until", round.apply_until, least));
    }
    if round.publicity_days == 0 {
        facts.push(Fact::against("publicity_days", round.publicity_days, "> 0"));
    }
    if round.sheets.is_empty() {
        facts.push(Fact::new("sheets", ""));
    }
    for (kind, id) in &round.sheets {
        let sheet = s.sheets.iter().find(|sheet| sheet.id == *id);
        let fits = sheet.is_some_and(|sheet| sheet.kind == *kind && sheet.from <= s.on);
        if !fits {
            facts.push(Fact::against(&format!("sheets/{}", kind.id()), id, kind.id()));
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for member in &round.committee {
        if seen.contains(&member.name.as_str()) {
            facts.push(Fact::new("committee", &member.name));
        }
        seen.push(&member.name);
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn committee_fits(s: &RoundSituation, n: &Numbers<'_>, id: &str) -> Outcome {
    let (least, most) = (n.number(&format!("{id}.min")), n.number(&format!("{id}.max")));
    let (Some(round), Some(least), Some(most)) = (&s.round, least, most) else {
        return Outcome::missing("committee");
    };
    let count = i64::try_from(round.committee.len()).unwrap_or(i64::MAX);
    Outcome::when((least..=most).contains(&count), || {
        vec![Fact::against("committee", count, format!("{least}–{most}"))]
    })
}
