//! Figures of decoupling over HTTP: each leads to a list with as many lines; worklists follow units that
//! came of others.

use serde_json::{Value, json};

use crate::support::{
    decoupling::{all_items, direct, plan, signature, under_hub},
    each_world,
    hubs::SCIENCE,
};

/// A batch of organizations in one call: dry run, each row its own result, safe to send again; and the
/// figures, of which each leads to a list with as many lines.
#[test]
fn a_batch_and_its_figures() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        let programme = world.programme("outline_2008");
        let ids = world.established(&["技艺", "摄影", "书法", "棋艺", "茶艺"]);
        let path =
            |dry: bool| format!("/api/v1/programmes/{programme}/organizations?dry_run={dry}");
        let mut rows: Vec<Value> = ids.iter().map(|id| json!({"organization": id})).collect();
        rows.push(json!({"organization": "51110105MJ0100000X"}));
        rows.push(json!({"organization": ids[0]}));
        let body = json!({"batch": 1, "rows": rows});
        let dry = world.post_as("group-office", &path(true), &body).expect(200).json();
        assert_eq!((dry["done"].as_i64(), dry["not_done"].as_i64()), (Some(5), Some(2)));
        assert!(world.items("group-office", "/api/v1/decoupling/cases").is_empty());
        let done = world.post_as("group-office", &path(false), &body).expect(200).json();
        assert_eq!(done["rows"][5]["outcome"], "not_found");
        assert_eq!(done["rows"][6]["outcome"], "twice");
        let again = world.post_as("group-office", &path(false), &body).expect(200).json();
        assert_eq!((again["done"].as_i64(), again["already"].as_i64()), (Some(0), Some(5)));
        let denied = world.post_as("decider", &path(false), &body).expect(200).json();
        assert_eq!(denied["done"], 0, "{denied}");
        // Whoever never lists them is not told which organizations there are.
        for row in denied["rows"].as_array().unwrap() {
            assert_eq!(
                (&row["outcome"], &row["name"]),
                (&json!("denied"), &json!(null)),
                "{denied}"
            );
        }

        // One is done, one is stuck, one goes to the second batch; two are late after the day.
        world.with_officers(&ids[0], "agent");
        let today = world.registry.today().to_string();
        world.on_case("supervisor", &ids[0], "plan", &plan(&direct(), &today)).expect(201);
        let number = json!({"document_number": "示社领发〔2026〕9号"});
        world.on_case("group-office", &ids[0], "approve-plan", &number).expect(201);
        world.separated(&ids[0]);
        world.complete(&ids[0]).expect(201);
        let stuck = json!({"ground": "dispute", "reasons": "资产归属有争议"});
        world.on_case("supervisor", &ids[1], "mark-stuck", &stuck).expect(201);
        let later = json!({"batch": 2, "reasons": "资产复杂"});
        world.on_case("group-office", &ids[2], "reschedule", &later).expect(201);
        // One was listed by mistake; it counts no more.
        let mistake = json!({"reasons": "不属本批范围"});
        world.on_case("group-office", &ids[4], "delist", &mistake).expect(201);
        // Whoever is done is not listed anew by sending the list again.
        let rest = json!({"batch": 1, "rows": [{"organization": ids[0]}]});
        let again = world.post_as("group-office", &path(false), &rest).expect(200).json();
        assert_eq!(again["rows"][0]["outcome"], "already");
        world.set_day(2026, 7, 1);

        for by in ["batch", "department", "division", "dimension"] {
            let path = format!("/api/v1/decoupling/progress?by={by}&programme={programme}");
            let lines = world.get_as("group-office", &path).expect(200).json();
            let lines = lines.as_array().unwrap();
            assert!(!lines.is_empty(), "{by}");
            for line in lines {
                for (state, count) in line["states"].as_object().unwrap() {
                    let list = line["lists"][state].as_str().unwrap();
                    let found = world.items("group-office", list);
                    assert_eq!(
                        i64::try_from(found.len()).unwrap(),
                        count.as_i64().unwrap(),
                        "{list}"
                    );
                }
                let all = world.items("group-office", line["list"].as_str().unwrap());
                assert_eq!(all.len(), usize::try_from(line["total"].as_u64().unwrap()).unwrap());
                if let Some(list) = line["late_list"].as_str() {
                    let late = world.items("group-office", list);
                    assert_eq!(
                        late.len(),
                        usize::try_from(line["late"].as_u64().unwrap()).unwrap()
                    );
                }
            }
            if by == "batch" {
                assert_eq!((&lines[0]["target"], &lines[0]["total"]), (&json!(2), &json!(3)));
                assert_eq!((&lines[1]["target"], &lines[1]["total"]), (&json!(2), &json!(1)));
                assert_eq!(lines[0]["late"], 2);
            }
        }
        let in_division = |query: &str| {
            let path = format!("/api/v1/decoupling/cases?status=listed,in_progress&{query}");
            world.items("group-office", &path).len()
        };
        let counts =
            ["division=110000", "division=110000&parts=false", "division=110105&parts=false"];
        assert_eq!(counts.map(in_division), [3, 0, 3]);
        let found = world.items("group-office", "/api/v1/decoupling/cases?stuck=dispute");
        assert_eq!(found.len(), 1);
        let path = "/api/v1/decoupling/departments?on=2026-05-04,2026-07-01&division=110105";
        let departments = world.get_as("group-office", path).expect(200).json();
        let education = departments.as_array().unwrap().iter();
        let education = education.clone().find(|d| d["unit"] == "dept-education").unwrap();
        assert_eq!(education["supervised"]["2026-07-01"], 4, "one fewer than were established");
        assert_eq!(education["cases"]["completed"], 1);
        let list = education["members"]["2026-07-01"].as_str().unwrap();
        assert_eq!(world.items("agency", list).len(), 4);

        let exceptions = world.get_as("group-office", "/api/v1/supervision/exceptions").expect(200);
        for line in exceptions.json().as_array().unwrap() {
            let list =
                world.get_as("group-office", line["list"].as_str().unwrap()).expect(200).json();
            let listed = list.as_array().or(list["items"].as_array()).unwrap().len();
            assert_eq!(u64::try_from(listed).unwrap(), line["count"].as_u64().unwrap(), "{line}");
        }
        assert!(exceptions.text.contains("\"decoupling_late\""));
        let late = exceptions
            .json()
            .as_array()
            .unwrap()
            .iter()
            .find(|l| l["kind"] == "decoupling_late")
            .unwrap()["count"]
            .clone();
        assert_eq!(late, 2);
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

/// What waited for a unit that is no more waits for who came of it; and what passed to another unit
/// while it was being separated is told.
#[test]
fn what_waits_follows_the_unit_that_came_of_another() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let programme = world.programme("outline_2008");
        let ids = world.established(&["技艺", "摄影"]);
        let hub = under_hub(SCIENCE, "2026-05-04");
        world.under_way(&ids[0], &programme, &hub);
        let today = world.registry.today().to_string();
        world.on_case("supervisor", &ids[0], "record", &all_items(&today)).expect(201);
        // The hub that is to take it sees the case; another does not.
        let path = format!("/api/v1/organizations/{}/decoupling", ids[0]);
        let shown = world.get_as("science-officer", &path).expect(200).json();
        assert_eq!(shown["case"]["plan"]["to"]["consent"]["number"], "示科协函〔2026〕3号");
        world.get_as("arts-officer", &path).expect(403);
        // Of a plan that was sent back it sees nothing any more.
        let listing = json!({"programme": programme, "batch": 1});
        world.on_case("group-office", &ids[1], "list", &listing).expect(201);
        world.on_case("supervisor", &ids[1], "plan", &plan(&hub, &today)).expect(201);
        let other = format!("/api/v1/organizations/{}/decoupling", ids[1]);
        world.get_as("science-officer", &other).expect(200);
        let reasons = json!({"reasons": "去向另议"});
        world.on_case("group-office", &ids[1], "return-plan", &reasons).expect(201);
        world.get_as("science-officer", &other).expect(403);
        // A programme that is closed still names other signers for what is open.
        let close = json!({"summary": "第一批已列入"});
        let path_of = |act: &str| format!("/api/v1/programmes/{programme}/{act}");
        world.post_as("group-office", &path_of("close"), &close).expect(201);
        let steps = world.get_as("group-office", &path_of("next-steps")).expect(200).json();
        assert_eq!(steps.as_array().unwrap().len(), 1, "{steps}");
        assert_eq!(
            (&steps[0]["act"], &steps[0]["state"]),
            (&json!("amend_programme"), &json!("possible"))
        );

        world
            .on_case("education-signer", &ids[0], "sign", &signature("assets", &today))
            .expect(201);
        let waits = |login: &str, unit: &str| {
            let path = format!("/api/v1/decoupling/cases?waits_for={unit}");
            world.items(login, &path).len()
        };
        assert_eq!(waits("offices-officer", "dept-offices"), 0);
        for (unit, successor) in
            [("dept-finance", "dept-offices"), ("dept-education", "dept-sports")]
        {
            let end = json!({"valid_to": "2026-05-04", "successor": successor});
            let path = format!("/api/v1/units/{unit}/end");
            world.post_as("administrator", &path, &end).expect(201);
        }
        world.set_day(2026, 5, 6);
        assert_eq!(waits("offices-officer", "dept-offices"), 1);
        assert_eq!(waits("other-supervisor", "dept-sports"), 1, "the other dimensions");
        let today = world.registry.today().to_string();
        world.on_case("offices-officer", &ids[0], "sign", &signature("assets", &today)).expect(201);
        assert_eq!(waits("offices-officer", "dept-offices"), 0);
        let shown = world.get_as("other-supervisor", &path).expect(200).json();
        assert_eq!(shown["dimensions"][2]["state"], "signed");

        let exception = || {
            let all = world.get_as("group-office", "/api/v1/supervision/exceptions").expect(200);
            let all = all.json().as_array().unwrap().clone();
            all.into_iter().find(|line| line["kind"] == "decoupling_passed").unwrap()
        };
        assert_eq!(exception()["count"], 0);
        let moved = world.transfer(SCIENCE, "2026-05-06", &ids[..1], false);
        assert_eq!(moved["done"], 1, "{moved}");
        assert_eq!(exception()["count"], 1);
        let list = world.items("group-office", exception()["list"].as_str().unwrap());
        assert_eq!(list[0]["organization"], ids[0]);
    });
}
