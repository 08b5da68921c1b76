//! `shuniu restore`: a backup into an empty database, of either kind, whole or as the register was at an earlier moment.
//! Every file is compared with its hash, every entry with the chain, and the end with the head that was backed up.

use serde::Serialize;
use shuniu_proof::{Checkpoint, signed_line};
use shuniu_registry::{RegistryError, Restore, Until};

use crate::{
    args::{KeyArgs, RestoreArgs},
    commands::proofs,
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
    whole_file,
};

use super::folder::{BackupManifest, Folder, KIND};

/// What was restored, or checked.
#[derive(Serialize)]
struct Restored {
    /// Name of the manifest's file.
    backup: String,
    /// Whether it was written, or only checked.
    written: bool,
    position: i64,
    head: String,
    root: String,
    /// When the last entry was recorded.
    recorded_at: Option<String>,
    /// Rows beside the log.
    beside: u64,
    /// Whether it was signed by a key that was named.
    signed: bool,
}

pub(in crate::commands) fn run(settings: &Settings, args: &RestoreArgs) -> anyhow::Result<Code> {
    let folder = Folder::of_reader(&args.dir);
    let until = match (args.position, args.at) {
        (Some(position), _) => Until::Position(position),
        (None, Some(at)) => Until::Instant(at.naive_utc()),
        (None, None) => Until::End,
    };
    let manifests = folder.manifests()?;
    let manifest = chosen(&manifests, until)?;
    let settings = Settings {
        // What is restored cannot be read before its tables are there.
        migrate_on_start: true,
        database_read_url: None,
        ..settings.clone()
    };
    let signed = args.key_file.as_ref().map(|file| checkpoint(manifest, file)).transpose()?;
    let registry;
    let into = if args.check {
        Restore::check()
    } else {
        registry = setup::registry(&settings, Database::MayBeNew)?;
        Restore::into(&registry).map_err(told)?
    };
    let (reached, beside) = read(into, &folder, manifest, until)?;
    let restored = Restored {
        backup: folder.path_of(manifest).display().to_string(),
        written: !args.check,
        position: reached.head.position,
        root: reached.tree().root.to_string(),
        recorded_at: reached.recorded_at.map(|at| at.and_utc().to_rfc3339()),
        head: reached.head.hash,
        beside,
        signed: signed.is_some(),
    };
    tell(&restored, args.json)?;
    Ok(Code::Good)
}

/// The first backup that has what is wanted, or the newest.
fn chosen(manifests: &[BackupManifest], until: Until) -> anyhow::Result<&BackupManifest> {
    let newest = manifests.last();
    let newest = newest.ok_or_else(|| exit::usage("--dir: there is no backup in it".to_owned()))?;
    let has = |manifest: &&BackupManifest| match until {
        Until::End => false,
        Until::Position(position) => manifest.position >= position,
        // Entries are in the order of their times: whoever has a later one has all until then.
        Until::Instant(at) => manifest.recorded_at.is_some_and(|last| last.naive_utc() > at),
    };
    match (manifests.iter().find(has), until) {
        (Some(manifest), _) => Ok(manifest),
        (None, Until::End) => Ok(newest),
        (None, Until::Instant(at)) if newest.made_at.naive_utc() >= at => Ok(newest),
        (None, Until::Position(_)) => {
            let text = format!("--position: the newest backup ends at {}", newest.position);
            Err(exit::usage(text))
        }
        (None, Until::Instant(_)) => {
            let text = format!("--at: the newest backup was made at {}", newest.made_at);
            Err(exit::usage(text))
        }
    }
}

/// Reads a backup, and writes it where it is not only checked.
fn read<'a>(
    mut restore: Restore<'a>,
    folder: &Folder,
    manifest: &BackupManifest,
    until: Until,
) -> anyhow::Result<(Restore<'a>, u64)> {
    let bar = output::progress(output::count(manifest.position), "restore");
    let mut whole = true;
    // Before hours of reading: is it all there?
    let aside = &manifest.beside;
    let aside = folder.sound(&aside.name, aside.bytes, &aside.sha256)?;
    for file in &manifest.log {
        let path = folder.sound(&file.name, file.bytes, &file.sha256)?;
        let mut lines = whole_file::open(&path)?;
        let taken = restore.log(&mut lines, until, &mut |position| {
            bar.set_position(output::count(position));
        });
        whole = taken.map_err(told)?;
        if !whole {
            break;
        }
    }
    if restore.head.position == 0 && manifest.position > 0 {
        return Err(exit::usage("--at: nothing was recorded by then; name a later instant"));
    }
    let at_end = restore.head.position == manifest.position;
    let same = restore.head.hash == manifest.hash && restore.tree().root == manifest.root;
    if (whole || at_end) && !(at_end && same) {
        return Err(exit::usage(format!(
            "--dir: the log of {} does not come to the head that was backed up; use another copy",
            folder.path_of(manifest).display()
        )));
    }
    let beside = restore.beside(&mut whole_file::open(&aside)?, at_end).map_err(told)?;
    bar.finish_and_clear();
    Ok((restore, beside))
}

/// An error of the registry as one of usage, where it is about what was named.
pub(super) fn told(error: RegistryError) -> anyhow::Error {
    match error {
        RegistryError::Malformed { field, message } => {
            let option = if field == "database_url" { "" } else { "--" };
            exit::usage(format!("{option}{field}: {}", message.en))
        }
        other => other.into(),
    }
}

/// That the manifest, which has the hash of every file, and its head were signed by keys of this file.
fn checkpoint(manifest: &BackupManifest, file: &std::path::Path) -> anyhow::Result<()> {
    let keys = proofs::keys(&KeyArgs { keys: Vec::new(), key_file: Some(file.to_owned()) })?;
    let (Some(note), Some(signature)) = (&manifest.checkpoint, &manifest.signature) else {
        return Err(exit::usage("--key-file: this backup was not signed"));
    };
    let (_, digest) = signed_line(signature, KIND, &keys)
        .map_err(|error| exit::usage(format!("--key-file: {error}")))?;
    if digest != manifest.digest()? {
        return Err(exit::usage("--key-file: the manifest of this backup is not what was signed"));
    }
    let head = Checkpoint::verified(note, &keys)
        .map_err(|error| exit::usage(format!("--key-file: the signed head: {error}")))?;
    let size = u64::try_from(manifest.position).unwrap_or_default();
    if head.size == size && head.root == manifest.root {
        return Ok(());
    }
    Err(exit::usage("--key-file: the head that was signed is not that of this backup"))
}

fn tell(restored: &Restored, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(restored);
    }
    let done = if restored.written { "restored 已恢复" } else { "sound 备份完好" };
    output::line(&format!("{done}: {}", restored.backup))?;
    let at = restored.recorded_at.as_deref().unwrap_or("-");
    output::line(&format!("position {}, recorded at {at}", restored.position))?;
    output::line(&format!("head {}", restored.head))?;
    output::line(&format!("root {}", restored.root))?;
    if restored.signed {
        output::line("the backup is signed 备份签名有效")?;
    }
    output::line(&format!("{} rows beside the log", restored.beside))?;
    if restored.written {
        output::note(
            "everybody signs in again; `shuniu verify`, then start / 请先运行 verify，所有用户须重新登录",
        )?;
    }
    Ok(())
}
