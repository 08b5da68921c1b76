//! Acts on penalties: each is one call, one transaction, and answers with every rule that was examined.
//!
//! What may not enter: penalties of other departments; they are imported.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    oversight::penalty::{
        AnnulPenalty, DecidePenalty, DropPenalty, EndRemedy, EvidenceInput, ExcludePenaltyTime,
        ExtendPenalty, FilePenaltyCase, HoldHearing, NotifyPenalty, PayPenalty, PenaltyRequest,
        PenaltyStep, ResumeActivity, ReviewPenalty, SealAway, SeekRemedy, ServePenalty,
        SettleEvidence, StatePenalty,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::penalty_lengths as lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_penalty<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: String,
    request: PenaltyRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Penalty { request: Box::new(request) };
    perform(state, caller, options, body, Target::Organization(id), request, Vec::new()).await
}

/// File a case of penalty or rescission (立案); its number is in the organization's penalties.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = FilePenaltyCase,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties")]
pub async fn file_penalty_case(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<FilePenaltyCase>,
) -> Result<HttpResponse, Problem> {
    lengths::filing(&body.value)?;
    let (body, input) = body.parted();
    of_penalty(&state, caller, &options, &body, id.into_inner(), PenaltyRequest::File(input)).await
}

/// Register evidence in advance (先行登记保存).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = EvidenceInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/evidence")]
pub async fn register_evidence(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<EvidenceInput>,
) -> Result<HttpResponse, Problem> {
    lengths::evidence(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Evidence(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Decide what becomes of evidence that was registered in advance.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = SettleEvidence,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/settle-evidence")]
pub async fn settle_evidence(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<SettleEvidence>,
) -> Result<HttpResponse, Problem> {
    lengths::settled(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::SettleEvidence(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Tell the organization what is to be decided (事先告知); told anew, the hearing begins anew.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = NotifyPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/notify")]
pub async fn notify_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<NotifyPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::notice(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Notify(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Make a statement (陈述、申辩), or ask for a hearing.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = StatePenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/state")]
pub async fn state_on_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<StatePenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::statement(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::State(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Record the hearing (听证).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = HoldHearing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/hearing")]
pub async fn hold_hearing(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<HoldHearing>,
) -> Result<HttpResponse, Problem> {
    lengths::hearing(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Hear(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Review the case (法制审核), by another person than who investigates.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = ReviewPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/review")]
pub async fn review_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<ReviewPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::review(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Review(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Extend the time for the decision: once by days, then to a day.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = ExtendPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/extend")]
pub async fn extend_penalty_case(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<ExtendPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::extension(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Extend(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Take time of a hearing, announcement, audit, test or appraisal out of the clock.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = ExcludePenaltyTime,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/exclude")]
pub async fn exclude_penalty_time(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<ExcludePenaltyTime>,
) -> Result<HttpResponse, Problem> {
    lengths::excluded(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Exclude(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Decide (处罚决定); it takes effect with its delivery.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = DecidePenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/decide")]
pub async fn decide_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<DecidePenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::decision(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Decide(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Close the case without a penalty (不予处罚、销案).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = DropPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/drop")]
pub async fn drop_penalty_case(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<DropPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::drop(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Drop(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Deliver the decision (送达): it is in force, and the clocks for payment and challenges run.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = ServePenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/serve")]
pub async fn serve_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<ServePenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::service(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Serve(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Seal certificate, seals and vouchers away for a suspension (封存).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = SealAway,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/seal")]
pub async fn seal_away(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<SealAway>,
) -> Result<HttpResponse, Problem> {
    lengths::sealed(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Seal(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Resume activity after a suspension, with a report.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = ResumeActivity,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/resume")]
pub async fn resume_activity(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<ResumeActivity>,
) -> Result<HttpResponse, Problem> {
    lengths::resumed(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Resume(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Enter a payment.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = PayPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/pay")]
pub async fn pay_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<PayPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::payment(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Pay(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Enter that the decision is challenged (复议、诉讼).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = SeekRemedy,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/challenges")]
pub async fn seek_remedy(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<SeekRemedy>,
) -> Result<HttpResponse, Problem> {
    lengths::challenge(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Seek(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Enter how a challenge ended, where the decision stands.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = EndRemedy,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/end-challenge")]
pub async fn end_remedy(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<EndRemedy>,
) -> Result<HttpResponse, Problem> {
    lengths::challenge_end(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::EndRemedy(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}

/// Annul the decision (撤销处罚决定): what it took is given back, its publication withdrawn.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ("case" = u32, Path, description = "Number of the case within the organization"), ActHeaders, DryRun),
    request_body = AnnulPenalty,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/penalties/{case}/annul")]
pub async fn annul_penalty(
    state: State,
    caller: Caller,
    options: ActOptions,
    of: web::Path<(String, u32)>,
    body: Body<AnnulPenalty>,
) -> Result<HttpResponse, Problem> {
    lengths::annulment(&body.value)?;
    let (body, input) = body.parted();
    let (id, case) = of.into_inner();
    let request = PenaltyRequest::Step { case, step: PenaltyStep::Annul(input) };
    of_penalty(&state, caller, &options, &body, id, request).await
}
