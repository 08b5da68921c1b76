//! What operators are given beside the program fits it.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use support::{ROWS, house};

/// Words that begin like a metric of ours.
fn metrics(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_lowercase() || c == '_'))
        .filter(|word| word.starts_with("shuniu_"))
        .map(ToOwned::to_owned)
        .collect()
}

#[test]
fn dashboard_and_alerts_ask_for_what_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path());
    house.import("honest.db", &ROWS);
    let told = house.while_served("honest.db", || {
        let get = |path: &str| {
            let mut answer = ureq::get(format!("{}{path}", house.url())).call().unwrap();
            answer.body_mut().read_to_string().unwrap()
        };
        get("/api/v1/organizations");
        get("/metrics")
    });
    let measured = metrics(&told);
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/deploy");
    for file in ["alerts.yml", "grafana.json"] {
        let asked = metrics(&fs::read_to_string(deploy.join(file)).unwrap());
        assert!(!asked.is_empty() && asked.is_subset(&measured), "{file}: {asked:?} {measured:?}");
    }
    for label in ["route=\"/api/v1/organizations\"", "status=\"200\"", "quantile=\"0.99\""] {
        assert!(told.contains(label), "{label} in\n{told}");
    }
}
