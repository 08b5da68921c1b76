//! Signing in and out, keys, locks.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{PASSWORD, World, each_world};

fn sign_in(world: &World, login: &str, password: &str) -> crate::support::Answer {
    let body = json!({"login": login, "password": password});
    world.send("POST", "/api/v1/session", None, &[], Some(&body))
}

fn refresh(world: &World, token: &Value) -> crate::support::Answer {
    let body = json!({"refresh_token": token});
    world.send("POST", "/api/v1/session/refresh", None, &[], Some(&body))
}

fn whoami(world: &World, token: &Value) -> u16 {
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    world.raw("GET", "/api/v1/session", &[("Authorization", &bearer)], b"").status
}

#[test]
fn a_session_lives_by_refresh_tokens_that_are_good_once() {
    each_world(|world| {
        let first = sign_in(world, "applicant", PASSWORD).expect(200);
        assert_eq!(first.headers["cache-control"], "no-store");
        let first = first.json();
        assert_eq!(whoami(world, &first["access_token"]), 200);
        world.pass(TimeDelta::minutes(20));
        assert_eq!(whoami(world, &first["access_token"]), 401, "it lives for minutes");
        let second = refresh(world, &first["refresh_token"]).expect(200).json();
        assert_eq!(whoami(world, &second["access_token"]), 200);
        refresh(world, &first["refresh_token"]).expect(401);
        refresh(world, &second["refresh_token"]).expect(401);
    });
}

/// Many clients send their token along with everything: the old one does not stand in the way of the next.
#[test]
fn an_access_token_that_is_over_does_not_hinder_refreshing_or_signing_out() {
    each_world(|world| {
        let first = sign_in(world, "applicant", PASSWORD).expect(200).json();
        world.pass(TimeDelta::minutes(20));
        let old = format!("Bearer {}", first["access_token"].as_str().unwrap());
        let send = |path: &str, token: &Value| {
            let body = json!({"refresh_token": token});
            world.send("POST", path, None, &[("Authorization", &old)], Some(&body))
        };
        let next = send("/api/v1/session/refresh", &first["refresh_token"]).expect(200);
        assert!(next.headers["ratelimit"].starts_with("\"client\";r="));
        send("/api/v1/session/sign-out", &next.json()["refresh_token"]).expect(204);
    });
}

#[test]
fn signing_out_ends_the_session() {
    each_world(|world| {
        let session = sign_in(world, "applicant", PASSWORD).expect(200).json();
        let body = json!({"refresh_token": session["refresh_token"]});
        world.send("POST", "/api/v1/session/sign-out", None, &[], Some(&body)).expect(204);
        refresh(world, &session["refresh_token"]).expect(401);
    });
}

#[test]
fn wrong_passwords_lock_the_account_and_say_for_how_long() {
    each_world(|world| {
        let unknown = sign_in(world, "nobody", "wrong wrong wrong").expect(401).json();
        for _ in 0..5 {
            let wrong = sign_in(world, "applicant", "wrong wrong wrong").expect(401).json();
            assert_eq!(wrong["detail"], unknown["detail"], "which of the two is not told");
        }
        let locked = sign_in(world, "applicant", PASSWORD).expect(429);
        assert!(locked.headers["retry-after"].parse::<u64>().unwrap() > 800);
        world.pass(TimeDelta::minutes(16));
        sign_in(world, "applicant", PASSWORD).expect(200);
    });
}

#[test]
fn an_account_is_made_shut_and_kept_out() {
    each_world(|world| {
        let new = json!({"login": "clerk.one", "display_name": "示例", "kind": "staff",
            "secret": "another long test phrase",
            "grants": [{"role": "reception", "unit": "registrar-110105"}]});
        let made = world.post_as("administrator", "/api/v1/accounts", &new).expect(201).json();
        world.post_as("administrator", "/api/v1/accounts", &new).expect(409);
        world.post_as("reception", "/api/v1/accounts", &new).expect(403);
        let mut nowhere = new.clone();
        nowhere["login"] = json!("clerk.two");
        nowhere["grants"] = json!([{"role": "reception"}]);
        let refused = world.post_as("administrator", "/api/v1/accounts", &nowhere).expect(400);
        assert_eq!(refused.json()["errors"][0]["pointer"], "/grants/0/unit");
        let session = sign_in(world, "clerk.one", "another long test phrase").expect(200).json();
        assert_eq!(whoami(world, &session["access_token"]), 200);
        let path = format!("/api/v1/accounts/{}/disable", made["id"].as_str().unwrap());
        world.post_as("administrator", &path, &json!({})).expect(204);
        assert_eq!(whoami(world, &session["access_token"]), 401);
        sign_in(world, "clerk.one", "another long test phrase").expect(401);
        refresh(world, &session["refresh_token"]).expect(401);
        let list = world.get_as("administrator", "/api/v1/accounts").expect(200);
        assert!(!list.text.contains("argon2"), "no secret leaves");
    });
}

#[test]
fn a_system_signs_in_by_its_credentials() {
    each_world(|world| {
        let new = json!({"login": "tax-office", "display_name": "示例税务系统", "kind": "system",
            "secret": "k3jd9f7sLq0Zx8cVb5nM2pRt6yUi4oWe", "grants": [{"role": "agency"}]});
        world.post_as("administrator", "/api/v1/accounts", &new).expect(201);
        let body = json!({"grant_type": "client_credentials", "client_id": "tax-office",
            "client_secret": "k3jd9f7sLq0Zx8cVb5nM2pRt6yUi4oWe"});
        let answer = world.send("POST", "/api/v1/token", None, &[], Some(&body)).expect(200).json();
        assert_eq!(answer.get("refresh_token"), None);
        assert_eq!(whoami(world, &answer["access_token"]), 200);
        let wrong = json!({"grant_type": "password", "client_id": "x", "client_secret": "x"});
        world.send("POST", "/api/v1/token", None, &[], Some(&wrong)).expect(400);
    });
}

#[test]
fn a_bad_token_is_refused_even_where_none_is_needed() {
    each_world(|world| {
        for bad in ["Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer"] {
            let answer = world.raw("GET", "/api/v1/organizations", &[("Authorization", bad)], b"");
            assert_eq!(answer.status, 401, "{bad}");
            assert!(answer.headers["www-authenticate"].contains("invalid"), "{answer:?}");
        }
    });
}
