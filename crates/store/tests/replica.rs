//! Reading from a replica: it answers as long as it is not older than what was written or shown before, and what is not in the log
//! is not asked of it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use shuniu_store::{Options, Reader, Store, StoreError};
use support::{department, each_url, entry, open, write};

fn append(store: &Store, version: i64) {
    write(store, move |writer| writer.append(vec![entry("stream/1", version)])).expect("an entry");
}

/// A database with one entry, and a unit that says whose it is.
fn filled(url: &str, whose: &'static str) -> Store {
    let store = open(url);
    store.migrate().expect("tables");
    append(&store, 1);
    write(&store, move |writer| writer.put_unit(&department(whose))).expect("a unit");
    store
}

fn with_replica(url: &str, read_url: &str) -> Store {
    let read_url = Some(read_url.to_owned());
    let options = Options { url: url.to_owned(), read_url, connections: 2, group_commit: 16 };
    Store::open(&options).expect("a store")
}

fn name(reader: &mut Reader<'_>) -> Result<String, StoreError> {
    Ok(reader.unit("dept-1")?.expect("a unit").name)
}

/// Who answers: in a snapshot, and in a question of one statement; some time later, for a replica that lagged is done without for a
/// moment.
fn who(store: &Store) -> String {
    std::thread::sleep(std::time::Duration::from_millis(30));
    let snapshot = store.read(name).expect("an answer");
    assert_eq!(store.read_one(name).expect("an answer"), snapshot);
    snapshot
}

/// Two databases of the same kind.
fn each_pair(test: impl Fn(&str, &str)) {
    each_url(|one| {
        each_url(|other| {
            if one.split(':').next() == other.split(':').next() {
                test(one, other);
            }
        });
    });
}

#[test]
fn time_never_runs_backwards() {
    each_pair(|url, read_url| {
        let (primary, replica) = (filled(url, "primary"), filled(read_url, "replica"));
        let store = with_replica(url, read_url);
        assert_eq!(who(&store), "replica");
        assert_eq!(store.read_latest(name), Ok::<_, StoreError>("primary".into()));

        append(&store, 2);
        assert_eq!(who(&store), "primary", "what was written here is read here");
        append(&replica, 2);
        assert_eq!(who(&store), "replica", "it has caught up");

        append(&primary, 3);
        assert_eq!(who(&store), "replica", "nobody here has seen what another server wrote");
        assert_eq!(store.not_before(3), Ok(None));
        assert_eq!(who(&store), "primary");
        assert_eq!(store.not_before(9), Ok(Some(3)), "the log ends before");
        append(&replica, 3);
        assert_eq!(who(&store), "replica");

        // Of a replica that is ahead of the primary's last word here: what it showed is not taken back.
        append(&replica, 4);
        assert_eq!(who(&store), "replica");
        assert_eq!(store.not_before(4), Ok(None), "it was shown");
    });
}

#[test]
fn a_server_that_starts_shows_nothing_older_than_its_primary() {
    each_pair(|url, read_url| {
        let primary = filled(url, "primary");
        filled(read_url, "replica");
        append(&primary, 2);
        assert_eq!(who(&with_replica(url, read_url)), "primary");
    });
}

#[test]
fn a_replica_that_cannot_answer_is_done_without() {
    each_pair(|url, read_url| {
        filled(url, "primary");
        // It has no tables yet.
        let store = with_replica(url, read_url);
        assert_eq!(who(&store), "primary");
        assert_eq!(store.ping(), Ok(()));
    });
}
