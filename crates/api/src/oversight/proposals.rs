//! What sweeps propose: the worklist of whoever watches, by its days, and how many there are.
//!
//! What may not enter: sweeping; the command line does that.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::oversight::ProposalKind;
use shuniu_registry::{ProposalFilter, ProposalLine};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Where the list is.
const LIST: &str = "/api/v1/proposals";

/// Which proposals.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalQuery {
    /// Only of this kind.
    kind: Option<ProposalKind>,
    /// Only of this organization, by identifier.
    organization: Option<String>,
    /// Only of this unit (a hub, a department), by identifier.
    unit: Option<String>,
    /// Only those whose day has passed.
    #[serde(default)]
    late: bool,
    /// Only those due before this day.
    due_before: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only of organizations under this supervisory unit and of itself; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of proposals, the one that is due first at the head.
#[derive(Serialize, ToSchema)]
pub struct ProposalPage {
    /// The proposals.
    items: Vec<ProposalLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
    /// The day of the last sweep that was through; null before the first.
    swept_on: Option<NaiveDate>,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProposalFiguresQuery {
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only of organizations under this supervisory unit and of itself; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
}

/// How many proposals there are of each kind, and the list of each.
#[derive(Serialize, ToSchema)]
pub struct ProposalFigures {
    /// By kind.
    #[schema(value_type = std::collections::HashMap<String, i64>)]
    kinds: BTreeMap<String, i64>,
    /// The list for each kind, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    lists: BTreeMap<String, String>,
}

/// What the last sweep proposes: reminders, missing reports, listings, removals, expiries; each with the act that
/// would follow, its day and article. Nothing is decided by it.
#[utoipa::path(
    tag = "oversight",
    params(ProposalQuery),
    responses((status = 200, body = ProposalPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/proposals")]
pub async fn list_proposals(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<ProposalQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode_proposal).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let due_before = cursor::legal_date("due_before", query.due_before)?;
    let actor = caller.actor.clone();
    let found = ask(&state, move |s| {
        let late = query.late.then_some(s.registry.today());
        let filter = ProposalFilter {
            kind: query.kind.map(|kind| kind.id().to_owned()),
            organization: query.organization,
            unit: query.unit,
            due_before: match (late, due_before) {
                (Some(late), Some(day)) => Some(late.min(day)),
                (late, day) => late.or(day),
            },
            registrar: query.registrar,
            supervisory_unit: query.supervisory_unit,
            division_prefix,
        };
        s.registry.list_proposals(&actor, &filter, after.as_ref(), limit)
    })
    .await?;
    let next = found.next.map(cursor::encode_proposal);
    let page = ProposalPage { items: found.lines, next, swept_on: found.swept_on };
    Ok(cursor::linked(&request, page.next.clone().as_deref()).json(page))
}

/// How many proposals there are of each kind; each figure names the list that yields it.
#[utoipa::path(
    tag = "oversight",
    params(ProposalFiguresQuery),
    responses((status = 200, body = ProposalFigures), ReadProblems),
    security(("bearer" = []))
)]
#[get("/proposals/figures")]
pub async fn get_proposal_figures(
    state: State,
    caller: Caller,
    query: Query<ProposalFiguresQuery>,
) -> Result<web::Json<ProposalFigures>, Problem> {
    let query = query.into_inner();
    let filters = cursor::spelled_out([
        ("registrar", query.registrar.clone()),
        ("supervisory_unit", query.supervisory_unit.clone()),
        ("division", query.division.clone()),
    ]);
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let filter = ProposalFilter {
        registrar: query.registrar,
        supervisory_unit: query.supervisory_unit,
        division_prefix,
        ..ProposalFilter::default()
    };
    let actor = caller.actor.clone();
    let kinds: BTreeMap<String, i64> =
        ask(&state, move |s| s.registry.proposal_figures(&actor, &filter))
            .await?
            .into_iter()
            .collect();
    let list = |kind: &String| (kind.clone(), format!("{LIST}?kind={kind}{filters}"));
    Ok(web::Json(ProposalFigures { lists: kinds.keys().map(list).collect(), kinds }))
}
