//! 那么: what the answer says.

use cucumber::{gherkin::Step, then};
use serde_json::Value;

use super::{Scene, Stage, words};

#[then(regex = r"^办理成功$")]
async fn it_is_done(scene: &mut Scene) {
    scene
        .play(|s| {
            let answer = s.answered();
            assert_eq!(answer.status, 201, "{}", answer.text);
            assert!(s.world.registry.position().unwrap() > s.before, "the log has it");
        })
        .await;
}

#[then(regex = r"^试办可行$")]
async fn it_could_be_done(scene: &mut Scene) {
    scene
        .play(|s| {
            let answer = s.answered();
            assert_eq!(answer.status, 200, "{}", answer.text);
            assert_eq!(answer.json()["dry_run"], true);
            s.nothing_changed();
        })
        .await;
}

#[then(regex = r"^可以查看$")]
async fn it_is_shown(scene: &mut Scene) {
    scene
        .play(|s| {
            let answer = s.answered();
            assert_eq!(answer.status, 200, "{}", answer.text);
        })
        .await;
}

#[then(regex = r"^登记簿没有变化$")]
async fn the_register_is_as_before(scene: &mut Scene) {
    scene.play(|s| s.nothing_changed()).await;
}

#[then(regex = r"^答复与上次相同$")]
async fn it_is_answered_as_before(scene: &mut Scene) {
    scene
        .play(|s| {
            let (answer, previous) = (s.answered(), s.previous.as_ref().unwrap());
            assert_eq!(answer.status, 200, "{}", answer.text);
            assert_eq!(answer.headers["idempotent-replayed"], "true");
            assert_eq!(answer.json(), previous.json());
            s.nothing_changed();
        })
        .await;
}

/// Not for this account, not for anybody unknown, or not to be seen at all.
#[then(regex = r"^(无权办理|须先登录|查无此件|编号已被使用)$")]
async fn it_is_kept_out(scene: &mut Scene, how: String) {
    scene
        .play(move |s| {
            let (status, kind) = match how.as_str() {
                "无权办理" => (403, "/problems/forbidden"),
                "须先登录" => (401, ""),
                "编号已被使用" => (409, "/problems/idempotency-key-reused"),
                _ => (404, "/problems/not-found"),
            };
            s.problem(status, kind);
        })
        .await;
}

#[then(regex = r#"^当前不能办理，状态为"(.+)"$"#)]
async fn it_is_not_the_time(scene: &mut Scene, state: String) {
    scene
        .play(move |s| {
            s.problem(409, "/problems/not-available-in-this-state");
            let detail = s.answered().json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(&state), "{detail}");
        })
        .await;
}

#[then(regex = r"^格式不符，应当填写(.+)$")]
async fn it_is_not_in_form(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            s.problem(400, "/problems/malformed-request");
            let pointer = words::pointer(&word);
            let name = pointer.rsplit('/').next().unwrap();
            let errors = s.answered().json()["errors"].to_string();
            assert!(errors.contains(name), "{errors}");
        })
        .await;
}

#[then(regex = r"^答复的(.+)为(.+)$")]
async fn the_answer_says(scene: &mut Scene, word: String, expected: String) {
    scene.play(move |s| s.compare(&s.answered().json(), &word, &expected)).await;
}

/// `发出受理通知书，编号为"…"`; a document without a number has none.
#[then(regex = r#"^发出(\S+?)(?:，编号为"(.+)")?$"#)]
async fn a_document_is_issued(scene: &mut Scene, word: String, number: String) {
    scene
        .play(move |s| {
            let answer = s.answered().json();
            let documents = answer["documents"].as_array().cloned().unwrap_or_default();
            let kind = words::issued(&word);
            let found = documents.iter().find(|d| d["kind"] == kind);
            let found = found.unwrap_or_else(|| panic!("no {word}: {answer}"));
            assert_eq!(found["number"].as_str().unwrap_or_default(), number);
        })
        .await;
}

#[then(regex = r"^没有发出(\S+)$")]
async fn no_such_document_is_issued(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let answer = s.answered().json();
            let documents = answer["documents"].as_array().cloned().unwrap_or_default();
            let kind = words::issued(&word);
            assert!(documents.iter().all(|d| d["kind"] != kind), "{answer}");
        })
        .await;
}

/// A clock: what is due, by when, under which article.
#[then(regex = r"^至迟在(\d+年\d+月\d+日)(.+)，依据《(.+)》第(.+)条$")]
async fn it_is_due(scene: &mut Scene, day: String, what: String, law: String, article: String) {
    scene
        .play(move |s| {
            let due = s.answered().json()["due"].clone();
            let found = [
                &due["deadline"]["last_day"],
                &due["what"]["zh"],
                &due["citation"]["title"]["zh"],
                &due["citation"]["article"],
            ]
            .map(|v| v.as_str().unwrap_or_default().to_owned());
            assert_eq!(found, [words::must_day(&day).to_string(), what, law, article]);
        })
        .await;
}

/// The steps that the last answer offers, in their order: act and how it stands.
#[then(regex = r"^可办事项依次为$")]
async fn these_can_be_done(scene: &mut Scene, step: &Step) {
    let expected = step.table.clone().unwrap().rows;
    scene
        .play(move |s| {
            let steps = s.answered().json();
            let found: Vec<Vec<String>> = steps.as_array().unwrap().iter().map(offered).collect();
            assert_eq!(found, expected, "{steps}");
        })
        .await;
}

#[then(regex = r"^没有可办事项$")]
async fn nothing_can_be_done(scene: &mut Scene) {
    scene.play(|s| assert_eq!(s.answered().json(), Value::Array(Vec::new()))).await;
}

/// Title and state: 可办, 受阻：the rules, 自…起：the rules.
fn offered(step: &Value) -> Vec<String> {
    let rules: Vec<&str> = step["blocked_by"]
        .as_array()
        .map(|b| b.iter().map(|f| f["rule"].as_str().unwrap()).collect())
        .unwrap_or_default();
    let rules = rules.join("、");
    let state = match step["state"].as_str().unwrap() {
        "possible" => "可办".to_owned(),
        "blocked" => format!("受阻：{rules}"),
        _ => format!("自{}起：{rules}", step["possible_from"].as_str().unwrap()),
    };
    vec![step["title"]["zh"].as_str().unwrap().to_owned(), state]
}

impl Stage {
    fn nothing_changed(&self) {
        let now = self.world.registry.position().unwrap();
        assert_eq!(now, self.before, "the log has grown");
    }

    /// A problem of a kind; whatever it is, nothing has happened.
    pub fn problem(&self, status: u16, kind: &str) {
        let answer = self.answered();
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(answer.headers["content-type"].starts_with("application/problem+json"));
        let found = answer.json()["type"].as_str().unwrap_or_default().to_owned();
        assert!(kind.is_empty() || found == kind, "{found}");
        self.nothing_changed();
    }

    /// A field of a document is as expected; 空 is null or left out of what is there.
    pub fn compare(&self, document: &Value, word: &str, expected: &str) {
        let pointer = words::pointer(word);
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        let there = document.pointer(parent).is_some_and(|p| !p.is_null());
        assert!(there, "there is no {parent}: {document}");
        let found = document.pointer(&pointer).cloned().unwrap_or_default();
        assert_eq!(found, words::value(expected), "{word} ({pointer}): {document}");
    }
}
