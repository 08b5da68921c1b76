//! Lists, search, batch, feed: nothing missed, nothing twice.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{World, each_world};

/// Walks a list by its cursors and gives every item.
fn walk(world: &World, login: Option<&str>, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let tail = if cursor.is_empty() { String::new() } else { format!("&cursor={cursor}") };
        let page = world.send("GET", &format!("{path}{tail}"), login, &[], None).expect(200);
        let body = page.json();
        items.extend(body["items"].as_array().unwrap().iter().cloned());
        next = body["next"].as_str().map(ToOwned::to_owned);
        assert_eq!(next.is_some(), page.headers.contains_key("link"));
        assert!(items.len() < 10_000);
    }
    items
}

fn import_city(world: &World, count: usize) {
    world.import(&World::synthetic_rows(count)).unwrap();
}

#[test]
fn a_list_walked_by_its_cursors_has_every_row_once() {
    each_world(|world| {
        import_city(world, 130);
        let all = walk(world, None, "/api/v1/organizations?limit=7");
        assert_eq!(all.len(), 130);
        let ids: BTreeSet<String> = all.iter().map(|o| o["id"].to_string()).collect();
        assert_eq!(ids.len(), 130);
        let total = world.get("/api/v1/organizations?limit=1&total=true").expect(200).json();
        assert_eq!(total["total"], 130);
        for (filter, field, value) in [
            ("kind=foundation", "/kind/id", "foundation"),
            ("division=110105", "/division/id", "110105"),
            ("registrar=registrar-110108", "/registrar/id", "registrar-110108"),
            ("status=registered", "/status/id", "registered"),
        ] {
            let some = walk(world, None, &format!("/api/v1/organizations?limit=9&{filter}"));
            let expected = all.iter().filter(|o| o.pointer(field).unwrap() == value).count();
            assert!(expected > 0, "{filter}");
            assert_eq!(some.len(), expected, "{filter}");
        }
        let city = walk(world, None, "/api/v1/organizations?division=110000&limit=200");
        assert_eq!(city.len(), 130, "a city's division stands for its districts");
        let recent = walk(world, None, "/api/v1/organizations?established_from=2010-01-01");
        assert!(recent.iter().all(|o| o["established_on"].as_str().unwrap() >= "2010-01-01"));
        assert!(!recent.is_empty() && recent.len() < 130);
    });
}

#[test]
fn a_name_is_found_by_any_part_of_it_best_first() {
    each_world(|world| {
        import_city(world, 60);
        world.establish("技艺");
        let search = |q: &str| {
            let path = format!("/api/v1/organizations/search?q={}", percent(q));
            world.get(&path).expect(200).json()
        };
        for q in ["艺", "技艺", "技艺协", "朝阳区技艺协会", "北京市朝阳区技艺协会"]
        {
            let hits = search(q);
            assert!(
                hits.as_array().unwrap().iter().any(|h| h["name"] == "北京市朝阳区技艺协会"),
                "{q}: {hits}"
            );
        }
        assert_eq!(search("北京市朝阳区技艺协会")[0]["rank"], 0, "the equal name comes first");
        assert_eq!(search("（）").as_array().unwrap().len(), 0);
        assert_eq!(search("'\"*%_").as_array().unwrap().len(), 0);
        let full_width = search("ＸＹＺ");
        assert_eq!(full_width.as_array().unwrap().len(), 0);
    });
}

pub fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn many_codes_are_looked_up_at_once() {
    each_world(|world| {
        import_city(world, 30);
        let all = walk(world, None, "/api/v1/organizations?limit=200");
        let mut codes: Vec<Value> = all.iter().map(|o| o["uscc"].clone()).collect();
        codes.push(json!("51110105MJ9999999X"));
        let path = "/api/v1/organizations/batch";
        let answer = world.send("POST", path, None, &[], Some(&json!({"codes": codes})));
        let answer = answer.expect(200).json();
        assert_eq!(answer["found"].as_array().unwrap().len(), 30);
        assert_eq!(answer["not_found"], json!(["51110105MJ9999999X"]));
        let many = json!({"codes": vec!["x"; 1001]});
        world.send("POST", path, None, &[], Some(&many)).expect(400);
    });
}

#[test]
fn the_feed_misses_nothing_and_names_old_and_new() {
    each_world(|world| {
        import_city(world, 20);
        world.establish("技艺");
        let head = world.registry.position().unwrap();
        let (mut after, mut changes) = (0, Vec::new());
        while after < head {
            let page = world.get(&format!("/api/v1/changes?after={after}&limit=13")).expect(200);
            let page = page.json();
            changes.extend(page["changes"].as_array().unwrap().iter().cloned());
            after = page["last"].as_i64().unwrap();
        }
        let positions: Vec<i64> = changes.iter().map(|c| c["position"].as_i64().unwrap()).collect();
        assert!(positions.windows(2).all(|w| w[0] < w[1]));
        assert!(changes.iter().all(|c| c["subject"] != "case"), "cases are not public");
        let registered = changes.iter().filter(|c| c["kind"] == "organization.registered").count();
        assert_eq!(registered, 21);
        let new = changes.iter().rev().find(|c| c["kind"] == "organization.registered").unwrap();
        assert_eq!(new["basis"]["article"], "12 ¶2");
        let name = new["changes"].as_array().unwrap().iter().find(|c| c["field"] == "name");
        assert_eq!(name.unwrap()["old"], Value::Null);
        assert_eq!(name.unwrap()["new"], "北京市朝阳区技艺协会");
        assert!(!json!(changes).to_string().contains("identity"), "no personal data");
    });
}

#[test]
fn a_waiting_reader_is_told_of_a_change() {
    each_world(|world| {
        let head = world.registry.position().unwrap();
        let waited = std::thread::scope(|scope| {
            let reader =
                scope.spawn(|| world.get(&format!("/api/v1/changes?after={head}&wait=20")));
            std::thread::sleep(std::time::Duration::from_millis(300));
            world.establish("技艺");
            reader.join().unwrap()
        });
        let page = waited.expect(200).json();
        assert!(page["last"].as_i64().unwrap() > head);
    });
}

#[test]
fn a_worklist_is_walked_most_urgent_first() {
    each_world(|world| {
        for (i, field) in ["甲艺", "乙艺", "丙艺", "丁艺", "戊艺"].iter().enumerate() {
            world.set_day(2026, 5, 4 + u32::try_from(i).unwrap());
            let case = world.open(&crate::support::application::lawful(field));
            if i % 2 == 0 {
                world.bring_to_registrar(&case);
            }
        }
        let list = walk(world, Some("reception"), "/api/v1/cases?limit=2");
        assert_eq!(list.len(), 3, "drafts are their applicants' own");
        let due: Vec<&str> = list.iter().map(|c| c["due_on"].as_str().unwrap_or("9999")).collect();
        assert!(due.windows(2).all(|w| w[0] <= w[1]), "{due:?}");
        let submitted = walk(world, Some("reception"), "/api/v1/cases?status=submitted");
        assert_eq!(submitted.len(), 3);
        world.set_day(2026, 6, 1);
        let overdue = walk(world, Some("reception"), "/api/v1/cases?due_before=2026-06-01");
        assert!(overdue.iter().all(|c| c["overdue"] == true));
        assert_eq!(walk(world, Some("other-registrar"), "/api/v1/cases?limit=2").len(), 0);
        assert_eq!(walk(world, Some("applicant"), "/api/v1/cases?limit=2").len(), 5);
    });
}
