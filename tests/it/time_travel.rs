//! Two clocks: what was true in law on a day, and what the register knew at an instant.

use serde_json::json;

use crate::support::{application::lawful, each_world};

#[test]
fn a_record_is_read_as_of_a_day_and_as_known_at_an_instant() {
    each_world(|world| {
        world.set_day(2026, 5, 4);
        let code = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/organizations/{code}");
        world.set_day(2026, 5, 11);
        let deliver = format!("{path}/deliver-certificate");
        world.post_as("reception", &deliver, &json!({"received_by": "示例甲"})).expect(201);

        let at = |query: &str| world.get(&format!("{path}?{query}"));
        at("as_of=2026-05-03").expect(404);
        let then = at("as_of=2026-05-10").expect(200).json();
        assert_eq!(then["certificate"].get("delivered_on"), None);
        let now = at("as_of=2026-05-11").expect(200).json();
        assert_eq!(now["certificate"]["delivered_on"], "2026-05-11");
        at("known_at=2026-05-03T00:00:00Z").expect(404);
        let known = at("as_of=2026-12-31&known_at=2026-05-05T00:00:00Z").expect(200).json();
        assert_eq!(known["certificate"].get("delivered_on"), None, "not known then");

        let history = world.get(&format!("{path}/history")).expect(200).json();
        let kinds: Vec<&str> =
            history.as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
        assert_eq!(
            kinds,
            [
                "organization.registered",
                "organization.supervision_began",
                "organization.certificate_issued",
                "organization.notice_published",
                "organization.certificate_delivered"
            ]
        );
        let last = &history[4]["changes"][0];
        assert_eq!(last["field"], "certificate");
        assert_eq!(last["new"]["delivered_on"], "2026-05-11");
    });
}

#[test]
fn the_law_is_the_one_of_the_day() {
    each_world(|world| {
        // Before 2024-05-01 the name measures are not in force; the regulation's version is 2016.
        world.set_day(2024, 4, 30);
        let mut odd = lawful("技艺");
        odd["name"] = json!("北京市朝阳区技艺中心");
        odd["name_parts"]["form"] = json!("中心");
        let told =
            world.post_as("applicant", "/api/v1/cases?dry_run=true", &odd).expect(200).json();
        let findings = told["findings"].as_array().unwrap().clone();
        assert!(findings.iter().all(|f| f["rule"] != "MC-12"));
        let members = findings.iter().find(|f| f["rule"] == "ST-10a").unwrap();
        assert_eq!(members["citation"]["version"], "2016");
        world.set_day(2026, 5, 4);
        let told =
            world.post_as("applicant", "/api/v1/cases?dry_run=true", &odd).expect(200).json();
        let findings = told["findings"].as_array().unwrap().clone();
        let form = findings.iter().find(|f| f["rule"] == "MC-12").unwrap();
        assert_eq!(form["outcome"], "violated");
    });
}

#[test]
fn next_steps_say_what_when_and_why_not() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        let steps = |login: &str| {
            let path = format!("/api/v1/cases/{case}/next-steps");
            world.get_as(login, &path).expect(200).json()
        };
        let acts = |login: &str| -> Vec<String> {
            let steps = steps(login);
            let acts = steps.as_array().unwrap().iter();
            acts.map(|s| format!("{}:{}", s["act"].as_str().unwrap(), s["state"].as_str().unwrap()))
                .collect()
        };
        assert_eq!(
            acts("applicant"),
            [
                "amend_application:possible",
                "submit_application:possible",
                "withdraw_application:possible"
            ]
        );
        world.bring_to_registrar(&case);
        assert_eq!(
            acts("reception"),
            [
                "accept_application:possible",
                "request_correction:possible",
                "decline_acceptance:blocked"
            ]
        );
        let due = &steps("reception")[0]["due"];
        assert_eq!(due["deadline"]["last_day"], "2026-05-11");
        assert_eq!(due["citation"]["article"], "32(4)");
        let items = json!({"items": [{"field": "domicile", "what": "写明门牌号"}]});
        world.must("reception", &case, "request-correction", &items);
        let later = steps("reception");
        assert_eq!(later[0]["act"], "lapse_application");
        assert_eq!(later[0]["state"], "later");
        let from = later[0]["possible_from"].as_str().unwrap().to_owned();
        assert!(from.as_str() > "2026-05-25", "{from}");
        world.step("reception", &case, "lapse", &json!({})).expect(422);
        world.set_day(2026, 7, 1);
        world.must("reception", &case, "lapse", &json!({}));
    });
}

#[test]
fn silence_is_acceptance_from_the_day_of_receipt() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        world.bring_to_registrar(&case);
        world.set_day(2026, 5, 12);
        let path = format!("/api/v1/cases/{case}");
        let seen = world.get_as("examiner", &path).expect(200).json();
        assert_eq!(seen["status"], "accepted");
        assert_eq!(seen["accepted_by_silence"], true);
        assert_eq!(seen["due"]["start"], "2026-05-04");
        // The entity tag that was read is the one that is asked for.
        let tag = world.get_as("examiner", &path).expect(200).headers["etag"].clone();
        let examine = format!("{path}/examine?dry_run=true");
        let body = json!({"report": "符合。"});
        let headers = [("If-Match", tag.as_str())];
        world.send("POST", &examine, Some("examiner"), &headers, Some(&body)).expect(200);
        world.step("reception", &case, "accept", &json!({})).expect(409);
        world.must("examiner", &case, "examine", &json!({"report": "符合。"}));
        world.must("decider", &case, "approve", &json!({}));
        let steps = world.get_as("examiner", &path).expect(200).json()["steps"].clone();
        let silent = steps.as_array().unwrap().iter().find(|s| s["by"] == "silence").unwrap();
        assert_eq!(silent["on"], "2026-05-04");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}

/// A clock that is set back (or another server's that is behind) makes no later entry the earlier one: what was known at
/// an instant stays what was known then.
#[test]
fn a_clock_that_is_set_back_records_nothing_earlier() {
    each_world(|world| {
        world.open(&lawful("技艺"));
        let before = world.registry.position().unwrap();
        world.pass_minutes(-90);
        world.open(&lawful("书画"));
        world.pass_minutes(30);
        world.open(&lawful("安宁"));
        let entries = world.registry.store().read_one(|r| r.entries_after(0, 10_000)).unwrap();
        assert!(entries.len() as i64 > before + 1);
        assert!(entries.is_sorted_by_key(|entry| entry.recorded_at), "in order of position");
        // A statement of that moment has what the log has.
        let organization = world.establish("棋艺")["organization"].as_str().unwrap().to_owned();
        world.get(&format!("/api/v1/organizations/{organization}/statement")).expect(200);
        world.pass_minutes(120);
        world.open(&lawful("武术"));
        let later = world.registry.store().read_one(|r| r.entries_after(0, 10_000)).unwrap();
        let (then, now) = (entries.last().unwrap(), later.last().unwrap());
        assert!(now.recorded_at > then.recorded_at, "and time goes on");
    });
}
