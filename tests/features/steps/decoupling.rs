//! 脱钩: programmes and batches, the case of one organization, departments that keep the role.

use cucumber::{given, then, when};
use serde_json::{Value, json};

use super::{Scene, Stage, words};
use crate::support::{
    decoupling::{ITEMS, OUTLINE, all_items, direct, plan, signature, under_hub},
    hubs::SCIENCE,
};

/// The account by the office that the scenarios name.
fn login(who: &str) -> &'static str {
    match who {
        "领导小组办公室" => "group-office",
        "教育部门" => "supervisor",
        "教育部门负责人" => "education-signer",
        "财政局" => "finance-officer",
        "组织部" => "personnel-officer",
        "机关事务中心" => "offices-officer",
        "社会工作部" => "party-officer",
        "体育部门" => "other-supervisor",
        "决定人员" => "decider",
        "该组织" => "agent",
        other => panic!("nobody is called {other}"),
    }
}

/// A dimension by its name.
fn dimension(name: &str) -> &'static str {
    match name {
        "机构" => "organization",
        "职能" => "function",
        "人员" => "staff",
        "资产" => "assets",
        "财务" => "finance",
        "资产财务" => "assets_and_finance",
        "党建外事" => "party_and_foreign_affairs",
        other => panic!("no dimension is called {other}"),
    }
}

/// An item by its name.
fn item(name: &str) -> &'static str {
    match name {
        "办公场所" => "organization.offices",
        "挂靠关系" => "organization.attachment",
        "代管事业单位" => "organization.institutions",
        "公务员任职" => "staff.civil_servants",
        "退休干部任职" => "staff.retired_cadres",
        "劳动合同" => "staff.contracts",
        "清产核资" => "assets.clearance",
        "资产权属" => "assets.ownership",
        "独立核算" => "finance.account",
        other => panic!("no item is called {other}"),
    }
}

fn on(s: &mut Stage, who: &str, act: &'static str, body: &Value) {
    let id = s.code().to_owned();
    act_of(act).clone_into(&mut s.act);
    s.request(|s| s.world.on_case(login(who), &id, act, body));
}

fn act_of(path: &str) -> &'static str {
    match path {
        "list" => "list_for_decoupling",
        "delist" => "delist_from_decoupling",
        "exempt" => "exempt_from_decoupling",
        "plan" => "plan_decoupling",
        "approve-plan" => "approve_decoupling_plan",
        "return-plan" => "return_decoupling_plan",
        "record" => "record_decoupling_items",
        "send-back" => "send_back_decoupling_items",
        "sign" => "sign_decoupling_dimension",
        "mark-stuck" => "mark_decoupling_stuck",
        "complete" => "complete_decoupling",
        "reopen" => "reopen_decoupling",
        "conclude" => "conclude_decoupling",
        other => panic!("no act is at {other}"),
    }
}

#[given(regex = r"^本区已按(社会建设纲要四分开|行业协会商会五分离)制定脱钩方案$")]
async fn a_programme(scene: &mut Scene, by: String) {
    scene
        .play(move |s| {
            s.world.with_hub_bodies();
            s.world.with_signers();
            let checklist = if by.starts_with("社会") { "outline_2008" } else { "plan_2015" };
            s.other = Some(s.world.programme(checklist));
        })
        .await;
}

#[given(regex = r"^该组织已备案负责人$")]
async fn officers(scene: &mut Scene) {
    scene
        .play(|s| {
            let record = s.world.get(&format!("/api/v1/organizations/{}", s.code()));
            let id = record.expect(200).json()["id"].as_str().unwrap().to_owned();
            s.world.with_officers(&id, "agent");
        })
        .await;
}

fn listing(s: &Stage, scope: &Value) -> Value {
    json!({"programme": s.other, "batch": 1, "scope": scope})
}

#[given(regex = r"^领导小组办公室将该组织列入第一批$")]
#[when(regex = r"^领导小组办公室将该组织列入第一批$")]
async fn listed(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = listing(s, &json!({"economic_members": true}));
            on(s, "领导小组办公室", "list", &body);
        })
        .await;
}

#[when(regex = r"^领导小组办公室将会员不属同一经济活动的该组织列入第一批$")]
async fn listed_out_of_scope(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = listing(s, &json!({"economic_members": false}));
            on(s, "领导小组办公室", "list", &body);
        })
        .await;
}

#[given(regex = r"^(该组织|教育部门|体育部门)报送方案，去向为(直接登记|区科协|教育部门)$")]
#[when(regex = r"^(该组织|教育部门|体育部门)报送方案，去向为(直接登记|区科协|教育部门)$")]
async fn planned(scene: &mut Scene, who: String, to: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let to = match to.as_str() {
                "直接登记" => direct(),
                "区科协" => under_hub(SCIENCE, &today),
                _ => under_hub("dept-education", &today),
            };
            on(s, &who, "plan", &plan(&to, &today));
        })
        .await;
}

#[given(regex = r"^领导小组办公室批准方案$")]
#[when(regex = r"^领导小组办公室批准方案$")]
async fn approved(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"document_number": "示社领发〔2026〕9号"});
            on(s, "领导小组办公室", "approve-plan", &body);
        })
        .await;
}

#[when(regex = r"^领导小组办公室退回方案$")]
async fn returned(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"reasons": "去向未经会员大会讨论"});
            on(s, "领导小组办公室", "return-plan", &body);
        })
        .await;
}

#[given(regex = r"^(该组织|教育部门)录入(全部事项|除“(.+)”外的全部事项)$")]
#[when(regex = r"^(该组织|教育部门)录入(全部事项|除“(.+)”外的全部事项)$")]
async fn recorded(scene: &mut Scene, who: String, _which: String, lacking: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let mut body = all_items(&today);
            if !lacking.is_empty() {
                let lacking = item(&lacking);
                body["items"].as_array_mut().unwrap().retain(|i| i["item"] != lacking);
                assert_eq!(body["items"].as_array().unwrap().len(), ITEMS.len() - 1);
            }
            on(s, &who, "record", &body);
        })
        .await;
}

#[when(regex = r"^(该组织|教育部门)重新录入“(.+)”$")]
async fn recorded_anew(scene: &mut Scene, who: String, name: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let evidence = json!([{"title": "补充审计报告", "dated": today}]);
            on(s, &who, "record", &json!({"items": [{"item": item(&name), "evidence": evidence}]}));
        })
        .await;
}

#[when(regex = r"^(该组织|教育部门)以“(.+)”为由录入“(.+)”不适用$")]
async fn not_applicable(scene: &mut Scene, who: String, why: String, name: String) {
    scene
        .play(move |s| {
            let item = json!({"item": item(&name), "not_applicable": why});
            on(s, &who, "record", &json!({"items": [item]}));
        })
        .await;
}

#[given(regex = r"^(教育部门负责人|教育部门|财政局|组织部|社会工作部|体育部门)签核(.+)方面$")]
#[when(regex = r"^(教育部门负责人|教育部门|财政局|组织部|社会工作部|体育部门)签核(.+)方面$")]
async fn signed(scene: &mut Scene, who: String, of: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            on(s, &who, "sign", &signature(dimension(&of), &today));
        })
        .await;
}

#[given(regex = r"^各单位依次签核(全部方面|除(.+)外的全部方面)$")]
#[when(regex = r"^各单位依次签核(全部方面|除(.+)外的全部方面)$")]
async fn signed_by_all(scene: &mut Scene, _which: String, lacking: String) {
    scene
        .play(move |s| {
            let (id, today) = (s.code().to_owned(), s.world.registry.today().to_string());
            let lacking = if lacking.is_empty() { "" } else { dimension(&lacking) };
            for (of, signers) in OUTLINE.iter().filter(|(of, _)| *of != lacking) {
                for login in *signers {
                    s.world.on_case(login, &id, "sign", &signature(of, &today)).expect(201);
                }
            }
        })
        .await;
}

#[when(regex = r"^(财政局|组织部|教育部门负责人)退回(.+)方面的“(.+)”$")]
async fn sent_back(scene: &mut Scene, who: String, of: String, name: String) {
    scene
        .play(move |s| {
            let findings = json!([{"item": item(&name), "reasons": "未覆盖代管资产"}]);
            let body = json!({"dimension": dimension(&of), "findings": findings});
            on(s, &who, "send-back", &body);
        })
        .await;
}

#[when(regex = r"^教育部门以(政策|工作|争议)为由标明受阻$")]
async fn stuck(scene: &mut Scene, why: String) {
    scene
        .play(move |s| {
            let ground = match why.as_str() {
                "政策" => "policy",
                "工作" => "work",
                _ => "dispute",
            };
            on(s, "教育部门", "mark-stuck", &json!({"ground": ground, "reasons": "说明"}));
        })
        .await;
}

#[given(regex = r"^(决定人员|领导小组办公室|教育部门)办理完成脱钩$")]
#[when(regex = r"^(决定人员|领导小组办公室|教育部门)办理完成脱钩$")]
async fn completed(scene: &mut Scene, who: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let body = json!({"document_number": "示社领函〔2026〕20号", "dated": today});
            on(s, &who, "complete", &body);
        })
        .await;
}

#[when(regex = r"^领导小组办公室因“(.+)”问题重新办理，期限为(\d+年\d+月\d+日)$")]
async fn reopened(scene: &mut Scene, name: String, due: String) {
    scene
        .play(move |s| {
            let findings = json!([{"item": item(&name), "reasons": "专项审计发现"}]);
            let body = json!({"findings": findings, "due_on": words::must_day(&due),
                "reasons": "专项审计"});
            on(s, "领导小组办公室", "reopen", &body);
        })
        .await;
}

#[when(regex = r"^领导小组办公室认定整改完成$")]
async fn concluded(scene: &mut Scene) {
    scene.play(|s| on(s, "领导小组办公室", "conclude", &json!({"remarks": "已整改"}))).await;
}

#[given(regex = r"^领导小组办公室决定(教育部门|体育部门)暂时保留职责，复核日为(\d+年\d+月\d+日)$")]
#[when(regex = r"^领导小组办公室决定(教育部门|体育部门)暂时保留职责，复核日为(\d+年\d+月\d+日)$")]
async fn retained(scene: &mut Scene, who: String, review: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today().to_string();
            let unit = if who == "教育部门" { "dept-education" } else { "dept-sports" };
            let body = json!({"leading_group": "leading-110105", "retention": {
                "function": "专项管理", "document_number": "示社领发〔2026〕12号", "dated": today,
                "reasons": "正在创造条件", "review_on": words::must_day(&review)}});
            "retain_department".clone_into(&mut s.act);
            let path = format!("/api/v1/units/{unit}/retain");
            s.request(|s| s.world.post_as("group-office", &path, &body));
        })
        .await;
}

#[then(regex = r#"^脱钩状态为"(.+)"$"#)]
async fn it_stands(scene: &mut Scene, status: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/organizations/{}/decoupling", s.code());
            let found = s.world.get_as("agency", &path).expect(200).json();
            assert_eq!(found["status_text"]["zh"], status);
        })
        .await;
}

#[then(regex = r"^所缺为“(.+)”$")]
async fn it_lacks(scene: &mut Scene, name: String) {
    scene
        .play(move |s| {
            let answer = s.answered().json();
            let findings = answer["findings"].as_array().unwrap().iter();
            let facts = findings.flat_map(|f| f["facts"].as_array().cloned().unwrap_or_default());
            let lacking: Vec<String> =
                facts.map(|f| f["field"].as_str().unwrap_or_default().to_owned()).collect();
            assert_eq!(lacking, [format!("items.{}", item(&name))], "{answer:#}");
        })
        .await;
}

#[then(regex = r"^所缺为(.+)方面的签核，应由(supervisory_unit|finance|personnel)签核$")]
async fn it_lacks_a_signature(scene: &mut Scene, of: String, role: String) {
    scene
        .play(move |s| {
            let answer = s.answered().json();
            let field = format!("signatures.{}", dimension(&of));
            let findings = answer["findings"].as_array().unwrap().iter();
            let mut facts =
                findings.flat_map(|f| f["facts"].as_array().cloned().unwrap_or_default());
            let found = facts.find(|f| f["field"] == field.as_str());
            assert_eq!(found.unwrap_or_default()["required"], role, "{answer:#}");
        })
        .await;
}

#[then(regex = r"^该组织由教育部门指导$")]
async fn it_is_guided(scene: &mut Scene) {
    scene
        .play(|s| {
            let record = s.world.get(&format!("/api/v1/organizations/{}", s.code()));
            let record = record.expect(200).json();
            assert_eq!(record["relations"][0]["kind"], "guidance", "{record:#}");
            assert_eq!(record["relations"][0]["unit"]["id"], "dept-education");
        })
        .await;
}

#[then(regex = r"^(财政局|组织部|教育部门)待签核的有(\d+)件$")]
async fn it_waits(scene: &mut Scene, who: String, count: usize) {
    scene
        .play(move |s| {
            let unit = match who.as_str() {
                "财政局" => "dept-finance",
                "组织部" => "dept-personnel",
                _ => "dept-education",
            };
            let path = format!("/api/v1/decoupling/cases?waits_for={unit}");
            let items = s.world.get_as("group-office", &path).expect(200).json()["items"].clone();
            assert_eq!(items.as_array().unwrap().len(), count, "{items:#}");
        })
        .await;
}

#[then(regex = r"^逾期的有(\d+)件$")]
async fn so_many_are_late(scene: &mut Scene, count: usize) {
    scene
        .play(move |s| {
            let path = "/api/v1/decoupling/cases?late=true";
            let items = s.world.get_as("group-office", path).expect(200).json()["items"].clone();
            assert_eq!(items.as_array().unwrap().len(), count, "{items:#}");
        })
        .await;
}
