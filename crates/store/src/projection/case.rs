//! Cases: one row each, with what is due; and the running numbers of documents.

use shuniu_core::{
    act::ActKind,
    case::{Case, CaseEvent, evolve},
    decide::document_series,
    event::Event,
};

use super::{Known, Read, Rows, id_of, to_json};
use crate::{CaseRow, StoreError, Writer};

pub(super) fn project(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    run: &[Read<'_>],
    known: Known<'_>,
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let (mut state, seq) = before(writer, first, known)?;
    let is_new = seq.is_none();
    let seq = seq.unwrap_or(first.entry.position);
    for read in run {
        let Event::Case(event) = read.event.as_ref() else { continue };
        let act = ActKind::from_id(&read.entry.act).ok_or_else(|| StoreError::Corrupt {
            what: format!("act {} is not known", read.entry.act),
        })?;
        state = evolve(state, event, act, &read.entry.actor, read.entry.effective_on);
        count_documents(rows, event);
    }
    let Some(case) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    let division = case.registrar.as_ref().map(|r| r.division.to_string());
    let row = CaseRow {
        id: case.id.clone(),
        seq,
        act: case.application.matter().id().to_owned(),
        status: case.status.id().to_owned(),
        kind: case.application.kind().id().to_owned(),
        registrar: case.application.registrar().to_string(),
        supervisory_unit: case.application.supervisory_unit().map(ToString::to_string),
        division: division.unwrap_or_default(),
        subject_name: case.application.name().to_owned(),
        applicant: case.applicant.clone(),
        organization: case.organization.clone(),
        opened_on: case.opened_on,
        due_on: case.due.as_ref().map(|d| d.deadline.last_day),
        due_what: case.due.as_ref().map(|d| d.what.zh.clone()),
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&case)?,
    };
    if is_new {
        rows.cases.push(row);
    } else {
        rows.changed_cases.push(row);
    }
    Ok(())
}

/// The state before the first entry, and the case's number in the order of entry if it has one.
fn before(
    writer: &mut Writer<'_>,
    first: &Read<'_>,
    known: Known<'_>,
) -> Result<(Option<Case>, Option<i64>), StoreError> {
    let id = id_of(&first.entry.stream);
    match (first.event.as_ref(), known) {
        // A stream that starts here has no row yet: the look-up is spared.
        (Event::Case(event), _) if matches!(**event, CaseEvent::Opened { .. }) => Ok((None, None)),
        (_, Known::Case(case, seq)) if case.id == id => Ok((Some(case.clone()), Some(seq))),
        _ => match writer.case(id)? {
            Some(row) => Ok((Some(super::from_json(&row.state)?), Some(row.seq))),
            None => Ok((None, None)),
        },
    }
}

fn count_documents(rows: &mut Rows, event: &CaseEvent) {
    let number = match event {
        CaseEvent::Accepted { receipt, .. } => receipt.as_deref(),
        CaseEvent::NotAccepted { document_number, .. }
        | CaseEvent::Approved { document_number, .. }
        | CaseEvent::Refused { document_number, .. } => Some(document_number.as_str()),
        _ => None,
    };
    if let Some((series, running)) = number.and_then(document_series) {
        rows.raise(&series, running);
    }
}
