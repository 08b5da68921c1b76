//! The committed API description equals the code, and every operation in it is answered.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use serde_json::{Value, json};

use crate::support::{application::lawful, each_world};

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

/// 'All of' a closed shape and another would be nothing: no value has the fields of both.
#[test]
fn no_shape_excludes_itself() {
    let document: Value = serde_json::from_str(&shuniu_api::openapi_json()).unwrap();
    let mut open = vec![&document];
    while let Some(value) = open.pop() {
        for part in value["allOf"].as_array().into_iter().flatten() {
            let named = part["$ref"].as_str().unwrap_or_default().trim_start_matches('#');
            let closed = document.pointer(named).unwrap_or(part)["additionalProperties"] == false;
            assert!(!closed, "{value}");
        }
        match value {
            Value::Object(fields) => open.extend(fields.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

/// A date and time without its zone would be read as the reader's own.
#[test]
fn every_instant_is_told_with_its_zone() {
    each_world(|world| {
        let code = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        world.open(&lawful("棋类"));
        let list = json!({"name": "watched", "filter": {"organizations": [code]}});
        world.post_as("agency", "/api/v1/watch-lists", &list).expect(201);
        let hook = json!({"url": "http://127.0.0.1:9/"});
        world.post_as("agency", "/api/v1/webhooks", &hook).expect(201);
        world.get_as("decider", &format!("/api/v1/organizations/{code}/views/internal"));
        let mut instants = 0;
        for (login, path) in [
            ("agency", "changes?after=0".to_owned()),
            ("agency", format!("organizations/{code}/history")),
            ("agency", "watch-lists".to_owned()),
            ("agency", "webhooks".to_owned()),
            ("reception", "cases".to_owned()),
            ("administrator", "accounts".to_owned()),
            ("auditor", "audit".to_owned()),
        ] {
            let answer = world.get_as(login, &format!("/api/v1/{path}")).expect(200).json();
            let mut open = vec![&answer];
            let before = instants;
            while let Some(value) = open.pop() {
                match value {
                    Value::Object(fields) => open.extend(fields.values()),
                    Value::Array(items) => open.extend(items),
                    Value::String(text) if is_instant(text) => {
                        assert!(DateTime::parse_from_rfc3339(text).is_ok(), "{path}: {text}");
                        instants += 1;
                    }
                    _ => {}
                }
            }
            assert!(instants > before, "{path} tells no instant");
        }
    });
}

/// A day and a time, with or without a zone.
fn is_instant(text: &str) -> bool {
    let day = text.get(..10).is_some_and(|day| day.parse::<NaiveDate>().is_ok());
    day && text.get(10..11) == Some("T")
}

#[test]
fn another_method_is_told_which_there_are() {
    each_world(|world| {
        for (method, path, allowed) in [
            ("POST", "/api/v1/organizations", "GET"),
            ("POST", "/api/v1/watch-lists/x", "DELETE, GET, PUT"),
            ("TRACE", "/api/v1/organizations/x", "GET"),
            ("PUT", "/api/v1/session", "GET, POST"),
            ("PUT", "/api/v1/organizations/batch", "POST"),
        ] {
            let answer = world.raw(method, path, &[], b"").expect(405);
            assert_eq!(answer.headers["allow"], allowed, "{path}");
            assert_eq!(answer.json()["type"], "/problems/method-not-allowed");
        }
        world.raw("POST", "/api/v1/nowhere", &[], b"").expect(404);
    });
}

/// What the description says of numbers is held to.
#[test]
fn numbers_below_the_least_are_refused() {
    each_world(|world| {
        let code = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        let state = format!("/api/v1/organizations/{code}/statement/state?position=0");
        assert_eq!(world.get(&state).expect(400).json()["errors"][0]["pointer"], "?position");
        let hook = json!({"url": "http://127.0.0.1:9/"});
        let hook = world.post_as("agency", "/api/v1/webhooks", &hook).expect(201).json();
        let path = format!(
            "/api/v1/webhooks/{}/deliveries?after=-1",
            hook["webhook"]["id"].as_str().unwrap()
        );
        let refused = world.get_as("agency", &path).expect(400);
        assert_eq!(refused.json()["errors"][0]["pointer"], "?after");
    });
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
    "GET /api/v1/organizations/{id}/statement.pdf",
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
