//! Members, staff, funds and purpose (association regulation art. 2, 4, 10, 13(1)(2)(4)(5)).

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::{Reach, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-2", check: no_state_organ },
    Rule { id: "ST-4", check: no_for_profit_business },
    Rule { id: "ST-10a", check: enough_persons },
    Rule { id: "ST-10b", check: enough_units },
    Rule { id: "ST-10c", check: enough_mixed },
    Rule { id: "ST-10d", check: domicile_and_staff },
    Rule { id: "ST-10e", check: national_funds },
    Rule { id: "ST-10f", check: local_funds },
    Rule { id: "ST-13-1", check: purpose_is_lawful },
    Rule { id: "ST-13-2", check: no_similar_without_need },
    Rule { id: "ST-13-4", check: no_fraud },
    Rule { id: "ST-13-5", check: no_other_prohibition },
];

fn no_state_organ(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let organs = s.application.members_state_organs;
    Outcome::when(organs == 0, || vec![Fact::against("members_state_organs", organs, "0")])
}

pub(super) fn no_for_profit_business(s: &Situation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(!s.application.for_profit_business, || {
        vec![
            Fact::against("for_profit_business", true, false),
            Fact::new("business_scope", &s.application.business_scope),
        ]
    })
}

/// At least `parameter` of `count`, or unknown when no number is in force.
pub(super) fn at_least(field: &str, count: i64, parameter: &str, n: &Numbers<'_>) -> Outcome {
    match n.number(parameter) {
        None => Outcome::missing(parameter),
        Some(min) => Outcome::when(count >= min, || vec![Fact::against(field, count, min)]),
    }
}

// One unit among the members makes the membership mixed, and the lower number for units alone
// no longer applies: 30 units pass, 30 units with 10 persons do not.
fn enough_persons(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let a = &s.application;
    if a.members_units > 0 {
        return Outcome::NotApplicable;
    }
    at_least("members_persons", a.members_persons.into(), "association.members.persons.min", n)
}

fn enough_units(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let a = &s.application;
    if a.members_units == 0 || a.members_persons > 0 {
        return Outcome::NotApplicable;
    }
    at_least("members_units", a.members_units.into(), "association.members.units.min", n)
}

fn enough_mixed(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let a = &s.application;
    if a.members_units == 0 || a.members_persons == 0 {
        return Outcome::NotApplicable;
    }
    let total = i64::from(a.members_units) + i64::from(a.members_persons);
    at_least("members_units+members_persons", total, "association.members.mixed.min", n)
}

pub(super) fn domicile_and_staff(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if s.application.domicile.trim().is_empty() {
        return Outcome::Violated { facts: vec![Fact::new("domicile", "")], possible_from: None };
    }
    let staff = s.application.full_time_staff.into();
    at_least("full_time_staff", staff, &s.parameter("staff.min"), n)
}

fn national_funds(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if s.application.reach != Reach::National {
        return Outcome::NotApplicable;
    }
    let funds = s.application.funds_yuan;
    at_least("funds_yuan", funds, "association.funds.national.min", n)
}

fn local_funds(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if s.application.reach == Reach::National {
        return Outcome::NotApplicable;
    }
    let funds = s.application.funds_yuan;
    at_least("funds_yuan", funds, "association.funds.local.min", n)
}

/// What the examiner found against the application; unknown before the examination.
fn found(
    s: &Situation,
    field: &str,
    against: fn(&crate::case::Examination) -> Option<&String>,
) -> Outcome {
    match s.examination.as_ref() {
        None => Outcome::missing(field),
        Some(e) => match against(e) {
            None => Outcome::Met,
            Some(what) => {
                Outcome::Violated { facts: vec![Fact::new(field, what)], possible_from: None }
            }
        },
    }
}

pub(super) fn purpose_is_lawful(s: &Situation, _: &Numbers<'_>) -> Outcome {
    found(s, "examination.against_article_4", |e| e.against_article_4.as_ref())
}

pub(super) fn no_fraud(s: &Situation, _: &Numbers<'_>) -> Outcome {
    found(s, "examination.fraud", |e| e.fraud.as_ref())
}

pub(super) fn no_other_prohibition(s: &Situation, _: &Numbers<'_>) -> Outcome {
    found(s, "examination.other_prohibition", |e| e.other_prohibition.as_ref())
}

/// A similar association alone is no bar: the examiner says whether another is needed.
pub(super) fn no_similar_without_need(s: &Situation, _: &Numbers<'_>) -> Outcome {
    // The examiner knows more than the names tell: their "not needed" decides.
    let needed = s.examination.as_ref().map(|e| e.another_is_needed);
    if s.similar.is_empty() && needed != Some(Some(false)) {
        return Outcome::Met;
    }
    let mut facts: Vec<Fact> = s
        .similar
        .iter()
        .map(|h| Fact::new("similar_organization", format!("{} {}", h.uscc, h.name)))
        .collect();
    if let Some(Some(needed)) = needed {
        facts.push(Fact::new("examination.another_is_needed", needed));
    }
    facts.extend(s.application.need_for_another.as_ref().map(|r| Fact::new("need_for_another", r)));
    match needed {
        Some(Some(true)) => Outcome::Met,
        Some(Some(false)) => Outcome::Violated { facts, possible_from: None },
        Some(None) | None => {
            Outcome::Unknown { missing: vec!["examination.another_is_needed".to_owned()], facts }
        }
    }
}
