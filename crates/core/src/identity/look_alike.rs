//! Names that could be taken for each other: the same words in another order, words that sound
//! alike, one character changed, a national word, a place or another form around the same words.
//!
//! What is compared is the *stem* of a name: its normal form without national words and place in
//! front and without the form at the end. Two keys of it are kept for every name, its sound
//! (pinyin without tones) and its characters in order, so that look-alikes are found by index among
//! a million names. The words cut away only decide what is *found*; what is refused, the rulebook
//! decides.
//!
//! What may not enter: whether a likeness matters; people judge that.

use pinyin::ToPinyin;
use serde::{Deserialize, Serialize};

use super::normalize_name;
use crate::text::Text;

/// National words in front of names; longer ones first.
const NATIONAL: [&str; 9] =
    ["中华人民共和国", "全国", "中国", "中华", "国际", "世界", "亚洲", "华夏", "国家"];

/// Forms at the end of names; longer ones first, so that 研究会 goes before 会.
const FORMS: [&str; 30] = [
    "专业委员会",
    "工作委员会",
    "有限公司",
    "服务中心",
    "联合总会",
    "联合会",
    "研究会",
    "促进会",
    "联谊会",
    "基金会",
    "委员会",
    "研究院",
    "研究所",
    "事务所",
    "校友会",
    "同业公会",
    "协会",
    "学会",
    "商会",
    "总会",
    "学院",
    "学校",
    "中心",
    "联盟",
    "公会",
    "分会",
    "医院",
    "院",
    "所",
    "会",
];

/// The keys under which a name is found by its look-alikes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKeys {
    /// The name without national words, place and form.
    pub stem: String,
    /// How the stem sounds, without tones.
    pub sound: String,
    /// The characters of the stem, in order.
    pub letters: String,
}

/// The keys of a name; `places` are the spellings of the division that may stand in front of it.
#[must_use]
pub fn name_keys(name: &str, places: &[String]) -> NameKeys {
    let normal = normalize_name(name);
    let stem = stem(&normal, places);
    let mut letters: Vec<char> = stem.chars().collect();
    letters.sort_unstable();
    NameKeys { sound: sound(stem), letters: letters.into_iter().collect(), stem: stem.to_owned() }
}

fn stem<'n>(normal: &'n str, places: &[String]) -> &'n str {
    let mut rest = normal;
    loop {
        let place = places.iter().map(String::as_str).filter(|p| rest.starts_with(p));
        let word = NATIONAL.into_iter().filter(|word| rest.starts_with(word));
        let Some(longest) = place.chain(word).max_by_key(|w| w.len()) else { break };
        match rest.strip_prefix(longest).filter(|left| left.chars().nth(1).is_some()) {
            Some(left) => rest = left,
            None => break,
        }
    }
    // What is left must still be a word.
    let cut = FORMS.iter().filter_map(|form| rest.strip_suffix(form));
    cut.filter(|left| left.chars().nth(1).is_some()).min_by_key(|left| left.len()).unwrap_or(rest)
}

fn sound(stem: &str) -> String {
    let spelt =
        stem.chars().map(|c| c.to_pinyin().map_or_else(|| c.to_string(), |p| p.plain().to_owned()));
    spelt.collect::<Vec<_>>().join(" ")
}

/// The two halves of a stem that can be looked up: of a name with one character changed, added or
/// left out, one half is whole.
#[must_use]
pub fn stem_halves(stem: &str) -> Vec<String> {
    let characters: Vec<char> = stem.chars().collect();
    let (front, back) = characters.split_at(characters.len() / 2);
    [front, back].iter().filter(|half| half.len() > 1).map(|half| half.iter().collect()).collect()
}

/// How two names are alike; the first of these that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same words; they differ in place, national words or form.
    SameWords,
    /// The same sound.
    SameSound,
    /// The same characters in another order.
    AnotherOrder,
    /// One character changed, added or left out.
    OneCharacter,
}

impl Likeness {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::SameWords => Text::new(
                "主体词语相同，仅地名、全国性字样或者组织形式不同",
                "the same words; only place, national words or form differ",
            ),
            Self::SameSound => Text::new("主体词语读音相同", "the words sound the same"),
            Self::AnotherOrder => {
                Text::new("主体词语仅顺序不同", "the words stand in another order")
            }
            Self::OneCharacter => {
                Text::new("主体词语仅一字之差", "one character of the words differs")
            }
        }
    }
}

/// How alike two names are by their keys; `None` when they are not.
#[must_use]
pub fn likeness(one: &NameKeys, other: &NameKeys) -> Option<Likeness> {
    if one.stem.is_empty() || other.stem.is_empty() {
        return None;
    }
    if one.stem == other.stem {
        return Some(Likeness::SameWords);
    }
    if one.sound == other.sound {
        return Some(Likeness::SameSound);
    }
    if one.letters == other.letters {
        return Some(Likeness::AnotherOrder);
    }
    one_apart(&one.stem, &other.stem).then_some(Likeness::OneCharacter)
}

/// One character changed among three or more, or one more or less among four or more: of shorter
/// words one character is too much of the whole.
fn one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let same_front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let same_back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => short.len() > 2 && same_front + same_back + 1 >= short.len(),
        1 => long.len() > 3 && same_front + same_back >= short.len(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> Option<Likeness> {
        let places = ["北京市".to_owned(), "北京".to_owned()];
        likeness(&name_keys(one, &places), &name_keys(other, &places))
    }

    #[test]
    fn stems_are_what_tells_names_apart() {
        let places = ["北京市朝阳区".to_owned(), "北京市".to_owned()];
        for (name, stem) in [
            ("北京市朝阳区示范技艺协会", "示范技艺"),
            ("中国示范技艺促进会", "示范技艺"),
            ("北京市中华示范技艺研究会", "示范技艺"),
            ("示范协会", "示范"),
            ("协会", "协会"),
            ("", ""),
        ] {
            assert_eq!(name_keys(name, &places).stem, stem, "{name}");
        }
    }

    #[test]
    fn each_reason() {
        use Likeness::{AnotherOrder, OneCharacter, SameSound, SameWords};
        for (one, other, reason) in [
            ("示范传统文化促进会", "中国示范传统文化协会", Some(SameWords)),
            ("北京市示范技艺协会", "示范技艺协会", Some(SameWords)),
            ("示范技艺协会", "示范纪艺协会", Some(SameSound)),
            ("示范技艺协会", "技艺示范协会", Some(AnotherOrder)),
            ("示范技艺协会", "示范技能协会", Some(OneCharacter)),
            ("示范技艺协会", "示范技艺家协会", Some(OneCharacter)),
            ("示范技艺协会", "示范棋类协会", None),
            ("书法协会", "书画协会", None),
            ("", "示范协会", None),
        ] {
            assert_eq!(alike(one, other), reason, "{one} / {other}");
            assert_eq!(alike(other, one), reason, "{other} / {one}");
        }
    }

    #[test]
    fn halves_find_what_one_character_hides() {
        assert_eq!(stem_halves("示范技艺"), ["示范", "技艺"]);
        assert_eq!(stem_halves("示范技"), ["范技"]);
        assert!(stem_halves("示").is_empty());
    }
}
