//! Reading hubs: lists, one, the tree below one, coverage of fields; and, for those who may, the
//! members and a comparison of a hub's own list with the register.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::NextStep,
    affiliation::RelationKind,
    hub::{HubLevel, HubStatus},
};
use shuniu_registry::{
    Comparison, Coverage, HubFilter, HubLine, HubNode, HubView, MemberLine, OwnMember,
    RelationFilter,
};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    auth::{Caller, MaybeCaller},
    cursor::{self, Limit},
    extract::{Body, NoQuery, Query},
    input::lengths,
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Which hubs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HubQuery {
    /// Only those that stand so.
    status: Option<HubStatus>,
    /// Only of this level.
    level: Option<HubLevel>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only those right below this hub.
    parent: Option<String>,
    /// Only those whose authorization ends by this day.
    ending_by: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of hubs, in the order of entry of their units.
#[derive(Serialize, ToSchema)]
pub struct HubPage {
    /// The hubs.
    items: Vec<HubLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// On which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// The day whose relations are counted; now when left out.
    on: Option<NaiveDate>,
}

/// Which fields, where.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CoverageQuery {
    /// Only hubs in this division and its parts.
    division: Option<String>,
    /// Fields that should be covered, separated by commas.
    #[param(example = "科学技术,文化艺术")]
    expected: Option<String>,
}

/// Which members.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MemberQuery {
    /// Only in this relation.
    relation: Option<RelationKind>,
    /// Only those that held on this day.
    on: Option<NaiveDate>,
    /// Only supervised members without a plan.
    #[serde(default)]
    without_plan: bool,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of members, in the order in which their relations were entered.
#[derive(Serialize, ToSchema)]
pub struct MemberPage {
    /// The members.
    pub(crate) items: Vec<MemberLine>,
    /// Where the next page begins; null on the last.
    pub(crate) next: Option<String>,
}

/// A hub's own list of members.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnListInput {
    /// In which relation they are members.
    pub relation: RelationKind,
    /// The day of the list; today when left out.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// The list.
    #[schema(max_items = 10_000)]
    pub members: Vec<OwnMember>,
}

/// Hubs by filters.
#[utoipa::path(tag = "hubs", params(HubQuery), responses((status = 200, body = HubPage), ReadProblems))]
#[get("/hubs")]
pub async fn list_hubs(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<HubQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = HubFilter {
        status: query.status.map(|status| status.id().to_owned()),
        level: query.level.map(|level| level.id().to_owned()),
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        parent: query.parent,
        ending_by: cursor::legal_date("ending_by", query.ending_by)?,
    };
    let (items, next) = ask(&state, move |s| s.registry.list_hubs(&filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(HubPage { items, next }))
}

/// Which fields hubs cover: twice on one level of one place, or not at all.
#[utoipa::path(tag = "hubs", params(CoverageQuery), responses((status = 200, body = Coverage), ReadProblems))]
#[get("/hubs/fields")]
pub async fn list_hub_fields(
    state: State,
    _caller: MaybeCaller,
    query: Query<CoverageQuery>,
) -> Result<web::Json<Coverage>, Problem> {
    let query = query.into_inner();
    let prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let expected: Vec<String> = query
        .expected
        .iter()
        .flat_map(|list| list.split([',', '，']))
        .map(|field| field.trim().to_owned())
        .filter(|field| !field.is_empty())
        .collect();
    Ok(web::Json(ask(&state, move |s| s.registry.hub_fields(prefix, &expected)).await?))
}

/// One hub: its standing, what it may do today, how many it has.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), DayQuery),
    responses((status = 200, body = HubView), ReadProblems)
)]
#[get("/hubs/{unit}")]
pub async fn get_hub(
    state: State,
    _caller: MaybeCaller,
    unit: web::Path<String>,
    query: Query<DayQuery>,
) -> Result<HttpResponse, Problem> {
    let (unit, on) = (unit.into_inner(), cursor::legal_date("on", query.into_inner().on)?);
    let hub = ask(&state, move |s| s.registry.hub(&unit, on)).await?;
    Ok(versioned(hub.version, &hub))
}

/// The hubs below one, with their counts.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), DayQuery),
    responses((status = 200, body = HubNode), ReadProblems)
)]
#[get("/hubs/{unit}/tree")]
pub async fn get_hub_tree(
    state: State,
    _caller: MaybeCaller,
    unit: web::Path<String>,
    query: Query<DayQuery>,
) -> Result<web::Json<HubNode>, Problem> {
    let (unit, on) = (unit.into_inner(), cursor::legal_date("on", query.into_inner().on)?);
    Ok(web::Json(ask(&state, move |s| s.registry.hub_tree(&unit, on)).await?))
}

/// Organizations in a relation to a hub or any other unit, now or on a day. For the unit's own
/// officers, agencies, registrars and the leading group's office.
#[utoipa::path(
    tag = "hubs",
    params(("id" = String, Path, description = "Identifier of the unit"), MemberQuery),
    responses((status = 200, body = MemberPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/units/{id}/members")]
pub async fn list_members(
    request: HttpRequest,
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<MemberQuery>,
) -> Result<HttpResponse, Problem> {
    let (unit, query) = (id.into_inner(), query.into_inner());
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let kind = match (query.relation, query.without_plan) {
        (_, true) => Some(RelationKind::Supervision),
        (relation, false) => relation,
    };
    let filter = RelationFilter {
        kind: kind.map(|kind| kind.id().to_owned()),
        on: cursor::legal_date("on", query.on)?,
        without_plan: query.without_plan,
        ..RelationFilter::default()
    };
    let actor = caller.actor.clone();
    let (items, next) =
        ask(&state, move |s| s.registry.members(&actor, &unit, filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(MemberPage { items, next }))
}

/// Compare a unit's own list of members with the register: differences with reasons. Nothing is
/// changed.
#[utoipa::path(
    tag = "hubs",
    params(("id" = String, Path, description = "Identifier of the unit")),
    request_body = OwnListInput,
    responses((status = 200, body = Comparison), ReadProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/members/compare")]
pub async fn compare_members(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
    body: Body<OwnListInput>,
) -> Result<web::Json<Comparison>, Problem> {
    lengths::own_members(&body.value.members)?;
    let (_, input) = body.parted();
    let (unit, on) = (id.into_inner(), cursor::legal_date("on", input.on)?);
    let actor = caller.actor.clone();
    let compared = ask(&state, move |s| {
        s.registry.compare_members(&actor, &unit, input.relation, on, &input.members)
    });
    Ok(web::Json(compared.await?))
}

/// What this account may do next with a unit: its standing as a hub, its end, its codes.
#[utoipa::path(
    tag = "units",
    params(("id" = String, Path)),
    responses((status = 200, body = Vec<NextStep>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/units/{id}/next-steps")]
pub async fn get_unit_next_steps(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<NextStep>>, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    Ok(web::Json(ask(&state, move |s| s.registry.unit_next_steps(&id, &actor)).await?))
}
