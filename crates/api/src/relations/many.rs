//! One kind of act on many organizations: each row has its own result, and the same list can be sent
//! again. So there is no `Idempotency-Key` here: what was done is told as done before.

use actix_web::{HttpResponse, post, web};
use serde::Deserialize;
use shuniu_core::{
    access::Role,
    act::ActRequest,
    affiliation::{AffiliationRequest, MemberPlanInput, RelationKind},
    unit::UnitId,
};
use shuniu_registry::{ManyResults, RelationFilter};
use utoipa::IntoParams;

use super::input::{PlansInput, TransferListInput};
use crate::{
    auth::Caller,
    cursor,
    extract::{Body, Query},
    input::{check, lengths},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Most rows of one call.
pub(crate) const ROWS: u16 = 1_000;

/// Whether to do it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ManyQuery {
    /// Tell what would happen to each row, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

fn unit_id(text: &str) -> Result<UnitId, Problem> {
    UnitId::parse(text).map_err(|_| shuniu_registry::RegistryError::NotFound("unit").into())
}

/// Supervision of many organizations passes to a unit by its confirmation list (确认名单). Each row
/// has its own result; send it with `dry_run=true` first. Rows that were done by this list before are
/// told so.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "The unit that takes over"), ManyQuery),
    request_body = TransferListInput,
    responses((status = 200, body = ManyResults), ReadProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/transfers")]
pub async fn transfer_by_list(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<ManyQuery>,
    body: Body<TransferListInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    lengths::between("/rows", body.value.rows.len(), ROWS.into())?;
    lengths::confirmation(&body.value.list, body.value.release.as_ref())?;
    for (index, row) in body.value.rows.iter().enumerate() {
        if let Some(release) = &row.release {
            lengths::release(&format!("/rows/{index}/release"), release)?;
            cursor::legal_date(&format!("/rows/{index}/release/dated"), Some(release.dated))?;
        }
    }
    cursor::legal_date("/list/dated", Some(body.value.list.dated))?;
    let (_, input) = body.parted();
    let to = unit_id(&id)?;
    let rows: Vec<(String, ActRequest)> = input
        .rows
        .into_iter()
        .map(|row| {
            let release = row.release.or_else(|| input.release.clone());
            let (to, how, list) = (to.clone(), input.how, input.list.clone());
            let request = AffiliationRequest::TransferByList { to, how, list, release };
            (row.organization, on_relation(request))
        })
        .collect();
    perform_rows(&state, caller, rows, &query.into_inner()).await
}

/// One plan for many members of a hub that falls away: for those that are named, or for up to 1,000
/// that have none yet; send it again for the next thousand.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "The unit that falls away"), ManyQuery),
    request_body = PlansInput,
    responses((status = 200, body = ManyResults), ReadProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/member-plans")]
pub async fn plan_members(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<ManyQuery>,
    body: Body<PlansInput>,
) -> Result<HttpResponse, Problem> {
    lengths::plan("/plan", &body.value.plan)?;
    if let Some(named) = &body.value.organizations {
        lengths::between("/organizations", named.len(), ROWS.into())?;
    }
    let (_, input) = body.parted();
    let organizations = match input.organizations {
        Some(named) => named,
        None => without_plan(&state, &caller, id.into_inner()).await?,
    };
    let rows = organizations.into_iter().map(|id| (id, planned(&input.plan))).collect();
    perform_rows(&state, caller, rows, &query.into_inner()).await
}

fn planned(plan: &MemberPlanInput) -> ActRequest {
    on_relation(AffiliationRequest::Plan { plan: plan.clone() })
}

fn on_relation(request: AffiliationRequest) -> ActRequest {
    ActRequest::Affiliation { request: Box::new(request) }
}

async fn without_plan(
    state: &State,
    caller: &Caller,
    unit: String,
) -> Result<Vec<String>, Problem> {
    // Of those that this account can decide on: a registrar plans for its own.
    let decides = caller.actor.grants.iter().find(|grant| grant.role == Role::Decider);
    let registrar = decides.and_then(|grant| grant.unit.as_ref()).map(ToString::to_string);
    let filter = RelationFilter {
        registrar,
        kind: Some(RelationKind::Supervision.id().to_owned()),
        without_plan: true,
        ..RelationFilter::default()
    };
    let actor = caller.actor.clone();
    let page =
        ask(state, move |s| s.registry.members(&actor, &unit, filter, None, ROWS.into())).await?;
    Ok(page.0.into_iter().map(|member| member.organization).collect())
}

/// Performs one act on each of many organizations, each with its own result.
pub(crate) async fn perform_rows(
    state: &State,
    caller: Caller,
    rows: Vec<(String, ActRequest)>,
    query: &ManyQuery,
) -> Result<HttpResponse, Problem> {
    let (actor, dry_run) = (caller.actor.clone(), query.dry_run);
    let results = ask(state, move |s| s.registry.perform_many(&actor, &rows, dry_run)).await?;
    Ok(HttpResponse::Ok().json(results))
}
