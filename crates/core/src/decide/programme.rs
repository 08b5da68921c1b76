//! Acts on a programme of decoupling, and on a department's keeping the role for now.
//!
//! What may not enter: conditions; they stand in `decoupling/programme_rules.rs`.

use chrono::NaiveDate;

use super::{DecideError, Decision, Given, guard, hub::present, known_ahead, malformed};
use crate::{
    Books, access,
    act::Act,
    decoupling::{
        Batch, Programme, ProgrammeEvent, ProgrammeInput, ProgrammeRequest, RetentionRequest,
        Signer, SignerInput,
        programme_rules::{
            PROGRAMME_RULES, ProgrammeSituation, RETENTION_RULES, RetentionSituation,
        },
    },
    event::{Event, StreamEvent, programme_stream, unit_stream},
    identity::DivisionCode,
    law::{Finding, examine},
    register::Register,
    unit::{Unit, UnitEvent},
};

type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// A programme as access sees it: by the leading group that runs it.
pub(crate) fn programme_subject<R: Register>(
    register: &mut R,
    programme: &Programme,
    on: NaiveDate,
) -> Result<access::Subject, R::Error> {
    let group = present(register, &programme.leading_group.id, on)?;
    Ok(access::Subject {
        authority: Some(group),
        division: Some(programme.division),
        ..access::Subject::default()
    })
}

/// How the rules on an act stand, before anything is handed in.
pub(crate) fn standing(
    books: &Books,
    act: &Act,
    programme: &Programme,
    on: NaiveDate,
) -> Vec<Finding> {
    let situation = ProgrammeSituation {
        on,
        programme: Some(programme.clone()),
        request: None,
        kept: Vec::new(),
        leading_group: None,
        checklist: books.checklists.get(&programme.checklist).cloned(),
        signers: Vec::new(),
    };
    known_ahead(examined(books, act, &situation, programme.division))
}

/// How the rules on a department's keeping the role stand, before anything is handed in.
pub(crate) fn retention_standing(
    books: &Books,
    act: &Act,
    unit: &Unit,
    on: NaiveDate,
) -> Vec<Finding> {
    let situation =
        RetentionSituation { on, unit: unit.clone(), request: None, leading_group: None };
    let (rules, place) = (act.procedure_rules, unit.division);
    known_ahead(examine(&books.law, RETENTION_RULES, rules, &situation, on, place))
}

fn examined(
    books: &Books,
    act: &Act,
    situation: &ProgrammeSituation,
    place: DivisionCode,
) -> Vec<Finding> {
    examine(&books.law, PROGRAMME_RULES, act.procedure_rules, situation, situation.on, place)
}

/// The units that are named to sign.
fn known<R: Register>(
    register: &mut R,
    named: &[SignerInput],
) -> Result<Vec<(SignerInput, Option<Unit>)>, R::Error> {
    named.iter().map(|signer| Ok((signer.clone(), register.unit(&signer.unit)?))).collect()
}

fn signers(known: &[(SignerInput, Option<Unit>)]) -> Vec<Signer> {
    let of = |(named, unit): &(SignerInput, Option<Unit>)| {
        Some(Signer { role: named.role, unit: unit.as_ref()?.reference() })
    };
    known.iter().filter_map(of).collect()
}

/// Opens a programme.
pub(super) fn open<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    input: &ProgrammeInput,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let group = register.unit(&input.leading_group).map_err(DecideError::Register)?;
    let signed_by = known(register, &input.signers).map_err(DecideError::Register)?;
    let place = group.as_ref().map_or(DivisionCode::NATION, |unit| unit.division);
    let situation = ProgrammeSituation {
        on: given.on,
        programme: None,
        request: Some(ProgrammeRequest::Open(input.clone())),
        kept: Vec::new(),
        leading_group: group,
        checklist: books.checklists.get(&input.checklist).cloned(),
        signers: signed_by,
    };
    let findings = guard(act.kind, examined(books, act, &situation, place), Vec::new())?;
    let group = situation.leading_group.as_ref();
    let group = group.ok_or_else(|| malformed("leading_group", "no such unit"))?;
    let event = ProgrammeEvent::Opened {
        id: given.new_id.to_owned(),
        title: input.title.clone(),
        leading_group: group.reference(),
        division: group.division,
        checklist: input.checklist.clone(),
        document_number: input.document_number.clone(),
        dated: input.dated,
        batches: in_order(input.batches.clone()),
        signers: signers(&situation.signers),
    };
    Ok(decided(given.new_id, event, input.dated, findings))
}

fn in_order(mut batches: Vec<Batch>) -> Vec<Batch> {
    batches.sort_by_key(|batch| batch.number);
    batches
}

/// Decides an act on a programme that is there.
pub(super) fn on_programme<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ProgrammeRequest,
    programme: &Programme,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let named: &[Batch] = match request {
        ProgrammeRequest::Amend { batches, .. } => batches,
        _ => &[],
    };
    let stays = |batch: &&Batch| !named.iter().any(|new| new.number == batch.number);
    let kept: Vec<Batch> = programme.batches.iter().filter(stays).cloned().collect();
    let mut situation = ProgrammeSituation {
        on: given.on,
        programme: Some(programme.clone()),
        request: Some(request.clone()),
        kept: kept.clone(),
        leading_group: None,
        checklist: books.checklists.get(&programme.checklist).cloned(),
        signers: Vec::new(),
    };
    if let ProgrammeRequest::Amend { signers: named, .. } = request {
        situation.signers = known(register, named).map_err(DecideError::Register)?;
    }
    let findings =
        guard(act.kind, examined(books, act, &situation, programme.division), Vec::new())?;
    let event = match request {
        ProgrammeRequest::Open(_) => return Err(malformed("act", "the programme is open")),
        ProgrammeRequest::Close { summary } => ProgrammeEvent::Closed { summary: summary.clone() },
        ProgrammeRequest::Amend { batches, reasons, .. } => {
            let named = signers(&situation.signers);
            let other = |s: &&Signer| !named.iter().any(|new| new.role == s.role);
            let others = programme.signers.iter().filter(other).cloned();
            ProgrammeEvent::Amended {
                batches: in_order(kept.into_iter().chain(batches.iter().cloned()).collect()),
                former_batches: programme.batches.clone(),
                signers: others.chain(named.clone()).collect(),
                former_signers: programme.signers.clone(),
                reasons: reasons.clone(),
            }
        }
    };
    Ok(decided(&programme.id, event, given.on, findings))
}

fn decided(
    id: &str,
    event: ProgrammeEvent,
    effective_on: NaiveDate,
    findings: Vec<Finding>,
) -> Decision {
    let event = Event::Programme(Box::new(event));
    let events = vec![StreamEvent { stream: programme_stream(id), event, effective_on }];
    Decision { events, findings, subject: id.to_owned(), changed: Vec::new() }
}

/// Decides whether a department keeps the role for now.
pub(super) fn on_retention<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &RetentionRequest,
    unit: &Unit,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let leading_group = register.unit(request.leading_group()).map_err(DecideError::Register)?;
    let situation = RetentionSituation {
        on: given.on,
        unit: unit.clone(),
        request: Some(request.clone()),
        leading_group,
    };
    let (rules, place) = (act.procedure_rules, unit.division);
    let examined = examine(&books.law, RETENTION_RULES, rules, &situation, given.on, place);
    let findings = guard(act.kind, examined, Vec::new())?;
    let group = situation.leading_group.as_ref().map(Unit::reference);
    let leading_group = group.ok_or_else(|| malformed("leading_group", "no such unit"))?;
    let (event, effective_on) = match request {
        RetentionRequest::Retain { retention, .. } => {
            let former = unit.retention.clone();
            (
                UnitEvent::Retained { retention: retention.clone(), leading_group, former },
                retention.dated,
            )
        }
        RetentionRequest::End { document_number, dated, reasons, .. } => {
            let (document_number, reasons) = (document_number.clone(), reasons.clone());
            let dated = *dated;
            (UnitEvent::RetentionEnded { document_number, dated, reasons, leading_group }, dated)
        }
    };
    let subject = unit.id.to_string();
    let stream = unit_stream(&subject);
    let events = vec![StreamEvent { stream, event: Event::Unit(event), effective_on }];
    Ok(Decision { events, findings, subject, changed: Vec::new() })
}
