//! Supervision passes over HTTP: by confirmation list, by application, by plan when a hub falls away;
//! who stood under whom on any day; and races that have one outcome.

use serde_json::{Value, json};
use shuniu_core::access::Grant;

use crate::support::{
    World, each_world,
    hubs::{ARTS, SCIENCE},
};

fn outcomes(results: &Value) -> Vec<&str> {
    let rows = results["rows"].as_array().unwrap();
    rows.iter().map(|row| row["outcome"].as_str().unwrap()).collect()
}

fn supervisor_on(world: &World, id: &str, on: &str) -> Value {
    let path = format!("/api/v1/organizations/{id}?as_of={on}");
    world.get(&path).expect(200).json()["supervision"]["unit"]["id"].clone()
}

#[test]
fn a_confirmation_list_moves_many_and_can_be_sent_again() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let ids = world.established(&["技艺", "书画", "摄影"]);
        world.set_day(2026, 5, 10);
        for id in &ids[..2] {
            world.notify_ending(id, "2026-05-10").expect(201);
        }
        world.set_day(2026, 5, 20);
        let mut list = ids.clone();
        list.push("51110105MJ9999999X".to_owned());
        list.push(ids[0].clone());

        // First the dry run: every error at once, and nothing has changed.
        let dry = world.transfer(SCIENCE, "2026-05-18", &list, true);
        assert_eq!(outcomes(&dry), ["done", "done", "refused", "not_found", "twice"]);
        assert_eq!((&dry["done"], &dry["not_done"]), (&json!(2), &json!(3)));
        let finding = &dry["rows"][2]["findings"][0];
        assert_eq!(finding["rule"], "ZG-4b", "{finding}");
        assert!(finding["remedy"]["zh"].as_str().is_some());
        assert_eq!(supervisor_on(world, &ids[0], "2026-05-20"), "dept-education");

        let done = world.transfer(SCIENCE, "2026-05-18", &list, false);
        assert_eq!(outcomes(&done), outcomes(&dry));
        assert!(done["rows"][0]["position"].as_i64().unwrap() > 0);
        let again = world.transfer(SCIENCE, "2026-05-18", &list, false);
        assert_eq!(outcomes(&again), ["already", "already", "refused", "not_found", "twice"]);

        // Who supervised whom, on any day; and what anyone may read.
        assert_eq!(supervisor_on(world, &ids[0], "2026-05-19"), "dept-education");
        assert_eq!(supervisor_on(world, &ids[0], "2026-05-20"), SCIENCE);
        let path = format!("/api/v1/organizations/{}/relations?on=2026-05-12", ids[0]);
        let then = world.get_as("agency", &path).expect(200).json();
        assert_eq!(then[0]["unit"]["id"], "dept-education");
        assert_eq!(then[0]["notified_on"], "2026-05-10");
        let members = |unit: &str, query: &str| {
            let path = format!("/api/v1/units/{unit}/members?{query}");
            let page = world.get_as("agency", &path).expect(200).json();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!(members(SCIENCE, "relation=supervision"), 2);
        assert_eq!(members(SCIENCE, "on=2026-05-19"), 0);
        assert_eq!(members("dept-education", "relation=supervision&on=2026-05-19"), 3);
        assert_eq!(members("dept-education", "relation=supervision&on=2026-05-20"), 1);
        let hub = world.get(&format!("/api/v1/hubs/{SCIENCE}")).expect(200).json();
        assert_eq!(hub["counts"]["supervision"], 2);

        // A new certificate was issued, and the charter waits to be ratified.
        let record = world.get(&format!("/api/v1/organizations/{}", ids[0])).expect(200).json();
        assert_eq!(record["certificate"]["valid_from"], "2026-05-20");
        let changes = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let began =
            changes["changes"].as_array().unwrap().iter().rev().find(|c| {
                c["kind"] == "organization.supervision_began" && c["id"] == ids[1].as_str()
            });
        let delta = &began.unwrap()["changes"][0];
        assert_eq!(delta["field"], "supervision");
        assert_eq!(delta["new"]["unit"]["id"], SCIENCE);
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

#[test]
fn gaps_are_a_worklist_of_those_concerned() {
    each_world(|world| {
        world.with_hub_bodies();
        let ids = world.established(&["技艺", "书画"]);
        world.set_day(2026, 5, 10);
        world.notify_ending(&ids[0], "2026-05-10").expect(201);
        let gaps = |login: &str, query: &str| {
            world.get_as(login, &format!("/api/v1/supervision/gaps?{query}"))
        };
        let of = |answer: crate::support::Answer| {
            answer.expect(200).json()["items"].as_array().unwrap().clone()
        };
        for (login, query) in [
            ("decider", "registrar=registrar-110105"),
            ("supervisor", "unit=dept-education"),
            ("group-office", ""),
        ] {
            let items = of(gaps(login, query));
            assert_eq!(items.len(), 1, "{login}");
            assert_eq!(items[0]["organization"], ids[0].as_str());
            assert_eq!(items[0]["due_on"], Value::Null, "no time is set for an association");
        }
        for (login, query) in [
            ("decider", ""),
            ("other-registrar", "registrar=registrar-110105"),
            ("other-supervisor", "unit=dept-education"),
            ("agency", ""),
            ("applicant", "unit=dept-education"),
        ] {
            gaps(login, query).expect(403);
        }
        assert!(of(gaps("decider", "registrar=registrar-110105&overdue=true")).is_empty());
        let back = json!({"reasons": "继续担任"});
        let path = format!("/api/v1/organizations/{}/supervision/rescind-ending", ids[0]);
        world.post_as("supervisor", &path, &back).expect(201);
        assert!(of(gaps("group-office", "")).is_empty());
    });
}

/// A service institution's gap has a clock, and being late ends nothing.
#[test]
fn an_institution_has_ninety_days() {
    each_world(|world| {
        world.with_hub_bodies();
        let case = world.open(&crate::support::application::institution("安宁"));
        world.bring_to_decision(&case);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let id = answer["organization"].as_str().unwrap().to_owned();
        world.set_day(2026, 6, 20);
        world.notify_ending(&id, "2026-06-20").expect(201);
        let gaps = |query: &str| {
            let path = format!("/api/v1/supervision/gaps?registrar=registrar-110105{query}");
            world.get_as("decider", &path).expect(200).json()["items"].as_array().unwrap().clone()
        };
        assert_eq!(gaps("")[0]["due_on"], "2026-09-18");
        world.set_day(2026, 9, 18);
        assert!(gaps("&overdue=true").is_empty(), "the last day is in time");
        world.set_day(2026, 9, 19);
        assert_eq!(gaps("&overdue=true").len(), 1);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["status"]["id"], "registered");
        assert_eq!(record["supervision"]["unit"]["id"], "dept-education", "responsible to the end");
        assert!(record["supervision"]["ending"].get("reasons").is_none(), "why is not public");
    });
}

#[test]
fn by_application_with_the_consent_of_the_hub() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let id = world.established(&["技艺"]).remove(0);
        world.account("agent", &[Grant::agent_of(&id)]);
        world.notify_ending(&id, "2026-05-04").expect(201);
        let document = |kind: &str| json!({"kind": kind, "title": kind});
        let documents: Vec<Value> = [
            "application",
            "charter_approval_form",
            "former_charter",
            "draft_charter",
            "resolution",
            "certificate",
        ]
        .iter()
        .map(|kind| document(kind))
        .collect();
        let charter = json!({"adopted_on": "2026-05-02", "summary": "业务主管单位变更",
            "charter_items": crate::support::application::lawful("技艺")["charter_items"], "party_clause": true});
        let body = json!({"transfer": {"to": SCIENCE, "charter": charter}, "documents": documents});
        let path = format!("/api/v1/organizations/{id}/cases");
        let case = world.post_as("agent", &path, &body).expect(201).json()["subject"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        world.must("agent", &case, "submit", &json!({}));
        // The hub that takes over is asked, not the unit that lets go.
        world.step("supervisor", &case, "consent", &json!({})).expect(403);
        let consent = json!({"document_number": "示科协函〔2026〕3号"});
        world.must("science-officer", &case, "consent", &consent);
        world.must("reception", &case, "accept", &json!({}));
        world.must("examiner", &case, "examine", &json!({"report": "材料属实。"}));
        let answer = world.must("decider", &case, "approve", &json!({}));
        assert_eq!(answer["documents"][0]["kind"], "certificate");
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["supervision"]["unit"]["id"], SCIENCE);
        assert_eq!(record["supervision"]["basis"], "示科协函〔2026〕3号");
        assert_eq!(record["charter"]["approved_on"], "2026-05-04");
        let view = world.get_as("decider", &format!("/api/v1/cases/{case}")).expect(200).json();
        assert_eq!(view["decision_number"], "110105主变字〔2026〕1号");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

#[test]
fn when_a_hub_falls_away_every_member_needs_a_plan() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        world.authorize(ARTS, &["文化艺术"], "2026-05-04");
        let ids = world.established(&["技艺", "书画", "摄影"]);
        for id in &ids {
            world.notify_ending(id, "2026-05-04").expect(201);
        }
        world.transfer(SCIENCE, "2026-05-04", &ids, false);
        let withdrawal = json!({"ground": "conditions_lost", "document_number": "示〔2026〕9号",
            "decided_on": "2026-05-04", "reasons": "不再符合条件"});
        world.on_hub("group-office", SCIENCE, "withdraw", &withdrawal).expect(201);
        let hub = world.get(&format!("/api/v1/hubs/{SCIENCE}")).expect(200).json();
        assert_eq!(hub["hub"]["status"], "withdrawing");
        // Ninety days after 4 May is Sunday, 2 August: the next working day.
        assert_eq!(hub["hub"]["withdrawal"]["due_on"], "2026-08-03");
        let complete = || world.on_hub("group-office", SCIENCE, "complete-withdrawal", &json!({}));
        assert_eq!(complete().expect(422).against()[0].0, "HZ-10");

        let without = || {
            let path = format!("/api/v1/units/{SCIENCE}/members?without_plan=true");
            world.get_as("decider", &path).expect(200).json()["items"].as_array().unwrap().len()
        };
        assert_eq!(without(), 3);
        // One plan for one, another for the rest.
        let path = format!("/api/v1/organizations/{}/supervision/plan", ids[0]);
        let direct = json!({"plan": {"goes_to": "direct", "basis": {"class": "trade_association",
            "field": "trade", "policy_document": "国办函〔2013〕1号"}}});
        world.post_as("decider", &path, &direct).expect(201);
        let plans = format!("/api/v1/units/{SCIENCE}/member-plans");
        let to_arts = json!({"plan": {"goes_to": "successor", "unit": ARTS}});
        let dry = world.post_as("decider", &format!("{plans}?dry_run=true"), &to_arts);
        assert_eq!(outcomes(&dry.expect(200).json()), ["done", "done"]);
        assert_eq!(without(), 2, "a dry run changes nothing");
        let done = world.post_as("decider", &plans, &to_arts).expect(200).json();
        assert_eq!(done["done"], 2);
        assert_eq!(without(), 0);
        assert_eq!(complete().expect(422).against()[0].0, "HZ-10", "a plan is no transfer");
        for id in &ids {
            let path = format!("/api/v1/organizations/{id}/supervision/carry-out-plan");
            let body = json!({"document_number": "朝民函〔2026〕3号"});
            world.post_as("decider", &path, &body).expect(201);
        }
        complete().expect(201);
        let record = |id: &str| world.get(&format!("/api/v1/organizations/{id}")).json();
        assert_eq!(record(&ids[0])["direct_registration"]["class"], "trade_association");
        assert_eq!(record(&ids[0])["supervision"], Value::Null);
        assert_eq!(record(&ids[1])["supervision"]["unit"]["id"], ARTS);
        let hub = world.get(&format!("/api/v1/hubs/{SCIENCE}")).expect(200).json();
        assert_eq!(hub["hub"]["status"], "withdrawn");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");
    });
}

#[test]
fn a_hub_compares_its_own_list() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let ids = world.established(&["技艺", "书画", "摄影"]);
        for id in &ids[..2] {
            world.notify_ending(id, "2026-05-04").expect(201);
        }
        world.transfer(SCIENCE, "2026-05-04", &ids[..2], false);
        let code = |id: &str| {
            let record = world.get(&format!("/api/v1/organizations/{id}")).json();
            record["uscc"].as_str().unwrap().to_owned()
        };
        let codes: Vec<String> = ids.iter().map(|id| code(id)).collect();
        let list = json!({"relation": "supervision", "members": [
            {"uscc": codes[0], "name": "北京市朝阳区技艺学会"},
            {"uscc": codes[2]},
            {"uscc": "51110105MJ9999999X"},
            {"uscc": codes[0]},
        ]});
        let path = format!("/api/v1/units/{SCIENCE}/members/compare");
        let compared = world.post_as("science-officer", &path, &list).expect(200).json();
        let kinds: Vec<(&str, &Value)> = compared["differences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| (d["kind"].as_str().unwrap(), &d["row"]))
            .collect();
        assert_eq!(
            kinds,
            [
                ("other_name", &json!(1)),
                ("not_a_member", &json!(2)),
                ("unknown", &json!(3)),
                ("twice", &json!(4)),
                ("missing", &Value::Null),
            ]
        );
        assert_eq!(compared["agree"], 0);
        assert_eq!(compared["differences"][4]["uscc"], codes[1].as_str());
        // A hub sees its own members, not another's.
        world.post_as("arts-officer", &path, &list).expect(403);
        world.get_as("arts-officer", &format!("/api/v1/units/{SCIENCE}/members")).expect(403);
        world.get_as("applicant", &format!("/api/v1/units/{SCIENCE}/members")).expect(403);
        world.get_as("science-officer", &format!("/api/v1/units/{SCIENCE}/members")).expect(200);
    });
}

/// Each act on a relation by every account.
#[test]
fn each_act_on_a_relation_is_for_its_side() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let id = world.established(&["技艺"]).remove(0);
        world.account("its-agent", &[Grant::agent_of(&id)]);
        let path = format!("/api/v1/organizations/{id}");
        let begin = json!({"relation": "liaison", "unit": SCIENCE, "basis": "章程"});
        world.post_as("science-officer", &format!("{path}/relations/begin"), &begin).expect(201);
        let reason = json!({"relation": "liaison", "unit": SCIENCE, "reason": "会员退出"});
        let plan = json!({"plan": {"goes_to": "registrar"}});
        let notice = json!({"document_number": "函", "dated": "2026-05-04", "reasons": "脱钩"});
        let table: [(&str, Value, &[&str]); 8] = [
            ("relations/begin", begin, &["science-officer"]),
            ("relations/end", reason.clone(), &["science-officer", "its-agent"]),
            ("relations/suspend", reason.clone(), &["science-officer"]),
            ("relations/resume", reason, &["science-officer"]),
            ("supervision/notify-ending", notice, &["supervisor"]),
            ("supervision/rescind-ending", json!({"reasons": "继续"}), &["supervisor"]),
            ("supervision/plan", plan, &["decider", "all-roles"]),
            (
                "supervision/carry-out-plan",
                json!({"document_number": "函"}),
                &["decider", "all-roles"],
            ),
        ];
        let logins = [
            "science-officer",
            "arts-officer",
            "supervisor",
            "other-supervisor",
            "its-agent",
            "applicant",
            "reception",
            "examiner",
            "decider",
            "all-roles",
            "other-registrar",
            "group-office",
            "government-office",
            "administrator",
            "agency",
            "auditor",
        ];
        for (act, body, allowed) in &table {
            for login in logins {
                let answer = world.post_as(login, &format!("{path}/{act}?dry_run=true"), body);
                if allowed.contains(&login) {
                    assert!(
                        [200, 422].contains(&answer.status),
                        "{act} by {login}: {}",
                        answer.text
                    );
                } else {
                    assert_eq!(answer.status, 403, "{act} by {login}");
                }
            }
        }
        // A hub in liaison sees what agencies see, and no more.
        world.get_as("science-officer", &format!("{path}/views/agency")).expect(200);
        world.get_as("science-officer", &format!("{path}/views/internal")).expect(403);
        world.get_as("arts-officer", &format!("{path}/views/agency")).expect(403);
        let record = world.get(&path).expect(200).json();
        assert_eq!(record["relations"][0]["unit"]["id"], SCIENCE);
    });
}

/// Two hubs send their lists at once: each organization has exactly one supervisor, and each list is
/// told what came of it.
#[test]
fn two_lists_at_once_have_one_outcome() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        world.authorize(ARTS, &["文化艺术"], "2026-05-04");
        let ids = world.established(&["技艺", "书画", "摄影", "棋艺"]);
        for id in &ids {
            world.notify_ending(id, "2026-05-04").expect(201);
        }
        let results: Vec<Value> = std::thread::scope(|scope| {
            let both = [SCIENCE, ARTS].map(|hub| {
                let ids = &ids;
                scope.spawn(move || world.transfer(hub, "2026-05-04", ids, false))
            });
            both.map(|thread| thread.join().unwrap()).to_vec()
        });
        for (index, id) in ids.iter().enumerate() {
            let told: Vec<&str> = results.iter().map(|r| outcomes(r)[index]).collect();
            assert!(told == ["done", "refused"] || told == ["refused", "done"], "{told:?}");
            let winner = if told[0] == "done" { SCIENCE } else { ARTS };
            let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
            assert_eq!(record["supervision"]["unit"]["id"], winner);
        }
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}

/// A hub is withdrawn while its list comes in: nobody is left under it without being told.
#[test]
fn a_withdrawal_meets_an_acceptance_in_one_order() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let ids = world.established(&["技艺", "书画", "摄影", "棋艺"]);
        for id in &ids {
            world.notify_ending(id, "2026-05-04").expect(201);
        }
        let withdrawal = json!({"ground": "own_request", "document_number": "示〔2026〕9号",
            "decided_on": "2026-05-04", "reasons": "申请退出"});
        let moved = std::thread::scope(|scope| {
            let list = scope.spawn(|| world.transfer(SCIENCE, "2026-05-04", &ids, false));
            world.on_hub("group-office", SCIENCE, "withdraw", &withdrawal).expect(201);
            list.join().unwrap()["done"].as_i64().unwrap()
        });
        let hub = world.get(&format!("/api/v1/hubs/{SCIENCE}")).expect(200).json();
        let counted = hub["counts"]["supervision"].as_i64().unwrap_or_default();
        assert_eq!(counted, moved);
        let expected = if moved == 0 { "withdrawn" } else { "withdrawing" };
        assert_eq!(hub["hub"]["status"], expected, "{moved} came before the withdrawal");
    });
}
