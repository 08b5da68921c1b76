//! Organizations on their way out.

use serde_json::{Value, json};
use shuniu_core::access::Grant;

use super::{Answer, World};

impl World {
    /// An act of exit on an organization.
    pub fn of_exit(&self, login: &str, organization: &str, act: &str, body: &Value) -> Answer {
        let path = match act {
            "collect-certificate" => format!("/api/v1/organizations/{organization}/{act}"),
            act => format!("/api/v1/organizations/{organization}/liquidation/{act}"),
        };
        self.post_as(login, &path, body)
    }

    /// From the group of 4 May to the report of 1 July 2026, by an agent; today is that day then.
    pub fn liquidated(&self, agent: &str, organization: &str) {
        self.account(agent, &[Grant::agent_of(organization)]);
        self.set_day(2026, 5, 4);
        let begun = beginning("self_dissolution", "2026-05-04");
        self.of_exit(agent, organization, "begin", &begun).expect(201);
        self.of_exit(agent, organization, "announce", &announcement("2026-05-04")).expect(201);
        self.set_day(2026, 7, 1);
        self.of_exit(agent, organization, "conclude", &report("2026-07-01")).expect(201);
    }

    /// Applies for deregistration and brings it to the decision; the case.
    pub fn to_deregister(&self, agent: &str, organization: &str) -> String {
        let path = format!("/api/v1/organizations/{organization}/cases");
        let opened = self.post_as(agent, &path, &deregistration()).expect(201).json();
        let case = opened["subject"]["id"].as_str().unwrap().to_owned();
        self.must(agent, &case, "submit", &json!({}));
        self.must(
            "supervisor",
            &case,
            "consent",
            &json!({"document_number": "朝示教函〔2026〕9号"}),
        );
        self.must("reception", &case, "accept", &json!({}));
        self.must("examiner", &case, "examine", &json!({"report": "材料属实。"}));
        case
    }
}

pub fn beginning(ground: &str, day: &str) -> Value {
    json!({"ground": ground, "occurred_on": day, "document_number": "会员代表大会决议1号",
        "appointment": {"by": "own"}, "formed_on": day, "head": "示例组长", "members": 3,
        "guided_by": "registrar-110105"})
}

/// Claims for fifty days.
pub fn announcement(day: &str) -> Value {
    let published: chrono::NaiveDate = day.parse().unwrap();
    let until = published + chrono::TimeDelta::days(50);
    json!({"published_on": day, "place": "示范日报", "claims_until": until})
}

pub fn report(day: &str) -> Value {
    json!({"dated": day, "confirmed_by": "会员代表大会", "assets_yuan": 1000, "debts_yuan": 400,
        "remaining_yuan": 600,
        "disposals": [{"recipient": "charity", "name": "示范慈善基金会", "yuan": 600}]})
}

pub fn returned() -> Value {
    let back = json!({"how": "returned"});
    json!({"certificate": back, "seals": back, "vouchers": back})
}

pub fn deregistration() -> Value {
    json!({"deregistration": {"signed_by": "示例组长"}, "documents": [
        {"kind": "application", "title": "注销登记申请书"},
        {"kind": "liquidation_report", "title": "清算报告"}
    ]})
}
