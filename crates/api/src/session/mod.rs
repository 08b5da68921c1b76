//! Signing in and out: persons with a password, systems with client credentials.
//!
//! An access token lives for minutes; the refresh token behind it is good for one use and
//! brings the next. What may not enter: how secrets are kept (that is `registry::accounts`).

use actix_web::{HttpRequest, HttpResponse, get, http::StatusCode, http::header, post};
use serde::Serialize;
use shuniu_core::{access::Grant, text::Text};
use shuniu_registry::accounts::{Account, RefreshError, RefreshToken, SignInError};
use utoipa::ToSchema;

use crate::{
    auth::Caller,
    extract::{Body, NoQuery},
    input::{CredentialsInput, RefreshInput, SignInInput, check},
    limits::too_many,
    problem::{Problem, ProblemBody},
    state::{State, ask_with},
    telemetry::request_id,
};

/// Tokens.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    /// Access token, to be sent as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until the access token ends.
    expires_in: i64,
    /// Brings the next pair; good for one use. Systems have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

/// Who the caller is.
#[derive(Serialize, ToSchema)]
pub struct Whoami {
    /// Id of the account, as it stands in histories.
    account: String,
    /// What it may be.
    grants: Vec<Grant>,
}

/// Sign in with a password.
#[utoipa::path(tag = "session", request_body = SignInInput, responses(
    (status = 200, body = TokenAnswer),
    (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, body = ProblemBody, content_type = "application/problem+json")
))]
#[post("/session")]
pub async fn sign_in(
    request: HttpRequest,
    state: State,
    body: Body<SignInInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.limits.sign_in(&request)?;
    check(&body.value)?;
    let (input, id) = (body.value, request_id(&request));
    let (account, refresh) = ask_with(&state, move |s| {
        let now = s.registry.now();
        s.accounts.sign_in_staff(&input.login, &input.password, &id, now)
    })
    .await?
    .map_err(|e| refused(&e))?;
    tokens(&state, &account, Some(&refresh))
}

/// Get a token as a system (OAuth 2.0 client credentials).
#[utoipa::path(tag = "session", request_body = CredentialsInput, responses(
    (status = 200, body = TokenAnswer),
    (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, body = ProblemBody, content_type = "application/problem+json")
))]
#[post("/token")]
pub async fn system_token(
    request: HttpRequest,
    state: State,
    body: Body<CredentialsInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    state.limits.sign_in(&request)?;
    check(&body.value)?;
    let (input, id) = (body.value, request_id(&request));
    if input.grant_type != "client_credentials" {
        let text = Text::new("应为 client_credentials。", "Give client_credentials.");
        return Err(Problem::field("/grant_type", "value", text));
    }
    let account = ask_with(&state, move |s| {
        let now = s.registry.now();
        s.accounts.sign_in_system(&input.client_id, &input.client_secret, &id, now)
    })
    .await?
    .map_err(|e| refused(&e))?;
    tokens(&state, &account, None)
}

/// Exchange a refresh token for the next pair of tokens.
#[utoipa::path(tag = "session", request_body = RefreshInput, responses(
    (status = 200, body = TokenAnswer),
    (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, body = ProblemBody, content_type = "application/problem+json")
))]
#[post("/session/refresh")]
pub async fn refresh_session(
    request: HttpRequest,
    state: State,
    body: Body<RefreshInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    // A token that came along is not looked at: it may be over.
    state.limits.request(&request, None)?;
    check(&body.value)?;
    let (input, id) = (body.value, request_id(&request));
    let (account, refresh) =
        ask_with(&state, move |s| s.accounts.refresh(&input.refresh_token, &id, s.registry.now()))
            .await?
            .map_err(|error| match error {
                RefreshError::Store(error) => {
                    Problem::from(shuniu_registry::RegistryError::from(error))
                }
                other => unauthenticated(other.text()),
            })?;
    tokens(&state, &account, Some(&refresh))
}

/// Sign out: the session's refresh tokens end.
#[utoipa::path(tag = "session", request_body = RefreshInput, responses(
    (status = 204, description = "Signed out, or there was no such session"),
    (status = 400, body = ProblemBody, content_type = "application/problem+json")
))]
#[post("/session/sign-out")]
pub async fn sign_out(
    request: HttpRequest,
    state: State,
    body: Body<RefreshInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    // A token that came along is not looked at: it may be over.
    state.limits.request(&request, None)?;
    check(&body.value)?;
    let (input, id) = (body.value, request_id(&request));
    ask_with(&state, move |s| s.accounts.sign_out(&input.refresh_token, &id, s.registry.now()))
        .await?
        .map_err(shuniu_registry::RegistryError::from)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who the caller is and what it may be.
#[utoipa::path(tag = "session", responses(
    (status = 200, body = Whoami),
    (status = 401, body = ProblemBody, content_type = "application/problem+json")
), security(("bearer" = [])))]
#[get("/session")]
pub async fn whoami(caller: Caller, _query: NoQuery) -> HttpResponse {
    let actor = caller.actor.clone();
    HttpResponse::Ok().json(Whoami { account: actor.account, grants: actor.grants })
}

fn tokens(
    state: &State,
    account: &Account,
    refresh: Option<&RefreshToken>,
) -> Result<HttpResponse, Problem> {
    let issued = state.auth.issue(&account.id, account.kind, &state.registry.fresh_id());
    let issued = issued.map_err(|_| Problem::internal())?;
    // Tokens are never kept by caches (RFC 6749 section 5.1).
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(TokenAnswer {
        access_token: issued.token,
        token_type: "Bearer",
        expires_in: issued.expires_in,
        refresh_token: refresh.map(|t| t.expose().to_owned()),
    }))
}

fn refused(error: &SignInError) -> Problem {
    match error {
        SignInError::WrongCredentials => unauthenticated(error.text()),
        SignInError::Locked { retry_after, .. } => {
            too_many(u64::try_from(*retry_after).unwrap_or(1))
        }
        SignInError::Busy => Problem::unavailable(),
        SignInError::Secret(_) => Problem::internal(),
        SignInError::Store(error) => shuniu_registry::RegistryError::from(error.clone()).into(),
    }
}

fn unauthenticated(detail: Text) -> Problem {
    let title = Text::new("未能登录", "Not signed in");
    Problem::new(StatusCode::UNAUTHORIZED, "not-signed-in", title, detail).challenge("Bearer")
}
