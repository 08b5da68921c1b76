//! Documents, registered items, charter (association regulation art. 11, 12 ¶2, 14; regulation on
//! private non-enterprise units art. 9, 10, 12; foundation regulation art. 9–11).

use crate::{
    law::{Fact, Numbers, Outcome, Rule},
    organization::OrganizationKind,
    registration::{DocumentKind, LegalForm, Situation},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ST-11", check: documents },
    Rule { id: "ST-12b", check: items },
    Rule { id: "ST-14", check: charter },
];

/// Every entry of `required` that is not among `filed`, as facts.
pub(super) fn lacking(field: &str, required: &[String], filed: &[&str]) -> Vec<Fact> {
    required
        .iter()
        .filter(|r| !filed.contains(&r.as_str()))
        .map(|r| Fact::against(field, "", r))
        .collect()
}

fn complete(facts: Vec<Fact>) -> Outcome {
    if facts.is_empty() { Outcome::Met } else { Outcome::Violated { facts, possible_from: None } }
}

/// The holder of a practice licence files fewer documents (regulation on private non-enterprise
/// units art. 12 ¶2; interim measures art. 9).
pub(super) fn documents(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let filed: Vec<&str> = s.application.documents.iter().map(|d| d.kind.id()).collect();
    let licensed = s.application.kind == OrganizationKind::ServiceInstitution
        && filed.contains(&DocumentKind::PracticeLicence.id());
    let list = s.parameter(if licensed { "documents.licensed" } else { "documents" });
    let required = n.list(&list);
    if required.is_empty() {
        return Outcome::missing(&list);
    }
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
    // Associations and partnerships are refused for their founders' sake; of others officers declare.
    let partners = a.institution.as_ref().is_some_and(|i| i.legal_form == LegalForm::Partnership);
    let judged = a.kind == OrganizationKind::Association || partners;
    let founders = a.founders.iter().enumerate().filter(|(_, f)| judged && !f.is_unit);
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

pub(super) fn charter(s: &Situation, n: &Numbers<'_>) -> Outcome {
    let list = s.parameter("charter.items");
    let required = n.list(&list);
    if required.is_empty() {
        return Outcome::missing(&list);
    }
    charter_has(s, &required)
}

/// Whether the charter contains these items.
pub(super) fn charter_has(s: &Situation, required: &[String]) -> Outcome {
    let contained: Vec<&str> = s.application.charter_items.iter().map(String::as_str).collect();
    complete(lacking("charter_items", required, &contained))
}

/// The items that every kind registers, and whether they are stated.
fn common_items(s: &Situation) -> Vec<(&'static str, bool)> {
    let a = &s.application;
    vec![
        ("name", !a.name.trim().is_empty()),
        ("domicile", !a.domicile.trim().is_empty()),
        ("purpose", !a.purpose.trim().is_empty()),
        ("business_scope", !a.business_scope.trim().is_empty()),
        ("officers.legal_representative", a.legal_representative().is_some()),
        ("funds_yuan", a.funds_yuan > 0),
    ]
}

fn stated(items: &[(&'static str, bool)]) -> Outcome {
    complete(items.iter().filter(|(_, is)| !is).map(|(field, _)| Fact::new(field, "")).collect())
}

/// The supervisory unit is the eighth item, and empty by policy in direct registration; the
/// route says which.
fn items(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let mut items = common_items(s);
    items.push(("activity_area", !s.application.activity_area.trim().is_empty()));
    stated(&items)
}

/// Six items; the sixth, the supervisory unit, is told by the route. The legal form says which
/// certificate.
pub(super) fn institution_items(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let mut items = common_items(s);
    items.push(("institution", s.application.institution.is_some()));
    stated(&items)
}

/// Seven items, the type among them; the supervisory unit is none of them.
pub(super) fn foundation_items(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let mut items = common_items(s);
    items.push(("foundation", s.application.foundation.is_some()));
    stated(&items)
}
