//! Webhooks: made, looked after, replayed and taken away by their owners.

use actix_web::{HttpResponse, delete, get, http::StatusCode, post, web};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use shuniu_core::text::Text;
use shuniu_registry::{ChangeFilter, DeliveryView, Replay, Webhook};
use url::{Host, Url};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    auth::Caller,
    cursor::Limit,
    extract::{Body, NoQuery, Query},
    input::check,
    outgoing::is_public,
    problem::Problem,
    responses::ReadProblems,
    state::{ApiState, State, ask},
};

/// A webhook as it is handed in.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where messages are sent: https, without a name and password in it.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "https://agency.example/register-changes"
    )]
    url: String,
    /// Which changes; without it, all.
    #[serde(default)]
    filter: ChangeFilter,
    /// The watch list that says which, instead.
    #[serde(default)]
    watch: Option<String>,
    /// The position after which it begins: that of a snapshot, for example. Without it, the end of the log.
    #[serde(default)]
    #[schema(minimum = 0)]
    after: Option<i64>,
}

/// A webhook with its secret, which is told once.
#[derive(Serialize, ToSchema)]
pub struct WebhookWithSecret {
    /// The webhook.
    webhook: Webhook,
    /// The secret by which its messages are signed (Standard Webhooks): `whsec_` and base64.
    #[schema(example = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    secret: String,
}

/// Which deliveries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    /// Only those that were given up, or only those that wait.
    given_up: Option<bool>,
    /// After this position.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

fn with_secret(state: &ApiState, webhook: Webhook, generation: i32) -> WebhookWithSecret {
    let secret = state.vault.webhook_secret(&webhook.id, generation);
    WebhookWithSecret { secret: format!("whsec_{}", STANDARD.encode(secret)), webhook }
}

/// An address that a webhook may have.
fn address(url: &str, private_allowed: bool) -> Result<String, Problem> {
    let fault = |zh: &str, en: &str| Problem::field("/url", "url", Text::new(zh, en));
    let parsed = Url::parse(url).map_err(|_| {
        fault(
            "不是网址，应如 https://agency.example/…。",
            "Not an address such as https://agency.example/….",
        )
    })?;
    let scheme = parsed.scheme();
    if scheme != "https" && !(private_allowed && scheme == "http") {
        return Err(fault("须以 https:// 开头。", "It begins with https://."));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        let zh = "网址中不得写入用户名和口令；请用签名核验来源。";
        return Err(fault(zh, "No name or password in it: messages are known by their signature."));
    }
    let literal = match parsed.host() {
        Some(Host::Ipv4(address)) => Some(address.into()),
        Some(Host::Ipv6(address)) => Some(address.into()),
        Some(Host::Domain(_)) | None => None,
    };
    if literal.is_some_and(|address| !private_allowed && !is_public(address)) {
        return Err(fault("不得指向内部网络。", "Not an address of a private network."));
    }
    Ok(parsed.into())
}

/// Makes a webhook: changes are sent to an address by the Standard Webhooks specification, signed, in order for each
/// organization, at least once. A receiver answers 2xx; else it is tried again for some 28 hours. The secret
/// is told in this answer and never again.
#[utoipa::path(tag = "feed", request_body = NewWebhook, responses((status = 201, body = WebhookWithSecret), ReadProblems), security(("bearer" = [])))]
#[post("/webhooks")]
pub async fn create_webhook(
    state: State,
    caller: Caller,
    body: Body<NewWebhook>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let NewWebhook { url, filter, watch, after } = {
        check(&body.value)?;
        body.value
    };
    let url = address(&url, state.private_webhooks)?;
    let input = shuniu_registry::WebhookInput { url, filter, watch, after };
    let made =
        ask(&state, move |s| s.registry.create_webhook(&caller.actor.account, input)).await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(with_secret(&state, made, 1)))
}

/// The webhooks of this account, with what waits and what was given up.
#[utoipa::path(tag = "feed", responses((status = 200, body = Vec<Webhook>), ReadProblems), security(("bearer" = [])))]
#[get("/webhooks")]
pub async fn list_webhooks(
    state: State,
    caller: Caller,
    _query: NoQuery,
) -> Result<web::Json<Vec<Webhook>>, Problem> {
    Ok(web::Json(ask(&state, move |s| s.registry.webhooks(&caller.actor.account)).await?))
}

/// A webhook of this account.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 200, body = Webhook), ReadProblems), security(("bearer" = [])))]
#[get("/webhooks/{id}")]
pub async fn get_webhook(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Webhook>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(ask(&state, move |s| s.registry.webhook(&caller.actor.account, &id)).await?))
}

/// Takes a webhook away, with what was to be sent to it.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 204), ReadProblems), security(("bearer" = [])))]
#[delete("/webhooks/{id}")]
pub async fn delete_webhook(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    ask(&state, move |s| s.registry.delete_webhook(&caller.actor.account, &id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Switches a webhook on again that was switched off; what waits is tried at once.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 200, body = Webhook), ReadProblems), security(("bearer" = [])))]
#[post("/webhooks/{id}/enable")]
pub async fn enable_webhook(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Webhook>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(
        ask(&state, move |s| s.registry.enable_webhook(&caller.actor.account, &id)).await?,
    ))
}

/// Gives a webhook a new secret; for a day messages are signed with both.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 200, body = WebhookWithSecret), ReadProblems), security(("bearer" = [])))]
#[post("/webhooks/{id}/rotate-secret")]
pub async fn rotate_webhook_secret(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<WebhookWithSecret>, Problem> {
    let id = id.into_inner();
    let rotated = ask(&state, move |s| s.registry.rotate_webhook(&caller.actor.account, &id));
    let (webhook, generation) = rotated.await?;
    Ok(web::Json(with_secret(&state, webhook, generation)))
}

/// Has changes sent once more, under the ids that they had: `{"after": 120}`, `{"positions": [7, 9]}`, or
/// `{"given_up": true}`.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), request_body = Replay, responses((status = 200, body = Webhook), ReadProblems), security(("bearer" = [])))]
#[post("/webhooks/{id}/replay")]
pub async fn replay_webhook(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    body: Body<Replay>,
    _query: NoQuery,
) -> Result<web::Json<Webhook>, Problem> {
    let (id, what) = (id.into_inner(), body.value);
    let replayed =
        ask(&state, move |s| s.registry.replay_webhook(&caller.actor.account, &id, &what));
    Ok(web::Json(replayed.await?))
}

/// What a webhook was not told yet: what waits, with the next try, and what was given up, with the reason.
#[utoipa::path(tag = "feed", params(("id" = String, Path), DeliveryQuery), responses((status = 200, body = Vec<DeliveryView>), ReadProblems), security(("bearer" = [])))]
#[get("/webhooks/{id}/deliveries")]
pub async fn list_deliveries(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<DeliveryQuery>,
) -> Result<web::Json<Vec<DeliveryView>>, Problem> {
    let DeliveryQuery { given_up, after, limit } = query.into_inner();
    let (id, limit) = (id.into_inner(), Limit::of(limit)?.number());
    if after.is_some_and(|after| after < 0) {
        let text = Text::new("after 不小于 0。", "after is 0 or more.");
        return Err(Problem::field("?after", "range", text));
    }
    let place = (after.unwrap_or_default(), limit);
    let found =
        ask(&state, move |s| s.registry.deliveries(&caller.actor.account, &id, given_up, place));
    Ok(web::Json(found.await?))
}
