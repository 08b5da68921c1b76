//! Evaluation as it is read: one organization, its grade on a day, lists, figures, sheets.
//!
//! What may not enter: counting; the registry does that.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    evaluation::{EvaluationKind, EvaluationStage, Grade, GradeEffects, Round, Sheet},
    organization::OrganizationKind,
};
use shuniu_registry::{
    EvaluationFigures, EvaluationFilter, EvaluationLine, EvaluationView, GradeFigures, GradeFilter,
    GradeLine,
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Caller, MaybeCaller},
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Where the grades are.
const GRADES: &str = "/api/v1/grades";
/// Where the evaluations are.
const EVALUATIONS: &str = "/api/v1/evaluations";

/// Which grades.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GradeListQuery {
    /// Only this grade: `1A` to `5A`.
    #[param(value_type = Option<String>)]
    grade: Option<Grade>,
    /// Only those that run on this day.
    on: Option<NaiveDate>,
    /// Only those announced from this day on.
    announced_from: Option<NaiveDate>,
    /// Only those announced until this day.
    announced_until: Option<NaiveDate>,
    /// Only those that end before this day.
    ends_before: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
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

/// Which figures of grades.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GradeFiguresQuery {
    /// Only those that run on this day.
    on: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
}

/// Which evaluations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationListQuery {
    /// Only standing so.
    stage: Option<EvaluationStage>,
    /// Only begun for this.
    why: Option<EvaluationKind>,
    /// Only of this round; name the registrar, too.
    round: Option<i32>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
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

/// Which figures of evaluations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvaluationFiguresQuery {
    /// Only of this round; name the registrar, too.
    round: Option<i32>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
}

/// On which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GradeQuery {
    /// On this day, as the law saw it then.
    as_of: Option<NaiveDate>,
}

/// A page of grades, in the order in which they were entered.
#[derive(Serialize, ToSchema)]
pub struct GradePage {
    /// The grades.
    items: Vec<GradeLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// A page of evaluations, in the order in which they were begun.
#[derive(Serialize, ToSchema)]
pub struct EvaluationPage {
    /// The evaluations.
    items: Vec<EvaluationLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// A figure of grades, and the lists that yield it.
#[derive(Serialize, ToSchema)]
pub struct LinkedGrades {
    /// The figures.
    #[serde(flatten)]
    line: GradeFigures,
    /// The list of all of these.
    list: String,
    /// The list for each grade, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    by_grade: BTreeMap<String, String>,
}

/// A figure of evaluations, and the list that yields it.
#[derive(Serialize, ToSchema)]
pub struct LinkedEvaluations {
    /// The figure.
    #[serde(flatten)]
    line: EvaluationFigures,
    /// The list of these.
    list: String,
}

/// Evaluation of an organization, whole: each with report, ballot and publicity; grades; bars. For the
/// organization, its supervisory unit, registrars and agencies; names are for the offices that handle it.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = EvaluationView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/evaluation")]
pub async fn get_evaluation(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.evaluation(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// The grade of an organization on a day, and what it is good for by the law of that day. No grade is lawful, and
/// stands in nobody's way. Public.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier or code of the organization"), GradeQuery),
    responses((status = 200, body = GradeEffects), ReadProblems)
)]
#[get("/organizations/{id}/grade")]
pub async fn get_grade(
    _caller: MaybeCaller,
    state: State,
    id: web::Path<String>,
    query: Query<GradeQuery>,
) -> Result<web::Json<GradeEffects>, Problem> {
    let id = id.into_inner();
    let as_of = cursor::legal_date("as_of", query.into_inner().as_of)?;
    let found = ask(&state, move |s| s.registry.grade(&id, as_of)).await?;
    Ok(web::Json(found))
}

/// Grades, those that are past too. Public.
#[utoipa::path(
    tag = "evaluation",
    params(GradeListQuery),
    responses((status = 200, body = GradePage), ReadProblems)
)]
#[get("/grades")]
pub async fn list_grades(
    _caller: MaybeCaller,
    request: HttpRequest,
    state: State,
    query: Query<GradeListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = GradeFilter {
        grade: query.grade.map(|grade| grade.id().to_owned()),
        on: cursor::legal_date("on", query.on)?,
        announced_from: cursor::legal_date("announced_from", query.announced_from)?,
        announced_until: cursor::legal_date("announced_until", query.announced_until)?,
        ends_before: cursor::legal_date("ends_before", query.ends_before)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
    };
    let (items, next) = ask(&state, move |s| s.registry.list_grades(&filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(GradePage { items, next }))
}

/// How many grades there are, by kind and grade; each figure names the list that yields it. Public.
#[utoipa::path(
    tag = "evaluation",
    params(GradeFiguresQuery),
    responses((status = 200, body = Vec<LinkedGrades>), ReadProblems)
)]
#[get("/grades/figures")]
pub async fn get_grade_figures(
    _caller: MaybeCaller,
    state: State,
    query: Query<GradeFiguresQuery>,
) -> Result<web::Json<Vec<LinkedGrades>>, Problem> {
    let query = query.into_inner();
    let filters = cursor::spelled_out([
        ("on", query.on.map(|day| day.to_string())),
        ("registrar", query.registrar.clone()),
        ("division", query.division.clone()),
    ]);
    let filter = GradeFilter {
        on: cursor::legal_date("on", query.on)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        ..GradeFilter::default()
    };
    let lines = ask(&state, move |s| s.registry.grade_figures(&filter)).await?;
    let linked = |line: GradeFigures| {
        let list = format!("{GRADES}?kind={}{filters}", line.kind);
        let ids = line.grades.keys();
        let by_grade = ids.map(|id| (id.clone(), format!("{list}&grade={id}"))).collect();
        LinkedGrades { line, list, by_grade }
    };
    Ok(web::Json(lines.into_iter().map(linked).collect()))
}

/// Evaluations, under way and past: the worklist. For registrars and agencies.
#[utoipa::path(
    tag = "evaluation",
    params(EvaluationListQuery),
    responses((status = 200, body = EvaluationPage), ReadProblems),
    security(("bearer" = []))
)]
#[get("/evaluations")]
pub async fn list_evaluations(
    request: HttpRequest,
    state: State,
    caller: Caller,
    query: Query<EvaluationListQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = EvaluationFilter {
        stage: query.stage.map(|stage| stage.id().to_owned()),
        why: query.why.map(|why| why.id().to_owned()),
        round: query.round,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
    };
    let actor = caller.actor.clone();
    let (items, next) =
        ask(&state, move |s| s.registry.list_evaluations(&actor, &filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(EvaluationPage { items, next }))
}

/// How many evaluations stand at each stage; each figure names the list that yields it.
#[utoipa::path(
    tag = "evaluation",
    params(EvaluationFiguresQuery),
    responses((status = 200, body = Vec<LinkedEvaluations>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/evaluations/figures")]
pub async fn get_evaluation_figures(
    state: State,
    caller: Caller,
    query: Query<EvaluationFiguresQuery>,
) -> Result<web::Json<Vec<LinkedEvaluations>>, Problem> {
    let query = query.into_inner();
    let filters = cursor::spelled_out([
        ("round", query.round.map(|round| round.to_string())),
        ("registrar", query.registrar.clone()),
    ]);
    let filter = EvaluationFilter {
        round: query.round,
        registrar: query.registrar,
        ..EvaluationFilter::default()
    };
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| s.registry.evaluation_figures(&actor, &filter)).await?;
    let linked = |line: EvaluationFigures| {
        let list = format!("{EVALUATIONS}?stage={}{filters}", line.stage);
        LinkedEvaluations { line, list }
    };
    Ok(web::Json(lines.into_iter().map(linked).collect()))
}

/// The rounds of a registrar, the newest first. Public; who sits in the committee is for those who work at the
/// registrar, and for the leading group's office.
#[utoipa::path(
    tag = "evaluation",
    params(("id" = String, Path, description = "Identifier of the registrar")),
    responses((status = 200, body = Vec<Round>), ReadProblems)
)]
#[get("/units/{id}/evaluation-rounds")]
pub async fn list_rounds(
    state: State,
    caller: MaybeCaller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<web::Json<Vec<Round>>, Problem> {
    let (id, actor) = (id.into_inner(), caller.0.map(|caller| caller.actor.clone()));
    Ok(web::Json(ask(&state, move |s| s.registry.rounds(&id, actor.as_ref())).await?))
}

/// The sheets that rounds may use: indicators, points, bands. Public.
#[utoipa::path(
    tag = "evaluation",
    responses((status = 200, body = Vec<Sheet>), ReadProblems)
)]
#[get("/evaluation-sheets")]
pub async fn list_sheets(
    _caller: MaybeCaller,
    state: State,
    _query: NoQuery,
) -> Result<web::Json<Vec<Sheet>>, Problem> {
    Ok(web::Json(state.registry.sheets()))
}
