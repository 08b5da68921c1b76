//! Filing for the record and certificates over HTTP: what takes effect at once, and who sees it.

use serde_json::json;
use shuniu_core::access::Grant;

use crate::support::{World, application::identity, each_world};

fn with_agent(world: &World) -> String {
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    id
}

#[test]
fn officers_seal_and_account() {
    each_world(|world| {
        let id = with_agent(world);
        let path = format!("/api/v1/organizations/{id}/filings");
        let officers = json!({"officers": {"elected_on": "2026-05-03", "term_from": "2026-05-04",
            "term_until": "2031-05-03", "officers": [{"person": {"name": "示例丁",
            "identity_number": identity(444)}, "post": "president"}]}});
        // The first term changes none, and needs no audit; the next one does.
        world.post_as("agent", &path, &officers).expect(201);
        let mut next = officers.clone();
        next["officers"]["term_until"] = json!("2031-05-04");
        let refused = world.post_as("agent", &path, &next).expect(422);
        assert_eq!(refused.against(), [("ST-27b".to_owned(), "27 ¶2".to_owned())]);
        world.post_as("applicant", &path, &officers).expect(403);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200);
        assert_eq!(record.json()["term"]["until"], "2031-05-03");
        assert!(!record.text.contains("示例丁"), "officers are told to the offices only");
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let step = steps.as_array().unwrap().iter().find(|s| s["act"] == "file_officers").unwrap();
        assert_eq!(step["due_by"]["last_day"], "2031-05-03");

        let seal = json!({"seal_and_account": {"seals": [{"title": "公章", "sha256": "x"}]}});
        let answer = world.post_as("agent", &path, &seal).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/seal_and_account");
        let seal = json!({"seal_and_account": {
            "seals": [{"title": "公章", "sha256": "a".repeat(64)}],
            "account": {"bank": "示例银行", "number": "0001234"}}});
        world.post_as("agent", &path, &seal).expect(201);
        // Of the account the public learns nothing, neither here nor in the feed.
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200);
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200);
        let history = world.get(&format!("/api/v1/organizations/{id}/history")).expect(200);
        for public in [record, feed, history] {
            assert!(!public.text.contains("0001234"), "{}", public.text);
        }
        let inside = world.get_as("decider", &format!("/api/v1/organizations/{id}/views/internal"));
        let inside = inside.expect(200).json();
        assert_eq!(inside["inside"]["officers"]["officers"][0]["name"], "示例丁");
        assert_eq!(inside["inside"]["filings"]["account"]["number"], "0001234");
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

#[test]
fn a_lost_certificate() {
    each_world(|world| {
        let id = with_agent(world);
        let at = |act: &str| format!("/api/v1/organizations/{id}/{act}");
        let lost = json!({"ground": "lost"});
        let refused = world.post_as("reception", &at("reissue-certificate"), &lost).expect(422);
        assert_eq!(refused.against()[0].0, "ZZ-14");
        let statement = json!({"statement": "示例日报2026年5月4日"});
        world.post_as("agent", &at("report-certificate-loss"), &statement).expect(201);
        world.post_as("reception", &at("issue-duplicate"), &json!({})).expect(409);
        let answer = world.post_as("reception", &at("reissue-certificate"), &lost).expect(201);
        assert_eq!(answer.json()["documents"][0]["number"], "110105-2026-00002");
        let delivered = json!({"received_by": "示例丁"});
        world.post_as("reception", &at("deliver-certificate"), &delivered).expect(201);
        world.post_as("reception", &at("issue-duplicate"), &json!({})).expect(201);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["certificate"]["duplicates"], 2);
        assert_eq!(record["certificate"]["delivered_on"], "2026-05-04");
    });
}
