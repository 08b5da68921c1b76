//! The catalogue of problems, `docs/errors.md`: every kind that the API answers, with an example that
//! was really given. `SHUNIU_WRITE_DOCS=1 cargo test -p shuniu-tests --test it -- problems` writes it
//! anew.

use std::{collections::BTreeSet, fmt::Write as _, fs, num::NonZeroU32, path::Path};

use actix_web::{body::to_bytes, rt::System};
use serde_json::{Value, json};
use shuniu_api::problem::{Problem, too_slow};
use shuniu_registry::RegistryError;

use crate::support::{Answer, World, application::lawful};

/// A kind of problem: its slug, when it is answered, what to do, and an example.
struct Kind {
    slug: &'static str,
    when: &'static str,
    then: &'static str,
    example: Example,
}

/// A request and its answer in English; no request where a healthy register cannot be made to give
/// the answer: then the answer is the API's own words.
struct Example {
    request: String,
    status: u16,
    body: Value,
    chinese: String,
}

fn kind(slug: &'static str, when: &'static str, then: &'static str, example: Example) -> Kind {
    Kind { slug, when, then, example }
}

/// Asks twice, for both languages; what was refused once is refused again.
fn shown(
    world: &World,
    request: &str,
    login: Option<&str>,
    extra: &[(&str, &str)],
    body: &str,
) -> Example {
    let token = login.map(|login| format!("Bearer {}", world.token(login)));
    let ask = |language| {
        let (method, path) = request.split_once(' ').unwrap();
        let mut headers = vec![("Accept-Language", language), ("Content-Type", "application/json")];
        headers.retain(|(name, _)| !extra.iter().any(|(other, _)| other == name));
        headers.extend(token.iter().map(|token| ("Authorization", token.as_str())));
        headers.extend(extra);
        let sent = if body.is_empty() { &[][..] } else { body.as_bytes() };
        world.raw(method, path, &headers, sent)
    };
    let chinese = ask("zh");
    let chinese = chinese.json()["title"].as_str().expect(&chinese.text).to_owned();
    let Answer { status, text, .. } = ask("en");
    let mut told = request.to_owned();
    for (name, value) in extra {
        write!(told, "\n{name}: {value}").unwrap();
    }
    if !body.is_empty() {
        let short: String = body.chars().take(200).collect();
        write!(told, "\n\n{short}{}", if short == body { "" } else { "…" }).unwrap();
    }
    Example { request: told, status, body: serde_json::from_str(&text).unwrap(), chinese }
}

/// What the API says of a fault that a healthy register does not have.
fn of_a_fault(problem: &Problem) -> Example {
    use shuniu_api::language::Language::{Chinese, English};
    let body = |language| -> Value {
        let bytes = System::new().block_on(to_bytes(problem.respond(language).into_body()));
        serde_json::from_slice(&bytes.unwrap()).unwrap()
    };
    let (body, chinese) = (body(English), body(Chinese));
    let status = u16::try_from(body["status"].as_u64().unwrap()).unwrap();
    let chinese = chinese["title"].as_str().unwrap().to_owned();
    Example { request: String::new(), status, body, chinese }
}

fn who_are_you(world: &World) -> Vec<Kind> {
    let get = |login, extra: &[_]| shown(world, "GET /api/v1/session", login, extra, "");
    let sign_in = |login: &str| {
        let body = json!({"login": login, "password": "not the password"}).to_string();
        shown(world, "POST /api/v1/session", None, &[], &body)
    };
    let old = format!("Bearer {}", world.token("agency"));
    let not_signed_in = sign_in("nobody");
    for _ in 0..5 {
        sign_in("auditor");
    }
    let locked = sign_in("auditor");
    world.pass_minutes(20);
    let mut expired = get(None, &[("Authorization", &old)]);
    "GET /api/v1/session\nAuthorization: Bearer …".clone_into(&mut expired.request);
    let shut = format!("Bearer {}", world.token("other-applicant"));
    let close = "/api/v1/accounts/other-applicant/disable";
    world.post_as("administrator", close, &json!({})).expect(204);
    let mut closed = get(None, &[("Authorization", &shut)]);
    closed.request.clone_from(&expired.request);
    vec![
        kind(
            "sign-in-required",
            "The operation is not public and no token came.",
            "Sign in (`POST /session`, systems `POST /token`) and send `Authorization: Bearer …`.",
            get(None, &[]),
        ),
        kind(
            "token-invalid",
            "The token is not one of this register's.",
            "Sign in again. Send one `Authorization` header.",
            get(None, &[("Authorization", "Bearer x")]),
        ),
        kind(
            "token-expired",
            "The token's quarter of an hour is over.",
            "`POST /session/refresh` with the refresh token, or sign in again.",
            expired,
        ),
        kind("account-closed", "The account was shut.", "Ask the administrator.", closed),
        kind(
            "not-signed-in",
            "Login and password, or a refresh token, do not fit.",
            "Correct them. After several wrong ones in a row the account is locked for a while.",
            not_signed_in,
        ),
        kind(
            "too-many-attempts",
            "Too many sign-ins from one address, or the account is locked.",
            "Wait `Retry-After` seconds.",
            locked,
        ),
    ]
}

fn not_in_form(world: &World) -> Vec<Kind> {
    let post = |extra: &[_], body: &str| {
        shown(world, "POST /api/v1/cases", Some("applicant"), extra, body)
    };
    let mut wrong = lawful("技艺");
    wrong["members_persons"] = json!("many");
    let large = format!("{{\"kind\": \"{}\"}}", "x".repeat(300 << 10));
    vec![
        kind(
            "malformed-request",
            "A field, parameter or header is not in form; `errors` names each.",
            "Correct the fields named.",
            post(&[], &wrong.to_string()),
        ),
        kind(
            "not-json",
            "The body is not announced as JSON.",
            "Send `Content-Type: application/json`.",
            post(&[("Content-Type", "text/plain")], "kind=association"),
        ),
        kind(
            "body-too-large",
            "The body is longer than `body_limit_bytes`.",
            "Split it. Of files only names and hashes are sent.",
            post(&[], &large),
        ),
        kind(
            "method-not-allowed",
            "The address takes other methods; `Allow` names them.",
            "Look at the description.",
            shown(world, "DELETE /api/v1/organizations", Some("applicant"), &[], ""),
        ),
        kind(
            "not-found",
            "There is no such thing, or it is not for this account to know.",
            "Look at the path and the id.",
            shown(world, "GET /api/v1/cases/none", Some("applicant"), &[], ""),
        ),
    ]
}

fn not_now(world: &World) -> Vec<Kind> {
    let case = world.open(&lawful("技艺"));
    let at = |step: &str| format!("POST /api/v1/cases/{case}/{step}");
    let forbidden = shown(world, &at("approve"), Some("applicant"), &[], "{}");
    let state = shown(world, &at("withdraw"), Some("applicant"), &[("If-Match", "\"7\"")], "{}");
    let early = shown(world, &at("approve"), Some("decider"), &[], "{}");
    let key = [("Idempotency-Key", "7f3a")];
    world.send("POST", "/api/v1/cases", Some("applicant"), &key, Some(&lawful("棋类"))).expect(201);
    let reused =
        shown(world, "POST /api/v1/cases", Some("applicant"), &key, &lawful("书画").to_string());
    let held = world.hold_log();
    let slow = [("Idempotency-Key", "9c1e")];
    let body = lawful("舞蹈");
    let under_way = std::thread::scope(|scope| {
        let (sender, answers) = std::sync::mpsc::channel();
        // Of two, one is carried out and waits for the log; the other is told so, and only then is it asked again.
        for _ in 0..2 {
            let (sender, body) = (sender.clone(), &body);
            scope.spawn(move || {
                let path = "/api/v1/cases";
                let answer = world.send("POST", path, Some("applicant"), &slow, Some(body));
                sender.send(answer.status).unwrap();
            });
        }
        assert_eq!(answers.recv().unwrap(), 409);
        let path = "POST /api/v1/cases";
        let told = shown(world, path, Some("applicant"), &slow, &body.to_string());
        drop(held);
        assert_eq!(answers.recv().unwrap(), 201);
        told
    });
    let mut few = lawful("技艺");
    few["members_persons"] = json!(0);
    few["members_units"] = json!(29);
    let few = world.open(&few);
    world.bring_to_decision(&few);
    let approve = format!("POST /api/v1/cases/{few}/approve");
    let refused = shown(world, &approve, Some("decider"), &[], "{}");
    let mut refused = refused;
    let findings = refused.body["findings"].as_array_mut().unwrap();
    findings.retain(|it| it["outcome"] == "violated" || it["outcome"] == "unknown");
    let taken = json!({"login": "agency", "display_name": "A", "kind": "system", "grants": [], "secret": "a secret that is long enough for a system"});
    let taken =
        shown(world, "POST /api/v1/accounts", Some("administrator"), &[], &taken.to_string());
    vec![
        kind(
            "act-refused",
            "The law stands against the act. `findings` has each rule with its article, the version in force, the facts and the remedy (those that are met are left out here).",
            "Do what `remedy` says; `?dry_run=true` tells beforehand.",
            refused,
        ),
        kind(
            "forbidden",
            "The account has no role for it here.",
            "Ask whoever has; `next-steps` names the roles.",
            forbidden,
        ),
        kind(
            "not-available-in-this-state",
            "The act does not belong to the present state of its subject.",
            "See `next-steps` for what can be done.",
            early,
        ),
        kind(
            "version-mismatch",
            "`If-Match` names a version that is past.",
            "Read again, look at what changed, send the new version.",
            state,
        ),
        kind(
            "conflict",
            "Somebody else's act came first, several times in a row.",
            "Read again, then decide anew.",
            of_a_fault(&RegistryError::Conflict.into()),
        ),
        kind("login-taken", "There is an account with this login.", "Choose another.", taken),
        kind(
            "idempotency-key-reused",
            "The key came before with another request.",
            "Use a new key for a new request.",
            reused,
        ),
        kind(
            "request-under-way",
            "The request under this key is still being carried out.",
            "Send it again after `Retry-After`, with the same key: it brings the answer.",
            under_way,
        ),
        kind(
            "ahead-of-the-log",
            "A position was named, to the feed or in `Min-Position`, that the log has not reached.",
            "The register may have been restored from a backup: compare, and read again from a position you trust.",
            shown(world, "GET /api/v1/changes?after=999999999", None, &[], ""),
        ),
    ]
}

fn try_again() -> Vec<Kind> {
    let limited = World::sqlite_with_quota(NonZeroU32::MIN);
    let ask = || shown(&limited, "GET /api/v1/rules/JJ-20c", None, &[], "");
    let rare = World::sqlite();
    let rows = World::synthetic_rows(1).replace("样例", "样\u{3134A}例");
    rare.import(&rows).unwrap();
    let code = &rows.lines().nth(1).unwrap()[..18];
    let print = format!("GET /api/v1/organizations/{code}/statement.pdf");
    limited.get("/api/v1/rules/JJ-20c").expect(200);
    vec![
        kind(
            "too-many-requests",
            "The client has asked more than its quota (`RateLimit-Policy`).",
            "Wait `Retry-After` seconds. For many records there are snapshots, the feed and `POST /organizations/batch`.",
            ask(),
        ),
        kind(
            "cannot-be-printed",
            "The server's font lacks a character of the name, or there is no font.",
            "Take the statement as JSON; the operator sets `font_file`.",
            shown(&rare, &print, None, &[], ""),
        ),
        kind(
            "unavailable",
            "The database is busy or away.",
            "Send it again after `Retry-After`, with the same `Idempotency-Key`.",
            of_a_fault(&RegistryError::Busy.into()),
        ),
        kind(
            "too-slow",
            "The request took longer than `request_timeout_seconds`.",
            "Send it again with the same `Idempotency-Key`: what was done is not done twice.",
            of_a_fault(&too_slow()),
        ),
        kind(
            "internal",
            "A fault of ours; it stands in the log under the request id.",
            "Quote `X-Request-Id` to the operator.",
            of_a_fault(&Problem::internal()),
        ),
    ]
}

fn page(kinds: &[Kind]) -> String {
    let mut page = String::from(
        "# Problems\n\n\
         What the API answers when it cannot do what was asked, as RFC 9457 has it; `type` is the path of the section here\n\
         (`GET /problems/act-refused`). Each example was really given, by the register of the tests; answers are in Chinese\n\
         unless `Accept-Language` prefers English. Made by a test (`tests/it/problems.rs`), which holds that none is missing.\n",
    );
    for Kind { slug, when, then, example } in kinds {
        let Example { request, status, body, chinese } = example;
        let title = body["title"].as_str().unwrap();
        let body = serde_json::to_string_pretty(body).unwrap();
        write!(page, "\n## {slug}\n\n**{status} {title}** {chinese}. {when} {then}\n\n").unwrap();
        let asked = if request.is_empty() { String::new() } else { format!("{request}\n\n") };
        write!(page, "```\n{asked}HTTP/1.1 {status}\n\n{body}\n```\n").unwrap();
    }
    page
}

/// Slugs in the source: what stands after a status in the making of a problem, and in `fn slug`.
fn slugs_in_source(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            slugs_in_source(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for making in text.split("::new(").skip(1) {
            let mut parts = making.splitn(3, ',').map(str::trim);
            let (status, slug) =
                (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            if (status.starts_with("StatusCode::") || status == "status") && slug.starts_with('"') {
                found.insert(slug.trim_matches('"').to_owned());
            }
        }
        if let Some(body) = text.split("fn slug(").nth(1) {
            let body = body.split("\n    }\n").next().unwrap();
            found.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
}

#[test]
fn every_kind_of_problem_stands_in_the_catalogue_with_an_example() {
    let world = World::sqlite();
    let mut kinds = not_in_form(&world);
    kinds.extend(not_now(&world));
    kinds.extend(who_are_you(&world));
    kinds.extend(try_again());
    kinds.sort_by_key(|kind| (kind.example.status, kind.slug));
    for Kind { slug, example, .. } in &kinds {
        assert_eq!(example.body["type"], format!("/problems/{slug}"), "{}", example.body);
    }
    let known: BTreeSet<String> = kinds.iter().map(|kind| kind.slug.to_owned()).collect();
    let mut source = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    slugs_in_source(&root.join("crates/api/src"), &mut source);
    assert_eq!(known, source);

    let (file, page) = (root.join("docs/errors.md"), page(&kinds));
    if std::env::var_os("SHUNIU_WRITE_DOCS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == page,
        "docs/errors.md is not what the API answers; write it anew as {} says and review the difference",
        file!()
    );
    // The type of a problem leads to its section.
    let section = world.get("/problems/act-refused").expect(200);
    assert!(section.text.starts_with("## act-refused\n"), "{}", section.text);
    assert!(page.contains(&section.text));
    assert_eq!(world.get("/problems").expect(200).text, page);
    world.get("/problems/none").expect(404);
}
