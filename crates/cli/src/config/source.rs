//! Where the settings come from, and what is told when one of them is not understood.

use std::path::Path;

use figment::{
    Figment, Source,
    error::{Error, Kind},
    providers::{Env, Format, Toml},
};

use super::{Settings, check};
use crate::exit;

/// The prefix of our variables in the environment.
const PREFIX: &str = "SHUNIU_";

/// The settings: defaults, then the file, then the environment.
///
/// # Errors
/// A fault of usage that names every setting that is unknown or wrong.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let mut figment = Figment::new();
    if let Some(file) = file {
        if !file.is_file() {
            return Err(exit::usage(format!("configuration file {}: not found", file.display())));
        }
        figment = figment.merge(Toml::file_exact(file));
    }
    let figment = figment
        .merge(Env::raw().only(&["DATABASE_URL", "DATABASE_READ_URL"]))
        .merge(Env::prefixed(PREFIX).ignore(&["config"]));
    let settings: Settings = figment.extract().map_err(|e| refused(e, file))?;
    let problems = check::problems(&settings);
    if problems.is_empty() {
        return Ok(settings);
    }
    Err(exit::usage(format!("wrong configuration\n  {}", problems.join("\n  "))))
}

fn refused(error: Error, file: Option<&Path>) -> anyhow::Error {
    let told: Vec<String> = error.into_iter().map(|e| told(&e, file)).collect();
    exit::usage(format!("wrong configuration\n  {}", told.join("\n  ")))
}

/// One fault with the name of its setting, where it stands, and what would be right. Values
/// are not repeated: they may be secrets.
fn told(error: &Error, file: Option<&Path>) -> String {
    let named = match &error.kind {
        Kind::UnknownField(name, _) => name.clone(),
        _ => error.path.join("."),
    };
    let from_file =
        error.metadata.as_ref().is_some_and(|m| matches!(m.source, Some(Source::File(_))));
    let in_file = |text: String| match file.filter(|_| from_file) {
        Some(file) => format!("{text} (in {})", file.display()),
        None => text,
    };
    let unprefixed = ["database_url", "database_read_url"].contains(&named.as_str());
    let name = match (from_file, unprefixed) {
        (true, _) => named.clone(),
        (false, true) => named.to_uppercase(),
        (false, false) => format!("{PREFIX}{}", named.to_uppercase()),
    };
    in_file(match &error.kind {
        Kind::UnknownField(_, known) => match closest(&named, known) {
            Some(close) => format!("{name}: there is no such setting; is {close} meant?"),
            None => format!("{name}: there is no such setting"),
        },
        Kind::InvalidType(_, wanted) | Kind::InvalidValue(_, wanted) => {
            format!("{name}: give {wanted}")
        }
        Kind::UnknownVariant(_, known) => format!("{name}: give one of {}", known.join(", ")),
        Kind::ISizeOutOfRange(_) | Kind::USizeOutOfRange(_) => format!("{name}: out of range"),
        // A file that is no TOML: the message shows the line, which may hold a secret.
        _ if named.is_empty() => "the file is not well-formed TOML; see its lines for a missing \
             quote or bracket"
            .to_owned(),
        _ => format!("{name}: not understood"),
    })
}

/// How many of the hundredths of two names must be shared for the one to be meant.
const ALIKE: usize = 60;

/// The known name that shares the most with a mistyped one.
fn closest<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    let pairs = |text: &str| -> Vec<(u8, u8)> { text.bytes().zip(text.bytes().skip(1)).collect() };
    let typed = pairs(typed);
    let score = |name: &str| {
        let of_name = pairs(name);
        let shared = typed.iter().filter(|pair| of_name.contains(pair)).count();
        // Twice the shared pairs against all pairs, in hundredths.
        200 * shared / (typed.len() + of_name.len()).max(1)
    };
    known.iter().copied().max_by_key(|name| score(name)).filter(|name| score(name) >= ALIKE)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::result_large_err)]
mod tests {
    use std::path::PathBuf;

    use figment::Jail;
    use secrecy::ExposeSecret;

    use super::*;

    fn refusal(file: Option<&str>) -> String {
        load(file.map(Path::new)).unwrap_err().to_string()
    }

    #[test]
    fn the_environment_comes_before_the_file_before_the_defaults() {
        Jail::expect_with(|jail| {
            jail.clear_env();
            jail.create_file(
                "r.toml",
                "listen = \"127.0.0.1:9\"\nworkers = 3\nlocal_rules_files = [\"beijing.toml\"]\n",
            )?;
            jail.set_env("SHUNIU_LISTEN", "0.0.0.0:80");
            jail.set_env("DATABASE_URL", "sqlite:r.db");
            jail.set_env("SHUNIU_CONFIG", "r.toml");
            jail.set_env("OTHERS_LISTEN", "nothing of ours");
            let settings = load(Some(Path::new("r.toml"))).unwrap();
            assert_eq!((settings.listen.as_str(), settings.workers), ("0.0.0.0:80", 3));
            assert_eq!(settings.database_url.expose_secret(), "sqlite:r.db");
            assert_eq!(settings.local_rules_files, [PathBuf::from("beijing.toml")]);
            assert_eq!(settings.access_token_minutes, 15);
            Ok(())
        });
    }

    #[test]
    fn unknown_settings_are_refused_by_name() {
        Jail::expect_with(|jail| {
            jail.clear_env();
            jail.create_file("r.toml", "lsten = \"127.0.0.1:9\"\n")?;
            let told = refusal(Some("r.toml"));
            assert!(told.contains("lsten: there is no such setting; is listen meant?"), "{told}");
            assert!(told.contains("in r.toml"), "{told}");
            jail.set_env("SHUNIU_WROKERS", "3");
            let told = refusal(None);
            assert!(told.contains("SHUNIU_WROKERS: there is no such setting"), "{told}");
            assert!(refusal(Some("missing.toml")).contains("missing.toml: not found"));
            Ok(())
        });
    }

    #[test]
    fn wrong_settings_are_refused_by_name_and_without_their_value() {
        Jail::expect_with(|jail| {
            jail.clear_env();
            jail.set_env("SHUNIU_WORKERS", "many");
            let told = refusal(None);
            assert!(told.contains("SHUNIU_WORKERS: give ") && !told.contains("many"), "{told}");
            jail.set_env("SHUNIU_WORKERS", "0");
            assert!(refusal(None).contains("workers: 0 is not between 1 and 512"));
            jail.set_env("SHUNIU_WORKERS", "2");
            jail.set_env("SHUNIU_LOG_FORMAT", "xml");
            assert!(refusal(None).contains("SHUNIU_LOG_FORMAT: give one of auto, json, pretty"));
            jail.set_env("SHUNIU_LOG_FORMAT", "json");
            jail.create_file("r.toml", "database_url = \"postgres://u:hidden@h/d\n")?;
            let told = refusal(Some("r.toml"));
            assert!(told.contains("r.toml") && !told.contains("hidden"), "{told}");
            Ok(())
        });
    }
}
