//! What holds for every operation and is written into the description once for all: that a client may
//! have asked too much, and what is deprecated. May not enter: what one operation does.

use serde_json::json;
use utoipa::openapi::{
    Content, Deprecated, HeaderBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Response,
    ResponseBuilder, Type,
    path::{Operation, PathItem},
};

use crate::deprecation::{DEPRECATED, Deprecation};

/// The description with what holds for every operation.
#[must_use]
pub fn complete(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            if path.starts_with("/api/") {
                let too_many = RefOr::T(too_many_requests());
                operation.responses.responses.entry("429".to_owned()).or_insert(too_many);
            }
            let old = DEPRECATED.iter().find(|it| it.method == method && it.path == path);
            if let Some(old) = old {
                deprecate(operation, old);
            }
        }
    }
    document
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
    let problem = RefOr::Ref(Ref::from_schema_name("ProblemBody"));
    let header =
        |what: &str| HeaderBuilder::new().schema(Some(text())).description(Some(what)).build();
    ResponseBuilder::new()
        .description("Too many requests; `Retry-After` seconds.")
        .content("application/problem+json", Content::new(Some(problem)))
        .header("RateLimit", header("What is left (`r`), and seconds until all is there (`t`)."))
        .header("RateLimit-Policy", header("Requests (`q`) in so many seconds (`w`)."))
        .build()
}

fn deprecate(operation: &mut Operation, old: &Deprecation) {
    operation.deprecated = Some(Deprecated::True);
    let more = operation.extensions.get_or_insert_default();
    more.insert("x-sunset".to_owned(), json!(old.sunset));
    more.insert("x-instead".to_owned(), json!(old.instead));
}
