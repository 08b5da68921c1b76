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
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}
