//! Acts on hubs: each is one call, one transaction, and answers with every rule that was examined.

use actix_web::{HttpResponse, post, web};
use shuniu_core::{
    act::ActRequest,
    hub::{AuthorizationInput, Decided, HubRequest, Nomination},
};
use shuniu_registry::{ActAnswer, Target};

use super::input::{
    AssessmentInput, HubWithdrawalInput, PublicityInput, ReasonedDecisionInput, RecognitionInput,
    RectificationInput, RectifiedInput, ReviewInput,
};
use crate::{
    auth::Caller,
    cases::perform,
    cursor,
    extract::{ActOptions, Body},
    input::{Nothing, check, lengths},
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun},
    state::State,
};

fn decided(document_number: String, decided_on: chrono::NaiveDate) -> Decided {
    Decided { document_number, decided_on }
}

async fn on_hub<T>(
    state: &State,
    caller: Caller,
    options: &ActOptions,
    body: &Body<T>,
    unit: web::Path<String>,
    request: HubRequest,
) -> Result<HttpResponse, Problem> {
    let request = ActRequest::Hub { request: Box::new(request) };
    let target = Target::Unit(unit.into_inner());
    perform(state, caller, options, body, target, request, Vec::new()).await
}

/// Nominate a body as a hub (提名). The evidence of the four conditions may follow with a nomination anew.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = Nomination,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/nominate")]
pub async fn nominate_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<Nomination>,
) -> Result<HttpResponse, Problem> {
    lengths::nomination(&body.value)?;
    let (body, input) = body.parted();
    let request = HubRequest::Nominate(input);
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Review a nomination (审核): another officer than the one who nominated.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = ReviewInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/review")]
pub async fn review_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<ReviewInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = HubRequest::Review { supports: input.supports, reasons: input.reasons };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Record the publicity of a nomination (公示), where the city asks for one.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = PublicityInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/publicize")]
pub async fn publicize_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<PublicityInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/from", Some(body.value.from))?;
    cursor::legal_date("/until", Some(body.value.until))?;
    let (body, input) = body.parted();
    let request =
        HubRequest::Publicize { from: input.from, until: input.until, place: input.place };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Recognize a hub (认定): enters what the leading group decided.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = RecognitionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/recognize")]
pub async fn recognize_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<RecognitionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/decided_on", Some(body.value.decided_on))?;
    let (body, input) = body.parted();
    let request = HubRequest::Recognize {
        decided: decided(input.document_number, input.decided_on),
        batch: input.batch,
    };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Decide not to recognize (不予认定).
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = ReasonedDecisionInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/decline")]
pub async fn decline_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<ReasonedDecisionInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/decided_on", Some(body.value.decided_on))?;
    let (body, input) = body.parted();
    let request = HubRequest::Decline {
        decided: decided(input.document_number, input.decided_on),
        reasons: input.reasons,
    };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Authorize a hub (授权): enters what the government authorized; only this lets it supervise.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = AuthorizationInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/authorize")]
pub async fn authorize_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<AuthorizationInput>,
) -> Result<HttpResponse, Problem> {
    lengths::authorization(&body.value)?;
    cursor::legal_date("/dated", Some(body.value.dated))?;
    cursor::legal_date("/from", Some(body.value.from))?;
    cursor::legal_date("/until", body.value.until)?;
    let (body, input) = body.parted();
    let request = HubRequest::Authorize(input);
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Assess a year of a hub (年度考核).
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = AssessmentInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/assess")]
pub async fn assess_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<AssessmentInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request =
        HubRequest::Assess { year: input.year, outcome: input.outcome, remarks: input.remarks };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Order a hub to rectify (责令整改).
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = RectificationInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/order-rectification")]
pub async fn order_hub_rectification(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<RectificationInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/until", Some(body.value.until))?;
    let (body, input) = body.parted();
    let request = HubRequest::OrderRectification { until: input.until, what: input.what };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Close an order to rectify.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = RectifiedInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/close-rectification")]
pub async fn close_hub_rectification(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<RectifiedInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = HubRequest::CloseRectification { remarks: input.remarks };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Withdraw the standing as a hub (取消认定). A hub that supervises stays responsible until every member's plan is carried out.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = HubWithdrawalInput,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/withdraw")]
pub async fn withdraw_hub(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<HubWithdrawalInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    cursor::legal_date("/decided_on", Some(body.value.decided_on))?;
    let (body, input) = body.parted();
    let request = HubRequest::Withdraw {
        ground: input.ground,
        decided: decided(input.document_number, input.decided_on),
        reasons: input.reasons,
        successor: input.successor,
    };
    on_hub(&state, caller, &options, &body, unit, request).await
}

/// Complete a withdrawal: the last member has gone.
#[utoipa::path(
    tag = "hubs",
    params(("unit" = String, Path, description = "Identifier of the unit"), ActHeaders, DryRun),
    request_body = Nothing,
    responses((status = 201, body = ActAnswer), ActProblems),
    security(("bearer" = []))
)]
#[post("/hubs/{unit}/complete-withdrawal")]
pub async fn complete_hub_withdrawal(
    state: State,
    caller: Caller,
    options: ActOptions,
    unit: web::Path<String>,
    body: Body<Nothing>,
) -> Result<HttpResponse, Problem> {
    let request = HubRequest::CompleteWithdrawal;
    on_hub(&state, caller, &options, &body, unit, request).await
}
