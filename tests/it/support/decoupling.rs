//! A programme of decoupling, the units that sign, and the way of a case from the list to its end over
//! HTTP.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    unit::UnitId,
};

use super::{Answer, World, application::identity};

/// The dimensions of the outline with the logins of those who sign them, in order.
pub const OUTLINE: [(&str, &[&str]); 4] = [
    ("organization", &["education-signer"]),
    ("staff", &["education-signer", "personnel-officer"]),
    ("assets", &["education-signer", "finance-officer"]),
    ("finance", &["education-signer", "finance-officer"]),
];

/// The items of the outline.
pub const ITEMS: [&str; 9] = [
    "organization.offices",
    "organization.attachment",
    "organization.institutions",
    "staff.civil_servants",
    "staff.retired_cadres",
    "staff.contracts",
    "assets.clearance",
    "assets.ownership",
    "finance.account",
];

#[allow(dead_code, reason = "the tests and the scenarios each use a part")]
impl World {
    /// Enters the units that sign, and an account for each office; the bodies of hubs are there.
    pub fn with_signers(&self) {
        for (id, name) in [
            ("dept-finance", "示例区财政局"),
            ("dept-personnel", "示例区委组织部"),
            ("dept-offices", "示例区机关事务服务中心"),
            ("dept-party", "示例区委社会工作部"),
        ] {
            let unit = json!({"id": id, "kind": "department", "name": name, "division": "110105",
                "valid_from": "1990-01-01", "source": "test"});
            self.post_as("administrator", "/api/v1/units", &unit).expect(201);
        }
        for (login, unit) in [
            ("finance-officer", "dept-finance"),
            ("personnel-officer", "dept-personnel"),
            ("offices-officer", "dept-offices"),
            ("party-officer", "dept-party"),
            ("education-signer", "dept-education"),
        ] {
            let unit = UnitId::parse(unit).unwrap();
            self.account(login, &[Grant::at(Role::SupervisorOfficer, unit)]);
        }
    }

    /// Opens a programme of two batches by a checklist, and gives its identifier.
    pub fn programme(&self, checklist: &str) -> String {
        let answer = self.post_as("group-office", "/api/v1/programmes", &programme(checklist));
        answer.expect(201).json()["subject"]["id"].as_str().unwrap().to_owned()
    }

    /// An act on the case of an organization.
    pub fn on_case(&self, login: &str, organization: &str, act: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/organizations/{organization}/decoupling/{act}");
        self.post_as(login, &path, body)
    }

    /// Files officers of a first term for an organization, by an agent of it.
    pub fn with_officers(&self, organization: &str, agent: &str) {
        self.account(agent, &[Grant::agent_of(organization)]);
        let today = self.registry.today().to_string();
        let officers = json!({"officers": {"elected_on": today, "term_from": today,
            "term_until": "2030-05-03", "officers": [{"person": {"name": "示例丁",
            "identity_number": identity(444)}, "post": "president"}]}});
        let path = format!("/api/v1/organizations/{organization}/filings");
        self.post_as(agent, &path, &officers).expect(201);
    }

    /// From the list to an approved plan, dated today.
    pub fn under_way(&self, organization: &str, programme: &str, to: &Value) {
        let today = self.registry.today().to_string();
        let listing =
            json!({"programme": programme, "batch": 1, "scope": {"economic_members": true}});
        self.on_case("group-office", organization, "list", &listing).expect(201);
        self.on_case("supervisor", organization, "plan", &plan(to, &today)).expect(201);
        let number = json!({"document_number": "示社领发〔2026〕9号"});
        self.on_case("group-office", organization, "approve-plan", &number).expect(201);
    }

    /// Shows every item of the outline and has it signed by all.
    pub fn separated(&self, organization: &str) {
        let today = self.registry.today().to_string();
        self.on_case("supervisor", organization, "record", &all_items(&today)).expect(201);
        for (dimension, signers) in OUTLINE {
            for login in signers {
                let body = signature(dimension, &today);
                self.on_case(login, organization, "sign", &body).expect(201);
            }
        }
    }

    /// Completes a case, dated today.
    pub fn complete(&self, organization: &str) -> Answer {
        let today = self.registry.today().to_string();
        let approval = json!({"document_number": "示社领函〔2026〕20号", "dated": today});
        self.on_case("decider", organization, "complete", &approval)
    }
}

pub fn programme(checklist: &str) -> Value {
    let signers: Vec<Value> = [
        ("finance", "dept-finance"),
        ("offices_administration", "dept-offices"),
        ("personnel", "dept-personnel"),
        ("party_work", "dept-party"),
    ]
    .iter()
    .map(|(role, unit)| json!({"role": role, "unit": unit}))
    .collect();
    json!({"title": "示例区政社分开工作方案", "leading_group": "leading-110105",
        "checklist": checklist, "document_number": "示社领发〔2026〕3号", "dated": "2026-05-01",
        "batches": [
            {"number": 1, "target_on": "2026-06-30", "share": {"parts": 1, "of_parts": 2, "of": "all"}},
            {"number": 2, "target_on": "2026-12-31",
             "share": {"parts": 1, "of_parts": 1, "of": "remainder"}}
        ], "signers": signers})
}

pub fn plan(to: &Value, dated: &str) -> Value {
    json!({"document_number": "示技协〔2026〕8号", "dated": dated, "to": to,
        "party_building": "dept-party"})
}

pub fn direct() -> Value {
    json!({"goes_to": "direct", "basis": {"class": "trade_association", "field": "trade",
        "policy_document": "中办发〔2016〕46号"}})
}

/// Under a hub that has consented.
pub fn under_hub(unit: &str, dated: &str) -> Value {
    json!({"goes_to": "hub", "unit": unit,
        "consent": {"number": "示科协函〔2026〕3号", "dated": dated}})
}

pub fn all_items(dated: &str) -> Value {
    let item =
        |key: &&str| json!({"item": key, "evidence": [{"title": "证明材料", "dated": dated}]});
    json!({"items": ITEMS.iter().map(item).collect::<Vec<_>>()})
}

pub fn signature(dimension: &str, dated: &str) -> Value {
    json!({"dimension": dimension, "document_number": "示财函〔2026〕4号", "dated": dated})
}
