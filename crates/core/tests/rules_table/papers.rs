//! Documents, registered items, charter (art. 11, 12 ¶2, 14): each one missing.

use shuniu_core::registration::DocumentKind;

use crate::{
    Facts, MET, VIOLATED, fields, required, row,
    support::{CHARTER, DOCUMENTS, direct, document},
};

/// The list of art. 11 as the finding names it.
const LISTED: &str =
    "application capital_verification premises_right founders_and_officers draft_charter";

/// The list of art. 14 as the finding names it.
const CONTENTS: &str = "name_and_domicile purpose_scope_and_area membership \
                        democratic_organization officers assets amendment termination other";

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
    row(rule, "all nine", |_| {}, MET, article, CONTENTS);
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
        ("activity_funds_yuan", |f| f.application.activity_funds_yuan = 0),
        ("activity_funds_yuan", |f| f.application.activity_funds_yuan = -1),
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
    row(rule, "one yuan", |f| f.application.activity_funds_yuan = 1, MET, article, "");
    // Trap 28: with direct registration there is no supervisory unit to state.
    let change = |f: &mut Facts| f.application.route = direct("charity", "poverty");
    row(rule, "direct registration", change, MET, article, "");
}
