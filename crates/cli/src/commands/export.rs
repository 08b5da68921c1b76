//! `shuniu export`: all organizations as they stand, with the position of the log.

use std::{
    fs::OpenOptions,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use shuniu_registry::{ExportForm, OrganizationFilter};

use crate::{
    args::{ExportArgs, Form},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

pub(super) fn run(settings: &Settings, args: &ExportArgs) -> anyhow::Result<Code> {
    let form = match args.form {
        Form::Ndjson => ExportForm::Ndjson,
        Form::Csv => ExportForm::Csv,
    };
    let registry = setup::registry(settings, Database::MustExist)?;
    let all =
        registry.store().read_one(|r| r.count_organizations(&OrganizationFilter::default()))?;
    let bar = output::progress(output::count(all), "export");
    let write = |out: &mut dyn Write| {
        registry.export_organizations(form, out, &mut |done| bar.set_position(done))
    };
    let Some(path) = &args.output else {
        let manifest = write(&mut BufWriter::new(io::stdout().lock()))?;
        bar.finish_and_clear();
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
    let written = create(&part).and_then(|file| Ok(write(&mut BufWriter::new(file))?));
    bar.finish_and_clear();
    let whole = written.and_then(|manifest| {
        manifest_file.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
        std::fs::rename(&part, path)?;
        Ok(manifest)
    });
    let manifest = whole.inspect_err(|_| {
        // Nothing that looks like an export stays behind.
        let _ = (std::fs::remove_file(&part), std::fs::remove_file(&beside));
    })?;
    output::note(&format!(
        "{} organizations at position {} 已导出; manifest: {}",
        manifest.organizations,
        manifest.position,
        beside.display()
    ))?;
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
