//! Tokens that must pass, and the many that must not.
#![allow(clippy::unwrap_used)]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};

use super::*;
use crate::auth::create_key;

const NOW: i64 = 1_780_000_000;

fn settings() -> TokenSettings {
    TokenSettings::new("https://register.example", "shuniu")
}

fn tokens() -> Tokens {
    Tokens::new(KeyRing::in_memory().unwrap(), settings())
}

fn issue(tokens: &Tokens) -> String {
    tokens.issue("a-1", AccountKind::Staff, "j-1", NOW).unwrap().token
}

fn header() -> Value {
    json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": "in-memory" })
}

fn claims() -> Value {
    json!({
        "iss": "https://register.example", "aud": "shuniu", "sub": "a-1", "iat": NOW, "nbf": NOW,
        "exp": NOW + 900, "jti": "j", "kind": "staff",
    })
}

/// Signs any header and claims, also such as the library would not.
fn forge(header: &Value, claims: &str, key: &EncodingKey, algorithm: Algorithm) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let message = format!("{}.{}", part(&header.to_string()), part(claims));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// Signs with the key of the ring.
fn signed(tokens: &Tokens, header: &Value, claims: &Value) -> String {
    forge(header, &claims.to_string(), &tokens.keys.signing().encoding, Algorithm::EdDSA)
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().unwrap().remove(name);
    object
}

#[test]
fn a_token_is_good_for_a_quarter_of_an_hour() {
    let tokens = tokens();
    let issued = tokens.issue("a-1", AccountKind::System, "j-1", NOW).unwrap();
    assert_eq!(issued.expires_in, 900);
    let verified = Verified { account: "a-1".into(), until: NOW + 905 };
    for at in [NOW, NOW - 5, NOW + 904] {
        assert_eq!(tokens.verify_anew(&issued.token, at), Ok(verified.clone()));
    }
    assert_eq!(tokens.verify_anew(&issued.token, NOW - 6), Err(TokenFault::NotYetValid));
    assert_eq!(tokens.verify_anew(&issued.token, NOW + 905), Err(TokenFault::Expired));

    let (_, rest) = issued.token.split_once('.').unwrap();
    let payload = URL_SAFE_NO_PAD.decode(rest.split_once('.').unwrap().0).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(payload["kind"], "system");
    assert!(payload.get("grants").is_none());
}

#[test]
fn a_remembered_token_ends_in_time() {
    let tokens = tokens();
    let token = issue(&tokens);
    assert!(tokens.verify(&token, NOW).is_ok());
    assert!(tokens.recall(&fingerprint(&token), NOW + 904).is_some());
    assert!(tokens.recall(&fingerprint(&token), NOW + 905).is_none());
    assert_eq!(tokens.verify(&token, NOW + 905), Err(TokenFault::Expired));
    assert!(tokens.verify(&format!("{token}x"), NOW).is_err(), "it is the whole that is known");
}

#[test]
fn the_memory_is_bounded_and_forgets_the_oldest() {
    let mut memory = Memory::default();
    let name = |n: u8| [n; 32];
    let verified = |until| Verified { account: "a".into(), until };
    for n in 0..10 {
        memory.keep(name(n), verified(100), 4, 0);
        memory.keep(name(n), verified(100), 4, 0);
    }
    assert!(memory.len() <= 4 && memory.tokens.contains_key(&name(9)));
    assert!(!memory.tokens.contains_key(&name(0)));
    memory.keep(name(20), verified(200), 4, 150);
    assert_eq!(memory.len(), 1, "what is over goes first");
    memory.keep(name(21), verified(200), 0, 150);
    assert_eq!(memory.len(), 0, "a memory of none");
}

#[test]
fn a_forged_good_token_is_good() {
    // Holds the test's own forgery to account: the faults below are not of its making.
    let tokens = tokens();
    assert!(tokens.verify(&signed(&tokens, &header(), &claims()), NOW).is_ok());
}

#[test]
fn headers_that_must_not_pass() {
    let tokens = tokens();
    for (header, expected) in [
        (with(header(), "alg", json!("none")), TokenFault::Malformed),
        (with(header(), "alg", json!("None")), TokenFault::Malformed),
        (with(header(), "alg", json!("ES256")), TokenFault::Algorithm),
        (with(header(), "alg", json!(["EdDSA"])), TokenFault::Malformed),
        (without(header(), "alg"), TokenFault::Malformed),
        (with(header(), "kid", json!("another")), TokenFault::UnknownKey),
        (with(header(), "kid", json!("../in-memory")), TokenFault::UnknownKey),
        (without(header(), "kid"), TokenFault::UnknownKey),
        (with(header(), "typ", json!("JWT")), TokenFault::Malformed),
        (without(header(), "typ"), TokenFault::Malformed),
        (with(header(), "crit", json!(["exp"])), TokenFault::Malformed),
        (with(header(), "crit", json!([])), TokenFault::Malformed),
    ] {
        let token = signed(&tokens, &header, &claims());
        assert_eq!(tokens.verify(&token, NOW), Err(expected), "{header}");
    }
}

#[test]
fn a_key_that_a_token_brings_along_is_not_used() {
    let (tokens, thief) = (tokens(), tokens());
    let mut jwk = thief.keys.jwks()["keys"][0].clone();
    jwk["kid"] = json!("in-memory");
    let header = with(header(), "jwk", jwk);
    let header = with(header, "jku", json!("https://thief.example/jwks"));
    let token = signed(&thief, &header, &claims());
    assert!(thief.verify(&token, NOW).is_ok());
    assert_eq!(tokens.verify(&token, NOW), Err(TokenFault::Signature));
}

#[test]
fn claims_that_must_not_pass() {
    let tokens = tokens();
    let set = |name, value| with(claims(), name, value);
    for (claims, expected) in [
        (without(claims(), "aud"), TokenFault::Claims),
        (without(claims(), "iss"), TokenFault::Claims),
        (without(claims(), "sub"), TokenFault::Claims),
        (without(claims(), "exp"), TokenFault::Claims),
        (without(claims(), "nbf"), TokenFault::Claims),
        (without(claims(), "iat"), TokenFault::Claims),
        (set("aud", json!("elsewhere")), TokenFault::Audience),
        (set("aud", json!(["shuniu"])), TokenFault::Claims),
        (set("aud", json!(null)), TokenFault::Claims),
        (set("iss", json!("https://register.example.evil")), TokenFault::Issuer),
        (set("iss", json!(["https://register.example"])), TokenFault::Claims),
        (set("sub", json!(1)), TokenFault::Claims),
        (set("exp", json!("9999999999")), TokenFault::Claims),
        (set("exp", json!(1e300)), TokenFault::Claims),
        (set("exp", json!(-1)), TokenFault::Claims),
        (set("exp", json!(NOW - 5)), TokenFault::Expired),
        (set("exp", json!(0)), TokenFault::Expired),
        (set("nbf", json!(NOW + 6)), TokenFault::NotYetValid),
        (set("iat", json!(NOW + 6)), TokenFault::NotYetValid),
    ] {
        let token = signed(&tokens, &header(), &claims);
        assert_eq!(tokens.verify(&token, NOW), Err(expected), "{claims}");
    }
    let key = &tokens.keys.signing().encoding;
    let twice = claims().to_string().replacen('{', r#"{"sub":"a-2","#, 1);
    for claims in ["", "[]", "null", "{", twice.as_str()] {
        let token = forge(&header(), claims, key, Algorithm::EdDSA);
        assert_eq!(tokens.verify(&token, NOW), Err(TokenFault::Claims), "{claims}");
    }
}

#[test]
fn the_public_key_is_no_shared_secret() {
    let tokens = tokens();
    let jwks = tokens.keys.jwks();
    let x = jwks["keys"][0]["x"].as_str().unwrap();
    for secret in [URL_SAFE_NO_PAD.decode(x).unwrap(), x.as_bytes().to_vec(), Vec::new()] {
        let key = EncodingKey::from_secret(&secret);
        let header = with(header(), "alg", json!("HS256"));
        let token = forge(&header, &claims().to_string(), &key, Algorithm::HS256);
        assert_eq!(tokens.verify(&token, NOW), Err(TokenFault::Algorithm));
    }
}

#[test]
fn what_was_changed_after_signing_is_refused() {
    let tokens = tokens();
    let token = issue(&tokens);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (head, body) = message.split_once('.').unwrap();
    let other = tokens.issue("a-2", AccountKind::Staff, "j", NOW).unwrap().token;
    let theirs = other.rsplit('.').next().unwrap();
    for bad in [
        String::new(),
        ".".into(),
        "..".into(),
        "Bearer".into(),
        format!("{head}.{body}"),
        format!("{head}.{body}."),
        format!("{head}.{body}.{theirs}"),
        format!("{head}..{signature}"),
        format!(".{body}.{signature}"),
        format!("{head}.{body}.{signature}."),
        format!("{head}.{body}.{signature}="),
        format!("{head}.{body}.{signature} "),
        format!(" {token}"),
        format!("{token}.{signature}"),
        format!("{head}.{body}.{}", &signature[..signature.len() - 1]),
        format!("{head}.{body}.{}", "A".repeat(86)),
        "a".repeat(LONGEST + 1),
    ] {
        assert!(tokens.verify(&bad, NOW).is_err(), "{bad}");
    }
    // One bit at each place: nothing of a token is free to change.
    for place in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[place] ^= 1;
        let bent = String::from_utf8(bytes).unwrap();
        assert!(tokens.verify(&bent, NOW).is_err(), "{place}");
    }
    assert_eq!(tokens.memory.read().unwrap().len(), 0, "nothing of this was remembered");
}

#[test]
fn a_key_that_was_replaced_still_verifies_until_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Tokens::new(KeyRing::load(folder.path()).unwrap(), settings());
    let first = create_key(folder.path(), "2026-01").unwrap();
    let token = issue(&open());
    create_key(folder.path(), "2026-02").unwrap();
    let both = open();
    assert!(both.verify(&token, NOW).is_ok());
    let kid = decode_header(issue(&both)).unwrap().kid;
    assert_eq!(kid.as_deref(), Some("2026-02"));
    std::fs::remove_file(first).unwrap();
    assert_eq!(open().verify(&token, NOW), Err(TokenFault::UnknownKey));
}
