//! Watch lists: made, read, replaced and taken away by their owners.

use actix_web::{HttpResponse, delete, get, http::StatusCode, post, put, web};
use serde::Deserialize;
use shuniu_registry::{ChangeFilter, WatchList};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    auth::Caller,
    extract::{Body, NoQuery},
    input::check,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// A watch list as it is handed in.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct WatchListInput {
    /// What its owner calls it.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "我市科技类社会组织的退出")]
    name: String,
    /// Which changes; organizations by identifier or unified social credit code.
    filter: ChangeFilter,
}

/// Makes a watch list: a set of organizations and kinds of event under a name, for `GET /changes?watch=` and for
/// webhooks.
#[utoipa::path(tag = "feed", request_body = WatchListInput, responses((status = 201, body = WatchList), ReadProblems), security(("bearer" = [])))]
#[post("/watch-lists")]
pub async fn create_watch_list(
    state: State,
    caller: Caller,
    body: Body<WatchListInput>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let input = body.value;
    check(&input)?;
    let made = ask(&state, move |s| {
        let account = &caller.actor.account;
        s.registry.put_watch_list(account, None, &input.name, input.filter)
    });
    Ok(HttpResponse::build(StatusCode::CREATED).json(made.await?))
}

/// The watch lists of this account.
#[utoipa::path(tag = "feed", responses((status = 200, body = Vec<WatchList>), ReadProblems), security(("bearer" = [])))]
#[get("/watch-lists")]
pub async fn list_watch_lists(
    state: State,
    caller: Caller,
    _query: NoQuery,
) -> Result<web::Json<Vec<WatchList>>, Problem> {
    Ok(web::Json(ask(&state, move |s| s.registry.watch_lists(&caller.actor.account)).await?))
}

/// A watch list of this account.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 200, body = WatchList), ReadProblems), security(("bearer" = [])))]
#[get("/watch-lists/{id}")]
pub async fn get_watch_list(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<WatchList>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(ask(&state, move |s| s.registry.watch_list(&caller.actor.account, &id)).await?))
}

/// Replaces a watch list; what follows it is told by the new one from then on.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), request_body = WatchListInput, responses((status = 200, body = WatchList), ReadProblems), security(("bearer" = [])))]
#[put("/watch-lists/{id}")]
pub async fn replace_watch_list(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    body: Body<WatchListInput>,
    _query: NoQuery,
) -> Result<web::Json<WatchList>, Problem> {
    let (id, input) = (id.into_inner(), body.value);
    check(&input)?;
    let made = ask(&state, move |s| {
        let account = &caller.actor.account;
        s.registry.put_watch_list(account, Some(&id), &input.name, input.filter)
    });
    Ok(web::Json(made.await?))
}

/// Takes a watch list away.
#[utoipa::path(tag = "feed", params(("id" = String, Path)), responses((status = 204), ReadProblems), security(("bearer" = [])))]
#[delete("/watch-lists/{id}")]
pub async fn delete_watch_list(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    ask(&state, move |s| s.registry.delete_watch_list(&caller.actor.account, &id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
