//! One organization.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use shuniu_core::{access::View, act::NextStep, organization::PublicRecord, text::Text};
use shuniu_registry::{Backend, Found, HistoryEntry, OrganizationView};
use utoipa::IntoParams;

use crate::{
    auth::{Caller, MaybeCaller},
    cursor,
    extract::{NoQuery, Query},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
    telemetry::request_id,
};

/// As of when.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimeQuery {
    /// The legal date that is asked about.
    #[param(example = "2026-05-04")]
    as_of: Option<NaiveDate>,
    /// The instant of whose knowledge it is asked.
    #[param(example = "2026-05-04T00:00:00Z")]
    known_at: Option<DateTime<Utc>>,
}

/// One organization by identifier or unified social credit code. `as_of` asks how the law saw
/// it on a day, `known_at` what the register knew at an instant.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path, description = "Identifier or unified social credit code"), TimeQuery),
    responses(
        (status = 200, body = PublicRecord, headers(("ETag" = String, description = "Version of the record"))),
        (status = 304, description = "Not changed since the version in `If-None-Match`"),
        ReadProblems
    )
)]
#[get("/organizations/{id}")]
pub async fn get_organization(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    query: Query<TimeQuery>,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let TimeQuery { as_of, known_at } = query.into_inner();
    let as_of = cursor::legal_date("as_of", as_of)?;
    cursor::legal_date("known_at", known_at.map(|instant| instant.date_naive()))?;
    if as_of.is_some() || known_at.is_some() {
        let known_at = known_at.map(|instant| instant.naive_utc());
        let at = ask(&state, move |s| s.registry.organization_at(&id, as_of, known_at)).await?;
        return Ok(HttpResponse::Ok().json(at.record));
    }
    // On SQLite a point read takes less than the way to another thread.
    let found = match state.registry.store().backend() {
        Backend::Sqlite => state.registry.organization(&id)?,
        Backend::Postgres => ask(&state, move |s| s.registry.organization(&id)).await?,
    };
    Ok(document(&request, found))
}

fn document(request: &HttpRequest, found: Found) -> HttpResponse {
    let tag = format!("\"{}\"", found.version);
    let seen = request.headers().get(header::IF_NONE_MATCH).and_then(|h| h.to_str().ok());
    let mut tags = seen.unwrap_or_default().split(',').map(|t| t.trim().trim_start_matches("W/"));
    if tags.any(|t| t == tag || t == "*") {
        return HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish();
    }
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .content_type("application/json")
        .body(found.document)
}

/// An organization beyond its public record. `agency`: all relations to units and the decision
/// that it rests on, for other government systems. `internal`: the legal representative with a
/// masked number and the cases too, for its registrar and its supervisory unit; each reading is
/// put on record.
#[utoipa::path(
    tag = "organizations",
    params(
        ("id" = String, Path, description = "Identifier or unified social credit code"),
        ("view" = View, Path, description = "`agency` or `internal`")
    ),
    responses((status = 200, body = OrganizationView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/views/{view}")]
pub async fn get_organization_view(
    request: HttpRequest,
    state: State,
    caller: Caller,
    path: web::Path<(String, View)>,
    _query: NoQuery,
) -> Result<web::Json<OrganizationView>, Problem> {
    let (id, view) = path.into_inner();
    if view == View::Public {
        let text = Text::new(
            "公开信息见 /api/v1/organizations/{id}。",
            "What is public is at /api/v1/organizations/{id}.",
        );
        return Err(Problem::not_found(text));
    }
    let request = request_id(&request);
    let seen = ask(&state, move |s| {
        let seen = s.registry.organization_view(&id, view, &caller.actor)?;
        if seen.inside.is_some() {
            let account = &caller.actor.account;
            s.registry.record_reading(account, "read_organization", &seen.record.id, &request)?;
        }
        Ok(seen)
    });
    Ok(web::Json(seen.await?))
}

/// The public history of an organization, with old and new values. Versions are those of the record: what
/// comes before a conclusion or a listing concerns the organization and its authorities alone and is
/// passed over.
#[utoipa::path(tag = "organizations", params(("id" = String, Path)), responses((status = 200, body = Vec<HistoryEntry>), ReadProblems))]
#[get("/organizations/{id}/history")]
pub async fn get_organization_history(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<HistoryEntry>>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(ask(&state, move |s| s.registry.organization_history(&id)).await?))
}

/// What this account may do on the organization today, and by when.
#[utoipa::path(tag = "organizations", params(("id" = String, Path)), responses((status = 200, body = Vec<NextStep>), ReadProblems), security(("bearer" = [])))]
#[get("/organizations/{id}/next-steps")]
pub async fn get_organization_next_steps(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<NextStep>>, Problem> {
    let id = id.into_inner();
    let steps =
        ask(&state, move |s| s.registry.organization_next_steps(&id, &caller.actor)).await?;
    Ok(web::Json(steps))
}
