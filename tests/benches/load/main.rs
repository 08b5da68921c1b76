//! Speed over HTTP, as ratios in one run: the register beside the smallest program that answers
//! the same question from the same database on the same machine ("bare").
//!
//! `cargo bench -p shuniu-tests --bench load [-- ORGANIZATIONS SECONDS [reads|acts|sweep]]` (default 20000 and 2, all of it).
//! PostgreSQL is measured when `SHUNIU_TEST_POSTGRES` is set. Machines are shared and noisy:
//! register and bare are measured in turn, several rounds, and the medians' ratio is what counts.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]
#![allow(dead_code, reason = "the harness serves the tests too")]

mod bare;
mod client;
#[path = "../../it/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use serde_json::json;
use support::{
    World,
    application::{identity, lawful},
};

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let count: usize = arguments.next().and_then(|a| a.parse().ok()).unwrap_or(20_000);
    let seconds: f64 = arguments.next().and_then(|a| a.parse().ok()).unwrap_or(2.0);
    let part = arguments.next().unwrap_or_default();
    let wants = |which: &str| part.is_empty() || part == which;
    println!("{count} organizations, {CONNECTIONS} connections, {ROUNDS} rounds of {seconds} s");
    measure(&World::sqlite(), count, seconds, &wants);
    match World::postgres() {
        Some(world) => measure(&world, count, seconds, &wants),
        None => println!("PostgreSQL was not measured: SHUNIU_TEST_POSTGRES is not set"),
    }
}

fn measure(world: &World, count: usize, seconds: f64, wants: &dyn Fn(&str) -> bool) {
    println!("\n== {}", world.backend);
    let file = World::synthetic_rows(count);
    let started = Instant::now();
    world.import(&file).unwrap();
    let imported = count as f64 / started.elapsed().as_secs_f64();
    println!("import (log, read models, search): {imported:.0} organizations/s");

    let bare = bare::Bare::start(&world.url);
    let span = Duration::from_secs_f64(seconds);
    if wants("reads") {
        reads(world, &bare, &file, span);
    }
    if wants("acts") {
        acts(world, &bare, span);
    }
    if wants("sweep") {
        sweep(world, &bare, span);
    }
    memory();
}

fn reads(world: &World, bare: &bare::Bare, file: &str, span: Duration) {
    let codes: Vec<String> = file.lines().skip(1).map(|l| l[..18].to_owned()).collect();
    let token = world.token("applicant");
    let one = |i: usize| format!("/api/v1/organizations/{}", codes[i * 7919 % codes.len()]);
    let page = |i: usize| {
        let division = ["110105", "110108"][i % 2];
        let kind = ["association", "foundation"][i / 2 % 2];
        format!("/api/v1/organizations?division={division}&kind={kind}&status=registered&limit=50")
    };
    let search = |i: usize| {
        let q: String = format!("样例{}", i % 100).bytes().map(|b| format!("%{b:02X}")).collect();
        format!("/api/v1/organizations/search?q={q}&limit=20")
    };
    compare("one organization", span, &|round| {
        let ours = client::get(&world.base, Some(&token), CONNECTIONS, round, &one);
        let bare = client::get(&bare.base, None, CONNECTIONS, round, &|i| {
            format!("/one/{}", codes[i * 7919 % codes.len()])
        });
        (ours, bare)
    });
    compare("page of 50", span, &|round| {
        let ours = client::get(&world.base, Some(&token), CONNECTIONS, round, &page);
        let bare = client::get(&bare.base, None, CONNECTIONS, round, &|i| {
            let division = ["110105", "110108"][i % 2];
            format!("/page/{division}/{}", ["association", "foundation"][i / 2 % 2])
        });
        (ours, bare)
    });
    let found = client::get(&world.base, Some(&token), 1, span, &search);
    println!("search, 3-4 characters, first 20, one client: {found}");
}

/// The nightly sweep, beside a pass that only reads every organization's record; and a page of figures over what
/// it proposes. On the day after most annual reports are due, so that there is something to propose of most.
fn sweep(world: &World, bare: &bare::Bare, span: Duration) {
    world.set_day(2026, 7, 1);
    let today = world.registry.today();
    for which in ["sweep", "sweep of the same day again"] {
        let started = Instant::now();
        let swept = world.registry.sweep(today, &mut |_| {}).unwrap();
        let took = started.elapsed();
        let started = Instant::now();
        let (records, bytes) = bare.pass();
        let read = started.elapsed();
        println!(
            "{which}: {} organizations, {} proposals in {took:.2?}; bare pass over {records} records, {} MB, {read:.2?}; \
             ratio {:.1}",
            swept.organizations,
            swept.proposals,
            bytes >> 20,
            took.as_secs_f64() / read.as_secs_f64()
        );
    }
    let token = world.token("examiner");
    let (exits, proposals) = ("/api/v1/exits/figures", "/api/v1/proposals/figures");
    for path in [proposals, exits] {
        let found = client::get(&world.base, Some(&token), 1, span, &|_| path.to_owned());
        println!("figures, {path}, one client: {found}");
    }
}

/// One line of the table: medians of both, and their ratio.
fn compare(
    what: &str,
    span: Duration,
    round: &dyn Fn(Duration) -> (client::Figures, client::Figures),
) {
    let mut ours = Vec::new();
    let mut bare = Vec::new();
    for _ in 0..ROUNDS {
        let (a, b) = round(span);
        ours.push(a);
        bare.push(b);
    }
    let (ours, bare) = (client::median(ours), client::median(bare));
    println!("{what}: {ours}; bare {bare}; ratio {:.2}", ours.per_second / bare.per_second);
}

/// Establishments decided: each is a case, an organization, the log and the read models.
fn acts(world: &World, bare: &bare::Bare, span: Duration) {
    let prepared = 900;
    let cases: Vec<String> = (0..prepared)
        .map(|i| {
            let mut application = lawful(&format!("艺{i}之"));
            // A person represents one association only.
            application["officers"][0]["person"]["identity_number"] = json!(identity(i));
            let case = world.open(&application);
            world.bring_to_registrar(&case);
            world.must("reception", &case, "accept", &json!({}));
            let fine = json!({"report": "符合。", "another_is_needed": true});
            world.must("examiner", &case, "examine", &fine);
            case
        })
        .collect();
    let token = world.token("decider");
    let paths: Vec<String> = cases.iter().map(|c| format!("/api/v1/cases/{c}/approve")).collect();
    let ours = client::post_all(&world.base, &token, CONNECTIONS, &paths);
    let bare = client::post(&bare.base, CONNECTIONS, span, "/create");
    println!(
        "an establishment decided, durable: {ours}; bare create {bare}; ratio {:.2}",
        ours.per_second / bare.per_second
    );
    let drafts = vec!["/api/v1/cases".to_owned(); 2_000];
    let body = lawful("并行").to_string();
    let ours =
        client::post_bodies(&world.base, &world.token("applicant"), CONNECTIONS, &drafts, &body);
    println!("a draft opened with every rule examined, durable: {ours}");
}

/// Memory of this process: register, bare server and clients together.
fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap_or("VmRSS unknown");
    println!("memory of the whole process (register, bare, clients): {}", line.trim());
}
