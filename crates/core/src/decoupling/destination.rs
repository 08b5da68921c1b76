//! Where an organization goes when its department leaves, who guides it and who leads its party building
//! (outline items 十三, 十四; notice 发改体改〔2019〕1063号).
//!
//! What may not enter: how supervision passes (`affiliation/`).

use super::{
    Checklist, DecouplingRequest, Destination, DestinationInput, GoesTo,
    rules::{DecouplingSituation, is_administrative},
};
use crate::{
    law::{Fact, Numbers, Outcome},
    unit::{Unit, UnitKind},
};

/// It goes where the checklist lets it: under a hub that may supervise, or into direct registration
/// by a policy that names its class; guided by a department, its party building led by who may.
pub(super) fn fits(s: &DecouplingSituation, n: &Numbers<'_>) -> Outcome {
    let Some(checklist) = &s.checklist else {
        return Outcome::missing("checklist");
    };
    let mut facts = Vec::new();
    match (&s.request, s.case().and_then(|case| case.plan.as_ref())) {
        (Some(DecouplingRequest::Plan(plan)), _) => {
            facts.extend(goes(s, n, checklist, &plan.to));
            facts.extend(related(s, plan.party_building.is_some()));
        }
        // What was planned may have become impossible meanwhile.
        (Some(DecouplingRequest::Complete { .. }) | None, Some(plan))
            if s.request.is_some() || plan.approved.is_some() =>
        {
            if let GoesTo::Hub { unit, .. } = &plan.to {
                facts.extend(under_a_hub(s, unit.id.as_str()));
            }
            facts.extend(related(s, plan.party_building.is_some()));
        }
        (Some(DecouplingRequest::Complete { .. }), None) => return Outcome::missing("plan"),
        _ => return Outcome::NotApplicable,
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Who guides, and who leads party building where somebody is named: each exists, may do so, and is of a
/// place that contains the organization's.
fn related(s: &DecouplingSituation, leads: bool) -> Vec<Fact> {
    let here =
        |unit: &&Unit| unit.exists_on(s.on) && unit.division.contains(&s.organization.division);
    let mut facts = Vec::new();
    if !s.guidance.as_ref().filter(here).is_some_and(is_administrative) {
        let found = s.guidance.as_ref().map_or("", |unit| unit.name.as_str());
        facts.push(Fact::new("guidance", found));
    }
    let may_lead = |unit: &Unit| {
        unit.hub.as_ref().is_some_and(|hub| hub.status.is_hub())
            || matches!(unit.kind, UnitKind::Department | UnitKind::PeoplesOrganization)
    };
    if leads && !s.party_building.as_ref().filter(here).is_some_and(may_lead) {
        let found = s.party_building.as_ref().map_or("", |unit| unit.name.as_str());
        facts.push(Fact::new("party_building", found));
    }
    facts
}

fn goes(
    s: &DecouplingSituation,
    n: &Numbers<'_>,
    checklist: &Checklist,
    to: &DestinationInput,
) -> Vec<Fact> {
    const CLASSES: &str = "direct_registration.classes";
    let kind = match to {
        DestinationInput::Hub { .. } => Destination::Hub,
        DestinationInput::Direct { .. } => Destination::Direct,
    };
    if !checklist.destinations.contains(&kind) {
        let lets = checklist.destinations.iter().map(|to| to.id()).collect::<Vec<_>>();
        return vec![Fact::against("to.goes_to", kind.id(), lets.join(" / "))];
    }
    match to {
        DestinationInput::Hub { unit, consent } => {
            let mut facts = under_a_hub(s, unit.as_str());
            if consent.number.trim().is_empty() {
                facts.push(Fact::new("to.consent.number", ""));
            }
            if consent.dated > s.on {
                let until = format!("≤ {}", s.on);
                facts.push(Fact::against("to.consent.dated", consent.dated, until));
            }
            facts
        }
        DestinationInput::Direct { basis } => {
            let classes = n.list(CLASSES);
            let of_a_class = basis.is_of_a_class(s.organization.kind, &classes);
            let fits = of_a_class && basis.names_its_policy();
            let against = || {
                vec![
                    Fact::against("to.basis.class", &basis.class, classes.join(" / ")),
                    Fact::new("to.basis.policy_document", &basis.policy_document),
                ]
            };
            if fits { Vec::new() } else { against() }
        }
    }
}

fn under_a_hub(s: &DecouplingSituation, named: &str) -> Vec<Fact> {
    let may = |unit: &Unit| unit.hub.is_some() && unit.may_supervise_on(s.on);
    if s.hub.as_ref().is_some_and(may) && !s.circle {
        return Vec::new();
    }
    let standing = s.hub.as_ref().and_then(|unit| unit.hub.as_ref());
    vec![
        Fact::new("to.unit", named),
        Fact::against("to.unit.hub", standing.map_or("", |hub| hub.status.id()), "authorized"),
    ]
}
