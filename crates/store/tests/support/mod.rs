//! Fresh stores for tests: each test runs on a new SQLite file and, where `SHUNIU_TEST_POSTGRES`
//! names a server (an address of a superuser), on a new PostgreSQL database that is dropped again.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "every test program uses another part of this, and a test may stop where it stands"
)]

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use shuniu_core::{
    identity::DivisionCode,
    unit::{UnitEvent, UnitId, UnitKind, evolve},
};
use shuniu_store::{NewEntry, Options, Store, StoreError, UnitRow, Verdict, Writer};

/// Runs `test` on a fresh, migrated store of each kind.
pub fn each_store(test: impl Fn(Store)) {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        test(store);
    });
}

/// Runs `test` with the address of an empty database of each kind.
pub fn each_url(test: impl Fn(&str)) {
    let folder = tempfile::tempdir().expect("a folder for the database");
    test(&format!("sqlite:{}", folder.path().join("register.db").display()));

    match std::env::var("SHUNIU_TEST_POSTGRES") {
        Ok(server) => with_postgres(&server, &test),
        Err(_) => println!("SHUNIU_TEST_POSTGRES is not set: skipped on PostgreSQL"),
    }
}

fn with_postgres(server: &str, test: &impl Fn(&str)) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("shuniu_test_{}_{number}", std::process::id());
    let (base, _) = server.rsplit_once('/').expect("an address that ends in /DATABASE");
    let mut admin = PgConnection::establish(server).expect("the PostgreSQL server");
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).expect("a database");
    let result = catch_unwind(AssertUnwindSafe(|| test(&format!("{base}/{name}"))));
    admin.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).expect("its end");
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

/// Opens a store at `url` with the settings of tests.
pub fn open(url: &str) -> Store {
    let options = Options { url: url.into(), read_url: None, connections: 4, group_commit: 16 };
    Store::open(&options).expect("a store")
}

/// Runs SQL behind the back of the store.
pub fn tamper(url: &str, sql: &str) {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let mut c = SqliteConnection::establish(path).expect("the file");
        c.batch_execute(&format!("PRAGMA busy_timeout = 5000; {sql}")).expect("tampering");
    } else {
        let mut c = PgConnection::establish(url).expect("the server");
        c.batch_execute(sql).expect("tampering");
    }
}

/// Writes something that is to be kept.
pub fn write<T: Send + 'static>(
    store: &Store,
    f: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write(|writer| f(writer).map(Verdict::Commit))
}

/// The `n`th day after 2024-01-01.
pub fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + TimeDelta::days(n)
}

/// The `n`th second after the beginning of 2024.
pub fn second(n: i64) -> NaiveDateTime {
    day(0).and_hms_micro_opt(0, 0, 0, 123_456).expect("a time") + TimeDelta::seconds(n)
}

/// An entry that makes a version of a stream; every second is of a case.
pub fn entry(stream: &str, version: i64) -> NewEntry {
    NewEntry {
        stream: stream.into(),
        version,
        kind: "noted".into(),
        schema: 1,
        payload: format!("{{\"版本\": {version}}}"),
        effective_on: day(version),
        recorded_at: second(version),
        actor: "staff/1".into(),
        act: "note".into(),
        case_id: (version % 2 == 0).then(|| "case/1".into()),
    }
}

/// A department of this name, always under the same identifier.
pub fn department(name: &str) -> UnitRow {
    let entered = UnitEvent::Registered {
        id: UnitId::parse("dept-1").expect("an id"),
        kind: UnitKind::Department,
        name: name.to_owned(),
        division: DivisionCode::parse("110105").expect("a division"),
        valid_from: day(1),
        source: "test".into(),
    };
    let state = evolve(None, &entered).expect("a unit");
    UnitRow {
        id: state.id.to_string(),
        seq: 1,
        kind: state.kind.id().into(),
        name: name.into(),
        division: state.division.to_string(),
        valid_from: state.valid_from,
        valid_to: None,
        review_on: None,
        version: 1,
        position: 1,
        updated_at: second(1),
        state: serde_json::to_string(&state).expect("a state"),
    }
}
