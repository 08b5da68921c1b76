//! Bars on founders and officers (association regulation art. 12 ¶3, 13(3)).

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationKind,
    registration::{Conviction, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-12c", check: represents_no_other_association },
    Rule { id: "ST-13-3", check: no_barred_person },
];

/// Only posts in other associations count here; other kinds of bodies are not mentioned.
fn represents_no_other_association(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(officer) = s.application.legal_representative() else {
        return Outcome::missing("officers.legal_representative");
    };
    if officer.person.identity_digest.is_none() {
        return Outcome::missing("officers.legal_representative.identity_number");
    }
    let others: Vec<Fact> = s
        .posts
        .iter()
        .filter(|p| p.kind == OrganizationKind::Association)
        .map(|p| Fact::new("legal_representative_of", &p.name))
        .collect();
    Outcome::when(others.is_empty(), || others)
}

/// Founders that are units have no civil rights to lose; persons declare, and a declaration
/// that was not made is a missing fact, not a good one.
pub(super) fn no_barred_person(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let founders = s
        .application
        .founders
        .iter()
        .enumerate()
        .filter(|(_, f)| !f.is_unit)
        .map(|(i, f)| (format!("founders/{i}"), &f.declaration));
    declared_free(founders.chain(officers(s)))
}

/// Of a service institution only the proposed officers are judged, not its founders (regulation on
/// private non-enterprise units art. 11).
pub(super) fn no_barred_officer(s: &Situation, _: &Numbers<'_>) -> Outcome {
    declared_free(officers(s))
}

fn officers(s: &Situation) -> impl Iterator<Item = (String, &Conviction)> {
    let officers = s.application.officers.iter().enumerate();
    officers.map(|(i, o)| (format!("officers/{i}"), &o.declaration))
}

fn declared_free<'a>(persons: impl Iterator<Item = (String, &'a Conviction)>) -> Outcome {
    let (mut facts, mut missing) = (Vec::new(), Vec::new());
    for (who, declaration) in persons {
        judge(&who, *declaration, &mut facts, &mut missing);
    }
    Outcome::judged(facts, missing)
}

fn judge(who: &str, declared: Conviction, facts: &mut Vec<Fact>, missing: &mut Vec<String>) {
    let rights = format!("{who}/declaration/deprived_of_political_rights");
    match declared.deprived_of_political_rights {
        Some(true) => facts.push(Fact::against(&rights, true, false)),
        Some(false) => {}
        None => missing.push(rights),
    }
    let capacity = format!("{who}/declaration/full_capacity");
    match declared.full_capacity {
        Some(false) => facts.push(Fact::against(&capacity, false, true)),
        Some(true) => {}
        None => missing.push(capacity),
    }
}
