//! The main job: an association is established end to end through the API alone.

use serde_json::json;

use crate::support::{application::lawful, each_world};

#[test]
fn an_association_is_established_end_to_end() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        let step = |login: &str, step: &str, body| world.must(login, &case, step, &body);
        step("applicant", "submit", json!({}));
        step("supervisor", "consent", json!({"document_number": "朝示教函〔2026〕7号"}));
        let accepted = step("reception", "accept", json!({}));
        assert_eq!(accepted["due"]["deadline"]["last_day"], "2026-07-03");
        step("examiner", "examine", json!({"report": "材料属实，符合条件。"}));
        let approved = step("decider", "approve", json!({}));
        let code = approved["uscc"].as_str().unwrap();
        assert_eq!(approved["documents"][0]["kind"], "certificate");

        let found = world.get(&format!("/api/v1/organizations/{code}")).expect(200);
        let record = found.json();
        assert_eq!(record["name"], "北京市朝阳区技艺协会");
        assert_eq!(record["supervision"]["unit"]["id"], "dept-education");
        assert_eq!(record["certificate"]["duplicates"], 1);
        assert_eq!(found.headers["etag"], format!("\"{}\"", record["version"]));

        let notices = world.get("/api/v1/notices").expect(200).json();
        assert_eq!(notices["items"][0]["organization"], record["id"]);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}
