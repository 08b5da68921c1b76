//! Bars on the legal representative, founders and officers (art. 12 ¶3, 13(3)).

use shuniu_core::{organization::OrganizationKind, registration::Conviction};

use crate::{
    Facts, MET, UNKNOWN, VIOLATED, fields, row,
    support::{CLEAN, NATIONAL, NEIGHBOUR, REGISTRAR, person},
};

/// An organization whose legal representative has the digest `who`.
fn represents(kind: OrganizationKind, registrar: &str, who: &str) -> impl FnOnce(&mut Facts) {
    let (registrar, who) = (registrar.to_owned(), who.to_owned());
    move |f| {
        let other = f.exists(kind, "某会", &registrar);
        other.items.legal_representative = Some(person("某人", &who));
    }
}

/// Trap 6: an association asks about other associations only, wherever they are registered.
#[test]
fn legal_representative_of_another() {
    use OrganizationKind as K;
    let (rule, article) = ("ST-12c", "12 ¶3");
    row(rule, "of none", |_| {}, MET, article, "");
    let table = [
        (K::Association, REGISTRAR, "d-zhang", VIOLATED),
        (K::Association, NEIGHBOUR, "d-zhang", VIOLATED),
        (K::Association, NATIONAL, "d-zhang", VIOLATED),
        (K::Foundation, REGISTRAR, "d-zhang", MET),
        (K::ServiceInstitution, REGISTRAR, "d-zhang", MET),
        // The other officer may represent another association; so may a stranger.
        (K::Association, REGISTRAR, "d-li", MET),
        (K::Association, REGISTRAR, "d-wang", MET),
    ];
    for (kind, registrar, who, outcome) in table {
        let what = format!("{who} represents a {kind:?} of {registrar}");
        let finding = row(rule, &what, represents(kind, registrar, who), outcome, article, "");
        if outcome == VIOLATED {
            assert_eq!(fields(&finding), ["legal_representative_of"]);
        }
    }
}

/// Who cannot be told apart cannot be cleared.
#[test]
fn legal_representative_without_identity() {
    let change = |f: &mut Facts| f.application.officers[0].person.identity_digest = None;
    row("ST-12c", "no identity number", change, UNKNOWN, "12 ¶3", "");
    row("ST-12c", "nobody", |f| f.application.officers.clear(), UNKNOWN, "12 ¶3", "");
    let change = |f: &mut Facts| f.application.officers[1].legal_representative = true;
    row("ST-12c", "two marked", change, UNKNOWN, "12 ¶3", "");
}

fn declared(deprived: Option<bool>, capable: Option<bool>) -> Conviction {
    Conviction { deprived_of_political_rights: deprived, full_capacity: capable }
}

#[test]
fn declarations() {
    let (yes, no) = (Some(true), Some(false));
    let table = [
        (no, yes, MET),
        (yes, yes, VIOLATED),
        (no, no, VIOLATED),
        (yes, no, VIOLATED),
        // A declaration that was not made is a missing fact, not a good one.
        (None, yes, UNKNOWN),
        (no, None, UNKNOWN),
        (None, None, UNKNOWN),
        // What is known to be bad stays bad.
        (yes, None, VIOLATED),
        (None, no, VIOLATED),
    ];
    for (deprived, capable, outcome) in table {
        let what = format!("deprived {deprived:?}, capable {capable:?}");
        let declaration = declared(deprived, capable);
        let founder = |f: &mut Facts| f.application.founders[0].declaration = declaration;
        row("ST-13-3", &format!("founder: {what}"), founder, outcome, "13(3)", "");
        for i in 0..2 {
            let officer = |f: &mut Facts| f.application.officers[i].declaration = declaration;
            row("ST-13-3", &format!("officer {i}: {what}"), officer, outcome, "13(3)", "");
        }
    }
}

#[test]
fn a_unit_has_no_civil_rights_to_lose() {
    for declaration in [Conviction::default(), declared(Some(true), Some(false)), CLEAN] {
        let change = |f: &mut Facts| f.application.founders[1].declaration = declaration;
        row("ST-13-3", "founding unit", change, MET, "13(3)", "");
    }
}

#[test]
fn one_bad_declaration_among_missing_ones_is_named() {
    let change = |f: &mut Facts| {
        f.application.founders[0].declaration = Conviction::default();
        f.application.officers[1].declaration = declared(Some(true), Some(true));
    };
    let finding = row("ST-13-3", "one of each", change, VIOLATED, "13(3)", "");
    assert_eq!(fields(&finding), ["officers/1/declaration/deprived_of_political_rights"]);
}
