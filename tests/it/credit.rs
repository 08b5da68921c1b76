//! The lists of credit over HTTP: from the notice to the removal, what the public and other agencies read, who
//! may do what, what is not in form; and entries of an older register.

use serde_json::{Value, json};
use shuniu_core::{
    access::{Grant, Role},
    oversight::credit::CreditList,
};
use shuniu_registry::import::OversightFile;

use crate::support::{Answer, World, each_world};

/// An association with an agent; today is 1 July 2026 then.
fn established(world: &World) -> String {
    world.set_day(2026, 3, 2);
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    world.set_day(2026, 7, 1);
    id
}

fn credit(world: &World, login: &str, id: &str, act: &str, body: &Value) -> Answer {
    world.post_as(login, &format!("/api/v1/organizations/{id}/credit/{act}"), body)
}

fn notice() -> Value {
    json!({"list": "abnormal", "ground": "no_party_organization", "facts": "未设立党组织",
        "document_number": "示民信告〔2026〕1号", "delivered_on": "2026-07-01",
        "delivered_by": "直接送达"})
}

fn listing() -> Value {
    json!({"list": "abnormal", "ground": "no_party_organization", "facts": "未设立党组织",
        "document_number": "示民信〔2026〕1号"})
}

fn fined() -> Value {
    json!({"list": "serious", "ground": "large_fine", "facts": "违规收费",
        "document_number": "示民信〔2026〕2号",
        "penalties": [{"kind": "fine", "yuan": 60000, "document_number": "示罚〔2026〕1号",
            "authority": "示范市场监督管理局", "decided_on": "2026-06-20"}]})
}

#[test]
fn from_the_notice_to_the_removal() {
    each_world(|world| {
        let id = established(world);
        let refused = credit(world, "decider", &id, "list", &listing()).expect(422);
        assert_eq!(refused.against(), [("XN-1".to_owned(), "1".to_owned())]);
        credit(world, "examiner", &id, "notify", &notice()).expect(201);
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let object = steps.as_array().unwrap().iter().find(|s| s["act"] == "object_to_listing");
        assert_eq!(object.expect("offered")["due_by"]["last_day"], "2026-07-15");
        let early = credit(world, "decider", &id, "list", &listing()).expect(422).json();
        let told = early["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "XN-1");
        assert_eq!(told.unwrap()["possible_from"], "2026-07-16");
        world.set_day(2026, 7, 16);
        let answer = credit(world, "decider", &id, "list", &listing()).expect(201).json();
        assert_eq!(answer["documents"][0]["kind"], "public_notice");

        // Both lists are public, with since when and why; being listed is no penalty.
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["status"]["id"], "registered");
        assert_eq!(record["credit"][0]["listed_on"], "2026-07-16");
        assert_eq!(record["credit"][0]["grounds"][0]["zh"], "未按规定设立党组织");
        let public = world.get("/api/v1/credit-listings?list=abnormal&current=true");
        assert_eq!(public.expect(200).json()["items"][0]["organization"], json!(id));
        let standing = format!("/api/v1/organizations/{id}/standing?for=funding");
        assert_eq!(world.get(&standing).expect(200).json()["good"], true);

        // What came before the listing is nobody else's.
        let history = world.get(&format!("/api/v1/organizations/{id}/history")).expect(200).json();
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        for entries in [&history, &feed["changes"]] {
            let kinds: Vec<&str> =
                entries.as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
            assert!(kinds.contains(&"credit.listed"), "{kinds:?}");
            assert!(!kinds.contains(&"credit.listing_notified"), "{kinds:?}");
        }

        let statement = json!({"list": "abnormal", "statement": "已设立党支部"});
        credit(world, "agent", &id, "apply-for-removal", &statement).expect(201);
        world.set_day(2026, 8, 3);
        let off = json!({"list": "abnormal", "reason": "rectified", "verified_on": "2026-07-31",
            "note": "已核实", "document_number": "示民信移〔2026〕1号"});
        credit(world, "decider", &id, "remove", &off).expect(201);
        for (day, listed) in
            [("2026-07-15", 0), ("2026-07-16", 1), ("2026-08-02", 1), ("2026-08-03", 0)]
        {
            let path = format!("/api/v1/credit-listings?list=abnormal&on={day}");
            let found = world.get(&path).expect(200).json();
            assert_eq!(found["items"].as_array().unwrap().len(), listed, "{day}");
        }
        let then = world.get(&format!("/api/v1/organizations/{id}?as_of=2026-08-02"));
        assert_eq!(then.expect(200).json()["credit"][0].get("removed_on"), None);
        let now = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(now["credit"][0]["removed_because"], "rectified");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
    });
}

#[test]
fn what_others_ask_comes_with_its_law_and_its_day() {
    each_world(|world| {
        let id = established(world);
        credit(world, "decider", &id, "list", &fined()).expect(201);
        let ask = |purpose: &str, day: &str| {
            let path = format!("/api/v1/organizations/{id}/standing?for={purpose}{day}");
            world.get(&path).expect(200).json()
        };
        let answer = ask("purchase", "");
        assert_eq!((&answer["good"], &answer["listed"]), (&json!(false), &json!(["serious"])));
        let against = answer["against"].as_array().unwrap();
        let listed = against.iter().find(|f| f["rule"] == "XY-23").unwrap();
        assert_eq!(listed["citation"]["article"], "23");
        let grave = against.iter().find(|f| f["rule"] == "GM-7").unwrap();
        assert_eq!(grave["possible_from"], "2029-07-01");
        assert_eq!(ask("purchase", "&as_of=2026-06-30")["good"], true);
        assert_eq!(ask("purchase", "&as_of=2026-07-01")["good"], false);
        // A mistake is corrected: it stands against nobody on any day, and its offices still read it.
        world.set_day(2026, 7, 20);
        let mistaken = json!({"list": "serious", "reason": "mistaken", "note": "主体有误",
            "document_number": "示民信更〔2026〕1号"});
        credit(world, "decider", &id, "remove", &mistaken).expect(201);
        for day in ["", "&as_of=2026-07-02"] {
            assert_eq!(ask("purchase", day)["good"], true, "{day}");
        }
        let then = world.get(&format!("/api/v1/organizations/{id}?as_of=2026-07-02"));
        assert_eq!(then.expect(200).json().get("credit"), None);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record.get("credit"), None);
        let listed = world.get("/api/v1/credit-listings").expect(200).json();
        assert!(listed["items"].as_array().unwrap().is_empty());
        let whole = world.get_as("agency", &format!("/api/v1/organizations/{id}/credit"));
        assert_eq!(whole.expect(200).json()["past"][0]["reason"], "mistaken");
    });
}

/// Listed by mistake, corrected and listed rightly on one day: only the mistake is forgotten.
#[test]
fn a_mistake_takes_nothing_else_with_it() {
    each_world(|world| {
        let id = established(world);
        credit(world, "decider", &id, "list", &fined()).expect(201);
        let mistaken = json!({"list": "serious", "reason": "mistaken", "note": "文号有误",
            "document_number": "示民信更〔2026〕1号"});
        credit(world, "decider", &id, "remove", &mistaken).expect(201);
        let mut rightly = fined();
        rightly["document_number"] = json!("示民信〔2026〕4号");
        credit(world, "decider", &id, "list", &rightly).expect(201);
        world.set_day(2026, 7, 2);
        for day in ["", "&as_of=2026-07-01", "&as_of=2026-07-02"] {
            let path = format!("/api/v1/organizations/{id}/standing?for=purchase{day}");
            let answer = world.get(&path).expect(200).json();
            assert_eq!(answer["listed"], json!(["serious"]), "{day}");
        }
        let then = world.get(&format!("/api/v1/organizations/{id}?as_of=2026-07-02"));
        assert_eq!(then.expect(200).json()["credit"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn every_figure_has_its_list() {
    each_world(|world| {
        let id = established(world);
        credit(world, "decider", &id, "list", &fined()).expect(201);
        let warned = json!({"list": "abnormal", "ground": "minor_penalty", "facts": "警告",
            "document_number": "示民信〔2026〕3号", "penalties": [{"kind": "warning",
            "document_number": "示罚〔2026〕2号", "authority": "示范民政局", "decided_on": "2026-06-20"}]});
        credit(world, "decider", &id, "list", &warned).expect(201);
        for narrowed in ["", "?current=true", "?current=false", "?on=2026-07-01&kind=association"] {
            let figures = world.get(&format!("/api/v1/credit-listings/figures{narrowed}"));
            let figures = figures.expect(200).json();
            let lines = figures.as_array().unwrap();
            assert_eq!(lines.is_empty(), narrowed.contains("false"), "{narrowed}");
            for line in lines {
                let count = |path: &Value| {
                    let page = world.get(path.as_str().unwrap()).expect(200).json();
                    page["items"].as_array().unwrap().len()
                };
                assert_eq!(json!(count(&line["entries"])), line["total"]);
                for (ground, list) in line["by_ground"].as_object().unwrap() {
                    assert_eq!(json!(count(list)), line["grounds"][ground]);
                }
            }
        }
    });
}

#[test]
fn who_may_see_and_act() {
    each_world(|world| {
        let id = established(world);
        let whole = format!("/api/v1/organizations/{id}/credit");
        world.account("stranger", &[Grant::of(Role::Applicant)]);
        world.get(&whole).expect(401);
        world.get_as("stranger", &whole).expect(403);
        for login in ["agent", "supervisor", "examiner", "agency"] {
            world.get_as(login, &whole).expect(200);
        }
        credit(world, "supervisor", &id, "notify", &notice()).expect(403);
        credit(world, "agent", &id, "list", &fined()).expect(403);
        credit(world, "examiner", &id, "list", &fined()).expect(403);
        credit(
            world,
            "stranger",
            &id,
            "object",
            &json!({"list": "abnormal",
            "ground": "other", "text": "异议"}),
        )
        .expect(403);
        world.get("/api/v1/organizations/none/standing?for=purchase").expect(404);
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        let id = established(world);
        for (field, value) in [
            ("facts", json!(" ")),
            ("document_number", json!("")),
            ("delivered_by", json!("")),
            ("ground", json!("nonsense")),
            ("year", json!(1)),
        ] {
            let mut body = notice();
            body[field] = value;
            let answer = credit(world, "examiner", &id, "notify", &body).expect(400).json();
            assert!(answer.to_string().contains(field), "{answer}");
        }
        // Days of no calendar that a city keeps.
        for far in ["-9999-01-01", "+99999-01-01"] {
            let letter = json!({"mail_number": "1", "sent_on": far, "signed_for": false});
            let mut told = notice();
            told["delivered_on"] = json!(far);
            let mut listed = fined();
            listed["penalties"][0]["decided_on"] = json!(far);
            let removed = json!({"list": "serious", "reason": "rectified", "verified_on": far,
                "note": "已核实", "document_number": "1号"});
            for (login, act, pointer, body) in [
                ("examiner", "letters", "/sent_on", letter),
                ("examiner", "notify", "/delivered_on", told),
                ("decider", "list", "/penalties/0/decided_on", listed),
                ("decider", "remove", "/verified_on", removed),
            ] {
                let answer = credit(world, login, &id, act, &body).expect(400).json();
                assert_eq!(answer["errors"][0]["pointer"], pointer, "{far}");
            }
        }
        // Before there was any law on it a notice cannot have been delivered.
        let mut early = notice();
        early["delivered_on"] = json!("1950-01-01");
        let refused = credit(world, "examiner", &id, "notify", &early).expect(422);
        assert_eq!(refused.against(), [("XN-3".to_owned(), "2".to_owned())]);
        let mut body = fined();
        body["penalties"][0]["yuan"] = json!(-1);
        let answer = credit(world, "decider", &id, "list", &body).expect(400).json();
        assert!(answer.to_string().contains("/penalties/0/yuan"), "{answer}");
        world.get(&format!("/api/v1/organizations/{id}/standing")).expect(400);
        world.get("/api/v1/credit-listings?list=nonsense").expect(400);
    });
}

/// A slip of the pen in a year is a problem of its row, on every database.
#[test]
fn a_year_that_no_register_knows_is_told() {
    each_world(|world| {
        let id = established(world);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let code = record["uscc"].as_str().unwrap();
        let file = format!("uscc,listed_on\n{code},0205-01-05\n{code},-9999-01-01\n");
        let serious = OversightFile::Listings(CreditList::Serious);
        let checked = world.registry.check_oversight(serious, file.as_bytes()).unwrap();
        assert!(checked.rows.is_empty());
        let told: Vec<&str> = checked.problems.iter().map(|note| note.column.as_str()).collect();
        assert_eq!(told, ["listed_on", "listed_on"]);
    });
}

#[test]
fn lists_of_an_older_register_are_imported() {
    each_world(|world| {
        let id = established(world);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let (code, name) = (record["uscc"].as_str().unwrap(), record["name"].as_str().unwrap());
        let file = format!(
            "uscc,name,reason_code_raw,authority_inferred,listed_on,removed_on,removal_reason\n\
             {code},{name},600627,示范民政局,2018-11-05,2022-03-10,满2年\n\
             {code},{name},600624,示范民政局,2024-01-05,,\n\
             {code},{name},600625,示范民政局,2025-01-05,,\n\
             {code},{name},600624,示范民政局,2024-01-05,2023-01-05,\n\
             {code},{name},600624,示范民政局,2030-01-05,,\n"
        );
        let serious = OversightFile::Listings(CreditList::Serious);
        let check = || world.registry.check_oversight(serious, file.as_bytes()).unwrap();
        let checked = check();
        assert_eq!(checked.rows.len(), 2, "{:?}", checked.problems);
        let lines: Vec<(u64, &str)> =
            checked.problems.iter().map(|note| (note.line, note.column.as_str())).collect();
        assert_eq!(
            lines,
            [(4, "uscc"), (5, "removed_on"), (6, "listed_on")],
            "a second entry at once"
        );
        let by = world.accounts.actor("administrator").unwrap().expect("an account");
        assert_eq!(world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap(), 2);
        assert_eq!((check().rows.len(), check().already), (0, 2));
        let abnormal = OversightFile::Listings(CreditList::Abnormal);
        let file = format!("uscc,name\n{code},{name}\n");
        let checked = world.registry.check_oversight(abnormal, file.as_bytes()).unwrap();
        assert_eq!((checked.rows.len(), checked.warnings[0].column.as_str()), (1, "listed_on"));
        world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap();
        for (day, listed) in
            [("2018-11-04", 0), ("2020-01-01", 1), ("2023-01-01", 0), ("2026-07-01", 2)]
        {
            let found = world.get(&format!("/api/v1/credit-listings?on={day}")).expect(200).json();
            assert_eq!(found["items"].as_array().unwrap().len(), listed, "{day}");
        }
        let then = world.get(&format!("/api/v1/organizations/{id}?as_of=2020-01-01"));
        let entries = then.expect(200).json()["credit"].clone();
        assert_eq!(entries[0]["listed_on"], "2018-11-05");
        assert_eq!(entries[0].get("removed_on"), None, "it stood there on that day");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}
