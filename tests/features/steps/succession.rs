//! 合并、分立与终止: a second organization, what merges, and what older registers decided on an end.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    organization::OrganizationKind,
};

use super::{Scene, Stage, cast::Progress, words};
use crate::support::application::foundation;

/// The one that was there stays the subject; one account acts for both.
#[given(regex = r#"^另有一家已登记的"(.+)"(协会|基金会)$"#)]
async fn another_registered(scene: &mut Scene, name: String, kind: String) {
    scene
        .play(move |s| {
            let (code, agent) = (s.uscc.clone(), s.agent.clone());
            let application = if kind == "基金会" {
                let unit = s.units.last().expect("the unit of the first").1.clone();
                foundation(&name, &unit)
            } else {
                s.lawful("", &name)
            };
            let (_, answer) = s.bring(&application, Progress::Approved);
            let other = answer.json()["organization"].as_str().unwrap().to_owned();
            let first = agent.strip_prefix("agent-").expect("an agent").to_owned();
            let grants =
                [Grant::of(Role::Applicant), Grant::agent_of(&first), Grant::agent_of(&other)];
            s.agent = format!("agents-{other}");
            s.world.account(&s.agent, &grants);
            (s.uscc, s.other, s.case) = (code, Some(other), None);
        })
        .await;
}

/// Entered from an older register, with an account that acts for it.
#[given(regex = r#"^一家既有登记的"(.+)"协会$"#)]
async fn an_older_association(scene: &mut Scene, field: String) {
    scene
        .play(move |s| {
            let name = format!("北京市朝阳区{field}协会");
            s.import(&name, OrganizationKind::Association, "110105", None);
            let hit = s.world.registry.search(&name, 1).unwrap().remove(0);
            s.represent(&json!({"uscc": hit.uscc, "organization": hit.organization}));
        })
        .await;
}

fn party(s: &Stage) -> Value {
    let today = s.world.registry.today();
    let vote = json!({"directors": 9, "present": 6, "in_favour": 4});
    json!({
        "organization": s.other(),
        "resolution": {"adopted_on": today, "vote": vote},
        "consent": {"number": "示函〔2026〕7号", "dated": today}
    })
}

#[given(regex = r"^一份将另一家并入的合并申请$")]
async fn a_merger(scene: &mut Scene) {
    scene
        .play(move |s| {
            let party = party(s);
            s.request = json!({
                "merger": {"resolution": party["resolution"], "parties": [party]},
                "documents": [
                    {"kind": "application", "title": "合并登记申请书"},
                    {"kind": "resolution", "title": "会议纪要"}
                ]
            });
        })
        .await;
}

/// 注销、撤销、吊销: read by the import, as an operator does it.
#[given(regex = r"^该组织于(\d+年\d+月\d+日)被(注销登记|撤销登记|吊销登记证书)$")]
#[when(regex = r"^该组织于(\d+年\d+月\d+日)被(注销登记|撤销登记|吊销登记证书)$")]
async fn an_older_register_decided(scene: &mut Scene, day: String, action: String) {
    scene
        .play(move |s| {
            let day = words::must_day(&day);
            let file = format!(
                "uscc,document_number,decision_date,action\n{},示字〔2026〕8号,{day},{action}\n",
                s.code()
            );
            let administrator = s.world.accounts.actor("administrator").unwrap().unwrap();
            let checked = s.world.registry.check_decisions(file.as_bytes()).unwrap();
            let entered =
                s.world.registry.commit_decisions(&administrator, &checked, &mut |_| {}).unwrap();
            assert_eq!(entered, 1, "{:?}", checked.problems);
        })
        .await;
}

#[then(regex = r"^另一家登记的(.+)为(.+)$")]
async fn the_other_record(scene: &mut Scene, pointer: String, value: String) {
    scene
        .play(move |s| {
            let path = format!("/api/v1/organizations/{}", s.other());
            let record = s.world.get(&path).expect(200).json();
            let found = record.pointer(&pointer).unwrap_or(&Value::Null);
            assert_eq!(*found, words::value(&value), "{record:#}");
        })
        .await;
}

impl Stage {
    /// The second organization.
    fn other(&self) -> &str {
        self.other.as_deref().expect("there is one organization only")
    }
}
