//! Many at once: one name, one winner; positions without gaps.

use std::sync::mpsc;

use serde_json::json;
use shuniu_core::{
    act::{ActRequest, NewUnit},
    identity::DivisionCode,
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{ActCall, Target};

use crate::support::{application::lawful, day, each_world};

#[test]
fn of_many_applications_for_one_name_exactly_one_wins() {
    each_world(|world| {
        let rounds = 40;
        let cases: Vec<String> = (0..rounds)
            .map(|i| {
                let mut application = lawful("技艺");
                // Different people, so that only the name stands between them.
                application["officers"] = lawful(&format!("人{i}"))["officers"].clone();
                let case = world.open(&application);
                world.bring_to_registrar(&case);
                world.must("reception", &case, "accept", &json!({}));
                let fine = json!({"report": "符合。", "another_is_needed": true});
                world.must("examiner", &case, "examine", &fine);
                case
            })
            .collect();
        world.token("decider");
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let decide = |case: &String| world.step("decider", case, "approve", &json!({})).status;
            let threads: Vec<_> = cases.iter().map(|c| scope.spawn(move || decide(c))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|s| **s == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|s| **s == 422).count(), rounds - 1, "{statuses:?}");
        let late = cases.iter().zip(&statuses).find(|(_, s)| **s == 422).unwrap().0;
        let told = world.step("decider", late, "approve", &json!({})).expect(422);
        assert!(told.against().contains(&("MC-16a".to_owned(), "16(1)".to_owned())));
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}

#[test]
fn thousands_of_simultaneous_drafts_leave_a_whole_log() {
    each_world(|world| {
        let token = world.token("applicant");
        let body = lawful("技艺").to_string();
        let bearer = format!("Bearer {token}");
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    let headers =
                        [("Authorization", bearer.as_str()), ("Content-Type", "application/json")];
                    for _ in 0..64 {
                        world.raw("POST", "/api/v1/cases", &headers, body.as_bytes()).expect(201);
                    }
                });
            }
        });
        let verified = world.registry.verify(&mut |_| {}).unwrap();
        assert!(verified.holds(), "{verified:?}");
        assert_eq!(verified.rows["cases"], 1024);
    });
}

/// What a server that is told to stop relies on: the acts that it took in are not lost.
#[test]
fn acts_that_were_handed_in_are_durable_when_the_end_has_been_waited_for() {
    each_world(|world| {
        let actor = world.accounts.actor("administrator").unwrap().unwrap();
        let before = world.registry.position().unwrap();
        let (answers, answered) = mpsc::channel();
        for n in 0..200 {
            let unit = NewUnit {
                id: UnitId::parse(&format!("dept-late-{n}")).unwrap(),
                kind: UnitKind::Department,
                name: format!("示范单位{n}"),
                division: DivisionCode::parse("110105").unwrap(),
                valid_from: day(1990, 1, 1),
                source: "test".to_owned(),
            };
            let request = ActRequest::RegisterUnit { unit };
            let answers = answers.clone();
            let call = ActCall::new(actor.clone(), Target::Register, request);
            world.registry.perform_then(call, move |answer| answers.send(answer.is_ok()).unwrap());
        }
        world.registry.finish_acts().unwrap();
        // Nobody is waited for here: what has not been answered by now counts as lost.
        let answered: Vec<bool> = answered.try_iter().collect();
        assert_eq!(answered, [true; 200], "{}", world.backend);
        assert_eq!(world.registry.position().unwrap(), before + 200);
        assert!(world.registry.verify(&mut |_| {}).unwrap().holds());
    });
}
