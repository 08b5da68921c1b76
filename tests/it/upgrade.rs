//! A register of an older schema is brought up to date with everything in it: the log, the read models as they would be made
//! anew, and what stands beside them. Each schema since the twelfth is tried, the tables of the day taken back to it by the
//! migrations' own way back.

use std::{fs, path::PathBuf};

use diesel::{connection::SimpleConnection, prelude::*};
use serde_json::json;
use shuniu_registry::{Options, Store};

use crate::support::{World, application::lawful, each_world};

/// Before it, tables whose rows come from the log were not there yet: whoever upgrades from there rebuilds.
const OLDEST: &str = "0012";

/// Migrations of a database, the newest first: number and folder.
fn migrations(backend: &str) -> Vec<(String, PathBuf)> {
    let folder = format!("{}/../migrations/{backend}", env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let number = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap()[..4].to_owned();
    let mut all: Vec<_> = folders.map(|path| (number(&path), path)).collect();
    all.sort();
    all.reverse();
    all
}

fn run(url: &str, sql: &str) {
    match url.strip_prefix("sqlite:") {
        Some(path) => SqliteConnection::establish(path).unwrap().batch_execute(sql),
        None => PgConnection::establish(url).unwrap().batch_execute(sql),
    }
    .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The register as the program before this migration left it.
fn taken_back(url: &str, number: &str, folder: &std::path::Path) {
    run(url, &fs::read_to_string(folder.join("down.sql")).unwrap());
    run(url, &format!("DELETE FROM __diesel_schema_migrations WHERE version = '{number}'"));
}

fn upgraded(world: &World, expected: usize) {
    let options =
        Options { url: world.url.clone(), read_url: None, connections: 2, group_commit: 1 };
    let run = Store::open(&options).unwrap().migrate().unwrap();
    assert_eq!(run.len(), expected, "{run:?}");
    let found = world.registry.verify(&mut |_| {}).unwrap();
    assert!(found.holds(), "{run:?}: {found:?}");
}

#[test]
fn a_register_of_an_older_schema_is_brought_up_to_date() {
    each_world(|world| {
        world.import(&World::synthetic_rows(300)).unwrap();
        let established = world.establish("技艺");
        let code = established["uscc"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/organizations/{code}");
        let before = world.get(&path).expect(200).json();
        let newest_first = migrations(world.backend);
        let older = newest_first.iter().take_while(|(number, _)| number.as_str() > OLDEST);
        let mut back = 0;
        for (steps, (number, _)) in older.enumerate() {
            for (number, folder) in &newest_first[..=steps] {
                taken_back(&world.url, number, folder);
            }
            upgraded(world, steps + 1);
            assert_eq!(world.get(&path).expect(200).json(), before, "{number}");
            back = steps + 1;
        }
        assert!(back >= 5, "{back}");
        // The names of before are known for what they are: the same name is refused still.
        let case = world.open(&lawful("技艺"));
        world.bring_to_decision(&case);
        let refused = world.step("decider", &case, "approve", &json!({})).expect(422);
        assert!(refused.against().contains(&("MC-16a".to_owned(), "16(1)".to_owned())));
    });
}
