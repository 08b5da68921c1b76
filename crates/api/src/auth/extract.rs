//! Extractors: a handler that names [`Caller`] among its arguments is closed to the anonymous, one
//! that names [`MaybeCaller`] is open and knows who asks. Each request is counted here for its
//! client. May not enter: what a caller may do.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{self, Data};
use actix_web::{FromRequest, HttpRequest};

use super::{AuthError, Authenticator, Identity};
use crate::{problem::Problem, state::ApiState};

/// The caller, who has shown a good token. Answers 401 to everybody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller(pub Arc<Identity>);

impl Deref for Caller {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.0
    }
}

/// The caller, or none who shows no token. A token that is not good is answered 401 all the same:
/// whoever sends one wants to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaybeCaller(pub Option<Caller>);

/// What an extractor promises.
type Later<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Later<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = find(request);
        Box::pin(async move { Ok(caller.await?.ok_or(AuthError::SignInRequired)?) })
    }
}

impl FromRequest for MaybeCaller {
    type Error = Problem;
    type Future = Later<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = find(request);
        Box::pin(async move { Ok(Self(caller.await?)) })
    }
}

/// What can be told at once, and what the database must be asked for.
enum Step {
    Known(Result<Option<Caller>, AuthError>),
    Ask(Data<dyn Authenticator>, String),
}

/// Everything but the look-up in the database happens here and now, on the worker: a flood of bad
/// tokens takes no blocking thread.
fn find(request: &HttpRequest) -> impl Future<Output = Result<Option<Caller>, Problem>> + use<> {
    let request = request.clone();
    let step = first_step(&request).unwrap_or_else(|error| {
        // The fault is for the operator; no part of the token is in it.
        tracing::debug!(%error, "a caller was turned away");
        Step::Known(Err(error))
    });
    async move {
        let answer = match step {
            Step::Known(answer) => answer,
            Step::Ask(authenticator, token) => ask(authenticator, token).await,
        };
        if let Some(state) = request.app_data::<Data<ApiState>>() {
            let caller = answer.as_ref().ok().and_then(Option::as_ref);
            state.limits.request(&request, caller.map(|it| it.actor.account.as_str()))?;
        }
        Ok(answer?)
    }
}

fn first_step(request: &HttpRequest) -> Result<Step, AuthError> {
    let Some(token) = bearer(request)? else { return Ok(Step::Known(Ok(None))) };
    let authenticator = request.app_data::<Data<dyn Authenticator>>().ok_or(AuthError::NotSetUp)?;
    Ok(match authenticator.recall(token)? {
        Some(identity) => Step::Known(Ok(Some(Caller(identity)))),
        None => Step::Ask(authenticator.clone(), token.to_owned()),
    })
}

async fn ask(
    authenticator: Data<dyn Authenticator>,
    token: String,
) -> Result<Option<Caller>, AuthError> {
    let span = tracing::Span::current();
    let answer = web::block(move || span.in_scope(|| authenticator.authenticate(&token))).await;
    // The look-up never came to an end: the pool of threads is closing, or it panicked.
    let identity = answer.unwrap_or(Err(AuthError::Unavailable))?;
    Ok(Some(Caller(identity)))
}

/// The token in the header; none without the header.
fn bearer(request: &HttpRequest) -> Result<Option<&str>, AuthError> {
    let mut headers = request.headers().get_all(AUTHORIZATION);
    let Some(value) = headers.next() else { return Ok(None) };
    // Two headers: which of them a proxy looked at, nobody knows.
    if headers.next().is_some() {
        return Err(AuthError::BadHeader);
    }
    let text = value.to_str().map_err(|_| AuthError::BadHeader)?;
    let (scheme, token) = text.split_once(' ').ok_or(AuthError::BadHeader)?;
    let token = token.trim_matches(' ');
    if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() || token.contains(' ') {
        return Err(AuthError::BadHeader);
    }
    Ok(Some(token))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
    use actix_web::{App, HttpResponse};
    use serde_json::Value;
    use shuniu_core::access::Actor;
    use shuniu_registry::accounts::AccountKind;

    use super::*;
    use crate::auth::TokenFault;

    struct Doorman;

    impl Authenticator for Doorman {
        fn recall(&self, token: &str) -> Result<Option<Arc<Identity>>, AuthError> {
            match token {
                "remembered" => self.authenticate("good").map(Some),
                "bad" => Err(AuthError::BadToken(TokenFault::Signature)),
                "old" => Err(AuthError::BadToken(TokenFault::Expired)),
                _ => Ok(None),
            }
        }

        fn authenticate(&self, token: &str) -> Result<Arc<Identity>, AuthError> {
            match token {
                "good" => Ok(Arc::new(Identity {
                    actor: Actor { account: "a-1".into(), grants: Vec::new() },
                    login: "zhang.san".into(),
                    display_name: "张三".into(),
                    kind: AccountKind::Staff,
                })),
                "shut" => Err(AuthError::AccountClosed),
                _ => Err(AuthError::Unavailable),
            }
        }
    }

    async fn closed(caller: Caller) -> HttpResponse {
        HttpResponse::Ok().json(&caller.actor.account)
    }

    async fn open(MaybeCaller(caller): MaybeCaller) -> HttpResponse {
        HttpResponse::Ok().json(caller.map(|it| it.login.clone()))
    }

    /// Asks `path` with these headers and answers status, challenge and body.
    async fn ask_with(path: &str, headers: &[&str]) -> (StatusCode, String, Value) {
        let doorman: Arc<dyn Authenticator> = Arc::new(Doorman);
        let app = App::new()
            .app_data(Data::from(doorman))
            .route("/closed", web::get().to(closed))
            .route("/open", web::get().to(open));
        let app = init_service(app).await;
        let mut request = TestRequest::get().uri(path);
        for value in headers {
            request = request.append_header((AUTHORIZATION, *value));
        }
        let response = call_service(&app, request.to_request()).await;
        let challenge = response.headers().get("www-authenticate");
        let challenge = challenge.map_or("", |it| it.to_str().unwrap()).to_owned();
        (response.status(), challenge, read_body_json(response).await)
    }

    #[actix_web::test]
    async fn a_good_token_opens_both_doors() {
        for header in ["Bearer good", "bearer remembered", "BEARER  good "] {
            let (status, _, body) = ask_with("/closed", &[header]).await;
            assert_eq!((status, body), (StatusCode::OK, "a-1".into()), "{header}");
            let (_, _, body) = ask_with("/open", &[header]).await;
            assert_eq!(body, "zhang.san");
        }
    }

    #[actix_web::test]
    async fn without_a_token_only_the_open_door_opens() {
        let (status, _, body) = ask_with("/open", &[]).await;
        assert_eq!((status, body), (StatusCode::OK, Value::Null));
        let (status, challenge, body) = ask_with("/closed", &[]).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert_eq!(challenge, r#"Bearer realm="shuniu""#);
        assert_eq!(body["type"], "/problems/sign-in-required");
        assert_eq!(body["title"], "需要登录");
    }

    #[actix_web::test]
    async fn what_is_not_good_opens_neither() {
        for (headers, slug) in [
            (&["Bearer bad"][..], "token-invalid"),
            (&["Bearer old"], "token-expired"),
            (&["Bearer shut"], "account-closed"),
            (&["Basic Zm9vOmJhcg=="], "token-invalid"),
            (&["Bearer"], "token-invalid"),
            (&["Bearer "], "token-invalid"),
            (&["good"], "token-invalid"),
            (&["Bearer good good"], "token-invalid"),
            (&["Bearer good", "Bearer good"], "token-invalid"),
        ] {
            for path in ["/closed", "/open"] {
                let (status, challenge, body) = ask_with(path, headers).await;
                assert_eq!(status, StatusCode::UNAUTHORIZED, "{headers:?}");
                assert_eq!(body["type"], format!("/problems/{slug}"), "{headers:?}");
                assert!(challenge.starts_with("Bearer "));
                assert!(!body.to_string().contains("Signature"));
            }
        }
    }

    #[actix_web::test]
    async fn what_is_not_the_callers_fault_is_no_401() {
        let (status, challenge, _) = ask_with("/open", &["Bearer away"]).await;
        assert_eq!((status, challenge.as_str()), (StatusCode::SERVICE_UNAVAILABLE, ""));
        let app = init_service(App::new().route("/closed", web::get().to(closed))).await;
        let request = TestRequest::get().uri("/closed").append_header((AUTHORIZATION, "Bearer x"));
        let response = call_service(&app, request.to_request()).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
