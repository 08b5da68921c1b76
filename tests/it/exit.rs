//! Exit over HTTP: from the group to the end, the lists and figures on the way, who may see what, and
//! what is not in form.

use serde_json::{Value, json};
use shuniu_core::access::Grant;

use crate::support::{
    World, each_world,
    exit::{announcement, beginning, report, returned},
    hubs::{authorization, nomination},
};

fn organization(world: &World, id: &str) -> Value {
    world.get(&format!("/api/v1/organizations/{id}")).expect(200).json()
}

fn established(world: &World, field: &str) -> String {
    world.establish(field)["organization"].as_str().unwrap().to_owned()
}

#[test]
fn from_the_group_to_the_end() {
    each_world(|world| {
        let id = established(world, "技艺");
        world.liquidated("agent", &id);
        let now = organization(world, &id);
        assert_eq!(
            now["status"],
            json!({"id": "liquidating", "zh": "清算中", "en": "in liquidation"})
        );
        assert_eq!(now["liquidation"]["ground"], "self_dissolution");
        assert_eq!(now["liquidation"]["concluded_on"], "2026-07-01");
        assert!(!now.to_string().contains("示例组长"), "nobody of the group is public");

        // By when deregistration is due, with its article, for the organization and its registrar.
        let whole = world.get_as("agent", &format!("/api/v1/organizations/{id}/exit"));
        let whole = whole.expect(200).json();
        let due = &whole["exit"]["liquidation"]["concluded"]["deregister_by"];
        assert_eq!(due["deadline"]["last_day"], "2026-07-16");
        assert_eq!(due["citation"]["article"], "21");
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let open = steps.as_array().unwrap().iter().find(|s| s["act"] == "open_deregistration");
        assert_eq!(open.expect("offered")["due_by"]["last_day"], "2026-07-16");
        world.set_day(2026, 7, 17);
        let late = world.items("decider", "/api/v1/exits?late=true");
        assert_eq!(late.len(), 1);
        assert_eq!(
            (late[0]["stage"].as_str(), late[0]["late"].as_bool()),
            (Some("to_deregister"), Some(true))
        );

        let case = world.to_deregister("agent", &id);
        // Whoever has applied is late no more.
        assert!(world.items("decider", "/api/v1/exits?late=true").is_empty());
        let listed = world.items("decider", "/api/v1/exits?stage=to_deregister");
        assert_eq!((&listed[0]["applied"], &listed[0]["late"]), (&json!(true), &json!(false)));
        let path = format!("/api/v1/cases/{case}/approve");
        let refused = world.post_as("decider", &path, &json!({})).expect(422);
        // Nothing was collected; that it is late is told beside.
        assert_eq!(refused.against()[0], ("ST-21b".to_owned(), "21 ¶2".to_owned()));
        assert_eq!(refused.against()[1], ("ST-21a-2".to_owned(), "21".to_owned()));
        world.of_exit("reception", &id, "collect-certificate", &returned()).expect(201);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let issued = answer["documents"].as_array().unwrap();
        assert_eq!(issued[0]["kind"], "deregistration");
        assert_eq!(issued[0]["number"], "110105准注字〔2026〕1号");
        let told = answer["findings"].as_array().unwrap();
        assert!(told.iter().any(|f| f["rule"] == "ST-21b" && f["outcome"] == "met"));

        // The tombstone is readable for ever, with date and reason; the past stays as it was.
        let gone = organization(world, &id);
        assert_eq!(gone["status"]["id"], "deregistered");
        assert_eq!(
            gone["ended"],
            json!({"on": "2026-07-17", "ground": "self_dissolution",
            "document_number": "110105准注字〔2026〕1号"})
        );
        for (day, status) in [
            ("2026-05-04", "liquidating"),
            ("2026-07-16", "liquidating"),
            ("2026-07-17", "deregistered"),
        ] {
            let then = world.get(&format!("/api/v1/organizations/{id}?as_of={day}"));
            assert_eq!(then.expect(200).json()["status"]["id"], status, "{day}");
        }
        let notices = world.get("/api/v1/notices").expect(200).json();
        let text =
            notices["items"][0]["text"]["zh"].as_str().or(notices["items"][0]["text_zh"].as_str());
        assert!(text.unwrap_or_default().contains("因自行解散"), "{}", notices["items"][0]);
        let listed = world.items("decider", "/api/v1/exits?stage=ended");
        assert_eq!(listed[0]["organization"].as_str(), Some(id.as_str()));
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
    });
}

/// Every figure has the list that yields it, whatever it is narrowed to.
#[test]
fn every_figure_has_its_list() {
    each_world(|world| {
        let ids = ["技艺", "书画", "棋类"].map(|field| established(world, field));
        world.liquidated("agent", &ids[0]);
        world.account("agent-2", &[Grant::agent_of(&ids[1])]);
        let body = beginning("purpose_achieved", "2026-07-01");
        world.of_exit("agent-2", &ids[1], "begin", &body).expect(201);
        for narrowed in [
            "",
            "?registrar=registrar-110105",
            "?division=110105&kind=association",
            "?since=2026-07-01&until=2026-07-31",
            "?kind=foundation",
        ] {
            let figures = world.get_as("agency", &format!("/api/v1/exits/figures{narrowed}"));
            let figures = figures.expect(200).json();
            let lines = figures.as_array().unwrap();
            assert_eq!(lines.is_empty(), narrowed.contains("foundation"), "{narrowed}");
            for line in lines {
                let all = world.items("agency", line["list"].as_str().unwrap());
                assert_eq!(
                    Some(i64::try_from(all.len()).unwrap()),
                    line["total"].as_i64(),
                    "{line}"
                );
                for (stage, list) in line["lists"].as_object().unwrap() {
                    let some = world.items("agency", list.as_str().unwrap());
                    let count = i64::try_from(some.len()).unwrap();
                    assert_eq!(Some(count), line["stages"][stage].as_i64(), "{stage} of {line}");
                }
            }
        }
        let since = world.items("agency", "/api/v1/exits?since=2026-07-02");
        assert!(since.is_empty());
        let next = world.get_as("agency", "/api/v1/exits?limit=1").expect(200).json();
        let cursor = next["next"].as_str().expect("another page");
        let second = world.items("agency", &format!("/api/v1/exits?limit=1&cursor={cursor}"));
        assert_eq!(second[0]["organization"].as_str(), Some(ids[1].as_str()));
    });
}

#[test]
fn who_may_see_and_do_what() {
    each_world(|world| {
        let id = established(world, "技艺");
        world.liquidated("agent", &id);
        let exit = format!("/api/v1/organizations/{id}/exit");
        for (login, status) in [
            ("agent", 200),
            ("supervisor", 200),
            ("reception", 200),
            ("agency", 200),
            ("applicant", 403),
            ("other-supervisor", 403),
            ("auditor", 403),
        ] {
            world.get_as(login, &exit).expect(status);
        }
        for (login, status) in [
            ("decider", 200),
            ("agency", 200),
            ("agent", 403),
            ("supervisor", 403),
            ("auditor", 403),
        ] {
            world.get_as(login, "/api/v1/exits").expect(status);
            world.get_as(login, "/api/v1/exits/figures").expect(status);
        }
        for login in ["agent", "decider", "other-registrar", "administrator"] {
            world.of_exit(login, &id, "collect-certificate", &returned()).expect(403);
        }
        for login in ["reception", "applicant", "other-registrar", "administrator", "supervisor"] {
            let body = announcement("2026-07-01");
            world.of_exit(login, &id, "announce", &body).expect(403);
            world.of_exit(login, &id, "conclude", &report("2026-07-01")).expect(403);
        }
        // Whoever is not leaving has no exit; whoever may not see is not told.
        let other = established(world, "书画");
        let exit = format!("/api/v1/organizations/{other}/exit");
        world.get_as("decider", &exit).expect(404);
        world.get_as("applicant", &exit).expect(403);
        // A demand is the unit's own, and ends nothing.
        let demand = json!({"unit": "dept-110105-edu", "demands": "termination",
            "grounds": ["task_done"], "scope": {"economic_members": true},
            "document_number": "示教发〔2026〕5号", "dated": "2026-07-01"});
        let supervisor = organization(world, &other)["supervision"]["unit"]["id"].clone();
        let path = format!("/api/v1/organizations/{other}/demand-exit");
        for (login, unit, status) in [
            ("supervisor", supervisor.clone(), 201),
            ("decider", json!("registrar-110105"), 201),
            ("decider", supervisor.clone(), 403),
            ("supervisor", json!("registrar-110105"), 403),
            ("other-supervisor", supervisor, 403),
            ("agent", json!("registrar-110105"), 403),
        ] {
            let mut body = demand.clone();
            body["unit"] = unit;
            world.post_as(login, &path, &body).expect(status);
        }
        let told = world.get_as("decider", &exit).expect(200).json();
        assert_eq!(told["stage"], Value::Null);
        let demands = told["exit"]["demands"].as_array().unwrap();
        assert_eq!(demands.len(), 2, "of each authority the last");
        let bad = json!({"unit": "registrar-110105", "demands": "merger", "grounds": [],
            "scope": {"economic_members": true}, "document_number": "x", "dated": "2026-07-01"});
        let answer = world.post_as("decider", &path, &bad).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/grounds");
        // A court's group is entered by the registrar, and tried without effect first.
        let mut court = beginning("self_dissolution", "2026-07-01");
        court["appointment"] = json!({"by": "court", "ruling": "（2026）示01强清1号"});
        let path = format!("/api/v1/organizations/{other}/liquidation/begin?dry_run=true");
        world.post_as("decider", &path, &court).expect(200);
        assert_eq!(organization(world, &other)["status"]["id"], "registered");
        world.of_exit("decider", &other, "begin", &court).expect(201);
        assert_eq!(organization(world, &other)["status"]["id"], "liquidating");
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        let id = established(world, "技艺");
        world.account("agent", &[Grant::agent_of(&id)]);
        let with = |mut body: Value, pointer: &str, value: Value| {
            *body.pointer_mut(pointer).unwrap() = value;
            body
        };
        let begin = || beginning("self_dissolution", "2026-05-04");
        let mut long = report("2026-05-04");
        long["disposals"] = json!(vec![long["disposals"][0].clone(); 101]);
        for (act, body, pointer) in [
            ("begin", with(begin(), "/ground", json!("bored")), "/ground"),
            ("begin", with(begin(), "/head", json!("  ")), "/head"),
            ("begin", with(begin(), "/members", json!(0)), "/members"),
            ("begin", with(begin(), "/members", json!(-1)), "/members"),
            ("begin", with(begin(), "/guided_by", json!("NOT A UNIT")), "/guided_by"),
            ("begin", with(begin(), "/formed_on", json!("4 May")), "/formed_on"),
            ("begin", with(begin(), "/document_number", json!("")), "/document_number"),
            (
                "begin",
                with(begin(), "/appointment", json!({"by": "court", "ruling": " "})),
                "/appointment/ruling",
            ),
            ("announce", with(announcement("2026-05-04"), "/place", json!("")), "/place"),
            ("conclude", with(report("2026-05-04"), "/assets_yuan", json!(-1)), "/assets_yuan"),
            (
                "conclude",
                with(report("2026-05-04"), "/disposals/0/yuan", json!(-1)),
                "/disposals/0/yuan",
            ),
            (
                "conclude",
                with(report("2026-05-04"), "/disposals/0/name", json!("")),
                "/disposals/0/name",
            ),
            (
                "conclude",
                with(report("2026-05-04"), "/disposals/0/recipient", json!("me")),
                "/disposals/0/recipient",
            ),
            ("conclude", long, "/disposals"),
            (
                "collect-certificate",
                json!({"seals": {"how": "void", "notice": "", "place": "x", "reason": "y"}}),
                "/seals/notice",
            ),
            ("collect-certificate", json!({"certificates": {}}), "/certificates"),
        ] {
            let login = if act == "collect-certificate" { "reception" } else { "agent" };
            let answer = world.of_exit(login, &id, act, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
            assert!(!answer["errors"][0]["detail"].as_str().unwrap().is_empty());
        }
        let path = format!("/api/v1/organizations/{id}/cases");
        let blank = json!({"deregistration": {"signed_by": " "}});
        let answer = world.post_as("agent", &path, &blank).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/deregistration/signed_by");
        for (query, status) in [
            ("stage=gone", 400),
            ("ground=bored", 400),
            ("since=4-May", 400),
            ("limit=0", 400),
            ("nonsense=1", 400),
            ("division=xx", 400),
        ] {
            world.get_as("decider", &format!("/api/v1/exits?{query}")).expect(status);
        }
        assert_eq!(organization(world, &id)["status"]["id"], "registered");
    });
}

/// A hub that is a registered federation ends after its standing: its withdrawal brings the plans of its
/// members, and only when the last has gone is it deregistered. Who supervised whom, and what it was,
/// is told for any day.
#[test]
fn a_hub_ends_when_its_members_have_gone() {
    each_world(|world| {
        world.with_hub_bodies();
        let ids = world.established(&["技艺", "书画", "剪纸"]);
        let (hub, member, another) = (&ids[0], &ids[1], &ids[2]);
        let code = organization(world, hub)["uscc"].as_str().unwrap().to_owned();
        let unit = json!({"id": "hub-crafts", "kind": "federation", "name": "北京市朝阳区技艺协会",
            "division": "110105", "valid_from": "2026-05-04", "source": "test"});
        world.post_as("administrator", "/api/v1/units", &unit).expect(201);
        let mut nominated = nomination(&["书画"]);
        nominated["uscc"] = json!(code);
        let body = authorization(&["书画"], "2026-05-04");
        world.authorize_as("hub-crafts", &nominated, &body, "2026-05-04");
        world.notify_ending(member, "2026-05-04").expect(201);
        let done = world.transfer("hub-crafts", "2026-05-04", std::slice::from_ref(member), false);
        assert_eq!(done["rows"][0]["outcome"], "done", "{done}");

        world.liquidated("agent", hub);
        // Whoever is wound up takes nobody on; whom it has it answers for.
        world.notify_ending(another, "2026-05-04").expect(201);
        let refused =
            world.transfer("hub-crafts", "2026-05-04", std::slice::from_ref(another), false);
        let row = &refused["rows"][0];
        let told = (&row["outcome"], &row["findings"][0]["rule"]);
        assert_eq!(told, (&json!("refused"), &json!("QS-4b")), "{row:#}");
        assert_eq!(organization(world, member)["supervision"]["unit"]["id"], "hub-crafts");

        world.of_exit("reception", hub, "collect-certificate", &returned()).expect(201);
        let case = world.to_deregister("agent", hub);
        let approve = format!("/api/v1/cases/{case}/approve");
        let refused = world.post_as("decider", &approve, &json!({})).expect(422);
        assert_eq!(refused.against()[0].0, "TC-6");

        let withdrawal = json!({"ground": "dissolved", "document_number": "示社领发〔2026〕7号",
            "decided_on": "2026-07-01", "reasons": "自行解散"});
        world.on_hub("group-office", "hub-crafts", "withdraw", &withdrawal).expect(201);
        let refused = world.post_as("decider", &approve, &json!({})).expect(422);
        assert_eq!(refused.against()[0].0, "TC-6", "its member is still there");
        let path = format!("/api/v1/organizations/{member}/supervision");
        let direct = json!({"plan": {"goes_to": "direct", "basis": {"class": "trade_association",
            "field": "trade", "policy_document": "国办函〔2013〕1号"}}});
        world.post_as("decider", &format!("{path}/plan"), &direct).expect(201);
        world
            .post_as(
                "decider",
                &format!("{path}/carry-out-plan"),
                &json!({"document_number": "朝民函〔2026〕3号"}),
            )
            .expect(201);
        world.on_hub("group-office", "hub-crafts", "complete-withdrawal", &json!({})).expect(201);
        world.must("decider", &case, "approve", &json!({}));

        assert_eq!(organization(world, hub)["status"]["id"], "deregistered");
        for (day, unit) in [("2026-05-04", json!("hub-crafts")), ("2026-07-01", Value::Null)] {
            let then = world.get(&format!("/api/v1/organizations/{member}?as_of={day}"));
            assert_eq!(then.expect(200).json()["supervision"]["unit"]["id"], unit, "{day}");
        }
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
    });
}
