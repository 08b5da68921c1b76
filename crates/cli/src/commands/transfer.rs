//! `shuniu transfer`: supervision of many organizations passes by the confirmation list of the unit
//! that takes over. Each row has its own result; without `--commit` nothing is done.

use std::{fs::File, io::BufReader};

use serde::Serialize;
use shuniu_core::{
    affiliation::{ConfirmationList, TransferHow},
    registration::UnitConsent,
    unit::UnitId,
};
use shuniu_registry::{
    RowOutcome, RowResult,
    import::{ListLetter, ReadList, RowNote},
};

use super::import::named;
use crate::{
    args::{How, TransferArgs},
    config::Settings,
    exit::{self, Code},
    output,
    setup::{self, Database},
};

/// Rows that are sent together; those done are durable before the next are sent.
const TOGETHER: usize = 1_000;

#[derive(Serialize)]
struct Answer {
    dry_run: bool,
    done: usize,
    already: usize,
    not_done: usize,
    problems: Vec<RowNote>,
    rows: Vec<RowResult>,
}

pub(super) fn run(settings: &Settings, args: &TransferArgs) -> anyhow::Result<Code> {
    let file =
        File::open(&args.list).map_err(|e| exit::usage(format!("{}: {e}", args.list.display())))?;
    let file = BufReader::new(file);
    let read = ReadList::read(file).map_err(|e| exit::usage(e.to_string()))?;
    let letter = letter(args)?;
    let registry = setup::registry(settings, Database::MustExist)?;
    let actor = named(settings, &registry, &args.by)?;
    let requests = read.requests(&letter);
    let bar = output::progress(u64::try_from(requests.len()).unwrap_or(u64::MAX), "transfer");
    let mut answer = Answer {
        dry_run: !args.commit,
        done: 0,
        already: 0,
        not_done: read.problems.len(),
        problems: read.problems.clone(),
        rows: Vec::new(),
    };
    for chunk in requests.chunks(TOGETHER) {
        let results = registry.perform_many(&actor, chunk, !args.commit)?;
        answer.done += results.done;
        answer.already += results.already;
        answer.not_done += results.not_done;
        answer.rows.extend(results.rows);
        bar.set_position(u64::try_from(answer.rows.len()).unwrap_or(u64::MAX));
    }
    bar.finish_and_clear();
    tell(args, &read, &answer)?;
    Ok(if answer.not_done == 0 { Code::Good } else { Code::Found })
}

fn letter(args: &TransferArgs) -> anyhow::Result<ListLetter> {
    let to = UnitId::parse(&args.to).map_err(|e| exit::usage(format!("--to: {e}")))?;
    let release = match (&args.release, args.release_dated) {
        (Some(number), Some(dated)) => Some(UnitConsent { number: number.clone(), dated }),
        _ => None,
    };
    Ok(ListLetter {
        to,
        how: match args.how {
            How::Transfer => TransferHow::Transfer,
            How::Succession => TransferHow::Succession,
        },
        list: ConfirmationList { number: args.number.clone(), dated: args.dated },
        release,
    })
}

/// As compilers write it, so that editors jump to the line; or whole, for a script.
fn tell(args: &TransferArgs, read: &ReadList, answer: &Answer) -> anyhow::Result<()> {
    if args.json {
        return output::json(answer);
    }
    let file = args.list.display();
    for note in &answer.problems {
        let RowNote { line, column, found, text } = note;
        output::line(&format!("{file}:{line}: {column} {found:?}: {} / {}", text.en, text.zh))?;
    }
    for (result, (line, _, _)) in answer.rows.iter().zip(&read.rows) {
        if matches!(result.outcome, RowOutcome::Done | RowOutcome::Already) {
            continue;
        }
        let rules: Vec<String> = result
            .findings
            .iter()
            .map(|f| format!("{} {} / {}", f.rule, f.text.en, f.text.zh))
            .collect();
        let text = result.text.as_ref().map(|t| format!("{} / {}", t.en, t.zh));
        let why = text.into_iter().chain(rules).collect::<Vec<_>>().join("; ");
        let name = result.name.as_deref().unwrap_or_default();
        output::line(&format!("{file}:{line}: {} {name}: {why}", result.organization))?;
    }
    let summary = format!(
        "{} done 已办理, {} already 此前已办理, {} not done 未办理{}",
        answer.done,
        answer.already,
        answer.not_done,
        if answer.dry_run { "; a dry run: add --commit 试办，未写入" } else { "" },
    );
    output::line(&summary)?;
    Ok(())
}
