//! What must hold for an act on a case of decoupling: who is in the scope, that nothing is signed
//! without evidence and nothing completed without every signature, and where an organization goes
//! (outline item 十三; plan 中办发〔2015〕39号 parts 2 and 3; and the house's rules on the procedure).
//!
//! `item_rules.rs` has those on items and signatures, `destination.rs` those on where it goes.
//!
//! What may not enter: numbers and dimensions; they stand in the rulebook and in the checklists.

use chrono::NaiveDate;

use super::{
    Checklist, Decoupling, DecouplingRequest, DecouplingStatus, Dimension, PlanInput, Programme,
    Scope, destination, item_rules as items,
};
use crate::{
    calendar::years_after,
    hub::bearer::takes_on,
    law::{Fact, Numbers, Outcome, Rule},
    organization::{Organization, OrganizationKind, OrganizationStatus},
    unit::{Unit, UnitId, UnitKind},
};

/// What the rules may ask about.
#[derive(Debug)]
pub struct DecouplingSituation {
    /// The date of the act.
    pub on: NaiveDate,
    /// The account that acts.
    pub by: String,
    /// The organization.
    pub organization: Organization,
    /// What is handed in; none for next steps.
    pub request: Option<DecouplingRequest>,
    /// The programme that is named, or that the case belongs to.
    pub programme: Option<Programme>,
    /// Its checklist.
    pub checklist: Option<Checklist>,
    /// The department that is to leave, or has left.
    pub department: Option<Unit>,
    /// The hub that the plan names, if the register knows it.
    pub hub: Option<Unit>,
    /// The organizations that this hub and the unit for party building are, where they are hubs and registered ones.
    pub bearers: Vec<Organization>,
    /// The department that the plan names for guidance.
    pub guidance: Option<Unit>,
    /// The unit that the plan names for party building.
    pub party_building: Option<Unit>,
    /// The unit that signs or sends back.
    pub acting: Option<Unit>,
    /// The unit whose signature the dimension waits for.
    pub turn: Option<Unit>,
    /// The department that was listed, and who came of it.
    pub came_of_it: Vec<UnitId>,
    /// The programme of the case that there is already.
    pub former: Option<Programme>,
    /// Whether that hub stands under the organization.
    pub circle: bool,
}

impl DecouplingSituation {
    pub(super) fn case(&self) -> Option<&Decoupling> {
        self.organization.decoupling.as_deref()
    }

    pub(super) fn dimension(&self) -> Option<&Dimension> {
        match self.request.as_ref()? {
            DecouplingRequest::Sign { dimension, .. }
            | DecouplingRequest::SendBack { dimension, .. } => {
                self.checklist.as_ref()?.dimension(dimension)
            }
            _ => None,
        }
    }
}

/// Every rule on a case of decoupling.
pub const RULES: &[&[Rule<DecouplingSituation>]] = &[&[
    Rule { id: "GY-13a", check: a_department_supervises },
    Rule { id: "GY-13b", check: |s, _| items::every_dimension_is_signed(s, "GY-13b") },
    Rule { id: "TG-2", check: in_the_scope_of_the_plan },
    Rule { id: "TG-4", check: |s, _| items::every_dimension_is_signed(s, "TG-4") },
    Rule { id: "TB-1", check: programme_and_batch_fit },
    Rule { id: "TB-2", check: dates_in_order },
    Rule { id: "TB-3", check: review_is_near },
    Rule { id: "TB-4", check: destination::fits },
    Rule { id: "QS-4b-3", check: |s, _| takes_on(&s.bearers) },
    Rule { id: "TB-5", check: items::items_are_shown },
    Rule { id: "TB-6", check: items::dimension_can_be_signed },
    Rule { id: "TB-7", check: steps_by_different_people },
    Rule { id: "TB-8", check: items::findings_are_about_items },
    Rule { id: "TB-9", check: it_is_stuck },
    Rule { id: "TB-10", check: items::findings_are_mended },
    Rule { id: "TB-13", check: the_department_is_still_there },
    Rule { id: "TB-14", check: officers_are_known },
]];

/// A department supervises it, and does not keep that role for now.
fn a_department_supervises(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let Some(department) = &s.department else {
        return Outcome::when(false, || vec![Fact::new("supervision", "")]);
    };
    let fits = is_administrative(department)
        && department.exists_on(s.on)
        && department.retention.is_none();
    Outcome::when(fits, || {
        let until = department.retention.as_ref().map(|r| r.review_on.to_string());
        vec![
            Fact::against("supervision.unit.kind", department.kind.id(), UnitKind::Department.id()),
            Fact::new("supervision.unit", &department.name),
            Fact::new("supervision.unit.retention.review_on", until.unwrap_or_default()),
        ]
    })
}

/// Whether a body is of the administration: a department, the registrar's among them.
pub(super) fn is_administrative(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Department | UnitKind::Registrar)
}

/// An association, of economic members, whose name ends like that of an industry association or that
/// is one by its nature; all three together.
fn in_the_scope_of_the_plan(s: &DecouplingSituation, n: &Numbers<'_>) -> Outcome {
    const ENDINGS: &str = "decoupling.name_endings";
    let Some(DecouplingRequest::List(listing)) = &s.request else {
        return Outcome::NotApplicable;
    };
    if !s.checklist.as_ref().is_some_and(|list| list.industry_associations) {
        return Outcome::NotApplicable;
    }
    let endings = n.list(ENDINGS);
    if endings.is_empty() {
        return Outcome::missing(ENDINGS);
    }
    let Some(scope) = &listing.scope else {
        return Outcome::missing("scope");
    };
    let facts = out_of_scope(&s.organization, scope, &endings);
    Outcome::when(facts.is_empty(), || facts)
}

/// Why an organization is no industry association or chamber: its kind, its members, its name or nature.
pub(crate) fn out_of_scope(
    organization: &Organization,
    scope: &Scope,
    endings: &[String],
) -> Vec<Fact> {
    let mut facts = Vec::new();
    if organization.kind != OrganizationKind::Association {
        let association = OrganizationKind::Association.id();
        facts.push(Fact::against("kind", organization.kind.id(), association));
    }
    if !scope.economic_members {
        facts.push(Fact::against("scope.economic_members", false, true));
    }
    let name = organization.name.trim_end_matches(['）', ')']);
    let listed = endings.iter().any(|ending| name.ends_with(ending.as_str()));
    let by_nature = scope.by_nature.as_deref().is_some_and(|why| !why.trim().is_empty());
    if !listed && !by_nature {
        facts.push(Fact::against("name", &organization.name, endings.join(" / ")));
    }
    facts
}

/// The programme runs, has the batch, and is of a place that contains the organization.
fn programme_and_batch_fit(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let (field, batch) = match &s.request {
        Some(DecouplingRequest::List(listing)) => ("programme", listing.batch),
        Some(DecouplingRequest::Reschedule { batch, .. }) => ("batch", *batch),
        _ => return Outcome::NotApplicable,
    };
    let Some(programme) = &s.programme else {
        return Outcome::Violated { facts: vec![Fact::new(field, "")], possible_from: None };
    };
    let mut facts = Vec::new();
    // A programme that is closed takes nobody new; whoever is listed may still have another day.
    let listing = matches!(s.request, Some(DecouplingRequest::List(_)));
    if let Some(closure) = programme.closed.as_ref().filter(|_| listing) {
        facts.push(Fact::new("programme.closed", closure.on));
    }
    if let Some(above) =
        s.former.as_ref().filter(|former| listing && exempt_by(s, former, programme))
    {
        facts.push(Fact::new("exempt", &above.title));
    }
    if programme.batch(batch).is_none() {
        let known = programme.batches.iter().map(|b| b.number.to_string()).collect::<Vec<_>>();
        facts.push(Fact::against("batch", batch, known.join(" / ")));
    }
    if !programme.division.contains(&s.organization.division) {
        facts.push(Fact::against("division", s.organization.division, programme.division));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Whether the organization is exempt by a leading group that stands above the programme's own.
fn exempt_by(s: &DecouplingSituation, former: &Programme, programme: &Programme) -> bool {
    let exempt = s.case().is_some_and(|case| case.status == DecouplingStatus::Exempt);
    exempt && !programme.division.contains(&former.division)
}

/// No document is of a day to come, nor before what it rests on; what is due is to come.
fn dates_in_order(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let to_come = |field: &str, day: NaiveDate| {
        (day <= s.on).then(|| Fact::against(field, day, format!("> {}", s.on)))
    };
    let gone = |field: &str, day: NaiveDate| {
        (day > s.on).then(|| Fact::against(field, day, format!("≤ {}", s.on)))
    };
    let facts: Vec<Fact> = match &s.request {
        Some(DecouplingRequest::Exempt(exemption)) => {
            let dated = gone("dated", exemption.dated);
            dated.into_iter().chain(to_come("review_on", exemption.review_on)).collect()
        }
        Some(DecouplingRequest::Reschedule { due_on: Some(day), .. }) => {
            to_come("due_on", *day).into_iter().collect()
        }
        Some(DecouplingRequest::Reopen { due_on, .. }) => {
            to_come("due_on", *due_on).into_iter().collect()
        }
        Some(DecouplingRequest::Plan(PlanInput { dated, .. })) => {
            gone("dated", *dated).into_iter().collect()
        }
        Some(DecouplingRequest::Sign { dated, .. }) => {
            let from = s.case().zip(s.dimension()).and_then(|(case, d)| case.signable_from(d));
            let early = from.filter(|from| dated < from);
            let early = early.map(|from| Fact::against("dated", dated, format!("≥ {from}")));
            gone("dated", *dated).into_iter().chain(early).collect()
        }
        Some(DecouplingRequest::Complete { dated, .. }) => {
            let signed = s.case().into_iter().flat_map(|case| case.signatures.values().flatten());
            let last = signed.map(|signature| signature.dated).max().filter(|last| dated < last);
            let early = last.map(|last| Fact::against("dated", dated, format!("≥ {last}")));
            gone("dated", *dated).into_iter().chain(early).collect()
        }
        _ => return Outcome::NotApplicable,
    };
    Outcome::when(facts.is_empty(), || facts)
}

/// What is kept or exempt for now is looked at again before long.
fn review_is_near(s: &DecouplingSituation, n: &Numbers<'_>) -> Outcome {
    match &s.request {
        Some(DecouplingRequest::Exempt(exemption)) => near(s.on, exemption.review_on, n),
        _ => Outcome::NotApplicable,
    }
}

/// Whether a day of review lies within the years that the house allows.
pub(super) fn near(on: NaiveDate, review_on: NaiveDate, n: &Numbers<'_>) -> Outcome {
    const YEARS: &str = "decoupling.review.years.max";
    let Some(last) = n.number(YEARS).and_then(|years| years_after(on, years)) else {
        return Outcome::missing(YEARS);
    };
    Outcome::when(review_on <= last, || {
        vec![Fact::against("review_on", review_on, format!("≤ {last}"))]
    })
}

/// Whoever recorded an item of a dimension or signed it does not sign it, and whoever submitted the
/// plan does not approve it.
fn steps_by_different_people(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::NotApplicable;
    };
    let before = match &s.request {
        Some(DecouplingRequest::ApprovePlan { .. }) => {
            case.plan.as_ref().is_some_and(|plan| plan.by == s.by)
        }
        Some(DecouplingRequest::Sign { .. }) => {
            let Some(dimension) = s.dimension() else {
                return Outcome::NotApplicable;
            };
            let mut items = dimension.items.iter().map(|item| dimension.key(item));
            let recorded = items.any(|key| case.items.get(&key).is_some_and(|i| i.by == s.by));
            let signatures = case.signatures.get(&dimension.id);
            recorded || signatures.is_some_and(|all| all.iter().any(|one| one.by == s.by))
        }
        _ => return Outcome::NotApplicable,
    };
    Outcome::when(!before, || vec![Fact::new("account", &s.by)])
}

fn it_is_stuck(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    match s.case().and_then(|case| case.stuck.as_ref()) {
        Some(_) => Outcome::Met,
        None => Outcome::when(false, || vec![Fact::new("stuck", "")]),
    }
}

/// The department that is to leave is the one that supervises now, or who came of it.
fn the_department_is_still_there(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    let Some(case) = s.case() else {
        return Outcome::missing("decoupling");
    };
    let present = s.organization.supervision.as_ref().map(|x| &x.unit.id);
    let own = present.is_some_and(|id| s.came_of_it.contains(id));
    let leaves =
        |unit: &Unit| is_administrative(unit) && unit.exists_on(s.on) && unit.retention.is_none();
    Outcome::when(own && s.department.as_ref().is_some_and(leaves), || {
        let found = present.map(ToString::to_string).unwrap_or_default();
        vec![Fact::against("supervision.unit", found, &case.department.id)]
    })
}

/// The officers in office are filed, so that the rules on who may be one can be examined.
fn officers_are_known(s: &DecouplingSituation, _: &Numbers<'_>) -> Outcome {
    // Whoever has no certificate any more files nothing.
    if s.organization.status != OrganizationStatus::Registered {
        return Outcome::NotApplicable;
    }
    let term = s.organization.term.as_ref();
    Outcome::when(term.is_some_and(|term| term.until >= s.on), || {
        let until = term.map(|term| term.until.to_string()).unwrap_or_default();
        vec![Fact::against("officers.term_until", until, format!("≥ {}", s.on))]
    })
}
