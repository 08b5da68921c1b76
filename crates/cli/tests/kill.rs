//! The server is killed without warning, again and again, while acts are under way: every act
//! that was acknowledged is there exactly once, and the register proves itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

mod support;

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use support::acting::{Database, Register, draft};

const ROUNDS: u64 = 5;
const CLIENTS: usize = 6;

fn killed_and_whole(url: &str, folder: &Path) {
    let house = Register::found(url, folder);
    let sent = AtomicU64::new(0);
    let acknowledged = Mutex::new(BTreeSet::new());
    let unanswered = Mutex::new(BTreeSet::new());
    for round in 0..ROUNDS {
        let mut server = house.serve();
        let token = house.token();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        let key = format!("k-{}", sent.fetch_add(1, Ordering::Relaxed));
                        match house.post("/api/v1/cases", &token, &key, &draft()) {
                            Some((201, answer)) => {
                                let id = answer["subject"]["id"].as_str().unwrap().to_owned();
                                acknowledged.lock().unwrap().insert((key, id));
                            }
                            _ => {
                                unanswered.lock().unwrap().insert(key);
                            }
                        }
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(300 + round * 137));
            // SIGKILL: no farewell, no flush.
            server.kill().unwrap();
            server.wait().unwrap();
            stop.store(true, Ordering::Relaxed);
        });
    }
    let mut server = house.serve();
    let token = house.token();
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() > 50, "too little happened: {}", acknowledged.len());
    for (key, id) in &acknowledged {
        let (status, answer) = house.post("/api/v1/cases", &token, key, &draft()).unwrap();
        assert_eq!(
            (status, answer["subject"]["id"].as_str().unwrap()),
            (200, id.as_str()),
            "{key}"
        );
    }
    // What was not answered may or may not have happened; repeated under its key it is there once.
    let unanswered = unanswered.into_inner().unwrap();
    let mut ids: BTreeSet<String> = acknowledged.iter().map(|(_, id)| id.clone()).collect();
    for key in &unanswered {
        let (status, answer) = house.post("/api/v1/cases", &token, key, &draft()).unwrap();
        assert!(status == 200 || status == 201, "{status}");
        ids.insert(answer["subject"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.len(), acknowledged.len() + unanswered.len(), "no key has two cases");
    server.kill().unwrap();
    server.wait().unwrap();
    house.verified(ids.len());
}

#[test]
fn killed_on_sqlite_every_acknowledged_act_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    killed_and_whole("sqlite:register.db", folder.path());
}

#[test]
fn killed_on_postgresql_every_acknowledged_act_is_there_once() {
    let Some(database) = Database::create() else {
        println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    killed_and_whole(&database.url, folder.path());
}
