//! A client that keeps its connections open and counts answers and their times.

use std::{
    fmt,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// What was measured.
#[derive(Debug, Clone)]
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p95: Duration,
    pub p99: Duration,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
        write!(
            f,
            "{:.0}/s (p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms)",
            self.per_second,
            ms(self.p50),
            ms(self.p95),
            ms(self.p99)
        )
    }
}

/// The round with the median throughput.
pub fn median(mut rounds: Vec<Figures>) -> Figures {
    rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    rounds.swap_remove(rounds.len() / 2)
}

struct Connection {
    reader: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    fn open(base: &str) -> Self {
        let host = base.strip_prefix("http://").unwrap().to_owned();
        let stream = TcpStream::connect(&host).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { reader: BufReader::with_capacity(64 << 10, stream), host }
    }

    fn send(&mut self, method: &str, path: &str, token: Option<&str>, body: &str) -> u16 {
        let auth = token.map(|t| format!("Authorization: Bearer {t}\r\n")).unwrap_or_default();
        let content = if method == "POST" {
            format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())
        } else {
            String::new()
        };
        let host = &self.host;
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{auth}{content}\r\n{body}");
        self.reader.get_mut().write_all(request.as_bytes()).unwrap();
        self.answer()
    }

    fn answer(&mut self) -> u16 {
        let (mut status, mut length) = (0, 0);
        let mut line = String::new();
        loop {
            line.clear();
            self.reader.read_line(&mut line).unwrap();
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            if let Some(rest) = text.strip_prefix("HTTP/1.1 ") {
                status = rest[..3].parse().unwrap();
            } else if let Some((name, value)) = text.split_once(": ")
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body).unwrap();
        status
    }
}

/// Runs requests on so many connections until `next` gives none.
fn run(
    base: &str,
    connections: usize,
    next: &(dyn Fn(&mut Connection) -> Option<u16> + Sync),
) -> Figures {
    let started = Instant::now();
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| {
                    let mut connection = Connection::open(base);
                    let mut times = Vec::new();
                    loop {
                        let asked = Instant::now();
                        match next(&mut connection) {
                            None => return times,
                            Some(status) => assert!(status < 300, "status {status}"),
                        }
                        times.push(asked.elapsed());
                    }
                })
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    });
    let elapsed = started.elapsed().as_secs_f64();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Figures { per_second: times.len() as f64 / elapsed, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/// Reads for a time.
pub fn get(
    base: &str,
    token: Option<&str>,
    connections: usize,
    span: Duration,
    path: &(dyn Fn(usize) -> String + Sync),
) -> Figures {
    let (counter, until) = (AtomicUsize::new(0), Instant::now() + span);
    run(base, connections, &|connection| {
        if Instant::now() >= until {
            return None;
        }
        let i = counter.fetch_add(1, Ordering::Relaxed);
        Some(connection.send("GET", &path(i), token, ""))
    })
}

/// Writes the same for a time.
pub fn post(base: &str, connections: usize, span: Duration, path: &str) -> Figures {
    let until = Instant::now() + span;
    run(base, connections, &|connection| {
        (Instant::now() < until).then(|| connection.send("POST", path, None, "{}"))
    })
}

/// Posts to each path once.
pub fn post_all(base: &str, token: &str, connections: usize, paths: &[String]) -> Figures {
    post_bodies(base, token, connections, paths, "{}")
}

/// Posts a body to each path once.
pub fn post_bodies(
    base: &str,
    token: &str,
    connections: usize,
    paths: &[String],
    body: &str,
) -> Figures {
    let counter = AtomicUsize::new(0);
    run(base, connections, &|connection| {
        let path = paths.get(counter.fetch_add(1, Ordering::Relaxed))?;
        Some(connection.send("POST", path, Some(token), body))
    })
}
