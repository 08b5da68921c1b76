//! Administrative units: entered, given codes, ended with a successor.

use shuniu_core::{
    act::{ActRequest, NewUnit},
    decide::DecideError,
    identity::CodeSegment,
    unit::{UnitId, UnitKind},
};

use crate::support::{
    NEIGHBOUR, OTHER_SUPERVISOR, On, REGISTRAR, SUPERVISOR, World, administrator, day, place,
    unit_id,
};

fn new_unit(id: &str, from: &str) -> ActRequest {
    ActRequest::RegisterUnit {
        unit: NewUnit {
            id: unit_id(id),
            kind: UnitKind::Department,
            name: "北京市朝阳区科学技术局".to_owned(),
            division: place("110105"),
            valid_from: day(from),
            source: "机构改革方案".to_owned(),
        },
    }
}

fn end(last: &str, successor: Option<&str>) -> ActRequest {
    ActRequest::EndUnit { valid_to: day(last), successor: successor.map(unit_id) }
}

fn assign(first: &str, last: &str) -> ActRequest {
    ActRequest::AssignCodeSegment { segment: CodeSegment::parse(first, last).unwrap() }
}

/// The fields that rule `rule` finds against the act.
fn against(w: &mut World, unit: &str, request: &ActRequest, rule: &str) -> Vec<String> {
    let result = w.act(&On::Unit(unit), request, &administrator(), "2026-06-01");
    let Err(DecideError::Refused(refusal)) = result else { panic!("{request:?}: {result:?}") };
    let finding = refusal.findings.iter().find(|f| f.rule == rule).expect("the rule");
    assert!(finding.blocks());
    finding.facts.iter().map(|f| f.field.clone()).collect()
}

#[test]
fn a_unit_is_entered_once() {
    let mut w = World::default();
    let request = new_unit("dept-110105-science", "2026-01-01");
    w.act(&On::Register, &request, &administrator(), "2026-06-01").unwrap();
    let unit = &w.register.units[&unit_id("dept-110105-science")];
    assert_eq!((unit.version, unit.valid_to, unit.valid_from), (1, None, day("2026-01-01")));
    let again = w.act(&On::Register, &request, &administrator(), "2026-06-01");
    assert!(matches!(again, Err(DecideError::Malformed { field: "id", .. })));
}

#[test]
fn segments_do_not_overlap() {
    let mut w = World::default();
    let table = [
        // The registrar itself and its neighbour hold MJ010000–MJ010999 and MJ020000–MJ020999.
        ("MJ010000", "MJ010999"),
        ("MJ010999", "MJ011999"),
        ("MJ009000", "MJ010000"),
        ("MJ000000", "MJ099999"),
        ("MJ020500", "MJ020500"),
    ];
    for (first, last) in table {
        for unit in [REGISTRAR, NEIGHBOUR] {
            assert_eq!(against(&mut w, unit, &assign(first, last), "ZZ-5"), ["segment"]);
        }
    }
    for (first, last) in [("MJ011000", "MJ011999"), ("MK010000", "MK010999")] {
        let request = assign(first, last);
        w.act(&On::Unit(REGISTRAR), &request, &administrator(), "2026-06-01").unwrap();
        assert_eq!(against(&mut w, NEIGHBOUR, &request, "ZZ-5"), ["segment"], "now taken");
    }
    assert_eq!(w.register.units[&unit_id(REGISTRAR)].segments.len(), 3);
}

#[test]
fn only_a_registrar_is_given_codes() {
    let mut w = World::default();
    let request = assign("MK010000", "MK010999");
    let result = w.act(&On::Unit(SUPERVISOR), &request, &administrator(), "2026-06-01");
    assert!(matches!(result, Err(DecideError::Malformed { field: "unit", .. })));
}

#[test]
fn a_unit_ends_with_its_successor() {
    let mut w = World::default();
    let request = end("2026-06-30", Some(OTHER_SUPERVISOR));
    let decision = w.act(&On::Unit(SUPERVISOR), &request, &administrator(), "2026-06-01").unwrap();
    assert_eq!(decision.events[0].effective_on, day("2026-06-30"));
    let unit = &w.register.units[&unit_id(SUPERVISOR)];
    assert_eq!(unit.successor, UnitId::parse(OTHER_SUPERVISOR).ok());
    assert!(unit.exists_on(day("2026-06-30")) && !unit.exists_on(day("2026-07-01")));
    // It ends once.
    let again = against(&mut w, SUPERVISOR, &end("2026-07-31", None), "ZZ-6");
    assert_eq!(again, ["valid_to"]);
}

#[test]
fn a_unit_ends_in_order() {
    let mut w = World::default();
    let before = end("1998-10-24", None);
    assert_eq!(against(&mut w, SUPERVISOR, &before, "ZZ-6"), ["valid_to"]);
    let itself = end("2026-06-30", Some(SUPERVISOR));
    assert_eq!(against(&mut w, SUPERVISOR, &itself, "ZZ-6"), ["successor"]);
    let nobody = end("2026-06-30", Some("dept-999999"));
    assert_eq!(against(&mut w, SUPERVISOR, &nobody, "ZZ-6"), ["successor"]);
    // A successor that has ended too, or begins too late.
    let other = end("2026-05-31", None);
    w.act(&On::Unit(OTHER_SUPERVISOR), &other, &administrator(), "2026-06-01").unwrap();
    let gone = end("2026-06-30", Some(OTHER_SUPERVISOR));
    assert_eq!(against(&mut w, SUPERVISOR, &gone, "ZZ-6"), ["successor"]);
    let late = new_unit("dept-110105-late", "2026-07-02");
    w.act(&On::Register, &late, &administrator(), "2026-06-01").unwrap();
    let gap = end("2026-06-30", Some("dept-110105-late"));
    assert_eq!(against(&mut w, SUPERVISOR, &gap, "ZZ-6"), ["successor"]);
    let seamless = end("2026-07-01", Some("dept-110105-late"));
    w.act(&On::Unit(SUPERVISOR), &seamless, &administrator(), "2026-06-01").unwrap();
}

#[test]
fn a_unit_id_is_short_and_plain() {
    for good in ["ab", "registrar-110105", &"a".repeat(64)] {
        assert!(UnitId::parse(good).is_ok(), "{good}");
    }
    for bad in ["", "a", "A1", "a_b", "民政局", "a b", &"a".repeat(65)] {
        assert!(UnitId::parse(bad).is_err(), "{bad}");
    }
}

/// Acts of office are performed on what they are about.
#[test]
fn an_act_on_the_wrong_thing_is_malformed() {
    let mut w = World::default();
    let misplaced = [
        (On::Register, end("2026-06-30", None)),
        (On::Register, assign("MK010000", "MK010999")),
        (On::Unit(REGISTRAR), new_unit("dept-110105-science", "2026-01-01")),
    ];
    for (target, request) in misplaced {
        let result = w.act(&target, &request, &administrator(), "2026-06-01");
        assert!(matches!(result, Err(DecideError::Malformed { field: "act", .. })), "{result:?}");
    }
    assert!(w.log.is_empty());
}
