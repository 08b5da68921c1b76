//! A receiver of webhooks: keeps what it was sent and answers as it is told.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, Ordering},
    },
    time::Duration,
};

use serde_json::Value;

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn position(&self) -> i64 {
        self.json()["data"]["position"].as_i64().unwrap()
    }
}

pub struct Receiver {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    answer: Arc<AtomicU16>,
    /// What is about this is answered with 500, whatever else is answered.
    refused: Arc<Mutex<Option<String>>>,
    /// Nothing is answered while this holds.
    held: Arc<AtomicBool>,
}

impl Receiver {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self {
            url,
            received: Arc::default(),
            answer: Arc::new(AtomicU16::new(204)),
            refused: Arc::default(),
            held: Arc::default(),
        };
        let (received, answer) = (Arc::clone(&receiver.received), Arc::clone(&receiver.answer));
        let (refused, held) = (Arc::clone(&receiver.refused), Arc::clone(&receiver.held));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (received, answer) = (Arc::clone(&received), Arc::clone(&answer));
                let (refused, held) = (Arc::clone(&refused), Arc::clone(&held));
                std::thread::spawn(move || serve(&stream, &received, &answer, &refused, &held));
            }
        });
        receiver
    }

    /// What it was sent since it was asked last.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }

    pub fn answers(&self, status: u16) {
        self.answer.store(status, Ordering::SeqCst);
    }

    /// Lets whoever sends wait for an answer, or no longer.
    pub fn holds(&self, held: bool) {
        self.held.store(held, Ordering::SeqCst);
    }

    pub fn refuses(&self, organization: Option<&str>) {
        *self.refused.lock().unwrap() = organization.map(ToOwned::to_owned);
    }
}

/// Serves one connection until the other side closes it.
fn serve(
    stream: &TcpStream,
    received: &Mutex<Vec<Received>>,
    answer: &AtomicU16,
    refused: &Mutex<Option<String>>,
    held: &AtomicBool,
) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 {
            return;
        }
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers["content-length"].parse().unwrap();
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let body = String::from_utf8(body).unwrap();
        let about = refused.lock().unwrap().clone();
        let status = match about.is_some_and(|about| body.contains(&about)) {
            true => 500,
            false => answer.load(Ordering::SeqCst),
        };
        received.lock().unwrap().push(Received { headers, body });
        while held.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut writer = stream;
        let answer = format!("HTTP/1.1 {status} Told\r\nContent-Length: 0\r\n\r\n");
        if writer.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
