//! Annual reports as an organization files them.

use serde_json::{Value, json};

use super::{Answer, World};

/// A report on a year against which nothing stands.
pub fn annual_report(year: i32) -> Value {
    json!({
        "year": year, "signed": true, "sealed": true,
        "activities": {"held": 12, "summary": "按章程开展活动"},
        "governance": {"general_meetings": 1, "council_meetings": 2, "directors": 9,
            "directors_paid": 3, "staff": 4, "members": 60},
        "party_work": {"full_members": 1, "survey": true, "pledge": true},
        "accounts": {"income": 1_000_000, "donations": 400_000, "spending": 900_000,
            "charity_spending": 800_000, "pay": 50_000, "administration": 40_000,
            "management": 90_000, "assets": 5_000_000, "debts": 1_000_000,
            "net_assets": 4_000_000},
        "before": {"income": 1_000_000, "net_assets": 4_000_000, "fund_balance": 4_000_000},
        "audit": {"firm": "示范会计师事务所", "number": "示审〔2026〕1号", "opinion": "unqualified"}
    })
}

/// Concluded as qualified.
pub fn conclusion(year: i32) -> Value {
    json!({"year": year, "result": "qualified", "document_number": format!("示民检〔{year}〕1号")})
}

impl World {
    /// An act on a year of an organization.
    pub fn of_year(&self, login: &str, organization: &str, act: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/organizations/{organization}/annual-reports{act}");
        self.post_as(login, &path, body)
    }
}
