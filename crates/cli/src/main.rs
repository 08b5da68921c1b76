//! The binary `shuniu`. Everything is in the library beside it, so that tests can use it.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    shuniu::run(std::env::args_os())
}
