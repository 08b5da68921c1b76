//! Limits on how often one address may try to sign in.
//!
//! The lock of an account stands with the account; this limit is for one address that tries
//! many accounts.

use std::{net::IpAddr, num::NonZeroU32};

use actix_web::http::StatusCode;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use shuniu_core::text::Text;

use crate::problem::Problem;

/// Addresses remembered before forgotten ones are swept out.
const SWEEP_AT: usize = 10_000;

/// The limiter.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// So many sign-ins a minute from one address.
    #[must_use]
    pub fn new(sign_ins_per_minute: NonZeroU32) -> Self {
        Self { sign_in: RateLimiter::keyed(Quota::per_minute(sign_ins_per_minute)) }
    }

    /// Counts a sign-in from an address.
    ///
    /// # Errors
    /// The 429 problem, with the seconds to wait.
    pub fn sign_in(&self, from: Option<IpAddr>) -> Result<(), Problem> {
        let Some(address) = from else { return Ok(()) };
        if self.sign_in.len() > SWEEP_AT {
            self.sign_in.retain_recent();
        }
        self.sign_in.check_key(&address).map_err(|wait| {
            let now = governor::clock::DefaultClock::default().now();
            too_many(wait.wait_time_from(now).as_secs().saturating_add(1))
        })
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
