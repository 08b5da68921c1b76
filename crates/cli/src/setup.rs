//! Putting the register together from the settings: books, store, registry, accounts, server.
//!
//! What may not enter: what any command does with it.

use std::{fs, num::NonZeroU32, path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use chrono::TimeDelta;
use metrics_exporter_prometheus::PrometheusBuilder;
use secrecy::ExposeSecret;
use shuniu_api::{
    auth::{Auth, KeyRing, TokenSettings, Tokens},
    cases::UnderWay,
    limits::Limits,
    proofs::{LogKeyError, LogKeys, Printing},
    server::ServerSettings,
    state::ApiState,
};
use shuniu_core::Books;
use shuniu_registry::{
    Options, Registry, Store,
    accounts::{Accounts, HashingLimits, SignInRules},
    personal::{PersonalData, PersonalKeys},
    ports::{Clock, Random},
};

use crate::{
    config::Settings,
    exit, files,
    ports::{OsRandom, SystemClock},
};

/// Whether a database may be made where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// It must be there: what would a new one be verified against?
    MustExist,
    /// It is made and brought up to date.
    MayBeNew,
}

/// Law, calendar and divisions: those compiled in and the files that the settings name.
///
/// # Errors
/// A fault of usage that names the setting and the file.
pub fn books(settings: &Settings) -> anyhow::Result<Books> {
    let mut books = Books::built_in().context("the rulebook that is compiled in")?;
    for path in &settings.local_rules_files {
        let text = read("local_rules_files", path)?;
        let name = path.display().to_string();
        books.law =
            books.law.with_local(&name, &text).map_err(|e| wrong("local_rules_files", path, &e))?;
    }
    for path in &settings.working_days_files {
        let text = read("working_days_files", path)?;
        books.calendar =
            books.calendar.with_years(&text).map_err(|e| wrong("working_days_files", path, &e))?;
    }
    for path in &settings.divisions_files {
        let text = read("divisions_files", path)?;
        books.divisions =
            books.divisions.extended_with(&text).map_err(|e| wrong("divisions_files", path, &e))?;
    }
    Ok(books)
}

fn read(setting: &str, path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).map_err(|e| wrong(setting, path, &e))
}

fn wrong(setting: &str, path: &Path, error: &dyn std::fmt::Display) -> anyhow::Error {
    exit::usage(format!("{setting}: {}: {error}", path.display()))
}

/// The store, brought up to date where the settings say so.
///
/// # Errors
/// When the database cannot be reached, or is missing and must exist.
pub fn store(settings: &Settings, database: Database) -> anyhow::Result<Store> {
    let url = settings.database_url.expose_secret();
    if database == Database::MustExist
        && let Some(path) = url.strip_prefix("sqlite:")
        && !Path::new(path.strip_prefix("//").unwrap_or(path)).is_file()
    {
        return Err(exit::unavailable(format!("database_url: there is no database at {path}")));
    }
    let store = Store::open(&Options {
        url: url.to_owned(),
        read_url: settings.database_read_url.as_ref().map(|u| u.expose_secret().to_owned()),
        connections: settings.database_connections,
        group_commit: settings.group_commit,
    })?;
    if database == Database::MayBeNew && settings.migrate_on_start {
        for migration in store.migrate()? {
            tracing::info!(migration, "migrated");
        }
    }
    Ok(store)
}

/// The register with the real clock and randomness.
///
/// # Errors
/// As [`books`] and [`store`].
pub fn registry(settings: &Settings, database: Database) -> anyhow::Result<Registry> {
    let books = books(settings)?;
    let store = store(settings, database)?;
    Ok(Registry::new(store, books, Arc::new(SystemClock), Arc::new(OsRandom)))
}

/// The accounts of a register.
#[must_use]
pub fn accounts(settings: &Settings, registry: &Registry) -> Accounts {
    Accounts::new(registry.store().clone(), Arc::new(OsRandom), sign_in_rules(settings))
}

fn sign_in_rules(settings: &Settings) -> SignInRules {
    SignInRules {
        failures: i32::try_from(settings.lock_after_failures).unwrap_or(i32::MAX),
        first_lock: TimeDelta::minutes(settings.first_lock_minutes.into()),
        longest_lock: TimeDelta::minutes(settings.longest_lock_minutes.into()),
        refresh_life: TimeDelta::days(settings.refresh_token_days.into()),
        hashing: HashingLimits { at_once: settings.hashing_at_once, ..HashingLimits::default() },
    }
}

/// What the server's handlers share. Starts the metrics, so it is called once.
///
/// # Errors
/// When the metrics were started before, or the keys are refused by the library.
pub fn api_state(
    settings: &Settings,
    registry: Registry,
    ring: KeyRing,
    log: LogKeys,
    personal: &PersonalKeys,
) -> anyhow::Result<ApiState> {
    const MINUTE: i64 = 60;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let accounts = accounts(settings, &registry);
    let tokens = Tokens::new(
        ring,
        TokenSettings {
            life: i64::from(settings.access_token_minutes) * MINUTE,
            ..TokenSettings::new(settings.public_url.clone(), "shuniu")
        },
    );
    let life = settings.account_cache_seconds.into();
    let auth = Auth::over(accounts.clone(), tokens, clock, life);
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    let sign_ins = at_least_one(settings.sign_ins_per_minute);
    let requests = at_least_one(settings.requests_per_minute);
    Ok(ApiState {
        registry,
        accounts,
        auth: Arc::new(auth),
        log,
        vault: Arc::new(PersonalData::new(personal)?),
        snapshots: settings.snapshots_dir.clone(),
        printing: printing(settings)?,
        private_webhooks: settings.private_webhooks,
        limits: Limits::new(sign_ins, requests, settings.behind_proxy),
        under_way: UnderWay::default(),
        metrics: PrometheusBuilder::new().install_recorder().context("metrics")?,
    })
}

fn printing(settings: &Settings) -> anyhow::Result<Printing> {
    Printing::new(settings.font_file.clone(), &settings.public_url)
        .map_err(|e| exit::usage(e.to_string()))
}

/// How the server listens and what it bears.
#[must_use]
pub fn server_settings(settings: &Settings) -> ServerSettings {
    ServerSettings {
        listen: settings.listen.clone(),
        workers: settings.workers,
        blocking_threads: settings.blocking_threads,
        body_limit: settings.body_limit_bytes,
        request_timeout: Duration::from_secs(settings.request_timeout_seconds),
        shutdown_timeout: Duration::from_secs(settings.shutdown_timeout_seconds),
    }
}

/// The keys that sign access tokens.
///
/// # Errors
/// A fault of usage that says how to make one.
pub fn signing_keys(settings: &Settings) -> anyhow::Result<KeyRing> {
    KeyRing::load(&settings.keys_dir).map_err(|e| {
        exit::usage(format!("keys_dir: {e} (make one with `shuniu keys create signing`)"))
    })
}

/// The keys that sign heads of the log and statements.
///
/// # Errors
/// A fault of usage that says how to make one.
pub fn log_keys(settings: &Settings) -> anyhow::Result<LogKeys> {
    LogKeys::load(&settings.log_origin(), &settings.log_keys_dir).map_err(|e| match e {
        LogKeyError::Origin(_) => exit::usage(e.to_string()),
        LogKeyError::Key(_) => {
            exit::usage(format!("log_keys_dir: {e} (make one with `shuniu keys create log`)"))
        }
    })
}

/// The keys for personal data.
///
/// # Errors
/// A fault of usage that says how to make them.
pub fn personal_keys(settings: &Settings) -> anyhow::Result<PersonalKeys> {
    files::read_personal_keys(&settings.personal_keys_file)
}

/// Fresh keys for personal data, from the operating system's randomness.
///
/// # Errors
/// When the randomness is none.
pub fn fresh_personal_keys() -> anyhow::Result<PersonalKeys> {
    let random: &dyn Random = &OsRandom;
    Ok(PersonalKeys::generate(random)?)
}
