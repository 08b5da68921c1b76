//! What an organization applies for: changes and charters; each rule at, below and above its limit.

use shuniu_core::{
    organization::{OrganizationKind, OrganizationStatus},
    registration::{
        About, Application, CharterAmendment, CouncilVote, DocumentKind, ItemChanges, NameParts,
        OrganizationApplication, Requested, rules::is_about,
    },
};

use super::{
    MET, NOT_APPLICABLE, UNKNOWN, VIOLATED,
    asked::{Asked, Row, association, foundation, institution, table},
    fields,
};
use crate::support::{CHARTER, OTHER_SUPERVISOR, application, day, unit_id};

#[test]
fn only_registered_items_change_and_really_do() {
    let nothing: fn(&mut Asked) = |a| *a.changes() = ItemChanges::default();
    let same: fn(&mut Asked) = |a| a.changes().domicile = a.organization.items.domicile.clone();
    let area: fn(&mut Asked) = |a| a.changes().activity_area = Some("北京市".to_owned());
    let kind: fn(&mut Asked) = |a| a.changes().public_raising = Some(true);
    table(
        association,
        &[
            ("ST-12b-2", "another domicile", |_| {}, MET, "12 ¶2"),
            ("ST-12b-2", "nothing", nothing, VIOLATED, "12 ¶2"),
            ("ST-12b-2", "the same", same, VIOLATED, "12 ¶2"),
            ("ST-12b-2", "its area", area, MET, "12 ¶2"),
            ("ST-12b-2", "a type", kind, VIOLATED, "12 ¶2"),
        ],
    );
    table(
        institution,
        &[
            ("MF-12c-2", "another domicile", |_| {}, MET, "12 ¶1"),
            ("MF-12c-2", "nothing", nothing, VIOLATED, "12 ¶1"),
            ("MF-12c-2", "an area", area, VIOLATED, "12 ¶1"),
        ],
    );
    table(
        foundation,
        &[
            ("JJ-11b-2", "another domicile", |_| {}, MET, "11 ¶2"),
            ("JJ-11b-2", "its type", kind, MET, "11 ¶2"),
            ("JJ-11b-2", "an area", area, VIOLATED, "11 ¶2"),
        ],
    );
}

/// Consent is that of the unit that supervises today; thirty days are counted from its date.
#[test]
fn consent_and_thirty_days() {
    fn dated(a: &mut Asked, consent: &str, received: &str) {
        a.case.opinions.last_mut().unwrap().dated = Some(day(consent));
        a.case.received_on = Some(day(received));
    }
    let rows: [Row; 7] = [
        ("a", "consent", |_| {}, MET, ""),
        ("a", "none", |a| a.case.opinions.clear(), UNKNOWN, ""),
        (
            "a",
            "another unit's",
            |a| a.case.opinions.last_mut().unwrap().unit.id = unit_id(OTHER_SUPERVISOR),
            VIOLATED,
            "",
        ),
        ("a", "no unit supervises", |a| a.organization.supervision = None, NOT_APPLICABLE, ""),
        ("b", "thirty days", |a| dated(a, "2026-05-08", "2026-06-08"), MET, ""),
        ("b", "a day more", |a| dated(a, "2026-05-08", "2026-06-09"), VIOLATED, ""),
        ("b", "no consent", |a| a.case.opinions.clear(), NOT_APPLICABLE, ""),
    ];
    // 2026-05-08 + 30 days is Sunday 2026-06-07; the last day moves to Monday (Civil Code art. 203).
    let of = |consent: &'static str, time: &'static str, article: &'static str| -> Vec<Row> {
        let named = |&(which, what, change, outcome, _): &Row| {
            (if which == "a" { consent } else { time }, what, change, outcome, article)
        };
        rows.iter().map(named).collect()
    };
    table(association, &of("ST-18a", "ST-18a-2", "18 ¶1"));
    table(association, &of("ST-18b", "ST-18b-2", "18 ¶2"));
    table(institution, &of("MF-15a", "MF-15a-2", "15"));
    table(institution, &of("MF-15c", "MF-15c-2", "15"));
    table(foundation, &of("JJ-15", "ST-18a-2", "15")[..4]);
}

#[test]
fn audit_and_papers() {
    fn without(a: &mut Asked, kind: DocumentKind) {
        a.documents.retain(|d| d.kind != kind);
    }
    fn audit(a: &mut Asked, dated: Option<&str>) {
        a.documents.last_mut().unwrap().dated = dated.map(day);
    }
    for (new, rule, article) in [
        (association as fn() -> Asked, "ST-27a", "27 ¶2"),
        (institution, "MF-22", "22"),
        (foundation, "JJ-37a", "37"),
    ] {
        table(
            new,
            &[
                (rule, "audited", |_| {}, MET, article),
                (rule, "today", |a| audit(a, Some("2026-07-01")), MET, article),
                (rule, "tomorrow", |a| audit(a, Some("2026-07-02")), VIOLATED, article),
                (rule, "undated", |a| audit(a, None), VIOLATED, article),
                (rule, "none", |a| drop(a.documents.pop()), VIOLATED, article),
            ],
        );
    }
    let funds: fn(&mut Asked) = |a| {
        *a.changes() = ItemChanges { funds_yuan: Some(60_000), ..ItemChanges::default() };
        without(a, DocumentKind::CapitalVerification);
    };
    table(
        association,
        &[
            ("ZZ-10", "all papers", |_| {}, MET, "9"),
            ("ZZ-10", "no resolution", |a| without(a, DocumentKind::Resolution), VIOLATED, "9"),
            ("ZZ-10", "no application", |a| without(a, DocumentKind::Application), VIOLATED, "9"),
            ("ZZ-10", "no premises", |a| without(a, DocumentKind::PremisesRight), VIOLATED, "9"),
            ("ZZ-10", "no capital", |a| without(a, DocumentKind::CapitalVerification), MET, "9"),
            ("ZZ-10", "funds without capital", funds, VIOLATED, "9"),
        ],
    );
}

/// Another, or the organization itself, bore the name that is asked for.
fn rename(a: &mut Asked, given_up_to: &str, whose: &str) {
    let mut other = a.organization.clone();
    if whose == "another's" {
        "other".clone_into(&mut other.id);
    }
    other.names = vec![shuniu_core::organization::NamePeriod {
        name: "北京市朝阳区旧名协会".to_owned(),
        from: day("2020-01-01"),
        to: Some(day(given_up_to)),
        year_only: false,
    }];
    a.register.organizations.insert(other.id.clone(), other.clone());
    if whose == "own" {
        a.organization = other;
    }
    let mut parts: NameParts = application().name_parts;
    "旧名".clone_into(&mut parts.field);
    *a.changes() = ItemChanges { name_parts: Some(parts), ..ItemChanges::default() };
}

/// A name that another gave up is barred for a year and a day (art. 16(2)); its own is not.
#[test]
fn a_name_lately_given_up() {
    // On 2026-07-01: given up on the day after the last one.
    table(
        association,
        &[
            ("MC-16b", "never borne", |a| rename(a, "2010-01-01", "nobody's"), MET, "16(2)"),
            ("MC-16b", "a year ago", |a| rename(a, "2025-06-30", "another's"), VIOLATED, "16(2)"),
            ("MC-16b", "a year and a day", |a| rename(a, "2025-06-29", "another's"), MET, "16(2)"),
            ("MC-16b", "lately", |a| rename(a, "2026-06-30", "another's"), VIOLATED, "16(2)"),
            ("MC-16b", "its own", |a| rename(a, "2026-06-30", "own"), MET, "16(2)"),
        ],
    );
    let mut asked = association();
    rename(&mut asked, "2025-06-30", "another's");
    let finding = asked.finding("MC-16b").unwrap();
    assert_eq!(finding.possible_from, Some(day("2026-07-02")), "the day after the year");
    assert_eq!(finding.parameters[0].value, "1");
}

/// A deregistered body's name is barred like a renamed one's, a rescinded one's for three years; a
/// body without certificate still bears its own.
#[test]
fn names_of_bodies_that_are_no_more() {
    fn gone(a: &mut Asked, status: OrganizationStatus, given_up_to: &str) {
        rename(a, given_up_to, "another's");
        let other = a.register.organizations.get_mut("other").unwrap();
        "北京市朝阳区旧名协会".clone_into(&mut other.name);
        other.status = status;
        other.rescinded_on =
            (status == OrganizationStatus::Rescinded).then(|| day(given_up_to).succ_opt().unwrap());
    }
    fn revoked(a: &mut Asked) {
        gone(a, OrganizationStatus::CertificateRevoked, "2026-06-30");
        let other = a.register.organizations.get_mut("other").unwrap();
        other.names[0].to = None;
    }
    table(
        association,
        &[
            (
                "MC-16b",
                "a year",
                |a| gone(a, OrganizationStatus::Deregistered, "2025-06-30"),
                VIOLATED,
                "16(2)",
            ),
            (
                "MC-16b",
                "and a day",
                |a| gone(a, OrganizationStatus::Deregistered, "2025-06-29"),
                MET,
                "16(2)",
            ),
            (
                "MC-16b",
                "rescinded",
                |a| gone(a, OrganizationStatus::Rescinded, "2026-06-30"),
                MET,
                "16(2)",
            ),
            (
                "MC-16c",
                "deregistered",
                |a| gone(a, OrganizationStatus::Deregistered, "2026-06-30"),
                MET,
                "16(3)",
            ),
            (
                "MC-16c",
                "three years",
                |a| gone(a, OrganizationStatus::Rescinded, "2023-06-30"),
                VIOLATED,
                "16(3)",
            ),
            (
                "MC-16c",
                "and a day",
                |a| gone(a, OrganizationStatus::Rescinded, "2023-06-29"),
                MET,
                "16(3)",
            ),
            ("MC-16c", "revoked", revoked, MET, "16(3)"),
            ("MC-16b", "revoked", revoked, MET, "16(2)"),
            ("MC-16a", "revoked", revoked, VIOLATED, "16(1)"),
        ],
    );
}

fn charter_of(kind: OrganizationKind) -> Asked {
    Asked::new(
        kind,
        Requested::Charter(CharterAmendment {
            adopted_on: day("2026-06-15"),
            summary: "调整业务范围".to_owned(),
            charter_items: CHARTER.map(ToOwned::to_owned).to_vec(),
            party_clause: Some(true),
            names_beneficiaries: false,
            vote: Some(CouncilVote { directors: 9, present: 6, in_favour: 4 }),
        }),
    )
}

#[test]
fn an_amended_charter() {
    fn vote(a: &mut Asked, directors: u32, present: u32, in_favour: u32) {
        a.charter().vote = Some(CouncilVote { directors, present, in_favour });
    }
    table(
        || charter_of(OrganizationKind::Association),
        &[
            ("ST-14", "whole", |_| {}, MET, "14"),
            ("ST-14", "an item lacks", |a| drop(a.charter().charter_items.pop()), VIOLATED, "14"),
            ("DJ-9", "clause", |_| {}, MET, "charter"),
            ("DJ-9", "no clause", |a| a.charter().party_clause = Some(false), VIOLATED, "charter"),
            ("DJ-9", "not said", |a| a.charter().party_clause = None, UNKNOWN, "charter"),
            ("ZZ-11", "adopted today", |a| a.charter().adopted_on = a.on, MET, "10"),
            ("ZZ-11", "tomorrow", |a| a.charter().adopted_on = day("2026-07-02"), VIOLATED, "10"),
            ("ZZ-11", "no papers", |a| a.documents.clear(), VIOLATED, "10"),
        ],
    );
    table(
        || charter_of(OrganizationKind::Foundation),
        &[
            ("JJ-21b", "two thirds", |_| {}, MET, "21 ¶1"),
            ("JJ-21b", "one less", |a| vote(a, 9, 5, 5), VIOLATED, "21 ¶1"),
            ("JJ-21b", "of ten, seven", |a| vote(a, 10, 7, 7), MET, "21 ¶1"),
            ("JJ-21b", "of ten, six", |a| vote(a, 10, 6, 6), VIOLATED, "21 ¶1"),
            ("JJ-21b", "more than there are", |a| vote(a, 5, 6, 6), VIOLATED, "21 ¶1"),
            ("JJ-21b", "no vote", |a| a.charter().vote = None, UNKNOWN, "21 ¶1"),
            ("JJ-21d", "two thirds of those present", |_| {}, MET, "21 ¶3"),
            ("JJ-21d", "one less", |a| vote(a, 9, 6, 3), VIOLATED, "21 ¶3"),
            ("JJ-21d", "not of all", |a| vote(a, 9, 6, 4), MET, "21 ¶3"),
            ("JJ-10a", "beneficiaries", |a| a.charter().names_beneficiaries = true, VIOLATED, "10"),
        ],
    );
}

/// What does not change is not asked about.
#[test]
fn only_rules_about_what_changes() {
    let asked = |changes: ItemChanges| {
        let Asked { organization, documents, .. } = association();
        Application::Organization(Box::new(OrganizationApplication {
            about: About::from(&organization),
            request: Requested::Change(Box::new(changes)),
            documents,
        }))
    };
    let domicile =
        asked(ItemChanges { domicile: Some("甲".to_owned()), ..ItemChanges::default() });
    let name =
        asked(ItemChanges { name_parts: Some(NameParts::default()), ..ItemChanges::default() });
    let funds = asked(ItemChanges { funds_yuan: Some(1), ..ItemChanges::default() });
    for (request, rule, about) in [
        (&domicile, "MC-16a", false),
        (&name, "MC-16a", true),
        (&name, "ST-10f", false),
        (&funds, "ST-10f", true),
        (&funds, "ST-27a", false),
        (&domicile, "ST-18a", true),
    ] {
        assert_eq!(is_about(request, rule), about, "{rule}");
    }
}

/// The changed item meets what it had to meet at establishment.
#[test]
fn the_changed_item_meets_the_rules_on_establishment() {
    fn funds(a: &mut Asked, yuan: i64) {
        *a.changes() = ItemChanges { funds_yuan: Some(yuan), ..ItemChanges::default() };
    }
    table(
        association,
        &[
            ("ST-10f", "enough", |a| funds(a, 30_000), MET, "10(5)"),
            ("ST-10f", "a yuan less", |a| funds(a, 29_999), VIOLATED, "10(5)"),
        ],
    );
    table(
        foundation,
        &[
            ("JJ-8c", "enough", |a| funds(a, 2_000_000), MET, "8(2)"),
            ("JJ-8c", "a yuan less", |a| funds(a, 1_999_999), VIOLATED, "8(2)"),
        ],
    );
    let mut asked = association();
    let mut parts = application().name_parts;
    "分公司".clone_into(&mut parts.form);
    *asked.changes() = ItemChanges { name_parts: Some(parts), ..ItemChanges::default() };
    let finding = asked.finding("MC-12");
    assert_eq!(fields(&finding), ["name_parts.form"]);
}
