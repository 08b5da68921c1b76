//! What the binary hands in: a clock and randomness.
//!
//! A clock is a value, so that tests and the demo can set the day; randomness is a value, so
//! that the demo city is the same city every time.

use chrono::{DateTime, Utc};

/// A clock.
pub trait Clock: Send + Sync {
    /// The instant.
    fn now(&self) -> DateTime<Utc>;
}

/// A source of random bytes. In production it must be the operating system's.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}
