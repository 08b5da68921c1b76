//! Shares of amounts, as the law sets them in per cent: whole yuan against whole yuan, without rounding.
//!
//! What may not enter: which share of what; the rulebook and the rules say that.

const HUNDRED: i128 = 100;

/// Whether `part` is at least so many per cent of `whole` (不低于).
#[must_use]
pub fn at_least(part: i64, percent: i64, whole: i64) -> bool {
    i128::from(part) * HUNDRED >= i128::from(percent) * i128::from(whole)
}

/// Whether `part` is at most so many per cent of `whole` (不高于).
#[must_use]
pub fn at_most(part: i64, percent: i64, whole: i64) -> bool {
    i128::from(part) * HUNDRED <= i128::from(percent) * i128::from(whole)
}

#[cfg(test)]
mod tests {
    use super::{at_least, at_most};

    #[test]
    fn a_share_is_met_at_its_limit_and_never_rounded() {
        assert!(at_least(70, 70, 100) && !at_least(69, 70, 100));
        assert!(at_most(10, 10, 100) && !at_most(11, 10, 100));
        // Eight per cent of 101 yuan is 8.08: eight yuan are too few.
        assert!(!at_least(8, 8, 101) && at_least(9, 8, 101));
        assert!(at_least(i64::MAX, 100, i64::MAX) && at_most(i64::MAX, 100, i64::MAX));
    }
}
