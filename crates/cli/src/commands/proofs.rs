//! `shuniu verify-proof`: a proof that the register gave out, checked offline by its public key.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use anyhow::Context;
use serde::Serialize;
use shuniu_proof::{Brief, Bundle, Checked, NoteVerifier, SignedNote, Statement};

use crate::{
    args::{KeyArgs, VerifyProofArgs},
    exit::{self, Code},
    output,
};

/// Longest file that is read: proofs are some kilobytes.
const LONGEST: u64 = 16 << 20;

#[derive(Default, Serialize)]
struct Told {
    holds: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    /// Whose log.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    /// Entries of the log in the (newer) head.
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    /// Position of the entry, or size of the older head.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<Statement>,
    /// What a QR code states.
    #[serde(skip_serializing_if = "Option::is_none")]
    brief: Option<Brief>,
}

impl Told {
    fn fault(fault: &str) -> Self {
        Self { fault: Some(fault.to_owned()), ..Self::default() }
    }
}

pub(super) fn verify(args: &VerifyProofArgs) -> anyhow::Result<Code> {
    let keys = keys(&args.by)?;
    let text = read(&args.file)?;
    let code = args.brief.as_ref().map(|file| read(file)).transpose()?;
    let told = match serde_json::from_str::<Bundle>(&text) {
        // What was read from a QR code is a signed note.
        Err(_) if text.lines().next().is_some_and(|line| line.ends_with("/brief")) => match code {
            None => brief_holds(&text, &keys),
            Some(_) => Told::fault("--brief compares a QR code with a statement, and this is none"),
        },
        Err(_) => Told::fault(
            "not a proof: JSON as /statement, /log/inclusion or /log/consistency gives it, or the text of a QR code",
        ),
        Ok(bundle) => match (bundle.check(&keys), code) {
            (Ok(checked), None) => held(checked),
            (Ok(checked), Some(code)) => match brief_of(&bundle, &checked, &code, &keys) {
                Ok(brief) => Told { brief: Some(brief), ..held(checked) },
                Err(fault) => Told::fault(&fault),
            },
            (Err(error), _) => Told::fault(&error.to_string()),
        },
    };
    tell(&told, args.json)?;
    Ok(if told.holds { Code::Good } else { Code::Found })
}

fn held(checked: Checked) -> Told {
    Told {
        holds: true,
        origin: Some(checked.checkpoint.origin),
        size: Some(checked.checkpoint.size),
        position: Some(checked.position),
        statement: checked.statement,
        ..Told::default()
    }
}

/// The brief in the text of a QR code, which must be that of the statement in this proof, by the same log.
fn brief_of(
    bundle: &Bundle,
    checked: &Checked,
    code: &str,
    keys: &[NoteVerifier],
) -> Result<Brief, String> {
    let told = brief_holds(code, keys);
    let Some(brief) = told.brief else { return Err(told.fault.unwrap_or_default()) };
    let (Bundle::Inclusion { statement: Some(note), .. }, Some(statement)) =
        (bundle, &checked.statement)
    else {
        return Err("the proof has no statement, so a QR code cannot be its brief".to_owned());
    };
    let note = SignedNote::parse(note).map_err(|error| error.to_string())?;
    let same_log = told.origin.as_ref() == Some(&checked.checkpoint.origin);
    match same_log && brief.is_of(statement, &note) {
        true => Ok(brief),
        false => Err("the QR code is of another statement".to_owned()),
    }
}

/// What a QR code says. Readers of codes leave out the end of the last line, editors write ends and beginnings of their own.
fn brief_holds(note: &str, keys: &[NoteVerifier]) -> Told {
    let note = note.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let note = format!("{}\n", note.trim_end_matches('\n'));
    match Brief::check(&note, keys) {
        Ok((brief, origin)) => Told {
            holds: true,
            origin: Some(origin),
            position: u64::try_from(brief.position).ok(),
            brief: Some(brief),
            ..Told::default()
        },
        Err(error) => Told::fault(&error.to_string()),
    }
}

fn tell(told: &Told, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(told);
    }
    if let Some(fault) = &told.fault {
        output::line(&format!("does not hold 不成立: {fault}"))?;
        return Ok(());
    }
    output::line("holds 成立")?;
    for (name, value) in [
        ("log", told.origin.clone()),
        ("entries", told.size.map(|size| size.to_string())),
        ("position", told.position.map(|position| position.to_string())),
    ] {
        if let Some(value) = value {
            output::line(&format!("{name:<9} {value}"))?;
        }
    }
    if let Some(statement) = &told.statement {
        let code = statement.uscc.as_deref().unwrap_or(&statement.organization);
        output::line(&format!("states    {} {code}", statement.name))?;
        let word = |language: &str| statement.status.get(language).and_then(|t| t.as_str());
        let status = [word("zh"), word("en")].into_iter().flatten().collect::<Vec<_>>().join(" / ");
        output::line(&format!("status    {status}, as of {}", statement.as_of))?;
        output::line(&format!("known at  {}", statement.known_at))?;
    }
    if let Some(brief) = &told.brief {
        let code = brief.uscc.as_deref().unwrap_or(&brief.organization);
        output::line(&format!("states    {} {code}", brief.name))?;
        output::line(&format!("status    {}, as of {}", brief.status, brief.as_of))?;
        output::line(&format!("whole     the statement whose text has SHA-256 {}", brief.sha256))?;
    }
    Ok(())
}

/// The keys that were named, all of which must be keys.
pub(super) fn keys(by: &KeyArgs) -> anyhow::Result<Vec<NoteVerifier>> {
    let mut lines = by.keys.clone();
    if let Some(file) = &by.key_file {
        let text = fs::read_to_string(file)
            .map_err(|e| exit::usage(format!("--key-file {}: {e}", file.display())))?;
        let lines_of = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        lines.extend(lines_of.map(ToOwned::to_owned));
    }
    if lines.is_empty() {
        return Err(exit::usage("--key-file: there is no key in it"));
    }
    let parse = |line: &String| {
        NoteVerifier::parse(line).map_err(|e| exit::usage(format!("--key {line}: {e}")))
    };
    lines.iter().map(parse).collect()
}

fn read(file: &Path) -> anyhow::Result<String> {
    let shown = file.display();
    let mut text = String::new();
    let mut take = |from: &mut dyn Read| from.take(LONGEST).read_to_string(&mut text);
    if file == Path::new("-") {
        take(&mut io::stdin().lock()).context("standard input")?;
    } else {
        let opened = fs::File::open(file).map_err(|e| exit::usage(format!("{shown}: {e}")));
        take(&mut opened?).with_context(|| format!("{shown}: cannot be read"))?;
    }
    Ok(text)
}
