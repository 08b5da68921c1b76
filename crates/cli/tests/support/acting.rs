//! A register, run by the binary, in which an applicant opens cases; and databases of one's own for it.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test program uses a part")]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};

use super::free_port;

const PASSWORD: &str = "a long enough test phrase";

/// A register of one's own: a folder, a database, a port.
pub struct Register<'a> {
    folder: &'a Path,
    url: &'a str,
    port: u16,
}

impl<'a> Register<'a> {
    /// With its keys and its applicant.
    pub fn found(url: &'a str, folder: &'a Path) -> Self {
        let house = Self { folder, url, port: free_port() };
        house.must(&["keys", "create", "signing"]);
        house.must(&["keys", "create", "log"]);
        house.must(&["keys", "create", "personal"]);
        let arguments = ["account", "create", "--login", "founder", "--name", "示例"];
        let mut create =
            house.command(&[&arguments[..], &["--grant", "applicant", "--secret-stdin"]].concat());
        let mut child = create.stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        house
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
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

    pub fn must(&self, arguments: &[&str]) {
        let status = self.command(arguments).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    pub fn serve(&self) -> Child {
        self.started(self.command(&["serve"]))
    }

    /// A server that is started by this command, once it is ready.
    pub fn started(&self, mut command: Command) -> Child {
        let mut child = command.spawn().unwrap();
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

    pub fn address(&self) -> (&'static str, u16) {
        ("127.0.0.1", self.port)
    }

    pub fn get(&self, path: &str) -> Option<u16> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        Self::agent().get(url).call().ok().map(|r| r.status().as_u16())
    }

    /// That the log, its tree and the read models agree, with so many cases.
    pub fn verified(&self, cases: usize) {
        let output = self.command(&["verify", "--json"]).stdout(Stdio::piped()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = report["rows"]["cases"].as_u64().unwrap();
        assert_eq!(usize::try_from(found).unwrap(), cases, "every case is there exactly once");
    }

    pub fn post(&self, path: &str, token: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let request = Self::agent()
            .post(url)
            .header("Authorization", format!("Bearer {token}"))
            .header("Idempotency-Key", key);
        let mut response = request.send_json(body).ok()?;
        let status = response.status().as_u16();
        Some((status, response.body_mut().read_json().ok()?))
    }

    /// The same register, served by another process.
    pub fn another_server(&self) -> Self {
        Self { port: free_port(), ..*self }
    }

    pub fn token(&self) -> String {
        let url = format!("http://127.0.0.1:{}/api/v1/session", self.port);
        let body = json!({"login": "founder", "password": PASSWORD});
        let mut response = Self::agent().post(url).send_json(body).unwrap();
        let answer: Value = response.body_mut().read_json().unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

pub fn draft() -> Value {
    json!({
        "kind": "association",
        "name": "北京市示范协会",
        "name_parts": {"division": "北京市", "field": "示范", "form": "协会"},
        "registrar": "registrar-110000",
        "reach": {"reach": "local", "division": "110000"},
        "route": {"route": "dual", "supervisory_unit": "dept-none"}
    })
}

/// What clients were told: cases by key, and keys that are not answered, with what was said of them.
#[derive(Default)]
pub struct Told {
    acknowledged: Mutex<BTreeMap<String, String>>,
    pub failed: Mutex<BTreeMap<String, Option<(u16, String)>>>,
    sent: AtomicU64,
}

impl Told {
    /// Opens cases, each under a key of its own, until it is told to stop.
    pub fn acts(&self, register: &Register<'_>, token: &str, stop: &AtomicBool) {
        while !stop.load(Ordering::Relaxed) {
            let key = format!("k-{}", self.sent.fetch_add(1, Ordering::Relaxed));
            self.tried(register, token, key);
        }
    }

    pub fn tried(&self, register: &Register<'_>, token: &str, key: String) {
        let answer = register.post("/api/v1/cases", token, &key, &draft());
        match answer {
            Some((200 | 201, answer)) => {
                let id = answer["subject"]["id"].as_str().unwrap().to_owned();
                self.failed.lock().unwrap().remove(&key);
                let before = self.acknowledged.lock().unwrap().insert(key.clone(), id.clone());
                assert!(before.is_none_or(|before| before == id), "{key} has two cases");
            }
            other => {
                let other = other.map(|(status, problem)| (status, kind(&problem)));
                self.failed.lock().unwrap().insert(key, other);
            }
        }
    }

    pub fn acknowledged(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// Everything is sent once more: what was acknowledged is answered as before, and what was not may or may not have
    /// happened; now it is there once. The cases that there are.
    pub fn repeated(&self, register: &Register<'_>, token: &str) -> usize {
        for (key, id) in self.acknowledged.lock().unwrap().iter() {
            let (status, answer) = register.post("/api/v1/cases", token, key, &draft()).unwrap();
            let told = answer["subject"]["id"].as_str().unwrap();
            assert_eq!((status, told), (200, id.as_str()), "{key}");
        }
        let failed: Vec<String> = self.failed.lock().unwrap().keys().cloned().collect();
        for key in failed {
            self.tried(register, token, key);
        }
        let left = self.failed.lock().unwrap().clone();
        assert!(left.is_empty(), "{left:?}");
        let acknowledged = self.acknowledged.lock().unwrap();
        let ids: BTreeSet<&String> = acknowledged.values().collect();
        assert_eq!(ids.len(), acknowledged.len(), "no two keys have one case");
        ids.len()
    }
}

fn kind(problem: &Value) -> String {
    problem["type"].as_str().unwrap_or_default().to_owned()
}

/// Databases that were made.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database that goes when the test ends. psql comes with the server's package.
pub struct Database {
    pub url: String,
    server: String,
    name: String,
}

impl Database {
    pub fn create() -> Option<Self> {
        let server = std::env::var("SHUNIU_TEST_POSTGRES").ok()?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("shuniu_kill_{}_{number}", std::process::id());
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
