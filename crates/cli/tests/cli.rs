//! The binary as a script meets it: answers, exit codes, files.

#![allow(clippy::unwrap_used)]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

fn shuniu(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shuniu"));
    // Nothing of the environment in which the tests run may reach it.
    command.env_clear().current_dir(folder).args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&shuniu(folder, arguments).output().unwrap())
}

fn fed(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = shuniu(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    told(&child.wait_with_output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn codes_are_checked_line_by_line() {
    let valid = [
        "53100000500021676K",
        "53100000500019795A",
        "53100000500021326D",
        "51100000500009247D",
        "51100000500012681T",
        "12100000400009127B",
    ];
    let wrong =
        ["53100000500020462H", "51100000500000024G", "531000005000074012", "12100000400008888X"];
    let here = folder();
    let (code, answers, _) = fed(here.path(), &["check-codes"], &valid.join("\n"));
    assert_eq!(code, 0);
    assert_eq!(answers, valid.map(|code| format!("{code}\tvalid\n")).concat());
    let (code, answers, _) = fed(here.path(), &["check-codes"], &wrong.join("\r\n"));
    assert_eq!((code, answers.lines().count()), (1, 4));
    for (line, code) in answers.lines().zip(wrong) {
        assert!(line.starts_with(&format!("{code}\tinvalid: ")), "{line}");
    }
    let (_, answers, _) = fed(here.path(), &["check-codes", "--json"], "51100000500000024G\n");
    let answer: Value = serde_json::from_str(&answers).unwrap();
    assert_eq!(answer["defect"], "wrong_check_character");
}

#[test]
fn deadlines_are_counted_by_the_calendar() {
    let here = folder();
    let deadline = |arguments: &[&str]| {
        let all = [&["deadline", "--start", "2026-05-04"], arguments].concat();
        run(here.path(), &all)
    };
    assert_eq!(deadline(&["--working-days", "60"]), (0, "2026-07-28\n".into(), String::new()));
    assert_eq!(deadline(&["--days", "60"]).1, "2026-07-03\n");
    assert_eq!(deadline(&["--months", "6"]).1, "2026-11-04\n");
    let (code, day, note) = deadline(&["--years", "5"]);
    // 2031-05-04 is a Sunday, in a year that nobody has arranged yet.
    assert_eq!((code, day.as_str()), (0, "2031-05-05\n"));
    assert!(note.contains("provisional") && note.contains("暂定"), "{note}");
    let answer: Value = serde_json::from_str(&deadline(&["--years", "5", "--json"]).1).unwrap();
    assert_eq!(
        (&answer["provisional"], &answer["moved_from"]),
        (&true.into(), &"2031-05-04".into())
    );
    for wrong in [&["--days", "0"][..], &[], &["--days", "1", "--months", "1"]] {
        assert_eq!(deadline(wrong).0, 2, "{wrong:?}");
    }
}

const HEADER: &str = "uscc,name,kind,region_code,established,business_supervisor\n";
const GOOD: &str = "\
53100000500021676K,示范甲基金会,基金会,100000,1995-01-01,\n\
51100000500009247D,示范乙独特协会,社会团体,100000,1996-02-03,示范部\n";

#[test]
fn an_import_is_tried_written_and_safe_to_repeat() {
    let here = folder();
    let import =
        |more: &[&str]| run(here.path(), &[&["import", "organizations", "old.csv"], more].concat());
    let bad =
        "53100000500020462H,示范丙基金会,基金会,,,\n51100000500012681T,,社会团体,,1996-02-30,\n";
    fs::write(here.path().join("old.csv"), [HEADER, GOOD, bad].concat()).unwrap();
    let (code, told, _) = import(&[]);
    assert_eq!(code, 1);
    for place in [
        "old.csv:4: problem: uscc ",
        "old.csv:5: problem: name ",
        "old.csv:5: problem: established ",
    ] {
        assert!(told.contains(place), "{place} in {told}");
    }
    assert!(told.contains("2 good rows") && told.contains("nothing was written"), "{told}");

    let answer = |more: &[&str]| -> (i32, Value) {
        let (code, told, _) = import(&[&["--json"], more].concat());
        (code, serde_json::from_str(&told).unwrap())
    };
    assert_eq!(answer(&[]).1["good_rows"], 2, "a dry run writes nothing");
    let (code, written) = answer(&["--commit"]);
    assert_eq!((code, &written["committed"]["organizations"]), (1, &2.into()));
    assert_eq!(written["problems"].as_array().unwrap().len(), 3);

    fs::write(here.path().join("old.csv"), [HEADER, GOOD].concat()).unwrap();
    let (code, again) = answer(&["--commit"]);
    assert_eq!((code, &again["good_rows"], &again["already_there"]), (0, &0.into(), &2.into()));
    assert_eq!(again["committed"]["organizations"], 0);

    fs::write(here.path().join("old.csv"), "name\n示范甲基金会\n").unwrap();
    let (code, _, fault) = import(&[]);
    assert!(code == 2 && fault.contains("uscc"), "{fault}");
    assert_eq!(run(here.path(), &["import", "organizations", "missing.csv"]).0, 2);
}

#[test]
fn verify_tells_a_whole_register_from_a_tampered_one() {
    let here = folder();
    assert_eq!(run(here.path(), &["verify"]).0, 3, "there is no database yet");
    assert!(!here.path().join("shuniu.db").exists(), "and none was made");
    fs::write(here.path().join("old.csv"), [HEADER, GOOD].concat()).unwrap();
    assert_eq!(run(here.path(), &["migrate"]).0, 0);
    assert_eq!(run(here.path(), &["migrate"]).1, "up to date\n");
    assert_eq!(run(here.path(), &["import", "organizations", "old.csv", "--commit"]).0, 0);
    let (code, told, fault) = run(here.path(), &["verify"]);
    assert!(code == 0 && told.contains("chain    holds"), "{told}{fault}");
    let (code, told, _) = run(here.path(), &["rebuild"]);
    assert!(code == 0 && told.starts_with("rebuilt up to position "), "{told}");
    assert_eq!(run(here.path(), &["verify", "--json"]).0, 0);

    // Somebody changes a name in the file, everywhere at once, so that all still agrees.
    let database = here.path().join("shuniu.db");
    let mut bytes = fs::read(&database).unwrap();
    let (from, to) = ("示范乙独特协会".as_bytes(), "示范乙独待协会".as_bytes());
    let places: Vec<usize> =
        (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    assert!(places.len() > 1, "the log and the read models hold the name");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    fs::write(&database, bytes).unwrap();
    let (code, told, _) = run(here.path(), &["verify"]);
    assert!(code == 1 && told.contains("chain    BROKEN at position "), "{told}");
    let (code, told, _) = run(here.path(), &["verify", "--json"]);
    let answer: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &answer["holds"]), (1, &false.into()));
}

#[test]
fn a_register_is_exported_and_copied() {
    let folder = folder();
    let rows = "uscc,name,kind\n53100000500019795A,示范丙基金会,基金会\n";
    fs::write(folder.path().join("old.csv"), rows).unwrap();
    let (code, _, err) = run(folder.path(), &["import", "organizations", "old.csv", "--commit"]);
    assert_eq!(code, 0, "{err}");

    let (code, out, err) = run(folder.path(), &["export"]);
    assert_eq!(code, 0, "{err}");
    let record: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((out.lines().count(), &record["name"]), (1, &Value::from("示范丙基金会")));
    let manifest: Value = serde_json::from_str(&err).unwrap();
    assert!(manifest["position"].as_i64().unwrap() > 0, "{manifest}");

    let to_file = ["export", "--form", "csv", "--output", "out.csv"];
    assert_eq!(run(folder.path(), &to_file).0, 0);
    let manifest = fs::read_to_string(folder.path().join("out.csv.manifest.json")).unwrap();
    assert!(manifest.contains("\"organizations\": 1"), "{manifest}");
    let (code, _, err) = run(folder.path(), &to_file);
    assert_eq!(code, 2, "an export takes no other file's place");
    assert!(err.contains("out.csv"), "{err}");

    // What became public after a position, up to another.
    let end = serde_json::from_str::<Value>(&manifest).unwrap()["position"].as_i64().unwrap();
    let changes = |more: &[&str]| run(folder.path(), &[&["export", "--after"], more].concat());
    let (code, out, err) = changes(&["0"]);
    let all: Value = serde_json::from_str(&err).unwrap();
    let lines = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let positions: Vec<i64> = lines.map(|line| line["position"].as_i64().unwrap()).collect();
    assert_eq!(
        (code, all["position"].as_i64(), positions.len() as u64),
        (0, Some(end), all["changes"].as_u64().unwrap())
    );
    assert!(
        positions.is_sorted() && positions.last().is_some_and(|last| *last <= end),
        "{positions:?}"
    );
    let (before, last) = ((end - 1).to_string(), end.to_string());
    let (_, out, err) = changes(&[&before, "--upto", &last]);
    let tail: Value = serde_json::from_str(&err).unwrap();
    assert_eq!(
        (&tail["head"], out.lines().count()),
        (&all["head"], positions.iter().filter(|at| **at == end).count())
    );
    let (code, _, err) = changes(&[&last, "--upto", &before]);
    assert!(code == 2 && err.contains("after"), "{code} {err}");
    let (code, _, err) = changes(&["0", "--upto", "999999", "--output", "changes.ndjson"]);
    assert!(code == 2 && err.contains("upto"), "{code} {err}");
    assert!(!folder.path().join("changes.ndjson.manifest.json").exists(), "nothing stays behind");

    // Where the binary keeps the register when nothing is set.
    let database = "sqlite:shuniu.db";
    let copy = ["copy", "--from", database, "--to", "sqlite:copy.db", "--json"];
    let (code, out, err) = run(folder.path(), &copy);
    assert_eq!(code, 0, "{err}");
    let copied: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(copied["position"], copied["entries"]);
    let verify = shuniu(folder.path(), &["verify", "--json"])
        .env("DATABASE_URL", "sqlite:copy.db")
        .output()
        .unwrap();
    let (code, out, _) = told(&verify);
    let verified: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &verified["head"]), (0, &copied["head"]));

    let (code, _, err) =
        run(folder.path(), &["copy", "--from", "sqlite:none.db", "--to", "sqlite:c.db"]);
    assert_ne!(code, 0, "{err}");
    let (code, _, err) = run(folder.path(), &["copy", "--from", database, "--to", database]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn wrong_settings_are_refused_with_their_name() {
    let here = folder();
    fs::write(here.path().join("r.toml"), "lsten = \"127.0.0.1:1\"\n").unwrap();
    let (code, _, fault) = run(here.path(), &["--config", "r.toml", "serve"]);
    assert!(code == 2 && fault.contains("lsten") && fault.contains("r.toml"), "{fault}");
    let with = |name: &str, value: &str| {
        told(&shuniu(here.path(), &["config"]).env(name, value).output().unwrap())
    };
    for (name, value) in [
        ("SHUNIU_WROKERS", "2"),
        ("SHUNIU_WORKERS", "many"),
        ("DATABASE_URL", "postgres://u:hidden@elsewhere.example/r"),
        ("DATABASE_URL", "mysql://u:hidden@localhost/r"),
    ] {
        let (code, _, fault) = with(name, value);
        assert!(code == 2 && !fault.contains("hidden"), "{fault}");
        assert!(fault.contains(name) || fault.contains(&name.to_lowercase()), "{fault}");
    }
    let (code, _, fault) = run(here.path(), &["serve"]);
    assert!(code == 2 && fault.contains("keys_dir"), "no keys: {fault}");
}

#[test]
fn the_configuration_is_shown_without_secrets() {
    let here = folder();
    fs::write(here.path().join("r.toml"), "workers = 3\n").unwrap();
    for arguments in [&["config"][..], &["config", "--json"]] {
        let mut command = shuniu(here.path(), arguments);
        command
            .env("SHUNIU_CONFIG", "r.toml")
            .env("DATABASE_URL", "postgres://user:hidden@localhost/register?password=hidden");
        let (code, shown, _) = told(&command.output().unwrap());
        assert_eq!(code, 0);
        assert!(shown.contains("workers") && shown.contains('3'), "{shown}");
        assert!(shown.contains("postgres://user:***@localhost/register"), "{shown}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
}

#[test]
fn accounts_are_made_without_a_secret_in_the_arguments() {
    let here = folder();
    let make = ["account", "create", "--login", "admin", "--name", "管理员"];
    let generated = [&make[..], &["--grant", "administrator", "--generate", "--json"]].concat();
    let (code, told, _) = run(here.path(), &generated);
    let account: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &account["grants"][0]["role"]), (0, &"administrator".into()));
    assert!(account["secret"].as_str().unwrap().len() >= 20);
    let (code, _, fault) = run(here.path(), &generated);
    assert!(code == 2 && fault.contains("login"), "taken: {fault}");

    let typed = ["account", "create", "--login", "li.si", "--name", "李四", "--secret-stdin"];
    let (code, _, fault) = fed(here.path(), &typed, "zu-kurz\n");
    assert!(code == 2 && fault.contains("secret: ") && !fault.contains("zu-kurz"), "{fault}");
    let (code, told, _) = fed(here.path(), &typed, "春夏秋冬东西南北山川河海\n");
    assert!(code == 0 && !told.contains("春夏秋冬"), "{told}");
    assert_eq!(fed(here.path(), &typed, "").0, 2, "none came");

    let set = ["account", "grants", "li.si", "--set", "examiner@registrar-110105"];
    assert_eq!(run(here.path(), &set).1, "li.si  examiner@registrar-110105\n");
    assert_eq!(run(here.path(), &["account", "grants", "li.si", "--set", "examiner"]).0, 2);
    assert_eq!(run(here.path(), &["account", "disable", "li.si"]).0, 0);
    let (_, told, _) = run(here.path(), &["account", "list", "--json"]);
    let list: Value = serde_json::from_str(&told).unwrap();
    let shut: Vec<bool> =
        list.as_array().unwrap().iter().map(|a| a["disabled"].as_bool().unwrap()).collect();
    assert_eq!(shut, [false, true]);
    assert_eq!(run(here.path(), &["account", "disable", "nobody"]).0, 2);

    fs::write(here.path().join("old.csv"), [HEADER, GOOD].concat()).unwrap();
    let by = |who| run(here.path(), &["import", "organizations", "old.csv", "--by", who]).0;
    assert_eq!((by("admin"), by("li.si"), by("nobody")), (0, 2, 2));
}

#[test]
fn keys_are_made_for_their_owner_only_and_never_replaced() {
    let here = folder();
    assert_eq!(run(here.path(), &["keys", "check"]).0, 2);
    let signing = ["keys", "create", "signing", "--name", "2026-01"];
    assert_eq!(run(here.path(), &signing).1, "keys/2026-01.pem\n");
    assert_ne!(run(here.path(), &signing).0, 0);
    assert_eq!(run(here.path(), &["keys", "create", "signing", "--name", "../x"]).0, 2);
    let (code, told, _) = run(here.path(), &["keys", "create", "log", "--name", "a"]);
    assert!(code == 0 && told.starts_with("log-keys/a.pem\n127.0.0.1:8080/log+"), "{told}");
    assert_eq!(run(here.path(), &["keys", "create", "personal"]).1, "personal-keys.toml\n");
    assert_eq!(run(here.path(), &["keys", "create", "personal"]).0, 2);
    let (code, told, _) = run(here.path(), &["keys", "check"]);
    assert!(code == 0 && told.contains("2026-01"), "{told}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for file in ["keys/2026-01.pem", "log-keys/a.pem", "personal-keys.toml"] {
            let path = here.path().join(file);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            let (code, _, fault) = run(here.path(), &["keys", "check"]);
            assert!(code == 2 && fault.contains("chmod 600"), "{fault}");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

#[test]
fn the_api_description_needs_no_configuration() {
    let here = folder();
    let mut command = shuniu(here.path(), &["openapi"]);
    let (code, text, _) = told(&command.env("SHUNIU_NONSENSE", "1").output().unwrap());
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(code, 0);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[test]
fn usage_is_told_with_its_exit_codes() {
    let here = folder();
    let (code, help, _) = run(here.path(), &["--help"]);
    assert!(code == 0 && help.contains("Exit codes:") && help.contains("Examples:"), "{help}");
    let (code, help, _) = run(here.path(), &["deadline", "--help"]);
    assert!(code == 0 && help.contains("--working-days 60"), "{help}");
    assert_eq!(run(here.path(), &["nonsense"]).0, 2);
    assert_eq!(run(here.path(), &["account", "create", "--password", "x"]).0, 2);
}

/// A ledger of relations is imported, and supervision passes by a list: tried, done, sent again.
#[test]
fn relations_are_imported_and_transferred_by_list() {
    let (here, first) = (folder(), "51100000500012681T");
    let write = |name: &str, text: &str| fs::write(here.path().join(name), text).unwrap();
    write(
        "old.csv",
        "uscc,name,kind,region_code,established,business_supervisor\n\
         51100000500012681T,北京市示例技艺协会,社会团体,110000,2001-01-01,北京市示例主管局\n\
         51100000500009247D,北京市示例书画协会,社会团体,110000,2001-01-01,北京市示例接收局\n",
    );
    let (status, told, fault) =
        run(here.path(), &["import", "organizations", "old.csv", "--commit"]);
    assert_eq!(status, 0, "{told}{fault}");

    write(
        "ledger.csv",
        &format!(
            "uscc,relation,unit,since\n{first},业务指导,北京市示例接收局,2001-02-01\n\
             {first},朋友,北京市示例接收局,2001-02-01\n"
        ),
    );
    let (status, told, _) = run(here.path(), &["import", "relations", "ledger.csv", "--commit"]);
    assert_eq!(status, 1, "one row is wrong: {told}");
    assert!(told.contains("ledger.csv:3: problem: relation"), "{told}");
    assert!(told.contains("written: 1 relations"), "{told}");

    let secret = "a long enough test phrase";
    let decider = ["--grant", "decider@registrar-110000", "--secret-stdin"];
    let create = [&["account", "create", "--login", "decider", "--name", "决定人员"], &decider[..]];
    assert_eq!(fed(here.path(), &create.concat(), secret).0, 0);
    let (_, units, _) = run(here.path(), &["export", "--form", "ndjson"]);
    let taker = units
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .find(|record| record["name"] == "北京市示例书画协会")
        .and_then(|record| record["supervision"]["unit"]["id"].as_str().map(ToOwned::to_owned))
        .unwrap();
    write("list.csv", &format!("uscc,release_number,release_dated\n{first},示函1号,2026-01-05\n"));
    let transfer = |more: &[&str]| {
        let fixed = [
            "transfer",
            "--list",
            "list.csv",
            "--to",
            &taker,
            "--number",
            "示函5号",
            "--dated",
            "2026-01-06",
            "--by",
            "decider",
        ];
        run(here.path(), &[&fixed[..], more].concat())
    };
    for (more, status, summary) in [
        (&[][..], 0, "1 done 已办理, 0 already 此前已办理, 0 not done 未办理; a dry run"),
        (&["--commit"], 0, "1 done 已办理"),
        (&["--commit"], 0, "0 done 已办理, 1 already 此前已办理"),
    ] {
        let (found, told, fault) = transfer(more);
        assert_eq!(found, status, "{told}{fault}");
        assert!(told.contains(summary), "{told}");
    }
    write("list.csv", "uscc\n51110000MJ9999999X\n");
    let (status, told, _) = transfer(&["--commit"]);
    assert_eq!(status, 1);
    assert!(told.contains("list.csv:2: 51110000MJ9999999X"), "{told}");
    write("list.csv", "name\n某协会\n");
    assert_eq!(transfer(&[]).0, 2, "a column is missing");
    assert_eq!(run(here.path(), &["verify"]).0, 0);
}
