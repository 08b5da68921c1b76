//! Scenarios: the regulation as officials and applicants live it, in Chinese, over HTTP, on
//! both databases.
//!
//! `cargo test -p shuniu-tests --test features -- 名称` runs the features and scenarios whose
//! title contains the word. A scenario with the tag `@bug` says what the register should do and
//! does not do yet: it is left out until its fault is mended; the word `@bug` runs only those.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use std::{
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
};

use cucumber::{World as _, writer::Stats as _};

mod steps;
#[expect(dead_code, reason = "shared with the other whole-system tests")]
#[path = "../it/support/mod.rs"]
mod support;

use steps::{Backend, Scene};

/// So many scenarios at the same time: each has a server and a database of its own.
const AT_ONCE: usize = 4;

/// Scenarios that are left out, on both databases together.
static LEFT_OUT: AtomicUsize = AtomicUsize::new(0);

/// Scenarios and steps that passed, and scenarios that did not.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    steps: usize,
    broken: bool,
}

async fn run(backend: Backend, word: Option<String>) -> Tally {
    steps::choose(backend);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/features");
    let writer = Scene::cucumber()
        .with_default_cli()
        .max_concurrent_scenarios(AT_ONCE)
        .fail_on_skipped()
        .filter_run(folder, move |feature, _, scenario| {
            let faulty = scenario.tags.iter().any(|tag| tag == "bug");
            let asked = word.as_deref().is_none_or(|w| {
                w == "@bug" || feature.name.contains(w) || scenario.name.contains(w)
            });
            let runs = asked && faulty == (word.as_deref() == Some("@bug"));
            LEFT_OUT.fetch_add(usize::from(asked && faulty && !runs), Ordering::Relaxed);
            runs
        })
        .await;
    let (scenarios, steps) = (writer.scenarios_stats(), writer.steps_stats());
    Tally {
        passed: scenarios.passed,
        failed: scenarios.failed + scenarios.skipped,
        steps: steps.passed,
        broken: writer.execution_has_failed(),
    }
}

fn main() -> ExitCode {
    // Flags of other test runners mean nothing here.
    let word = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!("SQLite");
    let mut all = vec![runtime.block_on(run(Backend::Sqlite, word.clone()))];
    if std::env::var_os("SHUNIU_TEST_POSTGRES").is_some() {
        println!("PostgreSQL");
        all.push(runtime.block_on(run(Backend::Postgres, word)));
    } else {
        println!("PostgreSQL: skipped, SHUNIU_TEST_POSTGRES is not set");
    }
    // Waits for the registers that are still being taken down.
    drop(runtime);
    let sum = |of: fn(&Tally) -> usize| all.iter().map(of).sum::<usize>();
    let (passed, failed) = (sum(|t| t.passed), sum(|t| t.failed));
    println!("{} steps on {} database(s)", sum(|t| t.steps), all.len());
    println!("{} left out as @bug", LEFT_OUT.load(Ordering::Relaxed));
    println!("{passed} passed, {failed} failed");
    match all.iter().any(|t| t.broken) || failed > 0 || passed == 0 {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}
