//! Acts by virtue of office: units, code segments, existing law; and the opening of a draft.

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given, assess, case_event, deregistration, evaluation, guard, hub,
    malformed, programme, roll, speaks_for_all,
};
use crate::{
    Books,
    act::{Act, ActRequest, ExistingRecord, NewUnit},
    case::CaseEvent,
    decoupling::ProgrammeRequest,
    event::{Event, StreamEvent, organization_stream, unit_stream},
    law::{Fact, Numbers, Outcome, Rule, examine},
    organization::{
        Certificate, DecidedAction, Organization, OrganizationEvent, Origin, RecordedDecision,
        RecordedRename,
    },
    register::Register,
    registration::Application,
    unit::{Unit, UnitEvent, UnitKind},
};

/// What the rules for acts of office may ask about.
#[derive(Debug, Default)]
struct Office {
    /// Today.
    on: NaiveDate,
    /// A record of existing law, and the organization that already has its code.
    record: Option<(ExistingRecord, Option<String>)>,
    /// A decision of existing law, and the organization that it is told of.
    decision: Option<(RecordedDecision, Organization)>,
    /// A change of name of existing law, and the organization that it is told of.
    rename: Option<(RecordedRename, Organization)>,
    /// A segment that overlaps the one to be assigned, as "owner first-last".
    overlapping: Option<String>,
    /// A unit that ends: its state, the last day, its successor.
    ending: Option<(Unit, NaiveDate, Option<Unit>, bool)>,
}

const RULES: &[&[Rule<Office>]] = &[&[
    Rule { id: "ZZ-4", check: existing_law_is_whole },
    Rule { id: "ZZ-15", check: existing_decision_is_whole },
    Rule { id: "ZZ-19", check: existing_rename_fits },
    Rule { id: "ZZ-5", check: segment_is_free },
    Rule { id: "ZZ-6", check: unit_ends_in_order },
]];

fn existing_law_is_whole(o: &Office, _: &Numbers<'_>) -> Outcome {
    let Some((record, holder)) = &o.record else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if holder.is_some() {
        facts.push(Fact::new("uscc", record.uscc));
    }
    if let Some(day) = record.established_on.filter(|day| *day > o.on) {
        facts.push(Fact::against("established_on", day, o.on));
    }
    if let Some((Some(from), Some(to))) = record.certificate.filter(|(from, to)| from > to) {
        facts.push(Fact::against("certificate_to", to, from));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Not of a day to come, and not entered before. What this register established, no older one has
/// ended: an end is decided here, by whom the law says.
fn existing_decision_is_whole(o: &Office, _: &Numbers<'_>) -> Outcome {
    let Some((decision, organization)) = &o.decision else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if decision.action.is_some_and(DecidedAction::ends) {
        facts.extend(established_here(organization));
    }
    let known = &organization.decisions;
    if decision.decided_on > o.on {
        facts.push(Fact::against("decided_on", decision.decided_on, o.on));
    }
    if known.iter().any(|k| k.document_number == decision.document_number) {
        facts.push(Fact::new("document_number", &decision.document_number));
    }
    Outcome::when(facts.is_empty(), || facts)
}

fn established_here(organization: &Organization) -> Option<Fact> {
    let here = matches!(organization.origin, Origin::Established { .. });
    here.then(|| Fact::against("origin", "established", "existing_law"))
}

/// From one name to another, one of which the organization bears; not of a day to come, and not
/// entered before. What this register established changes its name by application.
fn existing_rename_fits(o: &Office, _: &Numbers<'_>) -> Outcome {
    let Some((rename, organization)) = &o.rename else {
        return Outcome::NotApplicable;
    };
    let (old, new) = (&rename.old_name, &rename.new_name);
    let had = |name: &String| organization.names.iter().any(|period| period.name == *name);
    let mut facts: Vec<Fact> = established_here(organization).into_iter().collect();
    if had(old) && had(new) || old == new {
        facts.push(Fact::new("old_name", old));
    } else {
        facts.extend(out_of_turn(rename, organization));
    }
    if rename.changed_on > o.on {
        facts.push(Fact::against("changed_on", rename.changed_on, o.on));
    }
    Outcome::when(facts.is_empty(), || facts)
}

/// Either the name in force, borne before that day, was given up for the new one; or the first name
/// that is known was taken on that day, which it bore then, and another before.
fn out_of_turn(rename: &RecordedRename, organization: &Organization) -> Option<Fact> {
    let (old, new, on) = (&rename.old_name, &rename.new_name, rename.changed_on);
    let last = organization.names.last().filter(|n| n.name == *old && n.to.is_none());
    let first = organization.names.first().filter(|n| n.name == *new);
    let Some(period) = last.or(first) else {
        return Some(Fact::against("new_name", new, &organization.name));
    };
    // Where the day of establishment is not known, the first name counts from the day of the entry.
    let known = organization.established_on.is_some()
        || organization.names.first().is_some_and(|n| n.name != period.name);
    if known && on <= period.from {
        return Some(Fact::against("changed_on", on, format!("> {}", period.from)));
    }
    let until = period.to.filter(|last| on > *last)?;
    Some(Fact::against("changed_on", on, format!("≤ {until}")))
}

fn segment_is_free(o: &Office, _: &Numbers<'_>) -> Outcome {
    let overlapping = o.overlapping.as_ref();
    Outcome::when(overlapping.is_none(), || {
        overlapping.map(|other| Fact::new("segment", other)).into_iter().collect()
    })
}

fn unit_ends_in_order(o: &Office, _: &Numbers<'_>) -> Outcome {
    let Some((unit, last, successor, named)) = &o.ending else {
        return Outcome::NotApplicable;
    };
    let mut facts = Vec::new();
    if let Some(ended) = unit.valid_to {
        facts.push(Fact::new("valid_to", ended));
    }
    if *last < unit.valid_from {
        facts.push(Fact::against("valid_to", last, unit.valid_from));
    }
    let follows = |s: &Unit| s.id != unit.id && last.succ_opt().is_some_and(|d| s.exists_on(d));
    if *named && !successor.as_ref().is_some_and(follows) {
        let found = successor.as_ref().map(|s| s.id.to_string()).unwrap_or_default();
        facts.push(Fact::new("successor", found));
    }
    Outcome::when(facts.is_empty(), || facts)
}

type Decided<R> = Result<Decision, DecideError<<R as Register>::Error>>;

pub(super) fn on_register<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ActRequest,
    given: &Given<'_>,
) -> Decided<R> {
    match request {
        ActRequest::OpenEstablishment { application } => {
            let application = Application::Establishment(application.clone());
            open(register, books, act, application, given)
        }
        ActRequest::ImportOrganization { record } => {
            existing_law(register, books, act, record, given)
        }
        ActRequest::EnterRoll { entry } => roll::enter(register, books, act, entry, None, given),
        ActRequest::Programme { request } => match request.as_ref() {
            ProgrammeRequest::Open(input) => programme::open(register, books, act, input, given),
            _ => Err(malformed("act", "this act is performed on a programme")),
        },
        ActRequest::RegisterUnit { unit } => new_unit(register, unit),
        _ => Err(malformed("act", "this act needs a case, an organization or a unit")),
    }
}

/// Opens a draft; the answer tells how the rules stand.
pub(super) fn open<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    application: Application,
    given: &Given<'_>,
) -> Decided<R> {
    speaks_for_all(register, given.actor, act, &application)?;
    let findings = assess::assess_application(register, books, act, &application, given.on)
        .map_err(DecideError::Register)?;
    let registrar = register.unit(application.registrar()).map_err(DecideError::Register)?;
    let event = CaseEvent::Opened {
        id: given.new_id.to_owned(),
        applicant: given.actor.account.clone(),
        application,
        registrar,
    };
    let events = vec![case_event(given.new_id, event, given.on)];
    Ok(Decision { events, findings, subject: given.new_id.to_owned(), changed: Vec::new() })
}

fn existing_law<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    record: &ExistingRecord,
    given: &Given<'_>,
) -> Decided<R> {
    let holder = register.by_code(&record.uscc).map_err(DecideError::Register)?;
    let situation =
        Office { on: given.on, record: Some((record.clone(), holder)), ..Office::default() };
    let findings =
        examine(&books.law, RULES, act.procedure_rules, &situation, given.on, record.division);
    let findings = guard(act.kind, findings, Vec::new())?;
    let registrar = register.unit(&record.registrar).map_err(DecideError::Register)?;
    let registrar = registrar.ok_or_else(|| malformed("registrar", "no such unit"))?;
    let supervisor = match &record.supervisory_unit {
        None => None,
        Some(id) => Some(
            register
                .unit(id)
                .map_err(DecideError::Register)?
                .ok_or_else(|| malformed("supervisory_unit", "no such unit"))?,
        ),
    };
    // The legal date of an entry without a date of establishment is the day of the entry.
    let since = record.established_on.unwrap_or(given.on);
    let about = |event| StreamEvent {
        stream: organization_stream(given.new_id),
        event: Event::Organization(event),
        effective_on: since,
    };
    let mut events = vec![about(OrganizationEvent::Registered {
        id: given.new_id.to_owned(),
        uscc: record.uscc,
        name: record.name.clone(),
        kind: record.kind,
        division: record.division,
        registrar: registrar.reference(),
        established_on: record.established_on,
        items: record.items.clone(),
        direct: None,
        origin: Origin::ExistingLaw {
            authority: record.authority.clone(),
            source: record.source.clone(),
        },
    })];
    if let Some(unit) = supervisor {
        let basis = record.source.clone();
        // The source tells who supervises now, not since when.
        let now = OrganizationEvent::SupervisionBegan { unit: unit.reference(), basis };
        events.push(StreamEvent { effective_on: given.on.max(since), ..about(now) });
    }
    if let Some((valid_from, valid_to)) = record.certificate {
        let certificate = Certificate {
            number: record.uscc.to_string(),
            originals: 1,
            duplicates: 1,
            valid_from,
            valid_to,
            deliver_by: None,
            delivered_on: valid_from,
            lost_on: None,
        };
        let effective_on = valid_from.unwrap_or(since);
        let issued = OrganizationEvent::CertificateIssued { certificate, serial: None };
        events.push(StreamEvent { effective_on, ..about(issued) });
    }
    Ok(Decision { events, findings, subject: given.new_id.to_owned(), changed: Vec::new() })
}

/// Enters a decision of an older register; its legal date is the day of the decision.
pub(super) fn existing_decision<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    organization: &Organization,
    decision: &RecordedDecision,
    source: &str,
    given: &Given<'_>,
) -> Decided<R> {
    let told = Some((decision.clone(), organization.clone()));
    let situation = Office { on: given.on, decision: told, ..Office::default() };
    let place = organization.division;
    let findings = examine(&books.law, RULES, act.procedure_rules, &situation, given.on, place);
    let findings = guard(act.kind, findings, Vec::new())?;
    let event = OrganizationEvent::DecisionRecorded {
        decision: decision.clone(),
        source: source.to_owned(),
    };
    let mut events = vec![StreamEvent {
        stream: organization_stream(&organization.id),
        event: Event::Organization(event),
        effective_on: decision.decided_on,
    }];
    let mut changed = Vec::new();
    if decision.action == Some(DecidedAction::Deregistration) {
        let (number, on) = (&decision.document_number, decision.decided_on);
        let beside = deregistration::beside(register, organization, number, on, given.on)?;
        for (event, version) in beside {
            changed.push((event.stream.clone(), version));
            events.push(event);
        }
    }
    Ok(Decision { events, findings, subject: organization.id.clone(), changed })
}

/// Enters a change of name of an older register.
pub(super) fn existing_rename<E>(
    books: &Books,
    act: &Act,
    organization: &Organization,
    rename: &RecordedRename,
    source: &str,
    given: &Given<'_>,
) -> Result<Decision, DecideError<E>> {
    let told = Some((rename.clone(), organization.clone()));
    let situation = Office { on: given.on, rename: told, ..Office::default() };
    let place = organization.division;
    let findings = examine(&books.law, RULES, act.procedure_rules, &situation, given.on, place);
    let findings = guard(act.kind, findings, Vec::new())?;
    let event =
        OrganizationEvent::RenameRecorded { rename: rename.clone(), source: source.to_owned() };
    // Told of a name before the first that is known, it says something of every day since then.
    let before = organization.names.first().filter(|n| n.name == rename.new_name);
    let effective_on = before.map_or(rename.changed_on, |n| n.from.min(rename.changed_on));
    let events = vec![StreamEvent {
        stream: organization_stream(&organization.id),
        event: Event::Organization(event),
        effective_on,
    }];
    Ok(Decision { events, findings, subject: organization.id.clone(), changed: Vec::new() })
}

fn new_unit<R: Register>(register: &mut R, unit: &NewUnit) -> Decided<R> {
    if register.unit(&unit.id).map_err(DecideError::Register)?.is_some() {
        return Err(malformed("id", "a unit with this id is already in the register"));
    }
    let event = UnitEvent::Registered {
        id: unit.id.clone(),
        kind: unit.kind,
        name: unit.name.clone(),
        division: unit.division,
        valid_from: unit.valid_from,
        source: unit.source.clone(),
    };
    let subject = unit.id.to_string();
    Ok(Decision {
        events: vec![StreamEvent {
            stream: unit_stream(&subject),
            event: Event::Unit(event),
            effective_on: unit.valid_from,
        }],
        findings: Vec::new(),
        subject,
        changed: Vec::new(),
    })
}

pub(super) fn on_unit<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ActRequest,
    unit: &Unit,
    given: &Given<'_>,
) -> Decided<R> {
    let mut situation = Office { on: given.on, ..Office::default() };
    let (event, effective_on) = match request {
        ActRequest::EndUnit { valid_to, successor } => {
            let after = match successor {
                Some(id) => register.unit(id).map_err(DecideError::Register)?,
                None => None,
            };
            situation.ending = Some((unit.clone(), *valid_to, after, successor.is_some()));
            let event = UnitEvent::Ended { valid_to: *valid_to, successor: successor.clone() };
            (event, *valid_to)
        }
        ActRequest::AssignCodeSegment { segment } => {
            if unit.kind != UnitKind::Registrar {
                return Err(malformed("unit", "only a registrar is given codes"));
            }
            if !unit.exists_on(given.on) {
                return Err(malformed("unit", "this registrar has ended"));
            }
            let given_out = register.segments().map_err(DecideError::Register)?;
            situation.overlapping = given_out
                .iter()
                .find(|(_, other)| other.overlaps(segment))
                .map(|(owner, other)| format!("{owner} {}-{}", other.first(), other.last()));
            (UnitEvent::SegmentAssigned { segment: *segment }, given.on)
        }
        ActRequest::Retention { request } => {
            return programme::on_retention(register, books, act, request, unit, given);
        }
        ActRequest::Round { round } => {
            return evaluation::on_round(books, act, round, unit, given);
        }
        ActRequest::Hub { request } => {
            return hub::on_hub(register, books, act, request, unit, given);
        }
        _ => return Err(malformed("act", "this act is not performed on a unit")),
    };
    let findings =
        examine(&books.law, RULES, act.procedure_rules, &situation, given.on, unit.division);
    let findings = guard(act.kind, findings, Vec::new())?;
    let subject = unit.id.to_string();
    let events = vec![StreamEvent {
        stream: unit_stream(&subject),
        event: Event::Unit(event),
        effective_on,
    }];
    Ok(Decision { events, findings, subject, changed: Vec::new() })
}
