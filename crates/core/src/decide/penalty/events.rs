//! The events of each step of a case of penalty.
//!
//! What may not enter: conditions (`oversight/penalty/`).

use chrono::{Months, NaiveDate};

use super::super::{
    DecideError, Given,
    approval::{cited, public_notice},
    malformed,
};
use crate::{
    Books,
    calendar::{Deadline, Period, deadline_with_excluded},
    event::Event,
    organization::Organization,
    oversight::penalty::{
        Annulment, CaseEvidence, ExcludedTime, Extension, FilePenaltyCase, Hearing, LegalReview,
        Measure, Payment, PenaltyCase, PenaltyDecision, PenaltyDrop, PenaltyEvent, PenaltyNotice,
        PenaltyRequest, PenaltyStatement, PenaltyStep, Remedy, ServePenalty, Service,
        rules::PenaltySituation,
    },
    text::Text,
};

type Events = Vec<(Event, NaiveDate)>;

pub(super) fn dated(event: PenaltyEvent, on: NaiveDate) -> Events {
    vec![(Event::Penalty(Box::new(event)), on)]
}

/// The end of the time for the decision, with what was extended and excluded.
fn decide_by<E>(
    books: &Books,
    organization: &Organization,
    (filed_on, more): (NaiveDate, u32),
    excluded: &[ExcludedTime],
) -> Result<Option<Deadline>, DecideError<E>> {
    let days = books.law.number("penalty.decision.days", filed_on, organization.division);
    let Some(days) = days.and_then(|days| u32::try_from(days).ok()) else {
        return Ok(None);
    };
    let stretches: Vec<(NaiveDate, NaiveDate)> = excluded.iter().map(|e| (e.from, e.to)).collect();
    let period = Period::Days(days.saturating_add(more));
    Ok(Some(deadline_with_excluded(filed_on, period, &stretches, &books.calendar)?))
}

pub(super) fn filed<E>(
    books: &Books,
    input: &FilePenaltyCase,
    organization: &Organization,
    given: &Given<'_>,
) -> Result<PenaltyCase, DecideError<E>> {
    let on = given.on;
    Ok(PenaltyCase {
        number: organization.penalties.next_number(),
        breach: input.breach.clone(),
        source: input.source.clone(),
        document_number: input.document_number.clone(),
        officers: input.officers.clone(),
        filed_on: on,
        filed_by: Some(given.actor.account.clone()),
        decide_by: decide_by(books, organization, (on, 0), &[])?,
        extensions: Vec::new(),
        excluded: Vec::new(),
        evidence: Vec::new(),
        notice: None,
        statements: Vec::new(),
        hearing: None,
        review: None,
        decision: None,
        service: None,
        taken: None,
        sealed_on: None,
        resumed: None,
        payments: Vec::new(),
        remedies: Vec::new(),
        dropped: None,
        annulled: None,
    })
}

/// The events of a step.
pub(super) fn taken<E>(
    books: &Books,
    case: &PenaltyCase,
    step: &PenaltyStep,
    situation: &PenaltySituation,
) -> Result<Events, DecideError<E>> {
    let (on, number, organization) = (situation.on, case.number, &situation.organization);
    let event = match step {
        PenaltyStep::Evidence(input) => {
            let id = "penalty.evidence.working_days";
            let place = organization.division;
            let evidence = CaseEvidence {
                item: input.item.clone(),
                document_number: input.document_number.clone(),
                registered_on: on,
                settle_by: books.end_of(id, on, on, place, Period::WorkingDays)?,
                settled: None,
            };
            PenaltyEvent::EvidenceRegistered { case: number, evidence }
        }
        PenaltyStep::SettleEvidence(input) => PenaltyEvent::EvidenceSettled {
            case: number,
            evidence: input.evidence,
            outcome: input.outcome.clone(),
        },
        PenaltyStep::Notify(input) => {
            let answer_by = situation.answer_by;
            let notice = Box::new(PenaltyNotice {
                measures: input.measures.clone(),
                facts: input.facts.clone(),
                document_number: input.document_number.clone(),
                delivered_on: input.delivered_on,
                delivered_by: input.delivered_by.clone(),
                hearing: input.hearing,
                answer_by: answer_by
                    .ok_or_else(|| malformed("delivered_on", "no law on that day"))?,
            });
            let event = PenaltyEvent::PenaltyNotified { case: number, notice };
            return Ok(dated(event, input.delivered_on));
        }
        PenaltyStep::State(input) => {
            let statement =
                PenaltyStatement { on, text: input.text.clone(), hearing: input.hearing };
            PenaltyEvent::PenaltyAnswered { case: number, statement }
        }
        PenaltyStep::Hear(input) => {
            let hearing = Hearing {
                notified_on: input.notified_on,
                held_on: input.held_on,
                record_number: input.record_number.clone(),
            };
            return Ok(dated(PenaltyEvent::HearingHeld { case: number, hearing }, input.held_on));
        }
        PenaltyStep::Review(input) => {
            let by = Some(situation.account.clone());
            let review =
                LegalReview { on, opinion: input.opinion.clone(), agrees: input.agrees, by };
            PenaltyEvent::LegallyReviewed { case: number, review }
        }
        PenaltyStep::Extend(input) => {
            let (days, until) = (input.days, input.until);
            let document_number = input.document_number.clone();
            let decide_by = match until {
                Some(last_day) => Deadline { last_day, provisional: false, moved_from: None },
                None => extended(books, organization, case, days.unwrap_or_default())?,
            };
            let extension = Extension { on, days, until, document_number };
            PenaltyEvent::PenaltyExtended { case: number, extension, decide_by }
        }
        PenaltyStep::Exclude(input) => {
            let excluded = ExcludedTime { from: input.from, to: input.to, why: input.why };
            let mut all = case.excluded.clone();
            all.push(excluded);
            let more = case.extensions.iter().filter_map(|extension| extension.days).sum();
            let counted = decide_by(books, organization, (case.filed_on, more), &all)?;
            // A day that was set collectively stays.
            let set = case.extensions.iter().any(|extension| extension.until.is_some());
            let decide_by = counted.filter(|_| !set);
            PenaltyEvent::PenaltyTimeExcluded { case: number, excluded, decide_by }
        }
        PenaltyStep::Decide(_) => decided(books, case, situation)?,
        PenaltyStep::Drop(input) => {
            let document_number = Some(input.document_number.clone());
            let (reasons, transferred_to) = (input.reasons.clone(), input.transferred_to.clone());
            let dropped = PenaltyDrop { on, reasons, document_number, transferred_to };
            PenaltyEvent::PenaltyDropped { case: number, dropped }
        }
        _ => return afterwards(books, case, step, situation),
    };
    Ok(dated(event, on))
}

/// The events of a step after the decision.
fn afterwards<E>(
    books: &Books,
    case: &PenaltyCase,
    step: &PenaltyStep,
    situation: &PenaltySituation,
) -> Result<Events, DecideError<E>> {
    let (on, number) = (situation.on, case.number);
    let (event, day) = match step {
        PenaltyStep::Serve(input) => return served(books, case, input, situation),
        PenaltyStep::Seal(input) => {
            (PenaltyEvent::SealedAway { case: number, on: input.on }, input.on)
        }
        PenaltyStep::Resume(input) => {
            (PenaltyEvent::ActivityResumed { case: number, report: input.report.clone() }, on)
        }
        PenaltyStep::Pay(input) => {
            let payment =
                Payment { on: input.paid_on, yuan: input.yuan, receipt: input.receipt.clone() };
            (PenaltyEvent::PenaltyPaid { case: number, payment }, input.paid_on)
        }
        PenaltyStep::Seek(input) => {
            let remedy = Remedy {
                kind: input.kind,
                filed_on: input.filed_on,
                authority: input.authority.clone(),
                document_number: input.document_number.clone(),
                ended: None,
            };
            (PenaltyEvent::RemedySought { case: number, remedy }, input.filed_on)
        }
        PenaltyStep::EndRemedy(input) => {
            let event = PenaltyEvent::RemedyEnded {
                case: number,
                remedy: input.remedy,
                on: input.ended_on,
                outcome: input.outcome,
                document_number: input.document_number.clone(),
            };
            (event, input.ended_on)
        }
        PenaltyStep::Annul(input) => {
            let annulment = Annulment {
                on: input.annulled_on,
                by: input.by,
                document_number: input.document_number.clone(),
                reasons: input.reasons.clone(),
            };
            let published = case.decision.as_ref().is_some_and(|decision| decision.publish)
                && case.service.is_some();
            let event = PenaltyEvent::PenaltyAnnulled { case: number, annulment, published };
            let mut events = dated(event, input.annulled_on);
            if published {
                events.push(notice(books, case, situation, "penalty_annulled", &annul_text)?);
            }
            return Ok(events);
        }
        _ => return Err(malformed("act", "this is no step after a decision")),
    };
    Ok(dated(event, day))
}

fn extended<E>(
    books: &Books,
    organization: &Organization,
    case: &PenaltyCase,
    days: u32,
) -> Result<Deadline, DecideError<E>> {
    let counted = decide_by(books, organization, (case.filed_on, days), &case.excluded)?;
    counted.ok_or_else(|| malformed("days", "no law sets the time for this case"))
}

fn decided<E>(
    books: &Books,
    case: &PenaltyCase,
    situation: &PenaltySituation,
) -> Result<PenaltyEvent, DecideError<E>> {
    let Some(PenaltyRequest::Step { step: PenaltyStep::Decide(input), .. }) = &situation.request
    else {
        return Err(malformed("act", "this is no decision"));
    };
    let (on, organization) = (situation.on, &situation.organization);
    let basis = match input.milder {
        Some(_) => situation.law_now.clone(),
        None => situation.law_then.clone(),
    };
    let id = "penalty.service.working_days";
    let decision = Box::new(PenaltyDecision {
        on,
        document_number: input.document_number.clone(),
        measures: input.measures.clone(),
        reasons: input.reasons.clone(),
        basis: basis.ok_or_else(|| malformed("breach/basis", "no law on that day"))?,
        milder: input.milder.clone(),
        deliberated_on: input.deliberated_on,
        publish: input.publish,
        serve_by: books.end_of(id, on, on, organization.division, Period::WorkingDays)?,
    });
    Ok(PenaltyEvent::PenaltyDecided { case: case.number, decision })
}

/// Delivery starts every clock that runs from it.
fn served<E>(
    books: &Books,
    case: &PenaltyCase,
    input: &ServePenalty,
    situation: &PenaltySituation,
) -> Result<Events, DecideError<E>> {
    let (from, place) = (input.delivered_on, situation.organization.division);
    let end = |id: &str, period: fn(u32) -> Period| books.end_of(id, from, from, place, period);
    let measures = case.measures();
    let to_pay = measures.iter().any(|measure| measure.yuan().is_some());
    let pay_by = end("penalty.payment.days", Period::Days)?;
    let months = measures.iter().find_map(|measure| match measure {
        Measure::Suspension { months } => Some(*months),
        _ => None,
    });
    // A penalty is no time to do something in: its last day does not move off a rest day.
    let suspended_until = months.and_then(|months| from.checked_add_months(Months::new(months)));
    let service = Box::new(Service {
        on: from,
        how: input.delivered_by.clone(),
        pay_by: pay_by.filter(|_| to_pay),
        reconsider_by: end("remedy.reconsideration.days", Period::Days)?,
        sue_by: end("remedy.suit.months", Period::Months)?,
        suspended_until,
    });
    let published = case.decision.as_ref().is_some_and(|decision| decision.publish);
    let event = PenaltyEvent::PenaltyServed { case: case.number, service, published };
    let mut events = dated(event, from);
    if published {
        events.push(notice(books, case, situation, "penalty", &penalty_text)?);
    }
    Ok(events)
}

type Wording = dyn Fn(&PenaltyCase, &Organization) -> Text;

/// The public notice, by the article of publication.
fn notice<E>(
    books: &Books,
    case: &PenaltyCase,
    situation: &PenaltySituation,
    subject: &str,
    wording: &Wording,
) -> Result<(Event, NaiveDate), DecideError<E>> {
    let text = wording(case, &situation.organization);
    Ok(public_notice(subject, text, cited(books, "XF-48", situation.on)?, situation.on))
}

fn penalty_text(case: &PenaltyCase, organization: &Organization) -> Text {
    let (name, uscc) = (&organization.name, organization.uscc);
    let ground = case.breach.ground.text();
    let all: Vec<Text> = case.measures().iter().map(Measure::text).collect();
    let zh: Vec<&str> = all.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = all.iter().map(|text| text.en.as_str()).collect();
    let number = case.decision.as_ref().map_or("", |decision| decision.document_number.as_str());
    Text::new(
        format!(
            "{name}（统一社会信用代码{uscc}）因{}，被决定{}（{number}），现予公布。",
            ground.zh,
            zh.join("、")
        ),
        format!("{name} (code {uscc}), {}: {} ({number}).", ground.en, en.join(", ")),
    )
}

fn annul_text(case: &PenaltyCase, organization: &Organization) -> Text {
    let (name, uscc) = (&organization.name, organization.uscc);
    let number = case.decision.as_ref().map_or("", |decision| decision.document_number.as_str());
    Text::new(
        format!("对{name}（统一社会信用代码{uscc}）的决定（{number}）已被撤销，原公布信息撤回。"),
        format!(
            "The decision on {name} (code {uscc}; {number}) was annulled; its publication is withdrawn."
        ),
    )
}
