//! 那么被拒绝: the rules in an answer. Whatever is refused names the rule, the article, the
//! version in force on the day, the facts and the remedy, in Chinese and English.

use chrono::NaiveDate;
use cucumber::{gherkin::Step, then};
use serde_json::Value;

use super::{Scene, Stage, words};

/// Rule, regulation, article.
type Ground = (String, String, String);

#[then(regex = r"^被拒绝，依据《(.+)》第(.+)条（(.+)）$")]
async fn it_is_refused(scene: &mut Scene, law: String, article: String, rule: String) {
    scene.play(move |s| s.refused(vec![(rule, law, article)])).await;
}

/// By the law of another day than the day of the act: that of a breach.
#[then(regex = r"^被拒绝，依据(\d+年\d+月\d+日)的《(.+)》第(.+)条（(.+)）$")]
async fn refused_by_the_law_of(
    scene: &mut Scene,
    day: String,
    law: String,
    article: String,
    rule: String,
) {
    let grounds = vec![(rule, law, article)];
    scene.play(move |s| s.refused_by_the_law(words::must_day(&day), grounds)).await;
}

/// The same with several rules, one a row: rule, regulation, article.
#[then(regex = r"^被拒绝，依据如下$")]
async fn it_is_refused_on_several(scene: &mut Scene, step: &Step) {
    let rows = step.table.clone().unwrap().rows;
    let grounds = rows.into_iter().map(|r| (r[0].clone(), r[1].clone(), r[2].clone())).collect();
    scene.play(move |s| s.refused(grounds)).await;
}

#[then(regex = r"^查明([^，]+)为([^，]*)$")]
async fn it_was_found(scene: &mut Scene, word: String, found: String) {
    scene.play(move |s| s.fact(&word, &found, None)).await;
}

#[then(regex = r"^查明([^，]+)为([^，]*)，要求为(.+)$")]
async fn it_was_found_against(scene: &mut Scene, word: String, found: String, required: String) {
    scene.play(move |s| s.fact(&word, &found, Some(&required))).await;
}

#[then(regex = r"^尚缺(.+)$")]
async fn it_is_missing(scene: &mut Scene, word: String) {
    scene
        .play(move |s| {
            let missing: Vec<Value> = s.against().iter().map(|f| f["missing"].clone()).collect();
            let all = Value::from(missing).to_string();
            let dotted = words::fact(&word);
            assert!(all.replace('/', ".").contains(&dotted), "{dotted}: {all}");
        })
        .await;
}

/// The sentence of the problem names the rules that stand in the way, and no others.
#[then(regex = r"^说明只列出(.+)$")]
async fn the_sentence_names_only(scene: &mut Scene, rules: String) {
    scene
        .play(move |s| {
            let detail = s.answered().json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.starts_with(&format!("不符合：{rules}。")), "{detail}");
        })
        .await;
}

#[then(regex = r#"^适用的是"(.+)"版$"#)]
async fn the_version_is(scene: &mut Scene, version: String) {
    scene
        .play(move |s| {
            let against = s.against();
            assert!(!against.is_empty());
            assert!(against.iter().all(|f| f["citation"]["version"] == *version), "{against:?}");
        })
        .await;
}

/// How a rule that was examined stands in the last answer: 符合, 不符合, 待定, 不适用, 未施行.
#[then(regex = r"^(.+)经审查为(符合|不符合|待定|不适用|未施行)$")]
async fn the_rule_stands(scene: &mut Scene, rule: String, how: String) {
    scene
        .play(move |s| {
            let findings = s.findings();
            let found = findings.iter().find(|f| f["rule"] == *rule);
            let outcome = found.map_or("", |f| f["outcome"].as_str().unwrap());
            let expected = match how.as_str() {
                "符合" => "met",
                "不符合" => "violated",
                "待定" => "unknown",
                "不适用" => "not_applicable",
                _ => "",
            };
            assert_eq!(outcome, expected, "{rule}");
        })
        .await;
}

/// The same refusal asked for in English says the same in English.
#[then(regex = r"^英文答复说明同样的依据$")]
async fn english_says_the_same(scene: &mut Scene) {
    scene
        .play(|s| {
            let login = s.login("决定人员", &s.application).unwrap();
            let path = format!("/api/v1/cases/{}/approve", s.case());
            let english = [("Accept-Language", "en")];
            let body = serde_json::json!({});
            let answer = s.world.send("POST", &path, Some(&login), &english, Some(&body));
            let (zh, en) = (s.answered().json(), answer.json());
            assert_eq!(answer.headers["content-language"], "en");
            assert_eq!(en["findings"], zh["findings"]);
            assert_eq!(en["title"], "The law stands against this act");
            assert_eq!(zh["title"], "该行为不符合规定");
            for finding in s.against() {
                let rule = finding["rule"].as_str().unwrap().to_owned();
                assert!(en["detail"].as_str().unwrap().contains(&rule), "{en}");
            }
        })
        .await;
}

impl Stage {
    fn findings(&self) -> Vec<Value> {
        self.answered().json()["findings"].as_array().cloned().unwrap_or_default()
    }

    /// The findings that stand in the way: of the rules that guard the act, those not met.
    fn against(&self) -> Vec<Value> {
        let acts = self.world.get("/api/v1/acts").expect(200).json();
        let act = acts.as_array().unwrap().iter().find(|a| a["id"] == *self.act);
        let guards = act.unwrap()["guarded_by"].as_array().unwrap().clone();
        let blocks = |f: &Value| {
            let stands = f["outcome"] == "violated" || f["outcome"] == "unknown";
            // What was only remembered of the law is told and stops nobody.
            stands && f["mark"] != "memory" && guards.contains(&f["rule"])
        };
        let mut findings = self.findings();
        findings.retain(blocks);
        findings
    }

    /// Refused on exactly these grounds.
    pub fn refused(&self, grounds: Vec<Ground>) {
        self.refused_by_the_law(self.world.registry.today(), grounds);
    }

    /// The same, by the law of a day.
    fn refused_by_the_law(&self, day: NaiveDate, mut grounds: Vec<Ground>) {
        self.problem(422, "/problems/act-refused");
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let ground = |f: &Value| {
            let citation = &f["citation"];
            (text(&f["rule"]), text(&citation["title"]["zh"]), text(&citation["article"]))
        };
        let against = self.against();
        let mut found: Vec<Ground> = against.iter().map(ground).collect();
        found.sort();
        grounds.sort();
        assert_eq!(found, grounds, "{}", self.answered().text);
        for finding in &against {
            self.told_in_full(finding, day);
        }
    }

    /// A finding has everything that a reader needs, and says what the published law says.
    fn told_in_full(&self, finding: &Value, on: NaiveDate) {
        let rule = finding["rule"].as_str().unwrap();
        let published = self.world.get(&format!("/api/v1/rules/{rule}?on={on}")).expect(200).json();
        // What to do about a missing fact is to supply it, whatever the rule.
        let missing = finding["outcome"] == "unknown";
        for part in
            if missing { &["citation", "text"][..] } else { &["citation", "text", "remedy"] }
        {
            assert_eq!(finding[*part], published[*part], "{part} of {rule} on {on}");
        }
        let from = finding["citation"]["version_from"].as_str().unwrap();
        assert!(from <= on.to_string().as_str(), "{rule} is in force since {from}");
        for both in [&finding["text"], &finding["remedy"], &finding["citation"]["title"]] {
            let (zh, en) = (both["zh"].as_str().unwrap(), both["en"].as_str().unwrap());
            assert!(!zh.is_empty() && !en.is_empty() && zh != en && en.contains(' '), "{both}");
        }
        let some = |key: &str| finding[key].as_array().is_some_and(|a| !a.is_empty());
        assert!(some("facts") || some("missing"), "no facts: {finding}");
        let detail = self.answered().json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(rule), "{detail}");
    }

    fn fact(&self, word: &str, found: &str, required: Option<&str>) {
        let field = words::fact(word);
        let kind = |text: &str| words::document(text).or_else(|| words::charter_item(text));
        let plain = |text: &str| match kind(text).map_or_else(|| words::value(text), Value::from) {
            Value::String(s) => s,
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let (found, required) = (plain(found), required.map(plain));
        let against = self.against();
        let facts = against.iter().flat_map(|f| f["facts"].as_array().into_iter().flatten());
        let same = |fact: &&Value| {
            (fact["field"] == *field || fact["field"].as_str().unwrap().replace('/', ".") == field)
                && fact["found"] == *found
                && required.as_ref().is_none_or(|r| fact["required"] == **r)
        };
        assert!(facts.clone().any(|f| same(&f)), "{field}: {:?}", facts.collect::<Vec<_>>());
    }
}
