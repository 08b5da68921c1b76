//! Acts on the roll: what comes onto it, and what ends.

use super::{DecideError, Decision, Given, guard, malformed};
use crate::{
    Books,
    act::{Act, ActRequest},
    event::{Event, StreamEvent, roll_stream},
    identity::{DivisionCode, DivisionLevel},
    law::{Finding, examine},
    organization::{Organization, OrganizationKind},
    register::Register,
    registration::division_names,
    roll::{Entering, NewRollEntry, RULES, RollClass, RollEntry, RollEvent, name_beside_parent},
};

type Decided<R> = Result<Decision, DecideError<<R as Register>::Error>>;

/// Enters something onto the roll; a branch comes with the organization that it is part of.
pub(super) fn enter<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    entry: &NewRollEntry,
    parent: Option<&Organization>,
    given: &Given<'_>,
) -> Decided<R> {
    let unit = register.unit(&entry.unit).map_err(DecideError::Register)?;
    let own = parent.and_then(|parent| name_beside_parent(&entry.name, parent));
    let situation = Entering {
        on: given.on,
        entry: Some(entry.clone()),
        unit: unit.clone(),
        parent: parent.cloned(),
        regions: own.map(|own| regions(books, own)).unwrap_or_default(),
        places: unit.iter().flat_map(|u| division_names(&books.divisions, u.division)).collect(),
        ending: None,
    };
    let unit = unit.ok_or_else(|| malformed("unit", "no such unit"))?;
    let rules = asked(entry.content.class(), parent.map(|p| p.kind));
    // The law of the day on which a branch was decided, of other entries that of today.
    let day = match entry.content.class() {
        RollClass::Branch => entry.since.min(given.on),
        _ => given.on,
    };
    let of = |ids: &[&str]| examine(&books.law, RULES, ids, &situation, day, unit.division);
    let findings = guard(act.kind, of(rules.0), of(rules.1))?;
    let event = RollEvent::Entered {
        id: given.new_id.to_owned(),
        name: entry.name.clone(),
        division: unit.division,
        unit: unit.reference(),
        since: entry.since,
        source: entry.source.clone(),
        content: entry.content.clone(),
    };
    Ok(decided(given.new_id, event, entry.since, findings))
}

/// Whether the kind of organization has branches at all, for next steps.
pub(crate) fn may_have_branches(
    books: &Books,
    organization: &Organization,
    on: chrono::NaiveDate,
) -> Vec<Finding> {
    let situation = Entering {
        on,
        entry: None,
        unit: None,
        parent: Some(organization.clone()),
        regions: Vec::new(),
        places: Vec::new(),
        ending: None,
    };
    examine(&books.law, RULES, &["MF-13"], &situation, on, organization.division)
}

/// Rules that guard an entry of a class, and rules that are only told.
fn asked(
    class: RollClass,
    parent: Option<OrganizationKind>,
) -> (&'static [&'static str], &'static [&'static str]) {
    match (class, parent) {
        (RollClass::ExemptBody, _) => (&["ST-3b", "ZZ-16"], &[]),
        (RollClass::CommunityOrganization, _) => (&["ZD-10", "ZZ-16"], &["ZD-10b"]),
        (RollClass::IllegalOrganization, _) => (&["IL-5", "ZZ-16"], &[]),
        (RollClass::Branch, Some(OrganizationKind::ServiceInstitution)) => (&["MF-13"], &[]),
        (RollClass::Branch, Some(OrganizationKind::Foundation)) => {
            (&["MC-17", "MC-17b", "ZZ-16"], &["JJ-12"])
        }
        (RollClass::Branch, _) => (&["ST-17b", "ST-17c", "MC-17", "MC-17b", "ZZ-16"], &[]),
    }
}

/// Divisions that the own part of a branch's name begins with: a branch for a place is a regional
/// one. Names in full, down to counties, and provinces also without their ending; a short form of
/// a city is a common word too often (三明, 白银) to tell.
fn regions(books: &Books, own: &str) -> Vec<String> {
    let provinces = books.divisions.children(DivisionCode::NATION);
    let short = provinces.flat_map(|d| division_names(&books.divisions, d.code));
    let full = books.divisions.iter().filter(|d| d.code.level() <= DivisionLevel::County);
    let full = full.filter(|d| !d.code.is_national()).map(|d| d.name.clone());
    let mut found: Vec<String> =
        short.chain(full).filter(|name| own.starts_with(name.as_str())).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Ends an entry; each class by its own act.
pub(super) fn end<R: Register>(
    register: &mut R,
    books: &Books,
    act: &Act,
    request: &ActRequest,
    entry: &RollEntry,
    given: &Given<'_>,
) -> Decided<R> {
    let ActRequest::EndRollEntry { class, until, reason, became } = request else {
        return Err(malformed("act", "this act is not performed on an entry of the roll"));
    };
    if *class != entry.content.class() {
        return Err(malformed("class", "this entry is of another class"));
    }
    if let Some(id) = became
        && register.organization(id).map_err(DecideError::Register)?.is_none()
    {
        return Err(malformed("became", "no such organization"));
    }
    let situation = Entering {
        on: given.on,
        entry: None,
        unit: None,
        parent: None,
        regions: Vec::new(),
        places: Vec::new(),
        ending: Some((entry.clone(), *until)),
    };
    let findings =
        examine(&books.law, RULES, act.procedure_rules, &situation, given.on, entry.division);
    let findings = guard(act.kind, findings, Vec::new())?;
    let event = RollEvent::Ended { until: *until, reason: reason.clone(), became: became.clone() };
    Ok(decided(&entry.id, event, *until, findings))
}

fn decided(
    id: &str,
    event: RollEvent,
    effective_on: chrono::NaiveDate,
    findings: Vec<Finding>,
) -> Decision {
    let stream = roll_stream(id);
    let events = vec![StreamEvent { stream, event: Event::Roll(event), effective_on }];
    Decision { events, findings, subject: id.to_owned(), changed: Vec::new() }
}
