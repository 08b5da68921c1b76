//! Organizations: the row with its public document, names for search, supervision, posts,
//! notices; claims on code and name; running numbers of codes and certificates.

use shuniu_core::{
    decide::{segment_series, series},
    event::Event,
    identity::{Divisions, name_grams, normalize_name},
    organization::{Organization, OrganizationEvent, Origin, evolve},
};

use super::{Read, id_of, to_json};
use crate::{Entry, NameRow, NoticeRow, OrganizationRow, PostRow, RelationRow, StoreError, Writer};

/// Scope of the claims on codes.
pub(crate) const CODES: &str = "uscc";
/// Scope of the claims on the bodies of organization codes.
pub(crate) const BODIES: &str = "organization_code";
/// Scope of the claims on names.
pub(crate) const NAMES: &str = "name";

/// The key under which a name is claimed: within one registrar and kind (name measures
/// art. 16(1)).
pub(crate) fn name_key(registrar: &str, kind: &str, normal_name: &str) -> String {
    format!("{registrar}|{kind}|{normal_name}")
}

pub(super) fn project(
    writer: &mut Writer<'_>,
    divisions: &Divisions,
    run: &[Read<'_>],
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    let starts = matches!(first.event, Event::Organization(OrganizationEvent::Registered { .. }));
    // A stream that starts here has no row yet: the look-up is spared.
    let before = if starts { None } else { writer.organization(id_of(&first.entry.stream))? };
    let seq = before.as_ref().map_or(first.entry.position, |row| row.seq);
    let mut state: Option<Organization> = match &before {
        Some(row) => Some(super::from_json(&row.state)?),
        None => None,
    };
    for read in run {
        let Event::Organization(event) = &read.event else { continue };
        state = evolve(state, event, read.entry.effective_on);
        if let Some(organization) = &state {
            beside(writer, organization, event, read.entry)?;
        }
    }
    let Some(organization) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    writer.put_organization(&row(&organization, divisions, seq, last.entry)?)
}

fn row(
    organization: &Organization,
    divisions: &Divisions,
    seq: i64,
    last: &Entry,
) -> Result<OrganizationRow, StoreError> {
    Ok(OrganizationRow {
        id: organization.id.clone(),
        seq,
        uscc: Some(organization.uscc.to_string()),
        name: organization.name.clone(),
        kind: organization.kind.id().to_owned(),
        status: organization.status.id().to_owned(),
        division: organization.division.to_string(),
        registrar: organization.registrar.id.to_string(),
        supervisory_unit: organization.supervision.as_ref().map(|s| s.unit.id.to_string()),
        established_on: organization.established_on,
        version: last.version,
        position: last.position,
        updated_at: last.recorded_at,
        document: to_json(&organization.public_record(divisions))?,
        state: to_json(organization)?,
    })
}

/// What an event changes beside the row of the organization itself.
fn beside(
    writer: &mut Writer<'_>,
    organization: &Organization,
    event: &OrganizationEvent,
    entry: &Entry,
) -> Result<(), StoreError> {
    match event {
        OrganizationEvent::Registered { .. } => registered(writer, organization, entry),
        OrganizationEvent::SupervisionBegan { unit, basis } => writer.put_relation(&RelationRow {
            id: entry.position,
            organization: organization.id.clone(),
            unit: unit.id.to_string(),
            kind: "supervision".to_owned(),
            valid_from: entry.effective_on,
            valid_to: None,
            basis: basis.clone(),
        }),
        OrganizationEvent::CertificateIssued { serial: Some(serial), .. } => {
            let series = series("certificate", organization.division, entry.effective_on);
            writer.raise_counter(&series, *serial)
        }
        OrganizationEvent::CertificateIssued { serial: None, .. }
        | OrganizationEvent::CertificateDelivered { .. } => Ok(()),
        OrganizationEvent::NoticePublished { subject, text, .. } => writer.put_notice(&NoticeRow {
            id: entry.position,
            organization: organization.id.clone(),
            organization_name: organization.name.clone(),
            kind: subject.clone(),
            registrar: organization.registrar.id.to_string(),
            division: organization.division.to_string(),
            text_zh: text.zh.clone(),
            text_en: text.en.clone(),
            published_on: entry.effective_on,
        }),
    }
}

fn registered(
    writer: &mut Writer<'_>,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    let registrar = organization.registrar.id.to_string();
    let kind = organization.kind.id();
    claim(writer, organization, &registrar)?;
    count_code(writer, organization, &registrar)?;
    writer.put_name(
        &NameRow {
            id: entry.position,
            organization: organization.id.clone(),
            name: organization.name.clone(),
            registrar,
            kind: kind.to_owned(),
            valid_from: entry.effective_on,
            valid_to: None,
        },
        &name_grams(&organization.name),
    )?;
    let person = organization.items.legal_representative.as_ref();
    match person.and_then(|p| p.identity_digest.clone()) {
        None => Ok(()),
        Some(person) => writer.put_post(&PostRow {
            id: entry.position,
            organization: organization.id.clone(),
            organization_kind: kind.to_owned(),
            person,
            post: "legal_representative".to_owned(),
            valid_from: entry.effective_on,
            valid_to: None,
        }),
    }
}

/// A code belongs to one organization for ever. A name is claimed for new organizations; older
/// registers hold some names twice, and existing law is not new law, so there the first stays.
fn claim(
    writer: &mut Writer<'_>,
    organization: &Organization,
    registrar: &str,
) -> Result<(), StoreError> {
    writer.claim(CODES, organization.uscc.as_str(), &organization.id)?;
    let code = organization.uscc.organization_code();
    let body = code.get(..code.len().saturating_sub(1)).unwrap_or_default();
    writer.claim_if_free(BODIES, body, &organization.id)?;
    let key = name_key(registrar, organization.kind.id(), &normalize_name(&organization.name));
    match organization.origin {
        Origin::Established { .. } => writer.claim(NAMES, &key, &organization.id),
        Origin::ExistingLaw { .. } => {
            writer.claim_if_free(NAMES, &key, &organization.id).map(|_| ())
        }
    }
}

/// A code of one of the registrar's segments moves the segment's running number past it.
fn count_code(
    writer: &mut Writer<'_>,
    organization: &Organization,
    registrar: &str,
) -> Result<(), StoreError> {
    let Origin::Established { .. } = organization.origin else {
        return Ok(());
    };
    let Some(unit) = writer.unit_state(registrar)? else {
        return Ok(());
    };
    for segment in &unit.segments {
        if let Some(next) = segment
            .index_of(&organization.uscc)
            .and_then(|i| i64::try_from(i.saturating_add(1)).ok())
        {
            writer.raise_counter(&segment_series(segment.first().as_str()), next)?;
        }
    }
    Ok(())
}
