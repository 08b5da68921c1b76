//! Legal persons by statute (association regulation art. 15): the approval and its sixty days.

use shuniu_core::{
    organization::OrganizationKind,
    registration::{DocumentKind, StatutoryApproval},
};

use crate::{
    Change, Facts, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, fields, row,
    support::{day, document, statutory},
};

fn with(change: impl FnOnce(&mut Facts)) -> impl FnOnce(&mut Facts) {
    |f| {
        f.application = statutory("2026-04-02");
        change(f);
    }
}

fn approval(f: &mut Facts) -> &mut StatutoryApproval {
    f.application.statutory.as_mut().unwrap()
}

#[test]
fn the_approval() {
    let (rule, article) = ("ST-15", "15");
    row(rule, "in full", with(|_| {}), MET, article, "");
    row(rule, "not stated", |_| {}, UNKNOWN, article, "");
    let rows: [(&str, Change); 7] = [
        ("statutory.authority", |f| approval(f).authority.clear()),
        ("statutory.number", |f| approval(f).number = " ".to_owned()),
        ("statutory.statute", |f| approval(f).statute.clear()),
        ("statutory.approved_on", |f| approval(f).approved_on = day("2026-06-02")),
        ("documents", |f| {
            f.application.documents.retain(|d| d.kind != DocumentKind::StatutoryApproval);
            f.application.documents.push(document(DocumentKind::Other));
        }),
        ("charity", |f| f.application.charity = Some(crate::support::charity())),
        ("kind", |f| f.application.kind = OrganizationKind::Foundation),
    ];
    for (field, change) in rows {
        let finding = row(rule, field, with(change), VIOLATED, article, "");
        assert_eq!(fields(&finding), [field]);
    }
}

#[test]
fn sixty_days() {
    let (rule, article) = ("ST-15a", "15");
    row(rule, "the sixtieth", with(|_| {}), MET, article, "60");
    let late =
        row(rule, "a day later", with(|f| f.on = day("2026-06-02")), VIOLATED, article, "60");
    assert_eq!(fields(&late), ["statutory.approved_on", "received_on"]);
    row(rule, "another establishment", |_| {}, NOT_APPLICABLE, article, "60");
}
