//! The lists of the law for service institutions, foundations and names: each entry alone.
//!
//! The lists are written out here once more, so that one entry more or less in the rulebook fails.

use shuniu_core::registration::{DocumentKind, EstablishmentApplication, LegalForm};

use crate::{
    Facts, VIOLATED, required,
    support::{
        FOUNDATION_CHARTER, INSTITUTION_CHARTER, application, books, foundation, institution,
    },
};

type Application = fn() -> EstablishmentApplication;

/// What the finding of a rule that is violated says is missing.
fn missing(
    application: Application,
    rule: &str,
    change: impl FnOnce(&mut EstablishmentApplication),
) -> Vec<String> {
    let mut facts = Facts { application: application(), ..Facts::default() };
    change(&mut facts.application);
    let finding = facts.finding(&books().law, rule);
    assert_eq!(finding.as_ref().map(|f| f.outcome), VIOLATED, "{rule}: {finding:?}");
    required(&finding).iter().map(ToString::to_string).collect()
}

/// The words of which a rule finds one, of all that any law speaks of.
fn found(
    application: Application,
    rule: &str,
    put: impl Fn(&mut EstablishmentApplication, &str),
) -> Vec<&'static str> {
    let outcome = |word: &str| {
        let mut facts = Facts { application: application(), ..Facts::default() };
        put(&mut facts.application, word);
        facts.application.name = facts.application.name_parts.joined();
        facts.finding(&books().law, rule).map(|f| f.outcome)
    };
    WORDS.into_iter().filter(|word| outcome(word) == VIOLATED).collect()
}

const WORDS: [&str; 10] =
    ["中国", "全国", "中华", "国际", "世界", "第一", "最高", "国家级", "亚洲", "最好"];

/// MF art. 9 and JJ art. 9, each in its own order.
#[test]
fn each_document() {
    use DocumentKind as D;
    let institutions = [
        D::Application,
        D::PremisesRight,
        D::CapitalVerification,
        D::FoundersAndOfficers,
        D::DraftCharter,
    ];
    let foundations = [
        D::Application,
        D::DraftCharter,
        D::CapitalVerification,
        D::PremisesRight,
        D::FoundersAndOfficers,
    ];
    let lists: [(Application, _, _); 2] =
        [(institution, "MF-9", institutions), (foundation, "JJ-9", foundations)];
    for (application, rule, list) in lists {
        for kind in list {
            let without = |a: &mut EstablishmentApplication| a.documents.retain(|d| d.kind != kind);
            assert_eq!(missing(application, rule, without), [kind.id()], "{rule}");
        }
        let none = |a: &mut EstablishmentApplication| a.documents.clear();
        assert_eq!(missing(application, rule, none), list.map(DocumentKind::id), "{rule}");
    }
}

/// MF art. 10 and JJ art. 10; the clause of the interim measures (art. 6) is a rule of its own.
#[test]
fn each_content_of_the_charter() {
    let (clause, contents) = INSTITUTION_CHARTER.split_last().expect("contents");
    let lists: [(Application, _, &[&str]); 3] = [
        (institution, "MF-10", contents),
        (institution, "MF-10b", &[clause]),
        (foundation, "JJ-10b", &FOUNDATION_CHARTER),
    ];
    for (application, rule, list) in lists {
        for item in list {
            let without = |a: &mut EstablishmentApplication| a.charter_items.retain(|i| i != item);
            assert_eq!(missing(application, rule, without), [*item], "{rule}");
        }
        let none = |a: &mut EstablishmentApplication| a.charter_items.clear();
        assert_eq!(missing(application, rule, none), list, "{rule}");
    }
}

/// Interim measures art. 6: a partnership contract contains less than a charter.
#[test]
fn each_content_of_a_partnership_contract() {
    let partnership = || {
        let mut a = institution();
        a.institution.as_mut().expect("stated").legal_form = LegalForm::Partnership;
        a
    };
    let none = |a: &mut EstablishmentApplication| a.charter_items.clear();
    let contents = [
        "name_and_domicile",
        "purpose_scope_and_area",
        "organization_and_management",
        "assets",
        "amendment",
        "termination",
    ];
    assert_eq!(missing(partnership, "MF-10", none), contents);
}

/// Order 69 art. 11: of a word of which the regulation of the kind speaks, that one decides.
#[test]
fn each_word_that_may_only_qualify_the_field() {
    let brand =
        |a: &mut EstablishmentApplication, word: &str| word.clone_into(&mut a.name_parts.brand);
    assert_eq!(found(application, "MC-11a", brand), ["国际", "世界"]);
    assert_eq!(found(institution, "MC-11a", brand), ["国际", "世界"]);
    assert_eq!(found(foundation, "MC-11a", brand), ["中国", "全国", "中华", "国际", "世界"]);
}

/// Order 69 art. 11.
#[test]
fn each_superlative() {
    let field =
        |a: &mut EstablishmentApplication, word: &str| word.clone_into(&mut a.name_parts.field);
    for application in [application as Application, institution, foundation] {
        assert_eq!(found(application, "MC-11b", field), ["第一", "最高", "国家级"]);
    }
}
