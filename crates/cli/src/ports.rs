//! The clock and the randomness that the register is handed: real ones, and ones that can be
//! set, for the demo and for tests.

use std::{
    process::abort,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shuniu_registry::ports::{Clock, Random};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            // Secrets and identifiers without randomness would be worse than no register.
            tracing::error!(%error, "the operating system gives no randomness; ending");
            abort();
        }
    }
}

/// A clock that shows what it was set to.
#[derive(Debug)]
pub struct SettableClock {
    micros: AtomicI64,
}

impl SettableClock {
    /// A clock that shows `instant`.
    #[must_use]
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self { micros: AtomicI64::new(instant.timestamp_micros()) }
    }

    /// Sets it.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.micros.store(instant.timestamp_micros(), Ordering::SeqCst);
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        self.micros.fetch_add(by.num_microseconds().unwrap_or_default(), Ordering::SeqCst);
    }
}

impl Clock for SettableClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.micros.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

/// So many minutes after midnight in Beijing on a day.
#[must_use]
pub fn beijing(day: NaiveDate, minutes: i64) -> DateTime<Utc> {
    const EIGHT_HOURS: i64 = 8 * 60;
    day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes - EIGHT_HOURS)
}

/// Bytes that look random and are the same every time (SplitMix64): for a demo or a test that
/// must come out the same. Never for a secret that protects anything.
#[derive(Debug)]
pub struct SeededRandom {
    state: AtomicU64,
}

impl SeededRandom {
    /// A stream of bytes for a purpose; each purpose has its own, so that drawing more for one
    /// does not change another.
    #[must_use]
    pub fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a: spreads short texts well enough, and will never change.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { state: AtomicU64::new(seed ^ hash) }
    }

    /// The next 64 bits.
    pub fn next(&self) -> u64 {
        const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.state.fetch_add(GAMMA, Ordering::SeqCst).wrapping_add(GAMMA);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound` (0 when the bound is 0).
    pub fn below(&self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        // The bias of the remainder is far below what a demo could show.
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// One of several; none of none.
    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

impl Random for SeededRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            for (byte, random) in chunk.iter_mut().zip(self.next().to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn seeded_randomness_repeats_itself_per_purpose() {
        let bytes = |purpose| {
            let mut bytes = [0; 20];
            SeededRandom::new(7, purpose).fill(&mut bytes);
            bytes
        };
        assert_eq!(bytes("ids"), bytes("ids"));
        assert_ne!(bytes("ids"), bytes("names"));
        let random = SeededRandom::new(7, "numbers");
        assert!((0..1000).all(|_| random.below(10) < 10));
        assert_eq!((random.below(0), random.pick::<u8>(&[])), (0, None));
    }

    #[test]
    fn a_clock_shows_what_it_was_set_to() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
        let clock = SettableClock::at(beijing(day, 9 * 60));
        assert_eq!(clock.now().to_string(), "2026-05-04 01:00:00 UTC");
        clock.advance(TimeDelta::minutes(1));
        assert_eq!(clock.now(), beijing(day, 9 * 60 + 1));
        clock.set(beijing(day, 0));
        assert_eq!(shuniu_registry::local_date(clock.now()), day);
        assert!(SystemClock.now() > clock.now());
    }

    #[test]
    fn the_operating_system_gives_other_bytes_each_time() {
        let (mut one, mut two) = ([0; 16], [0; 16]);
        OsRandom.fill(&mut one);
        OsRandom.fill(&mut two);
        assert_ne!(one, two);
    }
}
