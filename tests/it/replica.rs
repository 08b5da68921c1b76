//! Reading from a replica over HTTP: whoever has acted, or says what position it has seen, is shown nothing older. The replica here
//! stands still, so whatever is new comes from the primary.

use serde_json::json;

use crate::support::{World, application::lawful, each_world};

/// Runs a test on two servers of one register; the second reads from a replica that has what both began with.
fn each_pair(test: impl Fn(&World, &World)) {
    each_world(|first| test(first, &first.beside(&first.another())));
}

#[test]
fn what_was_done_is_read_though_the_replica_lags() {
    each_pair(|_, world| {
        let case = world.open(&lawful("技艺"));
        let path = format!("/api/v1/cases/{case}");
        let shown = world.get_as("applicant", &path).expect(200).json();
        assert_eq!(shown["status"], "draft");
        world.bring_to_registrar(&case);
        let shown = world.get_as("applicant", &path).expect(200).json();
        assert_ne!(shown["status"], "draft");
    });
}

/// What another server did is shown to whoever says that it has seen it, and to who goes on in the feed or asks for a proof from there.
#[test]
fn what_another_server_showed_is_shown() {
    const UNIT: &str = "/api/v1/units/dept-new";
    let asks: [fn(&World, i64); 3] = [
        |second, seen| {
            let seen = seen.to_string();
            second.raw("GET", UNIT, &[("Min-Position", seen.as_str())], b"").expect(200);
        },
        |second, seen| {
            let page = second.get(&format!("/api/v1/changes?after={seen}")).expect(200).json();
            assert_eq!(page["head"], seen);
        },
        |second, seen| {
            second.get(&format!("/api/v1/log/consistency?from={seen}")).expect(200);
        },
    ];
    for ask in asks {
        each_pair(|first, second| {
            let unit = json!({"id": "dept-new", "kind": "department", "name": "某局",
                "division": "110105", "valid_from": "2026-05-04", "source": "test"});
            let done = first.post_as("administrator", "/api/v1/units", &unit).expect(201).json();
            second.get(UNIT).expect(404);
            ask(second, done["position"].as_i64().unwrap());
            second.get(UNIT).expect(200);
        });
    }
}

#[test]
fn a_position_is_one_of_the_log() {
    each_world(|world| {
        let head = world.registry.position().unwrap();
        let ask = |position: &str| {
            let headers = [("Min-Position", position), ("Accept-Language", "en")];
            world.raw("GET", "/api/v1/units/registrar-110105", &headers, b"")
        };
        for position in [0, 1, head] {
            ask(&position.to_string()).expect(200);
        }
        let ahead = ask(&(head + 1).to_string()).expect(409).json();
        assert_eq!(ahead["type"], "/problems/ahead-of-the-log");
        assert!(ahead["detail"].as_str().unwrap().contains(&format!("ends at {head}")), "{ahead}");
        for wrong in ["", "-1", "1.5", "abc", "99999999999999999999"] {
            let told = ask(wrong).expect(400).json();
            assert_eq!(told["errors"][0]["pointer"], "Min-Position", "{wrong}: {told}");
        }
    });
}
