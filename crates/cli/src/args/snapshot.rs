//! Arguments of `snapshot`.

use std::path::PathBuf;

use clap::Args;

/// Where snapshots go, and how many stay.
#[derive(Debug, Args)]
pub struct SnapshotArgs {
    /// The folder; without it, `snapshots_dir` of the settings.
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Take away all but the newest so many; without it, all stay.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub keep: Option<u32>,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}
