//! 评估: rounds, applications, reports, ballots, publicity, review, confirmation; grades on a day.

use cucumber::{given, then, when};
use serde_json::{Map, Value, json};
use shuniu_core::access::Role;

use super::{Scene, Stage, words};

impl Stage {
    fn of_evaluation(&mut self, login: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/evaluation/{path}", self.code());
        self.request(|s| s.world.post_as(login, &path, body));
    }

    /// Full points but for so many that the first leaves lose.
    fn scores(&self, mut lost: i64) -> Value {
        let sheets = self.world.get("/api/v1/evaluation-sheets").expect(200).json();
        let all = sheets.as_array().unwrap();
        let sheet = all.iter().find(|sheet| sheet["id"] == "association-2026").unwrap();
        let mut scores = Map::new();
        for leaf in sheet["indicators"].as_array().unwrap() {
            if let Some(most) = leaf.get("points").and_then(Value::as_i64) {
                let less = lost.min(most);
                lost -= less;
                scores.insert(leaf["key"].as_str().unwrap().to_owned(), json!(most - less));
            }
        }
        Value::Object(scores)
    }

    fn report(&mut self, points: i64, experts: [&str; 2]) {
        let body = json!({"visited_on": self.today(), "report_number": "评报1号",
            "experts": experts.map(|name| json!({"name": name})),
            "scores": self.scores(1_000 - points)});
        let examiner = self.at_registrar(Role::Examiner);
        self.of_evaluation(&examiner, "record_site_report", "report", &body);
    }

    fn grade(&self, day: &str) -> Value {
        let day = words::day(day).map(|day| format!("?as_of={day}")).unwrap_or_default();
        let path = format!("/api/v1/organizations/{}/grade{day}", self.code());
        self.world.get(&path).expect(200).json()
    }
}

#[given(regex = r"^登记管理机关发布评估通知，委员(\d+)人，公示(\d+)日$")]
#[when(regex = r"^登记管理机关发布评估通知，委员(\d+)人，公示(\d+)日$")]
async fn opened(scene: &mut Scene, members: usize, days: u32) {
    scene
        .play(move |s| {
            let member = |n: usize| json!({"name": format!("委员{n}"), "office": "专家"});
            let today = s.today();
            let until = s.world.registry.today() + chrono::Days::new(60);
            let body = json!({"title": "年度评估", "document_number": "示民评1号",
                "published_on": today, "apply_from": today, "apply_until": until,
                "publicity_days": days, "sheets": {"association": "association-2026"},
                "committee": (1..=members).map(member).collect::<Vec<_>>()});
            let registrar = s.record()["registrar"]["id"].as_str().unwrap().to_owned();
            let decider = s.at_registrar(Role::Decider);
            "open_round".clone_into(&mut s.act);
            let path = format!("/api/v1/units/{registrar}/evaluation-rounds");
            s.request(|s| s.world.post_as(&decider, &path, &body));
        })
        .await;
}

#[given(regex = r"^该组织申请(评估|重新评估)$")]
#[when(regex = r"^该组织申请(评估|重新评估)$")]
async fn applied(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let kind = if word == "评估" { "ordinary" } else { "again" };
            let agent = s.agent.clone();
            let body = json!({"round": 1, "kind": kind});
            s.of_evaluation(&agent, "apply_for_evaluation", "apply", &body);
        })
        .await;
}

#[given(regex = r"^评估资格审核通过$")]
async fn eligible(scene: &mut Scene) {
    scene
        .play(|s| {
            let examiner = s.at_registrar(Role::Examiner);
            let body = json!({"note": "符合条件"});
            s.of_evaluation(&examiner, "check_eligibility", "eligible", &body);
        })
        .await;
}

#[given(regex = r"^专家(\S+)、(\S+)实地评估，得(\d+)分$")]
#[when(regex = r"^专家(\S+)、(\S+)实地评估，得(\d+)分$")]
async fn visited(scene: &mut Scene, first: String, second: String, points: i64) {
    scene.play(move |s| s.report(points, [&first, &second])).await;
}

#[given(regex = r"^评估委员会(\d+)人到会、(\d+)人同意(\dA)(?:，理由为(\S+))?$")]
#[when(regex = r"^评估委员会(\d+)人到会、(\d+)人同意(\dA)(?:，理由为(\S+))?$")]
async fn voted(scene: &mut Scene, present: usize, agree: usize, grade: String, reasons: String) {
    scene
        .play(move |s| {
            let vote = |n: usize| {
                let how = if n <= agree { "for" } else { "against" };
                json!({"member": {"name": format!("委员{n}")}, "vote": how})
            };
            let mut body = json!({"met_on": s.today(), "grade": grade, "document_number": "评纪1号",
                "votes": (1..=present).map(vote).collect::<Vec<_>>()});
            if !reasons.is_empty() {
                body["reasons"] = json!(reasons);
            }
            let decider = s.at_registrar(Role::Decider);
            s.of_evaluation(&decider, "decide_grade", "decide", &body);
        })
        .await;
}

#[given(regex = r"^评估等级公示至(\d+年\d+月\d+日)$")]
#[when(regex = r"^评估等级公示至(\d+年\d+月\d+日)$")]
async fn publicized(scene: &mut Scene, until: String) {
    scene
        .play(move |s| {
            let body =
                json!({"from": s.today(), "until": words::must_day(&until), "place": "网站"});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_evaluation(&examiner, "publicize_grade", "publicize", &body);
        })
        .await;
}

#[given(regex = r"^该组织申请复核评估等级$")]
#[when(regex = r"^该组织申请复核评估等级$")]
async fn objected(scene: &mut Scene) {
    scene
        .play(|s| {
            let agent = s.agent.clone();
            let body = json!({"reasons": "评分有误"});
            s.of_evaluation(&agent, "request_grade_review", "request-review", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关确认评估等级$")]
#[when(regex = r"^登记管理机关确认评估等级$")]
async fn confirmed(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"document_number": "示民评9号"});
            let decider = s.at_registrar(Role::Decider);
            s.of_evaluation(&decider, "confirm_grade", "confirm", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关启动(跟踪评估|核查评估)$")]
#[when(regex = r"^登记管理机关启动(跟踪评估|核查评估)$")]
async fn looked_at(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let body = match word.as_str() {
                "跟踪评估" => json!({"round": 1, "kind": "follow_up", "facts": "抽样"}),
                _ => json!({"round": 1, "kind": "check", "ground": "penalty", "facts": "受到处罚"}),
            };
            let decider = s.at_registrar(Role::Decider);
            s.of_evaluation(&decider, "begin_check_evaluation", "check", &body);
        })
        .await;
}

/// 无 for none.
#[then(regex = r"^(\d+年\d+月\d+日|)评估等级为(\dA|无)$")]
async fn has(scene: &mut Scene, day: String, grade: String) {
    scene
        .play(move |s| {
            let found = s.grade(&day)["grade"].clone();
            let expected = if grade == "无" { Value::Null } else { json!(grade) };
            assert_eq!(found.get("grade").cloned().unwrap_or_default(), expected, "{found}");
        })
        .await;
}

#[then(regex = r"^评估等级有效期至(\d+年\d+月\d+日)$")]
async fn runs_until(scene: &mut Scene, day: String) {
    scene
        .play(move |s| {
            let until = words::must_day(&day).to_string();
            let found = s.grade("");
            let record =
                if found["grade"].is_null() { &found["announced"] } else { &found["grade"] };
            assert_eq!(record["valid_until"], json!(until), "{found}");
        })
        .await;
}

/// What a grade is good for, by a rule.
#[then(regex = r"^(\d+年\d+月\d+日|)等级效力(\S+)为(符合|不符合|未施行)$")]
async fn good_for(scene: &mut Scene, day: String, rule: String, how: String) {
    scene
        .play(move |s| {
            let effects = s.grade(&day)["effects"].clone();
            let all = effects.as_array().unwrap();
            let found = all.iter().find(|f| f["rule"] == json!(rule)).map(|f| &f["outcome"]);
            let expected = match how.as_str() {
                "符合" => Some(json!("met")),
                "不符合" => Some(json!("violated")),
                _ => None,
            };
            assert_eq!(found.cloned(), expected, "{effects}");
        })
        .await;
}
