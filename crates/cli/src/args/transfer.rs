//! The options of `shuniu transfer`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

/// Whether a unit takes over, or goes on under another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// Another unit takes over 移交.
    Transfer,
    /// The unit was reorganized or renamed 更名承继.
    Succession,
}

/// How to transfer by list.
#[derive(Debug, Args)]
pub struct TransferArgs {
    /// The confirmation list: CSV in UTF-8, or a spreadsheet, with a header line.
    #[arg(long, value_name = "FILE")]
    pub list: PathBuf,
    /// The unit that takes over, by its id.
    #[arg(long, value_name = "UNIT")]
    pub to: String,
    /// Number of the letter that brings the list.
    #[arg(long)]
    pub number: String,
    /// Its date.
    #[arg(long, value_name = "DATE")]
    pub dated: NaiveDate,
    /// Whether it takes over or goes on.
    #[arg(long, value_enum, default_value_t = How::Transfer)]
    pub how: How,
    /// Number of the old unit's letter, for rows that state none.
    #[arg(long, value_name = "NUMBER", requires = "release_dated")]
    pub release: Option<String>,
    /// Date of that letter.
    #[arg(long, value_name = "DATE", requires = "release")]
    pub release_dated: Option<NaiveDate>,
    /// Do it; without this each row is only tried.
    #[arg(long)]
    pub commit: bool,
    /// Login or id of who decides at the registrar.
    #[arg(long, value_name = "LOGIN")]
    pub by: String,
    /// Answer in JSON, for scripts.
    #[arg(long)]
    pub json: bool,
}
