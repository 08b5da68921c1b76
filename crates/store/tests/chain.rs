//! The chain of hashes: whatever is changed behind the back of the store shows.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is bound to one lifetime and doesn't compile"
)]

mod support;

use shuniu_store::{ChainBreak, ChainFault, NewEntry, Store, StoreError, verify_chain};
use support::{day, each_url, open, second, tamper, write};

fn fill(store: &Store) {
    let entries = (1..=10)
        .map(|version| NewEntry {
            stream: "stream/1".into(),
            version,
            kind: "noted".into(),
            schema: 1,
            payload: format!("{{\"n\":{version}}}"),
            effective_on: day(0),
            recorded_at: second(0),
            actor: "a".into(),
            act: "b".into(),
            case_id: None,
        })
        .collect();
    write(store, move |writer| writer.append(entries)).expect("entries");
}

/// The break that shows after `sql` was run on a log of ten entries.
fn shows(sql: &str, position: i64, fault: ChainFault) {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        fill(&store);
        tamper(url, sql);
        let mut last = 0;
        let report = store.read(|reader| verify_chain(reader, &mut |position| last = position));
        let report = Result::<_, StoreError>::expect(report, "a report");
        assert_eq!(report.broken, Some(ChainBreak { position, fault }), "{sql}");
        assert_eq!(report.head.position, position - 1);
    });
}

#[test]
fn a_changed_payload_shows() {
    shows("UPDATE log SET payload = '{\"n\":99}' WHERE position = 4", 4, ChainFault::Hash);
}

#[test]
fn a_changed_date_shows() {
    shows("UPDATE log SET effective_on = '2020-02-02' WHERE position = 7", 7, ChainFault::Hash);
}

#[test]
fn a_case_taken_away_or_invented_shows() {
    shows("UPDATE log SET case_id = '' WHERE position = 2", 2, ChainFault::Hash);
}

#[test]
fn a_deleted_entry_shows() {
    shows("DELETE FROM log WHERE position = 5", 5, ChainFault::Gap);
}

#[test]
fn a_deleted_end_shows() {
    shows("DELETE FROM log WHERE position > 8", 9, ChainFault::Head);
}

#[test]
fn exchanged_entries_show() {
    shows(
        "UPDATE log SET position = 100 WHERE position = 3; \
         UPDATE log SET position = 3 WHERE position = 4; \
         UPDATE log SET position = 4 WHERE position = 100",
        3,
        ChainFault::PreviousHash,
    );
}

#[test]
fn a_head_set_back_shows_and_stops_the_writer() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        fill(&store);
        tamper(url, "UPDATE log_head SET position = 9");
        let report: Result<_, StoreError> = store.read(|reader| verify_chain(reader, &mut |_| {}));
        let broken = report.expect("a report").broken;
        assert_eq!(broken, Some(ChainBreak { position: 11, fault: ChainFault::Head }));

        let entry = store.read_one(|reader| reader.entries_after(9, 1));
        let entry: Result<_, StoreError> = entry;
        let mut again = entry.expect("an entry")[0].content();
        again.version = 11;
        let refused = write(&store, move |writer| writer.append(vec![again]));
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
    });
}

#[test]
fn a_long_chain_is_checked_page_by_page() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        for _ in 0..3 {
            let last: Result<_, StoreError> = store.read_one(|reader| reader.head());
            let last = last.expect("the head").position;
            let entries = (last + 1..=last + 400)
                .map(|version| NewEntry {
                    stream: "stream/1".into(),
                    version,
                    kind: "noted".into(),
                    schema: 1,
                    payload: "{}".into(),
                    effective_on: day(0),
                    recorded_at: second(0),
                    actor: "a".into(),
                    act: "b".into(),
                    case_id: None,
                })
                .collect();
            write(&store, move |writer| writer.append(entries)).expect("entries");
        }
        let mut pages = Vec::new();
        let report =
            store.read(|reader| verify_chain(reader, &mut |position| pages.push(position)));
        let report = Result::<_, StoreError>::expect(report, "a report");
        assert_eq!((report.checked, report.broken), (1200, None));
        assert_eq!(pages, [500, 1000, 1200, 1200]);
    });
}
