//! Speed of the core: codes, names, and an application examined under every rule.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use shuniu_core::{
    Books,
    calendar::{Period, deadline},
    identity::{Uscc, name_grams},
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

criterion_group!(benches, codes, law);
criterion_main!(benches);
