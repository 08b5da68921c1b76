//! The Merkle tree over the log: kept as it should be, computed where it is not kept, and an operator who rewrites
//! history, with every hash made anew so that the chain holds, does not get past whoever remembers a head.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use shuniu_proof::{
    Frontier, Hash, Tile, check_consistency, check_inclusion, consistency_proof, inclusion_proof,
    leaf_hash, root,
};
use shuniu_store::{ChainBreak, ChainFault, NewEntry, Store, StoreError, verify_chain};
use support::{day, each_store, each_url, open, second, tamper, write};

fn entry(version: i64, payload: &str) -> NewEntry {
    NewEntry {
        stream: "stream/1".into(),
        version,
        kind: "noted".into(),
        schema: 1,
        payload: payload.into(),
        effective_on: day(0),
        recorded_at: second(0),
        actor: "a".into(),
        act: "b".into(),
        case_id: None,
    }
}

fn append(store: &Store, payloads: &[String]) {
    let last = read(store, |r| r.head()).position;
    let entries = (last + 1..).zip(payloads).map(|(version, payload)| entry(version, payload));
    let entries = entries.collect();
    write(store, move |writer| writer.append(entries)).expect("entries");
}

fn read<T>(
    store: &Store,
    f: impl FnOnce(&mut shuniu_store::Reader<'_>) -> Result<T, StoreError>,
) -> T {
    store.read(f).expect("an answer")
}

fn payloads(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{{\"n\":{n}}}")).collect()
}

fn head(store: &Store, size: u64) -> Hash {
    read(store, |r| root(r, size))
}

/// The root by reading the whole log.
fn by_reading(store: &Store) -> (u64, Hash) {
    let mut frontier = Frontier::default();
    for entry in read(store, |r| r.entries_after(0, 100_000)) {
        frontier.push(leaf_hash(&Hash::from_hex(&entry.hash).expect("a hash").0));
    }
    (frontier.size(), frontier.root())
}

#[test]
fn the_tree_is_that_of_the_log_however_it_grew() {
    each_store(|store| {
        for count in [1, 254, 1, 1, 256, 513, 3] {
            append(&store, &payloads(count));
            let (size, wanted) = by_reading(&store);
            assert_eq!(head(&store, size), wanted, "{size}");
        }
        let report = read(&store, |r| verify_chain(r, &mut |_| {}));
        assert_eq!((report.broken, report.root), (None, by_reading(&store).1));
        // Proofs from the store, at and beside the borders of tiles.
        let (size, whole) = by_reading(&store);
        for index in [0, 255, 256, 511, 512, 767, 1024, size - 1] {
            let proof = read(&store, |r| inclusion_proof(r, index, size));
            let leaf = read(&store, |r| r.tree_hashes(0, index, 1))[0];
            assert_eq!(check_inclusion(&leaf, index, size, &proof, &whole), Ok(()), "{index}");
        }
        for from in [1, 255, 256, 257, 512, 1000, size] {
            let proof = read(&store, |r| consistency_proof(r, from, size));
            let old = head(&store, from);
            assert_eq!(check_consistency(from, &old, size, &whole, &proof), Ok(()), "{from}");
        }
    });
}

#[test]
fn what_is_not_kept_is_computed_and_kept_again() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        append(&store, &payloads(700));
        let before = head(&store, 700);
        tamper(url, "DELETE FROM tree");
        assert_eq!(head(&store, 700), before);
        let report = read(&store, |r| verify_chain(r, &mut |_| {}));
        assert_eq!(report.broken, None, "what is missing is no fault");
        // The next tile that is filled brings back those before it.
        append(&store, &payloads(100));
        tamper(url, "UPDATE tree SET hash = 'no hash' WHERE place = 1");
        let lost = store.read(|r| root(r, 800));
        assert!(matches!(lost, Err(StoreError::Corrupt { .. })), "{lost:?}: it was kept again");
    });
}

/// A log from before it had a tree gets one when the tables are brought up to date.
#[test]
fn an_older_log_gets_its_tree() {
    each_url(|url| {
        let store = open(url);
        store.migrate().expect("migrations");
        append(&store, &payloads(66 * 256));
        let before = head(&store, 66 * 256);
        tamper(
            url,
            "DROP TABLE tree; DELETE FROM __diesel_schema_migrations WHERE version LIKE '%0014%'",
        );
        let run = store.migrate().expect("migrations");
        assert_eq!(run.len(), 1, "{run:?}");
        // Every tile is kept: without the log's own hashes the root is the same.
        tamper(url, "UPDATE log SET hash = 'lost' WHERE position <= 16896");
        let root: Hash = read(&store, |r| root(r, 66 * 256));
        assert_eq!(root, before);
    });
}

#[test]
fn a_node_that_was_changed_shows() {
    for (sql, position) in [
        ("UPDATE tree SET hash = (SELECT hash FROM tree WHERE place = 0) WHERE place = 1", 512),
        ("INSERT INTO tree (level, place, hash) VALUES (1, 2, 'later')", 601),
    ] {
        each_url(|url| {
            let store = open(url);
            store.migrate().expect("migrations");
            append(&store, &payloads(600));
            tamper(url, sql);
            let report = read(&store, |r| verify_chain(r, &mut |_| {}));
            let fault = ChainFault::Tree;
            assert_eq!(report.broken, Some(ChainBreak { position, fault }), "{sql}");
        });
    }
}

#[test]
fn a_tile_is_whole_or_not_there() {
    each_store(|store| {
        append(&store, &payloads(300));
        let tile = |level, index, width| Tile { level, index, width };
        assert_eq!(read(&store, |r| r.tile(tile(0, 1, 44))).len(), 44);
        assert_eq!(read(&store, |r| r.tile(tile(1, 0, 1))).len(), 1);
        let beyond = store.read(|r| r.tile(tile(0, 1, 45)));
        assert!(matches!(beyond, Err(StoreError::Corrupt { .. })), "{beyond:?}");
    });
}

/// What an operator might do who has the database and the program, and makes every hash anew.
type Rewriting = (&'static str, fn(&mut Vec<String>));

const REWRITINGS: [Rewriting; 8] = [
    ("an entry says something else", |log| log[40] = "{\"n\":\"other\"}".into()),
    ("the first entry says something else", |log| log[0] = "{}".into()),
    ("the last entry that was seen says something else", |log| log[299] = "{}".into()),
    ("an entry is taken out", |log| drop(log.remove(100))),
    ("an entry is put in", |log| log.insert(100, "{\"n\":\"invented\"}".into())),
    ("two entries change places", |log| log.swap(10, 11)),
    ("the end is replaced by another", |log| log[250..].fill("{\"n\":\"fork\"}".into())),
    ("everything is something else", |log| log.fill("{\"n\":0}".into())),
];

#[test]
fn no_rewritten_history_gets_past_a_remembered_head() {
    each_store(|honest| {
        append(&honest, &payloads(300));
        let seen = head(&honest, 300);
        // It goes on honestly: the head that was seen is its beginning.
        append(&honest, &payloads(100));
        let proof = read(&honest, |r| consistency_proof(r, 300, 400));
        let now = head(&honest, 400);
        assert_eq!(check_consistency(300, &seen, 400, &now, &proof), Ok(()));
        for (what, rewrite) in REWRITINGS {
            let mut log = payloads(300);
            log.extend(payloads(100));
            rewrite(&mut log);
            each_store(|forged| {
                append(&forged, &log);
                let report = read(&forged, |r| verify_chain(r, &mut |_| {}));
                assert_eq!(report.broken, None, "{what}: the chain itself was made anew");
                let size = log.len() as u64;
                let now = head(&forged, size);
                let own = read(&forged, |r| consistency_proof(r, 300, size));
                for proof in [own, proof.clone()] {
                    let told = check_consistency(300, &seen, size, &now, &proof);
                    assert!(told.is_err(), "{what}");
                }
            });
        }
    });
}
