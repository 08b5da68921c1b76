//! The roll of bodies beside the register: exempt bodies, community organizations, branches, illegal
//! organizations. Reading needs no token.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::ActRequest,
    identity::Uscc,
    roll::{BranchForm, NewRollEntry, RollClass, RollContent, RollEntry, Tier},
    text::Text,
    unit::UnitId,
};
use shuniu_registry::{ActAnswer, RollFilter, Target};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    auth::{Caller, MaybeCaller},
    cases::perform,
    cursor::{self, Limit},
    extract::{ActOptions, Body, NoQuery, Query},
    input::check,
    problem::Problem,
    responses::{ActHeaders, ActProblems, DryRun, ReadProblems},
    state::{State, ask},
};

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RollQuery {
    /// Only of this class.
    class: Option<RollClass>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only branches of this organization, by identifier.
    parent: Option<String>,
    /// Only those that hold on this day.
    on: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of the roll, in the order of entry.
#[derive(Serialize, ToSchema)]
pub struct RollPage {
    /// The entries.
    items: Vec<RollEntry>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// What every entry states: its name, who answers for it, since when, and where that stands.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// Name.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200)]
    pub name: String,
    /// The registrar, or the sub-district office of a community organization.
    #[schema(value_type = String, example = "registrar-110105")]
    pub unit: UnitId,
    /// First day.
    pub since: NaiveDate,
    /// Where this was read or decided.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub source: String,
}

impl EntryInput {
    fn into_request(self, content: RollContent) -> ActRequest {
        let Self { name, unit, since, source } = self;
        let entry = Box::new(NewRollEntry { name, unit, since, source, content });
        ActRequest::EnterRoll { entry }
    }
}

/// A body exempt from registration.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExemptBodyInput {
    /// The entry.
    #[validate(nested)]
    pub entry: EntryInput,
    /// Its code, of another department than civil affairs.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub uscc: Option<Uscc>,
}

/// A community organization.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunityInput {
    /// The entry.
    #[validate(nested)]
    pub entry: EntryInput,
    /// Its tier.
    pub tier: Tier,
    /// Members, about.
    #[validate(range(max = 10_000_000))]
    #[schema(maximum = 10_000_000)]
    pub members: u32,
    /// The community or village.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub community: Option<String>,
}

/// An illegal organization that was published.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IllegalInput {
    /// The entry.
    #[validate(nested)]
    pub entry: EntryInput,
    /// The list or decision in which it was published.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub list: String,
    /// When.
    pub published_on: NaiveDate,
    /// The registered name that it was said to imitate.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub similar_to: Option<String>,
}

/// A branch or representative office.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchInput {
    /// Name, beginning with the organization's full name.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200)]
    pub name: String,
    /// What it is.
    pub form: BranchForm,
    /// When the council decided on it; its first day.
    pub decided_on: NaiveDate,
    /// Number or title of the minutes.
    #[validate(length(min = 1, max = 200), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub minutes: String,
}

/// The end of an entry.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndEntryInput {
    /// Last day.
    pub until: NaiveDate,
    /// Why.
    #[validate(length(min = 1, max = 500), custom(function = "crate::input::not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
    /// The registered organization that a community organization became, by identifier.
    #[serde(default)]
    #[validate(length(max = 64))]
    #[schema(max_length = 64)]
    pub became: Option<String>,
}

/// Entries of the roll by filters.
#[utoipa::path(tag = "roll", params(RollQuery), responses((status = 200, body = RollPage), ReadProblems))]
#[get("/roll")]
pub async fn list_roll(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<RollQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = RollFilter {
        class: query.class.map(|class| class.id().to_owned()),
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        parent: query.parent,
        on: cursor::legal_date("on", query.on)?,
    };
    let (items, next) = ask(&state, move |s| s.registry.list_roll(&filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(RollPage { items, next }))
}

/// One entry of the roll.
#[utoipa::path(tag = "roll", params(("id" = String, Path)), responses((status = 200, body = RollEntry), ReadProblems))]
#[get("/roll/{id}")]
pub async fn get_roll_entry(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<RollEntry>, Problem> {
    let id = id.into_inner();
    Ok(web::Json(ask(&state, move |s| s.registry.roll_entry(&id)).await?))
}

/// Enter a body exempt from registration, of the closed lists.
#[utoipa::path(
    tag = "roll", params(ActHeaders, DryRun), request_body = ExemptBodyInput,
    responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = []))
)]
#[post("/roll/exempt-bodies")]
pub async fn enter_exempt_body(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<ExemptBodyInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let request = input.entry.into_request(RollContent::ExemptBody { uscc: input.uscc });
    perform(&state, caller, &options, &body, Target::Register, request, Vec::new()).await
}

/// File a community organization with its sub-district office or township.
#[utoipa::path(
    tag = "roll", params(ActHeaders, DryRun), request_body = CommunityInput,
    responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = []))
)]
#[post("/roll/community-organizations")]
pub async fn file_community_organization(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<CommunityInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let CommunityInput { entry, tier, members, community } = input;
    let content = RollContent::CommunityOrganization { tier, members, community };
    let request = entry.into_request(content);
    perform(&state, caller, &options, &body, Target::Register, request, Vec::new()).await
}

/// Enter an illegal organization that an authority published. The entry informs: whoever bears a
/// like name is not illegal for that.
#[utoipa::path(
    tag = "roll", params(ActHeaders, DryRun), request_body = IllegalInput,
    responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = []))
)]
#[post("/roll/illegal-organizations")]
pub async fn record_illegal_organization(
    state: State,
    caller: Caller,
    options: ActOptions,
    body: Body<IllegalInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let (body, input) = body.parted();
    let IllegalInput { entry, list, published_on, similar_to } = input;
    let content = RollContent::IllegalOrganization { list, published_on, similar_to };
    let request = entry.into_request(content);
    perform(&state, caller, &options, &body, Target::Register, request, Vec::new()).await
}

/// File a branch or representative office of an association or foundation. The account needs a
/// grant that names the organization.
#[utoipa::path(
    tag = "roll",
    params(("id" = String, Path, description = "Identifier of the organization"), ActHeaders, DryRun),
    request_body = BranchInput,
    responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = []))
)]
#[post("/organizations/{id}/branches")]
pub async fn file_branch(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<BranchInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let id = id.into_inner();
    let (body, input) = body.parted();
    let of = id.clone();
    let parent = ask(&state, move |s| s.registry.organization_state(&of)).await?;
    let entry = EntryInput {
        name: input.name,
        unit: parent.registrar.id,
        since: input.decided_on,
        source: input.minutes.clone(),
    };
    let request = entry.into_request(RollContent::Branch {
        form: input.form,
        decided_on: input.decided_on,
        minutes: input.minutes,
        parent: parent.id,
    });
    perform(&state, caller, &options, &body, Target::Organization(id), request, Vec::new()).await
}

/// End an entry of the roll: the registrar that of an exempt body or illegal organization, the
/// sub-district that of a community organization, the organization that of its branch.
#[utoipa::path(
    tag = "roll",
    params(("id" = String, Path), ActHeaders, DryRun),
    request_body = EndEntryInput,
    responses((status = 201, body = ActAnswer), ActProblems), security(("bearer" = []))
)]
#[post("/roll/{id}/end")]
pub async fn end_roll_entry(
    state: State,
    caller: Caller,
    options: ActOptions,
    id: web::Path<String>,
    body: Body<EndEntryInput>,
) -> Result<HttpResponse, Problem> {
    check(&body.value)?;
    let id = id.into_inner();
    let (body, input) = body.parted();
    let of = id.clone();
    let class = ask(&state, move |s| s.registry.roll_entry(&of)).await?.content.class();
    if input.became.is_some() && class != RollClass::CommunityOrganization {
        let text = Text::new(
            "仅社区社会组织转为登记时填写。",
            "Only of a community organization that became a registered one.",
        );
        return Err(Problem::field("/became", "not_of_this_class", text));
    }
    let request = ActRequest::EndRollEntry {
        class,
        until: input.until,
        reason: input.reason,
        became: input.became,
    };
    perform(&state, caller, &options, &body, Target::Roll(id), request, Vec::new()).await
}
