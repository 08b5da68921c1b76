//! Project Wycheproof's published vectors (Apache 2.0; `tests/vectors/wycheproof`): the signatures that
//! our algorithm must and must not take, and tokens of every other kind, none of which is ours.
#![allow(clippy::unwrap_used)]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde_json::Value;

use super::*;

fn vectors(text: &str) -> Vec<(Value, Value)> {
    let document: Value = serde_json::from_str(text).unwrap();
    let groups = document["testGroups"].as_array().unwrap().clone();
    let each = |group: Value| {
        let tests = group["tests"].as_array().unwrap().clone();
        tests.into_iter().map(move |test| (group.clone(), test))
    };
    groups.into_iter().flat_map(each).collect()
}

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect()
}

#[test]
fn signatures_are_taken_and_refused_as_published() {
    let vectors = vectors(include_str!("../../../tests/vectors/wycheproof/ed25519_test.json"));
    assert_eq!(vectors.len(), 151);
    let mut taken = 0;
    for (group, test) in vectors {
        let key = DecodingKey::from_ed_der(&hex(&group["publicKey"]["pk"]));
        let signature = URL_SAFE_NO_PAD.encode(hex(&test["sig"]));
        let message = hex(&test["msg"]);
        let fits =
            jsonwebtoken::crypto::verify(&signature, &message, &key, Algorithm::EdDSA).unwrap();
        assert_eq!(fits, test["result"] == "valid", "{test}");
        taken += usize::from(fits);
    }
    assert!(taken > 50, "{taken}");
}

/// Valid or not elsewhere: none was signed by us, with our algorithm, as an access token.
#[test]
fn no_published_token_of_another_kind_is_ours() {
    let text = include_str!("../../../tests/vectors/wycheproof/json_web_signature_test.json");
    let vectors = vectors(text);
    assert_eq!(vectors.len(), 401);
    let ours = Tokens::new(KeyRing::in_memory().unwrap(), TokenSettings::new("us", "shuniu"));
    let mut faults = std::collections::BTreeMap::new();
    for (_, test) in vectors {
        let fault = ours.verify(test["jws"].as_str().unwrap(), 1_780_000_000).unwrap_err();
        *faults.entry(fault.to_string()).or_insert(0) += 1;
    }
    let refused = |fault: TokenFault| faults.get(&fault.to_string()).copied().unwrap_or(0);
    let (other, malformed) = (refused(TokenFault::Algorithm), refused(TokenFault::Malformed));
    assert_eq!(other + malformed, 401, "{faults:?}");
    assert!(other > 100 && malformed > 10, "{faults:?}");
}
