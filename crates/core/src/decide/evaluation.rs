//! Evaluation: the facts are gathered, the rules examined, the events made.
//!
//! What may not enter: conditions (`evaluation/`).

use chrono::NaiveDate;

use super::{
    DecideError, Decision, Given,
    approval::{cited, public_notice},
    guard, known_ahead, malformed,
};
use crate::{
    Books,
    act::{Act, ActKind},
    calendar::{Deadline, Period},
    evaluation::{
        Confirmation, Eligibility, EvaluationBallot, EvaluationCase, EvaluationEvent,
        EvaluationRequest, EvaluationStage, Grade, GradeRecord, Objected, OpenRound, Round,
        SiteReport, SiteReportInput,
        round_rules::{ROUND_RULES, RoundSituation},
        rules::{EvaluationSituation, RULES},
        validity,
    },
    event::{Event, StreamEvent, unit_stream},
    law::{Citation, Finding, examine},
    organization::Organization,
    register::Register,
    text::Text,
    unit::{Unit, UnitEvent, UnitKind},
};

type Events = Vec<(Event, NaiveDate)>;
type Outcome<T, R> = Result<T, DecideError<<R as Register>::Error>>;

/// Decides an act on an organization's evaluation.
pub(super) fn on_evaluation<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &EvaluationRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Outcome<Decision, R> {
    let situation = gather(register, books, organization, Some(request), given.on)
        .map_err(DecideError::Register)?;
    let told = examined(books, act.told_rules, &situation);
    let findings = guard(act.kind, examined(books, act.procedure_rules, &situation), told)?;
    let events = events(books, request, &situation)?;
    Ok(Decision::on_organization(organization, events, findings))
}

/// Opens a round of a registrar.
pub(super) fn on_round<E>(
    books: &Books,
    act: &Act,
    input: &OpenRound,
    unit: &Unit,
    given: &Given<'_>,
) -> Result<Decision, DecideError<E>> {
    if unit.kind != UnitKind::Registrar || !unit.exists_on(given.on) {
        return Err(malformed("unit", "only a registrar that is there evaluates"));
    }
    let sheets = input.sheets.values().filter_map(|id| books.sheets.get(id)).cloned().collect();
    let situation = RoundSituation { on: given.on, round: Some(input.clone()), sheets };
    let (ids, on, place) = (act.procedure_rules, given.on, unit.division);
    let guards = examine(&books.law, ROUND_RULES, ids, &situation, on, place);
    let findings = guard(act.kind, guards, Vec::new())?;
    let last = unit.rounds.iter().map(|round| round.number).max().unwrap_or_default();
    let round = Box::new(Round {
        number: last.saturating_add(1),
        title: input.title.clone(),
        document_number: input.document_number.clone(),
        published_on: input.published_on,
        apply_from: input.apply_from,
        apply_until: input.apply_until,
        publicity_days: input.publicity_days,
        sheets: input.sheets.iter().map(|(kind, id)| (*kind, id.clone())).collect(),
        committee: input.committee.clone(),
    });
    let subject = unit.id.to_string();
    let event = Event::Unit(UnitEvent::RoundOpened { round });
    let stream = unit_stream(&subject);
    let events = vec![StreamEvent { stream, event, effective_on: input.published_on }];
    Ok(Decision { events, findings, subject, changed: Vec::new() })
}

/// How the rules on a step stand, before anything is handed in; none where there is nothing to take it on.
pub(crate) fn standing(
    books: &Books,
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Option<Vec<Finding>> {
    use EvaluationStage as E;
    let evaluation = &organization.evaluation;
    let case = evaluation.open();
    let at = |stages: &[E]| case.is_some_and(|case| stages.contains(&case.stage()));
    let reported = case.is_some_and(|case| case.second_report.is_some());
    let there = match act.kind {
        ActKind::ApplyForEvaluation => case.is_none(),
        ActKind::BeginCheckEvaluation => case.is_none() && evaluation.grade_on(on).is_some(),
        ActKind::CheckEligibility => at(&[E::Applied]),
        ActKind::RecordSiteReport => at(&[E::Eligible]) || at(&[E::ReviewAsked]) && !reported,
        ActKind::DecideGrade => at(&[E::Reported]) || at(&[E::ReviewAsked]) && reported,
        ActKind::PublicizeGrade => at(&[E::Voted]),
        ActKind::RequestGradeReview => {
            let open =
                case.is_some_and(|case| case.publicity.is_some_and(|(_, until)| on <= until));
            at(&[E::Publicized]) && open
        }
        ActKind::ConfirmGrade => at(&[E::Publicized]),
        ActKind::CloseEvaluation => at(&[E::Applied, E::Eligible, E::Reported, E::Voted]),
        ActKind::ReturnGradeCertificate => {
            let out =
                |grade: &GradeRecord| grade.return_by.is_some() && grade.returned_on.is_none();
            evaluation.grades.iter().any(out)
        }
        ActKind::ImportGrade => true,
        _ => false,
    };
    let situation = EvaluationSituation::standing(organization, on);
    there.then(|| known_ahead(examined(books, act.procedure_rules, &situation)))
}

/// By when a step is due: a review within publicity, certificate and sign within their days.
pub(crate) fn due(act: &Act, organization: &Organization) -> Option<Deadline> {
    let evaluation = &organization.evaluation;
    match act.kind {
        ActKind::RequestGradeReview => {
            let (_, last_day) = evaluation.open()?.publicity?;
            Some(Deadline { last_day, provisional: false, moved_from: None })
        }
        ActKind::ReturnGradeCertificate => {
            let out = evaluation.grades.iter().filter(|grade| grade.returned_on.is_none());
            out.filter_map(|grade| grade.return_by).min_by_key(|by| by.last_day)
        }
        _ => None,
    }
}

fn examined(books: &Books, ids: &[&str], situation: &EvaluationSituation) -> Vec<Finding> {
    let place = situation.organization.division;
    examine(&books.law, RULES, ids, situation, situation.on, place)
}

fn gather<R: Register>(
    register: &mut R,
    books: &Books,
    organization: &Organization,
    request: Option<&EvaluationRequest>,
    on: NaiveDate,
) -> Result<EvaluationSituation, R::Error> {
    let number = match request {
        Some(EvaluationRequest::Apply(input)) => Some(input.round),
        Some(EvaluationRequest::Begin(input)) => Some(input.round),
        Some(EvaluationRequest::Import(_) | EvaluationRequest::Return(_)) | None => None,
        Some(_) => organization.evaluation.open().map(|case| case.round),
    };
    let mut situation = EvaluationSituation {
        request: request.cloned(),
        ..EvaluationSituation::standing(organization, on)
    };
    if let Some(number) = number {
        let unit = register.unit(&organization.registrar.id)?;
        let rounds = unit.map(|unit| unit.rounds).unwrap_or_default();
        situation.round = rounds.into_iter().find(|round| round.number == number);
        let id = situation.round.as_ref().and_then(|round| round.sheet_for(organization.kind));
        situation.sheet = id.and_then(|id| books.sheets.get(id)).cloned();
    }
    Ok(situation)
}

/// The case under way.
fn under_way<E>(situation: &EvaluationSituation) -> Result<&EvaluationCase, DecideError<E>> {
    let open = situation.organization.evaluation.open();
    open.ok_or_else(|| malformed("case", "no evaluation is under way"))
}

fn events<E>(
    books: &Books,
    request: &EvaluationRequest,
    situation: &EvaluationSituation,
) -> Result<Events, DecideError<E>> {
    let (on, evaluation) = (situation.on, &situation.organization.evaluation);
    let (event, day) = match request {
        EvaluationRequest::Apply(input) => {
            let number = evaluation.next_case();
            let case = Box::new(EvaluationCase::begun(number, input.kind, input.round, on));
            (EvaluationEvent::EvaluationBegun { case }, on)
        }
        EvaluationRequest::Begin(input) => {
            let begun = EvaluationCase::begun(evaluation.next_case(), input.kind, input.round, on);
            // What the registrar begins needs no application, and is found eligible with it.
            let eligibility = Some(Eligibility { on, note: input.facts.clone() });
            let case = Box::new(EvaluationCase { ground: input.ground, eligibility, ..begun });
            (EvaluationEvent::EvaluationBegun { case }, on)
        }
        EvaluationRequest::Eligible(input) => {
            let case = under_way(situation)?.number;
            let eligibility = Eligibility { on, note: input.note.clone() };
            (EvaluationEvent::FoundEligible { case, eligibility }, on)
        }
        EvaluationRequest::Report(input) => {
            let report = Box::new(reported(input, situation)?);
            (EvaluationEvent::SiteReported { case: under_way(situation)?.number, report }, on)
        }
        EvaluationRequest::Decide(input) => {
            let members = situation.round.as_ref().map_or(0, |round| round.committee.len());
            let ballot = Box::new(EvaluationBallot {
                met_on: input.met_on,
                grade: input.grade,
                reasons: input.reasons.clone(),
                votes: input.votes.clone(),
                members: u32::try_from(members).unwrap_or(u32::MAX),
                document_number: input.document_number.clone(),
            });
            let case = under_way(situation)?.number;
            (EvaluationEvent::GradeVoted { case, ballot }, input.met_on)
        }
        EvaluationRequest::Publicize(input) => {
            let case = under_way(situation)?;
            let event = EvaluationEvent::GradePublicized {
                case: case.number,
                from: input.from,
                until: input.until,
                place: input.place.clone(),
            };
            let text = publicized(case, situation, (input.from, input.until));
            let notice = public_notice("grade_publicity", text, basis(books, on)?, on);
            return Ok(vec![(Event::Evaluation(Box::new(event)), input.from), notice]);
        }
        EvaluationRequest::Object(input) => {
            let objected = Objected { on, reasons: input.reasons.clone() };
            (EvaluationEvent::GradeObjected { case: under_way(situation)?.number, objected }, on)
        }
        EvaluationRequest::Confirm(input) => {
            return confirmed(books, &input.document_number, situation);
        }
        EvaluationRequest::Close(input) => {
            let (case, reasons) = (under_way(situation)?.number, input.reasons.clone());
            (EvaluationEvent::EvaluationClosed { case, reasons }, on)
        }
        EvaluationRequest::Return(input) => {
            let (grade, on) = (input.grade, input.on);
            (EvaluationEvent::GradeCertificateReturned { grade, on }, on)
        }
        EvaluationRequest::Import(existing) => {
            let day = existing.announced_on.unwrap_or(on);
            (existing.recorded(next_grade(&situation.organization)), day)
        }
    };
    Ok(vec![(Event::Evaluation(Box::new(event)), day)])
}

fn next_grade(organization: &Organization) -> u32 {
    let last = organization.evaluation.grades.iter().map(|grade| grade.number).max();
    last.unwrap_or_default().saturating_add(1)
}

/// The order that is in force.
fn basis<E>(books: &Books, on: NaiveDate) -> Result<Citation, DecideError<E>> {
    cited(books, "PG-14", on).or_else(|_: DecideError<E>| cited(books, "PGo-13", on))
}

fn reported<E>(
    input: &SiteReportInput,
    situation: &EvaluationSituation,
) -> Result<SiteReport, DecideError<E>> {
    let sheet = situation.sheet.as_ref();
    let sheet = sheet.ok_or_else(|| malformed("scores", "the round has no sheet for this kind"))?;
    let (points, computed) = sheet.graded(&input.scores);
    Ok(SiteReport {
        visited_on: input.visited_on,
        report_number: input.report_number.clone(),
        sheet: sheet.id.clone(),
        experts: input.experts.clone(),
        scores: input.scores.clone(),
        points,
        computed,
    })
}

fn grade_zh(grade: Option<Grade>) -> &'static str {
    grade.map_or("无等级", Grade::id)
}

fn grade_en(grade: Option<Grade>) -> &'static str {
    grade.map_or("no grade", Grade::id)
}

fn publicized(
    case: &EvaluationCase,
    situation: &EvaluationSituation,
    (from, until): (NaiveDate, NaiveDate),
) -> Text {
    let (name, uscc) = (&situation.organization.name, situation.organization.uscc);
    let grade = case.last_ballot().and_then(|ballot| ballot.grade);
    Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）的评估等级拟定为{}，自{from}至{until}公示。",
            grade_zh(grade)
        ),
        format!(
            "The grade of {name} (code {uscc}) is to be {}; publicized from {from} to {until}.",
            grade_en(grade)
        ),
    )
}

/// What is announced runs from 1 January after; what is looked at again takes the place of the grade at once and
/// keeps its end (order 82 art. 29 ¶3, 35).
fn confirmed<E>(
    books: &Books,
    document_number: &str,
    situation: &EvaluationSituation,
) -> Result<Events, DecideError<E>> {
    let (on, organization) = (situation.on, &situation.organization);
    let case = under_way(situation)?;
    let grade = case.last_ballot().and_then(|ballot| ballot.grade);
    let running = organization.evaluation.grade_on(on);
    let kept = running.filter(|_| case.kind.keeps_the_end());
    let days = match kept {
        Some(kept) => Some((on, kept.valid_until)),
        None => validity(books, on, organization.division).map(|(from, until)| (from, Some(until))),
    };
    let lowered = kept.filter(|kept| grade != Some(kept.grade));
    let place = organization.division;
    let return_by = match lowered {
        Some(_) => books.end_of("evaluation.return.days", on, on, place, Period::Days)?,
        None => None,
    };
    let order = basis(books, on)?;
    let record = grade.map(|grade| {
        let (valid_from, valid_until) = match days {
            Some((from, until)) => (Some(from), until),
            None => (None, None),
        };
        Box::new(GradeRecord {
            number: next_grade(organization),
            grade,
            before: kept.map(|kept| kept.grade),
            announced_on: Some(on),
            valid_from,
            valid_until,
            ended_on: None,
            document_number: Some(document_number.to_owned()),
            basis: Some(order.clone()),
            case: Some(case.number),
            return_by: None,
            returned_on: None,
            source: None,
        })
    });
    let confirmation =
        Confirmation { announced_on: on, document_number: document_number.to_owned(), grade };
    let event = EvaluationEvent::GradeConfirmed {
        case: case.number,
        confirmation,
        grade: record,
        return_by,
    };
    let (name, uscc) = (&organization.name, organization.uscc);
    let text = Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）的评估等级为{}（{document_number}），现予公告。",
            grade_zh(grade)
        ),
        format!("The grade of {name} (code {uscc}) is {} ({document_number}).", grade_en(grade)),
    );
    let notice = public_notice("grade", text, order, on);
    Ok(vec![(Event::Evaluation(Box::new(event)), on), notice])
}
