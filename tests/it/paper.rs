//! Statements on paper: what a counter sees, and what it can check without the register. PDFs are read with Debian's
//! `poppler-utils`, as whoever is handed one would.

use std::{path::Path, process::Command};

use rqrr::PreparedImage;
use serde_json::json;
use shuniu_core::oversight::credit::CreditList;
use shuniu_registry::{
    import::OversightFile,
    proof::{Brief, Bundle, BundleError, NoteError, SignedNote},
};
use tempfile::TempDir;

use crate::{
    proofs::keys as log_keys,
    support::{World, each_world, exit::returned},
};

/// A PDF that was handed over, in a folder of its own.
struct Paper(TempDir);

impl Paper {
    fn of(world: &World, path: &str) -> Self {
        let answer = ureq::get(format!("{}{path}", world.base)).call().unwrap();
        assert_eq!(answer.headers()["content-type"], "application/pdf");
        let pdf = answer.into_body().read_to_vec().unwrap();
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("it.pdf"), pdf).unwrap();
        Self(folder)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let ran = Command::new(program).args(arguments).current_dir(self.0.path()).output();
        let ran = ran.unwrap_or_else(|e| panic!("{program} (Debian: poppler-utils): {e}"));
        assert!(ran.status.success(), "{program}: {}", String::from_utf8_lossy(&ran.stderr));
        ran.stdout
    }

    fn text(&self) -> String {
        String::from_utf8(self.run("pdftotext", &["-layout", "it.pdf", "-"])).unwrap()
    }

    /// The attached statement.
    fn attached(&self) -> Bundle {
        self.run("pdfdetach", &["-save", "1", "-o", "it.json", "it.pdf"]);
        serde_json::from_slice(&std::fs::read(self.path("it.json")).unwrap()).unwrap()
    }

    /// What a telephone reads from the printed page.
    fn code(&self) -> String {
        self.run("pdftoppm", &["-gray", "-r", "150", "-singlefile", "it.pdf", "it"]);
        let picture = std::fs::read(self.path("it.pgm")).unwrap();
        let mut parts = picture.splitn(4, |byte| *byte == b'\n');
        let mut part = || parts.next().unwrap();
        assert_eq!(part(), b"P5");
        let size = String::from_utf8(part().to_vec()).unwrap();
        let (width, height) = size.split_once(' ').unwrap();
        let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
        assert_eq!(part(), b"255");
        let pixels = part();
        let mut image =
            PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        let found = image.detect_grids();
        assert_eq!(found.len(), 1, "one code on the page");
        found[0].decode().unwrap().1
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        Path::new(self.0.path()).join(name)
    }
}

#[test]
fn a_printed_statement_is_read_at_a_counter_and_its_code_and_file_are_checked_offline() {
    each_world(|world| {
        let keys = log_keys(world);
        let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
        let record = world.get(&format!("/api/v1/organizations/{id}")).expect(200).json();
        let paper = Paper::of(world, &format!("/api/v1/organizations/{id}/statement.pdf"));

        let text = paper.text();
        let words = |pointer: &str| record.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        for told in [
            "/name",
            "/uscc",
            "/status/zh",
            "/status/en",
            "/established_on",
            "/legal_representative",
            "/certificate/number",
            "/supervision/unit/name",
        ] {
            assert!(text.contains(&words(told)), "{told} {} in\n{text}", words(told));
        }
        let fonts = String::from_utf8(paper.run("pdffonts", &["it.pdf"])).unwrap();
        let font: Vec<&str> = fonts.lines().nth(2).unwrap().split_whitespace().collect();
        // The columns from the right: object, generation, Unicode map, subset, embedded.
        assert_eq!(font[font.len() - 5..font.len() - 2], ["yes", "yes", "yes"], "{fonts}");

        let bundle = paper.attached();
        let whole = bundle.check(&keys).unwrap().statement.unwrap();
        assert_eq!(whole.record, record);
        let Bundle::Inclusion { statement: Some(note), .. } = &bundle else {
            panic!("a statement")
        };
        let note = SignedNote::parse(note).unwrap();

        let code = paper.code();
        let (brief, origin) = Brief::check(&code, &keys).unwrap();
        assert_eq!(origin, "test.example/log");
        assert_eq!(
            (brief.name.as_str(), brief.uscc.as_deref(), brief.status.as_str(), brief.position),
            (whole.name.as_str(), whole.uscc.as_deref(), "registered", whole.position)
        );
        assert!(brief.is_of(&whole, &note));
        // Printed at another time, it is another statement.
        world.pass_minutes(1);
        let later = Paper::of(world, &format!("/api/v1/organizations/{id}/statement.pdf"));
        assert!(!Brief::check(&later.code(), &keys).unwrap().0.is_of(&whole, &note));

        // Whatever is changed in it, it is not believed; nor another log's key, whatever it signed.
        let forged = code.replace("技艺", "枝艺");
        let told = Brief::check(&forged, &keys);
        assert!(matches!(told, Err(BundleError::Note("brief", NoteError::Forged(_)))), "{told:?}");
        let elsewhere = code.replacen("test.example/log", "other.example/log", 1);
        let told = Brief::check(&elsewhere, &keys);
        assert!(
            matches!(told, Err(BundleError::Note("brief", NoteError::Unsigned(_)))),
            "{told:?}"
        );
    });
}

#[test]
fn whoever_relies_on_it_sees_what_stands_against_an_organization_on_that_day() {
    let world = World::sqlite();
    let rows = World::synthetic_rows(1);
    world.import(&rows).unwrap();
    let code = &rows.lines().nth(1).unwrap()[..18];
    let file = format!(
        "uscc,name,reason_code_raw,authority_inferred,listed_on,removed_on,removal_reason\n\
         {code},,600627,示范民政局,2018-11-05,2022-03-10,满2年\n"
    );
    let serious = OversightFile::Listings(CreditList::Serious);
    let checked = world.registry.check_oversight(serious, file.as_bytes()).unwrap();
    assert_eq!(checked.rows.len(), 1, "{:?}", checked.problems);
    let by = world.accounts.actor("administrator").unwrap().expect("an account");
    world.registry.commit_oversight(&by, &checked, &mut |_| {}).unwrap();
    let on = |day: &str| {
        let path = format!("/api/v1/organizations/{code}/statement.pdf?as_of={day}");
        Paper::of(&world, &path).text().contains("列入名录")
    };
    assert!(!on("2018-11-04"));
    assert!(on("2018-11-05") && on("2022-03-09"));
    assert!(!on("2022-03-10"));
}

#[test]
fn the_end_of_an_organization_stands_on_its_paper() {
    let world = World::sqlite();
    world.set_day(2026, 3, 2);
    let id = world.establish("技艺")["organization"].as_str().unwrap().to_owned();
    world.liquidated("agent", &id);
    let text = || Paper::of(&world, &format!("/api/v1/organizations/{id}/statement.pdf")).text();
    let winding_up = text();
    assert!(winding_up.contains("清算中 in liquidation") && winding_up.contains("成立清算组织"));
    let case = world.to_deregister("agent", &id);
    world.of_exit("reception", &id, "collect-certificate", &returned()).expect(201);
    world.must("decider", &case, "approve", &json!({}));
    let ended = text();
    assert!(ended.contains("110105准注字〔2026〕1号"), "{ended}");
    assert!(!ended.contains("成立清算组织"), "{ended}");
}

#[test]
fn a_character_that_the_font_lacks_is_named_and_never_left_out() {
    let world = World::sqlite();
    let rows = World::synthetic_rows(1).replace("样例", "样\u{3134A}例");
    world.import(&rows).unwrap();
    let code = &rows.lines().nth(1).unwrap()[..18];
    let path = format!("/api/v1/organizations/{code}/statement.pdf");
    let problem = world.get(&path).expect(503).json();
    assert_eq!(problem["type"], "/problems/cannot-be-printed");
    assert!(problem["detail"].as_str().unwrap().contains('\u{3134A}'), "{problem}");
    world.get(&format!("/api/v1/organizations/{code}/statement")).expect(200);
    world.get(&format!("{path}?as_of=2100-01-01")).expect(400);
    world.get("/api/v1/organizations/none/statement.pdf").expect(404);
}
