//! Exits as they are read: one whole, for those who have to do with it, lists and figures.
//!
//! What may not enter: counting; the registry does that.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    exit::{ExitGround, ExitStage},
    organization::OrganizationKind,
};
use shuniu_registry::{ExitFigures, ExitFilter, ExitLine, ExitView};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Where the list is.
const LIST: &str = "/api/v1/exits";

/// Which exits.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExitListQuery {
    /// Only with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Only in this stage: `to_liquidate`, `liquidating`, `to_deregister`, `ended`.
    stage: Option<ExitStage>,
    /// Only on this ground.
    ground: Option<ExitGround>,
    /// Only those of whom an older register does not tell the ground.
    #[serde(default)]
    without_ground: bool,
    /// Only those whose day for the application has passed and who have not applied.
    #[serde(default)]
    late: bool,
    /// Only those that stand so since this day or later; of those who have gone, who ended then.
    since: Option<NaiveDate>,
    /// Only those that stand so since this day or earlier.
    until: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of exits, in the order in which they set out.
#[derive(Serialize, ToSchema)]
pub struct ExitPage {
    /// The exits.
    items: Vec<ExitLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExitFiguresQuery {
    /// Only with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Only those that stand so since this day or later.
    since: Option<NaiveDate>,
    /// Only those that stand so since this day or earlier.
    until: Option<NaiveDate>,
}

/// A figure, and the lists that yield it.
#[derive(Serialize, ToSchema)]
pub struct LinkedExits {
    /// The figures.
    #[serde(flatten)]
    line: ExitFigures,
    /// The list of all of these.
    list: String,
    /// The list for each stage, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    lists: std::collections::BTreeMap<String, String>,
}

/// How far an organization is on its way out, whole: the group, the announcement, the report, what was
/// collected. For the organization, its supervisory unit, registrars and agencies; the public record
/// tells the rest.
#[utoipa::path(
    tag = "exit",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = ExitView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/exit")]
pub async fn get_exit(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.exit(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// Who is on its way out, and who has gone: whose certificate or registration is gone and who has no
/// liquidation yet, who is in liquidation, who is to apply for deregistration and by when.
#[utoipa::path(
    tag = "exit",
    params(ExitListQuery),
    responses((status = 200, body = ExitPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/exits")]
pub async fn list_exits(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<ExitListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let (since_from, since_until) =
        (cursor::legal_date("since", query.since)?, cursor::legal_date("until", query.until)?);
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let filter = ExitFilter {
            registrar: query.registrar,
            division_prefix,
            kind: query.kind.map(|kind| kind.id().to_owned()),
            stages: query.stage.iter().map(|stage| stage.id().to_owned()).collect(),
            ground: query.ground.map(|ground| ground.id().to_owned()),
            without_ground: query.without_ground,
            due_before: query.late.then_some(s.registry.today()),
            since_from,
            since_until,
            ..ExitFilter::default()
        };
        s.registry.list_exits(&actor, &filter, after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(ExitPage { items, next }))
}

/// How many are on their way out or gone, by ground and stage; each figure names the list that yields
/// it.
#[utoipa::path(
    tag = "exit",
    params(ExitFiguresQuery),
    responses((status = 200, body = Vec<LinkedExits>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/exits/figures")]
pub async fn get_exit_figures(
    state: State,
    caller: Caller,
    query: Query<ExitFiguresQuery>,
) -> Result<web::Json<Vec<LinkedExits>>, Problem> {
    let query = query.into_inner();
    let filters = spelled_out(&query);
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let filter = ExitFilter {
        registrar: query.registrar,
        division_prefix,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        since_from: cursor::legal_date("since", query.since)?,
        since_until: cursor::legal_date("until", query.until)?,
        ..ExitFilter::default()
    };
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| s.registry.exit_figures(&actor, &filter)).await?;
    Ok(web::Json(lines.into_iter().map(|line| linked(line, &filters)).collect()))
}

/// The filters of figures, as their lists have them.
fn spelled_out(query: &ExitFiguresQuery) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    cursor::spelled_out([
        ("registrar", query.registrar.clone()),
        ("division", query.division.clone()),
        ("kind", query.kind.map(|kind| kind.id().to_owned())),
        ("since", day(query.since)),
        ("until", day(query.until)),
    ])
}

fn linked(line: ExitFigures, filters: &str) -> LinkedExits {
    let of = match &line.ground {
        Some(ground) => format!("ground={ground}"),
        None => "without_ground=true".to_owned(),
    };
    let list = format!("{LIST}?{of}{filters}");
    let stages = line.stages.keys();
    let lists = stages.map(|stage| (stage.clone(), format!("{list}&stage={stage}"))).collect();
    LinkedExits { line, list, lists }
}
