//! The steps of a case: one POST each. Every one of them understands `Idempotency-Key`,
//! `If-Match` and `?dry_run=true`.

use actix_web::{HttpResponse, post, web};
use shuniu_core::act::ActRequest;
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::{
        ConsentInput, CorrectionInput, DeclineInput, EstablishmentInput, ExaminationInput,
        ExcludedPeriodInput, ExtensionInput, GroundsInput, Nothing, RequestInput, WithdrawalInput,
        check,
    },
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

/// Open a draft for the establishment of an association. The answer tells how the rules stand;
/// nothing is filed yet.
#[utoipa::path(
    tag = "cases", params(ActHeaders, DryRun),
    request_body = EstablishmentInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases")]
pub async fn open_establishment(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<EstablishmentInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let (application, sealed) = input.into_core(&state.vault)?;
    let request = ActRequest::OpenEstablishment { application: Box::new(application) };
    perform(&state, caller, &options, &body, Target::Register, request, sealed).await
}

/// Replace the content of an application that is with the applicant.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = EstablishmentInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/amend")]
pub async fn amend_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EstablishmentInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let (application, sealed) = input.into_core(&state.vault)?;
    let request = ActRequest::AmendApplication { application: Box::new(application) };
    let target = Target::Case(id.into_inner());
    perform(&state, caller, &options, &body, target, request, sealed).await
}

/// Open a draft about an organization that exists: a change of what is registered, its charter,
/// charity status, public fundraising. The answer tells how the rules stand; nothing is filed yet.
/// The account needs a grant that names the organization.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path, description = "Identifier or unified social credit code"), ActHeaders, DryRun),
    request_body = RequestInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/cases")]
pub async fn open_on_organization(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RequestInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let (request, documents, sealed) = input.into_core(&state.vault)?;
    let request = ActRequest::OpenOnOrganization { request, documents };
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, sealed).await
}

/// Replace the content of an application about an organization.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = RequestInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/amend-request")]
pub async fn amend_request(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RequestInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let (request, documents, sealed) = input.into_core(&state.vault)?;
    let request = ActRequest::AmendRequest { request, documents };
    let target = Target::Case(id.into_inner());
    perform(&state, caller, &options, &body, target, request, sealed).await
}

/// File the application: with the supervisory unit first, with the registrar once it has consented
/// or where registration is direct. Also supplies corrections that were asked for.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/submit")]
pub async fn submit_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    step(&state, caller, &options, id, &body, ActRequest::SubmitApplication).await
}

/// The supervisory unit consents; the case goes on to the registrar the same day.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ConsentInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/consent")]
pub async fn give_consent(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ConsentInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::GiveConsent {
        document_number: input.document_number,
        dated: input.dated,
        reasons: input.reasons,
    };
    step(&state, caller, &options, id, &body, request).await
}

/// The supervisory unit declines, with reasons and help.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = DeclineInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/decline")]
pub async fn decline_consent(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<DeclineInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::DeclineConsent { reasons: input.reasons, help: input.help };
    step(&state, caller, &options, id, &body, request).await
}

/// The registrar accepts the application; the clock of the decision runs.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/accept")]
pub async fn accept_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    step(&state, caller, &options, id, &body, ActRequest::AcceptApplication).await
}

/// The registrar asks for corrections: once, and everything at once.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = CorrectionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/request-correction")]
pub async fn request_correction(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<CorrectionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::RequestCorrection { items: input.items };
    step(&state, caller, &options, id, &body, request).await
}

/// The registrar does not accept the application, on grounds.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = GroundsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/decline-acceptance")]
pub async fn decline_acceptance(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<GroundsInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::DeclineAcceptance { grounds: input.grounds, reasons: input.reasons };
    step(&state, caller, &options, id, &body, request).await
}

/// Time for a hearing, an inspection or an expert review is taken out of the clock.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ExcludedPeriodInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/exclude-period")]
pub async fn exclude_period(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ExcludedPeriodInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::ExcludePeriod {
        from: input.from,
        to: input.to,
        reason: input.reason,
        notice_number: input.notice_number,
    };
    step(&state, caller, &options, id, &body, request).await
}

/// The time for the decision is extended once, with approval, where the law allows it.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ExtensionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/extend")]
pub async fn extend_decision(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ExtensionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::ExtendDecision {
        days: input.days,
        approved_by: input.approved_by,
        document_number: input.document_number,
    };
    step(&state, caller, &options, id, &body, request).await
}

/// The examiner records what was found.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ExaminationInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/examine")]
pub async fn examine_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ExaminationInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::ExamineApplication {
        against_article_4: input.against_article_4,
        another_is_needed: input.another_is_needed,
        fraud: input.fraud,
        other_prohibition: input.other_prohibition,
        not_met: input.not_met,
        report: input.report,
    };
    step(&state, caller, &options, id, &body, request).await
}

/// The registrar approves; what the matter issues (code, certificate, public notice) is issued with
/// this answer.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/approve")]
pub async fn approve_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    step(&state, caller, &options, id, &body, ActRequest::ApproveApplication).await
}

/// The registrar refuses, on rules that were found violated, with reasons and remedies.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = GroundsInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/refuse")]
pub async fn refuse_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<GroundsInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::RefuseApplication { grounds: input.grounds, reasons: input.reasons };
    step(&state, caller, &options, id, &body, request).await
}

/// The applicant withdraws the application.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = WithdrawalInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/withdraw")]
pub async fn withdraw_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<WithdrawalInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::WithdrawApplication { reason: input.reason };
    step(&state, caller, &options, id, &body, request).await
}

/// Close the case because corrections were not supplied in time.
#[utoipa::path(
    tag = "cases",
    params(("id" = String, Path), ActHeaders, DryRun),
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/cases/{id}/lapse")]
pub async fn lapse_application(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    step(&state, caller, &options, id, &body, ActRequest::LapseApplication).await
}

async fn step<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    id: web::Path<String>,
    body: &Body<T>,
    request: ActRequest,
) -> Result<HttpResponse, Problem> {
    let target = Target::Case(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}
