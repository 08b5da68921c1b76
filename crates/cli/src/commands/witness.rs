//! `shuniu witness`: watches a register from outside. Each run takes the signed head of the log, checks that the log
//! was only added to since the head before, and remembers it in a file that the operator does not reach.
//!
//! A log that is rewritten, cut off or told differently to others does not get past it: to deceive it, somebody
//! would have to change this file too.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use shuniu_api::outgoing::agent;
use shuniu_proof::{Bundle, Checkpoint, NoteVerifier, check_consistency};
use shuniu_registry::ports::Clock;

use crate::{
    args::WitnessArgs,
    exit::{self, Code},
    output,
    ports::SystemClock,
};

use super::proofs;

/// How long the register may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A head that was seen: a line of the file.
#[derive(Serialize, Deserialize)]
struct Seen {
    seen_at: String,
    checkpoint: String,
}

#[derive(Serialize)]
struct Told {
    holds: bool,
    /// Entries of the head before; null at the first run.
    before: Option<u64>,
    size: u64,
    root: String,
    /// Why it does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// Where both heads are kept as evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<PathBuf>,
}

pub(super) fn run(args: &WitnessArgs) -> anyhow::Result<Code> {
    let keys = proofs::keys(&args.by)?;
    let before = last_seen(&args.file, &keys)?;
    let note = ask(args, "/api/v1/log/checkpoint")?;
    let now = match Checkpoint::verified(&note, &keys) {
        Ok(now) => now,
        Err(fault) => {
            output::line(&format!("does not hold 不成立: the head of the log: {fault}"))?;
            return Ok(Code::Found);
        }
    };
    let fault = match &before {
        Some((_, before)) => compare(args, before, &now)?,
        None => None,
    };
    let told = Told {
        holds: fault.is_none(),
        before: before.as_ref().map(|(_, before)| before.size),
        size: now.size,
        root: now.root.to_string(),
        evidence: match (&fault, &before) {
            (Some(_), Some((old, _))) => Some(keep_evidence(&args.file, old, &note)?),
            _ => None,
        },
        fault,
    };
    let known = before.as_ref().is_some_and(|(_, before)| *before == now);
    if told.holds && !known {
        remember(&args.file, note)?;
    }
    tell(&told, args.json)?;
    Ok(if told.holds { Code::Good } else { Code::Found })
}

/// What is wrong between the head before and the head now.
fn compare(
    args: &WitnessArgs,
    before: &Checkpoint,
    now: &Checkpoint,
) -> anyhow::Result<Option<String>> {
    if before.origin != now.origin {
        return Ok(Some(format!("it is the head of another log: {}", now.origin)));
    }
    if now.size < before.size {
        let (now, before) = (now.size, before.size);
        return Ok(Some(format!("the log was cut off: it has {now} entries and had {before}")));
    }
    if now.size == before.size || before.size == 0 {
        let same = now.root == before.root || before.size == 0;
        let fault = "two roots for one size: the log was rewritten".to_owned();
        return Ok((!same).then_some(fault));
    }
    let path = format!("/api/v1/log/consistency?from={}&to={}", before.size, now.size);
    let answer = serde_json::from_str(&ask(args, &path)?);
    let Ok(Bundle::Consistency { consistency: proof, .. }) = answer else {
        return Ok(Some("the register gave no proof that it was only added to".to_owned()));
    };
    let checked = check_consistency(before.size, &before.root, now.size, &now.root, &proof);
    Ok(checked.err().map(|error| error.to_string()))
}

fn ask(args: &WitnessArgs, path: &str) -> anyhow::Result<String> {
    let url = format!("{}{path}", args.register.trim_end_matches('/'));
    let answer = agent(PATIENCE).get(&url).call();
    let mut answer = answer.map_err(|e| exit::unavailable(format!("{url}: {e}")))?;
    if !answer.status().is_success() {
        return Err(exit::unavailable(format!("{url}: HTTP {}", answer.status().as_u16())));
    }
    answer.body_mut().read_to_string().map_err(|e| exit::unavailable(format!("{url}: {e}")))
}

/// The last head in the file with its note; none when there is no file yet.
fn last_seen(file: &Path, keys: &[NoteVerifier]) -> anyhow::Result<Option<(String, Checkpoint)>> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|e| exit::usage(format!("--file {}: {e}", file.display())))?,
    };
    // A line that was cut off by a crash was not remembered.
    let Some(line) = text.split_inclusive('\n').rfind(|line| line.ends_with('\n')) else {
        return Ok(None);
    };
    let wrong = |e: &dyn std::fmt::Display| {
        exit::usage(format!(
            "--file {}: its last line is no head that was seen: {e}",
            file.display()
        ))
    };
    let seen: Seen = serde_json::from_str(line).map_err(|e| wrong(&e))?;
    let checkpoint = Checkpoint::verified(&seen.checkpoint, keys).map_err(|e| wrong(&e))?;
    Ok(Some((seen.checkpoint, checkpoint)))
}

fn remember(file: &Path, checkpoint: String) -> anyhow::Result<()> {
    let seen_at = DateTime::<Utc>::to_rfc3339_opts(&SystemClock.now(), SecondsFormat::Secs, true);
    let whole = fs::read(file).map_or(true, |bytes| bytes.is_empty() || bytes.ends_with(b"\n"));
    let line = serde_json::to_string(&Seen { seen_at, checkpoint })?;
    let mut opened = OpenOptions::new().create(true).append(true).open(file)?;
    let begin = if whole { "" } else { "\n" };
    opened.write_all(format!("{begin}{line}\n").as_bytes())?;
    opened.sync_all().with_context(|| format!("{}: cannot be written", file.display()))
}

/// Keeps both heads, signed by the register, beside the file: whoever sees them sees what it did.
fn keep_evidence(file: &Path, before: &str, now: &str) -> anyhow::Result<PathBuf> {
    let stamp = SystemClock.now().format("%Y%m%dT%H%M%SZ");
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".evidence-{stamp}.json"));
    let path = PathBuf::from(name);
    let both = serde_json::json!({"before": before, "now": now});
    let mut opened = File::create(&path)?;
    opened.write_all(serde_json::to_string_pretty(&both)?.as_bytes())?;
    opened.sync_all()?;
    Ok(path)
}

fn tell(told: &Told, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(told);
    }
    match (&told.fault, told.before) {
        (Some(fault), _) => {
            output::line(&format!("does not hold 不成立: {fault}"))?;
            if let Some(path) = &told.evidence {
                output::note(&format!("both heads are kept in {}", path.display()))?;
            }
        }
        (None, None) => output::line(&format!("first seen 首次见证: {} entries", told.size))?,
        (None, Some(before)) => {
            output::line(&format!("holds 成立: {before} entries, now {}", told.size))?;
        }
    }
    Ok(())
}
