//! Request ids, timing, time limits: what surrounds every request.
//!
//! Log lines carry the request id, method, route and status. What may not enter: query strings,
//! bodies, names, tokens.

use std::time::{Duration, Instant};

use actix_web::{
    HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

use crate::{
    limits::{self, Left},
    problem::too_slow,
};

/// The longest that a request may take.
#[derive(Debug, Clone, Copy)]
pub struct TimeLimit(pub Duration);

/// The span of a request: no query, no address of a person.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string);
        let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
        tracing::info_span!(
            "request",
            http.method = %request.method(),
            http.route = %route,
            http.status = tracing::field::Empty,
            request.id = %id.unwrap_or_default(),
        )
    }

    fn on_request_end<B: MessageBody>(
        span: Span,
        outcome: &Result<ServiceResponse<B>, actix_web::Error>,
    ) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("http.status", status.as_u16());
        span.in_scope(|| tracing::info!("answered"));
    }
}

/// The id of a request, as it stands in logs and in the `X-Request-Id` header.
#[must_use]
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
}

/// Middleware: the time limit, the request id in the answer, and the metrics.
///
/// # Errors
/// What the inner service answers, or the 503 problem when it took too long.
pub async fn surround<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    // Any token is a method to HTTP; only the known ones may become a label.
    let method = match *request.method() {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    };
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    let id = request_id(request.request());
    let limit = request.app_data::<web::Data<TimeLimit>>().map_or(Duration::MAX, |l| l.0);
    let answered = tokio::time::timeout(limit, next.call(request)).await;
    let mut response = answered.map_err(|_| too_slow())??.map_into_boxed_body();
    let left = response.request().extensions().get::<Left>().copied();
    let headers = response.headers_mut();
    if let Some(left) = left {
        limits::tell(left, headers);
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    headers.insert(
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    );
    let status = response.status().as_u16().to_string();
    let labels = [("method", method.to_owned()), ("route", route), ("status", status)];
    metrics::counter!("shuniu_http_requests_total", &labels).increment(1);
    metrics::histogram!("shuniu_http_seconds", &labels).record(started.elapsed().as_secs_f64());
    Ok(response)
}
