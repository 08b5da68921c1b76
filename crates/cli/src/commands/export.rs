//! `shuniu export`: all organizations as they stand, or the changes between two positions of the log.

use std::{
    fs::OpenOptions,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use shuniu_registry::{ExportForm, OrganizationFilter};

use crate::{
    args::{ExportArgs, Form},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

pub(super) fn run(settings: &Settings, args: &ExportArgs) -> anyhow::Result<Code> {
    let registry = setup::registry(settings, Database::MustExist)?;
    if let Some(after) = args.after {
        let (after, upto) = (after.into(), args.upto.map(i64::from));
        let write = |out: &mut dyn Write| {
            registry.export_changes(after, upto, out).map_err(exit::of_option)
        };
        return written(args.output.as_deref(), write, |made| {
            format!("{} changes up to position {} 已导出", made.changes, made.position)
        });
    }
    let form = match args.form {
        Form::Ndjson => ExportForm::Ndjson,
        Form::Csv => ExportForm::Csv,
    };
    let all =
        registry.store().read_one(|r| r.count_organizations(&OrganizationFilter::default()))?;
    let bar = output::progress(output::count(all), "export");
    let write = |out: &mut dyn Write| {
        let made = registry.export_organizations(form, out, &mut |done| bar.set_position(done));
        bar.finish_and_clear();
        Ok(made?)
    };
    written(args.output.as_deref(), write, |made| {
        format!("{} organizations at position {} 已导出", made.organizations, made.position)
    })
}

/// Writes to a file with its manifest beside it, or to standard output; `told` says what was made.
fn written<M: Serialize>(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<M>,
    told: impl FnOnce(&M) -> String,
) -> anyhow::Result<Code> {
    let Some(path) = path else {
        let manifest = write(&mut BufWriter::new(io::stdout().lock()))?;
        output::note(&serde_json::to_string_pretty(&manifest)?)?;
        return Ok(Code::Good);
    };
    // Both names are taken before anything is read; a file that is not whole never bears its name.
    let beside = with_ending(path, ".manifest.json");
    let part = with_ending(path, ".part");
    if path.exists() {
        return Err(exit::usage(format!("{}: is there already", path.display())));
    }
    let mut manifest_file = create(&beside)?;
    let written = create(&part).and_then(|file| write(&mut BufWriter::new(file)));
    let whole = written.and_then(|manifest| {
        manifest_file.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
        std::fs::rename(&part, path)?;
        Ok(manifest)
    });
    let manifest = whole.inspect_err(|_| {
        // Nothing that looks like an export stays behind.
        let _ = (std::fs::remove_file(&part), std::fs::remove_file(&beside));
    })?;
    output::note(&format!("{}; manifest: {}", told(&manifest), beside.display()))?;
    Ok(Code::Good)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A file that is not there yet: an export never takes another one's place.
fn create(path: &Path) -> anyhow::Result<std::fs::File> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.map_err(|e| exit::usage(format!("{}: {e}", path.display())))
}
