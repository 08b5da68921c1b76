//! What stands under the register fails: its database server dies and comes back, its disk is full; and two servers on one
//! database get the same requests. What was acknowledged is there once, what was not is told as it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

mod support;

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use support::{
    acting::{Database, Register, Told},
    free_port,
};

const CLIENTS: usize = 4;

/// A PostgreSQL server of one's own, which can be killed.
struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// None where PostgreSQL is not tested.
    fn start() -> Option<Self> {
        std::env::var_os("SHUNIU_TEST_POSTGRES")?;
        let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .unwrap()
            .map(|entry| entry.unwrap().path().join("bin"))
            .collect();
        found.sort();
        let folder = tempfile::tempdir().unwrap();
        let cluster = Self { folder, programs: found.pop().unwrap(), port: free_port() };
        if Self::is_root() {
            let owned = Command::new("chown").arg("postgres").arg(cluster.folder.path()).status();
            assert!(owned.unwrap().success());
        }
        let data = cluster.data();
        cluster.run(
            "initdb",
            &["-D", &data, "-U", "shuniu", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
        );
        cluster.up();
        Some(cluster)
    }

    fn is_root() -> bool {
        let id = Command::new("id").arg("-u").output().unwrap();
        id.stdout == b"0\n"
    }

    fn data(&self) -> String {
        self.folder.path().join("db").display().to_string()
    }

    /// As the user of PostgreSQL, for it refuses to run as root.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if Self::is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(self.folder.path());
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success(), "{command:?}");
    }

    fn up(&self) {
        let folder = self.folder.path().display();
        let options = format!(
            "-p {} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=50",
            self.port
        );
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-l", &log, "-o", &options, "start"]);
    }

    /// Every process at once, without a farewell.
    fn killed(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }

    fn url(&self) -> String {
        format!("postgres://shuniu@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.folder.path().join("db/postmaster.pid").exists() {
            self.killed();
        }
    }
}

/// Waits, at most a while, until it is so.
fn until(what: &str, is: impl Fn() -> bool) {
    for _ in 0..600 {
        if is() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("never: {what}");
}

#[test]
fn the_database_server_dies_and_comes_back() {
    let Some(cluster) = Cluster::start() else {
        println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set");
        return;
    };
    let (folder, url) = (tempfile::tempdir().unwrap(), cluster.url());
    let register = Register::found(&url, folder.path());
    let mut server = register.serve();
    let token = register.token();
    let (told, stop) = (Told::default(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| told.acts(&register, &token, &stop));
        }
        let before = told.acknowledged();
        until("acts are acknowledged", || told.acknowledged() > before + 10);
        cluster.killed();
        // The server lives, says that it is not ready, and why a read fails.
        until("it is not ready", || register.get("/readyz") == Some(503));
        assert_eq!(register.get("/healthz"), Some(200));
        assert_eq!(register.get("/api/v1/organizations"), Some(503));
        cluster.up();
        until("it is ready again", || register.get("/readyz") == Some(200));
        let before = told.acknowledged();
        until("acts are acknowledged again", || told.acknowledged() > before + 10);
        stop.store(true, Ordering::Relaxed);
    });
    // Whoever was not answered was told to try again, never that it is a fault of the request or of the program.
    let failed = told.failed.lock().unwrap().clone();
    assert!(!failed.is_empty(), "something failed while it was away");
    for (key, answer) in &failed {
        let good = |(status, kind): &(u16, String)| {
            *status == 503
                && ["/problems/unavailable", "/problems/too-slow"].contains(&kind.as_str())
        };
        assert!(answer.as_ref().is_none_or(good), "{key}: {answer:?}");
    }
    let cases = told.repeated(&register, &token);
    server.kill().unwrap();
    server.wait().unwrap();
    register.verified(cases);
}

#[test]
fn two_servers_on_one_database_do_what_both_are_asked_once() {
    let Some(database) = Database::create() else {
        println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let one = Register::found(&database.url, folder.path());
    let other = one.another_server();
    let mut servers = [one.serve(), other.serve()];
    // A token of the one is good at the other.
    let token = one.token();
    let told = Told::default();
    for round in 0..10 {
        std::thread::scope(|scope| {
            for (register, client) in [&one, &other, &one, &other].into_iter().zip(0..) {
                let (told, token) = (&told, &token);
                scope.spawn(move || {
                    told.tried(register, token, format!("both-{round}"));
                    told.tried(register, token, format!("own-{round}-{client}"));
                });
            }
        });
    }
    let failed = told.failed.lock().unwrap().clone();
    let under_way = |answer: &Option<(u16, String)>| {
        answer
            .as_ref()
            .is_some_and(|(status, kind)| *status == 409 && kind == "/problems/request-under-way")
    };
    assert!(failed.values().all(under_way), "{failed:?}");
    assert_eq!(told.repeated(&one, &token), 50);
    assert_eq!(told.repeated(&other, &token), 50);
    for server in &mut servers {
        server.kill().unwrap();
        server.wait().unwrap();
    }
    one.verified(50);
}

/// The largest size of a file stands in for the disk: what does not fit is refused, and nothing of it is kept.
#[test]
fn a_full_disk_refuses_and_keeps_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::found("sqlite:register.db", folder.path());
    let size = |name: &str| {
        std::fs::metadata(folder.path().join(name)).map_or(0, |metadata| metadata.len() / 1024)
    };
    let full = size("register.db").max(size("register.db-wal")) + 400;
    let mut limited = Command::new("bash");
    // The signal is ignored, so that the write fails, as on a full disk.
    limited
        .args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {full}; exec \"$0\" serve"),
            env!("CARGO_BIN_EXE_shuniu"),
        ])
        .current_dir(folder.path());
    let plain = register.command(&[]);
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited.stdout(Stdio::null()).stderr(Stdio::null());
    let mut server = register.started(limited);
    let token = register.token();
    let told = Told::default();
    for number in 0..400 {
        told.tried(&register, &token, format!("k-{number}"));
        if !told.failed.lock().unwrap().is_empty() {
            break;
        }
    }
    let failed = told.failed.lock().unwrap().clone();
    let (_, answer) = failed.first_key_value().expect("the disk was never full");
    assert_eq!(answer, &Some((503, "/problems/unavailable".to_owned())));
    // It can be read all the while.
    assert_eq!(register.get("/api/v1/organizations"), Some(200));
    server.kill().unwrap();
    server.wait().unwrap();
    // With room again, everything goes on.
    let mut server = register.serve();
    let cases = told.repeated(&register, &token);
    assert!(cases > 3, "{cases}");
    server.kill().unwrap();
    server.wait().unwrap();
    register.verified(cases);
}
