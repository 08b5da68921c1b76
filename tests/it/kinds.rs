//! Service institutions and foundations over HTTP: what only one kind states, and what is asked.

use serde_json::json;

use crate::support::{
    World,
    application::{foundation, institution, lawful},
    each_world,
};

#[test]
fn what_only_one_kind_states_is_not_stated_for_another() {
    each_world(|world| {
        let mut a = lawful("技艺");
        a["institution"] = institution("安宁")["institution"].clone();
        let answer = world.post_as("applicant", "/api/v1/cases", &a).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/institution");
        let mut a = institution("安宁");
        a["foundation"] = foundation("启明", "dept-education")["foundation"].clone();
        let answer = world.post_as("applicant", "/api/v1/cases", &a).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/foundation");
        let mut a = institution("安宁");
        a["institution"]["assets_yuan"] = json!(-1);
        let answer = world.post_as("applicant", "/api/v1/cases", &a).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/institution");
        let mut a = foundation("启明", "dept-education");
        a["foundation"]["council"][2]["person"]["identity_number"] = json!("1");
        let answer = world.post_as("applicant", "/api/v1/cases", &a).expect(400).json();
        let pointer = &answer["errors"][0]["pointer"];
        assert_eq!(pointer, "/foundation/council/2/person/identity_number");
    });
}

/// A draft that leaves its particulars out is opened, and told what is missing.
#[test]
fn missing_particulars_are_told_not_refused_at_the_door() {
    each_world(|world| {
        let mut a = institution("安宁");
        a.as_object_mut().unwrap().remove("institution");
        let answer = world.post_as("applicant", "/api/v1/cases", &a).expect(201);
        assert!(answer.against().contains(&("MF-2b".to_owned(), "5".to_owned())));
        assert!(!answer.text.contains("\"ST-10a\""), "no rule of associations is asked");
    });
}

#[test]
fn an_institution_is_listed_as_what_it_is_and_the_register_verifies() {
    each_world(|world: &World| {
        let case = world.open(&institution("安宁"));
        world.bring_to_decision(&case);
        let answer = world.must("decider", &case, "approve", &json!({}));
        let code = answer["uscc"].as_str().unwrap();
        let record = world.get(&format!("/api/v1/organizations/{code}")).expect(200).json();
        assert_eq!(record["kind"]["id"], "service_institution");
        assert_eq!(record["legal_form"], "legal_person");
        assert_eq!(record["origin"]["basis"]["regulation"], "MF");
        let list = world.get("/api/v1/organizations?kind=service_institution").expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
        let rules = world.get("/api/v1/rules/JJ-20c").expect(200).json();
        assert_eq!(rules["kinds"], json!(["foundation"]));
    });
}
