//! 更正: record errors, facts that changed, acts that are taken back, orders of courts; what was known when.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::access::Role;

use super::{Scene, Stage, words};

impl Stage {
    /// The version of the entry that is meant: 成立登记, 最近一次变更, 最近一次更正.
    fn entry(&self, word: &str) -> i64 {
        let kind = match word {
            "成立登记" => "organization.registered",
            "最近一次变更" => "organization.items_changed",
            "最近一次撤销" => "correction.act_annulled",
            _ => "correction.record_corrected",
        };
        let path = format!("/api/v1/organizations/{}/history", self.code());
        let history = self.world.get(&path).expect(200).json();
        let all = history.as_array().unwrap();
        all.iter().rfind(|e| e["kind"] == kind).expect("such an entry")["version"].as_i64().unwrap()
    }

    fn reach(&self, entry: i64, query: &str) -> Value {
        let path = format!("/api/v1/organizations/{}/history/{entry}/reach{query}", self.code());
        let decider = self.at_registrar(Role::Decider);
        self.world.get_as(&decider, &path).expect(200).json()
    }

    /// What becomes of every act that rests on it: certificates are issued anew, what cannot stand falls.
    fn answers(&self, entry: i64, query: &str) -> Value {
        let reach = self.reach(entry, query);
        let answer = |act: &Value| {
            let becomes = match (act["may_stand"] == true, act.get("certificate")) {
                (false, _) => "annulled",
                (true, Some(_)) => "reissued",
                (true, None) => "stands",
            };
            json!({"entry": act["entry"], "becomes": becomes, "reasons": "逐项核对。"})
        };
        reach["resting"].as_array().unwrap().iter().map(answer).collect()
    }

    fn correct(&mut self, login: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/corrections/{path}", self.code());
        self.request(|s| s.world.post_as(login, &path, body));
    }

    /// The path of a field of an entry, by its word.
    fn field(word: &str) -> &'static str {
        match word {
            "名称" => "name",
            "住所" => "items.domicile",
            "宗旨" => "items.purpose",
            "统一社会信用代码" => "uscc",
            other => panic!("no field is called {other}"),
        }
    }
}

#[when(
    regex = r#"^决定人员把(成立登记|最近一次变更)记载的(\S+)由"(.+)"更正为"(.+?)"(，未说明后续行为|)$"#
)]
async fn the_record_is_corrected(
    scene: &mut Scene,
    which: String,
    word: String,
    old: String,
    new: String,
    unanswered: String,
) {
    scene
        .play(move |s| {
            let (entry, field) = (s.entry(&which), Stage::field(&word));
            let resting = match unanswered.is_empty() {
                true => s.answers(entry, &format!("?fields={field}")),
                false => json!([]),
            };
            let body = json!({"correction": {"entry": entry, "resting": resting,
                    "fields": [{"field": field, "old": old, "new": new}]},
                "reasons": "与批准文件不符。", "document_number": "示更〔2026〕1号"});
            let decider = s.at_registrar(Role::Decider);
            s.correct(&decider, "correct_record", "record-error", &body);
        })
        .await;
}

#[when(regex = r"^决定人员把最近一次变更的日期更正为(\d+年\d+月\d+日)$")]
async fn the_day_is_corrected(scene: &mut Scene, day: String) {
    scene
        .play(move |s| {
            let entry = s.entry("最近一次变更");
            let body = json!({"correction": {"entry": entry, "effective_on": words::must_day(&day),
                    "resting": s.answers(entry, "?fields=name")},
                "reasons": "与批准文件不符。", "document_number": "示更〔2026〕2号"});
            let decider = s.at_registrar(Role::Decider);
            s.correct(&decider, "correct_record", "record-error", &body);
        })
        .await;
}

#[given(regex = r"^(另一名负责人|决定人员)批准把成立登记追溯更正到(\d+年\d+月\d+日)$")]
#[when(regex = r"^(另一名负责人|决定人员)批准把成立登记追溯更正到(\d+年\d+月\d+日)$")]
async fn it_may_reach_further(scene: &mut Scene, who: String, day: String) {
    scene
        .play(move |s| {
            let entry = s.entry("成立登记");
            let body = json!({"entry": entry, "reaches_to": words::must_day(&day),
                "reasons": "档案核查发现。", "document_number": "示更批〔2027〕1号"});
            let registrar = s.record()["registrar"]["id"].as_str().unwrap().to_owned();
            let login = match who.as_str() {
                "决定人员" => s.at_registrar(Role::Decider),
                _ => s.another_at(&registrar, Role::Decider),
            };
            s.correct(&login, "approve_backdating", "backdating", &body);
        })
        .await;
}

#[when(
    regex = r"^决定人员撤销(成立登记|最近一次变更|最近一次更正)，(\d+年\d+月\d+日)告知(，该组织无异议|)$"
)]
async fn it_is_annulled(scene: &mut Scene, which: String, told: String, heard: String) {
    scene
        .play(move |s| {
            let entry = s.entry(&which);
            let mut body = json!({"annulment": {"entry": entry, "resting": s.answers(entry, "")},
                "ground": "conditions_not_met", "reasons": "经查不符合法定条件。",
                "delivered_on": words::must_day(&told), "document_number": "示撤〔2026〕1号"});
            if !heard.is_empty() {
                body["statement"] = json!("无异议。");
            }
            let decider = s.at_registrar(Role::Decider);
            s.correct(&decider, "annul_act", "annulment", &body);
        })
        .await;
}

#[when(regex = r"^决定人员执行法院撤销(最近一次变更|最近一次撤销)的判决$")]
async fn a_court_annuls(scene: &mut Scene, which: String) {
    scene
        .play(move |s| {
            let (entry, today) = (s.entry(&which), s.today());
            let body = json!({"court": "示例市中级人民法院", "document_number": "（2026）示行终1号",
                "dated": today, "received_on": today,
                "order": {"orders": "annul", "entry": entry, "resting": s.answers(entry, "")}});
            let decider = s.at_registrar(Role::Decider);
            s.correct(&decider, "enforce_court_order", "court-order", &body);
        })
        .await;
}

#[when(regex = r#"^审查人员记载住所"(.+)"自(\d+年\d+月\d+日)起称"(.+)"$"#)]
async fn a_fact_changes(scene: &mut Scene, old: String, day: String, new: String) {
    scene
        .play(move |s| {
            let since = words::must_day(&day);
            let body = json!({"fact": {"item": "domicile", "old": old, "new": new, "since": since},
                "reasons": "道路更名。", "document_number": "示地〔2026〕3号"});
            let examiner = s.at_registrar(Role::Examiner);
            s.correct(&examiner, "change_fact", "fact", &body);
        })
        .await;
}

#[then(regex = r"^(成立登记|最近一次变更)之上的后续行为有(\d+)项$")]
async fn so_many_rest_on_it(scene: &mut Scene, which: String, count: usize) {
    scene
        .play(move |s| {
            let reach = s.reach(s.entry(&which), "");
            assert_eq!(reach["resting"].as_array().unwrap().len(), count, "{reach}");
        })
        .await;
}

#[then(regex = r"^(\d+年\d+月\d+日)所知的登记，(.+)为(.+)$")]
async fn it_was_known_then(scene: &mut Scene, day: String, word: String, expected: String) {
    scene
        .play(move |s| {
            let day = words::must_day(&day);
            let path = format!("/api/v1/organizations/{}?known_at={day}T15:59:59Z", s.code());
            let record = s.world.get(&path).expect(200).json();
            s.compare(&record, &word, &expected);
        })
        .await;
}

#[then(regex = r"^历史中(最近一次变更|成立登记)标明(已撤销|已更正)$")]
async fn both_sides_are_marked(scene: &mut Scene, which: String, how: String) {
    scene
        .play(move |s| {
            let version = s.entry(&which);
            let path = format!("/api/v1/organizations/{}/history", s.code());
            let history = s.world.get(&path).expect(200).json();
            let all = history.as_array().unwrap();
            let entry = all.iter().find(|e| e["version"] == version).unwrap();
            assert_eq!(entry["annulled"] == true, how == "已撤销", "{entry}");
            let by = entry["corrected_by"].as_array().unwrap().last().unwrap();
            let made = all.iter().find(|e| e["version"] == *by).unwrap();
            assert!(made["corrects"].as_array().unwrap().contains(&json!(version)), "{made}");
        })
        .await;
}
