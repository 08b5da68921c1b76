//! The roll over HTTP: who enters what, what the public reads, and names that look alike.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    act::{ActRequest, NewUnit},
    identity::DivisionCode,
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{ActCall, Target};

use crate::support::{World, day, each_world};

const STREET: &str = "street-110105001";

/// A sub-district office with its officer.
fn with_street(world: &World) {
    let unit = NewUnit {
        id: UnitId::parse(STREET).unwrap(),
        kind: UnitKind::Department,
        name: "北京市朝阳区建外街道办事处".to_owned(),
        division: DivisionCode::parse("110105001").unwrap(),
        valid_from: day(1990, 1, 1),
        source: "test".to_owned(),
    };
    let actor = world.accounts.actor("administrator").unwrap().unwrap();
    let call = ActCall::new(actor, Target::Register, ActRequest::RegisterUnit { unit });
    world.registry.perform(&call).unwrap();
    let grant = Grant::at(Role::SupervisorOfficer, UnitId::parse(STREET).unwrap());
    world.account("street", &[grant]);
}

fn entry(name: &str, unit: &str) -> Value {
    json!({"name": name, "unit": unit, "since": "2026-05-04", "source": "示例名录"})
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn each_class_is_entered_by_who_answers_for_it() {
    each_world(|world| {
        with_street(world);
        let community = |unit: &str| json!({"entry": entry("建外棋友队", unit), "tier": "guided", "members": 12});
        let path = "/api/v1/roll/community-organizations";
        let answer = world.post_as("street", path, &community(STREET)).expect(201);
        let id = answer.json()["subject"]["id"].as_str().unwrap().to_owned();
        assert_eq!(answer.headers["location"], format!("/api/v1/roll/{id}"));
        world.post_as("supervisor", path, &community(STREET)).expect(403);
        let refused = world.post_as("supervisor", path, &community("dept-education")).expect(422);
        assert_eq!(refused.against()[0].0, "ZD-10");

        let exempt = |name: &str| json!({"entry": entry(name, "registrar-110105")});
        let path = "/api/v1/roll/exempt-bodies";
        world.post_as("decider", path, &exempt("北京市朝阳区总工会")).expect(201);
        let refused = world.post_as("decider", path, &exempt("北京市朝阳区示范会")).expect(422);
        assert_eq!(refused.against(), [("ST-3b".to_owned(), "3 ¶3".to_owned())]);
        world.post_as("administrator", path, &exempt("北京市朝阳区总工会")).expect(403);

        // The filing ends when the team has become a registered association.
        let association = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        let end = json!({"until": "2026-05-04", "reason": "转为登记", "became": association});
        let path = format!("/api/v1/roll/{id}/end");
        world.post_as("decider", &path, &end).expect(403);
        world.post_as("street", &path, &end).expect(201);
        world.post_as("street", &path, &end).expect(422);
        let read = world.get(&format!("/api/v1/roll/{id}")).expect(200).json();
        assert_eq!((&read["until"], &read["became"]), (&json!("2026-05-04"), &json!(association)));
        let list = world.get("/api/v1/roll?class=exempt_body&division=110105").expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        world.get("/api/v1/roll?class=club").expect(400);
        world.get("/api/v1/roll/none").expect(404);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

#[test]
fn branches_are_filed_by_the_organization() {
    each_world(|world| {
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        world.account("agent", &[Grant::agent_of(&id)]);
        let path = format!("/api/v1/organizations/{id}/branches");
        let branch = |own: &str| {
            json!({"name": format!("北京市朝阳区技艺协会{own}"), "form": "branch",
                "decided_on": "2026-05-01", "minutes": "理事会纪要第3号"})
        };
        let of = |own: &str| {
            let answer = world.post_as("agent", &path, &branch(own)).expect(422);
            answer.against().into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
        };
        assert_eq!(of("研究院"), ["MC-17b"]);
        assert_eq!(of("朝阳区分会"), ["ST-17b"]);
        assert_eq!(of("上海分会"), ["ST-17b"]);
        world.post_as("applicant", &path, &branch("青年分会")).expect(403);
        world.post_as("agent", &path, &branch("青年分会")).expect(201);
        let list = world.get(&format!("/api/v1/roll?parent={id}")).expect(200).json();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["content"]["class"], "branch");
        let end = json!({"until": "2026-05-04", "reason": "理事会决定"});
        let one = format!("/api/v1/roll/{}/end", items[0]["id"].as_str().unwrap());
        world.post_as("agent", &one, &end).expect(201);
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
    });
}

/// The check of a name shows what could be taken for it, with the reason; a published illegal name
/// informs and refuses nothing.
#[test]
fn names_that_look_alike() {
    each_world(|world| {
        world.establish("示范技艺");
        let illegal = |name: &str| {
            json!({"entry": entry(name, "registrar-110105"), "list": "第一批名单",
                "published_on": "2026-05-01"})
        };
        let path = "/api/v1/roll/illegal-organizations";
        world.post_as("decider", path, &illegal("中国示范技艺促进会")).expect(201);
        world.post_as("decider", path, &illegal("中华棋类联合会")).expect(201);
        let alike = |name: &str| {
            let found = world.get(&format!("/api/v1/names/look-alikes?name={}", encoded(name)));
            let found = found.expect(200).json();
            let brief = |a: &Value| {
                format!("{} {}", a["likeness"].as_str().unwrap(), a["name"].as_str().unwrap())
            };
            found.as_array().unwrap().iter().map(brief).collect::<Vec<_>>()
        };
        let (ours, theirs) = ("北京市朝阳区示范技艺协会", "中国示范技艺促进会");
        let all = |how: &str| [format!("{how} {theirs}"), format!("{how} {ours}")];
        assert_eq!(alike("全国示范技艺联合会"), all("same_words"));
        assert_eq!(alike("上海示范纪艺协会"), all("same_sound"));
        assert_eq!(alike("技艺示范协会"), all("another_order"));
        assert_eq!(alike("示范技能协会"), all("one_character"));
        assert_eq!(alike("示范技艺家协会"), all("one_character"));
        assert!(alike("完全不同协会").is_empty());
        let check = format!(
            "/api/v1/names/check?kind=association&registrar=registrar-110108&division={}&field={}&form={}",
            encoded("北京市海淀区"),
            encoded("示范技艺"),
            encoded("协会")
        );
        let check = world.get(&check).expect(200).json();
        assert_eq!(check["possible"], true, "a likeness refuses nothing");
        let first = &check["look_alikes"][0];
        assert_eq!(
            (&first["kind"], &first["name"]),
            (&json!("illegal_organization"), &json!(theirs))
        );
        assert!(check["look_alikes"][0]["reason"]["zh"].as_str().unwrap().contains("相同"));
        world.get("/api/v1/names/look-alikes?name=").expect(400);
    });
}
