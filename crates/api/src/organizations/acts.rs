//! Acts on an organization: filing for the record, and its certificate.

use actix_web::{HttpResponse, post, web};
use shuniu_core::act::ActRequest;
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::{DeliveryInput, FilingInput, LossInput, Nothing, ReissueInput, check},
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

/// Hand over the certificate.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = DeliveryInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/deliver-certificate")]
pub async fn deliver_certificate(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<DeliveryInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::DeliverCertificate { received_by: input.received_by };
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}

/// File for the record: officers elected for a term, seal specimens and bank account, or how party
/// building stands. It takes effect with this answer; the account needs a grant that names the
/// organization.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = FilingInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/filings")]
pub async fn file_for_the_record(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<FilingInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let (request, documents, sealed) = input.into_core(&state.vault)?;
    let request = ActRequest::File { request, documents };
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, sealed).await
}

/// Report the certificate lost, with where that was announced.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = LossInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/report-certificate-loss")]
pub async fn report_certificate_loss(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<LossInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = ActRequest::ReportCertificateLoss { statement: input.statement };
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}

/// Issue the certificate anew: it was lost, is damaged, or its validity ends.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = ReissueInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/reissue-certificate")]
pub async fn reissue_certificate(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ReissueInput>,
) -> Result<HttpResponse, Problem> {
    let (body, input) = body.parted();
    let request = ActRequest::ReissueCertificate { ground: input.ground };
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}

/// Issue a further duplicate of the certificate.
#[utoipa::path(
    tag = "organizations",
    params(("id" = String, Path), ActHeaders, DryRun),
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/issue-duplicate")]
pub async fn issue_duplicate(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::IssueDuplicate;
    let target = Target::Organization(id.into_inner());
    perform(&state, caller, &options, &body, target, request, Vec::new()).await
}
