//! Decoupling over HTTP: from a programme to an organization that no department supervises any more;
//! who sees and does what; figures that lead to their lists.

use serde_json::{Value, json};

use crate::support::{
    World,
    decoupling::{OUTLINE, all_items, direct, plan, programme, signature, under_hub},
    each_world,
    hubs::SCIENCE,
};

fn case(world: &World, login: &str, id: &str) -> Value {
    world.get_as(login, &format!("/api/v1/organizations/{id}/decoupling")).expect(200).json()
}

#[test]
fn from_the_list_to_direct_registration() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        let programme = world.programme("outline_2008");
        let id = world.established(&["技艺"]).remove(0);
        world.with_officers(&id, "agent");
        world.under_way(&id, &programme, &direct());
        let shown = case(world, "agent", &id);
        assert_eq!(shown["case"]["status"], "in_progress");
        assert_eq!(shown["dimensions"][2]["id"], "assets");
        assert_eq!(shown["dimensions"][2]["signers"][1]["id"], "dept-finance");
        assert_eq!(shown["dimensions"][2]["items"][0]["in_order"], false);

        // It is not complete, and the refusal names each thing that it lacks.
        let refused = world.complete(&id).expect(422);
        assert_eq!(refused.against(), [("GY-13b".to_owned(), "十三".to_owned())]);
        let findings = refused.json()["findings"].as_array().unwrap().clone();
        let finding = findings.iter().find(|f| f["rule"] == "GY-13b").unwrap();
        assert_eq!(finding["facts"].as_array().unwrap().len(), 9);

        // Finance has nothing to sign before the department has checked.
        let waiting = "/api/v1/decoupling/cases?waits_for=dept-finance";
        assert!(world.items("finance-officer", waiting).is_empty());
        let today = world.registry.today().to_string();
        world.on_case("agent", &id, "record", &all_items(&today)).expect(201);
        let own = "/api/v1/decoupling/cases?waits_for=dept-education";
        assert_eq!(world.items("education-signer", own).len(), 1);
        let body = signature("assets", &today);
        // Whoever signs out of turn is told whose turn it is.
        let early = world.on_case("finance-officer", &id, "sign", &body).expect(422);
        assert_eq!(early.against(), [("TB-6".to_owned(), "6".to_owned())]);
        let findings = early.json()["findings"].as_array().unwrap().clone();
        let finding = findings.iter().find(|f| f["rule"] == "TB-6").unwrap();
        let told = &finding["facts"][0];
        assert_eq!(told["field"], "unit");
        let (found, required) = (told["found"].as_str(), told["required"].as_str());
        assert!(found.unwrap().contains("财政") && required.unwrap().contains("教育"), "{told}");
        world.on_case("education-signer", &id, "sign", &body).expect(201);
        assert_eq!(world.items("finance-officer", waiting)[0]["organization"], id);
        assert_eq!(
            case(world, "finance-officer", &id)["dimensions"][2]["waits_for"]["id"],
            "dept-finance"
        );

        // What finance sends back is shown and checked anew.
        let back = json!({"dimension": "assets", "findings": [
            {"item": "assets.clearance", "reasons": "审计报告未覆盖代管资产"}]});
        world.on_case("finance-officer", &id, "send-back", &back).expect(201);
        let sent =
            world.items("group-office", "/api/v1/decoupling/cases?dimension_state=sent_back");
        assert_eq!(sent.len(), 1);
        world.on_case("agent", &id, "record", &all_items(&today)).expect(201);
        for (dimension, signers) in OUTLINE {
            for login in signers {
                world.on_case(login, &id, "sign", &signature(dimension, &today)).expect(201);
            }
        }

        let dry = world.on_case(
            "decider",
            &id,
            "complete?dry_run=true",
            &json!({"document_number": "示社领函〔2026〕20号", "dated": today}),
        );
        assert_eq!(dry.expect(200).json()["dry_run"], true);
        assert_eq!(case(world, "agent", &id)["case"]["status"], "in_progress");
        let answer = world.complete(&id).expect(201).json();
        let kinds: Vec<&str> = answer["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["kind"].as_str().unwrap())
            .collect();
        assert_eq!(
            kinds,
            [
                "affiliation.supervision_ended",
                "affiliation.became_direct",
                "affiliation.charter_to_ratify",
                "organization.certificate_issued",
                "affiliation.began",
                "affiliation.began",
                "decoupling.completed"
            ]
        );

        // The charter still names the department; by when it is to be ratified is told to both sides.
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json().as_array().unwrap().clone();
        let charter = steps.iter().find(|s| s["act"] == "open_charter_approval").unwrap();
        let inside = format!("/api/v1/organizations/{id}/views/internal");
        let inside = world.get_as("decider", &inside).expect(200).json();
        let due = inside["inside"]["charter_due"]["by"].clone();
        assert!(due.is_string() && charter["due_by"]["last_day"] == due, "{charter}");

        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["supervision"], Value::Null);
        assert_eq!(record["direct_registration"]["class"], "trade_association");
        assert_eq!(record["relations"][0]["kind"], "guidance");
        assert_eq!(record["relations"][0]["unit"]["id"], "dept-education");
        assert_eq!(record["decoupling"]["status"]["id"], "completed");
        assert!(
            !record.to_string().contains("dept-party"),
            "who leads party building is not public"
        );
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "rebuilt equals live");

        // The feed tells old and new values, and no account.
        let changes = world.get("/api/v1/changes?after=0&limit=200").expect(200);
        assert!(
            !changes.text.contains("group-office") && !changes.text.contains("education-signer")
        );
        let changes = changes.json()["changes"].as_array().unwrap().clone();
        let ended = changes.iter().find(|c| c["kind"] == "affiliation.supervision_ended").unwrap();
        let field =
            ended["changes"].as_array().unwrap().iter().find(|f| f["field"] == "supervision");
        assert_eq!(field.unwrap()["old"]["unit"]["id"], "dept-education");
    });
}

#[test]
fn to_a_hub_and_who_supervised_whom_on_any_day() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let programme = world.programme("outline_2008");
        let id = world.established(&["技艺"]).remove(0);
        world.with_officers(&id, "agent");
        world.under_way(&id, &programme, &under_hub(SCIENCE, "2026-05-04"));
        world.separated(&id);
        world.set_day(2026, 6, 10);
        world.complete(&id).expect(201);
        let on = |day: &str| {
            let path = format!("/api/v1/organizations/{id}/relations?on={day}");
            let relations = world.get_as("agency", &path).expect(200).json();
            let relations = relations.as_array().unwrap().clone();
            let supervises = relations.iter().find(|r| r["kind"] == "supervision").cloned();
            supervises.map(|r| r["unit"]["id"].as_str().unwrap().to_owned())
        };
        assert_eq!(on("2026-06-09").as_deref(), Some("dept-education"));
        assert_eq!(on("2026-06-10").as_deref(), Some(SCIENCE));
        let members = format!("/api/v1/units/{SCIENCE}/members?relation=supervision");
        assert_eq!(world.items("science-officer", &members).len(), 1);
        let path = format!("/api/v1/organizations/{id}?as_of=2026-06-09");
        let then = world.get(&path).expect(200).json();
        assert_eq!(then["supervision"]["unit"]["id"], "dept-education");
        assert_eq!(then["decoupling"]["status"]["id"], "in_progress");
    });
}

/// Each act with who may take it: everybody else is denied, and learns nothing.
#[test]
fn each_act_is_for_its_office_only() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        let programme_id = world.programme("outline_2008");
        let id = world.established(&["技艺"]).remove(0);
        world.with_officers(&id, "agent");
        world.under_way(&id, &programme_id, &direct());
        let today = world.registry.today().to_string();
        let reasons = json!({"reasons": "说明"});
        let group: &[&str] = &["group-office", "group-reviewer"];
        let own: &[&str] = &["supervisor", "education-signer", "agent"];
        let both: &[&str] = &["group-office", "group-reviewer", "supervisor", "education-signer"];
        let finding = json!([{"item": "assets.clearance", "reasons": "不全"}]);
        let acts: Vec<(&str, &[&str], Value)> = vec![
            ("list", group, json!({"programme": programme_id, "batch": 1})),
            ("delist", group, reasons.clone()),
            (
                "exempt",
                group,
                json!({"document_number": "1号", "dated": today, "reasons": "说明",
                "review_on": "2027-01-01"}),
            ),
            ("reschedule", group, json!({"batch": 2, "reasons": "说明"})),
            ("plan", own, plan(&direct(), &today)),
            ("approve-plan", group, json!({"document_number": "9号"})),
            ("return-plan", group, reasons.clone()),
            ("record", own, all_items(&today)),
            (
                "send-back",
                &["supervisor", "education-signer", "finance-officer"],
                json!({"dimension": "assets", "findings": finding}),
            ),
            // Finance signs this dimension, too, and is told that it is not its turn yet.
            (
                "sign",
                &["supervisor", "education-signer", "finance-officer"],
                signature("assets", &today),
            ),
            ("mark-stuck", both, json!({"ground": "work", "reasons": "说明"})),
            ("clear-stuck", both, reasons.clone()),
            (
                "complete",
                &["decider", "all-roles"],
                json!({"document_number": "20号", "dated": today}),
            ),
            (
                "reopen",
                group,
                json!({"findings": finding, "due_on": "2027-01-01",
                "reasons": "说明"}),
            ),
            ("conclude", group, json!({"remarks": "已整改"})),
        ];
        let logins = [
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
            "group-office",
            "group-reviewer",
            "government-office",
            "science-officer",
            "finance-officer",
            "personnel-officer",
            "education-signer",
            "agent",
        ];
        for (act, allowed, body) in acts {
            for login in logins {
                let path = format!("{act}?dry_run=true");
                let status = world.on_case(login, &id, &path, &body).status;
                match allowed.contains(&login) {
                    true => assert!([200, 409, 422].contains(&status), "{login} {act}: {status}"),
                    false => assert_eq!(status, 403, "{login} {act}"),
                }
            }
        }
        // Reading: the offices, and who has to do with it.
        let readers = [
            "supervisor",
            "reception",
            "examiner",
            "decider",
            "all-roles",
            "other-registrar",
            "city-registrar",
            "agency",
            "group-office",
            "group-reviewer",
            "government-office",
            "finance-officer",
            "personnel-officer",
            "education-signer",
            "agent",
        ];
        let path = format!("/api/v1/organizations/{id}/decoupling");
        for login in logins {
            let status = world.get_as(login, &path).status;
            assert_eq!(status, if readers.contains(&login) { 200 } else { 403 }, "{login}");
        }
        world.get(&path).expect(401);
        // A unit lists its own cases only.
        let of = |unit: &str| format!("/api/v1/decoupling/cases?department={unit}");
        world.get_as("supervisor", &of("dept-education")).expect(200);
        world.get_as("supervisor", &of("dept-sports")).expect(403);
        world.get_as("supervisor", "/api/v1/decoupling/cases").expect(403);
        world.get_as("applicant", "/api/v1/decoupling/progress?by=department").expect(403);
        world.get_as("applicant", "/api/v1/supervision/exceptions").expect(403);
        // Programmes and retained departments are the leading group's.
        for login in logins.iter().filter(|login| !group.contains(login)) {
            let body = programme("outline_2008");
            assert_eq!(world.post_as(login, "/api/v1/programmes?dry_run=true", &body).status, 403);
            let signer = json!({"role": "finance", "unit": "dept-offices"});
            let amend = json!({"signers": [signer], "reasons": "说明"});
            let path = format!("/api/v1/programmes/{programme_id}/amend?dry_run=true");
            assert_eq!(world.post_as(login, &path, &amend).status, 403, "{login}");
            let keep = retention("2027-05-01");
            let path = "/api/v1/units/dept-sports/retain?dry_run=true";
            assert_eq!(world.post_as(login, path, &keep).status, 403, "{login}");
        }
    });
}

fn retention(review_on: &str) -> Value {
    json!({"leading_group": "leading-110105", "retention": {"function": "体育专项管理",
        "document_number": "示社领发〔2026〕12号", "dated": "2026-05-04",
        "reasons": "正在创造条件", "review_on": review_on}})
}

/// A department keeps the role for now; its review is on a list, its organizations are not listed.
#[test]
fn a_department_keeps_the_role_for_now() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        let programme = world.programme("outline_2008");
        let id = world.established(&["技艺"]).remove(0);
        let path = "/api/v1/units/dept-education/retain";
        world.post_as("group-office", path, &retention("2027-05-04")).expect(201);
        let unit = world.get("/api/v1/units/dept-education").expect(200).json();
        assert_eq!(unit["retention"]["function"], "体育专项管理");
        let refused = world
            .on_case("group-office", &id, "list", &json!({"programme": programme, "batch": 1}))
            .expect(422);
        assert_eq!(refused.against(), [("GY-13a".to_owned(), "十三".to_owned())]);
        let kept = world.get_as("agency", "/api/v1/decoupling/retained").expect(200).json();
        assert_eq!((&kept[0]["supervised"], &kept[0]["due"]), (&json!(1), &json!(false)));
        let due = "/api/v1/decoupling/retained?due=true";
        assert!(world.get_as("agency", due).expect(200).json().as_array().unwrap().is_empty());
        world.set_day(2027, 5, 4);
        let kept = world.get_as("agency", "/api/v1/decoupling/retained").expect(200).json();
        assert_eq!(kept[0]["due"], true);
        assert_eq!(world.get_as("agency", due).expect(200).json().as_array().unwrap().len(), 1);
        let steps = world.get_as("group-office", "/api/v1/units/dept-education/next-steps");
        let steps = steps.expect(200).json();
        let step = |act: &str| steps.as_array().unwrap().iter().find(|s| s["act"] == act).cloned();
        assert_eq!(step("retain_department").unwrap()["due_by"]["last_day"], "2027-05-04");
        assert!(step("end_retention").is_some());
        let end = json!({"leading_group": "leading-110105", "document_number": "示社领发〔2027〕2号",
            "dated": "2027-05-04", "reasons": "条件已经具备"});
        world
            .post_as("group-office", "/api/v1/units/dept-education/end-retention", &end)
            .expect(201);
        assert!(
            world
                .get_as("agency", "/api/v1/decoupling/retained")
                .json()
                .as_array()
                .unwrap()
                .is_empty()
        );
        world
            .on_case("group-office", &id, "list", &json!({"programme": programme, "batch": 2}))
            .expect(201);
        // Whoever ends on a day to come is on the list until then.
        let path = "/api/v1/units/dept-sports/retain";
        world.post_as("group-office", path, &retention("2027-12-31")).expect(201);
        let end = json!({"valid_to": "2027-06-30"});
        world.post_as("administrator", "/api/v1/units/dept-sports/end", &end).expect(201);
        let kept = |world: &World| {
            let kept = world.get_as("agency", "/api/v1/decoupling/retained").expect(200).json();
            kept.as_array().unwrap().len()
        };
        assert_eq!(kept(world), 1);
        world.set_day(2027, 7, 1);
        assert_eq!(kept(world), 0);
    });
}

/// Bad input names its field, and nothing happens.
#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        world.with_hub_bodies();
        world.with_signers();
        let id = world.established(&["技艺"]).remove(0);
        let mut wrong = programme("outline_2008");
        wrong["batches"][0]["number"] = json!(0);
        let answer = world.post_as("group-office", "/api/v1/programmes", &wrong).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/batches/0/number");
        let mut wrong = programme("outline_2008");
        wrong["title"] = json!("");
        let answer = world.post_as("group-office", "/api/v1/programmes", &wrong).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/title");
        let wrong = programme("outline_1998");
        let refused = world.post_as("group-office", "/api/v1/programmes", &wrong).expect(422);
        assert_eq!(refused.against()[0].0, "TB-11");
        let items = json!({"items": [{"item": "assets.clearance", "evidence": [
            {"title": "x", "dated": "2026-05-04", "sha256": "ABC"}]}]});
        let answer = world.on_case("supervisor", &id, "record", &items).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/items/0/evidence/0/sha256");
        world.on_case("supervisor", &id, "record", &json!({"items": []})).expect(400);
        let mut share = programme("outline_2008");
        share["batches"][1]["share"]["parts"] = json!(2000);
        let mut early = programme("outline_2008");
        early["batches"][0]["target_on"] = json!("0001-01-01");
        let path = format!("/api/v1/organizations/{id}/decoupling");
        let programme_id = world.programme("outline_2008");
        let programmes = "/api/v1/programmes".to_owned();
        let rows = format!("{programmes}/{programme_id}/organizations");
        let long = "x".repeat(501);
        for (path, body, pointer) in [
            (programmes.clone(), share, "/batches/1/share"),
            (programmes.clone(), early, "/batches/0/target_on"),
            (format!("{path}/delist"), json!({"reasons": "   "}), "/reasons"),
            (format!("{path}/approve-plan"), json!({"document_number": 9}), "/document_number"),
            (format!("{path}/delist"), json!(["说明"]), "/"),
            (
                format!("{path}/plan"),
                plan(&under_hub("hub", "0001-01-01"), "2026-05-04"),
                "/to/consent/dated",
            ),
            (
                format!("{path}/plan"),
                plan(&json!({"goes_to": "hub", "unit": "hub"}), "2026-05-04"),
                "/to/consent",
            ),
            (format!("{programmes}/{programme_id}/amend"), json!({"reasons": "说明"}), "/batches"),
            (
                rows.clone(),
                json!({"batch": 1, "rows": [{"organization": id}, {"organization": ""}]}),
                "/rows/1/organization",
            ),
            (
                rows,
                json!({"batch": 1, "rows": [{"organization": id,
                "scope": {"economic_members": true, "by_nature": long}}]}),
                "/rows/0/scope/by_nature",
            ),
        ] {
            let answer = world.post_as("group-office", &path, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        // A date that is none is told how one looks.
        for date in ["20260504", "2026-13-01", "2026-05", "2026-05-04T00:00:00Z", "五月四日"] {
            let body = json!({"document_number": "20号", "dated": date});
            let answer = world.on_case("decider", &id, "complete", &body).expect(400).json();
            let error = &answer["errors"][0];
            assert_eq!(error["pointer"], "/dated");
            assert!(error["detail"].as_str().unwrap().contains("2026-01-31"), "{date}: {error}");
        }
        let nowhere = format!("{programmes}/nowhere/organizations");
        let row = json!({"batch": 1, "rows": [{"organization": id}]});
        world.post_as("group-office", &nowhere, &row).expect(404);
        // Not listed: nobody's turn, and no case to read.
        world.on_case("supervisor", &id, "record", &all_items("2026-05-04")).expect(409);
        world.get_as("supervisor", &format!("/api/v1/organizations/{id}/decoupling")).expect(404);
        for path in [
            "/api/v1/decoupling/progress",
            "/api/v1/decoupling/progress?by=batch",
            "/api/v1/decoupling/cases?status=listed,done",
            "/api/v1/decoupling/cases?late=true&status=completed",
            "/api/v1/decoupling/progress?by=moon",
            "/api/v1/decoupling/departments?on=yesterday",
            "/api/v1/decoupling/cases?late=perhaps",
            "/api/v1/organizations?responsible=somebody",
        ] {
            world.get_as("group-office", path).expect(400);
        }
        world.get("/api/v1/programmes/none").expect(404);
    });
}
