//! Exit codes: what a script may rely on.

use std::{fmt, io, process::ExitCode};

use shuniu_registry::{RegistryError, StoreError};

use crate::output;

/// The codes, as `--help` tells them.
pub const HELP: &str = "\
Exit codes:
  0  done, and nothing found wrong
  1  something was found wrong (a bad code, a row that cannot be imported, a broken chain),
     or the command failed
  2  wrong usage, or a wrong setting
  3  the database or the address to listen on is not available; try again later";

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Done.
    Good = 0,
    /// Something was found wrong.
    Found = 1,
    /// Wrong usage or setting.
    Usage = 2,
    /// Not available.
    Unavailable = 3,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}

/// An error that knows its exit code.
#[derive(Debug)]
pub struct Fault {
    code: Code,
    message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

/// Wrong usage or a wrong setting.
pub fn usage(message: impl Into<String>) -> anyhow::Error {
    Fault { code: Code::Usage, message: message.into() }.into()
}

/// An error of the registry: of usage, where it is about what an option of that name said.
pub fn of_option(error: RegistryError) -> anyhow::Error {
    match error {
        RegistryError::Malformed { .. } => usage(format!("--{error}")),
        other => other.into(),
    }
}

/// Something that is needed is not available.
pub fn unavailable(message: impl Into<String>) -> anyhow::Error {
    Fault { code: Code::Unavailable, message: message.into() }.into()
}

/// The exit code of clap's own errors: 0 for help and version, else usage.
pub fn of_usage(clap: i32) -> ExitCode {
    if clap == 0 { Code::Good.into() } else { Code::Usage.into() }
}

/// Tells the error on standard error and gives its exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    // Who closed the pipe (`| head`) has what they wanted.
    let is_pipe = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    if error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(is_pipe) {
        return Code::Good.into();
    }
    let _ = output::note(&format!("shuniu: {error:#}"));
    code_of(error).into()
}

fn code_of(error: &anyhow::Error) -> Code {
    for cause in error.chain() {
        if let Some(fault) = cause.downcast_ref::<Fault>() {
            return fault.code;
        }
        match cause.downcast_ref::<StoreError>() {
            Some(StoreError::BadUrl(_)) => return Code::Usage,
            Some(StoreError::Busy | StoreError::Unavailable(_)) => return Code::Unavailable,
            _ => {}
        }
        if let Some(RegistryError::Busy | RegistryError::Unavailable(_)) = cause.downcast_ref() {
            return Code::Unavailable;
        }
    }
    Code::Found
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn the_code_is_found_below_the_context() {
        let wrapped = |e: anyhow::Error| code_of(&e.context("while starting"));
        assert_eq!(wrapped(usage("listen: no port")), Code::Usage);
        assert_eq!(wrapped(unavailable("port in use")), Code::Unavailable);
        assert_eq!(wrapped(StoreError::BadUrl("no".into()).into()), Code::Usage);
        let gone: Result<(), _> = Err(RegistryError::Unavailable("no server".into()));
        assert_eq!(gone.context("verify").map_err(|e| code_of(&e)), Err(Code::Unavailable));
        assert_eq!(wrapped(anyhow::anyhow!("anything else")), Code::Found);
    }
}
