//! How far a correction of an entry would reach.

use actix_web::{get, web};
use serde::Deserialize;
use shuniu_registry::EntryReach;
use utoipa::IntoParams;

use crate::{
    auth::Caller,
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// What is asked about.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReachQuery {
    /// Fields that are to be corrected, by comma; none asks about taking the whole act back.
    #[param(example = "items.domicile")]
    fields: Option<String>,
}

/// How far a correction of an entry would reach, before anything is corrected: which of its fields can be
/// corrected and what stands there by now, which entries are taken back with it and how, and which later acts and
/// certificates rest on it. For whoever corrects records of this organization.
#[utoipa::path(
    tag = "corrections",
    params(
        ("id" = String, Path, description = "Identifier or code of the organization"),
        ("version" = i64, Path, description = "The entry, by the version that it made"),
        ReachQuery
    ),
    responses((status = 200, body = EntryReach), ReadProblems),
    security(("bearer" = []))
)]
#[get("/organizations/{id}/history/{version}/reach")]
pub async fn get_entry_reach(
    state: State,
    caller: Caller,
    path: web::Path<(String, i64)>,
    query: Query<ReachQuery>,
) -> Result<web::Json<EntryReach>, Problem> {
    let (id, version) = path.into_inner();
    let fields = query.into_inner().fields;
    let fields: Option<Vec<String>> =
        fields.map(|fields| fields.split(',').map(|field| field.trim().to_owned()).collect());
    let reach = ask(&state, move |s| {
        s.registry.entry_reach(&id, version, fields.as_deref(), &caller.actor)
    });
    Ok(web::Json(reach.await?))
}
