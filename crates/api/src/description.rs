//! What holds for every operation and is written into the description once for all: the problems that
//! any of them may answer, and what is deprecated. A variant that is said as 'all of' a closed shape and its tag is
//! said as one shape, for nothing could be both. May not enter: what one operation does.

use std::collections::BTreeMap;

use serde_json::json;
use utoipa::openapi::{
    Content, Deprecated, HeaderBuilder, Object, ObjectBuilder, OpenApi, Ref, RefOr, Response,
    ResponseBuilder, Schema, Type,
    path::{Operation, PathItem},
    schema::SchemaType,
};

use crate::{
    deprecation::{DEPRECATED, Deprecation},
    methods::Methods,
};

/// The description with what holds for every operation, and the methods of its addresses.
#[must_use]
pub fn complete(mut document: OpenApi) -> (OpenApi, Methods) {
    let mut methods = Methods::default();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            methods.add(path, method);
            if path.starts_with("/api/") {
                let responses = &mut operation.responses.responses;
                for (status, what) in ANY {
                    let problem = || RefOr::T(a_problem(what).build());
                    responses.entry(status.to_owned()).or_insert_with(problem);
                }
                responses.entry("429".to_owned()).or_insert_with(|| RefOr::T(too_many_requests()));
            }
            let old = DEPRECATED.iter().find(|it| it.method == method && it.path == path);
            if let Some(old) = old {
                deprecate(operation, old);
            }
        }
    }
    if let Some(components) = &mut document.components {
        let known = components.schemas.clone();
        components.schemas.values_mut().for_each(|schema| join_variants(schema, &known));
    }
    (document, methods)
}

/// What any operation may answer, beside what it says itself.
const ANY: [(&str, &str); 4] = [
    ("400", "The request is not in form; `errors` names the fields."),
    ("401", "No token, or not a good one."),
    ("404", "Nothing is at this address, or nothing that is for this account to know."),
    ("503", "Try again later."),
];

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// A variant 'all of' shapes becomes one shape: closed shapes exclude each other's fields.
fn join_variants(schema: &mut RefOr<Schema>, known: &Schemas) {
    let RefOr::T(Schema::OneOf(variants)) = schema else { return };
    for variant in &mut variants.items {
        let RefOr::T(Schema::AllOf(parts)) = variant else { continue };
        if let Some(mut joined) = joined(&parts.items, known) {
            joined.description = parts.description.take().or(joined.description);
            *variant = RefOr::T(Schema::Object(joined));
        }
    }
}

fn joined(parts: &[RefOr<Schema>], known: &Schemas) -> Option<Object> {
    let mut whole = Object::default();
    for part in parts {
        let named = match part {
            RefOr::Ref(name) => known.get(name.ref_location.rsplit('/').next()?)?,
            of_its_own @ RefOr::T(_) => of_its_own,
        };
        let RefOr::T(Schema::Object(part)) = named else { return None };
        whole.properties.extend(part.properties.clone());
        whole.required.extend(part.required.clone());
        whole.description = whole.description.or_else(|| part.description.clone());
        whole.additional_properties =
            whole.additional_properties.or_else(|| part.additional_properties.clone());
    }
    whole.schema_type = SchemaType::Type(Type::Object);
    Some(whole)
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn too_many_requests() -> Response {
    let text = || RefOr::T(ObjectBuilder::new().schema_type(Type::String).build().into());
    let header =
        |what: &str| HeaderBuilder::new().schema(Some(text())).description(Some(what)).build();
    a_problem("Too many requests; `Retry-After` seconds.")
        .header("RateLimit", header("What is left (`r`), and seconds until all is there (`t`)."))
        .header("RateLimit-Policy", header("Requests (`q`) in so many seconds (`w`)."))
        .build()
}

fn a_problem(what: &str) -> ResponseBuilder {
    let problem = RefOr::Ref(Ref::from_schema_name("ProblemBody"));
    let content = Content::new(Some(problem));
    ResponseBuilder::new().description(what).content("application/problem+json", content)
}

fn deprecate(operation: &mut Operation, old: &Deprecation) {
    operation.deprecated = Some(Deprecated::True);
    let more = operation.extensions.get_or_insert_default();
    more.insert("x-sunset".to_owned(), json!(old.sunset));
    more.insert("x-instead".to_owned(), json!(old.instead));
}
