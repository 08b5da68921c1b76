//! Credit as it is read: one organization, the two lists, figures, its standing for a purpose.
//!
//! What may not enter: counting; the registry does that.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::{
    organization::OrganizationKind,
    oversight::credit::{CreditList, CreditStanding, ListingGround, Purpose},
};
use shuniu_registry::{CreditView, ListingFigures, ListingFilter, ListingLine};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{Caller, MaybeCaller},
    cursor::{self, Limit},
    extract::{NoQuery, Query},
    problem::Problem,
    responses::{ReadProblems, versioned},
    state::{State, ask},
};

/// Where the lists are.
const LIST: &str = "/api/v1/credit-listings";

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListingQuery {
    /// Only this list: `abnormal`, `serious`.
    list: Option<CreditList>,
    /// Only with this ground as the last one.
    ground: Option<ListingGround>,
    /// Only those that stand there now (true) or are past (false).
    current: Option<bool>,
    /// Only those that stood there on this day.
    on: Option<NaiveDate>,
    /// Only those whose time counts since before this day.
    counts_before: Option<NaiveDate>,
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

/// A page of entries, in the order in which they were entered.
#[derive(Serialize, ToSchema)]
pub struct ListingPage {
    /// The entries.
    items: Vec<ListingLine>,
    /// Where the next page begins; null on the last.
    next: Option<String>,
}

/// Which figures.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListingFiguresQuery {
    /// Only those that stand there now (true) or are past (false).
    current: Option<bool>,
    /// Only those that stood there on this day.
    on: Option<NaiveDate>,
    /// Only of organizations with this registrar.
    registrar: Option<String>,
    /// Only in this division and its parts.
    division: Option<String>,
    /// Only of this kind.
    kind: Option<OrganizationKind>,
}

/// A figure, and the lists that yield it.
#[derive(Serialize, ToSchema)]
pub struct LinkedListings {
    /// The figures.
    #[serde(flatten)]
    line: ListingFigures,
    /// The list of all of these.
    entries: String,
    /// The list for each ground, by its id.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    by_ground: BTreeMap<String, String>,
}

/// What the standing is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StandingQuery {
    /// For what: `purchase`, `funding`, `honours`, `delegation`.
    #[serde(rename = "for")]
    #[param(rename = "for")]
    purpose: Purpose,
    /// On this day, as the law saw it then.
    as_of: Option<NaiveDate>,
}

/// Credit of an organization, whole: its entries with their grounds, what is past, notices, letters, and how
/// its entries are displayed. For the organization, its supervisory unit, registrars and agencies.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization")),
    responses((status = 200, body = CreditView), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/credit")]
pub async fn get_credit(
    state: State,
    caller: Caller,
    id: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let (id, actor) = (id.into_inner(), caller.actor.clone());
    let found = ask(&state, move |s| s.registry.credit(&id, &actor)).await?;
    Ok(versioned(found.version, &found))
}

/// How an organization stands for a purpose (purchase of services, money, honours, delegated tasks): the rules
/// against it and for it, with their law. Public.
#[utoipa::path(
    tag = "oversight",
    params(("id" = String, Path, description = "Identifier or code of the organization"), StandingQuery),
    responses((status = 200, body = CreditStanding), ReadProblems)
)]
#[get("/organizations/{id}/standing")]
pub async fn get_standing(
    _caller: MaybeCaller,
    state: State,
    id: web::Path<String>,
    query: Query<StandingQuery>,
) -> Result<web::Json<CreditStanding>, Problem> {
    let (id, query) = (id.into_inner(), query.into_inner());
    let as_of = cursor::legal_date("as_of", query.as_of)?;
    let found = ask(&state, move |s| s.registry.standing(&id, query.purpose, as_of)).await?;
    Ok(web::Json(found))
}

/// The list of abnormal activity and the list of serious violations. Public.
#[utoipa::path(
    tag = "oversight",
    params(ListingQuery),
    responses((status = 200, body = ListingPage), ReadProblems)
)]
#[get("/credit-listings")]
pub async fn list_credit_listings(
    _caller: MaybeCaller,
    request: HttpRequest,
    state: State,
    query: Query<ListingQuery>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let limit = Limit::of(query.limit)?.number();
    let after = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let filter = ListingFilter {
        list: query.list.map(|list| list.id().to_owned()),
        ground: query.ground.map(|ground| ground.id().to_owned()),
        current: query.current,
        on: cursor::legal_date("on", query.on)?,
        counts_before: cursor::legal_date("counts_before", query.counts_before)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        without: None,
    };
    let (items, next) =
        ask(&state, move |s| s.registry.list_listings(&filter, after, limit)).await?;
    let next = next.map(cursor::encode);
    Ok(cursor::linked(&request, next.as_deref()).json(ListingPage { items, next }))
}

/// How many stand on each list, by ground; each figure names the list that yields it. Public.
#[utoipa::path(
    tag = "oversight",
    params(ListingFiguresQuery),
    responses((status = 200, body = Vec<LinkedListings>), ReadProblems)
)]
#[get("/credit-listings/figures")]
pub async fn get_listing_figures(
    _caller: MaybeCaller,
    state: State,
    query: Query<ListingFiguresQuery>,
) -> Result<web::Json<Vec<LinkedListings>>, Problem> {
    let query = query.into_inner();
    let filters = spelled_out(&query);
    let filter = ListingFilter {
        current: query.current,
        on: cursor::legal_date("on", query.on)?,
        registrar: query.registrar,
        division_prefix: query.division.as_deref().map(cursor::division_prefix).transpose()?,
        kind: query.kind.map(|kind| kind.id().to_owned()),
        ..ListingFilter::default()
    };
    let lines = ask(&state, move |s| s.registry.listing_figures(&filter)).await?;
    Ok(web::Json(lines.into_iter().map(|line| linked(line, &filters)).collect()))
}

/// The filters of figures, as their lists have them.
fn spelled_out(query: &ListingFiguresQuery) -> String {
    cursor::spelled_out([
        ("current", query.current.map(|current| current.to_string())),
        ("on", query.on.map(|day| day.to_string())),
        ("registrar", query.registrar.clone()),
        ("division", query.division.clone()),
        ("kind", query.kind.map(|kind| kind.id().to_owned())),
    ])
}

fn linked(line: ListingFigures, filters: &str) -> LinkedListings {
    let entries = format!("{LIST}?list={}{filters}", line.list);
    let grounds = line.grounds.keys();
    let by_ground = grounds.map(|id| (id.clone(), format!("{entries}&ground={id}"))).collect();
    LinkedListings { line, entries, by_ground }
}
