//! Health for machines: alive, ready, metrics, keys.

use actix_web::{HttpResponse, get, http::header};

use crate::{
    problem::Problem,
    state::{State, ask},
};

/// Alive: the process answers.
#[get("/healthz")]
pub async fn alive() -> &'static str {
    "ok"
}

/// Ready: the database answers.
#[get("/readyz")]
pub async fn ready(state: State) -> Result<&'static str, Problem> {
    ask(&state, |s| Ok(s.registry.store().ping()?)).await?;
    Ok("ready")
}

/// Metrics in the Prometheus text format.
#[get("/metrics")]
pub async fn metrics(state: State) -> Result<HttpResponse, Problem> {
    let position = ask(&state, |s| s.registry.position()).await?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a gauge is a float; positions stay far below 2^52"
    )]
    ::metrics::gauge!("shuniu_log_position").set(position as f64);
    let text = state.metrics.render();
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}

/// The public keys that access tokens are verified with (RFC 7517).
#[get("/.well-known/jwks.json")]
pub async fn jwks(state: State) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .json(state.auth.tokens().keys().jwks())
}
