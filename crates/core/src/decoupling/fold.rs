//! How events change a case of decoupling.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{
    CaseNote, Completion, Decoupled, Decoupling, DecouplingEvent, DecouplingStatus, ItemFinding,
    ItemOutcome, ItemState, RecordedItem, Stuck,
};
use crate::{organization::Organization, unit::UnitRef};

/// Folds one event into the state of its organization. Total: an event that does not fit changes
/// nothing but the version.
#[must_use]
pub fn evolve(
    state: Option<Organization>,
    event: &DecouplingEvent,
    effective_on: NaiveDate,
) -> Option<Organization> {
    let mut organization = state?;
    organization.version += 1;
    if let DecouplingEvent::Listed { of, department, due_on, scope } = event {
        // Whoever was exempt and is listed again has not lost what was shown and signed before.
        let goes_on = |case: &Decoupling| {
            let same = case.of.programme == of.programme && case.department.id == department.id;
            same && case.status == DecouplingStatus::Exempt
        };
        let former = organization.decoupling.take().filter(|case| goes_on(case));
        let (items, signatures, sent_back_on, notes) = former
            .map_or_else(Default::default, |case| {
                (case.items, case.signatures, case.sent_back_on, case.notes)
            });
        organization.decoupling = Some(Box::new(Decoupling {
            status: DecouplingStatus::Listed,
            of: of.clone(),
            department: department.clone(),
            listed_on: effective_on,
            due_on: *due_on,
            scope: scope.clone(),
            plan: None,
            plan_returned: None,
            items,
            signatures,
            sent_back_on,
            stuck: None,
            exemption: None,
            completed: None,
            notes,
        }));
        return Some(organization);
    }
    if let DecouplingEvent::Completed {
        department, document_number, industry_association, ..
    } = event
    {
        organization.decoupled.push(Decoupled {
            department: department.clone(),
            on: effective_on,
            document_number: document_number.clone(),
            industry_association: *industry_association,
        });
    }
    if let Some(case) = &mut organization.decoupling {
        change(case, event, effective_on);
    }
    Some(organization)
}

/// An organization that is no more is decoupled no further.
pub(crate) fn ended(organization: &mut Organization) {
    if let Some(case) = &mut organization.decoupling
        && (case.status.is_to_do() || case.status == DecouplingStatus::Exempt)
    {
        case.status = DecouplingStatus::Deregistered;
        case.stuck = None;
    }
}

fn change(case: &mut Decoupling, event: &DecouplingEvent, on: NaiveDate) {
    if let Some((step, text)) = in_words(event) {
        case.notes.push(CaseNote { on, step: step.to_owned(), text: text.to_owned() });
    }
    match event {
        DecouplingEvent::Listed { .. } => {}
        DecouplingEvent::Delisted { .. } => {
            case.status = DecouplingStatus::Delisted;
            case.stuck = None;
        }
        DecouplingEvent::DepartmentSucceeded { department, .. } => {
            case.department = department.clone();
        }
        DecouplingEvent::Exempted { exemption } => {
            case.status = DecouplingStatus::Exempt;
            case.exemption = Some(exemption.clone());
            case.stuck = None;
        }
        DecouplingEvent::Rescheduled { batch, due_on, .. } => {
            case.of.batch = *batch;
            case.due_on = *due_on;
        }
        DecouplingEvent::PlanSubmitted { plan } => {
            case.status = DecouplingStatus::PlanSubmitted;
            case.plan = Some((**plan).clone());
            case.plan_returned = None;
        }
        DecouplingEvent::PlanApproved { document_number } => {
            case.status = DecouplingStatus::InProgress;
            if let Some(plan) = &mut case.plan {
                plan.approved = Some(document_number.clone());
            }
        }
        DecouplingEvent::PlanReturned { reasons } => {
            case.status = DecouplingStatus::Listed;
            case.plan_returned = Some(reasons.clone());
            if let Some(plan) = &mut case.plan {
                plan.approved = None;
            }
        }
        DecouplingEvent::ItemsRecorded { items, by } => {
            for item in items {
                record(case, item, by, on);
            }
        }
        DecouplingEvent::ItemsSentBack { unit, findings, .. } => {
            for finding in findings {
                send_back(case, finding, unit, on);
            }
        }
        DecouplingEvent::DimensionSigned { dimension, signature } => {
            case.signatures.entry(dimension.clone()).or_default().push(signature.clone());
        }
        DecouplingEvent::MarkedStuck { ground, reasons } => {
            case.stuck = Some(Stuck { ground: *ground, reasons: reasons.clone(), since: on });
        }
        DecouplingEvent::StuckCleared { .. } => case.stuck = None,
        DecouplingEvent::Completed { document_number, dated, .. } => {
            case.status = DecouplingStatus::Completed;
            case.stuck = None;
            let document_number = document_number.clone();
            case.completed = Some(Completion { on, document_number, dated: *dated });
        }
        DecouplingEvent::Reopened { findings, unit, due_on, .. } => {
            case.status = DecouplingStatus::Reopened;
            case.due_on = *due_on;
            for finding in findings {
                send_back(case, finding, unit, on);
            }
        }
        DecouplingEvent::Concluded { .. } => case.status = DecouplingStatus::Completed,
    }
}

/// What an event says in words, and at which step.
fn in_words(event: &DecouplingEvent) -> Option<(&'static str, &str)> {
    match event {
        DecouplingEvent::Delisted { reasons } => Some(("delisted", reasons)),
        DecouplingEvent::Exempted { exemption } => Some(("exempted", &exemption.reasons)),
        DecouplingEvent::Rescheduled { reasons, .. } => Some(("rescheduled", reasons)),
        DecouplingEvent::PlanReturned { reasons } => Some(("plan_returned", reasons)),
        DecouplingEvent::MarkedStuck { reasons, .. } => Some(("marked_stuck", reasons)),
        DecouplingEvent::StuckCleared { reasons } => Some(("stuck_cleared", reasons)),
        DecouplingEvent::Reopened { reasons, .. } => Some(("reopened", reasons)),
        DecouplingEvent::Concluded { remarks } => Some(("concluded", remarks)),
        _ => None,
    }
}

/// The dimension that an item belongs to, by its key.
fn dimension_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(dimension, _)| dimension)
}

/// What is known of an item changes, so whoever signed its dimension signs anew.
fn set(case: &mut Decoupling, key: &str, outcome: ItemOutcome, by: &str, on: NaiveDate) {
    case.signatures.remove(dimension_of(key));
    case.items.insert(key.to_owned(), ItemState { outcome, on, by: by.to_owned() });
}

fn record(case: &mut Decoupling, item: &RecordedItem, by: &str, on: NaiveDate) {
    let outcome = match &item.not_applicable {
        Some(reason) => ItemOutcome::NotApplicable { reason: reason.clone() },
        None => ItemOutcome::InOrder { evidence: item.evidence.clone() },
    };
    set(case, &item.item, outcome, by, on);
}

fn send_back(case: &mut Decoupling, finding: &ItemFinding, unit: &UnitRef, on: NaiveDate) {
    let evidence = match case.items.get(&finding.item).map(|item| &item.outcome) {
        Some(ItemOutcome::InOrder { evidence } | ItemOutcome::SentBack { evidence, .. }) => {
            evidence.clone()
        }
        Some(ItemOutcome::NotApplicable { .. }) | None => Vec::new(),
    };
    let (reasons, unit) = (finding.reasons.clone(), unit.clone());
    let outcome = ItemOutcome::SentBack { reasons, unit, evidence };
    set(case, &finding.item, outcome, "", on);
    let dimension = dimension_of(&finding.item).to_owned();
    case.sent_back_on.insert(dimension, on);
}
