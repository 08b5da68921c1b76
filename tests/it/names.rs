//! The public check of a name says what would refuse the application, in the same words.

use serde_json::json;

use crate::support::{World, application::lawful, each_world};

/// The address of a check; parts are percent-encoded.
fn check(kind: &str, registrar: &str, parts: [&str; 4]) -> String {
    let encode = |text: &str| text.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let [division, brand, field, form] = parts.map(encode);
    format!(
        "/api/v1/names/check?kind={kind}&registrar={registrar}&division={division}\
         &brand={brand}&field={field}&form={form}"
    )
}

#[test]
fn the_check_shows_the_conflict_that_refuses_the_applicant() {
    each_world(|world: &World| {
        let ours = ["北京市朝阳区", "", "技艺", "协会"];
        let free = world.get(&check("association", "registrar-110105", ours)).expect(200).json();
        assert_eq!(
            (&free["possible"], &free["name"]),
            (&json!(true), &json!("北京市朝阳区技艺协会"))
        );
        let code = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        let taken = world.get(&check("association", "registrar-110105", ours)).expect(200);
        assert_eq!(taken.json()["taken_by"][0]["uscc"], code);
        assert_eq!(taken.against(), [("MC-16a".to_owned(), "16(1)".to_owned())]);

        // The very finding that refuses the application.
        let case = world.open(&lawful("技艺"));
        world.bring_to_decision(&case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422).json();
        let of = |answer: &serde_json::Value| {
            let all = answer["findings"].as_array().unwrap().clone();
            all.into_iter().find(|f| f["rule"] == "MC-16a").unwrap()
        };
        assert_eq!(of(&taken.json()), of(&refused));

        // The same words are free with another registrar, and another form is only similar.
        let next_door = ["北京市海淀区", "", "技艺", "协会"];
        let answer = world.get(&check("association", "registrar-110108", next_door)).json();
        assert_eq!(answer["possible"], true);
        let club = ["北京市朝阳区", "", "技艺", "联谊会"];
        let answer = world.get(&check("association", "registrar-110105", club)).json();
        assert_eq!((&answer["possible"], &answer["taken_by"]), (&json!(true), &json!([])));
        assert_eq!(answer["same_field"][0]["uscc"], code);
    });
}

#[test]
fn each_kind_has_its_own_structure() {
    let world = World::sqlite();
    let against = |kind: &str, parts| {
        let answer = world.get(&check(kind, "registrar-110105", parts)).expect(200);
        answer.against().into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(against("association", ["北京市朝阳区", "安宁", "养老", "协会"]), ["MC-8a"]);
    assert_eq!(
        against("service_institution", ["北京市朝阳区", "", "养老", "中心"]),
        ["MC-8c", "MC-10"]
    );
    assert_eq!(
        against("service_institution", ["北京市朝阳区", "安宁", "中国养老", "中心"]),
        ["MF-8b"]
    );
    assert_eq!(against("foundation", ["", "安宁", "公益", "基金会"]), ["MC-8c", "MC-9"]);
}

#[test]
fn what_is_not_in_form_is_told() {
    let world = World::sqlite();
    let parts = ["北京市朝阳区", "", "技艺", "协会"];
    world.get(&check("association", "registrar-999999", parts)).expect(404);
    world.get(&check("association", "dept-education", parts)).expect(404);
    for (path, pointer) in [
        (check("association", "X", parts), "?registrar"),
        (check("association", "registrar-110105", ["", "", "\n", "协会"]), "?field"),
    ] {
        assert_eq!(world.get(&path).expect(400).json()["errors"][0]["pointer"], pointer);
    }
    world.get(&check("club", "registrar-110105", parts)).expect(400);
    world.get("/api/v1/names/check?kind=association").expect(400);
}
