//! Annual reports, who is overdue and warnings as they are read.
//!
//! What may not enter: counting; the registry does that.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use shuniu_core::{
    organization::OrganizationKind,
    oversight::annual::{AnnualStatus, InspectionResult},
};
use shuniu_registry::{
    AnnualFigures, AnnualFilter, AnnualLine, AnnualView, OrganizationFilter, OverdueLine,
    WarningFilter, WarningLine,
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

/// Where the list of years is.
const LIST: &str = "/api/v1/annual-reports";

/// Which years.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnnualListQuery {
    /// Only this year.
    year: Option<i32>,
    /// Only standing so: `missed`, `filed`, `returned`, `reviewed`, `concluded`, `rectifying`.
    status: Option<AnnualStatus>,
    /// Only with this conclusion in force.
    result: Option<InspectionResult>,
    /// Only those that were filed after their day.
    #[serde(default)]
    late: bool,
    /// Only those whose day to rectify has passed.
    #[serde(default)]
    rectification_late: bool,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only of organizations under this supervisory unit; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of years, in the order in which something was first known of them.
#[derive(Serialize, ToSchema)]
pub struct AnnualPage {
    /// The years.
    items: Vec<AnnualLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Who is overdue.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OverdueQuery {
    /// The year whose report is missing.
    year: i32,
    /// Only with this registrar.
    registrar: Option<String>,
    /// Only under this supervisory unit; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of those who are overdue, in the order of entry.
#[derive(Serialize, ToSchema)]
pub struct OverduePage {
    /// Who.
    items: Vec<OverdueLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AnnualFiguresQuery {
    /// Only this year.
    year: Option<i32>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only of organizations under this supervisory unit; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
}

/// A figure, and the lists that yield it.
#[derive(Serialize, ToSchema)]
pub struct LinkedAnnual {
    /// The figures.
    #[serde(flatten)]
    line: AnnualFigures,
    /// The list of all of these.
    list: String,
    /// The list for each status, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    by_status: BTreeMap<String, String>,
    /// The list for each conclusion, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    by_result: BTreeMap<String, String>,
}

/// Which warnings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WarningListQuery {
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only of organizations under this supervisory unit; its own officers name it.
    supervisory_unit: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only whose it is to see to.
    owner: Option<String>,
    /// Only open (true) or closed (false) ones.
    open: Option<bool>,
    /// Only open ones whose day has passed.
    #[serde(default)]
    late: bool,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of warnings, in the order in which they were raised.
#[derive(Serialize, ToSchema)]
pub struct WarningPage {
    /// The warnings.
    items: Vec<WarningLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Annual reports and inspections of an organization, whole: what it has to do for the last year, each year
/// with its report, what differs from the year before, opinions, conclusion, rectification; warnings.
/// For the organization, its supervisory unit, registrars and agencies; the public record tells the
/// conclusions.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = AnnualView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/annual-reports")]
pub async fn get_annual_reports(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.annual(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// The years of many organizations: what was filed, reviewed, sent back, concluded, is to be rectified, or
/// never came.
#[utoipa::path(
    tag = "oversight",
    params(AnnualListQuery),
    responses((status = 200, body = AnnualPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/annual-reports")]
pub async fn list_annual_reports(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<AnnualListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let filter = AnnualFilter {
            year: query.year,
            registrar: query.registrar,
            supervisory_unit: query.supervisory_unit,
            division_prefix,
            kind: query.kind.map(|kind| kind.id().to_owned()),
            status: query.status.map(|status| status.id().to_owned()),
            result: query.result.map(|result| result.id().to_owned()),
            filed_late: query.late,
            rectify_before: query.rectification_late.then_some(s.registry.today()),
        };
        s.registry.list_annual_years(&actor, &filter, after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(AnnualPage { items, next }))
}

/// Who had to file a report for a year and has not, each with the day and its article.
#[utoipa::path(
    tag = "oversight",
    params(OverdueQuery),
    responses((status = 200, body = OverduePage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/annual-reports/overdue")]
pub async fn list_overdue_reports(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<OverdueQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let filter = OrganizationFilter {
        registrar: query.registrar,
        supervisory_unit: query.supervisory_unit,
        division_prefix,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        ..OrganizationFilter::default()
    };
    let (actor, year) = (caller.actor.clone(), query.year);
    let (items, next) =
        ask(&state, move |s| s.registry.list_overdue(&actor, &filter, year, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(OverduePage { items, next }))
}

/// How many years stand where, by kind of organization; each figure names the list that yields it.
#[utoipa::path(
    tag = "oversight",
    params(AnnualFiguresQuery),
    responses((status = 200, body = Vec<LinkedAnnual>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/annual-reports/figures")]
pub async fn get_annual_figures(
    state: State,
    caller: Caller,
    query: Query<AnnualFiguresQuery>,
) -> Result<web::Json<Vec<LinkedAnnual>>, Problem> {
    let query = query.into_inner();
    let filters = spelled_out(&query);
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let filter = AnnualFilter {
        year: query.year,
        registrar: query.registrar,
        supervisory_unit: query.supervisory_unit,
        division_prefix,
        ..AnnualFilter::default()
    };
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| s.registry.annual_figures(&actor, &filter)).await?;
    Ok(web::Json(lines.into_iter().map(|line| linked(line, &filters)).collect()))
}

/// Warnings: what, whose, by when.
#[utoipa::path(
    tag = "oversight",
    params(WarningListQuery),
    responses((status = 200, body = WarningPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/warnings")]
pub async fn list_warnings(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<WarningListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let division_prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let actor = caller.actor.clone();
    let (items, next) = ask(&state, move |s| {
        let filter = WarningFilter {
            registrar: query.registrar,
            supervisory_unit: query.supervisory_unit,
            division_prefix,
            owner: query.owner,
            open: if query.late { Some(true) } else { query.open },
            due_before: query.late.then_some(s.registry.today()),
        };
        s.registry.list_warnings(&actor, &filter, after, limit)
    })
    .await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(WarningPage { items, next }))
}

/// The filters of figures, as their lists have them.
fn spelled_out(query: &AnnualFiguresQuery) -> String {
    cursor::spelled_out([
        ("year", query.year.map(|year| year.to_string())),
        ("registrar", query.registrar.clone()),
        ("supervisory_unit", query.supervisory_unit.clone()),
        ("division", query.division.clone()),
    ])
}

fn linked(line: AnnualFigures, filters: &str) -> LinkedAnnual {
    let list = format!("{LIST}?kind={}{filters}", line.kind);
    let each = |name: &str, counts: &BTreeMap<String, i64>| {
        counts.keys().map(|id| (id.clone(), format!("{list}&{name}={id}"))).collect()
    };
    let (by_status, by_result) = (each("status", &line.statuses), each("result", &line.results));
    LinkedAnnual { line, list, by_status, by_result }
}
