//! The city of the tests, founded once for a run and copied for each test: its registrars,
//! departments and code segments, and an account for every role.

use std::{
    path::Path,
    sync::{Arc, Mutex, OnceLock, atomic::AtomicU64},
};

use chrono::NaiveDateTime;
use diesel::{Connection, RunQueryDsl, connection::SimpleConnection};
use shuniu_core::{
    Books,
    access::{Grant, Role},
    act::{ActRequest, NewUnit},
    identity::{CodeSegment, DivisionCode},
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{
    ActCall, Options, Registry, Store, Target,
    accounts::{AccountKind, Accounts, NewAccount, SignInRules, Trace},
};

use super::{FIRST_DAY, PASSWORD, TestClock, TestRandom, at, create_database, day, drop_database};

/// The law in force, read once for a run.
pub fn books() -> Books {
    static BOOKS: OnceLock<Books> = OnceLock::new();
    BOOKS.get_or_init(|| Books::built_in().unwrap()).clone()
}

/// The file of a founded register on SQLite, as it stands on the disk.
pub fn sqlite() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let (made, whole) = (folder.path().join("made.db"), folder.path().join("whole.db"));
        found(&format!("sqlite:{}", made.display()));
        // One file without a journal beside it.
        let mut connection = diesel::SqliteConnection::establish(made.to_str().unwrap()).unwrap();
        connection.batch_execute(&format!("VACUUM INTO '{}'", whole.display())).unwrap();
        std::fs::read(whole).unwrap()
    })
}

/// The name of a founded register on the PostgreSQL server of the tests, to be copied.
pub fn postgres() -> Option<&'static str> {
    static NAME: OnceLock<Option<String>> = OnceLock::new();
    let made = NAME.get_or_init(|| {
        let (url, (server, name)) = create_database("template0")?;
        drop_templates_of_the_dead(&server);
        found(&url);
        let mut connection = diesel::PgConnection::establish(&server).unwrap();
        // Nobody may be in a database that is copied.
        let template = format!("{name}_founded");
        let alone = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        connection.batch_execute(&alone).unwrap();
        let rename = format!("ALTER DATABASE {name} RENAME TO {template}");
        connection.batch_execute(&rename).unwrap();
        Some(template)
    });
    made.as_deref()
}

/// Drops the templates of runs that are over, where the server is this machine's own: there the process tells.
fn drop_templates_of_the_dead(server: &str) {
    #[derive(diesel::QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    if !server.contains("127.0.0.1") && !server.contains("localhost") {
        return;
    }
    let mut connection = diesel::PgConnection::establish(server).unwrap();
    let templates =
        "SELECT datname::text AS name FROM pg_database WHERE datname LIKE 'shuniu_it_%_founded'";
    for Found { name } in diesel::sql_query(templates).load(&mut connection).unwrap() {
        let process = name.split('_').nth(2).unwrap();
        if !Path::new("/proc").join(process).exists() {
            drop_database(server, &name);
        }
    }
}

/// Registrars, departments, code segments, and an account for every role.
fn found(url: &str) {
    let founder = Founder::open(url);
    let administrator = [Grant::of(Role::Administrator)];
    founder.account("administrator", &administrator);
    let unit = |id: &str, kind, name: &str, division: &str| {
        let unit = NewUnit {
            id: UnitId::parse(id).unwrap(),
            kind,
            name: name.to_owned(),
            division: DivisionCode::parse(division).unwrap(),
            valid_from: day(1990, 1, 1),
            source: "test".to_owned(),
        };
        founder.act("administrator", Target::Register, ActRequest::RegisterUnit { unit });
    };
    unit("registrar-100000", UnitKind::Registrar, "民政部", "100000");
    unit("registrar-110000", UnitKind::Registrar, "北京市民政局", "110000");
    unit("registrar-110105", UnitKind::Registrar, "北京市朝阳区民政局", "110105");
    unit("registrar-110108", UnitKind::Registrar, "北京市海淀区民政局", "110108");
    unit("dept-education", UnitKind::Department, "北京市朝阳区示范教育委员会", "110105");
    unit("dept-sports", UnitKind::Department, "北京市朝阳区示范体育局", "110105");
    for (registrar, first, last) in [
        ("registrar-100000", "MJ900000", "MJ900999"),
        ("registrar-110000", "MJ901000", "MJ901999"),
        ("registrar-110105", "MJ902000", "MJ902999"),
        ("registrar-110108", "MJ903000", "MJ903000"),
    ] {
        let segment = CodeSegment::parse(first, last).unwrap();
        let target = Target::Unit(registrar.to_owned());
        founder.act("administrator", target, ActRequest::AssignCodeSegment { segment });
    }
    let at = |role, unit: &str| [Grant::at(role, UnitId::parse(unit).unwrap())];
    founder.account("applicant", &[Grant::of(Role::Applicant)]);
    founder.account("other-applicant", &[Grant::of(Role::Applicant)]);
    founder.account("supervisor", &at(Role::SupervisorOfficer, "dept-education"));
    founder.account("other-supervisor", &at(Role::SupervisorOfficer, "dept-sports"));
    founder.account("reception", &at(Role::Reception, "registrar-110105"));
    founder.account("examiner", &at(Role::Examiner, "registrar-110105"));
    founder.account("decider", &at(Role::Decider, "registrar-110105"));
    let every = |unit: &str| {
        [Role::Reception, Role::Examiner, Role::Decider]
            .map(|role| Grant::at(role, UnitId::parse(unit).unwrap()))
    };
    founder.account("all-roles", &every("registrar-110105"));
    founder.account("other-registrar", &every("registrar-110108"));
    founder.account("city-registrar", &every("registrar-110000"));
    founder.account("city-decider", &at(Role::Decider, "registrar-110000"));
    founder.account("nation-registrar", &every("registrar-100000"));
    founder.account("nation-decider", &at(Role::Decider, "registrar-100000"));
    founder.account("agency", &[Grant::of(Role::Agency)]);
    founder.account("auditor", &[Grant::of(Role::Auditor)]);
}

/// Who founds: a register without a server.
struct Founder {
    registry: Registry,
    accounts: Accounts,
}

impl Founder {
    fn open(url: &str) -> Self {
        let options =
            Options { url: url.to_owned(), read_url: None, connections: 2, group_commit: 1 };
        let store = Store::open(&options).unwrap();
        store.migrate().unwrap();
        let clock = Arc::new(TestClock(Mutex::new(at(FIRST_DAY))));
        let random = Arc::new(TestRandom(AtomicU64::new(1)));
        let registry = Registry::new(store.clone(), books(), clock, random.clone());
        Self { registry, accounts: Accounts::new(store, random, SignInRules::default()) }
    }

    fn account(&self, login: &str, grants: &[Grant]) {
        account(&self.accounts, self.registry.now(), login, grants);
    }

    fn act(&self, login: &str, target: Target, request: ActRequest) {
        let actor = self.accounts.actor(login).unwrap().unwrap();
        self.registry.perform(&ActCall::new(actor, target, request)).unwrap();
    }
}

/// Makes an account; its id is its login.
pub fn account(accounts: &Accounts, now: NaiveDateTime, login: &str, grants: &[Grant]) {
    let new = NewAccount {
        id: login,
        login,
        display_name: login,
        kind: AccountKind::Staff,
        grants,
        secret: PASSWORD,
    };
    accounts.create(new, Trace { by: "test", request: "test", now }).unwrap();
}
