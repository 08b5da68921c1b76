//! Backups as an operator makes and restores them: by the binary alone, with the server running.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use serde_json::Value;
use support::{House, ROWS, house};

fn json(told: &(i32, String)) -> Value {
    assert_eq!(told.0, 0, "{}", told.1);
    serde_json::from_str(&told.1).unwrap()
}

fn backup(house: &House<'_>, more: &[&str]) -> (i32, String) {
    house.run("honest.db", &[&["backup", "--dir", "backups", "--json"], more].concat())
}

fn restore(house: &House<'_>, database: &str, more: &[&str]) -> (i32, String) {
    house.run(database, &[&["restore", "--dir", "backups", "--json"], more].concat())
}

fn files(folder: &Path, begin: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder.join("backups")).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> =
        all.filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(begin)).collect();
    all.sort();
    all
}

#[test]
fn a_register_is_backed_up_while_it_runs_and_restored_at_night() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS[..2]);
    let first = house.while_served("honest.db", || json(&backup(&house, &[])));
    house.import("honest.db", &ROWS[..3]);
    let second = json(&backup(&house, &[]));
    // The log is written once, by its pieces.
    assert_eq!(second["log"].as_array().unwrap().len(), 2);
    assert_eq!(second["log"][0], first["log"][0]);
    let (_, told) = house.run("honest.db", &["backup", "--dir", "backups"]);
    assert!(told.contains("(0 entries since the last backup)"), "{told}");
    let third = json(&backup(&house, &["--keep", "2"]));
    assert_eq!((&third["position"], &third["log"]), (&second["position"], &second["log"]));
    assert_eq!((files(folder.path(), "backup-").len(), files(folder.path(), "log-").len()), (2, 2));
    assert_eq!(files(folder.path(), "beside-").len(), 2);
    for file in files(folder.path(), "") {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert!(mode == 0o600 || file.ends_with(".lock"), "{}: {mode:o}", file.display());
    }

    let keys = ["--key-file", "keys.txt"];
    let checked = json(&restore(&house, "none.db", &[&["--check"], &keys[..]].concat()));
    assert_eq!((&checked["written"], &checked["signed"]), (&false.into(), &true.into()));
    assert!(!folder.path().join("none.db").exists(), "a check writes nothing");
    let restored = json(&restore(&house, "night.db", &keys));
    assert_eq!((&restored["head"], &restored["root"]), (&third["hash"], &third["root"]));
    assert_eq!(house.run("night.db", &["verify"]).0, 0);
    let status = house.while_served("night.db", || {
        let path = "/api/v1/organizations/51100000500012681T";
        ureq::get(format!("{}{path}", house.url())).call().unwrap().status()
    });
    assert_eq!(status, 200);
    // As it was at the first backup, by position and by time.
    let position = first["position"].to_string();
    let earlier = json(&restore(&house, "earlier.db", &["--position", &position]));
    assert_eq!(earlier["head"], first["hash"]);
    let at = first["recorded_at"].as_str().unwrap();
    let then = json(&restore(&house, "then.db", &["--at", at]));
    assert_eq!(then["head"], first["hash"]);

    // Whatever is wrong is told, and changes nothing: another register, and one that has more than is wanted.
    house.import("other.db", &ROWS[3..]);
    for (database, more, told) in [
        ("other.db", &[][..], "holds a register already"),
        ("night.db", &["--position", "1"][..], "holds a register already"),
        ("new.db", &["--position", "999999"][..], "the newest backup ends at"),
        ("new.db", &["--at", "2100-01-01T00:00:00Z"][..], "the newest backup was made at"),
        ("new.db", &["--at", "1949-10-01T00:00:00Z"][..], "nothing was recorded by then"),
    ] {
        let (code, error) =
            house.failing(database, &[&["restore", "--dir", "backups"], more].concat());
        assert!(code == 2 && error.contains(told), "{told}: {code} {error}");
    }
    let (code, error) = house.failing("new.db", &["restore", "--dir", "nowhere"]);
    assert!(code == 2 && error.contains("nowhere"), "{error}");
}

#[test]
fn a_damaged_or_foreign_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS[..2]);
    json(&backup(&house, &[]));
    let log = files(folder.path(), "log-").remove(0);
    let whole = fs::read(&log).unwrap();

    // Another register does not go on in this folder.
    house.import("other.db", &ROWS[2..]);
    let (code, error) = house.failing("other.db", &["backup", "--dir", "backups"]);
    assert!(code == 2 && error.contains("another register"), "{error}");

    let check = || house.failing("none.db", &["restore", "--dir", "backups", "--check"]);
    for damaged in [&whole[..whole.len() - 1], &[&whole[..], b"x"].concat(), b""] {
        fs::write(&log, damaged).unwrap();
        let (code, error) = check();
        assert!(code == 2 && error.contains("not the file that was written"), "{error}");
    }
    fs::remove_file(&log).unwrap();
    assert_eq!(check().0, 2);
    let (code, error) = house.failing("honest.db", &["backup", "--dir", "backups"]);
    assert!(code == 2 && error.contains("is missing or not whole"), "{error}");
    fs::write(&log, &whole).unwrap();
    assert_eq!(check().0, 0);

    // A manifest that somebody wrote anew is not signed.
    let manifest = files(folder.path(), "backup-").remove(0);
    let whole: Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    let signed = ["restore", "--dir", "backups", "--check", "--key-file", "keys.txt"];
    assert_eq!(house.failing("none.db", &signed).0, 0);
    for (pointer, anew) in [
        ("/made_at", Value::from("2026-01-01T00:00:00Z")),
        ("/beside/rows/accounts", Value::from(7)),
        ("/signature", whole["checkpoint"].clone()),
        ("/signature", Value::Null),
    ] {
        let mut told = whole.clone();
        match told.pointer_mut(pointer) {
            Some(field) => *field = anew,
            None => told["beside"]["rows"] = serde_json::json!({"accounts": 7}),
        }
        fs::write(&manifest, told.to_string()).unwrap();
        let (code, error) = house.failing("none.db", &signed);
        assert!(code == 2 && error.contains("--key-file"), "{pointer}: {error}");
        assert_eq!(check().0, 0, "nobody asked for the signature");
    }
}
