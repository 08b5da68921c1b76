//! Annual reports over HTTP: one year from the report to the conclusion, the lists and figures on the way,
//! who may see what, what is not in form; and conclusions of an older register.

use serde_json::{Value, json};
use shuniu_core::access::{Grant, Role};
use shuniu_registry::import::OversightFile;

use crate::support::{
    World,
    annual::{annual_report, conclusion},
    each_world,
};

/// An association established in February 2025, with an agent; today is 2 March 2026 then.
fn established(world: &World) -> String {
    world.set_day(2025, 2, 3);
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    world.set_day(2026, 3, 2);
    id
}

fn review(unit: &Value) -> Value {
    json!({"year": 2025, "unit": unit, "proposes": "qualified"})
}

fn unit_of(world: &World, id: &str) -> Value {
    let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
    record["supervision"]["unit"]["id"].clone()
}

#[test]
fn one_year_from_the_report_to_its_publication() {
    each_world(|world| {
        let id = established(world);
        let whole = format!("/api/v1/organizations/{id}/annual-reports");
        let duty = world.get_as("agent", &whole).expect(200).json()["duty"].clone();
        assert_eq!(duty["supervisor_by"]["deadline"]["last_day"], "2026-03-31");
        assert_eq!(duty["registrar_by"]["deadline"]["last_day"], "2026-06-01");
        assert_eq!(duty["registrar_by"]["citation"]["article"], "28");
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let file = steps.as_array().unwrap().iter().find(|s| s["act"] == "file_annual_report");
        assert_eq!(file.expect("offered")["due_by"]["last_day"], "2026-03-31");

        // A dry run changes nothing; the act is offered as it would come out.
        let path = format!("{whole}?dry_run=true");
        let before = world.registry.position().unwrap();
        world.post_as("agent", &path, &annual_report(2025)).expect(200);
        assert_eq!(world.registry.position().unwrap(), before);
        world.of_year("agent", &id, "", &annual_report(2025)).expect(201);
        let back = json!({"year": 2025, "what": "请补正收入"});
        world.of_year("examiner", &id, "/return", &back).expect(201);
        let mut again = annual_report(2025);
        again["accounts"]["income"] = json!(1_200_000);
        world.of_year("agent", &id, "", &again).expect(201);
        world.of_year("supervisor", &id, "/review", &review(&unit_of(world, &id))).expect(201);
        let answer = world.of_year("decider", &id, "/conclude", &conclusion(2025)).expect(201);
        assert_eq!(answer.json()["documents"][0]["kind"], "public_notice");
        let published = json!({"year": 2025,
            "publication": {"published_on": "2026-03-02", "place": "示范网"}});
        world.of_year("agent", &id, "/publish", &published).expect(201);

        let known = world.get_as("agent", &whole).expect(200).json();
        let year = &known["years"][0];
        assert_eq!(
            (&year["times_filed"], &year["conclusion"]["result"]),
            (&json!(2), &json!("qualified"))
        );
        assert_eq!(year["report"]["accounts"]["income"], 1_200_000);
        assert!(!known.to_string().contains("\"by\":\"supervisor\""), "no accounts are told");
        // The public reads the conclusion, not the report.
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["inspections"][0]["result"]["zh"], "合格");
        assert_eq!(record["inspections"][0]["published"]["place"], "示范网");
        assert!(!record.to_string().contains("1200000"));
        let early = world.get(&format!("/api/v1/organizations/{id}?as_of=2026-03-01"));
        assert_eq!(early.expect(200).json().get("inspections"), None);
        let notices = world.get("/api/v1/notices").expect(200).json().to_string();
        assert!(notices.contains("2025年度检查结论为合格"), "{notices}");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
    });
}

#[test]
fn differences_to_the_year_before_are_shown() {
    each_world(|world| {
        let id = established(world);
        world.of_year("agent", &id, "", &annual_report(2025)).expect(201);
        world.set_day(2027, 3, 2);
        let mut next = annual_report(2026);
        next["governance"]["staff"] = json!(3);
        let answer = world.of_year("agent", &id, "", &next).expect(201).json();
        let findings = answer["findings"].as_array().unwrap();
        assert!(findings.iter().any(|f| f["rule"] == "NB-4" && f["outcome"] == "met"));
        let whole = format!("/api/v1/organizations/{id}/annual-reports");
        let years = world.get_as("examiner", &whole).expect(200).json()["years"].clone();
        let told = &years[0]["differences"];
        assert_eq!(told, &json!([{"field": "governance/staff", "before": 4, "now": 3}]));
    });
}

/// Every figure has the list that yields it; the overdue are those who have to file and have not.
#[test]
fn lists_figures_and_who_is_overdue() {
    each_world(|world| {
        let id = established(world);
        world.set_day(2025, 2, 3);
        let other = world.establish("书画")["organization"].as_str().unwrap().to_owned();
        world.account("agent-2", &[Grant::agent_of(&other)]);
        world.set_day(2026, 6, 2);
        let overdue = "/api/v1/annual-reports/overdue?year=2025";
        let late = world.items("agency", overdue);
        assert_eq!(late.len(), 2);
        assert_eq!(late[0]["due"]["deadline"]["last_day"], "2026-06-01");
        let page = world.get_as("agency", &format!("{overdue}&limit=1")).expect(200).json();
        let next = page["next"].as_str().expect("another page").to_owned();
        let more = world.get_as("agency", &format!("{overdue}&limit=1&cursor={next}"));
        let more = more.expect(200).json();
        assert_ne!(page["items"][0]["organization"], more["items"][0]["organization"]);

        world.of_year("agent", &id, "", &annual_report(2025)).expect(201);
        world.of_year("examiner", &other, "/record-missed", &json!({"year": 2025})).expect(201);
        let late = world.items("agency", overdue);
        assert_eq!((late.len(), &late[0]["recorded"]), (1, &json!(true)));
        let filed_late = world.items("agency", "/api/v1/annual-reports?late=true");
        assert_eq!((filed_late.len(), &filed_late[0]["late"]), (1, &json!(true)));
        for narrowed in
            ["", "?year=2025", "?year=2024", "?registrar=registrar-110105&division=110105"]
        {
            let figures =
                world.get_as("agency", &format!("/api/v1/annual-reports/figures{narrowed}"));
            let figures = figures.expect(200).json();
            let lines = figures.as_array().unwrap();
            assert_eq!(lines.is_empty(), narrowed.contains("2024"), "{narrowed}");
            for line in lines {
                let count = |list: &Value| world.items("agency", list.as_str().unwrap()).len();
                assert_eq!(json!(count(&line["list"])), line["total"]);
                for (status, list) in line["by_status"].as_object().unwrap() {
                    assert_eq!(json!(count(list)), line["statuses"][status], "{status}");
                }
            }
        }
    });
}

#[test]
fn who_may_see_and_act() {
    each_world(|world| {
        let id = established(world);
        world.of_year("agent", &id, "", &annual_report(2025)).expect(201);
        let whole = format!("/api/v1/organizations/{id}/annual-reports");
        for login in ["agent", "supervisor", "examiner", "agency"] {
            world.get_as(login, &whole).expect(200);
        }
        world.account("stranger", &[Grant::of(Role::Applicant)]);
        world.get(&whole).expect(401);
        world.get_as("stranger", &whole).expect(403);
        // A supervisory unit lists its own, by name, and nobody else's.
        let unit = unit_of(world, &id);
        let unit = unit.as_str().unwrap();
        for list in ["annual-reports", "warnings", "annual-reports/overdue"] {
            let year = if list.ends_with("overdue") { "&year=2025" } else { "" };
            let path = format!("/api/v1/{list}?supervisory_unit={unit}{year}");
            world.get_as("supervisor", &path).expect(200);
            world.get_as("stranger", &path).expect(403);
            let all = format!("/api/v1/{list}?limit=9{year}");
            world.get_as("supervisor", &all).expect(403);
        }
        let own =
            world.items("supervisor", &format!("/api/v1/annual-reports?supervisory_unit={unit}"));
        assert_eq!(own.len(), 1);
        // Nobody reviews in another unit's name, and the organization does not conclude.
        let foreign = json!({"year": 2025, "unit": "registrar-110105", "proposes": "qualified"});
        world.of_year("supervisor", &id, "/review", &foreign).expect(403);
        world.of_year("agent", &id, "/conclude", &conclusion(2025)).expect(403);
        world.of_year("stranger", &id, "", &annual_report(2025)).expect(403);
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        let id = established(world);
        for (change, field) in [
            ("/accounts/income", "/accounts/income"),
            ("/governance/directors", "/governance/directors"),
            ("/year", "/year"),
        ] {
            let mut report = annual_report(2025);
            *report.pointer_mut(change).unwrap() = json!(-1);
            let answer = world.of_year("agent", &id, "", &report);
            assert!([400, 422].contains(&answer.status), "{}", answer.status);
            assert!(answer.json().to_string().contains(field), "{}", answer.json());
        }
        let mut report = annual_report(2025);
        report["activities"]["summary"] = json!(" ");
        let answer = world.of_year("agent", &id, "", &report).expect(400).json();
        assert!(answer.to_string().contains("/activities/summary"), "{answer}");
        let mut report = annual_report(2025);
        report["accounts"]["net_assets"] = json!(1);
        let answer = world.of_year("agent", &id, "", &report).expect(422);
        assert_eq!(answer.against(), [("NB-3".to_owned(), "2".to_owned())]);
        // Days of no calendar that a city keeps.
        for far in ["-9999-01-01", "+99999-01-01"] {
            let mut bad = conclusion(2025);
            bad["rectify_by"] = json!(far);
            let adjusted = json!({"conclusion": bad, "reasons": "复核"});
            let published =
                json!({"year": 2025, "publication": {"published_on": far, "place": "网站"}});
            let warning = json!({"what": "示例", "owner": "监管科", "due_on": far});
            for (login, act, pointer, body) in [
                ("decider", "annual-reports/conclude", "/rectify_by", bad.clone()),
                ("decider", "annual-reports/adjust", "/conclusion/rectify_by", adjusted),
                ("agent", "annual-reports/publish", "/publication/published_on", published),
                ("examiner", "warnings", "/due_on", warning),
            ] {
                let path = format!("/api/v1/organizations/{id}/{act}");
                let answer = world.post_as(login, &path, &body).expect(400).json();
                assert_eq!(answer["errors"][0]["pointer"], pointer, "{far}");
            }
        }
        for query in ["proposals?due_before", "exits?since", "exits/figures?until"] {
            let path = format!("/api/v1/{query}=-9999-01-01");
            world.get_as("agency", &path).expect(400);
        }
        world.get_as("agency", "/api/v1/annual-reports?status=nonsense").expect(400);
        world.get_as("agency", "/api/v1/annual-reports/overdue").expect(400);
    });
}

#[test]
fn warnings_have_an_owner_and_a_day() {
    each_world(|world| {
        let id = established(world);
        let path = format!("/api/v1/organizations/{id}/warnings");
        let warning = json!({"what": "管理费用偏高", "owner": "监管科", "due_on": "2026-03-31",
            "year": 2025});
        world.post_as("examiner", &path, &warning).expect(201);
        world.set_day(2026, 4, 1);
        let late =
            world.items("agency", "/api/v1/warnings?late=true&owner=%E7%9B%91%E7%AE%A1%E7%A7%91");
        assert_eq!((late.len(), &late[0]["late"]), (1, &json!(true)));
        let closed = json!({"number": 1, "note": "已约谈"});
        world.post_as("examiner", &format!("{path}/close"), &closed).expect(201);
        assert!(world.items("agency", "/api/v1/warnings?open=true").is_empty());
        assert_eq!(world.items("agency", "/api/v1/warnings?open=false").len(), 1);
        let again = world.post_as("examiner", &format!("{path}/close"), &closed).expect(422);
        assert_eq!(again.against()[0].0, "NB-14");
    });
}

#[test]
fn conclusions_of_an_older_register_are_imported() {
    each_world(|world| {
        let id = established(world);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let (code, name) = (record["uscc"].as_str().unwrap(), record["name"].as_str().unwrap());
        let file = format!(
            "uscc,name,conclusion,year,concluded_on\n{code},{name},年检合格,,\n\
             {code},别名,基本合格,2024,2025-06-01\n{code},{name},优秀,2023,\n\
             11110105MJ0000001X,某会,合格,,\n{code},{name},合格,2026,\n{code},{name},年检合格,,\n"
        );
        let check =
            || world.registry.check_oversight(OversightFile::Inspections, file.as_bytes()).unwrap();
        let checked = check();
        assert_eq!(checked.rows.len(), 2);
        let lines: Vec<(u64, &str)> =
            checked.problems.iter().map(|note| (note.line, note.column.as_str())).collect();
        assert_eq!(lines, [(4, "conclusion"), (5, "uscc"), (6, "year"), (7, "uscc")]);
        let warned: Vec<(u64, &str)> =
            checked.warnings.iter().map(|note| (note.line, note.column.as_str())).collect();
        assert!(warned.contains(&(2, "year")) && warned.contains(&(3, "name")), "{warned:?}");
        let by = world.accounts.actor("administrator").unwrap().expect("an account");
        assert_eq!(world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap(), 2);
        let again = check();
        assert_eq!((again.rows.len(), again.already), (0, 2), "{:?}", again.problems);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let results: Vec<&Value> = record["inspections"].as_array().unwrap().iter().collect();
        assert_eq!((results[0].get("year"), &results[1]["year"]), (None, &json!(2024)));
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}
