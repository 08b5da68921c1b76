//! `shuniu snapshot`: the register as it stands, in both forms and compressed, with the changes since the snapshot
//! before. The manifest comes last and under its name at once: what has a manifest is whole.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder, write::GzEncoder};
use sha2::{Digest, Sha256};
use shuniu_api::snapshots::{known, manifest};
use shuniu_registry::{OrganizationFilter, Registry, Snapshot, SnapshotFile};

use crate::{
    args::SnapshotArgs,
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
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
    let (mut ndjson, mut csv) = (Part::open(folder, "ndjson")?, Part::open(folder, "csv")?);
    let mut snapshot = registry.export_snapshot(&mut ndjson, &mut csv, &mut |done| {
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let position = snapshot.position;
    snapshot.previous = previous.filter(|previous| *previous < position);
    let name = |form: &str| format!("organizations-{position:012}.{form}.gz");
    snapshot.files.push(ndjson.close(folder, name("ndjson"), "organizations")?);
    snapshot.files.push(csv.close(folder, name("csv"), "organizations")?);
    if let Some(from) = snapshot.previous {
        let mut changes = Part::open(folder, "changes")?;
        registry.export_changes(from, position, &mut changes)?;
        let name = format!("changes-{from:012}-{position:012}.ndjson.gz");
        snapshot.files.push(changes.close(folder, name, "changes")?);
    }
    let text = serde_json::to_vec_pretty(&snapshot)?;
    let part = folder.join("manifest.part");
    let mut file = File::create(&part)?;
    file.write_all(&text).and_then(|()| file.sync_all())?;
    fs::rename(&part, manifest(folder, position))?;
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

/// A file that is being written, compressed; its bytes are counted and hashed as they go out.
struct Part {
    path: PathBuf,
    encoder: GzEncoder<Hashed>,
}

struct Hashed {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Part {
    fn open(folder: &Path, what: &str) -> anyhow::Result<Self> {
        let path = folder.join(format!("{what}.part"));
        let file = BufWriter::new(File::create(&path)?);
        let hashed = Hashed { file, hash: Sha256::new(), bytes: 0 };
        // No time in the header: the same content has the same bytes.
        let encoder = GzBuilder::new().mtime(0).write(hashed, Compression::default());
        Ok(Self { path, encoder })
    }

    fn close(self, folder: &Path, name: String, content: &str) -> anyhow::Result<SnapshotFile> {
        let mut hashed = self.encoder.finish()?;
        hashed.file.flush()?;
        hashed.file.get_ref().sync_all()?;
        fs::rename(&self.path, folder.join(&name))?;
        Ok(SnapshotFile {
            name,
            content: content.to_owned(),
            bytes: hashed.bytes,
            sha256: hex::encode(hashed.hash.finalize()),
        })
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.encoder.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
