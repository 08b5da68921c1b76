//! Acts on one relation of one organization.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{act::ActRequest, affiliation::AffiliationRequest};
use shuniu_registry::{ActAnswer, Target};

use super::input::{
    CarryOutInput, EndingInput, RelationInput, RelationReasonInput, RescindInput,
    SupervisionPlanInput,
};
use crate::{
    auth::Caller,
    cases::perform,
    cursor,
    extract::{ActOptions, Body},
    input::{check, lengths},
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn on_relation<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: AffiliationRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Affiliation { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// A unit takes a relation: liaison by a hub, guidance by a department, leadership of party building, entrusted administration. The account acts for the unit.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RelationInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/relations/begin")]
pub async fn begin_relation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RelationInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::Begin {
        kind: input.relation,
        unit: input.unit,
        basis: input.basis,
        document_number: input.document_number,
    };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// A relation ends: the unit ends it, or the organization leaves. Supervision does not end so.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RelationReasonInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/relations/end")]
pub async fn end_relation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RelationReasonInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::End {
        kind: input.relation,
        unit: input.unit,
        reason: input.reason,
        document_number: input.document_number,
    };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// A relation rests for a time.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RelationReasonInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/relations/suspend")]
pub async fn suspend_relation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RelationReasonInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::Suspend {
        kind: input.relation,
        unit: input.unit,
        reason: input.reason,
    };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// A relation goes on.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RelationReasonInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/relations/resume")]
pub async fn resume_relation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RelationReasonInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request =
        AffiliationRequest::Resume { kind: input.relation, unit: input.unit, reason: input.reason };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// The supervisory unit gives notice that it will stop. It stays responsible until another is registered.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = EndingInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/supervision/notify-ending")]
pub async fn notify_supervision_ending(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EndingInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::NotifyEnding {
        document_number: input.document_number,
        dated: input.dated,
        reasons: input.reasons,
    };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// The supervisory unit takes its notice back.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RescindInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/supervision/rescind-ending")]
pub async fn rescind_supervision_ending(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RescindInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::RescindEnding { reasons: input.reasons };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// The registrar plans where a member goes when its unit falls away.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = SupervisionPlanInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/supervision/plan")]
pub async fn plan_member(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<SupervisionPlanInput>,
) -> Result<HttpResponse, Problem> {
    lengths::plan("/plan", &body.value.plan)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::Plan { plan: input.plan };
    on_relation(&state, caller, &options, &body, id, request).await
}

/// The registrar carries the plan out: supervision passes, or the organization becomes directly registered.
#[utoipa::path(
    tag = "relations",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CarryOutInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/supervision/carry-out-plan")]
pub async fn carry_out_member_plan(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CarryOutInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = AffiliationRequest::CarryOut { document_number: input.document_number };
    on_relation(&state, caller, &options, &body, id, request).await
}
