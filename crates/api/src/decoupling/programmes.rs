//! Programmes of decoupling: opened, amended and closed by the leading group's office, read by anyone;
//! and the list of a batch, many organizations in one call.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::{ActRequest, NextStep},
    decoupling::{
        Checklist, DecouplingRequest, Listing, Programme, ProgrammeInput, ProgrammeRequest,
    },
};
use shuniu_registry::{ActAnswer, ManyResults, ProgrammeView, Target};
use utoipa::{IntoParams, ToSchema};

use super::input::{AmendmentInput, ClosureInput, ListedManyInput};
use crate::{
    auth::{Caller, MaybeCaller},
    cases::perform,
    cursor::{self, Limit},
    extract::{ActOptions, Body, NoQuery, Query},
    input::{check, decoupling_lengths, lengths},
    problem::Problem,
    relations::{ManyQuery, ROWS, perform_rows},
    responses::{ActHeaders, ActProblems, DryRun, ReadProblems, versioned},
    state::{State, ask},
};

/// Which programmes.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeQuery {
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of programmes, in the order of entry.
#[derive(Serialize, ToSchema)]
pub struct ProgrammePage {
    /// The programmes.
    items: Vec<Programme>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Programmes of decoupling.
#[utoipa::path(tag = "decoupling", params(ProgrammeQuery), responses((status = 200, body = ProgrammePage), ReadProblems))]
#[get("/programmes")]
pub async fn list_programmes(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<ProgrammeQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let (items, next) = ask(&state, move |s| s.registry.list_programmes(after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(ProgrammePage { items, next }))
}

/// What has to be separated, by version of the rules: the outline's four dimensions, the plan's five.
#[utoipa::path(tag = "decoupling", responses((status = 200, body = Vec<Checklist>), ReadProblems))]
#[get("/decoupling/checklists")]
pub async fn list_checklists(
    state: State,
    _caller: MaybeCaller,
    _query: NoQuery,
) -> Result<web::Json<Vec<Checklist>>, Problem> {
    Ok(web::Json(state.registry.books().checklists.iter().cloned().collect()))
}

/// One programme with its checklist.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path)),
    responses((status = 200, body = ProgrammeView), ReadProblems)
)]
#[get("/programmes/{id}")]
pub async fn get_programme(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let found = ask(&state, move |s| s.registry.programme(&id)).await?;
    Ok(versioned(found.programme.version, &found))
}

/// What this account may do next with a programme.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path)),
    responses((status = 200, body = Vec<NextStep>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/programmes/{id}/next-steps")]
pub async fn get_programme_next_steps(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<NextStep>>, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    Ok(web::Json(ask(&state, move |s| s.registry.programme_next_steps(&id, &actor)).await?))
}

async fn on_programme<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    target: Target,
    request: ProgrammeRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Programme { request: Box::new(request) };
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Open a programme (脱钩方案): by which checklist, in which batches, who signs.
#[utoipa::path(
    tag = "decoupling",
    params(ActHeaders, DryRun),
    request_body = ProgrammeInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/programmes")]
pub async fn open_programme(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<ProgrammeInput>,
) -> Result<HttpResponse, Problem> {
    decoupling_lengths::programme(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request = ProgrammeRequest::Open(input);
    on_programme(&state, caller, &options, &body, Target::Register, request).await
}

/// Set batches and signers of a programme; what is not named stays.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = AmendmentInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/programmes/{id}/amend")]
pub async fn amend_programme(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<AmendmentInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    decoupling_lengths::amendment(&body.value)?;
    let (body, input) = body.parted();
    let request = ProgrammeRequest::Amend {
        batches: input.batches,
        signers: input.signers,
        reasons: input.reasons,
    };
    let target = Target::Programme(id.into_inner());
    on_programme(&state, caller, &options, &body, target, request).await
}

/// Close a programme: it takes nobody new; cases that are open go on.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ClosureInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/programmes/{id}/close")]
pub async fn close_programme(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ClosureInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ProgrammeRequest::Close { summary: input.summary };
    let target = Target::Programme(id.into_inner());
    on_programme(&state, caller, &options, &body, target, request).await
}

/// List many organizations for a batch. Each row has its own result; send it with `dry_run=true` first.
/// What was listed for this batch before is told so: the same list can be sent again.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path), ManyQuery),
    request_body = ListedManyInput,
    responses((status = 200, body = ManyResults), ReadProblems),
    security(("bearer" = []))
)]
#[post("/programmes/{id}/organizations")]
pub async fn list_many_for_decoupling(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    query: Query<ManyQuery>,
    body: Body<ListedManyInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    lengths::between("/rows", body.value.rows.len(), ROWS.into())?;
    for (at, row) in body.value.rows.iter().enumerate() {
        decoupling_lengths::listed_row(at, &row.organization, row.scope.as_ref())?;
    }
    let (_, input) = body.parted();
    let programme = id.into_inner();
    let named = programme.clone();
    ask(&state, move |s| s.registry.programme(&named)).await?;
    let rows = input.rows.into_iter().map(|row| {
        let (programme, batch) = (programme.clone(), input.batch);
        let listing = Listing { programme, batch, scope: row.scope };
        let request = Box::new(DecouplingRequest::List(listing));
        (row.organization, ActRequest::Decoupling { request })
    });
    perform_rows(&state, caller, rows.collect(), &query.into_inner()).await
}
