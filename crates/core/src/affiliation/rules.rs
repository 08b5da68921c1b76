//! What must hold for an act on a relation: who may take which, one supervisory unit at most, nobody
//! between two, nobody under itself (notice 民发〔2000〕41号; interim measures on private non-enterprise
//! units art. 15; notice 民办函〔2019〕53号; and the house's own rules where the law is silent).
//!
//! What may not enter: numbers; they stand in the rulebook.

use chrono::NaiveDate;

use super::{AffiliationRequest, MemberPlanInput, RelationKind, TransferHow, decoupled};
use crate::{
    hub::bearer::takes_on,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationStatus, Origin},
    register::Register,
    unit::{Unit, UnitId, UnitKind},
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct AffiliationSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps.
    pub request: Option<AffiliationRequest>,
    /// The unit that the request names, if the register knows it.
    pub unit: Option<Unit>,
    /// The unit that supervises now.
    pub supervisor: Option<Unit>,
    /// The unit that came of the present supervisor by succession, step by step.
    pub successors: Vec<UnitId>,
    /// The organization that this unit is, where it is a hub and one.
    pub bearer: Option<Organization>,
    /// Whether the unit, directly or through those that supervise it, stands under this organization.
    pub circle: bool,
}

/// Every rule on relations.
pub const RULES: &[&[Rule<AffiliationSituation>]] = &[&[
    Rule { id: "GX-1", check: unit_fits },
    Rule { id: "GX-2", check: not_too_many },
    Rule { id: "GX-3", check: not_under_itself },
    Rule { id: "GX-4", check: dates_in_order },
    Rule { id: "GX-5", check: relation_is_there },
    Rule { id: "GX-6", check: is_supervised },
    Rule { id: "GX-7", check: another_unit_can_take_over },
    Rule { id: "GX-8", check: is_the_successor },
    Rule { id: "GX-9", check: plan_is_due },
    Rule { id: "GX-10", check: plan_fits },
    Rule { id: "GX-11", check: no_notice_twice },
    Rule { id: "GX-12", check: existing_relation_fits },
    Rule { id: "GY-13c", check: decoupled::no_department_again },
    Rule { id: "TG-22", check: decoupled::no_unit_for_an_industry_association },
    Rule { id: "ZG-4", check: not_by_one_side },
    Rule { id: "ZG-4b", check: released_by_the_old_unit },
    Rule { id: "PL-1", check: list_is_documented },
    Rule { id: "PL-2", check: no_charter_waits },
    Rule { id: "QS-4b", check: |s, _| takes_on(&s.bearer) },
]];

/// Liaison is a hub's; guidance a department's; party building is led by a department, a people's
/// organization or a hub; what is entrusted goes to who may supervise.
fn unit_fits(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let Some((kind, id)) = s.request.as_ref().and_then(AffiliationRequest::relation) else {
        return Outcome::NotApplicable;
    };
    let Some(unit) = &s.unit else {
        return Outcome::Violated { facts: vec![Fact::new("unit", id)], possible_from: None };
    };
    let is_hub = unit.hub.as_ref().is_some_and(|hub| hub.status.is_hub());
    let fits = match kind {
        RelationKind::Supervision => true,
        RelationKind::Liaison => is_hub,
        RelationKind::Guidance => {
            matches!(unit.kind, UnitKind::Department | UnitKind::Registrar)
        }
        RelationKind::PartyBuilding => {
            is_hub || matches!(unit.kind, UnitKind::Department | UnitKind::PeoplesOrganization)
        }
        RelationKind::Entrusted => unit.may_supervise_on(s.on),
    };
    let here =
        kind == RelationKind::Supervision || unit.division.contains(&s.organization.division);
    Outcome::when(fits && here && unit.exists_on(s.on), || {
        vec![
            Fact::new("unit", &unit.name),
            Fact::against("unit.division", unit.division, s.organization.division),
            Fact::new("unit.kind", unit.kind.id()),
            Fact::new("unit.hub", unit.hub.as_ref().map_or("", |hub| hub.status.id())),
        ]
    })
}

/// Each unit once in each relation, and of some relations so many in all.
fn not_too_many(s: &AffiliationSituation, n: &Numbers<'_>) -> Outcome {
    let Some(AffiliationRequest::Begin { kind, unit, .. }) = &s.request else {
        return Outcome::NotApplicable;
    };
    let of_the_kind = || s.organization.relations.iter().filter(|r| r.kind == *kind);
    if of_the_kind().any(|r| r.unit.id == *unit) {
        return Outcome::when(false, || vec![Fact::new("unit", unit)]);
    }
    let limit = match kind {
        RelationKind::PartyBuilding => "relation.party_building.max",
        RelationKind::Entrusted => "relation.entrusted.max",
        _ => return Outcome::Met,
    };
    let Some(most) = n.number(limit) else {
        return Outcome::missing(limit);
    };
    let held = i64::try_from(of_the_kind().count()).unwrap_or(i64::MAX);
    Outcome::when(held < most, || vec![Fact::against("relations", held, format!("< {most}"))])
}

/// No organization supervises itself, alone or in a circle.
fn not_under_itself(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    Outcome::when(!s.circle, || {
        vec![Fact::new("unit", s.unit.as_ref().map_or("", |unit| unit.name.as_str()))]
    })
}

/// No document is of a day to come; what is told of the past ends after it began.
fn dates_in_order(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let dated = match &s.request {
        Some(AffiliationRequest::NotifyEnding { dated, .. }) => vec![("dated", *dated)],
        Some(AffiliationRequest::TransferByList { list, release, .. }) => {
            let release = release.as_ref().map(|r| ("release.dated", r.dated));
            [("list.dated", list.dated)].into_iter().chain(release).collect()
        }
        Some(AffiliationRequest::Import { since, until, .. }) => {
            let until = until.map(|until| ("until", until));
            [("since", *since)].into_iter().chain(until).collect()
        }
        _ => return Outcome::NotApplicable,
    };
    let to_come = dated.into_iter().filter(|(_, day)| *day > s.on);
    let mut facts: Vec<Fact> =
        to_come.map(|(field, day)| Fact::against(field, day, format!("≤ {}", s.on))).collect();
    if let Some(AffiliationRequest::Import { since, until: Some(until), .. }) = &s.request
        && until <= since
    {
        facts.push(Fact::against("until", until, format!("> {since}")));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// What ends, rests or goes on is there, and is not resting already or going on already.
fn relation_is_there(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let (kind, unit, resting) = match &s.request {
        Some(AffiliationRequest::End { kind, unit, .. }) => (kind, unit, None),
        Some(AffiliationRequest::Suspend { kind, unit, .. }) => (kind, unit, Some(false)),
        Some(AffiliationRequest::Resume { kind, unit, .. }) => (kind, unit, Some(true)),
        _ => return Outcome::NotApplicable,
    };
    let mut relations = s.organization.relations.iter();
    let found = relations.find(|r| r.kind == *kind && r.unit.id == *unit);
    let fits =
        found.is_some_and(|r| resting.is_none_or(|resting| r.suspended.is_some() == resting));
    Outcome::when(fits, || {
        let suspended = found.and_then(|r| r.suspended.as_ref());
        vec![
            Fact::new("relation", kind.text().zh),
            Fact::new("unit", unit),
            Fact::new(
                "suspended_since",
                suspended.map(|x| x.since.to_string()).unwrap_or_default(),
            ),
        ]
    })
}

/// There is a supervisory unit.
fn is_supervised(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    match &s.organization.supervision {
        Some(_) => Outcome::Met,
        None => Outcome::when(false, || vec![Fact::new("supervision", "")]),
    }
}

/// It is another unit, and one that may take organizations under its supervision today.
fn another_unit_can_take_over(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(
        AffiliationRequest::TransferByList { .. }
        | AffiliationRequest::Plan { plan: MemberPlanInput::Successor { .. } },
    ) = &s.request
    else {
        return Outcome::NotApplicable;
    };
    let Some(unit) = &s.unit else {
        return Outcome::missing("to");
    };
    let present = s.organization.supervision.as_ref().map(|supervision| &supervision.unit.id);
    // Who is directly registered by policy is put under a unit by application, not by a list.
    let direct = s.organization.direct.is_some();
    let fits = present != Some(&unit.id) && unit.may_supervise_on(s.on) && !direct;
    Outcome::when(fits, || {
        vec![
            Fact::new("to", &unit.name),
            Fact::new("supervision.unit", present.map(ToString::to_string).unwrap_or_default()),
            Fact::new("to.hub", unit.hub.as_ref().map_or("", |hub| hub.status.id())),
        ]
    })
}

/// To go on under another name, the present unit has ended and names its successor.
fn is_the_successor(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(AffiliationRequest::TransferByList { how: TransferHow::Succession, to, .. }) => {
            let wanted = s.successors.iter().map(ToString::to_string).collect::<Vec<_>>();
            let ended = s.supervisor.as_ref().is_some_and(|unit| !unit.exists_on(s.on));
            Outcome::when(ended && s.successors.contains(to), || {
                vec![Fact::against("to", to, wanted.join(" → "))]
            })
        }
        _ => Outcome::NotApplicable,
    }
}

/// Whether the present unit falls away: a hub that was withdrawn, a unit that has ended, one that
/// gave notice.
#[must_use]
pub fn falls_away(supervisor: Option<&Unit>, organization: &Organization, on: NaiveDate) -> bool {
    let withdrawn = |unit: &Unit| unit.hub.as_ref().is_some_and(|hub| hub.status.has_fallen());
    let gone = supervisor.is_some_and(|unit| withdrawn(unit) || !unit.exists_on(on));
    gone || organization.supervision.as_ref().is_some_and(|s| s.ending.is_some())
}

/// A plan is made when the present unit falls away, and carried out when there is one.
fn plan_is_due(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let planned = s.organization.supervision.as_ref().is_some_and(|x| x.plan.is_some());
    if let Some(AffiliationRequest::CarryOut { .. }) = &s.request
        && !planned
    {
        return Outcome::missing("plan");
    }
    Outcome::when(falls_away(s.supervisor.as_ref(), &s.organization, s.on), || {
        let unit = s.supervisor.as_ref();
        let standing = unit.and_then(|unit| unit.hub.as_ref()).map_or("", |h| h.status.id());
        vec![
            Fact::new("supervision.unit", unit.map_or("", |unit| unit.name.as_str())),
            Fact::new("supervision.unit.hub", standing),
        ]
    })
}

/// The registrar takes a member over for the time being only where it may supervise; direct
/// registration is for a class that the policy names.
fn plan_fits(s: &AffiliationSituation, n: &Numbers<'_>) -> Outcome {
    const CLASSES: &str = "direct_registration.classes";
    match &s.request {
        Some(AffiliationRequest::Plan { plan: MemberPlanInput::Direct { basis } }) => {
            let classes = n.list(CLASSES);
            if classes.is_empty() {
                return Outcome::missing(CLASSES);
            }
            let of_a_class = basis.is_of_a_class(s.organization.kind, &classes);
            let fits = of_a_class && basis.names_its_policy();
            Outcome::when(fits, || {
                vec![
                    Fact::against("plan.basis.class", &basis.class, classes.join(" / ")),
                    Fact::new("plan.basis.policy_document", &basis.policy_document),
                ]
            })
        }
        Some(AffiliationRequest::Plan { .. }) => Outcome::Met,
        // What was planned may have become impossible meanwhile.
        Some(AffiliationRequest::CarryOut { .. }) => match &s.unit {
            Some(unit) => Outcome::when(unit.may_supervise_on(s.on), || {
                vec![Fact::new("plan.unit", &unit.name)]
            }),
            None => Outcome::Met,
        },
        _ => Outcome::NotApplicable,
    }
}

/// A notice is given once, and taken back when it was given.
fn no_notice_twice(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let notice = s.organization.supervision.as_ref().and_then(|x| x.ending.as_ref());
    match (&s.request, notice) {
        (Some(AffiliationRequest::NotifyEnding { .. }), Some(notice)) => {
            Outcome::when(false, || vec![Fact::new("ending", &notice.document_number)])
        }
        (Some(AffiliationRequest::RescindEnding { .. }), None) => Outcome::missing("ending"),
        _ => Outcome::Met,
    }
}

/// Existing law is told of what an older register had registered; supervision only where none is
/// known, and before the relation that is.
fn existing_relation_fits(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    let Some(AffiliationRequest::Import { kind, unit, since, until, .. }) = &s.request else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if let Origin::Established { .. } = s.organization.origin {
        facts.push(Fact::against("origin", "established", "existing_law"));
    }
    facts.extend(not_to_be_opened(s, *kind, until.is_none()));
    let (present, relations) = (&s.organization.supervision, &s.organization.relations);
    match (kind, present) {
        (RelationKind::Supervision, Some(present)) => {
            if until.is_none_or(|until| until > present.since) {
                facts.push(Fact::against(
                    "until",
                    until.map(|day| day.to_string()).unwrap_or_default(),
                    format!("≤ {} ({})", present.since, present.unit.id),
                ));
            }
        }
        (RelationKind::Supervision, None) => {}
        _ => {
            let again = relations.iter().any(|r| r.kind == *kind && r.unit.id == *unit);
            if again && until.is_none() {
                facts.push(Fact::new("unit", unit));
            }
        }
    }
    if s.organization.established_on.is_some_and(|day| *since < day) {
        facts.push(Fact::new("since", since));
    }
    if s.unit.as_ref().is_none_or(|unit| *since < unit.valid_from) {
        facts.push(Fact::new("unit", unit));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// No relation goes on with what is no more, and no supervision beside direct registration or under a
/// hub that was withdrawn.
fn not_to_be_opened(s: &AffiliationSituation, kind: RelationKind, open: bool) -> Vec<Fact> {
    let mut facts = Vec::new();
    if open && s.organization.status != OrganizationStatus::Registered {
        facts.push(Fact::new("status", s.organization.status.id()));
    }
    if open && kind == RelationKind::Supervision {
        if let Some(basis) = &s.organization.direct {
            facts.push(Fact::new("direct", &basis.policy_document));
        }
        let hub = s.unit.as_ref().and_then(|unit| unit.hub.as_ref());
        if let Some(hub) = hub.filter(|hub| hub.withdrawal.is_some()) {
            facts.push(Fact::new("unit.hub", hub.status.id()));
        }
    }
    facts
}

/// Supervision begins and ends by registration, not by a word of one side.
fn not_by_one_side(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(
            AffiliationRequest::Begin { kind, .. }
            | AffiliationRequest::End { kind, .. }
            | AffiliationRequest::Suspend { kind, .. }
            | AffiliationRequest::Resume { kind, .. },
        ) => Outcome::when(*kind != RelationKind::Supervision, || {
            vec![Fact::new("relation", kind.text().zh)]
        }),
        _ => Outcome::NotApplicable,
    }
}

/// The old unit let go: by its notice, by a letter, or because it is no more.
fn released_by_the_old_unit(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(AffiliationRequest::TransferByList {
            how: TransferHow::Transfer, release, ..
        }) => {
            let falls = falls_away(s.supervisor.as_ref(), &s.organization, s.on);
            let released = release.as_ref().is_some_and(|r| !r.number.trim().is_empty());
            if falls || released || s.organization.supervision.is_none() {
                Outcome::Met
            } else {
                Outcome::missing("release")
            }
        }
        _ => Outcome::NotApplicable,
    }
}

/// The list has a number.
fn list_is_documented(s: &AffiliationSituation, _: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(AffiliationRequest::TransferByList { list, .. }) => {
            Outcome::when(!list.number.trim().is_empty(), || {
                vec![Fact::new("list.number", &list.number)]
            })
        }
        _ => Outcome::NotApplicable,
    }
}

/// One change of the charter waits to be ratified at a time; told only.
fn no_charter_waits(s: &AffiliationSituation, n: &Numbers<'_>) -> Outcome {
    const DAYS: &str = "transfer.charter.ratification.days";
    let Some(days) = n.number(DAYS) else {
        return Outcome::missing(DAYS);
    };
    match &s.organization.charter_due {
        None => Outcome::Met,
        Some(due) => Outcome::when(false, || {
            vec![Fact::against("charter_due.by", due.by, format!("{days} d"))]
        }),
    }
}

/// Whether a unit stands under an organization: it is the organization, or is supervised by a unit
/// that is, and so on.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn stands_under<R: Register>(
    register: &mut R,
    unit: &Unit,
    organization: &Organization,
) -> Result<bool, R::Error> {
    let mut seen: Vec<UnitId> = Vec::new();
    let mut next = Some(unit.clone());
    while let Some(unit) = next {
        let body = match unit.hub.as_ref().and_then(|hub| hub.organization.clone()) {
            Some(id) if id == organization.id => return Ok(true),
            Some(id) => register.organization(&id)?,
            None => None,
        };
        seen.push(unit.id);
        let above = body.and_then(|body| body.supervision).map(|s| s.unit.id);
        next = match above {
            Some(id) if !seen.contains(&id) => register.unit(&id)?,
            _ => None,
        };
    }
    Ok(false)
}

/// The units that came of one by succession, step by step.
///
/// # Errors
/// What the register answers when it cannot be read.
pub fn successors<R: Register>(register: &mut R, unit: &Unit) -> Result<Vec<UnitId>, R::Error> {
    let mut all: Vec<UnitId> = Vec::new();
    let mut next = unit.successor.clone();
    while let Some(id) = next {
        if all.contains(&id) || id == unit.id {
            break;
        }
        next = register.unit(&id)?.and_then(|unit| unit.successor);
        all.push(id);
    }
    Ok(all)
}
