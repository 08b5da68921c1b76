//! Passwords that are made and not thought up.

use shuniu_registry::ports::Random;

/// A password of five groups of four characters that are not mistaken for each other: 100
/// random bits.
#[must_use]
pub fn password(random: &dyn Random) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bytes = [0; 20];
    random.fill(&mut bytes);
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).copied().map(char::from);
    let groups = bytes.chunks(4).map(|group| group.iter().filter_map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use shuniu_registry::accounts::{AccountKind, check_strength};

    use super::*;
    use crate::ports::OsRandom;

    #[test]
    fn a_password_is_strong_and_another_each_time() {
        let (one, two) = (password(&OsRandom), password(&OsRandom));
        assert_ne!(one, two);
        assert_eq!(one.len(), 24);
        assert_eq!(check_strength(AccountKind::Staff, "li.si", &one), Ok(()));
    }
}
