//! Cases of decoupling: one row each, and one for each of their dimensions; programmes.

use shuniu_core::{
    decoupling::{
        Checklists, Decoupling, DecouplingEvent, DecouplingStatus, Dimension, DimensionState,
        Programme, SignerRole, evolve_programme,
    },
    event::Event,
    organization::Organization,
};

use super::{Read, id_of, to_json};
use crate::{DecouplingRow, DimensionRow, ProgrammeRow, StoreError, Writer};

/// The rows of an organization's case, where one of the entries is about it or ends the organization.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    checklists: &Checklists,
    organization: &Organization,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let Some(case) = &organization.decoupling else { return Ok(()) };
    let about = |read: &Read<'_>| matches!(read.event.as_ref(), Event::Decoupling(_));
    if !run.iter().any(about) && organization.ended.is_none() {
        return Ok(());
    }
    let listed = run.iter().rev().find_map(|read| match read.event.as_ref() {
        Event::Decoupling(event) if matches!(**event, DecouplingEvent::Listed { .. }) => {
            Some(read.entry.position)
        }
        _ => None,
    });
    let id = match listed {
        Some(position) => position,
        None => writer.decoupling_id(&organization.id)?.ok_or_else(|| StoreError::Corrupt {
            what: format!("the case of {} was not listed", organization.id),
        })?,
    };
    writer.put_decoupling(&row(organization, case, id))?;
    let dimensions = checklists.get(&case.of.checklist).map_or(&[][..], |list| &list.dimensions);
    let rows: Vec<DimensionRow> =
        dimensions.iter().map(|dimension| of_dimension(organization, case, dimension)).collect();
    writer.put_dimensions(&organization.id, &rows)
}

fn row(organization: &Organization, case: &Decoupling, id: i64) -> DecouplingRow {
    let exempt = case.exemption.as_ref().filter(|_| case.status == DecouplingStatus::Exempt);
    DecouplingRow {
        organization: organization.id.clone(),
        id,
        programme: case.of.programme.clone(),
        batch: case.of.batch.into(),
        department: case.department.id.to_string(),
        division: organization.division.to_string(),
        registrar: organization.registrar.id.to_string(),
        status: case.status.id().to_owned(),
        stuck: case.stuck.as_ref().map(|stuck| stuck.ground.id().to_owned()),
        listed_on: case.listed_on,
        due_on: case.due_on,
        completed_on: case.completed.as_ref().map(|completed| completed.on),
        review_on: exempt.map(|exemption| exemption.review_on),
    }
}

fn of_dimension(
    organization: &Organization,
    case: &Decoupling,
    dimension: &Dimension,
) -> DimensionRow {
    let state = case.dimension_state(dimension);
    let ready = case.status.is_worked_on() && state == DimensionState::Ready;
    let role = case.next_signer(dimension).filter(|_| ready);
    DimensionRow {
        key: format!("{}/{}", organization.id, dimension.id),
        organization: organization.id.clone(),
        dimension: dimension.id.clone(),
        state: state.id().to_owned(),
        waits_for: role.map(|role| waits_for(case, role)),
    }
}

fn waits_for(case: &Decoupling, role: SignerRole) -> String {
    match role {
        SignerRole::SupervisoryUnit => waiting_department(case.department.id.as_str()),
        role => waiting_signer(&case.of.programme, role),
    }
}

/// How a dimension waits for the department itself.
#[must_use]
pub fn waiting_department(unit: &str) -> String {
    format!("department|{unit}")
}

/// How a dimension waits for the unit that signs for a role of a programme.
#[must_use]
pub fn waiting_signer(programme: &str, role: SignerRole) -> String {
    format!("{programme}|{}", role.id())
}

/// A programme.
pub(super) fn programme(writer: &mut Writer<'_>, run: &[Read<'_>]) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let before = writer.programme_row(id_of(&first.entry.stream))?;
    let seq = before.as_ref().map_or(first.entry.position, |row| row.seq);
    let mut state: Option<Programme> =
        before.map(|row| super::from_json(&row.state)).transpose()?;
    for read in run {
        if let Event::Programme(event) = read.event.as_ref() {
            state = evolve_programme(state, event, read.entry.effective_on);
        }
    }
    let Some(programme) = state else {
        let what = format!("{} has no beginning", first.entry.stream);
        return Err(StoreError::Corrupt { what });
    };
    writer.put_programme(&ProgrammeRow {
        id: programme.id.clone(),
        seq,
        title: programme.title.clone(),
        division: programme.division.to_string(),
        leading_group: programme.leading_group.id.to_string(),
        closed_on: programme.closed.as_ref().map(|closure| closure.on),
        version: last.entry.version,
        position: last.entry.position,
        updated_at: last.entry.recorded_at,
        state: to_json(&programme)?,
    })
}
