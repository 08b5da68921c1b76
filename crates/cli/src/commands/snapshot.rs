//! `shuniu snapshot`: the register as it stands, in both forms and compressed, with the changes since the snapshot
//! before. The manifest comes last and under its name at once: what has a manifest is whole.

use std::{fs, path::Path};

use shuniu_api::snapshots::{known, manifest};
use shuniu_registry::{OrganizationFilter, Registry, Snapshot, SnapshotFile};

use crate::{
    args::SnapshotArgs,
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
    whole_file::{self, Part, Readers},
};

pub(super) fn run(settings: &Settings, args: &SnapshotArgs) -> anyhow::Result<Code> {
    let folder = args.dir.as_ref().or(settings.snapshots_dir.as_ref());
    let folder = folder.ok_or_else(|| exit::usage("--dir: name a folder, or set snapshots_dir"))?;
    fs::create_dir_all(folder).map_err(|e| exit::usage(format!("{}: {e}", folder.display())))?;
    let registry = setup::registry(settings, Database::MustExist)?;
    let before = known(folder)?;
    let newest = before.first();
    let position = registry.position()?;
    if let Some(newest) = newest.filter(|newest| newest.position == position) {
        output::note("nothing has happened since the last snapshot / 自上次快照以来没有变化")?;
        tell(newest, args.json)?;
        return Ok(Code::Good);
    }
    let made = make(&registry, folder, newest.map(|snapshot| snapshot.position))?;
    if let Some(keep) = args.keep {
        let stay = usize::try_from(keep).unwrap_or(usize::MAX).saturating_sub(1);
        for old in before.iter().skip(stay) {
            take_away(folder, old)?;
        }
    }
    tell(&made, args.json)?;
    Ok(Code::Good)
}

fn tell(snapshot: &Snapshot, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(snapshot);
    }
    output::line(&format!(
        "{} organizations at position {} 已生成快照",
        snapshot.organizations, snapshot.position
    ))?;
    for file in &snapshot.files {
        output::line(&format!("{}  {} bytes", file.name, file.bytes))?;
    }
    Ok(())
}

fn make(registry: &Registry, folder: &Path, previous: Option<i64>) -> anyhow::Result<Snapshot> {
    let all =
        registry.store().read_one(|r| r.count_organizations(&OrganizationFilter::default()))?;
    let bar = output::progress(output::count(all), "snapshot");
    let open = |what: &str| Part::open(folder, what, Readers::All);
    let (mut ndjson, mut csv) = (open("ndjson")?, open("csv")?);
    let mut snapshot = registry.export_snapshot(&mut ndjson, &mut csv, &mut |done| {
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let position = snapshot.position;
    snapshot.previous = previous.filter(|previous| *previous < position);
    let name = |form: &str| format!("organizations-{position:012}.{form}.gz");
    snapshot.files.push(close(ndjson, folder, name("ndjson"), "organizations")?);
    snapshot.files.push(close(csv, folder, name("csv"), "organizations")?);
    if let Some(from) = snapshot.previous {
        let mut changes = open("changes")?;
        registry.export_changes(from, Some(position), &mut changes)?;
        let name = format!("changes-{from:012}-{position:012}.ndjson.gz");
        snapshot.files.push(close(changes, folder, name, "changes")?);
    }
    let text = serde_json::to_vec_pretty(&snapshot)?;
    whole_file::write(&manifest(folder, position), &text, Readers::All)?;
    Ok(snapshot)
}

/// The manifest goes first: what has one is whole.
fn take_away(folder: &Path, old: &Snapshot) -> anyhow::Result<()> {
    fs::remove_file(manifest(folder, old.position))?;
    for file in &old.files {
        fs::remove_file(folder.join(&file.name))?;
    }
    Ok(())
}

fn close(part: Part, folder: &Path, name: String, content: &str) -> anyhow::Result<SnapshotFile> {
    let written = part.close(folder, &name)?;
    let content = content.to_owned();
    Ok(SnapshotFile { name, content, bytes: written.bytes, sha256: written.sha256 })
}
