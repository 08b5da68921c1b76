//! Acts of evaluation: each is one call, one transaction, and answers with every rule that was examined.
//!
//! What may not enter: grades of older registers; they are imported.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    evaluation::{
        ApplyForEvaluation, BeginCheckEvaluation, CheckEligibility, CloseEvaluation, ConfirmGrade,
        DecideGrade, EvaluationRequest, GradePublicity, GradeReviewRequest, OpenRound,
        ReturnGradeCertificate, SiteReportInput,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::evaluation_lengths as lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_evaluation<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: EvaluationRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Evaluation { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Open a round of evaluation (评估通知): its days, its sheets, its committee.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier of the registrar"), ActHeaders, DryRun),
    request_body = OpenRound,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/units/{id}/evaluation-rounds")]
pub async fn open_round(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<OpenRound>,
) -> Result<HttpResponse, Problem> {
    lengths::round(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::Round { round: Box::new(input) };
    let target = Target::Unit(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}

/// Apply for evaluation in a round of the registrar (评估申请).
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ApplyForEvaluation,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/apply")]
pub async fn apply_for_evaluation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ApplyForEvaluation>,
) -> Result<HttpResponse, Problem> {
    lengths::application(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Apply(input)).await
}

/// Begin a follow-up or check of a grade that runs (跟踪、核查评估).
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = BeginCheckEvaluation,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/check")]
pub async fn begin_check_evaluation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<BeginCheckEvaluation>,
) -> Result<HttpResponse, Problem> {
    lengths::check(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Begin(input)).await
}

/// Find an applicant eligible (资格审核); who is not is closed with the reasons.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CheckEligibility,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/eligible")]
pub async fn check_eligibility(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CheckEligibility>,
) -> Result<HttpResponse, Problem> {
    lengths::eligibility(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Eligible(input)).await
}

/// Enter the report of the experts (实地评估): a score for each leaf of the sheet. After a request for review, that of others.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = SiteReportInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/report")]
pub async fn record_site_report(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<SiteReportInput>,
) -> Result<HttpResponse, Problem> {
    lengths::report(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Report(input)).await
}

/// Enter the ballot of the committee (评估委员会表决), by name.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = DecideGrade,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/decide")]
pub async fn decide_grade(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<DecideGrade>,
) -> Result<HttpResponse, Problem> {
    lengths::ballot(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Decide(input)).await
}

/// Publicize the grade (公示), for as many days as the notice of the round says.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = GradePublicity,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/publicize")]
pub async fn publicize_grade(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<GradePublicity>,
) -> Result<HttpResponse, Problem> {
    lengths::publicity(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Publicize(input)).await
}

/// Ask the committee for a review (申请复核), while the grade is publicized.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = GradeReviewRequest,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/request-review")]
pub async fn request_grade_review(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<GradeReviewRequest>,
) -> Result<HttpResponse, Problem> {
    lengths::objection(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Object(input)).await
}

/// Confirm and announce the grade (确认、公告); it runs from 1 January after.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ConfirmGrade,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/confirm")]
pub async fn confirm_grade(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ConfirmGrade>,
) -> Result<HttpResponse, Problem> {
    lengths::confirmation(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Confirm(input)).await
}

/// Close an evaluation without a grade (不予评估、撤回).
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CloseEvaluation,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/close")]
pub async fn close_evaluation(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CloseEvaluation>,
) -> Result<HttpResponse, Problem> {
    lengths::closing(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Close(input)).await
}

/// Take back certificate and sign of an adjusted grade.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ReturnGradeCertificate,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/evaluation/return-certificate")]
pub async fn return_grade_certificate(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReturnGradeCertificate>,
) -> Result<HttpResponse, Problem> {
    lengths::returned(&body.value)?;
    let (body, input) = body.parted();
    of_evaluation(&state, caller, &options, &body, id, EvaluationRequest::Return(input)).await
}
