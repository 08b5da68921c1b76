//! A witness outside the operator's reach, and a statement that is checked offline: by the binary alone, as whoever
//! distrusts the register would.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::fs;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;
use shuniu_proof::{Brief, Bundle, NoteSigner, SignedNote};
use support::{House, ROWS, house};

fn witness(house: &House<'_>, database: &str) -> (i32, Value) {
    let url = house.url();
    let arguments =
        ["witness", "--register", &url, "--key-file", "keys.txt", "--file", "heads", "--json"];
    let (code, told) = house.while_served(database, || house.run(database, &arguments));
    (code, serde_json::from_str(&told).unwrap())
}

#[test]
fn a_witness_sees_that_history_was_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS[..2]);
    let (code, first) = witness(&house, "honest.db");
    assert_eq!((code, &first["holds"], &first["before"]), (0, &true.into(), &Value::Null));
    let heads = || fs::read_to_string(folder.path().join("heads")).unwrap().lines().count();
    assert_eq!(witness(&house, "honest.db").0, 0);
    assert_eq!(heads(), 1, "the same head is remembered once");
    house.import("honest.db", &ROWS[..3]);
    let (code, grown) = witness(&house, "honest.db");
    assert_eq!((code, &grown["before"], heads()), (0, &first["size"], 2));

    // Other pasts under the same keys: longer, as long, and shorter. Each chain holds by itself.
    let mut rewritten = ROWS;
    rewritten.swap(0, 1);
    for (database, rows, told) in [
        ("longer.db", &rewritten[..], "not the beginning of the newer"),
        ("as-long.db", &rewritten[..3], "two roots for one size"),
        ("shorter.db", &ROWS[..2], "cut off"),
    ] {
        house.import(database, rows);
        assert_eq!(house.run(database, &["verify"]).0, 0, "{database}");
        let (code, seen) = witness(&house, database);
        assert_eq!((code, &seen["holds"]), (1, &false.into()), "{database}: {seen}");
        assert!(seen["fault"].as_str().unwrap().contains(told), "{database}: {seen}");
        let evidence = folder.path().join(seen["evidence"].as_str().unwrap());
        let both: Value = serde_json::from_slice(&fs::read(evidence).unwrap()).unwrap();
        assert_ne!(both["before"], both["now"]);
        assert_eq!(heads(), 2, "what does not hold is not remembered");
    }
    assert_eq!(witness(&house, "honest.db").0, 0, "and the honest one still does");
    // Other keys sign for nobody.
    assert_eq!(house.run("honest.db", &["keys", "create", "log", "--name", "2027"]).0, 0);
    fs::remove_file(folder.path().join("log-keys/2026.pem")).unwrap();
    let url = house.url();
    let arguments = ["witness", "--register", &url, "--key-file", "keys.txt", "--file", "heads"];
    let (code, told) = house.while_served("honest.db", || house.run("honest.db", &arguments));
    assert!(code == 1 && told.contains("not signed by register.example/log"), "{told}");
}

#[test]
fn a_statement_is_checked_offline() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS);
    let text = house.while_served("honest.db", || {
        let path = "/api/v1/organizations/51100000500012681T/statement";
        let mut answer = ureq::get(format!("{}{path}", house.url())).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    });
    fs::write(folder.path().join("statement.json"), &text).unwrap();
    let verify = |more: &[&str]| {
        let arguments = ["verify-proof", "statement.json", "--key-file", "keys.txt"];
        house.run("none.db", &[&arguments, more].concat())
    };
    let (code, told) = verify(&[]);
    assert!(code == 0 && told.contains("示范乙独特协会 51100000500012681T"), "{told}");
    assert!(told.contains("status    已登记 / registered, as of "), "{told}");
    let (_, told) = verify(&["--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["statement"]["name"], "示范乙独特协会");
    let changed = text.replace("示范乙独特协会", "示范乙独待协会");
    fs::write(folder.path().join("statement.json"), changed).unwrap();
    let (code, told) = verify(&[]);
    assert!(code == 1 && told.contains("does not hold"), "{told}");
    // What a QR code holds, as a reader of codes gives it: without the end of its last line.
    let pem = fs::read_to_string(folder.path().join("log-keys/2026.pem")).unwrap();
    let key: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = BASE64_STANDARD.decode(key).unwrap();
    let signer = NoteSigner::from_pkcs8("register.example/log", &key).unwrap();
    let bundle: Bundle = serde_json::from_str(&text).unwrap();
    let keys = [signer.verifier()];
    let statement = bundle.check(&keys).unwrap().statement.unwrap();
    let Bundle::Inclusion { statement: Some(note), .. } = &bundle else { panic!("a statement") };
    let whole = SignedNote::parse(note).unwrap().unverified().to_owned();
    let code_of = |text: &str| {
        let brief = Brief::of(&statement, text).text("register.example/log").unwrap();
        let signer = NoteSigner::from_pkcs8("register.example/log", &key).unwrap();
        SignedNote::sign(&brief, &[signer]).trim_end().to_owned()
    };
    let code = code_of(&whole);
    // The file and the paper say the same.
    fs::write(folder.path().join("statement.json"), &text).unwrap();
    for (code, status, word) in [
        (code.clone(), 0, "holds"),
        (code_of("another statement"), 1, "the QR code is of another statement"),
        (code.replace("registered", "x"), 1, "does not hold"),
        (String::new(), 1, "does not hold"),
    ] {
        fs::write(folder.path().join("code.txt"), code).unwrap();
        let (code, told) = verify(&["--brief", "code.txt"]);
        assert!(code == status && told.contains(word), "{told}");
    }
    assert_eq!(verify(&["--brief", "none.txt"]).0, 2);
    // A code is no file to compare a code with.
    fs::write(folder.path().join("statement.json"), &code).unwrap();
    fs::write(folder.path().join("code.txt"), &code).unwrap();
    assert_eq!(verify(&["--brief", "code.txt"]).0, 1);
    fs::write(folder.path().join("statement.json"), &code).unwrap();
    let (code_told, told) = verify(&[]);
    assert!(code_told == 0 && told.contains("示范乙独特协会 51100000500012681T"), "{told}");
    fs::write(folder.path().join("statement.json"), code.replace("registered", "x")).unwrap();
    let (code_told, told) = verify(&[]);
    assert!(code_told == 1 && told.contains("does not hold"), "{told}");
    fs::write(folder.path().join("statement.json"), "{}").unwrap();
    assert!(verify(&[]).1.contains("not a proof"));
    assert_eq!(house.run("none.db", &["verify-proof", "statement.json"]).0, 2, "by which key?");
    assert!(!folder.path().join("none.db").exists());
}
