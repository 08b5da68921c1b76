//! How a penalty comes about (administrative penalty law art. 36–67; provisions on the procedure of penalties by
//! registrars of social organizations art. 3, 7, 31; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook. What may be decided is in `substance.rs`, who is told and
//! heard in `fairness.rs`, what follows in `aftermath.rs`.

use chrono::NaiveDate;

pub use super::substance::SUBSTANCE;
use super::{
    Breach, Dues, Measure, PenaltyCase, PenaltyRequest, PenaltyStage, PenaltyStep, aftermath,
    fairness, substance,
};
use crate::{
    calendar::{Deadline, years_after},
    law::{Citation, Fact, Numbers, Outcome, Rule},
    organization::Organization,
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct PenaltySituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// The account that acts.
    pub account: String,
    /// What is handed in.
    pub request: Option<PenaltyRequest>,
    /// By when an organization that is told today may answer.
    pub answer_by: Option<Deadline>,
    /// The first day for a hearing after its notice.
    pub hearing_from: Option<NaiveDate>,
    /// The law that the case rests on, as it stood when the breach happened.
    pub law_then: Option<Citation>,
    /// The same on the day of the act.
    pub law_now: Option<Citation>,
    /// What is owed on the day of a payment.
    pub dues: Option<Dues>,
}

/// Every rule on penalties.
pub const RULES: &[&[Rule<PenaltySituation>]] = &[
    substance::RULES,
    fairness::RULES,
    aftermath::RULES,
    &[
        Rule { id: "CN-1", check: at_this_stage },
        Rule { id: "CN-2", check: days_in_order },
        Rule { id: "CN-3", check: measures_are_whole },
        Rule { id: "CN-5", check: evidence_is_open },
        Rule { id: "CN-11", check: existing_penalty_is_whole },
        Rule { id: "XF-36", check: found_in_time },
        Rule { id: "XF-42", check: officers_are_enough },
        Rule { id: "XF-56", check: evidence_in_time },
        Rule { id: "CF-3", check: registered_here },
        Rule { id: "CF-31", check: decided_in_time },
        Rule { id: "CF-31b", check: may_be_extended },
    ],
];

impl PenaltySituation {
    /// The step that is handed in.
    pub(super) fn step(&self) -> Option<&PenaltyStep> {
        match &self.request {
            Some(PenaltyRequest::Step { step, .. }) => Some(step),
            _ => None,
        }
    }

    /// The case that it is a step of.
    pub(super) fn case(&self) -> Option<&PenaltyCase> {
        match &self.request {
            Some(PenaltyRequest::Step { case, .. }) => self.organization.penalties.case(*case),
            _ => None,
        }
    }

    /// The breach that is filed, or that the case is about.
    pub(super) fn breach(&self) -> Option<&Breach> {
        match &self.request {
            Some(PenaltyRequest::File(input)) => Some(&input.breach),
            _ => self.case().map(|case| &case.breach),
        }
    }

    /// The measures that are told or decided.
    pub(super) fn measures(&self) -> &[Measure] {
        match self.step() {
            Some(PenaltyStep::Notify(input)) => &input.measures,
            Some(PenaltyStep::Decide(input)) => &input.measures,
            _ => &[],
        }
    }
}

/// The stages from which a step is taken.
fn stages(step: &PenaltyStep) -> &'static [PenaltyStage] {
    const OPEN: &[PenaltyStage] = &[PenaltyStage::Filed, PenaltyStage::Notified];
    const TOLD: &[PenaltyStage] = &[PenaltyStage::Notified];
    const DECIDED: &[PenaltyStage] = &[PenaltyStage::Decided];
    const SERVED: &[PenaltyStage] = &[PenaltyStage::Served];
    const MADE: &[PenaltyStage] = &[PenaltyStage::Decided, PenaltyStage::Served];
    match step {
        PenaltyStep::Evidence(_)
        | PenaltyStep::SettleEvidence(_)
        | PenaltyStep::Notify(_)
        | PenaltyStep::Extend(_)
        | PenaltyStep::Exclude(_)
        | PenaltyStep::Drop(_) => OPEN,
        PenaltyStep::State(_)
        | PenaltyStep::Hear(_)
        | PenaltyStep::Review(_)
        | PenaltyStep::Decide(_) => TOLD,
        PenaltyStep::Serve(_) => DECIDED,
        PenaltyStep::Seal(_)
        | PenaltyStep::Resume(_)
        | PenaltyStep::Pay(_)
        | PenaltyStep::Seek(_)
        | PenaltyStep::EndRemedy(_) => SERVED,
        PenaltyStep::Annul(_) => MADE,
    }
}

fn at_this_stage(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(step) = s.step() else {
        return Outcome::missing("case");
    };
    let Some(case) = s.case() else {
        return Outcome::when(false, || vec![Fact::new("case", "")]);
    };
    let from = stages(step);
    Outcome::when(from.contains(&case.stage()), || {
        let wanted: Vec<&str> = from.iter().map(|stage| stage.id()).collect();
        vec![Fact::against("stage", case.stage().id(), wanted.join(" / "))]
    })
}

/// The days that are handed in, each with its field.
fn stated_days(s: &PenaltySituation) -> Vec<(&'static str, NaiveDate)> {
    match &s.request {
        Some(PenaltyRequest::File(input)) => {
            let until = input.breach.until.map(|day| ("breach/until", day));
            let days =
                [("breach/from", input.breach.from), ("breach/found_on", input.breach.found_on)];
            days.into_iter().chain(until).collect()
        }
        Some(PenaltyRequest::Step { step, .. }) => match step {
            PenaltyStep::Notify(input) => vec![("delivered_on", input.delivered_on)],
            PenaltyStep::Hear(input) => {
                vec![("notified_on", input.notified_on), ("held_on", input.held_on)]
            }
            PenaltyStep::Decide(input) => {
                input.deliberated_on.map(|day| ("deliberated_on", day)).into_iter().collect()
            }
            PenaltyStep::Serve(input) => vec![("delivered_on", input.delivered_on)],
            PenaltyStep::Seal(input) => vec![("on", input.on)],
            PenaltyStep::Pay(input) => vec![("paid_on", input.paid_on)],
            PenaltyStep::Seek(input) => vec![("filed_on", input.filed_on)],
            PenaltyStep::EndRemedy(input) => vec![("ended_on", input.ended_on)],
            PenaltyStep::Annul(input) => vec![("annulled_on", input.annulled_on)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The day before which a step cannot lie: that of the step that it follows.
fn not_before(s: &PenaltySituation) -> Option<NaiveDate> {
    let case = s.case()?;
    let served = case.service.as_ref().map(|service| service.on);
    let decided = case.decision.as_ref().map(|decision| decision.on);
    match s.step()? {
        PenaltyStep::Notify(_) | PenaltyStep::Exclude(_) => Some(case.filed_on),
        PenaltyStep::Hear(_) | PenaltyStep::Decide(_) => {
            case.notice.as_ref().map(|notice| notice.delivered_on)
        }
        PenaltyStep::Serve(_) => decided,
        PenaltyStep::Annul(_) => served.or(decided),
        PenaltyStep::EndRemedy(input) => {
            nth(&case.remedies, input.remedy).map(|remedy| remedy.filed_on)
        }
        _ => served,
    }
}

/// No day is to come, none lies before the step that it follows, and what has two ends has them in order.
fn days_in_order(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let days = stated_days(s);
    let mut facts = Vec::new();
    for (field, day) in &days {
        if *day > s.on {
            facts.push(Fact::against(field, day, format!("≤ {}", s.on)));
        }
        if let Some(first) = not_before(s).filter(|first| day < first) {
            facts.push(Fact::against(field, day, format!("≥ {first}")));
        }
    }
    if let Some(PenaltyRequest::File(input)) = &s.request {
        let breach = &input.breach;
        let from = format!("≥ {}", breach.from);
        if let Some(until) = breach.until.filter(|until| *until < breach.from) {
            facts.push(Fact::against("breach/until", until, &from));
        }
        if breach.found_on < breach.from {
            facts.push(Fact::against("breach/found_on", breach.found_on, &from));
        }
    }
    if let Some(PenaltyStep::Exclude(input)) = s.step() {
        let first = not_before(s);
        if input.to < input.from {
            facts.push(Fact::against("to", input.to, format!("≥ {}", input.from)));
        }
        if let Some(first) = first.filter(|first| input.from < *first) {
            facts.push(Fact::against("from", input.from, format!("≥ {first}")));
        }
    }
    if let Some(PenaltyStep::Notify(input)) = s.step()
        && s.answer_by.is_none()
    {
        // No law set a time to answer then.
        facts.push(Fact::new("delivered_on", input.delivered_on));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// At least one, each kind once, one of the two that take away, sums that are there, days to come.
fn measures_are_whole(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let measures = s.measures();
    let mut facts = Vec::new();
    if !measures.iter().any(|measure| !matches!(measure, Measure::OrderCorrection { .. })) {
        facts.push(Fact::new("measures", measures.len()));
    }
    let mut seen: Vec<&str> = Vec::new();
    for measure in measures {
        if seen.contains(&measure.id()) {
            facts.push(Fact::new("measures", measure.id()));
        }
        seen.push(measure.id());
        if measure.size().is_some_and(|size| size <= 0) {
            facts.push(Fact::against("measures", measure.id(), "> 0"));
        }
        if let Measure::OrderCorrection { by } = measure
            && *by < s.on
        {
            facts.push(Fact::against("measures/by", by, format!("≥ {}", s.on)));
        }
    }
    let mut taking = measures.iter().filter(|measure| measure.takes_away());
    if taking.nth(usize::from(true)).is_some() {
        facts.push(Fact::new("measures", "revocation, rescission"));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn evidence_is_open(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("evidence");
    };
    let Some(PenaltyStep::SettleEvidence(input)) = s.step() else {
        let open = case.evidence.iter().any(|evidence| evidence.settled.is_none());
        return Outcome::when(open, || vec![Fact::new("evidence", case.evidence.len())]);
    };
    let known = nth(&case.evidence, input.evidence);
    let open = known.is_some_and(|evidence| evidence.settled.is_none());
    Outcome::when(open, || vec![Fact::new("evidence", input.evidence)])
}

/// Told: what was registered in advance is settled within the set working days.
fn evidence_in_time(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let (Some(case), Some(PenaltyStep::SettleEvidence(input))) = (s.case(), s.step()) else {
        return Outcome::NotApplicable;
    };
    let _ = n.number("penalty.evidence.working_days");
    let by = nth(&case.evidence, input.evidence).and_then(|evidence| evidence.settle_by);
    in_time("date", s.on, by)
}

/// Whether a deadline was kept; where there is none, there is none to keep.
pub(super) fn in_time(field: &str, day: NaiveDate, by: Option<Deadline>) -> Outcome {
    let Some(by) = by else {
        return Outcome::NotApplicable;
    };
    Outcome::when(day <= by.last_day, || {
        vec![Fact::against(field, day, format!("≤ {}", by.last_day))]
    })
}

/// Of no day to come, and not in the register yet.
fn existing_penalty_is_whole(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(PenaltyRequest::Import(existing)) = &s.request else {
        return Outcome::missing("document_number");
    };
    let mut facts = Vec::new();
    if existing.decided_on > s.on {
        facts.push(Fact::against("decided_on", existing.decided_on, format!("≤ {}", s.on)));
    }
    let known = &s.organization.penalties.recorded;
    if known.iter().any(|other| other.document_number == existing.document_number) {
        facts.push(Fact::new("document_number", &existing.document_number));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// A breach that was not found for so many years is not punished; one that goes on is never too old.
fn found_in_time(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(breach) = s.breach() else {
        return Outcome::missing("breach");
    };
    let id = if breach.harmful {
        "penalty.limitation.harmful.years"
    } else {
        "penalty.limitation.years"
    };
    let Some(years) = n.number(id) else {
        return Outcome::missing(id);
    };
    let Some(last) = breach.until.and_then(|until| years_after(until, years)) else {
        return Outcome::Met;
    };
    Outcome::when(breach.found_on <= last, || {
        vec![Fact::against("breach/found_on", breach.found_on, format!("≤ {last}"))]
    })
}

fn officers_are_enough(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(PenaltyRequest::File(input)) = &s.request else {
        return Outcome::missing("officers");
    };
    let Some(least) = n.number("penalty.officers.min") else {
        return Outcome::missing("penalty.officers.min");
    };
    let mut officers: Vec<&str> = input.officers.iter().map(|officer| officer.trim()).collect();
    officers.retain(|officer| !officer.is_empty());
    officers.sort_unstable();
    officers.dedup();
    let count = i64::try_from(officers.len()).unwrap_or(i64::MAX);
    Outcome::when(count >= least, || vec![Fact::against("officers", count, format!("≥ {least}"))])
}

/// The registrar punishes those it registered, wherever they broke the law.
fn registered_here(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    match s.breach().and_then(|breach| breach.place.as_ref()) {
        // Who may act on the organization is its registrar: access has held that.
        Some(_) => Outcome::Met,
        None => Outcome::NotApplicable,
    }
}

/// Told: decided within the days from filing, with what was extended and excluded.
fn decided_in_time(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let _ = n.number("penalty.decision.days");
    in_time("date", s.on, s.case().and_then(|case| case.decide_by))
}

/// Before the day has passed: once by the head, by so many days at most; then collectively, to a later day.
fn may_be_extended(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("case");
    };
    let Some(most) = n.number("penalty.extension.days") else {
        return Outcome::missing("penalty.extension.days");
    };
    let mut facts = Vec::new();
    if let Some(by) = case.decide_by.filter(|by| s.on > by.last_day) {
        facts.push(Fact::against("date", s.on, format!("≤ {}", by.last_day)));
    }
    if let Some(PenaltyStep::Extend(input)) = s.step() {
        let extended = !case.extensions.is_empty();
        match (input.days, input.until) {
            (Some(days), None) => {
                if extended {
                    facts.push(Fact::against("days", days, "until"));
                }
                if i64::from(days) > most || days == 0 {
                    facts.push(Fact::against("days", days, format!("≤ {most}")));
                }
            }
            (None, Some(until)) => {
                if !extended {
                    facts.push(Fact::against("until", until, "days"));
                }
                if case.decide_by.is_some_and(|by| until <= by.last_day) {
                    facts.push(Fact::new("until", until));
                }
            }
            _ => facts.push(Fact::new("days", "one of days, until")),
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The one with a number, counted from 1.
pub(super) fn nth<T>(all: &[T], number: u32) -> Option<&T> {
    let index = usize::try_from(number).ok()?.checked_sub(usize::from(true))?;
    all.get(index)
}
