//! Writing: the order of acts, group commit, and what becomes of acts that fail.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is bound to one lifetime and doesn't compile"
)]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use shuniu_store::{
    Claim, Constraint, Entry, NewEntry, Store, StoreError, Verdict, Writer, verify_chain,
};
use support::{day, each_store, each_url, entry, open, second, tamper, write};

fn append(store: &Store, stream: &str, version: i64) -> Result<Vec<Entry>, StoreError> {
    let entry = entry(stream, version);
    write(store, |writer| writer.append(vec![entry]))
}

/// All positions of the log, after making sure that its chain holds.
fn positions(store: &Store) -> Vec<i64> {
    let report = store.read(|reader| verify_chain(reader, &mut |_| {})).expect("a report");
    assert_eq!(report.broken, None);
    let entries = store.read_one(|reader| reader.entries_after(0, 1_000_000)).expect("the log");
    assert_eq!(report.checked, entries.len() as u64);
    assert_eq!(store.read_one(|reader| reader.head()), Ok::<_, StoreError>(report.head));
    entries.iter().map(|entry| entry.position).collect()
}

#[test]
fn eight_threads_leave_no_gap() {
    each_store(|store| {
        thread::scope(|scope| {
            for number in 0..8 {
                let store = &store;
                scope.spawn(move || {
                    for version in 1..=25 {
                        // Every fifth act tries first what cannot be kept.
                        if version % 5 == 0 {
                            dry_run(store, number, version);
                            refused(store, number, version);
                        }
                        append(store, &format!("stream/{number}"), version).expect("an entry");
                    }
                });
            }
        });
        assert_eq!(positions(&store), (1..=200).collect::<Vec<_>>());
        let one = store.read_one(|reader| reader.stream("stream/3")).expect("a stream");
        assert!(one.iter().map(|entry| entry.version).eq(1..=25));
    });
}

fn dry_run(store: &Store, number: i32, version: i64) {
    let entry = entry(&format!("stream/{number}"), version);
    let answer: Result<Vec<Entry>, StoreError> =
        store.write(|writer| writer.append(vec![entry]).map(Verdict::Rollback));
    assert_eq!(answer.expect("a dry run").len(), 1);
}

fn refused(store: &Store, number: i32, version: i64) {
    let entry = entry(&format!("stream/{number}"), version);
    let answer: Result<(), StoreError> = store.write(move |writer| {
        writer.append(vec![entry])?;
        Err(StoreError::Internal("refused".into()))
    });
    assert_eq!(answer, Err(StoreError::Internal("refused".into())));
}

#[test]
fn two_stores_share_one_order() {
    each_url(|url| {
        let stores = [open(url), open(url)];
        stores[0].migrate().expect("migrations");
        thread::scope(|scope| {
            for (number, store) in stores.iter().enumerate() {
                scope.spawn(move || {
                    for version in 1..=50 {
                        append(store, &format!("stream/{number}"), version).expect("an entry");
                    }
                });
            }
        });
        assert_eq!(positions(&stores[0]), (1..=100).collect::<Vec<_>>());
    });
}

#[test]
fn an_entry_comes_back_as_it_was_appended() {
    each_store(|store| {
        let mut new = entry("stream/1", 2);
        new.payload = " {\"a\" : \"\\u0000 \u{2cb4e}\"}\n".into();
        new.recorded_at += chrono::TimeDelta::nanoseconds(999);
        let expected = NewEntry { recorded_at: second(2), ..new.clone() };
        let appended = write(&store, |writer| writer.append(vec![new])).expect("an entry");
        let read = store.read_one(|reader| reader.entries_after(0, 10));
        assert_eq!(read, Ok::<_, StoreError>(appended.clone()));
        assert_eq!(appended[0].content(), expected);
        positions(&store);
    });
}

#[test]
fn many_entries_of_one_act_are_one_run() {
    each_store(|store| {
        let many = (1..=1700).map(|version| entry("stream/1", version)).collect();
        let appended = write(&store, move |writer| writer.append(many)).expect("entries");
        assert!(appended.iter().map(|entry| entry.position).eq(1..=1700));
        assert_eq!(positions(&store).len(), 1700);
    });
}

#[test]
fn the_past_of_a_stream_is_cut_by_both_clocks() {
    each_store(|store| {
        let many = (1..=9).map(|version| entry("stream/1", version)).collect();
        write(&store, move |writer| writer.append(many)).expect("entries");
        let count = |on, until| -> usize {
            let stream = store.read_one(|reader| reader.stream_until("stream/1", on, until));
            let stream: Result<_, StoreError> = stream;
            stream.expect("a stream").len()
        };
        assert_eq!(count(None, None), 9);
        assert_eq!(count(Some(day(4)), None), 4);
        assert_eq!(count(None, Some(second(6))), 6);
        assert_eq!(count(Some(day(4)), Some(second(2))), 2);
    });
}

#[test]
fn a_version_is_made_once() {
    each_store(|store| {
        append(&store, "stream/1", 1).expect("the first");
        let conflict = Err(StoreError::Conflict(Constraint::StreamVersion));
        assert_eq!(append(&store, "stream/1", 1), conflict);

        // An act that goes on regardless is not kept, neither its entries nor anything else of it.
        let stubborn: Result<(), StoreError> = store.write(|writer| {
            writer.raise_counters(&[("stubborn".to_string(), 1)].into())?;
            let _ = writer.append(vec![entry("stream/1", 2), entry("stream/1", 1)]);
            Ok(Verdict::Commit(()))
        });
        assert!(matches!(stubborn, Err(StoreError::Internal(_))));
        assert_eq!(store.read_one(|reader| reader.counter("stubborn")), Ok::<_, StoreError>(0));
        append(&store, "stream/1", 2).expect("the second");
        assert_eq!(positions(&store), [1, 2]);
    });
}

#[test]
fn a_failed_act_spares_its_neighbours() {
    each_store(|store| {
        append(&store, "stream/0", 1).expect("the first");
        let conflicts = AtomicUsize::new(0);
        thread::scope(|scope| {
            for number in 0..60 {
                let (store, conflicts) = (&store, &conflicts);
                scope.spawn(move || {
                    // Every third writes what is already there.
                    let stream = if number % 3 == 0 { 0 } else { number };
                    if append(store, &format!("stream/{stream}"), 1).is_err() {
                        conflicts.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(conflicts.into_inner(), 20);
        assert_eq!(positions(&store), (1..=41).collect::<Vec<_>>());
    });
}

#[test]
fn a_panic_ends_one_act_and_not_the_writer() {
    each_store(|store| {
        thread::scope(|scope| {
            for number in 0..30 {
                let store = &store;
                scope.spawn(move || {
                    let act = move |writer: &mut Writer<'_>| {
                        writer.append(vec![entry(&format!("stream/{number}"), 1)])?;
                        assert!(number % 2 == 0, "this panic belongs to the test");
                        Ok(())
                    };
                    let answer = write(store, act);
                    assert_eq!(answer.is_ok(), number % 2 == 0, "{answer:?}");
                });
            }
        });
        assert_eq!(positions(&store), (1..=15).collect::<Vec<_>>());
    });
}

#[test]
fn an_act_cannot_write_another_act() {
    each_store(|store| {
        let inner = store.clone();
        let answer = write(&store, move |_| {
            write(&inner, |writer| writer.raise_counters(&[("n".to_string(), 1)].into()))
        });
        assert!(matches!(answer, Err(StoreError::Internal(_))));
    });
}

fn claim(scope: &'static str, key: &str, holder: &str) -> Claim {
    Claim { scope, key: key.into(), holder: holder.into() }
}

#[test]
fn one_of_many_claims_succeeds() {
    each_store(|store| {
        let winners = AtomicUsize::new(0);
        thread::scope(|scope| {
            for thread in 0..10 {
                let (store, winners) = (&store, &winners);
                scope.spawn(move || {
                    for number in 0..50 {
                        let holder = format!("organization/{thread}-{number}");
                        let claim =
                            write(store, move |w| w.claim(&[claim("name", "某某协会", &holder)]));
                        match claim {
                            Ok(()) => {
                                winners.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(StoreError::Conflict(Constraint::Claim { scope, key })) => {
                                assert_eq!((scope.as_str(), key.as_str()), ("name", "某某协会"));
                            }
                            Err(other) => panic!("{other}"),
                        }
                    }
                });
            }
        });
        assert_eq!(winners.into_inner(), 1);
    });
}

#[test]
fn a_claim_is_held_until_it_is_released() {
    each_store(|store| {
        let answer = write(&store, |writer| {
            writer.claim(&[claim("name", "甲", "a")])?;
            writer.claim(&[claim("name", "甲", "a")])?;
            writer.claim(&[claim("seat", "甲", "b")])?;
            // A claim that is refused doesn't spoil the act.
            assert!(writer.claim(&[claim("name", "甲", "b")]).is_err());
            assert_eq!(writer.claimed_by("name", "甲")?.as_deref(), Some("a"));
            writer.release("name", "甲")?;
            writer.claim(&[claim("name", "甲", "b")])?;
            assert_eq!(writer.release_all_of("b")?, 2);
            writer.claimed_by("seat", "甲")
        });
        assert_eq!(answer, Ok(None));
    });
}

#[test]
fn a_counter_only_rises() {
    each_store(|store| {
        let answer = write(&store, |writer| {
            assert_eq!(writer.counter("certificate")?, 0);
            writer.raise_counters(&[("certificate".to_string(), 7)].into())?;
            writer.raise_counters(&[("certificate".to_string(), 5)].into())?;
            writer.counter("certificate")
        });
        assert_eq!(answer, Ok(7));
    });
}

/// What an act reads includes the acts before it in its group, and what it wrote itself.
#[test]
fn an_act_sees_the_head_it_moved() {
    each_store(|store| {
        let answer = write(&store, |writer| {
            let appended = writer.append(vec![entry("stream/1", 1)])?;
            Ok((writer.head()?, appended))
        });
        let (head, appended) = answer.expect("an entry");
        assert_eq!((head.position, head.hash), (1, appended[0].hash.clone()));
    });
}

/// A statement that failed unnoticed makes PostgreSQL roll back while it answers COMMIT with
/// success. The store must not take that for success.
#[test]
fn a_swallowed_error_is_not_reported_as_success() {
    each_store(|store| {
        let twice = |writer: &mut Writer<'_>| {
            let answer = shuniu_store::StoredAnswer {
                fingerprint: "f".into(),
                status: 201,
                headers: None,
                body: "{}".into(),
            };
            writer.raise_counters(&[("swallowed".to_string(), 1)].into())?;
            writer.store_answer("a", "k", &answer, second(0))?;
            let again = writer.store_answer("a", "k", &answer, second(0));
            assert_eq!(again, Err(StoreError::Conflict(Constraint::IdempotencyKey)));
            Ok(())
        };
        let written = write(&store, twice);
        let counter = store.read_one(|reader| reader.counter("swallowed"));
        assert_eq!(counter, Ok::<_, StoreError>(i64::from(written.is_ok())));
    });
}

#[test]
fn lost_connections_are_replaced() {
    each_url(|url| {
        if url.starts_with("sqlite:") {
            return;
        }
        let store = open(url);
        store.migrate().expect("migrations");
        append(&store, "stream/1", 1).expect("an entry");
        tamper(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        append(&store, "stream/1", 2).expect("an entry on a new connection");
        let counter: Result<_, StoreError> = store.read(|reader| reader.counter("n"));
        assert_eq!(counter, Ok(0));
        assert_eq!(positions(&store), [1, 2]);
    });
}

#[test]
fn a_store_that_is_closed_has_finished() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        append(&store, "stream/1", 1).expect("an entry");
        drop(store);
        assert_eq!(positions(&open(url)), [1]);
    });
}

#[test]
fn acts_that_are_submitted_are_each_answered_once_and_too_many_are_turned_away() {
    const MANY: usize = 1500;
    each_store(|store| {
        let (open_gate, gate) = std::sync::mpsc::channel::<()>();
        let (sender, answers) = std::sync::mpsc::channel::<Result<usize, StoreError>>();
        store.submit(
            move |_| {
                gate.recv().expect("the gate opens");
                Ok::<_, StoreError>(Verdict::Rollback(()))
            },
            |_| {},
        );
        for number in 0..MANY {
            let sender = sender.clone();
            store.submit(
                move |writer| {
                    writer.append(vec![entry(&format!("stream/{number}"), 1)])?;
                    Ok(Verdict::Commit(number))
                },
                move |answer| sender.send(answer).expect("somebody listens"),
            );
        }
        drop(sender);
        open_gate.send(()).expect("the writer waits");
        let answers: Vec<_> = answers.iter().collect();
        let mut kept: Vec<usize> = answers.iter().filter_map(|a| a.clone().ok()).collect();
        let turned_away = answers.iter().filter(|a| **a == Err(StoreError::Busy)).count();
        kept.sort_unstable();
        kept.dedup();
        assert_eq!(answers.len(), MANY);
        assert_eq!(kept.len() + turned_away, MANY, "nothing in between");
        assert!(turned_away > 0, "what cannot wait is told at once");
        let head: Result<_, StoreError> = store.read(|reader| reader.head());
        let head = head.expect("the head");
        assert_eq!(usize::try_from(head.position), Ok(kept.len()), "each kept act is there once");
    });
}
