//! Reads a written unified social credit code and finds the defect that helps most.
//!
//! Serves GB 32100-2015. May not enter: repairs of a code; a person decides those.

use super::check::{ORGANIZATION_START, USCC_LENGTH, inner_check, outer_check, outer_value};
use super::division::DivisionCode;
use super::uscc_defect::Defect;

/// How much of a remainder is repeated in a message; input may be a whole page.
const SHOWN: usize = 20;

/// Examines a text; the symbols and the division of a valid code, or the defect whose remedy
/// helps most. The order matters: what a machine did to the code is told before what it
/// looks like afterwards.
pub(super) fn examine(text: &str) -> Result<([u8; USCC_LENGTH], DivisionCode), Defect> {
    if text.trim().is_empty() {
        return Err(Defect::Empty);
    }
    if is_scientific(text) {
        return Err(Defect::ScientificNotation);
    }
    if let Ok(symbols) = <[u8; USCC_LENGTH]>::try_from(text.as_bytes())
        && text.is_ascii()
    {
        return examine_symbols(symbols);
    }
    if let Some((head, remainder)) = text.split_at_checked(USCC_LENGTH)
        && let Ok(symbols) = <[u8; USCC_LENGTH]>::try_from(head.as_bytes())
        && examine_symbols(symbols).is_ok()
    {
        return Err(Defect::Suffix {
            code: head.to_owned(),
            remainder: remainder.chars().take(SHOWN).collect(),
        });
    }
    if let Some(found) = text.chars().find(|found| !found.is_ascii_alphanumeric()) {
        return Err(Defect::OtherCharacter { found });
    }
    Err(Defect::Length { found: text.chars().count() })
}

fn examine_symbols(
    symbols: [u8; USCC_LENGTH],
) -> Result<([u8; USCC_LENGTH], DivisionCode), Defect> {
    if let Some(found) = symbols.iter().find(|found| !found.is_ascii_alphanumeric()) {
        return Err(Defect::OtherCharacter { found: char::from(*found) });
    }
    // Before the case: capitals alone would not make such a code right.
    let mut letters = String::new();
    for symbol in symbols.map(|symbol| symbol.to_ascii_uppercase()) {
        let letter = char::from(symbol);
        if outer_value(symbol).is_none() && !letters.contains(letter) {
            letters.push(letter);
        }
    }
    if !letters.is_empty() {
        return Err(Defect::ForbiddenLetter { letters });
    }
    if symbols.iter().any(u8::is_ascii_lowercase) {
        return Err(Defect::LowerCase);
    }
    let found = symbols.last().copied().unwrap_or_default();
    let expected = outer_check(&symbols).unwrap_or_default();
    if has_lost_digits(&symbols) {
        return Err(Defect::SpreadsheetZeros);
    }
    if expected != found {
        return Err(Defect::WrongCheckCharacter {
            expected: char::from(expected),
            found: char::from(found),
        });
    }
    let digits = symbols.get(2..8).unwrap_or_default();
    let digits = std::str::from_utf8(digits).unwrap_or_default();
    let division =
        DivisionCode::parse(digits).map_err(|_| Defect::Division { found: digits.to_owned() })?;
    Ok((symbols, division))
}

/// Whether a spreadsheet, which keeps fifteen digits, has put zeros for the last three. One
/// in 31 of such codes passes the check at position 18 by chance, so both checks must hold
/// for three zeros to be believed.
fn has_lost_digits(symbols: &[u8; USCC_LENGTH]) -> bool {
    let organization = symbols.get(ORGANIZATION_START..).unwrap_or_default();
    let sound = outer_check(symbols) == symbols.last().copied()
        && inner_check(organization) == organization.iter().rev().nth(1).copied();
    symbols.iter().all(u8::is_ascii_digit) && symbols.ends_with(b"000") && !sound
}

/// Whether the text looks like 9.11102E+17: one digit, perhaps decimals, E, an exponent of
/// at most three digits. An 18-character code cannot take this form: without a point or plus
/// sign the pattern has at most five characters.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    whole.len() == 1 && digits(whole) && digits(decimals) && exponent.len() <= 3 && digits(exponent)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn defect(text: &str) -> Defect {
        examine(text).unwrap_err()
    }

    #[test]
    fn each_defect_is_told_apart() {
        assert_eq!(defect(""), Defect::Empty);
        assert_eq!(defect(" \u{3000}\t"), Defect::Empty);
        assert_eq!(defect("5310000050002167K"), Defect::Length { found: 17 });
        assert_eq!(defect("53100000500021676k"), Defect::LowerCase);
        assert_eq!(defect("5310000O5OO02I676K"), Defect::ForbiddenLetter { letters: "OI".into() });
        assert_eq!(defect("5310000o50002i676k"), Defect::ForbiddenLetter { letters: "OI".into() });
        assert_eq!(defect("５3100000500021676K"), Defect::OtherCharacter { found: '５' });
        assert_eq!(defect("53100000 500021676K"), Defect::OtherCharacter { found: ' ' });
        assert_eq!(defect("'53100000500021676K"), Defect::OtherCharacter { found: '\'' });
        for text in ["9.11102E+17", "9e+17", "5.31000005000217E+17", "9E17"] {
            assert_eq!(defect(text), Defect::ScientificNotation, "{text}");
        }
        assert_eq!(defect("911101080513793000"), Defect::SpreadsheetZeros);
        // Passes the check at position 18 by chance, but not the one inside.
        assert_eq!(defect("911101117393570000"), Defect::SpreadsheetZeros);
        assert_eq!(
            defect("53100000500020462H"),
            Defect::WrongCheckCharacter { expected: 'K', found: 'H' }
        );
    }

    #[test]
    fn what_follows_a_valid_code_is_reported() {
        for (remainder, shown) in [("-1", "-1"), ("(01)", "(01)"), ("A", "A"), (" ", " ")] {
            assert_eq!(
                defect(&format!("53100000500021676K{remainder}")),
                Defect::Suffix { code: "53100000500021676K".into(), remainder: shown.into() }
            );
        }
        let long = format!("53100000500021676K{}", "字".repeat(5000));
        let Defect::Suffix { remainder, .. } = defect(&long) else { panic!() };
        assert_eq!(remainder.chars().count(), 20);
    }

    #[test]
    fn letters_in_the_division_are_refused_even_if_the_check_holds() {
        let text = b"53A10000500021676";
        let check = outer_check(text).unwrap();
        let text = format!("53A10000500021676{}", char::from(check));
        assert_eq!(defect(&text), Defect::Division { found: "A10000".into() });
    }

    #[test]
    fn nothing_panics_and_every_defect_has_texts() {
        let odd = [
            "\0",
            "𝟙",
            "統一社會信用代碼統一社會信用代碼二三",
            "é23456789012345678",
            "E",
            "e+",
            ".E+",
            "1.E+1",
            "\u{202e}53100000500021676K",
            "53100000500021676\u{301}",
            "🈚🈚🈚🈚🈚",
            "000000000000000000",
            "------------------",
            "5310000050002167字",
            "NaN",
            "1e999999",
        ];
        for text in odd {
            let defect = defect(text);
            let (zh, en) = defect.text();
            assert!(zh.contains('：') && en.contains(':'), "{zh} {en}");
            let value = serde_json::to_value(&defect).unwrap();
            assert_eq!(value.get("case").unwrap(), defect.code());
        }
        let valid = "53100000500021676K";
        for cut in 0..valid.len() {
            for letter in ['0', 'Z', '字', '\u{10ffff}', 'ß', 'e', '.'] {
                let mut text = valid.to_owned();
                text.insert(cut, letter);
                let _ = examine(&text);
                text.replace_range(0..cut, "");
                let _ = examine(&text);
            }
        }
    }

    #[test]
    fn no_reader_of_this_room_panics_on_odd_texts() {
        use crate::identity::{DivisionCode, Divisions, OrganizationBody, ResidentIdentity, Uscc};
        let symbols: Vec<char> =
            "0159AEINOVXYZaex.+-_'\"(, 一字０Ａ\u{0}\u{301}\u{202e}🈚é".chars().collect();
        // A linear congruence is random enough, and the same in every run.
        let mut state: usize = 20_260_301;
        for round in 0..20_000 {
            let mut text = String::new();
            for _ in 0..round % 28 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.extend(symbols.get((state >> 33) % symbols.len()));
            }
            if let Ok(code) = Uscc::parse(&text) {
                assert_eq!(Uscc::parse(code.as_str()), Ok(code));
            }
            let _ = DivisionCode::parse(&text).map(DivisionCode::superior);
            let _ = OrganizationBody::parse(&text);
            let _ = ResidentIdentity::parse(&text);
            let _ = Divisions::default().extended_with(&text);
        }
    }
}
