//! Sending a request, and again when the register says so: asked too much, busy, the same request still under way, a token
//! that is over. Reading may always be sent again; an act only under its key, which it always has.

use std::{thread, time::Duration};

use secrecy::SecretString;
use serde::{Serialize, de::DeserializeOwned};
use ureq::{
    Agent, Body,
    http::{Response, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};

use crate::{
    error::{ClientError, Problem},
    session::Session,
};

/// How a client behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Longest that one answer may take. The feed waits up to 30 seconds for a change.
    pub patience: Duration,
    /// How often a request is sent at most, the first time included.
    pub attempts: u32,
    /// Longest wait between two, where the register does not say or says longer.
    pub longest_wait: Duration,
    /// Language of titles and details: `zh` or `en`.
    pub language: String,
}

impl Default for Settings {
    /// 60 seconds, 5 attempts, 60 seconds between two, Chinese.
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(60),
            attempts: 5,
            longest_wait: Duration::from_secs(60),
            language: "zh".to_owned(),
        }
    }
}

/// A client of one register. Many threads may share it.
pub struct Client {
    address: String,
    agent: Agent,
    settings: Settings,
    session: Option<Session>,
}

/// One request.
pub(crate) struct Request<'a> {
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, String)],
    pub(crate) body: Option<Vec<u8>>,
}

impl<'a> Request<'a> {
    pub(crate) fn get(path: &'a str) -> Self {
        Self { method: "GET", path, headers: &[], body: None }
    }
}

impl Client {
    /// A client that shows no token: what is public is for everybody. `address` is that of the register, such as
    /// `https://register.example`.
    #[must_use]
    pub fn new(address: &str, settings: Settings) -> Self {
        // Which one is picked by itself depends on the features that other crates turn on. The first call decides.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let trusted = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .timeout_global(Some(settings.patience))
            .tls_config(trusted)
            .http_status_as_error(false)
            .build();
        let address = format!("{}/api/v1", address.trim_end_matches('/'));
        Self { address, agent: Agent::new_with_config(config), settings, session: None }
    }

    /// The client as a system with an account: its id and its secret, from the register's administrator.
    #[must_use]
    pub fn signed_in(mut self, id: &str, secret: SecretString) -> Self {
        self.session = Some(Session::new(id.to_owned(), secret));
        self
    }

    /// Reads any path under `/api/v1` as JSON: for what has no function of its own here.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        let answer = self.send(&Request::get(path))?;
        self.json(path, answer)
    }

    /// Posts a question (not an act) under `/api/v1`, such as a batch.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn question<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let body = Some(self.written(path, body)?);
        let answer = self.send(&Request { method: "POST", path, headers: &[], body })?;
        self.json(path, answer)
    }

    /// The token itself is fetched without one.
    pub(crate) fn without_token<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let body = Some(self.written(path, body)?);
        let answer = self.once(&Request { method: "POST", path, headers: &[], body }, None)?;
        let answer = self.good(path, answer)?;
        self.json(path, answer)
    }

    pub(crate) fn send(&self, request: &Request<'_>) -> Result<Response<Body>, ClientError> {
        let mut attempt = 1;
        loop {
            let bearer = self.session.as_ref().map(|it| it.bearer(self)).transpose()?;
            let last = attempt >= self.settings.attempts;
            let wait = match self.once(request, bearer) {
                Ok(answer) => {
                    let asked_to_wait = retry_after(&answer);
                    let refused = match self.good(request.path, answer) {
                        Err(ClientError::Refused(problem)) if !last => problem,
                        other => return other,
                    };
                    match refused.slug() {
                        "token-expired" | "token-invalid" => {
                            self.session.iter().for_each(Session::forget);
                            Duration::ZERO
                        }
                        "too-many-requests" | "unavailable" | "too-slow" | "request-under-way" => {
                            asked_to_wait.unwrap_or_else(|| self.doubled(attempt))
                        }
                        _ => return Err(ClientError::Refused(refused)),
                    }
                }
                Err(unreached) if last => return Err(unreached),
                Err(_) => self.doubled(attempt),
            };
            thread::sleep(wait.min(self.settings.longest_wait));
            attempt += 1;
        }
    }

    /// A second, two, four … where the register does not say.
    fn doubled(&self, attempt: u32) -> Duration {
        let doubled = Duration::from_secs(1).saturating_mul(1 << (attempt - 1).min(10));
        doubled.min(self.settings.longest_wait)
    }

    fn once(
        &self,
        request: &Request<'_>,
        bearer: Option<String>,
    ) -> Result<Response<Body>, ClientError> {
        let url = self.url(request.path);
        let mut builder = ureq::http::Request::builder()
            .method(request.method)
            .uri(&url)
            .header(header::ACCEPT_LANGUAGE, &self.settings.language);
        for (name, value) in request.headers {
            builder = builder.header(*name, value);
        }
        if let Some(bearer) = bearer {
            builder = builder.header(header::AUTHORIZATION, bearer);
        }
        let unreached = |cause: ureq::Error| ClientError::Unreached { url, cause: Box::new(cause) };
        let sent = match &request.body {
            Some(body) => builder
                .header(header::CONTENT_TYPE, "application/json")
                .body(body.as_slice())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
            None => builder
                .body(())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
        };
        sent.map_err(unreached)
    }

    /// The answer, where it is no problem.
    fn good(&self, path: &str, mut answer: Response<Body>) -> Result<Response<Body>, ClientError> {
        if answer.status().is_success() || answer.status() == StatusCode::NOT_MODIFIED {
            return Ok(answer);
        }
        let problem: Result<Problem, _> = answer.body_mut().read_json();
        Err(match problem {
            Ok(problem) => ClientError::Refused(Box::new(problem)),
            // A proxy before the register speaks in a way of its own.
            Err(_) => self.not_understood(path, format!("status {}", answer.status())),
        })
    }

    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        path: &str,
        mut answer: Response<Body>,
    ) -> Result<T, ClientError> {
        let read = answer.body_mut().with_config().limit(u64::MAX).read_json();
        read.map_err(|error| self.not_understood(path, error.to_string()))
    }

    pub(crate) fn written(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<Vec<u8>, ClientError> {
        serde_json::to_vec(body).map_err(|error| self.not_understood(path, error.to_string()))
    }

    pub(crate) fn not_understood(&self, path: &str, what: String) -> ClientError {
        ClientError::NotUnderstood { url: self.url(path), what }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

fn retry_after(answer: &Response<Body>) -> Option<Duration> {
    let value = answer.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    value.parse().ok().map(Duration::from_secs)
}

/// A text as part of a path or a query.
pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
