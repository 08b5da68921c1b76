//! Evaluation over HTTP: from the notice of a round to a grade and what it is good for, what the public and the
//! offices read, figures, what is not in form; and grades of older registers.

use serde_json::{Map, Value, json};
use shuniu_core::access::Grant;
use shuniu_registry::import::OversightFile;

use crate::support::{Answer, World, each_world};

/// An association of March 2026 with an agent; a round opened on 3 April 2028, two years later.
fn with_a_round(world: &World) -> String {
    world.set_day(2026, 3, 2);
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.account("agent", &[Grant::agent_of(&id)]);
    world.set_day(2028, 4, 3);
    open(world, &round()).expect(201);
    id
}

fn open(world: &World, body: &Value) -> Answer {
    world.post_as("decider", "/api/v1/units/registrar-110105/evaluation-rounds", body)
}

fn round() -> Value {
    let member = |n: usize| json!({"name": format!("委员{n}"), "office": "专家"});
    json!({"title": "2028年度评估", "document_number": "示民评〔2028〕1号",
        "published_on": "2028-04-03", "apply_from": "2028-04-03", "apply_until": "2028-04-30",
        "publicity_days": 7, "sheets": {"association": "association-2026"},
        "committee": (1..=11).map(member).collect::<Vec<_>>()})
}

fn act(world: &World, login: &str, id: &str, path: &str, body: &Value) -> Answer {
    world.post_as(login, &format!("/api/v1/organizations/{id}/evaluation/{path}"), body)
}

/// Full points but for so many that the first leaves lose.
fn scores(world: &World, mut lost: i64) -> Value {
    let sheets = world.get("/api/v1/evaluation-sheets").expect(200).json();
    let sheet = sheets.as_array().unwrap().iter().find(|s| s["id"] == "association-2026").unwrap();
    let mut scores = Map::new();
    for leaf in sheet["indicators"].as_array().unwrap() {
        if let Some(most) = leaf.get("points").and_then(Value::as_i64) {
            let less = lost.min(most);
            lost -= less;
            scores.insert(leaf["key"].as_str().unwrap().to_owned(), json!(most - less));
        }
    }
    Value::Object(scores)
}

fn report(world: &World, lost: i64) -> Value {
    json!({"visited_on": "2028-05-08", "report_number": "评报1号",
        "experts": [{"name": "专家甲"}, {"name": "专家乙"}], "scores": scores(world, lost)})
}

fn ballot(grade: &str, agree: usize) -> Value {
    let vote = |n: usize| {
        let how = if n <= agree { "for" } else { "against" };
        json!({"member": {"name": format!("委员{n}")}, "vote": how})
    };
    json!({"met_on": "2028-05-22", "grade": grade, "document_number": "评纪1号",
        "votes": (1..=11).map(vote).collect::<Vec<_>>()})
}

/// Applied for, eligible, reported, voted, publicized.
fn to_the_public(world: &World, id: &str) {
    act(world, "agent", id, "apply", &json!({"round": 1, "kind": "ordinary"})).expect(201);
    act(world, "examiner", id, "eligible", &json!({"note": "符合条件"})).expect(201);
    world.set_day(2028, 5, 10);
    act(world, "examiner", id, "report", &report(world, 60)).expect(201);
    world.set_day(2028, 5, 22);
    let few = act(world, "decider", id, "decide", &ballot("4A", 5)).expect(422);
    assert_eq!(few.against(), [("PG-14b".to_owned(), "14".to_owned())]);
    act(world, "decider", id, "decide", &ballot("4A", 6)).expect(201);
    world.set_day(2028, 5, 25);
    let shown = json!({"from": "2028-05-25", "until": "2028-05-31", "place": "网站"});
    act(world, "examiner", id, "publicize", &shown).expect(201);
}

#[test]
fn from_the_notice_to_the_grade() {
    each_world(|world| {
        let id = with_a_round(world);
        to_the_public(world, &id);
        let confirm = json!({"document_number": "示民评〔2028〕9号"});
        let early = act(world, "decider", &id, "confirm", &confirm).expect(422);
        assert_eq!(early.against(), [("EN-8".to_owned(), "4".to_owned())]);
        world.set_day(2028, 6, 1);
        let answer = act(world, "decider", &id, "confirm", &confirm).expect(201).json();
        assert_eq!(answer["documents"][0]["kind"], "public_notice");

        let grade = |day: &str| {
            let path = format!("/api/v1/organizations/{id}/grade{day}");
            world.get(&path).expect(200).json()
        };
        let now = grade("");
        assert_eq!((&now["grade"], &now["announced"]["grade"]), (&Value::Null, &json!("4A")));
        world.set_day(2029, 1, 1);
        let running = grade("");
        assert_eq!(running["grade"]["valid_until"], "2033-12-31");
        let effects = running["effects"].as_array().unwrap();
        let simplified = effects.iter().find(|f| f["rule"] == "PG-8b").unwrap();
        assert_eq!(
            (&simplified["outcome"], &simplified["citation"]["article"]),
            (&json!("met"), &json!("8"))
        );
        assert_eq!(grade("?as_of=2028-12-31")["grade"], Value::Null);
        assert_eq!(grade("?as_of=2028-05-31")["announced"], Value::Null);

        let list = |query: &str| {
            let page = world.get(&format!("/api/v1/grades?{query}")).expect(200).json();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!(
            (list("on=2028-12-31"), list("on=2029-01-01"), list("on=2034-01-01")),
            (0, 1, 0)
        );
        assert_eq!((list("grade=4A"), list("grade=5A"), list("ends_before=2034-01-01")), (1, 0, 1));
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(record["grades"][0]["grade"], "4A");
        // Who voted how is for the offices that handle it; who was there, too.
        let whole = |login: &str| {
            let path = format!("/api/v1/organizations/{id}/evaluation");
            world.get_as(login, &path).expect(200).json()["cases"][0].clone()
        };
        assert_eq!(whole("examiner")["ballot"]["votes"].as_array().unwrap().len(), 11);
        for login in ["agent", "agency"] {
            assert_eq!(whole(login)["ballot"]["votes"], json!([]), "{login}");
            assert_eq!(whole(login)["report"]["experts"], json!([]), "{login}");
            assert_eq!(whole(login)["report"]["points"], 940);
        }
        let rounds = "/api/v1/units/registrar-110105/evaluation-rounds";
        let members = |answer: Answer| {
            let rounds = answer.expect(200).json();
            assert_eq!(rounds[0]["title"], "2028年度评估");
            rounds[0]["committee"].as_array().unwrap().len()
        };
        assert_eq!(members(world.get(rounds)), 0);
        for (login, named) in [("examiner", 11), ("decider", 11), ("agency", 0), ("agent", 0)] {
            assert_eq!(members(world.get_as(login, rounds)), named, "{login}");
        }
        let unit = world.get("/api/v1/units/registrar-110105").expect(200).json();
        assert_eq!(unit["rounds"][0]["committee"], json!([]), "who sits there is not public");
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).text;
        assert!(
            feed.contains("evaluation.grade_confirmed") && !feed.contains("evaluation.grade_voted")
        );
        // Who sits in the committee is nobody's outside the offices, in no list and no feed.
        let units = world.get("/api/v1/units?limit=200").expect(200).text;
        assert!(!feed.contains("委员1") && !units.contains("委员1"));
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds(), "the log proves itself");
        let digest = || world.registry.store().read(|r| r.read_model_digest()).unwrap();
        let live = digest();
        world.registry.rebuild(|_| {}).unwrap();
        assert_eq!(live, digest(), "rebuilt equals live");
    });
}

#[test]
fn every_figure_has_its_list() {
    each_world(|world| {
        let id = with_a_round(world);
        let count = |path: &Value| {
            let page = world.get_as("agency", path.as_str().unwrap()).expect(200).json();
            page["items"].as_array().unwrap().len()
        };
        to_the_public(world, &id);
        let figures = world
            .get_as("agency", "/api/v1/evaluations/figures?round=1&registrar=registrar-110105");
        let figures = figures.expect(200).json();
        assert_eq!((&figures[0]["stage"], &figures[0]["total"]), (&json!("publicized"), &json!(1)));
        assert_eq!(count(&figures[0]["list"]), 1);
        world.set_day(2028, 6, 1);
        let confirm = json!({"document_number": "示民评〔2028〕9号"});
        act(world, "decider", &id, "confirm", &confirm).expect(201);
        for narrowed in ["", "?on=2029-01-01&division=110000", "?on=2028-06-01"] {
            let figures =
                world.get(&format!("/api/v1/grades/figures{narrowed}")).expect(200).json();
            let lines = figures.as_array().unwrap();
            assert_eq!(lines.is_empty(), narrowed.contains("2028"), "{narrowed}");
            for line in lines {
                assert_eq!(json!(count(&line["list"])), line["total"]);
                for (grade, list) in line["by_grade"].as_object().unwrap() {
                    assert_eq!(json!(count(list)), line["grades"][grade]);
                }
            }
        }
        world.get("/api/v1/evaluations").expect(401);
        world.get_as("agent", "/api/v1/evaluations").expect(403);
        world.get_as("agent", "/api/v1/evaluations/figures").expect(403);
    });
}

#[test]
fn what_is_not_in_form_names_its_field() {
    each_world(|world| {
        let id = with_a_round(world);
        let far = "+99999-01-01";
        for (pointer, field, value) in [
            ("/published_on", "published_on", json!(far)),
            ("/apply_from", "apply_from", json!(far)),
            ("/apply_until", "apply_until", json!(far)),
            ("/publicity_days", "publicity_days", json!(0)),
            ("/committee", "committee", json!([])),
            ("/title", "title", json!(" ")),
        ] {
            let mut body = round();
            body[field] = value;
            let answer = open(world, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        for (login, path, pointer, body) in [
            ("agent", "apply", "/round", json!({"round": 0, "kind": "ordinary"})),
            (
                "examiner",
                "report",
                "/visited_on",
                json!({"visited_on": far, "report_number": "1", "experts": [{"name": "甲"}], "scores": {}}),
            ),
            (
                "examiner",
                "report",
                "/experts",
                json!({"report_number": "1", "experts": [], "scores": {}}),
            ),
            (
                "examiner",
                "report",
                "/experts/0/left_on",
                json!({"report_number": "1", "experts": [{"name": "甲", "left_on": far}], "scores": {}}),
            ),
            (
                "examiner",
                "report",
                "/scores/a",
                json!({"report_number": "1", "experts": [{"name": "甲"}], "scores": {"a": -1}}),
            ),
            (
                "decider",
                "decide",
                "/met_on",
                json!({"met_on": far, "votes": [{"member": {"name": "甲"}, "vote": "for"}], "document_number": "1"}),
            ),
            (
                "examiner",
                "publicize",
                "/from",
                json!({"from": far, "until": "2028-05-01", "place": "网站"}),
            ),
            ("examiner", "return-certificate", "/on", json!({"grade": 1, "on": far})),
        ] {
            let answer = act(world, login, &id, path, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        let stranger =
            world.post_as("agency", "/api/v1/units/registrar-110105/evaluation-rounds", &round());
        stranger.expect(403);
        world.get("/api/v1/grades?grade=9A").expect(400);
    });
}

/// Grades without days and grades that were lowered come in as existing law, and each once.
#[test]
fn grades_of_older_registers_are_imported() {
    each_world(|world| {
        world.set_day(2026, 3, 2);
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let (uscc, name) = (record["uscc"].as_str().unwrap(), record["name"].as_str().unwrap());
        let by = world.accounts.actor("administrator").unwrap().expect("an account");
        let file =
            format!("uscc,name,grade\n{uscc},{name},4A\n{uscc},{name},无等级\n{uscc},{name},6A\n");
        let check =
            |what, file: &str| world.registry.check_oversight(what, file.as_bytes()).unwrap();
        let checked = check(OversightFile::Grades, &file);
        assert_eq!((checked.rows.len(), checked.problems.len()), (1, 1));
        assert_eq!(checked.problems[0].column, "grade");
        let warned: Vec<&str> = checked.warnings.iter().map(|note| note.column.as_str()).collect();
        assert_eq!(warned, ["announced_on", "grade"]);
        world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap();
        assert_eq!(check(OversightFile::Grades, &file).already, 1, "again brings nothing");
        let lowered = format!(
            "name,grade_before,grade_after,reason,decided,source\n\
             {name},4A,3A,年检基本合格,2015-02-09,公告\n\
             {name},3A,2A,年检不合格,2017-03,公告\n\
             无此协会,3A,2A,年检不合格,2017-03,公告\n\
             {name},3A,2A,年检不合格,,公告\n"
        );
        let checked = check(OversightFile::LoweredGrades, &lowered);
        let problems: Vec<(u64, &str)> =
            checked.problems.iter().map(|note| (note.line, note.column.as_str())).collect();
        assert_eq!((checked.rows.len(), problems), (2, vec![(4, "name"), (5, "decided")]));
        world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap();
        assert_eq!(check(OversightFile::LoweredGrades, &lowered).already, 2);
        let on = |day: &str| {
            let page = world.get(&format!("/api/v1/grades?on={day}")).expect(200).json();
            page["items"][0]["grade"].clone()
        };
        assert_eq!(
            (on("2015-02-08"), on("2015-02-09"), on("2017-03-01")),
            (json!("4A"), json!("3A"), json!("2A"))
        );
    });
}
