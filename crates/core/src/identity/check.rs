//! The arithmetic of check characters, apart from parsing.
//!
//! Serves GB 32100-2015 (mod 31), GB 11714 (mod 11) and GB 11643 (ISO 7064 MOD 11-2).
//! May not enter: judgements about codes; these functions only compute.

/// Positions of a unified social credit code.
pub(super) const USCC_LENGTH: usize = 18;
/// Position (from 0) where the nine characters of the organization code begin.
pub(super) const ORGANIZATION_START: usize = 8;

/// The 31 symbols of GB 32100; a symbol's place is its value. I, O, S, V and Z are left out.
const OUTER: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Powers of 3 modulo 31 for the first 17 positions.
const OUTER_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of GB 11714 for the 8 body characters.
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Weights of ISO 7064 MOD 11-2 for the first 17 digits of a resident identity number.
const RESIDENT_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check characters of ISO 7064 MOD 11-2 by remainder.
const RESIDENT_CHECKS: &[u8; 11] = b"10X98765432";

/// Value of a symbol in GB 32100, or `None` if the standard does not use it.
pub(super) fn outer_value(symbol: u8) -> Option<u32> {
    let place = OUTER.iter().position(|known| *known == symbol)?;
    u32::try_from(place).ok()
}

/// Value of a symbol in GB 11714. The table is another one than GB 32100's: all 26 letters
/// count (A = 10 … Z = 35), so the same letter has different values in the two checks.
fn inner_value(symbol: u8) -> Option<u32> {
    match symbol {
        b'0'..=b'9' => Some(u32::from(symbol - b'0')),
        b'A'..=b'Z' => Some(u32::from(symbol - b'A') + 10),
        _ => None,
    }
}

/// Check character at position 18 of GB 32100 for the 17 characters before it; further
/// characters are ignored. `None` if a character is outside the alphabet or some are missing.
pub(super) fn outer_check(code: &[u8]) -> Option<u8> {
    let sum = weighted_sum(code, &OUTER_WEIGHTS, outer_value)?;
    let place = (31 - sum % 31) % 31;
    OUTER.get(usize::try_from(place).ok()?).copied()
}

/// Check character of GB 11714 for the 8 body characters; further characters are ignored.
pub(super) fn inner_check(body: &[u8]) -> Option<u8> {
    let sum = weighted_sum(body, &INNER_WEIGHTS, inner_value)?;
    Some(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).ok()?,
    })
}

/// Check character of GB 11643 for the first 17 digits; further characters are ignored.
pub(super) fn resident_check(number: &[u8]) -> Option<u8> {
    let digit = |symbol: u8| symbol.is_ascii_digit().then(|| u32::from(symbol - b'0'));
    let sum = weighted_sum(number, &RESIDENT_WEIGHTS, digit)?;
    RESIDENT_CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn weighted_sum(text: &[u8], weights: &[u32], value: impl Fn(u8) -> Option<u32>) -> Option<u32> {
    if text.len() < weights.len() {
        return None;
    }
    text.iter()
        .zip(weights)
        .try_fold(0, |sum, (symbol, weight)| Some(sum + value(*symbol)? * weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_differ_after_h() {
        assert_eq!(outer_value(b'H'), Some(17));
        assert_eq!(inner_value(b'H'), Some(17));
        assert_eq!(outer_value(b'J'), Some(18));
        assert_eq!(inner_value(b'J'), Some(19));
        assert_eq!(outer_value(b'O'), None);
    }

    #[test]
    fn checks_of_public_codes() {
        assert_eq!(outer_check(b"53100000500021676"), Some(b'K'));
        assert_eq!(inner_check(b"50002167"), Some(b'6'));
        // A remainder that yields X, and one that yields 0.
        assert_eq!(inner_check(b"07837941"), Some(b'X'));
        assert_eq!(outer_check(b"12120000401359081"), Some(b'6'));
        assert_eq!(outer_check(b"123"), None);
        assert_eq!(inner_check("字字字".as_bytes()), None);
    }
}
