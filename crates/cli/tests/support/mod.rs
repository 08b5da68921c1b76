//! A register of one's own, run by the binary: its keys, databases with a few organizations, a server.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test program uses a part")]

pub mod acting;

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

pub const HEADER: &str = "uscc,name,kind,region_code,established,registration_authority\n";
pub const ROWS: [&str; 4] = [
    "53100000500021676K,示范甲基金会,基金会,,,\n",
    "51100000500012681T,示范乙独特协会,社会团体,,1996-02-29,\n",
    "53100000500019795A,示范丙基金会,基金会,,,\n",
    "53100000500021326D,示范丁基金会,基金会,,,\n",
];

pub struct House<'a> {
    pub folder: &'a Path,
    port: u16,
}

impl House<'_> {
    pub fn command(&self, database: &str, arguments: &[&str]) -> Command {
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

    pub fn run(&self, database: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.command(database, arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    }

    /// What stands on standard error.
    pub fn failing(&self, database: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.command(database, arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    /// A database with these rows of an older register.
    pub fn import(&self, database: &str, rows: &[&str]) {
        let text = [HEADER, &rows.concat()].concat();
        fs::write(self.folder.join("old.csv"), text).unwrap();
        let (code, told) = self.run(database, &["import", "organizations", "old.csv", "--commit"]);
        assert_eq!(code, 0, "{told}");
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What is told while a server runs on a database.
    pub fn while_served<T>(&self, database: &str, ask: impl FnOnce() -> T) -> T {
        self.served_with(database, &[], ask)
    }

    /// The same, with some settings.
    pub fn served_with<T>(
        &self,
        database: &str,
        settings: &[(&str, &str)],
        ask: impl FnOnce() -> T,
    ) -> T {
        let mut serve = self.command(database, &["serve"]);
        let serve = serve.envs(settings.iter().copied()).stderr(Stdio::null()).spawn().unwrap();
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
}

/// A server that is gone when the test is.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub fn house(folder: &Path) -> House<'_> {
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
