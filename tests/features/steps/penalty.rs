//! 处罚: filing, telling, answering, hearing, reviewing, deciding, delivering; what follows and what is annulled.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::access::Role;

use super::{Scene, Stage, words};

/// A measure in words: 警告, 罚款20000元（违法经营额10000元）, 限期停止活动3个月, 吊销登记证书, 撤销登记.
fn measure(word: &str) -> Value {
    let number = |text: &str| text.parse::<i64>().expect("a number");
    if let Some(rest) = word.strip_prefix("罚款") {
        let (yuan, base) = rest.split_once("元（违法经营额").expect("a fine and its base");
        let base = base.strip_suffix("元）").expect("a sum");
        return json!({"measure": "fine", "yuan": number(yuan), "base": "turnover",
            "base_yuan": number(base)});
    }
    if let Some(months) = word.strip_prefix("限期停止活动").and_then(|w| w.strip_suffix("个月"))
    {
        return json!({"measure": "suspension", "months": number(months)});
    }
    match word {
        "警告" => json!({"measure": "warning"}),
        "吊销登记证书" => json!({"measure": "revocation"}),
        "撤销登记" => json!({"measure": "rescission"}),
        other => panic!("no measure is called {other}"),
    }
}

/// What was done: the law it rests on and its ground.
fn ground(word: &str) -> (&'static str, &'static str) {
    match word {
        "超出业务范围" => ("regulation", "outside_scope"),
        "运转失灵" => ("regulation", "dysfunction"),
        "拒不接受年检" => ("regulation", "refusing_supervision"),
        "弄虚作假骗取登记" => ("rescission", "fraud"),
        "自登记起未开展活动" => ("rescission", "idle"),
        other => panic!("no breach is called {other}"),
    }
}

impl Stage {
    fn of_penalty(&mut self, login: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/penalties{path}", self.code());
        self.request(|s| s.world.post_as(login, &path, body));
    }

    /// The reviewer is another examiner of the same registrar.
    fn reviewer(&self) -> String {
        let registrar = self.record()["registrar"]["id"].as_str().unwrap().to_owned();
        self.another_at(&registrar, Role::Examiner)
    }

    fn penalty_case(&self) -> Value {
        let path = format!("/api/v1/organizations/{}/penalties", self.code());
        self.world.get_as("agency", &path).expect(200).json()["cases"][0].clone()
    }

    fn decide_penalty(&mut self, word: &str, milder: Option<&str>) {
        let measures = json!([measure(word)]);
        let taking = ["吊销登记证书", "撤销登记"].contains(&word);
        let mut body = json!({"measures": measures, "serious": taking, "publish": true,
            "reasons": "经查实。", "deliberated_on": self.today(),
            "document_number": "示民罚〔2026〕1号"});
        if let Some(milder) = milder {
            body["milder"] = json!(milder);
        }
        let decider = self.at_registrar(Role::Decider);
        self.of_penalty(&decider, "decide_penalty", "/1/decide", &body);
    }
}

#[given(regex = r"^登记管理机关因(\d+年\d+月\d+日)的(\S+)立案$")]
#[when(regex = r"^登记管理机关因(\d+年\d+月\d+日)的(\S+)立案$")]
async fn filed(scene: &mut Scene, day: String, word: String) {
    scene
        .play(move |s| {
            let (basis, ground) = ground(&word);
            let day = words::must_day(&day);
            let today = s.today();
            let body = json!({"breach": {"basis": basis, "ground": ground, "facts": "经查实。",
                "from": day, "until": day, "found_on": today}, "source": "检查发现",
                "officers": ["执法0001", "执法0002"], "document_number": "示民罚立〔2026〕1号"});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "file_penalty_case", "", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关告知拟(\S+?)(，未告知听证权利|)$")]
#[when(regex = r"^登记管理机关告知拟(\S+?)(，未告知听证权利|)$")]
async fn told(scene: &mut Scene, word: String, without: String) {
    scene
        .play(move |s| {
            let body = json!({"measures": [measure(&word)], "facts": "事实、理由、依据。",
                "document_number": "示民罚告〔2026〕1号", "delivered_on": s.today(),
                "delivered_by": "直接送达", "hearing": without.is_empty()});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "notify_penalty", "/1/notify", &body);
        })
        .await;
}

#[given(regex = r"^该组织(陈述申辩|要求听证)$")]
#[when(regex = r"^该组织(陈述申辩|要求听证)$")]
async fn stated(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let body = json!({"text": "事出有因。", "hearing": word == "要求听证"});
            let agent = s.agent.clone();
            s.of_penalty(&agent, "state_on_penalty", "/1/state", &body);
        })
        .await;
}

#[given(regex = r"^(\d+年\d+月\d+日)通知并于当日举行听证$")]
#[when(regex = r"^(\d+年\d+月\d+日)通知并于当日举行听证$")]
async fn heard(scene: &mut Scene, day: String) {
    scene
        .play(move |s| {
            let body = json!({"notified_on": words::must_day(&day), "held_on": s.today(),
                "record_number": "听1号"});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "hold_hearing", "/1/hearing", &body);
        })
        .await;
}

#[given(regex = r"^法制审核通过$")]
async fn reviewed(scene: &mut Scene) {
    scene
        .play(|s| {
            let reviewer = s.reviewer();
            let body = json!({"opinion": "同意。", "agrees": true});
            s.of_penalty(&reviewer, "review_penalty", "/1/review", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关决定(\S+?)(?:，适用较轻的新规定：(\S+))?$")]
#[when(regex = r"^登记管理机关决定(\S+?)(?:，适用较轻的新规定：(\S+))?$")]
async fn decided(scene: &mut Scene, word: String, milder: String) {
    scene
        .play(move |s| s.decide_penalty(&word, Some(milder.as_str()).filter(|m| !m.is_empty())))
        .await;
}

#[given(regex = r"^决定送达$")]
#[when(regex = r"^决定送达$")]
async fn served(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"delivered_on": s.today(), "delivered_by": "直接送达"});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "serve_penalty", "/1/serve", &body);
        })
        .await;
}

#[when(regex = r"^该组织提交整改报告，恢复活动$")]
async fn resumed(scene: &mut Scene) {
    scene
        .play(|s| {
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "resume_activity", "/1/resume", &json!({"report": "整改1号"}));
        })
        .await;
}

#[given(regex = r"^该组织提起行政诉讼$")]
async fn sued(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"kind": "suit", "filed_on": s.today(), "authority": "示范区人民法院",
                "document_number": "行初1号"});
            let examiner = s.at_registrar(Role::Examiner);
            s.of_penalty(&examiner, "seek_remedy", "/1/challenges", &body);
        })
        .await;
}

#[when(regex = r"^人民法院撤销该决定$")]
async fn annulled(scene: &mut Scene) {
    scene
        .play(|s| {
            let body = json!({"by": "court", "annulled_on": s.today(), "reasons": "程序违法。",
                "document_number": "行初1号"});
            let decider = s.at_registrar(Role::Decider);
            s.of_penalty(&decider, "annul_penalty", "/1/annul", &body);
        })
        .await;
}

/// What is owed, today.
#[then(regex = r"^应缴(\d+)元，其中加处罚款(\d+)元$")]
async fn owes(scene: &mut Scene, open: i64, surcharge: i64) {
    scene
        .play(move |s| {
            let dues = s.penalty_case()["dues"].clone();
            assert_eq!(dues["open_yuan"], json!(open), "{dues}");
            assert_eq!(dues["surcharge_yuan"], json!(surcharge), "{dues}");
        })
        .await;
}

#[then(regex = r"^处罚依据《(.+)》(\d+)年版第(.+)条$")]
async fn rests_on(scene: &mut Scene, title: String, version: String, article: String) {
    scene
        .play(move |s| {
            let basis = s.penalty_case()["decision"]["basis"].clone();
            assert_eq!(basis["title"]["zh"], json!(title));
            assert_eq!((&basis["version"], &basis["article"]), (&json!(version), &json!(article)));
        })
        .await;
}

/// As the public reads them.
#[then(regex = r"^公布的处罚有(\d+)件$")]
async fn published(scene: &mut Scene, count: usize) {
    scene
        .play(move |s| {
            let found = s.world.get("/api/v1/penalties").expect(200).json();
            assert_eq!(found["items"].as_array().unwrap().len(), count, "{found}");
        })
        .await;
}
