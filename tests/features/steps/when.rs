//! 当: somebody sends one request.

use cucumber::{gherkin::Step, when};
use serde_json::{Value, json};

use super::{Scene, Stage, words};

/// `<who>[以编号"key"][试办]<act>`, with a table of what is stated with it.
#[when(
    regex = r#"^([^已以]+?)(?:以编号"(.+)")?(试办|)(起草申请|修改申请|提交申请|不同意|同意|受理|告知补正|扣除期限|审查|准予登记|撤回申请|终止办理|颁发证书)$"#
)]
async fn somebody_acts(
    scene: &mut Scene,
    who: String,
    key: String,
    dry: String,
    act: String,
    step: &Step,
) {
    let stated = stated(step);
    scene.play(move |s| s.perform(&who, &key, !dry.is_empty(), &act, stated)).await;
}

#[when(regex = r"^(.+?)(试办|)以(\S+)为依据(不予登记|不予受理)$")]
async fn somebody_refuses(
    scene: &mut Scene,
    who: String,
    dry: String,
    grounds: String,
    act: String,
    step: &Step,
) {
    let mut stated = stated(step);
    let grounds: Vec<&str> = grounds.split('、').collect();
    stated.push(("/grounds".to_owned(), json!(grounds)));
    scene.play(move |s| s.perform(&who, "", !dry.is_empty(), &act, stated)).await;
}

#[when(regex = r"^(.+?)查看(案件|可办事项|待办案件|登记|登记历史|登记后的可办事项|公告)$")]
async fn somebody_looks(scene: &mut Scene, who: String, what: String) {
    scene
        .play(move |s| {
            let path = match what.as_str() {
                "案件" => format!("/api/v1/cases/{}", s.case()),
                "可办事项" => format!("/api/v1/cases/{}/next-steps", s.case()),
                "待办案件" => "/api/v1/cases".to_owned(),
                "登记" => format!("/api/v1/organizations/{}", s.code()),
                "登记历史" => format!("/api/v1/organizations/{}/history", s.code()),
                "登记后的可办事项" => {
                    format!("/api/v1/organizations/{}/next-steps", s.code())
                }
                _ => "/api/v1/notices".to_owned(),
            };
            s.look(&who, &path);
        })
        .await;
}

#[when(regex = r"^(.+?)查看(\d+年\d+月\d+日)有效的登记$")]
async fn somebody_looks_as_of(scene: &mut Scene, who: String, day: String) {
    let day = words::must_day(&day);
    scene
        .play(move |s| {
            let path = format!("/api/v1/organizations/{}?as_of={day}", s.code());
            s.look(&who, &path);
        })
        .await;
}

/// What the register knew at the end of a day in Beijing.
#[when(regex = r"^(.+?)查看登记簿在(\d+年\d+月\d+日)所知的登记$")]
async fn somebody_looks_as_known(scene: &mut Scene, who: String, day: String) {
    let day = words::must_day(&day);
    scene
        .play(move |s| {
            let path = format!("/api/v1/organizations/{}?known_at={day}T15:59:59Z", s.code());
            s.look(&who, &path);
        })
        .await;
}

/// The rows of a step's table: field and value.
fn stated(step: &Step) -> Vec<(String, Value)> {
    let rows = step.table.iter().flat_map(|t| &t.rows);
    rows.map(|row| (words::pointer(&row[0]), words::value(&row[1]))).collect()
}

impl Stage {
    fn look(&mut self, who: &str, path: &str) {
        let login = self.login(who, &self.application);
        self.request(|s| s.world.send("GET", path, login.as_deref(), &[], None));
    }

    /// Sends an act with what it needs, changed by what is stated; an empty value (空) leaves
    /// the field out.
    fn perform(
        &mut self,
        who: &str,
        key: &str,
        dry: bool,
        act: &str,
        stated: Vec<(String, Value)>,
    ) {
        let (id, path, mut body) = self.act(act);
        id.clone_into(&mut self.act);
        for (pointer, value) in stated {
            match value {
                Value::Null => words::take(&mut body, &pointer),
                value => words::put(&mut body, &pointer, value),
            }
        }
        let path = if dry { format!("{path}?dry_run=true") } else { path };
        let login = self.login(who, &self.application);
        let keyed = [("Idempotency-Key", key)];
        let headers = if key.is_empty() { &[][..] } else { &keyed[..] };
        self.request(|s| s.world.send("POST", &path, login.as_deref(), headers, Some(&body)));
        if self.answered().status == 201 {
            let told = self.answered().json();
            if act == "起草申请" {
                self.case = told["subject"]["id"].as_str().map(ToOwned::to_owned);
            }
            if let Some(code) = told["uscc"].as_str() {
                self.uscc = Some(code.to_owned());
            }
        }
    }

    /// The id of an act, its address and a body that is in form.
    fn act(&self, act: &str) -> (&'static str, String, Value) {
        let (id, step, body) = match act {
            "起草申请" => {
                let body = self.application.clone();
                return ("open_establishment", "/api/v1/cases".to_owned(), body);
            }
            "颁发证书" => {
                let path = format!("/api/v1/organizations/{}/deliver-certificate", self.code());
                return ("deliver_certificate", path, json!({"received_by": "示例甲"}));
            }
            "修改申请" => ("amend_application", "amend", self.application.clone()),
            "提交申请" => ("submit_application", "submit", json!({})),
            "同意" => {
                ("give_consent", "consent", json!({"document_number": "示范函〔2026〕8号"}))
            }
            "不同意" => ("decline_consent", "decline", json!({"reasons": "不属本单位主管。"})),
            "受理" => ("accept_application", "accept", json!({})),
            "告知补正" => {
                let item = json!({"field": "domicile", "what": "写明门牌号", "rule": "ST-12b"});
                ("request_correction", "request-correction", json!({"items": [item]}))
            }
            "不予受理" => {
                let body = json!({"reasons": "经审查不符合规定。"});
                ("decline_acceptance", "decline-acceptance", body)
            }
            "扣除期限" => {
                let body = json!({
                    "from": self.world.registry.today(), "to": self.world.registry.today(),
                    "reason": "专家评审", "notice_number": "示告〔2026〕1号",
                });
                ("exclude_period", "exclude-period", body)
            }
            "审查" => ("examine_application", "examine", json!({"report": "材料属实。"})),
            "准予登记" => ("approve_application", "approve", json!({})),
            "不予登记" => {
                ("refuse_application", "refuse", json!({"reasons": "经审查不符合规定。"}))
            }
            "撤回申请" => ("withdraw_application", "withdraw", json!({})),
            "终止办理" => ("lapse_application", "lapse", json!({})),
            other => panic!("no such act: {other}"),
        };
        (id, format!("/api/v1/cases/{}/{step}", self.case()), body)
    }
}
