//! Administrative units: registrars, departments, authorized bodies.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::{ActRequest, NewUnit},
    unit::Unit,
};
use shuniu_registry::{ActAnswer, Target, UnitFilter};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Caller, MaybeCaller},
    cases::perform,
    cursor::{self, Limit},
    extract::{ActOptions, Body, NoQuery, Query},
    input::{EndUnitInput, SegmentInput},
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun, ReadProblems},
    state::{State, ask},
};

/// Which units.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UnitQuery {
    /// Only of this kind: `registrar`, `department`, `authorized_body`, `leading_group`,
    /// `government`, `peoples_organization`, `federation`.
    kind: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of exactly this name.
    name: Option<String>,
    /// Only those that exist on this day.
    on: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of units, in the order of entry.
#[derive(Serialize, ToSchema)]
pub struct UnitPage {
    /// The units.
    items: Vec<Unit>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Units by filters.
#[utoipa::path(tag = "units", params(UnitQuery), responses((status = 200, body = UnitPage), ReadProblems))]
#[get("/units")]
pub async fn list_units(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<UnitQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = UnitFilter {
        kind: query.kind,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        name: query.name,
        on: cursor::legal_date("on", query.on)?,
        retained: false,
    };
    let (items, next) = ask(&state, move |s| s.registry.list_units(&filter, after, limit)).await?;
    let items = items.iter().map(Unit::public).collect();
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(UnitPage { items, next }))
}

/// One unit.
#[utoipa::path(tag = "units", params(("id" = String, Path)), responses((status = 200, body = Unit), ReadProblems))]
#[get("/units/{id}")]
pub async fn get_unit(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Unit>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(ask(&state, move |s| s.registry.unit(&id)).await?.public()))
}

/// Enter a unit.
#[utoipa::path(tag = "units", params(ActHeaders, DryRun), request_body = NewUnit, responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = [])))]
#[post("/units")]
pub async fn register_unit(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<NewUnit>,
) -> Result<HttpResponse, Problem> {
    let (body, unit) = body.parted();
    cursor::legal_date("/valid_from", Some(unit.valid_from))?;
    let request = ActRequest::RegisterUnit { unit };
    perform(&state, caller, &options, &body, Target::Register, request, Vec::new()).await
}

/// End a unit, with the body that takes over.
#[utoipa::path(tag = "units", params(("id" = String, Path), ActHeaders, DryRun), request_body = EndUnitInput, responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = [])))]
#[post("/units/{id}/end")]
pub async fn end_unit(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EndUnitInput>,
) -> Result<HttpResponse, Problem> {
    let (body, input) = body.parted();
    cursor::legal_date("/valid_to", Some(input.valid_to))?;
    let request = ActRequest::EndUnit { valid_to: input.valid_to, successor: input.successor };
    let target = Target::Unit(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}

/// Give a registrar a segment of codes.
#[utoipa::path(tag = "units", params(("id" = String, Path), ActHeaders, DryRun), request_body = SegmentInput, responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = [])))]
#[post("/units/{id}/code-segments")]
pub async fn assign_code_segment(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<SegmentInput>,
) -> Result<HttpResponse, Problem> {
    let (body, input) = body.parted();
    let request = ActRequest::AssignCodeSegment { segment: input.segment };
    let target = Target::Unit(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}
