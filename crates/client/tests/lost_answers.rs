//! What the client does when an answer is lost or somebody before the register answers for it: against a server that
//! misbehaves as it is told.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread::JoinHandle,
    time::Duration,
};

use serde_json::{Value, json};
use shuniu_client::{Act, Client, ClientError, Settings, SnapshotFile};

/// An answer of HTTP with this status, head and body.
fn answer(status: &str, head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{head}\r\n{body}",
        body.len()
    )
}

/// Whole, and cut off in its body.
fn whole(body: &Value) -> String {
    answer("200 OK", "Content-Type: application/json\r\n", &body.to_string())
}

fn cut_off(body: &Value) -> String {
    let whole = whole(body);
    whole[..whole.len() - 5].to_owned()
}

/// Gives these answers, one to each request; gives back the requests.
fn server(answers: Vec<String>) -> (Client, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Settings { longest_wait: Duration::from_millis(10), ..Settings::default() };
    let client = Client::new(&format!("http://{}", listener.local_addr().unwrap()), settings);
    let requests =
        std::thread::spawn(move || answers.iter().map(|it| serve(&listener, it)).collect());
    (client, requests)
}

fn serve(listener: &TcpListener, answer: &str) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let (mut head, mut length) = (String::new(), 0);
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while !head.ends_with("\r\n\r\n") {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head += &line;
    }
    reader.read_exact(&mut vec![0; length]).unwrap();
    stream.write_all(answer.as_bytes()).unwrap();
    head.to_ascii_lowercase()
}

fn done() -> Value {
    let subject = json!({"kind": "case", "id": "c", "version": 1});
    json!({"on": "2026-05-04", "dry_run": false, "position": 7, "subject": subject, "findings": []})
}

fn key(head: &str) -> Option<&str> {
    head.lines().find(|line| line.starts_with("idempotency-key:"))
}

#[test]
fn an_act_whose_answer_was_lost_is_sent_again_under_its_key() {
    let busy = answer("502 Bad Gateway", "Retry-After: 0\r\n", "<html>away</html>");
    let (client, requests) = server(vec![cut_off(&done()), busy, whole(&done())]);
    assert_eq!(client.act("/cases", &json!({}), &Act::default()).unwrap().position, 7);
    let requests = requests.join().unwrap();
    assert!(key(&requests[0]).is_some());
    assert!(requests.iter().all(|it| key(it) == key(&requests[0])), "{requests:?}");
}

#[test]
fn what_has_no_key_is_not_sent_again_once_it_may_have_arrived() {
    for lost in [cut_off(&json!({})), answer("502 Bad Gateway", "", "<html>away</html>")] {
        let (client, requests) = server(vec![lost]);
        let error = client.post::<Value>("/webhooks", &json!({})).unwrap_err();
        assert!(
            matches!(error, ClientError::Unreached { .. } | ClientError::Busy { .. }),
            "{error}"
        );
        assert_eq!(requests.join().unwrap().len(), 1);
    }
    // What was refused for being too much was not done.
    let problem = r#"{"type":"/problems/too-many-requests","title":"x","status":429}"#;
    let refused = answer("429 Too Many Requests", "Retry-After: 0\r\n", problem);
    let (client, requests) = server(vec![refused, whole(&json!({}))]);
    client.post::<Value>("/webhooks", &json!({})).unwrap();
    assert_eq!(requests.join().unwrap().len(), 2);
}

#[test]
fn a_download_that_was_cut_off_goes_on() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\n01234";
    let rest = answer("206 Partial Content", "", "56789");
    let (client, requests) = server(vec![cut.to_owned(), rest]);
    let sha256 = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882".to_owned();
    let file = SnapshotFile { name: "x".to_owned(), bytes: 10, sha256 };
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("x");
    client.download(&file, &to).unwrap();
    assert_eq!(std::fs::read(to).unwrap(), b"0123456789");
    let requests = requests.join().unwrap();
    assert!(!requests[0].contains("range:") && requests[1].contains("range: bytes=5-"));
}
