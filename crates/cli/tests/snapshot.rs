//! Snapshots, from the timer that makes them to whoever loads one and goes on by the changes: one number joins them.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::{fs, io::Read};

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{House, ROWS, house};

fn snapshot(house: &House<'_>, more: &[&str]) -> Value {
    let arguments = [&["snapshot", "--dir", "shots", "--json"], more].concat();
    let (code, told) = house.run("honest.db", &arguments);
    assert_eq!(code, 0, "{told}");
    serde_json::from_str(&told).unwrap()
}

fn lines(compressed: &[u8]) -> Vec<String> {
    let mut text = String::new();
    GzDecoder::new(compressed).read_to_string(&mut text).unwrap();
    text.lines().map(ToOwned::to_owned).collect()
}

/// Status and body of an answer.
fn get(house: &House<'_>, path: &str, range: Option<&str>) -> (u16, Vec<u8>) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let mut request = ureq::Agent::new_with_config(config).get(format!("{}{path}", house.url()));
    if let Some(range) = range {
        request = request.header("Range", range);
    }
    let mut answer = request.call().unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
}

fn name(snapshot: &Value, begin: &str, end: &str) -> String {
    let files = snapshot["files"].as_array().unwrap();
    let mut names = files.iter().map(|file| file["name"].as_str().unwrap());
    names.find(|name| name.starts_with(begin) && name.ends_with(end)).unwrap().to_owned()
}

#[test]
fn a_snapshot_names_its_position_and_the_changes_lead_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS[..2]);
    let first = snapshot(&house, &[]);
    assert_eq!((&first["organizations"], &first["previous"]), (&json!(2), &Value::Null));
    assert_eq!(snapshot(&house, &[]), first, "nothing has happened");
    house.import("honest.db", &ROWS);
    let second = snapshot(&house, &[]);
    assert_eq!((&second["organizations"], &second["previous"]), (&json!(4), &first["position"]));
    for file in second["files"].as_array().unwrap() {
        let bytes =
            fs::read(folder.path().join("shots").join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(file["bytes"], json!(bytes.len()));
        assert_eq!(file["sha256"], json!(hex::encode(Sha256::digest(&bytes))));
    }
    let dir = folder.path().join("shots").display().to_string();
    let (listed, records, table, changes, feed, log) =
        house.served_with("honest.db", &[("SHUNIU_SNAPSHOTS_DIR", dir.as_str())], || {
            let listed = get(&house, "/api/v1/snapshots", None).1;
            let listed: Value = serde_json::from_slice(&listed).unwrap();
            let of = |begin: &str, end: &str| {
                let path = format!("/api/v1/snapshots/{}", name(&listed[0], begin, end));
                let (status, whole) = get(&house, &path, None);
                assert_eq!(status, 200);
                // One that was cut off goes on.
                let (status, rest) = get(&house, &path, Some("bytes=10-"));
                assert_eq!((status, &rest[..]), (206, &whole[10..]));
                lines(&whole)
            };
            let (ndjson, csv) = (of("organizations", ".ndjson.gz"), of("organizations", ".csv.gz"));
            let changes = of("changes", ".ndjson.gz");
            for path in ["..%2Fkeys.txt", "snapshot-1.json", "organizations-9.csv.gz", "keys.txt"] {
                assert_eq!(
                    get(&house, &format!("/api/v1/snapshots/{path}"), None).0,
                    404,
                    "{path}"
                );
            }
            let after = format!("/api/v1/changes?limit=200&after={}", first["position"]);
            let feed: Value = serde_json::from_slice(&get(&house, &after, None).1).unwrap();
            let log: Value = serde_json::from_slice(&get(&house, "/api/v1/log", None).1).unwrap();
            (listed, ndjson, csv, changes, feed, log)
        });
    assert_eq!(listed, json!([second, first]), "newest first");
    let names: Vec<Value> = records
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["name"].clone())
        .collect();
    assert!(names.len() == 4 && names.contains(&json!("示范丁基金会")), "{names:?}");
    assert_eq!((table.len(), table[0].starts_with("uscc,name,kind")), (5, true));
    let changes: Vec<Value> = changes.iter().map(|c| serde_json::from_str(c).unwrap()).collect();
    assert_eq!(json!(changes), feed["changes"], "the file has what the feed has");
    assert_eq!(log["root"], second["root"], "and the log has no other head");

    let (code, told) = house.run("none.db", &["snapshot", "--dir", "shots"]);
    assert_eq!(code, 3, "{told}");
    assert_eq!(house.run("honest.db", &["snapshot"]).0, 2, "whereto?");
}

#[test]
fn old_snapshots_go_when_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    for count in 1..=3 {
        house.import("honest.db", &ROWS[..count]);
        snapshot(&house, &["--keep", "2"]);
    }
    let files: Vec<String> = fs::read_dir(folder.path().join("shots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(files.iter().filter(|f| f.starts_with("snapshot-")).count(), 2, "{files:?}");
    assert_eq!(files.len(), 2 + 2 * 3, "{files:?}");
}
