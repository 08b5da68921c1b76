//! `shuniu backup`: the log since the last backup as one more file, what stands beside it whole, and a manifest that
//! comes last: what has one is whole. Files are readable by their owner only: they hold accounts.
//!
//! `folder.rs` knows what a folder of backups holds, `restore.rs` brings one back.

mod folder;
mod restore;

use chrono::SubsecRound;
use shuniu_api::proofs::LogKeys;
use shuniu_proof::headed;
use shuniu_registry::{Registry, TreeHead, ports::Clock};

use crate::{
    args::BackupArgs,
    config::Settings,
    exit::Code,
    output,
    ports::SystemClock,
    setup::{self, Database},
    whole_file::{self, Part, Readers},
};
use folder::{BackupManifest, BesideFile, FORMAT, Folder, KIND, LogFile};
pub(super) use restore::run as restore;

pub(super) fn run(settings: &Settings, args: &BackupArgs) -> anyhow::Result<Code> {
    let folder = Folder::of_writer(&args.dir)?;
    // Of the primary: a replica may be behind the last backup.
    let settings = &Settings { database_read_url: None, ..settings.clone() };
    let registry = setup::registry(settings, Database::MustExist)?;
    // Heads are signed where the keys are at hand; a backup without them is a backup too.
    let keys = setup::log_keys(settings);
    if let Err(error) = &keys {
        output::note(&format!("not signed 未签名: {error}"))?;
    }
    let before = folder.manifests()?;
    let made = make(&registry, &folder, before.last(), keys.as_ref().ok())?;
    if let Some(keep) = args.keep {
        let stay = usize::try_from(keep).unwrap_or(usize::MAX).saturating_sub(1);
        let old = before.len().saturating_sub(stay);
        before.iter().take(old).try_for_each(|old| folder.take_away(old))?;
    }
    folder.tidy()?;
    if args.json {
        output::json(&made)?;
        return Ok(Code::Good);
    }
    let new = made.position - before.last().map_or(0, |last| last.position);
    output::line(&format!(
        "backed up to position {} ({new} entries since the last backup) 已备份",
        made.position
    ))?;
    output::line(&format!("head {}", made.hash))?;
    output::line(&folder.path_of(&made).display().to_string())?;
    Ok(Code::Good)
}

fn make(
    registry: &Registry,
    folder: &Folder,
    before: Option<&BackupManifest>,
    keys: Option<&LogKeys>,
) -> anyhow::Result<BackupManifest> {
    let made_at = SystemClock.now().trunc_subsecs(3);
    let (after, known) = before.map_or((0, ""), |last| (last.position, last.hash.as_str()));
    before.map_or(Ok(()), |last| folder.holds_log_of(last))?;
    let dir = folder.dir();
    let mut log = Part::open(dir, "log", Readers::Owner)?;
    let mut beside = Part::open(dir, "beside", Readers::Owner)?;
    let bar = output::progress(output::count(registry.position()? - after), "backup");
    let held = registry.back_up((after, known), &mut log, &mut beside, &mut |position| {
        bar.set_position(output::count(position - after));
    });
    bar.finish_and_clear();
    let held = held.map_err(restore::told)?;
    let mut files = before.map_or_else(Vec::new, |last| last.log.clone());
    if held.position > after {
        let name = format!("log-{after:012}-{:012}.ndjson.gz", held.position);
        let written = log.close(dir, &name)?;
        let (bytes, sha256) = (written.bytes, written.sha256);
        files.push(LogFile { name, after, position: held.position, bytes, sha256 });
    } else {
        log.abandon()?;
    }
    let name = format!("beside-{}.ndjson.gz", folder::stamp(made_at));
    let written = beside.close(dir, &name)?;
    let (bytes, sha256) = (written.bytes, written.sha256);
    let size = u64::try_from(held.position).unwrap_or_default();
    let head = TreeHead { size, root: held.root };
    let mut manifest = BackupManifest {
        format: FORMAT,
        made_at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        position: held.position,
        hash: held.hash,
        root: held.root,
        recorded_at: held.recorded_at.map(|at| at.and_utc()),
        checkpoint: keys.map(|keys| keys.checkpoint(head)),
        signature: None,
        log: files,
        beside: BesideFile { name, bytes, sha256, rows: held.beside },
    };
    let digest = manifest.digest()?;
    manifest.signature = keys.map(|keys| keys.sign(&headed(keys.origin(), KIND, &digest)));
    let text = serde_json::to_vec_pretty(&manifest)?;
    whole_file::write(&folder.path_of(&manifest), &text, Readers::Owner)?;
    Ok(manifest)
}
