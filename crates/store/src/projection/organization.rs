//! Organizations: the row with its public document, names for search, supervision, posts,
//! notices; claims on code and name; running numbers of codes and certificates.

use chrono::NaiveDate;
use shuniu_core::{
    Books,
    affiliation::RelationKind,
    decide::{document_series, segment_series, series},
    event::Event,
    identity::{DivisionCode, Divisions},
    organization::{DecidedAction, Organization, OrganizationEvent, Origin},
    oversight::penalty::PenaltyEvent,
};

use super::{
    Known, Read, Rows, affiliation, annual, correction, credit, decoupling, evaluation, exit,
    id_of,
    names::{borne_again, name_claim, named, renamed, told_name, unnamed},
    penalty, to_json,
};
use crate::{Claim, Entry, NoticeRow, OrganizationRow, PostRow, RelationRow, StoreError, Writer};

/// Scope of the claims on codes.
pub(crate) const CODES: &str = "uscc";
/// Scope of the claims on the bodies of organization codes.
pub(crate) const BODIES: &str = "organization_code";

pub(super) fn project(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    books: &Books,
    run: &[Read<'_>],
    known: Known<'_>,
) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return Ok(());
    };
    if run.iter().any(|read| matches!(read.event.as_ref(), Event::Correction(_))) {
        return correction::anew(writer, rows, books, last.entry);
    }
    let (state, seq) = before(writer, first, known)?;
    lay_out(writer, rows, books, run, state, seq, last.entry)?;
    Ok(())
}

/// Lays out what entries make of an organization; `last` is the newest that it rests on.
pub(super) fn lay_out(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    books: &Books,
    run: &[Read<'_>],
    mut state: Option<Organization>,
    seq: Option<i64>,
    last: &Entry,
) -> Result<Organization, StoreError> {
    let Some(first) = run.first() else {
        return Err(StoreError::Corrupt { what: format!("{} has no beginning", last.stream) });
    };
    let is_new = seq.is_none();
    let seq = seq.unwrap_or(first.entry.position);
    let mut set_out = None;
    let leaves =
        |state: &Option<Organization>| state.as_ref().is_some_and(Organization::is_leaving);
    let left = leaves(&state);
    for read in run {
        let left_before = leaves(&state);
        if let (Event::Affiliation(event), Some(organization)) = (read.event.as_ref(), &state) {
            affiliation::beside(writer, rows, organization, event, read.entry)?;
        }
        state = read.event.fold(state, read.entry.effective_on);
        if let (Event::Organization(event), Some(organization)) = (read.event.as_ref(), &state) {
            beside(writer, rows, &books.divisions, organization, event, read.entry)?;
        }
        if let (Event::Penalty(event), Some(organization)) = (read.event.as_ref(), &state) {
            punished(writer, rows, organization, event, read.entry)?;
        }
        if !left_before && leaves(&state) {
            set_out = Some(read.entry.position);
        }
    }
    let Some(mut organization) = state else {
        return Err(StoreError::Corrupt {
            what: format!("{} has no beginning", first.entry.stream),
        });
    };
    decoupling::beside(writer, &books.checklists, &organization, run)?;
    annual::beside(writer, &organization, run)?;
    credit::beside(writer, &organization, run)?;
    penalty::beside(writer, &organization, run)?;
    evaluation::beside(writer, &organization, run)?;
    exit::beside(writer, &organization, left || set_out.is_some(), set_out, first.entry.position)?;
    // What was annulled makes no state, and makes a version.
    organization.version = last.version;
    let row = row(&organization, &books.divisions, seq, last)?;
    if is_new {
        rows.organizations.push(row);
    } else {
        rows.changed_organizations.push(row);
    }
    Ok(organization)
}

/// The state before the first entry, and the number in the order of entry if there is one.
fn before(
    writer: &mut Writer<'_>,
    first: &Read<'_>,
    known: Known<'_>,
) -> Result<(Option<Organization>, Option<i64>), StoreError> {
    let id = id_of(&first.entry.stream);
    match (first.event.as_ref(), known) {
        // A stream that starts here has no row yet: the look-up is spared.
        (Event::Organization(OrganizationEvent::Registered { .. }), _) => Ok((None, None)),
        (_, Known::Organization(known, seq)) if known.id == id => {
            Ok((Some(known.clone()), Some(seq)))
        }
        _ => match writer.organization(id)? {
            Some(row) => Ok((Some(super::from_json(&row.state)?), Some(row.seq))),
            None => Ok((None, None)),
        },
    }
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
        responsible: organization.responsible().id().to_owned(),
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
    rows: &mut Rows,
    divisions: &Divisions,
    organization: &Organization,
    event: &OrganizationEvent,
    entry: &Entry,
) -> Result<(), StoreError> {
    count_numbers(rows, organization.division, event, entry.effective_on);
    match event {
        OrganizationEvent::Registered { .. } => {
            registered(writer, rows, divisions, organization, entry)?;
        }
        OrganizationEvent::SupervisionBegan { unit, basis } => {
            rows.relations.push(RelationRow::begun(
                (entry.position, entry.effective_on),
                &organization.id,
                unit.id.as_str(),
                RelationKind::Supervision.id(),
                basis,
            ));
        }
        OrganizationEvent::ItemsChanged { name, .. } => {
            if name.is_some() {
                renamed(writer, rows, divisions, organization, entry)?;
            }
            represented(writer, rows, organization, entry)?;
        }
        OrganizationEvent::RenameRecorded { rename, .. } => {
            told_name(writer, rows, divisions, organization, rename, entry)?;
        }
        OrganizationEvent::CertificateIssued { .. }
        | OrganizationEvent::CertificateDelivered { .. }
        | OrganizationEvent::CharterApproved { .. }
        | OrganizationEvent::BecameCharity { .. }
        | OrganizationEvent::FundraisingQualified { .. }
        | OrganizationEvent::OfficersFiled { .. }
        | OrganizationEvent::SealAndAccountFiled { .. }
        | OrganizationEvent::PartyBuildingFiled { .. }
        | OrganizationEvent::CertificateLost { .. }
        | OrganizationEvent::Succeeded { .. }
        | OrganizationEvent::SucceededBy { .. }
        | OrganizationEvent::DuplicateIssued { .. } => {}
        OrganizationEvent::DecisionRecorded { decision, .. } => match decision.action {
            Some(DecidedAction::Deregistration) => ended(writer, rows, organization, entry)?,
            Some(DecidedAction::Rescission) => unnamed(writer, rows, organization, entry)?,
            _ => {}
        },
        OrganizationEvent::Ended { .. } => ended(writer, rows, organization, entry)?,
        OrganizationEvent::NoticePublished { subject, text, .. } => rows.notices.push(NoticeRow {
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
    Ok(())
}

/// Numbers of certificates and documents are used once and for all, whatever becomes of the act.
pub(super) fn count_numbers(
    rows: &mut Rows,
    division: DivisionCode,
    event: &OrganizationEvent,
    on: NaiveDate,
) {
    match event {
        OrganizationEvent::CertificateIssued { serial: Some(serial), .. } => {
            rows.raise(&series("certificate", division, on), *serial);
        }
        OrganizationEvent::Ended { document_number, .. } => {
            if let Some((series, running)) = document_series(document_number) {
                rows.raise(&series, running);
            }
        }
        _ => {}
    }
}

/// A rescission that was delivered ends the name; its annulment lets it be borne again.
fn punished(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    event: &PenaltyEvent,
    entry: &Entry,
) -> Result<(), StoreError> {
    let rescinded = organization.rescinded_on;
    match event {
        PenaltyEvent::PenaltyServed { .. } if rescinded == Some(entry.effective_on) => {
            unnamed(writer, rows, organization, entry)
        }
        PenaltyEvent::PenaltyAnnulled { .. } if rescinded.is_none() => {
            borne_again(writer, rows, organization, entry)
        }
        _ => Ok(()),
    }
}

fn registered(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    divisions: &Divisions,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    let registrar = organization.registrar.id.to_string();
    claim(rows, organization);
    count_code(writer, rows, organization, &registrar)?;
    named(rows, divisions, organization, entry);
    rows.posts.extend(post(organization, entry));
    Ok(())
}

/// The post of the legal representative, whose identity the register knows.
fn post(organization: &Organization, entry: &Entry) -> Option<PostRow> {
    let person = organization.items.legal_representative.as_ref()?.identity_digest.clone()?;
    Some(PostRow {
        id: entry.position,
        organization: organization.id.clone(),
        organization_kind: organization.kind.id().to_owned(),
        person,
        post: "legal_representative".to_owned(),
        valid_from: entry.effective_on,
        valid_to: None,
    })
}

/// The organization is no more: its name, its posts and its relations end.
fn ended(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    unnamed(writer, rows, organization, entry)?;
    let on = entry.effective_on;
    for row in writer.posts_in(&organization.id, None)? {
        if row.valid_to.is_none() {
            writer.end_post(row.id, on)?;
        }
    }
    for row in writer.relations_of(&organization.id, None)? {
        if row.valid_to.is_none() {
            writer.end_relation(row.id, on)?;
        }
    }
    Ok(())
}

/// Another legal representative: the post of the one before ends.
fn represented(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    entry: &Entry,
) -> Result<(), StoreError> {
    rows.write_within(writer, &entry.stream)?;
    let now = post(organization, entry);
    let held = writer.posts_in(&organization.id, None)?;
    let open: Vec<&PostRow> = held.iter().filter(|row| row.valid_to.is_none()).collect();
    let stays = |row: &&&PostRow| now.as_ref().is_some_and(|new| new.person == row.person);
    if open.iter().any(|row| stays(&row)) {
        return Ok(());
    }
    for row in open {
        writer.end_post(row.id, entry.effective_on)?;
    }
    rows.posts.extend(now);
    Ok(())
}

/// A code belongs to one organization for ever. A name that is borne is claimed for new organizations; older
/// registers hold some names twice, and existing law is not new law, so there the first stays.
pub(super) fn claim(rows: &mut Rows, organization: &Organization) {
    let of = |scope, key: String| Claim { scope, key, holder: organization.id.clone() };
    rows.claims.push(of(CODES, organization.uscc.to_string()));
    let code = organization.uscc.organization_code();
    let body = code.get(..code.len().saturating_sub(1)).unwrap_or_default();
    rows.claims_if_free.push(of(BODIES, body.to_owned()));
    if !organization.bears_its_name() {
        return;
    }
    match organization.origin {
        Origin::Established { .. } => rows.claims.push(name_claim(organization)),
        Origin::ExistingLaw { .. } => rows.claims_if_free.push(name_claim(organization)),
    }
}

/// A code of one of the registrar's segments moves the segment's running number past it.
fn count_code(
    writer: &mut Writer<'_>,
    rows: &mut Rows,
    organization: &Organization,
    registrar: &str,
) -> Result<(), StoreError> {
    let Origin::Established { .. } = organization.origin else {
        return Ok(());
    };
    let Some(unit) = writer.unit_state(registrar)? else {
        return Ok(());
    };
    let past = |index: u64| i64::try_from(index.saturating_add(1)).ok();
    let passed: Vec<(String, i64)> = unit
        .segments
        .iter()
        .filter_map(|s| {
            let next = s.index_of(&organization.uscc).and_then(past)?;
            Some((segment_series(s.first().as_str()), next))
        })
        .collect();
    for (series, next) in passed {
        rows.raise(&series, next);
    }
    Ok(())
}
