//! Penalties: the facts are gathered, the rules examined, the events made.
//!
//! Two laws hold for one case: grounds and measures by that of the breach, or a later one that is milder; the
//! steps by that of the day.
//!
//! `events.rs` makes the events of each step.
//!
//! What may not enter: conditions (`oversight/penalty/`).

mod events;

use chrono::NaiveDate;

use super::{DecideError, Decision, Given, guard, malformed};
use crate::{
    Books,
    act::{Act, ActKind},
    calendar::{Deadline, Period},
    law::{Citation, Finding, examine},
    organization::{Organization, OrganizationKind},
    oversight::penalty::{
        Breach, PenaltyBasis, PenaltyEvent, PenaltyRequest, PenaltyStage, PenaltyStep, dues,
        rules::{PenaltySituation, RULES, SUBSTANCE},
    },
};
use events::{dated, filed, taken};

/// Decides an act on an organization's penalties.
pub(super) fn on_penalty<E>(
    books: &Books,
    act: &Act,
    request: &PenaltyRequest,
    organization: &Organization,
    given: &Given<'_>,
) -> Result<Decision, DecideError<E>> {
    let situation = gather(books, organization, request, given);
    let told = examined(books, act.told_rules, &situation);
    let findings = guard(act.kind, examined(books, act.procedure_rules, &situation), told)?;
    let events = match request {
        PenaltyRequest::File(input) => {
            let case = Box::new(filed(books, input, organization, given)?);
            dated(PenaltyEvent::CaseFiled { case }, given.on)
        }
        PenaltyRequest::Import(recorded) => {
            let event = PenaltyEvent::PenaltyRecorded { recorded: recorded.clone() };
            dated(event, recorded.decided_on)
        }
        PenaltyRequest::Step { case, step } => {
            let case = organization.penalties.case(*case);
            let case = case.ok_or_else(|| malformed("case", "there is no such case"))?;
            taken(books, case, step, &situation)?
        }
    };
    Ok(Decision::on_organization(organization, events, findings))
}

/// What stands against a step before anything is handed in; none where no case stands at its stage.
pub(crate) fn standing(
    act: &Act,
    organization: &Organization,
    on: NaiveDate,
) -> Option<Vec<Finding>> {
    const OPEN: &[PenaltyStage] = &[PenaltyStage::Filed, PenaltyStage::Notified];
    let cases = &organization.penalties.cases;
    let at = |wanted: &[PenaltyStage]| cases.iter().any(|case| wanted.contains(&case.stage()));
    let open_challenge = cases.iter().any(|case| {
        case.stage() == PenaltyStage::Served && case.remedies.iter().any(|r| r.ended.is_none())
    });
    let suspended = organization.penalties.suspended_until();
    let there = match act.kind {
        ActKind::FilePenaltyCase | ActKind::ImportPenalty => true,
        ActKind::RegisterEvidence
        | ActKind::NotifyPenalty
        | ActKind::ExtendPenaltyCase
        | ActKind::ExcludePenaltyTime
        | ActKind::DropPenaltyCase => at(OPEN),
        ActKind::SettleEvidence => cases.iter().any(|case| {
            case.stage().is_open() && case.evidence.iter().any(|e| e.settled.is_none())
        }),
        ActKind::StateOnPenalty => open_notice(organization, on).is_some(),
        ActKind::HoldHearing => cases.iter().any(|case| {
            case.stage() == PenaltyStage::Notified && case.hearing_asked() && case.hearing.is_none()
        }),
        ActKind::ReviewPenalty | ActKind::DecidePenalty => at(&[PenaltyStage::Notified]),
        ActKind::ServePenalty => at(&[PenaltyStage::Decided]),
        ActKind::SealAway => {
            cases.iter().any(|case| case.suspended_until().is_some() && case.sealed_on.is_none())
        }
        ActKind::ResumeActivity => suspended.is_some(),
        ActKind::PayPenalty | ActKind::SeekRemedy => at(&[PenaltyStage::Served]),
        ActKind::EndRemedy => open_challenge,
        ActKind::AnnulPenalty => at(&[PenaltyStage::Decided, PenaltyStage::Served]),
        _ => false,
    };
    there.then(Vec::new)
}

/// The notice that may be answered still, the one that ends first.
fn open_notice(organization: &Organization, on: NaiveDate) -> Option<Deadline> {
    let told = organization.penalties.cases.iter();
    let told = told.filter(|case| case.stage() == PenaltyStage::Notified);
    let open = told.filter_map(|case| Some(case.notice.as_ref()?.answer_by));
    open.filter(|by| by.last_day >= on).min_by_key(|by| by.last_day)
}

/// By when a step is due: the answer, the decision, the delivery of the case that ends first.
pub(crate) fn due(act: &Act, organization: &Organization, on: NaiveDate) -> Option<Deadline> {
    let cases = organization.penalties.cases.iter();
    match act.kind {
        ActKind::StateOnPenalty => open_notice(organization, on),
        ActKind::DecidePenalty => {
            let open = cases.filter(|case| case.stage() == PenaltyStage::Notified);
            open.filter_map(|case| case.decide_by).min_by_key(|by| by.last_day)
        }
        ActKind::ServePenalty => {
            let made = cases.filter(|case| case.stage() == PenaltyStage::Decided);
            let by = made.filter_map(|case| case.decision.as_ref()?.serve_by);
            by.min_by_key(|by| by.last_day)
        }
        _ => None,
    }
}

/// The rule that names the grounds of the law a case rests on.
fn basis_rule(kind: OrganizationKind, basis: PenaltyBasis) -> Option<&'static str> {
    match (basis, kind) {
        (PenaltyBasis::Charity, _) => Some("CS-109"),
        (PenaltyBasis::Regulation, OrganizationKind::Association) => Some("ST-30b"),
        (PenaltyBasis::Regulation, OrganizationKind::ServiceInstitution) => Some("MF-25"),
        (PenaltyBasis::Regulation, OrganizationKind::Foundation) => Some("JJ-42"),
        (PenaltyBasis::Rescission, OrganizationKind::Association) => Some("ST-29"),
        (PenaltyBasis::Rescission, OrganizationKind::ServiceInstitution) => Some("MF-24"),
        (PenaltyBasis::Rescission, OrganizationKind::Foundation) => Some("JJ-41"),
        (PenaltyBasis::OtherLaw, OrganizationKind::Association) => Some("ST-31"),
        (PenaltyBasis::OtherLaw, OrganizationKind::ServiceInstitution) => Some("MF-26"),
        (PenaltyBasis::OtherLaw, OrganizationKind::Foundation) => None,
    }
}

/// The law that a breach rests on, as it stood on a day.
fn law_on(
    books: &Books,
    kind: OrganizationKind,
    breach: &Breach,
    day: NaiveDate,
) -> Option<Citation> {
    let rule = basis_rule(kind, breach.basis)?;
    books.law.rule_in_force(rule, day).map(|(_, citation)| citation)
}

/// Grounds and measures by the law of the breach, everything else by that of the day.
fn examined(books: &Books, ids: &[&str], situation: &PenaltySituation) -> Vec<Finding> {
    let organization = &situation.organization;
    let ids = books.law.for_kind(ids, organization.kind);
    let day = law_day(situation);
    let place = organization.division;
    let of = |id: &&str| {
        let day = if SUBSTANCE.contains(id) { day } else { situation.on };
        examine(&books.law, RULES, &[id], situation, day, place)
    };
    ids.iter().flat_map(of).collect()
}

/// The day whose law says what the breach is.
fn law_day(situation: &PenaltySituation) -> NaiveDate {
    let on = situation.on;
    let breach = match &situation.request {
        Some(PenaltyRequest::File(input)) => Some(&input.breach),
        Some(PenaltyRequest::Step { case, step }) => {
            if let PenaltyStep::Decide(input) = step
                && input.milder.is_some()
            {
                return on;
            }
            situation.organization.penalties.case(*case).map(|case| &case.breach)
        }
        _ => None,
    };
    breach.map_or(on, |breach| breach.law_of(on))
}

fn gather(
    books: &Books,
    organization: &Organization,
    request: &PenaltyRequest,
    given: &Given<'_>,
) -> PenaltySituation {
    let (on, place) = (given.on, organization.division);
    let end = |id: &str, from: NaiveDate| {
        books.end_of(id, from, from, place, Period::WorkingDays).ok().flatten()
    };
    let mut situation = PenaltySituation {
        on,
        organization: organization.clone(),
        account: given.actor.account.clone(),
        request: Some(request.clone()),
        answer_by: None,
        hearing_from: None,
        law_then: None,
        law_now: None,
        dues: None,
    };
    let (case, breach) = match request {
        PenaltyRequest::File(input) => (None, Some(&input.breach)),
        PenaltyRequest::Step { case, .. } => {
            let case = organization.penalties.case(*case);
            (case, case.map(|case| &case.breach))
        }
        PenaltyRequest::Import(_) => (None, None),
    };
    if let Some(breach) = breach {
        let law = |day| law_on(books, organization.kind, breach, day);
        (situation.law_then, situation.law_now) = (law(breach.law_of(on)), law(on));
    }
    if let (Some(case), PenaltyRequest::Step { step, .. }) = (case, request) {
        match step {
            PenaltyStep::Notify(input) => {
                situation.answer_by =
                    end("penalty.hearing.answer.working_days", input.delivered_on);
            }
            PenaltyStep::Hear(input) => {
                let first = end("penalty.hearing.notice.working_days", input.notified_on);
                situation.hearing_from = first.map(|first| first.last_day);
            }
            PenaltyStep::Pay(input) => {
                situation.dues = Some(dues(books, case, place, input.paid_on));
            }
            _ => {}
        }
    }
    situation
}
