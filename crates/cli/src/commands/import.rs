//! `shuniu import organizations`: check the whole file, tell every problem with its line,
//! and, if asked, write the good rows.

use std::{fs::File, io::BufReader, path::Path};

use serde::Serialize;
use shuniu_core::access::{Actor, Grant, Role};
use shuniu_registry::{
    Registry, RegistryError,
    import::{Checked, Committed, RowNote},
};

use super::account;
use crate::{
    args::{Import, ImportArgs},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

/// The answer for a script.
#[derive(Serialize)]
struct Answer<'a> {
    good_rows: usize,
    new_units: usize,
    already_there: usize,
    problems: &'a [RowNote],
    warnings: &'a [RowNote],
    committed: Option<Written>,
}

#[derive(Serialize)]
struct Written {
    organizations: usize,
    units: usize,
}

pub(super) fn run(settings: &Settings, what: &Import) -> anyhow::Result<Code> {
    let Import::Organizations(args) = what;
    let file =
        File::open(&args.file).map_err(|e| exit::usage(format!("{}: {e}", args.file.display())))?;
    let registry = setup::registry(settings, Database::MayBeNew)?;
    let actor = actor(settings, &registry, args.by.as_deref())?;
    let checked = match args.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        true => registry.check_organizations_sheet(BufReader::new(file)),
        false => registry.check_organizations(BufReader::new(file)),
    };
    let checked = checked.map_err(header)?;
    if !args.json {
        tell(&args.file, &checked, args.warnings)?;
    }
    let committed = if args.commit { Some(commit(&registry, &actor, &checked)?) } else { None };
    if args.json {
        output::json(&Answer {
            good_rows: checked.rows.len(),
            new_units: checked.units.len(),
            already_there: checked.already,
            problems: &checked.problems,
            warnings: &checked.warnings,
            committed: committed
                .map(|c| Written { organizations: c.organizations, units: c.units }),
        })?;
    } else {
        summary(args, &checked, committed)?;
    }
    Ok(if checked.problems.is_empty() { Code::Good } else { Code::Found })
}

/// Who does it: an administrator by name, or the command line itself, which has the database
/// in its hands anyway.
fn actor(settings: &Settings, registry: &Registry, by: Option<&str>) -> anyhow::Result<Actor> {
    let Some(by) = by else {
        let grants = vec![Grant::of(Role::Administrator)];
        return Ok(Actor { account: account::CLI.to_owned(), grants });
    };
    let accounts = setup::accounts(settings, registry);
    let found = account::find(registry, &accounts, by)?;
    if found.disabled || !found.actor().has(Role::Administrator) {
        return Err(exit::usage(format!("--by: {by} is shut or no administrator")));
    }
    Ok(found.actor())
}

/// A header that lacks a column is the caller's fault, like a wrong option.
fn header(error: RegistryError) -> anyhow::Error {
    match error {
        RegistryError::Malformed { .. } => exit::usage(error.to_string()),
        other => other.into(),
    }
}

fn commit(registry: &Registry, actor: &Actor, checked: &Checked) -> anyhow::Result<Committed> {
    let rows = u64::try_from(checked.rows.len()).unwrap_or(u64::MAX);
    let bar = output::progress(rows, "import");
    let committed = registry.commit_organizations(actor, checked, &mut |written| {
        bar.set_position(u64::try_from(written).unwrap_or(u64::MAX));
    })?;
    bar.finish_and_clear();
    Ok(committed)
}

/// As compilers write it, so that editors jump to the line.
fn tell(file: &Path, checked: &Checked, warnings: bool) -> anyhow::Result<()> {
    let print = |what: &str, note: &RowNote| {
        let RowNote { line, column, found, text } = note;
        let file = file.display();
        output::line(&format!(
            "{file}:{line}: {what}: {column} {found:?}: {} / {}",
            text.en, text.zh
        ))
    };
    for note in &checked.problems {
        print("problem", note)?;
    }
    for note in checked.warnings.iter().filter(|_| warnings) {
        print("warning", note)?;
    }
    Ok(())
}

fn summary(
    args: &ImportArgs,
    checked: &Checked,
    committed: Option<Committed>,
) -> anyhow::Result<()> {
    let hidden =
        if args.warnings || checked.warnings.is_empty() { "" } else { " (see --warnings)" };
    output::line(&format!(
        "{} good rows 可导入, {} new units 新单位, {} already there 已登记, {} problems 问题, \
         {} warnings 提示{hidden}",
        checked.rows.len(),
        checked.units.len(),
        checked.already,
        checked.problems.len(),
        checked.warnings.len(),
    ))?;
    match committed {
        Some(Committed { organizations, units }) => {
            output::line(&format!("written: {organizations} organizations, {units} units 已写入"))?;
        }
        None if checked.rows.is_empty() => {}
        None => output::line("nothing was written; add --commit to write the good rows 未写入")?,
    }
    Ok(())
}
