//! Reading from a replica over HTTP: whoever has acted, or says what position it has seen, is shown nothing older.

use crate::support::{World, application::lawful, each_world};

/// The replica here stands still, so whatever is new comes from the primary.
#[test]
fn what_was_done_is_read_though_the_replica_lags() {
    each_world(|replica| {
        let world = World::with_replica(replica);
        let case = world.open(&lawful("技艺"));
        let path = format!("/api/v1/cases/{case}");
        let shown = world.get_as("applicant", &path).expect(200).json();
        assert_eq!(shown["status"], "draft");
        world.bring_to_registrar(&case);
        let shown = world.get_as("applicant", &path).expect(200).json();
        assert_ne!(shown["status"], "draft");
    });
}

#[test]
fn a_position_that_was_seen_is_asked_for() {
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
