//! The gate: what the last release promised its clients still holds. `openapi/released.json` is the
//! description of the last release; a release replaces it. What only adds may pass; what an old
//! client would stumble over may not, unless the release itself called the operation deprecated.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// Who writes the value decides what breaks: a client must not have to send more, and must not get
/// less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Sent {
    ByClient,
    ByServer,
}

struct Gate<'a> {
    old: &'a Value,
    new: &'a Value,
    broken: BTreeSet<String>,
    seen: BTreeSet<(Sent, String, String)>,
}

/// What a client of `old` would stumble over in `new`.
fn broken(old: &Value, new: &Value) -> BTreeSet<String> {
    let mut gate = Gate { old, new, broken: BTreeSet::new(), seen: BTreeSet::new() };
    for (path, methods) in fields(&old["paths"]) {
        for (method, operation) in fields(methods) {
            let now = &new["paths"][path][method];
            let at = format!("{} {path}", method.to_uppercase());
            if now.is_null() && operation["deprecated"] != json!(true) {
                gate.broken.insert(format!("{at} is gone and was not deprecated"));
            } else if !now.is_null() {
                gate.operation(&at, operation, now);
            }
        }
    }
    gate.broken
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn contains(list: &Value, wanted: &Value) -> bool {
    items(list).any(|it| it == wanted)
}

impl<'a> Gate<'a> {
    fn operation(&mut self, at: &str, old: &'a Value, new: &'a Value) {
        let same = |a: &Value, b: &Value| a["name"] == b["name"] && a["in"] == b["in"];
        for parameter in items(&old["parameters"]) {
            let place = format!("{at} parameter {}", parameter["name"]);
            match items(&new["parameters"]).find(|it| same(it, parameter)) {
                None => drop(self.broken.insert(format!("{place} is gone"))),
                Some(now) => {
                    if now["required"] == json!(true) && parameter["required"] != json!(true) {
                        self.broken.insert(format!("{place} must be sent now"));
                    }
                    self.schema(&place, Sent::ByClient, &parameter["schema"], &now["schema"]);
                }
            }
        }
        for added in items(&new["parameters"]) {
            let known = items(&old["parameters"]).any(|it| same(it, added));
            if !known && added["required"] == json!(true) {
                self.broken.insert(format!("{at} parameter {} must be sent now", added["name"]));
            }
        }
        let open = |it: &Value| items(&it["security"]).count() == 0;
        if open(old) && !open(new) {
            self.broken.insert(format!("{at} needs a token now"));
        }
        let (asked, asks) = (&old["requestBody"], &new["requestBody"]);
        if asks["required"] == json!(true) && asked["required"] != json!(true) {
            self.broken.insert(format!("{at} body must be sent now"));
        }
        self.content(&format!("{at} body"), Sent::ByClient, &asked["content"], &asks["content"]);
        for (status, response) in fields(&old["responses"]).filter(|(s, _)| s.starts_with('2')) {
            let place = format!("{at} answer {status}");
            let now = &new["responses"][status];
            if now.is_null() {
                self.broken.insert(format!("{place} is gone"));
            }
            self.content(&place, Sent::ByServer, &response["content"], &now["content"]);
        }
    }

    fn content(&mut self, at: &str, sent: Sent, old: &'a Value, new: &'a Value) {
        for (kind, content) in fields(old) {
            match new[kind].is_null() {
                true => drop(self.broken.insert(format!("{at} is no longer {kind}"))),
                false => self.schema(at, sent, &content["schema"], &new[kind]["schema"]),
            }
        }
    }

    fn schema(&mut self, at: &str, sent: Sent, old: &'a Value, new: &'a Value) {
        let names = [old, new].map(|it| it["$ref"].as_str().unwrap_or_default().to_owned());
        let [of_old, of_new] = names;
        if !of_old.is_empty() && !self.seen.insert((sent, of_old.clone(), of_new)) {
            return;
        }
        // A shape that has a name is told by its name: one fault is not told for every use of it.
        let name = of_old.rsplit('/').next().filter(|it| !it.is_empty());
        let at = name.map_or_else(|| at.to_owned(), |name| format!("{name} ({sent:?})"));
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        self.types(&at, sent, old, new);
        for (name, property) in fields(&old["properties"]) {
            match new["properties"].get(name) {
                None => drop(self.broken.insert(format!("{at} field {name} is gone"))),
                Some(now) => self.schema(&format!("{at} field {name}"), sent, property, now),
            }
        }
        let (more, fewer) = match sent {
            Sent::ByClient => (new, old),
            Sent::ByServer => (old, new),
        };
        for name in items(&more["required"]) {
            if !contains(&fewer["required"], name) {
                let now = if sent == Sent::ByClient { "must be sent" } else { "may be missing" };
                self.broken.insert(format!("{at} field {name} {now} now"));
            }
        }
        if !old["items"].is_null() {
            self.schema(&format!("{at} items"), sent, &old["items"], &new["items"]);
        }
        for kind in ["oneOf", "anyOf", "allOf"] {
            self.variants(&at, sent, kind, &old[kind], &new[kind]);
        }
    }

    fn types(&mut self, at: &str, sent: Sent, old: &Value, new: &Value) {
        let all = |value: &Value| match value {
            Value::Array(many) => many.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        };
        let (was, is) = (all(&old["type"]), all(&new["type"]));
        let (fewer, more) = match sent {
            Sent::ByClient => (&is, &was),
            Sent::ByServer => (&was, &is),
        };
        if more.iter().any(|kind| !fewer.contains(kind)) || was.is_empty() != is.is_empty() {
            self.broken.insert(format!("{at} was {was:?} and is {is:?}"));
        }
        // New values in answers are announced as possible; a value that was understood stays so.
        for value in items(&old["enum"]).filter(|_| sent == Sent::ByClient) {
            if !contains(&new["enum"], value) {
                self.broken.insert(format!("{at} value {value} is no longer understood"));
            }
        }
        if old["format"] != new["format"] {
            let (was, is) = (&old["format"], &new["format"]);
            self.broken.insert(format!("{at} was of the form {was} and is {is}"));
        }
        if sent == Sent::ByServer {
            return;
        }
        for (most, least) in
            [("maxLength", "minLength"), ("maxItems", "minItems"), ("maximum", "minimum")]
        {
            let number = |schema: &Value, limit: &str| schema[limit].as_f64();
            let above = |schema| number(schema, most).unwrap_or(f64::INFINITY);
            let below = |schema| number(schema, least).unwrap_or(f64::NEG_INFINITY);
            if above(new) < above(old) {
                self.broken.insert(format!("{at} {most} is lower"));
            }
            if below(new) > below(old) {
                self.broken.insert(format!("{at} {least} is higher"));
            }
        }
        if !new["pattern"].is_null() && new["pattern"] != old["pattern"] {
            self.broken.insert(format!("{at} has another pattern"));
        }
        let closed = |schema: &Value| schema["additionalProperties"] == json!(false);
        if closed(new) && !closed(old) {
            self.broken.insert(format!("{at} takes no other fields now"));
        }
        if old["enum"].is_null() && !new["enum"].is_null() {
            self.broken.insert(format!("{at} takes only some values now"));
        }
    }

    /// Variants are told apart by what they say of themselves; one that was understood stays so.
    fn variants(&mut self, at: &str, sent: Sent, kind: &str, old: &'a Value, new: &'a Value) {
        for (number, variant) in items(old).enumerate() {
            let same = items(new).find(|it| *it == variant);
            let same = same.or_else(|| items(new).find(|it| tag(it) == tag(variant)));
            match same.or_else(|| items(new).nth(number)) {
                None if sent == Sent::ByClient => {
                    self.broken.insert(format!("{at} {kind} {number} is gone"));
                }
                None => {}
                Some(now) => self.schema(&format!("{at} {kind} {number}"), sent, variant, now),
            }
        }
    }
}

/// What a variant says of itself: its name, and the one value that a field of it may have.
fn tag(variant: &Value) -> Vec<String> {
    let only = |(name, field): (&String, &Value)| {
        let one = items(&field["enum"]).count() == 1;
        one.then(|| format!("{name}={}", field["enum"][0]))
    };
    let named = ["$ref", "title"].map(|key| variant[key].to_string());
    let values = fields(&variant["properties"]).filter_map(only);
    let parts = items(&variant["allOf"]).flat_map(tag);
    named.into_iter().chain(values).chain(parts).collect()
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().map(|it| it.trim_start_matches('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(schema)
}

fn released() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/released.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn what_the_last_release_promised_still_holds() {
    let new = serde_json::from_str(&shuniu_api::openapi_json()).unwrap();
    let broken = broken(&released(), &new);
    assert!(
        broken.is_empty(),
        "clients of the last release would stumble; deprecate first (docs/api.md):\n{broken:#?}"
    );
}

/// Ways to break a client, each tried on the description as it is: every one is noticed.
#[test]
fn every_kind_of_break_is_noticed() {
    let old = released();
    assert_eq!(broken(&old, &old), BTreeSet::new());
    let list = "/paths/~1api~1v1~1organizations/get";
    let cases = [
        ("/paths/~1api~1v1~1organizations/get", None, "GET /api/v1/organizations is gone"),
        (&format!("{list}/parameters/0"), None, "parameter \"kind\" is gone"),
        (&format!("{list}/parameters/0/required"), Some(json!(true)), "must be sent now"),
        (&format!("{list}/responses/200"), None, "answer 200 is gone"),
        ("/components/schemas/TokenAnswer/properties/expires_in", None, "expires_in is gone"),
        ("/components/schemas/TokenAnswer/required", Some(json!([])), "may be missing now"),
        (
            "/components/schemas/TokenAnswer/properties/expires_in/type",
            Some(json!("string")),
            "and is [String(\"string\")]",
        ),
        (
            "/components/schemas/SignInInput/required",
            Some(json!(["login", "password", "x"])),
            "field \"x\" must be sent now",
        ),
        ("/components/schemas/SignInInput/properties/login", None, "field login is gone"),
        ("/components/schemas/Purpose/enum/0", None, "is no longer understood"),
        (&format!("{list}/security"), Some(json!([{"bearer": []}])), "needs a token now"),
        ("/components/schemas/SignInInput/properties/login/minLength", Some(json!(9)), "is higher"),
        ("/components/schemas/SignInInput/properties/login/maxLength", Some(json!(1)), "is lower"),
        ("/components/schemas/SignInInput/properties/login/pattern", Some(json!("a")), "pattern"),
        (
            "/components/schemas/SignInInput/properties/login/enum",
            Some(json!(["a"])),
            "some values",
        ),
        ("/components/schemas/Change/properties/recorded_at/format", Some(json!("date")), "form"),
    ];
    for (pointer, value, told) in cases {
        let mut new = old.clone();
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        let last = last.replace("~1", "/");
        match (new.pointer_mut(parent).unwrap(), value) {
            (Value::Object(fields), None) => drop(fields.remove(&last).unwrap()),
            (Value::Array(list), None) => drop(list.remove(last.parse().unwrap())),
            (parent, Some(value)) => parent[&last] = value,
            (other, None) => panic!("{pointer}: {other}"),
        }
        let broken = broken(&old, &new);
        assert!(broken.iter().any(|it| it.contains(told)), "{pointer}: {broken:?}");
    }
}

/// What adds passes, and so does the end of what was deprecated.
#[test]
fn what_adds_passes_and_what_was_deprecated_may_go() {
    let mut old = released();
    let mut new = old.clone();
    new["paths"]["/api/v1/new"] = json!({"get": {"responses": {"200": {}}}});
    new["components"]["schemas"]["TokenAnswer"]["properties"]["more"] = json!({"type": "string"});
    new["components"]["schemas"]["SignInInput"]["properties"]["more"] = json!({"type": "string"});
    assert_eq!(broken(&old, &new), BTreeSet::new());
    let path = "/api/v1/organizations";
    old["paths"][path]["get"]["deprecated"] = json!(true);
    new["paths"][path].as_object_mut().unwrap().remove("get");
    assert_eq!(broken(&old, &new), BTreeSet::new());
}
