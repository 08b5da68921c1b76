//! Documents, registered items, charter (association regulation art. 11, 12 ¶2, 14).

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    registration::Situation,
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-11", check: documents },
    Rule { id: "ST-12b", check: items },
    Rule { id: "ST-14", check: charter },
];

/// Every entry of `required` that is not among `filed`, as facts.
fn lacking(field: &str, required: &[String], filed: &[&str]) -> Vec<Fact> {
    required
        .iter()
        .filter(|r| !filed.contains(&r.as_str()))
        .map(|r| Fact::against(field, "", r))
        .collect()
}

fn complete(facts: Vec<Fact>) -> Outcome {
    if facts.is_empty() { Outcome::Met } else { Outcome::Violated { facts, possible_from: None } }
}

fn documents(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let required = n.list("association.documents");
    if required.is_empty() {
        return Outcome::missing("association.documents");
    }
    let filed: Vec<&str> = s.application.documents.iter().map(|d| d.kind.id()).collect();
    let mut facts = lacking("documents", &required, &filed);
    // The data of founders and officers are part of what is filed.
    for (field, none) in [
        ("founders", s.application.founders.is_empty()),
        ("officers", s.application.officers.is_empty()),
    ] {
        if none {
            facts.push(Fact::new(field, ""));
        }
    }
    facts.extend(undeclared(s).into_iter().map(|field| Fact::new(&field, "")));
    complete(facts)
}

/// Data of founders and officers that were left out (art. 11): who did not declare, and whose
/// identity is not proved.
fn undeclared(s: &Situation) -> Vec<String> {
    let a = &s.application;
    let founders = a.founders.iter().enumerate().filter(|(_, f)| !f.is_unit);
    let founders = founders.map(|(i, f)| (format!("founders/{i}"), f.declaration));
    let officers = a.officers.iter().enumerate();
    let officers = officers.map(|(i, o)| (format!("officers/{i}"), o.declaration));
    let silent = founders
        .chain(officers)
        .filter(|(_, d)| d.deprived_of_political_rights.is_none() || d.full_capacity.is_none());
    let mut fields: Vec<String> = silent.map(|(who, _)| format!("{who}/declaration")).collect();
    let representative = a.legal_representative();
    if representative.is_some_and(|o| o.person.identity_digest.is_none()) {
        fields.push("officers/legal_representative/identity_number".to_owned());
    }
    fields
}

fn charter(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let required = n.list("association.charter.items");
    if required.is_empty() {
        return Outcome::missing("association.charter.items");
    }
    let contained: Vec<&str> = s.application.charter_items.iter().map(String::as_str).collect();
    complete(lacking("charter_items", &required, &contained))
}

/// The supervisory unit is the eighth item, and empty by policy in direct registration; the
/// route says which.
fn items(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let a = &s.application;
    let stated = [
        ("name", !a.name.trim().is_empty()),
        ("domicile", !a.domicile.trim().is_empty()),
        ("purpose", !a.purpose.trim().is_empty()),
        ("business_scope", !a.business_scope.trim().is_empty()),
        ("activity_area", !a.activity_area.trim().is_empty()),
        ("officers.legal_representative", a.legal_representative().is_some()),
        ("activity_funds_yuan", a.activity_funds_yuan > 0),
    ];
    complete(stated.iter().filter(|(_, is)| !is).map(|(field, _)| Fact::new(field, "")).collect())
}
