//! Merger and split over HTTP: one approval ends those that merge and changes the one that stays,
//! and every read model follows.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    organization::OrganizationKind,
};

use crate::support::{World, application::lawful, city::code, each_world};

/// Establishes associations, and an account that founds and acts for all of them; their ids.
fn with_agent(world: &World, fields: &[&str]) -> Vec<String> {
    let id = |field: &&str| world.establish(field)["organization"].as_str().unwrap().to_owned();
    let ids: Vec<String> = fields.iter().map(id).collect();
    let mut grants = vec![Grant::of(Role::Applicant)];
    grants.extend(ids.iter().map(|id| Grant::agent_of(id)));
    world.account("agent", &grants);
    ids
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

fn party(organization: &str) -> Value {
    json!({
        "organization": organization,
        "resolution": {"adopted_on": "2026-05-01"},
        "consent": {"number": "朝示教函〔2026〕7号", "dated": "2026-05-02"}
    })
}

fn merger(party: &Value, changes: &Value) -> Value {
    json!({
        "merger": {
            "resolution": {"adopted_on": "2026-05-01"},
            "parties": [party],
            "changes": changes
        },
        "documents": [
            {"kind": "application", "title": "合并登记申请书"},
            {"kind": "resolution", "title": "会员代表大会纪要"},
            {"kind": "capital_verification", "title": "验资报告"}
        ]
    })
}

fn bring(world: &World, case: &str) {
    world.must("agent", case, "submit", &json!({}));
    world.must("supervisor", case, "consent", &json!({"document_number": "朝示教函〔2026〕9号"}));
    world.must("reception", case, "accept", &json!({}));
    world.must("examiner", case, "examine", &json!({"report": "材料属实。"}));
}

fn opened(world: &World, path: &str, body: &Value) -> String {
    let answer = world.post_as("agent", path, body).expect(201).json();
    answer["subject"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn one_association_takes_another_in() {
    each_world(|world| {
        let ids = with_agent(world, &["技艺", "书画"]);
        let (stays, ends) = (&ids[0], &ids[1]);
        let branch = json!({
            "name": "北京市朝阳区书画协会青年分会", "form": "branch",
            "decided_on": "2026-05-03",
            "minutes": "理事会纪要〔2026〕1号"
        });
        let answer =
            world.post_as("agent", &format!("/api/v1/organizations/{ends}/branches"), &branch);
        let branch = answer.expect(201).json()["subject"]["id"].as_str().unwrap().to_owned();

        let path = format!("/api/v1/organizations/{stays}/cases");
        let parts = json!({"division": "北京市朝阳区", "field": "书画", "form": "协会"});
        let body = merger(&party(ends), &json!({"name_parts": parts, "funds_yuan": 900_000}));
        let case = opened(world, &path, &body);
        bring(world, &case);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let issued: Vec<&str> = answer["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["kind"].as_str().unwrap())
            .collect();
        assert_eq!(issued, ["deregistration", "public_notice", "certificate", "public_notice"]);

        let gone = world.get(&format!("/api/v1/organizations/{ends}")).expect(200).json();
        assert_eq!(gone["status"]["id"], "deregistered");
        assert_eq!(gone["ended"]["ground"], "merger");
        assert_eq!(gone["successors"][0]["organization"].as_str(), Some(stays.as_str()));
        assert_eq!((&gone["certificate"], &gone["supervision"]), (&Value::Null, &Value::Null));
        let now = world.get(&format!("/api/v1/organizations/{stays}")).expect(200).json();
        assert_eq!(now["name"], "北京市朝阳区书画协会");
        assert_eq!(now["predecessors"][0]["organization"].as_str(), Some(ends.as_str()));
        let entry = world.get(&format!("/api/v1/roll/{branch}")).expect(200).json();
        assert!(entry["until"].is_string(), "{entry}");

        // The name is found once as borne and once as former; nobody can take it.
        let path = format!("/api/v1/organizations/search?q={}", encoded("书画协会"));
        let hits = world.get(&path).expect(200).json();
        let mut current: Vec<(bool, &str)> = hits
            .as_array()
            .unwrap()
            .iter()
            .filter(|h| h["name"] == "北京市朝阳区书画协会")
            .map(|h| (h["current"].as_bool().unwrap(), h["organization"].as_str().unwrap()))
            .collect();
        current.sort_unstable();
        assert_eq!(current, [(false, ends.as_str()), (true, stays.as_str())]);

        let check = format!(
            "/api/v1/names/check?kind=association&registrar=registrar-110105&division={}&brand=\
             &field={}&form={}",
            encoded("北京市朝阳区"),
            encoded("书画"),
            encoded("协会")
        );
        let taken = world.get(&check).expect(200);
        assert_eq!(taken.json()["taken_by"][0]["organization"].as_str(), Some(stays.as_str()));
        let against: Vec<String> = taken.against().into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(against, ["MC-16a", "MC-16b"], "borne by one, given up by the other");

        // The one that is no more is offered nothing and does nothing.
        let steps = format!("/api/v1/organizations/{ends}/next-steps");
        assert_eq!(world.get_as("agent", &steps).expect(200).json(), json!([]));
        let refused = world.post_as("agent", &format!("/api/v1/organizations/{ends}/cases"), &body);
        let problem = refused.expect(409).json();
        assert!(problem["detail"].as_str().unwrap().contains("已注销"), "{problem}");

        // The feed tells the end, and the log proves itself and makes the same read models.
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let changes = feed["changes"].as_array().unwrap();
        let end = changes.iter().find(|c| c["kind"] == "organization.ended").unwrap();
        assert_eq!(
            (&end["basis"]["regulation"], &end["basis"]["article"]),
            (&json!("ST"), &json!("19"))
        );
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// Bad parties are told by their field, before and after the form is right.
#[test]
fn parties_that_do_not_fit_are_told_by_their_field() {
    each_world(|world| {
        let ids = with_agent(world, &["技艺", "书画"]);
        let path = format!("/api/v1/organizations/{}/cases", ids[0]);
        let told = |body: &Value| {
            let problem = world.post_as("agent", &path, body).expect(400).json();
            problem["errors"][0]["pointer"].as_str().unwrap().to_owned()
        };
        assert_eq!(told(&merger(&party(" "), &json!({}))), "/merger/parties/0/organization");
        let mut blank = party(&ids[1]);
        blank["consent"]["number"] = json!("");
        assert_eq!(told(&merger(&blank, &json!({}))), "/merger/parties/0/consent/number");

        let unknown = merger(&party("51110000MJ0190299B"), &json!({}));
        let findings =
            world.post_as("agent", &path, &unknown).expect(201).json()["findings"].clone();
        let finding = findings.as_array().unwrap().iter().find(|f| f["rule"] == "ZZ-17").unwrap();
        assert_eq!(finding["outcome"], "violated");
        assert_eq!(finding["facts"][0]["field"], "merger.parties.0.organization");
        // Another's organization is nobody's to end.
        world.account("stranger", &[Grant::of(Role::Applicant), Grant::agent_of(&ids[0])]);
        let body = merger(&party(&ids[1]), &json!({}));
        let denied = world.post_as("stranger", &path, &body).expect(403).json();
        assert!(denied["detail"].as_str().unwrap().contains("书画协会"), "{denied}");
    });
}

/// Two merge into a new one under the name of one of them, and a split leaves the other.
#[test]
fn a_new_association_comes_of_two_or_of_one() {
    each_world(|world| {
        let ids = with_agent(world, &["技艺", "书画"]);
        let mut split = lawful("篆刻");
        split["succession"] = json!({"how": "split", "parties": [party(&ids[0])]});
        let case = opened(world, "/api/v1/cases", &split);
        bring(world, &case);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let part = answer["organization"].as_str().unwrap();
        let still = world.get(&format!("/api/v1/organizations/{}", ids[0])).expect(200).json();
        assert_eq!(still["status"]["id"], "registered");
        assert_eq!(still["successors"][0]["organization"].as_str(), Some(part));

        let mut merged = lawful("书画");
        merged["succession"] =
            json!({"how": "merger", "parties": [party(&ids[0]), party(&ids[1])]});
        let case = opened(world, "/api/v1/cases", &merged);
        bring(world, &case);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let new = answer["organization"].as_str().unwrap();
        for id in &ids {
            let gone = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
            assert_eq!(gone["status"]["id"], "deregistered");
        }
        let record = world.get(&format!("/api/v1/organizations/{new}")).expect(200).json();
        assert_eq!(record["predecessors"].as_array().unwrap().len(), 2);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// Of two that bear one name by existing law, neither hands it on while the other bears it.
#[test]
fn a_name_that_two_bear_is_not_handed_on() {
    each_world(|world| {
        let row = |serial: usize| {
            let code = code(serial, OrganizationKind::Association, "110105");
            format!("{code},北京市朝阳区旧艺协会,社会团体,110105\n")
        };
        let file = format!("uscc,name,kind,region_code\n{}{}", row(1), row(2));
        world.import(&file).unwrap();
        let old = code(1, OrganizationKind::Association, "110105").to_string();
        let old = world.get(&format!("/api/v1/organizations/{old}")).expect(200).json();
        let old = old["id"].as_str().unwrap().to_owned();
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        world.account("agent", &[Grant::agent_of(&id), Grant::agent_of(&old)]);
        let parts = json!({"division": "北京市朝阳区", "field": "旧艺", "form": "协会"});
        let body = merger(&party(&old), &json!({"name_parts": parts}));
        let case = opened(world, &format!("/api/v1/organizations/{id}/cases"), &body);
        bring(world, &case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("MC-16a".to_owned(), "16(1)".to_owned())]);
    });
}
