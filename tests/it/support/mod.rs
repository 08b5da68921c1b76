//! A whole register for one test: a fresh database, the server on a port of its own, a clock
//! that the test sets, accounts for every role, and an HTTP client.

use std::{
    collections::BTreeMap,
    num::NonZeroU32,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::Duration,
};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use shuniu_api::{
    auth::{Auth, KeyRing, TokenSettings, Tokens},
    cases::UnderWay,
    limits::Limits,
    proofs::{LogKeys, Printing},
    server::{ServerSettings, bind},
    state::ApiState,
};
use shuniu_core::access::Grant;
use shuniu_registry::{
    Options, Registry, Store,
    accounts::{AccountKind, Accounts, SignInRules},
    personal::PersonalData,
    ports::{Clock, Random},
};

pub mod annual;
pub mod application;
pub mod city;
pub mod decoupling;
pub mod exit;
mod founding;
pub mod fresh;
pub mod hubs;
#[allow(dead_code, reason = "the tests and the scenarios each use a part")]
pub mod receiver;

/// A clock that the test sets.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// Randomness that repeats, so that a failing test fails again.
pub struct TestRandom(pub AtomicU64);

impl Random for TestRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            // SplitMix64: every step gives a byte of its own.
            let mut n = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = u8::try_from((n ^ (n >> 31)) & 0xFF).unwrap();
        }
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The answer, which must have this status.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Rules that stand against the act, with their articles.
    pub fn against(&self) -> Vec<(String, String)> {
        let findings = self.json()["findings"].as_array().cloned().unwrap_or_default();
        let blocks = |f: &&Value| f["outcome"] == "violated" || f["outcome"] == "unknown";
        findings
            .iter()
            .filter(blocks)
            .map(|f| {
                let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
                (text(&f["rule"]), text(&f["citation"]["article"]))
            })
            .collect()
    }
}

/// A whole register.
#[allow(dead_code, reason = "the tests, the scenarios and the benchmark each use a part")]
pub struct World {
    pub base: String,
    pub registry: Registry,
    pub vault: Arc<PersonalData>,
    pub auth: Arc<Auth>,
    pub clock: Arc<TestClock>,
    pub backend: &'static str,
    pub url: String,
    tokens: Mutex<BTreeMap<String, String>>,
    pub accounts: Accounts,
    stop: actix_web::dev::ServerHandle,
    thread: Option<std::thread::JoinHandle<()>>,
    drop_database: Option<(String, String)>,
    _folder: tempfile::TempDir,
}

/// The day on which a register of a test begins.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();

/// So many requests a minute as no test makes.
const PLENTY: NonZeroU32 = NonZeroU32::new(10_000_000).unwrap();

/// The password of every account of a test.
pub const PASSWORD: &str = "a long enough test phrase";

/// Runs a test on a fresh register on SQLite, and on PostgreSQL where there is one.
pub fn each_world(test: impl Fn(&World)) {
    test(&World::sqlite());
    match World::postgres() {
        Some(world) => test(&world),
        None => println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set"),
    }
}

/// A name for something of this run alone.
fn unique() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("shuniu_it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

impl World {
    pub fn sqlite() -> Self {
        Self::sqlite_with_quota(PLENTY)
    }

    /// A register that answers so many requests a minute of one client.
    pub fn sqlite_with_quota(requests: NonZeroU32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("register.db");
        std::fs::write(&file, founding::sqlite()).unwrap();
        let url = format!("sqlite:{}", file.display());
        Self::start(&url, None, "sqlite", folder, None, requests)
    }

    pub fn postgres() -> Option<Self> {
        let (url, dropped) = create_database(founding::postgres()?)?;
        let folder = tempfile::tempdir().unwrap();
        Some(Self::start(&url, None, "postgres", folder, Some(dropped), PLENTY))
    }

    /// Another register on the same kind of database.
    #[allow(dead_code, reason = "the tests and the scenarios each use a part")]
    pub fn another(&self) -> Self {
        if self.backend == "sqlite" { Self::sqlite() } else { Self::postgres().unwrap() }
    }

    /// A second server on this register's database, which reads from that of another as if it were the replica: one that stands
    /// still.
    #[allow(dead_code, reason = "the tests and the scenarios each use a part")]
    pub fn beside(&self, replica: &Self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::start(&self.url, Some(replica.url.clone()), self.backend, folder, None, PLENTY)
    }

    fn start(
        url: &str,
        read_url: Option<String>,
        backend: &'static str,
        folder: tempfile::TempDir,
        drop_database: Option<(String, String)>,
        requests: NonZeroU32,
    ) -> Self {
        let options = Options { url: url.to_owned(), read_url, connections: 8, group_commit: 32 };
        let store = Store::open(&options).unwrap();
        let clock = Arc::new(TestClock(Mutex::new(at(FIRST_DAY))));
        // Far from what the founding drew: ids must differ.
        let random = Arc::new(TestRandom(AtomicU64::new(1 << 32)));
        let registry =
            Registry::new(store.clone(), founding::books(), clock.clone(), random.clone());
        let rules = SignInRules::default();
        let accounts = Accounts::new(store, random.clone(), rules);
        let tokens =
            Tokens::new(KeyRing::in_memory().unwrap(), TokenSettings::new("test", "shuniu"));
        let auth = Arc::new(Auth::over(accounts.clone(), tokens, clock.clone(), 30));
        let vault = Arc::new(PersonalData::generate(&*random).unwrap());
        let limits = Limits::new(PLENTY, requests, true);
        let state = ApiState {
            registry: registry.clone(),
            accounts: accounts.clone(),
            auth: Arc::clone(&auth),
            log: LogKeys::in_memory("test.example/log").unwrap(),
            vault: Arc::clone(&vault),
            snapshots: Some(folder.path().join("snapshots")),
            printing: Printing::new(None, "http://test.example").unwrap(),
            private_webhooks: true,
            limits,
            under_way: UnderWay::default(),
            metrics: PrometheusBuilder::new().build_recorder().handle(),
        };
        let (base, stop, thread) = serve(state);
        Self {
            base,
            registry,
            vault,
            auth,
            clock,
            backend,
            url: url.to_owned(),
            tokens: Mutex::default(),
            accounts,
            stop,
            thread: Some(thread),
            drop_database,
            _folder: folder,
        }
    }

    /// Makes an account; its id is its login.
    pub fn account(&self, login: &str, grants: &[Grant]) {
        founding::account(&self.accounts, self.registry.now(), login, grants);
    }

    /// Sets the day (noon in Beijing).
    pub fn set_day(&self, year: i32, month: u32, of_month: u32) {
        *self.clock.0.lock().unwrap() = at(day(year, month, of_month));
        // Tokens live for minutes: a new day needs new ones.
        self.tokens.lock().unwrap().clear();
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        *self.clock.0.lock().unwrap() += time;
    }

    /// Lets minutes pass; tokens live for some, so there are new ones.
    #[allow(dead_code, reason = "the tests and the scenarios each use a part")]
    pub fn pass_minutes(&self, minutes: i64) {
        self.pass(TimeDelta::minutes(minutes));
        self.tokens.lock().unwrap().clear();
    }

    /// Holds the log from outside: whoever would write waits until this is dropped.
    #[allow(dead_code, reason = "the tests and the scenarios each use a part")]
    pub fn hold_log(&self) -> Box<dyn std::any::Any> {
        use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};
        if let Some(file) = self.url.strip_prefix("sqlite:") {
            let mut connection = SqliteConnection::establish(file).unwrap();
            connection.batch_execute("BEGIN IMMEDIATE").unwrap();
            return Box::new(connection);
        }
        let mut connection = PgConnection::establish(&self.url).unwrap();
        connection.batch_execute("BEGIN; SELECT 1 FROM log_head FOR UPDATE").unwrap();
        Box::new(connection)
    }

    /// The token of an account, as signing in gives it, without the work of a password.
    pub fn token(&self, login: &str) -> String {
        if let Some(token) = self.tokens.lock().unwrap().get(login) {
            return token.clone();
        }
        let id = self.registry.fresh_id();
        let issued = self.auth.issue(login, AccountKind::Staff, &id).unwrap();
        let token = issued.token;
        self.tokens.lock().unwrap().insert(login.to_owned(), token.clone());
        token
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, &[], None)
    }

    pub fn get_as(&self, login: &str, path: &str) -> Answer {
        self.send("GET", path, Some(login), &[], None)
    }

    /// The lines of a page.
    pub fn items(&self, login: &str, path: &str) -> Vec<Value> {
        self.get_as(login, path).expect(200).json()["items"].as_array().unwrap().clone()
    }

    pub fn post_as(&self, login: &str, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(login), &[], Some(body))
    }

    /// Sends a request; `login` brings its token.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        login: Option<&str>,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let token = login.map(|l| format!("Bearer {}", self.token(l)));
        let mut all: Vec<(&str, &str)> = headers.to_vec();
        if let Some(token) = &token {
            all.push(("Authorization", token));
        }
        let body = body.map(Value::to_string);
        if body.is_some() {
            all.push(("Content-Type", "application/json"));
        }
        self.raw(method, path, &all, body.as_deref().unwrap_or_default().as_bytes())
    }

    /// Sends exactly these bytes.
    pub fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = agent.run(request.body(body).unwrap()).unwrap();
        let headers = response
            .headers()
            .iter()
            .map(|(n, v)| (n.to_string(), v.to_str().unwrap_or_default().to_owned()))
            .collect();
        let status = response.status().as_u16();
        let text = response.body_mut().with_config().limit(50 << 20).read_to_string().unwrap();
        Answer { status, headers, text }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        drop(self.stop.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some((server, name)) = &self.drop_database {
            drop_database(server, name);
        }
    }
}

/// A new database on the PostgreSQL server of the tests, a copy of `template`: its address, and how
/// to drop it.
fn create_database(template: &str) -> Option<(String, (String, String))> {
    use diesel::{Connection, RunQueryDsl};
    let server = std::env::var("SHUNIU_TEST_POSTGRES").ok()?;
    let name = unique();
    let mut connection = diesel::PgConnection::establish(&server).unwrap();
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    diesel::sql_query(create).execute(&mut connection).unwrap();
    let (head, _) = server.rsplit_once('/').unwrap();
    Some((format!("{head}/{name}"), (server, name)))
}

fn drop_database(server: &str, name: &str) {
    use diesel::{Connection, RunQueryDsl};
    let mut connection = diesel::PgConnection::establish(server).unwrap();
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    let _ = diesel::sql_query(drop).execute(&mut connection);
}

fn serve(state: ApiState) -> (String, actix_web::dev::ServerHandle, std::thread::JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let settings = ServerSettings {
                listen: "127.0.0.1:0".to_owned(),
                // Each worker makes the whole API description anew: half of a scenario's time.
                workers: 1,
                body_limit: 256 << 10,
                shutdown_timeout: Duration::from_secs(1),
                ..ServerSettings::default()
            };
            let (server, address) = bind(&settings, state).unwrap();
            sender.send((address, server.handle())).unwrap();
            server.await.unwrap();
        });
    });
    let (address, handle) = receiver.recv().unwrap();
    (format!("http://{address}"), handle, thread)
}

pub fn day(year: i32, month: u32, of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, of_month).unwrap()
}

/// Noon in Beijing on a day.
fn at(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(4, 0, 0).unwrap()).and_utc()
}
