//! Each ground of refusal with its article: first refused, then mended and approved.

use serde_json::{Value, json};

use crate::support::{World, application::lawful, each_world};

/// A defect: which rule it breaks, the article, how to spoil a lawful application.
type Defect = (&'static str, &'static str, fn(&mut Value));

const DEFECTS: &[Defect] = &[
    ("ST-2", "2", |a| a["members_state_organs"] = json!(1)),
    ("ST-4", "4", |a| a["for_profit_business"] = json!(true)),
    ("ST-10a", "10(1)", |a| a["members_persons"] = json!(49)),
    ("ST-10b", "10(1)", |a| {
        a["members_persons"] = json!(0);
        a["members_units"] = json!(29);
    }),
    ("ST-10c", "10(1)", |a| {
        a["members_persons"] = json!(10);
        a["members_units"] = json!(30);
    }),
    ("ST-10d", "10(2)-(4)", |a| a["full_time_staff"] = json!(0)),
    ("ST-10f", "10(5)", |a| a["funds_yuan"] = json!(29_999)),
    ("ST-10g", "10 ¶2", |a| {
        a["name"] = json!("北京市朝阳区中华技艺协会");
        a["name_parts"]["field"] = json!("中华技艺");
    }),
    ("ST-13-3", "13(3)", |a| {
        a["officers"][1]["declaration"]["deprived_of_political_rights"] = json!(true);
    }),
    ("MC-8a", "8 ¶1", |a| a["name"] = json!("北京市朝阳区别的技艺协会")),
];

#[test]
fn an_association_is_refused_on_each_ground_and_then_approved() {
    each_world(|world| {
        for (rule, article, spoil) in DEFECTS {
            let mut application = lawful("技艺");
            spoil(&mut application);
            let case = world.open(&application);
            world.bring_to_decision(&case);
            let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
            let against = refused.against();
            assert!(
                against.contains(&((*rule).to_owned(), (*article).to_owned())),
                "{rule}: {against:?}"
            );
            let decided = refuse(world, &case, rule);
            assert_eq!(decided["status"], "refused");
            assert_eq!(decided["findings"][0]["rule"], *rule);
            assert_eq!(decided["remedies"]["reconsideration_until"], "2026-07-03");
        }
        let approved = world.establish("技艺");
        assert!(approved["uscc"].as_str().unwrap().starts_with("51110105MJ902000"));
    });
}

fn refuse(world: &World, case: &str, rule: &str) -> Value {
    let body = json!({"grounds": [rule], "reasons": "经审查不符合条件。"});
    world.must("decider", case, "refuse", &body);
    world.get_as("applicant", &format!("/api/v1/cases/{case}")).expect(200).json()
}

#[test]
fn what_is_formally_lacking_is_not_accepted() {
    each_world(|world| {
        let lacking: &[Defect] = &[
            ("ST-11", "11", |a| {
                a["documents"].as_array_mut().unwrap().remove(1);
            }),
            ("ST-14", "14", |a| {
                a["charter_items"].as_array_mut().unwrap().remove(0);
            }),
        ];
        for (rule, article, spoil) in lacking {
            let mut application = lawful("书画");
            spoil(&mut application);
            let case = world.open(&application);
            world.bring_to_registrar(&case);
            let answer = world.step("reception", &case, "accept", &json!({})).expect(422);
            assert!(answer.against().contains(&((*rule).to_owned(), (*article).to_owned())));
            // What can be corrected is asked for once, before the application is turned away.
            let body = json!({"grounds": [rule], "reasons": "材料不齐。"});
            let early = world.step("reception", &case, "decline-acceptance", &body).expect(422);
            assert!(early.against().iter().any(|(rule, _)| rule == "XK-32-1"));
            let items = json!({"items": [{"field": "documents", "what": "补齐"}]});
            world.must("reception", &case, "request-correction", &items);
            world.must("applicant", &case, "submit", &json!({}));
            let body = json!({"grounds": [rule], "reasons": "材料不齐。"});
            world.must("reception", &case, "decline-acceptance", &body);
        }
    });
}

#[test]
fn the_legal_representative_of_another_association_is_refused() {
    each_world(|world| {
        world.establish("围棋");
        let mut second = lawful("象棋");
        second["officers"][0]["person"] = lawful("围棋")["officers"][0]["person"].clone();
        let case = world.open(&second);
        world.bring_to_decision(&case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("ST-12c".to_owned(), "12 ¶3".to_owned())]);
    });
}

#[test]
fn a_similar_association_needs_a_finding_of_need() {
    each_world(|world| {
        world.establish("养蜂");
        let mut second = lawful("养蜂");
        second["name"] = json!("北京市朝阳区养蜂学会");
        second["name_parts"]["form"] = json!("学会");
        second["officers"] = lawful("别的人")["officers"].clone();
        let case = world.open(&second);
        world.bring_to_decision(&case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("ST-13-2".to_owned(), "13(2)".to_owned())]);
        let needed = json!({"report": "学术与行业不同。", "another_is_needed": true});
        world.must("examiner", &case, "examine", &needed);
        world.must("decider", &case, "approve", &json!({}));
    });
}

#[test]
fn a_refusal_without_a_violated_rule_is_itself_refused() {
    each_world(|world| {
        let case = world.open(&lawful("剪纸"));
        world.bring_to_decision(&case);
        let body = json!({"grounds": ["ST-10a"], "reasons": "不想批。"});
        let refused = world.step("decider", &case, "refuse", &body).expect(422);
        assert_eq!(refused.against(), [("XK-38".to_owned(), "38 ¶2".to_owned())]);
    });
}

#[test]
fn a_registrar_without_codes_says_so() {
    each_world(|world| {
        // The segment of this registrar holds one code.
        for (round, expected) in [(0, 201), (1, 422)] {
            let field = if round == 0 { "种植" } else { "养殖" };
            let mut application = lawful(field);
            application["name"] = json!(format!("北京市海淀区{field}协会"));
            application["name_parts"]["division"] = json!("北京市海淀区");
            application["registrar"] = json!("registrar-110108");
            application["reach"]["division"] = json!("110108");
            let case = world.open(&application);
            world.bring_to_registrar(&case);
            world.must("other-registrar", &case, "accept", &json!({}));
            world.must("other-registrar", &case, "examine", &json!({"report": "符合。"}));
            // One person holds all roles there, and may still not examine and decide.
            let alone = world.step("other-registrar", &case, "approve", &json!({})).expect(422);
            assert!(alone.against().iter().any(|(rule, _)| rule == "ZZ-1"));
            let unit = shuniu_core::unit::UnitId::parse("registrar-110108").unwrap();
            let role = shuniu_core::access::Role::Decider;
            let login = format!("decider-{round}");
            world.account(&login, &[shuniu_core::access::Grant::at(role, unit)]);
            let answer = world.step(&login, &case, "approve", &json!({})).expect(expected);
            if expected == 422 {
                assert_eq!(answer.against(), [("ZZ-7".to_owned(), "5".to_owned())]);
            }
        }
    });
}

#[test]
fn another_registrar_s_application_is_turned_away_at_once() {
    each_world(|world| {
        let mut application = lawful("书画");
        application["reach"]["division"] = json!("110108");
        let case = world.open(&application);
        world.bring_to_registrar(&case);
        let refused = world.step("reception", &case, "accept", &json!({})).expect(422);
        assert!(refused.against().contains(&("ST-7".to_owned(), "7".to_owned())));
        let body = json!({"grounds": ["ST-7"], "reasons": "应向海淀区申请。"});
        world.must("reception", &case, "decline-acceptance", &body);
    });
}

#[test]
fn what_is_only_remembered_is_told_and_stops_nobody() {
    each_world(|world| {
        let mut application = lawful("技艺");
        application["name"] = json!("北京市朝阳区技艺联盟");
        application["name_parts"]["form"] = json!("联盟");
        let case = world.open(&application);
        world.bring_to_decision(&case);
        let approved = world.must("decider", &case, "approve", &json!({}));
        let form = approved["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "MC-12");
        assert_eq!(form.unwrap()["outcome"], "violated");
        assert_eq!(form.unwrap()["mark"], "memory");
    });
}

#[test]
fn the_examiner_s_finding_outweighs_what_was_stated() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        world.bring_to_registrar(&case);
        world.must("reception", &case, "accept", &json!({}));
        let found = json!({"report": "实地核查。",
            "not_met": [{"rule": "ST-10a", "reason": "名单核实仅四十名会员。"}]});
        world.must("examiner", &case, "examine", &found);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert_eq!(refused.against(), [("ST-10a".to_owned(), "10(1)".to_owned())]);
        let hidden = world.get_as("applicant", &format!("/api/v1/cases/{case}")).expect(200);
        assert!(!hidden.text.contains("四十名"), "not before the decision");
        refuse(world, &case, "ST-10a");
        let told = world.get_as("applicant", &format!("/api/v1/cases/{case}")).expect(200);
        assert!(told.text.contains("四十名"), "with the decision");
    });
}

#[test]
fn what_was_consented_to_is_asked_anew_when_it_changes() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        world.bring_to_registrar(&case);
        let items = json!({"items": [{"field": "purpose", "what": "写明宗旨"}]});
        world.must("reception", &case, "request-correction", &items);
        let mut other = lawful("技艺");
        other["purpose"] = json!("从事完全不同的事情。");
        world.must("applicant", &case, "amend", &other);
        world.must("applicant", &case, "submit", &json!({}));
        let path = format!("/api/v1/cases/{case}");
        let seen = world.get_as("applicant", &path).expect(200).json();
        assert_eq!(seen["status"], "with_supervisory_unit");
    });
}
