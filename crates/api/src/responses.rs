//! Answers that several operations give: what is read with its version; the problems, for the API description.

use actix_web::{HttpResponse, http::header};
use serde::Serialize;
use shuniu_core::law::Finding;
use shuniu_registry::ActAnswer;
use utoipa::{IntoParams, IntoResponses, ToSchema};

use crate::problem::{FieldProblem, ProblemBody};

/// A record with its version, which acts name in `If-Match`.
pub fn versioned<T: Serialize>(version: impl std::fmt::Display, found: &T) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, format!("\"{version}\""))).json(found)
}

/// Problems of reading.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
pub enum ReadProblems {
    /// The request is not in form.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemBody),
    /// No token, or not a good one.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// Not for this account.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// Not here.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// Try again later.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// Answers of acts other than 201.
#[derive(IntoResponses)]
#[expect(dead_code, clippy::large_enum_variant, reason = "only its description is used")]
pub enum ActProblems {
    /// A dry run, or a request that was answered before under its key.
    #[response(status = 200)]
    NotNow(ActAnswer),
    /// The request is not in form; `errors` names the fields.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemBody),
    /// No token, or not a good one.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(ProblemBody),
    /// Not for this account.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemBody),
    /// Not here.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemBody),
    /// Not in the present state, or somebody else was first.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(ProblemBody),
    /// The record has moved on since it was read (`If-Match`).
    #[response(status = 412, content_type = "application/problem+json")]
    VersionMismatch(ProblemBody),
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemBody),
    /// Not JSON.
    #[response(status = 415, content_type = "application/problem+json")]
    NotJson(ProblemBody),
    /// The law stands against it; `findings` gives rule, article, version, facts and remedy.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(RefusedBody),
    /// Try again later, with the same `Idempotency-Key`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemBody),
}

/// The body of a refused act.
#[derive(ToSchema)]
#[schema(example = json!({
    "type": "/problems/act-refused",
    "title": "该行为不符合规定",
    "status": 422,
    "detail": "不符合：ST-10a。条文、事实和办法见 findings。",
    "findings": [{
        "rule": "ST-10a",
        "outcome": "violated",
        "citation": {
            "regulation": "ST",
            "title": {"zh": "社会团体登记管理条例", "en": "Regulation on the Registration and Management of Associations"},
            "article": "10(1)",
            "version": "2026",
            "version_from": "2026-03-12"
        },
        "text": {"zh": "会员均为个人的，会员数应当达到规定数量。", "en": "When all members are individuals, there are enough of them."},
        "remedy": {"zh": "请补足个人会员。", "en": "Win more individual members."},
        "facts": [{"field": "members_persons", "found": "49", "required": "50"}]
    }]
}))]
#[expect(dead_code, reason = "only its description is used")]
pub struct RefusedBody {
    /// Stable identifier of the kind of problem.
    #[schema(rename = "type")]
    kind: String,
    /// What it is, in the language asked for.
    title: String,
    /// HTTP status.
    status: u16,
    /// What happened here.
    detail: String,
    /// Fields that are not in form.
    #[schema(required = false)]
    errors: Vec<FieldProblem>,
    /// Every rule that was examined; those with outcome `violated` or `unknown` stand against it.
    findings: Vec<Finding>,
}

/// The headers that every act understands.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only its description is used")]
pub struct ActHeaders {
    /// The same key and body are answered and not done twice; another body under it is 409.
    #[param(rename = "Idempotency-Key", required = false, max_length = 200)]
    idempotency_key: Option<String>,
    /// The version of the `ETag` that was read; 412 when the record has moved on.
    #[param(rename = "If-Match", required = false)]
    if_match: Option<String>,
}

/// The parameter that every act understands.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used")]
pub struct DryRun {
    /// Only tell what would happen.
    #[param(required = false)]
    dry_run: Option<bool>,
}
