//! Exits: one row for each organization that is on its way out or gone.

use shuniu_core::organization::Organization;

use crate::{ExitRow, StoreError, Writer};

/// The row of an organization, where it is leaving; `set_out` is the position at which it began to, where
/// that is among the entries that are read now; `left` is whether it was leaving before them.
pub(super) fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    left: bool,
    set_out: Option<i64>,
    now: i64,
) -> Result<(), StoreError> {
    let Some(standing) = organization.leaving() else {
        return if left { writer.drop_exit(&organization.id) } else { Ok(()) };
    };
    let known = match set_out {
        Some(position) => Some(position),
        None => writer.exit_id(&organization.id)?,
    };
    // Who left before this table was there gets its own number with the next rebuild.
    let id = known.unwrap_or(now);
    writer.put_exit(&ExitRow {
        organization: organization.id.clone(),
        id,
        registrar: organization.registrar.id.to_string(),
        division: organization.division.to_string(),
        kind: organization.kind.id().to_owned(),
        stage: standing.stage.id().to_owned(),
        ground: standing.ground.map(|ground| ground.id().to_owned()),
        since: standing.since,
        due_on: standing.due_on,
    })
}
