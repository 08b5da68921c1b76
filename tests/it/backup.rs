//! Backups: what is restored, into a database of either kind, is the register that was backed up, or as it was at an
//! earlier moment; and what was damaged is never taken for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use serde_json::{Value, json};
use shuniu_registry::{BackedUp, Registry, RegistryError, Restore, Store, Until};

use crate::support::{TestRandom, World, application::lawful, each_world, fresh::Fresh};

const GENESIS: (i64, &str) = (0, "");

/// Lines of the log, lines of what stands beside it, and what they are.
struct Backup {
    log: Vec<u8>,
    beside: Vec<u8>,
    held: BackedUp,
}

fn back_up(registry: &Registry, after: (i64, &str)) -> Result<Backup, RegistryError> {
    let (mut log, mut beside) = (Vec::new(), Vec::new());
    let held = registry.back_up(after, &mut log, &mut beside, &mut |_| {})?;
    Ok(Backup { log, beside, held })
}

fn registry_on(world: &World, store: &Store) -> Registry {
    let books = shuniu_core::Books::built_in().unwrap();
    let random = Arc::new(TestRandom(0.into()));
    Registry::new(store.clone(), books, world.clock.clone(), random)
}

/// A register with a past, accounts, a trail, stored answers and a webhook.
fn lived_in(world: &World) {
    world.import(&World::synthetic_rows(700)).unwrap();
    world.establish("技艺");
    posted(world, "书画", "a-key");
    let hook = json!({"url": "http://127.0.0.1:9/", "filter": {}});
    world.post_as("agency", "/api/v1/webhooks", &hook).expect(201);
    let watch = json!({"name": "示例", "filter": {}});
    let watched = world.post_as("agency", "/api/v1/watch-lists", &watch);
    assert!(watched.status == 201, "{}", watched.text);
}

/// A case that is opened under a key.
fn posted(world: &World, field: &str, key: &str) {
    let token = format!("Bearer {}", world.token("applicant"));
    let headers = [
        ("Authorization", token.as_str()),
        ("Idempotency-Key", key),
        ("Content-Type", "application/json"),
    ];
    let body = lawful(field).to_string();
    world.raw("POST", "/api/v1/cases", &headers, body.as_bytes()).expect(201);
}

/// Everything beside the log.
fn beside(store: &Store) -> Vec<String> {
    let mut rows = Vec::new();
    store
        .read(|r| {
            r.each_beside(&mut |row| {
                rows.push(serde_json::to_string(&row).unwrap());
                Ok::<_, RegistryError>(())
            })
        })
        .unwrap();
    rows
}

fn digest(store: &Store) -> impl PartialEq + std::fmt::Debug + use<> {
    store.read(|r| r.read_model_digest()).unwrap()
}

fn restored_is_the_same(world: &World, to: &Fresh) {
    lived_in(world);
    // Acts go on while it is backed up: whatever is in it, its parts fit each other.
    let stop = AtomicBool::new(false);
    let first = std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                posted(world, "技艺", &format!("meanwhile-{number}"));
                if stop.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let mut last = back_up(&world.registry, GENESIS).unwrap();
        for _ in 0..5 {
            answers_fit(&last);
            last = back_up(&world.registry, GENESIS).unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        last
    });
    answers_fit(&first);
    assert!(first.held.beside["idempotency"] > 1, "something happened meanwhile");
    world.open(&lawful("后来"));
    let (position, hash) = (first.held.position, first.held.hash.as_str());
    let second = back_up(&world.registry, (position, hash)).unwrap();
    let new = second.held.position - position;
    let lines = second.log.iter().filter(|byte| **byte == b'\n').count();
    assert!(new > 0 && i64::try_from(lines) == Ok(new), "what is new");

    let registry = registry_on(world, to.store());
    // A restore that was cut off goes on where it was.
    let mut cut_off = Restore::into(&registry).unwrap();
    let lines = first.log.split_inclusive(|byte| *byte == b'\n').take(600);
    let begin: Vec<u8> = lines.flatten().copied().collect();
    assert!(cut_off.log(&mut &begin[..], Until::End, &mut |_| {}).unwrap());
    assert_eq!(registry.position().unwrap(), 600);
    let mut restore = Restore::into(&registry).unwrap();
    for log in [&first.log, &second.log] {
        assert!(restore.log(&mut &log[..], Until::End, &mut |_| {}).unwrap());
    }
    let end = second.held.position;
    assert_eq!((restore.head.position, &restore.head.hash), (end, &second.held.hash));
    assert_eq!(restore.tree().root, second.held.root);
    // Cut off amid what stands beside the log, it goes on too: accounts come last.
    let half = &second.beside[..second.beside.len() * 3 / 4];
    restore.beside(&mut &half[..], true).expect_err("a line is cut off");
    restore = Restore::into(&registry).unwrap();
    for log in [&first.log, &second.log] {
        assert!(restore.log(&mut &log[..], Until::End, &mut |_| {}).unwrap());
    }
    let rows = restore.beside(&mut &second.beside[..], true).unwrap();

    let (here, there) = (world.registry.store(), to.store());
    assert_eq!(rows, beside(here).len() as u64);
    assert_eq!(rows, second.held.beside.values().sum::<u64>());
    assert_eq!(beside(there), beside(here));
    for table in ["accounts", "identities", "audit", "idempotency", "watch_lists", "webhooks"] {
        assert!(second.held.beside.contains_key(table), "{table}: {:?}", second.held.beside);
    }
    assert_eq!(digest(there), digest(here));
    let verified = registry.verify(&mut |_| {}).unwrap();
    assert!(verified.broken.is_none() && verified.stale.is_empty(), "{verified:?}");
    // A register that is in use is not written over.
    let used = Restore::into(&registry).err().expect("it is used");
    assert!(matches!(&used, RegistryError::Malformed { field, .. } if field == "database_url"));
}

/// Each stored answer is of an act whose entries are in the backup.
fn answers_fit(backup: &Backup) {
    for line in String::from_utf8(backup.beside.clone()).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        if row["table"] == "answer" {
            let body: Value = serde_json::from_str(row["row"]["body"].as_str().unwrap()).unwrap();
            assert!(body["position"].as_i64().unwrap() <= backup.held.position, "{line}");
        }
    }
}

#[test]
fn what_is_restored_is_what_was_backed_up() {
    each_world(|world| restored_is_the_same(world, &Fresh::sqlite()));
    match Fresh::postgres() {
        Some(to) => restored_is_the_same(&World::sqlite(), &to),
        None => println!("skipped on PostgreSQL: SHUNIU_TEST_POSTGRES is not set"),
    }
}

/// What was done after the moment is not there, nor an answer that says it was: sent again, it is done.
#[test]
fn an_earlier_moment_is_restored_without_the_answers_of_what_came_later() {
    each_world(|world| {
        posted(world, "技艺", "before");
        let position = world.registry.position().unwrap();
        let moment = world.registry.store().read_one(|r| r.entry_at(position)).unwrap().unwrap();
        world.pass_minutes(5);
        posted(world, "书画", "after");
        // Its clock is behind: recorded at the same instant as the one before, and stored earlier.
        world.pass_minutes(-4);
        posted(world, "安宁", "after-too");
        let backup = back_up(&world.registry, GENESIS).unwrap();
        assert!(backup.held.position > position);
        let at = moment.recorded_at + chrono::TimeDelta::seconds(1);
        for until in [Until::Position(position), Until::Instant(at)] {
            let to = Fresh::sqlite();
            let registry = registry_on(world, to.store());
            let mut restore = Restore::into(&registry).unwrap();
            assert!(!restore.log(&mut &backup.log[..], until, &mut |_| {}).unwrap());
            assert_eq!((restore.head.position, &restore.head.hash), (position, &moment.hash));
            restore.beside(&mut &backup.beside[..], false).unwrap();
            let rows = beside(to.store());
            let has =
                |key: &str| rows.iter().any(|row| row.contains(&format!("\"key\":\"{key}\"")));
            assert!(has("before") && !has("after") && !has("after-too"), "{until:?}");
            let verified = registry.verify(&mut |_| {}).unwrap();
            assert!(verified.broken.is_none() && verified.stale.is_empty(), "{verified:?}");
            // Its log goes on by itself; the old backups are of another past now.
            let (last, hash) = (backup.held.position, backup.held.hash.as_str());
            let refused = back_up(&registry, (last, hash)).err().expect("another past");
            assert!(matches!(&refused, RegistryError::Malformed { field, .. } if field == "dir"));
        }
    });
}

/// What one act recorded is restored whole or not at all.
#[test]
fn a_position_amid_an_act_is_refused() {
    let world = World::sqlite();
    let case = world.open(&lawful("技艺"));
    world.bring_to_registrar(&case);
    world.must("reception", &case, "accept", &json!({}));
    world.must("examiner", &case, "examine", &json!({"report": "符合。"}));
    let before = world.registry.position().unwrap();
    world.must("decider", &case, "approve", &json!({}));
    let backup = back_up(&world.registry, GENESIS).unwrap();
    assert!(backup.held.position > before + 1, "a decision and an organization");
    let restored = |position| {
        Restore::check().log(&mut &backup.log[..], Until::Position(position), &mut |_| {})
    };
    assert!(!restored(before).unwrap());
    let refused = restored(before + 1).unwrap_err();
    assert!(matches!(&refused, RegistryError::Malformed { field, .. } if field == "position"));
}

#[test]
fn a_damaged_backup_is_told_and_ends_before_the_damage() {
    let world = World::sqlite();
    world.import(&World::synthetic_rows(20)).unwrap();
    let backup = back_up(&world.registry, GENESIS).unwrap();
    let text = String::from_utf8(backup.log).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let told = |log: String| {
        let mut restore = Restore::check();
        let end = restore.log(&mut log.as_bytes(), Until::End, &mut |_| {});
        (end.map_err(|error| error.to_string()), restore.head.position)
    };
    let (end, position) = told(text.clone());
    assert!(end.unwrap() && position == backup.held.position);
    // A line changed, one taken away, two exchanged, one cut off.
    let changed = text.replacen("样例7号", "样例8号", 1);
    let mut missing = lines.clone();
    missing.remove(4);
    let mut exchanged = lines.clone();
    exchanged.swap(4, 5);
    let cut = &text[..text.len() - 40];
    for (log, fault) in [
        (changed, "Hash"),
        (missing.join("\n"), "Gap"),
        (exchanged.join("\n"), "Gap"),
        (cut.to_owned(), "EOF"),
    ] {
        let (end, position) = told(log);
        let error = end.expect_err(fault);
        assert!(error.contains("damaged") && error.contains(fault), "{error}");
        assert!(position < backup.held.position);
    }
}
