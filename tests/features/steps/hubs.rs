//! 枢纽与关系: nomination to withdrawal of a hub, relations, notice, lists and plans. Act as
//! 领导小组办公室 (group), 审核人员 (reviewer), 区政府 (government), 枢纽 (the hub's officer) and so on.

use cucumber::{given, then, when};
use serde_json::{Value, json};

use super::{Scene, Stage, words};
use crate::support::hubs::{ARTS, SCIENCE, authorization, nomination};

const FIELDS: [&str; 1] = ["科学技术"];

/// The unit that a registered organization is as a hub.
const FEDERATION: &str = "hub-federation";

/// The units by the names that the scenarios use.
fn unit(name: &str) -> &'static str {
    match name {
        "区科协" => SCIENCE,
        "区文联" => ARTS,
        "教育部门" => "dept-education",
        "体育部门" => "dept-sports",
        "枢纽联合会" => FEDERATION,
        other => panic!("no unit is called {other}"),
    }
}

fn login(who: &str) -> &'static str {
    match who {
        "领导小组办公室" => "group-office",
        "审核人员" => "group-reviewer",
        "区政府" => "government-office",
        "区科协" => "science-officer",
        "区文联" => "arts-officer",
        "教育部门" => "supervisor",
        "体育部门" => "other-supervisor",
        "决定人员" => "decider",
        other => panic!("nobody is called {other}"),
    }
}

#[given(regex = r"^本区有社会建设工作领导小组、区政府和两家人民团体$")]
async fn the_bodies(scene: &mut Scene) {
    scene.play(|s| s.world.with_hub_bodies()).await;
}

#[given(regex = r"^(区科协|区文联)已获(认定|授权)$")]
async fn it_is_a_hub(scene: &mut Scene, body: String, how: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            match how.as_str() {
                "认定" => s.world.recognize(unit(&body), &FIELDS, &today),
                _ => s.world.authorize(unit(&body), &FIELDS, &today),
            }
        })
        .await;
}

/// The organization of the scenario becomes a hub of its own name.
#[given(regex = r"^该组织获授权成为枢纽联合会$")]
async fn the_organization_is_a_hub(scene: &mut Scene) {
    scene
        .play(|s| {
            let (record, today) = (s.record(), s.today());
            let unit = json!({"id": FEDERATION, "kind": "federation", "name": record["name"],
                "division": "110105", "valid_from": today, "source": "test"});
            s.world.post_as("administrator", "/api/v1/units", &unit).expect(201);
            let mut nominated = nomination(&FIELDS);
            nominated["uscc"] = record["uscc"].clone();
            s.world.authorize_as(FEDERATION, &nominated, &authorization(&FIELDS, &today), &today);
        })
        .await;
}

/// An act on a hub in its usual form, dated today.
#[given(
    regex = r"^(领导小组办公室|审核人员|区政府|区科协)(提名|审核同意|审核不同意|认定|不予认定|授权|责令整改|取消认定|完成取消认定)(区科协|区文联|体育部门)$"
)]
#[when(
    regex = r"^(领导小组办公室|审核人员|区政府|区科协)(提名|审核同意|审核不同意|认定|不予认定|授权|责令整改|取消认定|完成取消认定)(区科协|区文联|体育部门)$"
)]
async fn on_a_hub(scene: &mut Scene, who: String, act: String, body: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let decision = json!({"document_number": "示社领发〔2026〕1号", "decided_on": today});
            let with = |key: &str, value: Value| {
                let mut body = decision.clone();
                body[key] = value;
                body
            };
            let (path, content) = match act.as_str() {
                "提名" => ("nominate", nomination(&FIELDS)),
                "审核同意" => ("review", json!({"supports": true, "reasons": "符合条件"})),
                "审核不同意" => {
                    ("review", json!({"supports": false, "reasons": "影响力不足"}))
                }
                "认定" => ("recognize", decision.clone()),
                "不予认定" => ("decline", with("reasons", json!("条件不备"))),
                "授权" => ("authorize", authorization(&FIELDS, &today)),
                "责令整改" => ("order-rectification", json!({"until": today, "what": "制度"})),
                "取消认定" => {
                    let mut body = with("reasons", json!("不再符合条件"));
                    body["ground"] = json!("conditions_lost");
                    ("withdraw", body)
                }
                _ => ("complete-withdrawal", json!({})),
            };
            s.act = match path {
                "order-rectification" => "order_hub_rectification".to_owned(),
                "complete-withdrawal" => "complete_hub_withdrawal".to_owned(),
                other => format!("{other}_hub"),
            };
            s.request(|s| s.world.on_hub(login(&who), unit(&body), path, &content));
        })
        .await;
}

#[given(regex = r"^领导小组办公室提名区科协，缺少“(领导班子|龙头地位|党组织|独立法人)”的证明$")]
#[when(regex = r"^领导小组办公室提名区科协，缺少“(领导班子|龙头地位|党组织|独立法人)”的证明$")]
async fn a_nomination_lacks_evidence(scene: &mut Scene, condition: String) {
    scene
        .play(move |s| {
            let lacking = match condition.as_str() {
                "领导班子" => "leadership",
                "龙头地位" => "leading_position",
                "党组织" => "party_organization",
                _ => "legal_personality",
            };
            let mut body = nomination(&FIELDS);
            let evidence = body["evidence"].as_array_mut().unwrap();
            evidence.retain(|e| e["condition"] != lacking);
            s.act = "nominate_hub".to_owned();
            s.request(|s| s.world.on_hub("group-office", SCIENCE, "nominate", &body));
        })
        .await;
}

#[then(regex = r#"^(区科协|区文联)的枢纽状态为"(.+)"$"#)]
async fn it_stands(scene: &mut Scene, body: String, status: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/hubs/{}", unit(&body));
            let hub = s.world.get(&path).expect(200).json();
            let found = hub["hub"]["status"].as_str().unwrap().to_owned();
            let statuses = shuniu_core::hub::HubStatus::ALL;
            let known = statuses.into_iter().find(|x| x.id() == found).unwrap();
            assert_eq!(known.text().zh, status);
        })
        .await;
}

#[given(regex = r"^(教育部门|体育部门|区科协)于(\d+年\d+月\d+日)通知不再担任$")]
#[when(regex = r"^(教育部门|体育部门|区科协)于(\d+年\d+月\d+日)通知不再担任$")]
async fn notice(scene: &mut Scene, who: String, dated: String) {
    scene
        .play(move |s| {
            let body = json!({"document_number": "示函〔2026〕9号",
                "dated": words::must_day(&dated), "reasons": "政社分开"});
            s.act = "notify_supervision_ending".to_owned();
            let path = format!("/api/v1/organizations/{}/supervision/notify-ending", s.code());
            s.request(|s| s.world.post_as(login(&who), &path, &body));
        })
        .await;
}

#[given(
    regex = r"^(区科协|区文联|教育部门|体育部门)(与该组织建立|终止与该组织的)(联系|指导|党建|主管)关系$"
)]
#[when(
    regex = r"^(区科协|区文联|教育部门|体育部门)(与该组织建立|终止与该组织的)(联系|指导|党建|主管)关系$"
)]
async fn a_relation(scene: &mut Scene, who: String, act: String, kind: String) {
    scene
        .play(move |s| {
            let relation = match kind.as_str() {
                "联系" => "liaison",
                "指导" => "guidance",
                "党建" => "party_building",
                _ => "supervision",
            };
            let of = json!({"relation": relation, "unit": unit(&who)});
            let (path, key) = match act.as_str() {
                "与该组织建立" => ("begin", "basis"),
                _ => ("end", "reason"),
            };
            let mut body = of;
            body[key] = json!("章程");
            s.act = format!("{path}_relation");
            let path = format!("/api/v1/organizations/{}/relations/{path}", s.code());
            s.request(|s| s.world.post_as(login(&who), &path, &body));
        })
        .await;
}

/// One row; the answer is the row's own.
#[given(
    regex = r"^决定人员按(区科协|区文联|教育部门|体育部门|枢纽联合会)的确认名单(移交|更名承继)$"
)]
#[when(
    regex = r"^决定人员按(区科协|区文联|教育部门|体育部门|枢纽联合会)的确认名单(移交|更名承继)$"
)]
async fn by_list(scene: &mut Scene, to: String, how: String) {
    scene
        .play(move |s| {
            let how = if how == "移交" { "transfer" } else { "succession" };
            let today = s.world.registry.today();
            let body = json!({"how": how, "list": {"number": "示函〔2026〕5号", "dated": today},
                "rows": [{"organization": s.code()}]});
            let path = format!("/api/v1/units/{}/transfers", unit(&to));
            s.request(|s| s.world.post_as("decider", &path, &body));
        })
        .await;
}

#[then(regex = r"^名单第(\d+)行(已办理|此前已办理|未办理)$")]
async fn the_row_is(scene: &mut Scene, row: usize, outcome: String) {
    scene
        .play(move |s| {
            let answer = s.answered();
            assert_eq!(answer.status, 200, "{}", answer.text);
            let found = answer.json()["rows"][row - 1]["outcome"].clone();
            let wanted = match outcome.as_str() {
                "已办理" => "done",
                "此前已办理" => "already",
                _ => "refused",
            };
            assert_eq!(found, wanted, "{}", answer.text);
        })
        .await;
}

#[then(regex = r"^名单第(\d+)行的依据为《(.+)》第(.+)条（(.+)）$")]
async fn the_row_rests_on(
    scene: &mut Scene,
    row: usize,
    regulation: String,
    article: String,
    rule: String,
) {
    scene
        .play(move |s| {
            let findings = s.answered().json()["rows"][row - 1]["findings"].clone();
            let found = findings.as_array().unwrap().iter().any(|f| {
                f["rule"] == rule.as_str()
                    && f["citation"]["article"] == article.as_str()
                    && f["citation"]["title"]["zh"] == regulation.as_str()
            });
            assert!(found, "{findings:#}");
        })
        .await;
}

#[given(regex = r"^决定人员将该组织安置到(登记管理机关|区文联|直接登记)$")]
#[when(regex = r"^决定人员将该组织安置到(登记管理机关|区文联|直接登记)$")]
async fn planned(scene: &mut Scene, to: String) {
    scene
        .play(move |s| {
            let plan = match to.as_str() {
                "登记管理机关" => json!({"goes_to": "registrar"}),
                "区文联" => json!({"goes_to": "successor", "unit": ARTS}),
                _ => json!({"goes_to": "direct", "basis": {"class": "trade_association",
                    "field": "trade", "policy_document": "国办函〔2013〕1号"}}),
            };
            s.act = "plan_member".to_owned();
            let path = format!("/api/v1/organizations/{}/supervision/plan", s.code());
            s.request(|s| s.world.post_as("decider", &path, &json!({"plan": plan})));
        })
        .await;
}

#[given(regex = r"^决定人员执行安置方案$")]
#[when(regex = r"^决定人员执行安置方案$")]
async fn carried_out(scene: &mut Scene) {
    scene
        .play(|s| {
            s.act = "carry_out_member_plan".to_owned();
            let path = format!("/api/v1/organizations/{}/supervision/carry-out-plan", s.code());
            let body = json!({"document_number": "朝民函〔2026〕3号"});
            s.request(|s| s.world.post_as("decider", &path, &body));
        })
        .await;
}

#[then(regex = r"^(\d+年\d+月\d+日)该组织的业务主管单位为(.+)$")]
async fn supervised_on(scene: &mut Scene, day: String, who: String) {
    scene
        .play(move |s| {
            let (code, day) = (s.code().to_owned(), words::must_day(&day));
            let path = format!("/api/v1/organizations/{code}?as_of={day}");
            let record = s.world.get(&path).expect(200).json();
            let wanted = match who.as_str() {
                "空" => Value::Null,
                "登记管理机关" => json!("registrar-110105"),
                other => json!(unit(other)),
            };
            assert_eq!(record["supervision"]["unit"]["id"], wanted, "{record:#}");
        })
        .await;
}

#[then(regex = r"^待移交清单(有该组织|为空)(，期限为(.+))?$")]
async fn the_gap_list(scene: &mut Scene, there: String, _until: String, day: String) {
    scene
        .play(move |s| {
            let path = "/api/v1/supervision/gaps?registrar=registrar-110105";
            let items = s.world.get_as("decider", path).expect(200).json()["items"].clone();
            if there == "为空" {
                assert_eq!(items, json!([]));
                return;
            }
            assert_eq!(items[0]["uscc"], s.code(), "{items:#}");
            let wanted = match day.as_str() {
                "空" | "" => Value::Null,
                other => json!(words::must_day(other)),
            };
            assert_eq!(items[0]["due_on"], wanted);
        })
        .await;
}

/// A department ends, with the one that goes on.
#[given(regex = r"^(教育部门)于(\d+年\d+月\d+日)终止，由(体育部门)承继$")]
async fn succeeded(scene: &mut Scene, old: String, last: String, new: String) {
    scene
        .play(move |s: &mut Stage| {
            let body = json!({"valid_to": words::must_day(&last), "successor": unit(&new)});
            let path = format!("/api/v1/units/{}/end", unit(&old));
            s.world.post_as("administrator", &path, &body).expect(201);
        })
        .await;
}
