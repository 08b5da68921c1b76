//! The commands, one file each: open the register, call it, print, give the exit code.
//!
//! What may not enter: anything that a caller of the library would have to do again.

mod account;
mod backup;
mod check_codes;
mod config;
mod copy;
mod deadline;
mod demo;
mod export;
mod import;
mod keys;
mod maintenance;
mod openapi;
mod proofs;
mod serve;
mod snapshot;
mod sweep;
mod transfer;
mod witness;

use crate::{
    args::{Cli, Command},
    config::{LogFormat, Settings, load},
    exit::Code,
    telemetry,
};

/// Runs a command.
///
/// # Errors
/// What the command could not do; the error knows its exit code.
pub fn dispatch(cli: Cli) -> anyhow::Result<Code> {
    // These need no configuration, so that nothing in it can stand in their way.
    match cli.command {
        Command::CheckCodes(args) => return check_codes::run(args),
        Command::Openapi => return openapi::run(),
        Command::VerifyProof(args) => return proofs::verify(&args),
        Command::Witness(args) => return witness::run(&args),
        Command::Demo(args) => {
            telemetry::start("warn", LogFormat::Auto)?;
            return demo::run(&args);
        }
        _ => {}
    }
    let settings = load(cli.config.as_deref())?;
    start_logging(&cli.command, &settings)?;
    match cli.command {
        Command::Serve => serve::run(&settings),
        Command::Migrate(args) => maintenance::migrate(&settings, args),
        Command::Import(what) => import::run(&settings, &what),
        Command::Transfer(args) => transfer::run(&settings, &args),
        Command::Verify(args) => maintenance::verify(&settings, args),
        Command::Rebuild(args) => maintenance::rebuild(&settings, args),
        Command::Sweep(args) => sweep::run(&settings, &args),
        Command::Snapshot(args) => snapshot::run(&settings, &args),
        Command::Backup(args) => backup::run(&settings, &args),
        Command::Restore(args) => backup::restore(&settings, &args),
        Command::Export(args) => export::run(&settings, &args),
        Command::Copy(args) => copy::run(&settings, &args),
        Command::Account(what) => account::run(&settings, what),
        Command::Keys(what) => keys::run(&settings, what),
        Command::Deadline(args) => deadline::run(&settings, &args),
        Command::Config(args) => config::run(&settings, args),
        // Answered above.
        Command::CheckCodes(_)
        | Command::Openapi
        | Command::VerifyProof(_)
        | Command::Witness(_)
        | Command::Demo(_) => Ok(Code::Good),
    }
}

/// The server logs as it is told; other commands print their results and log only what is
/// wrong, unless the settings ask for more.
fn start_logging(command: &Command, settings: &Settings) -> anyhow::Result<()> {
    let asked = settings.log != Settings::default().log;
    let quiet = !matches!(command, Command::Serve) && !asked;
    let filter = if quiet { "warn" } else { &settings.log };
    telemetry::start(filter, settings.log_format)
}
