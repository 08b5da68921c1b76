//! Acts on annual reports and warnings: each is one call, one transaction, and answers with every rule that
//! was examined.
//!
//! What may not enter: conclusions of older registers; they are imported.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    oversight::annual::{
        AdjustInspection, AnnualReport, AnnualRequest, CloseRectification, CloseWarning,
        ConcludeInspection, MissedReport, PublishReport, RaiseWarning, ReturnReport, ReviewReport,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::annual_lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_year<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: AnnualRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Annual { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// File the annual report of a year that is over (报送年度工作报告), for everybody who reads it. Until the year is
/// concluded it can be filed anew; what its figures show is told with their articles and refuses nothing.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = AnnualReport,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports")]
pub async fn file_annual_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<AnnualReport>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::report(&body.value)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::File(Box::new(input))).await
}

/// Give the opinion of the supervisory unit, a hub among them (初审), or of the unit that leads party building.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReviewReport,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/review")]
pub async fn review_annual_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReviewReport>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::optional("/reasons", body.value.reasons.as_deref())?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Review(input)).await
}

/// Send a report back with what is to be mended (退回补正).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReturnReport,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/return")]
pub async fn return_annual_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReturnReport>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::text("/what", &body.value.what)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Return(input)).await
}

/// Conclude the annual inspection of a year (作出年检结论), with its notice; less than qualified comes with an
/// order to rectify.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ConcludeInspection,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/conclude")]
pub async fn conclude_inspection(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ConcludeInspection>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::conclusion("", &body.value)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Conclude(input)).await
}

/// Close an order to rectify (办结整改): done, or found undone when its day has passed.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CloseRectification,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/close-rectification")]
pub async fn close_rectification(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CloseRectification>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::text("/note", &body.value.note)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Close(input)).await
}

/// Adjust a conclusion (调整年检结论); the one before stays readable.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = AdjustInspection,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/adjust")]
pub async fn adjust_inspection(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<AdjustInspection>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::conclusion("/conclusion", &body.value.conclusion)?;
    annual_lengths::text("/reasons", &body.value.reasons)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Adjust(Box::new(input))).await
}

/// Tell where and when the organization published its report (公开年度工作报告).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = PublishReport,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/publish")]
pub async fn publish_annual_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<PublishReport>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::publication(&body.value.publication)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Publish(input)).await
}

/// Record that no report of a year was filed when its day had passed (未按期报送).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = MissedReport,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/annual-reports/record-missed")]
pub async fn record_missed_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<MissedReport>,
) -> Result<HttpResponse, Problem> {
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Missed(input)).await
}

/// Raise a warning (风险提示): what, whose it is to see to, by when.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RaiseWarning,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/warnings")]
pub async fn raise_warning(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RaiseWarning>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::warning(&body.value)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::Warn(input)).await
}

/// Close a warning with what was done.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CloseWarning,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/warnings/close")]
pub async fn close_warning(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CloseWarning>,
) -> Result<HttpResponse, Problem> {
    annual_lengths::text("/note", &body.value.note)?;
    let (body, input) = body.parted();
    of_year(&state, caller, &options, &body, id, AnnualRequest::CloseWarning(input)).await
}
