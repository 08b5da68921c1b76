//! A consumer copies the register while it grows, is killed without warning again and again, and has everything once; a
//! register that rewrites its past does not get past it.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use shuniu_core::identity::{Department, DivisionCode, OrganizationBody, Uscc};
use shuniu_follower::Follower;
use shuniu_proof::NoteVerifier;
use support::{House, house};

/// Names the register, the keys and the copy for the process that is killed.
const ADDRESS: &str = "FOLLOWER_TEST_ADDRESS";

/// Rows of an older register.
fn rows(count: u32) -> Vec<String> {
    let place: DivisionCode = "100000".parse().unwrap();
    let row = |number: u32| {
        let body = OrganizationBody::parse(&format!("MJ{number:06}")).unwrap();
        let code = Uscc::issue(Department::CivilAffairs, '3', place, body).unwrap();
        let character = char::from_u32(0x4e00 + number * 7).unwrap();
        format!("{code},示范{character}基金会,基金会,,,\n")
    };
    (1..=count).map(row).collect()
}

fn keys(folder: &Path) -> Vec<NoteVerifier> {
    let text = fs::read_to_string(folder.join("keys.txt")).unwrap();
    text.lines().map(|line| NoteVerifier::parse(line).unwrap()).collect()
}

fn open(folder: &Path, address: &str) -> anyhow::Result<Follower> {
    Follower::open(&folder.join("copy.db"), address, keys(folder))
}

/// Not a test: what the test below starts and kills, this very program once more.
#[test]
#[ignore = "a process that another test starts"]
fn follows_until_it_is_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    loop {
        if let Ok(mut follower) = open(Path::new("."), &address) {
            while follower.step(1).is_ok() {}
        }
    }
}

fn start_and_kill(folder: &Path, address: &str, after: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["follows_until_it_is_killed", "--ignored", "--exact"])
        .current_dir(folder)
        .env(ADDRESS, address)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
}

fn get(house: &House<'_>, path: &str) -> Value {
    let mut answer = ureq::get(format!("{}{path}", house.url())).call().unwrap();
    answer.body_mut().read_json().unwrap()
}

/// What a record tells: a field that is null tells nothing, and the feed doesn't name it.
fn told(record: &Value) -> Vec<(&String, &Value)> {
    record.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect()
}

#[test]
fn killed_at_any_moment_the_copy_has_everything_once() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let house = house(here);
    let rows = rows(40);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    house.import("honest.db", &rows[..10]);
    assert_eq!(house.run("honest.db", &["snapshot", "--dir", "shots"]).0, 0);
    let shots = here.join("shots").display().to_string();
    let complete = house.served_with("honest.db", &[("SHUNIU_SNAPSHOTS_DIR", &shots)], || {
        for round in 1..=6 {
            house.import("honest.db", &rows[..10 + round * 5]);
            let after = Duration::from_millis(40 + 70 * u64::try_from(round).unwrap());
            start_and_kill(here, &house.url(), after);
        }
        let mut follower = open(here, &house.url()).unwrap();
        while follower.step(0).unwrap() {}
        let complete = follower.prove().unwrap();
        let log = get(&house, "/api/v1/log");
        assert_eq!(log["size"], complete.position);
        assert_eq!(
            (log["root"].as_str(), complete.organizations),
            (Some(&*complete.root.to_string()), 40)
        );
        let page = get(&house, "/api/v1/organizations?limit=200");
        let records = page["items"].as_array().unwrap();
        assert_eq!(records.len(), 40);
        for record in records {
            let copy = follower.record(record["id"].as_str().unwrap()).unwrap().unwrap();
            assert_eq!(told(&serde_json::from_str(&copy).unwrap()), told(record));
        }
        complete
    });
    // The same keys, another past: the copy does not go on with it.
    let mut other = rows.clone();
    other.swap(0, 1);
    house.import("other.db", &other);
    house.while_served("other.db", || {
        let mut follower = open(here, &house.url()).unwrap();
        let told = follower.prove().unwrap_err().to_string();
        assert!(told.contains("not the beginning") || told.contains("older tree"), "{told}");
    });
    house.import("short.db", &rows[..5]);
    house.while_served("short.db", || {
        let told = open(here, &house.url()).unwrap().prove().unwrap_err().to_string();
        assert!(told.contains(&format!("had {}", complete.position)), "{told}");
    });
}
