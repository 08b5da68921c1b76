//! Posts of retired leading cadres and civil servants; names of persons and of other organizations.

use shuniu_core::{
    organization::OrganizationKind,
    registration::{
        Application, CadrePost, CadreStanding, MeritField, OrganizationInName, PersonInName,
        UnitConsent, rules::is_about,
    },
};

use crate::{
    Change, Facts, MET, NOT_APPLICABLE, UNKNOWN, VIOLATED, fields, row,
    support::{application, day, institution},
};

fn post(standing: CadreStanding) -> CadrePost {
    let approval =
        UnitConsent { number: "示组函〔2026〕1号".to_owned(), dated: day("2026-05-20") };
    CadrePost {
        standing,
        approval: Some(approval),
        posts: Some(1),
        term: Some(2),
        age: Some(70),
        paid: Some(false),
        left_office_on: None,
    }
}

/// The usual application, whose second officer is a retired cadre.
fn retired(change: impl FnOnce(&mut CadrePost)) -> impl FnOnce(&mut Facts) {
    with(CadreStanding::Retired, change)
}

fn with(standing: CadreStanding, change: impl FnOnce(&mut CadrePost)) -> impl FnOnce(&mut Facts) {
    move |f| {
        let mut stated = post(standing);
        change(&mut stated);
        f.application.officers[1].cadre = Some(stated);
    }
}

#[test]
fn limits_for_retired_cadres() {
    type Row = (&'static str, &'static str, &'static str, fn(&mut CadrePost, Option<u32>));
    let rows: [Row; 3] = [
        ("RZ-2", "posts", "1", |p, n| p.posts = n),
        ("RZ-3", "terms", "2", |p, n| p.term = n),
        ("RZ-4", "age", "70", |p, n| p.age = n),
    ];
    for (rule, article, number, set) in rows {
        let most: u32 = number.parse().unwrap();
        for (stated, outcome) in
            [(Some(most - 1), MET), (Some(most), MET), (Some(most + 1), VIOLATED), (None, UNKNOWN)]
        {
            let change = retired(|p| set(p, stated));
            row(rule, &format!("{stated:?}"), change, outcome, article, number);
        }
        row(rule, "nobody is one", |_| {}, NOT_APPLICABLE, article, number);
        let servant = with(CadreStanding::CivilServant, |p| set(p, Some(most + 1)));
        row(rule, "a civil servant", servant, NOT_APPLICABLE, article, number);
    }
}

#[test]
fn approval_pay_and_representation() {
    let late = |p: &mut CadrePost| p.approval.as_mut().unwrap().dated = day("2026-06-02");
    for (rule, article, standing) in
        [("RZ-1", "approval", CadreStanding::Retired), ("RZ-8", "44", CadreStanding::CivilServant)]
    {
        row(rule, "approved", with(standing, |_| {}), MET, article, "");
        row(rule, "to come", with(standing, late), VIOLATED, article, "");
        row(rule, "not stated", with(standing, |p| p.approval = None), UNKNOWN, article, "");
        row(rule, "nobody is one", |_| {}, NOT_APPLICABLE, article, "");
    }
    for (rule, article, standing) in
        [("RZ-6", "pay", CadreStanding::Retired), ("RZ-8", "44", CadreStanding::CivilServant)]
    {
        row(rule, "unpaid", with(standing, |_| {}), MET, article, "");
        row(rule, "not stated", with(standing, |p| p.paid = None), UNKNOWN, article, "");
        let paid =
            row(rule, "paid", with(standing, |p| p.paid = Some(true)), VIOLATED, article, "");
        assert_eq!(fields(&paid), ["officers/1/cadre/paid"]);
    }
    let both = with(CadreStanding::CivilServant, |p| {
        p.paid = Some(true);
        p.approval.as_mut().unwrap().dated = day("2026-06-02");
    });
    let both = row("RZ-8", "late and paid", both, VIOLATED, "44", "");
    let wanted = ["officers/1/cadre/approval/dated", "officers/1/cadre/paid"];
    assert_eq!(fields(&both), wanted, "all at once");
    row("RZ-5", "another represents", retired(|_| {}), MET, "representative", "");
    let represents =
        |f: &mut Facts| f.application.officers[0].cadre = Some(post(CadreStanding::Retired));
    row("RZ-5", "legal representative", represents, VIOLATED, "representative", "");
}

/// The rules begin with their documents.
#[test]
fn before_and_after_the_notice() {
    let on = |when: &'static str| {
        move |f: &mut Facts| {
            retired(|p| p.age = Some(71))(f);
            f.on = day(when);
        }
    };
    row("RZ-4", "the day before", on("2014-06-24"), None, "age", "70");
    row("RZ-4", "the first day", on("2014-06-25"), VIOLATED, "age", "70");
}

fn named(f: &mut Facts, kind: OrganizationKind, person: PersonInName) {
    if kind == OrganizationKind::ServiceInstitution {
        f.application = institution();
    }
    f.application.name_parts.person = Some(person);
}

fn person() -> PersonInName {
    PersonInName {
        name: "示范".to_owned(),
        living: true,
        consented: Some(true),
        merit: Some(MeritField::Science),
        deprived_of_political_rights: Some(false),
    }
}

#[test]
fn names_of_persons() {
    use OrganizationKind::{Association, ServiceInstitution};
    type Row =
        (&'static str, OrganizationKind, fn(&mut PersonInName), Option<shuniu_core::law::Verdict>);
    let rows: [Row; 11] = [
        ("outstanding", Association, |_| {}, MET),
        ("of another field", Association, |p| p.merit = Some(MeritField::Other), VIOLATED),
        ("of no stated field", Association, |p| p.merit = None, UNKNOWN),
        ("consent alone", Association, |p| (p.merit, p.consented) = (None, Some(true)), UNKNOWN),
        ("living, consented", ServiceInstitution, |p| p.merit = None, MET),
        ("living, refused", ServiceInstitution, |p| p.consented = Some(false), VIOLATED),
        ("living, not asked", ServiceInstitution, |p| p.consented = None, UNKNOWN),
        ("dead, of merit", ServiceInstitution, |p| (p.living, p.consented) = (false, None), MET),
        (
            "dead, of none",
            ServiceInstitution,
            |p| (p.living, p.merit) = (false, Some(MeritField::Other)),
            VIOLATED,
        ),
        (
            "deprived of rights",
            ServiceInstitution,
            |p| p.deprived_of_political_rights = Some(true),
            VIOLATED,
        ),
        ("not in the name", ServiceInstitution, |p| p.name = "别人".to_owned(), VIOLATED),
    ];
    for (what, kind, change, outcome) in rows {
        let mut stated = person();
        change(&mut stated);
        let facts = |f: &mut Facts| named(f, kind, stated);
        row("MC-15", what, facts, outcome, "15", "science culture health education art");
    }
}

#[test]
fn names_of_other_organizations() {
    let rows: [(&str, Change, _); 4] = [
        ("authorized", |f| other(f, "示范", Some(true)), MET),
        ("refused", |f| other(f, "示范", Some(false)), VIOLATED),
        ("not stated", |f| other(f, "示范", None), UNKNOWN),
        ("not in the name", |f| other(f, "别家", Some(true)), VIOLATED),
    ];
    for (what, change, outcome) in rows {
        row("MC-14", what, change, outcome, "14", "");
    }
}

fn other(f: &mut Facts, name: &str, authorized: Option<bool>) {
    let name = name.to_owned();
    f.application.name_parts.organization = Some(OrganizationInName { name, authorized });
}

/// What is not stated of anybody is not asked.
#[test]
fn asked_only_where_somebody_is_one() {
    let plain = Application::from(application());
    let mut stated = application();
    stated.officers[0].cadre = Some(post(CadreStanding::Retired));
    stated.name_parts.person = Some(person());
    stated.name_parts.organization =
        Some(OrganizationInName { name: "示范".to_owned(), authorized: None });
    let stated = Application::from(stated);
    for rule in ["RZ-1", "RZ-2", "RZ-3", "RZ-4", "RZ-5", "RZ-6", "RZ-8", "MC-14", "MC-15"] {
        assert!(!is_about(&plain, rule) && is_about(&stated, rule), "{rule}");
    }
}
