//! The sweep: it proposes and never decides, can be run again and goes on where it was; its worklist over HTTP.

use chrono::NaiveDate;
use serde_json::{Value, json};
use shuniu_core::access::{Grant, Role};
use shuniu_registry::RegistryError;

use crate::support::{
    World,
    annual::annual_report,
    each_world,
    hubs::{SCIENCE, authorization},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two associations of February 2025; the first has an agent.
fn two(world: &World) -> (String, String) {
    world.set_day(2025, 2, 3);
    let [first, second] = ["技艺", "书画"]
        .map(|field| world.establish(field)["organization"].as_str().unwrap().to_owned());
    world.account("agent", &[Grant::agent_of(&first)]);
    world.set_day(2026, 6, 2);
    (first, second)
}

fn kinds(world: &World, path: &str) -> Vec<(String, String)> {
    let told = |item: &Value| {
        let text = |field: &str| item[field].as_str().unwrap().to_owned();
        (text("organization"), text("kind"))
    };
    world.items("agency", path).iter().map(told).collect()
}

#[test]
fn it_proposes_and_changes_nothing_and_can_be_run_again() {
    each_world(|world| {
        let (first, second) = two(world);
        let before = world.registry.position().unwrap();
        let swept = world.registry.sweep(day("2026-06-02"), &mut |_| {}).unwrap();
        assert_eq!((swept.organizations, swept.proposals, swept.again), (2, 2, false));
        assert_eq!(world.registry.position().unwrap(), before, "it decides nothing");
        let open = kinds(world, "/api/v1/proposals");
        assert_eq!(open.len(), 2);
        assert!(open.iter().all(|(_, kind)| kind == "record_missed"), "{open:?}");
        let again = world.registry.sweep(day("2026-06-02"), &mut |_| {}).unwrap();
        assert_eq!((again.proposals, again.settled, again.again), (2, 0, true));
        assert_eq!(kinds(world, "/api/v1/proposals"), open);

        // What is seen to is proposed no more, and the rest keeps the day on which it was proposed first.
        world
            .post_as(
                "agent",
                &format!("/api/v1/organizations/{first}/annual-reports"),
                &annual_report(2025),
            )
            .expect(201);
        world.set_day(2026, 6, 3);
        let swept = world.registry.sweep(day("2026-06-03"), &mut |_| {}).unwrap();
        assert_eq!((swept.proposals, swept.settled), (1, 1));
        let items = world.items("agency", "/api/v1/proposals");
        assert_eq!(items[0]["organization"], json!(second));
        assert_eq!(items[0]["first_on"], "2026-06-02");
        assert_eq!(items[0]["due_on"], "2026-06-01");
        assert_eq!(items[0]["citation"]["article"], "28");
        assert_eq!(items[0]["act"], "record_missed_report");
        assert_eq!((&items[0]["late"], &items[0]["escalated"]), (&json!(true), &json!(false)));
        // A sweep of an earlier day would settle what is open today.
        let earlier = world.registry.sweep(day("2026-06-02"), &mut |_| {});
        assert!(matches!(earlier, Err(RegistryError::Malformed { .. })));
        let to_come = world.registry.sweep(day("2026-06-04"), &mut |_| {});
        assert!(matches!(to_come, Err(RegistryError::Malformed { .. })));
        // Thirty days after its day it is escalated.
        world.set_day(2026, 7, 1);
        assert_eq!(world.items("agency", "/api/v1/proposals")[0]["escalated"], false);
        world.set_day(2026, 7, 2);
        assert_eq!(world.items("agency", "/api/v1/proposals")[0]["escalated"], true);
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "proposals are no read model");
    });
}

#[test]
fn the_worklist_is_paged_narrowed_and_for_whom_it_concerns() {
    each_world(|world| {
        let (first, second) = two(world);
        world.registry.sweep(day("2026-06-02"), &mut |_| {}).unwrap();
        let page = world.get_as("agency", "/api/v1/proposals?limit=1").expect(200).json();
        assert_eq!(page["swept_on"], "2026-06-02");
        let next = page["next"].as_str().expect("another page").to_owned();
        let more = world.get_as("agency", &format!("/api/v1/proposals?limit=1&cursor={next}"));
        let more = more.expect(200).json();
        let both = [&page["items"][0]["organization"], &more["items"][0]["organization"]];
        assert!(both.contains(&&json!(first)) && both.contains(&&json!(second)));
        assert_eq!(kinds(world, &format!("/api/v1/proposals?organization={first}")).len(), 1);
        assert!(kinds(world, "/api/v1/proposals?kind=elect_officers").is_empty());
        assert_eq!(kinds(world, "/api/v1/proposals?late=true").len(), 2);
        assert!(kinds(world, "/api/v1/proposals?due_before=2026-06-01").is_empty());
        let figures = world.get_as("agency", "/api/v1/proposals/figures?division=110105");
        let figures = figures.expect(200).json();
        assert_eq!(figures["kinds"], json!({"record_missed": 2}));
        let list = figures["lists"]["record_missed"].as_str().unwrap();
        assert_eq!(kinds(world, list).len(), 2);
        world.account("stranger", &[Grant::of(Role::Applicant)]);
        world.get_as("stranger", "/api/v1/proposals").expect(403);
        world.get_as("supervisor", "/api/v1/proposals").expect(403);
        let record = world.get(&format!("/api/v1/organizations/{first}")).expect(200).json();
        let unit = record["supervision"]["unit"]["id"].as_str().unwrap();
        let own = format!("/api/v1/proposals?supervisory_unit={unit}");
        assert_eq!(world.items("supervisor", &own).len(), 2);
        world.get_as("agency", "/api/v1/proposals?cursor=nonsense").expect(400);
    });
}

#[test]
fn an_authorization_that_ends_is_in_the_worklist_too() {
    each_world(|world| {
        world.with_hub_bodies();
        world.set_day(2026, 5, 4);
        world.recognize(SCIENCE, &["科学技术"], "2026-05-04");
        let mut body = authorization(&["科学技术"], "2026-05-04");
        body["until"] = json!("2026-06-30");
        world.on_hub("government-office", SCIENCE, "authorize", &body).expect(201);
        world.set_day(2026, 6, 1);
        let swept = world.registry.sweep(day("2026-06-01"), &mut |_| {}).unwrap();
        assert_eq!((swept.organizations, swept.proposals), (0, 1), "a hub is no organization");
        let item = world.items("agency", "/api/v1/proposals").remove(0);
        let told = json!({"unit": SCIENCE, "organization": null, "registrar": null, "kind": "authorize_anew",
            "act": "authorize_hub", "about": "示政函〔2026〕1号", "due_on": "2026-06-30", "division": "110105"});
        for (field, value) in told.as_object().unwrap() {
            assert_eq!(&item[field], value, "{field}");
        }
        for (narrowed, count) in [
            (format!("unit={SCIENCE}"), 1),
            ("division=110105".to_owned(), 1),
            ("division=110106".to_owned(), 0),
            (format!("organization={SCIENCE}"), 0),
            ("registrar=registrar-110105".to_owned(), 0),
        ] {
            let found = world.items("agency", &format!("/api/v1/proposals?{narrowed}"));
            assert_eq!(found.len(), count, "{narrowed}");
        }
        // The hub itself sees it under its own name.
        let own = format!("/api/v1/proposals?supervisory_unit={SCIENCE}");
        assert_eq!(world.items("science-officer", &own).len(), 1);
        let figures = world.get_as("agency", "/api/v1/proposals/figures?division=110105");
        assert_eq!(figures.expect(200).json()["kinds"], json!({"authorize_anew": 1}));
        // Authorized anew it is settled.
        body["until"] = json!("2031-06-30");
        for field in ["dated", "from"] {
            body[field] = json!("2026-06-01");
        }
        body["document_number"] = json!("示政函〔2026〕8号");
        world.on_hub("government-office", SCIENCE, "authorize", &body).expect(201);
        let again = world.registry.sweep(day("2026-06-01"), &mut |_| {}).unwrap();
        assert_eq!((again.proposals, again.settled), (0, 1));
        assert!(world.items("agency", "/api/v1/proposals").is_empty());
    });
}
