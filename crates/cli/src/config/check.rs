//! What each setting must be. A wrong one is told by its name, all of them at once.

use std::ops::RangeInclusive;

use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

use super::Settings;

/// Everything that is wrong, one line each.
pub fn problems(settings: &Settings) -> Vec<String> {
    let mut wrong = Vec::new();
    numbers(settings, &mut wrong);
    if !is_address(&settings.listen) {
        wrong.push("listen: give an address and a port, such as 127.0.0.1:8080".to_owned());
    }
    let url = &settings.public_url;
    if !(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/') {
        wrong.push(
            "public_url: give an address such as https://register.example, without a / at its end"
                .to_owned(),
        );
    }
    let origin = settings.log_origin();
    if origin.len() > 200 || origin.contains(|c: char| c.is_whitespace() || c == '+') {
        wrong.push(
            "log_origin: a name such as register.example/log, without spaces and '+'".to_owned(),
        );
    }
    if settings.longest_lock_minutes < settings.first_lock_minutes {
        wrong.push("longest_lock_minutes: at least as long as first_lock_minutes".to_owned());
    }
    if EnvFilter::try_new(&settings.log).is_err() {
        wrong.push("log: give a level (error, warn, info, debug) or a filter".to_owned());
    }
    database("database_url", settings.database_url.expose_secret(), settings, &mut wrong);
    if let Some(url) = &settings.database_read_url {
        database("database_read_url", url.expose_secret(), settings, &mut wrong);
    }
    wrong
}

fn numbers(settings: &Settings, wrong: &mut Vec<String>) {
    let long = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let checks: [(&str, u64, RangeInclusive<u64>); 16] = [
        ("database_connections", settings.database_connections.into(), 1..=1_000),
        ("group_commit", long(settings.group_commit), 1..=1_000),
        ("workers", long(settings.workers), 1..=512),
        ("blocking_threads", long(settings.blocking_threads), 1..=512),
        ("body_limit_bytes", long(settings.body_limit_bytes), 1_024..=1 << 30),
        ("request_timeout_seconds", settings.request_timeout_seconds, 1..=3_600),
        ("shutdown_timeout_seconds", settings.shutdown_timeout_seconds, 0..=3_600),
        ("access_token_minutes", settings.access_token_minutes.into(), 1..=1_440),
        ("refresh_token_days", settings.refresh_token_days.into(), 1..=365),
        ("account_cache_seconds", settings.account_cache_seconds.into(), 0..=3_600),
        ("sign_ins_per_minute", settings.sign_ins_per_minute.into(), 1..=100_000),
        ("requests_per_minute", settings.requests_per_minute.into(), 1..=10_000_000),
        ("lock_after_failures", settings.lock_after_failures.into(), 1..=1_000),
        ("first_lock_minutes", settings.first_lock_minutes.into(), 1..=1_440),
        ("longest_lock_minutes", settings.longest_lock_minutes.into(), 1..=43_200),
        ("hashing_at_once", long(settings.hashing_at_once), 1..=256),
    ];
    for (name, value, range) in checks {
        if !range.contains(&value) {
            let (from, to) = (range.start(), range.end());
            wrong.push(format!("{name}: {value} is not between {from} and {to}"));
        }
    }
}

fn is_address(text: &str) -> bool {
    let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
    port.is_some_and(|(_, port)| port.parse::<u16>().is_ok())
}

/// The address itself is never repeated: it may hold a password.
fn database(name: &str, url: &str, settings: &Settings, wrong: &mut Vec<String>) {
    let postgres = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
    match postgres {
        None if url.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty()) => {}
        None => wrong.push(format!(
            "{name}: give sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
        )),
        Some(rest) => {
            if rest.contains("sslmode=require") || rest.contains("sslmode=verify-") {
                wrong.push(format!(
                    "{name}: the client that is built in speaks no TLS; take sslmode out and lead the connection \
                     through an encrypted tunnel on this machine (stunnel, WireGuard, PgBouncer)"
                ));
            } else if !(is_local(rest) || settings.database_allow_plaintext) {
                wrong.push(format!(
                    "{name}: the server is another machine and the connection is not encrypted; lead it through \
                     a tunnel on this machine (stunnel, WireGuard, PgBouncer), or set database_allow_plaintext = true \
                     where the network is trusted"
                ));
            }
        }
    }
}

/// Whether what follows `postgres://` names this machine.
fn is_local(rest: &str) -> bool {
    let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let hosts = parameters.split('&').filter_map(|p| p.strip_prefix("host="));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    let place = place.split('/').next().unwrap_or_default();
    let host = match place.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    };
    // Without a host, and with a folder (%2F is /), a local socket is used.
    let local = |host: &str| {
        host.is_empty()
            || host == "localhost"
            || host == "::1"
            || host.starts_with("127.")
            || host.starts_with('/')
            || host.to_ascii_uppercase().starts_with("%2F")
    };
    std::iter::once(host).chain(hosts).all(local)
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    #[test]
    fn the_defaults_are_right() {
        assert_eq!(problems(&Settings::default()), Vec::<String>::new());
    }

    #[test]
    fn wrong_settings_are_told_by_name_all_at_once() {
        let wrong = Settings {
            listen: "8080".to_owned(),
            public_url: "register.example".to_owned(),
            workers: 0,
            longest_lock_minutes: 1,
            log: "shuniu=loud".to_owned(),
            database_url: SecretString::from("mysql://u:secret@h/d"),
            ..Settings::default()
        };
        let problems = problems(&wrong);
        let names: Vec<&str> = problems.iter().filter_map(|p| p.split(':').next()).collect();
        let expected =
            ["workers", "listen", "public_url", "longest_lock_minutes", "log", "database_url"];
        assert_eq!(names, expected);
        assert!(!problems.concat().contains("secret"));
    }

    #[test]
    fn a_database_elsewhere_is_spoken_to_in_cipher_only() {
        let of = |url: &str, database_allow_plaintext| {
            let url = SecretString::from(url);
            problems(&Settings {
                database_url: url,
                database_allow_plaintext,
                ..Settings::default()
            })
            .len()
        };
        for local in [
            "postgres://u:p@localhost/r",
            "postgres://u:p@127.0.0.1:5432/r",
            "postgres://u@[::1]:5432/r",
            "postgres:///r?host=/run/postgresql",
            "postgres://u:p@%2Frun%2Fpostgresql/r",
        ] {
            assert_eq!(of(local, false), 0, "{local}");
        }
        let elsewhere = "postgres://u:p@db.example/r";
        assert_eq!((of(elsewhere, false), of(elsewhere, true)), (1, 0));
        assert_eq!(of("postgres://u:p@db.example/r?sslmode=verify-full", true), 1);
        assert_eq!(of("postgres:///r?host=db.example", false), 1);
    }
}
