//! The rulebook as text, to break it or to change a number of the law in it.

use std::path::Path;

use shuniu_core::{
    act::{ActKind, MatterKind},
    law::{Law, RulebookError},
    registration::{Application, EstablishmentApplication, rules::is_about},
};

/// The rulebook's files as they lie in the folder: name without ending, text.
pub fn rulebook_files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebook");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the rulebook's folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("its text"))
        })
        .collect();
    files.sort();
    files
}

/// The rulebook with one place of one file changed. The place must occur exactly once.
pub fn law_with(file: &str, old: &str, new: &str) -> Result<Law, RulebookError> {
    let mut files = rulebook_files();
    let text = files.iter_mut().find(|(name, _)| name == file).map(|(_, text)| text);
    let text = text.expect("the file");
    assert_eq!(text.matches(old).count(), 1, "{old:?} occurs once in {file}");
    *text = text.replacen(old, new, 1);
    law_of(&files)
}

/// The rulebook with a number changed: the one in the values of the parameter `id`.
pub fn law_with_number(file: &str, id: &str, old: i64, new: i64) -> Law {
    let mut files = rulebook_files();
    let text = files.iter_mut().find(|(name, _)| name == file).map(|(_, text)| text);
    let text = text.expect("the file");
    let head = text.find(&format!("id = \"{id}\"")).expect("the parameter");
    let tail = text[head..].find("[[").map_or(text.len(), |end| head + end);
    let section = &text[head..tail];
    let old = format!("number = {old} }}");
    assert_eq!(section.matches(&old).count(), 1, "{old:?} occurs once in {id}");
    let section = section.replacen(&old, &format!("number = {new} }}"), 1);
    text.replace_range(head..tail, &section);
    law_of(&files).expect("a law with another number")
}

pub fn law_of(files: &[(String, String)]) -> Result<Law, RulebookError> {
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    Law::from_files(&files)
}

/// A local rulebook with one number.
pub fn local(jurisdiction: &str, parameter: &str, from: &str, number: i64) -> String {
    format!(
        "jurisdiction = \"{jurisdiction}\"\nid = \"LOCAL-{jurisdiction}\"\nzh = \"地方规定\"\n\
         en = \"Local measures\"\nread_on = \"2026-01-05\"\n\n[[override]]\nparameter = \
         \"{parameter}\"\narticle = \"3\"\nfrom = \"{from}\"\nnumber = {number}\n"
    )
}

/// The rules that guard the approval of this establishment: of its kind, and about what it states.
pub fn rules_asked_of(application: &EstablishmentApplication) -> Vec<&'static str> {
    let approve = ActKind::ApproveApplication.row().expect("the act");
    let rules = approve.content_rules(MatterKind::Establishment);
    let mut rules = super::books().law.for_kind(rules, application.kind);
    let application = Application::from(application.clone());
    rules.retain(|rule| is_about(&application, rule));
    rules
}
