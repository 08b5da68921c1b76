//! Limits: how often one address may try to sign in, and how much one client may ask.
//!
//! The lock of an account stands with the account; the limit on sign-ins is for one address that
//! tries many accounts. How much a client may still ask stands in the headers of what was counted, as the
//! IETF's draft on `RateLimit` headers has it. May not enter: what a client asks.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use actix_web::{
    HttpMessage, HttpRequest,
    http::{
        StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue},
    },
};
use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock, QuantaInstant},
    middleware::StateInformationMiddleware,
};
use shuniu_core::text::Text;

use crate::problem::Problem;

/// So many requests go by before clients are forgotten.
const SWEEP_EVERY: usize = 10_000;

/// Who asks: an account, or an address that shows no good token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Client {
    Account(String),
    Address(IpAddr),
}

/// The limiter.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    requests: DefaultKeyedRateLimiter<Client, StateInformationMiddleware>,
    behind_proxy: bool,
    turn: AtomicUsize,
}

/// What a client has left, for the headers of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    quota: u32,
    remaining: u32,
    full_again_in: u64,
}

impl Left {
    fn of(quota: Quota, remaining: u32, until_full: Duration) -> Self {
        let seconds = until_full.as_nanos().div_ceil(Duration::from_secs(1).as_nanos());
        let full_again_in = u64::try_from(seconds).unwrap_or(MINUTE);
        Self { quota: quota.burst_size().get(), remaining, full_again_in }
    }
}

impl Limits {
    /// So many sign-ins a minute from one address, and so many requests a minute of one client.
    /// Behind a proxy, the address is the one that the proxy wrote last into `X-Forwarded-For`.
    #[must_use]
    pub fn new(sign_ins: NonZeroU32, requests: NonZeroU32, behind_proxy: bool) -> Self {
        let requests = RateLimiter::keyed(Quota::per_minute(requests));
        Self {
            sign_in: RateLimiter::keyed(Quota::per_minute(sign_ins)),
            requests: requests.with_middleware(),
            behind_proxy,
            turn: AtomicUsize::new(1),
        }
    }

    /// Counts a sign-in from where the request comes from.
    ///
    /// # Errors
    /// The 429 problem, with the seconds to wait.
    pub fn sign_in(&self, request: &HttpRequest) -> Result<(), Problem> {
        let Some(address) = self.address(request) else { return Ok(()) };
        self.sweep();
        self.sign_in.check_key(&address).map_err(|until| too_many(seconds(&until)))
    }

    /// Counts a request for its account, or without one for where it comes from, and keeps what is left for [`tell`].
    ///
    /// # Errors
    /// The 429 problem, with the seconds to wait.
    pub fn request(&self, request: &HttpRequest, account: Option<&str>) -> Result<(), Problem> {
        let client = match account {
            Some(account) => Some(Client::Account(account.to_owned())),
            None => self.address(request).map(Client::Address),
        };
        let Some(client) = client else { return Ok(()) };
        self.sweep();
        let (left, refused) = match self.requests.check_key(&client) {
            Ok(state) => {
                let (quota, remaining) = (state.quota(), state.remaining_burst_capacity());
                let used = quota.burst_size().get().saturating_sub(remaining);
                let until_full = quota.replenish_interval().saturating_mul(used);
                (Left::of(quota, remaining, until_full), Ok(()))
            }
            Err(until) => {
                let whole = Duration::from_secs(MINUTE);
                let wait = seconds(&until);
                (Left::of(until.quota(), 0, whole), Err(too_many_requests(wait)))
            }
        };
        request.extensions_mut().insert(left);
        refused
    }

    /// Forgets clients that have their whole quota again: looking through all of them is for one request in many.
    fn sweep(&self) {
        if self.turn.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP_EVERY) {
            self.sign_in.retain_recent();
            self.requests.retain_recent();
        }
    }

    /// Where a request comes from. Of IPv6 the network: whoever has one address has 2^64.
    fn address(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr().map(|a| a.ip());
        let forwarded = request.headers().get_all("X-Forwarded-For").last();
        let forwarded =
            forwarded.filter(|_| self.behind_proxy).and_then(|v| written_last(v.as_bytes()));
        forwarded.or(peer).map(network)
    }
}

/// The last address in `X-Forwarded-For`, which the proxy wrote; what stands before it is the client's.
fn written_last(value: &[u8]) -> Option<IpAddr> {
    let last = value.rsplit(|byte| *byte == b',').next()?;
    let text = std::str::from_utf8(last).ok()?.trim();
    // Some proxies write the port, too.
    let with_port = || text.parse::<std::net::SocketAddr>().ok().map(|it| it.ip());
    text.parse().ok().or_else(with_port)
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// The time in which a quota fills up, seconds.
const MINUTE: u64 = 60;

fn seconds(until: &NotUntil<QuantaInstant>) -> u64 {
    until.wait_time_from(DefaultClock::default().now()).as_secs().saturating_add(1)
}

/// Tells in the headers what the client has left, where its request was counted.
pub fn tell(left: Left, headers: &mut HeaderMap) {
    let Left { quota, remaining, full_again_in } = left;
    let policy = format!("\"client\";q={quota};w={MINUTE}");
    let now = format!("\"client\";r={remaining};t={full_again_in}");
    for (name, value) in [("ratelimit-policy", policy), ("ratelimit", now)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// The problem of somebody who tries too often.
#[must_use]
pub fn too_many(seconds: u64) -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-attempts",
        Text::new("尝试过于频繁", "Too many attempts"),
        Text::new(format!("请在 {seconds} 秒后再试。"), format!("Try again in {seconds} seconds.")),
    )
    .retry_after(seconds)
}

/// The problem of a client that asks too much.
#[must_use]
pub fn too_many_requests(seconds: u64) -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-requests",
        Text::new("请求过于频繁", "Too many requests"),
        Text::new(
            format!("请在 {seconds} 秒后再试；余量见 RateLimit 响应头。批量获取请用快照和变更流。"),
            format!(
                "Try again in {seconds} seconds; what is left stands in the RateLimit header. For \
                 many records there are snapshots and the feed of changes."
            ),
        ),
    )
    .retry_after(seconds)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_who_the_proxy_says_and_its_whole_network() {
        let last = |value: &[u8]| written_last(value).map(|it| network(it).to_string());
        assert_eq!(last(b"198.51.100.7, 192.0.2.1").unwrap(), "192.0.2.1");
        assert_eq!(last(b"\xff\xfe, 192.0.2.1:4711").unwrap(), "192.0.2.1");
        assert_eq!(last(b"2001:db8:1:2:3:4:5:6").unwrap(), "2001:db8:1:2::");
        assert_eq!(last(b"[2001:db8:1:2:9::1]:80").unwrap(), "2001:db8:1:2::");
        assert_eq!(last(b"::ffff:192.0.2.1").unwrap(), "192.0.2.1");
        assert_eq!(last(b"unknown"), None);
    }
}
