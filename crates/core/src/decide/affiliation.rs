//! Acts on relations: the facts are gathered, the rules examined, the events made. What passes
//! supervision from one unit to another does so in one decision, with the certificate issued anew.
//!
//! What may not enter: conditions; they stand in `affiliation/rules.rs`.

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given, certificate, guard, known_ahead, malformed, organization_subject,
};
use crate::{
    Books,
    access::{self, Actor},
    act::{Act, ActKind},
    affiliation::{
        AffiliationEvent, AffiliationRequest, EndOfSupervision, EndingNotice, MemberPlan,
        MemberPlanInput, TransferHow,
        rules::{self, AffiliationSituation, RULES},
    },
    calendar::Deadline,
    decoupling::{Decoupling, DecouplingEvent, DecouplingStatus},
    event::{Event, StreamEvent, organization_stream},
    hub::bearer::bearer,
    law::{Finding, examine},
    organization::{Organization, OrganizationEvent, OrganizationStatus},
    register::Register,
    registration::{DirectBasis, UnitConsent},
    unit::{Unit, UnitId, UnitRef},
};

/// How long the organ has to ratify a charter that names the new unit already.
const RATIFICATION: &str = "transfer.charter.ratification.days";

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act on a relation of an organization.
pub(super) fn on_affiliation<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &AffiliationRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let situation =
        gather(register, organization, Some(request), given.on).map_err(DecideError::Register)?;
    let of =
        |ids: &[&str]| examine(&books.law, RULES, ids, &situation, given.on, organization.division);
    let findings = guard(act.kind, of(act.procedure_rules), of(act.told_rules))?;
    let events = events(register, books, act, request, &situation, given)?;
    let events = events
        .into_iter()
        .map(|(event, effective_on)| StreamEvent {
            stream: organization_stream(&organization.id),
            event,
            effective_on,
        })
        .collect();
    Ok(Decision { events, findings, subject: organization.id.clone(), changed: Vec::new() })
}

/// Whether an account may take this act, and there is something to take it on.
pub(crate) fn is_available(act: &Act, organization: &Organization, actor: &Actor) -> bool {
    let supervision = organization.supervision.as_ref();
    let there = match act.kind {
        ActKind::RescindSupervisionEnding => supervision.is_some_and(|s| s.ending.is_some()),
        ActKind::CarryOutMemberPlan => supervision.is_some_and(|s| s.plan.is_some()),
        // What an older register tells comes by its file.
        ActKind::ImportRelation => false,
        _ => true,
    };
    let subject = organization_subject(organization);
    let by_unit = |unit: &Option<UnitId>| {
        let subject = access::Subject { supervisory_unit: unit.clone(), ..subject.clone() };
        access::allow(actor, act, &subject).is_ok()
    };
    let own = || actor.grants.iter().map(|grant| grant.unit.clone());
    let has = |resting: bool, unit: &Option<UnitId>| {
        let mut relations = organization.relations.iter();
        relations.any(|r| Some(&r.unit.id) == unit.as_ref() && r.suspended.is_some() == resting)
    };
    let may = match act.kind {
        ActKind::BeginRelation => own().any(|unit| by_unit(&unit)),
        ActKind::EndRelation | ActKind::SuspendRelation => {
            // A member may leave whoever it is with; a unit ends what is its own.
            let leaves = act.kind == ActKind::EndRelation && !organization.relations.is_empty();
            own().any(|unit| has(false, &unit) && by_unit(&unit)) || leaves && by_unit(&None)
        }
        ActKind::ResumeRelation => own().any(|unit| has(true, &unit) && by_unit(&unit)),
        _ => access::allow(actor, act, &subject).is_ok(),
    };
    there && may
}

/// By when an act is due: another unit after a notice, where the law of the kind sets a time.
pub(crate) fn due(act: &Act, organization: &Organization) -> Option<Deadline> {
    let notice = organization.supervision.as_ref()?.ending.as_ref()?;
    matches!(act.kind, ActKind::TransferByList | ActKind::PlanMember).then_some(notice.due)?
}

/// How the rules on an act stand, before anything is handed in.
pub(crate) fn standing<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Result<Vec<Finding>, R::Error> {
    let situation = gather(register, organization, None, on)?;
    let (rules, place) = (act.procedure_rules, organization.division);
    Ok(known_ahead(examine(&books.law, RULES, rules, &situation, on, place)))
}

/// What the rules ask about, read from the register.
fn gather<R: Register>(
    register: &mut R,
    organization: &Organization,
    request: Option<&AffiliationRequest>,
    on: NaiveDate,
) -> Result<AffiliationSituation, R::Error> {
    let supervisor = match &organization.supervision {
        Some(supervision) => register.unit(&supervision.unit.id)?,
        None => None,
    };
    let unit = match named(organization, request) {
        Some(id) => register.unit(&id)?,
        None => None,
    };
    let successors = match &supervisor {
        Some(unit) => rules::successors(register, unit)?,
        None => Vec::new(),
    };
    let bearer = bearer(register, unit.as_ref())?;
    let circle = match &unit {
        Some(unit) => rules::stands_under(register, unit, organization)?,
        None => false,
    };
    Ok(AffiliationSituation {
        on,
        organization: organization.clone(),
        request: request.cloned(),
        unit,
        supervisor,
        successors,
        bearer,
        circle,
    })
}

/// The unit that the act brings in: the one that is named, or the one that was planned.
fn named(organization: &Organization, request: Option<&AffiliationRequest>) -> Option<UnitId> {
    match request? {
        AffiliationRequest::Plan { plan: MemberPlanInput::Registrar {} } => {
            Some(organization.registrar.id.clone())
        }
        AffiliationRequest::CarryOut { .. } => {
            let planned = organization.supervision.as_ref()?.plan.as_ref()?;
            match &planned.plan {
                MemberPlan::Successor { unit } | MemberPlan::Registrar { unit } => {
                    Some(unit.id.clone())
                }
                MemberPlan::Direct { .. } => None,
            }
        }
        other => other.relation().map(|(_, unit)| unit.clone()),
    }
}

pub(super) type Events = Vec<(Event, NaiveDate)>;

pub(super) fn told(event: AffiliationEvent, on: NaiveDate) -> (Event, NaiveDate) {
    (Event::Affiliation(Box::new(event)), on)
}

fn events<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &AffiliationRequest,
    situation: &AffiliationSituation,
    given: &Given<'_>,
) -> Outcome<Events, R> {
    let (organization, on) = (&situation.organization, given.on);
    Ok(match request {
        AffiliationRequest::Begin { kind, basis, document_number, .. } => {
            let (kind, unit, basis) = (*kind, must_be(situation)?, basis.clone());
            let document_number = document_number.clone();
            vec![told(AffiliationEvent::Began { kind, unit, basis, document_number }, on)]
        }
        AffiliationRequest::End { kind, unit, reason, document_number } => {
            let (kind, unit) = (*kind, held(situation, unit));
            let (reason, document_number) = (reason.clone(), document_number.clone());
            vec![told(AffiliationEvent::Ended { kind, unit, reason, document_number }, on)]
        }
        AffiliationRequest::Suspend { kind, unit, reason } => {
            let (kind, unit, reason) = (*kind, held(situation, unit), reason.clone());
            vec![told(AffiliationEvent::Suspended { kind, unit, reason }, on)]
        }
        AffiliationRequest::Resume { kind, unit, reason } => {
            let (kind, unit, reason) = (*kind, held(situation, unit), reason.clone());
            vec![told(AffiliationEvent::Resumed { kind, unit, reason }, on)]
        }
        AffiliationRequest::NotifyEnding { document_number, dated, reasons } => {
            // By when another is due, where the law of the kind sets a time.
            let another = format!("{}.supervision_gap.days", organization.kind.id());
            let notice = EndingNotice {
                document_number: document_number.clone(),
                dated: *dated,
                reasons: reasons.clone(),
                due: books.days_after(&another, *dated, organization.division)?,
            };
            let unit = supervising(organization)?;
            vec![told(AffiliationEvent::EndingNotified { unit, notice }, *dated)]
        }
        AffiliationRequest::RescindEnding { reasons } => {
            let (unit, reasons) = (supervising(organization)?, reasons.clone());
            vec![told(AffiliationEvent::EndingRescinded { unit, reasons }, on)]
        }
        AffiliationRequest::TransferByList { how, list, release, .. } => {
            let because = match how {
                TransferHow::Transfer => EndOfSupervision::Transfer,
                TransferHow::Succession => EndOfSupervision::Succession,
            };
            let (dated, release) = (Some(list.dated), release.as_ref());
            let passing = Passing { because, document_number: &list.number, dated, release };
            let unit = must_be(situation)?;
            let to = Taker::Unit(unit);
            pass(register, books, act, organization, &passing, to, given)?
        }
        AffiliationRequest::Plan { plan } => {
            let plan = planned(plan, situation)?;
            vec![told(AffiliationEvent::MemberPlanned { plan }, on)]
        }
        AffiliationRequest::CarryOut { document_number } => {
            let plan = organization.supervision.as_ref().and_then(|s| s.plan.as_ref());
            let to = match plan.map(|step| &step.plan) {
                Some(MemberPlan::Direct { basis }) => Taker::Nobody(basis.clone()),
                _ => Taker::Unit(must_be(situation)?),
            };
            let because = match situation.supervisor.as_ref().and_then(|u| u.hub.as_ref()) {
                Some(hub) if hub.status.has_fallen() => EndOfSupervision::HubFellAway,
                _ => EndOfSupervision::Transfer,
            };
            let passing = Passing { because, document_number, dated: None, release: None };
            pass(register, books, act, organization, &passing, to, given)?
        }
        AffiliationRequest::Import { kind, since, until, source, .. } => {
            let (kind, unit, source) = (*kind, must_be(situation)?, source.clone());
            let (since, until) = (*since, *until);
            vec![told(AffiliationEvent::Told { kind, unit, since, until, source }, since)]
        }
    })
}

/// Who supervises from now on.
pub(super) enum Taker {
    /// This unit.
    Unit(UnitRef),
    /// Nobody: it is directly registered by this policy.
    Nobody(DirectBasis),
}

/// Why supervision passes, and by which document.
pub(super) struct Passing<'a> {
    pub(super) because: EndOfSupervision,
    pub(super) document_number: &'a str,
    /// Date of that document.
    pub(super) dated: Option<NaiveDate>,
    /// The old unit's letter, where one was stated.
    pub(super) release: Option<&'a UnitConsent>,
}

/// The old unit ends and the new one begins on the same day, or none does where the organization
/// becomes directly registered; the charter is to be ratified, the certificate is issued anew.
pub(super) fn pass<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    passing: &Passing<'_>,
    to: Taker,
    given: &Given<'_>,
) -> Outcome<Events, R> {
    let on = given.on;
    let handed = handed_over(register, organization, passing, to, on);
    let mut events = handed.map_err(DecideError::Register)?;
    if let Some(due) = books.days_after(RATIFICATION, on, organization.division)? {
        events.push(told(AffiliationEvent::CharterToRatify { by: due.last_day }, on));
    }
    // Whoever has no certificate any more gets none by this.
    if organization.status != OrganizationStatus::Registered {
        return Ok(events);
    }
    let (kind, place) = (organization.kind, organization.division);
    let issued = certificate::issue(register, books, act, kind, place, on)?;
    events.push((Event::Organization(issued), on));
    Ok(events)
}

/// The events by which supervision passes, whatever the procedure was.
pub(super) fn handed_over<R: Register>(
    register: &mut R,
    organization: &Organization,
    passing: &Passing<'_>,
    to: Taker,
    on: NaiveDate,
) -> Result<Events, R::Error> {
    let succeeded = case_goes_on(register, organization, &to)?;
    let document_number = passing.document_number.to_owned();
    let mut events = Vec::new();
    if let Some(supervision) = &organization.supervision {
        let (unit, because) = (supervision.unit.clone(), passing.because);
        let document_number = document_number.clone();
        let (dated, release) = (passing.dated, passing.release.cloned());
        let ended =
            AffiliationEvent::SupervisionEnded { unit, because, document_number, dated, release };
        events.push(told(ended, on));
    }
    events.push(match to {
        Taker::Unit(unit) => {
            let began = OrganizationEvent::SupervisionBegan { unit, basis: document_number };
            (Event::Organization(began), on)
        }
        Taker::Nobody(basis) => told(AffiliationEvent::BecameDirect { basis, document_number }, on),
    });
    events.extend(succeeded.map(|event| (Event::Decoupling(Box::new(event)), on)));
    Ok(events)
}

/// A case of decoupling goes on with whoever came of its department, whichever way supervision passes;
/// with nobody else (TB-13).
fn case_goes_on<R: Register>(
    register: &mut R,
    organization: &Organization,
    to: &Taker,
) -> Result<Option<DecouplingEvent>, R::Error> {
    let waits =
        |case: &&Decoupling| case.status.is_open() || case.status == DecouplingStatus::Exempt;
    let case = organization.decoupling.as_deref().filter(waits);
    let (Some(case), Taker::Unit(unit)) = (case, to) else {
        return Ok(None);
    };
    let former = register.unit(&case.department.id)?;
    let after = former.map(|former| rules::successors(register, &former)).transpose()?;
    let came_of_it = after.is_some_and(|after| after.contains(&unit.id));
    let (department, former) = (unit.clone(), case.department.clone());
    Ok(came_of_it.then_some(DecouplingEvent::DepartmentSucceeded { department, former }))
}

fn planned<E>(
    plan: &MemberPlanInput,
    situation: &AffiliationSituation,
) -> Result<MemberPlan, DecideError<E>> {
    Ok(match plan {
        MemberPlanInput::Successor { .. } => MemberPlan::Successor { unit: must_be(situation)? },
        MemberPlanInput::Registrar {} => MemberPlan::Registrar { unit: must_be(situation)? },
        MemberPlanInput::Direct { basis } => MemberPlan::Direct { basis: basis.clone() },
    })
}

fn must_be<E>(situation: &AffiliationSituation) -> Result<UnitRef, DecideError<E>> {
    let unit = situation.unit.as_ref();
    unit.map(Unit::reference).ok_or_else(|| malformed("unit", "no such unit"))
}

/// The unit as the relation names it; it may be no more.
fn held(situation: &AffiliationSituation, unit: &UnitId) -> UnitRef {
    let mut relations = situation.organization.relations.iter();
    let known = relations.find(|r| r.unit.id == *unit).map(|r| r.unit.clone());
    known.unwrap_or_else(|| UnitRef { id: unit.clone(), name: unit.to_string() })
}

fn supervising<E>(organization: &Organization) -> Result<UnitRef, DecideError<E>> {
    let supervision = organization.supervision.as_ref();
    let unit = supervision.map(|s| s.unit.clone());
    unit.ok_or_else(|| malformed("supervision", "there is no supervisory unit"))
}
