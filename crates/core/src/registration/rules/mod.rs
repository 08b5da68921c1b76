//! The conditions for establishing and changing an organization, one file per group. What all kinds share is
//! written once; the rulebook says for which kinds a rule is.
//!
//! Each function takes the situation and the numbers in force and gives an outcome; the id in
//! front of it is the key of its text and article in the rulebook. No number of the law may
//! stand here: a test reads these files and fails on one.

mod bars;
mod cadres;
mod change;
mod charity;
mod charter;
mod conditions;
mod council;
mod deregistration;
mod filings;
mod foundations;
mod industry;
mod institutions;
mod name;
mod papers;
mod persons;
mod route;
mod statutory;
mod succession;
mod transfer;

use super::{Application, Person, Requested, Situation};
use crate::{law::Rule, organization::OrganizationKind};

/// Every content rule of this chapter, group by group.
pub const RULES: &[&[Rule<Situation>]] = &[
    change::RULES,
    cadres::RULES,
    charity::RULES,
    charter::RULES,
    deregistration::RULES,
    conditions::RULES,
    institutions::RULES,
    filings::RULES,
    foundations::RULES,
    industry::RULES,
    council::RULES,
    name::RULES,
    papers::RULES,
    persons::RULES,
    route::RULES,
    statutory::RULES,
    succession::RULES,
    transfer::RULES,
];

/// Whether a rule of the matter is about what is asked for: of a change, the rules on what changes;
/// the rules on mergers, on cadres and on names of others where there are such.
#[must_use]
pub fn is_about(application: &Application, rule: &str) -> bool {
    if cadres::OWN.contains(&rule) || industry::OF_CADRES.contains(&rule) {
        return application.officers().iter().any(|officer| officer.cadre.is_some());
    }
    // Of officers of associations without a supervisory unit, where some are proposed.
    if industry::OF_NATIONAL.contains(&rule) {
        let asked = application.kind() == OrganizationKind::Association
            && application.supervisory_unit().is_none();
        return asked && !application.officers().is_empty();
    }
    let names = application.name_parts();
    match rule {
        "MC-14" => return names.is_some_and(|parts| parts.organization.is_some()),
        "MC-15" => return names.is_some_and(|parts| parts.person.is_some()),
        _ => {}
    }
    let of_parties = succession::OWN.contains(&rule);
    match application {
        Application::Establishment(a) => {
            a.succession.is_some() || !of_parties && !charter::VOTES.contains(&rule)
        }
        Application::Organization(a) => match &a.request {
            Requested::Change(changes) => change::is_about(changes, rule),
            Requested::Merger(merger) => {
                let changes = &merger.changes;
                !(changes.items().is_empty() && change::OWN.contains(&rule))
                    && change::is_about(changes, rule)
            }
            _ => true,
        },
    }
}

/// Different persons in a list: whoever stands in it twice counts once.
fn distinct<'a>(persons: impl Iterator<Item = &'a Person>) -> i64 {
    let mut seen: Vec<&Person> = Vec::new();
    for person in persons {
        if !seen.iter().any(|other| other.is_same_as(person)) {
            seen.push(person);
        }
    }
    i64::try_from(seen.len()).unwrap_or(i64::MAX)
}
