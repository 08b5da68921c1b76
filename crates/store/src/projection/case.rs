//! Cases: one row each, with what is due; and the running numbers of documents.

use shuniu_core::{
    act::ActKind,
    case::{Case, CaseEvent, evolve},
    decide::document_series,
    event::Event,
};

use super::{Read, id_of, to_json};
use crate::{CaseRow, StoreError, Writer};

pub(super) fn project(writer: &mut Writer<'_>, run: &[Read<'_>]) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let before = writer.case(id_of(&first.entry.stream))?;
    let seq = before.as_ref().map_or(first.entry.position, |row| row.seq);
    let mut state: Option<Case> = match &before {
        Some(row) => Some(super::from_json(&row.state)?),
        None => None,
    };
    for read in run {
        let Event::Case(event) = &read.event else { continue };
        let act = ActKind::from_id(&read.entry.act).ok_or_else(|| StoreError::Corrupt {
            what: format!("act {} is not known", read.entry.act),
        })?;
        state = evolve(state, event, act, &read.entry.actor, read.entry.effective_on);
        count_documents(writer, event)?;
    }
    let Some(case) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    let division = case.registrar.as_ref().map(|r| r.division.to_string());
    writer.put_case(&CaseRow {
        id: case.id.clone(),
        seq,
        act: ActKind::OpenEstablishment.id().to_owned(),
        status: case.status.id().to_owned(),
        kind: case.application.kind.id().to_owned(),
        registrar: case.application.registrar.to_string(),
        supervisory_unit: case.application.supervisory_unit().map(ToString::to_string),
        division: division.unwrap_or_default(),
        subject_name: case.application.name.clone(),
        applicant: case.applicant.clone(),
        organization: case.organization.clone(),
        opened_on: case.opened_on,
        due_on: case.due.as_ref().map(|d| d.deadline.last_day),
        due_what: case.due.as_ref().map(|d| d.what.zh.clone()),
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&case)?,
    })
}

fn count_documents(writer: &mut Writer<'_>, event: &CaseEvent) -> Result<(), StoreError> {
    let number = match event {
        CaseEvent::Accepted { receipt, .. } => receipt.as_deref(),
        CaseEvent::NotAccepted { document_number, .. }
        | CaseEvent::Approved { document_number, .. }
        | CaseEvent::Refused { document_number, .. } => Some(document_number.as_str()),
        _ => None,
    };
    match number.and_then(document_series) {
        Some((series, running)) => writer.raise_counter(&series, running),
        None => Ok(()),
    }
}
