//! How events change what a hub is.
//!
//! What may not enter: whether a change is lawful; events are facts.

use chrono::NaiveDate;

use super::{Hub, HubEvent, HubStatus, Rectification, Withdrawal};

/// Folds one event into a unit's standing as a hub. Total: an event that does not fit (one before
/// the nomination) leaves it as it is.
#[must_use]
pub fn evolve(hub: Option<Hub>, event: &HubEvent, effective_on: NaiveDate) -> Option<Hub> {
    if let HubEvent::Nominated { .. } = event {
        return nominated(hub.as_ref(), event, effective_on);
    }
    let mut hub = hub?;
    change(&mut hub, event, effective_on);
    if let Some(dated) = dated(event, effective_on) {
        hub.last_document_on = hub.last_document_on.max(Some(dated));
    }
    Some(hub)
}

/// The day of the document that an event rests on; entries without one bear the day of the entry.
fn dated(event: &HubEvent, effective_on: NaiveDate) -> Option<NaiveDate> {
    match event {
        HubEvent::Publicized { publicity } => Some(publicity.from),
        HubEvent::Recognized { .. }
        | HubEvent::Declined { .. }
        | HubEvent::Authorized { .. }
        | HubEvent::WithdrawalDecided { .. } => Some(effective_on),
        _ => None,
    }
}

/// A nomination begins anew; of what was before it stays known that there was something.
fn nominated(before: Option<&Hub>, event: &HubEvent, effective_on: NaiveDate) -> Option<Hub> {
    let HubEvent::Nominated {
        leading_group,
        route,
        level,
        fields,
        parent,
        uscc,
        organization,
        evidence,
        by,
    } = event
    else {
        return None;
    };
    Some(Hub {
        status: HubStatus::Nominated,
        leading_group: leading_group.clone(),
        route: *route,
        level: *level,
        fields: fields.clone(),
        parent: parent.clone(),
        uscc: *uscc,
        organization: organization.clone(),
        evidence: evidence.clone(),
        nominated_on: effective_on,
        nominated_by: by.clone(),
        review: None,
        publicity: None,
        recognition: None,
        authorization: None,
        earlier_authorizations: Vec::new(),
        stood_before: before.is_some_and(Hub::has_stood),
        assessments: Vec::new(),
        rectification: None,
        withdrawal: None,
        last_document_on: None,
    })
}

fn change(hub: &mut Hub, event: &HubEvent, effective_on: NaiveDate) {
    match event {
        HubEvent::Nominated { .. } => {}
        HubEvent::Reviewed { review } => {
            hub.status = match review.supports {
                true => HubStatus::Supported,
                false => HubStatus::NotSupported,
            };
            hub.review = Some(review.clone());
        }
        HubEvent::Publicized { publicity } => hub.publicity = Some(publicity.clone()),
        HubEvent::Recognized { recognition } => {
            hub.status = HubStatus::Recognized;
            hub.recognition = Some(recognition.clone());
        }
        HubEvent::Declined { .. } => hub.status = HubStatus::Declined,
        HubEvent::Authorized { authorization } => {
            hub.status = HubStatus::Authorized;
            hub.earlier_authorizations.extend(hub.authorization.replace(authorization.clone()));
        }
        HubEvent::Assessed { assessment } => hub.assessments.push(assessment.clone()),
        HubEvent::RectificationOrdered { until, what } => {
            let (since, what) = (effective_on, what.clone());
            hub.rectification = Some(Rectification { since, until: *until, what });
        }
        HubEvent::RectificationClosed { .. } => hub.rectification = None,
        HubEvent::WithdrawalDecided {
            ground,
            document_number,
            reasons,
            successor,
            supervised,
            due_on,
        } => {
            hub.status = match supervised {
                0 => HubStatus::Withdrawn,
                _ => HubStatus::Withdrawing,
            };
            hub.rectification = None;
            hub.withdrawal = Some(Withdrawal {
                ground: *ground,
                document_number: document_number.clone(),
                decided_on: effective_on,
                reasons: reasons.clone(),
                successor: successor.clone(),
                due_on: *due_on,
                completed_on: (*supervised == 0).then_some(effective_on),
            });
        }
        HubEvent::WithdrawalCompleted => {
            hub.status = HubStatus::Withdrawn;
            if let Some(withdrawal) = &mut hub.withdrawal {
                withdrawal.completed_on = Some(effective_on);
            }
        }
    }
}
