//! Acts on credit: each is one call, one transaction, and answers with every rule that was examined.
//!
//! What may not enter: entries of older registers; they are imported.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    oversight::credit::{
        ApplyForRemoval, CreditRequest, Letter, ListInput, NotifyListing, ObjectToListing,
        RemoveFromList, RepairCredit, WaiveListing,
    },
};
use shuniu_registry::{ActAnswer, Target};

use crate::{
    auth::Caller,
    cases::perform,
    extract::{ActOptions, Body},
    input::credit_lengths,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

async fn of_credit<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    id: web::Path<String>,
    request: CreditRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Credit { request: Box::new(request) };
    let target = Target::Organization(id.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Record a dedicated letter to the domicile (专用信函), and whether somebody signed for it.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = Letter,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/letters")]
pub async fn send_letter(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<Letter>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::letter(&body.value)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Letter(input)).await
}

/// Tell an organization that it is to be listed (列入前告知): facts, ground, how that was delivered.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = NotifyListing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/notify")]
pub async fn notify_listing(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<NotifyListing>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::notice(&body.value)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Notify(input)).await
}

/// Object to being listed (陈述、申辩), within the time that the notice gives.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ObjectToListing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/object")]
pub async fn object_to_listing(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ObjectToListing>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::text("/text", &body.value.text)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Object(input)).await
}

/// Do not list an organization that was told (不予列入).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = WaiveListing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/waive")]
pub async fn waive_listing(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<WaiveListing>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::waiver(&body.value)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Waive(input)).await
}

/// Put an organization on a list of credit (列入名录), with its public notice. A further ground begins the time anew.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ListInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/list")]
pub async fn list_organization(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ListInput>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::listing(&body.value)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::List(input)).await
}

/// Apply to be taken off a list (申请移出).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = ApplyForRemoval,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/apply-for-removal")]
pub async fn apply_for_removal(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<ApplyForRemoval>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::text("/statement", &body.value.statement)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Apply(input)).await
}

/// Take an organization off a list (移出名录), also where it should not have been listed (更正).
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RemoveFromList,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/remove")]
pub async fn remove_from_list(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RemoveFromList>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::removal(&body.value)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Remove(input)).await
}

/// Repair credit (信用修复): the entry is displayed no more on the platforms of credit, and stands on the list.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), ActHeaders, DryRun),
    request_body = RepairCredit,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/organizations/{id}/credit/repair")]
pub async fn repair_credit(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<RepairCredit>,
) -> Result<HttpResponse, Problem> {
    credit_lengths::number(&body.value.document_number)?;
    let (body, input) = body.parted();
    of_credit(&state, caller, &options, &body, id, CreditRequest::Repair(input)).await
}
