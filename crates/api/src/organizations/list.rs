//! Lists and batch look-up.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    organization::{OrganizationKind, OrganizationStatus, PublicRecord, Responsible},
    text::Text,
};
use shuniu_registry::{ListQuery, OrganizationFilter};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::MaybeCaller,
    cursor::{self, Limit},
    extract::{Body, NoQuery, Query},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// Which organizations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganizationQuery {
    /// Only of this kind: `association`, `service_institution`, `foundation`.
    kind: Option<String>,
    /// Only in this status: `registered`.
    status: Option<String>,
    /// Only in this division and its parts.
    #[param(example = "110105")]
    division: Option<String>,
    /// Only of this registrar.
    registrar: Option<String>,
    /// Only under this supervisory unit.
    supervisory_unit: Option<String>,
    /// Only those under a unit (`unit`), directly registered (`direct`), or neither as far as is known
    /// (`none`).
    responsible: Option<Responsible>,
    /// Only established on or after this day.
    established_from: Option<NaiveDate>,
    /// Only established on or before this day.
    established_to: Option<NaiveDate>,
    /// Where the page begins, from the page before.
    cursor: Option<String>,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Whether to count them all.
    total: Option<bool>,
}

/// A page of organizations, in the order of entry.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the body is put together from stored documents")]
pub struct OrganizationPage {
    /// The organizations.
    items: Vec<PublicRecord>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
    /// How many there are, when asked.
    total: Option<i64>,
}

/// A value of a closed list; another one is a typing error.
fn one_of(name: &str, asked: Option<String>, known: &[&str]) -> Result<Option<String>, Problem> {
    match asked {
        Some(value) if !known.contains(&value.as_str()) => {
            let known = known.join(", ");
            let text = Text::new(format!("应为：{known}。"), format!("One of: {known}."));
            Err(Problem::field(format!("?{name}"), "value", text))
        }
        other => Ok(other),
    }
}

/// Organizations by filters, in the order of entry.
#[utoipa::path(tag = "organizations", params(OrganizationQuery), responses((status = 200, body = OrganizationPage), ReadProblems))]
#[get("/organizations")]
pub async fn list_organizations(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    query: Query<OrganizationQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let list = ListQuery {
        filter: OrganizationFilter {
            kind: one_of("kind", query.kind, &OrganizationKind::ALL.map(OrganizationKind::id))?,
            status: one_of(
                "status",
                query.status,
                &OrganizationStatus::ALL.map(OrganizationStatus::id),
            )?,
            division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
            registrar: query.registrar,
            supervisory_unit: query.supervisory_unit,
            responsible: query.responsible.map(|who| who.id().to_owned()),
            established_from: cursor::legal_date("established_from", query.established_from)?,
            established_to: cursor::legal_date("established_to", query.established_to)?,
            uscc_absent: None,
        },
        after: query.cursor.as_deref().map(cursor::decode).transpose()?,
        limit: Limit::of(query.limit)?.number(),
        total: query.total.unwrap_or_default(),
    };
    let listed = ask(&state, move |s| s.registry.list_organizations(&list)).await?;
    let next = listed.next.map(cursor::encode);
    let mut response = cursor::linked(&request, next.as_deref());
    let total = listed.total.map_or(String::new(), |n| format!(",\"total\":{n}"));
    let next = next.map_or("null".to_owned(), |c| format!("\"{c}\""));
    // The documents are JSON already: they are joined, not parsed and written again.
    let body = format!("{{\"items\":[{}],\"next\":{next}{total}}}", listed.documents.join(","));
    Ok(response.content_type("application/json").body(body))
}

/// Codes to look up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchInput {
    /// 1 to 1,000 unified social credit codes.
    #[schema(min_items = 1, max_items = 1000, example = json!(["51110105MJ0900002F"]))]
    codes: Vec<String>,
}

/// The answer to a batch look-up.
#[derive(Serialize, ToSchema)]
pub struct BatchAnswer {
    /// The organizations that were found.
    #[schema(value_type = Vec<PublicRecord>)]
    found: Vec<Box<serde_json::value::RawValue>>,
    /// The codes that are not in the register.
    not_found: Vec<String>,
}

/// Up to 1,000 organizations by code.
#[utoipa::path(tag = "organizations", request_body = BatchInput, responses((status = 200, body = BatchAnswer), ReadProblems))]
#[post("/organizations/batch")]
pub async fn batch_organizations(
    state: State,
    _caller: MaybeCaller,
    body: Body<BatchInput>,
    _query: NoQuery,
) -> Result<web::Json<BatchAnswer>, Problem> {
    const MOST: usize = 1_000;
    let codes = body.value.codes;
    if codes.is_empty() || codes.len() > MOST {
        let text = Text::new("一次 1 到 1000 个代码。", "1 to 1,000 codes at a time.");
        return Err(Problem::field("/codes", "length", text));
    }
    let (found, not_found) = ask(&state, move |s| s.registry.organizations_by_code(&codes)).await?;
    let found = found
        .into_iter()
        .map(|f| serde_json::value::RawValue::from_string(f.document))
        .collect::<Result<_, _>>()
        .map_err(|_| Problem::internal())?;
    Ok(web::Json(BatchAnswer { found, not_found }))
}
