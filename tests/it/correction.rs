//! Corrections over HTTP: they apply themselves in every list and search, the past is read as it is known by now, both
//! sides are marked, a rebuild gives the same, and what is not in form is told.

use serde_json::{Value, json};

use crate::{
    lists::percent,
    requested::{bring, rename, with_agent},
    support::{Answer, World, application::lawful, each_world, exit::returned},
};

fn correct(world: &World, id: &str, way: &str, body: &Value) -> Answer {
    world.post_as("decider", &format!("/api/v1/organizations/{id}/corrections/{way}"), body)
}

fn record(world: &World, id: &str, query: &str) -> Value {
    world.get(&format!("/api/v1/organizations/{id}{query}")).expect(200).json()
}

fn reach(world: &World, id: &str, entry: i64, query: &str) -> Value {
    let path = format!("/api/v1/organizations/{id}/history/{entry}/reach{query}");
    world.get_as("decider", &path).expect(200).json()
}

/// Every act that rests on an entry: certificates are issued anew, what cannot stand falls, what can stands.
fn answered(world: &World, id: &str, entry: i64, query: &str) -> Value {
    let reach = reach(world, id, entry, query);
    let answer = |act: &Value| {
        let becomes = match (&act["may_stand"], act.get("certificate")) {
            (Value::Bool(false), _) => "annulled",
            (_, Some(_)) => "reissued",
            _ => "stands",
        };
        json!({"entry": act["entry"], "becomes": becomes, "reasons": "逐项核对"})
    };
    reach["resting"].as_array().unwrap().iter().map(answer).collect()
}

fn history(world: &World, id: &str) -> Vec<Value> {
    record(world, id, "/history").as_array().unwrap().clone()
}

fn last(world: &World, id: &str, kind: &str) -> i64 {
    let all = history(world, id);
    let of = all.iter().rfind(|entry| entry["kind"] == kind).expect("such an entry");
    of["version"].as_i64().unwrap()
}

fn rebuilt_is_live(world: &World) {
    let digest = || world.registry.store().read(|r| r.read_model_digest()).unwrap();
    let live = digest();
    world.registry.rebuild(|_| {}).unwrap();
    assert_eq!(live, digest(), "rebuilt equals live");
    assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
}

fn found(world: &World, name: &str) -> Vec<String> {
    let path = format!("/api/v1/organizations/search?q={}", percent(name));
    let hits = world.get(&path).expect(200).json();
    let names = hits.as_array().unwrap().iter().map(|hit| hit["name"].as_str().unwrap().to_owned());
    names.filter(|found| found == name).collect()
}

/// A mistyped name: corrected, found, claimed; the typed one is nobody's, and a paper is to be issued anew.
#[test]
fn a_mistyped_name_is_corrected_everywhere() {
    each_world(|world| {
        world.set_day(2026, 5, 4);
        let (id, _) = with_agent(world, "技艺");
        world.set_day(2026, 5, 11);
        let case = bring(world, &id, &rename("新枝艺"));
        world.must("decider", &case, "approve", &json!({}));
        world.set_day(2026, 6, 1);
        let entry = last(world, &id, "organization.items_changed");
        let preview = reach(world, &id, entry, "?fields=name");
        assert_eq!(
            preview["fields"],
            json!([{"field": "name", "value": "北京市朝阳区新枝艺协会"}])
        );
        let body = json!({"correction": {"entry": entry,
                "fields": [{"field": "name", "old": "北京市朝阳区新枝艺协会",
                    "new": "北京市朝阳区新技艺协会"}],
                "resting": answered(world, &id, entry, "?fields=name")},
            "reasons": "与批准文件不符", "document_number": "示更〔2026〕1号"});
        let told = world.post_as(
            "decider",
            &format!("/api/v1/organizations/{id}/corrections/record-error?dry_run=true"),
            &body,
        );
        assert_eq!(told.expect(200).json()["events"][0]["kind"], "correction.record_corrected");
        assert_eq!(record(world, &id, "")["name"], "北京市朝阳区新枝艺协会", "nothing was written");
        correct(world, &id, "record-error", &body).expect(201);

        let now = record(world, &id, "");
        assert_eq!(now["name"], "北京市朝阳区新技艺协会");
        assert_eq!(now["corrections"][0]["entry"], entry);
        assert_eq!(record(world, &id, "?as_of=2026-05-11")["name"], "北京市朝阳区新技艺协会");
        let then = record(world, &id, "?known_at=2026-05-31T00:00:00Z");
        assert_eq!(then["name"], "北京市朝阳区新枝艺协会", "what was known then");
        assert_eq!(found(world, "北京市朝阳区新技艺协会").len(), 1);
        assert!(found(world, "北京市朝阳区新枝艺协会").is_empty());

        // Both sides are marked, and the feed tells old and new.
        let all = history(world, &id);
        let of = |version: i64| all.iter().find(|e| e["version"] == version).unwrap().clone();
        let made = last(world, &id, "correction.record_corrected");
        assert_eq!(of(entry)["corrected_by"], json!([made]));
        assert_eq!(of(made)["corrects"], json!([entry]));
        let changed = of(made)["changes"].as_array().unwrap().clone();
        let name = changed.iter().find(|change| change["field"] == "name").unwrap();
        assert_eq!(
            (&name["old"], &name["new"]),
            (&json!("北京市朝阳区新枝艺协会"), &json!("北京市朝阳区新技艺协会"))
        );
        let feed = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        let told = feed["changes"].as_array().unwrap().iter().rfind(|c| c["id"] == *id).unwrap();
        assert_eq!(told["kind"], "correction.record_corrected");

        // The right name is taken for everybody else, the mistyped one is free.
        let approve = |field: &str| {
            let case = world.open(&lawful(field));
            world.bring_to_decision(&case);
            world.step("decider", &case, "approve", &json!({}))
        };
        let refused = approve("新技艺").expect(422);
        assert_eq!(refused.against(), [("MC-16a".to_owned(), "16(1)".to_owned())]);
        approve("新枝艺").expect(201);
        let reissue = format!("/api/v1/organizations/{id}/reissue-certificate");
        world.post_as("reception", &reissue, &json!({"ground": "corrected"})).expect(201);
        rebuilt_is_live(world);
    });
}

/// A change that is annulled never held: in the record, on any day, in the lists; what it took from others is free.
#[test]
fn an_annulled_change_never_held() {
    each_world(|world| {
        world.set_day(2026, 5, 4);
        let (id, _) = with_agent(world, "技艺");
        let case = bring(world, &id, &rename("新艺"));
        world.must("decider", &case, "approve", &json!({}));
        world.set_day(2026, 6, 1);
        let entry = last(world, &id, "organization.items_changed");
        let preview = reach(world, &id, entry, "");
        assert_eq!(preview["taking_back"]["by_annulment"], true);
        assert_eq!(preview["of_same_act"].as_array().unwrap().len(), 3);
        let body = json!({"annulment": {"entry": entry, "resting": answered(world, &id, entry, "")},
            "ground": "conditions_not_met", "reasons": "不符合法定条件", "delivered_on": "2026-05-20",
            "statement": "无异议", "document_number": "示撤〔2026〕1号"});
        correct(world, &id, "annulment", &body).expect(201);
        assert_eq!(record(world, &id, "")["name"], "北京市朝阳区技艺协会");
        assert_eq!(record(world, &id, "?as_of=2026-05-20")["name"], "北京市朝阳区技艺协会");
        assert_eq!(found(world, "北京市朝阳区技艺协会").len(), 1);
        assert!(found(world, "北京市朝阳区新艺协会").is_empty());
        let notices = world.get("/api/v1/notices").expect(200).json();
        assert_eq!(notices["items"][0]["subject"], "annulment");
        let fallen = history(world, &id);
        let of = |kind: &str| fallen.iter().rfind(|e| e["kind"] == kind).unwrap().clone();
        assert_eq!(of("organization.items_changed")["annulled"], true);
        assert_eq!(of("organization.certificate_issued")["annulled"], true);
        // What was published stays published.
        assert_eq!(fallen.iter().filter(|e| e["annulled"] == true).count(), 2);
        rebuilt_is_live(world);
        // Taken back, the annulment lets it hold again; and that is known from then on.
        let annulled = last(world, &id, "correction.act_annulled");
        let body = json!({"court": "示例市中级人民法院", "document_number": "（2026）示行终1号",
            "dated": "2026-05-30", "received_on": "2026-06-01",
            "order": {"orders": "annul", "entry": annulled,
                "resting": answered(world, &id, annulled, "")}});
        correct(world, &id, "court-order", &body).expect(201);
        assert_eq!(record(world, &id, "")["name"], "北京市朝阳区新艺协会");
        rebuilt_is_live(world);
    });
}

/// Penalties, listings and grades of the same organization come out of it as they went in.
#[test]
fn what_is_not_corrected_stays_as_it_was() {
    each_world(|world| {
        world.set_day(2026, 5, 4);
        let (id, _) = with_agent(world, "技艺");
        let filed = json!({"breach": {"basis": "regulation", "ground": "outside_scope",
            "facts": "经查实", "from": "2026-05-01", "until": "2026-05-02", "found_on": "2026-05-04"},
            "source": "检查发现", "officers": ["执法0001", "执法0002"],
            "document_number": "示民罚立〔2026〕1号"});
        world
            .post_as("examiner", &format!("/api/v1/organizations/{id}/penalties"), &filed)
            .expect(201);
        let told = json!({"list": "abnormal", "ground": "no_party_organization", "facts": "经查实",
            "document_number": "1号", "delivered_on": "2026-05-04", "delivered_by": "直接送达"});
        let path = format!("/api/v1/organizations/{id}/credit/notify");
        world.post_as("examiner", &path, &told).expect(201);
        let body = json!({"fact": {"item": "domicile", "old": record(world, &id, "")["domicile"],
                "new": "北京市朝阳区新示范路1号", "since": "2026-05-04"},
            "reasons": "道路更名", "document_number": "示地〔2026〕3号"});
        let path = format!("/api/v1/organizations/{id}/corrections/fact");
        world.post_as("examiner", &path, &body).expect(201);
        assert_eq!(record(world, &id, "")["domicile"], "北京市朝阳区新示范路1号");
        let cases = world.get_as("decider", "/api/v1/penalty-cases").expect(200).json();
        assert_eq!(cases["items"].as_array().unwrap().len(), 1);
        rebuilt_is_live(world);
    });
}

#[test]
fn what_is_not_in_form_is_told() {
    each_world(|world| {
        let (id, _) = with_agent(world, "技艺");
        let body = |fields: Value| {
            json!({"correction": {"entry": 1, "fields": fields}, "reasons": "有误",
                "document_number": "1号"})
        };
        for (way, body, pointer) in [
            (
                "record-error",
                body(json!([{"field": "name", "old": "甲", "new": ["乙"]}])),
                "/correction/fields/0/new",
            ),
            (
                "record-error",
                body(json!([{"field": " ", "old": "甲", "new": "乙"}])),
                "/correction/fields/0/field",
            ),
            (
                "record-error",
                body(json!([{"field": "name", "old": "甲", "new": "乙".repeat(501)}])),
                "/correction/fields/0/new",
            ),
            (
                "fact",
                json!({"fact": {"item": "domicile", "old": "甲", "new": " ",
                "since": "2026-05-04"}, "reasons": "更名", "document_number": "1号"}),
                "/fact/new",
            ),
            (
                "backdating",
                json!({"entry": 1, "reaches_to": "2020-01-01", "reasons": " ",
                "document_number": "1号"}),
                "/reasons",
            ),
        ] {
            let answer = correct(world, &id, way, &body).expect(400).json();
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        let refused = correct(
            world,
            &id,
            "record-error",
            &body(json!([{"field": "uscc", "old": "甲", "new": "乙"}])),
        )
        .expect(422);
        assert!(refused.against().contains(&("GZ-2".to_owned(), "1".to_owned())));
        let path = format!("/api/v1/organizations/{id}/history/99/reach");
        world.get_as("decider", &path).expect(404);
    });
}

/// A paper that is to be issued anew is proposed until it is; proposed once more, it begins anew.
#[test]
fn a_paper_to_be_issued_anew_is_not_forgotten() {
    each_world(|world| {
        world.set_day(2026, 5, 4);
        let (id, _) = with_agent(world, "技艺");
        let lines = |on: u32| {
            world.set_day(2026, 6, on);
            let day = crate::support::day(2026, 6, on);
            world.registry.sweep(day, &mut |_| {}).unwrap();
            let path = format!("/api/v1/proposals?kind=renew_certificate&organization={id}");
            let lines = world.items("examiner", &path);
            lines
                .iter()
                .map(|line| line["first_on"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let body = |old: &str, new: &str| {
            json!({"correction": {"entry": 1,
                    "fields": [{"field": "items.domicile", "old": old, "new": new}],
                    "resting": answered(world, &id, 1, "?fields=items.domicile")},
                "reasons": "与批准文件不符", "document_number": "示更〔2026〕1号"})
        };
        let (one, ten) = ("北京市朝阳区示范路1号", "北京市朝阳区示范路10号");
        let reissue = format!("/api/v1/organizations/{id}/reissue-certificate");
        let corrected = json!({"ground": "corrected"});
        assert!(lines(1).is_empty());
        correct(world, &id, "record-error", &body(one, ten)).expect(201);
        assert_eq!(lines(2), ["2026-06-02"]);
        assert_eq!(lines(3), ["2026-06-02"], "first proposed the day before");
        world.post_as("reception", &reissue, &corrected).expect(201);
        assert!(lines(4).is_empty());
        correct(world, &id, "record-error", &body(ten, one)).expect(201);
        assert_eq!(lines(5), ["2026-06-05"], "settled between");
        world.post_as("reception", &reissue, &corrected).expect(201);
        assert!(lines(6).is_empty());
    });
}

/// Who is gone bears no name: a correction of its record, found late, takes the name back from nobody.
#[test]
fn a_correction_of_what_is_gone_claims_no_name() {
    each_world(|world| {
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        world.liquidated("agent", &id);
        let case = world.to_deregister("agent", &id);
        world.of_exit("reception", &id, "collect-certificate", &returned()).expect(201);
        world.must("decider", &case, "approve", &json!({}));
        let held = || {
            let key = "registrar-110105|association|北京市朝阳区技艺协会";
            world.registry.store().read_one(|r| r.claimed_by("name", key)).unwrap()
        };
        assert_eq!(held(), None);
        let entry = last(world, &id, "organization.registered");
        let fields = json!([{"field": "items.domicile", "old": "北京市朝阳区示范路1号",
            "new": "朝阳区示例路9号"}]);
        let body = json!({"correction": {"entry": entry, "fields": fields,
                "resting": answered(world, &id, entry, "?fields=items.domicile")},
            "reasons": "与批准文件不符", "document_number": "示更〔2026〕2号"});
        correct(world, &id, "record-error", &body).expect(201);
        assert_eq!(held(), None);
        rebuilt_is_live(world);
    });
}
