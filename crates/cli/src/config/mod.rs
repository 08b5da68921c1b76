//! The configuration: one struct, read from a file and the environment.
//!
//! Defaults come first, then the file (`--config` or `SHUNIU_CONFIG`), then the environment
//! (`DATABASE_URL`, `DATABASE_READ_URL`, `SHUNIU_*`). What is unknown or wrong is refused at
//! start, with its name and where it stands. `docs/configuration.md` lists every setting; a
//! test holds that it does.
//!
//! What may not enter: defaults for secrets. A key or password is made by a command, or the
//! register does not start.

mod check;
mod source;

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

pub use source::load;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Readable on a terminal, JSON elsewhere.
    Auto,
    /// One JSON object a line.
    Json,
    /// Readable for people.
    Pretty,
}

/// Every setting. A file names them as here; the environment as `SHUNIU_` and the name in
/// capitals.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Settings {
    /// Address of the database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`.
    /// Also read from `DATABASE_URL`.
    #[serde(serialize_with = "hidden")]
    pub database_url: SecretString,
    /// Address of a replica that may answer reads. Also read from `DATABASE_READ_URL`.
    #[serde(serialize_with = "hidden_option", skip_serializing_if = "Option::is_none")]
    pub database_read_url: Option<SecretString>,
    /// Whether a PostgreSQL server on another machine may be spoken to without encryption.
    pub database_allow_plaintext: bool,
    /// Most connections to each database, 1 to 1000; one more writes.
    pub database_connections: u32,
    /// Most acts that share one durable commit, 1 to 1000; 1 turns sharing off.
    pub group_commit: usize,
    /// Whether `serve` and the commands that write bring the tables up to date first.
    pub migrate_on_start: bool,

    /// Address and port to listen on.
    pub listen: String,
    /// Address under which clients know the register; it stands in tokens as their issuer.
    pub public_url: String,
    /// Threads that take requests, 1 to 512.
    pub workers: usize,
    /// Threads of each worker that ask the database, 1 to 512.
    pub blocking_threads: usize,
    /// Largest body of a request in bytes, 1024 to 1073741824.
    pub body_limit_bytes: usize,
    /// Longest that a request may take, 1 to 3600 seconds; a long poll takes up to 30.
    pub request_timeout_seconds: u64,
    /// How long requests under way may go on when the server is told to end, 0 to 3600 seconds.
    pub shutdown_timeout_seconds: u64,

    /// Folder of the keys that sign access tokens (`shuniu keys create signing`).
    pub keys_dir: PathBuf,
    /// Folder of the keys that sign heads of the log and statements (`shuniu keys create log`); all sign.
    pub log_keys_dir: PathBuf,
    /// The name of the log, which no other log has and which never changes; without it, `public_url` without its
    /// scheme, and `/log`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_origin: Option<String>,
    /// File with the keys for personal data (`shuniu keys create personal`).
    pub personal_keys_file: PathBuf,
    /// How long an access token is good, 1 to 1440 minutes.
    pub access_token_minutes: u32,
    /// How long a refresh token may wait to be used, 1 to 365 days.
    pub refresh_token_days: u32,
    /// How long a server remembers an account, 0 to 3600 seconds: so long after it was shut
    /// elsewhere, it may still come in here.
    pub account_cache_seconds: u32,
    /// Sign-ins a minute that one network address may try, 1 to 100000.
    pub sign_ins_per_minute: u32,
    /// Requests a minute of one account, or of one address without one, 1 to 10000000.
    pub requests_per_minute: u32,
    /// Whether a proxy stands before the server and writes addresses into `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// So many wrong secrets in a row lock an account, 1 to 1000.
    pub lock_after_failures: u32,
    /// How long the first lock lasts, 1 to 1440 minutes; each further one twice as long.
    pub first_lock_minutes: u32,
    /// The longest that a lock lasts, 1 to 43200 minutes.
    pub longest_lock_minutes: u32,
    /// How many secrets are hashed at once, 1 to 256; each takes 19 MiB and a processor.
    pub hashing_at_once: usize,

    /// Folder of the snapshots that `shuniu snapshot` makes; without it, none are made or served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshots_dir: Option<PathBuf>,
    /// Font with Chinese characters (TrueType or OpenType) in which statements are printed; without it, the first of
    /// those that Debian's `fonts-noto-cjk`, `fonts-wqy-microhei` and `fonts-droid-fallback` install.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font_file: Option<PathBuf>,
    /// Whether webhooks may lead into private networks, and without TLS.
    pub private_webhooks: bool,

    /// Local rulebooks (TOML): numbers that a city sets more strictly than the nation.
    pub local_rules_files: Vec<PathBuf>,
    /// Calendars of working days (CSV) for years published after this program was made.
    pub working_days_files: Vec<PathBuf>,
    /// Administrative divisions (CSV) that changed after this program was made.
    pub divisions_files: Vec<PathBuf>,

    /// Which log lines are written, such as `info` or `info,shuniu_registry=debug`.
    pub log: String,
    /// How they are written: `auto`, `json` or `pretty`.
    pub log_format: LogFormat,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database_url: SecretString::from("sqlite:shuniu.db"),
            database_read_url: None,
            database_allow_plaintext: false,
            database_connections: 8,
            group_commit: 64,
            migrate_on_start: true,
            listen: "127.0.0.1:8080".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            workers: std::thread::available_parallelism().map_or(2, usize::from),
            blocking_threads: 4,
            body_limit_bytes: 1 << 20,
            request_timeout_seconds: 40,
            shutdown_timeout_seconds: 30,
            keys_dir: PathBuf::from("keys"),
            log_keys_dir: PathBuf::from("log-keys"),
            log_origin: None,
            personal_keys_file: PathBuf::from("personal-keys.toml"),
            access_token_minutes: 15,
            refresh_token_days: 14,
            account_cache_seconds: 30,
            sign_ins_per_minute: 20,
            requests_per_minute: 6_000,
            behind_proxy: false,
            lock_after_failures: 5,
            first_lock_minutes: 15,
            longest_lock_minutes: 1_440,
            hashing_at_once: 2,
            snapshots_dir: None,
            font_file: None,
            private_webhooks: false,
            local_rules_files: Vec::new(),
            working_days_files: Vec::new(),
            divisions_files: Vec::new(),
            log: "info".to_owned(),
            log_format: LogFormat::Auto,
        }
    }
}

impl Settings {
    /// The name of the log: as it is set, or from the public address.
    #[must_use]
    pub fn log_origin(&self) -> String {
        let host = self.public_url.split_once("://").map_or("", |(_, host)| host);
        self.log_origin.clone().unwrap_or_else(|| format!("{host}/log"))
    }
}

fn hidden<S: Serializer>(url: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&without_secrets(url.expose_secret()))
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn hidden_option<S: Serializer>(
    url: &Option<SecretString>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match url {
        Some(url) => hidden(url, serializer),
        None => serializer.serialize_none(),
    }
}

/// A database address without its password and parameters, which may hold one too.
fn without_secrets(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (rest, parameters) = match rest.split_once('?') {
        Some((rest, _)) => (rest, "?***"),
        None => (rest, ""),
    };
    // The last @ ends the user's part: a password that was not encoded may contain one.
    let shown = match rest.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => format!("{user}@{host}"),
        },
        None => rest.to_owned(),
    };
    format!("{scheme}://{shown}{parameters}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_secrets() {
        for (url, shown) in [
            ("sqlite:shuniu.db", "sqlite:shuniu.db"),
            ("postgres://u:p%40ss@db:5432/r", "postgres://u:***@db:5432/r"),
            ("postgres://u:p@ss@db/r?password=x", "postgres://u:***@db/r?***"),
            ("postgres://u@db/r", "postgres://u@db/r"),
            ("postgres:///r?host=/run/postgresql", "postgres:///r?***"),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }

    #[test]
    fn every_setting_is_in_the_documentation_with_its_default() {
        let documentation = include_str!("../../../../docs/configuration.md");
        let settings = Settings {
            database_read_url: Some(SecretString::from("sqlite:x")),
            log_origin: Some(String::new()),
            snapshots_dir: Some(PathBuf::new()),
            font_file: Some(PathBuf::new()),
            ..Settings::default()
        };
        let values = serde_json::to_value(&settings).unwrap();
        for (name, value) in values.as_object().unwrap() {
            let row = documentation.lines().find(|l| l.starts_with(&format!("| `{name}` |")));
            let row = row.unwrap_or_else(|| unreachable!("{name} is not documented"));
            assert!(row.contains(&format!("SHUNIU_{}", name.to_uppercase())), "{row}");
            let value = value.to_string();
            let shown = row.contains(&format!("`{}`", value.trim_matches('"')));
            let computed =
                ["workers", "database_read_url", "log_origin", "snapshots_dir", "font_file"]
                    .contains(&name.as_str());
            assert!(shown || computed, "{name}: default {value} not in: {row}");
        }
        let rows = documentation.lines().filter(|l| l.starts_with("| `") && l.contains("SHUNIU_"));
        assert_eq!(rows.count(), values.as_object().unwrap().len(), "a row too many");
    }
}
