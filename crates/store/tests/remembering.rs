//! What the thread that writes remembers from act to act is never older than the log: not after another server wrote, not after
//! an act was undone.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use std::collections::BTreeMap;

use shuniu_store::{Store, StoreError, Verdict, Writer};
use support::{department, each_url, entry, open, write};

/// An act that appends an entry, sets the unit's name and raises the number.
fn change(writer: &mut Writer<'_>, version: i64) -> Result<(), StoreError> {
    writer.append(vec![entry("stream/1", version)])?;
    writer.put_unit(&department(&format!("第{version}局")))?;
    writer.raise_counters(&BTreeMap::from([("certificate".to_owned(), version)]))
}

/// What an act reads: the unit's name and the number.
fn told(store: &Store) -> (Option<String>, i64) {
    let answer = write(store, |writer| {
        let unit = writer.unit_state("dept-1")?.map(|unit| unit.name);
        Ok((unit, writer.counter("certificate")?))
    });
    answer.expect("an answer")
}

fn of(version: i64) -> (Option<String>, i64) {
    (Some(format!("第{version}局")), version)
}

#[test]
fn what_another_server_wrote_is_seen() {
    each_url(|url| {
        let (one, other) = (open(url), open(url));
        one.migrate().expect("tables");
        assert_eq!(told(&one), (None, 0));
        write(&one, |writer| change(writer, 1)).expect("an act");
        assert_eq!((told(&one), told(&one)), (of(1), of(1)));
        write(&other, |writer| change(writer, 2)).expect("an act of another");
        assert_eq!(told(&one), of(2));
    });
}

#[test]
fn what_was_undone_is_forgotten() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("tables");
        write(&store, |writer| change(writer, 1)).expect("an act");
        assert_eq!(told(&store), of(1));
        let refused: Result<(), StoreError> = store.write(|writer| {
            change(writer, 2)?;
            assert_eq!(writer.unit_state("dept-1")?.map(|unit| unit.name), of(2).0);
            assert_eq!(writer.counter("certificate")?, 2);
            Err(StoreError::Busy)
        });
        assert_eq!(refused, Err(StoreError::Busy));
        assert_eq!(told(&store), of(1));
        let only_tried = store.write(|writer| {
            change(writer, 2)?;
            Ok::<_, StoreError>(Verdict::Rollback(writer.unit_state("dept-1")?))
        });
        assert_eq!(only_tried.expect("an answer").map(|unit| unit.name), of(2).0);
        assert_eq!(told(&store), of(1));
    });
}

/// In one group: acts that are kept and acts that are not, in turn, and what each of them sees.
#[test]
fn acts_of_one_group_see_what_was_kept_before_them() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("tables");
        let (answers, results) = std::sync::mpsc::channel();
        // The first holds the thread until all others wait.
        let (go, wait) = std::sync::mpsc::channel::<()>();
        store.submit(
            move |_| {
                wait.recv().expect("a word");
                Ok::<_, StoreError>(Verdict::Commit(()))
            },
            |_| (),
        );
        for (version, kept) in [(1, true), (2, false), (2, true), (3, false), (3, true)] {
            let told = answers.clone();
            store.submit(
                move |writer| {
                    let before = writer.counter("certificate")?;
                    let named = writer.unit_state("dept-1")?.map(|unit| unit.name);
                    change(writer, version)?;
                    drop(told.send((named, before)));
                    let verdict = if kept { Verdict::Commit } else { Verdict::Rollback };
                    Ok::<_, StoreError>(verdict(()))
                },
                |_| (),
            );
        }
        drop(answers);
        go.send(()).expect("the thread");
        let seen: Vec<_> = results.iter().collect();
        assert_eq!(seen, [(None, 0), of(1), of(1), of(2), of(2)]);
        assert_eq!(told(&store), of(3));
    });
}
