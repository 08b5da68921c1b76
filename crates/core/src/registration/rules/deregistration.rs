//! Deregistration after a liquidation (association regulation art. 21; regulation on private
//! non-enterprise units art. 17; foundation regulation art. 18; the house's rules on exit). What the
//! steps of the liquidation must satisfy, `exit/rules.rs` says.

use super::change::consent_was_given;
use crate::{
    exit::{Collected, Conclusion},
    hub::HubStatus,
    law::{Fact, Numbers, Outcome, Rule},
    registration::Situation,
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "TC-5", check: liquidation_has_ended },
    Rule { id: "ST-21a", check: papers_and_consent },
    Rule { id: "MF-17", check: papers_and_consent },
    Rule { id: "JJ-18", check: papers },
    Rule { id: "ST-21a-2", check: in_time },
    Rule { id: "MF-17-2", check: in_time },
    Rule { id: "JJ-18-2", check: in_time },
    Rule { id: "ST-21b", check: collected },
    Rule { id: "TC-4b", check: collected },
    Rule { id: "TC-6", check: is_no_hub },
    Rule { id: "TC-7b", check: papers_of_the_pledge },
];

fn concluded(s: &Situation) -> Option<&Conclusion> {
    s.organization.as_ref()?.liquidation()?.concluded.as_ref()
}

fn liquidation_has_ended(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(organization) = &s.organization else {
        return Outcome::missing("about");
    };
    let going = organization.ended.is_none();
    Outcome::when(going && (concluded(s).is_some() || is_simplified(s)), || {
        let begun = organization.liquidation().map(|l| l.formed_on.to_string());
        vec![
            Fact::new("status", organization.status.id()),
            Fact::new("liquidation.formed_on", begun.unwrap_or_default()),
            Fact::new("liquidation.concluded", ""),
        ]
    })
}

/// Whether the organization ends by the simplified procedure of its city.
fn is_simplified(s: &Situation) -> bool {
    s.organization.as_ref().is_some_and(|organization| organization.pledge().is_some())
}

fn papers(s: &Situation, n: &Numbers<'_>) -> Outcome {
    match is_simplified(s) {
        true => Outcome::NotApplicable,
        false => filed(s, n, &s.parameter("deregistration.documents")),
    }
}

fn papers_of_the_pledge(s: &Situation, n: &Numbers<'_>) -> Outcome {
    match is_simplified(s) {
        true => filed(s, n, "exit.simplified.documents"),
        false => Outcome::NotApplicable,
    }
}

fn filed(s: &Situation, n: &Numbers<'_>, list: &str) -> Outcome {
    let required = n.list(list);
    if required.is_empty() {
        return Outcome::missing(list);
    }
    let filed: Vec<&str> = s.application.documents.iter().map(|d| d.kind.id()).collect();
    let lacking = super::papers::lacking("documents", &required, &filed);
    Outcome::when(lacking.is_empty(), || lacking)
}

fn papers_and_consent(s: &Situation, n: &Numbers<'_>) -> Outcome {
    match (papers(s, n), consent_was_given(s, n)) {
        (Outcome::Violated { mut facts, possible_from }, Outcome::Violated { facts: more, .. }) => {
            facts.extend(more);
            Outcome::Violated { facts, possible_from }
        }
        (Outcome::Met, Outcome::NotApplicable) => Outcome::Met,
        // A pledge has papers of its own; the unit is asked all the same.
        (Outcome::Met | Outcome::NotApplicable, consent) => consent,
        (papers, _) => papers,
    }
}

/// The last day was counted when the liquidation ended; the number is noted for the finding.
fn in_time(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if n.number(&s.parameter("deregistration.days")).is_none() {
        return Outcome::NotApplicable;
    }
    let Some(last) = concluded(s).and_then(|end| end.deregister_by.as_ref()) else {
        return Outcome::NotApplicable;
    };
    let last = last.deadline.last_day;
    Outcome::when(s.applied_on() <= last, || {
        vec![Fact::against("received_on", s.applied_on(), last)]
    })
}

fn collected(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(organization) = &s.organization else {
        return Outcome::missing("about");
    };
    let nothing = Collected::default();
    let collected = organization.exit.as_ref().map_or(&nothing, |exit| &exit.collected);
    let facts: Vec<Fact> = collected
        .each()
        .iter()
        .filter(|(_, handed)| handed.is_none())
        .map(|(field, _)| Fact::new(&format!("collected.{field}"), ""))
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}

/// The standings that are over, or came to nothing.
const OVER: &[HubStatus] = &[HubStatus::NotSupported, HubStatus::Declined, HubStatus::Withdrawn];

/// A standing as a hub that is not withdrawn, whose withdrawal is not complete, or that may still come.
fn is_no_hub(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let standing = s.hubs.iter().filter_map(|unit| Some((unit, unit.hub.as_ref()?)));
    let facts: Vec<Fact> = standing
        .filter(|(_, hub)| !OVER.contains(&hub.status))
        .map(|(unit, hub)| Fact::new(&format!("hub.{}", unit.id), hub.status.id()))
        .collect();
    Outcome::when(facts.is_empty(), || facts)
}
