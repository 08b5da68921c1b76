//! The name (art. 10 ¶2; name measures art. 8, 9, 12, 16).

use shuniu_core::{
    organization::OrganizationKind,
    registration::{DocumentKind, NameParts, Reach},
};

use crate::{
    Facts, MET, NOT_APPLICABLE, NOT_IN_FORCE, UNKNOWN, VIOLATED, row,
    support::{NEIGHBOUR, REGISTRAR, day, document, place},
};

/// The words of art. 10 ¶2 as the finding names them.
const WORDS: &str = "中国 全国 中华";

/// The forms as the finding names them.
const FORMS: &str = "协会 商会 学会 研究会 促进会 联合会 联谊会 校友会 同业公会";

fn name(f: &mut Facts, division: &str, field: &str, form: &str) {
    f.application.name_parts = NameParts {
        division: division.to_owned(),
        brand: String::new(),
        field: field.to_owned(),
        form: form.to_owned(),
        ..NameParts::default()
    };
    f.application.name = f.application.name_parts.joined();
}

fn local(f: &mut Facts, code: &str) {
    f.application.reach = Reach::Local { division: place(code) };
}

#[test]
fn national_words_in_a_local_name() {
    let (rule, article) = ("ST-10g", "10 ¶2");
    row(rule, "none", |_| {}, MET, article, WORDS);
    for word in ["中国", "全国", "中华"] {
        let head = |f: &mut Facts| name(f, "", &format!("{word}技艺"), "协会");
        row(rule, &format!("{word} at the head"), head, VIOLATED, article, WORDS);
        let after = |f: &mut Facts| name(f, "北京市朝阳区", &format!("{word}技艺"), "协会");
        row(rule, &format!("{word} after the division"), after, VIOLATED, article, WORDS);
        let inside = |f: &mut Facts| name(f, "北京市朝阳区", &format!("示范{word}技艺"), "协会");
        row(rule, &format!("{word} inside"), inside, MET, article, WORDS);
        let approved = |f: &mut Facts| {
            name(f, "北京市朝阳区", &format!("{word}技艺"), "协会");
            f.application.documents.push(document(DocumentKind::NameApproval));
        };
        row(rule, &format!("{word}, local, approved"), approved, VIOLATED, article, WORDS);
    }
    // 中原 and 全民 are other words.
    let other = |f: &mut Facts| name(f, "北京市朝阳区", "全民健身", "协会");
    row(rule, "another word", other, MET, article, WORDS);
}

#[test]
fn national_words_in_a_national_name() {
    let (rule, article) = ("ST-10g", "10 ¶2");
    for word in ["中国", "全国", "中华"] {
        for (approved, outcome) in [(false, VIOLATED), (true, MET)] {
            let change = |f: &mut Facts| {
                f.application.reach = Reach::National;
                name(f, "", &format!("{word}技艺"), "协会");
                if approved {
                    f.application.documents.push(document(DocumentKind::NameApproval));
                }
            };
            row(rule, &format!("{word}, approved: {approved}"), change, outcome, article, WORDS);
        }
    }
    let across = |f: &mut Facts| {
        f.application.reach =
            Reach::CrossRegion { divisions: vec![place("110105"), place("110101")] };
        name(f, "北京市", "中国技艺", "协会");
        f.application.documents.push(document(DocumentKind::NameApproval));
    };
    row(rule, "across regions, approved", across, VIOLATED, article, WORDS);
}

#[test]
fn structure() {
    let (rule, article) = ("MC-8a", "8 ¶1");
    row(rule, "division, field, form", |_| {}, MET, article, "");
    let table: [(&str, crate::Change); 7] = [
        ("a brand between", |f| f.application.name = "北京市朝阳区星光示范技艺协会".to_owned()),
        ("parts in another order", |f| {
            f.application.name = "示范技艺北京市朝阳区协会".to_owned();
        }),
        ("something after the form", |f| f.application.name.push_str("（筹）")),
        ("no field", |f| name(f, "北京市朝阳区", "", "协会")),
        ("no form", |f| name(f, "北京市朝阳区", "示范技艺", "")),
        ("no division", |f| name(f, "", "示范技艺", "协会")),
        ("no division across regions", |f| {
            f.application.reach =
                Reach::CrossRegion { divisions: vec![place("110105"), place("110101")] };
            name(f, "", "示范技艺", "协会");
        }),
    ];
    for (what, change) in table {
        row(rule, what, change, VIOLATED, article, "");
    }
    let national = |f: &mut Facts| {
        f.application.reach = Reach::National;
        name(f, "", "示范技艺", "协会");
    };
    row(rule, "national", national, MET, article, "");
}

#[test]
fn no_division_in_a_national_name() {
    let (rule, article) = ("MC-8d", "8 ¶3");
    row(rule, "local", |_| {}, NOT_APPLICABLE, article, "");
    for (division, outcome) in [("", MET), ("北京市", VIOLATED)] {
        let change = |f: &mut Facts| {
            f.application.reach = Reach::National;
            name(f, division, "示范技艺", "协会");
        };
        row(rule, &format!("national, {division:?}"), change, outcome, article, "");
    }
    // An approval of the name lifts it; no other document does.
    for kind in [DocumentKind::NameApproval, DocumentKind::Other] {
        for division in ["", "北京市"] {
            let change = |f: &mut Facts| {
                f.application.reach = Reach::National;
                name(f, division, "示范技艺", "协会");
                f.application.documents.push(document(kind));
            };
            let barred = kind == DocumentKind::Other && !division.is_empty();
            let outcome = if barred { VIOLATED } else { MET };
            row(rule, &format!("{division:?} with {kind:?}"), change, outcome, article, "");
        }
    }
}

/// No program judges what a name means: before the examination nobody knows.
#[test]
fn the_content_of_a_name() {
    let (rule, article) = ("MC-13", "13");
    let unknown = row(rule, "before the examination", |_| {}, UNKNOWN, article, "");
    assert_eq!(unknown.expect("in force").missing, ["examination"]);
    row(rule, "nothing found", |f| f.examined(|_| {}), MET, article, "");
    let fraud = |f: &mut Facts| f.examined(|e| e.fraud = Some("伪造".to_owned()));
    row(rule, "fraud", fraud, MET, article, "");
}

#[test]
fn the_division_in_a_name() {
    let (rule, article) = ("MC-9", "9");
    let table = [
        // A district of a municipality stands with its city, with or without 市.
        ("110105", "北京市朝阳区", MET),
        ("110105", "北京朝阳区", MET),
        ("110105", "朝阳区", VIOLATED),
        ("110105", "朝阳", VIOLATED),
        ("110105", "北京市", VIOLATED),
        ("110105", "北京市东城区", VIOLATED),
        ("110105", "上海市朝阳区", VIOLATED),
        ("110105", "", VIOLATED),
        // A municipality, with or without 市.
        ("110000", "北京市", MET),
        ("110000", "北京", MET),
        ("110000", "北京市朝阳区", VIOLATED),
        // A province.
        ("320000", "江苏省", MET),
        ("320000", "江苏", MET),
        ("320000", "江苏市", VIOLATED),
    ];
    for (code, division, outcome) in table {
        let change = |f: &mut Facts| {
            local(f, code);
            name(f, division, "示范技艺", "协会");
        };
        row(rule, &format!("{code}: {division:?}"), change, outcome, article, "");
    }
    row(rule, "national", |f| f.application.reach = Reach::National, NOT_APPLICABLE, article, "");
    row(rule, "no such place", |f| local(f, "990101"), UNKNOWN, article, "");
    let across = |f: &mut Facts| {
        f.application.reach =
            Reach::CrossRegion { divisions: vec![place("110105"), place("110101")] };
        name(f, "北京市", "示范技艺", "协会");
    };
    row(rule, "across districts, the city's name", across, MET, article, "");
}

/// A city of a province is written with or without its province in front; a district of such a
/// city stands together with it.
#[test]
fn the_city_of_a_province_in_a_name() {
    let table = [
        ("320500", "江苏省苏州市", MET),
        ("320500", "江苏省苏州", MET),
        ("320505", "江苏省苏州市虎丘区", MET),
        ("320505", "虎丘区", VIOLATED),
        ("320500", "南京市", VIOLATED),
    ];
    for (code, division, outcome) in table {
        let change = |f: &mut Facts| {
            local(f, code);
            name(f, division, "示范技艺", "协会");
        };
        row("MC-9", &format!("{code}: {division}"), change, outcome, "9", "");
    }
}

#[test]
fn form() {
    let (rule, article) = ("MC-12", "12");
    for form in FORMS.split(' ') {
        let change = |f: &mut Facts| name(f, "北京市朝阳区", "示范技艺", form);
        row(rule, form, change, MET, article, FORMS);
    }
    for form in ["中心", "基金会", "公司", "分会", "协", "", "协会会"] {
        let change = |f: &mut Facts| name(f, "北京市朝阳区", "示范技艺", form);
        row(rule, form, change, VIOLATED, article, FORMS);
    }
}

/// Trap 22: the same registrar, field and form; a nationwide bar would be wrong.
#[test]
fn the_same_name() {
    use OrganizationKind as K;
    let (rule, article) = ("MC-16a", "16(1)");
    row(rule, "free", |_| {}, MET, article, "");
    let table = [
        ("the same", K::Association, "北京市朝阳区示范技艺协会", REGISTRAR, VIOLATED),
        (
            "in another spelling",
            K::Association,
            "北京市 朝阳区「示范技艺」协会",
            REGISTRAR,
            VIOLATED,
        ),
        ("of another kind", K::ServiceInstitution, "北京市朝阳区示范技艺协会", REGISTRAR, MET),
        ("at another registrar", K::Association, "北京市朝阳区示范技艺协会", NEIGHBOUR, MET),
        ("with another form", K::Association, "北京市朝阳区示范技艺学会", REGISTRAR, MET),
        ("in another field", K::Association, "北京市朝阳区技艺协会", REGISTRAR, MET),
    ];
    for (what, kind, taken, registrar, outcome) in table {
        let change = |f: &mut Facts| {
            f.exists(kind, taken, registrar);
        };
        let finding = row(rule, what, change, outcome, article, "").expect("in force");
        if outcome == VIOLATED {
            assert!(finding.facts[0].found.contains(taken), "the holder is named");
        }
    }
}

/// The measures are in force since 2024-05-01; before, only art. 10 ¶2 speaks of names.
#[test]
fn before_the_name_measures() {
    let everything_wrong = |f: &mut Facts| {
        f.exists(OrganizationKind::Association, "朝阳区星光中心", REGISTRAR);
        name(f, "朝阳区", "星光", "中心");
    };
    for (rule, article, number) in
        [("MC-9", "9", ""), ("MC-12", "12", FORMS), ("MC-16a", "16(1)", "")]
    {
        let before = |f: &mut Facts| {
            everything_wrong(f);
            f.on = day("2024-04-30");
        };
        row(rule, "the day before", before, NOT_IN_FORCE, article, number);
        let after = |f: &mut Facts| {
            everything_wrong(f);
            f.on = day("2024-05-01");
        };
        row(rule, "the first day", after, VIOLATED, article, number);
    }
    let before = |f: &mut Facts| {
        name(f, "", "中国技艺", "协会");
        f.on = day("2024-04-30");
    };
    row("ST-10g", "long before", before, VIOLATED, "10 ¶2", WORDS);
}
