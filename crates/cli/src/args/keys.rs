//! Arguments of `keys`.

use clap::Subcommand;

use super::{JsonArgs, example};

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a key or a pair of keys; never replaces one
    #[command(subcommand)]
    Create(CreateKeys),
    /// Check that the keys are there, readable by their owner only, and whole
    #[command(after_help = example("  shuniu --config register.toml keys check"))]
    Check(JsonArgs),
}

/// Which keys to make.
#[derive(Debug, Subcommand)]
pub enum CreateKeys {
    /// A key that signs access tokens, in `keys_dir`; the last by name signs
    #[command(after_help = example(
        "  shuniu keys create signing                   named after today: 2026-11-23\n  \
         shuniu keys create signing --name 2027-01    a month of its own",
    ))]
    Signing {
        /// Name of the key: 1 to 64 of A-Z, a-z, 0-9, '-', '_'. Without it, today's date.
        #[arg(long)]
        name: Option<String>,
    },
    /// A key that signs heads of the log and statements, in `log_keys_dir`; all keys there sign
    #[command(after_help = example(
        "  shuniu keys create log                       named after today\n\n\
         Prints the path and, for every key there, the line by which others check what it signs.",
    ))]
    Log {
        /// Name of the key: 1 to 64 of A-Z, a-z, 0-9, '-', '_'. Without it, today's date.
        #[arg(long)]
        name: Option<String>,
    },
    /// The keys that seal identity numbers, in `personal_keys_file`
    #[command(after_help = example(
        "  shuniu keys create personal\n\n\
         Keep a copy in a safe place: without these keys the identity numbers are lost.",
    ))]
    Personal,
}
