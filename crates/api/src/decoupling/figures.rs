//! The figures of decoupling and what is out of order in supervision: every figure names the list that
//! yields it.
//!
//! What may not enter: counting; the registry does that.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::text::Text;
use shuniu_registry::{
    DepartmentLine, ExceptionKind, ExceptionLine, ProgressBy, ProgressLine, RetainedLine,
    being_mended, counted_in_all, with_dimensions,
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::Caller,
    cursor,
    extract::{NoQuery, Query},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Where the lists of cases are.
const CASES: &str = "/api/v1/decoupling/cases";

/// By what progress is told.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressKey {
    /// By batch, with what each is meant to do.
    Batch,
    /// By department.
    Department,
    /// By administrative division.
    Division,
    /// By dimension.
    Dimension,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgressQuery {
    /// Only of this programme; by batch, one has to be named.
    programme: Option<String>,
    /// By what.
    by: ProgressKey,
}

/// A figure, and the list that yields it.
#[derive(Serialize, ToSchema)]
pub struct LinkedProgress {
    /// The figures.
    #[serde(flatten)]
    line: ProgressLine,
    /// The list of all these cases.
    list: String,
    /// The list for each state, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    lists: std::collections::BTreeMap<String, String>,
    /// The list of those that are late.
    #[serde(skip_serializing_if = "Option::is_none")]
    late_list: Option<String>,
}

/// How far programmes are: by batch (with what each is meant to do), department, division or dimension.
#[utoipa::path(
    tag = "decoupling",
    params(ProgressQuery),
    responses((status = 200, body = Vec<LinkedProgress>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/decoupling/progress")]
pub async fn get_decoupling_progress(
    state: State,
    caller: Caller,
    query: Query<ProgressQuery>,
) -> Result<web::Json<Vec<LinkedProgress>>, Problem> {
    let ProgressQuery { programme, by } = query.into_inner();
    let counted_by = match by {
        ProgressKey::Batch if programme.is_none() => {
            let text = Text::new(
                "按批次统计时请指明方案：批次号只在一个方案之内有意义。",
                "Name a programme: the number of a batch means something within one only.",
            );
            return Err(Problem::field("?programme", "required", text));
        }
        ProgressKey::Batch => ProgressBy::Batch,
        ProgressKey::Department => ProgressBy::Department,
        ProgressKey::Division => ProgressBy::Division,
        ProgressKey::Dimension => ProgressBy::Dimension,
    };
    let (actor, of) = (caller.actor.clone(), programme.clone());
    let lines =
        ask(&state, move |s| s.registry.decoupling_progress(&actor, of.as_deref(), counted_by))
            .await?;
    let linked = lines.into_iter().map(|line| linked(line, by, programme.as_deref()));
    Ok(web::Json(linked.collect()))
}

fn linked(line: ProgressLine, by: ProgressKey, programme: Option<&str>) -> LinkedProgress {
    let filter = match by {
        ProgressKey::Batch => "batch",
        ProgressKey::Department => "department",
        ProgressKey::Division => "parts=false&division",
        ProgressKey::Dimension => "dimension",
    };
    let programme = programme.map(|id| format!("&programme={id}")).unwrap_or_default();
    let cases = format!("{CASES}?{filter}={}{programme}", line.key);
    let by_dimension = matches!(by, ProgressKey::Dimension);
    let counted = if by_dimension { with_dimensions() } else { counted_in_all() };
    let all = format!("{cases}&status={}", counted.join(","));
    let state = match by_dimension {
        true => format!("{all}&dimension_state"),
        false => format!("{cases}&status"),
    };
    LinkedProgress {
        lists: line.states.keys().map(|s| (s.clone(), format!("{state}={s}"))).collect(),
        late_list: line.late.map(|_| format!("{cases}&late=true")),
        list: all,
        line,
    }
}

/// Which departments, on which days.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DepartmentQuery {
    /// Only in this division and its parts.
    division: Option<String>,
    /// Days, separated by commas, 24 at most; today when left out.
    #[param(example = "2026-01-01,2026-07-01")]
    on: Option<String>,
}

/// A department, and the lists that yield its figures.
#[derive(Serialize, ToSchema)]
pub struct LinkedDepartment {
    /// The figures.
    #[serde(flatten)]
    line: DepartmentLine,
    /// Whom it supervised on each of the days.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    members: std::collections::BTreeMap<NaiveDate, String>,
    /// Its cases.
    cases_list: String,
    /// Those that are late.
    late_list: String,
}

/// Departments that still supervise: how many organizations on each of the days, how far their cases
/// are, who is late, and who keeps the role for now.
#[utoipa::path(
    tag = "decoupling",
    params(DepartmentQuery),
    responses((status = 200, body = Vec<LinkedDepartment>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/decoupling/departments")]
pub async fn list_departments(
    state: State,
    caller: Caller,
    query: Query<DepartmentQuery>,
) -> Result<web::Json<Vec<LinkedDepartment>>, Problem> {
    let query = query.into_inner();
    let prefix = query.division.as_deref().map(cursor::division_prefix).transpose()?;
    let days = days(query.on.as_deref())?;
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| {
        let days = if days.is_empty() { vec![s.registry.today()] } else { days };
        s.registry.departments(&actor, prefix.as_deref(), &days)
    })
    .await?;
    let linked = lines.into_iter().map(|line| {
        let unit = &line.unit;
        let members = |day: &NaiveDate| {
            let list = format!("/api/v1/units/{unit}/members?relation=supervision&on={day}");
            (*day, list)
        };
        LinkedDepartment {
            members: line.supervised.keys().map(members).collect(),
            cases_list: format!("{CASES}?department={unit}"),
            late_list: format!("{CASES}?department={unit}&late=true"),
            line,
        }
    });
    Ok(web::Json(linked.collect()))
}

/// The days that are asked for, in order.
fn days(listed: Option<&str>) -> Result<Vec<NaiveDate>, Problem> {
    const MOST: usize = 24;
    let mut days = Vec::new();
    for text in listed.iter().flat_map(|list| list.split([',', '，'])) {
        let day = text.trim().parse().map_err(|_| cursor::not_a_date("on"))?;
        days.extend(cursor::legal_date("on", Some(day))?);
    }
    days.sort_unstable();
    days.dedup();
    crate::input::lengths::at_most("/on", days.len(), MOST)?;
    Ok(days)
}

/// Which departments that keep the role.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RetainedQuery {
    /// Only those whose review is due.
    #[serde(default)]
    due: bool,
}

/// Departments that keep the role of supervisory unit for now, by the day of their review.
#[utoipa::path(
    tag = "decoupling",
    params(RetainedQuery),
    responses((status = 200, body = Vec<RetainedLine>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/decoupling/retained")]
pub async fn list_retained_departments(
    state: State,
    caller: Caller,
    query: Query<RetainedQuery>,
) -> Result<web::Json<Vec<RetainedLine>>, Problem> {
    let (actor, due) = (caller.actor.clone(), query.into_inner().due);
    Ok(web::Json(ask(&state, move |s| s.registry.retained_departments(&actor, due)).await?))
}

/// Something that is out of order, and the list that yields it.
#[derive(Serialize, ToSchema)]
pub struct LinkedException {
    /// The figure.
    #[serde(flatten)]
    line: ExceptionLine,
    /// The list.
    list: String,
}

/// What is out of order in supervision and decoupling today: organizations without anybody, relations
/// with units that are no more, authorizations that end, cases that are late or stuck, reviews that
/// are due.
#[utoipa::path(
    tag = "relations",
    responses((status = 200, body = Vec<LinkedException>), ReadProblems),
    security(("bearer" = []))
)]
#[get("/supervision/exceptions")]
pub async fn list_exceptions(
    state: State,
    caller: Caller,
    _query: NoQuery,
) -> Result<web::Json<Vec<LinkedException>>, Problem> {
    let actor = caller.actor.clone();
    let lines = ask(&state, move |s| s.registry.exceptions(&actor)).await?;
    let linked = lines.into_iter().map(|line| {
        let list = match line.kind {
            ExceptionKind::NobodyResponsible => {
                "/api/v1/organizations?responsible=none&status=registered".to_owned()
            }
            ExceptionKind::UnitGone => "/api/v1/supervision/gone-units".to_owned(),
            ExceptionKind::AuthorizationEnding => {
                format!("/api/v1/hubs?status=authorized&ending_by={}", line.until)
            }
            ExceptionKind::HubWithdrawing => "/api/v1/hubs?status=withdrawing".to_owned(),
            ExceptionKind::NoticeOverdue => "/api/v1/supervision/gaps?overdue=true".to_owned(),
            ExceptionKind::DecouplingLate => format!("{CASES}?late=true"),
            ExceptionKind::DecouplingSentBack => {
                let status = being_mended().join(",");
                format!("{CASES}?dimension_state=sent_back&status={status}")
            }
            ExceptionKind::DecouplingPassed => format!("{CASES}?department_passed=true"),
            ExceptionKind::ExemptionReview => format!("{CASES}?status=exempt&review_due=true"),
            ExceptionKind::RetentionReview => "/api/v1/decoupling/retained?due=true".to_owned(),
        };
        LinkedException { line, list }
    });
    Ok(web::Json(linked.collect()))
}
