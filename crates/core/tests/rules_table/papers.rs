//! Documents, registered items, charter (art. 11, 12 ¶2, 14): each one missing.

use shuniu_core::{
    law::Finding,
    registration::{Conviction, DocumentKind},
};

use crate::{
    Facts, MET, VIOLATED, fields, required, row,
    support::{CHARTER, DOCUMENTS, direct, document},
};

/// The list of art. 11 as the finding names it.
const LISTED: &str =
    "application capital_verification premises_right founders_and_officers draft_charter";

/// The list of art. 14 as the finding names it.
const CONTENTS: &str = "name_and_domicile purpose_scope_and_area membership \
                        democratic_organization officers assets amendment termination";

#[test]
fn documents() {
    let (rule, article) = ("ST-11", "11");
    row(rule, "all five", |_| {}, MET, article, LISTED);
    for kind in DOCUMENTS {
        let change = |f: &mut Facts| f.application.documents.retain(|d| d.kind != kind);
        let finding = row(rule, kind.id(), change, VIOLATED, article, LISTED);
        assert_eq!(required(&finding), [kind.id()]);
    }
    let finding = row(rule, "none", |f| f.application.documents.clear(), VIOLATED, article, LISTED);
    assert_eq!(required(&finding), DOCUMENTS.map(DocumentKind::id));
    let change = |f: &mut Facts| f.application.documents.push(document(DocumentKind::Other));
    row(rule, "one more", change, MET, article, LISTED);
    let change = |f: &mut Facts| {
        for d in &mut f.application.documents {
            d.kind = DocumentKind::Other;
        }
    };
    row(rule, "five others", change, VIOLATED, article, LISTED);
}

#[test]
fn charter() {
    let (rule, article) = ("ST-14", "14");
    row(rule, "all eight", |_| {}, MET, article, CONTENTS);
    for item in CHARTER {
        let change = |f: &mut Facts| f.application.charter_items.retain(|c| c != item);
        let finding = row(rule, item, change, VIOLATED, article, CONTENTS);
        assert_eq!(required(&finding), [item]);
    }
    let change = |f: &mut Facts| f.application.charter_items.clear();
    let finding = row(rule, "empty", change, VIOLATED, article, CONTENTS);
    assert_eq!(required(&finding), CHARTER);
    let change = |f: &mut Facts| f.application.charter_items.push("seal".to_owned());
    row(rule, "one more", change, MET, article, CONTENTS);
    let change = |f: &mut Facts| f.application.charter_items.push("other".to_owned());
    row(rule, "art. 14 (9), whatever else", change, MET, article, CONTENTS);
}

/// Art. 11 asks for founders and officers with their data: who did not declare is named, and the
/// legal representative whose identity is not proved.
#[test]
fn data_of_founders_and_officers() {
    let (rule, article) = ("ST-11", "11");
    let declared = |deprived, capable| Conviction {
        deprived_of_political_rights: deprived,
        full_capacity: capable,
    };
    let (yes, no) = (Some(true), Some(false));
    let table = [
        (no, yes, MET),
        // What was declared is complete, good or bad; ST-13-3 judges it.
        (yes, yes, MET),
        (no, no, MET),
        (None, yes, VIOLATED),
        (no, None, VIOLATED),
        (None, None, VIOLATED),
        (yes, None, VIOLATED),
        (None, no, VIOLATED),
    ];
    for (deprived, capable, outcome) in table {
        let declaration = declared(deprived, capable);
        let what = format!("deprived {deprived:?}, capable {capable:?}");
        let named = |who: &str, finding: Option<Finding>| {
            let wanted = if outcome == MET { vec![] } else { vec![format!("{who}/declaration")] };
            assert_eq!(fields(&finding), wanted, "{who}: {what}");
        };
        let founder = |f: &mut Facts| f.application.founders[0].declaration = declaration;
        named("founders/0", row(rule, &what, founder, outcome, article, LISTED));
        for i in 0..2 {
            let officer = |f: &mut Facts| f.application.officers[i].declaration = declaration;
            named(&format!("officers/{i}"), row(rule, &what, officer, outcome, article, LISTED));
        }
        // A unit declares nothing of the kind.
        let unit = |f: &mut Facts| f.application.founders[1].declaration = declaration;
        row(rule, &format!("unit: {what}"), unit, MET, article, LISTED);
    }
    let missing: [(&str, crate::Change, &[&str]); 5] = [
        ("no founders", |f| f.application.founders.clear(), &["founders"]),
        ("no officers", |f| f.application.officers.clear(), &["officers"]),
        (
            "no identity number",
            |f| f.application.officers[0].person.identity_digest = None,
            &["officers/legal_representative/identity_number"],
        ),
        (
            "nobody declared",
            |f| {
                let a = &mut f.application;
                a.founders[0].declaration = Conviction::default();
                a.officers.iter_mut().for_each(|o| o.declaration = Conviction::default());
            },
            &["founders/0/declaration", "officers/0/declaration", "officers/1/declaration"],
        ),
        (
            "a declaration and an identity number",
            |f| {
                f.application.officers[0].person.identity_digest = None;
                f.application.officers[1].declaration = Conviction::default();
            },
            &["officers/1/declaration", "officers/legal_representative/identity_number"],
        ),
    ];
    for (what, change, wanted) in missing {
        let finding = row(rule, what, change, VIOLATED, article, LISTED);
        assert_eq!(fields(&finding), wanted, "{what}");
    }
    let change = |f: &mut Facts| f.application.officers[1].person.identity_digest = None;
    row(rule, "another officer's identity number", change, MET, article, LISTED);
}

#[test]
fn registered_items() {
    let (rule, article) = ("ST-12b", "12 ¶2");
    row(rule, "all", |_| {}, MET, article, "");
    let table: [(&str, crate::Change); 12] = [
        ("name", |f| f.application.name.clear()),
        ("name", |f| f.application.name = "\u{3000}".to_owned()),
        ("domicile", |f| f.application.domicile.clear()),
        ("purpose", |f| f.application.purpose.clear()),
        ("business_scope", |f| f.application.business_scope = " ".to_owned()),
        ("activity_area", |f| f.application.activity_area.clear()),
        ("funds_yuan", |f| f.application.funds_yuan = 0),
        ("funds_yuan", |f| f.application.funds_yuan = -1),
        ("officers.legal_representative", |f| f.application.officers.clear()),
        ("officers.legal_representative", |f| {
            f.application.officers[0].legal_representative = false;
        }),
        ("officers.legal_representative", |f| {
            f.application.officers[1].legal_representative = true;
        }),
        ("purpose", |f| f.application.purpose = "\t\n".to_owned()),
    ];
    for (field, change) in table {
        let finding = row(rule, field, change, VIOLATED, article, "");
        assert_eq!(fields(&finding), [field]);
    }
    let change = |f: &mut Facts| {
        f.application.purpose.clear();
        f.application.domicile.clear();
    };
    let finding = row(rule, "two at once", change, VIOLATED, article, "");
    assert_eq!(fields(&finding), ["domicile", "purpose"]);
    row(rule, "one yuan", |f| f.application.funds_yuan = 1, MET, article, "");
    // Trap 28: with direct registration there is no supervisory unit to state.
    let change = |f: &mut Facts| f.application.route = direct("charity", "poverty");
    row(rule, "direct registration", change, MET, article, "");
}
