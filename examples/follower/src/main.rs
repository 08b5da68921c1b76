//! `follower`: keeps a copy of the register in a file, and says up to where it is complete.

#![forbid(unsafe_code)]

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Context;
use clap::Parser;
use shuniu_follower::Follower;
use shuniu_proof::NoteVerifier;

/// Seconds that the feed waits for a change.
const WAIT: u32 = 25;

/// Copies a register and follows it.
#[derive(Debug, Parser)]
#[command(about, version)]
struct Arguments {
    /// Address of the register.
    #[arg(long)]
    register: String,
    /// File with the public keys of its log, one a line.
    #[arg(long)]
    key_file: PathBuf,
    /// The file of the copy (SQLite); made at the first run.
    #[arg(long)]
    file: PathBuf,
    /// End when there is nothing new.
    #[arg(long)]
    once: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let text = fs::read_to_string(&arguments.key_file).context("the file of keys")?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let keys = lines.map(NoteVerifier::parse).collect::<Result<_, _>>()?;
    let mut follower = Follower::open(&arguments.file, &arguments.register, keys)?;
    loop {
        while follower.step(0)? {}
        let complete = follower.prove()?;
        let (position, root) = (complete.position, complete.root);
        writeln!(
            io::stdout().lock(),
            "complete at position {position}: {} organizations, root {root}",
            complete.organizations
        )?;
        if arguments.once {
            return Ok(());
        }
        while !follower.step(WAIT)? {}
    }
}
