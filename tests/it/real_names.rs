//! Real names beside this clone: published illegal names against the registered ones.

use std::collections::BTreeSet;

use shuniu_core::unit::UnitId;

use crate::{import::real_data, support::World};

/// A name in an address.
fn encoded(name: &str) -> String {
    name.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// Every published name is entered; one that a registered body bears too is found as both, and
/// condemns nobody; the others find whom they look like.
#[test]
fn published_names_find_those_that_they_imitate() {
    let Some(folder) = real_data() else { return };
    let world = World::sqlite();
    let organizations = std::fs::read_to_string(folder.join("organizations.csv")).unwrap();
    world.import(&organizations).unwrap();
    let registered: BTreeSet<&str> =
        organizations.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let published = std::fs::read_to_string(folder.join("illegal_organization_names.csv")).unwrap();
    // Some sources give a year or a month only; no day is made up for them.
    let checked = world.registry.check_illegal(published.as_bytes()).unwrap();
    assert!(checked.problems.iter().all(|p| p.column == "published"), "{:?}", checked.problems);
    let decider = world.accounts.actor("decider").unwrap().unwrap();
    let unit = UnitId::parse("registrar-110105").unwrap();
    world.registry.commit_illegal(&decider, &unit, &checked, &mut |_| {}).unwrap();
    let names: BTreeSet<&str> = checked.rows.iter().map(|row| row.name.as_str()).collect();
    assert!(names.len() > 30, "{}", names.len());
    let both: Vec<&&str> = names.iter().filter(|name| registered.contains(**name)).collect();
    assert!(!both.is_empty());
    for name in both {
        let path = format!("/api/v1/organizations/search?q={}", encoded(name));
        let hits = world.get(&path).expect(200).json();
        let hits = hits.as_array().unwrap();
        let of = |kind: &str| hits.iter().any(|h| h["name"] == **name && h["kind"] == kind);
        assert!(of("association") && of("illegal_organization"), "{name}: {hits:?}");
    }
    for name in names.intersection(&registered) {
        let path = format!("/api/v1/names/look-alikes?name={}", encoded(name));
        let found = world.get(&path).expect(200).json();
        let real = |a: &serde_json::Value| a["kind"] != "illegal_organization";
        assert!(found.as_array().unwrap().iter().any(real), "{name}: {found}");
    }
    let verified = world.registry.verify(&mut |_| {}).unwrap();
    assert!(verified.holds(), "{verified:?}");
}
