//! Signed statements: what the register says of an organization as of a day, for whoever has to show it to a bank,
//! a court or a donor, and can be checked without asking; and whether one still holds.
//!
//! What may not enter: what an organization is (the registry).

use actix_web::{HttpResponse, get, http::header, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shuniu_core::text::Text;
use shuniu_proof::{Brief, Statement};
use shuniu_registry::{EntryProof, RegistryError, StatementState, proof::Hash};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::MaybeCaller,
    cursor,
    extract::Query,
    problem::Problem,
    responses::ReadProblems,
    state::{ApiState, State, ask, ask_with},
};

use super::{
    LogKeys,
    paper::{self, Printed},
};

/// As of when.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatementQuery {
    /// The legal date, today or before; today where it is left out.
    #[param(example = "2026-05-04")]
    as_of: Option<NaiveDate>,
}

/// A signed statement with the proof that it rests on the log; a file for `shuniu verify-proof`.
#[derive(Serialize, ToSchema)]
pub struct StatementView {
    /// The statement, as a signed note (c2sp.org/signed-note): its second line is JSON.
    statement: String,
    /// Position of the last public entry that it rests on.
    position: u64,
    /// That entry's hash.
    hash: String,
    /// The hashes beside its way to the root of the log, base64.
    #[schema(value_type = Vec<String>)]
    inclusion: Vec<Hash>,
    /// The signed head of the log.
    checkpoint: String,
}

/// Which statement.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatementStateQuery {
    /// The position that the statement names.
    #[param(minimum = 1)]
    position: i64,
}

/// What the register states of an organization as of a day (status extract), signed, with the proof that what it
/// rests on is in the log. Whoever is handed it checks it offline: `shuniu verify-proof FILE --key KEY`.
#[utoipa::path(
    tag = "proofs",
    params(("id" = String, Path, description = "Identifier or unified social credit code"), StatementQuery),
    responses((status = 200, body = StatementView), ReadProblems)
)]
#[get("/organizations/{id}/statement")]
pub async fn get_statement(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    query: Query<StatementQuery>,
) -> Result<HttpResponse, Problem> {
    let as_of = cursor::legal_date("as_of", query.into_inner().as_of)?;
    let id = id.into_inner();
    let (statement, proof) = ask(&state, move |s| s.registry.statement(&id, as_of)).await?;
    let text = statement.text(state.log.origin()).map_err(RegistryError::from)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, disposition(&file_name(&statement, "json"))))
        .json(signed(&state.log, &text, proof)))
}

/// The same statement on paper: a PDF (PDF/A-3b) in Chinese and English, with a QR code and the statement with its proof as
/// an attached file. What the code holds is a signed note, which `shuniu verify-proof` checks offline as it checks the file.
#[utoipa::path(
    tag = "proofs",
    params(("id" = String, Path, description = "Identifier or unified social credit code"), StatementQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), ReadProblems)
)]
#[get("/organizations/{id}/statement.pdf")]
pub async fn get_statement_pdf(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    query: Query<StatementQuery>,
) -> Result<HttpResponse, Problem> {
    let as_of = cursor::legal_date("as_of", query.into_inner().as_of)?;
    let id = id.into_inner();
    let _turn = state.printing.turn().await;
    let printed = ask_with(&state, move |s| {
        let (statement, proof) = s.registry.statement(&id, as_of)?;
        Ok::<_, Problem>((file_name(&statement, "pdf"), printed(s, &statement, proof)?))
    });
    let (name, pdf) = printed.await??;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/pdf"))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
        .body(pdf))
}

fn printed(state: &ApiState, statement: &Statement, proof: EntryProof) -> Result<Vec<u8>, Problem> {
    let told = |error: serde_json::Error| RegistryError::from(error);
    let (log, origin) = (&state.log, state.log.origin());
    let text = statement.text(origin).map_err(told)?;
    let record = serde_json::from_value(statement.record.clone()).map_err(told)?;
    let brief = log.sign(&Brief::of(statement, &text).text(origin).map_err(told)?);
    let file = serde_json::to_vec(&signed(log, &text, proof)).map_err(told)?;
    let printed = Printed {
        statement,
        record: &record,
        brief: &brief,
        file,
        name: file_name(statement, "json"),
        origin,
        state: state.printing.state_of(statement),
    };
    Ok(paper::print(printed, &state.printing)?)
}

fn signed(log: &LogKeys, text: &str, proof: EntryProof) -> StatementView {
    StatementView {
        statement: log.sign(text),
        position: proof.position,
        hash: proof.hash,
        inclusion: proof.inclusion,
        checkpoint: log.checkpoint(proof.head),
    }
}

fn file_name(statement: &Statement, ending: &str) -> String {
    let name = statement.uscc.as_deref().unwrap_or(&statement.organization);
    format!("statement-{name}-{}.{ending}", statement.as_of)
}

fn disposition(name: &str) -> String {
    format!("inline; filename=\"{name}\"")
}

/// Whether a statement still says what the register says: it doesn't once something public has happened to the
/// organization since the position that it names.
#[utoipa::path(
    tag = "proofs",
    params(("id" = String, Path, description = "Identifier or unified social credit code"), StatementStateQuery),
    responses((status = 200, body = StatementState), ReadProblems)
)]
#[get("/organizations/{id}/statement/state")]
pub async fn get_statement_state(
    state: State,
    _caller: MaybeCaller,
    id: web::Path<String>,
    query: Query<StatementStateQuery>,
) -> Result<web::Json<StatementState>, Problem> {
    let (id, position) = (id.into_inner(), query.into_inner().position);
    if position < 1 {
        let text = Text::new("position 不小于 1。", "position is 1 or more.");
        return Err(Problem::field("?position", "range", text));
    }
    Ok(web::Json(ask(&state, move |s| s.registry.statement_state(&id, position)).await?))
}
