//! Another supervisory unit (interim measures on private non-enterprise units art. 15; notice
//! 民发〔2000〕41号): the old one lets go, the new one consents, and meanwhile the old one stays
//! responsible. Whether the new unit may supervise and what the charter contains, the rules on
//! establishment say.

use super::route;
use crate::{
    affiliation::{no_unit_any_more, not_back_under_a_department, rules::falls_away},
    law::{Fact, Numbers, Outcome, Rule},
    registration::{DocumentKind, Requested, Situation, SupervisionTransfer},
};

pub(super) const RULES: &[Rule<Situation>] = &[
    Rule { id: "ZY-1", check: another_unit },
    Rule { id: "ZY-2", check: the_old_unit_lets_go },
    Rule { id: "ZY-3", check: route::consent_was_given },
    Rule { id: "ZY-4", check: papers },
    Rule { id: "MF-15b", check: found_in_time },
    Rule { id: "GY-13c-2", check: no_department_again },
    Rule { id: "TG-22-2", check: no_unit_for_an_industry_association },
];

fn transfer(s: &Situation) -> Option<&SupervisionTransfer> {
    match &s.request.as_ref()?.request {
        Requested::Transfer(transfer) => Some(transfer),
        _ => None,
    }
}

/// Another unit than the present one, and none that stands under the organization.
fn another_unit(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let (Some(transfer), Some(organization)) = (transfer(s), &s.organization) else {
        return Outcome::missing("about");
    };
    let same = organization.supervision.as_ref().is_some_and(|x| x.unit.id == transfer.to);
    let circle = s.transfer.as_ref().is_some_and(|standing| standing.circle);
    Outcome::when(!same && !circle, || {
        vec![Fact::against("transfer.to", &transfer.to, if circle { "circle" } else { "≠" })]
    })
}

/// By its notice in the register, by a letter that is handed in, or because it is no more. Who has
/// none by policy needs nobody to let go.
fn the_old_unit_lets_go(s: &Situation, _: &Numbers<'_>) -> Outcome {
    let Some(organization) = &s.organization else {
        return Outcome::missing("about");
    };
    if organization.supervision.is_none() {
        return Outcome::NotApplicable;
    }
    let former = s.transfer.as_ref().and_then(|standing| standing.former_unit.as_ref());
    if falls_away(former, organization, s.on) {
        return Outcome::Met;
    }
    let letters = s.application.documents.iter();
    let mut letters = letters.filter(|d| d.kind == DocumentKind::SupervisorRelease);
    // A letter is of the unit that supervised when the draft was opened.
    let of_then = s.request.as_ref().and_then(|asked| asked.about.supervisory_unit.as_ref());
    let present = organization.supervision.as_ref().map(|x| &x.unit.id);
    let lets_go = of_then == present
        && letters.any(|d| d.number.is_some() && d.dated.is_some_and(|day| day <= s.on));
    Outcome::when(lets_go, || {
        vec![Fact::against("documents", "", DocumentKind::SupervisorRelease.id())]
    })
}

fn no_department_again(s: &Situation, _: &Numbers<'_>) -> Outcome {
    match &s.organization {
        Some(organization) => {
            not_back_under_a_department(organization, s.supervisory_unit.as_ref())
        }
        None => Outcome::missing("about"),
    }
}

fn no_unit_for_an_industry_association(s: &Situation, _: &Numbers<'_>) -> Outcome {
    match &s.organization {
        Some(organization) => no_unit_any_more(organization, s.supervisory_unit.as_ref()),
        None => Outcome::missing("about"),
    }
}

fn papers(s: &Situation, n: &Numbers<'_>) -> Outcome {
    const LIST: &str = "transfer.documents";
    let required = n.list(LIST);
    if required.is_empty() {
        return Outcome::missing(LIST);
    }
    let filed: Vec<&str> = s.application.documents.iter().map(|d| d.kind.id()).collect();
    let lacking = required.iter().filter(|document| !filed.contains(&document.as_str()));
    let facts: Vec<Fact> =
        lacking.map(|document| Fact::against("documents", "", document)).collect();
    Outcome::when(facts.is_empty(), || facts)
}

/// Told only: being late ends nothing, and the old unit is still responsible.
fn found_in_time(s: &Situation, n: &Numbers<'_>) -> Outcome {
    if n.number(&s.parameter("supervision_gap.days")).is_none() {
        return Outcome::NotApplicable;
    }
    let supervision = s.organization.as_ref().and_then(|o| o.supervision.as_ref());
    let Some(notice) = supervision.and_then(|x| x.ending.as_ref()) else {
        return Outcome::NotApplicable;
    };
    let applied = s.applied_on();
    let late = notice.due.filter(|due| due.last_day < applied);
    Outcome::when(late.is_none(), || {
        let last = late.map(|due| due.last_day.to_string()).unwrap_or_default();
        vec![Fact::new("ending.dated", notice.dated), Fact::against("received_on", applied, last)]
    })
}
