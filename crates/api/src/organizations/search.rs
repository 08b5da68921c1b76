//! Search by name.

use actix_web::{get, web};
use serde::Deserialize;
use shuniu_core::text::Text;
use shuniu_registry::SearchHit;
use utoipa::IntoParams;

use crate::{
    auth::MaybeCaller,
    cursor::Limit,
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// What to search.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Part of a name, 1 to 60 characters.
    #[param(min_length = 1, max_length = 60, example = "技艺")]
    q: String,
    /// At most so many, 1 to 200.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// Organizations whose name, also a former one, contains the text; best first.
#[utoipa::path(tag = "organizations", params(SearchQuery), responses((status = 200, body = Vec<SearchHit>), ReadProblems))]
#[get("/organizations/search")]
pub async fn search_organizations(
    state: State,
    _caller: MaybeCaller,
    query: Query<SearchQuery>,
) -> Result<web::Json<Vec<SearchHit>>, Problem> {
    const LONGEST: usize = 60;
    let SearchQuery { q, limit } = query.into_inner();
    if q.trim().is_empty() || q.chars().count() > LONGEST {
        let text = Text::new("请输入 1 到 60 个字。", "Give 1 to 60 characters.");
        return Err(Problem::field("?q", "length", text));
    }
    let limit = usize::try_from(Limit::of(limit)?.number()).unwrap_or_default();
    Ok(web::Json(ask(&state, move |s| s.registry.search(&q, limit)).await?))
}
