//! Speed of the core: codes, names, the rulebook, counting days, and the fold of an organization's history.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use shuniu_core::{
    Books,
    access::{Grant, Role},
    calendar::{Period, deadline},
    event::{Event, SCHEMA},
    identity::{Uscc, name_grams},
    organization::Organization,
};

use support::{
    Entry, On, World, actor, annual_report, application, conclude, conclusion, file, review,
    staff_of,
};

fn codes(c: &mut Criterion) {
    c.bench_function("uscc parse", |b| {
        b.iter(|| Uscc::parse(black_box("53100000500021676K")).unwrap());
    });
    c.bench_function("name grams", |b| {
        b.iter(|| name_grams(black_box("北京市朝阳区示范技艺协会")));
    });
}

fn law(c: &mut Criterion) {
    c.bench_function("read the rulebook", |b| b.iter(|| Books::built_in().unwrap()));
    let books = Books::built_in().unwrap();
    let start = chrono::NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
    c.bench_function("sixty working days", |b| {
        b.iter(|| deadline(black_box(start), Period::WorkingDays(60), &books.calendar).unwrap());
    });
}

/// The log of an organization that filed a report each year, had it reviewed and concluded, `events` entries long.
fn history(events: usize) -> Vec<Entry> {
    let mut w = World::default();
    let id = w.established(&application(), "2015-03-01");
    let (registrar, unit) = {
        let organization = w.organization(&id);
        let unit = organization.supervision.as_ref().unwrap().unit.id.clone();
        (organization.registrar.id.to_string(), unit)
    };
    let born = w.log.len();
    let agent = actor("applicant", vec![Grant::agent_of(&id)]);
    let officer = staff_of(Role::SupervisorOfficer, unit.as_str());
    let decider = staff_of(Role::Decider, &registrar);
    let on = On::Organization(&id);
    w.act(&on, &file(annual_report(2025)), &agent, "2026-03-10").unwrap();
    w.act(&on, &review(2025, &unit), &officer, "2026-04-10").unwrap();
    w.act(&on, &conclude(conclusion(2025)), &decider, "2026-06-10").unwrap();
    let of_it = |e: &&Entry| e.stream.starts_with("organization/");
    let mut log: Vec<Entry> = w.log[..born].iter().filter(of_it).cloned().collect();
    let year: Vec<Entry> = w.log[born..].iter().filter(of_it).cloned().collect();
    for n in 2025_i32.. {
        for entry in &year {
            let mut entry = entry.clone();
            entry.payload = entry.payload.replace("\"year\":2025", &format!("\"year\":{n}"));
            log.push(entry);
            if log.len() == events {
                return log;
            }
        }
    }
    log
}

fn fold(log: &[Entry]) -> Option<Organization> {
    log.iter().fold(None, |state, entry| {
        Event::from_stored(&entry.kind, SCHEMA, &entry.payload)
            .unwrap()
            .fold(state, entry.effective_on)
    })
}

/// From the stored entries, as a reading `as_of` does it: linear when the time of an entry stays the same.
fn life(c: &mut Criterion) {
    let mut group = c.benchmark_group("fold an organization");
    for events in [10, 100, 1_000] {
        let log = history(events);
        assert!(fold(&log).is_some_and(|o| o.annual.years.len() > events / 6));
        group.throughput(Throughput::Elements(events as u64));
        group.bench_with_input(BenchmarkId::from_parameter(events), &log, |b, log| {
            b.iter(|| fold(black_box(log)));
        });
    }
    group.finish();
}

criterion_group!(benches, codes, law, life);
criterion_main!(benches);
