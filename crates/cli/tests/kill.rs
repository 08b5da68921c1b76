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
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use support::free_port;

const PASSWORD: &str = "a long enough test phrase";
const ROUNDS: u64 = 5;
const CLIENTS: usize = 6;

/// A register of one's own: a folder, a database, a port.
struct House<'a> {
    folder: &'a Path,
    url: &'a str,
    port: u16,
}

impl House<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shuniu"));
        // No setting of the machine's may reach the register under test.
        let foreign = std::env::vars().map(|(name, _)| name).filter(|n| n.starts_with("SHUNIU_"));
        foreign.for_each(|name| {
            command.env_remove(name);
        });
        command
            .args(arguments)
            .current_dir(self.folder)
            .env("DATABASE_URL", self.url)
            .env("SHUNIU_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("SHUNIU_SIGN_INS_PER_MINUTE", "1000")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn must(&self, arguments: &[&str]) {
        let status = self.command(arguments).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    fn serve(&self) -> Child {
        let mut child = self.command(&["serve"]).spawn().unwrap();
        for _ in 0..400 {
            if self.get("/readyz").is_some_and(|status| status == 200) {
                return child;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        panic!("the server did not come up");
    }

    fn agent() -> ureq::Agent {
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        config.timeout_global(Some(Duration::from_secs(20))).build().into()
    }

    fn get(&self, path: &str) -> Option<u16> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        Self::agent().get(url).call().ok().map(|r| r.status().as_u16())
    }

    fn post(&self, path: &str, token: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let request = Self::agent()
            .post(url)
            .header("Authorization", format!("Bearer {token}"))
            .header("Idempotency-Key", key);
        let mut response = request.send_json(body).ok()?;
        let status = response.status().as_u16();
        Some((status, response.body_mut().read_json().ok()?))
    }

    fn token(&self) -> String {
        let url = format!("http://127.0.0.1:{}/api/v1/session", self.port);
        let body = json!({"login": "founder", "password": PASSWORD});
        let mut response = Self::agent().post(url).send_json(body).unwrap();
        let answer: Value = response.body_mut().read_json().unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

fn draft() -> Value {
    json!({
        "kind": "association",
        "name": "北京市示范协会",
        "name_parts": {"division": "北京市", "field": "示范", "form": "协会"},
        "registrar": "registrar-110000",
        "reach": {"reach": "local", "division": "110000"},
        "route": {"route": "dual", "supervisory_unit": "dept-none"}
    })
}

fn killed_and_whole(url: &str, folder: &Path) {
    let house = House { folder, url, port: free_port() };
    house.must(&["keys", "create", "signing"]);
    house.must(&["keys", "create", "log"]);
    house.must(&["keys", "create", "personal"]);
    let arguments = ["account", "create", "--login", "founder", "--name", "示例"];
    let mut create =
        house.command(&[&arguments[..], &["--grant", "applicant", "--secret-stdin"]].concat());
    let mut child = create.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());

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
    let output = house.command(&["verify", "--json"]).stdout(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let cases = report["rows"]["cases"].as_u64().unwrap();
    assert_eq!(cases, u64::try_from(ids.len()).unwrap(), "every case is there exactly once");
}

#[test]
fn killed_on_sqlite_every_acknowledged_act_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    killed_and_whole("sqlite:register.db", folder.path());
}

#[test]
fn killed_on_postgresql_every_acknowledged_act_is_there_once() {
    use postgres_of_one_s_own::Database;
    let Some(database) = Database::create() else {
        println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    killed_and_whole(&database.url, folder.path());
}

/// A database that goes when the test ends. psql comes with the server's package.
mod postgres_of_one_s_own {
    use std::process::Command;

    pub struct Database {
        pub url: String,
        server: String,
        name: String,
    }

    impl Database {
        pub fn create() -> Option<Self> {
            let server = std::env::var("SHUNIU_TEST_POSTGRES").ok()?;
            let name = format!("shuniu_kill_{}", std::process::id());
            run(&server, &format!("CREATE DATABASE {name} TEMPLATE template0"));
            let (head, _) = server.rsplit_once('/').unwrap();
            Some(Self { url: format!("{head}/{name}"), server, name })
        }
    }

    impl Drop for Database {
        fn drop(&mut self) {
            run(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }

    fn run(server: &str, statement: &str) {
        let status = Command::new("psql").args(["-q", server, "-c", statement]).status().unwrap();
        assert!(status.success(), "{statement}");
    }
}
