//! Real names beside this clone: published illegal names against the registered ones, real changes
//! of name replayed, and names without codes through the public check.

use std::collections::BTreeSet;

use shuniu_core::{organization::OrganizationKind, unit::UnitId};

use crate::{
    import::real_data,
    support::{World, city::code},
};

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

/// The foundations that were renamed: entered under their old names, replayed from the table, and
/// found under both.
#[test]
fn real_changes_of_name_are_replayed() {
    let Some(folder) = real_data() else { return };
    let world = World::sqlite();
    let file = std::fs::read_to_string(folder.join("name_changes.csv")).unwrap();
    let mut organizations = String::from("uscc,name,kind,region_code,established\n");
    for (serial, line) in file.lines().skip(1).enumerate() {
        let old = line.split(',').next().unwrap();
        let code = code(serial, OrganizationKind::Foundation, "110000");
        organizations += &format!("{code},{old},基金会,110000,2010-01-01\n");
    }
    world.import(&organizations).unwrap();
    let checked = world.registry.check_renames(file.as_bytes()).unwrap();
    assert!(checked.problems.is_empty(), "{:?}", checked.problems);
    let administrator = world.accounts.actor("administrator").unwrap().unwrap();
    let entered = world.registry.commit_renames(&administrator, &checked, &mut |_| {}).unwrap();
    assert_eq!(entered, file.lines().count() - 1);
    for line in file.lines().skip(1) {
        let mut cells = line.split(',');
        let (old, new) = (cells.next().unwrap(), cells.next().unwrap());
        for (name, current) in [(old, false), (new, true)] {
            let path = format!("/api/v1/organizations/search?q={}", encoded(name));
            let hits = world.get(&path).expect(200).json();
            let hit = hits.as_array().unwrap().iter().find(|h| h["name"] == *name);
            assert_eq!(hit.unwrap_or_else(|| panic!("{name}"))["current"], current, "{name}");
        }
    }
    let verified = world.registry.verify(&mut |_| {}).unwrap();
    assert!(verified.holds(), "{verified:?}");
}

/// Names that sources give without codes, taken apart and asked about: a name that a registered
/// association bears is taken, every other is answered by rules; none is an error.
#[test]
fn names_without_codes_go_through_the_check() {
    let Some(folder) = real_data() else { return };
    let world = World::sqlite();
    let organizations = std::fs::read_to_string(folder.join("organizations.csv")).unwrap();
    world.import(&organizations).unwrap();
    let known: BTreeSet<&str> =
        organizations.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let file = std::fs::read_to_string(folder.join("names_without_codes.csv")).unwrap();
    let (mut asked, mut possible) = (0, 0);
    for name in file.lines().skip(1).filter_map(|line| line.split(',').next()) {
        let division = ["北京市", "北京"].into_iter().find(|d| name.starts_with(d)).unwrap_or("");
        let rest = name.strip_prefix(division).unwrap();
        let form =
            ["研究会", "促进会", "联盟", "学会", "协会"].into_iter().find(|f| rest.ends_with(f));
        let Some(form) = form else { continue };
        let field = rest.strip_suffix(form).unwrap();
        let part = |text: &str| encoded(text);
        let path = format!(
            "/api/v1/names/check?kind=association&registrar=registrar-110000&division={}&brand=\
             &field={}&form={}",
            part(division),
            part(field),
            part(form)
        );
        let answer = world.get(&path).expect(200).json();
        assert_eq!(answer["name"], *name);
        let taken = !answer["taken_by"].as_array().unwrap().is_empty();
        // With whom a known name is registered, the data tells; only the city's are taken here.
        assert!(!taken || known.contains(name) && answer["possible"] == false, "{name}: {answer}");
        possible += usize::from(answer["possible"] == true);
        let path = format!("/api/v1/names/look-alikes?name={}", part(name));
        world.get(&path).expect(200);
        asked += 1;
    }
    assert!(asked > 60 && possible > 0, "{asked} asked, {possible} possible");
}
