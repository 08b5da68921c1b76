//! The only room that prints. Results go to standard output, notes for people to standard
//! error, so that a script can read the one without the other.
//!
//! Errors are given back: a full disk or a closed pipe must reach the exit code.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// A line of the result.
///
/// # Errors
/// When standard output cannot be written.
pub fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

/// Text of the result, as it is.
///
/// # Errors
/// When standard output cannot be written.
pub fn text(text: &str) -> io::Result<()> {
    io::stdout().lock().write_all(text.as_bytes())
}

/// A result for a script: one JSON document, indented.
///
/// # Errors
/// When standard output cannot be written.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?)?;
    Ok(())
}

/// A note for whoever watches.
///
/// # Errors
/// When standard error cannot be written.
pub fn note(text: &str) -> io::Result<()> {
    writeln!(io::stderr().lock(), "{text}")
}

/// A progress bar on standard error; hides itself where that is no terminal.
#[must_use]
pub fn progress(of: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(of).with_message(what);
    match ProgressStyle::with_template("{msg} {bar:40} {human_pos}/{human_len} {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A position or a number of records of the register, as the progress bar counts. None is below
/// zero; one that were would show as zero.
#[must_use]
pub fn count(records: i64) -> u64 {
    u64::try_from(records).unwrap_or_default()
}
