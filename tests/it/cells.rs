//! The permission matrix over HTTP, made from the catalogue and the description of the API: every act by every role, and
//! every reading by everybody whom a case does not concern. Acts are tried with `dry_run`, so that nothing changes.
//!
//! Whoever never performs an act is told so of whatever it names, there or not (two acts of the roll are known only from what
//! they name, which is public). Where each grant reaches is tested in the core (`access_matrix`); here, that no operation asks for another act than
//! its own, and that nothing of a case leaks: by list, search, count, export, feed or the text of an error.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use shuniu_core::{
    access::{Grant, Role},
    act::CATALOGUE,
    unit::UnitId,
};

use crate::support::{World, application::lawful, each_world};

/// Operations that write and are no acts: sessions, accounts, watch lists and webhooks, questions too long for a query;
/// lists, whose rows are acts; and those that take several acts, which other tests go through.
const NO_ACTS: [&str; 22] = [
    "amend_request",
    "batch_organizations",
    "compare_members",
    "create_account",
    "create_watch_list",
    "create_webhook",
    "delete_watch_list",
    "delete_webhook",
    "disable_account",
    "enable_webhook",
    "file_for_the_record",
    "list_many_for_decoupling",
    "open_on_organization",
    "plan_members",
    "refresh_session",
    "replace_watch_list",
    "replay_webhook",
    "rotate_webhook_secret",
    "sign_in",
    "sign_out",
    "system_token",
    "transfer_by_list",
];

/// A body where the description alone does not make one: identifiers of units have a form, and some fields are asked
/// for together.
fn body_of(id: &str) -> Option<Value> {
    let direct = json!({"goes_to": "registrar"});
    Some(match id {
        "open_establishment" | "amend_application" => lawful("书画"),
        "amend_programme" => json!({"reasons": "示例", "signers": [
            {"role": "finance", "unit": "dept-education"}]}),
        "plan_member" => json!({"plan": direct}),
        "plan_decoupling" => json!({"document_number": "示例", "dated": "2026-05-04",
            "to": {"goes_to": "hub", "unit": "hub-none",
                "consent": {"number": "示例", "dated": "2026-05-04"}}}),
        _ => return None,
    })
}

struct Operation {
    id: String,
    method: String,
    path: String,
    body: Value,
}

/// Every operation, with a body in form where it takes one.
fn operations() -> Vec<Operation> {
    let api: Value = serde_json::from_str(&shuniu_api::openapi_json()).unwrap();
    let mut all = Vec::new();
    for (path, methods) in api["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let body = body_of(&id).unwrap_or_else(|| example(&api, schema, 0));
            all.push(Operation { id, method: method.to_uppercase(), path: path.clone(), body });
        }
    }
    all
}

/// A value that a schema allows: what is required and nothing else.
fn example(api: &Value, schema: &Value, depth: usize) -> Value {
    let inner = |schema: &Value| example(api, schema, depth + 1);
    if depth > 12 {
        return Value::Null;
    }
    if let Some(name) = schema["$ref"].as_str() {
        return inner(api.pointer(name.trim_start_matches('#')).unwrap());
    }
    for given in ["example", "default", "const"] {
        if let Some(value) = schema.get(given) {
            return value.clone();
        }
    }
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let mut value = choices.iter().find(|c| c["type"] != "null").map_or(Value::Null, inner);
            merge(&mut value, object(api, schema, depth));
            return value;
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut value = json!({});
        parts.iter().for_each(|part| merge(&mut value, inner(part)));
        merge(&mut value, object(api, schema, depth));
        return value;
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap().clone(),
        kind => kind.clone(),
    };
    match kind.as_str().unwrap_or("object") {
        "string" => json!(word(schema)),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "array" if schema["minItems"].as_u64().unwrap_or(0) > 0 => json!([inner(&schema["items"])]),
        "array" => json!([]),
        _ => object(api, schema, depth),
    }
}

fn object(api: &Value, schema: &Value, depth: usize) -> Value {
    let mut fields = Map::new();
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        let field = example(api, &schema["properties"][name], depth + 1);
        fields.insert(name.to_owned(), field);
    }
    Value::Object(fields)
}

fn word(schema: &Value) -> &'static str {
    match schema["format"].as_str() {
        Some("date") => "2026-05-04",
        Some("date-time") => "2026-05-04T00:00:00Z",
        Some("uuid") => "019d845a-3e80-700b-b868-ad037b5884aa",
        _ => "示例",
    }
}

fn merge(value: &mut Value, more: Value) {
    match (value, more) {
        (Value::Object(fields), Value::Object(more)) => fields.extend(more),
        (value @ Value::Null, more) => *value = more,
        _ => {}
    }
}

/// What the acts are tried on.
struct There {
    organization: String,
    case: String,
    /// An entry of the roll: its class says which act ends it, so it must be there.
    entry: String,
}

/// The path, about what is there.
fn at(path: &str, there: &There) -> String {
    let id = match path.split('/').nth(3) {
        Some("cases") => &there.case,
        Some("roll") => &there.entry,
        Some("units") => "registrar-110105",
        _ => &there.organization,
    };
    path.replace("{id}", id)
        .replace("{unit}", "hub-none")
        .replace("{case}", "1")
        .replace("{position}", "1")
}

/// An account with this role and no other, at an office that has to do with the organization where the role has one.
fn account(world: &World, role: Role) -> String {
    let login = format!("only-{role:?}").to_lowercase();
    let unit = match role {
        Role::SupervisorOfficer => "dept-education",
        _ => "registrar-110105",
    };
    let grant = if role.needs_unit() {
        Grant::at(role, UnitId::parse(unit).unwrap())
    } else {
        Grant::of(role)
    };
    world.account(&login, &[grant]);
    login
}

#[test]
fn every_act_refuses_every_role_that_does_not_perform_it() {
    let world = World::sqlite();
    let organization = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    let case = world.open(&lawful("书画"));
    world.bring_to_registrar(&case);
    let exempt = json!({"entry": {"name": "北京市朝阳区总工会", "unit": "registrar-110105",
        "since": "2026-05-04", "source": "示例名录"}});
    let entered = world.post_as("decider", "/api/v1/roll/exempt-bodies", &exempt).expect(201);
    let entry = entered.json()["subject"]["id"].as_str().unwrap().to_owned();
    let there = There { organization, case, entry };
    let roles: Vec<(Role, String)> = Role::ALL.map(|role| (role, account(&world, role))).into();
    let acts: BTreeMap<&str, &[Role]> =
        CATALOGUE.iter().map(|act| (act.kind.id(), act.performers)).collect();
    let (mut refused, mut let_in) = (0, 0);
    let mut not_acts = BTreeSet::new();
    let mut wrong: Vec<String> = Vec::new();
    for Operation { id, method, path, body } in operations() {
        if method == "GET" {
            continue;
        }
        let of_act = acts.get(id.as_str()).filter(|_| !NO_ACTS.contains(&id.as_str()));
        let Some(performers) = of_act else {
            not_acts.insert(id);
            continue;
        };
        let target = format!("{}?dry_run=true", at(&path, &there));
        for (role, login) in &roles {
            let token = format!("Bearer {}", world.token(login));
            let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
            let answer = world.raw(&method, &target, &headers, body.to_string().as_bytes());
            assert!(answer.status < 500, "{role:?} {method} {target}: {}", answer.text);
            match (performers.contains(role), answer.status) {
                (false, 403) => refused += 1,
                // Neither what is not there nor what cannot be read comes before who may not ask.
                (false, status) => {
                    let told: String = answer.text.chars().take(200).collect();
                    wrong.push(format!("{role:?} may not {id}: {status} {told}"));
                }
                (true, 403 | 404) => {}
                (true, _) => let_in += 1,
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(not_acts.iter().map(String::as_str).collect::<Vec<_>>(), NO_ACTS);
    // Acts of those who may that went as far as state and rules.
    assert!(refused > 1_000 && let_in > 50, "{refused} refused, {let_in} let in");
}

/// What only the parties of a case may know stands in no answer to anybody else.
#[test]
fn nothing_of_a_case_leaks_by_any_reading() {
    each_world(|world| {
        let mut body = lawful("书画");
        let purpose = "隐秘宗旨丙丁戊";
        body["purpose"] = json!(purpose);
        let case = world.open(&body);
        world.bring_to_registrar(&case);
        let path = format!("/api/v1/cases/{case}");
        assert!(world.get_as("applicant", &path).expect(200).text.contains(purpose));
        let there = There {
            organization: world.establish("技艺")["organization"].as_str().unwrap().to_owned(),
            case,
            entry: "none".to_owned(),
        };
        let strangers =
            ["other-applicant", "other-supervisor", "other-registrar", "administrator", "agency"];
        let mut asked = 0;
        for Operation { method, path, .. } in operations() {
            // Bytes: a public record on paper, and hashes.
            if method != "GET" || path.ends_with(".pdf") || path.contains("/tile/") {
                continue;
            }
            let plain = at(&path, &there);
            for login in strangers {
                for query in ["", "?limit=100", "?q=书画", "?search=书画", "?after=0"] {
                    let answer = world.get_as(login, &format!("{plain}{query}"));
                    assert!(answer.status < 500, "{login} {plain}{query}: {}", answer.text);
                    let text = &answer.text;
                    for secret in [purpose, there.case.as_str(), "identity_digest"] {
                        // The trail says that a case was read, to those who watch over readings.
                        let trail = plain == "/api/v1/audit" && secret == there.case;
                        let told = text.contains(secret) && !plain.contains(secret) && !trail;
                        assert!(!told, "{login} {plain}{query}: {secret} in {text}");
                    }
                    asked += usize::from(answer.status != 400);
                }
            }
        }
        assert!(asked > 500, "{asked}");
    });
}
