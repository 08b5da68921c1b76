//! Logs: one line an event on standard error, in JSON for machines or readable for people.
//!
//! What may not enter: what is logged; that is decided where it happens.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::{config::LogFormat, exit};

/// Starts logging for the rest of the process.
///
/// # Errors
/// When the filter is not understood, or logging was started before.
pub fn start(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).map_err(|e| exit::usage(format!("log: {e}")))?;
    let terminal = io::stderr().is_terminal();
    let json = match format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Auto => !terminal,
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(terminal);
    let started =
        if json { builder.json().flatten_event(true).try_init() } else { builder.try_init() };
    started.map_err(|e| anyhow::anyhow!("logging could not be started: {e}"))
}
