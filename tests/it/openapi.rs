//! The committed API description equals the code, and every operation in it is answered.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::each_world;

fn committed() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");
    std::fs::read_to_string(path).unwrap_or_default()
}

#[test]
fn the_committed_description_is_the_code_s() {
    let generated = shuniu_api::openapi_json();
    if std::env::var_os("SHUNIU_WRITE_OPENAPI").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");
        std::fs::write(path, &generated).unwrap();
    }
    assert!(
        committed() == generated,
        "openapi/openapi.json is not what the code makes; run \
         `cargo run -p shuniu -- openapi > openapi/openapi.json` and review the difference"
    );
}

fn operations() -> Vec<(String, String, Value)> {
    let document: Value = serde_json::from_str(&committed()).unwrap();
    let paths = document["paths"].as_object().unwrap().clone();
    let each = |(path, methods): (String, Value)| {
        let methods = methods.as_object().unwrap().clone();
        methods
            .into_iter()
            .map(move |(m, o)| (m.to_uppercase(), path.clone(), o))
            .collect::<Vec<_>>()
    };
    paths.into_iter().flat_map(each).collect()
}

/// Every schema that is referred to stands in the document, and no name stands for two shapes: the
/// description of a field says what the code's type says.
#[test]
fn every_reference_resolves() {
    let document: Value = serde_json::from_str(&shuniu_api::openapi_json()).unwrap();
    let mut dangling = BTreeSet::new();
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let pointer = reference.trim_start_matches('#');
                    if document.pointer(pointer).is_none() {
                        dangling.insert(reference.clone());
                    }
                }
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(dangling.is_empty(), "{dangling:?}");
}

/// What may be read without a token.
const PUBLIC: &[&str] = &[
    "GET /api/v1/acts",
    "GET /api/v1/changes",
    "GET /api/v1/hubs",
    "GET /api/v1/hubs/fields",
    "GET /api/v1/hubs/{unit}",
    "GET /api/v1/hubs/{unit}/tree",
    "GET /api/v1/log",
    "GET /api/v1/log/checkpoint",
    "GET /api/v1/log/consistency",
    "GET /api/v1/log/inclusion",
    "GET /api/v1/log/tile/{tile}",
    "GET /api/v1/notices",
    "GET /api/v1/organizations",
    "GET /api/v1/organizations/search",
    "GET /api/v1/names/check",
    "GET /api/v1/names/look-alikes",
    "GET /api/v1/roll",
    "GET /api/v1/roll/{id}",
    "GET /api/v1/organizations/{id}",
    "GET /api/v1/organizations/{id}/history",
    "GET /api/v1/organizations/{id}/standing",
    "GET /api/v1/organizations/{id}/statement",
    "GET /api/v1/organizations/{id}/statement/state",
    "GET /api/v1/credit-listings",
    "GET /api/v1/credit-listings/figures",
    "GET /api/v1/penalties",
    "GET /api/v1/grades",
    "GET /api/v1/grades/figures",
    "GET /api/v1/evaluation-sheets",
    "GET /api/v1/units/{id}/evaluation-rounds",
    "GET /api/v1/organizations/{id}/grade",
    "GET /api/v1/rules",
    "GET /api/v1/rules/{id}",
    "GET /api/v1/decoupling/checklists",
    "GET /api/v1/programmes",
    "GET /api/v1/programmes/{id}",
    "GET /api/v1/snapshots",
    "GET /api/v1/snapshots/{name}",
    "GET /api/v1/units",
    "GET /api/v1/units/{id}",
    "POST /api/v1/organizations/batch",
    "POST /api/v1/session",
    "POST /api/v1/session/refresh",
    "POST /api/v1/session/sign-out",
    "POST /api/v1/token",
];

#[test]
fn every_operation_but_the_public_ones_refuses_the_anonymous() {
    let public: BTreeSet<&str> = PUBLIC.iter().copied().collect();
    let all: BTreeSet<String> =
        operations().into_iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert!(public.iter().all(|p| all.contains(*p)), "a public operation is gone");
    each_world(|world| {
        for (method, path, operation) in operations() {
            let name = format!("{method} {path}");
            let address = path.replace("{id}", "none").replace("{unit}", "none");
            let answer =
                world.raw(&method, &address, &[("Content-Type", "application/json")], b"{}");
            let secured = !operation["security"].as_array().is_none_or(Vec::is_empty);
            if public.contains(name.as_str()) {
                assert_ne!(answer.status, 403, "{name}");
                assert!(!secured, "{name} is described as needing a token");
            } else {
                assert_eq!(answer.status, 401, "{name}");
                assert!(secured, "{name} is not described as needing a token");
            }
            assert_ne!(answer.status, 500, "{name}: {}", answer.text);
        }
    });
}

#[test]
fn every_answer_of_an_operation_is_described() {
    for (method, path, operation) in operations() {
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|s| s.starts_with('2')), "{method} {path}");
        assert!(operation["summary"].is_string() || operation["description"].is_string());
        let acts = operation["responses"].get("422").is_some();
        if acts {
            let body = &operation["responses"]["422"]["content"]["application/problem+json"];
            assert!(body["schema"].is_object(), "{method} {path}");
        }
    }
}
