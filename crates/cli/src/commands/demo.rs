//! `shuniu demo`: a register with a synthetic city, on this machine and for trying out only.
//!
//! The city is loaded with a clock of its own and deterministic randomness; then the system's
//! clock and randomness take over, and the key that signs tokens is a fresh one each time.

use std::{
    fs::{self, File},
    io,
    net::SocketAddr,
    path::Path,
    sync::Arc,
};

use anyhow::Context;
use chrono::NaiveDate;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shuniu_api::auth::{KeyRing, create_key};
use shuniu_core::Books;
use shuniu_registry::Registry;

use super::serve;
use crate::{
    args::DemoArgs,
    config::Settings,
    demo::{self, DemoAccount, DemoOptions},
    exit::{self, Code},
    files, output,
    ports::{OsRandom, SystemClock},
    setup::{self, Database},
};

/// Says, in a folder, that its city was loaded to the end, and which one it is.
const MARKER: &str = "demo.json";
const DATABASE: &str = "register.db";
const PERSONAL_KEYS: &str = "personal-keys.toml";
const SNAPSHOTS: &str = "snapshots";
const LOG_KEYS: &str = "log-keys";

#[derive(Serialize, Deserialize)]
struct Marker {
    as_of: NaiveDate,
}

pub(super) fn run(args: &DemoArgs) -> anyhow::Result<Code> {
    // A temporary folder goes when this function ends, whichever way it does.
    let mut temporary = None;
    let folder = if let Some(folder) = &args.data {
        files::private_folder(folder).map_err(|e| folder_fault(folder, &e))?;
        folder.clone()
    } else {
        let made = tempfile::Builder::new().prefix("shuniu-demo-").tempdir();
        temporary.insert(made.context("a temporary folder")?).path().to_owned()
    };
    let _lock = locked(&folder)?;
    if args.reset {
        forget(&folder)?;
    }
    let listen = format!("127.0.0.1:{}", args.port);
    let settings = settings(&folder, &listen);
    let registry = registry(&settings)?;
    let as_of = city(&registry, &folder, args.as_of)?;
    let accounts = demo::accounts(demo::SEED);
    let ring = KeyRing::in_memory()?;
    let personal = setup::personal_keys(&settings)?;
    if !settings.log_keys_dir.exists() {
        create_key(&settings.log_keys_dir, "demo")?;
    }
    let log = setup::log_keys(&settings)?;
    let state = setup::api_state(&settings, registry, ring, log, &personal)?;
    let temporary_folder = temporary.is_some();
    serve::serve(&setup::server_settings(&settings), state, |address| {
        greet(address, as_of, &accounts, &folder, temporary_folder)
    })?;
    Ok(Code::Good)
}

/// Held as long as the demo runs: two on one folder would surprise each other.
fn locked(folder: &Path) -> anyhow::Result<File> {
    let lock = files::locked(folder).map_err(|e| folder_fault(folder, &e))?;
    lock.ok_or_else(|| {
        let shown = folder.display();
        exit::usage(format!("--data {shown}: a demo is running there; end it first"))
    })
}

/// Takes a demo city away, and nothing that is none. Keys stay, so that who checks proofs goes on with the same ones.
fn forget(folder: &Path) -> anyhow::Result<()> {
    if folder.join(DATABASE).exists() && !folder.join(MARKER).exists() {
        let shown = folder.display();
        let text = format!("--reset: {shown} holds a database that is no whole demo city");
        return Err(exit::usage(text));
    }
    let gone = |removed: io::Result<()>| match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(folder_fault(folder, &error)),
        _ => Ok(()),
    };
    gone(fs::remove_dir_all(folder.join(SNAPSHOTS)))?;
    // The marker goes last: what was cut off is still known for a demo.
    let beside = ["-wal", "-shm", ""].map(|ending| format!("{DATABASE}{ending}"));
    for file in beside.iter().map(String::as_str).chain([MARKER]) {
        gone(fs::remove_file(folder.join(file)))?;
    }
    Ok(())
}

fn folder_fault(folder: &Path, error: &io::Error) -> anyhow::Error {
    exit::usage(format!("--data {}: {error}", folder.display()))
}

fn settings(folder: &Path, listen: &str) -> Settings {
    let database = folder.join(DATABASE);
    Settings {
        database_url: SecretString::from(format!("sqlite:{}", database.display())),
        listen: listen.to_owned(),
        public_url: format!("http://{listen}"),
        personal_keys_file: folder.join(PERSONAL_KEYS),
        log_keys_dir: folder.join(LOG_KEYS),
        private_webhooks: true,
        snapshots_dir: Some(folder.join(SNAPSHOTS)),
        log_origin: Some("demo.shuniu.example/log".to_owned()),
        // Somebody who tries things out signs in often, and ends it with Ctrl-C.
        sign_ins_per_minute: 1_000,
        shutdown_timeout_seconds: 1,
        ..Settings::default()
    }
}

/// The environment is not asked: a demo must not touch a real register by mistake.
fn registry(settings: &Settings) -> anyhow::Result<Registry> {
    let store = setup::store(settings, Database::MayBeNew)?;
    Ok(Registry::new(store, Books::built_in()?, Arc::new(SystemClock), Arc::new(OsRandom)))
}

/// Loads the city where there is none yet, and tells up to which day it has lived.
fn city(registry: &Registry, folder: &Path, as_of: NaiveDate) -> anyhow::Result<NaiveDate> {
    let marker = folder.join(MARKER);
    if registry.position()? != 0 {
        let shown = folder.display();
        let text = fs::read_to_string(&marker).map_err(|_| {
            exit::usage(format!(
                "--data {shown}: holds a database that is no whole demo city; name an empty folder"
            ))
        })?;
        let Marker { as_of } = serde_json::from_str(&text)
            .map_err(|e| exit::usage(format!("--data {shown}: {MARKER}: {e}")))?;
        return Ok(as_of);
    }
    output::note("loading the city 正在生成示例数据 …")?;
    let keys = folder.join(PERSONAL_KEYS);
    if !keys.exists() {
        files::write_personal_keys(&keys, &demo::personal_keys(demo::SEED)?)?;
    }
    let options = DemoOptions { last_day: as_of, ..DemoOptions::default() };
    let loaded = demo::load_city(registry, &options)?;
    fs::write(&marker, serde_json::to_string(&Marker { as_of })?)
        .map_err(|e| folder_fault(folder, &e))?;
    let open = loaded.cases.iter().filter(|case| !case.status.is_final()).count();
    output::note(&format!(
        "loaded: {} organizations, {} units, {} cases ({open} open), {} entries in the log",
        loaded.organizations,
        loaded.units,
        loaded.cases.len(),
        loaded.position
    ))?;
    Ok(as_of)
}

fn greet(
    address: SocketAddr,
    as_of: NaiveDate,
    accounts: &[DemoAccount],
    folder: &Path,
    temporary: bool,
) -> anyhow::Result<()> {
    let url = format!("http://{address}");
    output::line(&format!(
        "\nshuniu 枢纽 demo on {url}\n\
         API description {url}/docs/ ; the city has lived up to {as_of}; all data is invented \
         合成数据\n\n\
         Accounts 账户 (for this demo only 仅供演示):"
    ))?;
    for account in accounts {
        let secret = account.secret.expose_secret();
        output::line(&format!("  {:<16} {secret}   {}", account.login, account.role))?;
    }
    let secret_of = |login: &str| {
        let account = accounts.iter().find(|account| account.login == login);
        account.map(|a| a.secret.expose_secret()).unwrap_or_default()
    };
    let token = format!(
        "curl -s {url}/api/v1/session -H 'Content-Type: application/json' \
         -d '{{\"login\":\"reception\",\"password\":\"{}\"}}' | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/'",
        secret_of("reception")
    );
    output::line(&format!(
        "\nTry 试一试:\n  \
         curl -s '{url}/api/v1/organizations?limit=3'\n  \
         TOKEN=$({token})\n  \
         curl -s '{url}/api/v1/cases?limit=3' -H \"Authorization: Bearer $TOKEN\"\n"
    ))?;
    let data = if temporary { "goes when the demo ends" } else { "stays" };
    output::note(&format!("data in {} ({data}); end with Ctrl-C", folder.display()))?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_reset_takes_a_demo_city_away_but_its_keys_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let here = |name: &str| folder.path().join(name);
        let write = |name: &str| fs::write(here(name), "x").unwrap();
        write(DATABASE);
        assert!(forget(folder.path()).is_err(), "it may be somebody's register");
        assert!(here(DATABASE).exists());
        for name in [MARKER, PERSONAL_KEYS, "register.db-wal", "notes.txt"] {
            write(name);
        }
        fs::create_dir(here(SNAPSHOTS)).unwrap();
        write("snapshots/organizations-1.csv.gz");
        forget(folder.path()).unwrap();
        for gone in [DATABASE, MARKER, "register.db-wal", SNAPSHOTS] {
            assert!(!here(gone).exists(), "{gone}");
        }
        assert!(here(PERSONAL_KEYS).exists() && here("notes.txt").exists());
        forget(folder.path()).unwrap();
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = locked(folder.path()).unwrap();
        let told = locked(folder.path()).unwrap_err().to_string();
        assert!(told.contains("a demo is running there"), "{told}");
        drop(first);
        assert!(locked(folder.path()).is_ok());
    }
}
