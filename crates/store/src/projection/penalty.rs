//! Penalties: one row for each case, and for each penalty of another department.

use chrono::NaiveDate;
use shuniu_core::{
    event::Event,
    organization::Organization,
    oversight::penalty::{Measure, PenaltyCase, PenaltyEvent, PenaltyStage, RecordedPenalty},
};

use super::Read;
use crate::{PenaltyRow, StoreError, Writer};

/// The rows of an organization's penalties, where an entry of the log is about them or ends the organization.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let about =
        |read: &Read<'_>| matches!(read.event.as_ref(), Event::Penalty(_)) || read.may_end_it();
    let penalties = &organization.penalties;
    let none = penalties.cases.is_empty() && penalties.recorded.is_empty();
    if none || !run.iter().any(about) {
        return Ok(());
    }
    let mut ids = writer.penalty_ids(&organization.id)?;
    let recorded = ids.keys().filter(|key| key.contains(RECORDED)).count();
    let mut next = recorded;
    for read in run {
        let Event::Penalty(event) = read.event.as_ref() else { continue };
        let key = match &**event {
            PenaltyEvent::CaseFiled { case } => case_key(organization, case),
            PenaltyEvent::PenaltyRecorded { .. } => {
                next += 1;
                recorded_key(organization, next)
            }
            _ => continue,
        };
        ids.insert(key, read.entry.position);
    }
    let id = |key: &str| {
        ids.get(key).copied().ok_or_else(|| StoreError::Corrupt {
            what: format!("the penalty {key} was not brought by anything"),
        })
    };
    for case in &penalties.cases {
        let key = case_key(organization, case);
        let id = id(&key)?;
        writer.put_penalty(&of_case(organization, case, key, id))?;
    }
    for (index, penalty) in penalties.recorded.iter().enumerate().skip(recorded) {
        let key = recorded_key(organization, index.saturating_add(1));
        let id = id(&key)?;
        writer.put_penalty(&of_recorded(organization, penalty, key, id))?;
    }
    Ok(())
}

/// Marks the keys of what is recorded.
const RECORDED: &str = "/r";

fn case_key(organization: &Organization, case: &PenaltyCase) -> String {
    format!("{}/{}", organization.id, case.number)
}

fn recorded_key(organization: &Organization, number: usize) -> String {
    format!("{}{RECORDED}{number}", organization.id)
}

/// By when the next step is due.
fn due_on(case: &PenaltyCase) -> Option<NaiveDate> {
    let decision = case.decision.as_ref();
    match case.stage() {
        PenaltyStage::Filed | PenaltyStage::Notified => case.decide_by.map(|by| by.last_day),
        PenaltyStage::Decided => decision?.serve_by.map(|by| by.last_day),
        PenaltyStage::Served => {
            let paid: i64 = case.payments.iter().map(|payment| payment.yuan).sum();
            let pay_by = case.service.as_ref().and_then(|service| service.pay_by);
            let pay_by = pay_by.filter(|_| paid < case.decided_yuan()).map(|by| by.last_day);
            pay_by.into_iter().chain(case.suspended_until()).min()
        }
        PenaltyStage::Dropped | PenaltyStage::Transferred | PenaltyStage::Annulled => None,
    }
}

fn of_case(organization: &Organization, case: &PenaltyCase, key: String, id: i64) -> PenaltyRow {
    let told = case.notice.as_ref().map(|notice| &notice.measures);
    let decided = case.decision.as_ref().map(|decision| &decision.measures);
    let measures = decided.or(told);
    let ids: Vec<&str> = measures.into_iter().flatten().map(Measure::id).collect();
    let yuan = measures.into_iter().flatten().filter_map(Measure::yuan);
    PenaltyRow {
        key,
        id,
        organization: organization.id.clone(),
        number: i32::try_from(case.number).ok(),
        stage: case.stage().id().to_owned(),
        basis: Some(case.breach.basis.id().to_owned()),
        ground: Some(case.breach.ground.id().to_owned()),
        measures: ids.join(" "),
        yuan: yuan.reduce(i64::saturating_add),
        authority: organization.registrar.name.clone(),
        document_number: case.decision.as_ref().map(|d| d.document_number.clone()),
        filed_on: Some(case.filed_on),
        decided_on: case.decision.as_ref().map(|decision| decision.on),
        served_on: case.service.as_ref().map(|service| service.on),
        due_on: due_on(case),
        published: case.in_force().is_some_and(|(decision, _)| decision.publish),
    }
}

fn of_recorded(
    organization: &Organization,
    penalty: &RecordedPenalty,
    key: String,
    id: i64,
) -> PenaltyRow {
    PenaltyRow {
        key,
        id,
        organization: organization.id.clone(),
        number: None,
        stage: "recorded".to_owned(),
        basis: None,
        ground: None,
        measures: penalty.kinds.join(" "),
        yuan: penalty.yuan,
        authority: penalty.authority.clone(),
        document_number: Some(penalty.document_number.clone()),
        filed_on: None,
        decided_on: Some(penalty.decided_on),
        served_on: None,
        due_on: None,
        published: true,
    }
}
