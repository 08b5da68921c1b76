//! Penalties over HTTP: from filing to payment, a rescission that is annulled, what the public reads, figures, what
//! is not in form; and penalties of other departments.

use serde_json::{Value, json};
use shuniu_core::access::{Grant, Role};
use shuniu_core::unit::UnitId;
use shuniu_registry::import::OversightFile;

use crate::support::{Answer, World, each_world};

/// An association with an agent and somebody who reviews; today is 1 July 2026 then.
fn established(world: &World) -> String {
    world.set_day(2026, 3, 2);
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
    let registrar = UnitId::parse(record["registrar"]["id"].as_str().unwrap()).unwrap();
    world.account("reviewer", &[Grant::at(Role::Examiner, registrar)]);
    world.set_day(2026, 7, 1);
    id
}

fn act(world: &World, login: &str, id: &str, path: &str, body: &Value) -> Answer {
    world.post_as(login, &format!("/api/v1/organizations/{id}/penalties{path}"), body)
}

fn filing(basis: &str, ground: &str) -> Value {
    json!({"breach": {"basis": basis, "ground": ground, "facts": "经查实", "from": "2026-04-01",
        "until": "2026-05-31", "found_on": "2026-06-20"}, "source": "检查发现",
        "officers": ["执法0001", "执法0002"], "document_number": "示民罚立〔2026〕1号"})
}

fn notice(measures: &Value) -> Value {
    json!({"measures": measures, "facts": "事实、理由、依据", "document_number": "示民罚告〔2026〕1号",
        "delivered_on": "2026-07-06", "delivered_by": "直接送达", "hearing": true})
}

fn decision(measures: &Value, serious: bool) -> Value {
    json!({"measures": measures, "serious": serious, "publish": true, "reasons": "经查实",
        "deliberated_on": "2026-07-14", "document_number": "示民罚〔2026〕1号"})
}

/// Filed, told, reviewed and decided on 14 July; delivered on the 16th.
fn served(world: &World, id: &str, basis: &str, ground: &str, measures: &Value, serious: bool) {
    act(world, "examiner", id, "", &filing(basis, ground)).expect(201);
    world.set_day(2026, 7, 6);
    act(world, "examiner", id, "/1/notify", &notice(measures)).expect(201);
    world.set_day(2026, 7, 14);
    let agrees = json!({"opinion": "同意", "agrees": true});
    act(world, "reviewer", id, "/1/review", &agrees).expect(201);
    act(world, "decider", id, "/1/decide", &decision(measures, serious)).expect(201);
    world.set_day(2026, 7, 16);
    let delivered = json!({"delivered_on": "2026-07-16", "delivered_by": "直接送达"});
    act(world, "examiner", id, "/1/serve", &delivered).expect(201);
}

#[test]
fn from_filing_to_the_last_payment() {
    each_world(|world| {
        let id = established(world);
        let fine =
            json!([{"measure": "fine", "yuan": 20000, "base": "turnover", "base_yuan": 10000}]);
        act(world, "examiner", &id, "", &filing("regulation", "outside_scope")).expect(201);
        let early = act(world, "decider", &id, "/1/decide", &decision(&fine, false)).expect(422);
        assert!(early.against().contains(&("XF-44".to_owned(), "44".to_owned())));
        world.set_day(2026, 7, 6);
        act(world, "examiner", &id, "/1/notify", &notice(&fine)).expect(201);
        let steps = world.get_as("agent", &format!("/api/v1/organizations/{id}/next-steps"));
        let steps = steps.expect(200).json();
        let state = steps.as_array().unwrap().iter().find(|s| s["act"] == "state_on_penalty");
        assert_eq!(state.expect("offered")["due_by"]["last_day"], "2026-07-13");
        act(world, "agent", &id, "/1/state", &json!({"text": "事出有因", "hearing": false}))
            .expect(201);
        world.set_day(2026, 7, 14);
        let open = world.get("/api/v1/penalties").expect(200).json();
        assert_eq!(open["items"], json!([]), "nothing is public before it is delivered");
        let worklist = world.get_as("decider", "/api/v1/penalty-cases?stage=notified").expect(200);
        assert_eq!(worklist.json()["items"][0]["due_on"], "2026-09-29");
        act(world, "decider", &id, "/1/decide", &decision(&fine, false)).expect(201);
        world.set_day(2026, 7, 16);
        let delivered = json!({"delivered_on": "2026-07-16", "delivered_by": "直接送达"});
        let answer = act(world, "examiner", &id, "/1/serve", &delivered).expect(201).json();
        assert_eq!(answer["documents"][0]["kind"], "public_notice");
        let public = world.get("/api/v1/penalties").expect(200).json();
        assert_eq!(public["items"][0]["document_number"], "示民罚〔2026〕1号");
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["penalties"][0]["measures"][0]["zh"], "罚款20000元");
        // What came before is nobody else's.
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let kinds = feed["changes"].to_string();
        assert!(kinds.contains("penalty.penalty_served") && !kinds.contains("penalty.case_filed"));
        assert!(!kinds.contains("penalty.penalty_notified"));
        world.set_day(2026, 8, 1);
        let whole = world.get_as("agent", &format!("/api/v1/organizations/{id}/penalties"));
        let whole = whole.expect(200).json();
        assert_eq!(whole["cases"][0]["dues"]["surcharge_yuan"], 600);
        assert_eq!(whole["cases"][0].get("filed_by"), None, "accounts are nobody's");
        let paid = json!({"paid_on": "2026-08-01", "yuan": 20600, "receipt": "票1号"});
        act(world, "examiner", &id, "/1/pay", &paid).expect(201);
        let overdue = world.get_as("decider", "/api/v1/penalty-cases?due_before=2026-12-31");
        assert_eq!(overdue.expect(200).json()["items"], json!([]), "it is paid");
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
    });
}

/// Rescinded: its name is given up and barred; annulled by a court: all of it comes back, on earlier days, too.
#[test]
fn what_is_annulled_comes_back() {
    each_world(|world| {
        let id = established(world);
        let name =
            world.get(&format!("/api/v1/organizations/{id}")).expect(200).json()["name"].clone();
        served(world, &id, "rescission", "fraud", &json!([{"measure": "rescission"}]), false);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["status"]["id"], "rescinded");
        assert_eq!(record["rescinded_on"], "2026-07-16");
        let exits = world.get_as("decider", "/api/v1/exits").expect(200).json();
        assert_eq!(exits["items"][0]["since"], "2026-07-16");
        let sued = json!({"kind": "suit", "filed_on": "2026-08-03", "authority": "示范区人民法院",
            "document_number": "行初1号"});
        world.set_day(2026, 8, 3);
        act(world, "examiner", &id, "/1/challenges", &sued).expect(201);
        world.set_day(2026, 10, 8);
        let annulled = json!({"by": "court", "annulled_on": "2026-10-08", "reasons": "程序违法",
            "document_number": "行初1号"});
        act(world, "decider", &id, "/1/annul", &annulled).expect(201);
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!((&record["status"]["id"], &record["name"]), (&json!("registered"), &name));
        assert!(record["certificate"].is_object() && record.get("rescinded_on").is_none());
        assert_eq!(record["names"].as_array().unwrap().len(), 1);
        let exits = world.get_as("decider", "/api/v1/exits").expect(200).json();
        assert_eq!(exits["items"], json!([]));
        let public = world.get("/api/v1/penalties").expect(200).json();
        assert_eq!(public["items"], json!([]));
        let then =
            world.get(&format!("/api/v1/organizations/{id}?as_of=2026-08-01")).expect(200).json();
        assert_eq!(then["status"]["id"], "registered", "void from the beginning");
        let known = world.get(&format!(
            "/api/v1/organizations/{id}?as_of=2026-08-01&known_at=2026-08-02T00:00:00Z"
        ));
        assert_eq!(known.expect(200).json()["status"]["id"], "rescinded", "what was known then");
        // Its name is taken for everybody else again.
        let mut same = crate::support::application::lawful("技艺");
        same["name"] = name.clone();
        let opened = world.post_as("applicant", "/api/v1/cases", &same);
        assert!(opened.text.contains("MC-16"), "{}", opened.text);
        let digest = || world.registry.store().read(|r| r.read_model_digest()).unwrap();
        let live = digest();
        world.registry.rebuild(|_| {}).unwrap();
        assert_eq!(live, digest(), "rebuilt equals live");
    });
}

#[test]
fn every_figure_has_its_list() {
    each_world(|world| {
        let id = established(world);
        for ground in ["outside_scope", "for_profit", "outside_scope"] {
            act(world, "examiner", &id, "", &filing("regulation", ground)).expect(201);
        }
        let drop = json!({"reasons": "违法事实不成立", "document_number": "销1号"});
        act(world, "decider", &id, "/2/drop", &drop).expect(201);
        // Another is handed to who is competent (order 68 art. 5), and stands in a list of its own.
        let mut handed =
            json!({"reasons": "涉嫌犯罪", "document_number": "移1号", "transferred_to": " "});
        let told = act(world, "decider", &id, "/3/drop", &handed).expect(400).json();
        assert_eq!(told["errors"][0]["pointer"], "/transferred_to", "{told}");
        handed["transferred_to"] = json!("朝阳区公安分局");
        act(world, "decider", &id, "/3/drop", &handed).expect(201);
        let list = world.get_as("agency", "/api/v1/penalty-cases?stage=transferred");
        let items = list.expect(200).json()["items"].clone();
        assert_eq!(
            (items.as_array().unwrap().len(), &items[0]["stage"]),
            (1, &json!("transferred"))
        );
        for narrowed in ["", "?kind=association&division=110000", "?kind=foundation"] {
            let figures =
                world.get_as("agency", &format!("/api/v1/penalty-cases/figures{narrowed}"));
            let figures = figures.expect(200).json();
            let lines = figures.as_array().unwrap();
            assert_eq!(lines.is_empty(), narrowed.contains("foundation"), "{narrowed}");
            for line in lines {
                let count = |path: &Value| {
                    let page = world.get_as("agency", path.as_str().unwrap()).expect(200).json();
                    page["items"].as_array().unwrap().len()
                };
                assert_eq!(json!(count(&line["cases"])), line["total"]);
                for (ground, list) in line["by_ground"].as_object().unwrap() {
                    assert_eq!(json!(count(list)), line["grounds"][ground]);
                }
            }
        }
        world.get_as("agency", "/api/v1/penalty-cases?due_before=%2B99999-01-01").expect(400);
        world.get("/api/v1/penalty-cases").expect(401);
        world.get_as("agent", "/api/v1/penalty-cases").expect(403);
        world.get_as("agent", "/api/v1/penalty-cases/figures").expect(403);
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        let id = established(world);
        let far = "+99999-01-01";
        let mut wrong = vec![
            ("", "/source", {
                let mut b = filing("regulation", "for_profit");
                b["source"] = json!(" ");
                b
            }),
            ("", "/officers", {
                let mut b = filing("regulation", "for_profit");
                b["officers"] = json!([]);
                b
            }),
            ("", "/breach/from", {
                let mut b = filing("regulation", "for_profit");
                b["breach"]["from"] = json!(far);
                b
            }),
            ("", "/breach/until", {
                let mut b = filing("regulation", "for_profit");
                b["breach"]["until"] = json!(far);
                b
            }),
            ("", "/breach/found_on", {
                let mut b = filing("regulation", "for_profit");
                b["breach"]["found_on"] = json!(far);
                b
            }),
            (
                "/1/hearing",
                "/held_on",
                json!({"notified_on": "2026-07-01", "held_on": far, "record_number": "1"}),
            ),
            ("/1/exclude", "/from", json!({"from": far, "to": "2026-07-01", "why": "audit"})),
            ("/1/serve", "/delivered_on", json!({"delivered_on": far, "delivered_by": "邮寄"})),
            (
                "/1/seal",
                "/on",
                json!({"on": far, "certificate": true, "seals": true, "vouchers": true}),
            ),
            ("/1/pay", "/paid_on", json!({"paid_on": far, "yuan": 1, "receipt": "1"})),
            ("/1/pay", "/yuan", json!({"paid_on": "2026-07-01", "yuan": 0, "receipt": "1"})),
            (
                "/1/challenges",
                "/filed_on",
                json!({"kind": "suit", "filed_on": far, "authority": "法院", "document_number": "1"}),
            ),
            (
                "/1/end-challenge",
                "/remedy",
                json!({"remedy": 0, "ended_on": "2026-07-01", "outcome": "upheld", "document_number": "1"}),
            ),
            (
                "/1/end-challenge",
                "/ended_on",
                json!({"remedy": 1, "ended_on": far, "outcome": "upheld", "document_number": "1"}),
            ),
        ];
        for (measure, field) in [
            (json!({"measure": "fine", "yuan": 0, "base": "gains", "base_yuan": 1}), "yuan"),
            (json!({"measure": "fine", "yuan": 1, "base": "gains", "base_yuan": 0}), "base_yuan"),
            (json!({"measure": "suspension", "months": 37}), "months"),
            (json!({"measure": "order_correction", "by": far}), "by"),
        ] {
            let field: &'static str = match field {
                "yuan" => "/measures/0/yuan",
                "base_yuan" => "/measures/0/base_yuan",
                "months" => "/measures/0/months",
                _ => "/measures/0/by",
            };
            wrong.push(("/1/notify", field, notice(&json!([measure]))));
        }
        for (path, pointer, body) in wrong {
            let answer = act(world, "examiner", &id, path, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        let annulled =
            json!({"by": "court", "annulled_on": far, "reasons": "1", "document_number": "1"});
        let answer = act(world, "decider", &id, "/1/annul", &annulled).expect(400).json();
        assert_eq!(answer["errors"][0]["pointer"], "/annulled_on");
        act(world, "examiner", &id, "/x/notify", &notice(&json!([{"measure": "warning"}])))
            .expect(404);
    });
}

/// Penalties of other departments come in as their source writes them, and each once.
#[test]
fn other_departments_penalties_are_imported() {
    each_world(|world| {
        let id = established(world);
        let uscc =
            world.get(&format!("/api/v1/organizations/{id}")).expect(200).json()["uscc"].clone();
        let uscc = uscc.as_str().unwrap();
        let file = format!(
            "uscc,name,document_number,facts_short,basis,kinds,amount_yuan,decided_on,authority,dataset\n\
             {uscc},别名,示卫罚【2020】001号,未处理,《办法》第一条,罚款,5000.5,2020-07-21,示范区卫生健康委员会,公示\n\
             {uscc},,示文罚〔2023〕第2号,未经许可,,警告;罚款,3000,2023-08-07,示范市文化局,公示\n\
             {uscc},,示文罚〔2023〕第3号,,,,x,2030-01-01,,\n\
             {uscc},,示文罚〔2023〕第2号,又一,,警告,,2023-08-07,示范市文化局,公示\n"
        );
        let check =
            || world.registry.check_oversight(OversightFile::Penalties, file.as_bytes()).unwrap();
        let checked = check();
        assert_eq!(checked.rows.len(), 2);
        let fields: Vec<&str> = checked.problems.iter().map(|note| note.column.as_str()).collect();
        assert_eq!(fields, ["authority", "kinds", "decided_on", "amount_yuan", "uscc"]);
        let warned: Vec<&str> = checked.warnings.iter().map(|note| note.column.as_str()).collect();
        assert_eq!(warned, ["amount_yuan", "name"]);
        let administrator = world.accounts.actor("administrator").unwrap().expect("an account");
        let done = world.registry.commit_oversight(&administrator, &checked, &mut |_| {}).unwrap();
        assert_eq!((done, check().already), (2, 2), "again brings nothing");
        let public = world.get("/api/v1/penalties?decided_from=2023-01-01").expect(200).json();
        assert_eq!(public["items"][0]["measures"], json!(["警告", "罚款"]));
        assert_eq!(public["items"].as_array().unwrap().len(), 1);
        let cases = world.get_as("agency", "/api/v1/penalty-cases").expect(200).json();
        assert_eq!(cases["items"], json!([]), "they are no cases of the register");
    });
}
