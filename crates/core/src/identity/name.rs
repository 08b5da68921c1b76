//! Names of organizations: one normal form for comparing, bigrams for searching.
//!
//! Names were typed by many hands: full-width letters, spaces and brackets of three kinds.
//! The normal form is compatibility-composed (NFKC), lower case, and keeps letters and digits
//! only, so that two spellings of one name compare equal (name measures art. 16). The same form
//! feeds the search index and the query.
//!
//! What may not enter: whether a name is lawful; that is for `registration/rules`.

use unicode_normalization::UnicodeNormalization;

/// The normal form of a name, for comparing and searching.
#[must_use]
pub fn normalize_name(name: &str) -> String {
    let kept = name.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
    // What was taken out may have stood between marks that belong together: composed once more, so
    // that the normal form of a normal form is itself.
    kept.collect::<String>().nfkc().collect()
}

/// Overlapping pairs of characters of the normal form, and the last character alone, so that
/// a query of one character finds every name that has it.
#[must_use]
pub fn name_grams(name: &str) -> Vec<String> {
    let characters: Vec<char> = normalize_name(name).chars().collect();
    let mut grams: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    grams.extend(characters.last().map(ToString::to_string));
    grams
}

/// A name search in the terms of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameQuery {
    /// One character, looked up as the beginning of a pair.
    OneCharacter(String),
    /// Pairs that follow each other.
    Phrase(Vec<String>),
}

/// The index query for a text, or `None` when nothing searchable is left of it.
#[must_use]
pub fn name_query(text: &str) -> Option<NameQuery> {
    let characters: Vec<char> = normalize_name(text).chars().collect();
    match characters.as_slice() {
        [] => None,
        [one] => Some(NameQuery::OneCharacter(one.to_string())),
        more => Some(NameQuery::Phrase(more.windows(2).map(|p| p.iter().collect()).collect())),
    }
}

/// How well a name answers a query; smaller is better. Equal names come first, then names
/// that begin with the query, then names that contain it, shorter ones before longer ones.
#[must_use]
pub fn name_rank(query: &str, name: &str) -> (u8, usize) {
    let (query, name) = (normalize_name(query), normalize_name(name));
    let class = if name == query {
        0
    } else if name.starts_with(&query) {
        1
    } else if name.contains(&query) {
        2
    } else {
        3
    };
    (class, name.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        assert_eq!(normalize_name("ＡＢ（ 协会 ）"), normalize_name("ab(协会)"));
        assert_eq!(normalize_name("“示范”·协会"), "示范协会");
    }

    /// Found by the property test: a blank taken out from between two marks.
    #[test]
    fn a_normal_form_is_its_own() {
        let normal = normalize_name("\u{6e1}\u{fe70}");
        assert_eq!(normalize_name(&normal), normal);
    }

    #[test]
    fn grams_cover_every_pair_and_the_last_character() {
        assert_eq!(name_grams("示范协会"), ["示范", "范协", "协会", "会"]);
        assert!(name_grams("（）").is_empty());
    }

    #[test]
    fn a_query_of_any_length_has_a_form() {
        assert_eq!(name_query("协"), Some(NameQuery::OneCharacter("协".into())));
        assert_eq!(name_query("协会"), Some(NameQuery::Phrase(vec!["协会".into()])));
        assert_eq!(name_query("'\"*"), None);
    }

    #[test]
    fn equal_beats_prefix_beats_inside() {
        let ranks =
            ["示范协会", "示范协会分会", "某示范协会", "无关"].map(|n| name_rank("示范协会", n).0);
        assert_eq!(ranks, [0, 1, 2, 3]);
    }
}
