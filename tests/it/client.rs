//! The client against the register: what an agency's system does with it.

use std::{num::NonZeroU32, time::Duration};

use serde_json::json;
use shuniu_client::{Act, At, ChangeFilter, Client, SecretString, Settings};
use shuniu_core::access::{Grant, Role};
use shuniu_registry::accounts::{AccountKind, NewAccount, Trace};

use crate::support::{World, application::lawful, day, each_world};

const SECRET: &str = "a secret that is long enough for a machine";

fn english() -> Settings {
    Settings { language: "en".to_owned(), ..Settings::default() }
}

/// A system's account, with its client.
fn system(world: &World, role: Role) -> Client {
    let new = NewAccount {
        id: "system",
        login: "system",
        display_name: "system",
        kind: AccountKind::System,
        grants: &[Grant::of(role)],
        secret: SECRET,
    };
    let trace = Trace { by: "test", request: "test", now: world.registry.now() };
    world.accounts.create(new, trace).unwrap();
    Client::new(&world.base, english()).signed_in("system", SecretString::from(SECRET))
}

#[test]
fn an_agency_reads_what_it_needs() {
    each_world(|world| {
        let first = world.establish("技艺")["uscc"].as_str().unwrap().to_owned();
        let client = system(world, Role::Agency);
        let found = client.organization(&first, At::default()).unwrap().unwrap();
        assert_eq!((found.uscc.as_str(), found.status.id.as_str()), (first.as_str(), "registered"));
        assert_eq!(found.supervision.unwrap().unit.id, "dept-education");
        assert!(found.more.contains_key("certificate"));
        let earlier = At { as_of: Some(day(2020, 1, 1)), known_at: None };
        assert_eq!(client.organization(&first, earlier).unwrap(), None);
        assert_eq!(client.organization("51110000000000000X", At::default()).unwrap(), None);

        let standing = client.standing(&first, "purchase", None).unwrap();
        assert_eq!((standing.on, standing.good), (day(2026, 5, 4), true));
        let wrong = client.standing(&first, "nothing", None).unwrap_err();
        let problem = wrong.problem().unwrap();
        assert_eq!(
            (problem.slug(), problem.errors[0].pointer.as_str()),
            ("malformed-request", "?for")
        );

        let batch = client.batch(&[&first, "51110000000000000X"]).unwrap();
        assert_eq!(
            (batch.found.len(), batch.not_found),
            (1, vec!["51110000000000000X".to_owned()])
        );
        let one = &[("division", "110105")];
        let listed: Vec<_> = client.organizations(one).map(|it| it.unwrap().uscc).collect();
        assert_eq!(listed, std::slice::from_ref(&first));
        let page = client.changes(0, 0, &ChangeFilter::default()).unwrap();
        assert!(page.changes.iter().any(|it| it.act == "approve_application" && it.id == found.id));
        let only = ChangeFilter { organization: Some(found.id), ..ChangeFilter::default() };
        let filtered = client.changes(0, 0, &only).unwrap();
        assert!(!filtered.changes.is_empty() && filtered.changes.len() < page.changes.len());
        assert_eq!(filtered.head, page.head);
    });
}

#[test]
fn an_act_is_done_once_and_its_law_comes_with_it() {
    each_world(|world| {
        let client = system(world, Role::Applicant);
        let dry = Act { dry_run: true, ..Act::default() };
        let tried = client.act("/cases", &lawful("技艺"), &dry).unwrap();
        assert_eq!((tried.dry_run, tried.position), (true, 0));
        let keyed = Act { key: Some("mine".to_owned()), ..Act::default() };
        let done = client.act("/cases", &lawful("技艺"), &keyed).unwrap();
        let again = client.act("/cases", &lawful("技艺"), &keyed).unwrap();
        assert_eq!(done, again);
        let other = client.act("/cases", &lawful("技艺"), &Act::default()).unwrap();
        assert_ne!(other.subject.id, done.subject.id);

        let stale = Act { version: Some(9), ..Act::default() };
        let path = format!("/cases/{}/submit", done.subject.id);
        let refused = client.act(&path, &json!({}), &stale).unwrap_err();
        assert_eq!(refused.problem().unwrap().slug(), "version-mismatch");
        // Without a key of the caller's, each call has its own.
        client.act(&path, &json!({}), &Act::default()).unwrap();
    });
}

/// The register says when to come again, and a token that is over is fetched anew.
#[test]
fn it_comes_again_when_the_register_says_so() {
    let world = World::sqlite_with_quota(NonZeroU32::new(60).unwrap());
    let client = system(&world, Role::Agency);
    // One a second comes back; what is left at first is used up.
    for _ in 0..61 {
        client.get::<serde_json::Value>("/rules/JJ-20c").unwrap();
    }
    world.pass(chrono::TimeDelta::minutes(20));
    client.get::<serde_json::Value>("/session").unwrap();

    let hasty = Settings { attempts: 1, patience: Duration::from_secs(5), ..english() };
    let nowhere = Client::new("http://127.0.0.1:1", hasty);
    let error = nowhere.organization("x", At::default()).unwrap_err();
    assert!(error.to_string().starts_with("the register was not reached at http://127.0.0.1:1/"));
    let stranger =
        Client::new(&world.base, english()).signed_in("system", SecretString::from("no"));
    let refused = stranger.get::<serde_json::Value>("/session").unwrap_err();
    assert_eq!(refused.problem().unwrap().slug(), "not-signed-in");
}

/// A server that answers each request with one of these bodies, and the heads of the requests.
fn scripted(bodies: Vec<String>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    use std::io::{BufRead, BufReader, Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let heads = std::thread::spawn(move || {
        let answer = |body: String| {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let (mut head, mut line) = (String::new(), String::new());
            while reader.read_line(&mut line).unwrap() > 2 {
                head += &std::mem::take(&mut line).to_lowercase();
            }
            let length = head.split("content-length: ").nth(1).and_then(|it| it.lines().next());
            let length = length.map_or(0, |it| it.trim().parse().unwrap());
            reader.read_exact(&mut vec![0; length]).unwrap();
            let length = body.len();
            let text = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            reader.get_mut().write_all(text.as_bytes()).unwrap();
            head
        };
        bodies.into_iter().map(answer).collect()
    });
    (address, heads)
}

/// What it has done it reads, whichever server and replica answers: it says which position it has seen.
#[test]
fn it_is_shown_nothing_older_than_its_own_acts() {
    let done = |position: i64| {
        json!({"on": "2026-05-04", "dry_run": false, "position": position, "findings": [],
            "subject": {"kind": "case", "id": "c", "version": 1}})
        .to_string()
    };
    let read = || "{}".to_owned();
    let (address, heads) = scripted(vec![read(), done(7), read(), done(5), read()]);
    let client = Client::new(&address, english());
    let get = || client.get::<serde_json::Value>("/anything").unwrap();
    get();
    for _ in 0..2 {
        client.act("/cases", &json!({}), &Act::default()).unwrap();
        get();
    }
    let seen: Vec<Option<String>> = heads
        .join()
        .unwrap()
        .iter()
        .map(|head| Some(head.split("min-position: ").nth(1)?.lines().next()?.to_owned()))
        .collect();
    let seven = Some("7".to_owned());
    assert_eq!(seen, [None, None, seven.clone(), seven.clone(), seven]);
}
