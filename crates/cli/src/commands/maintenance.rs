//! `shuniu migrate`, `verify` and `rebuild`: keeping the database whole.

use serde::Serialize;
use shuniu_registry::Verification;

use crate::{
    args::JsonArgs,
    config::Settings,
    exit::Code,
    output,
    setup::{self, Database},
};

#[derive(Serialize)]
struct Migrated {
    migrations: Vec<String>,
}

pub(super) fn migrate(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    // The settings may say that nothing migrates by itself; here it was asked for.
    let by_hand = Settings { migrate_on_start: false, ..settings.clone() };
    let migrations = setup::store(&by_hand, Database::MayBeNew)?.migrate()?;
    if args.json {
        output::json(&Migrated { migrations })?;
    } else if migrations.is_empty() {
        output::line("up to date")?;
    } else {
        for migration in &migrations {
            output::line(&format!("migrated {migration}"))?;
        }
    }
    Ok(Code::Good)
}

#[derive(Serialize)]
struct Verified<'a> {
    holds: bool,
    #[serde(flatten)]
    verification: &'a Verification,
}

pub(super) fn verify(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    let registry = setup::registry(settings, Database::MustExist)?;
    let bar = output::progress(output::count(registry.position()?), "verify");
    let verification =
        registry.verify(&mut |position| bar.set_position(output::count(position)))?;
    bar.finish_and_clear();
    let holds = verification.holds();
    if args.json {
        output::json(&Verified { holds, verification: &verification })?;
    } else {
        tell(&verification)?;
    }
    Ok(if holds { Code::Good } else { Code::Found })
}

fn tell(verification: &Verification) -> anyhow::Result<()> {
    output::line(&format!("entries  {}", verification.entries))?;
    output::line(&format!("head     {}", verification.head))?;
    match &verification.broken {
        None => output::line("chain    holds 链完整")?,
        Some(place) => output::line(&format!("chain    BROKEN at {place} 链断裂"))?,
    }
    for (model, rows) in &verification.rows {
        let stale = verification.stale.contains(model);
        let state = if stale { "DIFFERS from the log 与日志不符" } else { "equals the log" };
        output::line(&format!("{model:<16} {rows:>9} rows  {state}"))?;
    }
    if verification.broken.is_none() && !verification.stale.is_empty() {
        output::note("the log holds: `shuniu rebuild` makes the read models anew")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Rebuilt {
    position: i64,
}

pub(super) fn rebuild(settings: &Settings, args: JsonArgs) -> anyhow::Result<Code> {
    let registry = setup::registry(settings, Database::MustExist)?;
    let bar = output::progress(output::count(registry.position()?), "rebuild");
    let shown = bar.clone();
    let position = registry.rebuild(move |position| shown.set_position(output::count(position)))?;
    bar.finish_and_clear();
    if args.json {
        output::json(&Rebuilt { position })?;
    } else {
        output::line(&format!("rebuilt up to position {position}"))?;
    }
    Ok(Code::Good)
}
