//! Departments that keep the role of supervisory unit for now.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{act::ActRequest, decoupling::RetentionRequest};
use shuniu_registry::{ActAnswer, Target};

use super::input::{EndRetentionInput, RetentionInput};
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

async fn on_retention<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: RetentionRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Retention { request: Box::new(request) };
    let target = Target::Unit(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Let a department with a special function keep the role of supervisory unit for now (暂时保留), or go on keeping it after a review: the same act with another day.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier of the department"), ActHeaders, DryRun),
    request_body = RetentionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/retain")]
pub async fn retain_department(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RetentionInput>,
) -> Result<HttpResponse, Problem> {
    decoupling_lengths::retention(&body.value.retention)?;
    cursor::legal_date("/retention/dated", Some(body.value.retention.dated))?;
    cursor::legal_date("/retention/review_on", Some(body.value.retention.review_on))?;
    let (body, input) = body.parted();
    let request =
        RetentionRequest::Retain { leading_group: input.leading_group, retention: input.retention };
    on_retention(&state, caller, &options, &body, id, request).await
}

/// End the keeping of the role: its organizations can be listed from now on.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier of the department"), ActHeaders, DryRun),
    request_body = EndRetentionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/end-retention")]
pub async fn end_retention(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EndRetentionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    let (body, input) = body.parted();
    let request = RetentionRequest::End {
        leading_group: input.leading_group,
        document_number: input.document_number,
        dated: input.dated,
        reasons: input.reasons,
    };
    on_retention(&state, caller, &options, &body, id, request).await
}
