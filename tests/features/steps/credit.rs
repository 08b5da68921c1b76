//! 信用: telling, listing, applying, taking off, repairing; what the lists say and what others are told.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::access::Role;

use super::{Scene, Stage, words};

fn list(word: &str) -> &'static str {
    match word {
        "活动异常名录" => "abnormal",
        "严重违法失信名单" => "serious",
        other => panic!("no list is called {other}"),
    }
}

/// What a ground says in the body: its id, the year, the penalty that it rests on.
fn ground(word: &str, today: &str) -> Value {
    let penalty = |kind: &str, yuan: Option<i64>| {
        json!([{"kind": kind, "yuan": yuan, "document_number": format!("示罚{today}"),
            "authority": "示范民政局", "decided_on": today}])
    };
    if let Some(year) = word.strip_suffix("年度未报送年度报告") {
        return json!({"ground": "no_annual_report", "year": year.parse::<i32>().unwrap()});
    }
    if let Some(yuan) = word.strip_prefix("罚款").and_then(|rest| rest.strip_suffix("元")) {
        let yuan = yuan.parse().unwrap();
        return json!({"ground": "large_fine", "penalties": penalty("fine", Some(yuan))});
    }
    match word {
        "未设立党组织" => json!({"ground": "no_party_organization"}),
        "警告" => json!({"ground": "minor_penalty", "penalties": penalty("warning", None)}),
        "满年限" => json!({"ground": "years_abnormal"}),
        other => panic!("no ground is called {other}"),
    }
}

impl Stage {
    fn of_credit(&mut self, login: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/credit/{path}", self.code());
        self.request(|s| s.world.post_as(login, &path, body));
    }

    fn on_list(&mut self, path: &str, why: &str, word: &str) {
        let today = self.world.registry.today().to_string();
        let mut body = ground(why, &today);
        body["list"] = json!(list(word));
        body["facts"] = json!("经查实。");
        body["document_number"] = json!(format!("示民信{today}"));
        let (role, act) = match path {
            "notify" => (Role::Examiner, "notify_listing"),
            _ => (Role::Decider, "list_organization"),
        };
        if path == "notify" {
            body["delivered_on"] = json!(today);
            body["delivered_by"] = json!("直接送达");
        }
        let login = self.at_registrar(role);
        self.of_credit(&login, act, path, &body);
    }
}

#[given(regex = r"^登记管理机关因(\S+)告知拟列入(活动异常名录|严重违法失信名单)$")]
#[when(regex = r"^登记管理机关因(\S+)告知拟列入(活动异常名录|严重违法失信名单)$")]
async fn told(scene: &mut Scene, why: String, word: String) {
    scene.play(move |s| s.on_list("notify", &why, &word)).await;
}

#[given(regex = r"^登记管理机关因(\S+)将其列入(活动异常名录|严重违法失信名单)$")]
#[when(regex = r"^登记管理机关因(\S+)将其列入(活动异常名录|严重违法失信名单)$")]
async fn listed(scene: &mut Scene, why: String, word: String) {
    scene.play(move |s| s.on_list("list", &why, &word)).await;
}

#[given(regex = r"^该组织申请移出(活动异常名录|严重违法失信名单)$")]
async fn applied(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let body = json!({"list": list(&word), "statement": "已完成整改。"});
            let agent = s.agent.clone();
            s.of_credit(&agent, "apply_for_removal", "apply-for-removal", &body);
        })
        .await;
}

#[when(regex = r"^登记管理机关以(\w+)为由将其移出(活动异常名录|严重违法失信名单)$")]
async fn taken_off(scene: &mut Scene, reason: String, word: String) {
    scene
        .play(move |s| {
            let body = json!({"list": list(&word), "reason": reason, "note": "经核实。",
                "verified_on": s.world.registry.today(), "document_number": "示民信移〔2026〕1号"});
            let decider = s.at_registrar(Role::Decider);
            s.of_credit(&decider, "remove_from_list", "remove", &body);
        })
        .await;
}

#[when(regex = r"^登记管理机关修复其严重违法失信信息$")]
async fn repaired(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"list": "serious", "corrected": true, "pledged": true,
                "document_number": "信修〔2026〕1号"});
            let decider = s.at_registrar(Role::Decider);
            s.of_credit(&decider, "repair_credit", "repair", &body);
        })
        .await;
}

/// As the public reads them.
#[then(regex = r"^(活动异常名录|严重违法失信名单)有(\d+)家$")]
async fn stand_there(scene: &mut Scene, word: String, count: usize) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/credit-listings?current=true&list={}", list(&word));
            let found = s.world.get(&path).expect(200).json();
            assert_eq!(found["items"].as_array().unwrap().len(), count, "{found}");
        })
        .await;
}

#[then(regex = r"^(\d+年\d+月\d+日|)为(\w+)查询信用为(良好|不良|查无)$")]
async fn stands(scene: &mut Scene, day: String, purpose: String, expected: String) {
    scene
        .play(move |s| {
            let day = words::day(&day).map(|day| format!("&as_of={day}")).unwrap_or_default();
            let path = format!("/api/v1/organizations/{}/standing?for={purpose}{day}", s.code());
            let answer = s.world.get(&path);
            match expected.as_str() {
                "查无" => drop(answer.expect(404)),
                word => assert_eq!(answer.expect(200).json()["good"], json!(word == "良好")),
            }
        })
        .await;
}
