//! What of an entry may be corrected as a record error: what was copied from a document and can be miscopied. What an
//! entry decides stays out; that is taken back, or decided anew.
//!
//! What may not enter: whether a correction fits; that is a rule.

use serde_json::{Map, Value};

use super::CorrectedField;
use crate::{
    affiliation::AffiliationEvent,
    event::{Event, SCHEMA},
    organization::OrganizationEvent,
    oversight::penalty::PenaltyEvent,
    registration::Item,
};

/// The registered items beside the name, by their ids.
pub(super) const ITEMS: [&str; 8] = [
    "domicile",
    "purpose",
    "business_scope",
    "activity_area",
    "legal_representative",
    "funds_yuan",
    "legal_form",
    "public_raising",
];

/// The paths of an entry's fields that may be corrected. Its legal date may be, where there is one.
#[must_use]
pub fn correctable(event: &Event) -> Vec<String> {
    let listed: &[&str] = match event {
        Event::Organization(event) => return of_organization(event),
        Event::Affiliation(event) => match &**event {
            AffiliationEvent::Began { .. } => &["basis", "document_number"],
            AffiliationEvent::Ended { .. } => &["reason", "document_number"],
            AffiliationEvent::SupervisionEnded { .. } => &["document_number", "dated"],
            AffiliationEvent::Told { .. } => &["since", "until", "source"],
            _ => &[],
        },
        Event::Penalty(event) => match &**event {
            PenaltyEvent::PenaltyRecorded { .. } => &[
                "recorded.document_number",
                "recorded.authority",
                "recorded.decided_on",
                "recorded.yuan",
                "recorded.facts",
                "recorded.basis",
            ],
            _ => &[],
        },
        _ => &[],
    };
    listed.iter().map(ToString::to_string).collect()
}

/// The path of an item, by its id; a person is corrected by name.
fn field_of(item: &str) -> String {
    match item {
        "name" => "name".to_owned(),
        item if item == Item::LegalRepresentative.id() => format!("items.{item}.name"),
        item => format!("items.{item}"),
    }
}

fn of_organization(event: &OrganizationEvent) -> Vec<String> {
    let listed: &[&str] = match event {
        OrganizationEvent::Registered { .. } => {
            let own = ["name", "established_on"].into_iter().map(ToOwned::to_owned);
            return own.chain(ITEMS.map(field_of)).collect();
        }
        OrganizationEvent::ItemsChanged { changes, .. } => {
            return changes.iter().map(|change| field_of(&change.field)).collect();
        }
        OrganizationEvent::SupervisionBegan { .. } => &["basis"],
        OrganizationEvent::CharterApproved { .. } => &["adopted_on", "summary"],
        OrganizationEvent::OfficersFiled { officers, .. } => {
            let days = ["elected_on", "term_from", "term_until"].map(ToOwned::to_owned);
            let names = (0..officers.len()).map(|index| format!("officers.{index}.name"));
            return days.into_iter().chain(names).collect();
        }
        OrganizationEvent::CertificateLost { .. } => &["statement"],
        OrganizationEvent::CertificateIssued { .. } => {
            &["certificate.valid_from", "certificate.valid_to"]
        }
        OrganizationEvent::CertificateDelivered { .. } => &["received_by"],
        OrganizationEvent::DecisionRecorded { .. } => &[
            "decision.document_number",
            "decision.decided_on",
            "decision.action",
            "decision.authority",
        ],
        OrganizationEvent::RenameRecorded { .. } => {
            &["rename.old_name", "rename.new_name", "rename.changed_on"]
        }
        OrganizationEvent::BecameCharity { .. }
        | OrganizationEvent::FundraisingQualified { .. }
        | OrganizationEvent::SealAndAccountFiled { .. }
        | OrganizationEvent::PartyBuildingFiled { .. }
        | OrganizationEvent::DuplicateIssued { .. }
        | OrganizationEvent::Succeeded { .. }
        | OrganizationEvent::SucceededBy { .. }
        | OrganizationEvent::Ended { .. }
        | OrganizationEvent::NoticePublished { .. } => &[],
    };
    listed.iter().map(ToString::to_string).collect()
}

/// Whether the legal date of an entry may be corrected: not of what has dates of its own or is published.
#[must_use]
pub(super) fn is_dated(event: &Event) -> bool {
    match event {
        Event::Organization(event) => !matches!(
            event,
            OrganizationEvent::NoticePublished { .. }
                | OrganizationEvent::DecisionRecorded { .. }
                | OrganizationEvent::RenameRecorded { .. }
                | OrganizationEvent::Succeeded { .. }
                | OrganizationEvent::SucceededBy { .. }
        ),
        Event::Affiliation(event) => !matches!(**event, AffiliationEvent::Told { .. }),
        _ => false,
    }
}

/// What stands in a field of an entry; null where nothing does.
#[must_use]
pub fn value_of(event: &Event, field: &str) -> Value {
    let stored = payload(event);
    stored.as_ref().and_then(|value| value.pointer(&pointer(field))).cloned().unwrap_or_default()
}

/// The entry with its fields as they should be; none where it would be no entry of its kind.
#[must_use]
pub fn corrected_event(event: &Event, fields: &[CorrectedField]) -> Option<Event> {
    if fields.is_empty() {
        return Some(event.clone());
    }
    let (kind, _) = event.to_stored().ok()?;
    let mut stored = payload(event)?;
    for field in fields {
        put(&mut stored, &field.field, &field.new)?;
        told_anew(&mut stored, field);
    }
    Event::from_stored(&kind, SCHEMA, &stored.to_string()).ok()
}

/// A change tells beside the items what of them changed; it tells the right value now.
fn told_anew(stored: &mut Value, field: &CorrectedField) {
    let id = field.field.trim_start_matches("items.").trim_end_matches(".name");
    let changes = stored.get_mut("changes").and_then(Value::as_array_mut);
    for change in changes.into_iter().flatten() {
        if change.get("field").and_then(Value::as_str) == Some(id) {
            change["new"] = field.new.clone();
        }
    }
}

fn payload(event: &Event) -> Option<Value> {
    let (_, payload) = event.to_stored().ok()?;
    serde_json::from_str(&payload).ok()
}

fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

/// Sets a value, where its parent is there.
fn put(stored: &mut Value, field: &str, new: &Value) -> Option<()> {
    let (parent, last) = field.rsplit_once('.').unwrap_or(("", field));
    let parent = match parent {
        "" => stored,
        parent => stored.pointer_mut(&pointer(parent))?,
    };
    let fields: &mut Map<String, Value> = parent.as_object_mut()?;
    fields.insert(last.to_owned(), new.clone());
    Some(())
}
