//! What the project is built from: licences that a city may use, and sources that stay.
//!
//! `cargo deny check` knows more; this holds without it, from the lock file alone.

use std::process::Command;

use serde_json::Value;

const ALLOWED: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Unicode-3.0",
    "Zlib",
    "CC0-1.0",
    "0BSD",
    "Unlicense",
    "BSL-1.0",
    "PostgreSQL",
    "BlueOak-1.0.0",
    "MIT-0",
    "LLVM-exception",
];

fn packages() -> Vec<Value> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let arguments = ["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest];
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let output = Command::new(env!("CARGO")).args(arguments).args(platform).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Whether each alternative of the expression has only allowed parts, or one of them does.
fn allowed(expression: &str) -> bool {
    let known = |part: &str| {
        let words = part.split(|c: char| c.is_whitespace() || "()/".contains(c));
        let mut words = words.filter(|w| !w.is_empty() && !["AND", "OR", "WITH"].contains(w));
        words.all(|w| ALLOWED.contains(&w))
    };
    !expression.is_empty() && known(expression)
        || (!expression.contains("AND")
            && expression.split(" OR ").any(|p| !p.is_empty() && known(p)))
}

#[test]
fn every_dependency_has_an_allowed_licence_and_a_lasting_source() {
    let packages = packages();
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let source = package["source"].as_str();
        let lasting = source.is_none_or(|s| s.starts_with("registry+"));
        assert!(lasting, "{name} comes from {source:?}");
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(source.is_none() || allowed(licence), "{name} is under {licence:?}");
    }
}

#[test]
fn a_foreign_licence_is_seen() {
    assert!(allowed("MIT OR GPL-3.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    for foreign in ["", "GPL-3.0", "MIT AND AGPL-3.0"] {
        assert!(!allowed(foreign), "{foreign}");
    }
}
