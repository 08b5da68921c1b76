//! What must hold for an act on a hub: the conditions and the two bodies of the interim measures
//! (art. 1–4), and the house's rules where no text could be read.
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::{Datelike, NaiveDate};

use super::{Hub, HubCondition, HubLevel, HubRequest, HubStatus, Nomination, WithdrawalGround};
use crate::{
    identity::{Department, DivisionLevel, Uscc},
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationStatus},
    unit::{Unit, UnitId, UnitKind},
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct HubSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The account that acts.
    pub by: String,
    /// Whether that account belongs to the body itself.
    pub own: bool,
    /// The body.
    pub unit: Unit,
    /// What is handed in; none for next steps.
    pub request: Option<HubRequest>,
    /// The leading group, if the register knows it.
    pub leading_group: Option<Unit>,
    /// The government that authorizes, if the register knows it.
    pub government: Option<Unit>,
    /// The hub above, and those above it; the first may be unknown.
    pub above: Vec<Option<Unit>>,
    /// The registered organization with the code that is stated.
    pub organization: Option<Organization>,
    /// The hub that takes its place, if the register knows it.
    pub successor: Option<Unit>,
    /// The organization that this hub is, where it is a registered one.
    pub bearer_of_successor: Option<Organization>,
    /// How many organizations it supervises now.
    pub supervised: i64,
}

impl HubSituation {
    fn hub(&self) -> Option<&Hub> {
        self.unit.hub.as_ref()
    }

    fn nomination(&self) -> Option<&Nomination> {
        match &self.request {
            Some(HubRequest::Nominate(nomination)) => Some(nomination),
            _ => None,
        }
    }
}

/// Every rule on hubs.
pub const RULES: &[&[Rule<HubSituation>]] = &[&[
    Rule { id: "HB-1", check: is_a_federating_body },
    Rule { id: "HB-2", check: the_leading_group_decides },
    Rule { id: "HB-3", check: a_government_authorizes },
    Rule { id: "HB-4a", check: |s, _| shown(s, HubCondition::Leadership) },
    Rule { id: "HB-4b", check: |s, _| shown(s, HubCondition::LeadingPosition) },
    Rule { id: "HB-4c", check: |s, _| shown(s, HubCondition::PartyOrganization) },
    Rule { id: "HB-4d", check: |s, _| shown(s, HubCondition::LegalPersonality) },
    Rule { id: "HZ-1", check: level_and_parent_fit },
    Rule { id: "HZ-2", check: publicity_is_over },
    Rule { id: "HZ-3", check: steps_by_different_people },
    Rule { id: "HZ-4", check: not_its_own_judge },
    Rule { id: "HZ-5", check: dates_in_order },
    Rule { id: "HZ-6", check: code_is_known },
    Rule { id: "HZ-7", check: within_the_recognized_fields },
    Rule { id: "HZ-8", check: once_a_year },
    Rule { id: "HZ-9", check: successor_can_take_over },
    Rule { id: "HZ-10", check: every_member_has_gone },
    Rule { id: "HZ-11", check: rectification_is_due },
]];

/// A joint, federative body: a people's organization, or a registered federation.
fn is_a_federating_body(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let fits = s.unit.kind.can_be_hub() && s.unit.exists_on(s.on);
    Outcome::when(fits, || {
        vec![
            Fact::new("unit.kind", s.unit.kind.id()),
            Fact::new("unit.valid_to", shown_day(s.unit.valid_to)),
        ]
    })
}

/// The leading group of the place, or of one around it.
fn the_leading_group_decides(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(group) = &s.leading_group else {
        return Outcome::missing("leading_group");
    };
    let fits = group.kind == UnitKind::LeadingGroup
        && group.exists_on(s.on)
        && group.division.contains(&s.unit.division);
    Outcome::when(fits, || {
        vec![
            Fact::new("leading_group", &group.name),
            Fact::against("leading_group.kind", group.kind.id(), UnitKind::LeadingGroup.id()),
            Fact::against("leading_group.division", group.division, s.unit.division),
        ]
    })
}

/// A government at county level or above, of the place or around it.
fn a_government_authorizes(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(government) = &s.government else {
        return Outcome::missing("government");
    };
    let fits = government.kind == UnitKind::Government
        && government.exists_on(s.on)
        && government.division.level() <= DivisionLevel::County
        && government.division.contains(&s.unit.division);
    Outcome::when(fits, || {
        vec![
            Fact::new("government", &government.name),
            Fact::against("government.kind", government.kind.id(), UnitKind::Government.id()),
            Fact::against("government.division", government.division, s.unit.division),
        ]
    })
}

fn shown(s: &HubSituation, condition: HubCondition) -> Outcome {
    let evidence = s.nomination().map(|n| &n.evidence).or(s.hub().map(|h| &h.evidence));
    let dated = |e: &&super::Evidence| e.condition == condition && e.dated <= s.on;
    match evidence.into_iter().flatten().find(dated) {
        Some(_) => Outcome::Met,
        None => Outcome::missing("evidence"),
    }
}

/// The level is one of the body's division; the hub above is one, on a higher level, and no hub
/// stands above itself.
fn level_and_parent_fit(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(nomination) = s.nomination() else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if !HubLevel::of(s.unit.division).contains(&nomination.level) {
        let levels = HubLevel::of(s.unit.division).iter().map(|level| level.text().zh);
        let wanted = levels.collect::<Vec<_>>().join(" / ");
        facts.push(Fact::against("level", nomination.level.text().zh, wanted));
    }
    if let Some(parent) = &nomination.parent {
        let hub = s.above.first().and_then(Option::as_ref).and_then(|unit| unit.hub.as_ref());
        if !hub.is_some_and(|hub| hub.status.is_hub() && hub.level < nomination.level) {
            facts.push(Fact::new("parent", parent));
        }
        if *parent == s.unit.id || s.above.iter().flatten().any(|unit| unit.id == s.unit.id) {
            facts.push(Fact::against("parent", parent, "≠"));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Where a city asks for publicity, it has lasted so many days and is over.
fn publicity_is_over(s: &HubSituation, n: &Numbers<'_>) -> Outcome {
    const DAYS: &str = "hub.publicity.days";
    let Some(days) = n.number(DAYS) else {
        return Outcome::missing(DAYS);
    };
    if days == 0 {
        return Outcome::NotApplicable;
    }
    let Some(publicity) = s.hub().and_then(|hub| hub.publicity.as_ref()) else {
        return Outcome::missing("publicity");
    };
    let lasted = (publicity.until - publicity.from).num_days().saturating_add(1);
    if lasted < days {
        return Outcome::when(false, || vec![Fact::against("publicity.days", lasted, days)]);
    }
    let decided = decided_on(s);
    match publicity.until < decided {
        true => Outcome::Met,
        false => Outcome::Violated {
            facts: vec![Fact::against("publicity.until", publicity.until, format!("< {decided}"))],
            possible_from: publicity.until.succ_opt(),
        },
    }
}

/// Who nominated does not review, who reviewed does not enter the decision.
fn steps_by_different_people(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(hub) = s.hub() else {
        return Outcome::NotApplicable;
    };
    let before = match hub.status {
        HubStatus::Nominated => Some(&hub.nominated_by),
        _ => hub.review.as_ref().map(|review| &review.by),
    };
    Outcome::when(before.is_none_or(|by| *by != s.by), || vec![Fact::new("account", &s.by)])
}

/// Whoever belongs to the body does not act on its standing.
fn not_its_own_judge(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(!s.own, || vec![Fact::new("account.unit", &s.unit.id)])
}

/// No document is of a day to come or before the document before it; nothing ends before it begins.
fn dates_in_order(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(request) = &s.request else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    let mut backwards = |field: &str, from: NaiveDate, until: NaiveDate| {
        if until < from {
            facts.push(Fact::against(field, until, format!("≥ {from}")));
        }
    };
    match request {
        HubRequest::Authorize(input) => {
            backwards("from", input.dated, input.from);
            if let Some(until) = input.until {
                backwards("until", input.from, until);
            }
        }
        HubRequest::Publicize { from, until, .. } => backwards("until", *from, *until),
        HubRequest::OrderRectification { until, .. } => backwards("until", s.on, *until),
        _ => {}
    }
    let last_document = s.hub().and_then(|hub| hub.last_document_on);
    // A nomination anew begins a new row of documents.
    let last_document = last_document.filter(|_| !matches!(request, HubRequest::Nominate(_)));
    if let Some((field, dated)) = dated(request) {
        if dated > s.on {
            facts.push(Fact::against(field, dated, format!("≤ {}", s.on)));
        }
        if let Some(last) = last_document.filter(|last| dated < *last) {
            facts.push(Fact::against(field, dated, format!("≥ {last}")));
        }
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// The day of the decision that is entered, or today before one is.
fn decided_on(s: &HubSituation) -> NaiveDate {
    s.request.as_ref().and_then(dated).map_or(s.on, |(_, day)| day)
}

/// The day that a document states.
fn dated(request: &HubRequest) -> Option<(&'static str, NaiveDate)> {
    match request {
        HubRequest::Recognize { decided, .. }
        | HubRequest::Decline { decided, .. }
        | HubRequest::Withdraw { decided, .. } => Some(("decided_on", decided.decided_on)),
        HubRequest::Authorize(input) => Some(("dated", input.dated)),
        HubRequest::Publicize { from, .. } => Some(("from", *from)),
        _ => None,
    }
}

/// A code of civil affairs is of an organization that is registered here; other departments' codes
/// are taken as they are. A federation is registered and has a code.
fn code_is_known(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let registered = |o: &Organization| o.status == OrganizationStatus::Registered;
    let Some(nomination) = s.nomination() else {
        // Whoever has left meanwhile, or is leaving, becomes none.
        return match s.organization.as_ref().filter(|o| !registered(o)) {
            Some(gone) => {
                Outcome::when(false, || vec![Fact::new("organization.status", gone.status.id())])
            }
            None => Outcome::NotApplicable,
        };
    };
    let is_of_civil_affairs =
        |code: &Uscc| code.registering_department() == Department::CivilAffairs;
    match &nomination.uscc {
        Some(code) if is_of_civil_affairs(code) => {
            Outcome::when(s.organization.as_ref().is_some_and(registered), || {
                vec![Fact::new("uscc", code)]
            })
        }
        None if s.unit.kind == UnitKind::Federation => Outcome::missing("uscc"),
        _ => Outcome::Met,
    }
}

/// What is authorized was recognized.
fn within_the_recognized_fields(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    match (&s.request, s.hub()) {
        (Some(HubRequest::Nominate(nomination)), _) => {
            let blank = nomination.fields.iter().all(|field| field.trim().is_empty());
            Outcome::when(!blank, || vec![Fact::new("fields", "")])
        }
        (Some(HubRequest::Authorize(input)), Some(hub)) => {
            let beyond: Vec<&String> =
                input.fields.iter().filter(|field| !hub.fields.contains(field)).collect();
            let known = hub.fields.join(" / ");
            let fits = beyond.is_empty() && !input.fields.is_empty() && !input.powers.is_empty();
            Outcome::when(fits, || {
                let facts = beyond.iter().map(|field| Fact::against("fields", field, &known));
                facts.collect()
            })
        }
        _ => Outcome::NotApplicable,
    }
}

/// One assessment for one year, which has begun, and in which it was a hub.
fn once_a_year(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let (Some(HubRequest::Assess { year, .. }), Some(hub)) = (&s.request, s.hub()) else {
        return Outcome::NotApplicable;
    };
    let first = hub.recognition.as_ref().map_or(hub.nominated_on, |r| r.decided_on).year();
    let again = hub.assessments.iter().any(|known| known.year == *year);
    let fits = (first..=s.on.year()).contains(year) && !again;
    Outcome::when(fits, || vec![Fact::against("year", year, format!("{first}–{}", s.on.year()))])
}

/// Another hub, that is authorized to supervise, takes the place where the ground says so.
fn successor_can_take_over(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    let Some(HubRequest::Withdraw { ground, successor, .. }) = &s.request else {
        return Outcome::NotApplicable;
    };
    let needed = matches!(ground, WithdrawalGround::Merged | WithdrawalGround::Succeeded);
    let Some(named) = successor else {
        return if needed { Outcome::missing("successor") } else { Outcome::Met };
    };
    // Whoever is wound up takes nobody on (civil code art. 72).
    let stays = s
        .bearer_of_successor
        .as_ref()
        .is_none_or(|body| body.status == OrganizationStatus::Registered);
    let fits = |unit: &Unit| unit.id != s.unit.id && unit.may_supervise_on(s.on) && stays;
    Outcome::when(s.successor.as_ref().is_some_and(fits), || vec![Fact::new("successor", named)])
}

/// Nobody falls between: the old hub is responsible to the end.
fn every_member_has_gone(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(s.supervised == 0, || vec![Fact::against("supervised", s.supervised, 0)])
}

/// Whoever did not rectify was ordered to, and the time is over.
fn rectification_is_due(s: &HubSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(HubRequest::Withdraw { ground: WithdrawalGround::NotRectified, .. }) => {}
        _ => return Outcome::NotApplicable,
    }
    let Some(order) = s.hub().and_then(|hub| hub.rectification.as_ref()) else {
        return Outcome::missing("rectification");
    };
    let decided = decided_on(s);
    match order.until < decided {
        true => Outcome::Met,
        false => Outcome::Violated {
            facts: vec![Fact::against("rectification.until", order.until, format!("< {decided}"))],
            possible_from: order.until.succ_opt(),
        },
    }
}

fn shown_day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The units above a hub, as far up as there are any; a circle ends where it began.
pub(crate) fn above<E>(
    first: Option<&UnitId>,
    mut unit: impl FnMut(&UnitId) -> Result<Option<Unit>, E>,
) -> Result<Vec<Option<Unit>>, E> {
    let (mut above, mut next) = (Vec::new(), first.cloned());
    while let Some(id) = next {
        if above.iter().flatten().any(|known: &Unit| known.id == id) {
            break;
        }
        let found = unit(&id)?;
        next = found.as_ref().and_then(|u| u.hub.as_ref()?.parent.as_ref().map(|p| p.id.clone()));
        above.push(found);
    }
    Ok(above)
}
