//! Acts of correction: each is one call, one transaction, and answers with every rule that was examined.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    correction::{
        AnnulAct, ApproveBackdating, ChangeFact, CorrectRecord, CorrectionRequest,
        EnforceCourtOrder,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::correction_lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_correction<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: CorrectionRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Correction { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Correct a record error (更正记录差错): what was entered is not what was decided. The entry stays in the log; what
/// it should have said counts from the day on which it should always have counted. Ask for its reach first, and
/// answer for each act that rests on it.
#[utoipa::path(
    tag = "corrections",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = CorrectRecord,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/corrections/record-error")]
pub async fn correct_record(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CorrectRecord>,
) -> Result<HttpResponse, Problem> {
    correction_lengths::record(&body.value)?;
    let (body, input) = body.parted();
    of_correction(&state, caller, &options, &body, id, CorrectionRequest::CorrectRecord(input))
        .await
}

/// Enter that a fact changed without anybody's application (记载事实变更): the same place, area or person is called
/// something else from a day on. What is another place or person is applied for.
#[utoipa::path(
    tag = "corrections",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ChangeFact,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/corrections/fact")]
pub async fn change_fact(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ChangeFact>,
) -> Result<HttpResponse, Problem> {
    correction_lengths::fact(&body.value)?;
    let (body, input) = body.parted();
    of_correction(&state, caller, &options, &body, id, CorrectionRequest::ChangeFact(input)).await
}

/// Annul an act (撤销行政行为; licensing law art. 69): it does not hold, and never did. All that the act entered falls
/// with it, but for its public notice; what has a way of its own in the law is refused with the name of that act.
#[utoipa::path(
    tag = "corrections",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = AnnulAct,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/corrections/annulment")]
pub async fn annul_act(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<AnnulAct>,
) -> Result<HttpResponse, Problem> {
    correction_lengths::annulment(&body.value)?;
    let (body, input) = body.parted();
    of_correction(&state, caller, &options, &body, id, CorrectionRequest::AnnulAct(input)).await
}

/// Carry out an order of a court (执行法院裁判): an entry says something else, an act does not hold, an item is another
/// from a day on. How far back, the court says.
#[utoipa::path(
    tag = "corrections",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = EnforceCourtOrder,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/corrections/court-order")]
pub async fn enforce_court_order(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EnforceCourtOrder>,
) -> Result<HttpResponse, Problem> {
    correction_lengths::order(&body.value)?;
    let (body, input) = body.parted();
    let request = CorrectionRequest::EnforceCourtOrder(input);
    of_correction(&state, caller, &options, &body, id, request).await
}

/// Approve a correction that reaches further back than the days set (批准追溯更正): for one entry and one day, used once,
/// by somebody else than whoever corrects.
#[utoipa::path(
    tag = "corrections",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ApproveBackdating,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/corrections/backdating")]
pub async fn approve_backdating(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ApproveBackdating>,
) -> Result<HttpResponse, Problem> {
    correction_lengths::approval(&body.value)?;
    let (body, input) = body.parted();
    let request = CorrectionRequest::ApproveBackdating(input);
    of_correction(&state, caller, &options, &body, id, request).await
}
