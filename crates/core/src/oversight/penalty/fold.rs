//! How events change what is known of an organization's penalties, and what a delivered decision takes.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    AnnulledBy, Annulment, Measure, Penalties, PenaltyCase, PenaltyDrop, PenaltyEvent, Remedy,
    RemedyKind, RemedyOutcome, Service, Taken,
};
use crate::organization::{self, DecidedAction, Organization};

/// Folds one event, with its legal date, into the state. Total: an event that does not fit changes
/// nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &PenaltyEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    match event {
        PenaltyEvent::PenaltyServed { case, service, .. } => {
            served(&mut organization, *case, service);
        }
        PenaltyEvent::PenaltyAnnulled { case, annulment, .. } => {
            annulled(&mut organization, *case, annulment);
        }
        other => change(&mut organization.penalties, other, effective_on),
    }
    Some(organization)
}

/// What is annulled by now was void on every day before, too.
pub fn forget(organization: &mut Organization, later: &Penalties) {
    for case in &later.cases {
        let known = organization.penalties.case(case.number);
        let in_force = known.is_some_and(|known| known.in_force().is_some());
        if let Some(annulment) = case.annulled.as_ref().filter(|_| in_force) {
            annulled(organization, case.number, annulment);
        }
    }
}

/// Whoever is no more is not punished: what is not decided is dropped, and stays readable.
pub(crate) fn ended(penalties: &mut Penalties, on: NaiveDate) {
    for case in penalties.cases.iter_mut().filter(|case| case.stage().is_open()) {
        let reasons = String::new();
        case.dropped =
            Some(PenaltyDrop { on, reasons, document_number: None, transferred_to: None });
    }
}

fn change(penalties: &mut Penalties, event: &PenaltyEvent, on: NaiveDate) {
    match event {
        PenaltyEvent::CaseFiled { case } => {
            if penalties.case(case.number).is_none() {
                penalties.cases.push((**case).clone());
            }
        }
        PenaltyEvent::PenaltyRecorded { recorded } => penalties.recorded.push(recorded.clone()),
        other => {
            if let Some(number) = case_of(other)
                && let Some(case) = penalties.cases.iter_mut().find(|c| c.number == number)
            {
                step(case, other, on);
            }
        }
    }
}

/// The number of the case that an event is about.
fn case_of(event: &PenaltyEvent) -> Option<u32> {
    match event {
        PenaltyEvent::CaseFiled { case } => Some(case.number),
        PenaltyEvent::PenaltyRecorded { .. } => None,
        PenaltyEvent::EvidenceRegistered { case, .. }
        | PenaltyEvent::EvidenceSettled { case, .. }
        | PenaltyEvent::PenaltyNotified { case, .. }
        | PenaltyEvent::PenaltyAnswered { case, .. }
        | PenaltyEvent::HearingHeld { case, .. }
        | PenaltyEvent::LegallyReviewed { case, .. }
        | PenaltyEvent::PenaltyExtended { case, .. }
        | PenaltyEvent::PenaltyTimeExcluded { case, .. }
        | PenaltyEvent::PenaltyDecided { case, .. }
        | PenaltyEvent::PenaltyDropped { case, .. }
        | PenaltyEvent::PenaltyServed { case, .. }
        | PenaltyEvent::SealedAway { case, .. }
        | PenaltyEvent::ActivityResumed { case, .. }
        | PenaltyEvent::PenaltyPaid { case, .. }
        | PenaltyEvent::RemedySought { case, .. }
        | PenaltyEvent::RemedyEnded { case, .. }
        | PenaltyEvent::PenaltyAnnulled { case, .. } => Some(*case),
    }
}

fn step(case: &mut PenaltyCase, event: &PenaltyEvent, on: NaiveDate) {
    match event {
        PenaltyEvent::EvidenceRegistered { evidence, .. } => case.evidence.push(evidence.clone()),
        PenaltyEvent::EvidenceSettled { evidence, outcome, .. } => {
            if let Some(known) = nth(&mut case.evidence, *evidence) {
                known.settled = Some((on, outcome.clone()));
            }
        }
        PenaltyEvent::PenaltyNotified { notice, .. } => {
            // What is told anew begins the hearing anew.
            case.notice = Some((**notice).clone());
            case.statements.clear();
            (case.hearing, case.review) = (None, None);
        }
        PenaltyEvent::PenaltyAnswered { statement, .. } => case.statements.push(statement.clone()),
        PenaltyEvent::HearingHeld { hearing, .. } => case.hearing = Some(hearing.clone()),
        PenaltyEvent::LegallyReviewed { review, .. } => case.review = Some(review.clone()),
        PenaltyEvent::PenaltyExtended { extension, decide_by, .. } => {
            case.extensions.push(extension.clone());
            case.decide_by = Some(*decide_by);
        }
        PenaltyEvent::PenaltyTimeExcluded { excluded, decide_by, .. } => {
            case.excluded.push(*excluded);
            case.decide_by = decide_by.or(case.decide_by);
        }
        PenaltyEvent::PenaltyDecided { decision, .. } => case.decision = Some((**decision).clone()),
        PenaltyEvent::PenaltyDropped { dropped, .. } => case.dropped = Some(dropped.clone()),
        PenaltyEvent::SealedAway { on, .. } => case.sealed_on = Some(*on),
        PenaltyEvent::ActivityResumed { report, .. } => case.resumed = Some((on, report.clone())),
        PenaltyEvent::PenaltyPaid { payment, .. } => case.payments.push(payment.clone()),
        PenaltyEvent::RemedySought { remedy, .. } => case.remedies.push(remedy.clone()),
        PenaltyEvent::RemedyEnded { remedy, on, outcome, .. } => {
            if let Some(known) = nth(&mut case.remedies, *remedy) {
                known.ended = Some((*on, *outcome));
            }
        }
        // These change the organization too, or begin something.
        PenaltyEvent::CaseFiled { .. }
        | PenaltyEvent::PenaltyServed { .. }
        | PenaltyEvent::PenaltyAnnulled { .. }
        | PenaltyEvent::PenaltyRecorded { .. } => {}
    }
}

/// The one with a number, counted from 1.
fn nth<T>(all: &mut [T], number: u32) -> Option<&mut T> {
    let index = usize::try_from(number).ok()?.checked_sub(1)?;
    all.get_mut(index)
}

/// The decision takes effect: certificate and registration go with its delivery.
fn served(organization: &mut Organization, number: u32, service: &Service) {
    let certificate = organization.certificate.clone();
    let cases = &mut organization.penalties.cases;
    let Some(case) = cases.iter_mut().find(|case| case.number == number) else { return };
    case.service = Some(service.clone());
    let Some(decision) = &case.decision else { return };
    let action = decision.measures.iter().find_map(|measure| match measure {
        Measure::Revocation {} => Some(DecidedAction::Revocation),
        Measure::Rescission {} => Some(DecidedAction::Rescission),
        _ => None,
    });
    let document_number = decision.document_number.clone();
    if let Some(action) = action {
        case.taken = Some(Taken { certificate });
        organization::decided(organization, action, service.on, &document_number);
    }
}

/// The decision never was: what it took comes back, as long as the organization is there and nothing else took it.
fn annulled(organization: &mut Organization, number: u32, annulment: &Annulment) {
    let cases = &mut organization.penalties.cases;
    let Some(case) = cases.iter_mut().find(|case| case.number == number) else { return };
    case.annulled = Some(annulment.clone());
    let decided_by = match annulment.by {
        AnnulledBy::Registrar => None,
        AnnulledBy::Reconsideration => Some(RemedyKind::Reconsideration),
        AnnulledBy::Court => Some(RemedyKind::Suit),
    };
    let won = |r: &&mut Remedy| r.ended.is_none() && decided_by.is_none_or(|by| r.kind == by);
    for remedy in case.remedies.iter_mut().filter(won) {
        remedy.ended = Some((annulment.on, RemedyOutcome::Annulled));
    }
    let taken = case.taken.clone();
    // What an older register told of counts as well.
    let mut told = organization.decisions.iter().filter_map(|told| told.action);
    let otherwise = told.any(DecidedAction::ends) || organization.penalties.taken_away().is_some();
    if let Some(taken) = taken.filter(|_| !otherwise) {
        organization::given_back(organization, taken.certificate);
    }
}
