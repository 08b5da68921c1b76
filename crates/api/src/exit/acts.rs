//! The steps of a liquidation, what is collected, the authorities' demand and the pledge of a simplified
//! deregistration: each is one call, one transaction, and answers with every rule that was examined.
//!
//! What may not enter: deregistration itself; it is applied for.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    exit::{
        AnnouncementInput, BeginLiquidation, Collected, DemandInput, ExitRequest, Pledge, Report,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::exit_lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_exit<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: ExitRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Exit { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Form the liquidation group (成立清算组织). The organization files its own; a court's is entered by the registrar.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = BeginLiquidation,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/liquidation/begin")]
pub async fn begin_liquidation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<BeginLiquidation>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::beginning(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Begin(Box::new(input));
    of_exit(&state, caller, &options, &body, id, request).await
}

/// Tell the creditors (公告债权人).
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = AnnouncementInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/liquidation/announce")]
pub async fn announce_liquidation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<AnnouncementInput>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::announcement(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Announce(input);
    of_exit(&state, caller, &options, &body, id, request).await
}

/// Conclude the liquidation with its report (清算终结); deregistration is due from then on.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = Report,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/liquidation/conclude")]
pub async fn conclude_liquidation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Report>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::report(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Conclude(input);
    of_exit(&state, caller, &options, &body, id, request).await
}

/// Collect certificate, seals and accounting vouchers (收缴), or declare void what cannot be collected. A part may come
/// later.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = Collected,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/collect-certificate")]
pub async fn collect_certificate(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Collected>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::collected(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Collect(input);
    of_exit(&state, caller, &options, &body, id, request).await
}

/// Demand that an industry association or chamber merges or ends (要求合并或者终止), by the unit that
/// supervises or guides it or by its registrar. In force since 12 March 2026.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = DemandInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/demand-exit")]
pub async fn demand_exit(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<DemandInput>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::demand(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Demand(input);
    of_exit(&state, caller, &options, &body, id, request).await
}

/// Pledge that there are no debts (简易注销承诺), where the city has a simplified deregistration; it takes the
/// place of the liquidation.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = Pledge,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/pledge-no-debts")]
pub async fn pledge_no_debts(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Pledge>,
) -> Result<HttpResponse, Problem> {
    exit_lengths::pledge(&body.value)?;
    let (body, input) = body.parted();
    let request = ExitRequest::Pledge(input);
    of_exit(&state, caller, &options, &body, id, request).await
}
