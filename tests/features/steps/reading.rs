//! 那么: what can be read of the case, the record, the notices and the log afterwards.

use cucumber::{gherkin::Step, then, when};
use serde_json::{Value, json};
use shuniu_core::identity::Uscc;

use super::{Scene, Stage, cast::Progress, words};

#[then(regex = r#"^案件状态为"(.+)"$"#)]
async fn the_case_is(scene: &mut Scene, state: String) {
    scene
        .play(move |s| {
            let case = s.read_case();
            assert_eq!(case["status_text"]["zh"], *state, "{}", case["status"]);
        })
        .await;
}

#[then(regex = r"^案件的(.+)为(.+)$")]
async fn the_case_says(scene: &mut Scene, word: String, expected: String) {
    scene.play(move |s| s.compare(&s.read_case(), &word, &expected)).await;
}

/// The decision keeps the findings it rests on: rule, article, version.
#[then(regex = r#"^决定依据(.+)第(.+)条"(.+)"版$"#)]
async fn the_decision_rests_on(scene: &mut Scene, rule: String, article: String, version: String) {
    scene
        .play(move |s| {
            let findings = s.read_case()["findings"].as_array().unwrap().clone();
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0]["rule"], *rule);
            assert_eq!(findings[0]["citation"]["article"], *article);
            assert_eq!(findings[0]["citation"]["version"], *version);
            assert!(!findings[0]["remedy"]["zh"].as_str().unwrap().is_empty());
        })
        .await;
}

/// Steps of the case: title of the act and who took it.
#[then(regex = r"^办理经过依次为$")]
async fn the_steps_were(scene: &mut Scene, step: &Step) {
    let expected = step.table.clone().unwrap().rows;
    scene
        .play(move |s| {
            let steps = s.read_case()["steps"].as_array().unwrap().clone();
            let acts = s.world.get("/api/v1/acts").expect(200).json();
            let title = |id: &Value| {
                let row = acts.as_array().unwrap().iter().find(|a| a["id"] == *id).unwrap();
                row["title"]["zh"].as_str().unwrap().to_owned()
            };
            let found: Vec<Vec<String>> = steps
                .iter()
                .map(|s| vec![title(&s["act"]), s["by"].as_str().unwrap().to_owned()])
                .collect();
            assert_eq!(found, expected);
        })
        .await;
}

#[then(regex = r"^登记的(.+)为(.+)$")]
async fn the_record_says(scene: &mut Scene, word: String, expected: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/organizations/{}", s.code());
            let record = s.world.get(&path).expect(200).json();
            s.compare(&record, &word, &expected);
        })
        .await;
}

#[then(regex = r#"^统一社会信用代码以"(.+)"开头且校验正确$"#)]
async fn the_code_is_whole(scene: &mut Scene, head: String) {
    scene
        .play(move |s| {
            assert!(s.code().starts_with(&head), "{}", s.code());
            let code = Uscc::parse(s.code()).unwrap();
            assert_eq!(code.to_string(), s.code());
        })
        .await;
}

#[then(regex = r#"^有(\d+)份公告载明"(.+)"于(\d+年\d+月\d+日)准予成立登记$"#)]
async fn it_was_announced(scene: &mut Scene, count: usize, name: String, day: String) {
    scene
        .play(move |s| {
            let day = words::must_day(&day).to_string();
            let notices = s.world.get("/api/v1/notices?limit=200").expect(200).json();
            let items = notices["items"].as_array().unwrap();
            let announced = |n: &&Value| {
                let text = n["text"]["zh"].as_str().unwrap();
                n["organization_name"] == *name
                    && n["published_on"] == *day
                    && text.contains(&name)
                    && text.contains(s.code())
                    && text.contains("准予成立登记")
            };
            assert_eq!(items.iter().filter(announced).count(), count, "{notices}");
        })
        .await;
}

#[then(regex = r"^答复中没有(身份号码|审查情况|案件)$")]
async fn it_is_not_shown(scene: &mut Scene, what: String) {
    scene
        .play(move |s| {
            let text = &s.answered().text;
            assert_eq!(s.answered().status, 200, "{text}");
            match what.as_str() {
                "身份号码" => {
                    for person in ["/officers/0", "/officers/1", "/founders/0"] {
                        let number = s.application.pointer(&format!("{person}/person"));
                        let number = number.unwrap()["identity_number"].as_str().unwrap();
                        assert!(!text.contains(number), "shown in clear");
                    }
                    assert!(!text.contains("digest"), "a digest joins persons");
                }
                "审查情况" => assert_eq!(s.answered().json()["examination"], Value::Null),
                _ => assert_eq!(s.answered().json()["items"], json!([])),
            }
        })
        .await;
}

#[then(regex = r"^登记历史依次为(.+)$")]
async fn the_history_is(scene: &mut Scene, kinds: String) {
    scene
        .play(move |s| {
            let history = s.answered().json();
            let found: Vec<&str> =
                history.as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
            let found = found.join("、");
            assert_eq!(found.replace("organization.", ""), kinds);
        })
        .await;
}

/// The whole log still proves itself, and what is read is what the log says.
#[then(regex = r"^登记簿自证完整$")]
async fn the_register_holds(scene: &mut Scene) {
    scene
        .play(|s| {
            let verified = s.world.registry.verify(&mut |_| {}).unwrap();
            assert!(verified.holds(), "{verified:?}");
        })
        .await;
}

/// Every row is one application with one defect: field, value, rule, article. Each is first
/// shown not to be approvable, then refused on that ground in writing.
#[when(regex = r"^逐一以下列情形申请，均不准予登记，并以该条不予登记$")]
async fn each_is_refused(scene: &mut Scene, step: &Step) {
    let rows = step.table.clone().unwrap().rows;
    scene
        .play(move |s| {
            let lawful = s.application.clone();
            for (index, row) in rows.iter().skip(1).enumerate() {
                let [field, value, law, article, rule] = &row[..] else {
                    panic!("five columns: {row:?}")
                };
                s.application = lawful.clone();
                match value.split('、').collect::<Vec<_>>()[..] {
                    [division, field, form] => s.name(division, field, form),
                    [persons, units] => {
                        s.state("个人会员", persons);
                        s.state("单位会员", units);
                    }
                    _ => s.state(field, value),
                }
                let spoilt = s.application.clone();
                let (case, _) = s.bring(&spoilt, Progress::Examined);
                s.case = Some(case.clone());
                "approve_application".clone_into(&mut s.act);
                s.request(|s| s.world.step("decider", &case, "approve", &json!({})));
                s.refused(vec![(rule.clone(), law.clone(), article.clone())]);
                let body = json!({"grounds": [rule], "reasons": "经审查不符合规定。"});
                let refused = s.world.must("decider", &case, "refuse", &body);
                assert_eq!(refused["documents"][0]["kind"], "refusal");
                let number = format!("110105不准字〔2026〕{}号", index + 1);
                assert_eq!(refused["documents"][0]["number"], *number);
                assert_eq!(s.read_case()["status"], "refused");
            }
            s.application = lawful;
        })
        .await;
}

impl Stage {
    /// The case as its applicant sees it.
    pub fn read_case(&self) -> Value {
        let path = format!("/api/v1/cases/{}", self.case());
        self.world.get_as(&self.applicant, &path).expect(200).json()
    }
}
