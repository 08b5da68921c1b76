//! `shuniu export`: all organizations as they stand, with the position of the log.

use std::{
    fs::OpenOptions,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use shuniu_registry::{ExportForm, Manifest, OrganizationFilter};

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
    let bar = output::progress(u64::try_from(all).unwrap_or_default(), "export");
    let write = |out: &mut dyn Write| {
        registry.export_organizations(form, out, &mut |done| bar.set_position(done))
    };
    let manifest = match &args.output {
        None => write(&mut BufWriter::new(io::stdout().lock()))?,
        Some(path) => write(&mut BufWriter::new(create(path)?))?,
    };
    bar.finish_and_clear();
    tell(args.output.as_deref(), &manifest)?;
    Ok(Code::Good)
}

/// A file that is not there yet: an export never takes another one's place.
fn create(path: &Path) -> anyhow::Result<std::fs::File> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.map_err(|e| exit::usage(format!("{}: {e}", path.display())))
}

fn tell(path: Option<&Path>, manifest: &Manifest) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(manifest)?;
    let Some(path) = path else {
        output::note(&text)?;
        return Ok(());
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".manifest.json");
    let beside = PathBuf::from(beside);
    create(&beside)?.write_all(text.as_bytes())?;
    output::note(&format!(
        "{} organizations at position {} 已导出; manifest: {}",
        manifest.organizations,
        manifest.position,
        beside.display()
    ))?;
    Ok(())
}
