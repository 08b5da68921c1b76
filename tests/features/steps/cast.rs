//! Who acts: the words of the scenarios and the accounts behind them; and the way of an
//! application through their hands.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    unit::UnitId,
};

use super::Stage;
use crate::support::{Answer, application::lawful};

/// Registrars of the harness: id, name, and who receives, examines and decides there.
const REGISTRARS: &[(&str, &str, [&str; 3])] = &[
    ("registrar-110105", "北京市朝阳区民政局", ["reception", "examiner", "decider"]),
    ("registrar-110000", "北京市民政局", ["city-registrar", "city-registrar", "city-decider"]),
    ("registrar-100000", "民政部", ["nation-registrar", "nation-registrar", "nation-decider"]),
    (
        "registrar-110108",
        "北京市海淀区民政局",
        ["other-registrar", "other-registrar", "haidian-decider"],
    ),
];

const DEPARTMENTS: &[(&str, &str, &str)] = &[
    ("dept-education", "北京市朝阳区示范教育委员会", "supervisor"),
    ("dept-sports", "北京市朝阳区示范体育局", "other-supervisor"),
];

/// How far an application has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    Drafted,
    Filed,
    Received,
    Accepted,
    Examined,
    Approved,
}

impl Progress {
    pub fn of(word: &str) -> Self {
        match word {
            "起草" => Self::Drafted,
            "提交" => Self::Filed,
            "取得同意" => Self::Received,
            "受理" => Self::Accepted,
            "审查" => Self::Examined,
            "准予登记" => Self::Approved,
            _ => panic!("no such stage: {word}"),
        }
    }
}

impl Stage {
    /// The id of a unit by its name.
    pub fn unit_id(&self, name: &str) -> Option<String> {
        let registrars = REGISTRARS.iter().map(|(id, name, _)| (*name, *id));
        let departments = DEPARTMENTS.iter().map(|(id, name, _)| (*name, *id));
        let mut known = registrars.chain(departments);
        let entered = self.units.iter().find(|(n, _)| n == name).map(|(_, id)| id.clone());
        entered.or_else(|| known.find(|(n, _)| *n == name).map(|(_, id)| id.to_owned()))
    }

    /// Enters a unit over HTTP and gives it an officer.
    pub fn enter_unit(&mut self, name: &str, kind: &str, division: &str) -> String {
        let id = format!("unit-{}", self.units.len() + 1);
        let unit = json!({
            "id": id, "kind": kind, "name": name, "division": division,
            "valid_from": "2000-01-01", "source": "示范文件",
        });
        self.world.post_as("administrator", "/api/v1/units", &unit).expect(201);
        let grant = Grant::at(Role::SupervisorOfficer, UnitId::parse(&id).unwrap());
        self.world.account(&format!("officer-{id}"), &[grant]);
        self.units.push((name.to_owned(), id.clone()));
        id
    }

    /// The account behind a word; staff are those of the registrar that `application` asks.
    pub fn login(&self, who: &str, application: &Value) -> Option<String> {
        let registrar = application["registrar"].as_str().unwrap_or_default();
        let staff = REGISTRARS.iter().find(|(id, ..)| *id == registrar).map(|(.., staff)| staff);
        let staff = staff.unwrap_or(&REGISTRARS[0].2);
        let login = match who {
            "社会公众" => return None,
            "申请人" => self.applicant.as_str(),
            "其他申请人" => "other-applicant",
            "业务主管单位" => return Some(officer(application)),
            "其他业务主管单位" => "other-supervisor",
            "受理人员" => staff[0],
            "审查人员" => staff[1],
            "决定人员" => staff[2],
            "兼任受理、审查和决定的人员" => "all-roles",
            "其他登记管理机关" => "other-registrar",
            "其他政府部门" => "agency",
            "审计人员" => "auditor",
            "管理员" => "administrator",
            other => panic!("nobody is called {other}"),
        };
        if login == "haidian-decider" {
            self.haidian_decides();
        }
        Some(login.to_owned())
    }

    /// The harness has no deciding officer there.
    fn haidian_decides(&self) {
        let known = self.world.get_as("administrator", "/api/v1/accounts").expect(200);
        if !known.text.contains("haidian-decider") {
            let unit = UnitId::parse("registrar-110108").unwrap();
            self.world.account("haidian-decider", &[Grant::at(Role::Decider, unit)]);
        }
    }

    /// A lawful application: local, national, across regions, direct, or of the next district.
    pub fn lawful(&mut self, sort: &str, field: &str) -> Value {
        let mut a = lawful(field);
        let mut named = |division: &str, registrar: &str| {
            a["name"] = json!(format!("{division}{field}协会"));
            a["name_parts"]["division"] = json!(division);
            a["registrar"] = json!(registrar);
        };
        match sort {
            "" => {}
            "海淀区的" => {
                named("北京市海淀区", "registrar-110108");
                a["reach"]["division"] = json!("110108");
            }
            "跨行政区域的" => {
                named("北京市", "registrar-110000");
                a["reach"] = json!({"reach": "cross_region", "divisions": ["110105", "110108"]});
                let unit = self.enter_unit("北京市示范委员会", "department", "110000");
                a["route"]["supervisory_unit"] = json!(unit);
            }
            "全国性的" => {
                named("", "registrar-100000");
                a["reach"] = json!({"reach": "national"});
                a["funds_yuan"] = json!(100_000);
                let unit = self.enter_unit("国家示范部门", "department", "100000");
                a["route"]["supervisory_unit"] = json!(unit);
            }
            "直接登记的" => {
                a["route"] = json!({"route": "direct", "basis": {
                    "class": "trade_association", "field": "trade",
                    "policy_document": "示范政策文件〔2016〕46号",
                }});
            }
            other => panic!("no such application: {other}"),
        }
        a
    }

    /// Takes an application as far as asked, every step as it should be; gives the case and the
    /// last answer.
    pub fn bring(&mut self, a: &Value, to: Progress) -> (String, Answer) {
        let who = |role: &str| self.login(role, a).unwrap();
        let (reception, examiner, decider) = (who("受理人员"), who("审查人员"), who("决定人员"));
        let mut last = self.world.post_as(&self.applicant, "/api/v1/cases", a).expect(201);
        let case = last.json()["subject"]["id"].as_str().unwrap().to_owned();
        let dual = a["route"]["route"] == "dual" && a["statutory"].is_null();
        let consent = json!({"document_number": "示范函〔2026〕7号"});
        let way = [
            (Progress::Filed, self.applicant.clone(), "submit", json!({})),
            (Progress::Received, officer(a), "consent", consent),
            (Progress::Accepted, reception, "accept", json!({})),
            (Progress::Examined, examiner, "examine", json!({"report": "材料属实。"})),
            (Progress::Approved, decider, "approve", json!({})),
        ];
        for (progress, login, step, body) in way {
            if progress <= to && (dual || step != "consent") {
                last = self.world.step(&login, &case, step, &body).expect(201);
            }
        }
        (case, last)
    }
}

/// The officer of the supervisory unit that an application names.
fn officer(application: &Value) -> String {
    let unit = application["route"]["supervisory_unit"].as_str().unwrap_or_default();
    let known = DEPARTMENTS.iter().find(|(id, ..)| *id == unit);
    known.map_or_else(|| format!("officer-{unit}"), |(.., login)| (*login).to_owned())
}
