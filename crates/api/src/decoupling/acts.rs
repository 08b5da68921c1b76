//! Acts on the case of one organization: each is one call, one transaction, and answers with every rule
//! that was examined.
//!
//! What may not enter: acts on programmes (`programmes.rs`) and on departments (`retention.rs`).

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    decoupling::{DecouplingRequest, Exemption, Listing, PlanInput},
};
use shuniu_registry::{ActAnswer, Target};

use super::input::{
    ApprovalInput, ConclusionInput, ExemptionInput, ItemsInput, NumberInput, ReasonsInput,
    ReopeningInput, RescheduleInput, SendBackInput, SignatureInput, StuckInput,
};
use crate::{
    auth::Caller,
    cases::perform,
    cursor,
    extract::{ActOptions, Body},
    input::{check, decoupling_lengths},
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn on_case<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: DecouplingRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Decoupling { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// List the organization for a batch (列入脱钩名单). For many at once see `/programmes/{id}/organizations`.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = Listing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/list")]
pub async fn list_for_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Listing>,
) -> Result<HttpResponse, Problem> {
    decoupling_lengths::listing(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::List(input);
    on_case(&state, caller, &options, &body, id, request).await
}

/// Take it off the list (移出名单).
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReasonsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/delist")]
pub async fn delist_from_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReasonsInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Delist { reasons: input.reasons };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Exempt it for now (暂不脱钩), or go on exempting it after a review: the same act with another day.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ExemptionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/exempt")]
pub async fn exempt_from_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ExemptionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    cursor::legal_date("/review_on", Some(body.value.review_on))?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Exempt(Exemption {
        document_number: input.document_number,
        dated: input.dated,
        reasons: input.reasons,
        review_on: input.review_on,
    });
    on_case(&state, caller, &options, &body, id, request).await
}

/// Give it another batch or day.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RescheduleInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/reschedule")]
pub async fn reschedule_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RescheduleInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/due_on", body.value.due_on)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Reschedule {
        batch: input.batch,
        due_on: input.due_on,
        reasons: input.reasons,
    };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Submit its plan (脱钩实施方案): where it goes, who guides it, who leads its party building. By the organization or its department.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = PlanInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/plan")]
pub async fn plan_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<PlanInput>,
) -> Result<HttpResponse, Problem> {
    decoupling_lengths::decoupling_plan(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Plan(input);
    on_case(&state, caller, &options, &body, id, request).await
}

/// Approve its plan.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = NumberInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/approve-plan")]
pub async fn approve_decoupling_plan(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<NumberInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::ApprovePlan { document_number: input.document_number };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Send its plan back; what is shown and signed already stays.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReasonsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/return-plan")]
pub async fn return_decoupling_plan(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReasonsInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::ReturnPlan { reasons: input.reasons };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Record items with the documents that show them, or why one is not about this organization. Whoever signed their dimension signs anew.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ItemsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/record")]
pub async fn record_decoupling_items(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ItemsInput>,
) -> Result<HttpResponse, Problem> {
    decoupling_lengths::recorded_items(&body.value.items)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Record { items: input.items };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Send items of a dimension back. By a unit that signs it.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = SendBackInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/send-back")]
pub async fn send_back_decoupling_items(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<SendBackInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    decoupling_lengths::findings(&body.value.findings)?;
    let (body, input) = body.parted();
    let request =
        DecouplingRequest::SendBack { dimension: input.dimension, findings: input.findings };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Sign a dimension (签核). By the unit whose turn it is: the case says which.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = SignatureInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/sign")]
pub async fn sign_decoupling_dimension(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<SignatureInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Sign {
        dimension: input.dimension,
        document_number: input.document_number,
        dated: input.dated,
    };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Note that the case does not go on, and why.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = StuckInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/mark-stuck")]
pub async fn mark_decoupling_stuck(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<StuckInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::MarkStuck { ground: input.ground, reasons: input.reasons };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Note that it goes on.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReasonsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/clear-stuck")]
pub async fn clear_decoupling_stuck(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReasonsInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::ClearStuck { reasons: input.reasons };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Complete the decoupling on the approval of the leading group (脱钩批复): the department's supervision ends and becomes guidance, the organization goes where its plan says, its certificate is issued anew.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ApprovalInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/complete")]
pub async fn complete_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ApprovalInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request =
        DecouplingRequest::Complete { document_number: input.document_number, dated: input.dated };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Open a case again for what was found afterwards; the organization stays decoupled.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReopeningInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/reopen")]
pub async fn reopen_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReopeningInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    decoupling_lengths::findings(&body.value.findings)?;
    cursor::legal_date("/due_on", Some(body.value.due_on))?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Reopen {
        findings: input.findings,
        due_on: input.due_on,
        reasons: input.reasons,
    };
    on_case(&state, caller, &options, &body, id, request).await
}

/// Close it after what was found is mended and signed anew.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ConclusionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/decoupling/conclude")]
pub async fn conclude_decoupling(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ConclusionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = DecouplingRequest::Conclude { remarks: input.remarks };
    on_case(&state, caller, &options, &body, id, request).await
}
