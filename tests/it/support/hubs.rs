//! A leading group, a government and two people's organizations, with accounts for each; and the
//! way from nomination to authorization over HTTP.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    unit::UnitId,
};

use super::{Answer, World};

/// The hubs of these tests.
pub const SCIENCE: &str = "hub-science";
pub const ARTS: &str = "hub-arts";

#[allow(dead_code, reason = "the tests and the scenarios each use a part")]
impl World {
    /// Enters the units that hubs need, and an account for each office.
    pub fn with_hub_bodies(&self) {
        for (id, kind, name) in [
            ("leading-110105", "leading_group", "示例区社会建设工作领导小组"),
            ("government-110105", "government", "示例区人民政府"),
            (SCIENCE, "peoples_organization", "示例区科学技术协会"),
            (ARTS, "peoples_organization", "示例区文学艺术界联合会"),
        ] {
            let unit = json!({"id": id, "kind": kind, "name": name, "division": "110105",
                "valid_from": "1990-01-01", "source": "test"});
            self.post_as("administrator", "/api/v1/units", &unit).expect(201);
        }
        for (login, role, unit) in [
            ("group-office", Role::LeadingGroupOffice, "leading-110105"),
            ("group-reviewer", Role::LeadingGroupOffice, "leading-110105"),
            ("government-office", Role::GovernmentOffice, "government-110105"),
            ("science-officer", Role::SupervisorOfficer, SCIENCE),
            ("arts-officer", Role::SupervisorOfficer, ARTS),
        ] {
            self.account(login, &[Grant::at(role, UnitId::parse(unit).unwrap())]);
        }
    }

    /// An act on a hub.
    pub fn on_hub(&self, login: &str, unit: &str, act: &str, body: &Value) -> Answer {
        self.post_as(login, &format!("/api/v1/hubs/{unit}/{act}"), body)
    }

    /// From nomination to recognition, all on one day.
    pub fn recognize(&self, unit: &str, fields: &[&str], on: &str) {
        self.recognize_as(unit, &nomination(fields), on);
    }

    fn recognize_as(&self, unit: &str, nomination: &Value, on: &str) {
        self.on_hub("group-office", unit, "nominate", nomination).expect(201);
        let review = json!({"supports": true, "reasons": "符合四项条件"});
        self.on_hub("group-reviewer", unit, "review", &review).expect(201);
        let decision = json!({"document_number": "示社领发〔2026〕1号", "decided_on": on});
        self.on_hub("group-office", unit, "recognize", &decision).expect(201);
    }

    /// From nomination to authorization, all on one day.
    pub fn authorize(&self, unit: &str, fields: &[&str], on: &str) {
        self.authorize_as(unit, &nomination(fields), &authorization(fields, on), on);
    }

    /// The same with a nomination and an authorization of one's own.
    pub fn authorize_as(&self, unit: &str, nomination: &Value, authorization: &Value, on: &str) {
        self.recognize_as(unit, nomination, on);
        self.on_hub("government-office", unit, "authorize", authorization).expect(201);
    }

    /// Establishes associations under the education department and gives their identifiers.
    pub fn established(&self, fields: &[&str]) -> Vec<String> {
        let id = |field: &&str| self.establish(field)["organization"].as_str().unwrap().to_owned();
        fields.iter().map(id).collect()
    }

    /// Gives notice in the name of the education department.
    pub fn notify_ending(&self, organization: &str, dated: &str) -> Answer {
        let path = format!("/api/v1/organizations/{organization}/supervision/notify-ending");
        let body = json!({"document_number": "朝示教函〔2026〕9号", "dated": dated,
            "reasons": "政社分开"});
        self.post_as("supervisor", &path, &body)
    }

    /// Sends a confirmation list of these organizations to a unit.
    pub fn transfer(&self, to: &str, dated: &str, organizations: &[String], dry: bool) -> Value {
        let rows: Vec<Value> = organizations.iter().map(|id| json!({"organization": id})).collect();
        let list = json!({"number": "示科协函〔2026〕5号", "dated": dated});
        let body = json!({"how": "transfer", "list": list, "rows": rows});
        let path = format!("/api/v1/units/{to}/transfers?dry_run={dry}");
        self.post_as("decider", &path, &body).expect(200).json()
    }
}

/// A nomination with evidence of all four conditions.
pub fn nomination(fields: &[&str]) -> Value {
    let conditions = ["leadership", "leading_position", "party_organization", "legal_personality"];
    let evidence: Vec<Value> = conditions
        .iter()
        .map(|c| json!({"condition": c, "title": "证明材料", "dated": "2026-01-10"}))
        .collect();
    json!({"leading_group": "leading-110105", "route": "existing", "level": "district",
        "fields": fields, "evidence": evidence})
}

pub fn authorization(fields: &[&str], on: &str) -> Value {
    json!({"government": "government-110105", "document_number": "示政函〔2026〕1号",
        "dated": on, "from": on, "fields": fields, "powers": ["supervise", "pre_review"]})
}
