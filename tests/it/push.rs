//! Changes are pushed: the feed by kind, place, hub and watch list; webhooks signed, in order, tried again, given up,
//! replayed; one number from the feed to what is pushed.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use shuniu_api::push::Pusher;
use shuniu_core::access::{Grant, Role};
use shuniu_registry::{Message, Outcome, sign_message};

use crate::support::{
    World, each_world,
    hubs::SCIENCE,
    receiver::{Received, Receiver},
};

fn pusher(world: &World) -> Pusher {
    Pusher::new(world.registry.clone(), world.vault.clone(), true)
}

/// The kinds of the changes after a position, by a filter.
fn kinds(world: &World, login: &str, query: &str) -> Vec<(i64, String)> {
    let page = world.get_as(login, &format!("/api/v1/changes?limit=200&{query}")).expect(200);
    let told =
        |c: &Value| (c["position"].as_i64().unwrap(), c["kind"].as_str().unwrap().to_owned());
    page.json()["changes"].as_array().unwrap().iter().map(told).collect()
}

fn id_of(answer: &Value) -> String {
    answer["organization"].as_str().unwrap().to_owned()
}

fn webhook(world: &World, login: &str, body: &Value) -> (String, Vec<u8>) {
    let made = world.post_as(login, "/api/v1/webhooks", body).expect(201).json();
    let secret = made["secret"].as_str().unwrap().strip_prefix("whsec_").unwrap().to_owned();
    (made["webhook"]["id"].as_str().unwrap().to_owned(), STANDARD.decode(secret).unwrap())
}

fn shown(world: &World, login: &str, id: &str) -> Value {
    world.get_as(login, &format!("/api/v1/webhooks/{id}")).expect(200).json()
}

fn positions(received: &[Received]) -> Vec<i64> {
    received.iter().map(Received::position).collect()
}

#[test]
fn the_feed_is_narrowed_and_still_tells_how_far_it_looked() {
    each_world(|world| {
        world.with_hub_bodies();
        let [first, second] = ["技艺", "书画"].map(|field| id_of(&world.establish(field)));
        let head = world.registry.position().unwrap();
        let all = kinds(world, "agency", "after=0");
        let of = |query: &str| kinds(world, "agency", &format!("after=0&{query}"));
        let registered = of("kind=organization.registered");
        assert_eq!(registered.len(), 2);
        assert!(of("kind=unit,organization.registered").len() > registered.len());
        let of_first = of(&format!("organization={first}"));
        assert!(!of_first.is_empty() && of_first.iter().all(|change| all.contains(change)));
        let of_second = of(&format!("organization={second}"));
        assert!(of_first.iter().all(|change| !of_second.contains(change)));
        assert!(of("division=110105").len() > of("division=110106").len());
        assert!(of("division=100000").len() >= of("division=110000").len());
        assert!(of("division=110000").len() > of("division=110105").len());
        assert!(of("hub=hub-science").iter().all(|(_, kind)| kind.starts_with("unit.")));
        // Nothing fits: the page is empty and says that it has looked at everything.
        let page = world.get("/api/v1/changes?after=0&kind=penalty").expect(200).json();
        assert_eq!((&page["changes"], &page["last"]), (&json!([]), &json!(head)));
        for (query, field) in [
            ("kind=organisation", "kind"),
            ("kind=organization.", "kind"),
            ("hub=none", "hub"),
            ("division=11", "division"),
            ("watch=none&kind=exit", "watch"),
        ] {
            let problem = world.get_as("agency", &format!("/api/v1/changes?after=0&{query}"));
            let problem = problem.expect(400).json();
            let pointer = problem["errors"][0]["pointer"].as_str().unwrap().to_owned();
            assert_eq!(pointer, format!("?{field}"), "{query}: {problem}");
        }
        world.get("/api/v1/changes?after=0&organization=none").expect(404);
        world.get("/api/v1/changes?after=0&watch=none").expect(401);
    });
}

/// Who waits is answered by what was waited for, and not by something else that happens before.
#[test]
fn waiting_is_for_what_the_filter_lets_through() {
    each_world(|world| {
        let after = world.registry.position().unwrap();
        let path = format!("/api/v1/changes?after={after}&wait=30&kind=organization.registered");
        let page = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| world.get(&path).expect(200).json());
            world.with_hub_bodies();
            world.establish("技艺");
            waiting.join().unwrap()
        });
        let told: Vec<&str> = page["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["kind"].as_str().unwrap())
            .collect();
        assert_eq!(told, ["organization.registered"]);
        assert!(page["last"].as_i64().unwrap() > after);
    });
}

#[test]
fn a_hub_is_told_of_who_comes_and_who_goes() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let id = id_of(&world.establish("技艺"));
        let of_hub = || kinds(world, "agency", &format!("after=0&hub={SCIENCE}&kind=affiliation"));
        assert!(of_hub().is_empty());
        let path = format!("/api/v1/organizations/{id}/relations");
        let relation = json!({"relation": "liaison", "unit": SCIENCE, "basis": "联系协议"});
        world.post_as("science-officer", &format!("{path}/begin"), &relation).expect(201);
        assert_eq!(of_hub().len(), 1);
        world.set_day(2026, 6, 1);
        let end = json!({"relation": "liaison", "unit": SCIENCE, "reason": "协议期满"});
        world.post_as("science-officer", &format!("{path}/end"), &end).expect(201);
        let told: Vec<String> = of_hub().into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(
            told,
            ["affiliation.began", "affiliation.ended"],
            "it is told that one has left"
        );
    });
}

/// Whoever applies the changes to an empty copy has the records.
#[test]
fn the_changes_make_the_records() {
    each_world(|world| {
        world.with_hub_bodies();
        world.authorize(SCIENCE, &["科学技术"], "2026-05-04");
        let id = id_of(&world.establish("技艺"));
        let path = format!("/api/v1/organizations/{id}/relations");
        let relation = json!({"relation": "liaison", "unit": SCIENCE, "basis": "联系协议"});
        world.post_as("science-officer", &format!("{path}/begin"), &relation).expect(201);
        world.set_day(2026, 6, 1);
        // A field that the record has no more is told as null.
        let end = json!({"relation": "liaison", "unit": SCIENCE, "reason": "协议期满"});
        world.post_as("science-officer", &format!("{path}/end"), &end).expect(201);
        let page = world.get(&format!("/api/v1/changes?after=0&limit=200&organization={id}"));
        let mut copy = serde_json::Map::new();
        for change in page.expect(200).json()["changes"].as_array().unwrap() {
            for delta in change["changes"].as_array().unwrap() {
                let field = delta["field"].as_str().unwrap();
                assert_eq!(copy.get(field).unwrap_or(&Value::Null), &delta["old"], "{field}");
                match &delta["new"] {
                    Value::Null => copy.remove(field),
                    new => copy.insert(field.to_owned(), new.clone()),
                };
            }
        }
        let mut record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let record = record.as_object_mut().unwrap();
        record.remove("version");
        record.retain(|_, value| !value.is_null());
        assert_eq!(&copy, record);
    });
}

#[test]
fn a_watch_list_is_its_owners() {
    each_world(|world| {
        world.account("bank", &[Grant::of(Role::Agency)]);
        let id = id_of(&world.establish("技艺"));
        world.establish("书画");
        let code = world.get(&format!("/api/v1/organizations/{id}")).json()["uscc"].clone();
        let list = json!({"name": "我们的客户", "filter": {"organizations": [code], "kinds": ["organization"]}});
        let made = world.post_as("bank", "/api/v1/watch-lists", &list).expect(201).json();
        assert_eq!(made["filter"]["organizations"], json!([id]), "codes are kept as identifiers");
        let watch = made["id"].as_str().unwrap();
        let path = format!("/api/v1/watch-lists/{watch}");
        let told = kinds(world, "bank", &format!("after=0&watch={watch}"));
        assert_eq!(
            told,
            kinds(world, "bank", &format!("after=0&organization={id}&kind=organization"))
        );
        assert!(!told.is_empty());
        // Nobody else's.
        world.get_as("agency", &path).expect(404);
        world.get_as("agency", &format!("/api/v1/changes?after=0&watch={watch}")).expect(404);
        world.send("DELETE", &path, Some("agency"), &[], None).expect(404);
        let other = json!({"name": "其他", "filter": {"kinds": ["exit"]}});
        world.send("PUT", &path, Some("agency"), &[], Some(&other)).expect(404);
        world.send("PUT", &path, Some("bank"), &[], Some(&other)).expect(200);
        assert!(kinds(world, "bank", &format!("after=0&watch={watch}")).is_empty());
        for (body, field) in [
            (json!({"name": "", "filter": {}}), "/name"),
            (json!({"name": "x", "filter": {"organizations": ["none"]}}), "/filter/organizations"),
            (json!({"name": "x", "filter": {"kinds": ["nothing"]}}), "/filter/kinds"),
            (json!({"name": "x", "filter": {"hubs": []}}), "/filter"),
        ] {
            let problem = world.post_as("bank", "/api/v1/watch-lists", &body).expect(400).json();
            let pointer = problem["errors"][0]["pointer"].as_str().unwrap();
            assert!(pointer.starts_with(field), "{body}: {problem}");
        }
        world.send("DELETE", &path, Some("bank"), &[], None).expect(204);
        world.get_as("bank", &path).expect(404);
        assert_eq!(world.get_as("bank", "/api/v1/watch-lists").expect(200).json(), json!([]));
    });
}

#[test]
fn what_is_pushed_is_what_the_feed_tells_signed_and_in_order() {
    each_world(|world| {
        let receiver = Receiver::start();
        let (id, secret) = webhook(world, "agency", &json!({"url": receiver.url}));
        assert_eq!(pusher(world).round().unwrap(), 0, "it begins at the end of the log");
        let before = world.registry.position().unwrap();
        world.establish("技艺");
        let sent = usize::try_from(pusher(world).round().unwrap()).unwrap();
        let received = receiver.take();
        let feed = world.get(&format!("/api/v1/changes?after={before}&limit=200")).json();
        let feed = feed["changes"].as_array().unwrap();
        assert_eq!((received.len(), sent), (feed.len(), feed.len()));
        for (message, change) in received.iter().zip(feed) {
            assert_eq!(message.json()["data"], *change);
            assert_eq!(message.json()["type"], change["kind"]);
            let signed = Message {
                id: message.id().to_owned(),
                timestamp: message.headers["webhook-timestamp"].parse().unwrap(),
                body: message.body.clone(),
            };
            assert_eq!(message.headers["webhook-signature"], sign_message(&secret, &signed));
            assert_eq!(signed.timestamp, world.registry.now().and_utc().timestamp());
        }
        let told = shown(world, "agency", &id);
        assert_eq!((&told["delivered"], &told["waiting"]), (&json!(sent), &json!(0)));
        assert_eq!(told["position"], json!(world.registry.position().unwrap()));
        assert!(told.get("secret").is_none());
        assert_eq!(pusher(world).round().unwrap(), 0, "nothing comes twice by itself");
        // Replayed it has the ids that it had.
        let path = format!("/api/v1/webhooks/{id}/replay");
        world.post_as("agency", &path, &json!({"after": before})).expect(200);
        pusher(world).round().unwrap();
        let again = receiver.take();
        let ids = |all: &[Received]| all.iter().map(|m| m.id().to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(&again), ids(&received));
        let one = received[0].position();
        world.post_as("agency", &path, &json!({"positions": [one]})).expect(200);
        pusher(world).round().unwrap();
        assert_eq!(positions(&receiver.take()), [one]);
        for body in [
            json!({"after": -1}),
            json!({"positions": [0]}),
            json!({"positions": [1_000_000]}),
            json!({"given_up": false}),
        ] {
            world.post_as("agency", &path, &body).expect(400);
        }
        // A new secret: for a day messages are signed with both.
        let rotated =
            world.post_as("agency", &format!("/api/v1/webhooks/{id}/rotate-secret"), &json!({}));
        let fresh = rotated.expect(200).json()["secret"].as_str().unwrap().to_owned();
        assert_ne!(STANDARD.decode(fresh.strip_prefix("whsec_").unwrap()).unwrap(), secret);
        let signatures = || {
            world.post_as("agency", &path, &json!({"positions": [one]})).expect(200);
            pusher(world).round().unwrap();
            receiver.take()[0].headers["webhook-signature"].split(' ').count()
        };
        assert_eq!(signatures(), 2);
        world.set_day(2026, 5, 6);
        assert_eq!(signatures(), 1);
    });
}

#[test]
fn what_fails_is_tried_again_in_order_and_given_up_and_replayed() {
    each_world(|world| {
        let receiver = Receiver::start();
        let [first, second] = ["技艺", "书画"].map(|field| id_of(&world.establish(field)));
        let (id, _) = webhook(world, "agency", &json!({"url": receiver.url}));
        world.account("agent", &[Grant::agent_of(&first), Grant::agent_of(&second)]);
        receiver.refuses(Some(&first));
        for organization in [&first, &second] {
            let path = format!("/api/v1/organizations/{organization}/deliver-certificate");
            world.post_as("reception", &path, &json!({"received_by": "示例甲"})).expect(201);
            let loss = json!({"statement": "示例报2026年5月4日"});
            let path = format!("/api/v1/organizations/{organization}/report-certificate-loss");
            world.post_as("agent", &path, &loss).expect(201);
        }
        let push = pusher(world);
        for _ in 0..4 {
            push.round().unwrap();
        }
        let got = receiver.take();
        let about = |organization: &str| {
            got.iter().filter(|m| m.json()["data"]["id"] == organization).collect::<Vec<_>>()
        };
        assert_eq!(about(&first).len(), 1, "what comes after waits for it");
        assert!(!about(&second).is_empty(), "another organization does not wait");
        let waiting = shown(world, "agency", &id);
        assert!(waiting["waiting"].as_i64().unwrap() >= 1);
        assert_eq!(waiting["failing_since"], Value::Null, "others were delivered");
        let held = world.get_as("agency", &format!("/api/v1/webhooks/{id}/deliveries")).json();
        assert_eq!((&held[0]["attempts"], &held[0]["error"]), (&json!(1), &json!("HTTP 500")));
        // Seven more tries, at 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h; then it is given up.
        let mut tries = 1;
        for minutes in [1, 6, 31, 121, 301, 601, 601] {
            push.round().unwrap();
            assert_eq!(receiver.take().len(), 0, "not before its time");
            world.pass_minutes(minutes);
            push.round().unwrap();
            tries += receiver.take().iter().filter(|m| m.json()["data"]["id"] == *first).count();
        }
        assert_eq!(tries, 8);
        let given_up = format!("/api/v1/webhooks/{id}/deliveries?given_up=true");
        assert_eq!(world.get_as("agency", &given_up).json().as_array().unwrap().len(), 1);
        receiver.refuses(None);
        let path = format!("/api/v1/webhooks/{id}/replay");
        world.post_as("agency", &path, &json!({"given_up": true})).expect(200);
        push.round().unwrap();
        assert!(!receiver.take().is_empty());
        let done = shown(world, "agency", &id);
        assert_eq!((&done["given_up"], &done["failing_since"]), (&json!(0), &Value::Null));
    });
}

#[test]
fn whoever_does_not_answer_for_days_is_switched_off_and_loses_nothing() {
    each_world(|world| {
        let receiver = Receiver::start();
        let (id, _) = webhook(
            world,
            "agency",
            &json!({"url": receiver.url, "filter": {"kinds": ["organization.registered"]}}),
        );
        receiver.answers(503);
        world.establish("技艺");
        let push = pusher(world);
        push.round().unwrap();
        for _ in 0..6 {
            world.pass_minutes(24 * 60);
            let field = format!("示范{}", world.registry.position().unwrap());
            world.establish(&field);
            push.round().unwrap();
        }
        let off = shown(world, "agency", &id);
        assert_eq!(
            (&off["disabled_for"], off["disabled_at"].is_string()),
            (&json!("failing"), true)
        );
        receiver.take();
        receiver.answers(200);
        push.round().unwrap();
        assert!(receiver.take().is_empty(), "it is off");
        world.post_as("agency", &format!("/api/v1/webhooks/{id}/enable"), &json!({})).expect(200);
        for _ in 0..8 {
            push.round().unwrap();
        }
        let registered = kinds(world, "agency", "after=0&kind=organization.registered");
        let wanted: Vec<i64> = registered.into_iter().map(|(position, _)| position).collect();
        assert_eq!(positions(&receiver.take()), wanted, "all of them, in order");
        // One that says that it is gone is believed at once.
        receiver.answers(410);
        world.establish("书画");
        push.round().unwrap();
        assert_eq!(shown(world, "agency", &id)["disabled_for"], "gone");
    });
}

#[test]
fn private_networks_are_not_reached_unless_that_is_allowed() {
    each_world(|world| {
        let receiver = Receiver::start();
        let (id, _) = webhook(world, "agency", &json!({"url": receiver.url}));
        world.establish("技艺");
        let guarded = Pusher::new(world.registry.clone(), world.vault.clone(), false);
        guarded.round().unwrap();
        assert!(receiver.take().is_empty());
        let held =
            world.get_as("agency", &format!("/api/v1/webhooks/{id}/deliveries?limit=1")).json();
        assert!(held[0]["error"].as_str().unwrap().contains("private network"), "{held}");
        for url in
            ["ftp://agency.example/", "https://user:secret@agency.example/", "agency.example", ""]
        {
            let problem =
                world.post_as("agency", "/api/v1/webhooks", &json!({"url": url})).expect(400);
            assert_eq!(problem.json()["errors"][0]["pointer"], "/url", "{url}");
        }
        // Another's webhook is not there for others, and ends with its account.
        world.account("bank", &[Grant::of(Role::Agency)]);
        world.get_as("bank", &format!("/api/v1/webhooks/{id}")).expect(404);
        world
            .post_as("bank", &format!("/api/v1/webhooks/{id}/replay"), &json!({"after": 0}))
            .expect(404);
        world
            .send("DELETE", &format!("/api/v1/webhooks/{id}"), Some("bank"), &[], None)
            .expect(404);
        let (own, _) = webhook(world, "bank", &json!({"url": receiver.url, "after": 0}));
        let bank = world.get_as("bank", "/api/v1/session").expect(200).json()["account"].clone();
        let path = format!("/api/v1/accounts/{}/disable", bank.as_str().unwrap());
        world.post_as("administrator", &path, &json!({})).expect(204);
        pusher(world).round().unwrap();
        assert!(receiver.take().iter().all(|m| !m.id().contains(&own.replace('-', ""))));
        let closed = world.registry.webhook(bank.as_str().unwrap(), &own).unwrap();
        assert_eq!(closed.disabled_for.as_deref(), Some("account_closed"));
        world
            .send("DELETE", &format!("/api/v1/webhooks/{id}"), Some("agency"), &[], None)
            .expect(204);
        world.get_as("agency", &format!("/api/v1/webhooks/{id}")).expect(404);
    });
}

#[test]
fn two_servers_send_each_message_once() {
    each_world(|world| {
        let receiver = Receiver::start();
        let (id, _) = webhook(world, "agency", &json!({"url": receiver.url, "after": 0}));
        for field in ["技艺", "书画", "音乐"] {
            world.establish(field);
        }
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        pusher(world).round().unwrap();
                    }
                });
            }
        });
        pusher(world).round().unwrap();
        let public: Vec<i64> =
            kinds(world, "agency", "after=0").into_iter().map(|(p, _)| p).collect();
        assert_eq!(positions(&receiver.take()), public);
        assert_eq!(shown(world, "agency", &id)["delivered"], json!(public.len()));
    });
}

/// A server that has a webhook in hand and sends keeps it, however slowly the receiver answers.
#[test]
fn whoever_is_sending_keeps_the_webhook() {
    each_world(|world| {
        let (id, _) = webhook(world, "agency", &json!({"url": "http://127.0.0.1:9/", "after": 0}));
        let registry = &world.registry;
        assert!(registry.lease_webhook(&id).unwrap());
        let mut batch = registry.push_batch(&id).unwrap().into_iter();
        for _ in 0..3 {
            world.pass_minutes(1);
            registry.note_push(batch.next().unwrap(), Outcome::Delivered).unwrap();
            assert!(!registry.lease_webhook(&id).unwrap(), "it is in hand");
            assert!(!registry.webhooks_at_work().unwrap().contains(&id));
        }
        // One that fell silent is free after a while, and what it did not send is still due.
        world.pass_minutes(3);
        assert!(registry.webhooks_at_work().unwrap().contains(&id));
        assert!(registry.lease_webhook(&id).unwrap());
        let again = registry.push_batch(&id).unwrap();
        assert_eq!(again[0].message.id, batch.next().unwrap().message.id);
    });
}

#[test]
fn a_slow_receiver_holds_up_nobody_else() {
    each_world(|world| {
        let (slow, quick) = (Receiver::start(), Receiver::start());
        for receiver in [&slow, &quick] {
            let filter = json!({"kinds": ["organization.registered"]});
            webhook(world, "agency", &json!({"url": receiver.url, "filter": filter}));
        }
        slow.holds(true);
        let push = pusher(world);
        std::thread::scope(|scope| {
            scope.spawn(|| push.run(Duration::from_millis(20)));
            let comes = |receiver: &Receiver| {
                (0..200).any(|_| {
                    std::thread::sleep(Duration::from_millis(25));
                    !receiver.take().is_empty()
                })
            };
            world.establish("技艺");
            let first = comes(&slow) && comes(&quick);
            world.establish("书画");
            let second = comes(&quick);
            slow.holds(false);
            let rest = comes(&slow);
            push.end();
            assert!(first && second && rest, "{first} {second} {rest}");
        });
    });
}
