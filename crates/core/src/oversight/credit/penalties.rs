//! What must hold for a listing that rests on penalties (measures on credit information art. 11, 15): they
//! make its ground, are as large and as many as set, and list once.
//!
//! What may not enter: how a penalty is decided (`oversight/penalty/`); it was heard then, and is stated here.

use super::{ListInput, ListingGround, StatedPenalty, StatedPenaltyKind, rules::CreditSituation};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
    oversight::penalty::{Measure, PenaltyCase, PenaltyStage},
};

pub(super) const RULES: &[Rule<CreditSituation>] = &[
    Rule { id: "XY-11e", check: penalty_is_minor },
    Rule { id: "XY-15d", check: fine_is_large },
    Rule { id: "XY-15e", check: penalties_are_repeated },
    Rule { id: "XN-8", check: own_penalties_are_known },
];

/// What rests on penalties states those that make its ground, and nothing else states any. How large a fine
/// and how many years apart are numbers, and have rules of their own.
pub(super) fn fit(input: &ListInput) -> bool {
    let all = &input.penalties;
    let fine = |p: &StatedPenalty| p.kind == StatedPenaltyKind::Fine && p.yuan.is_some();
    let small = |p: &StatedPenalty| p.kind == StatedPenaltyKind::Warning || fine(p);
    match input.ground {
        ListingGround::MinorPenalty => !all.is_empty() && all.iter().all(small),
        ListingGround::LargeFine => all.iter().any(fine),
        ListingGround::Suspended => {
            all.iter().any(|penalty| penalty.kind == StatedPenaltyKind::Suspension)
        }
        ListingGround::Revoked => {
            all.iter().any(|penalty| penalty.kind == StatedPenaltyKind::Revocation)
        }
        ListingGround::RepeatedPenalties => {
            let first = all.first().map(|penalty| &penalty.document_number);
            let others = all.iter().any(|penalty| Some(&penalty.document_number) != first);
            others && all.iter().all(small)
        }
        _ => all.is_empty(),
    }
}

/// One penalty, year or decision lists once: a new ground begins the time anew, the same one does not
/// (art. 13, 16). A penalty may still be one of several that list elsewhere.
pub(super) fn listed_before(s: &CreditSituation, input: &ListInput) -> Vec<Fact> {
    let mut facts = Vec::new();
    for ground in s.organization.credit.grounds(input.list) {
        let same = ground.ground == input.ground;
        if same && input.year.is_some() && ground.year == input.year {
            facts.push(Fact::new("year", input.year.unwrap_or_default()));
        }
        if ground.document_number.as_ref() == Some(&input.document_number) {
            facts.push(Fact::new("document_number", &input.document_number));
        }
        let numbers = ground.penalties.iter().map(|penalty| &penalty.document_number);
        let numbers: Vec<&String> = numbers.collect();
        let known = |penalty: &&StatedPenalty| numbers.contains(&&penalty.document_number);
        if same && !input.penalties.is_empty() && input.penalties.iter().all(|p| known(&p)) {
            facts.push(Fact::new("penalties", "listed"));
        }
    }
    facts
}

fn is_small(penalty: &StatedPenalty, bound: i64) -> bool {
    match penalty.kind {
        StatedPenaltyKind::Warning => true,
        StatedPenaltyKind::Fine => penalty.yuan.is_some_and(|yuan| yuan < bound),
        StatedPenaltyKind::Suspension | StatedPenaltyKind::Revocation => false,
    }
}

fn against_penalties(input: &ListInput, wanted: &str) -> Vec<Fact> {
    let told = |penalty: &StatedPenalty| {
        let yuan = penalty.yuan.map(|yuan| yuan.to_string()).unwrap_or_default();
        Fact::against("penalties/yuan", yuan, wanted)
    };
    input.penalties.iter().map(told).collect()
}

fn penalty_is_minor(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.listing().filter(|_| s.is_ground(ListingGround::MinorPenalty)) else {
        return Outcome::NotApplicable;
    };
    let Some(bound) = n.number("credit.fine.large.from") else {
        return Outcome::missing("credit.fine.large.from");
    };
    Outcome::when(input.penalties.iter().all(|penalty| is_small(penalty, bound)), || {
        against_penalties(input, &format!("< {bound}"))
    })
}

fn fine_is_large(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.listing().filter(|_| s.is_ground(ListingGround::LargeFine)) else {
        return Outcome::NotApplicable;
    };
    let Some(bound) = n.number("credit.fine.large.from") else {
        return Outcome::missing("credit.fine.large.from");
    };
    let large = |p: &StatedPenalty| {
        p.kind == StatedPenaltyKind::Fine && p.yuan.is_some_and(|yuan| yuan >= bound)
    };
    Outcome::when(input.penalties.iter().any(large), || {
        against_penalties(input, &format!("≥ {bound}"))
    })
}

/// So many within the years before the last of them.
fn penalties_are_repeated(s: &CreditSituation, n: &Numbers<'_>) -> Outcome {
    let Some(input) = s.listing().filter(|_| s.is_ground(ListingGround::RepeatedPenalties)) else {
        return Outcome::NotApplicable;
    };
    let least = n.number("credit.repeated.count");
    let (Some(least), Some(years)) = (least, n.number("credit.repeated.years")) else {
        return Outcome::missing("credit.repeated.count");
    };
    let last = input.penalties.iter().map(|penalty| penalty.decided_on).max();
    let within = input.penalties.iter().filter(|penalty| {
        let until = years_after(penalty.decided_on, years);
        until.zip(last).is_some_and(|(until, last)| until >= last)
    });
    let count = i64::try_from(within.count()).unwrap_or(i64::MAX);
    Outcome::when(count >= least, || vec![Fact::against("penalties", count, format!("≥ {least}"))])
}

/// What its own registrar decided is a case of the register, in force, and stated as it was decided; penalties of
/// other departments, and of the time before the register, are stated.
fn own_penalties_are_known(s: &CreditSituation, _: &Numbers<'_>) -> Outcome {
    let Some(input) = s.listing() else {
        return Outcome::missing("penalties");
    };
    let known = &s.organization.penalties;
    let mut facts = Vec::new();
    for (index, stated) in input.penalties.iter().enumerate() {
        let number = |case: &&PenaltyCase| {
            let decision = case.decision.as_ref();
            decision.is_some_and(|decision| decision.document_number == stated.document_number)
        };
        let Some(case) = known.cases.iter().find(number) else { continue };
        let field = format!("penalties/{index}/document_number");
        let Some((decision, _)) = case.in_force() else {
            facts.push(Fact::against(&field, case.stage().id(), PenaltyStage::Served.id()));
            continue;
        };
        let fits = decision.on == stated.decided_on
            && decision.measures.iter().any(|measure| match measure {
                Measure::Warning {} => stated.kind == StatedPenaltyKind::Warning,
                Measure::Fine { yuan, .. } => {
                    stated.kind == StatedPenaltyKind::Fine && stated.yuan == Some(*yuan)
                }
                Measure::Suspension { .. } => stated.kind == StatedPenaltyKind::Suspension,
                Measure::Revocation {} | Measure::Rescission {} => {
                    stated.kind == StatedPenaltyKind::Revocation
                }
                _ => false,
            });
        if !fits {
            let decided: Vec<&str> = decision.measures.iter().map(Measure::id).collect();
            let told = format!("{} {}", decision.on, decided.join(" / "));
            facts.push(Fact::against(&field, &stated.document_number, told));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}
