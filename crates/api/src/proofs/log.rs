//! The head of the log, its tree in tiles, and proofs: what a witness or a follower asks for.
//!
//! What may not enter: what entries say. Tiles and proofs are hashes.

use actix_web::{
    HttpResponse, get,
    http::header::{self, HeaderValue},
    web,
};
use serde::{Deserialize, Serialize};
use shuniu_core::text::Text;
use shuniu_registry::proof::{TILE_WIDTH, Tile};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::MaybeCaller,
    extract::{NoQuery, Query},
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// A full tile is the same for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Whose log it is, how long, and by which keys it is checked.
#[derive(Serialize, ToSchema)]
pub struct LogView {
    /// The name of the log, as its heads begin.
    origin: String,
    /// The keys that sign: `NAME+HASH+KEY` (c2sp.org/signed-note). Take them from a place that you trust more than this
    /// address, and compare.
    keys: Vec<String>,
    /// Entries of the log.
    size: u64,
    /// Root of the tree over them, base64.
    #[schema(value_type = String)]
    root: shuniu_registry::proof::Hash,
}

/// That an entry is in the log; a file for `shuniu verify-proof`.
#[derive(Serialize, ToSchema)]
pub struct InclusionView {
    /// Position of the entry, from 1.
    position: u64,
    /// Its hash, as the feed and the history give it.
    hash: String,
    /// The hashes beside its way to the root, base64, the lowest first.
    #[schema(value_type = Vec<String>)]
    inclusion: Vec<shuniu_registry::proof::Hash>,
    /// The signed head of the log that it is proven to be in.
    checkpoint: String,
}

/// That one head of the log is the beginning of another; a file for `shuniu verify-proof`.
#[derive(Serialize, ToSchema)]
pub struct ConsistencyView {
    /// The older head, signed.
    older: String,
    /// The newer head, signed.
    newer: String,
    /// The hashes that lead from the one to the other, base64.
    #[schema(value_type = Vec<String>)]
    consistency: Vec<shuniu_registry::proof::Hash>,
}

/// Which entry.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InclusionQuery {
    /// Position of the entry, from 1.
    #[param(minimum = 1, example = 1)]
    position: u64,
    /// In the first so many entries; without it, in the whole log.
    #[param(minimum = 1)]
    size: Option<u64>,
}

/// From where to where.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConsistencyQuery {
    /// The size of the older head.
    #[param(minimum = 1, example = 1)]
    from: u64,
    /// The size of the newer head; without it, the whole log.
    #[param(minimum = 1)]
    to: Option<u64>,
}

/// Whose log it is, and the keys by which its heads and statements are checked.
#[utoipa::path(tag = "proofs", responses((status = 200, body = LogView), ReadProblems))]
#[get("/log")]
pub async fn get_log(
    state: State,
    _caller: MaybeCaller,
    _query: NoQuery,
) -> Result<web::Json<LogView>, Problem> {
    let head = ask(&state, |s| s.registry.tree_head()).await?;
    let (origin, keys) = (state.log.origin().to_owned(), state.log.verifiers());
    Ok(web::Json(LogView { origin, keys, size: head.size, root: head.root }))
}

/// The signed head of the log (c2sp.org/tlog-checkpoint), for witnesses and followers.
#[utoipa::path(
    tag = "proofs",
    responses((status = 200, body = String, content_type = "text/plain"), ReadProblems)
)]
#[get("/log/checkpoint")]
pub async fn get_checkpoint(
    state: State,
    _caller: MaybeCaller,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let head = ask(&state, |s| s.registry.tree_head()).await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/plain; charset=utf-8")
        .body(state.log.checkpoint(head)))
}

/// A tile of the tree (c2sp.org/tlog-tiles): `0/x001/234` or, at the right edge, `0/x001/234.p/5`; with `entries/`
/// before the number, the hashes of the entries themselves, each after its length. The bytes of a full tile
/// never change.
#[utoipa::path(
    tag = "proofs",
    params(("tile" = String, Path, description = "`LEVEL/NUMBER`, `LEVEL/NUMBER.p/WIDTH`, `entries/NUMBER` …",
        example = "0/000.p/1")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), ReadProblems)
)]
#[get("/log/tile/{tile:.*}")]
pub async fn get_tile(
    state: State,
    _caller: MaybeCaller,
    tile: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let path = tile.into_inner();
    let entries = path.strip_prefix("entries/").map(ToOwned::to_owned);
    let tile = match &entries {
        Some(place) => Tile::parse_entries(place),
        None => Tile::parse(&path),
    };
    let tile = tile.ok_or_else(no_tile)?;
    let bytes = match entries {
        Some(_) => ask(&state, move |s| s.registry.tile_entries(tile)).await?,
        None => ask(&state, move |s| s.registry.tile(tile)).await?,
    };
    let mut answer = HttpResponse::Ok();
    if tile.width == TILE_WIDTH {
        answer.insert_header((header::CACHE_CONTROL, FOR_EVER));
    }
    Ok(answer.content_type("application/octet-stream").body(bytes.ok_or_else(no_tile)?))
}

fn no_tile() -> Problem {
    Problem::not_found(Text::new(
        "没有这个分片：请按日志长度计算，末端的分片写明宽度（.p/宽度）。",
        "There is no such tile: compute it from the size of the log, and name the width of one at the right edge (.p/WIDTH).",
    ))
}

/// The proof that an entry is in the log: anybody who has the key can check it without asking the register.
#[utoipa::path(tag = "proofs", params(InclusionQuery), responses((status = 200, body = InclusionView), ReadProblems))]
#[get("/log/inclusion")]
pub async fn get_inclusion(
    state: State,
    _caller: MaybeCaller,
    query: Query<InclusionQuery>,
) -> Result<web::Json<InclusionView>, Problem> {
    let InclusionQuery { position, size } = query.into_inner();
    let proof = ask(&state, move |s| s.registry.entry_proof(position, size)).await?;
    Ok(web::Json(InclusionView {
        position: proof.position,
        hash: proof.hash,
        inclusion: proof.inclusion,
        checkpoint: state.log.checkpoint(proof.head),
    }))
}

/// The proof that the log was only added to between two of its heads: what was in the older one is in the newer
/// one, unchanged and in its place.
#[utoipa::path(tag = "proofs", params(ConsistencyQuery), responses((status = 200, body = ConsistencyView), ReadProblems))]
#[get("/log/consistency")]
pub async fn get_consistency(
    state: State,
    _caller: MaybeCaller,
    query: Query<ConsistencyQuery>,
) -> Result<web::Json<ConsistencyView>, Problem> {
    let ConsistencyQuery { from, to } = query.into_inner();
    let proof = ask(&state, move |s| s.registry.growth_proof(from, to)).await?;
    Ok(web::Json(ConsistencyView {
        older: state.log.checkpoint(proof.older),
        newer: state.log.checkpoint(proof.newer),
        consistency: proof.consistency,
    }))
}
