//! The contract with clients: problems, languages, idempotency, preconditions, dry runs, limits.

use std::num::NonZeroU32;

use serde_json::{Value, json};

use crate::support::{World, application::lawful, each_world};

fn problem(world: &World, path: &str, body: &[u8], kind: &str) -> (u16, Value) {
    let token = format!("Bearer {}", world.token("applicant"));
    let headers = [("Authorization", token.as_str()), ("Content-Type", kind)];
    let answer = world.raw("POST", path, &headers, body);
    assert!(answer.headers["content-type"].starts_with("application/problem+json"), "{answer:?}");
    (answer.status, answer.json())
}

#[test]
fn bad_bodies_name_the_field_and_the_remedy() {
    each_world(|world| {
        let path = "/api/v1/cases";
        let json_type = "application/json";
        let (status, answer) = problem(world, path, b"{\"kind\":", json_type);
        assert_eq!((status, &answer["type"]), (400, &json!("/problems/malformed-request")));

        let mut wrong = lawful("技艺");
        wrong["members_persons"] = json!("many");
        let (status, answer) = problem(world, path, wrong.to_string().as_bytes(), json_type);
        assert_eq!(status, 400);
        assert_eq!(answer["errors"][0]["pointer"], "/members_persons");
        assert!(!answer.to_string().contains("many"), "values are not repeated: {answer}");
        assert_eq!(answer["errors"][0]["detail"], "值的类型不对，应为整数。");
        let mut wrong = lawful("技艺");
        wrong["kind"] = json!("guild");
        let (_, answer) = problem(world, path, wrong.to_string().as_bytes(), json_type);
        let detail = answer["errors"][0]["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("取值不在所列之中，可用：") && !detail.contains("guild"),
            "{detail}"
        );
        let (_, answer) = problem(world, path, b"{\"name\": \"x\"}", json_type);
        assert_eq!(answer["errors"][0]["detail"], "缺少字段 kind。");
        assert_eq!(answer["errors"][0]["pointer"], "/kind", "the field that is to be filled in");

        let mut unknown = lawful("技艺");
        unknown["colour"] = json!("red");
        let (status, answer) = problem(world, path, unknown.to_string().as_bytes(), json_type);
        assert_eq!(status, 400);
        assert!(answer["errors"][0]["detail"].as_str().unwrap().contains("colour"));
        let (_, answer) = problem(world, "/api/v1/session", b"{\"name\": \"x\"}", json_type);
        let detail = &answer["errors"][0]["detail"];
        assert_eq!(detail, "没有字段 name，可用：`login`、`password`。", "no English within");

        let mut long = lawful("技艺");
        long["domicile"] = json!("路".repeat(201));
        long["funds_yuan"] = json!(-1);
        let (status, answer) = problem(world, path, long.to_string().as_bytes(), json_type);
        assert_eq!(status, 400);
        let pointers: Vec<&Value> =
            answer["errors"].as_array().unwrap().iter().map(|e| &e["pointer"]).collect();
        assert_eq!(pointers, ["/domicile", "/funds_yuan"], "all at once");

        // Inside what the core defines, too, each text is told by its own field.
        let approval = json!({"approved_on": "2026-01-01", "authority": "", "number": "1",
            "statute": "示范法"});
        let post =
            json!({"standing": "retired", "approval": {"number": " ", "dated": "2026-01-01"}});
        let person = json!({"name": "", "living": true});
        for (at, value, pointer) in [
            ("/statutory", approval, "/statutory/authority"),
            ("/officers/0/cadre", post, "/officers/0/cadre/approval/number"),
            ("/name_parts/person", person, "/name_parts/person/name"),
        ] {
            let mut blank = lawful("技艺");
            let (parent, key) = at.rsplit_once('/').unwrap();
            blank.pointer_mut(parent).unwrap()[key] = value;
            let (status, answer) = problem(world, path, blank.to_string().as_bytes(), json_type);
            assert_eq!((status, answer["errors"][0]["pointer"].as_str()), (400, Some(pointer)));
        }

        let mut number = lawful("技艺");
        number["officers"][0]["person"]["identity_number"] = json!("999999199001010010");
        let (status, answer) = problem(world, path, number.to_string().as_bytes(), json_type);
        assert_eq!(status, 400);
        assert_eq!(answer["errors"][0]["pointer"], "/officers/0/person/identity_number");
        assert!(!answer.to_string().contains("999999199001010010"));

        assert_eq!(problem(world, path, b"x=1", "application/x-www-form-urlencoded").0, 415);
        let huge = vec![b' '; 300 << 10];
        assert_eq!(problem(world, path, &huge, json_type).0, 413);
    });
}

/// A wrong parameter is named, with what to do, in our own words.
#[test]
fn a_wrong_parameter_is_named() {
    let world = World::sqlite();
    for (path, pointer, zh) in [
        ("/api/v1/organizations?colour=red", "?colour", "可用参数"),
        ("/api/v1/organizations?limit=x", "?limit", "取值格式不正确"),
        ("/api/v1/organizations?limit=1&limit=2", "?limit", "只能出现一次"),
        ("/api/v1/names/check?kind=association", "?registrar", "缺少此参数"),
        ("/api/v1/roll?class=club", "?class", "exempt_body"),
        ("/api/v1/organizations?established_from=yesterday", "?established_from", "取值格式"),
    ] {
        let answer = world.get(path).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], pointer, "{path}");
        let detail = answer["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.contains(zh) && !detail.contains("deserialize"), "{path}: {detail}");
    }
}

#[test]
fn every_wrong_address_and_parameter_is_a_problem() {
    each_world(|world| {
        for (path, status) in [
            ("/nowhere", 404),
            ("/api/v1/nowhere", 404),
            ("/api/v1/organizations/51110105MJ9999999X", 404),
            ("/api/v1/organizations?colour=red", 400),
            ("/api/v1/organizations?kind=club", 400),
            ("/api/v1/organizations?status=asleep", 400),
            ("/api/v1/organizations?registrar=%00", 404),
            ("/api/v1/organizations/x?as_of=-9999-01-01", 400),
            ("/api/v1/organizations/x/history?as_of=2020-01-01", 400),
            ("/api/v1/organizations/x/standing?for=purchase&as_of=-9999-01-01", 400),
            ("/api/v1/credit-listings?on=%2B99999-01-01", 400),
            ("/api/v1/credit-listings?counts_before=-9999-01-01", 400),
            ("/api/v1/penalties?decided_from=-9999-01-01", 400),
            ("/api/v1/grades?on=%2B99999-01-01", 400),
            ("/api/v1/grades?announced_from=-9999-01-01", 400),
            ("/api/v1/grades?announced_until=-9999-01-01", 400),
            ("/api/v1/grades?ends_before=-9999-01-01", 400),
            ("/api/v1/grades/figures?on=-9999-01-01", 400),
            ("/api/v1/penalties?decided_until=%2B99999-01-01", 400),
            ("/api/v1/credit-listings/figures?on=-9999-01-01", 400),
            ("/api/v1/changes?after=999999", 409),
            ("/api/v1/organizations?limit=0", 400),
            ("/api/v1/organizations?limit=201", 400),
            ("/api/v1/organizations?cursor=x", 400),
            ("/api/v1/organizations?division=1", 400),
            ("/api/v1/organizations?established_from=yesterday", 400),
            ("/api/v1/organizations/search?q=", 400),
            ("/api/v1/changes?after=-1", 400),
            ("/api/v1/changes?after=0&wait=31", 400),
            ("/api/v1/rules/XX-1", 404),
            ("/api/v1/rules?jurisdiction=x", 400),
            ("/api/v1/cases", 401),
            ("/api/v1/accounts", 401),
        ] {
            let answer = world.get(path);
            assert_eq!(answer.status, status, "{path}: {}", answer.text);
            let body = answer.json();
            assert_eq!(body["status"], status, "{path}");
            assert!(body["title"].as_str().is_some_and(|t| !t.is_empty()), "{path}");
        }
    });
}

#[test]
fn problems_come_in_the_language_that_is_asked_for() {
    each_world(|world| {
        let chinese = world.get("/api/v1/organizations/none").expect(404);
        assert_eq!(chinese.json()["title"], "未找到");
        assert_eq!(chinese.headers["content-language"], "zh-CN");
        let headers = [("Accept-Language", "en-GB,en;q=0.9,zh;q=0.1")];
        let english =
            world.send("GET", "/api/v1/organizations/none", None, &headers, None).expect(404);
        assert_eq!(english.json()["title"], "Not found");
        assert_eq!(english.headers["content-language"], "en");
        assert!(!english.headers["x-request-id"].is_empty());
        let anonymous = world.send("GET", "/api/v1/cases", None, &headers, None).expect(401);
        assert_eq!(anonymous.json()["title"], "Sign-in required");
        assert!(anonymous.headers["www-authenticate"].starts_with("Bearer"));
    });
}

#[test]
fn a_repeated_request_is_answered_and_not_done_twice() {
    each_world(|world| {
        let body = lawful("技艺");
        let key = [("Idempotency-Key", "k-1")];
        let send =
            |body: &Value| world.send("POST", "/api/v1/cases", Some("applicant"), &key, Some(body));
        let first = send(&body).expect(201);
        let second = send(&body).expect(200);
        assert_eq!(second.headers["idempotent-replayed"], "true");
        assert_eq!(first.json(), second.json());
        let other = send(&lawful("别的")).expect(409);
        assert_eq!(other.json()["type"], "/problems/idempotency-key-reused");
        // Another account's key is another key.
        let theirs =
            world.send("POST", "/api/v1/cases", Some("other-applicant"), &key, Some(&body));
        theirs.expect(201);
        let mine = world.get_as("applicant", "/api/v1/cases").expect(200).json();
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn the_same_key_at_the_same_time_is_done_once() {
    each_world(|world| {
        world.token("applicant");
        let body = lawful("技艺");
        let send = || {
            let key = [("Idempotency-Key", "storm")];
            world.send("POST", "/api/v1/cases", Some("applicant"), &key, Some(&body))
        };
        let answers: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..12).map(|_| scope.spawn(send)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let of = |status: u16| answers.iter().filter(|a| a.status == status).collect::<Vec<_>>();
        assert_eq!(of(201).len(), 1, "{answers:?}");
        assert_eq!(of(201).len() + of(200).len() + of(409).len(), 12, "{answers:?}");
        for waiting in of(409) {
            assert_eq!(waiting.json()["type"], "/problems/request-under-way");
        }
        let given = of(201)[0].json();
        assert!(of(200).iter().all(|a| a.json() == given));
        assert_eq!(send().expect(200).json(), given);
    });
}

/// The log is held from outside, so that the first of two stays under way.
#[test]
fn a_request_under_way_is_told_as_such_and_its_answer_is_had_afterwards() {
    each_world(|world| {
        world.token("applicant");
        let body = lawful("技艺");
        let send = || {
            let key = [("Idempotency-Key", "slow")];
            world.send("POST", "/api/v1/cases", Some("applicant"), &key, Some(&body))
        };
        let held = world.hold_log();
        let (first, second) = std::thread::scope(|scope| {
            let (sender, answers) = std::sync::mpsc::channel();
            for _ in 0..2 {
                let sender = sender.clone();
                scope.spawn(move || sender.send(send()).unwrap());
            }
            let first = answers.recv().unwrap();
            drop(held);
            (first, answers.recv().unwrap())
        });
        assert_eq!(first.expect(409).headers["retry-after"], "1");
        let given = second.expect(201).json();
        assert_eq!(send().expect(200).json(), given);
    });
}

#[test]
fn a_client_is_told_what_it_has_left_and_waits_when_it_has_nothing() {
    let world = World::sqlite_with_quota(NonZeroU32::new(3).unwrap());
    let path = "/api/v1/rules/JJ-20c";
    let from = |address: &str| world.send("GET", path, None, &[("X-Forwarded-For", address)], None);
    for left in [2, 1, 0] {
        let answer = from("192.0.2.1").expect(200);
        assert_eq!(answer.headers["ratelimit-policy"], "\"client\";q=3;w=60");
        let now = &answer.headers["ratelimit"];
        assert!(now.starts_with(&format!("\"client\";r={left};t=")), "{now}");
    }
    let refused = from("192.0.2.1").expect(429);
    assert_eq!(refused.json()["type"], "/problems/too-many-requests");
    let wait: u64 = refused.headers["retry-after"].parse().unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    assert!(refused.headers["ratelimit"].starts_with("\"client\";r=0;t="));
    // Only what the proxy itself wrote counts: whoever writes addresses before it stays who it is.
    from("198.51.100.7, 192.0.2.1").expect(429);
    from("192.0.2.2").expect(200);
    // An account is counted as itself, wherever it comes from.
    let token = format!("Bearer {}", world.token("agency"));
    let as_agency = |address: &str| {
        let headers = [("Authorization", token.as_str()), ("X-Forwarded-For", address)];
        world.send("GET", path, None, &headers, None).status
    };
    let statuses = ["192.0.2.1", "192.0.2.3", "192.0.2.4", "192.0.2.5"].map(as_agency);
    assert_eq!(statuses, [200, 200, 200, 429]);
}

#[test]
fn what_has_moved_on_is_not_changed_unseen() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        let path = format!("/api/v1/cases/{case}");
        let seen = world.get_as("applicant", &path).expect(200);
        assert_eq!(seen.headers["etag"], "\"1\"");
        let amend = format!("{path}/amend");
        let send = |tag: &str| {
            let headers = [("If-Match", tag)];
            world.send("POST", &amend, Some("applicant"), &headers, Some(&lawful("新技艺")))
        };
        send("\"1\"").expect(201);
        let stale = send("\"1\"").expect(412);
        assert!(stale.json()["detail"].as_str().unwrap().contains('2'));
        send("x").expect(400);
    });
}

#[test]
fn an_unchanged_record_is_not_sent_again() {
    each_world(|world| {
        let established = world.establish("技艺");
        let path = format!("/api/v1/organizations/{}", established["uscc"].as_str().unwrap());
        let tag = world.get(&path).expect(200).headers["etag"].clone();
        let again = world.send("GET", &path, None, &[("If-None-Match", &tag)], None);
        assert_eq!((again.status, again.text.as_str()), (304, ""));
        world.send("GET", &path, None, &[("If-None-Match", "\"0\"")], None).expect(200);
    });
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    each_world(|world| {
        let before = world.registry.position().unwrap();
        let told = world.post_as("applicant", "/api/v1/cases?dry_run=true", &lawful("技艺"));
        let told = told.expect(200).json();
        assert_eq!(told["dry_run"], true);
        assert!(told["findings"].as_array().unwrap().len() > 20);
        assert_eq!(world.registry.position().unwrap(), before);

        let case = world.open(&lawful("技艺"));
        world.bring_to_decision(&case);
        let before = world.registry.position().unwrap();
        let would = world.step("decider", &case, "approve?dry_run=true", &json!({})).expect(200);
        let code = would.json()["uscc"].clone();
        assert_eq!(world.registry.position().unwrap(), before);
        let approved = world.must("decider", &case, "approve", &json!({}));
        assert_eq!(approved["uscc"], code, "what was told is what happens");
        world.step("decider", &case, "approve?dryrun=true", &json!({})).expect(400);
    });
}

#[test]
fn acts_out_of_turn_are_told_the_state() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        let early = world.step("decider", &case, "approve", &json!({})).expect(409);
        assert_eq!(early.json()["type"], "/problems/not-available-in-this-state");
        assert!(early.json()["detail"].as_str().unwrap().contains("草稿"));
        world.must("applicant", &case, "withdraw", &json!({}));
        world.step("applicant", &case, "submit", &json!({})).expect(409);
    });
}

#[test]
fn health_metrics_and_keys_are_served() {
    each_world(|world| {
        assert_eq!(world.get("/healthz").expect(200).text, "ok");
        assert_eq!(world.get("/readyz").expect(200).text, "ready");
        world.get("/metrics").expect(200);
        let keys = world.get("/.well-known/jwks.json").expect(200).json();
        assert_eq!(keys["keys"][0]["crv"], "Ed25519");
        let served = world.get("/openapi.json").expect(200).json();
        let generated: Value = serde_json::from_str(&shuniu_api::openapi_json()).unwrap();
        assert_eq!(served, generated, "what is served is what is committed");
        let page = world.get("/docs/").expect(200);
        assert!(page.text.contains("swagger"));
        let rules = world.get("/api/v1/rules").expect(200).json();
        let members = rules.as_array().unwrap().iter().find(|r| r["id"] == "ST-10a").unwrap();
        assert_eq!(members["parameters"][0]["number"], 50);
        assert_eq!(members["citation"]["version"], "2026");
        let acts = world.get("/api/v1/acts").expect(200).json();
        assert!(acts.as_array().unwrap().iter().all(|a| a["title"]["zh"] != a["title"]["en"]));
        let act = |id: &str| acts.as_array().unwrap().iter().find(|a| a["id"] == id).unwrap();
        let filing = act("file_seal_and_account");
        assert_eq!(filing["guarded_by"], json!(["ST-16"]), "its own rules, no others");
        let approval = act("approve_application")["guarded_by"].as_array().unwrap();
        assert!(approval.contains(&json!("CS-7")) && !approval.contains(&json!("ST-16")));
    });
}
