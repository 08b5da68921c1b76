//! Search by name: it finds what a slow comparison finds, on both databases.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod support;

use std::collections::BTreeMap;

use shuniu_store::{GramQuery, NameRow, NameScope, Reader, Store, StoreError, Writer};
use support::{day, each_store, write};

const PLACES: [&str; 8] =
    ["北京市", "上海市", "朝阳区", "海淀区", "通州区", "上京", "阳朝", "市区"];
const TOPICS: [&str; 10] = [
    "志愿服务",
    "书法家",
    "乒乓球",
    "养老服务",
    "服务志愿",
    "文化艺术",
    "企业家",
    "𬭎人",
    "abc",
    "家书",
];
const ENDS: [&str; 6] = ["协会", "商会", "学会", "研究会", "基金会", "会"];

/// 2,000 names, some of them equal, some parts turned round.
fn names() -> BTreeMap<i64, String> {
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut pick = |from: &[&'static str]| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        from[usize::try_from(random % from.len() as u64).expect("small")]
    };
    (1..=2000)
        .map(|id| (id, [pick(&PLACES), pick(&PLACES), pick(&TOPICS), pick(&ENDS)].concat()))
        .collect()
}

fn pairs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn grams(name: &str) -> Vec<String> {
    let mut grams = pairs(name);
    grams.extend(name.chars().last().map(String::from));
    grams
}

fn query(text: &str) -> GramQuery {
    if text.chars().count() == 1 {
        GramQuery::OneChar(text.into())
    } else {
        GramQuery::Phrase(pairs(text))
    }
}

fn row(id: i64, name: &str) -> NameRow {
    NameRow {
        id,
        organization: format!("organization-{id}"),
        name: name.into(),
        normal: name.into(),
        registrar: "registrar".into(),
        kind: "full".into(),
        valid_from: day(0),
        valid_to: None,
    }
}

fn put(writer: &mut Writer<'_>, id: i64, name: &str) -> Result<(), StoreError> {
    writer.add_names(&[row(id, name)], &[grams(name)])
}

/// All hits, page by page.
fn search(reader: &mut Reader<'_>, query: &GramQuery) -> Result<Vec<i64>, StoreError> {
    let mut hits = Vec::new();
    loop {
        let page = reader.search_names(query, 333, hits.last().copied())?;
        if page.is_empty() {
            return Ok(hits);
        }
        hits.extend(page.iter().map(|hit| hit.id));
    }
}

/// Asks for parts of real names, of one to six characters, and for what isn't there.
fn compare(store: &Store, names: &BTreeMap<i64, String>) {
    let parts = names.values().step_by(101).flat_map(|name| {
        let characters: Vec<char> = name.chars().collect();
        (1..=6).filter_map(move |length| {
            characters.windows(length).nth(length % 4).map(|part| part.iter().collect::<String>())
        })
    });
    let absent = ["龘", "鑫龘", "会协", "协会协会", "𬭎协"].map(String::from);
    let asked: std::collections::BTreeSet<String> = parts.chain(absent).collect();
    assert!(asked.len() > 50);
    let checked: Result<(), StoreError> = store.read(|reader| {
        for part in &asked {
            let mut expected: Vec<i64> =
                names.iter().filter(|(_, name)| name.contains(part)).map(|(id, _)| *id).collect();
            expected.reverse();
            assert_eq!(search(reader, &query(part))?, expected, "{part}");
            let count = i64::try_from(expected.len()).expect("few");
            assert_eq!(reader.count_names_capped(&query(part), 5000)?, count, "{part}");
            assert_eq!(reader.count_names_capped(&query(part), 10)?, count.min(10), "{part}");
        }
        Ok(())
    });
    checked.expect("an answer");
}

#[test]
fn search_finds_what_a_comparison_finds_also_after_renaming() {
    each_store(|store| {
        let mut names = names();
        let all = names.clone();
        write(&store, move |writer| all.iter().try_for_each(|(id, name)| put(writer, *id, name)))
            .expect("names");
        compare(&store, &names);

        for id in (1..=2000).step_by(17) {
            names.insert(id + 10_000, format!("通州区改名{}会", id % 7));
        }
        let renamed = names.clone();
        write(&store, move |writer| {
            (1..=2000).step_by(17).try_for_each(|id| {
                writer.end_name(id, day(9))?;
                put(writer, id + 10_000, &renamed[&(id + 10_000)])
            })
        })
        .expect("names");
        compare(&store, &names);
    });
}

#[test]
fn a_renaming_that_is_undone_leaves_the_old_name() {
    each_store(|store| {
        write(&store, |writer| put(writer, 1, "某某协会")).expect("a name");
        let undone: Result<(), StoreError> = store.write(|writer| {
            writer.end_name(1, day(9))?;
            put(writer, 2, "另一商会")?;
            Ok(shuniu_store::Verdict::Rollback(()))
        });
        undone.expect("a dry run");
        let found = |text| {
            let hits: Result<_, StoreError> = store.read(|reader| search(reader, &query(text)));
            hits.expect("an answer")
        };
        assert_eq!(found("某某"), [1]);
        assert!(found("商会").is_empty());
    });
}

#[test]
fn a_name_that_has_ended_is_still_found() {
    each_store(|store| {
        write(&store, |writer| {
            put(writer, 1, "某某协会")?;
            writer.end_name(1, day(9))
        })
        .expect("a name");
        let expected = NameRow { valid_to: Some(day(9)), ..row(1, "某某协会") };
        let hits = store.read(|reader| reader.search_names(&query("协会"), 10, None));
        assert_eq!(hits, Ok::<_, StoreError>(vec![expected.clone()]));
        let names = store.read(|reader| reader.names_of("organization-1"));
        assert_eq!(names, Ok::<_, StoreError>(vec![expected]));
    });
}

/// Callers pass letters and digits only; if not, nothing worse than no hit may come of it.
#[test]
fn no_question_breaks_the_search() {
    each_store(|store| {
        let odd =
            ["'", "\"", "\\", "*", "a\" OR \"b", "' | 'x", ":*", "NEAR(", "&", " ", "", "\\'"];
        write(&store, move |writer| {
            odd.iter().zip(1..).try_for_each(|(text, id)| {
                writer.add_names(&[row(id, text)], &[vec![(*text).to_owned(), "协会".to_owned()]])
            })
        })
        .expect("odd names");
        let answered: Result<(), StoreError> = store.read(|reader| {
            for text in odd {
                reader.search_names(&GramQuery::OneChar(text.into()), 10, None)?;
                reader.search_names(&GramQuery::Phrase(vec![text.into()]), 10, None)?;
                reader
                    .count_names_capped(&GramQuery::Phrase(vec![text.into(), text.into()]), 10)?;
            }
            assert!(reader.search_names(&GramQuery::Phrase(Vec::new()), 10, None)?.is_empty());
            assert_eq!(search(reader, &query("协会"))?.len(), odd.len());
            Ok(())
        });
        answered.expect("answers");
    });
}

#[test]
fn the_same_name_is_found_in_its_scope_in_force_or_not() {
    each_store(|store| {
        let other = NameRow { registrar: "another".into(), ..row(4, "某某协会") };
        let spaced = NameRow { normal: "某某协会".into(), ..row(3, "某某 协会") };
        write(&store, move |writer| {
            for id in [1, 2] {
                put(writer, id, "某某协会")?;
            }
            writer.add_names(&[spaced, other], &[grams("某某 协会"), grams("某某协会")])?;
            put(writer, 5, "某某协会分会")?;
            writer.end_name(2, day(9))
        })
        .expect("names");
        let scope = NameScope { registrar: "registrar".into(), kind: "full".into() };
        let same = |names: &[&str], limit| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            let hits: Result<Vec<NameRow>, StoreError> =
                store.read(|reader| reader.namesakes_in(&names, &scope, limit));
            let hits = hits.expect("an answer");
            hits.iter().map(|hit| (hit.id, hit.valid_to.is_none())).collect::<Vec<_>>()
        };
        assert_eq!(same(&["某某协会"], 10), [(3, true), (1, true), (2, false)]);
        assert_eq!(same(&["某某协会"], 1), [(3, true), (2, false)], "so many of each sort");
        let both = same(&["某某协会", "某某协会分会"], 10);
        assert_eq!(both, [(5, true), (3, true), (1, true), (2, false)]);
        assert_eq!(same(&["某某"], 10), []);
        assert_eq!(same(&[], 10), []);
    });
}

#[test]
fn names_of_a_scope_are_found_newest_first_until_there_are_enough() {
    each_store(|store| {
        write(&store, |writer| {
            for id in 1..=60 {
                let name = format!("某某{id}协会");
                let registrar = if id % 2 == 0 { "registrar" } else { "another" };
                let row = NameRow { registrar: registrar.into(), ..row(id, &name) };
                writer.add_names(&[row], &[grams(&name)])?;
            }
            writer.end_name(58, day(9))
        })
        .expect("names");
        let scope = NameScope { registrar: "registrar".into(), kind: "full".into() };
        let found = |limit| {
            let hits: Result<Vec<NameRow>, StoreError> =
                store.read(|reader| reader.search_names_in(&query("某某"), &scope, limit));
            hits.expect("an answer").iter().map(|hit| hit.id).collect::<Vec<_>>()
        };
        assert_eq!(found(3), [60, 56, 54]);
        assert_eq!(found(100).len(), 29);
    });
}
