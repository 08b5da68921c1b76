//! No number of the law stands beside a rule: the files with conditions hold no integer but 0.

use std::path::{Path, PathBuf};

/// The files in which conditions stand.
fn files() -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join("case/rules.rs")];
    let rules = std::fs::read_dir(src.join("registration/rules")).expect("the folder of rules");
    files.extend(rules.map(|entry| entry.expect("a file").path()));
    let annual = ["rules", "conclusion", "figures", "spending"];
    files.extend(annual.map(|name| src.join(format!("oversight/annual/{name}.rs"))));
    let credit = ["rules", "penalties", "removal", "standing"];
    files.extend(credit.map(|name| src.join(format!("oversight/credit/{name}.rs"))));
    let penalty = ["aftermath", "fairness", "rules", "substance"];
    files.extend(penalty.map(|name| src.join(format!("oversight/penalty/{name}.rs"))));
    files.push(src.join("correction/rules.rs"));
    let evaluation = ["ballot", "effects", "eligibility", "round_rules", "rules"];
    files.extend(evaluation.map(|name| src.join(format!("evaluation/{name}.rs"))));
    files.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    files.sort();
    files
}

/// The source without comments and without the insides of strings and characters. Line ends
/// stay, so that lines keep their numbers.
fn code_only(source: &str) -> String {
    let text: Vec<char> = source.chars().collect();
    let mut code = String::new();
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        let rest = &text[at..];
        let end = match c {
            '/' if rest.get(1) == Some(&'/') => line_end(rest),
            '/' if rest.get(1) == Some(&'*') => block_end(rest),
            '"' => string_end(rest),
            'r' | 'b' if !code.ends_with(is_word) => raw_string_end(rest).unwrap_or(0),
            '\'' => character_end(rest),
            _ => 0,
        };
        if end == 0 {
            code.push(c);
            at += 1;
        } else {
            code.push(' ');
            code.extend(rest[..end].iter().filter(|c| **c == '\n'));
            at += end;
        }
    }
    code
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn line_end(rest: &[char]) -> usize {
    rest.iter().position(|c| *c == '\n').unwrap_or(rest.len())
}

fn block_end(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_end(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// `r"…"`, `r#"…"#`, `br"…"`; none for a name that begins with r or b.
fn raw_string_end(rest: &[char]) -> Option<usize> {
    let head = rest.iter().take_while(|c| matches!(c, 'r' | 'b')).count();
    let hashes = rest[head..].iter().take_while(|c| **c == '#').count();
    let body = head + hashes + 1;
    if rest.get(body - 1) != Some(&'"') {
        return None;
    }
    let close: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let text: String = rest[body..].iter().collect();
    let inside = text.split(&close).next()?.chars().count();
    Some((body + inside + close.len()).min(rest.len()))
}

/// A character is closed by a quote; a lifetime is not.
fn character_end(rest: &[char]) -> usize {
    match (rest.get(1), rest.get(2)) {
        (Some('\\'), _) => rest.iter().skip(2).position(|c| *c == '\'').map_or(0, |at| at + 3),
        (Some(_), Some('\'')) => 3,
        _ => 0,
    }
}

/// Every integer but 0, with its line.
fn integers(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in code_only(source).lines().enumerate() {
        let characters: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < characters.len() {
            let length = characters[at..].iter().take_while(|c| is_word(**c)).count();
            let word: String = characters[at..at + length].iter().collect();
            let field = at > 1 && characters[at - 1] == '.' && is_word(characters[at - 2]);
            let digits = word.split(['u', 'i']).next().unwrap_or_default();
            if word.starts_with(|c: char| c.is_ascii_digit()) && !field && digits != "0" {
                found.push((number + 1, word));
            }
            at += length.max(1);
        }
    }
    found
}

#[test]
fn no_number_stands_beside_a_rule() {
    let files = files();
    assert!(files.len() >= 6, "the rules have moved: {files:?}");
    let mut found = Vec::new();
    for path in files {
        let source = std::fs::read_to_string(&path).expect("its text");
        for (line, word) in integers(&source) {
            found.push(format!("{}:{line}: {word}", path.display()));
        }
    }
    assert!(found.is_empty(), "numbers of the law belong into the rulebook:\n{}", found.join("\n"));
}

#[test]
fn the_search_sees_numbers_and_only_numbers() {
    let seen = |source: &str| integers(source).into_iter().map(|(_, w)| w).collect::<Vec<_>>();
    assert_eq!(seen("if count >= 50 { }"), ["50"]);
    assert_eq!(seen("x(1_000u32, 0x1F, 30_000, 2.5)"), ["1_000u32", "0x1F", "30_000", "2"]);
    assert_eq!(seen("/* 7 /* 8 */ 9 */ a\n // 10\n == 11"), ["11"]);
    assert_eq!(integers("a\nb\n 12"), [(3, "12".to_owned())]);
    assert!(seen("x == 0 && i64::from(pair.1) > 0u32 && ST_10a").is_empty());
    assert!(seen(r##"f("art. 10", "a\"5", r#"6"#, br"7", '8', '\u{9}')"##).is_empty());
    assert_eq!(seen("fn f<'a>(x: &'a str) -> i64 { 13 }"), ["13"]);
}
