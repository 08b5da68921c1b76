//! What may be decided: grounds, measures and sums of each law, as it stood when the breach happened or, where it
//! is milder, today (association regulation art. 29–31, 33; regulation on private non-enterprise units art. 24–26,
//! 28; foundation regulation art. 41, 42, 44; charity law art. 109, 110; administrative penalty law art. 37).
//!
//! What may not enter: numbers and the lists themselves; they stand in the rulebook. How it is decided: `rules.rs`.

use super::{FineBase, Measure, PenaltyBasis, PenaltyStep, rules::PenaltySituation};
use crate::{
    calendar::years_after,
    law::{Fact, Numbers, Outcome, Rule},
};

pub(super) const RULES: &[Rule<PenaltySituation>] = &[
    Rule { id: "XF-37", check: version_is_picked },
    Rule { id: "CN-12", check: law_is_there },
    Rule { id: "ST-29", check: |s, n| rescinds(s, n, &["association.rescission.grounds"]) },
    Rule { id: "ST-29b", check: |s, n| idle_long_enough(s, n, "association.idle.years") },
    Rule { id: "ST-30b", check: |s, n| punishes(s, n, "association.penalty.grounds") },
    Rule { id: "ST-30a", check: |s, n| measures_of(s, n, "association.penalty.measures") },
    Rule { id: "ST-30c", check: |s, n| fine_of(s, n, "association") },
    Rule { id: "ST-31", check: |s, n| other_law(s, n, "association.other_law.measures") },
    Rule { id: "ST-33", check: all_is_sealed },
    Rule { id: "MF-24", check: |s, n| rescinds(s, n, INSTITUTION_RESCISSION) },
    Rule { id: "MF-25", check: |s, n| punishes(s, n, "service_institution.penalty.grounds") },
    Rule { id: "MF-25a", check: |s, n| measures_of(s, n, "service_institution.penalty.measures") },
    Rule { id: "MF-25b", check: |s, n| fine_of(s, n, "service_institution") },
    Rule { id: "MF-26", check: |s, n| other_law(s, n, "service_institution.other_law.measures") },
    Rule { id: "MF-28", check: all_is_sealed },
    Rule { id: "JJ-41", check: |s, n| rescinds(s, n, FOUNDATION_RESCISSION) },
    Rule { id: "JJ-41b", check: |s, n| idle_long_enough(s, n, "foundation.idle.years") },
    Rule { id: "JJ-42", check: |s, n| punishes(s, n, "foundation.penalty.grounds") },
    Rule { id: "JJ-42b", check: |s, n| measures_of(s, n, "foundation.penalty.measures") },
    Rule { id: "JJ-44", check: all_is_sealed },
    Rule { id: "CS-109", check: charity_ground },
    Rule { id: "CS-109b", check: charity_measures },
    Rule { id: "CF-30", check: taken_only_when_serious },
];

/// The grounds of the regulation, and those of the measure on inspections.
const INSTITUTION_RESCISSION: &[&str] =
    &["service_institution.rescission.grounds", "inspection.institution.rescission.grounds"];
const FOUNDATION_RESCISSION: &[&str] =
    &["foundation.rescission.grounds", "inspection.foundation.rescission.grounds"];

/// The rules that hold for the breach, and so by the law of its day.
pub const SUBSTANCE: &[&str] = &[
    "ST-29", "ST-29b", "ST-30a", "ST-30b", "ST-30c", "ST-31", "MF-24", "MF-25", "MF-25a", "MF-25b",
    "MF-26", "JJ-41", "JJ-41b", "JJ-42", "JJ-42b", "CS-109", "CS-109b",
];

fn ground_in(s: &PenaltySituation, n: &Numbers<'_>, lists: &[&str]) -> Outcome {
    let Some(breach) = s.breach() else {
        return Outcome::missing("breach/ground");
    };
    let known: Vec<String> = lists.iter().flat_map(|list| n.list(list)).collect();
    Outcome::when(known.iter().any(|ground| ground == breach.ground.id()), || {
        vec![Fact::against("breach/ground", breach.ground.id(), known.join(" / "))]
    })
}

fn rests_on(s: &PenaltySituation, basis: PenaltyBasis) -> bool {
    s.breach().is_some_and(|breach| breach.basis == basis)
}

/// The registration should not stand, and nothing else is decided than that.
fn rescinds(s: &PenaltySituation, n: &Numbers<'_>, lists: &[&str]) -> Outcome {
    if !rests_on(s, PenaltyBasis::Rescission) {
        return Outcome::NotApplicable;
    }
    let other = s.measures().iter().find(|measure| !matches!(measure, Measure::Rescission {}));
    match other {
        Some(other) => Outcome::when(false, || {
            vec![Fact::against("measures", other.id(), Measure::Rescission {}.id())]
        }),
        None => ground_in(s, n, lists),
    }
}

fn punishes(s: &PenaltySituation, n: &Numbers<'_>, list: &str) -> Outcome {
    if !rests_on(s, PenaltyBasis::Regulation) {
        return Outcome::NotApplicable;
    }
    ground_in(s, n, &[list])
}

fn each_in(s: &PenaltySituation, n: &Numbers<'_>, list: &str) -> Outcome {
    let measures = s.measures();
    if measures.is_empty() {
        return Outcome::missing("measures");
    }
    let known = n.list(list);
    let against = measures.iter().filter(|measure| !known.iter().any(|id| id == measure.id()));
    let facts: Vec<Fact> =
        against.map(|m| Fact::against("measures", m.id(), known.join(" / "))).collect();
    Outcome::when(facts.is_empty(), || facts)
}

fn measures_of(s: &PenaltySituation, n: &Numbers<'_>, list: &str) -> Outcome {
    if !rests_on(s, PenaltyBasis::Regulation) {
        return Outcome::NotApplicable;
    }
    each_in(s, n, list)
}

/// Another organ found it; the registrar takes certificate or registration, as the version says.
fn other_law(s: &PenaltySituation, n: &Numbers<'_>, list: &str) -> Outcome {
    if !rests_on(s, PenaltyBasis::OtherLaw) {
        return Outcome::NotApplicable;
    }
    each_in(s, n, list)
}

/// So many times the illegal turnover, or the illegal gains.
fn fine_of(s: &PenaltySituation, n: &Numbers<'_>, kind: &str) -> Outcome {
    let measures = s.measures();
    let fine = measures.iter().find_map(|measure| match measure {
        Measure::Fine { yuan, base, base_yuan } => Some((*yuan, *base, *base_yuan)),
        _ => None,
    });
    let Some((yuan, base, base_yuan)) = fine.filter(|_| rests_on(s, PenaltyBasis::Regulation))
    else {
        return Outcome::NotApplicable;
    };
    let of = match base {
        FineBase::Turnover => "turnover",
        FineBase::Gains => "gains",
    };
    let times = |end: &str| n.number(&format!("{kind}.fine.{of}.{end}"));
    let (Some(least), Some(most)) = (times("min"), times("max")) else {
        return Outcome::missing("measures/yuan");
    };
    let (least, most) = (base_yuan.saturating_mul(least), base_yuan.saturating_mul(most));
    Outcome::when((least..=most).contains(&yuan), || {
        vec![Fact::against("measures/yuan", yuan, format!("{least}–{most}"))]
    })
}

/// So many years since the certificate without activity.
fn idle_long_enough(s: &PenaltySituation, n: &Numbers<'_>, years: &str) -> Outcome {
    let Some(breach) = s.breach().filter(|b| b.ground == super::BreachGround::Idle) else {
        return Outcome::NotApplicable;
    };
    let Some(years) = n.number(years) else {
        return Outcome::missing("breach/from");
    };
    let Some(since) = s.organization.established_on else {
        return Outcome::missing("established_on");
    };
    let Some(full) = years_after(since, years) else {
        return Outcome::missing("established_on");
    };
    if breach.found_on >= full {
        return Outcome::Met;
    }
    Outcome::Violated {
        facts: vec![Fact::against("breach/found_on", breach.found_on, format!("≥ {full}"))],
        possible_from: Some(full),
    }
}

/// Only a charity breaks the duties of charities.
fn charity_ground(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    if !rests_on(s, PenaltyBasis::Charity) {
        return Outcome::NotApplicable;
    }
    if s.organization.charity.is_none() {
        return Outcome::when(false, || vec![Fact::new("charity", "")]);
    }
    ground_in(s, n, &["charity.penalty.grounds"])
}

fn charity_measures(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    if !rests_on(s, PenaltyBasis::Charity) {
        return Outcome::NotApplicable;
    }
    each_in(s, n, "charity.penalty.measures")
}

/// Certificate and registration go only where the case is serious, or of a charity that was punished within the
/// set years before; a rescission that is no penalty, and what another organ found, ask for neither.
fn taken_only_when_serious(s: &PenaltySituation, n: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Decide(input)) = s.step() else {
        return Outcome::missing("serious");
    };
    let punished = rests_on(s, PenaltyBasis::Regulation) || rests_on(s, PenaltyBasis::Charity);
    if !punished || !input.measures.iter().any(Measure::takes_away) {
        return Outcome::NotApplicable;
    }
    let years = n.number("charity.penalty.again.years");
    let again = rests_on(s, PenaltyBasis::Charity)
        && s.organization.penalties.cases.iter().any(|case| {
            let of_charities = case.breach.basis == PenaltyBasis::Charity;
            let until = case
                .in_force()
                .zip(years)
                .and_then(|((_, service), years)| years_after(service.on, years));
            of_charities && until.is_some_and(|until| s.on <= until)
        });
    Outcome::when(input.serious || again, || vec![Fact::against("serious", "false", "true")])
}

/// By the law of the breach, or by a later version that is milder, with the reasons for that.
fn version_is_picked(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Decide(input)) = s.step() else {
        return Outcome::missing("milder");
    };
    let Some(reasons) = &input.milder else {
        return Outcome::Met;
    };
    let then = s.law_then.as_ref().map(|citation| &citation.version);
    let now = s.law_now.as_ref().map(|citation| &citation.version);
    let later = then != now && !reasons.trim().is_empty();
    Outcome::when(later, || {
        let version = now.cloned().unwrap_or_default();
        vec![Fact::against("milder", version, "a later version")]
    })
}

/// The law that the case rests on is there for this kind of organization.
fn law_is_there(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(breach) = s.breach() else {
        return Outcome::missing("breach/basis");
    };
    Outcome::when(s.law_then.is_some(), || vec![Fact::new("breach/basis", breach.basis.id())])
}

/// Certificate, seals and vouchers, all of them.
fn all_is_sealed(s: &PenaltySituation, _: &Numbers<'_>) -> Outcome {
    let Some(PenaltyStep::Seal(input)) = s.step() else {
        return Outcome::missing("certificate");
    };
    let each =
        [("certificate", input.certificate), ("seals", input.seals), ("vouchers", input.vouchers)];
    let left = each.into_iter().filter(|(_, sealed)| !sealed);
    let facts: Vec<Fact> = left.map(|(what, _)| Fact::against(what, "false", "true")).collect();
    Outcome::when(facts.is_empty(), || facts)
}
