//! Arguments of `backup` and `restore`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

/// Where backups go, and how many stay.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The folder; each register has one of its own.
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// Take away all but the newest so many; files of the log stay, for every backup needs them. Without it, all stay.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub keep: Option<u32>,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}

/// What is restored, and how far.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The folder of the backups.
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// As it was at this instant, such as 2026-11-27T02:00:00Z; without it, as it was at the newest backup.
    #[arg(long, value_name = "INSTANT")]
    pub at: Option<DateTime<Utc>>,
    /// As it was at this position of the log.
    #[arg(long, value_name = "N", conflicts_with = "at", value_parser = clap::value_parser!(i64).range(1..))]
    pub position: Option<i64>,
    /// Only read the backup and check it; nothing is written.
    #[arg(long)]
    pub check: bool,
    /// File with the public keys of the log, one a line: the backup must be of a head that they signed.
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}
