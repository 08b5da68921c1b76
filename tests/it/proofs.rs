//! Proofs over HTTP: the signed head, tiles, proofs that an entry is in the log and that it was only added to,
//! and signed statements; each checked as a stranger would, with the public key alone.

use serde_json::{Value, json};
use shuniu_registry::proof::{
    Bundle, BundleError, Checkpoint, Frontier, Hash, NoteVerifier, Tile, leaf_hash, subtree,
};

use crate::support::{World, each_world};

pub fn keys(world: &World) -> Vec<NoteVerifier> {
    let log = world.get("/api/v1/log").expect(200).json();
    assert_eq!(log["origin"], "test.example/log");
    let lines = log["keys"].as_array().unwrap().iter();
    lines.map(|key| NoteVerifier::parse(key.as_str().unwrap()).unwrap()).collect()
}

fn head(world: &World) -> Checkpoint {
    let note = world.get("/api/v1/log/checkpoint").expect(200).text;
    Checkpoint::verified(&note, &keys(world)).unwrap()
}

fn bundle(world: &World, path: &str) -> Bundle {
    serde_json::from_value(world.get(path).expect(200).json()).unwrap()
}

fn bytes(world: &World, path: &str) -> Vec<u8> {
    let mut answer = ureq::get(format!("{}{path}", world.base)).call().unwrap();
    answer.body_mut().read_to_vec().unwrap()
}

#[test]
fn a_follower_computes_the_root_from_the_tiles() {
    each_world(|world| {
        for field in ["技艺", "书画"] {
            world.establish(field);
        }
        let head = head(world);
        assert!(head.size > 20);
        let edge = Tile { level: 0, index: 0, width: head.size }.to_string();
        let hashes = Tile::hashes(&bytes(world, &format!("/api/v1/log/tile/{edge}"))).unwrap();
        // The entries' own hashes, as the feed has them.
        let place = edge.strip_prefix("0/").unwrap();
        let entries = bytes(world, &format!("/api/v1/log/tile/entries/{place}"));
        let of_entry =
            Tile::entries(&entries).unwrap().iter().map(|e| leaf_hash(&e.0)).collect::<Vec<_>>();
        assert_eq!(of_entry, hashes);
        let mut frontier = Frontier::default();
        hashes.iter().for_each(|hash| frontier.push(*hash));
        assert_eq!((frontier.size(), frontier.root()), (head.size, head.root));
        let changes = world.get("/api/v1/changes?after=0&limit=200").expect(200).json();
        for change in changes["changes"].as_array().unwrap() {
            let at = usize::try_from(change["position"].as_u64().unwrap()).unwrap() - 1;
            let hash = Hash::from_hex(change["hash"].as_str().unwrap()).unwrap();
            assert_eq!(leaf_hash(&hash.0), hashes[at]);
        }
        // What the log doesn't have, or not whole.
        for tile in ["0/000", "1/000.p/1", "0/001.p/1", "9/000", "nonsense", "entries/0"] {
            world.get(&format!("/api/v1/log/tile/{tile}")).expect(404);
        }
        world.get(&format!("/api/v1/log/tile/0/000.p/{}", head.size + 1)).expect(404);
        assert_ne!(subtree(&hashes[..16]), head.root);
    });
}

#[test]
fn an_entry_is_proven_and_the_log_was_only_added_to() {
    each_world(|world| {
        world.establish("技艺");
        let (keys, before) = (keys(world), head(world));
        world.establish("书画");
        let now = head(world);
        for position in [1, before.size, now.size] {
            let proof = bundle(world, &format!("/api/v1/log/inclusion?position={position}"));
            let checked = proof.check(&keys).unwrap();
            assert_eq!((checked.position, &checked.checkpoint), (position, &now));
        }
        let path = format!("/api/v1/log/inclusion?position=3&size={}", before.size);
        assert_eq!(bundle(world, &path).check(&keys).unwrap().checkpoint, before);
        let grown = bundle(world, &format!("/api/v1/log/consistency?from={}", before.size));
        let checked = grown.check(&keys).unwrap();
        assert_eq!((checked.position, checked.checkpoint), (before.size, now.clone()));
        // By another key nothing is believed.
        let stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let stranger = NoteVerifier::parse(stranger).unwrap();
        assert!(matches!(grown.check(&[stranger]), Err(BundleError::Note("older", _))));
        for (path, field) in [
            ("inclusion?position=0".to_owned(), "position"),
            (format!("inclusion?position={}", now.size + 1), "position"),
            (format!("inclusion?position=1&size={}", now.size + 1), "size"),
            ("consistency?from=0".to_owned(), "from"),
            (format!("consistency?from={}", now.size + 1), "from"),
            (format!("consistency?from=1&to={}", now.size + 1), "to"),
        ] {
            let problem = world.get(&format!("/api/v1/log/{path}")).expect(400).json();
            let told = problem["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert!(told.contains(field), "{path}: {problem}");
            let english = [("Accept-Language", "en")];
            let in_english =
                world.send("GET", &format!("/api/v1/log/{path}"), None, &english, None).json();
            let detail =
                |problem: &Value| problem["errors"][0]["detail"].as_str().unwrap().to_owned();
            assert!(detail(&in_english).contains("from 1") && detail(&in_english).is_ascii());
            assert!(detail(&problem).contains("从 1") && !detail(&problem).contains("from"));
        }
    });
}

#[test]
fn a_statement_is_checked_by_whoever_has_it_and_told_when_it_no_longer_holds() {
    each_world(|world| {
        let keys = keys(world);
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        world.set_day(2026, 6, 1);
        let path = format!("/api/v1/organizations/{id}/statement");
        let proof = bundle(world, &path);
        let statement = proof.check(&keys).unwrap().statement.unwrap();
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        assert_eq!(statement.record, record);
        assert_eq!(
            (statement.as_of.as_str(), &json!(statement.name)),
            ("2026-06-01", &record["name"])
        );
        // A statement of a past day, by code; none of a day on which it was not there, and none of one to come.
        let code = record["uscc"].as_str().unwrap();
        let past = format!("/api/v1/organizations/{code}/statement?as_of=2026-05-20");
        assert_eq!(
            bundle(world, &past).check(&keys).unwrap().statement.unwrap().as_of,
            "2026-05-20"
        );
        world.get(&format!("{path}?as_of=2020-01-01")).expect(404);
        world.get(&format!("{path}?as_of=2026-06-02")).expect(400);
        // Whatever is changed in it, it is not believed.
        let text = serde_json::to_value(&proof).unwrap();
        let refused = |field: &str, change: &dyn Fn(&str) -> String| {
            let mut changed = text.clone();
            changed[field] = json!(change(text[field].as_str().unwrap()));
            let changed: Bundle = serde_json::from_value(changed).unwrap();
            changed.check(&keys).expect_err(field)
        };
        refused("statement", &|note| note.replace("registered", "deregistered"));
        refused("statement", &|note| note.replace("技艺", "枝艺"));
        refused("checkpoint", &|note| note.replacen("\n", "\n1", 1));
        let other = world.get("/api/v1/log/inclusion?position=1").expect(200).json();
        let told = refused("hash", &|_| other["hash"].as_str().unwrap().to_owned());
        assert!(matches!(told, BundleError::Proof(_)), "{told}");
        let mut swapped = other.clone();
        swapped["statement"] = text["statement"].clone();
        let swapped: Bundle = serde_json::from_value(swapped).unwrap();
        assert_eq!(swapped.check(&keys), Err(BundleError::OtherEntry));
        // It holds until something public happens.
        let position = statement.position;
        let state = || -> Value {
            let path = format!("/api/v1/organizations/{id}/statement/state?position={position}");
            world.get(&path).expect(200).json()
        };
        assert_eq!(state(), json!({"holds": true, "superseded_at": null, "superseded_by": null}));
        let deliver = format!("/api/v1/organizations/{id}/deliver-certificate");
        world.post_as("reception", &deliver, &json!({"received_by": "示例甲"})).expect(201);
        let later = state();
        assert_eq!(
            (&later["holds"], &later["superseded_by"]),
            (&json!(false), &json!("deliver_certificate"))
        );
        assert!(later["superseded_at"].as_i64().unwrap() > position);
        let anew = bundle(world, &path).check(&keys).unwrap().statement.unwrap();
        assert!(anew.position > position);
    });
}

/// A snapshot shows one position, whose root is that of the log, and the changes since another are the feed's.
#[test]
fn a_snapshot_is_of_one_position() {
    each_world(|world| {
        world.establish("技艺");
        let before = world.registry.position().unwrap();
        world.establish("书画");
        let (mut ndjson, mut csv, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        let snapshot = world.registry.export_snapshot(&mut ndjson, &mut csv, &mut |_| {}).unwrap();
        let now = head(world);
        assert_eq!(snapshot.root, now.root.to_string());
        assert_eq!(
            (snapshot.position, snapshot.organizations),
            (i64::try_from(now.size).unwrap(), 2)
        );
        let lines = |bytes: &[u8]| -> Vec<Value> {
            let text = std::str::from_utf8(bytes).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let listed = world.get("/api/v1/organizations").expect(200).json();
        assert_eq!(json!(lines(&ndjson)), listed["items"]);
        assert_eq!(csv.split(|b| *b == b'\n').filter(|line| !line.is_empty()).count(), 3);
        world.registry.export_changes(before, Some(snapshot.position), &mut changes).unwrap();
        let feed = world.get(&format!("/api/v1/changes?after={before}&limit=200")).json();
        assert_eq!(json!(lines(&changes)), feed["changes"]);
    });
}
