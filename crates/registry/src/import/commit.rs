//! Writing the good rows, many to a transaction.

use std::collections::HashMap;

use shuniu_core::{
    access::Actor,
    act::{ActRequest, ExistingRecord},
    organization::RegisteredItems,
};

use super::{Checked, ImportedRow, units};
use crate::{ActCall, Registry, RegistryError, Target};

/// Rows in one transaction: enough that a durable commit does not weigh, and that a page which many of them change is written
/// once; few enough that other acts wait for a second or two.
const TOGETHER: usize = 5_000;
/// Acts on organizations in one transaction: each is decided, which takes its time.
const DECIDED_TOGETHER: usize = 200;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Committed {
    /// Organizations.
    pub organizations: usize,
    /// Units.
    pub units: usize,
}

impl Registry {
    /// Writes the rows of a checked file, units first. `progress` is told how many rows are
    /// written. When it is cut off, running the same file again writes the rest.
    ///
    /// # Errors
    /// [`RegistryError`] of the first act that fails; what was told to `progress` is written.
    pub fn commit_organizations(
        &self,
        actor: &Actor,
        checked: &Checked,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Committed, RegistryError> {
        let mut done = Committed::default();
        for chunk in checked.units.chunks(TOGETHER) {
            let calls = chunk.iter().map(|unit| {
                ActCall::new(
                    actor.clone(),
                    Target::Register,
                    ActRequest::RegisterUnit { unit: unit.clone() },
                )
            });
            done.units += self.perform_together(calls.collect())?;
        }
        for chunk in checked.rows.chunks(TOGETHER) {
            let calls: Result<Vec<ActCall>, RegistryError> =
                chunk.iter().map(|row| call(actor, row)).collect();
            done.organizations += self.perform_together(calls?)?;
            progress(done.organizations);
        }
        if done.organizations > 0 {
            crate::plan_anew(&self.store);
        }
        Ok(done)
    }
}

fn call(actor: &Actor, row: &ImportedRow) -> Result<ActCall, RegistryError> {
    let registrar = units::registrar_id(row.division)?;
    let supervisory_unit = row.supervisor.as_deref().map(units::supervisor_id).transpose()?;
    let authority = row.authority.clone();
    let record = ExistingRecord {
        uscc: row.uscc,
        name: row.name.clone(),
        kind: row.kind,
        division: row.division,
        authority: authority.unwrap_or_else(|| registrar.to_string()),
        registrar,
        supervisory_unit,
        established_on: row.established_on,
        items: RegisteredItems { funds_yuan: row.funds_yuan, ..RegisteredItems::default() },
        certificate: row.certificate,
        source: row.source.clone(),
    };
    let request = ActRequest::ImportOrganization { record: Box::new(record) };
    Ok(ActCall::new(actor.clone(), Target::Register, request))
}

/// Rows for one transaction each: none has two rows of one organization, since each act is decided
/// on the state before the transaction. The first row of each organization goes first, then the
/// second of each, so that a file sorted by organization does not make batches of one.
pub(super) fn batches<'r, R>(rows: &'r [R], code: impl Fn(&'r R) -> &'r str) -> Vec<Vec<&'r R>> {
    let mut turns: Vec<Vec<&R>> = Vec::new();
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let turn = taken.entry(code(row)).or_default();
        if turns.len() == *turn {
            turns.push(Vec::new());
        }
        if let Some(batch) = turns.get_mut(*turn) {
            batch.push(row);
        }
        *turn += 1;
    }
    turns.iter().flat_map(|turn| turn.chunks(DECIDED_TOGETHER)).map(<[_]>::to_vec).collect()
}
