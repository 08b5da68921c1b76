//! Sending a request, and again when the register says so: asked too much, busy, the same request still under way, a token
//! that is over; or when the answer was lost. What only reads may always be sent again, an act under its key; the rest is not
//! sent again once it may have arrived.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    thread,
    time::Duration,
};

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

/// A client of one register. Many threads may share it. What it has done with [`Client::act`] it reads, whichever server answers;
/// where a restore has taken that away it is told so (`ahead-of-the-log`) until a new one is made.
pub struct Client {
    address: String,
    agent: Agent,
    settings: Settings,
    session: Option<Session>,
    /// Position of the newest act of this client: no answer is of before it.
    acted: AtomicI64,
}

/// One request.
pub(crate) struct Request<'a> {
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    pub(crate) headers: &'a [(&'a str, String)],
    pub(crate) body: Option<Vec<u8>>,
    /// Whether it may be sent again though it may have arrived.
    pub(crate) repeatable: bool,
}

impl<'a> Request<'a> {
    pub(crate) fn get(path: &'a str) -> Self {
        Self { method: "GET", path, headers: &[], body: None, repeatable: true }
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
            .timeout_connect(Some(settings.patience))
            .timeout_recv_response(Some(settings.patience))
            .timeout_recv_body(Some(settings.patience))
            .tls_config(trusted)
            .http_status_as_error(false)
            .build();
        let address = format!("{}/api/v1", address.trim_end_matches('/'));
        let agent = Agent::new_with_config(config);
        Self { address, agent, settings, session: None, acted: AtomicI64::new(0) }
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
        self.json(path, &self.send(&Request::get(path))?)
    }

    /// Posts what is neither an act nor needs a key, such as a watch list or a webhook. It is not sent again once it may have
    /// arrived: then look whether it was made.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        self.posted(path, body, false)
    }

    /// Posts a question, which may always be asked again.
    pub(crate) fn question<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        self.posted(path, body, true)
    }

    fn posted<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        repeatable: bool,
    ) -> Result<T, ClientError> {
        let body = Some(self.written(path, body)?);
        let request = Request { method: "POST", path, headers: &[], body, repeatable };
        self.json(path, &self.send(&request)?)
    }

    /// The token itself is fetched without one. Who asks for it asks again.
    pub(crate) fn without_token<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let body = Some(self.written(path, body)?);
        let request = Request { method: "POST", path, headers: &[], body, repeatable: true };
        let answer = self.good(path, self.once(&request, None)?)?;
        self.json(path, &self.read(path, answer)?)
    }

    /// An act of this client stands at a position.
    pub(crate) fn has_acted(&self, position: i64) {
        self.acted.fetch_max(position, Ordering::Relaxed);
    }

    /// Sends a request and reads its answer, again where that may be.
    pub(crate) fn send(&self, request: &Request<'_>) -> Result<Vec<u8>, ClientError> {
        self.again(request, |answer| self.read(request.path, answer))
    }

    /// Sends a request, again where that may be, until `taken` has taken its answer.
    pub(crate) fn again<T>(
        &self,
        request: &Request<'_>,
        mut taken: impl FnMut(Response<Body>) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        let mut attempt = 1;
        loop {
            let bearer = self.session.as_ref().map(|it| it.bearer(self)).transpose();
            let tried = bearer.and_then(|bearer| {
                let answer = self.once(request, bearer.as_deref())?;
                self.good(request.path, answer).inspect_err(|error| self.drop_token(error, bearer))
            });
            let error = match tried.and_then(&mut taken) {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let Some(wait) = self.wait(&error, request.repeatable, attempt) else {
                return Err(error);
            };
            if attempt >= self.settings.attempts {
                return Err(error);
            }
            thread::sleep(wait.min(self.settings.longest_wait));
            attempt += 1;
        }
    }

    /// A token that was refused is not used again.
    fn drop_token(&self, error: &ClientError, bearer: Option<String>) {
        let refused = error.problem().is_some_and(|it| it.slug().starts_with("token-"));
        if let (true, Some(session), Some(bearer)) = (refused, &self.session, bearer) {
            session.forget(&bearer);
        }
    }

    /// How long to wait before the request is sent again; none where it must not be, or would be refused again.
    fn wait(&self, error: &ClientError, repeatable: bool, attempt: u32) -> Option<Duration> {
        let patient = || Some(self.doubled(attempt));
        match error {
            // It may have arrived, all the same.
            ClientError::Unreached { .. } | ClientError::Busy { .. } if !repeatable => None,
            ClientError::Unreached { cause, .. } => match cause.as_ref() {
                ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::Tls(_) => None,
                _ => patient(),
            },
            ClientError::Busy { retry_after, .. } => retry_after.or_else(patient),
            ClientError::Refused(problem) => match problem.slug() {
                "token-expired" | "token-invalid" => self.session.as_ref().map(|_| Duration::ZERO),
                "unavailable" | "too-slow" if !repeatable => None,
                "too-many-requests" | "unavailable" | "too-slow" | "request-under-way" => {
                    problem.retry_after.or_else(patient)
                }
                _ => None,
            },
            _ => None,
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
        bearer: Option<&str>,
    ) -> Result<Response<Body>, ClientError> {
        let url = self.url(request.path);
        let mut builder = ureq::http::Request::builder()
            .method(request.method)
            .uri(&url)
            .header(header::ACCEPT_LANGUAGE, &self.settings.language);
        let acted = self.acted.load(Ordering::Relaxed);
        if acted > 0 {
            builder = builder.header("Min-Position", acted);
        }
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
        let status = answer.status();
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            return Ok(answer);
        }
        let retry_after = retry_after(&answer);
        let problem: Result<Problem, _> = answer.body_mut().read_json();
        Err(match problem {
            Ok(problem) => ClientError::Refused(Box::new(Problem { retry_after, ..problem })),
            // A proxy before the register speaks in a way of its own.
            Err(_) if matches!(status.as_u16(), 429 | 502 | 503 | 504) => {
                ClientError::Busy { url: self.url(path), status: status.as_u16(), retry_after }
            }
            Err(_) => self.not_understood(path, format!("status {status}")),
        })
    }

    /// The whole answer; one that is cut off counts as not reached.
    fn read(&self, path: &str, mut answer: Response<Body>) -> Result<Vec<u8>, ClientError> {
        let read = answer.body_mut().with_config().limit(u64::MAX).read_to_vec();
        read.map_err(|cause| ClientError::Unreached { url: self.url(path), cause: Box::new(cause) })
    }

    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        path: &str,
        answer: &[u8],
    ) -> Result<T, ClientError> {
        serde_json::from_slice(answer).map_err(|error| self.not_understood(path, error.to_string()))
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
