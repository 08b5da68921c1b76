//! Hubs over HTTP: two acts by two bodies, what anyone may read of them, and who may do what.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    unit::UnitId,
};

use crate::support::{
    World, each_world,
    hubs::{ARTS, SCIENCE, authorization, nomination},
};

#[test]
fn from_nomination_to_authorization() {
    each_world(|world| {
        world.with_hub_bodies();
        let hub = || world.get(&format!("/api/v1/hubs/{SCIENCE}"));
        hub().expect(404);
        world.recognize(SCIENCE, &["科学技术", "科普"], "2026-05-04");
        let recognized = hub().expect(200).json();
        assert_eq!(recognized["hub"]["status"], "recognized");
        assert_eq!(recognized["may_supervise"], false, "only authorization lets it supervise");
        assert!(recognized["hub"].get("nominated_by").is_none(), "who took the step is not public");
        assert!(recognized["hub"]["review"].get("by").is_none());

        let body = authorization(&["科学技术"], "2026-05-04");
        let path = format!("/api/v1/hubs/{SCIENCE}/authorize?dry_run=true");
        let dry = world.post_as("government-office", &path, &body).expect(200).json();
        assert_eq!(dry["dry_run"], true);
        assert_eq!(hub().json()["hub"]["status"], "recognized", "a dry run changes nothing");
        let answer = world.on_hub("government-office", SCIENCE, "authorize", &body).expect(201);
        let rules: Vec<&str> = ["HZ-4", "HB-1", "HB-3", "HZ-6", "HZ-7", "HZ-5"].to_vec();
        let examined = answer.json()["findings"].as_array().cloned().unwrap();
        let examined: Vec<&str> = examined.iter().map(|f| f["rule"].as_str().unwrap()).collect();
        assert_eq!(examined, rules, "every answer comes with its law");
        let authorized = hub().json();
        assert_eq!(authorized["may_supervise"], true);
        assert_eq!(authorized["hub"]["authorization"]["fields"], json!(["科学技术"]));

        // The feed tells each step, without the accounts.
        let changes = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let steps: Vec<&Value> = changes["changes"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| c["kind"].as_str().unwrap().starts_with("hub."))
            .collect();
        let kinds: Vec<&str> = steps.iter().map(|c| c["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["hub.nominated", "hub.reviewed", "hub.recognized", "hub.authorized"]);
        assert!(steps.iter().all(|c| !c.to_string().contains("group-office")), "{steps:?}");

        // The unit of the register is the same body.
        let unit = world.get(&format!("/api/v1/units/{SCIENCE}")).expect(200).json();
        assert_eq!(unit["hub"]["status"], "authorized");
        assert!(!unit.to_string().contains("group-office"));
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

#[test]
fn lists_trees_and_fields() {
    each_world(|world| {
        world.with_hub_bodies();
        for (id, name) in [("hub-street", "示例街道社会组织联合会"), ("hub-plain", "示例街道文联")]
        {
            let unit = json!({"id": id, "kind": "peoples_organization", "name": name,
                "division": "110105001", "valid_from": "1990-01-01", "source": "test"});
            world.post_as("administrator", "/api/v1/units", &unit).expect(201);
        }
        world.authorize(SCIENCE, &["科学技术", "科普"], "2026-05-04");
        world.authorize(ARTS, &["文化艺术", "科普"], "2026-05-04");
        let mut below = nomination(&["科普"]);
        below["level"] = json!("street");
        below["parent"] = json!(SCIENCE);
        world.on_hub("group-office", "hub-street", "nominate", &below).expect(201);

        let page = world.get("/api/v1/hubs?status=authorized&limit=1").expect(200).json();
        assert_eq!(page["items"][0]["unit"], SCIENCE);
        let next = page["next"].as_str().unwrap();
        let path = format!("/api/v1/hubs?status=authorized&limit=1&cursor={next}");
        assert_eq!(world.get(&path).expect(200).json()["items"][0]["unit"], ARTS);
        let street = world.get("/api/v1/hubs?level=street&division=110105").expect(200).json();
        assert_eq!(street["items"].as_array().unwrap().len(), 1);
        world.get("/api/v1/hubs?status=famous").expect(400);

        let tree = world.get(&format!("/api/v1/hubs/{SCIENCE}/tree")).expect(200).json();
        assert_eq!(tree["below"][0]["hub"]["unit"], "hub-street");
        world.get("/api/v1/hubs/hub-plain/tree").expect(404);

        let path =
            "/api/v1/hubs/fields?expected=%E7%A7%91%E5%AD%A6%E6%8A%80%E6%9C%AF,%E4%BD%93%E8%82%B2";
        let coverage = world.get(path).expect(200).json();
        assert_eq!(coverage["uncovered"], json!(["体育"]));
        let overlapping: Vec<&str> = coverage["fields"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["overlaps"] == true)
            .map(|f| f["field"].as_str().unwrap())
            .collect();
        assert_eq!(overlapping, ["科普"], "two hubs of one level and place");
    });
}

/// A hub above on the level of the city.
fn with_a_hub_above(world: &World) {
    for (id, kind, name) in [
        ("leading-110000", "leading_group", "示例市社会建设工作领导小组"),
        ("hub-city", "peoples_organization", "示例市科学技术协会"),
    ] {
        let unit = json!({"id": id, "kind": kind, "name": name, "division": "110000",
            "valid_from": "1990-01-01", "source": "test"});
        world.post_as("administrator", "/api/v1/units", &unit).expect(201);
    }
    for (login, role, unit) in [
        ("city-office", Role::LeadingGroupOffice, "leading-110000"),
        ("city-reviewer", Role::LeadingGroupOffice, "leading-110000"),
        ("city-officer", Role::SupervisorOfficer, "hub-city"),
    ] {
        world.account(login, &[Grant::at(role, UnitId::parse(unit).unwrap())]);
    }
    let mut nominated = nomination(&["科学技术"]);
    nominated["leading_group"] = json!("leading-110000");
    nominated["level"] = json!("city");
    world.on_hub("city-office", "hub-city", "nominate", &nominated).expect(201);
    let review = json!({"supports": true, "reasons": "符合四项条件"});
    world.on_hub("city-reviewer", "hub-city", "review", &review).expect(201);
    let decision = json!({"document_number": "示〔2026〕1号", "decided_on": "2026-05-04"});
    world.on_hub("city-office", "hub-city", "recognize", &decision).expect(201);
}

/// A tree adds up what stands below; whom a body leads in party building is not for all to count.
#[test]
fn a_tree_adds_up_its_levels() {
    each_world(|world| {
        world.with_hub_bodies();
        with_a_hub_above(world);
        let mut below = nomination(&["科学技术"]);
        below["parent"] = json!("hub-city");
        world.on_hub("group-office", SCIENCE, "nominate", &below).expect(201);
        let review = json!({"supports": true, "reasons": "符合四项条件"});
        world.on_hub("group-reviewer", SCIENCE, "review", &review).expect(201);
        let decision = json!({"document_number": "示〔2026〕2号", "decided_on": "2026-05-04"});
        world.on_hub("group-office", SCIENCE, "recognize", &decision).expect(201);
        let ids = world.established(&["技艺", "书画"]);
        for (login, unit, relation, id) in [
            ("science-officer", SCIENCE, "liaison", &ids[0]),
            ("science-officer", SCIENCE, "liaison", &ids[1]),
            ("city-officer", "hub-city", "liaison", &ids[0]),
            ("city-officer", "hub-city", "party_building", &ids[0]),
        ] {
            let begin = json!({"relation": relation, "unit": unit, "basis": "章程"});
            let path = format!("/api/v1/organizations/{id}/relations/begin");
            world.post_as(login, &path, &begin).expect(201);
        }
        let tree = world.get("/api/v1/hubs/hub-city/tree").expect(200).json();
        assert_eq!(tree["counts"], json!({"liaison": 1}));
        assert_eq!(tree["below"][0]["counts"], json!({"liaison": 2}));
        assert_eq!(tree["counts_below"], json!({"liaison": 3}));
        let hub = world.get("/api/v1/hubs/hub-city").expect(200).json();
        assert_eq!(hub["counts"], json!({"liaison": 1}));
        let path = "/api/v1/units/hub-city/members?relation=party_building";
        let led = world.get_as("city-officer", path).expect(200).json();
        assert_eq!(led["items"].as_array().unwrap().len(), 1, "its own officers see them");
    });
}

/// Every act on a hub by every account: the leading group's office what the group decides, the
/// government's what it authorizes, and nobody else anything.
#[test]
fn each_act_on_a_hub_is_for_its_body() {
    each_world(|world| {
        world.with_hub_bodies();
        world.recognize(SCIENCE, &["科学技术"], "2026-05-04");
        let on = "2026-05-04";
        let decision =
            json!({"document_number": "示〔2026〕2号", "decided_on": on, "reasons": "理由"});
        let withdrawal = json!({"ground": "own_request", "document_number": "示〔2026〕2号",
            "decided_on": on, "reasons": "理由"});
        let table = [
            ("nominate", nomination(&["科学技术"]), ["group-office", "group-reviewer"]),
            (
                "review",
                json!({"supports": true, "reasons": "理由"}),
                ["group-office", "group-reviewer"],
            ),
            (
                "publicize",
                json!({"from": on, "until": on, "place": "网站"}),
                ["group-office", "group-reviewer"],
            ),
            (
                "recognize",
                json!({"document_number": "示〔2026〕2号", "decided_on": on}),
                ["group-office", "group-reviewer"],
            ),
            ("decline", decision, ["group-office", "group-reviewer"]),
            ("authorize", authorization(&["科学技术"], on), ["government-office", ""]),
            (
                "assess",
                json!({"year": 2026, "outcome": "passed", "remarks": "良好"}),
                ["group-office", "group-reviewer"],
            ),
            (
                "order-rectification",
                json!({"until": "2026-06-01", "what": "制度"}),
                ["group-office", "group-reviewer"],
            ),
            (
                "close-rectification",
                json!({"remarks": "已整改"}),
                ["group-office", "group-reviewer"],
            ),
            ("withdraw", withdrawal, ["group-office", "group-reviewer"]),
            ("complete-withdrawal", json!({}), ["group-office", "group-reviewer"]),
        ];
        let logins = [
            "group-office",
            "group-reviewer",
            "government-office",
            "science-officer",
            "arts-officer",
            "applicant",
            "supervisor",
            "reception",
            "examiner",
            "decider",
            "all-roles",
            "city-registrar",
            "administrator",
            "agency",
            "auditor",
        ];
        for (act, body, allowed) in &table {
            for login in logins {
                let path = format!("{act}?dry_run=true");
                let status = world.on_hub(login, SCIENCE, &path, body).status;
                if allowed.contains(&login) {
                    assert!([200, 409, 422, 400].contains(&status), "{login} {act}: {status}");
                } else {
                    assert_eq!(status, 403, "{login} {act}");
                }
            }
        }
        // A leading group elsewhere decides nothing here.
        let elsewhere = json!({"id": "leading-110108", "kind": "leading_group",
            "name": "邻区领导小组", "division": "110108", "valid_from": "1990-01-01",
            "source": "test"});
        world.post_as("administrator", "/api/v1/units", &elsewhere).expect(201);
        let unit = UnitId::parse("leading-110108").unwrap();
        world.account("elsewhere", &[Grant::at(Role::LeadingGroupOffice, unit)]);
        world.on_hub("elsewhere", SCIENCE, "assess", &table[6].1).expect(403);
        let steps = world.get_as("group-office", &format!("/api/v1/units/{SCIENCE}/next-steps"));
        let steps = steps.expect(200).json();
        let acts: Vec<&str> =
            steps.as_array().unwrap().iter().map(|s| s["act"].as_str().unwrap()).collect();
        assert_eq!(
            acts,
            ["assess_hub", "order_hub_rectification", "close_hub_rectification", "withdraw_hub"]
        );
        let none = world.get_as("science-officer", &format!("/api/v1/units/{SCIENCE}/next-steps"));
        assert_eq!(none.expect(200).json(), json!([]), "nobody decides on their own body");
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        world.with_hub_bodies();
        let pointer = |act: &str, body: &Value, login: &str| {
            let answer = world.on_hub(login, SCIENCE, act, body).expect(400).json();
            answer["errors"][0]["pointer"].as_str().unwrap().to_owned()
        };
        let mut blank = nomination(&[" "]);
        assert_eq!(pointer("nominate", &blank, "group-office"), "/fields/0");
        blank["fields"] = json!(["科学技术"]);
        blank["evidence"][1]["title"] = json!("");
        assert_eq!(pointer("nominate", &blank, "group-office"), "/evidence/1/title");
        let mut odd = nomination(&["科学技术"]);
        odd["evidence"][0]["sha256"] = json!("xyz");
        assert_eq!(pointer("nominate", &odd, "group-office"), "/evidence/0/sha256");
        odd["evidence"][0]["condition"] = json!("famous");
        assert_eq!(pointer("nominate", &odd, "group-office"), "/evidence/0/condition");
        let mut authorization = authorization(&["科学技术"], "2026-05-04");
        authorization["document_number"] = json!("");
        assert_eq!(pointer("authorize", &authorization, "government-office"), "/document_number");
        authorization["document_number"] = json!("号");
        authorization["from"] = json!("0001-01-01");
        let answer = world.on_hub("government-office", SCIENCE, "authorize", &authorization);
        assert_eq!(answer.status, 400, "{}", answer.text);
    });
}
