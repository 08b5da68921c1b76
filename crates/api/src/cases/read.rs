//! Reading cases.

use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    act::{MatterKind, NextStep},
    case::CaseStatus,
    text::Text,
};
use shuniu_registry::{CaseFilter, CaseLine, CaseView};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
    telemetry::request_id,
};

/// Which cases of the worklist.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// Only in these states, separated by commas.
    status: Option<String>,
    /// Only of this matter.
    matter: Option<MatterKind>,
    /// Only in this division.
    division: Option<String>,
    /// Only due before this day.
    due_before: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of a worklist, most urgent first.
#[derive(Serialize, ToSchema)]
pub struct CasePage {
    /// The cases.
    pub items: Vec<CaseLine>,
    /// Where the next page begins; null on the last.
    pub next: Option<String>,
}

/// The states asked for; one that does not exist is a typing error.
fn statuses(asked: Option<&str>) -> Result<Vec<String>, Problem> {
    let asked = asked.into_iter().flat_map(|s| s.split(','));
    asked
        .map(|s| match CaseStatus::ALL.iter().find(|status| status.id() == s) {
            Some(status) => Ok(status.id().to_owned()),
            None => Err(Problem::field(
                "?status",
                "value",
                Text::new("没有这个状态；见接口说明。", "No such state; see the API description."),
            )),
        })
        .collect()
}

/// The worklist of the account: its registrar's cases, its supervisory unit's, or its own.
#[utoipa::path(tag = "cases", params(CaseQuery), responses((status = 200, body = CasePage), ReadProblems), security(("bearer" = [])))]
#[get("/cases")]
pub async fn list_cases(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<CaseQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode_case).transpose()?;
    let filter = CaseFilter {
        statuses: statuses(query.status.as_deref())?,
        act: query.matter.map(|matter| matter.id().to_owned()),
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        due_before: cursor::legal_date("due_before", query.due_before)?,
        ..CaseFilter::default()
    };
    let (items, next) =
        ask(&state, move |s| s.registry.worklist(&caller.actor, filter, after, limit)).await?;
    let next = next.map(cursor::encode_case);
    Ok(cursor::linked(&request, next.as_deref()).json(CasePage { items, next }))
}

/// One case, for those who are party to it. The reading is put on record.
#[utoipa::path(tag = "cases", params(("id" = String, Path)), responses((status = 200, body = CaseView), ReadProblems), security(("bearer" = [])))]
#[get("/cases/{id}")]
pub async fn get_case(
    request: HttpRequest,
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, asked) = (id.into_inner(), request_id(&request));
    let view = ask(&state, move |s| {
        let view = s.registry.case(&id, &caller.actor)?;
        s.registry.record_reading(&caller.actor.account, "read_case", &id, &asked)?;
        Ok(view)
    })
    .await?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::ETAG, format!("\"{}\"", view.version)));
    Ok(response.json(view))
}

/// What this account may do on the case today, what stands against it, and by when.
#[utoipa::path(tag = "cases", params(("id" = String, Path)), responses((status = 200, body = Vec<NextStep>), ReadProblems), security(("bearer" = [])))]
#[get("/cases/{id}/next-steps")]
pub async fn get_case_next_steps(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<NextStep>>, Problem> {
    let id = id.into_inner();
    let steps = ask(&state, move |s| s.registry.case_next_steps(&id, &caller.actor)).await?;
    Ok(web::Json(steps))
}
