//! shuniu (枢纽): the register of social organizations as one binary.
//!
//! This is the only place where the outside comes in: the clock, randomness, files, the
//! configuration and the terminal. Commands are thin: they open the register, call it and
//! print. The demo city and the ports are public, so that tests of the whole system can use
//! them.
//!
//! What may not enter: rules of law, SQL, HTTP handlers.

#![forbid(unsafe_code)]

mod args;
mod commands;
mod config;
pub mod demo;
mod exit;
mod files;
mod output;
mod password;
pub mod ports;
mod setup;
mod telemetry;
mod whole_file;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

/// Runs the command line and gives the code to exit with.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match args::Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output, faults to standard error.
            let _ = error.print();
            return exit::of_usage(error.exit_code());
        }
    };
    match commands::dispatch(cli) {
        Ok(code) => code.into(),
        Err(error) => exit::report(&error),
    }
}
