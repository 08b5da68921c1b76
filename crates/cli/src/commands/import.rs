//! `shuniu import organizations`, `decisions`, `name-changes`, `relations`, `inspections`, the lists of credit, `penalties`, `grades`, `lowered-grades` and `illegal-names`: check the whole
//! file, tell every problem with its line, and, if asked, write the good rows.

use std::{fs::File, io::BufReader};

use serde::Serialize;
use shuniu_core::{
    access::{Actor, Grant, Role},
    oversight::credit::CreditList,
    unit::{UnitId, UnitKind},
};
use shuniu_registry::{
    Registry, RegistryError,
    import::{
        Checked, CheckedDecisions, CheckedIllegal, CheckedOversight, CheckedRelations,
        CheckedRenames, Committed, OversightFile, RowNote,
    },
};

use super::account;
use crate::{
    args::{IllegalArgs, Import, ImportArgs},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

#[derive(Serialize)]
struct Listed {
    names: usize,
}

/// A file, checked: what an import of any kind tells.
struct Report<'a> {
    good: usize,
    units: usize,
    already: usize,
    problems: &'a [RowNote],
    warnings: &'a [RowNote],
}

/// The answer for a script.
#[derive(Serialize)]
struct Answer<'a, W: Serialize> {
    good_rows: usize,
    new_units: usize,
    already_there: usize,
    problems: &'a [RowNote],
    warnings: &'a [RowNote],
    committed: Option<W>,
}

#[derive(Serialize)]
struct Written {
    organizations: usize,
    units: usize,
}

#[derive(Serialize)]
struct Renamed {
    renamed: usize,
}

#[derive(Serialize)]
struct Related {
    relations: usize,
}

#[derive(Serialize)]
struct Overseen {
    entries: usize,
}

#[derive(Serialize)]
struct Entered {
    decisions: usize,
}

pub(super) fn run(settings: &Settings, what: &Import) -> anyhow::Result<Code> {
    let args = match what {
        Import::Organizations(args)
        | Import::Decisions(args)
        | Import::NameChanges(args)
        | Import::Relations(args)
        | Import::Inspections(args)
        | Import::AbnormalList(args)
        | Import::SeriousList(args)
        | Import::Penalties(args)
        | Import::Grades(args)
        | Import::LoweredGrades(args) => args,
        Import::IllegalNames(args) => &args.how,
    };
    let file =
        File::open(&args.file).map_err(|e| exit::usage(format!("{}: {e}", args.file.display())))?;
    let file = BufReader::new(file);
    let registry = setup::registry(settings, Database::MayBeNew)?;
    let by = args.by.as_deref();
    match what {
        Import::Organizations(_) => {
            let checked = registry.check_organizations(file);
            let actor = actor(settings, &registry, by)?;
            organizations(&registry, &actor, args, &checked.map_err(header)?)
        }
        Import::Decisions(_) => {
            let checked = registry.check_decisions(file);
            let actor = actor(settings, &registry, by)?;
            decisions(&registry, &actor, args, &checked.map_err(header)?)
        }
        Import::NameChanges(_) => {
            let checked = registry.check_renames(file);
            let actor = actor(settings, &registry, by)?;
            name_changes(&registry, &actor, args, &checked.map_err(header)?)
        }
        Import::Relations(_) => {
            let checked = registry.check_relations(file);
            let actor = actor(settings, &registry, by)?;
            relations(&registry, &actor, args, &checked.map_err(header)?)
        }
        Import::Inspections(_)
        | Import::AbnormalList(_)
        | Import::SeriousList(_)
        | Import::Penalties(_)
        | Import::Grades(_)
        | Import::LoweredGrades(_) => {
            let about = match what {
                Import::AbnormalList(_) => OversightFile::Listings(CreditList::Abnormal),
                Import::SeriousList(_) => OversightFile::Listings(CreditList::Serious),
                Import::Penalties(_) => OversightFile::Penalties,
                Import::Grades(_) => OversightFile::Grades,
                Import::LoweredGrades(_) => OversightFile::LoweredGrades,
                _ => OversightFile::Inspections,
            };
            let checked = registry.check_oversight(about, file);
            let actor = actor(settings, &registry, by)?;
            oversight(&registry, &actor, args, &checked.map_err(header)?)
        }
        Import::IllegalNames(args) => {
            let checked = registry.check_illegal(file);
            illegal_names(settings, &registry, args, &checked.map_err(header)?)
        }
    }
}

fn organizations(
    registry: &Registry,
    actor: &Actor,
    args: &ImportArgs,
    checked: &Checked,
) -> anyhow::Result<Code> {
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let report = Report {
        units: checked.units.len(),
        ..Report::of(checked.rows.len(), checked.already, problems, warnings)
    };
    let write =
        |written: &mut dyn FnMut(usize)| registry.commit_organizations(actor, checked, written);
    report.finish(args, write, |Committed { organizations, units }| {
        let words = format!("{organizations} organizations, {units} units");
        (words, Written { organizations, units })
    })
}

fn decisions(
    registry: &Registry,
    actor: &Actor,
    args: &ImportArgs,
    checked: &CheckedDecisions,
) -> anyhow::Result<Code> {
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let report = Report::of(checked.rows.len(), checked.already, problems, warnings);
    let write = |written: &mut dyn FnMut(usize)| registry.commit_decisions(actor, checked, written);
    report
        .finish(args, write, |decisions| (format!("{decisions} decisions"), Entered { decisions }))
}

fn name_changes(
    registry: &Registry,
    actor: &Actor,
    args: &ImportArgs,
    checked: &CheckedRenames,
) -> anyhow::Result<Code> {
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let report = Report::of(checked.rows.len(), checked.already, problems, warnings);
    let write = |written: &mut dyn FnMut(usize)| registry.commit_renames(actor, checked, written);
    report
        .finish(args, write, |renamed| (format!("{renamed} changes of name"), Renamed { renamed }))
}

fn relations(
    registry: &Registry,
    actor: &Actor,
    args: &ImportArgs,
    checked: &CheckedRelations,
) -> anyhow::Result<Code> {
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let report = Report::of(checked.rows.len(), checked.already, problems, warnings);
    let write = |written: &mut dyn FnMut(usize)| registry.commit_relations(actor, checked, written);
    report
        .finish(args, write, |relations| (format!("{relations} relations"), Related { relations }))
}

fn oversight(
    registry: &Registry,
    actor: &Actor,
    args: &ImportArgs,
    checked: &CheckedOversight,
) -> anyhow::Result<Code> {
    let (problems, warnings) = (&checked.problems, &checked.warnings);
    let report = Report::of(checked.rows.len(), checked.already, problems, warnings);
    let write = |written: &mut dyn FnMut(usize)| registry.commit_oversight(actor, checked, written);
    report.finish(args, write, |entries| (format!("{entries} entries"), Overseen { entries }))
}

fn illegal_names(
    settings: &Settings,
    registry: &Registry,
    args: &IllegalArgs,
    checked: &CheckedIllegal,
) -> anyhow::Result<Code> {
    let unit = UnitId::parse(&args.unit).map_err(|e| exit::usage(format!("--unit: {e}")))?;
    let answers = registry.unit(&args.unit);
    let answers = answers.map_err(|e| exit::usage(format!("--unit {}: {e}", args.unit)))?;
    if answers.kind != UnitKind::Registrar {
        return Err(exit::usage(format!("--unit {}: no registrar 不是登记管理机关", args.unit)));
    }
    // Who decides at that registrar, by name, or the command line in its place.
    let actor = match &args.how.by {
        Some(by) => named(settings, registry, by)?,
        None => Actor {
            account: account::CLI.to_owned(),
            grants: vec![Grant::at(Role::Decider, unit.clone())],
        },
    };
    let report = Report::of(checked.rows.len(), checked.already, &checked.problems, &[]);
    let write =
        |written: &mut dyn FnMut(usize)| registry.commit_illegal(&actor, &unit, checked, written);
    report.finish(&args.how, write, |names| (format!("{names} names"), Listed { names }))
}

/// Who does it: an administrator by name, or the command line itself, which has the database
/// in its hands anyway.
fn actor(settings: &Settings, registry: &Registry, by: Option<&str>) -> anyhow::Result<Actor> {
    let Some(by) = by else {
        let grants = vec![Grant::of(Role::Administrator)];
        return Ok(Actor { account: account::CLI.to_owned(), grants });
    };
    let found = named(settings, registry, by)?;
    if !found.has(Role::Administrator) {
        return Err(exit::usage(format!("--by: {by} is no administrator")));
    }
    Ok(found)
}

/// The account that `--by` names, which must be open.
pub(super) fn named(settings: &Settings, registry: &Registry, by: &str) -> anyhow::Result<Actor> {
    let found = account::find(registry, &setup::accounts(settings, registry), by)?;
    if found.disabled {
        return Err(exit::usage(format!("--by: {by} is shut")));
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

/// Writes with a bar that shows how far it is.
fn with_progress<T>(
    rows: usize,
    write: impl FnOnce(&mut dyn FnMut(usize)) -> Result<T, RegistryError>,
) -> anyhow::Result<T> {
    let bar = output::progress(u64::try_from(rows).unwrap_or(u64::MAX), "import");
    let done = write(&mut |written| bar.set_position(u64::try_from(written).unwrap_or(u64::MAX)))?;
    bar.finish_and_clear();
    Ok(done)
}

impl<'a> Report<'a> {
    /// What was found in a file that brings no units.
    fn of(good: usize, already: usize, problems: &'a [RowNote], warnings: &'a [RowNote]) -> Self {
        Self { good, units: 0, already, problems, warnings }
    }

    /// Tells what was found and, if asked, writes the good rows and tells what was written: in
    /// words, and for a script.
    fn finish<T, W: Serialize>(
        &self,
        args: &ImportArgs,
        write: impl FnOnce(&mut dyn FnMut(usize)) -> Result<T, RegistryError>,
        told: impl FnOnce(T) -> (String, W),
    ) -> anyhow::Result<Code> {
        self.tell(args)?;
        let committed = match args.commit {
            true => Some(with_progress(self.good, write)?),
            false => None,
        };
        let (words, written) = committed.map(told).unzip();
        self.end(args, words, written)
    }

    /// As compilers write it, so that editors jump to the line.
    fn tell(&self, args: &ImportArgs) -> anyhow::Result<()> {
        if args.json {
            return Ok(());
        }
        let print = |what: &str, note: &RowNote| {
            let RowNote { line, column, found, text } = note;
            let file = args.file.display();
            output::line(&format!(
                "{file}:{line}: {what}: {column} {found:?}: {} / {}",
                text.en, text.zh
            ))
        };
        for note in self.problems {
            print("problem", note)?;
        }
        for note in self.warnings.iter().filter(|_| args.warnings) {
            print("warning", note)?;
        }
        Ok(())
    }

    /// What was found and written, in `words` or for a script.
    fn end<W: Serialize>(
        &self,
        args: &ImportArgs,
        words: Option<String>,
        committed: Option<W>,
    ) -> anyhow::Result<Code> {
        if args.json {
            output::json(&Answer {
                good_rows: self.good,
                new_units: self.units,
                already_there: self.already,
                problems: self.problems,
                warnings: self.warnings,
                committed,
            })?;
        } else {
            self.summary(args, words)?;
        }
        Ok(if self.problems.is_empty() { Code::Good } else { Code::Found })
    }

    fn summary(&self, args: &ImportArgs, words: Option<String>) -> anyhow::Result<()> {
        let hidden =
            if args.warnings || self.warnings.is_empty() { "" } else { " (see --warnings)" };
        output::line(&format!(
            "{} good rows 可导入, {} new units 新单位, {} already there 已登记, {} problems 问题, \
             {} warnings 提示{hidden}",
            self.good,
            self.units,
            self.already,
            self.problems.len(),
            self.warnings.len(),
        ))?;
        match words {
            Some(words) => output::line(&format!("written: {words} 已写入"))?,
            None if self.good == 0 => {}
            None => {
                output::line("nothing was written; add --commit to write the good rows 未写入")?;
            }
        }
        Ok(())
    }
}
