//! 年检: the annual report and its inspection: filed, reviewed, concluded, rectified, adjusted, missed.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::access::Role;

use super::{Scene, Stage, cast::Progress, words};
use crate::support::annual::annual_report;

fn result(word: &str) -> &'static str {
    match word {
        "合格" => "qualified",
        "基本合格" => "basically_qualified",
        "不合格" => "unqualified",
        other => panic!("no result is called {other}"),
    }
}

impl Stage {
    /// An act on a year; of the act's own path.
    fn of_year(&mut self, login: &str, act: &str, path: &str, body: &Value) {
        act.clone_into(&mut self.act);
        let path = format!("/api/v1/organizations/{}/annual-reports{path}", self.code());
        self.request(|s| s.world.post_as(login, &path, body));
    }

    /// What is known of a year.
    fn year(&self, year: i32) -> Value {
        let path = format!("/api/v1/organizations/{}/annual-reports", self.code());
        let all = self.world.get_as("agency", &path).expect(200).json();
        let years = all["years"].as_array().expect("years").clone();
        years.into_iter().find(|known| known["year"] == year).expect("the year is known")
    }

    fn conclude(&mut self, year: i32, word: &str, grounds: &[&str], by: Option<&str>) {
        let decider = self.at_registrar(Role::Decider);
        let body = conclusion(year, word, grounds, by);
        self.of_year(&decider, "conclude_inspection", "/conclude", &body);
    }
}

fn conclusion(year: i32, word: &str, grounds: &[&str], by: Option<&str>) -> Value {
    let by = by.map(|day| words::must_day(day).to_string());
    json!({"year": year, "result": result(word), "grounds": grounds, "rectify_by": by,
        "document_number": format!("示民检〔{year}〕1号")})
}

#[given(regex = r#"^一家直接登记且已登记的"(.+)"协会$"#)]
async fn a_direct_association(scene: &mut Scene, field: String) {
    scene
        .play(move |s| {
            let application = s.lawful("直接登记的", &field);
            let (_, answer) = s.bring(&application, Progress::Approved);
            s.represent(&answer.json());
        })
        .await;
}

#[given(regex = r"^该组织报送(\d+)年度工作报告$")]
#[when(regex = r"^该组织报送(\d+)年度工作报告$")]
async fn filed(scene: &mut Scene, year: i32) {
    scene
        .play(move |s| {
            let agent = s.agent.clone();
            s.of_year(&agent, "file_annual_report", "", &annual_report(year));
        })
        .await;
}

#[given(regex = r"^业务主管单位初审(\d+)年度报告，建议(合格|基本合格|不合格)$")]
#[when(regex = r"^业务主管单位初审(\d+)年度报告，建议(合格|基本合格|不合格)$")]
async fn reviewed(scene: &mut Scene, year: i32, word: String) {
    scene
        .play(move |s| {
            let unit = s.record()["supervision"]["unit"]["id"].as_str().unwrap().to_owned();
            let officer = s.officer_at(&unit, Role::SupervisorOfficer);
            let body = json!({"year": year, "unit": unit, "proposes": result(&word),
                "reasons": "经审查，见附件。"});
            s.of_year(&officer, "review_annual_report", "/review", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关作出(\d+)年度结论为合格$")]
#[when(regex = r"^登记管理机关作出(\d+)年度结论为合格$")]
async fn qualified(scene: &mut Scene, year: i32) {
    scene.play(move |s| s.conclude(year, "合格", &[], None)).await;
}

#[given(
    regex = r"^登记管理机关以(\w+)为由作出(\d+)年度结论为(基本合格|不合格)(?:，限(.+)前整改)?$"
)]
#[when(regex = r"^登记管理机关以(\w+)为由作出(\d+)年度结论为(基本合格|不合格)(?:，限(.+)前整改)?$")]
async fn concluded(scene: &mut Scene, ground: String, year: i32, word: String, by: String) {
    scene
        .play(move |s| {
            let by = (!by.is_empty()).then_some(by.as_str());
            s.conclude(year, &word, &[&ground], by);
        })
        .await;
}

#[when(regex = r"^登记管理机关以(\w+)为由将(\d+)年度结论调整为(基本合格|不合格)，限(.+)前整改$")]
async fn adjusted(scene: &mut Scene, ground: String, year: i32, word: String, by: String) {
    scene
        .play(move |s| {
            let decider = s.at_registrar(Role::Decider);
            let conclusion = conclusion(year, &word, &[&ground], Some(&by));
            let body = json!({"conclusion": conclusion, "reasons": "核查发现。"});
            s.of_year(&decider, "adjust_inspection", "/adjust", &body);
        })
        .await;
}

#[when(regex = r"^登记管理机关认定(\d+)年度整改完成$")]
async fn rectified(scene: &mut Scene, year: i32) {
    scene
        .play(move |s| {
            let examiner = s.at_registrar(Role::Examiner);
            let body = json!({"year": year, "done": true, "note": "已核查。"});
            s.of_year(&examiner, "close_rectification", "/close-rectification", &body);
        })
        .await;
}

#[given(regex = r"^登记管理机关记录(\d+)年度未报送$")]
#[when(regex = r"^登记管理机关记录(\d+)年度未报送$")]
async fn missed(scene: &mut Scene, year: i32) {
    scene
        .play(move |s| {
            let examiner = s.at_registrar(Role::Examiner);
            let body = json!({"year": year});
            s.of_year(&examiner, "record_missed_report", "/record-missed", &body);
        })
        .await;
}

#[then(regex = r#"^(\d+)年度状态为"(\w+)"$"#)]
async fn stands(scene: &mut Scene, year: i32, status: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/annual-reports?year={year}&status={status}");
            let listed = s.world.items("agency", &path);
            assert_eq!(listed.len(), 1, "{listed:?}");
            assert_eq!(s.year(year)["year"], year);
        })
        .await;
}

#[then(regex = r"^(\d+)年度须在(.+)前整改$")]
async fn rectify_by(scene: &mut Scene, year: i32, day: String) {
    scene
        .play(move |s| {
            let by = s.year(year)["rectification"]["by"]["last_day"].clone();
            assert_eq!(by, json!(words::must_day(&day)));
        })
        .await;
}

#[then(regex = r"^(\d+)年度逾期未报送的有(\d+)家$")]
async fn overdue(scene: &mut Scene, year: i32, count: usize) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/annual-reports/overdue?year={year}");
            let found = s.world.items("agency", &path);
            assert_eq!(found.len(), count, "{found:?}");
        })
        .await;
}

#[then(regex = r"^(\d+年\d+月\d+日)登记的(\S+)为(.+)$")]
async fn the_record_said(scene: &mut Scene, day: String, word: String, expected: String) {
    scene
        .play(move |s| {
            let day = words::must_day(&day);
            let path = format!("/api/v1/organizations/{}?as_of={day}", s.code());
            let record = s.world.get(&path).expect(200).json();
            s.compare(&record, &word, &expected);
        })
        .await;
}
