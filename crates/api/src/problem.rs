//! Problems: what the API answers when it cannot do what was asked (RFC 9457).
//!
//! One meaning for each status: 400 the request is not in form, 401 who are you, 403 not you,
//! 404 not here, 409 not in the present state, 412 the record has moved on, 422 the law stands
//! against it, 429 too often, 503 try again. Texts follow `Accept-Language`.
//!
//! What may not enter: values of fields (they may be personal data) and internal error texts.

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;
use shuniu_core::{law::Finding, text::Text};
use shuniu_registry::RegistryError;
use utoipa::ToSchema;

use crate::{language::Language, methods::Methods};

/// A field that is not in form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldProblem {
    /// JSON pointer or parameter name.
    #[schema(example = "/members_persons")]
    pub pointer: String,
    /// Stable code.
    #[schema(example = "range")]
    pub code: String,
    /// What to do.
    pub detail: String,
}

/// The body of a problem, as clients see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemBody {
    /// Stable identifier of the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/act-refused")]
    pub kind: String,
    /// What it is, in the language asked for.
    #[schema(example = "该行为不符合规定")]
    pub title: String,
    /// HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// What happened here and what to do.
    pub detail: String,
    /// Fields that are not in form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The rules that were examined, for a refused act.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// A field that is not in form, in both languages.
#[derive(Debug, Clone)]
struct FieldText {
    pointer: String,
    code: String,
    detail: Text,
}

/// A problem on its way to the client, in both languages.
#[derive(Clone)]
pub struct Problem {
    status: StatusCode,
    slug: &'static str,
    title: Text,
    detail: Text,
    errors: Vec<FieldText>,
    findings: Vec<Finding>,
    retry_after: Option<u64>,
    challenge: Option<&'static str>,
    allow: Option<String>,
}

/// Only what may stand in a log: the kind, never the content.
impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.slug)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.slug)
    }
}

impl Problem {
    /// A problem of a kind.
    #[must_use]
    pub fn new(status: StatusCode, slug: &'static str, title: Text, detail: Text) -> Self {
        Self {
            status,
            slug,
            title,
            detail,
            errors: Vec::new(),
            findings: Vec::new(),
            retry_after: None,
            challenge: None,
            allow: None,
        }
    }

    /// A field that is not in form.
    #[must_use]
    pub fn field(pointer: impl Into<String>, code: &str, detail: Text) -> Self {
        Self::malformed().with_field(pointer, code, detail)
    }

    /// A request that is not in form; name the fields with [`Self::with_field`].
    #[must_use]
    pub fn malformed() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed-request",
            Text::new("请求格式不正确", "The request is not in form"),
            Text::new(
                "请按所列字段改正后重新提交。",
                "Correct the fields listed and send it again.",
            ),
        )
    }

    /// Adds a field that is not in form.
    #[must_use]
    pub fn with_field(mut self, pointer: impl Into<String>, code: &str, detail: Text) -> Self {
        self.errors.push(FieldText { pointer: pointer.into(), code: code.to_owned(), detail });
        self
    }

    /// After how many seconds to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The `WWW-Authenticate` challenge of a 401.
    #[must_use]
    pub fn challenge(mut self, challenge: &'static str) -> Self {
        self.challenge = Some(challenge);
        self
    }

    /// There is no such thing here.
    #[must_use]
    pub fn not_found(detail: Text) -> Self {
        let title = Text::new("未找到", "Not found");
        Self::new(StatusCode::NOT_FOUND, "not-found", title, detail)
    }

    /// The account may not do this.
    #[must_use]
    pub fn forbidden(detail: Text) -> Self {
        let title = Text::new("无权办理", "Not allowed");
        Self::new(StatusCode::FORBIDDEN, "forbidden", title, detail)
    }

    /// A fault of ours; what it was stands in the log only.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            Text::new("服务内部错误", "Internal error"),
            Text::new(
                "请求未被处理；请凭请求编号联系运维人员。",
                "The request was not carried out; quote the request id to the operator.",
            ),
        )
    }

    /// The register cannot be asked right now.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            Text::new("服务暂不可用", "Temporarily unavailable"),
            Text::new(
                "请稍后以同一 Idempotency-Key 重试。",
                "Try again later, with the same Idempotency-Key.",
            ),
        )
        .retry_after(2)
    }

    /// The response in a language.
    #[must_use]
    pub fn respond(&self, language: Language) -> HttpResponse {
        let body = ProblemBody {
            kind: format!("/problems/{}", self.slug),
            title: language.of(&self.title).to_owned(),
            status: self.status.as_u16(),
            detail: language.of(&self.detail).to_owned(),
            errors: self
                .errors
                .iter()
                .map(|e| FieldProblem {
                    pointer: e.pointer.clone(),
                    code: e.code.clone(),
                    detail: language.of(&e.detail).to_owned(),
                })
                .collect(),
            findings: self.findings.clone(),
        };
        let mut response = HttpResponse::build(self.status);
        response
            .insert_header((header::CONTENT_TYPE, "application/problem+json"))
            .insert_header((header::CONTENT_LANGUAGE, language.tag()))
            .insert_header((header::VARY, "Accept-Language"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(methods) = &self.allow {
            response.insert_header((header::ALLOW, methods.as_str()));
        }
        if let Some(challenge) = self.challenge {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        let body = serde_json::to_string(&body).unwrap_or_default();
        response.body(body)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Rendered in Chinese; the language middleware renders it anew when English is asked for.
    fn error_response(&self) -> HttpResponse {
        let mut response = self.respond(Language::Chinese);
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<RegistryError> for Problem {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Denied(denied) => Self::forbidden(denied.text),
            RegistryError::Refused(refusal) => {
                let rules = refusal.against.join(" ");
                let mut problem = Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "act-refused",
                    Text::new("该行为不符合规定", "The law stands against this act"),
                    Text::new(
                        format!("不符合：{rules}。条文、事实和办法见 findings。"),
                        format!("Not met: {rules}. Articles, facts and remedies: findings."),
                    ),
                );
                problem.findings = refusal.findings;
                problem
            }
            RegistryError::NotAvailable(what) => Self::new(
                StatusCode::CONFLICT,
                "not-available-in-this-state",
                Text::new("当前状态下不能办理", "Not available in the present state"),
                Text::new(
                    format!("当前状态：{}。可办事项见 next-steps。", what.state.zh),
                    format!(
                        "Present state: {}. See next-steps for what can be done.",
                        what.state.en
                    ),
                ),
            ),
            RegistryError::Malformed { field, message } => Self::field(
                format!("/{}", field.replace('.', "/")),
                "invalid",
                Text::new(format!("不正确：{}", message.zh), message.en),
            ),
            RegistryError::NotFound(what) => not_found(what),
            RegistryError::VersionMismatch { current } => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "version-mismatch",
                Text::new("记录已变更", "The record has moved on"),
                Text::new(
                    format!("当前版本为 {current}；请重新读取后再办理。"),
                    format!("It is at version {current} now; read it again first."),
                ),
            ),
            RegistryError::KeyReused => Self::new(
                StatusCode::CONFLICT,
                "idempotency-key-reused",
                Text::new(
                    "Idempotency-Key 已用于其他请求",
                    "Idempotency-Key used for another request",
                ),
                Text::new("请为新请求使用新的键。", "Use a new key for a new request."),
            ),
            RegistryError::Conflict => Self::new(
                StatusCode::CONFLICT,
                "conflict",
                Text::new("与其他办理冲突", "Somebody else was first"),
                Text::new("请重新读取后再办理。", "Read it again, then decide anew."),
            ),
            RegistryError::Busy => Self::unavailable(),
            RegistryError::Unavailable(what) => {
                tracing::error!(error.cause = %what, "the database is unavailable");
                Self::unavailable()
            }
            RegistryError::Internal(what) => {
                tracing::error!(error.cause = %what, "internal error");
                Self::internal()
            }
        }
    }
}

fn not_found(what: &str) -> Problem {
    Problem::not_found(match what {
        "organization" => Text::new(
            "没有这个组织，或当时尚不存在。",
            "No such organization, or not at that time.",
        ),
        "case" => Text::new("没有这个案件，或您无权查看。", "No such case, or not for you to see."),
        "unit" => Text::new("没有这个单位。", "No such unit."),
        "registrar" => Text::new(
            "没有这个登记管理机关；见 /api/v1/units?kind=registrar。",
            "No such registrar; see /api/v1/units?kind=registrar.",
        ),
        "worklist" => Text::new("您的账户不办理案件。", "Your account handles no cases."),
        _ => Text::new("没有这项内容。", "There is no such thing."),
    })
}

impl From<actix_web::error::BlockingError> for Problem {
    fn from(_: actix_web::error::BlockingError) -> Self {
        Self::unavailable()
    }
}

/// The request took longer than it may.
#[must_use]
pub fn too_slow() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too-slow",
        Text::new("处理超时", "The request took too long"),
        Text::new(
            "请以同一 Idempotency-Key 重试：已完成的办理不会重复。",
            "Try again with the same Idempotency-Key: what was done is not done twice.",
        ),
    )
    .retry_after(2)
}

/// Paths that are not in form are paths that lead nowhere.
#[must_use]
pub fn path_config() -> web::PathConfig {
    web::PathConfig::default().error_handler(|_, _| nowhere().into())
}

/// The answer for a path that leads nowhere.
#[must_use]
pub fn nowhere() -> Problem {
    Problem::not_found(Text::new(
        "没有这个地址；见 /docs。",
        "There is nothing at this address; see /docs.",
    ))
}

/// The handler for what no operation takes: a path that leads nowhere, or another method.
///
/// # Errors
/// Always: the 404 problem, or the 405 problem with the methods that there are.
pub async fn default_service(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let known = request.app_data::<web::Data<Methods>>();
    let methods = known.map(|known| known.of_path(request.path())).unwrap_or_default();
    if methods.is_empty() {
        return Err(nowhere());
    }
    let methods = methods.join(", ");
    let mut problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        Text::new("不支持该方法", "Another method is needed"),
        Text::new(format!("此地址可用：{methods}。"), format!("This address takes: {methods}.")),
    );
    problem.allow = Some(methods);
    Err(problem)
}
