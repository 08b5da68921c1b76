//! Snapshots: the register as files that name their position of the log, made by `shuniu snapshot`, and the changes
//! between them. A download that was cut off goes on (`Range`).
//!
//! What may not enter: making them; the command line does that.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use actix_files::NamedFile;
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ContentDisposition, DispositionParam, DispositionType, HeaderValue},
    web,
};
use shuniu_core::text::Text;
use shuniu_registry::{RegistryError, Snapshot};

use crate::{
    auth::MaybeCaller,
    extract::NoQuery,
    problem::Problem,
    responses::ReadProblems,
    state::{State, ask},
};

/// What the name of a manifest begins and ends with.
const BEGIN: &str = "snapshot-";
const END: &str = ".json";
/// A file of a snapshot is the same for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The snapshots that there are, newest first. Each names the position of the log that it shows and the root of the tree up
/// to there: load one, then go on with the files of changes or with `GET /changes?after=`.
#[utoipa::path(tag = "feed", responses((status = 200, body = Vec<Snapshot>), ReadProblems))]
#[get("/snapshots")]
pub async fn list_snapshots(
    state: State,
    _caller: MaybeCaller,
    _query: NoQuery,
) -> Result<web::Json<Vec<Snapshot>>, Problem> {
    let all = ask(&state, |s| {
        let read = s.snapshots.as_deref().map_or_else(|| Ok(Vec::new()), known);
        read.map_err(|e| RegistryError::Internal(format!("snapshots: {e}")))
    });
    Ok(web::Json(all.await?))
}

/// The file of a snapshot's manifest.
#[must_use]
pub fn manifest(folder: &Path, position: i64) -> PathBuf {
    folder.join(format!("{BEGIN}{position:012}{END}"))
}

/// The manifests in a folder, newest first; none where there is no folder yet.
///
/// # Errors
/// When the folder or a manifest cannot be read.
pub fn known(folder: &Path) -> io::Result<Vec<Snapshot>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut all: Vec<Snapshot> = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(BEGIN) && name.ends_with(END) {
            match fs::read(&path) {
                // It was taken away meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                bytes => all.push(serde_json::from_slice(&bytes?).map_err(|e| {
                    let shown = path.display();
                    io::Error::new(io::ErrorKind::InvalidData, format!("{shown}: no manifest: {e}"))
                })?),
            }
        }
    }
    all.sort_by_key(|snapshot| std::cmp::Reverse(snapshot.position));
    Ok(all)
}

/// A file of a snapshot, gzip. A download that was cut off goes on with `Range`; `ETag` tells whether it is still the
/// same file.
#[utoipa::path(
    tag = "feed",
    params(("name" = String, Path, description = "Name of the file, as the list of snapshots gives it")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/gzip"),
        (status = 206, description = "The part that `Range` asks for"),
        ReadProblems
    )
)]
#[get("/snapshots/{name}")]
pub async fn get_snapshot_file(
    request: HttpRequest,
    state: State,
    _caller: MaybeCaller,
    name: web::Path<String>,
    _query: NoQuery,
) -> Result<HttpResponse, Problem> {
    let name = name.into_inner();
    let none = || {
        Problem::not_found(Text::new(
            "没有这个快照文件；名称见 /api/v1/snapshots。",
            "There is no such file of a snapshot; names are at /api/v1/snapshots.",
        ))
    };
    let path = file(state.snapshots.as_deref(), &name).ok_or_else(none)?;
    let opened = web::block(move || NamedFile::open(path)).await?.map_err(|_| none())?;
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    };
    let opened = opened.set_content_disposition(disposition);
    let mut answer = opened
        .set_content_type("application/gzip".parse().map_err(|_| none())?)
        .into_response(&request);
    answer.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    Ok(answer)
}

/// The path of a file with this name, where the name is one that a file of a snapshot has: nothing leads out of the folder.
fn file(folder: Option<&Path>, name: &str) -> Option<PathBuf> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let begins = ["organizations-", "changes-"].iter().any(|begin| name.starts_with(begin));
    let ends = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "gz");
    let is_one = begins && ends && !name.contains("..") && name.chars().all(fits);
    Some(folder.filter(|_| is_one)?.join(name))
}
