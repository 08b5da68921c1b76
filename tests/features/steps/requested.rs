//! 事项: what a registered organization applies for and files, by whoever acts for it.

use cucumber::{gherkin::Step, given, when};
use serde_json::{Value, json};
use shuniu_core::access::Grant;

use super::{Scene, Stage, cast::Progress, words};
use crate::support::application::identity;

#[given(regex = r#"^一家已登记的"(.+)"协会$"#)]
async fn a_registered_association(scene: &mut Scene, field: String) {
    scene
        .play(move |s| {
            let application = s.lawful("", &field);
            let (_, answer) = s.bring(&application, Progress::Approved);
            s.represent(&answer.json());
        })
        .await;
}

#[given(regex = r#"^一家已登记的"(.+)"(社会服务机构|基金会)$"#)]
async fn a_registered_organization(scene: &mut Scene, brand: String, kind: String) {
    scene
        .play(move |s| {
            s.application = match kind.as_str() {
                "基金会" => {
                    let unit = s.enter_unit("北京市示范教育部门", "department", "110000");
                    crate::support::application::foundation(&brand, &unit)
                }
                _ => crate::support::application::institution(&brand),
            };
            let application = s.application.clone();
            let (_, answer) = s.bring(&application, Progress::Approved);
            s.represent(&answer.json());
        })
        .await;
}

/// 更名: the parts of the new name; all other items by their word.
#[given(regex = r#"^一份更名为"(.+)"、"(.+)"、"(.+)"的变更申请$"#)]
async fn a_change_of_name(scene: &mut Scene, division: String, field: String, form: String) {
    let parts = json!({"division": division, "field": field, "form": form});
    scene.play(move |s| s.request = with_papers(json!({"change": {"name_parts": parts}}))).await;
}

#[given(regex = r"^一份(住所|宗旨|业务范围|活动地域|活动资金|原始基金)改为(.+)的变更申请$")]
async fn a_change_of(scene: &mut Scene, word: String, value: String) {
    let field = words::pointer(&word).trim_start_matches('/').to_owned();
    let value = words::value(&value);
    scene.play(move |s| s.request = with_papers(json!({"change": {field: value}}))).await;
}

#[given(regex = r"^一份更换法定代表人的变更申请$")]
async fn a_change_of_representative(scene: &mut Scene) {
    let person = json!({"name": "示例丁", "identity_number": identity(970)});
    let officer = json!({"person": person, "post": "president"});
    let change = json!({"change": {"legal_representative": officer}});
    scene.play(move |s| s.request = with_papers(change)).await;
}

#[given(regex = r"^一份(慈善组织认定|公开募捐资格|章程核准)申请$")]
async fn another_matter(scene: &mut Scene, matter: String) {
    scene
        .play(move |s| {
            let officer = json!({"name": "示例甲", "full_capacity": true,
                "intentional_crime": false, "of_revoked_body": false});
            s.request = with_papers(match matter.as_str() {
                "慈善组织认定" => json!({"charity_recognition": {"officers": [officer],
                    "charitable_purpose": true, "penalized": false, "on_abnormal_list": false}}),
                "公开募捐资格" => json!({"fundraising": {"sound_governance": true}}),
                _ => json!({"charter": {"adopted_on": s.world.registry.today(),
                    "summary": "增加党建条款", "party_clause": true,
                    "charter_items": s.application["charter_items"]}}),
            });
        })
        .await;
}

#[given(regex = r"^事项的(\S+)改为(.+)$")]
async fn the_request_states(scene: &mut Scene, pointer: String, value: String) {
    scene.play(move |s| words::put(&mut s.request, &pointer, words::value(&value))).await;
}

#[given(regex = r"^事项中没有(.+)$")]
async fn the_request_lacks(scene: &mut Scene, document: String) {
    scene
        .play(move |s| {
            let kind = words::document(&document).expect("a kind of document");
            let documents = s.request["documents"].as_array_mut().unwrap();
            documents.retain(|d| d["kind"] != kind);
        })
        .await;
}

#[given(regex = r"^事项已经(起草|提交|取得同意|受理|审查|准予登记)$")]
#[when(regex = r"^事项已经(起草|提交|取得同意|受理|审查|准予登记)$")]
async fn the_request_has_come(scene: &mut Scene, stage: String) {
    scene.play(move |s| s.bring_request(Progress::of(&stage))).await;
}

#[when(regex = r"^(经办人|申请人|决定人员)(起草事项|备案负责人|备案账户|声明证书遗失)$")]
async fn somebody_files(scene: &mut Scene, who: String, act: String, step: &Step) {
    let rows = step.table.clone().map(|t| t.rows).unwrap_or_default();
    scene
        .play(move |s| {
            let (id, path, mut body) = match act.as_str() {
                "起草事项" => ("open_change", "cases", s.request.clone()),
                "备案负责人" => ("file_officers", "filings", officers(s)),
                "备案账户" => {
                    let account = json!({"bank": "示例银行", "number": "0001"});
                    let body = json!({"seal_and_account": {"account": account}});
                    ("file_seal_and_account", "filings", body)
                }
                _ => {
                    let body = json!({"statement": "示例日报"});
                    ("report_certificate_loss", "report-certificate-loss", body)
                }
            };
            for row in rows {
                words::put(&mut body, &row[0], words::value(&row[1]));
            }
            s.send_of_organization(&who, id, path, &body);
        })
        .await;
}

#[when(regex = r"^受理人员以(遗失|破损|到期|更正)为由换发证书$")]
async fn the_certificate_is_issued_anew(scene: &mut Scene, ground: String) {
    let ground = match ground.as_str() {
        "遗失" => "lost",
        "破损" => "damaged",
        "更正" => "corrected",
        _ => "expiring",
    };
    let body = json!({"ground": ground});
    scene
        .play(move |s| {
            s.send_of_organization("受理人员", "reissue_certificate", "reissue-certificate", &body)
        })
        .await;
}

#[when(regex = r#"^经办人备案分支机构"(.+)"$"#)]
async fn a_branch_is_filed(scene: &mut Scene, own: String) {
    scene
        .play(move |s| {
            let record = format!("/api/v1/organizations/{}", s.code());
            let name = s.world.get(&record).expect(200).json()["name"].as_str().unwrap().to_owned();
            let body = json!({"name": format!("{name}{own}"), "form": "branch",
                "decided_on": s.world.registry.today(), "minutes": "理事会纪要第3号"});
            s.send_of_organization("经办人", "file_branch", "branches", &body);
        })
        .await;
}

#[when(regex = r#"^决定人员把"(.+)"录入(免于登记的团体|非法社会组织)名册$"#)]
async fn onto_the_roll(scene: &mut Scene, name: String, class: String) {
    scene
        .play(move |s| {
            let today = s.world.registry.today();
            let entry = json!({"name": name, "unit": "registrar-110105", "since": today,
                "source": "示例名录"});
            let (act, path, body) = match class.as_str() {
                "免于登记的团体" => {
                    ("enter_exempt_body", "exempt-bodies", json!({"entry": entry}))
                }
                _ => (
                    "record_illegal_organization",
                    "illegal-organizations",
                    json!({"entry": entry, "list": "第一批名单", "published_on": today}),
                ),
            };
            act.clone_into(&mut s.act);
            let path = format!("/api/v1/roll/{path}");
            s.request(|s| s.world.post_as("decider", &path, &body));
        })
        .await;
}

#[when(regex = r#"^社会公众查询与"(.+)"近似的名称$"#)]
async fn look_alikes(scene: &mut Scene, name: String) {
    scene
        .play(move |s| {
            let name: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
            s.request(|s| s.world.get(&format!("/api/v1/names/look-alikes?name={name}")));
        })
        .await;
}

/// The papers that every matter may ask for.
fn with_papers(mut request: Value) -> Value {
    request["documents"] = json!([
        {"kind": "application", "title": "申请书"},
        {"kind": "resolution", "title": "会议纪要"},
        {"kind": "premises_right", "title": "住所使用权证明"},
        {"kind": "capital_verification", "title": "验资报告"},
        {"kind": "founders_and_officers", "title": "拟任负责人基本情况"},
        {"kind": "draft_charter", "title": "章程"},
        {"kind": "financial_audit", "title": "财务审计报告", "dated": "2026-04-01"}
    ]);
    request
}

fn officers(s: &Stage) -> Value {
    let today = s.world.registry.today();
    json!({"officers": {"elected_on": today, "term_from": today, "term_until": "2031-05-03",
        "officers": [{"person": {"name": "示例丁"}, "post": "president"}]}})
}

impl Stage {
    /// An account that acts for what was registered.
    pub(super) fn represent(&mut self, answer: &Value) {
        self.uscc = answer["uscc"].as_str().map(ToOwned::to_owned);
        let id = answer["organization"].as_str().unwrap();
        self.agent = format!("agent-{id}");
        self.world.account(&self.agent, &[Grant::agent_of(id)]);
        self.case = None;
    }

    fn send_of_organization(&mut self, who: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/{path}", self.code());
        let login = match who {
            "经办人" => Some(self.agent.clone()),
            other => self.login(other, &self.application),
        };
        self.request(|s| s.world.send("POST", &path, login.as_deref(), &[], Some(body)));
        let answer = self.answered();
        if answer.status == 201 && answer.json()["subject"]["kind"] == "case" {
            self.case = answer.json()["subject"]["id"].as_str().map(ToOwned::to_owned);
        }
    }

    /// Takes what is applied for as far as asked.
    fn bring_request(&mut self, to: Progress) {
        let body = self.request.clone();
        let path = format!("/api/v1/organizations/{}/cases", self.code());
        let answer = self.world.post_as(&self.agent, &path, &body).expect(201).json();
        let case = answer["subject"]["id"].as_str().unwrap().to_owned();
        let who = |role: &str| self.login(role, &self.application).unwrap();
        let way = [
            (Progress::Filed, self.agent.clone(), "submit", json!({})),
            (Progress::Received, who("业务主管单位"), "consent", json!({})),
            (Progress::Accepted, who("受理人员"), "accept", json!({})),
            (Progress::Examined, who("审查人员"), "examine", json!({"report": "材料属实。"})),
            (Progress::Approved, who("决定人员"), "approve", json!({})),
        ];
        for (progress, login, step, body) in way {
            let view =
                self.world.get_as(&self.agent, &format!("/api/v1/cases/{case}")).expect(200).json();
            let asked = view["status"] == "with_supervisory_unit";
            if progress <= to && (asked || step != "consent") {
                self.world.step(&login, &case, step, &body).expect(201);
            }
        }
        self.case = Some(case);
    }
}
