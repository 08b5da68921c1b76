//! A witness outside the operator's reach, and a statement that is checked offline: by the binary alone, as whoever
//! distrusts the register would.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::Value;

const HEADER: &str = "uscc,name,kind,region_code,established,registration_authority\n";
const ROWS: [&str; 4] = [
    "53100000500021676K,示范甲基金会,基金会,,,\n",
    "51100000500012681T,示范乙独特协会,社会团体,,1996-02-29,\n",
    "53100000500019795A,示范丙基金会,基金会,,,\n",
    "53100000500021326D,示范丁基金会,基金会,,,\n",
];

struct House<'a> {
    folder: &'a Path,
    port: u16,
}

impl House<'_> {
    fn command(&self, database: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuniu"));
        command
            .env_clear()
            .current_dir(self.folder)
            .args(arguments)
            .env("DATABASE_URL", format!("sqlite:{database}"))
            .env("SHUNIU_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("SHUNIU_LOG_ORIGIN", "register.example/log");
        command
    }

    fn run(&self, database: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.command(database, arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    }

    /// A database with these rows of an older register.
    fn import(&self, database: &str, rows: &[&str]) {
        let text = [HEADER, &rows.concat()].concat();
        fs::write(self.folder.join("old.csv"), text).unwrap();
        let (code, told) = self.run(database, &["import", "organizations", "old.csv", "--commit"]);
        assert_eq!(code, 0, "{told}");
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What is told while a server runs on a database.
    fn while_served<T>(&self, database: &str, ask: impl FnOnce() -> T) -> T {
        let serve = self.command(database, &["serve"]).stderr(Stdio::null()).spawn().unwrap();
        let mut server = Ended(serve);
        let up = || ureq::get(format!("{}/readyz", self.url())).call().is_ok();
        for _ in 0..400 {
            if up() {
                let told = ask();
                server.0.kill().unwrap();
                return told;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server did not come up")
    }

    fn witness(&self, database: &str) -> (i32, Value) {
        let url = self.url();
        let arguments =
            ["witness", "--register", &url, "--key-file", "keys.txt", "--file", "heads", "--json"];
        let (code, told) = self.while_served(database, || self.run(database, &arguments));
        (code, serde_json::from_str(&told).unwrap())
    }
}

/// A server that is gone when the test is.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn house(folder: &Path) -> House<'_> {
    let house = House { folder, port: free_port() };
    for keys in ["signing", "personal"] {
        assert_eq!(house.run("honest.db", &["keys", "create", keys]).0, 0);
    }
    let (code, told) = house.run("honest.db", &["keys", "create", "log", "--name", "2026"]);
    assert_eq!((code, told.lines().next()), (0, Some("log-keys/2026.pem")));
    let keys: Vec<&str> = told.lines().skip(1).collect();
    assert!(keys[0].starts_with("register.example/log+"), "{told}");
    fs::write(folder.join("keys.txt"), keys.join("\n")).unwrap();
    house
}

#[test]
fn a_witness_sees_that_history_was_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS[..2]);
    let (code, first) = house.witness("honest.db");
    assert_eq!((code, &first["holds"], &first["before"]), (0, &true.into(), &Value::Null));
    let heads = || fs::read_to_string(folder.path().join("heads")).unwrap().lines().count();
    assert_eq!(house.witness("honest.db").0, 0);
    assert_eq!(heads(), 1, "the same head is remembered once");
    house.import("honest.db", &ROWS[..3]);
    let (code, grown) = house.witness("honest.db");
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
        let (code, seen) = house.witness(database);
        assert_eq!((code, &seen["holds"]), (1, &false.into()), "{database}: {seen}");
        assert!(seen["fault"].as_str().unwrap().contains(told), "{database}: {seen}");
        let evidence = folder.path().join(seen["evidence"].as_str().unwrap());
        let both: Value = serde_json::from_slice(&fs::read(evidence).unwrap()).unwrap();
        assert_ne!(both["before"], both["now"]);
        assert_eq!(heads(), 2, "what does not hold is not remembered");
    }
    assert_eq!(house.witness("honest.db").0, 0, "and the honest one still does");
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
    let path = "/api/v1/organizations/51100000500012681T/statement";
    let text = house.while_served("honest.db", || {
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
    let (_, told) = verify(&["--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["statement"]["name"], "示范乙独特协会");
    let changed = text.replace("示范乙独特协会", "示范乙独待协会");
    fs::write(folder.path().join("statement.json"), changed).unwrap();
    let (code, told) = verify(&[]);
    assert!(code == 1 && told.contains("does not hold"), "{told}");
    fs::write(folder.path().join("statement.json"), "{}").unwrap();
    assert!(verify(&[]).1.contains("not a proof"));
    assert_eq!(house.run("none.db", &["verify-proof", "statement.json"]).0, 2, "by which key?");
    assert!(!folder.path().join("none.db").exists());
}
