//! A lawful application, to be spoilt one field at a time.

use serde_json::{Value, json};

use super::{Answer, World};

/// A resident identity number of nobody: no division begins with 999999.
pub fn identity(serial: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("99999919900101{serial:03}");
    let sum: u32 =
        body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    format!("{body}{}", check[usize::try_from(sum % 11).unwrap()])
}

/// A lawful application for 北京市朝阳区<field>协会 under the education department.
pub fn lawful(field: &str) -> Value {
    let fine = json!({"deprived_of_political_rights": false, "full_capacity": true});
    let serial = field.chars().map(|c| c as u32).sum::<u32>() % 900;
    json!({
        "kind": "association",
        "name": format!("北京市朝阳区{field}协会"),
        "name_parts": {"division": "北京市朝阳区", "field": field, "form": "协会"},
        "registrar": "registrar-110105",
        "reach": {"reach": "local", "division": "110105"},
        "route": {"route": "dual", "supervisory_unit": "dept-education"},
        "domicile": "北京市朝阳区示范路1号",
        "purpose": "团结从业者，研究和传授技艺。",
        "business_scope": "研究、培训、交流、服务。",
        "activity_area": "北京市朝阳区",
        "members_persons": 50,
        "funds_yuan": 30_000,
        "full_time_staff": 1,
        "founders": [
            {"person": {"name": "示例甲", "identity_number": identity(serial)}, "declaration": fine},
            {"person": {"name": "示范技艺公司"}, "is_unit": true}
        ],
        "officers": [
            {"person": {"name": "示例甲", "identity_number": identity(serial)},
             "post": "president", "legal_representative": true, "declaration": fine},
            {"person": {"name": "示例乙", "identity_number": identity(serial + 50)},
             "post": "secretary_general", "declaration": fine}
        ],
        "documents": [
            {"kind": "application", "title": "登记申请书"},
            {"kind": "capital_verification", "title": "验资报告", "number": "示验〔2026〕1号"},
            {"kind": "premises_right", "title": "住所使用权证明"},
            {"kind": "founders_and_officers", "title": "发起人和拟任负责人基本情况"},
            {"kind": "draft_charter", "title": "章程草案"}
        ],
        "charter_items": ["name_and_domicile", "purpose_scope_and_area", "membership",
            "democratic_organization", "officers", "assets", "amendment", "termination", "other"]
    })
}

/// A lawful application for the service institution 北京市朝阳区<brand>养老服务中心.
pub fn institution(brand: &str) -> Value {
    let mut a = lawful(brand);
    a["kind"] = json!("service_institution");
    a["name"] = json!(format!("北京市朝阳区{brand}养老服务中心"));
    a["name_parts"] =
        json!({"division": "北京市朝阳区", "brand": brand, "field": "养老服务", "form": "中心"});
    a["institution"] = json!({"legal_form": "legal_person", "assets_yuan": 300_000,
        "non_state_assets_yuan": 200_000, "premises": {"right": "owned"}});
    a["charter_items"] = json!([
        "name_and_domicile",
        "purpose_scope_and_area",
        "organization_and_management",
        "officers",
        "assets",
        "amendment",
        "termination",
        "no_distribution"
    ]);
    for field in ["activity_area", "members_persons"] {
        a.as_object_mut().unwrap().remove(field);
    }
    a
}

/// A lawful application for the privately funded non-public foundation 北京市<brand>教育公益基金会,
/// under `supervisor`.
pub fn foundation(brand: &str, supervisor: &str) -> Value {
    let mut a = lawful(brand);
    a["kind"] = json!("foundation");
    a["name"] = json!(format!("北京市{brand}教育公益基金会"));
    a["name_parts"] =
        json!({"division": "北京市", "brand": brand, "field": "教育公益", "form": "基金会"});
    a["registrar"] = json!("registrar-110000");
    a["reach"] = json!({"reach": "local", "division": "110000"});
    a["route"] = json!({"route": "dual", "supervisory_unit": supervisor});
    a["funds_yuan"] = json!(2_000_000);
    a["charter_items"] = json!([
        "name_and_domicile",
        "original_fund",
        "purpose_scope_and_area",
        "council",
        "officers",
        "supervisors",
        "accounts",
        "assets",
        "termination"
    ]);
    let director = |person: &Value| json!({"person": person, "near_kin": false, "paid": false, "full_time": false});
    let mut council: Vec<Value> = Vec::new();
    let vice = json!({"person": {"name": "示例丙"}, "post": "vice_president",
        "declaration": a["officers"][1]["declaration"].clone()});
    a["officers"].as_array_mut().unwrap().push(vice);
    for officer in a["officers"].as_array_mut().unwrap() {
        officer["foundation"] = json!({"serving_official": false, "mainland_resident": true,
            "represents_another": false, "sentenced": false, "liable_for_rescission": false});
        council.push(director(&officer["person"]));
    }
    for name in ["示例戊", "示例己", "示例庚"] {
        council.push(director(&json!({"name": name})));
    }
    a["foundation"] = json!({"public_raising": false, "privately_funded": true,
        "mainland_money": true, "paid_in_yuan": 2_000_000, "names_beneficiaries": false,
        "term_years": 5, "council": council, "supervisors": [{"person": {"name": "示例壬"},
            "kin_of_director": false, "finance_staff": false, "paid": false}]});
    for field in ["activity_area", "members_persons"] {
        a.as_object_mut().unwrap().remove(field);
    }
    a
}

impl World {
    /// Opens a draft and gives its case id.
    pub fn open(&self, application: &Value) -> String {
        let answer = self.post_as("applicant", "/api/v1/cases", application).expect(201);
        answer.json()["subject"]["id"].as_str().unwrap().to_owned()
    }

    /// Takes a step of a case.
    pub fn step(&self, login: &str, case: &str, step: &str, body: &Value) -> Answer {
        self.post_as(login, &format!("/api/v1/cases/{case}/{step}"), body)
    }

    /// Takes a step that must succeed.
    pub fn must(&self, login: &str, case: &str, step: &str, body: &Value) -> Value {
        self.step(login, case, step, body).expect(201).json()
    }

    /// Brings a case under the department to the registrar.
    pub fn bring_to_registrar(&self, case: &str) {
        self.must("applicant", case, "submit", &json!({}));
        self.must(
            "supervisor",
            case,
            "consent",
            &json!({"document_number": "朝示教函〔2026〕7号"}),
        );
    }

    /// Brings a case under the department to the decision, with a clean examination.
    pub fn bring_to_decision(&self, case: &str) {
        self.bring_to_registrar(case);
        self.must("reception", case, "accept", &json!({}));
        self.must("examiner", case, "examine", &json!({"report": "材料属实，符合条件。"}));
    }

    /// Establishes an association and gives the answer of the approval.
    pub fn establish(&self, field: &str) -> Value {
        let case = self.open(&lawful(field));
        self.bring_to_decision(&case);
        self.must("decider", &case, "approve", &json!({}))
    }
}
