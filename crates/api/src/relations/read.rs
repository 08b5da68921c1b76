//! Who stands where: the relations of an organization on a day, and the worklist of supervision
//! whose unit gave notice.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shuniu_registry::{RelationFilter, RelationView};
use utoipa::IntoParams;

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::Query,
    hubs::MemberPage,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// On which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RelationsQuery {
    /// Only those that held on this day; all there ever were when left out.
    on: Option<NaiveDate>,
}

/// Which gaps.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GapQuery {
    /// Of organizations of this registrar.
    registrar: Option<String>,
    /// Of organizations under this unit.
    unit: Option<String>,
    /// Only those whose time is over today.
    #[serde(default)]
    overdue: bool,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The relations of an organization, on a day or all there ever were. For agencies and for the
/// offices and units that have to do with it.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code"), RelationsQuery),
    responses((status = 200, body = Vec<RelationView>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/relations")]
pub async fn list_organization_relations(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<RelationsQuery>,
) -> Result<web::Json<Vec<RelationView>>, Problem> {
    let (id, on) = (id.into_inner(), cursor::legal_date("on", query.into_inner().on)?);
    let actor = caller.actor.clone();
    let found = ask(&state, move |s| s.registry.organization_relations(&id, on, &actor)).await?;
    Ok(web::Json(found))
}

/// Supervision whose unit gave notice and that goes on until another is registered: the worklist of
/// a registrar or of a unit. Being late ends nothing by itself.
#[utoipa::path(
    tag = "relations",
    params(GapQuery),
    responses((status = 200, body = MemberPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/supervision/gaps")]
pub async fn list_supervision_gaps(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<GapQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let filter = RelationFilter {
            registrar: query.registrar,
            unit: query.unit,
            due_before: query.overdue.then(|| s.registry.today()),
            ..RelationFilter::default()
        };
        s.registry.supervision_gaps(&actor, filter, after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(MemberPage { items, next }))
}

/// Which relations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GoneQuery {
    /// Of organizations of this registrar.
    registrar: Option<String>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Relations that go on with a unit that is no more: its successor confirms them by list, or they end.
#[utoipa::path(
    tag = "relations",
    params(GoneQuery),
    responses((status = 200, body = MemberPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/supervision/gone-units")]
pub async fn list_gone_units(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<GoneQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let filter = RelationFilter { registrar: query.registrar, ..RelationFilter::default() };
        s.registry.relations_with_gone_units(&actor, filter, after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(MemberPage { items, next }))
}
