//! Names of organizations: for search, and as claims within one registrar and kind (name measures art. 16).
//!
//! What may not enter: whether a name may be borne; that is a rule.

use shuniu_core::{
    identity::{Divisions, normalize_name},
    organization::{Organization, RecordedRename},
    registration::division_names,
};

use super::Rows;
use crate::{Claim, Entry, NameRow, NameScope, StoreError, Writer};

/// Scope of the claims on names.
pub(crate) const NAMES: &str = "name";

/// The key under which a name is claimed: within one registrar and kind (name measures
/// art. 16(1)).
pub(crate) fn name_key(registrar: &str, kind: &str, normal_name: &str) -> String {
    format!("{registrar}|{kind}|{normal_name}")
}

/// The name that the organization bears from now on, for search.
pub(super) fn named(
    rows: &mut Rows,
    divisions: &Divisions,
    organization: &Organization,
    entry: &Entry,
) {
    let row = name_row(organization, entry);
    rows.name(row, &division_names(divisions, organization.division));
}

fn name_row(organization: &Organization, entry: &Entry) -> NameRow {
    NameRow {
        id: entry.position,
        organization: organization.id.clone(),
        name: organization.name.clone(),
        normal: normalize_name(&organization.name),
        registrar: organization.registrar.id.to_string(),
        kind: organization.kind.id().to_owned(),
        valid_from: entry.effective_on,
        valid_to: None,
    }
}

/// The old name ends and is free for others as far as the law lets them; the new one is claimed.
pub(super) fn renamed(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    divisions: &Divisions,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    unnamed(writer, rows, organization, entry)?;
    rows.claims.push(name_claim(organization));
    named(rows, divisions, organization, entry);
    Ok(())
}

/// A change of name that an older source tells: to the name in force, whose bearer bore another
/// before, or away from it. Existing law takes a name from nobody.
pub(super) fn told_name(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    divisions: &Divisions,
    organization: &Organization,
    told: &RecordedRename,
    entry: &Entry,
) -> Result<(), StoreError> {
    rows.write_within(writer, &entry.stream)?;
    let known = writer.names_of(&organization.id)?;
    if known.iter().any(|row| row.name == told.new_name) {
        let from = organization.names.iter().find(|n| n.name == told.old_name).map(|n| n.from);
        let row = NameRow {
            name: told.old_name.clone(),
            normal: normalize_name(&told.old_name),
            valid_from: from.unwrap_or(told.changed_on),
            valid_to: Some(told.changed_on),
            ..name_row(organization, entry)
        };
        rows.name(row, &division_names(divisions, organization.division));
        for later in known.iter().filter(|row| row.name == told.new_name) {
            writer.begin_name(later.id, told.changed_on)?;
        }
        return Ok(());
    }
    unnamed(writer, rows, organization, entry)?;
    rows.claims_if_free.push(name_claim(organization));
    named(rows, divisions, organization, entry);
    Ok(())
}

/// The claim on the name in force.
pub(super) fn name_claim(organization: &Organization) -> Claim {
    let normal = normalize_name(&organization.name);
    let key = name_key(organization.registrar.id.as_str(), organization.kind.id(), &normal);
    Claim { scope: NAMES, key, holder: organization.id.clone() }
}

/// The name in force ends; who else bears it by existing law holds it now.
pub(super) fn unnamed(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    // What is collected of this organization must be there to be ended.
    rows.write_within(writer, &entry.stream)?;
    for row in writer.names_of(&organization.id)?.iter().filter(|row| row.valid_to.is_none()) {
        writer.end_name(row.id, entry.effective_on)?;
        given_up(writer, row)?;
    }
    Ok(())
}

/// The claim on a name that is borne no more goes to whoever else bears it.
pub(super) fn given_up(writer: &mut Writer<'_>, row: &NameRow) -> Result<(), StoreError> {
    let key = name_key(&row.registrar, &row.kind, &row.normal);
    if writer.claimed_by(NAMES, &key)?.as_ref() == Some(&row.organization) {
        writer.release(NAMES, &key)?;
        inherit(writer, row, &key)?;
    }
    Ok(())
}

/// Existing law may hold a name twice: the oldest of the others that bear it holds the claim now.
fn inherit(writer: &mut Writer<'_>, given_up: &NameRow, key: &str) -> Result<(), StoreError> {
    const BEARERS: u32 = 50;
    let scope = NameScope { registrar: given_up.registrar.clone(), kind: given_up.kind.clone() };
    let same = writer.namesakes_in(std::slice::from_ref(&given_up.normal), &scope, BEARERS)?;
    let bearers = same.into_iter().filter(|hit| hit.valid_to.is_none());
    let others = bearers.filter(|hit| hit.organization != given_up.organization);
    let Some(oldest) = others.min_by_key(|hit| hit.id) else { return Ok(()) };
    let claim = Claim { scope: NAMES, key: key.to_owned(), holder: oldest.organization };
    writer.claim_if_free(&[claim])?;
    Ok(())
}

/// The last name is borne as if it had never been given up.
pub(super) fn borne_again(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    rows.write_within(writer, &entry.stream)?;
    let borne = organization.bears_its_name();
    let known = writer.names_of(&organization.id)?;
    let same = known.iter().filter(|row| row.name == organization.name);
    if let Some(row) = same.max_by_key(|row| row.id).filter(|row| borne && row.valid_to.is_some()) {
        writer.reopen_name(row.id)?;
        rows.claims_if_free.push(name_claim(organization));
    }
    Ok(())
}
