//! The published vectors of Standard Webhooks (MIT), for those who receive.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use chrono::DateTime;
use serde_json::Value;
use shuniu_client::webhook::{Headers, NotGenuine, verify};

#[test]
fn every_published_message_is_believed_or_not_as_published() {
    let document: Value =
        serde_json::from_str(include_str!("vectors/standard_webhooks.json")).unwrap();
    let cases = document["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 19);
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let timestamp = case["timestamp"].to_string();
        let headers =
            Headers { id: text("msg_id"), timestamp: &timestamp, signature: text("signature") };
        let now = DateTime::from_timestamp(case["now"].as_i64().unwrap(), 0).unwrap();
        let expected = match text("expect") {
            "valid" => Ok(()),
            "too_old" => Err(NotGenuine::TooOld),
            "too_new" => Err(NotGenuine::TooNew),
            "no_match" => Err(NotGenuine::Signature),
            other => panic!("{other}"),
        };
        assert_eq!(
            verify(text("secret"), headers, text("payload").as_bytes(), now),
            expected,
            "{case}"
        );
    }
}

#[test]
fn what_is_not_in_form_is_told() {
    let now = DateTime::from_timestamp(1_614_265_330, 0).unwrap();
    let whole = Headers { id: "m", timestamp: "1614265330", signature: "v1,AAAA" };
    let ask = |secret, headers| verify(secret, headers, b"", now).unwrap_err();
    for none in ["whsec_ü", "whsec_", "", "whsec_AAAA"] {
        assert_eq!(ask(none, whole), NotGenuine::Secret, "{none}");
    }
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert_eq!(ask(secret, Headers { timestamp: "yesterday", ..whole }), NotGenuine::Headers);
    assert_eq!(ask(secret, Headers { signature: "", ..whole }), NotGenuine::Headers);
    assert_eq!(ask(secret, Headers { id: "", ..whole }), NotGenuine::Headers);
}
