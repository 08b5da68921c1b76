//! The walls of the house: which crate may use what, no clock below the binary, files that fit.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_none_or(|n| n != "target") {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn of_crate(name: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&root().join("crates").join(name).join("src"), &mut found);
    assert!(!found.is_empty(), "{name}");
    found
}

/// Lines of code without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn dependencies(name: &str) -> Vec<String> {
    let manifest = root().join("crates").join(name).join("Cargo.toml");
    let text = fs::read_to_string(manifest).unwrap();
    let table = text.split("[dependencies]").nth(1).unwrap();
    let table = table.split("\n[dev-dependencies]").next().unwrap();
    let key = |line: &str| {
        let end = line.find(['.', ' ', '='])?;
        line.get(..end).filter(|k| !k.is_empty()).map(ToOwned::to_owned)
    };
    table.lines().filter(|l| l.contains('=') && !l.starts_with('#')).filter_map(key).collect()
}

#[test]
fn dependencies_run_one_way() {
    let others = ["core", "store", "registry", "api", "cli"].map(|n| format!("shuniu-{n}"));
    for dependency in dependencies("client") {
        assert!(!others.contains(&dependency), "the client knows the API alone: {dependency}");
    }
    let order = ["proof", "core", "store", "registry", "api", "cli"];
    for (height, name) in order.iter().enumerate() {
        let above: Vec<String> = order[height..].iter().map(|n| format!("shuniu-{n}")).collect();
        for dependency in dependencies(name) {
            assert!(!above.contains(&dependency), "{name} depends on {dependency}");
        }
    }
    assert!(!dependencies("api").contains(&"shuniu-store".to_owned()), "the API asks the registry");
}

#[test]
fn each_library_stays_in_its_room() {
    for (library, rooms) in [
        ("diesel", &["store"][..]),
        ("actix", &["api", "cli"]),
        ("tokio", &["api", "cli"]),
        ("jsonwebtoken", &["api"]),
    ] {
        for name in ["proof", "client", "core", "store", "registry", "api", "cli"] {
            if rooms.contains(&name) {
                continue;
            }
            let named = dependencies(name).iter().any(|d| d.starts_with(library));
            assert!(!named, "{name} depends on {library}");
            for path in of_crate(name) {
                assert!(!code(&path).contains(&format!("{library}::")), "{}", path.display());
            }
        }
    }
}

#[test]
fn the_core_is_pure() {
    // Values in, values out: dates, JSON and TOML, the tables of Unicode and of pinyin.
    let allowed = [
        "chrono",
        "pinyin",
        "serde",
        "serde_json",
        "thiserror",
        "toml",
        "unicode-normalization",
        "utoipa",
    ];
    for dependency in dependencies("core") {
        let known = allowed.contains(&dependency.as_str())
            || ["workspace", "optional", "schema"].contains(&dependency.as_str());
        assert!(known, "core depends on {dependency}");
    }
    for path in of_crate("core") {
        for forbidden in ["std::fs", "std::net", "std::env", "std::thread", "async fn", "println!"]
        {
            assert!(!code(&path).contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn only_the_binary_reads_the_clock() {
    for name in ["proof", "core", "store", "registry", "api"] {
        for path in of_crate(name) {
            for clock in ["Utc::now", "Local::now", "SystemTime::now"] {
                assert!(!code(&path).contains(clock), "{} reads {clock}", path.display());
            }
        }
    }
}

#[test]
fn every_file_fits_and_says_what_it_is_for() {
    for name in ["proof", "client", "core", "store", "registry", "api", "cli"] {
        for path in of_crate(name) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.lines().count() <= 450, "{} has grown too long", path.display());
            assert!(text.starts_with("//!"), "{} does not say what it is for", path.display());
        }
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| {
        let entries = fs::read_dir(root().join("migrations").join(folder)).unwrap();
        let mut names: Vec<_> = entries.flatten().map(|e| e.file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

/// The API description knows a shape by its type's name alone: two of one name would be told as one.
#[test]
fn no_two_shapes_of_the_api_share_a_name() {
    let mut seen: Vec<(String, PathBuf)> = Vec::new();
    for name in ["core", "registry", "api"] {
        for path in of_crate(name) {
            let text = code(&path);
            let mut shape = false;
            for line in text.lines().map(str::trim) {
                shape |= line.starts_with("#[") && line.contains("ToSchema");
                let declared = ["pub struct ", "pub enum "].iter();
                let Some(rest) = declared.filter_map(|d| line.strip_prefix(d)).next() else {
                    continue;
                };
                let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                if std::mem::take(&mut shape) {
                    let told = rest[..end].to_owned();
                    let other = seen.iter().find(|(known, _)| *known == told);
                    assert!(other.is_none(), "{told} in {} and {other:?}", path.display());
                    seen.push((told, path.clone()));
                }
            }
        }
    }
    assert!(seen.len() > 100, "{} shapes", seen.len());
}
