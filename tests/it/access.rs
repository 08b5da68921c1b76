//! The permission matrix over HTTP: role × act × whose case.

use serde_json::{Value, json};
use shuniu_registry::AuditFilter;

use crate::support::{World, application::lawful, each_world};

/// Accounts, and whether the case is theirs to handle.
pub const LOGINS: &[&str] = &[
    "applicant",
    "other-applicant",
    "supervisor",
    "other-supervisor",
    "reception",
    "examiner",
    "decider",
    "all-roles",
    "other-registrar",
    "city-registrar",
    "administrator",
    "agency",
    "auditor",
];

/// Each step with who may take it, and a body in form.
fn steps() -> Vec<(&'static str, &'static [&'static str], Value)> {
    let registrar_desk: &[&str] = &["reception", "all-roles"];
    vec![
        ("amend", &["applicant"], lawful("技艺")),
        ("submit", &["applicant"], json!({})),
        ("consent", &["supervisor"], json!({})),
        ("decline", &["supervisor"], json!({"reasons": "不属本单位职责。"})),
        ("accept", registrar_desk, json!({})),
        (
            "request-correction",
            registrar_desk,
            json!({"items": [{"field": "domicile", "what": "补"}]}),
        ),
        (
            "decline-acceptance",
            registrar_desk,
            json!({"grounds": ["ST-7"], "reasons": "无管辖权。"}),
        ),
        (
            "exclude-period",
            &["examiner", "all-roles"],
            json!({
                "from": "2026-05-06", "to": "2026-05-08", "reason": "听证", "notice_number": "1号"
            }),
        ),
        ("examine", &["examiner", "all-roles"], json!({"report": "符合。"})),
        ("approve", &["decider", "all-roles"], json!({})),
        ("refuse", &["decider", "all-roles"], json!({"grounds": ["ST-2"], "reasons": "不符。"})),
        ("withdraw", &["applicant"], json!({})),
        ("lapse", registrar_desk, json!({})),
    ]
}

#[test]
fn each_step_is_for_its_roles_and_their_own_cases_only() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        for (step, allowed, body) in steps() {
            for login in LOGINS {
                let path = format!("{step}?dry_run=true");
                let status = world.step(login, &case, &path, &body).status;
                if allowed.contains(login) {
                    assert!([200, 409, 422].contains(&status), "{login} {step}: {status}");
                } else {
                    assert_eq!(status, 403, "{login} {step}");
                }
            }
        }
    });
}

#[test]
fn a_case_is_seen_by_its_parties_and_nobody_else() {
    each_world(|world| {
        let case = world.open(&lawful("技艺"));
        let draft = format!("/api/v1/cases/{case}");
        world.get_as("applicant", &draft).expect(200);
        world.get_as("reception", &draft).expect(404);
        world.bring_to_registrar(&case);
        let parties = ["applicant", "supervisor", "reception", "examiner", "decider", "all-roles"];
        for login in LOGINS {
            let expected = if parties.contains(login) { 200 } else { 404 };
            for path in
                [format!("/api/v1/cases/{case}"), format!("/api/v1/cases/{case}/next-steps")]
            {
                let answer = world.get_as(login, &path);
                assert_eq!(answer.status, expected, "{login} {path}");
                assert!(!answer.text.contains("identity_digest"), "{login}");
                assert!(!answer.text.contains("99999919900101"), "{login}: a number in clear");
            }
        }
        world.must("reception", &case, "accept", &json!({}));
        world.must("examiner", &case, "examine", &json!({"report": "符合。"}));
        let path = format!("/api/v1/cases/{case}");
        let inside = world.get_as("decider", &path).expect(200).json();
        assert!(inside["examination"].is_object());
        let outside = world.get_as("applicant", &path).expect(200).json();
        assert!(outside["examination"].is_null());
        let filter = AuditFilter { account: None, subject: Some(case.clone()) };
        let audited = world.registry.store().read_one(|r| r.list_audit(&filter, None, 50));
        assert!(audited.unwrap().len() >= 8, "every reading is on record");
    });
}

#[test]
fn each_view_of_an_organization_is_for_whom_it_concerns() {
    each_world(|world| {
        let code = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        let path = |view: &str| format!("/api/v1/organizations/{code}/views/{view}");
        let offices = ["supervisor", "reception", "examiner", "decider", "all-roles"];
        for login in LOGINS {
            let inside = offices.contains(login);
            world.get_as(login, &path("public")).expect(404);
            for (view, allowed) in [("internal", inside), ("agency", inside || *login == "agency")]
            {
                let answer = world.get_as(login, &path(view));
                assert_eq!(answer.status, if allowed { 200 } else { 403 }, "{login} {view}");
                assert!(!answer.text.contains("identity_digest"), "{login} {view}");
            }
        }
        world.get(&path("agency")).expect(401);
        world.get_as("agency", &path("secret")).expect(404);
        world.get_as("agency", "/api/v1/organizations/none/views/agency").expect(404);

        let agency = world.get_as("agency", &path("agency")).expect(200).json();
        assert_eq!(agency["relations"][0]["kind"], "supervision");
        assert_eq!(agency["relations"][0]["unit"]["id"], "dept-education");
        assert!(agency["decision"]["document_number"].as_str().unwrap().starts_with("110105准成"));
        assert_eq!(agency["inside"], Value::Null);
        let inside = world.get_as("decider", &path("internal")).expect(200).json();
        let person = &inside["inside"]["legal_representative"];
        assert!(person["identity_masked"].as_str().unwrap().contains('*'), "{person}");
        assert_eq!(inside["inside"]["cases"][0]["status"], "approved");
        let id = inside["record"]["id"].as_str().unwrap().to_owned();
        let filter = AuditFilter { account: None, subject: Some(id) };
        let audited = world.registry.store().read_one(|r| r.list_audit(&filter, None, 50)).unwrap();
        assert_eq!(audited.len(), offices.len() + 1, "each reading of the inside is on record");
    });
}

#[test]
fn a_limited_administrator_gives_no_grants() {
    use shuniu_core::{
        access::{Grant, Role},
        identity::DivisionCode,
    };
    each_world(|world| {
        let place = DivisionCode::parse("110105").ok();
        let limited = Grant { jurisdiction: place, ..Grant::of(Role::Administrator) };
        world.account("district-administrator", &[limited]);
        let new = json!({"login": "puppet", "display_name": "示例", "kind": "staff",
            "secret": "a long enough test phrase", "grants": [{"role": "administrator"}]});
        world.post_as("district-administrator", "/api/v1/accounts", &new).expect(403);
        for (login, status) in [("auditor", 200), ("administrator", 200), ("decider", 403)] {
            assert_eq!(world.get_as(login, "/api/v1/audit").status, status, "{login}");
        }
    });
}

#[test]
fn grants_are_limited_by_act_and_by_place() {
    use shuniu_core::{
        access::{Grant, Role},
        act::ActKind,
        identity::DivisionCode,
        unit::UnitId,
    };
    each_world(|world| {
        let unit = || Some(UnitId::parse("registrar-110105").unwrap());
        let grant = |jurisdiction: Option<&str>, acts: &[ActKind]| Grant {
            organization: None,
            role: Role::Reception,
            unit: unit(),
            jurisdiction: jurisdiction.map(|d| DivisionCode::parse(d).unwrap()),
            acts: acts.to_vec(),
        };
        world.account("only-lapse", &[grant(None, &[ActKind::LapseApplication])]);
        world.account("elsewhere", &[grant(Some("110108"), &[])]);
        world.account("in-the-city", &[grant(Some("110000"), &[])]);
        let case = world.open(&lawful("技艺"));
        world.bring_to_registrar(&case);
        let accept =
            |login: &str| world.step(login, &case, "accept?dry_run=true", &json!({})).status;
        assert_eq!(accept("only-lapse"), 403);
        assert_eq!(accept("elsewhere"), 403);
        assert_eq!(accept("in-the-city"), 200);
    });
}

#[test]
fn units_and_segments_are_for_the_administrator() {
    each_world(|world| {
        let unit = json!({"id": "dept-new", "kind": "department", "name": "示例局",
            "division": "110105", "valid_from": "2020-01-01", "source": "test"});
        let end = json!({"valid_to": "2026-06-01"});
        let segment = json!({"segment": {"first": "MJ950000", "last": "MJ950009"}});
        for login in LOGINS {
            let expected = |status| if *login == "administrator" { status } else { 403 };
            let post = |path: &str, body| {
                world.post_as(login, &format!("{path}?dry_run=true"), body).status
            };
            assert_eq!(post("/api/v1/units", &unit), expected(200), "{login}");
            assert_eq!(post("/api/v1/units/dept-sports/end", &end), expected(200), "{login}");
            let path = "/api/v1/units/registrar-110105/code-segments";
            assert_eq!(post(path, &segment), expected(200), "{login}");
        }
        let overlapping = json!({"segment": {"first": "MJ902500", "last": "MJ903500"}});
        let path = "/api/v1/units/registrar-110105/code-segments";
        let refused = world.post_as("administrator", path, &overlapping).expect(422);
        assert_eq!(refused.against()[0].0, "ZZ-5");
        handing_over(world);
    });
}

/// Every act on an organization by every account: the registrar's reception handles certificates,
/// whoever acts for the organization applies and files.
fn handing_over(world: &World) {
    use shuniu_core::access::Grant;
    const RECEPTION: &[&str] = &["reception", "all-roles"];
    const AGENT: &[&str] = &["its-agent"];
    const WATCH: &[&str] = &["supervisor", "examiner", "decider", "all-roles"];
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("its-agent", &[Grant::agent_of(&id)]);
    world.account("agent-of-another", &[Grant::agent_of("another")]);
    let path = format!("/api/v1/organizations/{id}");
    let account = json!({"seal_and_account": {"account": {"bank": "示例银行", "number": "1"}}});
    let table = [
        ("deliver-certificate", json!({"received_by": "示例甲"}), RECEPTION),
        ("reissue-certificate", json!({"ground": "damaged"}), RECEPTION),
        ("issue-duplicate", json!({}), RECEPTION),
        ("cases", json!({"change": {"activity_area": "北京市"}}), AGENT),
        ("filings", account, AGENT),
        ("report-certificate-loss", json!({"statement": "示例日报"}), AGENT),
        ("warnings", json!({"what": "示例", "owner": "监管科", "due_on": "2030-01-01"}), WATCH),
    ];
    for login in LOGINS.iter().chain(&["its-agent", "agent-of-another"]) {
        for (act, body, allowed) in &table {
            let answer = world.post_as(login, &format!("{path}/{act}?dry_run=true"), body);
            let expected = if allowed.contains(login) { 200 } else { 403 };
            assert_eq!(answer.status, expected, "{act} by {login}: {}", answer.text);
        }
        let steps = world.get_as(login, &format!("{path}/next-steps")).expect(200).json();
        let offered = match login {
            &"all-roles" => 17,
            l if RECEPTION.contains(l) => 3,
            l if AGENT.contains(l) => 14,
            // Decisions, names, inspections, listings, penalties and grades of elsewhere are entered on it.
            &"administrator" => 6,
            // Another relation of its own; notice and demand as the unit that supervises; a warning.
            &"supervisor" => 4,
            // A letter and a notice before a listing; a warning; a case of penalty; a fact that changed.
            &"examiner" => 5,
            &"other-supervisor" => 1,
            // By list, or by plan; a liquidation group of a court, a demand of the registrar; a
            // warning; a listing; the five corrections.
            &"decider" => 11,
            _ => 0,
        };
        assert_eq!(steps.as_array().unwrap().len(), offered, "{login}");
    }
}
