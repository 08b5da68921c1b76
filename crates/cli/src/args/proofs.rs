//! Arguments of `verify-proof` and `witness`.

use std::path::PathBuf;

use clap::Args;

/// By which keys something is checked.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct KeyArgs {
    /// A public key of the register, NAME+HASH+KEY; may be repeated.
    #[arg(long = "key", value_name = "KEY")]
    pub keys: Vec<String>,
    /// A file with such keys, one a line.
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// Which proof, and by which keys.
#[derive(Debug, Args)]
pub struct VerifyProofArgs {
    /// The proof, JSON; `-` reads standard input.
    pub file: PathBuf,
    /// The text of a QR code: whether it is the brief of this statement.
    #[arg(long, value_name = "FILE")]
    pub brief: Option<PathBuf>,
    /// By which keys.
    #[command(flatten)]
    pub by: KeyArgs,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// Which register, by which keys, remembered where.
#[derive(Debug, Args)]
pub struct WitnessArgs {
    /// Address of the register, without /api/v1.
    #[arg(long, value_name = "URL")]
    pub register: String,
    /// By which keys.
    #[command(flatten)]
    pub by: KeyArgs,
    /// The file with the heads that were seen; made at the first run.
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}
