//! Conditions on the steps of a case and on the persons who take them.

use chrono::NaiveDate;

use super::{Case, ExcludedPeriod};
use crate::act::ActKind;
use crate::law::{Fact, Finding, Mark, Numbers, Outcome, Rule, Verdict};

/// How a rule on the content stands, without its texts.
#[derive(Debug)]
pub struct Standing {
    /// Id of the rule.
    pub rule: String,
    /// What came out.
    pub outcome: Verdict,
    /// How well its article was read.
    pub mark: Mark,
    /// The facts that were missing.
    pub missing: Vec<String>,
}

impl From<&Finding> for Standing {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            outcome: finding.outcome,
            mark: finding.mark,
            missing: finding.missing.clone(),
        }
    }
}

/// What the rules of procedure may ask about.
#[derive(Debug)]
pub struct Procedure {
    /// The case.
    pub case: Case,
    /// The account that acts.
    pub by: String,
    /// The date of the act.
    pub on: NaiveDate,
    /// How the content rules stand.
    pub content: Vec<Standing>,
    /// Rules named as grounds of a refusal; none when only asking what could be done.
    pub grounds: Option<Vec<String>>,
    /// Time to be taken out of the clock, where the act does that.
    pub exclude: Option<ExcludedPeriod>,
    /// Days by which the time for the decision shall be extended, where the act does that.
    pub extend: Option<u32>,
    /// Whether the registrar has a free code.
    pub has_code: bool,
}

/// Every rule of procedure.
pub const RULES: &[&[Rule<Procedure>]] = &[&[
    Rule { id: "ZZ-1", check: examiner_does_not_decide },
    Rule { id: "ZZ-2", check: not_in_own_case },
    Rule { id: "ZZ-3", check: correction_period_is_over },
    Rule { id: "ZZ-7", check: a_code_is_left },
    Rule { id: "XK-32-1", check: only_what_cannot_be_accepted },
    Rule { id: "XK-32-4", check: corrections_are_asked_once },
    Rule { id: "XK-38", check: refusal_has_a_ground },
    Rule { id: "XK-45", check: excluded_time_is_notified },
    Rule { id: "XK-42", check: extended_once_within_the_limit },
    Rule { id: "CS-3", check: charity_extended_once_within_the_limit },
]];

fn examiner_does_not_decide(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    if p.case.examination.is_none() {
        return Outcome::missing("examination");
    }
    // An examination that was made anew leaves its first examiner an examiner.
    let examined =
        p.case.steps.iter().any(|s| s.act == ActKind::ExamineApplication && s.by == p.by);
    Outcome::when(!examined, || vec![Fact::new("examined_by", &p.by)])
}

fn not_in_own_case(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    Outcome::when(p.case.applicant != p.by, || vec![Fact::new("applicant", &p.case.applicant)])
}

fn correction_period_is_over(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    let Some(due) = &p.case.due else {
        return Outcome::Met;
    };
    if p.on > due.deadline.last_day {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::new("correction_due", due.deadline.last_day)],
        possible_from: due.deadline.last_day.succ_opt(),
    }
}

fn a_code_is_left(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    Outcome::when(p.has_code, || vec![Fact::new("registrar", p.case.application.registrar())])
}

fn corrections_are_asked_once(p: &Procedure, n: &Numbers<'_>) -> Outcome {
    let asked = p.case.corrections.is_some();
    // The number is noted so that the finding names it; silence itself is settled before.
    if n.number("licensing.acceptance.working_days").is_none() {
        return Outcome::missing("licensing.acceptance.working_days");
    }
    Outcome::when(!asked, || vec![Fact::new("corrections", "already requested")])
}

/// Content rules that a decision against the applicant may rest on: those found violated, and
/// those whose facts the applicant still owes (what the examiner owes is no ground).
fn grounds_found(p: &Procedure) -> Vec<&str> {
    let owed = |f: &&Standing| {
        f.outcome == Verdict::Unknown && !f.missing.iter().any(|m| m.starts_with("examination"))
    };
    let is_ground = |f: &&Standing| f.outcome == Verdict::Violated || owed(f);
    // What may not stand in the way of an approval can carry no refusal either.
    let remembered = |f: &&Standing| f.mark == Mark::Memory;
    let found = p.content.iter().filter(is_ground).filter(|f| !remembered(f));
    found.map(|f| f.rule.as_str()).collect()
}

/// With grounds named, each of them must be among those found; without, one must exist.
fn rests_on(p: &Procedure, found: &[&str]) -> Outcome {
    let named = p.grounds.as_deref();
    let unfounded: Vec<&String> =
        named.unwrap_or_default().iter().filter(|g| !found.contains(&g.as_str())).collect();
    let names_one = named.is_none_or(|grounds| !grounds.is_empty());
    Outcome::when(!found.is_empty() && names_one && unfounded.is_empty(), || {
        let mut facts: Vec<Fact> =
            unfounded.iter().map(|g| Fact::against("grounds", g, found.join(" "))).collect();
        if facts.is_empty() {
            facts.push(Fact::new("grounds_found", found.join(" ")));
        }
        facts
    })
}

fn refusal_has_a_ground(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    rests_on(p, &grounds_found(p))
}

/// Another registrar's application is not accepted at once; what can be corrected must have been
/// asked for first.
fn only_what_cannot_be_accepted(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    let mut found = grounds_found(p);
    if p.case.corrections.is_none() {
        found.retain(|rule| COMPETENCE.contains(rule));
    }
    rests_on(p, &found)
}

/// The rules on which registrar is competent.
const COMPETENCE: &[&str] = &["ST-7", "MF-6", "JJ-6", "JJ-6b"];

/// Once, by no more than the law of the matter allows; where it allows none, by nothing.
fn extension(p: &Procedure, n: &Numbers<'_>, parameter: &str) -> Outcome {
    let allowed = p.case.application.matter().row().and_then(|m| m.extension);
    if allowed != Some(parameter) {
        return Outcome::NotApplicable;
    }
    let Some(most) = n.number(parameter) else {
        return Outcome::missing(parameter);
    };
    let days = i64::from(p.extend.unwrap_or_default());
    let last_day = p.case.due.as_ref().map(|due| due.deadline.last_day);
    // What is over is not extended any more.
    let running = last_day.is_none_or(|last_day| p.on <= last_day);
    Outcome::when(days <= most && p.case.extended_by.is_none() && running, || {
        let before = p.case.extended_by.map(|days| Fact::new("extended_by", days));
        let over = last_day.filter(|_| !running).map(|day| Fact::against("due", day, p.on));
        let facts = std::iter::once(Fact::against("days", days, most));
        facts.chain(before).chain(over).collect()
    })
}

/// A matter whose law allows no extension is refused here.
fn extended_once_within_the_limit(p: &Procedure, n: &Numbers<'_>) -> Outcome {
    match p.case.application.matter().row().and_then(|m| m.extension) {
        None => Outcome::Violated {
            facts: vec![Fact::against("days", p.extend.unwrap_or_default(), "0")],
            possible_from: None,
        },
        Some(_) => extension(p, n, "licensing.extension.working_days"),
    }
}

fn charity_extended_once_within_the_limit(p: &Procedure, n: &Numbers<'_>) -> Outcome {
    extension(p, n, "charity.extension.days")
}

fn excluded_time_is_notified(p: &Procedure, _: &Numbers<'_>) -> Outcome {
    let Some(period) = &p.exclude else {
        return Outcome::Met;
    };
    let overlaps = p.case.excluded.iter().any(|e| period.from <= e.to && e.from <= period.to);
    let accepted = p.case.steps.iter().rev().find(|s| s.act == ActKind::AcceptApplication);
    let after_acceptance = accepted.is_some_and(|step| step.on <= period.from);
    let fits = period.from <= period.to
        && !overlaps
        && after_acceptance
        && !period.notice_number.trim().is_empty();
    Outcome::when(fits, || {
        vec![
            Fact::new("from", period.from),
            Fact::new("to", period.to),
            Fact::new("notice_number", &period.notice_number),
        ]
    })
}
