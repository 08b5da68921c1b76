//! Published lists of illegal organizations, imported: all problems at once, each name once, and
//! what the public then sees.

use serde_json::json;
use shuniu_core::unit::UnitId;

use crate::support::each_world;

#[test]
fn a_published_list_is_imported_once() {
    each_world(|world| {
        let file = "name,list,published,similar_registered_name_in_source,source\n\
             中国示范研究会,示范第一批名单,2021-02-18,,示范公报\n\
             中国示范研究会,示范第二批名单,2021-03-18,北京市示范研究会,\n\
             中国示范研究会,示范第一批名单,2021-02-18,,\n\
             ,示范第一批名单,2021-09,,\n\
             中国示范促进会,,,,\n\
             中国示范联合会,示范第三批名单,2126-01-01,,\n";
        let checked = world.registry.check_illegal(file.as_bytes()).unwrap();
        let told: Vec<(u64, &str)> =
            checked.problems.iter().map(|p| (p.line, p.column.as_str())).collect();
        let expected = [
            (4, "name"),
            (5, "name"),
            (5, "published"),
            (6, "list"),
            (6, "published"),
            (7, "published"),
        ];
        assert_eq!(told, expected);
        assert_eq!(checked.rows.len(), 2, "one name on two lists is two entries");
        let unit = UnitId::parse("registrar-110105").unwrap();
        let actor = |login: &str| world.accounts.actor(login).unwrap().unwrap();
        let mut progress = Vec::new();
        let mut enter = |login: &str| {
            let told = &mut |done| progress.push(done);
            world.registry.commit_illegal(&actor(login), &unit, &checked, told)
        };
        enter("reception").unwrap_err();
        assert_eq!(enter("decider").unwrap(), 2);
        assert_eq!(progress, [2]);
        let again = world.registry.check_illegal(file.as_bytes()).unwrap();
        assert_eq!((again.rows.len(), again.already, again.problems.len()), (0, 2, 6));

        let roll = world.get("/api/v1/roll?class=illegal_organization").expect(200).json();
        let entry = &roll["items"][1];
        assert_eq!((&entry["since"], &entry["source"]), (&json!("2021-03-18"), &json!("import")));
        assert_eq!(entry["content"]["similar_to"], "北京市示范研究会");
        let missing = world.registry.check_illegal("name,list\n".as_bytes());
        assert!(missing.unwrap_err().to_string().contains("published"));
    });
}
