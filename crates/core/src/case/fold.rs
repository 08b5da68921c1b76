//! The fold: the state of a case is made of its events, and of nothing else.

use chrono::NaiveDate;

use super::{Case, CaseEvent, CaseStatus, Remedies, Step, event::ITEMS};
use crate::{act::ActKind, registration::Application, unit::Unit};

/// Who "acts" when the law takes silence for acceptance.
pub const SILENCE: &str = "silence";

/// Folds one event into the state of a case. Total: an event that does not fit (one before
/// `Opened`) leaves the state as it is. `act` and `by` are those of the log entry.
#[must_use]
pub fn evolve(
    state: Option<Case>,
    event: &CaseEvent,
    act: ActKind,
    by: &str,
    on: NaiveDate,
) -> Option<Case> {
    let mut case = match (state, event) {
        (None, CaseEvent::Opened { id, applicant, application, registrar }) => {
            opened(id, applicant, application, registrar.as_ref(), on)
        }
        (None, _) => return None,
        (Some(case), _) => case,
    };
    case.version += 1;
    // Silence is nobody's act, whatever act came after it and brought it to light.
    let (act, by) = match event {
        CaseEvent::Accepted { by_silence: true, .. } => (ActKind::AcceptApplication, SILENCE),
        _ => (act, by),
    };
    // A consent that sends the case on is one step, though it is two events.
    if !(act == ActKind::GiveConsent && matches!(event, CaseEvent::Received { .. })) {
        case.steps.push(Step { act, by: by.to_owned(), on });
    }
    change(&mut case, event, on);
    Some(case)
}

fn opened(
    id: &str,
    applicant: &str,
    application: &Application,
    registrar: Option<&Unit>,
    on: NaiveDate,
) -> Case {
    Case {
        id: id.to_owned(),
        status: CaseStatus::Draft,
        applicant: applicant.to_owned(),
        application: application.clone(),
        registrar: registrar.cloned(),
        opened_on: on,
        received_on: None,
        complete_on: None,
        opinions: Vec::new(),
        consent_stands: false,
        corrections: None,
        accepted_by_silence: false,
        receipt: None,
        excluded: Vec::new(),
        extended_by: None,
        examination: None,
        decision_number: None,
        reasons: None,
        remedies: None,
        organization: application.about().map(|a| a.about.organization.clone()),
        due: None,
        steps: Vec::new(),
        version: 0,
    }
}

fn change(case: &mut Case, event: &CaseEvent, on: NaiveDate) {
    match event {
        CaseEvent::Opened { .. } => {}
        CaseEvent::Amended { application, registrar, changes } => {
            if changes.iter().any(|c| ITEMS.contains(&c.field.as_str())) {
                case.consent_stands = false;
            }
            case.application = application.clone();
            case.registrar.clone_from(registrar);
            // What a declined application asks for has changed: it is a draft again.
            if case.status == CaseStatus::Declined {
                case.status = CaseStatus::Draft;
            }
        }
        CaseEvent::SentToSupervisoryUnit {} => {
            case.status = CaseStatus::WithSupervisoryUnit;
            case.due = None;
        }
        CaseEvent::Received { due } => {
            case.status = CaseStatus::Submitted;
            case.received_on = Some(on);
            case.due.clone_from(due);
        }
        CaseEvent::OpinionGiven { opinion } => {
            case.opinions.push(opinion.clone());
            case.consent_stands = opinion.consents;
            if !opinion.consents {
                case.status = CaseStatus::Declined;
            }
        }
        CaseEvent::Accepted { by_silence, complete_on, receipt, due } => {
            case.status = CaseStatus::Accepted;
            case.accepted_by_silence = *by_silence;
            case.complete_on = Some(*complete_on);
            case.receipt.clone_from(receipt);
            case.due.clone_from(due);
        }
        CaseEvent::CorrectionRequested { items, due } => {
            case.status = CaseStatus::CorrectionRequested;
            case.corrections = Some(items.clone());
            case.due.clone_from(due);
        }
        CaseEvent::PeriodExcluded { period, due } => {
            case.excluded.push(period.clone());
            case.due.clone_from(due);
        }
        CaseEvent::DecisionExtended { days, due, .. } => {
            case.extended_by = Some(*days);
            case.due.clone_from(due);
        }
        CaseEvent::Examined { examination, .. } => {
            case.status = CaseStatus::Examined;
            case.examination = Some(examination.clone());
        }
        CaseEvent::NotAccepted { .. }
        | CaseEvent::Approved { .. }
        | CaseEvent::Refused { .. }
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Lapsed {}
        | CaseEvent::Closed { .. } => end(case, event),
    }
}

fn end(case: &mut Case, event: &CaseEvent) {
    case.due = None;
    match event {
        CaseEvent::NotAccepted { document_number, reasons, remedies, .. } => {
            case.status = CaseStatus::NotAccepted;
            against(case, document_number, reasons, remedies);
        }
        CaseEvent::Refused { document_number, reasons, remedies, .. } => {
            case.status = CaseStatus::Refused;
            against(case, document_number, reasons, remedies);
        }
        CaseEvent::Approved { document_number, organization, .. } => {
            case.status = CaseStatus::Approved;
            case.decision_number = Some(document_number.clone());
            case.organization = Some(organization.clone());
        }
        CaseEvent::Withdrawn { reason } => {
            case.status = CaseStatus::Withdrawn;
            case.reasons.clone_from(reason);
        }
        CaseEvent::Lapsed {} => case.status = CaseStatus::Lapsed,
        CaseEvent::Closed { document_number } => {
            case.status = CaseStatus::Closed;
            case.reasons = Some(document_number.clone());
        }
        _ => {}
    }
}

fn against(case: &mut Case, document_number: &str, reasons: &str, remedies: &Remedies) {
    case.decision_number = Some(document_number.to_owned());
    case.reasons = Some(reasons.to_owned());
    case.remedies = Some(remedies.clone());
}
