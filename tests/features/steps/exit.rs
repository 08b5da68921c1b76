//! 退出: the liquidation step by step, what is collected, and the application for deregistration.

use cucumber::{given, then, when};
use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    unit::UnitId,
};

use super::{Scene, Stage, words};
use crate::support::exit::{announcement, beginning, deregistration, report, returned};

fn ground(word: &str) -> &'static str {
    match word {
        "完成宗旨" => "purpose_achieved",
        "自行解散" => "self_dissolution",
        "章程规定的情形" => "charter_ground",
        "不再具备登记条件" => "conditions_lost",
        "未找到业务主管单位" => "no_supervisory_unit",
        "被吊销登记证书" => "certificate_revoked",
        "被撤销登记" => "registration_rescinded",
        other => panic!("no ground is called {other}"),
    }
}

fn recipient(word: &str) -> &'static str {
    match word {
        "慈善组织" => "charity",
        "其他公益组织" => "public_benefit",
        "登记管理机关安排的单位" => "arranged",
        "会员" => "members",
        "举办者" | "捐资人" | "发起人" => "founders",
        other => panic!("nobody is called {other}"),
    }
}

impl Stage {
    /// The record of the organization that the scenario is about.
    pub(super) fn record(&self) -> Value {
        self.world.get(&format!("/api/v1/organizations/{}", self.code())).expect(200).json()
    }

    /// An act of exit; the registrar that guides is its own.
    fn exits(&mut self, login: &str, path: &'static str, mut body: Value) {
        let id = self.code().to_owned();
        let registrar = self.record()["registrar"]["id"].clone();
        if path == "begin" {
            body["guided_by"] = registrar;
        }
        match path {
            "begin" => "begin_liquidation",
            "announce" => "announce_liquidation",
            "conclude" => "conclude_liquidation",
            _ => "collect_certificate",
        }
        .clone_into(&mut self.act);
        self.request(|s| s.world.of_exit(login, &id, path, &body));
    }

    pub(super) fn today(&self) -> String {
        self.world.registry.today().to_string()
    }

    /// An officer of the organization's registrar, by role.
    pub(super) fn at_registrar(&self, role: Role) -> String {
        let registrar = self.record()["registrar"]["id"].as_str().unwrap().to_owned();
        self.officer_at(&registrar, role)
    }

    /// An officer of a unit, by role.
    pub(super) fn officer_at(&self, unit: &str, role: Role) -> String {
        self.employed(format!("{unit}-{role:?}").to_lowercase(), unit, role)
    }

    /// Another officer with the same role, for what one person does not do alone.
    pub(super) fn another_at(&self, unit: &str, role: Role) -> String {
        self.employed(format!("{unit}-{role:?}-2").to_lowercase(), unit, role)
    }

    fn employed(&self, login: String, unit: &str, role: Role) -> String {
        let unit = UnitId::parse(unit).unwrap();
        if self.world.accounts.actor(&login).unwrap().is_none() {
            self.world.account(&login, &[Grant::at(role, unit)]);
        }
        login
    }
}

#[given(regex = r"^该组织以(\S+)为由成立清算组织$")]
#[when(regex = r"^该组织以(\S+)为由成立清算组织$")]
async fn a_group(scene: &mut Scene, why: String) {
    scene
        .play(move |s| {
            let (agent, body) = (s.agent.clone(), beginning(ground(&why), &s.today()));
            s.exits(&agent, "begin", body);
        })
        .await;
}

#[given(regex = r"^终止情形出现于(\d+年\d+月\d+日)，该组织以(\S+)为由成立清算组织$")]
#[when(regex = r"^终止情形出现于(\d+年\d+月\d+日)，该组织以(\S+)为由成立清算组织$")]
async fn a_late_group(scene: &mut Scene, day: String, why: String) {
    scene
        .play(move |s| {
            let (agent, mut body) = (s.agent.clone(), beginning(ground(&why), &s.today()));
            body["occurred_on"] = json!(words::must_day(&day));
            s.exits(&agent, "begin", body);
        })
        .await;
}

#[when(regex = r"^(该组织|登记管理机关)报送法院指定的清算组$")]
async fn a_court_s_group(scene: &mut Scene, who: String) {
    scene
        .play(move |s| {
            let mut body = beginning("self_dissolution", &s.today());
            body["appointment"] = json!({"by": "court", "ruling": "（2026）示01强清1号"});
            let login = match who.as_str() {
                "该组织" => s.agent.clone(),
                _ => s.at_registrar(Role::Decider),
            };
            s.exits(&login, "begin", body);
        })
        .await;
}

#[given(regex = r"^业务主管单位以(任务完成|规模过小)为由要求该组织终止$")]
#[when(regex = r"^业务主管单位以(任务完成|规模过小)为由要求该组织终止$")]
async fn demanded(scene: &mut Scene, why: String) {
    scene
        .play(move |s| {
            let ground = if why == "任务完成" { "task_done" } else { "too_small" };
            let unit = s.record()["supervision"]["unit"]["id"].clone();
            let body = json!({"unit": unit, "demands": "termination", "grounds": [ground],
                "scope": {"economic_members": true}, "document_number": "示教发〔2026〕5号",
                "dated": s.today()});
            let path = format!("/api/v1/organizations/{}/demand-exit", s.code());
            "demand_exit".clone_into(&mut s.act);
            s.request(|s| s.world.post_as("supervisor", &path, &body));
        })
        .await;
}

#[when(regex = r"^登记管理机关报送由要求终止的机关成立的清算组$")]
async fn an_authority_s_group(scene: &mut Scene) {
    scene
        .play(|s| {
            let mut body = beginning("demanded", &s.today());
            body["appointment"] = json!({"by": "authority"});
            let login = s.at_registrar(Role::Decider);
            s.exits(&login, "begin", body);
        })
        .await;
}

/// 申报期限五十日: the usual announcement, dated today.
#[given(regex = r"^该组织公告债权人$")]
#[when(regex = r"^该组织公告债权人$")]
async fn announced(scene: &mut Scene) {
    scene
        .play(|s| {
            let (agent, body) = (s.agent.clone(), announcement(&s.today()));
            s.exits(&agent, "announce", body);
        })
        .await;
}

#[given(regex = r"^该组织报送清算报告，剩余财产交给(\S+)$")]
#[when(regex = r"^该组织报送清算报告，剩余财产交给(\S+)$")]
async fn reported(scene: &mut Scene, to: String) {
    scene
        .play(move |s| {
            let (agent, mut body) = (s.agent.clone(), report(&s.today()));
            // Only an association for the common benefit of its members gives them anything.
            body["mutual_benefit"] = json!(to == "会员");
            body["disposals"][0]["recipient"] = json!(recipient(&to));
            s.exits(&agent, "conclude", body);
        })
        .await;
}

#[given(regex = r"^登记管理机关收缴登记证书、印章和财务凭证$")]
#[when(regex = r"^登记管理机关收缴登记证书、印章和财务凭证$")]
async fn collected(scene: &mut Scene) {
    scene
        .play(|s| {
            let login = s.at_registrar(Role::Reception);
            s.exits(&login, "collect-certificate", returned());
        })
        .await;
}

#[when(regex = r"^登记管理机关公告登记证书作废，收缴印章和财务凭证$")]
async fn void(scene: &mut Scene) {
    scene
        .play(|s| {
            let login = s.at_registrar(Role::Reception);
            let mut body = returned();
            body["certificate"] = json!({"how": "void", "notice": "示民公〔2026〕1号",
                "place": "示范日报", "reason": "拒不交回"});
            s.exits(&login, "collect-certificate", body);
        })
        .await;
}

#[when(regex = r"^该组织承诺无债权债务申请简易注销$")]
async fn pledged(scene: &mut Scene) {
    scene
        .play(|s| {
            let today = s.world.registry.today();
            let day = |ago: i64| (today - chrono::TimeDelta::days(ago)).to_string();
            let body = json!({"ground": "self_dissolution", "occurred_on": day(21),
                "signed_by": "示例甲", "notice_from": day(20), "notice_until": day(1),
                "place": "示范日报"});
            let path = format!("/api/v1/organizations/{}/pledge-no-debts", s.code());
            let agent = s.agent.clone();
            "pledge_no_debts".clone_into(&mut s.act);
            s.request(|s| s.world.post_as(&agent, &path, &body));
        })
        .await;
}

#[given(regex = r"^一份注销登记申请$")]
async fn an_application(scene: &mut Scene) {
    scene.play(|s| s.request = deregistration()).await;
}

/// Of the list of those on their way out, by stage.
#[then(regex = r"^退出清单中(待清算|清算中|待注销|已注销)的有(\d+)家$")]
async fn listed(scene: &mut Scene, stage: String, count: usize) {
    scene
        .play(move |s| {
            let stage = match stage.as_str() {
                "待清算" => "to_liquidate",
                "清算中" => "liquidating",
                "待注销" => "to_deregister",
                _ => "ended",
            };
            let found = s.world.items("agency", &format!("/api/v1/exits?stage={stage}"));
            assert_eq!(found.len(), count, "{found:?}");
        })
        .await;
}
