//! What an organization applies for, over HTTP: a new name and what becomes of the old one, a
//! charity and its fundraising, and who may ask.

use serde_json::{Value, json};
use shuniu_core::{access::Grant, organization::OrganizationKind};

use crate::support::{
    World,
    application::{identity, lawful},
    city::code,
    each_world,
};

/// Establishes an association, and an account that acts for it; gives its id and code.
pub fn with_agent(world: &World, field: &str) -> (String, String) {
    let answer = world.establish(field);
    let id = answer["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    (id, answer["uscc"].as_str().unwrap().to_owned())
}

pub fn papers() -> Value {
    json!([
        {"kind": "application", "title": "变更登记申请书"},
        {"kind": "resolution", "title": "会员代表大会纪要"},
        {"kind": "draft_charter", "title": "章程"}
    ])
}

pub fn rename(field: &str) -> Value {
    json!({
        "change": {"name_parts": {"division": "北京市朝阳区", "field": field, "form": "协会"}},
        "documents": papers()
    })
}

/// Brings an application of the agent to the decision.
pub fn bring(world: &World, organization: &str, body: &Value) -> String {
    let path = format!("/api/v1/organizations/{organization}/cases");
    let answer = world.post_as("agent", &path, body).expect(201).json();
    let case = answer["subject"]["id"].as_str().unwrap().to_owned();
    world.must("agent", &case, "submit", &json!({}));
    let view = world.get_as("agent", &format!("/api/v1/cases/{case}")).expect(200).json();
    if view["status"] == "with_supervisory_unit" {
        world.must(
            "supervisor",
            &case,
            "consent",
            &json!({"document_number": "朝示教函〔2026〕9号"}),
        );
    }
    world.must("reception", &case, "accept", &json!({}));
    world.must("examiner", &case, "examine", &json!({"report": "材料属实。"}));
    case
}

#[test]
fn an_association_takes_another_name_and_the_old_one_is_barred() {
    each_world(|world| {
        let (id, code) = with_agent(world, "技艺");
        let case = bring(world, &code, &rename("新艺"));
        let answer = world.must("decider", &case, "approve", &json!({}));
        let issued: Vec<&str> = answer["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["kind"].as_str().unwrap())
            .collect();
        assert_eq!(issued, ["certificate", "public_notice"]);

        let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(record["name"], "北京市朝阳区新艺协会");
        assert_eq!(record["names"].as_array().unwrap().len(), 2);
        let before = world.get(&format!("/api/v1/organizations/{code}?as_of=2026-05-03"));
        before.expect(404);
        // Both names find it, and each says whether it is borne.
        for (text, current) in [("新艺", true), ("技艺", false)] {
            let text: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
            let hits = world.get(&format!("/api/v1/organizations/search?q={text}")).expect(200);
            assert_eq!(hits.json()[0]["current"], current, "{}", hits.text);
        }
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let changes = feed["changes"].as_array().unwrap();
        let change = changes.iter().find(|c| c["kind"] == "organization.items_changed").unwrap();
        assert_eq!(change["basis"]["article"], "12 ¶2");
        let name = change["changes"].as_array().unwrap().iter().find(|c| c["field"] == "name");
        let name = name.unwrap();
        let (old, new) = ("北京市朝阳区技艺协会", "北京市朝阳区新艺协会");
        assert_eq!((&name["old"], &name["new"]), (&json!(old), &json!(new)));
        let notices = world.get("/api/v1/notices").expect(200).json();
        assert_eq!(notices["items"][0]["subject"], "change");

        // The old name is refused to others with the day from which it is free.
        let mut theirs = lawful("技艺");
        theirs["officers"][0]["person"]["identity_number"] = json!(identity(333));
        let other = world.open(&theirs);
        world.bring_to_decision(&other);
        let refused = world.step("decider", &other, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("MC-16b".to_owned(), "16(2)".to_owned())]);
        let findings = refused.json()["findings"].clone();
        let finding = findings.as_array().unwrap().iter().find(|f| f["rule"] == "MC-16b").unwrap();
        assert_eq!(finding["possible_from"], "2027-05-05");
        world.set_day(2027, 5, 5);
        world.must("decider", &other, "approve", &json!({}));
        // And now the first bearer cannot have it back.
        let case = bring(world, &id, &rename("技艺"));
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("MC-16a".to_owned(), "16(1)".to_owned())]);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

#[test]
fn the_organization_and_its_cases() {
    each_world(|world| {
        let (id, _) = with_agent(world, "技艺");
        let path = format!("/api/v1/organizations/{id}/cases");
        // Others may not ask for it; nothing tells them more.
        world.post_as("applicant", &path, &rename("新艺")).expect(403);
        world.post_as("decider", &path, &rename("新艺")).expect(403);
        let none = json!({"documents": []});
        let answer = world.post_as("agent", &path, &none).expect(400).json();
        assert_eq!(answer["errors"][0]["code"], "one_matter");
        let long = json!({"change": {"domicile": "路".repeat(201)}});
        let answer = world.post_as("agent", &path, &long).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/change/domicile");
        let odd = json!({"change": {"legal_representative": {"person":
            {"name": "示例丁", "identity_number": "1"}, "post": "president"}}});
        let answer = world.post_as("agent", &path, &odd).expect(400).json();
        let pointer = "/change/legal_representative/person/identity_number";
        assert_eq!(answer["errors"][0]["pointer"], pointer);

        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let of = |act: &str| {
            steps.as_array().unwrap().iter().find(|s| s["act"] == act).unwrap()["state"].clone()
        };
        assert_eq!(
            (of("open_change"), of("open_fundraising")),
            (json!("possible"), json!("blocked"))
        );
        let case = bring(world, &id, &rename("新艺"));
        let inside = world.get_as("decider", &format!("/api/v1/organizations/{id}/views/internal"));
        let cases = inside.expect(200).json()["inside"]["cases"].clone();
        assert!(cases.as_array().unwrap().iter().any(|c| c["id"] == *case), "{cases}");
        let changes = world.get_as("decider", "/api/v1/cases?matter=change").expect(200).json();
        let changes = changes["items"].as_array().unwrap().clone();
        assert_eq!((changes.len(), &changes[0]["id"]), (1, &json!(case)));
        assert_eq!(changes[0]["organization"], id);
        let view = world.get_as("decider", &format!("/api/v1/cases/{case}")).expect(200).json();
        assert_eq!(
            (&view["matter"], &view["matter_text"]["zh"]),
            (&json!("change"), &json!("变更登记"))
        );
        assert_eq!(view["application"]["about"]["organization"], id);
        assert!(!view.to_string().contains("identity_digest"));
    });
}

#[test]
fn a_charity_over_http() {
    each_world(|world| {
        let (id, code) = with_agent(world, "助老");
        let officer = json!({"name": "示例甲", "full_capacity": true, "intentional_crime": false,
            "of_revoked_body": false});
        let body = json!({"charity_recognition": {"officers": [officer],
            "charitable_purpose": true, "penalized": false, "on_abnormal_list": false},
            "documents": [{"kind": "application", "title": "申请书"},
                {"kind": "resolution", "title": "会员大会纪要"},
                {"kind": "financial_audit", "title": "审计报告", "dated": "2026-04-01"}]});
        let case = bring(world, &id, &body);
        let view = world.get_as("agent", &format!("/api/v1/cases/{case}")).expect(200).json();
        assert_eq!(view["due"]["citation"]["regulation"], "CS");
        world.must("decider", &case, "approve", &json!({}));
        let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(record["charity"]["since"], "2026-05-04");
        let body = json!({"fundraising": {"sound_governance": true}});
        let path = format!("/api/v1/organizations/{id}/cases");
        let answer = world.post_as("agent", &path, &body).expect(201);
        let told = answer.json()["findings"].clone();
        let waits = told.as_array().unwrap().iter().find(|f| f["rule"] == "CS-7").unwrap();
        assert_eq!(waits["possible_from"], "2027-05-04");
        world.set_day(2027, 5, 4);
        let case = bring(world, &id, &body);
        world.must("decider", &case, "approve", &json!({}));
        let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(record["charity"]["fundraising_since"], "2027-05-04");
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// Two changes that were decided on the same state: both are made, one after the other.
#[test]
fn two_changes_meet() {
    each_world(|world| {
        let (id, code) = with_agent(world, "技艺");
        let one = bring(world, &id, &rename("新艺"));
        let change = json!({"change": {"activity_area": "北京市"}, "documents": papers()});
        let two = bring(world, &id, &change);
        let decide = |case: &str| world.step("decider", case, "approve", &json!({})).status;
        let (first, second) = std::thread::scope(|scope| {
            let second = scope.spawn(|| decide(&two));
            (decide(&one), second.join().unwrap())
        });
        assert_eq!((first, second), (201, 201));
        let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(record["name"], "北京市朝阳区新艺协会");
        assert_eq!(record["activity_area"], "北京市");
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// Older registers hold some names twice. When the one that holds the claim is renamed, the name is
/// not free: the other bears it still.
#[test]
fn a_name_that_two_bear_is_free_when_both_gave_it_up() {
    each_world(|world| {
        let name = "北京市朝阳区旧识协会";
        let codes = [1, 2].map(|n| code(n, OrganizationKind::Association, "110105").to_string());
        let rows: Vec<String> = codes.iter().map(|c| format!("{c},{name},社会团体\n")).collect();
        world.import(&format!("uscc,name,kind\n{}", rows.concat())).unwrap();
        let id = |code: &str| {
            let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
            record["id"].as_str().unwrap().to_owned()
        };
        let (first, second) = (id(&codes[0]), id(&codes[1]));
        world.account("agent", &[Grant::agent_of(&first), Grant::agent_of(&second)]);
        let taken_by = || {
            let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
            let path = format!(
                "/api/v1/names/check?kind=association&registrar=registrar-110105&division={}\
                 &field={}&form={}",
                encode("北京市朝阳区"),
                encode("旧识"),
                encode("协会")
            );
            let check = world.get(&path).expect(200).json();
            let ids = check["taken_by"].as_array().unwrap().clone();
            ids.iter().map(|h| h["organization"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        for (who, still) in [(&first, vec![second.clone()]), (&second, Vec::new())] {
            let case = bring(world, who, &rename(&format!("新识{}", still.len())));
            world.must("decider", &case, "approve", &json!({}));
            assert_eq!(taken_by(), still);
        }
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}
