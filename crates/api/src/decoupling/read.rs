//! Cases of decoupling: one whole, for those who have to do with it, and lists.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use shuniu_core::{
    decoupling::{DecouplingStatus, DimensionState, StuckGround},
    text::Text,
};
use shuniu_registry::{
    DecouplingFilter, DecouplingLine, DecouplingView, not_separated, still_to_do,
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Which cases.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseListQuery {
    /// Only of this programme.
    programme: Option<String>,
    /// Only of this batch.
    #[param(minimum = 1, maximum = 1000)]
    batch: Option<u32>,
    /// Only of this department.
    department: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Whether the parts of the division count, too; they do when left out.
    parts: Option<bool>,
    /// Only those that stand so, or so: `listed`, `plan_submitted`, `in_progress`, `completed`, `reopened`,
    /// `exempt`, `delisted`, `deregistered`, separated by commas.
    #[param(example = "in_progress,reopened", max_length = 120)]
    status: Option<String>,
    /// Only those that do not go on, for this reason.
    stuck: Option<StuckGround>,
    /// Only those whose day has passed and that are not done.
    #[serde(default)]
    late: bool,
    /// Only exemptions that are to be looked at again.
    #[serde(default)]
    review_due: bool,
    /// Only those with this dimension; with `dimension_state` only where it is so far.
    #[param(max_length = 60)]
    dimension: Option<String>,
    /// Only those with a dimension that is so far.
    dimension_state: Option<DimensionState>,
    /// Only those whose department supervises the organization no more, though it was not decoupled.
    #[serde(default)]
    department_passed: bool,
    /// Only those that wait for this unit's signature.
    waits_for: Option<String>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of cases, in the order in which they were listed.
#[derive(Serialize, ToSchema)]
pub struct DecouplingPage {
    /// The cases.
    items: Vec<DecouplingLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// The case of an organization, whole: each dimension with what it lacks and whose signature it waits
/// for. For the organization, its department, the units that sign, registrars and agencies.
#[utoipa::path(
    tag = "decoupling",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = DecouplingView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/decoupling")]
pub async fn get_decoupling(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.decoupling(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// Cases by filters: the list behind every figure, and the worklist of a unit that signs. A department
/// names itself as `department` or `waits_for`.
#[utoipa::path(
    tag = "decoupling",
    params(CaseListQuery),
    responses((status = 200, body = DecouplingPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/decoupling/cases")]
pub async fn list_decouplings(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<CaseListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let statuses = statuses(&query)?;
    let parts = query.parts.unwrap_or(true);
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let today = s.registry.today();
        let filter = DecouplingFilter {
            programme: query.programme,
            batch: query.batch.map(i64::from),
            department: query.department,
            division_prefix: division_prefix.filter(|_| parts),
            division: query.division.filter(|_| !parts),
            statuses,
            stuck: query.stuck.map(|ground| ground.id().to_owned()),
            due_before: query.late.then_some(today),
            review_by: query.review_due.then_some(today),
            dimension: query.dimension,
            dimension_state: query.dimension_state.map(|state| state.id().to_owned()),
            waits_for: Vec::new(),
            department_passed: query.department_passed,
        };
        s.registry.list_decouplings(&actor, filter, query.waits_for.as_deref(), after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(DecouplingPage { items, next }))
}

/// The standings that are asked for; where only what is late or passed is, of those in which it can be.
fn statuses(query: &CaseListQuery) -> Result<Vec<String>, Problem> {
    let can_be = match (query.department_passed, query.late) {
        (true, _) => Some(not_separated()),
        (false, true) => Some(still_to_do()),
        (false, false) => None,
    };
    let Some(listed) = query.status.as_deref() else {
        return Ok(can_be.unwrap_or_default());
    };
    let all = DecouplingStatus::ALL.map(|status| status.id().to_owned());
    let can_be = can_be.unwrap_or_else(|| all.to_vec());
    let named: Vec<String> = listed.split([',', '，']).map(|id| id.trim().to_owned()).collect();
    if named.iter().all(|id| can_be.contains(id)) {
        return Ok(named);
    }
    let ids = can_be.join(", ");
    let text =
        Text::new(format!("应为其中之一或者几个：{ids}。"), format!("One or more of: {ids}."));
    Err(Problem::field("?status", "status", text))
}
