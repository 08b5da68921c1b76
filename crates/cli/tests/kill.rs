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
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use support::acting::{Database, Register, Told};

const ROUNDS: u64 = 5;
const CLIENTS: usize = 6;

fn killed_and_whole(url: &str, folder: &Path) {
    let house = Register::found(url, folder);
    let told = Told::default();
    for round in 0..ROUNDS {
        let mut server = house.serve();
        let token = house.token();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| told.acts(&house, &token, &stop));
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
    assert!(told.acknowledged() > 50, "too little happened: {}", told.acknowledged());
    let cases = told.repeated(&house, &token);
    server.kill().unwrap();
    server.wait().unwrap();
    house.verified(cases);
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
