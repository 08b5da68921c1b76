//! Every parser on bytes that nobody meant: codes, names, dates, import files, law, cursors, tokens, proofs, backups. Good
//! inputs are cut, joined and changed at random, but the same way each time; nothing may panic, and what a parser takes
//! has to mean what it says. `SHUNIU_FUZZ_ROUNDS` sets how long (2000 by default; a night: a million).
//!
//! An input that once broke something goes into `tests/fuzz/<target>/`, and is tried first ever after.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use shuniu_core::{
    identity::{CodeSegment, OrganizationBody, ResidentIdentity, Uscc, name_query, normalize_name},
    oversight::credit::CreditList,
};
use shuniu_registry::{
    Restore, Until,
    import::OversightFile,
    proof::{Brief, Bundle, Checkpoint, Hash, NoteVerifier, SignedNote, Tile},
};

use crate::{
    proofs::keys,
    support::{World, application::lawful},
};

/// Rounds of a parser that asks a database or a server, for each that doesn't.
const DEAR: usize = 20;

/// The numbers of Vigna's SplitMix64: the same inputs on every machine.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let number = usize::try_from((z ^ (z >> 31)) >> 1).unwrap();
        if sides == 0 { 0 } else { number % sides }
    }
}

/// What often breaks parsers.
const AWKWARD: [&[u8]; 22] = [
    b"",
    b"\0",
    b"\n",
    b"\r\n",
    b"\"",
    b"'",
    b",",
    b"{",
    b"[",
    b"9999999999999999999999",
    b"-1",
    b"0000-00-00",
    b"9999-12-31",
    b"+262142-12-31",
    "〔".as_bytes(),
    "一".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    "𠮷".as_bytes(),
    b"\xff\xfe",
    b"\xf0\x9f",
    b"null",
];

/// A good input, changed a little.
fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.throw(seeds.len())].clone();
    for _ in 0..=dice.throw(4) {
        let at = dice.throw(bytes.len() + 1);
        match dice.throw(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << dice.throw(8),
            2 if at < bytes.len() => {
                bytes.remove(at);
            }
            3 => {
                let other = &seeds[dice.throw(seeds.len())];
                let from = dice.throw(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            4 if at < bytes.len() => {
                let end = (at + 1 + dice.throw(12)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                let piece = AWKWARD[dice.throw(AWKWARD.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

fn rounds() -> usize {
    std::env::var("SHUNIU_FUZZ_ROUNDS").ok().and_then(|told| told.parse().ok()).unwrap_or(2_000)
}

/// Tries a parser on the good inputs, on those that broke it once, and on changed ones.
fn tried(target: &str, dear: bool, seeds: &[Vec<u8>], parse: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(target);
    let known = fs::read_dir(folder).into_iter().flatten();
    let known: Vec<Vec<u8>> = known.map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    let seeds = [seeds, &known].concat();
    let mut dice = Dice(target.bytes().map(u64::from).sum());
    let rounds = if dear { rounds() / DEAR } else { rounds() };
    let made = (0..rounds).map(|_| changed(&seeds, &mut dice)).collect::<Vec<_>>();
    for input in seeds.iter().chain(&made) {
        if catch_unwind(AssertUnwindSafe(|| parse(input))).is_err() {
            panic!("{target}: {:?}", String::from_utf8_lossy(input));
        }
    }
}

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn codes() {
    let good = ["51110000MJ0090001Y", "53100000500021676K", "12100000400009127B", "MJ090000"];
    tried("codes", false, &seeds(&good), |input| {
        let told = text(input);
        if let Ok(code) = Uscc::parse(&told) {
            assert_eq!(Uscc::parse(&code.to_string()), Ok(code));
        }
        if let Ok(body) = OrganizationBody::parse(&told) {
            assert_eq!(OrganizationBody::parse(&body.to_string()), Ok(body));
        }
        let (first, last) = told.split_at_checked(told.len() / 2).unwrap_or((&told, ""));
        let _ = CodeSegment::parse(first, last);
    });
    // A number that no person can have: the day is in the future.
    tried("identities", false, &seeds(&["110105299901010013", "11010529990101001X"]), |input| {
        let _ = ResidentIdentity::parse(&text(input));
    });
}

#[test]
fn names() {
    let good = ["北京市示例技艺协会", "（北京）Ａ Ｂ示例·服务中心", "示范基金会  分会"];
    tried("names", false, &seeds(&good), |input| {
        let once = normalize_name(&text(input));
        assert_eq!(normalize_name(&once), once, "what is normalized stays so");
        let _ = name_query(&once);
    });
}

#[test]
fn import_files() {
    let world = World::sqlite();
    world.import(&World::synthetic_rows(3)).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["uscc", "name", "kind", "established"]) {
        sheet.write(0, column, title).unwrap();
        sheet.write(1, column, "示例").unwrap();
    }
    let xlsx = book.save_to_buffer().unwrap();
    let rows = World::synthetic_rows(4).into_bytes();
    let listed = "uscc,name,reason_code_raw,listed_on,removed_on\n51110000MJ0090001Y,示例,600627,2018-11-05,\n";
    let decided = "uscc,document_number,decided_on,kind\n51110000MJ0090001Y,京民许〔2020〕1号,2020-02-29,设立\n";
    let renamed =
        "uscc,old_name,new_name,changed_on\n51110000MJ0090001Y,甲协会,乙协会,2020-02-29\n";
    let mut good = vec![rows, xlsx];
    good.extend(seeds(&[listed, decided, renamed]));
    let registry = &world.registry;
    tried("import", true, &good, |input| {
        let _ = registry.check_organizations(input);
        let _ = registry.check_decisions(input);
        let _ = registry.check_renames(input);
        let _ = registry.check_illegal(input);
        let _ = registry.check_relations(input);
        for file in [
            OversightFile::Inspections,
            OversightFile::Listings(CreditList::Abnormal),
            OversightFile::Penalties,
            OversightFile::Grades,
            OversightFile::LoweredGrades,
        ] {
            let _ = registry.check_oversight(file, input);
        }
    });
}

#[test]
fn law_and_calendars() {
    let books = shuniu_core::Books::built_in().unwrap();
    let local = "jurisdiction = \"110105\"\nid = \"LOCAL-110105\"\nzh = \"示例\"\nen = \"x\"\nread_on = \"2026-11-26\"\n\n\
        [[override]]\nparameter = \"exit.simplified.notice.days\"\narticle = \"5\"\nfrom = \"2026-12-01\"\nnumber = 20\n";
    let years = "date,kind\n2027-01-01,holiday\n2027-01-02,workday\n";
    tried("law", true, &seeds(&[local, years]), |input| {
        let _ = books.law.clone().with_local("city", &text(input));
        let _ = books.calendar.with_years(&text(input));
    });
}

#[test]
fn proofs_and_backups() {
    let world = World::sqlite();
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    let keys: Vec<NoteVerifier> = keys(&world);
    let bundle = world.get(&format!("/api/v1/organizations/{id}/statement")).expect(200).text;
    let told: Value = serde_json::from_str(&bundle).unwrap();
    let note = told["statement"].as_str().unwrap();
    let head = told["checkpoint"].as_str().unwrap();
    let good =
        seeds(&[&bundle, note, head, "tile/0/x001/067.p/8", &keys[0].to_string(), &"0".repeat(64)]);
    tried("proofs", false, &good, |input| {
        let input = text(input);
        if let Ok(signed) = SignedNote::parse(&input)
            && let Ok(believed) = signed.verified(&keys)
        {
            assert!(note.starts_with(believed) || head.starts_with(believed), "{believed}");
        }
        if let Ok(checked) = Checkpoint::verified(&input, &keys) {
            assert!(head.contains(&checked.root.to_string()));
        }
        if let Ok(bundle) = serde_json::from_str::<Bundle>(&input)
            && let Ok(checked) = bundle.check(&keys)
            && let Some(statement) = checked.statement
        {
            assert_eq!(statement.organization, id);
        }
        let _ = (Tile::parse(&input), Tile::parse_entries(&input));
        let _ = (Hash::from_hex(&input), Checkpoint::parse(&input), NoteVerifier::parse(&input));
        assert!(Brief::check(&input, &keys).is_err(), "nobody signed one");
    });

    let (mut log, mut beside) = (Vec::new(), Vec::new());
    let held = world.registry.back_up((0, ""), &mut log, &mut beside, &mut |_| {}).unwrap();
    tried("backups", false, &[log, beside], |input| {
        let mut restore = Restore::check();
        let _ = restore.log(&mut &input[..], Until::End, &mut |_| {});
        assert!(restore.head.position < held.position || restore.head.hash == held.hash);
        let _ = Restore::check().beside(&mut &input[..], false);
    });
}

#[test]
fn tokens_cursors_and_bodies() {
    let world = World::sqlite();
    world.import(&World::synthetic_rows(3)).unwrap();
    let token = world.token("applicant");
    let now = world.registry.now().and_utc().timestamp();
    tried("tokens", false, &[token.clone().into_bytes()], |input| {
        let input = text(input);
        assert!(world.auth.tokens().verify(&input, now).is_err() || input == token, "{input}");
    });
    let page = world.get("/api/v1/organizations?limit=1").expect(200).json();
    let cursor = page["next"].as_str().unwrap_or("MQ");
    let good = seeds(&[cursor, "2026-05-04", "110105", "书画", "association", "1"]);
    tried("queries", true, &good, |input| {
        let value: String = input.iter().map(|byte| format!("%{byte:02X}")).collect();
        for query in ["cursor", "as_of", "division", "search", "kind", "limit"] {
            let answer = world.get(&format!("/api/v1/organizations?{query}={value}"));
            assert!(answer.status < 500, "{query}={value}: {}", answer.text);
        }
    });
    let bearer = format!("Bearer {token}");
    tried("bodies", true, &[lawful("书画").to_string().into_bytes()], |input| {
        let headers = [("Content-Type", "application/json"), ("Authorization", bearer.as_str())];
        let answer = world.raw("POST", "/api/v1/cases?dry_run=true", &headers, input);
        assert!(answer.status < 500, "{}", answer.text);
    });
}
