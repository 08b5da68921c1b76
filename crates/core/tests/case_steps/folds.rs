//! Folding is total: an event that does not fit leaves the state as it is, and one that fits
//! changes what it says and nothing else.

use shuniu_core::{
    act::ActKind,
    case::{self, CaseEvent, CaseStatus},
    event::{CorruptEvent, Event, SCHEMA},
    organization::{self, Organization, OrganizationEvent},
    unit::{self, UnitEvent},
};

use crate::support::{SUPERVISOR, World, day, direct_application, unit_id};

/// A directly registered association of 2026-06-15.
fn directly_registered() -> Organization {
    let mut w = World::default();
    let id = w.case_of(&direct_application(), CaseStatus::Approved);
    w.organization(&w.case(&id).organization.clone().unwrap()).clone()
}

#[test]
fn nothing_begins_with_another_event() {
    let on = day("2026-06-15");
    let delivered =
        OrganizationEvent::CertificateDelivered { number: "1".into(), received_by: "某".into() };
    assert_eq!(organization::evolve(None, &delivered, on), None);
    let ended = UnitEvent::Ended { valid_to: on, successor: None };
    assert_eq!(unit::evolve(None, &ended), None);
    let lapsed = CaseEvent::Lapsed {};
    assert_eq!(case::evolve(None, &lapsed, ActKind::LapseApplication, "x", on), None);
}

/// Many bodies were moved back under a supervisory unit (trap 28): the basis of direct
/// registration ends with it.
#[test]
fn a_supervisory_unit_ends_direct_registration() {
    let o = directly_registered();
    assert!(o.direct.is_some() && o.supervision.is_none());
    let unit = shuniu_core::unit::UnitRef { id: unit_id(SUPERVISOR), name: "某委".to_owned() };
    let event = OrganizationEvent::SupervisionBegan { unit, basis: "文".to_owned() };
    let after = organization::evolve(Some(o.clone()), &event, day("2027-01-01")).unwrap();
    let supervision = after.supervision.clone().expect("supervised");
    assert_eq!((after.direct.clone(), supervision.since), (None, day("2027-01-01")));
    let rest =
        Organization { direct: o.direct.clone(), supervision: None, version: o.version, ..after };
    assert_eq!(rest, o, "nothing else has changed");
}

#[test]
fn a_delivery_of_another_certificate_changes_nothing_but_the_version() {
    let o = directly_registered();
    let event = OrganizationEvent::CertificateDelivered {
        number: "other".into(),
        received_by: "某".into(),
    };
    let after = organization::evolve(Some(o.clone()), &event, day("2027-01-01")).unwrap();
    assert_eq!(Organization { version: o.version, ..after }, o);
}

#[test]
fn what_was_stored_by_another_version_is_not_misread() {
    let (kind, payload) = Event::Case(Box::new(CaseEvent::Lapsed {})).to_stored().unwrap();
    assert_eq!(kind, "case.lapsed");
    assert!(Event::from_stored(&kind, SCHEMA, &payload).is_ok());
    let later = Event::from_stored(&kind, SCHEMA + 1, &payload);
    assert!(matches!(later, Err(CorruptEvent::LaterSchema { found, .. }) if found == SCHEMA + 1));
    let unknown = Event::from_stored("weather.changed", SCHEMA, &payload);
    assert!(matches!(unknown, Err(CorruptEvent::UnknownKind(kind)) if kind == "weather.changed"));
    let broken = Event::from_stored(&kind, SCHEMA, "{\"event\":\"flown\"}");
    assert!(matches!(broken, Err(CorruptEvent::Payload { .. })));
}
