//! Changes of name of an older register, replayed: every problem with its line, a year told as a
//! year, both names found, and nothing entered twice.

use serde_json::json;
use shuniu_core::organization::OrganizationKind;

use crate::support::{World, city::code, each_world};

const HEAD: &str = "old_name,new_name,changed_on,new_year,uscc\n";

fn found(world: &World, name: &str) -> Vec<(bool, String)> {
    let q: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
    let hits = world.get(&format!("/api/v1/organizations/search?q={q}")).expect(200).json();
    let hits = hits.as_array().unwrap().iter().filter(|h| h["name"] == name);
    hits.map(|h| (h["current"] == true, h["uscc"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn changes_of_name_are_replayed() {
    each_world(|world| {
        world.import(&World::synthetic_rows(3)).unwrap();
        let codes = ["110105", "110108", "110000"];
        let codes: Vec<String> =
            (0..3).map(|i| code(i, OrganizationKind::Association, codes[i]).to_string()).collect();
        let (one, two) = ("北京市朝阳区样例0号协会", "北京市海淀区样例1号协会");
        let (new, old) = ("北京市朝阳区新例协会", "北京市海淀区旧例协会");
        let file = format!(
            "{HEAD}{one},{new},,2014,\n\
             {old},{two},2012-05-06,,{b}\n\
             没有的协会,也没有的协会,2012-05-06,,\n\
             北京市样例2号协会,北京市新例协会,,14,\n\
             北京市样例2号协会,北京市新例协会,2126-01-01,,\n\
             北京市样例2号协会,,,,\n\
             北京市样例2号协会,北京市新例协会,2013-01-01,,51110105MJ9999999X\n\
             {new},北京市朝阳区又一协会,2016-01-01,,{a}\n",
            a = codes[0],
            b = codes[1],
        );
        let check = || world.registry.check_renames(file.as_bytes()).unwrap();
        let checked = check();
        let told: Vec<(u64, &str)> =
            checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        let expected = [
            (4, "new_name"),
            (5, "new_year"),
            (6, "changed_on"),
            (7, "new_name"),
            (7, "changed_on"),
            (8, "uscc"),
            (9, "new_name"),
        ];
        assert_eq!(told, expected);
        let warned: Vec<u64> = checked.warnings.iter().map(|w| w.line).collect();
        assert_eq!(warned, [2], "only the year is known");
        let actor = |login: &str| world.accounts.actor(login).unwrap().unwrap();
        world.registry.commit_renames(&actor("decider"), &checked, &mut |_| {}).unwrap_err();
        let enter = |checked| {
            world.registry.commit_renames(&actor("administrator"), checked, &mut |_| {}).unwrap()
        };
        assert_eq!(enter(&checked), 2);

        let record = |code: &str| world.get(&format!("/api/v1/organizations/{code}")).json();
        let first = record(&codes[0]);
        assert_eq!(first["name"], new);
        assert_eq!(
            first["names"],
            json!([
                {"name": one, "from": "1995-03-01", "to": "2013-12-31"},
                {"name": new, "from": "2014-01-01", "year_only": true}
            ])
        );
        let second = record(&codes[1]);
        assert_eq!(
            (second["name"].as_str(), &second["names"][0]["to"]),
            (Some(two), &json!("2012-05-05"))
        );
        let then = world.get(&format!("/api/v1/organizations/{}?as_of=2013-06-01", codes[0]));
        assert_eq!(then.expect(200).json()["name"], one);
        // Told backwards, the former name is known of the days before too.
        for (on, name) in [("2010-01-01", old), ("2012-05-06", two)] {
            let then = world.get(&format!("/api/v1/organizations/{}?as_of={on}", codes[1]));
            assert_eq!(then.expect(200).json()["name"], name, "{on}");
        }
        for (name, current, code) in [
            (one, false, &codes[0]),
            (new, true, &codes[0]),
            (old, false, &codes[1]),
            (two, true, &codes[1]),
        ] {
            assert_eq!(found(world, name), [(current, code.clone())], "{name}");
        }

        // Again: what is there is counted; the next link of a chain is entered now.
        let again = check();
        assert_eq!((again.already, again.rows.len()), (2, 1), "{:?}", again.problems);
        assert_eq!(enter(&again), 1);
        assert_eq!(record(&codes[0])["names"].as_array().unwrap().len(), 3);
        let third = check();
        assert_eq!((third.already, third.rows.len()), (3, 0), "{:?}", third.problems);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// A change that the names of an organization leave no room for is refused: before it was
/// established, before it took the name, or of one that bears no name any more.
#[test]
fn a_change_out_of_turn_is_refused() {
    let world = World::sqlite();
    world.import(&World::synthetic_rows(2)).unwrap();
    let administrator = world.accounts.actor("administrator").unwrap().unwrap();
    let one = code(0, OrganizationKind::Association, "110105");
    let two = code(1, OrganizationKind::Association, "110108");
    let ended = format!(
        "uscc,document_number,decision_date,action\n{two},示注〔2018〕1号,2018-01-01,注销登记\n"
    );
    let ended = world.registry.check_decisions(ended.as_bytes()).unwrap();
    world.registry.commit_decisions(&administrator, &ended, &mut |_| {}).unwrap();
    let (name, gone) = ("北京市朝阳区样例0号协会", "北京市海淀区样例1号协会");
    let enter = |old: &str, new: &str, on: &str| {
        let file = format!("{HEAD}{old},{new},{on},,\n");
        let checked = world.registry.check_renames(file.as_bytes()).unwrap();
        assert_eq!(checked.rows.len(), 1, "{:?}", checked.problems);
        world.registry.commit_renames(&administrator, &checked, &mut |_| {})
    };
    // Established on 1995-03-01.
    enter(name, "北京市朝阳区新例协会", "1995-03-01").unwrap_err();
    enter(gone, "北京市海淀区新例协会", "2015-01-01").unwrap_err();
    enter(name, "北京市朝阳区新例协会", "2014-01-01").unwrap();
    enter("北京市朝阳区新例协会", "北京市朝阳区又例协会", "2013-01-01").unwrap_err();
    enter("北京市朝阳区旧例协会", "北京市朝阳区新例协会", "2013-01-01").unwrap_err();
    enter("北京市朝阳区旧例协会", name, "2014-01-01").unwrap_err();
    enter("北京市朝阳区旧例协会", name, "2013-12-31").unwrap();
    // What has ended may still be told an earlier name of.
    enter("北京市海淀区旧例协会", gone, "2010-01-01").unwrap();
    let record = world.get(&format!("/api/v1/organizations/{one}")).json();
    let names: Vec<&str> =
        record["names"].as_array().unwrap().iter().map(|n| n["from"].as_str().unwrap()).collect();
    assert_eq!(names, ["1995-03-01", "2013-12-31", "2014-01-01"]);
}
