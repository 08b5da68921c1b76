//! Penalties as they are read: one organization, the published ones, the worklist of cases, figures.
//!
//! What may not enter: counting; the registry does that.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    organization::OrganizationKind,
    oversight::penalty::{BreachGround, PenaltyStage},
};
use shuniu_registry::{PenaltiesView, PenaltyFigures, PenaltyFilter, PenaltyLine};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Caller, MaybeCaller},
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Where the cases are.
const LIST: &str = "/api/v1/penalty-cases";

/// Which penalties.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublishedPenaltyQuery {
    /// Only for this.
    ground: Option<BreachGround>,
    /// Only decided from this day on.
    decided_from: Option<NaiveDate>,
    /// Only decided until this day.
    decided_until: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PenaltyCaseQuery {
    /// Only standing so: `filed`, `notified`, `decided`, `served`, `dropped`, `annulled`.
    stage: Option<PenaltyStage>,
    /// Only for this.
    ground: Option<BreachGround>,
    /// Only those whose next step is due before this day.
    due_before: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PenaltyFiguresQuery {
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
}

/// A page of penalties, in the order in which they were entered.
#[derive(Serialize, ToSchema)]
pub struct PenaltyPage {
    /// The penalties.
    items: Vec<PenaltyLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// A figure, and the lists that yield it.
#[derive(Serialize, ToSchema)]
pub struct LinkedPenalties {
    /// The figures.
    #[serde(flatten)]
    line: PenaltyFigures,
    /// The list of all of these.
    cases: String,
    /// The list for each ground, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    by_ground: BTreeMap<String, String>,
}

/// Penalties of an organization, whole: each case with its steps, what is owed today, and what other departments
/// decided. For the organization, its supervisory unit, registrars and agencies.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = PenaltiesView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/penalties")]
pub async fn get_penalties(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.penalties(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// Penalties that are published and in force, and those of other departments. Public.
#[utoipa::path(
    tag = "oversight",
    params(PublishedPenaltyQuery),
    responses((status = 200, body = PenaltyPage), ReadProblems)
)]
#[get("/penalties")]
pub async fn list_published_penalties(
    _caller: MaybeCaller,
    request: HttpRequest,
    state: State,
    query: Query<PublishedPenaltyQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = PenaltyFilter {
        ground: query.ground.map(|ground| ground.id().to_owned()),
        decided_from: cursor::legal_date("decided_from", query.decided_from)?,
        decided_until: cursor::legal_date("decided_until", query.decided_until)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        ..PenaltyFilter::default()
    };
    let page =
        ask(&state, move |s| s.registry.list_published_penalties(&filter, after, limit)).await?;
    Ok(paged(&request, page))
}

/// Cases of penalty, whatever their stage, with what is due: the worklist. For registrars and agencies.
#[utoipa::path(
    tag = "oversight",
    params(PenaltyCaseQuery),
    responses((status = 200, body = PenaltyPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/penalty-cases")]
pub async fn list_penalty_cases(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<PenaltyCaseQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = PenaltyFilter {
        stage: query.stage.map(|stage| stage.id().to_owned()),
        ground: query.ground.map(|ground| ground.id().to_owned()),
        due_before: cursor::legal_date("due_before", query.due_before)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        ..PenaltyFilter::default()
    };
    let actor = caller.actor.clone();
    let page =
        ask(&state, move |s| s.registry.list_penalty_cases(&actor, &filter, after, limit)).await?;
    Ok(paged(&request, page))
}

fn paged(request: &HttpRequest, (items, next): (Vec<PenaltyLine>, Option<i64>)) -> HttpResponse {
    let next = next.map(cursor::encode);
    cursor::linked(request, next.as_deref()).json(PenaltyPage { items, next })
}

/// How many cases stand at each stage, by ground; each figure names the list that yields it.
#[utoipa::path(
    tag = "oversight",
    params(PenaltyFiguresQuery),
    responses((status = 200, body = Vec<LinkedPenalties>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/penalty-cases/figures")]
pub async fn get_penalty_figures(
    state: State,
    caller: Caller,
    query: Query<PenaltyFiguresQuery>,
) -> Result<web::Json<Vec<LinkedPenalties>>, Problem> {
    let query = query.into_inner();
    let filters = cursor::spelled_out([
        ("registrar", query.registrar.clone()),
        ("division", query.division.clone()),
        ("kind", query.kind.map(|kind| kind.id().to_owned())),
    ]);
    let filter = PenaltyFilter {
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        ..PenaltyFilter::default()
    };
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| s.registry.penalty_figures(&actor, &filter)).await?;
    Ok(web::Json(lines.into_iter().map(|line| linked(line, &filters)).collect()))
}

fn linked(line: PenaltyFigures, filters: &str) -> LinkedPenalties {
    let cases = format!("{LIST}?stage={}{filters}", line.stage);
    let grounds = line.grounds.keys();
    let by_ground = grounds.map(|id| (id.clone(), format!("{cases}&ground={id}"))).collect();
    LinkedPenalties { line, cases, by_ground }
}
