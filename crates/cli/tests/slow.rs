//! Clients that are slow or rude: they hold connections open, stall in the middle of a request, never read what they are
//! answered, or send what is no request. Others are answered meanwhile, and nothing of the slow ones stays.
//!
//! `SHUNIU_SLOW_CLIENTS` says how many hold a connection (default 500; for 10,000 the shell's and the server's `ulimit -n` must
//! allow them).
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod support;

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Child,
    time::{Duration, Instant},
};

use support::acting::{Register, draft};

/// Ended with the test, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn served(house: &Register<'_>) -> Server {
    let mut serve = house.command(&["serve"]);
    serve.env("SHUNIU_REQUEST_TIMEOUT_SECONDS", "2");
    Server(house.started(serve))
}

fn within_a_register(test: impl FnOnce(&Register<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("register.db").display());
    test(&Register::found(&url, folder.path()));
}

fn connected(house: &Register<'_>, begun: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(house.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(begun).unwrap();
    stream
}

/// What the server says before it hangs up.
fn answered(mut stream: TcpStream) -> String {
    let mut told = Vec::new();
    // A connection that is reset has said all that it will.
    stream.read_to_end(&mut told).ok();
    String::from_utf8_lossy(&told).into_owned()
}

#[test]
fn connections_that_are_held_open_keep_nobody_out() {
    let many = std::env::var("SHUNIU_SLOW_CLIENTS").ok().and_then(|n| n.parse().ok());
    within_a_register(|house| {
        let server = served(house);
        let token = house.token();
        let begun: [&[u8]; 3] = [b"", b"GET /livez HTTP/1.1\r\nHost: a", b"\x16\x03\x01"];
        let held: Vec<TcpStream> =
            (0..many.unwrap_or(500)).map(|i| connected(house, begun[i % 3])).collect();
        for key in 0..20 {
            let told = house.post("/api/v1/cases", &token, &format!("k-{key}"), &draft()).unwrap();
            assert_eq!(told.0, 201, "{}", told.1);
        }
        // Each is hung up on, those that began a request with an answer.
        for (i, stream) in held.into_iter().enumerate() {
            let told = answered(stream);
            let expected = ["", "HTTP/1.1 408 ", "HTTP/1.1 400 "][i % 3];
            assert!(told.starts_with(expected), "{i}: {told}");
        }
        assert_eq!(house.get("/readyz"), Some(200));
        drop(server);
        house.verified(20);
    });
}

#[test]
fn a_body_that_does_not_come_is_told_so_and_nothing_happens() {
    within_a_register(|house| {
        let server = served(house);
        let token = house.token();
        let head = format!(
            "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"kind\":"
        );
        let started = Instant::now();
        let stalled: Vec<TcpStream> = (0..50).map(|_| connected(house, head.as_bytes())).collect();
        assert_eq!(house.get("/readyz"), Some(200));
        for mut stream in stalled {
            let mut told = vec![0; 2_000];
            let length = stream.read(&mut told).unwrap();
            let told = String::from_utf8_lossy(&told[..length]).into_owned();
            assert!(told.starts_with("HTTP/1.1 503 ") && told.contains("/problems/"), "{told}");
        }
        assert!(started.elapsed() >= Duration::from_secs(2), "it was waited for");
        drop(server);
        house.verified(0);
    });
}

#[test]
fn who_never_reads_holds_up_nobody() {
    within_a_register(|house| {
        let _server = served(house);
        let asked = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200);
        // More than any buffer on the way takes: each of these answers has some hundred kilobytes.
        let deaf: Vec<TcpStream> = (0..50).map(|_| connected(house, &asked)).collect();
        for _ in 0..20 {
            assert_eq!(house.get("/openapi.json"), Some(200));
        }
        drop(deaf);
    });
}

#[test]
fn what_is_no_request_or_too_long_is_refused_by_its_name() {
    within_a_register(|house| {
        let _server = served(house);
        let token = house.token();
        let post = |more: &str| {
            format!(
                "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\
                 Content-Type: application/json\r\nConnection: close\r\n{more}"
            )
        };
        let long_header =
            format!("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n", "x".repeat(400_000));
        for (sent, status) in [
            (post("Content-Length: 99999999999\r\n\r\n{"), "413"),
            (post("Content-Length: -1\r\n\r\n{}"), "400"),
            (post("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"), "400"),
            (post("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}"), "400"),
            (post("Content-Length: 2\r\n\r\n{]"), "400"),
            ("GET / HTTP/9.9\r\n\r\n".to_owned(), "400"),
            ("\0\0\0\0\r\n\r\n".to_owned(), "400"),
            (long_header, "4"),
        ] {
            let told = answered(connected(house, sent.as_bytes()));
            let shown: String = sent.chars().take(250).collect();
            assert!(told.starts_with(&format!("HTTP/1.1 {status}")), "{shown}: {told}");
        }
        assert_eq!(house.get("/readyz"), Some(200));
    });
}
